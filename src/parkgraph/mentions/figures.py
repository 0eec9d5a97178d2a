"""The grammar of figures: numbers with their units, ranges and percentages, before any judgement.

One compiled pattern reads ``百分之`` shares, other fractions, and ``number (余|多) unit``, with an
optional second number for a range; units and bounds are alternatives taken from the tables of the lexicon.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from parkgraph.cues import alternatives, words
from parkgraph.mentions.measures import Measure, bounds, measures
from parkgraph.mentions.numerals import (
    ARABIC,
    digit_characters,
    magnitude_characters,
    plain,
    read_number,
    read_range,
)
from parkgraph.model import Bound

SPACES = " \u00a0\u3000"
"""The spaces that may stand between a number and its unit."""
_SPACE = f"[{SPACES}]"
_YUAN = Measure("", "CNY", Decimal(1), "money", "any", ())
_PERCENT = Measure("百分之", "percent", Decimal(1), "ratio", "any", ())
_HALF = Decimal("0.5")
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Figure:
    """One number with its unit as the grammar found it; offsets are those of the text."""

    start: int
    end: int
    low: Decimal
    high: Decimal | None
    measure: Measure
    written: str
    inside: Bound | None
    chinese: bool
    bare: bool


@cache
def _pattern() -> re.Pattern[str]:
    """The grammar: a percentage in words, or a number with an optional second one and its unit."""
    kilo = f"千{alternatives(words('quantities', 'kilo'))}"
    magnitude = f"(?:(?!{kilo})[{magnitude_characters()}])"
    chinese = (
        f"(?:(?!百分|{kilo})[{digit_characters()}{magnitude_characters()}]){{1,16}}"
        f"(?:点[{digit_characters()}]{{1,6}}{magnitude}{{0,3}})?"
    )
    inside = alternatives(bounds("inside"))
    unit = _units()
    arabic = rf"(?:{ARABIC})(?:{_SPACE}?{magnitude}{{1,4}}(?:[0-9]{{1,4}}(?:\.[0-9]+)?万)?)?"
    number = f"(?:{arabic}|{chinese})"

    def part(name: str) -> str:
        spread = rf"(?P<{name}_inside>{inside})?(?P<{name}_scale>{_SPACE}?{magnitude}{{1,3}})?"
        return rf"(?P<{name}>{number})(?:{_SPACE}?{spread})?"

    return re.compile(
        rf"(?P<of>[{digit_characters()}{magnitude_characters()}]{{1,4}})分之"
        rf"(?P<share>{number})(?:(?:至|到|-|—|~)(?:百分之)?(?P<share_high>{number}))?"
        rf"|{part('a')}(?:{_SPACE}?(?P<unit>{unit}))?"
        rf"(?:{_SPACE}?(?:[–—~\uff5e至到-]|——){_SPACE}?{part('b')}{_SPACE}?(?P<unit_b>{unit}))?"
    )


def _units() -> str:
    """The measure words; one that may not stand here leaves the place to a shorter one (86个亿元项目)."""
    denied = {
        word: f"(?!{alternatives(measure.not_before)})"
        for word, measure in measures().items()
        if len(word) > 1 and measure.not_before
    }
    return "(?:" + "|".join(re.escape(word) + denied.get(word, "") for word in measures()) + ")"


def find_figures(text: str) -> Iterator[Figure]:
    """The figures of a text in their order.

    >>> [(figure.low, figure.high, figure.written) for figure in find_figures("3到5家,占百分之十,近2万人")]
    [(Decimal('3'), Decimal('5'), '家'), (Decimal('10'), None, '百分之十'), (Decimal('20000'), None, '万人')]
    """
    for match in _pattern().finditer(text):
        yield from _read(text, match)


def _read(text: str, match: re.Match[str]) -> Iterator[Figure]:
    """The figures of one match: one, a range, or two that only look like a range."""
    if match["share"] is not None:
        low, high = read_number(match["share"]), read_number(match["share_high"] or "")
        whole = read_number(match["of"])
        if low is not None and whole:
            written = text[match.start() : match.end()]
            low, high = _percent(low, whole), None if high is None else _percent(high, whole)
            yield Figure(match.start(), match.end(), low, high, _PERCENT, written, None, False, False)
        return
    first = _part(text, match, "a", "unit")
    if match["b"] is None:
        if first is not None:
            yield first
        return
    second = _part(text, match, "b", "unit_b")
    if second is None or second.bare:
        if first is not None:
            yield first
        return
    apart = text[max(0, match.start() - 4) : match.start()].endswith(words("quantities", "apart"))
    joined = None if apart else _join(match, first, second)
    if joined is not None:
        yield joined
        return
    if first is not None:
        yield first
    yield second


def _percent(part: Decimal, whole: Decimal) -> Decimal:
    """A fraction as a percentage, rounded to hundredths: 三分之一 is 33.33."""
    return plain((part * 100 / whole).quantize(_CENT))


def _join(match: re.Match[str], first: Figure | None, second: Figure) -> Figure | None:
    """A range of two figures when the first is of the same unit or borrows it from the second."""
    low = first.low if first is not None else read_number(match["a"])
    if low is None or second.high is not None:
        return None
    if match["unit"] is None:
        digits = match["b"].rstrip(magnitude_characters())
        written = match["b"][len(digits) :] if digits and match["b"][0].isascii() else ""
        own = match["a"][-1] in magnitude_characters()
        scale = read_number("1" + written) if written and not own else Decimal(1)
        low = low * (scale or 1) * _scale(match["b_scale"]) * second.measure.factor
    elif first is None or first.measure.unit != second.measure.unit:
        return None
    if low >= second.low:
        return None
    return replace(second, start=match.start(), low=low, high=second.low, chinese=False)


def _scale(written: str | None) -> Decimal:
    return (read_number("1" + written.strip()) or Decimal(1)) if written else Decimal(1)


def _part(text: str, match: re.Match[str], name: str, unit: str) -> Figure | None:
    """One number of a match with its unit, or None when it is no number."""
    written = match[name]
    pair = read_range(written)
    low, high = pair if pair is not None else (read_number(written), None)
    if low is None:
        return None
    scale = _scale(match[f"{name}_scale"])
    measure = measures()[match[unit]] if match[unit] is not None else _YUAN
    if measure.condition == "half":
        low += _HALF
    factor = scale * measure.factor
    inside = bounds("inside").get(match[f"{name}_inside"] or "")
    end = match.end(unit) if match[unit] is not None else _end_of_number(match, name)
    if measure.condition == "tenth" and end < len(text) and text[end] in digit_characters():
        tenths = read_number(text[end]) or Decimal(0)
        low, end = low + tenths / 10, end + 1
    return Figure(
        start=match.start(name),
        end=end,
        low=low * factor,
        high=None if high is None else high * factor,
        measure=measure,
        written=text[match.end(name) - _tail(written) : end].strip(),
        inside=inside,
        chinese=not written[0].isascii(),
        bare=match[unit] is None,
    )


def _end_of_number(match: re.Match[str], name: str) -> int:
    return max(match.end(name), match.end(f"{name}_inside"), match.end(f"{name}_scale"))


def _tail(number: str) -> int:
    """How many characters at the end of a number are magnitudes, which belong to the measure."""
    return len(number) - len(number.rstrip("百千万亿")) if number[0].isascii() else 0
