"""How a stretch of text is used: elsewhere in its document, beside other names, and its characters.

Features of :mod:`parkgraph.mentions.enterprise_features`.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import cache, lru_cache

from parkgraph.cues import load_cues, words
from parkgraph.lexicon import load_lexicon
from parkgraph.mentions.brands import core_of_enterprise
from parkgraph.model import Span

_CJK = re.compile(r"[\u4e00-\u9fff]+")
_FORM_SOON = re.compile(r"[^，。；：、\n]{0,14}?(?:公司|集团|股份)")


@lru_cache(maxsize=2)
def _positions(text: str) -> dict[str, list[int]]:
    """Where every pair of characters stands in a text."""
    found: dict[str, list[int]] = {}
    for offset in range(len(text) - 1):
        found.setdefault(text[offset : offset + 2], []).append(offset)
    return found


_MOST_PLACES = 60


def count(text: str, written: str) -> int:
    """How often a text has a string of two or more characters, up to a bound."""
    at = _positions(text).get(written[:2], ())[: 4 * _MOST_PLACES]
    return sum(text.startswith(written, p) for p in at)


def describe_everywhere(text: str, written: str) -> list[str]:
    """How a stretch is used wherever the document has it."""
    at = [p for p in _positions(text).get(written[:2], ())[: 4 * _MOST_PLACES] if text.startswith(written, p)]
    at = at[:_MOST_PLACES]
    size = len(written)
    before = [text[p - 1 : p] for p in at]
    after = [text[p + size : p + size + 1] for p in at]
    features = [f"times={min(len(at), 4)}"]
    if len(at) > 1:
        lefts, rights = set(before), set(after)
        features += [f"rights={min(len(rights), 4)}", f"lefts={min(len(lefts), 4)}"]
        if len(rights) == 1 and _CJK.match(after[0]):
            features.append("always-longer")
        if len(lefts) == 1 and _CJK.match(before[0]):
            features.append("always-longer-left")
    behind = [p + size for p in at]
    if _any_starts(text, _COMPANY, behind):
        features.append("doc-company")
    if any(_FORM_SOON.match(text, p, p + 20) for p in behind):
        features.append("doc-form-soon")
    pairs = list(zip(before, after, strict=True))
    if ("“", "”") in pairs:
        features.append("doc-quoted")
    if "、" in before or "、" in after:
        features.append("doc-listed")
    if any(b in "、，。：；\n" and a in "、，。：；\n" for b, a in pairs):
        features.append("doc-alone")
    if _any_starts(text, _PERSON, behind):
        features.append("doc-person")
    if any(text.endswith(_OWNER, 0, p) for p in at):
        features.append("doc-owner")
    if _any_starts(text, _ACTS, behind):
        features.append("doc-acts")
    return features


def _any_starts(text: str, openings: tuple[str, ...], offsets: Sequence[int]) -> bool:
    return any(text.startswith(openings, p) for p in offsets)


_COMPANY = ("公司", "集团", "有限", "股份")
_PERSON = words("enterprises", "person-behind")
_OWNER = words("enterprises", "context-before", "entry", "signed", "belongs")
_ACTS = words("enterprises", "acts")


@cache
def _likely_characters() -> dict[str, float]:
    """How much likelier a character is in the own part of a listed company's name than in industry words."""
    lexicon = load_lexicon()
    named = Counter(
        character
        for row in lexicon.listed
        for character in core_of_enterprise(lexicon.strip_place(row.short_name) or row.short_name)
    )
    plain = Counter(
        character
        for name in _PLAIN
        for word in {w for group in load_cues(name).values() for w in group}
        for character in word
    )
    one, other = sum(named.values()), sum(plain.values())
    return {
        c: math.log((named[c] + 1) / one) - math.log((plain[c] + 1) / other) for c in sorted({*named, *plain})
    }


_PLAIN = ("industries", "projects", "boundaries", "subjects", "parks", "policies")


def describe_characters(core: str) -> list[str]:
    """How much the characters of a name are those of enterprises' names."""
    likely = _likely_characters()
    odds = [likely.get(c, 0.0) for c in core[:4] if "\u4e00" <= c <= "\u9fff"]
    if not odds:
        return []
    whole = round(max(-3.0, min(3.0, sum(odds))))
    return [
        f"odds={whole}",
        f"least-odds={round(max(-3.0, min(2.0, min(odds))))}",
        f"odds={whole}&{len(core)}",
    ]


def _odds(written: str) -> float:
    return sum(_likely_characters().get(c, 0.0) for c in written)


def describe_neighbours(
    text: str, span: Span, found_here: Collection[Span], floor: int, end: int
) -> Iterator[str]:
    """Where the names that rules found stand to a stretch, and what a list around it holds."""
    start, stop = span.start, span.end
    for other in found_here:
        if other == span:
            continue
        if other.start <= start and stop <= other.end:
            yield f"in-found={_side(span, other)}"
        elif start <= other.start and other.end <= stop:
            yield f"holds-found={_side(span, other)}"
        elif other.start < stop and start < other.end:
            yield "cuts-found"
        elif other.end == start or other.start == stop:
            yield "touches"
    siblings = _siblings(text, start, stop, floor, end)
    if siblings:
        rules = sum(any(s.start <= o.start and o.end <= s.end for o in found_here) for s in siblings)
        yield f"siblings={min(len(siblings), 4)}"
        yield f"found-siblings={min(rules, 3)}"
        yield f"share-siblings={round(4 * rules / len(siblings))}"
        odds = [_odds(text[s.start : s.end][:4]) for s in siblings]
        yield f"sibling-odds={round(max(-3.0, min(3.0, sum(odds) / len(odds))))}"


def _side(one: Span, other: Span) -> str:
    return "start" if other.start == one.start else "end" if other.end == one.end else "middle"


def _siblings(text: str, start: int, stop: int, floor: int, end: int) -> list[Span]:
    """The other members of the list that a stretch is a member of."""
    found: list[Span] = []
    at = start
    while at > floor and text[at - 1] in "、" and len(found) < 8:
        begin = max(text.rfind(mark, floor, at - 1) for mark in "、，。：；\n（”") + 1
        begin = max(begin, floor)
        if not 2 <= at - 1 - begin <= 18:
            break
        found.append(Span(begin, at - 1))
        at = begin
    at = stop
    while at < end and text[at] in "、和与" and len(found) < 16:
        stops = [p for mark in "、，。：；\n（“等" if (p := text.find(mark, at + 1, min(end, at + 20))) >= 0]
        close = min(stops, default=-1)
        if close < at + 3:
            break
        found.append(Span(at + 1, close))
        at = close
    return found
