"""Weights of features by maximum likelihood.

A conditional logit (McFadden 1974) over the candidates of each choice, with an L2 penalty, fitted
by by L-BFGS-B (SciPy); a yes or no is a choice between the features and nothing, which is logistic
regression.  Features that occur in fewer than ``least`` documents are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import optimize, sparse


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice to learn from: the features of its candidates, and which of them are right."""

    features: tuple[tuple[str, ...], ...]
    right: tuple[bool, ...]


def yes_or_no(features: tuple[str, ...], right: bool) -> Choice:
    """A choice between something and nothing."""
    return Choice((features, ()), (right, not right))


_SMALLEST = 0.02  # weights nearer to nothing are left out
_ITERATIONS = 400


def fit(documents: Iterable[Sequence[Choice]], penalty: float, least: int = 3) -> dict[str, float]:
    """The weights under which the right candidates are likeliest.

    :param documents: the choices of each document
    """
    useful = [[c for c in choices if any(c.right) and not all(c.right)] for choices in documents]
    counts = Counter(
        feature for choices in useful for feature in {f for c in choices for fs in c.features for f in fs}
    )
    usable = [choice for choices in useful for choice in choices]
    names = sorted(feature for feature, count in counts.items() if count >= least)
    column = {name: index for index, name in enumerate(names)}
    candidates = [features for choice in usable for features in choice.features]
    rows = [row for row, features in enumerate(candidates) for f in features if f in column]
    columns = [column[f] for features in candidates for f in features if f in column]
    matrix = sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), (len(candidates), len(names)))
    sizes = np.array([len(choice.features) for choice in usable])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    owner = np.repeat(np.arange(len(usable)), sizes)
    right = np.array([yes for choice in usable for yes in choice.right], dtype=float)

    def loss(weights: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        scores = np.asarray(matrix @ weights)
        powers = np.exp(scores - np.maximum.reduceat(scores, starts)[owner])
        total = np.add.reduceat(powers, starts)
        wanted = np.add.reduceat(powers * right, starts)
        value = float(-np.log(wanted / total).sum() + penalty * (weights @ weights))
        slope = matrix.T @ (powers / total[owner] - powers * right / wanted[owner])
        return value, np.asarray(slope + 2 * penalty * weights)

    start = np.zeros(len(names))
    found = optimize.minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": _ITERATIONS})
    return {
        name: round(float(weight), 3)
        for name, weight in zip(names, found.x, strict=True)
        if abs(weight) >= _SMALLEST
    }
