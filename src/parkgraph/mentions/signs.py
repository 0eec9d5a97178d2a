"""The signs of every character of a sentence by which a tagger tells where a name stands.

A sign is a short text: the character and its neighbours, the word it is part of and the words beside
that with their roles (:mod:`.roles`), what the lexicon and the rules find there (``f=``, ``r=``), how
a list goes on, which word governs it.  Nothing here decides: :mod:`.tagging` does.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from parkgraph.cues import alternatives, load_cues, words
from parkgraph.lexicon import load_lexicon
from parkgraph.mentions.brands import find_brand
from parkgraph.mentions.edges import Edges
from parkgraph.mentions.names import Reading, ends_name
from parkgraph.mentions.ordered import Ordered
from parkgraph.mentions.roles import Word
from parkgraph.mentions.tokens import Token
from parkgraph.model import Span

_HEAD = re.compile(
    alternatives(words("projects", "project-head", "work-head", "facility", "branded", "site-head"))
)
_MARKS = frozenset("，。、；：“”（）")
_JOINTS = _MARKS | frozenset("等和及与的")
_STOPS = frozenset("，。；：")
_GOVERNS = frozenset(words("boundaries", "verb"))
_STAGES = {
    word: stage
    for stage in load_cues("status")
    if stage and stage[0].islower() and "-" not in stage
    for word in words("status", stage)
}
_NEAR = 8
"""Words that are looked at for one that governs or for a stage."""
_REACH = 30
"""Characters behind which a head is looked for."""
_BRAND = 24
_POSITIONS = "BIES"

Marks = dict[int, str]
"""What covers an offset: the name of it behind B, I or E for its beginning, inside and end."""


def mark(spans: Iterable[tuple[int, int]], name: str) -> Marks:
    """The offsets of spans with the part of the span that each is.

    >>> mark([(2, 5)], "place")
    {2: 'Bplace', 3: 'Iplace', 4: 'Eplace'}
    """
    marks: Marks = {}
    for start, end in spans:
        for offset in range(start, end):
            marks[offset] = f"{'B' if offset == start else 'E' if offset == end - 1 else 'I'}{name}"
    return marks


def spans_of(mentions: Ordered) -> Iterator[tuple[int, int]]:
    """The offsets of mentions."""
    return ((m.span.start, m.span.end) for m in mentions)


@dataclass(frozen=True, slots=True)
class Found:
    """What a document has at its offsets, whatever names stand there."""

    reading: Reading
    layers: tuple[Marks, ...]

    @classmethod
    def of(cls, reading: Reading, **groups: Ordered) -> Found:
        """The layers of the mentions found before, of figures, periods and of what the lexicon knows."""
        text = reading.text
        layers = [mark(spans_of(group), name) for name, group in groups.items()]
        layers.append(mark(((q.span.start, q.span.end) for q in reading.quantities), "quantity"))
        layers.append(mark(((p.span.start, p.span.end) for p in reading.periods), "period"))
        known = load_lexicon().find_enterprises(text)
        layers.append(mark(((start, end) for start, end, _ in known), "known"))
        layers.append(mark((m.span() for m in _HEAD.finditer(text)), "head"))
        return cls(reading, tuple(layers))


def describe(found: Found, start: int, end: int, ruled: Iterable[tuple[str, Span]]) -> list[list[str]]:
    """The signs of each character between two offsets (a sentence).

    :param ruled: the names that rules find there, each with the rule's name
    """
    text = found.reading.text
    by_rule: dict[int, list[str]] = {}
    for rule, span in ruled:
        for offset, part in mark([(span.start, span.end)], "").items():
            by_rule.setdefault(offset, []).append(f"r={rule}{part}")
    word_signs = _describe_words(found.reading, start, end)
    brands = _find_brands(found.reading, start, end)
    units = {
        offset: f"unit={quantity.unit}"
        for quantity in found.reading.quantities_between(start, end)
        for offset in range(quantity.span.start, quantity.span.end)
    }
    shapes = "".join(_shape(character) for character in text[start:end])
    padded = f"^^{text[start:end]}$$"
    joints = [end, *(i for i in range(end - 1, start, -1) if text[i] in _JOINTS)]
    last_head = max((match.end() for match in _HEAD.finditer(text, start, end)), default=start)
    last_mark = "^"
    rows: list[list[str]] = []
    for offset in range(start, end):
        i = offset - start
        b, a, c, d, e = tuple(padded[i : i + 5])
        row = [
            f"c={c}",
            f"c-1={a}",
            f"c+1={d}",
            f"c-2={b}",
            f"c+2={e}",
            f"b-1={a}{c}",
            f"b+1={c}{d}",
            f"b-2={b}{a}",
            f"b+2={d}{e}",
            f"t={a}{c}{d}",
            f"shapes={shapes[max(0, i - 2) : i + 3]}",
            f"at={min(i, 2)}",
            f"mark={last_mark}",
        ]
        row += word_signs.get(offset, ())
        for layer in found.layers:
            here, before, behind = layer.get(offset), layer.get(offset - 1), layer.get(offset + 1)
            if here is before is behind is None:
                continue
            if here:
                row.append(f"f={here}")
            if behind and behind != here and offset + 1 < end:
                row.append(f"f+={behind}")
            if before and before != here and offset > start:
                row.append(f"f-={before}")
        if offset in by_rule:
            row += sorted(set(by_rule[offset]))
        if offset in units:
            row.append(units[offset])
        if offset in brands:
            row.append(brands[offset])
        while joints[-1] <= offset:
            joints.pop()
        row.append(f"joint={text[joints[-1]] if joints[-1] < end else '$'}")
        head = _HEAD.search(text, offset, min(end, offset + _REACH)) if offset < last_head else None
        if head:
            gap = text[offset : head.start()]
            row.append(f"ahead={head[0]}{''.join(m for m in '、等，' if m in gap)}")
        if c in _MARKS:
            last_mark = c
        rows.append(row)
    return rows


def _shape(character: str) -> str:
    if character.isdigit():
        return "d"
    if "\u4e00" <= character <= "\u9fff":
        return "h"
    return "l" if character.isascii() and character.isalpha() else "m"


def _position(size: int, inside: int) -> str:
    """Whether a character begins, ends, is inside of or all of its word."""
    if size == 1:
        return "S"
    return "B" if inside == 0 else "E" if inside == size - 1 else "I"


def _describe_words(reading: Reading, start: int, end: int) -> dict[int, tuple[str, ...]]:
    """For each character the signs of its word, and of what stands beside that."""
    signs: dict[int, tuple[str, ...]] = {}
    starts = reading.tokens.starts
    low, high = bisect_left(starts, start), bisect_left(starts, end)
    tokens = reading.tokens.words
    edges = Edges(reading, start, end)
    roles = edges.wording.inside(start, end)
    role_at = {
        offset: i for i, word in enumerate(roles) for offset in range(word.token.start, word.token.end)
    }
    lists: dict[int, tuple[str, str] | None] = {}
    by_role: dict[tuple[int, str], list[str]] = {}
    for index in range(low, high):
        token = tokens[index]
        plain, placed = _describe_word(tokens, index, low, high)
        by_position: dict[str, list[str]] = {}
        for offset in range(token.start, min(token.end, end)):
            position = _position(len(token.word), offset - token.start)
            if position not in by_position:
                by_position[position] = [*plain, *(f"{sign}{position}" for sign in placed)]
            place = role_at.get(offset)
            if place is None:
                signs[offset] = tuple(by_position[position])
                continue
            word = roles[place].token
            part = _position(max(2, word.end - word.start), offset - word.start)
            if (place, part) not in by_role:
                by_role[place, part] = _describe_role(edges, roles, place, part, lists)
            signs[offset] = (*by_position[position], *by_role[place, part])
    return signs


def _describe_word(tokens: Sequence[Token], index: int, low: int, high: int) -> tuple[list[str], list[str]]:
    """The signs of a word: those of all of its characters, and those that need a character's place in it."""
    token = tokens[index]
    plain = [f"w={token.word}", f"governed={_governing(tokens, index, low)}"]
    plain.append(f"stage={_stage_behind(tokens, index, high)}")
    placed = [f"w={token.word}/", f"tag={token.tag}/", "place="]
    if ends_name(token):
        plain.append("ends")
    for away in (-2, -1, 1, 2):
        if low <= index + away < high:
            other = tokens[index + away]
            plain.append(f"w{away}={other.word}")
            placed.append(f"tag{away}={other.tag}/")
            if ends_name(other):
                placed.append(f"ends{away}/")
    if low < index < high - 1:
        placed.append(f"tags={tokens[index - 1].tag},{token.tag},{tokens[index + 1].tag}/")
    return plain, placed


def _governing(tokens: Sequence[Token], index: int, low: int) -> str:
    """The verb before a word in its clause that ends names."""
    for other in reversed(tokens[max(low, index - _NEAR) : index]):
        if other.word in _STOPS:
            break
        if other.word in _GOVERNS:
            return other.word
    return "^"


def _stage_behind(tokens: Sequence[Token], index: int, high: int) -> str:
    """The stage of a project that the words behind a word in its clause tell of."""
    for other in tokens[index + 1 : min(high, index + 1 + _NEAR)]:
        if other.word in _STOPS:
            break
        if other.word in _STAGES:
            return _STAGES[other.word]
    return "$"


def _describe_role(
    edges: Edges,
    roles: Sequence[Word],
    index: int,
    position: str,
    lists: dict[int, tuple[str, str] | None],
) -> list[str]:
    """The signs of the part that a character's word can play in a name, and of the list it stands in."""
    token, role = roles[index].token, roles[index].role
    before = roles[index - 1].role if index else "^"
    behind = roles[index + 1].role if index + 1 < len(roles) else "$"
    second_before = roles[index - 2].role if index > 1 else "^"
    second_behind = roles[index + 2].role if index + 2 < len(roles) else "$"
    signs = [
        f"role={role}{position}",
        f"role-1={before}{position}",
        f"role+1={behind}{position}",
        f"roles={before}{role}{behind}{position}",
        f"role+2={behind}{second_behind}{position}",
        f"role-2={second_before}{before}{position}",
    ]
    if position == "B":
        lists[index] = edges.list_behind(token.end)
        signs += [f"B{name}" for name in edges.left_classes(token.start)]
    listed = lists.get(index)
    if listed is not None:
        signs += [f"list={listed[0]}", f"list={listed[0]}/{listed[1]}"]
    signs += [f"{position}{name}" for name in edges.right_classes(token.end)]
    return signs


def _find_brands(reading: Reading, start: int, end: int) -> dict[int, str]:
    """The offsets of what looks like a brand where a word begins."""
    brands: dict[int, str] = {}
    for token in reading.tokens.between(start, end):
        brand = find_brand(reading.text[token.start : min(end, token.start + _BRAND)])
        if brand is not None and brand.length >= 2:
            for offset, part in mark([(token.start, token.start + brand.length)], "").items():
                brands[offset] = f"brand={part}{brand.confidence}"
    return brands
