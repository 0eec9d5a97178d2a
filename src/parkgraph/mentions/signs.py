"""The signs of every character of a document by which a tagger tells where a name stands.

A sign is a short text: the character and its neighbours, the word it is part of and the words beside
that with their roles (:mod:`.word_signs`), what the lexicon and the rules find there (``f=``, ``r=``), how
a list goes on, which word governs it.  Nothing here decides: :mod:`.tagging` does.  They are held in
columns (:mod:`.columns`), one for each kind of sign.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from parkgraph.cues import alternatives, words
from parkgraph.lexicon import load_lexicon
from parkgraph.mentions.brands import find_brand
from parkgraph.mentions.columns import Column, Columns, Group, number, rows
from parkgraph.mentions.names import Reading
from parkgraph.mentions.ordered import Ordered
from parkgraph.mentions.word_signs import describe_words
from parkgraph.model import Span

_HEADS = alternatives(words("projects", "project-head", "work-head", "facility", "branded", "site-head"))
_HEAD = re.compile(_HEADS)
_HEAD_HERE = re.compile(f"(?=({_HEADS}))")
_MARKS = frozenset("，。、；：“”（）")
_JOINTS = _MARKS | frozenset("等和及与的")
_LISTING = "、等，"
"""Marks that tell whether a head ends a list, in the order in which a sign names them."""
_REACH = 30
"""Characters behind which a head is looked for."""
_BRAND = 24
_PARTS = "BIE"

Stretch = tuple[int, int]
"""The clean offsets at which a sentence begins and ends."""

Ruled = Iterable[tuple[str, Span]]
"""Names that rules find, each with the rule's name."""


def parts_of(start: int, end: int) -> str:
    """For each character of a span whether it begins it, is inside of it or ends it.

    >>> parts_of(2, 5), parts_of(2, 3)
    ('BIE', 'B')
    """
    return "B" + "I" * (end - start - 2) + "E" * (end - start > 1)


@dataclass(frozen=True, slots=True)
class Layer:
    """What of one sort covers the characters of a text: -1 nothing, else the part of it (:data:`_PARTS`)."""

    name: str
    parts: NDArray[np.intp]

    @classmethod
    def of(cls, name: str, spans: Iterable[tuple[int, int]], size: int) -> Layer:
        """The layer of spans, a later one over an earlier."""
        parts = np.full(size + 1, -1, dtype=np.intp)  # one behind the end, where nothing is
        for start, end in spans:
            parts[start:end] = 1
            parts[end - 1] = 2
            parts[start] = 0
        return cls(name, parts)


@dataclass(frozen=True, slots=True)
class Found:
    """What a document has at its offsets, whatever names stand there."""

    reading: Reading
    layers: tuple[Layer, ...]

    @classmethod
    def of(cls, reading: Reading, **groups: Ordered) -> Found:
        """The layers of the mentions found before, of figures, periods and of what the lexicon knows."""
        text = reading.text
        known = load_lexicon().find_enterprises(text)
        spans: dict[str, Iterable[tuple[int, int]]] = {
            **{name: ((m.span.start, m.span.end) for m in group) for name, group in groups.items()},
            "quantity": ((q.span.start, q.span.end) for q in reading.quantities),
            "period": ((p.span.start, p.span.end) for p in reading.periods),
            "known": ((start, end) for start, end, _ in known),
            "head": (m.span() for m in _HEAD.finditer(text)),
        }
        return cls(reading, tuple(Layer.of(name, group, len(text)) for name, group in spans.items()))


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs of all characters of some sentences, one sentence behind the other."""

    columns: Columns
    sizes: tuple[int, ...]

    def rows(self) -> Iterator[list[list[str]]]:
        """For each sentence the signs of each of its characters."""
        every = rows(self.columns, sum(self.sizes))
        for size in self.sizes:
            yield [next(every) for _ in range(size)]


def describe(found: Found, sentences: Sequence[Stretch], ruled: Sequence[Ruled]) -> Signs:
    """The signs of each character of some sentences, in text order.

    :param ruled: for each sentence the names that rules find there
    """
    reading = found.reading
    return Signs(
        (
            *_describe_characters(reading.text, sentences),
            *describe_words(reading, sentences),
            *_describe_layers(found.layers, sentences),
            _describe_rules(sentences, ruled),
            _describe_units(reading, sentences),
            _describe_brands(reading, sentences),
            *_describe_ahead(reading.text, sentences),
        ),
        tuple(end - start for start, end in sentences),
    )


class _Shapes(dict[int, str]):
    """The sort of each character, as ``str.translate`` asks for it."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if character.isdigit():
            shape = "d"
        elif "\u4e00" <= character <= "\u9fff":
            shape = "h"
        else:
            shape = "l" if character.isascii() and character.isalpha() else "m"
        self[code] = shape
        return shape


_SHAPES = _Shapes()


def _describe_characters(text: str, sentences: Sequence[Stretch]) -> Iterator[Column]:
    """Each character with its neighbours in the sentence, its place there, and the last mark before it."""
    written = [text[start:end] for start, end in sentences]
    padded = [f"^^{sentence}$$" for sentence in written]
    here = "".join(written)
    last, before = "".join(p[1:-3] for p in padded), "".join(p[:-4] for p in padded)
    following, behind = "".join(p[3:-1] for p in padded), "".join(p[4:] for p in padded)
    yield Column("c=", here)
    yield Column("c-1=", last)
    yield Column("c+1=", following)
    yield Column("c-2=", before)
    yield Column("c+2=", behind)
    yield Column("b-1=", [a + b for a, b in zip(last, here, strict=True)])
    yield Column("b+1=", [a + b for a, b in zip(here, following, strict=True)])
    yield Column("b-2=", [a + b for a, b in zip(before, last, strict=True)])
    yield Column("b+2=", [a + b for a, b in zip(following, behind, strict=True)])
    yield Column("t=", [a + b + c for a, b, c in zip(last, here, following, strict=True)])
    shapes = [sentence.translate(_SHAPES) for sentence in written]
    yield Column("shapes=", [s[max(0, i - 2) : i + 3] for s in shapes for i in range(len(s))])
    yield Column("at=", [str(min(i, 2)) for sentence in written for i in range(len(sentence))])
    marks = []
    for sentence in written:
        mark = "^"
        for character in sentence:
            marks.append(mark)
            if character in _MARKS:
                mark = character
    yield Column("mark=", marks)


def _describe_layers(layers: Sequence[Layer], sentences: Sequence[Stretch]) -> Iterator[Column]:
    """What covers each character, and what else covers the one behind it and the one before it."""
    if not sentences:
        return
    at = np.concatenate([np.arange(start, end) for start, end in sentences])
    firsts = {start for start, _ in sentences}
    opens = np.fromiter((i in firsts for i in at.tolist()), bool, len(at))
    closes = np.append(opens[1:], True)
    for layer in layers:
        here = layer.parts[at]
        if here.max(initial=-1) < 0:  # nothing of its sort
            continue
        behind = np.where(closes, -1, layer.parts[at + 1])
        before = np.where(opens, -1, layer.parts[at - 1])
        values = [part + layer.name for part in _PARTS]
        yield Column("f=", values, here)
        yield Column("f+=", values, np.where(behind == here, -1, behind))
        yield Column("f-=", values, np.where(before == here, -1, before))


def _starts(sentences: Sequence[Stretch]) -> Iterator[tuple[int, int, int]]:
    """For each sentence where it begins and ends, and how many characters stand in those before it."""
    first = 0
    for start, end in sentences:
        yield start, end, first
        first += end - start


def _cover(values: list[str], spans: Iterable[tuple[int, Sequence[str]]], low: int, high: int) -> None:
    """Writes values over those between two indexes: for each span where it begins and a value for each
    of its characters, a later span over an earlier."""
    for start, each in spans:
        first, last = max(low, start), min(high, start + len(each))
        if first < last:
            values[first:last] = each[first - start : last - start]


def _column(name: str, values: Sequence[str]) -> Column:
    """A column of one value a character; an empty one is none."""
    different, codes = number(values)
    gap = different.index("") if "" in different else -1
    return Column(name, different, np.where(codes == gap, -1, codes))


def _describe_rules(sentences: Sequence[Stretch], ruled: Sequence[Ruled]) -> Group:
    """Which rules find a name over each character, and where in it that is."""
    signs: list[tuple[str, ...]] = [()] * sum(end - start for start, end in sentences)
    for (start, end, first), names in zip(_starts(sentences), ruled, strict=True):
        covering: dict[int, set[str]] = {}
        for rule, span in names:
            for offset, part in enumerate(parts_of(span.start, span.end), span.start):
                if start <= offset < end:
                    covering.setdefault(offset - start + first, set()).add(f"r={rule}{part}")
        for index, found in covering.items():
            signs[index] = tuple(sorted(found))
    different = {one: i for i, one in enumerate(dict.fromkeys(signs))}
    return Group(list(different), np.array([different[one] for one in signs], dtype=np.intp))


def _describe_units(reading: Reading, sentences: Sequence[Stretch]) -> Column:
    """The unit of the figure that each character is part of."""
    units = [""] * sum(end - start for start, end in sentences)
    for start, end, first in _starts(sentences):
        shift = first - start
        figures = (
            (q.span.start + shift, [q.unit] * (q.span.end - q.span.start))
            for q in reading.quantities_between(start, end)
        )
        _cover(units, figures, first, first + end - start)
    return _column("unit=", units)


def _describe_brands(reading: Reading, sentences: Sequence[Stretch]) -> Column:
    """What looks like a brand where a word begins."""
    brands = [""] * sum(end - start for start, end in sentences)
    for start, end, first in _starts(sentences):
        shift = first - start
        _cover(brands, _find_brands(reading, start, end, shift), first, first + end - start)
    return _column("brand=", brands)


def _find_brands(reading: Reading, start: int, end: int, shift: int) -> Iterator[tuple[int, list[str]]]:
    for token in reading.tokens.between(start, end):
        brand = find_brand(reading.text[token.start : min(end, token.start + _BRAND)])
        if brand is not None and brand.length >= 2:
            yield token.start + shift, [f"{part}{brand.confidence}" for part in parts_of(0, brand.length)]


def _describe_ahead(text: str, sentences: Sequence[Stretch]) -> Iterator[Column]:
    """The next mark or joining word behind each character, and the next head, with the marks before that."""
    yield Column(
        "joint=", list(chain.from_iterable(_find_joints(text[start:end]) for start, end in sentences))
    )
    yield _column("ahead=", list(chain.from_iterable(_find_heads(text, *each) for each in sentences)))


def _find_joints(sentence: str) -> list[str]:
    joints, joint = [], "$"
    for character in reversed(sentence):
        joints.append(joint)
        if character in _JOINTS:
            joint = character
    joints.reverse()
    return joints


def _find_heads(text: str, start: int, end: int) -> list[str]:
    """For each character of a sentence the next head and the marks of a list before it, empty without one."""
    found = [""] * (end - start)
    low = start
    for match in _HEAD_HERE.finditer(text, start, end):
        at, head = match.start(), match[1]
        for offset in range(max(low, at - _REACH + 1), at + 1):
            if at + len(head) <= offset + _REACH:
                found[offset - start] = _with_marks(head, text[offset:at])
            else:  # the window ends within: a shorter one may be whole in it
                shorter = _HEAD.search(text, offset, offset + _REACH)
                if shorter is not None:
                    found[offset - start] = _with_marks(shorter[0], text[offset : shorter.start()])
        low = at + 1
    return found


def _with_marks(head: str, gap: str) -> str:
    return head + "".join(mark for mark in _LISTING if mark in gap)
