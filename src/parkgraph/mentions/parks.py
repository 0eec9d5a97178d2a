"""Names of parks: a directory of zones, and a name before a park word (徐圩 + 新区).

Algorithm: every park word of ``park-patterns.tsv`` is found; the name runs left from it to
the first place in the run, or else to the word that ends a name.  A park word whose name is
empty or general (智慧园区, 各开发区) is a reference, not a name.  Weak words (产业园, 科技园,
示范区) name a park only when nothing shows a project (项目 or 二期 behind, 建设 before).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from functools import cache

from parkgraph.cues import alternatives, words
from parkgraph.lexicon import load_lexicon
from parkgraph.mentions.brands import is_unknown
from parkgraph.mentions.names import Reading, clean_name, find_left_edge, strip_marks
from parkgraph.mentions.ordered import Ordered, order
from parkgraph.mentions.park_names import (
    exclude_titles,
    find_called_by_kind,
    find_parts,
    find_short_names,
    link_renamed,
)
from parkgraph.mentions.tokens import cut
from parkgraph.model import Kind, Mention, Span

_GENERIC = frozenset(words("parks", "generic-prefix"))
_NOMINAL = frozenset(words("boundaries", "nominal"))
_LONGEST_PREFIX = 22
_COUNTY = frozenset(words("parks", "county"))
_PROVINCE = words("parks", "province")
_LEVELS = frozenset(words("parks", "county", "province", "other-level"))
_PLURAL = re.compile(rf"(?:[几数多各\d一二两三四五六七八九十]{alternatives(words('parks', 'counted'))})+$")
_BUILT = frozenset(words("parks", "built"))
_LEAD = re.compile(alternatives(words("parks", "leads-name")))
_INDEFINITE = re.compile(rf"{alternatives(words('parks', 'indefinite'))}[“‘]?$")
_BECOMES = re.compile(f"{alternatives(words('parks', 'becomes'))}[^，。；、]{{0,6}}$")
_PART_ENDINGS = frozenset(words("parks", "part-ending"))
_OUTER_ALONE = frozenset(words("parks", "bare", "general-part"))
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
    before = {p.span.end: p for p in places}
    for start, end, zone in lexicon.find_zones(reading.text):
        place = before.get(start)
        if place is not None and not _lies_in(zone.place_code, place):
            continue  # 芜湖|江北新区 is not the 江北新区 of the directory
        if place is not None and place.name[-1:] in _COUNTY and len(place.name) > 2:
            start = place.span.start  # 彭泽县|矶山化工园
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
    for mention in _find_by_suffix(reading, places, zones):
        span = mention.span
        if span.end in ends or any(z.span.end >= span.end for z in zones.covering(span.start, span.end)):
            continue
        found[span.start, span.end] = mention
        ends.add(span.end)
    parks = order(found.values())
    parks = order(link_renamed(reading.text, order((*parks, *find_parts(reading, parks, _suffix_pattern())))))
    parks = order((*parks, *find_short_names(reading, parks)))
    parks = order(exclude_titles(reading.text, parks))
    return (*parks, *find_called_by_kind(reading, parks, _suffix_pattern()))


_SURE = 0.9
"""A park that rules find with a place or in the directory needs no tagger."""


def settle_parks(reading: Reading, ruled: Ordered, tagged: Iterable[tuple[int, int, float]]) -> Ordered:
    """The parks that rules find surely or a tagger finds too, and those that the tagger alone finds."""
    spans = order(
        Mention(Kind.PARK, Span(start, end), reading.text[start:end], probability)
        for start, end, probability in tagged
    )
    kept = order(m for m in ruled if m.confidence >= _SURE or spans.over(m.span))
    alone = [_name_tagged(reading, m) for m in spans if not ruled.over(m.span)]
    alone = [park for park in alone if len(park.name) > 1 and park.name not in _BARE]
    kinds = {dict(m.attributes).get("parkKind") for m in (*kept, *alone) if m.name not in _suffixes()}
    return order(park for park in (*kept, *alone) if not _refers(park, kinds))


def _refers(park: Mention, kinds: Collection[str | None]) -> bool:
    """Whether a park called by no more than its kind is one that is named elsewhere (化工园区)."""
    kind = dict(park.attributes).get("parkKind")
    return park.name in _suffixes() and (kind in kinds or (park.name in _BARE and bool(kinds)))


@cache
def _suffixes() -> frozenset[str]:
    return frozenset(row.suffix for row in load_lexicon().park_patterns)


def _name_tagged(reading: Reading, tagged: Mention) -> Mention:
    """A park that only the tagger finds, its kind by the word it ends with."""
    span = strip_marks(reading.text, tagged.span)
    name = clean_name(reading.text[span.start : span.end])
    kinds = {row.suffix: row.kind for row in load_lexicon().park_patterns}
    endings = (name[-size:] for size in range(len(name), 0, -1))
    kind = next((kinds[ending] for ending in endings if ending in kinds), None)
    return replace(tagged, span=span, name=name, attributes=(("parkKind", kind),) if kind else ())


def _lies_in(code: str, place: Mention) -> bool:
    """Whether a division and a place named in a text are of one province, as far as known."""
    named = dict(place.attributes)["code"]
    return not code or not named or code[:2] == named[:2]


def _find_by_suffix(reading: Reading, places: Ordered, zones: Ordered) -> Iterator[Mention]:
    text = reading.text
    patterns = {row.suffix: row for row in load_lexicon().park_patterns}
    previous = Span(0, 0)
    for match in _suffix_pattern().finditer(text):
        row = patterns[match[0]]
        head = match.start()
        floor = max(0, head - _LONGEST_PREFIX)
        edge = find_left_edge(reading, head, floor)
        inside = [p for p in places.between(edge, head) if p.span.end <= head]
        inside = inside or _find_place_behind_trade(reading, places, head)
        edge = _chain_start(inside) if inside else _skip_verbs(reading, edge, head)
        if text[edge - 1 : edge] == "（" and "）" in text[edge:head]:
            # 中德（沈阳）装备产业园: the name begins before the bracket
            outer = find_left_edge(reading, edge - 1, max(0, edge - 12))
            edge = outer if outer < edge - 1 else edge
        elif text[edge - 1 : edge] in _DASHES:
            # 磨憨—磨丁经济合作区
            outer = find_left_edge(reading, edge - 1, max(0, edge - 10))
            edge = outer if outer < edge - 2 else edge
        span = strip_marks(text, Span(edge, match.end()))
        if text[span.start : span.start + 1] in _LEVELS and span.start + 1 < head:
            # 县沿海工业园: the level stands for the county of the source
            span = Span(span.start + 1, span.end)
        for lead in (_NUMBERED, _LEAD):
            skipped = lead.match(text, span.start, head)
            span = Span(skipped.end(), span.end) if skipped else span
        whole = _find_outer(zones, previous, span.start, head)
        linked = _LEAD.match(text, whole.end, head) if whole is not None else None
        if linked is not None:
            whole, span = None, Span(linked.end(), span.end)  # 甲新区|辖|乙开发区
        if whole is not None:
            if not _is_part(text[whole.end : head], match[0]):
                continue
            span = Span(whole.start, match.end())
        prefix = text[span.start : head]
        if previous.end > span.start and not inside and whole is None:
            continue
        if not prefix or len(clean_name(prefix)) < 2 or _is_generic(prefix):
            continue
        if inside and _is_class(prefix, inside, row.kind):
            continue
        if _INDEFINITE.search(text, max(0, span.start - 4), span.start):
            continue
        standing = inside or whole
        if not standing and _BECOMES.search(text, max(0, span.start - 12), span.start):
            continue  # 变身为国家级产业转型升级示范园区
        if not standing and match[0] in _PART_ENDINGS and text.count(prefix + match[0]) < 2:
            continue
        if not standing and (len(prefix) > 14 or not _can_stand_alone(clean_name(prefix), match[0])):
            continue
        confidence = 0.9 if inside else 0.8
        attributes = [("parkKind", row.kind)]
        if _NOT_PARK.match(text, match.end()) or (inside and prefix.endswith(_PROVINCE)):
            continue
        if row.strength == "weak":
            behind = _PROJECT_BEHIND.match(text, match.end())
            if behind and not (inside and behind[0].endswith("期")):
                continue
            confidence = 0.75 if standing else 0.6
            attributes.append(("weak", "yes"))
        if inside:
            attributes.append(("placeCode", dict(inside[-1].attributes).get("code", "")))
        previous = span
        yield Mention(
            Kind.PARK,
            span,
            clean_name(text[span.start : span.end]),
            confidence,
            tuple(sorted(a for a in attributes if a[1])),
        )


_DASHES = ("—", "–", "·")
_BARE = frozenset(words("parks", "bare"))
_FUNCTIONAL = frozenset(words("parks", "functional"))  # a part of a park: 精细|化工区
_NOUN_TAGS = ("n", "s", "b", "j", "l", "i", "vn", "x", "f", "eng", "a")


def _can_stand_alone(prefix: str, suffix: str) -> bool:
    """Whether a name without a place can name a park.

    Before a word that by itself refers back (园区, 新区) it must be unknown (徐圩|新区); before
    others nouns do (医药|产业园), a verb among them does not.
    """
    tokens = cut(prefix)
    if tokens[-1][0] in _BUILT or _PLURAL.search(prefix):
        return False
    if suffix in _BARE or suffix in _FUNCTIONAL:
        return is_unknown(prefix)
    return all(len(word) == 1 or tag.startswith(_NOUN_TAGS) or word in _NOMINAL for word, tag in tokens)


def _find_outer(zones: Ordered, previous: Span, start: int, head: int) -> Span | None:
    """The park that a name ending at ``head`` begins with (渭南高新区|化工园区), the last of several."""
    spans = [z.span for z in zones.between(start - _LONGEST_PREFIX, head) if z.span.end <= head]
    spans += [previous] if 0 < previous.end <= head else []
    last = max(spans, key=lambda s: (s.end, -s.start), default=None)
    return last if last is not None and start <= last.end <= head else None


def _is_part(part: str, suffix: str) -> bool:
    """Whether the words between a park's name and a park word name a part of it (高新区|低碳|产业园)."""
    if not part:
        return suffix not in _OUTER_ALONE
    if _PLURAL.search(part) or len(part) > 12 or not part.isalnum():
        return False
    return all(tag.startswith(_NOUN_TAGS) or len(w) == 1 or w in _NOMINAL for w, tag in cut(part))


def _is_class(prefix: str, inside: list[Mention], kind: str) -> bool:
    """Whether a place and general words before a park word speak of parks, not of one.

    So do a number (某市几家|化工园区), a province (某省专业|化工园区) and a verb (某地建|开发区).
    """
    name = inside[-1].name
    rest = prefix[prefix.rfind(name) + len(name) :]
    tokens = cut(rest)
    if _PLURAL.search(rest) or (tokens and tokens[-1][0] in _BUILT):
        return True
    code = dict(inside[-1].attributes).get("code", "")
    if not rest or not code.endswith("0000") or kind == "free-trade-zone":
        return False
    if load_lexicon().places.by_code[code].name.endswith(_MUNICIPALITY):
        return False
    return all(word in _GENERIC or word in _AREA or tag in ("m", "q", "x") for word, tag in tokens)


_AREA = frozenset(words("parks", "area-prefix"))
_MUNICIPALITY = words("subjects", "municipality")


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
