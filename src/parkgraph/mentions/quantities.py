"""Measured quantities in clean text, by a grammar over characters.

Tokens are never asked: a segmenter cuts ``12.5亿元`` and ``三十余家`` where it likes.  One
compiled pattern finds ``number (余|多) unit`` and ``number (unit) - number unit``; what stands
beside a match then decides whether it measures anything
(:mod:`parkgraph.mentions.figure_context`) and how.  Words are data
(``seeds/lexicon``: ``measure-words``, ``bounds``, ``rates``, ``denominators``, ``set-phrases``,
``cues-quantities``), what a class of words does is said here:

* ordinals (第3家, 前十名), approximate plurals (数十家), fixed phrases (两个维护), the inside of
  《titles》 and of short “names”, 一 without 仅 or 共, and bare 百/千/万 without a bound count nothing;
* durations (年, 个月) count only beside a word of duration (工期, 缩短, 提前) and never in 3年来;
* 亿 and 万 without a unit are yuan beside a word of money (1600亿产业投资);
* a mass or volume may be what something makes in a year or a day (:mod:`parkgraph.mentions.rates`);
* what falls is negative: 下降3.2%, 回落两个百分点;
* heads are persons whatever measure word counts them (38个工人);
* numbers of a table take the unit of its head (:mod:`parkgraph.mentions.tabulated`);
* 从2家到10家 is two quantities, 2家至10家 a range; 分别为3、4和6亿元 is three.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from parkgraph.cues import alternatives
from parkgraph.mentions.figure_context import (
    CLAUSE_ENDS,
    cue,
    endings,
    falls,
    is_negative,
    measures_something,
)
from parkgraph.mentions.figures import SPACES, Figure, find_figures
from parkgraph.mentions.measures import Measure, bounds, set_phrases
from parkgraph.mentions.numerals import ARABIC, plain, read_number
from parkgraph.mentions.rates import carry_rates, find_rate
from parkgraph.mentions.tabulated import find_tabulated
from parkgraph.model import Bound, Quantity, Span

_LONGEST_NAME = 15
"""The longest quotation that is read as a name or slogan, not as speech."""
_QUOTED = rf"{{1,{_LONGEST_NAME}}}"
_NAMES = re.compile(
    rf"《[^《》\n]{{1,80}}》|“[^“”{CLAUSE_ENDS}]{_QUOTED}”|‘[^‘’{CLAUSE_ENDS}]{_QUOTED}’|「[^「」{CLAUSE_ENDS}]{_QUOTED}」"
)


@cache
def _phrases() -> re.Pattern[str]:
    return re.compile(alternatives(set_phrases()))


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """The measured quantities of a text in their order, without overlap.

    :param text: clean text: Simplified characters, half-width digits
    :returns: values in the units' own notation, 万 and 亿 multiplied out; spans cover bounds and unit

    >>> for quantity in find_quantities("新签约项目14个,协议总投资近169亿元,年产30万吨乙烯。"):
    ...     print(quantity.value, quantity.unit, quantity.bound, quantity.measure)
    14 count exact 个
    16900000000 CNY about 亿元
    300000 tonne/year exact 万吨
    >>> find_quantities("第三家企业2023年入选世界500强")
    ()
    """
    names = [match.span() for match in _NAMES.finditer(text)]
    names += [match.span() for match in _phrases().finditer(text)]
    names.sort()
    found: list[Quantity] = []
    cursor = 0
    end = 0
    for figure in find_figures(text):
        while cursor < len(names) and names[cursor][1] <= figure.start:
            cursor += 1
        if any(start <= figure.start < stop for start, stop in names[cursor : cursor + 2]):
            continue
        for quantity in _judge(text, figure):
            if quantity.span.start >= end:
                found.append(quantity)
                end = quantity.span.end
    return _merged(carry_rates(text, _without_passed(text, found)), list(find_tabulated(text)))


def _merged(found: list[Quantity], tabulated: list[Quantity]) -> tuple[Quantity, ...]:
    """Both kinds in order of their spans, which never meet: a tabulated number has no unit beside it."""
    if not tabulated:
        return tuple(found)
    taken = {position for quantity in found for position in range(quantity.span.start, quantity.span.end)}
    added = [q for q in tabulated if taken.isdisjoint(range(q.span.start, q.span.end))]
    return tuple(sorted([*found, *added], key=lambda quantity: quantity.span))


@cache
def _reached() -> re.Pattern[str]:
    return re.compile(f"[,\uff0c]{alternatives(endings('reached'))}")


def _without_passed(text: str, found: list[Quantity]) -> list[Quantity]:
    """The quantities without the marks that were passed before the figure itself: 突破千亿元,达到1026亿元."""
    kept: list[Quantity] = []
    for quantity in found:
        mark = kept[-1] if kept else None
        if (
            mark is not None
            and (mark.unit, mark.bound) == (quantity.unit, Bound.AT_LEAST)
            and mark.value < quantity.value
            and _reached().fullmatch(text, mark.span.end, quantity.span.start)
        ):
            kept.pop()
        kept.append(quantity)
    return kept


def _judge(text: str, figure: Figure) -> tuple[Quantity, ...]:
    """The quantity of a figure, with those that share its unit before it; empty when it measures nothing."""
    before = text[max(0, figure.start - 40) : figure.start]
    if not measures_something(text, before, figure):
        return ()
    measure = figure.measure
    start, bound = _bound_before(before.rstrip(SPACES), figure)
    rate = find_rate(text, figure, before)
    end, bound = _bound_after(text, rate.end, measure, bound)
    low, high = figure.low * rate.factor, None if figure.high is None else figure.high * rate.factor
    if measure.kind == "ratio" and high is None and is_negative(before):
        start, low = start - 1, -low
    lead = text[max(0, start - 40) : start].rstrip(SPACES)
    quantity = Quantity(
        span=Span(start, end),
        value=plain(low),
        unit="person" if _counts_heads(text, figure) else rate.unit,
        max_value=None if high is None else plain(high),
        bound=bound or figure.inside or Bound.EXACT,
        measure=figure.written,
    )
    read = (*_sharing(text, before, quantity, figure), quantity)
    return tuple(_negated(one) for one in read) if low > 0 and falls(lead, measure.kind) else read


@cache
def _heads() -> re.Pattern[str]:
    return re.compile(f"{alternatives(endings('heads'))}(?!{alternatives(endings('head-compound'))})")


def _counts_heads(text: str, figure: Figure) -> bool:
    """Whether a general measure word counts people by the noun behind it."""
    return figure.measure.unit == "count" and _heads().match(text, figure.end) is not None


def _negated(quantity: Quantity) -> Quantity:
    """The same quantity below nought; a range keeps its lower end first."""
    if quantity.max_value is None:
        return replace(quantity, value=-quantity.value)
    return replace(quantity, value=-quantity.max_value, max_value=-quantity.value)


def _bound_before(before: str, figure: Figure) -> tuple[int, Bound | None]:
    """Where the quantity starts, its bound included, and the bound (签约10家 holds no 约)."""
    if before.endswith(endings("not-bound")):
        return figure.start, None
    for word, bound in bounds("before").items():
        if before.endswith(word):
            return figure.start - len(word), bound
    if figure.chinese:
        for word, bound in bounds("before-round").items():
            if before.endswith(word):
                return figure.start - len(word), bound
    return figure.start, None


def _bound_after(text: str, end: int, measure: Measure, bound: Bound | None) -> tuple[int, Bound | None]:
    """Where the quantity ends, a bound after it included, and the bound; the one before it wins."""
    choices = (
        {**bounds("after-duration"), **bounds("after")} if measure.kind == "duration" else bounds("after")
    )
    for word, after in choices.items():
        if text.startswith(word, end):
            return end + len(word), bound or after
    return end, bound


_SHARED = re.compile(rf"((?:{ARABIC}[、,\uff0c])*{ARABIC})[、和及与]$")


def _sharing(text: str, before: str, quantity: Quantity, figure: Figure) -> tuple[Quantity, ...]:
    """The figures before this one that share its unit: 分别为3.2、4.5和6.7亿元."""
    if figure.high is not None or figure.chinese or not before or before[-1] not in "、和及与":
        return ()
    shared = _SHARED.search(before)
    if shared is None or not cue("respectively").search(before[: shared.start()]):
        return ()
    offset = figure.start - len(before)
    last = read_number(
        text[figure.start : figure.end].removesuffix(figure.measure.word).rstrip("百千万亿余多来 ")
    )
    if not last:
        return ()
    factor = figure.low / last
    found = []
    for number in re.finditer(ARABIC, shared[1]):
        value = read_number(number[0])
        if value is not None:
            at = offset + shared.start(1)
            span = Span(at + number.start(), at + number.end())
            found.append(replace(quantity, span=span, value=plain(value * factor), bound=Bound.EXACT))
    return tuple(found)
