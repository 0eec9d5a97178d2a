"""Taggers: which characters of a sentence a name begins at and goes on through.

A linear-chain conditional random field (:mod:`.crf`) over the signs of :mod:`.signs`, learnt from
documents with known facts (``make train``).  One tagger a kind of name, since an enterprise stands
inside a project's name.  The models lie in ``seeds/weights/<name>.crf``; all read the same signs, so
their weights stand side by side and each sign is looked up once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import repeat
from pathlib import Path

import numpy as np

from parkgraph.errors import ResourceError
from parkgraph.mentions.columns import Columns, Group
from parkgraph.mentions.crf import Floats, Model, likeliest, margin, probabilities, read_model
from parkgraph.resources import resource_path

BEGINS, GOES_ON, NONE = "B", "I", "O"

KINDS = ("parks", "projects", "enterprises")
"""The kinds of name that have a tagger."""

Tagged = list[tuple[int, int, float]]
"""Names: where each begins and ends, and its probability."""

_in_use: list[Taggers] = []


class Taggers:
    """The models of several kinds of name, which tell names by the signs of characters.

    :raises ResourceError: when one is no model of CRFsuite
    """

    def __init__(self, models: Mapping[str, bytes]) -> None:
        read: dict[str, Model] = {}
        for kind, data in models.items():
            try:
                read[kind] = read_model(data)
            except ValueError as error:
                raise ResourceError(f"{kind}: no model of CRFsuite: {error}") from None
        # one that was taught no names knows none
        self._models = {k: m for k, m in read.items() if {BEGINS, GOES_ON, NONE} == set(m.labels)}
        self.kinds = tuple(read)
        self._rows = {
            sign: i for i, sign in enumerate(sorted({s for m in read.values() for s in m.signs}), 1)
        }
        self._weights = np.zeros((len(self._rows) + 1, 3 * len(self._models)))  # the first row: no sign
        for block, model in enumerate(self._models.values()):
            at = [self._rows[sign] for sign in model.signs]
            self._weights[at, 3 * block : 3 * block + 3] = model.states
        # by what stands before the value, as columns ask
        self._by_name: dict[str, dict[str, int]] = {}
        for sign, row in self._rows.items():
            name, equals, value = sign.partition("=")
            self._by_name.setdefault(name + equals if equals else "", {})[value if equals else sign] = row
        self._of_groups: dict[tuple[str, ...], Floats] = {}

    def weigh(self, columns: Columns, size: int) -> Floats:
        """For each character the sum of the weights of its signs: three numbers a model, its labels'."""
        total = np.zeros((size, self._weights.shape[1]))
        for column in columns:
            if isinstance(column, Group):
                total += np.array([*map(self._weigh_group, column.values), self._weights[0]])[column.codes]
                continue
            known = self._by_name.get(column.name)
            if known is None:
                continue
            rows = np.array([*map(known.get, column.values, repeat(0)), 0], dtype=np.intp)
            total += self._weights[rows[:-1] if column.codes is None else rows[column.codes]]
        return total

    def _weigh_group(self, signs: tuple[str, ...]) -> Floats:
        found = self._of_groups.get(signs)
        if found is None:
            found = self._weights[[self._rows.get(sign, 0) for sign in signs]].sum(axis=0)
            self._of_groups[signs] = found
        return found

    def spans(self, columns: Columns, sizes: Sequence[int]) -> dict[str, list[Tagged]]:
        """The names of each kind in sentences, with offsets within their sentence.

        A name's probability is the least of its characters'.

        :param columns: the signs of the characters of all sentences, one behind the other
        :param sizes: how many characters each sentence has
        """
        total = self.weigh(columns, sum(sizes))
        found: dict[str, list[Tagged]] = {kind: [[] for _ in sizes] for kind in self.kinds}
        ends = np.cumsum(sizes).tolist()
        for block, (kind, model) in enumerate(self._models.items()):
            scores = total[:, 3 * block : 3 * block + 3]
            for index in _open(scores, model, ends):
                found[kind][index] = _read(model, scores[ends[index] - sizes[index] : ends[index]])
        return found


def _open(scores: Floats, model: Model, ends: Sequence[int]) -> Iterator[int]:
    """The sentences that may have a name at all, as far as one look at every character tells."""
    rest = model.labels.index(NONE)
    others = [i for i in range(3) if i != rest]
    far = scores[:, rest] - scores[:, others].max(axis=1) > margin(model.transitions, rest)
    near = np.flatnonzero(~far)
    start = 0
    for index, end in enumerate(ends):
        if end > start and np.searchsorted(near, start) < np.searchsorted(near, end):
            yield index
        start = end


def _read(model: Model, scores: Floats) -> Tagged:
    """The names in one sentence."""
    named = [model.labels[i] for i in likeliest(scores.tolist(), model.transitions.tolist())]
    if BEGINS not in named:
        return []
    sure = probabilities(scores, model.transitions)
    begins, goes_on = sure[:, model.labels.index(BEGINS)], sure[:, model.labels.index(GOES_ON)]
    return [
        (start, end, round(float(min([begins[start], *goes_on[start + 1 : end]])), 3))
        for start, end in runs(named)
    ]


def runs(labels: Sequence[str]) -> list[tuple[int, int]]:
    """The stretches that labels mark.

    >>> runs(["O", "B", "I", "B", "O"])
    [(1, 3), (3, 4)]
    """
    found: list[tuple[int, int]] = []
    start = None
    for index, label in enumerate([*labels, NONE]):
        if start is not None and label != GOES_ON:
            found.append((start, index))
            start = None
        if label == BEGINS:
            start = index
    return found


def load_taggers() -> Taggers:
    """The taggers in use: those of ``seeds/weights/<kind>.crf``.

    :raises ResourceError: when one is missing
    """
    if not _in_use:
        paths = {kind: Path(str(resource_path("seeds", "weights", f"{kind}.crf"))) for kind in KINDS}
        _in_use.append(Taggers({kind: path.read_bytes() for kind, path in paths.items()}))
    return _in_use[-1]


@contextmanager
def using(taggers: Taggers) -> Iterator[None]:
    """Puts other taggers in use for a while, for learning."""
    _in_use.append(taggers)
    try:
        yield
    finally:
        _in_use.pop()
