"""Taggers: which characters of a sentence a name begins at and goes on through.

A linear-chain conditional random field (Lafferty, McCallum and Pereira 2001; CRFsuite) over the signs
of :mod:`.signs`, learnt from documents with known facts (``make train``).  One tagger a kind of name,
since an enterprise stands inside a project's name.  The models lie in ``seeds/weights/<name>.crf``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

import pycrfsuite

from parkgraph.errors import ResourceError
from parkgraph.resources import resource_path

Signs: TypeAlias = pycrfsuite.ItemSequence
"""The signs of each character of a sentence, as every tagger reads them."""

BEGINS, GOES_ON, NONE = "B", "I", "O"

_in_use: dict[str, Tagger] = {}


class Tagger:
    """A model that tells names by the signs of characters."""

    def __init__(self, model: bytes) -> None:
        self._model = model  # CRFsuite reads from it as long as the tagger lives
        self._tagger = pycrfsuite.Tagger()
        try:
            self._tagger.open_inmemory(model)
        except ValueError as error:
            raise ResourceError(f"no model of CRFsuite: {error}") from None
        self._teaches = {BEGINS, GOES_ON, NONE} <= set(self._tagger.labels())

    def spans(self, signs: Signs) -> list[tuple[int, int, float]]:
        """The names in a sentence: where each begins and ends, and its probability.

        :return: offsets within the sentence, in order; a probability is the least of its characters'
        """
        if not len(signs) or not self._teaches:
            return []
        labels = self._tagger.tag(signs)
        found = []
        for start, end in runs(labels):
            inside = [self._tagger.marginal(GOES_ON, i) for i in range(start + 1, end)]
            found.append((start, end, round(min([self._tagger.marginal(BEGINS, start), *inside]), 3)))
        return found


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


def load_tagger(name: str) -> Tagger:
    """The tagger in use under a name: that of ``seeds/weights/<name>.crf``.

    :raises ResourceError: when there is none
    """
    if name not in _in_use:
        path = Path(str(resource_path("seeds", "weights", f"{name}.crf")))
        _in_use[name] = Tagger(path.read_bytes())
    return _in_use[name]


@contextmanager
def using(taggers: Mapping[str, Tagger]) -> Iterator[None]:
    """Puts other taggers in use for a while, for learning."""
    before = dict(_in_use)
    _in_use.update(taggers)
    try:
        yield
    finally:
        _in_use.clear()
        _in_use.update(before)
