"""Names of enterprises.

Forms that such a name has:

* *known*: listed companies, central enterprises and their subsidiaries of the lexicon; an
  ambiguous short name counts only beside another sign of an enterprise;
* *form*: a name that ends in a legal form (X有限公司, X集团), running left to the word that
  ends it;
* *list*: the members before 等(N家)…企业;
* *trade*: an unknown word before a trade word (德邦|化工).

They are signs for the tagger (:mod:`parkgraph.mentions.tagging`), which decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from parkgraph.cues import alternatives, words
from parkgraph.lexicon import load_lexicon
from parkgraph.mentions.brands import find_brand, is_brand, is_unknown
from parkgraph.mentions.investors import BEGINS_NAME
from parkgraph.mentions.names import Reading, clean_name, find_left_edge, find_list, strip_marks
from parkgraph.mentions.tokens import cut
from parkgraph.model import Kind, Mention, Span

_MODIFIER = alternatives(words("enterprises", "head-modifier"))
_HEAD = alternatives(words("enterprises", "head"))
_LIST = re.compile(
    rf"等(?:\d+|[一二两三四五六七八九十百]+)?(?:余|多)?[家个]?(?:{_MODIFIER}){{0,6}}{_HEAD}"
    rf"(?!家[^，。]?{alternatives(words('enterprises', 'spirit'))})"
)
_GENERIC = frozenset(words("enterprises", "head-modifier")) | frozenset(words("enterprises", "head"))
_NOT_AFTER = re.compile(
    rf"[化家会所]?{alternatives(words('enterprises', 'law-behind'))}|"
    rf"(?!{alternatives(words('enterprises', 'after-form'))})"
    + alternatives(words("enterprises", "not-after-form"))
)


# 中国化学|会, 中国化学|品协会: a society's name begins like a company's
_BODY_BEHIND = re.compile(
    rf"[\u4e00-\u9fff]{{0,6}}?{alternatives(words('enterprises', 'body'))}|会(?=[、，。])"
)


@cache
def _forms() -> re.Pattern[str]:
    return re.compile(alternatives(row.form for row in load_lexicon().legal_forms))


@cache
def _trades() -> re.Pattern[str]:
    return re.compile(
        alternatives(row.suffix for row in load_lexicon().trade_suffixes if row.strength == "strong")
    )


@cache
def _all_trades() -> frozenset[str]:
    return frozenset(row.suffix for row in load_lexicon().trade_suffixes)


@cache
def _outsiders() -> re.Pattern[str]:
    return re.compile(alternatives(row.ending for row in load_lexicon().agencies))


def find_ruled(reading: Reading, floor: int, end: int) -> Iterator[tuple[str, Mention]]:
    """The names that the forms above fit between two offsets (a sentence), each with its form."""
    finders = {"formed": _find_formed, "known": _find_known, "listed": _find_listed, "traded": _find_traded}
    for form, find in finders.items():
        for mention in find(reading, floor, end):
            yield form, mention


# 中国四大石油公司: some companies, not one of that name
_COUNTED = re.compile(f"{alternatives(words('enterprises', 'whole'))}?[两三四五六七八九十百]+大(?!连池)")


def name_tagged(
    reading: Reading, tagged: Iterable[tuple[int, int, float]], taken: Iterable[Span]
) -> tuple[Mention, ...]:
    """The enterprises that a tagger found, but those that a longer name cuts.

    One inside such a name has the attribute ``within``: :mod:`parkgraph.mentions.investors` decides
    whether it is the investor of the project of that name.

    :param taken: the names of other kinds
    """
    others = sorted(taken)
    found = []
    for start, end, probability in tagged:
        span = strip_marks(reading.text, Span(start, end))
        name = clean_name(reading.text[span.start : span.end])
        if _COUNTED.match(name):
            continue
        over = [s for s in others if s.start < span.end and span.start < s.end]
        cut_by = any(not (s.start <= span.start and span.end <= s.end) for s in over)
        if len(name) >= 2 and not cut_by:
            attributes = (BEGINS_NAME,) if over else ()
            found.append(Mention(Kind.ENTERPRISE, span, name, probability, attributes))
    return tuple(found)


def _find_known(reading: Reading, floor: int, end: int) -> Iterator[Mention]:
    text = reading.text
    for start, stop, row in load_lexicon().find_enterprises(text[floor:end]):
        start, stop = start + floor, stop + floor
        if _BODY_BEHIND.match(text, stop) or _outsiders().match(text, stop):
            continue
        stop, row_needs_context = _through_trade(reading, start, stop, row.needs_context)
        if row_needs_context and not _has_context(text, start, stop):
            continue
        yield Mention(Kind.ENTERPRISE, Span(start, stop), text[start:stop], 0.9)


_NOT_BEFORE = words("enterprises", "not-before")
_BEFORE = ("、", *words("enterprises", "context-before"))
_AFTER = ("、", *words("enterprises", "context-after"))
_VERBS = frozenset(words("boundaries", "verb"))


def _through_trade(reading: Reading, start: int, stop: int, ambiguous: bool) -> tuple[int, bool]:
    """A known short name goes on through a trade word (中铁|物流): that is another company's name."""
    tokens = reading.tokens.between(stop, stop + 4)
    if tokens and stop - start <= 4 and tokens[0].word in _all_trades() - _VERBS:
        return tokens[0].end, False
    return stop, ambiguous


def _has_context(text: str, start: int, stop: int) -> bool:
    """Whether an ambiguous short name stands in a list of names or before a project word."""
    before, after = text[max(0, start - 2) : start], text[stop : stop + 6]
    if before.endswith(_NOT_BEFORE) or (after[:1] == "、" and after[1:2].isdigit()):
        return False  # 全面中交、2024年投产
    return before.endswith(_BEFORE) or after.startswith(_AFTER)


def _find_formed(reading: Reading, floor: int, end: int) -> Iterator[Mention]:
    text = reading.text
    for match in _forms().finditer(text, floor, end):
        edge = find_left_edge(reading, match.start(), floor)
        edge = _after_place_verb(reading, edge, match.start())
        span = strip_marks(text, Span(edge, match.end()))
        apposition = _APPOSITION.match(text, span.start, match.start())
        if apposition:
            span = Span(apposition.end(), span.end)
        prefix = clean_name(text[span.start : match.start()])
        if len(prefix) < 2 and len(match[0]) >= 4:
            span = _through_verb(reading, Span(match.start(), match.end()), floor)
            prefix = clean_name(text[span.start : match.start()])
        if len(prefix) < 2 or prefix.endswith(_OWNED) or _NOT_AFTER.match(text, match.end()):
            continue
        if all(w in _GENERIC or tag in ("m", "q", "r", "x") for w, tag in cut(prefix)):
            continue
        long_form = len(match[0]) >= 4
        if long_form and not _is_proper(prefix, prefix + match[0]):
            span = _through_verb(reading, span, floor)
            prefix = clean_name(text[span.start : match.start()])
        if _COUNTING.search(prefix):
            continue
        if not long_form and text[max(floor, span.start - 2) : span.start] in _BELONGS:
            continue
        goes_on = _GOES_ON.match(text, match.end()) is not None
        if not long_form and not _is_proper(prefix, "" if goes_on else prefix + match[0]):
            continue
        yield Mention(
            Kind.ENTERPRISE, span, clean_name(text[span.start : span.end]), 0.95 if long_form else 0.8
        )


# 国家能源集团|宿迁发电有限公司
_GOES_ON = re.compile(r"[\u4e00-\u9fff（）]{2,12}(?:公司|厂)")


def _is_proper(prefix: str, whole: str) -> bool:
    """Whether what stands before a legal form tells one enterprise from others."""
    lexicon = load_lexicon()
    known = lexicon.kind_of_owner(whole) is not None
    return known or is_brand(prefix) or lexicon.starts_with_place(prefix)


_BELONGS = words("enterprises", "belongs")
_OWNED = words("enterprises", "belongs", "holding")
_COUNTING = re.compile(rf"[一首头第][个家]|{alternatives(words('enterprises', 'sole'))}")
_COUNTRY = frozenset(words("enterprises", "country"))
# 园区企业|X公司, 全资子公司|X公司
_APPOSITION = re.compile(
    rf"(?:.*{alternatives(words('enterprises', 'apposition', 'belongs'))}|原)(?=[\u4e00-\u9fffA-Za-z（])"
)


def _through_verb(reading: Reading, span: Span, floor: int) -> Span:
    """Goes on through a verb of the name (成都京东方|显示|技术有限公司) when a brand or place precedes it."""
    tokens = reading.tokens.between(max(floor, span.start - 4), span.start)
    if not tokens or len(tokens[-1].word) < 2 or not tokens[-1].word.isalnum():
        return span
    start = find_left_edge(reading, tokens[-1].start, floor)
    name = reading.text[start : tokens[-1].start]
    if len(name) >= 2 and (is_brand(name) or load_lexicon().starts_with_place(name)):
        return Span(start, span.end)
    return span


def _after_place_verb(reading: Reading, edge: int, head: int) -> int:
    """Drops an unlisted verb before a place or 中国 that begins the name (牵线|江苏盛虹…公司)."""
    tokens = reading.tokens.between(edge, head)
    for index, token in enumerate(tokens[:3]):
        opens = index and (token.word in _COUNTRY or load_lexicon().is_place(token.word))
        if opens and all(t.tag.startswith(("v", "d", "p", "c")) for t in tokens[:index]):
            return token.start
    return edge


def _find_listed(reading: Reading, floor: int, end: int) -> Iterator[Mention]:
    text = reading.text
    for match in _LIST.finditer(text, floor, end):
        items = find_list(reading, match.start(), floor)
        for item in items:
            span = strip_marks(text, item.span)
            name = clean_name(text[span.start : span.end])
            if not 2 <= len(name) <= 16 or _outsiders().search(name):
                continue
            brand = find_brand(name)
            if brand is None and (len(items) < 2 or not _could_be_name(name)):
                continue
            yield Mention(Kind.ENTERPRISE, span, name, 0.8 if brand else 0.6)


def _could_be_name(name: str) -> bool:
    return (
        2 <= len(name) <= 8
        and not all(w in _GENERIC for w, _ in cut(name))
        and not load_lexicon().is_place(name)
    )


# 碳基复合材料|技术: a matter, not a company
_MATTER_BEHIND = re.compile(alternatives(words("enterprises", "matter")))


def _find_traded(reading: Reading, floor: int, end: int) -> Iterator[Mention]:
    text = reading.text
    for match in _trades().finditer(text, floor, end):
        edge = find_left_edge(reading, match.start(), max(floor, match.start() - 8))
        prefix = text[edge : match.start()]
        inside = reading.tokens.between(match.start(), match.end())
        if match[0] in _VERBS:
            continue
        if not inside or inside[0].start != match.start() or inside[-1].end != match.end():
            continue
        if _BODY_BEHIND.match(text, match.end()) or _MATTER_BEHIND.match(text, match.end()):
            continue
        if not 2 <= len(prefix) <= 6 or not is_unknown(prefix) or load_lexicon().is_place(prefix):
            continue
        if _outsiders().match(text, match.end()) or any(w in _GENERIC for w, _ in cut(prefix) if len(w) > 1):
            continue
        yield Mention(Kind.ENTERPRISE, Span(edge, match.end()), text[edge : match.end()], 0.6)
