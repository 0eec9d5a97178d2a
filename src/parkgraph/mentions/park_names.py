"""Further names of the parks that a text names: their parts, and the short names it goes on with.

* A general word before a park word names a part of a park where it stands in a list with named
  parks (甲产业园、低碳|产业园), opens a clause that measures it (绿色化工|园区今年…), or once stood
  behind the whole's name (高新区|低碳产业园); then it does so throughout the text.
* A park is called by the word before its park word where something settles there (落户南港, for
  南港工业区), when that is no place and no word of the trade; and by a Latin name in brackets
  behind its name.
* A park that only the title of a policy names is not spoken of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from parkgraph.cues import alternatives, words
from parkgraph.lexicon import load_lexicon
from parkgraph.mentions.brands import is_unknown
from parkgraph.mentions.names import Reading, find_left_edge
from parkgraph.mentions.ordered import Ordered, order
from parkgraph.mentions.tokens import cut
from parkgraph.model import Kind, Mention, Span

_GENERIC = frozenset(words("parks", "generic-prefix"))
_CLASSES = frozenset(words("parks", "class-prefix"))
_LONGEST_PART = 10
_JOINT = re.compile("、|[和与及]|以及")
_OPENS = re.compile(r"(?:^|[，。；：！？\n“])$")
_MEASURED = re.compile(alternatives(words("parks", "measured-part")))
_LATIN = re.compile(r"（[“]?([A-Za-z][A-Za-z0-9 .&-]{1,18})[”]?）")
_AGAIN = re.compile(rf"（{alternatives(words('parks', 'formerly'))}?“?")
_RENAMED = re.compile(rf"{alternatives(words('parks', 'renamed'))}“?$")
_PARTS = words("parks", "part-ending", "general-part")
_SITED = re.compile(
    alternatives((*words("subjects", "settles", "sited"), *words("parks", "leads-name"))) + "在?$"
)
_SITE_ENDS = re.compile("[，。；、的]|$")
_ANY_PARK = frozenset(words("subjects", "any-park"))
_LEVELS = frozenset("省市州县区旗镇")
_ALL = frozenset("全各")
_GENERAL = "industrial-park"
_OFTEN = 2
"""How often a park word must open a clause to name the one zone of a text."""
_TITLE = re.compile("《[^《》\n]{2,80}》")


def find_parts(reading: Reading, parks: Ordered, park_word: re.Pattern[str]) -> Iterator[Mention]:
    """The parts of parks that a text names by a general word, wherever it does.

    :param parks: the parks found by name
    :param park_word: every park word
    """
    text = reading.text
    if not parks:
        return
    heads = _find_heads(reading, parks, park_word)
    named = {text[span.start : span.end] for span in heads if _is_named(text, span, parks)}
    named |= set(_find_called_parts(text, parks))
    for span in heads:
        if text[span.start : span.end] in named:
            attributes = (("parkKind", _kind(text[span.start : span.end])), ("weak", "yes"))
            yield Mention(Kind.PARK, span, text[span.start : span.end], 0.65, attributes)


def _find_heads(reading: Reading, parks: Ordered, park_word: re.Pattern[str]) -> list[Span]:
    """The park words with a general word before them that are in no name."""
    text = reading.text
    found = []
    for match in park_word.finditer(text):
        if parks.over(Span(match.start(), match.end())):
            continue
        edge = find_left_edge(reading, match.start(), max(0, match.start() - _LONGEST_PART))
        before = [p.span.end for p in parks.over(Span(edge, match.start()))]
        span = Span(max([edge, *before]), match.end())
        prefix = text[span.start : match.end() - _tail_length(match[0])]
        if len(prefix) >= 2 and prefix not in _CLASSES and not any(w in _CLASSES for w, _ in cut(prefix)):
            found.append(span)
    return found


@cache
def _tail_length(word: str) -> int:
    """The length of the shortest park word at the end of a park word (园区 of 绿色化工园区)."""
    return min(len(row.suffix) for row in load_lexicon().park_patterns if word.endswith(row.suffix))


def _is_named(text: str, span: Span, parks: Ordered) -> bool:
    """Whether a list with named parks, or the figures that follow, make a general word a name."""
    behind = _JOINT.match(text, span.end)
    if behind is not None and parks.between(behind.end(), behind.end() + 1):
        return True
    if any(
        park.span.end < span.start and _JOINT.fullmatch(text, park.span.end, span.start)
        for park in parks.over(Span(max(0, span.start - 3), span.start))
    ):
        return True
    opens = _OPENS.search(text, max(0, span.start - 1), span.start) is not None
    return opens and span.end - span.start >= 6 and _MEASURED.match(text, span.end) is not None


def _find_called_parts(text: str, parks: Ordered) -> Iterator[str]:
    """What stands behind the whole's name in the names of parts."""
    for park in parks:
        for whole in parks.between(park.span.start, park.span.start + 1):
            rest = text[whole.span.end : park.span.end]
            if whole.span.end < park.span.end and len(rest) >= 4:
                yield rest


def _kind(name: str) -> str:
    rows = load_lexicon().park_patterns
    return max((row for row in rows if name.endswith(row.suffix)), key=lambda row: len(row.suffix)).kind


def link_renamed(text: str, parks: Ordered) -> Iterator[Mention]:
    """The parks, those called by a second name with the first one as ``alias``.

    The second name stands in brackets behind the first, or behind 更名为 in its sentence.
    """
    for park in parks:
        first = _find_first_name(text, park, parks)
        if first is None or first.name == park.name or "canonical" in dict(park.attributes):
            yield park
        else:
            yield replace(park, attributes=tuple(sorted({*park.attributes, ("alias", first.name)})))


def _find_first_name(text: str, park: Mention, parks: Ordered) -> Mention | None:
    start, end = park.span.start, park.span.end
    if text[end : end + 1] in ("）", "”") and not park.name.endswith(_PARTS):
        for other in parks.over(Span(max(0, start - 6), start)):
            if other.span.end < start and _AGAIN.fullmatch(text, other.span.end, start):
                return other
    if _RENAMED.search(text, max(0, start - 8), start):
        sentence = max(text.rfind(mark, 0, start) for mark in "。；\n") + 1
        return next((o for o in parks.between(sentence, start) if o.span.end < start), None)
    return None


def find_short_names(reading: Reading, parks: Ordered) -> Iterator[Mention]:
    """Where a text calls a park by a short name; each carries the name it is short for as ``alias``."""
    text = reading.text
    called: dict[str, set[Mention]] = {}
    for park in parks:
        for short in _short_names(text, park):
            called.setdefault(short, set()).add(park)
    given = {}
    for short, named in called.items():
        if len({_plain_name(park) for park in named}) == 1:
            given[short] = min(named, key=lambda m: m.span)
    if not given:
        return
    names = sorted(given)
    starts = {token.start for token in reading.tokens.words}
    starts.add(len(text))
    matcher = AhoCorasick(names, matchkind=MatchKind.LeftmostLongest)
    for index, start, end in matcher.find_matches_as_indexes(text):
        latin = names[index].isascii()
        if parks.over(Span(start, end)) or (not latin and not {start, end} <= starts):
            continue
        if not latin and not (_SITED.search(text, max(0, start - 6), start) and _SITE_ENDS.match(text, end)):
            continue
        full = given[names[index]]
        attributes = tuple(sorted({*full.attributes, ("alias", full.name)}))
        yield Mention(Kind.PARK, Span(start, end), names[index], min(full.confidence, 0.8), attributes)


def _short_names(text: str, park: Mention) -> Iterator[str]:
    latin = _LATIN.match(text, park.span.end)
    if latin is not None:
        yield latin[1].strip()
    if ("weak", "yes") in park.attributes:
        return
    words_behind = (row.suffix for row in load_lexicon().park_patterns if park.name.endswith(row.suffix))
    word = max(words_behind, key=len, default="")
    core = load_lexicon().strip_place(park.name[: len(park.name) - len(word)]) if word else ""
    if 2 <= len(core) <= 4 and _is_proper(core) and not load_lexicon().places.named(core):
        yield core


def _is_proper(core: str) -> bool:
    """Whether a string is one proper name, or characters that make no word."""
    tokens = cut(core)
    return is_unknown(core) and (len(tokens) == 1 or all(len(word) == 1 for word, _ in tokens))


def _plain_name(park: Mention) -> str:
    return dict(park.attributes).get("canonical") or park.name


def find_called_by_kind(reading: Reading, parks: Ordered, park_word: re.Pattern[str]) -> Iterator[Mention]:
    """The one zone of a text that names none: a park word that again and again opens a clause (保税区完成…).

    :param parks: the parks found by name; where there is a sure one, nothing is found
    :param park_word: every park word
    """
    text = reading.text
    yield from _find_by_level(reading, parks, park_word)
    if any(("weak", "yes") not in park.attributes for park in parks):
        return
    kinds = {row.suffix: row for row in load_lexicon().park_patterns if row.strength != "weak"}
    bare: dict[str, list[Span]] = {}
    opening: dict[str, int] = {}
    for match in park_word.finditer(text):
        if match[0] not in kinds or match[0] in _ANY_PARK:
            continue
        before = text[max(0, match.start() - 2) : match.start()]
        level = before[-1:] in _LEVELS and _OPENS.search(before[:-1]) is not None
        if not (
            level
            or _OPENS.search(before)
            or find_left_edge(reading, match.start(), match.start() - 2) == match.start()
        ):
            continue
        bare.setdefault(match[0], []).append(Span(match.start(), match.end()))
        opening[match[0]] = opening.get(match[0], 0) + bool(level or _OPENS.search(before))
    called = [word for word, count in opening.items() if count >= _OFTEN]
    if not called:
        return
    word = max(called, key=lambda w: (opening[w], len(bare[w]), w))
    for span in bare[word]:
        yield Mention(Kind.PARK, span, word, 0.6, (("parkKind", kinds[word].kind),))


def _find_by_level(reading: Reading, parks: Ordered, park_word: re.Pattern[str]) -> Iterator[Mention]:
    """Zones called by the level of their place (市经济开发区), of a kind that no named zone has."""
    text = reading.text
    kinds = {row.suffix: row for row in load_lexicon().park_patterns if row.strength != "weak"}
    named = {dict(park.attributes).get("parkKind") for park in parks}
    for match in park_word.finditer(text):
        start = match.start() - 1
        row = kinds.get(match[0])
        if row is None or row.kind in {*named, _GENERAL} or text[start : start + 1] not in _LEVELS:
            continue
        span = Span(start, match.end())
        if text[start - 1 : start] in _ALL or parks.over(span):
            continue  # 全市|开发区 are many
        if find_left_edge(reading, start, max(0, start - 4)) == start:
            yield Mention(Kind.PARK, span, text[start : match.end()], 0.6, (("parkKind", row.kind),))


def exclude_titles(text: str, parks: Ordered) -> Iterable[Mention]:
    """The parks without those that only the middle of a policy's title names."""
    titles = order(
        Mention(Kind.POLICY, Span(match.start(), match.end()), match[0]) for match in _TITLE.finditer(text)
    )
    inside = {
        park
        for park in parks
        if titles.covering(park.span.start, park.span.end) and text[park.span.start - 1] != "《"
    }
    spoken = {_plain_name(park) for park in parks if park not in inside}
    return [park for park in parks if park not in inside or _is_spoken(_plain_name(park), spoken)]


def _is_spoken(name: str, spoken: set[str]) -> bool:
    return name in spoken or any(other.endswith(name) or name.endswith(other) for other in spoken)
