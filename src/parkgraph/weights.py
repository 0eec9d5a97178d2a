"""Weights of features, learnt from documents with known facts, and the choice they make.

A conditional logit (McFadden 1974): each candidate has the sum of the weights of its features,
and the probability of a candidate is its share of the exponentials.  The weights lie in
``seeds/weights/<name>.tsv``, one feature a line, and are made by ``make train``.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import repeat

from parkgraph.errors import ResourceError
from parkgraph.resources import resource_path

_in_use: dict[str, Mapping[str, float]] = {}


def load_weights(name: str) -> Mapping[str, float]:
    """The weights in use under a name: those of ``seeds/weights/<name>.tsv`` by feature.

    :raises ResourceError: naming file and line when a row is malformed
    """
    if name not in _in_use:
        _in_use[name] = _read_weights(name)
    return _in_use[name]


@contextmanager
def using(weights: Mapping[str, Mapping[str, float]]) -> Iterator[None]:
    """Puts other weights in use for a while, for learning."""
    before = dict(_in_use)
    _in_use.update(weights)
    try:
        yield
    finally:
        _in_use.clear()
        _in_use.update(before)


def _read_weights(name: str) -> Mapping[str, float]:
    path = resource_path("seeds", "weights", f"{name}.tsv")
    weights: dict[str, float] = {}
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line or line.startswith("#") or line == "feature\tweight":
            continue
        feature, _, weight = line.rpartition("\t")
        try:
            weights[feature] = float(weight)
        except ValueError:
            raise ResourceError(f"{path.name}:{number}: no weight: {line!r}") from None
    return weights


def score(weights: Mapping[str, float], features: Iterable[str]) -> float:
    """The sum of the weights of features, the same in any order; unknown ones count nothing.

    >>> score({"a": 1.5, "b": -0.5}, ["a", "b", "c"])
    1.0
    """
    return math.fsum(map(weights.get, features, repeat(0.0)))


def shares(scores: Sequence[float]) -> tuple[float, ...]:
    """The probability of each of several exclusive candidates.

    >>> shares([0.0, 0.0]), shares([])
    ((0.5, 0.5), ())
    """
    if not scores:
        return ()
    highest = max(scores)
    powers = [math.exp(s - highest) for s in scores]
    total = math.fsum(powers)
    return tuple(power / total for power in powers)


def chance(value: float) -> float:
    """The probability of a yes by its score.

    >>> chance(0.0)
    0.5
    """
    return 1 / (1 + math.exp(-max(-40.0, min(40.0, value))))
