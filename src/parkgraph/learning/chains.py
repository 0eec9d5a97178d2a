"""Weights of the chains of figures by maximum likelihood.

The linear-chain conditional random field of :mod:`parkgraph.relations.chains` with an L2 penalty,
fitted by L-BFGS-B (SciPy).  Figures whose subject the facts do not say, or whose subject is not among
the candidates, may be about any of them.  All chains are gone along at once, step by step.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import optimize, sparse

from parkgraph.relations.chains import Step

Floats = npt.NDArray[np.float64]

_ITERATIONS = 80
_SMALLEST = 0.02
_NEVER = -1e9


@dataclass(frozen=True)
class Chain:
    """The steps of an article, and of each which candidates are right (all where that is unknown)."""

    steps: Sequence[Step]
    right: Sequence[tuple[bool, ...]]


def fit_chains(documents: Sequence[Sequence[Chain]], penalty: float, least: int = 3) -> dict[str, float]:
    """The weights under which the right subjects are likeliest; features of fewer documents are left out."""
    counts: Counter[str] = Counter()
    for document in documents:
        counts.update({f for chain in document for step in chain.steps for f in _features(step)})
    names = sorted(feature for feature, count in counts.items() if count >= least)
    column = {name: index for index, name in enumerate(names)}
    chains = sorted((c for document in documents for c in document if c.steps), key=lambda c: -len(c.steps))
    model = _Model(chains, column)
    start = np.zeros(len(names))
    found = optimize.minimize(
        model.loss, start, (penalty,), jac=True, method="L-BFGS-B", options={"maxiter": _ITERATIONS}
    )
    return {
        name: round(float(weight), 3)
        for name, weight in zip(names, found.x, strict=True)
        if abs(weight) >= _SMALLEST
    }


def _features(step: Step) -> set[str]:
    own = {feature for candidate in step.candidates for feature in candidate.features}
    return own | {feature for row in step.links for link in row for feature in link}


class _Model:
    """The chains as arrays: at each time those that are so long, padded to the same number of candidates."""

    def __init__(self, chains: Sequence[Chain], column: dict[str, int]) -> None:
        self._width = max(len(step.candidates) for chain in chains for step in chain.steps)
        self._times = max(len(chain.steps) for chain in chains)
        rows: list[tuple[str, ...]] = []
        links: dict[tuple[str, ...], int] = {(): 0}
        self._own: list[npt.NDArray[np.int64]] = []
        self._link: list[npt.NDArray[np.int64]] = []
        self._right: list[npt.NDArray[np.bool_]] = []
        for time in range(self._times):
            here = [chain for chain in chains if len(chain.steps) > time]
            own = np.full((len(here), self._width), -1)
            link = np.zeros((len(here), self._width, self._width), dtype=np.int64)
            right = np.zeros((len(here), self._width), dtype=bool)
            for number, chain in enumerate(here):
                step = chain.steps[time]
                for index, candidate in enumerate(step.candidates):
                    own[number, index] = len(rows)
                    rows.append(candidate.features)
                right[number, : len(step.candidates)] = chain.right[time]
                for i, row in enumerate(step.links):
                    for j, features in enumerate(row):
                        link[number, i, j] = links.setdefault(features, len(links))
            self._own.append(own)
            self._link.append(link)
            self._right.append(right)
        self._rows = _matrix(rows, column)
        self._kinds = _matrix(list(links), column)

    def loss(self, weights: Floats, penalty: float) -> tuple[float, Floats]:
        """The negative log likelihood with the penalty, and its slope."""
        own, links = np.append(self._rows @ weights, _NEVER), self._kinds @ weights
        total, own_all, link_all = self._expect(own, links, right_only=False)
        wanted, own_right, link_right = self._expect(own, links, right_only=True)
        slope = self._rows.T @ (own_all - own_right) + self._kinds.T @ (link_all - link_right)
        return float(total - wanted + penalty * (weights @ weights)), slope + 2 * penalty * weights

    def _expect(self, own: Floats, links: Floats, *, right_only: bool) -> tuple[float, Floats, Floats]:
        """The log of the sum over all readings, and how often each row and link is expected."""
        scores = []
        for time in range(self._times):
            score = own[self._own[time]]
            scores.append(np.where(self._right[time], score, _NEVER) if right_only else score)
        forward = [scores[0]]
        for time in range(1, self._times):
            number = len(scores[time])
            ways = forward[-1][:number, :, None] + links[self._link[time]]
            forward.append(scores[time] + _log_sum(ways, 1))
        backward: list[Floats] = [np.zeros_like(score) for score in scores]
        for time in range(self._times - 2, -1, -1):
            number = len(scores[time + 1])
            ways = links[self._link[time + 1]] + (scores[time + 1] + backward[time + 1])[:, None, :]
            backward[time][:number] = _log_sum(ways, 2)
        sums = _log_sum(forward[0] + backward[0], 1)
        expected_own, expected_links = np.zeros(self._rows.shape[0]), np.zeros(self._kinds.shape[0])
        for time in range(self._times):
            number = len(scores[time])
            share = np.exp(forward[time] + backward[time] - sums[:number, None])
            there = self._own[time] >= 0
            expected_own[self._own[time][there]] += share[there]
            if time:
                ways = (
                    forward[time - 1][:number, :, None]
                    + links[self._link[time]]
                    + (scores[time] + backward[time])[:, None, :]
                )
                pair = np.exp(ways - sums[:number, None, None])
                expected_links += np.bincount(
                    self._link[time].ravel(), pair.ravel(), minlength=len(expected_links)
                )
        return float(sums.sum()), expected_own, expected_links


def _log_sum(values: Floats, axis: int) -> Floats:
    highest = values.max(axis=axis, keepdims=True)
    return np.asarray(np.squeeze(highest, axis) + np.log(np.exp(values - highest).sum(axis=axis)))


def _matrix(rows: Sequence[tuple[str, ...]], column: dict[str, int]) -> sparse.csr_matrix:
    cells = [(i, column[f]) for i, features in enumerate(rows) for f in features if f in column]
    across, down = np.array([c for _, c in cells]), np.array([r for r, _ in cells])
    return sparse.csr_matrix((np.ones(len(cells)), (down, across)), (len(rows), len(column)))
