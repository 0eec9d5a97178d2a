"""Measured quantities in clean text, by a grammar over characters.

Tokens are never asked: a segmenter cuts ``12.5亿元`` and ``三十余家`` where it likes.  One
compiled pattern finds ``number (余|多) unit`` and ``number (unit) - number unit``; what stands
beside a match then decides whether it measures anything and how.  Words are data
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

from parkgraph.cues import alternatives, words
from parkgraph.mentions.figures import SPACES, Figure, find_figures
from parkgraph.mentions.measures import Measure, bounds, denominators, rates, set_phrases
from parkgraph.mentions.numerals import ARABIC, digit_characters, magnitude_characters, plain, read_number
from parkgraph.mentions.tabulated import find_tabulated
from parkgraph.model import Bound, Quantity, Span

_NEAR = 12
"""How many characters before a figure a word of money or duration is looked for."""
_LONGEST_NAME = 15
"""The longest quotation that is read as a name or slogan, not as speech."""
_ENDS = "。;\uff1b!?\uff01\uff1f\n"
_CLAUSE_ENDS = _ENDS + ",\uff0c:\uff1a"
_LATIN = re.compile("[A-Za-z]{2}")
_SPACE = f"[{SPACES}]"


@cache
def _cue(*classes: str) -> re.Pattern[str]:
    """A pattern of the words of classes of ``cues-quantities.tsv``."""
    return re.compile(alternatives(words("quantities", *classes)))


@cache
def _endings(*classes: str) -> tuple[str, ...]:
    return words("quantities", *classes)


_QUOTED = rf"{{1,{_LONGEST_NAME}}}"
_NAMES = re.compile(
    rf"《[^《》\n]{{1,80}}》|“[^“”{_CLAUSE_ENDS}]{_QUOTED}”|‘[^‘’{_CLAUSE_ENDS}]{_QUOTED}’|「[^「」{_CLAUSE_ENDS}]{_QUOTED}」"
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


# ------------------------------------------------------------------------------- judging

_CLAUSE = re.compile(f"[^{_CLAUSE_ENDS}]*")


def _clause(before: str) -> str:
    """The end of a text, from its last comma or full stop on."""
    return re.split(f"[{_CLAUSE_ENDS}]", before)[-1]


def _clause_after(text: str, start: int) -> str:
    """The text up to the next comma or full stop."""
    match = _CLAUSE.match(text, start, start + 40)
    return match[0] if match is not None else ""


def _judge(text: str, figure: Figure) -> tuple[Quantity, ...]:
    """The quantity of a figure, with those that share its unit before it; empty when it measures nothing."""
    before = text[max(0, figure.start - 40) : figure.start]
    if _is_part_of_code(before, figure) or not _is_figure(text, before, figure):
        return ()
    if figure.bare and not _is_money(text, before, figure):
        return ()
    measure = figure.measure
    if measure.kind == "duration" and not _is_duration(text, before, figure):
        return ()
    start, bound = _bound_before(before.rstrip(SPACES), figure)
    end, unit = _denominator(text, figure, before)
    end, bound = _bound_after(text, end, measure, bound)
    low, high = figure.low, figure.high
    if measure.kind == "ratio" and high is None and _is_negative(before):
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


def _is_part_of_code(before: str, figure: Figure) -> bool:
    """Whether the digits belong to a code, an ordinal or a longer number (TOP10, 〔2021〕12, 第3, 每10)."""
    tail = before.rstrip(SPACES)
    if tail.endswith(_endings("ordinal")) and not tail.endswith(_endings("not-ordinal")):
        return True
    if figure.measure.kind == "count" and _cue("page-counter").search(before[-6:]):
        return True
    if not before:
        return False
    last = before[-1]
    if figure.chinese:
        return last in digit_characters() or last in magnitude_characters() or last.isdigit()
    if last in "0123456789.·〔[#№*×+/" or (last in "-:" and len(before) > 1 and before[-2].isdigit()):
        return True
    return figure.measure.kind in ("count", "person") and last.isascii() and (last.isalpha() or last == "-")


def _is_figure(text: str, before: str, figure: Figure) -> bool:
    """Whether number and measure word go together and nothing after them forms another word."""
    measure = figure.measure
    number = text[figure.start : figure.end].removesuffix(measure.word).strip()
    if text.startswith(measure.not_before, figure.end) if measure.not_before else False:
        return False
    following = text[figure.end : figure.end + 1]
    if _LATIN.fullmatch(measure.word[-1:] + following):
        return False
    if following == "级" and (measure.kind != "money" or figure.chinese):
        return False
    if not _meets_condition(before, figure, number):
        return False
    if not figure.chinese:
        return True
    return _is_chinese_figure(before, figure, number)


def _meets_condition(before: str, figure: Figure, number: str) -> bool:
    """Whether the measure word may follow this number here, by its ``condition``."""
    match figure.measure.condition:
        case "arabic":
            return not figure.chinese
        case "han":
            return figure.chinese
        case "magnitude":
            return number[-1] in magnitude_characters()
        case "electricity":
            return _cue("electricity").search(before[-12:]) is not None
        case "unranked":
            return _cue("rank").search(_clause(before[-12:])) is None
        case _:
            return True


def _is_chinese_figure(before: str, figure: Figure, number: str) -> bool:
    """Chinese numerals: 一 needs 仅 or 共, and 百/千/万/亿 without a digit need a bound (近百项, 千余家)."""
    if number == "一" and figure.measure.condition != "half":
        return figure.measure.unit == "times" or (
            figure.measure.kind == "count" and before.endswith(_endings("one"))
        )
    if number[0] in magnitude_characters() and number[0] != "十":
        if number in ("亿", "万"):
            return _is_bounded(before, "round-yi")
        return figure.inside is not None or _is_bounded(before, "round")
    return not (number[0] in "零〇" or number.startswith("两两"))


def _is_bounded(before: str, cue: str) -> bool:
    return before.endswith(_endings(cue)) and not before.endswith(_endings("not-bound"))


def _is_money(text: str, before: str, figure: Figure) -> bool:
    """Whether 亿 or 万 without a unit are yuan (总投资100亿, 1600亿产业投资)."""
    written = text[figure.start : figure.end]
    if ("亿" not in written and "万" not in written) or (figure.chinese and written[0] in "百千万亿"):
        return False
    clause = re.split(f"[{_ENDS}]", before[-_NEAR:])[-1]
    if _cue("money").search(clause):
        following = text[figure.end : figure.end + 1]
        return not following or not following.isalnum() or "亿" in written or following in "的以左"
    return "亿" in written and _cue("money-after").match(text, figure.end) is not None


def _is_duration(text: str, before: str, figure: Figure) -> bool:
    """Days of work and 天 always last; 年 and 个月 only beside a word of duration."""
    if figure.measure.unit in ("workday", "day"):
        return True
    if figure.measure.unit == "year" and figure.low >= 100:
        return False
    clause = _clause(before[-_NEAR:])
    return _cue("duration").search(clause) is not None


def _is_negative(before: str) -> bool:
    return len(before) > 1 and before[-1] in "-−" and not before[-2].isascii()


def _bound_before(before: str, figure: Figure) -> tuple[int, Bound | None]:
    """Where the quantity starts, its bound included, and the bound (签约10家 holds no 约)."""
    if before.endswith(_endings("not-bound")):
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
    earlier, later = _clause(before), _clause_after(text, figure.end)
    nearest = max(("year", "day"), key=lambda period: _last(f"{period}-before", earlier))
    if _last(f"{nearest}-before", earlier) >= 0:
        return figure.end, rates()[unit, nearest]
    for period in ("day", "year"):
        if _cue(f"{period}-after").search(later):
            return figure.end, rates()[unit, period]
    if _cue("plant-after").search(later) and not _cue("no-plant").search(earlier + later):
        return figure.end, rates()[unit, "year"]
    return figure.end, unit


def _last(cue: str, text: str) -> int:
    """Where the last word of a class of cues ends, or -1."""
    return max((match.end() for match in _cue(cue).finditer(text)), default=-1)


_SHARED = re.compile(rf"((?:{ARABIC}[、,\uff0c])*{ARABIC})[、和及与]$")


def _sharing(text: str, before: str, quantity: Quantity, figure: Figure) -> tuple[Quantity, ...]:
    """The figures before this one that share its unit: 分别为3.2、4.5和6.7亿元."""
    if figure.high is not None or figure.chinese or not before or before[-1] not in "、和及与":
        return ()
    shared = _SHARED.search(before)
    if shared is None or not _cue("respectively").search(before[: shared.start()]):
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
