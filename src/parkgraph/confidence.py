"""Confidence as the share that is right of what is said so surely.

Rules and weights give a raw confidence; ``seeds/weights/confidence.tsv`` says, for each kind of
statement, how often such statements were right in documents with known facts (``make train``).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache

from parkgraph.errors import ResourceError
from parkgraph.resources import resource_path

Steps = tuple[tuple[float, ...], tuple[float, ...]]
_raw = False


@cache
def _load_steps() -> Mapping[str, Steps]:
    path = resource_path("seeds", "weights", "confidence.tsv")
    steps: dict[str, tuple[list[float], list[float]]] = {}
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line or line.startswith("#") or line == "kind\traw\tprobability":
            continue
        try:
            kind, raw, probability = line.split("\t")
            starts, shares = steps.setdefault(kind, ([], []))
            starts.append(float(raw))
            shares.append(float(probability))
        except ValueError:
            raise ResourceError(f"{path.name}:{number}: not kind, raw, probability: {line!r}") from None
    return {kind: (tuple(starts), tuple(shares)) for kind, (starts, shares) in steps.items()}


def calibrated(kind: str, raw: float) -> float:
    """The share of right statements among those of a kind with such a raw confidence.

    :param kind: the local name of a claim's property, ``enteredPark`` or ``metric``
    :param raw: between 0 and 1
    :return: between 0 and 1; ``raw`` itself for a kind that was not measured
    """
    if _raw or kind not in _load_steps():
        return raw
    starts, shares = _load_steps()[kind]
    return shares[max(0, bisect_right(starts, raw) - 1)]


@contextmanager
def raw() -> Iterator[None]:
    """Leaves confidences as they are for a while, to measure them."""
    global _raw
    _raw = True
    try:
        yield
    finally:
        _raw = False
