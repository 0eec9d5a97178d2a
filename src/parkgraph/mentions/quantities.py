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
* 年产 and 日处理 make a mass or volume a rate, as ``/年`` and ``/日`` do, and so does a plant (60万吨
  乙烯装置), whose size is what it makes in a year;
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
    clause,
    clause_after,
    cue,
    endings,
    is_negative,
    measures_something,
)
from parkgraph.mentions.figures import SPACES, Figure, find_figures
from parkgraph.mentions.measures import Measure, bounds, denominators, rates, set_phrases
from parkgraph.mentions.numerals import ARABIC, plain, read_number
from parkgraph.mentions.tabulated import find_tabulated
from parkgraph.model import Bound, Quantity, Span

_LONGEST_NAME = 15
"""The longest quotation that is read as a name or slogan, not as speech."""
_SPACE = f"[{SPACES}]"
_QUOTED = rf"{{1,{_LONGEST_NAME}}}"
_NAMES = re.compile(
    rf"《[^《》\n]{{1,80}}》|“[^“”{CLAUSE_ENDS}]{_QUOTED}”|‘[^‘’{CLAUSE_ENDS}]{_QUOTED}’|「[^「」{CLAUSE_ENDS}]{_QUOTED}」"
)


@cache
def _phrases() -> re.Pattern[str]:
    return re.compile(alternatives(set_phrases()))


@cache
def _solidus() -> re.Pattern[str]:
    return re.compile(
        rf"{_SPACE}?[/\uff0f每]{_SPACE}?({alternatives(denominators())})(?!(?<=[A-Za-z])[A-Za-z])"
    )


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
    return _merged(found, list(find_tabulated(text)))


def _merged(found: list[Quantity], tabulated: list[Quantity]) -> tuple[Quantity, ...]:
    """Both kinds in order of their spans, which never meet: a tabulated number has no unit beside it."""
    if not tabulated:
        return tuple(found)
    taken = {position for quantity in found for position in range(quantity.span.start, quantity.span.end)}
    added = [q for q in tabulated if taken.isdisjoint(range(q.span.start, q.span.end))]
    return tuple(sorted([*found, *added], key=lambda quantity: quantity.span))


def _judge(text: str, figure: Figure) -> tuple[Quantity, ...]:
    """The quantity of a figure, with those that share its unit before it; empty when it measures nothing."""
    before = text[max(0, figure.start - 40) : figure.start]
    if not measures_something(text, before, figure):
        return ()
    measure = figure.measure
    start, bound = _bound_before(before.rstrip(SPACES), figure)
    end, unit = _denominator(text, figure, before)
    end, bound = _bound_after(text, end, measure, bound)
    low, high = figure.low, figure.high
    if measure.kind == "ratio" and high is None and is_negative(before):
        start, low = start - 1, -low
    quantity = Quantity(
        span=Span(start, end),
        value=plain(low),
        unit=unit,
        max_value=None if high is None else plain(high),
        bound=bound or figure.inside or Bound.EXACT,
        measure=figure.written,
    )
    return (*_sharing(text, before, quantity, figure), quantity)


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


def _denominator(text: str, figure: Figure, before: str) -> tuple[int, str]:
    """Where the unit ends, its denominator included, and the notation of the unit."""
    unit = figure.measure.unit
    solidus = _solidus().match(text, figure.end)
    if solidus is not None:
        period = denominators()[solidus[1]]
        return solidus.end(), rates().get((unit, period), unit)
    if (unit, "year") not in rates():
        return figure.end, unit
    earlier, later = clause(before), clause_after(text, figure.end)
    nearest = max(("year", "day"), key=lambda period: _last(f"{period}-before", earlier))
    if _last(f"{nearest}-before", earlier) >= 0:
        return figure.end, rates()[unit, nearest]
    for period in ("day", "year"):
        if cue(f"{period}-after").search(later):
            return figure.end, rates()[unit, period]
    if cue("plant-after").search(later) and not cue("no-plant").search(earlier + later):
        return figure.end, rates()[unit, "year"]
    return figure.end, unit


def _last(words_of: str, text: str) -> int:
    """Where the last word of a class of cues ends, or -1."""
    return max((match.end() for match in cue(words_of).finditer(text)), default=-1)


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
