"""Whether a mass or volume is what something makes, takes or treats in a year or in a day.

A figure says so itself (20万吨/年), by the words beside it (年产20万吨, 一年用煤20万吨, 日加工小麦
200吨), or by the plant that it is the size of (20万吨乙烯装置, 新建20万吨乙烯, 一期20万吨).  Else it
follows the figure before it in the same sentence: in a list (年产20万吨乙烯,其中一期10万吨), or where
one figure grows into the next (由每天5000吨提到8000吨).  What was made, moved or stored in all is
no rate.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from parkgraph.cues import alternatives
from parkgraph.mentions.figure_context import ENDS, clause, clause_after, cue, endings
from parkgraph.mentions.figures import SPACES, Figure
from parkgraph.mentions.measures import denominators, rates
from parkgraph.mentions.numerals import digit_characters, magnitude_characters, plain
from parkgraph.model import Quantity

_SPACE = f"[{SPACES}]"
_PERIODS = ("year", "day")


@dataclass(frozen=True, slots=True)
class Rate:
    """Where a figure ends, its denominator included, the notation of its unit and the factor to it."""

    end: int
    unit: str
    factor: Decimal = Decimal(1)


@cache
def _solidus() -> re.Pattern[str]:
    return re.compile(
        rf"{_SPACE}?[/\uff0f每]{_SPACE}?({alternatives(denominators())})(?!(?<=[A-Za-z])[A-Za-z])"
    )


@cache
def _said_before(period: str) -> re.Pattern[str]:
    """The words that make what follows them a rate; 年 and 日 do when they belong to no date."""
    named = alternatives(endings(f"{period}-before"))
    mark = endings(f"{period}-mark")[0]
    dated = "".join(endings(f"{period}-dated"))
    lone = (
        f"(?<![0-9{digit_characters()}{magnitude_characters()}{dated}]){mark}"
        f"(?!{alternatives(endings(f'{period}-compound'))})"
    )
    one = f"(?<![{''.join(endings('one-not-after'))}])(?:{alternatives(endings(f'one-{period}'))})"
    return re.compile(f"{named}|{lone}|{one}(?!{alternatives(endings('one-not-before'))})")


@cache
def _phase() -> re.Pattern[str]:
    return re.compile(f"{alternatives(endings('phase'))}{alternatives(endings('phase-tail'))}?$")


def find_rate(text: str, figure: Figure, before: str) -> Rate:
    """The unit of a figure by its own denominator and the words of its clause.

    :param before: the text that leads up to the figure
    """
    unit = figure.measure.unit
    solidus = _solidus().match(text, figure.end)
    if solidus is not None:
        return _per(unit, denominators()[solidus[1]], solidus.end())
    if (unit, "year") not in rates():
        return Rate(figure.end, unit)
    earlier, later = clause(before), clause_after(text, figure.end)
    said = {period: _last(_said_before(period), earlier) for period in _PERIODS}
    nearest = max(_PERIODS, key=lambda period: said[period])
    if said[nearest] >= 0 and cue("in-all").search(earlier, said[nearest]) is None:
        return _per(unit, nearest, figure.end)
    for period in ("day", "year"):
        if cue(f"{period}-after").search(later):
            return _per(unit, period, figure.end)
    plant = cue("plant-after").search(later)
    if plant is not None and not cue("no-plant").search(earlier + later[: plant.start()]):
        return _per(unit, "year", figure.end)
    if unit == "tonne" and earlier.endswith(endings("builds")) and not cue("no-plant").search(later):
        return _per(unit, "year", figure.end)
    return Rate(figure.end, unit)


def _per(unit: str, period: str, end: int) -> Rate:
    notation, factor = rates().get((unit, period), (unit, Decimal(1)))
    return Rate(end, notation, factor)


def _last(pattern: re.Pattern[str], text: str) -> int:
    """Where the last match of a pattern ends, or -1."""
    return max((match.end() for match in pattern.finditer(text)), default=-1)


def carry_rates(text: str, quantities: Iterable[Quantity]) -> list[Quantity]:
    """The quantities with those masses and volumes as rates that a phase or the figure before makes one.

    :param quantities: in the order of their spans
    """
    carried: list[Quantity] = []
    for quantity in quantities:
        period = _period_of(text, carried[-1] if carried else None, quantity)
        notation, factor = rates().get((quantity.unit, period or ""), (quantity.unit, Decimal(1)))
        if period is not None and notation != quantity.unit:
            high = None if quantity.max_value is None else plain(quantity.max_value * factor)
            quantity = replace(quantity, unit=notation, value=plain(quantity.value * factor), max_value=high)
        carried.append(quantity)
    return carried


def _period_of(text: str, previous: Quantity | None, quantity: Quantity) -> str | None:
    """The period that a mass or volume without one is per, by what stands before it."""
    if (quantity.unit, "year") not in rates():
        return None
    start = quantity.span.start
    lead = re.split(f"[{ENDS}]", text[max(0, start - 40) : start])[-1]
    of_phase = _phase().search(lead) is not None
    if previous is not None and start - previous.span.end <= 40:
        between = text[previous.span.end : start]
        unit, _, period = previous.unit.partition("/")
        same = unit == quantity.unit and period in _PERIODS and not re.search(f"[{ENDS}]", between)
        if same and (of_phase or _continues(between)):
            return period
    if of_phase and quantity.unit == "tonne" and not cue("no-plant", "in-all").search(lead):
        return "year"
    return None


@cache
def _list() -> re.Pattern[str]:
    joint = alternatives(endings("list-joint"))
    part = f"[^,\uff0c:\uff1a{''.join(endings('list-joint'))}]"
    among = alternatives(endings("among"))
    return re.compile(
        f"{part}{{0,16}}{joint}{part}{{0,16}}|[^,\uff0c]{{0,16}}[,\uff0c]{among}[^,\uff0c]{{0,24}}"
    )


@cache
def _moved() -> re.Pattern[str]:
    return re.compile(f"[^,\uff0c]{{0,4}}{alternatives(endings('moved-to'))}[^,\uff0c]{{0,2}}")


def _continues(between: str) -> bool:
    """Whether the words between two figures go on about the same thing."""
    if _moved().fullmatch(between):
        return True
    return _list().fullmatch(between) is not None and not cue("no-plant", "in-all").search(between)
