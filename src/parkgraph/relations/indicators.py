"""What a figure measures: its label as written and the indicator of the vocabulary it names."""

from __future__ import annotations

import re

from parkgraph.cues import alternatives, words
from parkgraph.mentions.names import Reading, ends_name
from parkgraph.model import Quantity
from parkgraph.relations.indicator_phrases import UNIT_KIND, find_indicator, is_growth, name_indicator

__all__ = ["can_size_project", "find_indicator", "is_growth", "label_of"]

_INVESTED = alternatives(words("figures", "invested"))
_COMPLETES = alternatives(words("figures", "completes"))
_PROJECT = alternatives(words("figures", "project"))
# what stands before the name of a figure: adverbs, particles, times, and whom it is of
_LEAD = re.compile(
    r"^(?:[\s、，“”◆●■▲▼·•◇○※%—\-]+|"
    rf"{alternatives(words('figures', 'lead'))}|"
    rf"{alternatives(words('figures', 'lead-done'))}(?!{_INVESTED})|"
    rf"{alternatives(words('figures', 'lead-plan'))}(?!{_INVESTED}|{_COMPLETES})|"
    rf"拟(?!{alternatives(words('figures', 'paid'))})|从(?!业)|占(?!地)|"
    "[将已并还也又约近超至由较了的等和及与共可]|比(?![重例率])|"
    rf"{alternatives(words('figures', 'until'))}[^，]{{0,10}}|"
    rf"用[一二两三四五]{alternatives(words('figures', 'years-time'))}|"
    rf"[该本此](?:[区市县]|{alternatives(words('figures', 'this'))})|"
    rf"{_PROJECT}(?=一期|二期|{alternatives(words('figures', 'said-of-project'))})|"
    rf"{alternatives(words('figures', 'zone'))}(?=.{{3}})|全[市区县省旗]|我[市区县省]|"
    rf"(?:[一二三四]|{alternatives(words('figures', 'last-quarter'))})"
    rf"{alternatives(words('figures', 'quarter'))}|"
    r"(?:20)?\d{2}年|\d{1,2}月份?|到\d{4}年|"
    rf"“?十[三四五]五”?{alternatives(words('figures', 'plan-period'))}|"
    rf"{alternatives(words('figures', 'goal'))}[为是]?)*"
)
_TAIL = re.compile(
    rf"(?:{alternatives(words('figures', 'tail'))}|[达为是至有共约近超占比的等在已了将再均到：:“”、，]|"
    rf"[由从](?:\d{{4}}年)?的?|{alternatives(words('figures', 'grows-to'))}(?:\d{{4}}年)?的?|"
    rf"{_COMPLETES}(?=$))+$"
)
# 占年度计划的67%: the words from 占 on, with whose share it is
_SHARE = re.compile(
    rf"((?:[^，。；：！？、\n（）()%]*[^，。；：！？、\n（）()%地])?占(?!地)[^，。；：！？\n（）()%]*?)"
    rf"(?:{alternatives(words('figures', 'tail'))}|[达为是至有约近超的在已了将到]){{0,4}}$"
)
_JOINT = re.compile("[、和及与]|以及")
_NEAR_RIGHT = 12
"""How many characters behind a figure may name it where no words stand before it."""
_CLAUSE = re.compile("[，。；：！？\n]")
_RIGHT = re.compile(r"[^，。；：！？、\n（）()]{0,24}")


def label_of(reading: Reading, low: int, quantity: Quantity, high: int) -> tuple[str, int, int]:
    """The words that say what a quantity measures, and the clean offsets of words and quantity together.

    ``low`` and ``high`` bound the clause (or the neighbouring quantity).  A count is named by the
    noun behind it (135个重点建设项目) when there is one, anything else by the words before it.
    """
    start, end = quantity.span.start, quantity.span.end
    label, first, last = _words_beside(reading, low, quantity, high)
    if len(label) < 2 or quantity.measure.endswith(label):
        match = _RIGHT.match(reading.text, end, min(high, end + _NEAR_RIGHT))
        right = match[0].lstrip("的") if match is not None else ""
        if match is not None and name_indicator(right, quantity) is not None:
            return right, start, end + len(match[0])
    return label, first, last


def _words_beside(reading: Reading, low: int, quantity: Quantity, high: int) -> tuple[str, int, int]:
    """The words before a quantity or, for a count, behind it, with the offsets of words and quantity."""
    text = reading.text
    start, end = quantity.span.start, quantity.span.end
    before, before_start = _words_before(text, low, start)
    if quantity.unit == "percent":
        share = _SHARE.search(text, max(low, start - 26), start)
        if share is not None:
            before, before_start = share[1], share.start(1)
    after, after_end = _words_after(reading, end, high)
    if _JOINT.fullmatch(text, low, start) and not _is_counted(quantity):
        sibling = reading.quantity_at(low - 1)
        if sibling is not None and UNIT_KIND.get(sibling.unit) == UNIT_KIND.get(quantity.unit):
            clause = max(0, sibling.span.start - 26)
            clause += len(text[clause : sibling.span.start]) - len(
                _CLAUSE.split(text[clause : sibling.span.start])[-1]
            )
            return label_of(reading, clause, sibling, start)[0], start, end
    if _is_counted(quantity) and len(after) >= 2:
        return after, start, after_end
    if len(before) >= 2:
        return before, before_start, end
    if after:
        return after, start, after_end
    return before or quantity.measure, before_start, end


def _is_counted(quantity: Quantity) -> bool:
    """Whether a figure counts things, which the noun behind it names."""
    return quantity.unit in ("count", "person")


def _words_before(text: str, low: int, start: int) -> tuple[str, int]:
    piece = text[max(low, start - 26) : start]
    tail = _TAIL.search(piece)
    stop = tail.start() if tail else len(piece)
    lead = _LEAD.match(piece[:stop])
    first = lead.end() if lead else 0
    if first >= stop:
        first = 0
    return piece[first:stop].strip("“”、 "), start - len(piece) + first


def _words_after(reading: Reading, end: int, high: int) -> tuple[str, int]:
    match = _RIGHT.match(reading.text, end, high)
    stop = end
    for token in reading.tokens.between(end, match.end() if match else end):
        if token.start != stop or (ends_name(token) and token.word not in ("“", "”", "上", "下", "以上")):
            break
        if reading.quantity_at(token.start) is not None or (token.tag == "v" and token.word in _PREDICATES):
            break
        stop = token.end
    return reading.text[end:stop].strip("“”"), stop


_PREDICATES = frozenset(
    w for key in ("underConstruction", "completed", "inProduction", "signed") for w in words("status", key)
)


_PROJECT_SIZE = re.compile(alternatives(words("figures", "project-size")))
# figures of an economy, never of one project
_ECONOMY = re.compile(f"{alternatives(words('figures', 'economy'))}|{_PROJECT}数?$|个{_PROJECT}")


def can_size_project(label: str, quantity: Quantity) -> bool:
    """Whether a figure is of the sort that describes one project (price, ground, capacity, yield)."""
    if _ECONOMY.search(label):
        return False
    if quantity.unit.endswith(("/year", "/day")) or quantity.unit in (
        "kW",
        "MW",
        "GW",
        "kWh",
        "MWh",
        "GWh",
        "W",
        "mu",
        "m2",
        "ha",
    ):
        return True
    return bool(_PROJECT_SIZE.search(label))
