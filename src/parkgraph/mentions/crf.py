"""Linear-chain conditional random fields (Lafferty, McCallum and Pereira 2001), as CRFsuite has learnt them.

What is read from a model of CRFsuite are the weights; labels and probabilities follow from sums of
weights that :mod:`.tagging` makes.  They are those of CRFsuite itself: ``tests/mentions/test_crf.py``.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]

_HEADER = struct.Struct("<4sI4s9I")
_CHUNK = struct.Struct("<4sII")
_STRINGS = struct.Struct("<4s5I")
_KEY = struct.Struct("<iI")
_FEATURE = np.dtype([("type", "<u4"), ("source", "<u4"), ("target", "<u4"), ("weight", "<f8")])
_STATE, _TRANSITION = 0, 1


@dataclass(frozen=True)
class Model:
    """Weights: of each sign (rows) for each label, and of each label (rows) with each behind it."""

    labels: tuple[str, ...]
    signs: tuple[str, ...]
    states: Floats
    transitions: Floats


def read_model(data: bytes) -> Model:
    """The weights in a model that CRFsuite wrote (its binary format, version 100).

    :raises ValueError: when it is none
    """
    try:
        magic, _, kind, version, _, _, _, features, labels, signs, _, _ = _HEADER.unpack_from(data)
        if (magic, kind, version) != (b"lCRF", b"FOMC", 100):
            raise ValueError("does not begin as a model does")
        _, _, count = _CHUNK.unpack_from(data, features)
        read = np.frombuffer(data, _FEATURE, count, features + _CHUNK.size)
        named = _read_strings(data, labels), _read_strings(data, signs)
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise ValueError(str(error)) from None
    states = np.zeros((len(named[1]), len(named[0])))
    transitions = np.zeros((len(named[0]), len(named[0])))
    for weights, wanted in ((states, _STATE), (transitions, _TRANSITION)):
        chosen = read[read["type"] == wanted]
        weights[chosen["source"], chosen["target"]] = chosen["weight"]
    return Model(*named, states, transitions)


def _read_strings(data: bytes, start: int) -> tuple[str, ...]:
    """The strings of a table, by their numbers: a list of places at its end says where each lies."""
    _, _, _, _, count, places = _STRINGS.unpack_from(data, start)
    found = []
    for place in struct.unpack_from(f"<{count}I", data, start + places):
        _, size = _KEY.unpack_from(data, start + place)
        first = start + place + _KEY.size
        found.append(data[first : first + size - 1].decode())
    return tuple(found)


def likeliest(states: Sequence[Sequence[float]], transitions: Sequence[Sequence[float]]) -> list[int]:
    """The likeliest labels of a sequence (Viterbi 1967); of equals the first.

    :param states: for each item the score of each of the three labels
    """
    (aa, ab, ac), (ba, bb, bc), (ca, cb, cc) = transitions
    a, b, c = states[0]
    back: list[tuple[int, int, int]] = []
    for one, two, three in states[1:]:
        x, y, z = a + aa, b + ba, c + ca
        from_a = 1 if y > x else 0
        first = y if y > x else x
        if z > first:
            from_a, first = 2, z
        x, y, z = a + ab, b + bb, c + cb
        from_b = 1 if y > x else 0
        second = y if y > x else x
        if z > second:
            from_b, second = 2, z
        x, y, z = a + ac, b + bc, c + cc
        from_c = 1 if y > x else 0
        third = y if y > x else x
        if z > third:
            from_c, third = 2, z
        a, b, c = first + one, second + two, third + three
        back.append((from_a, from_b, from_c))
    last = 1 if b > a else 0
    if c > max(a, b):
        last = 2
    labels = [last]
    for came_from in reversed(back):
        last = came_from[last]
        labels.append(last)
    labels.reverse()
    return labels


def probabilities(states: Floats, transitions: Floats) -> Floats:
    """The probability of each label of each item, over all labellings (forward-backward)."""
    items = np.exp(states - states.max(axis=1, keepdims=True)).tolist()
    (aa, ab, ac), (ba, bb, bc), (ca, cb, cc) = np.exp(transitions).tolist()
    a, b, c = items[0]
    ahead = [(a, b, c)]
    for one, two, three in items[1:]:
        a, b, c = (
            (a * aa + b * ba + c * ca) * one,
            (a * ab + b * bb + c * cb) * two,
            (a * ac + b * bc + c * cc) * three,
        )
        total = a + b + c
        a, b, c = a / total, b / total, c / total
        ahead.append((a, b, c))
    a = b = c = 1.0
    behind = [(a, b, c)]
    for one, two, three in reversed(items[1:]):
        a, b, c = a * one, b * two, c * three
        a, b, c = a * aa + b * ab + c * ac, a * ba + b * bb + c * bc, a * ca + b * cb + c * cc
        total = a + b + c
        a, b, c = a / total, b / total, c / total
        behind.append((a, b, c))
    both = np.array(ahead) * np.array(behind[::-1])
    return np.asarray(both / both.sum(axis=1, keepdims=True))


def margin(transitions: Floats, rest: int) -> float:
    """How far a label must lie above all others at every item for no other to be chosen anywhere.

    A stretch of other labels gains at most the best step at each of its inner borders, and what
    entering and leaving it may gain; where the sequence begins or ends with it, it need not be entered.
    """
    gains = transitions - transitions[rest, rest]
    inner = max(0.0, float(gains.max()))
    outer = max(0.0, float(gains[rest].max())) + max(0.0, float(gains[:, rest].max()))
    return max(inner, outer)
