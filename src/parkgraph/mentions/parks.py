"""Names of parks: a directory of zones, and a name before a park word (徐圩 + 新区).

Algorithm: every park word of ``park-patterns.tsv`` is found; the name runs left from it to
the first place in the run, or else to the word that ends a name.  A park word whose name is
empty or general (智慧园区, 各开发区) is a reference, not a name.  Weak words (产业园, 科技园,
示范区) name a park only when nothing shows a project (项目 or 二期 behind, 建设 before).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from parkgraph.cues import alternatives, words
from parkgraph.lexicon import load_lexicon
from parkgraph.mentions.brands import is_unknown
from parkgraph.mentions.names import Reading, clean_name, find_left_edge, strip_marks
from parkgraph.mentions.ordered import Ordered, order
from parkgraph.mentions.tokens import cut
from parkgraph.model import Kind, Mention, Span

_GENERIC = frozenset(words("parks", "generic-prefix"))
_NOMINAL = frozenset(words("boundaries", "nominal"))
_LONGEST_PREFIX = 22
_COUNTY = frozenset(words("parks", "county"))
_PROVINCE = words("parks", "province")
_LEVELS = frozenset(words("parks", "county", "province", "other-level"))
_PROJECT_BEHIND = re.compile(
    rf"[”’）]?(?:等?(?:\d+个)?{alternatives(words('parks', 'major'))}?"
    rf"{alternatives(words('projects', 'project-head'))}|"
    rf"{alternatives(words('projects', 'work-head'))}|[一二三四五首]期)"
)
_NUMBERED = re.compile(r"\d{1,2}[.．、)）]")
_NOT_PARK = re.compile(alternatives(words("parks", "not-park-behind")))
_LEADING = ("v", "d", "p", "c", "r", "ad", "m", "q", "t", "u")


@cache
def _suffix_pattern() -> re.Pattern[str]:
    return re.compile(alternatives(row.suffix for row in load_lexicon().park_patterns))


def find_parks(reading: Reading, places: Ordered) -> tuple[Mention, ...]:
    """The park names of a text; ``places`` are the place names in it, ordered.

    A park inside the name of another (安徽自贸区合肥片区) is a mention of its own.
    """
    lexicon = load_lexicon()
    found: dict[tuple[int, int], Mention] = {}
    before = {p.span.end: p.span.start for p in places if p.name[-1:] in _COUNTY and len(p.name) > 2}
    for start, end, zone in lexicon.find_zones(reading.text):
        start = before.get(start, start)  # 彭泽县|矶山化工园
        found[start, end] = Mention(
            Kind.PARK,
            Span(start, end),
            reading.text[start:end],
            0.98,
            tuple(
                sorted(
                    (
                        ("canonical", zone.name),
                        ("parkKind", zone.kind),
                        ("parkLevel", zone.level),
                        ("placeCode", zone.place_code),
                    )
                )
            ),
        )
    zones = order(found.values())
    ends = {end for _, end in found}
    for mention in _find_by_suffix(reading, places):
        span = mention.span
        if span.end in ends or any(z.span.end >= span.end for z in zones.covering(span.start, span.end)):
            continue
        found[span.start, span.end] = mention
        ends.add(span.end)
    return tuple(found[key] for key in sorted(found))


def _find_by_suffix(reading: Reading, places: Ordered) -> Iterator[Mention]:
    text = reading.text
    patterns = {row.suffix: row for row in load_lexicon().park_patterns}
    previous_end = 0
    for match in _suffix_pattern().finditer(text):
        row = patterns[match[0]]
        head = match.start()
        floor = max(0, head - _LONGEST_PREFIX)
        edge = find_left_edge(reading, head, floor)
        inside = [p for p in places.between(edge, head) if p.span.end <= head]
        inside = inside or _find_place_behind_trade(reading, places, head)
        edge = _chain_start(inside) if inside else _skip_verbs(reading, edge, head)
        if text[edge - 1 : edge] == "（":
            # 中德（沈阳）装备产业园: the name begins before the bracket
            outer = find_left_edge(reading, edge - 1, max(0, edge - 12))
            edge = outer if outer < edge - 1 else edge
        span = strip_marks(text, Span(edge, match.end()))
        if text[span.start : span.start + 1] in _LEVELS and span.start + 1 < head:
            # 县沿海工业园: the level stands for the county of the source
            span = Span(span.start + 1, span.end)
        numbered = _NUMBERED.match(text, span.start, head)
        span = Span(numbered.end(), span.end) if numbered else span
        prefix = text[span.start : head]
        if previous_end > span.start and not inside:
            continue
        if not prefix or len(clean_name(prefix)) < 2 or _is_generic(prefix):
            continue
        if not inside and (len(prefix) > 14 or not _can_stand_alone(clean_name(prefix), match[0])):
            continue
        confidence = 0.9 if inside else 0.8
        attributes = [("parkKind", row.kind)]
        if _NOT_PARK.match(text, match.end()) or (inside and prefix.endswith(_PROVINCE)):
            continue
        if row.strength == "weak":
            behind = _PROJECT_BEHIND.match(text, match.end())
            if behind and not (inside and behind[0].endswith("期")):
                continue
            confidence = 0.75 if inside else 0.6
            attributes.append(("weak", "yes"))
        if inside:
            attributes.append(("placeCode", dict(inside[-1].attributes).get("code", "")))
        previous_end = match.end()
        yield Mention(
            Kind.PARK,
            span,
            clean_name(text[span.start : span.end]),
            confidence,
            tuple(sorted(a for a in attributes if a[1])),
        )


_BARE = frozenset(words("parks", "bare"))
_FUNCTIONAL = frozenset(words("parks", "functional"))  # a part of a park: 精细|化工区
_NOUN_TAGS = ("n", "s", "b", "j", "l", "i", "vn", "x", "f", "eng", "a")


def _can_stand_alone(prefix: str, suffix: str) -> bool:
    """Whether a name without a place can name a park.

    Before a word that by itself refers back (园区, 新区) it must be unknown (徐圩|新区); before
    others nouns do (医药|产业园), a verb among them does not.
    """
    if suffix in _BARE or suffix in _FUNCTIONAL:
        return is_unknown(prefix)
    return all(len(word) == 1 or tag.startswith(_NOUN_TAGS) or word in _NOMINAL for word, tag in cut(prefix))


def _find_place_behind_trade(reading: Reading, places: Ordered, head: int) -> list[Mention]:
    """The place right before a park word, or before a trade that reads like a verb (贵州|快递|物流园)."""
    near = places.between(head - 12, head)[-1:]
    if not near or near[0].span.end > head:
        return []
    between = reading.text[near[0].span.end : head]
    return list(near) if not between or between in _trades() else []


@cache
def _trades() -> frozenset[str]:
    return frozenset(row.suffix for row in load_lexicon().trade_suffixes)


def _chain_start(inside: list[Mention]) -> int:
    """Where the last run of adjoining places begins (江苏省|连云港市|开发区)."""
    start = inside[-1].span.start
    for place in reversed(inside[:-1]):
        if place.span.end <= start and start - place.span.end <= 6:
            start = place.span.start
    return start


def _skip_verbs(reading: Reading, edge: int, head: int) -> int:
    """Drops unlisted verbs and adverbs that lead a name without a place (营造|高新区)."""
    for token in reading.tokens.between(edge, head):
        if len(token.word) == 1 or not token.tag.startswith(_LEADING):
            return token.start
    return head


def _is_generic(prefix: str) -> bool:
    if prefix in _GENERIC:
        return True
    return all(word in _GENERIC or tag in ("m", "q", "x") for word, tag in cut(prefix))
