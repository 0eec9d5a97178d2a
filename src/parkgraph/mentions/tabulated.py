"""Figures of tables whose unit stands in the head of the column or above the table.

A table is a run of lines with tab-separated cells, the first of them its head.  ``总投资(亿元)`` gives
its unit to the bare numbers below it; ``单位:亿元`` in the line above the table gives it to the
columns whose head speaks of money.  Rows with another number of cells than the head (totals over
merged cells) are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from parkgraph.cues import alternatives, words
from parkgraph.mentions.measures import Measure, bounds, measures
from parkgraph.mentions.numerals import ARABIC, magnitude_characters, plain, read_number
from parkgraph.model import Bound, Quantity, Span

_MONEY_KIND = "money"
_NOTE = alternatives(words("tables", "unit-note"))


@cache
def _unit() -> str:
    magnitude = f"(?!千{alternatives(words('quantities', 'kilo'))})[{magnitude_characters()}]"
    return rf"(?P<scale>(?:{magnitude}){{0,2}})(?P<unit>{alternatives(measures())})"


@cache
def _head() -> re.Pattern[str]:
    return re.compile(rf"[(\uff08](?:{_NOTE}[:\uff1a])?{_unit()}[)\uff09]$")


@cache
def _above() -> re.Pattern[str]:
    return re.compile(rf"{_NOTE}[:\uff1a][ ]?{_unit()}")


@cache
def _cell() -> re.Pattern[str]:
    before = alternatives([*bounds("before"), *bounds("before-round")])
    inside = alternatives(bounds("inside"))
    note = r"(?:[(\uff08][^()\uff08\uff09\t]{1,12}[)\uff09])?"
    return re.compile(
        rf"[ ]*(?P<figure>(?P<before>{before})?(?P<number>{ARABIC})(?P<inside>{inside})?){note}[ ]*"
    )


@cache
def _money() -> re.Pattern[str]:
    return re.compile(alternatives(words("quantities", "money")))


def find_tabulated(text: str) -> Iterator[Quantity]:
    """The quantities of bare numbers in tables, in their order.

    >>> table = "项目\\t总投资(亿元)\\t进度\\n甲\\t80\\t在建\\n乙\\t约8.5\\t签约\\n丙\\t—\\t在谈"
    >>> [(str(q.value), q.unit, str(q.bound)) for q in find_tabulated(table)]
    [('8000000000', 'CNY', 'exact'), ('850000000', 'CNY', 'about')]
    """
    if "\t" not in text:
        return
    above = ""
    columns: list[tuple[str, Measure] | None] | None = None
    start = 0
    for line in text.split("\n"):
        cells = line.split("\t")
        if len(cells) < 2:
            above, columns = line or above, None
        elif columns is None:
            columns = [_column(head.strip(), above) for head in cells]
        elif len(cells) == len(columns):
            offset = start
            for cell, column in zip(cells, columns, strict=True):
                quantity = _read(cell, offset, *column) if column is not None else None
                if quantity is not None:
                    yield quantity
                offset += len(cell) + 1
        start += len(line) + 1


def _column(head: str, above: str) -> tuple[str, Measure] | None:
    """Magnitude and unit of a column, by its head or by the line above the table."""
    match = _head().search(head)
    if match is None and _money().search(head):
        match = _above().search(above)
        if match is not None and measures()[match["unit"]].kind != _MONEY_KIND:
            match = None
    return None if match is None else (match["scale"], measures()[match["unit"]])


def _read(cell: str, offset: int, scale: str, measure: Measure) -> Quantity | None:
    match = _cell().fullmatch(cell)
    if match is None:
        return None
    value = read_number(match["number"] + scale)
    if value is None:
        return None
    before = {**bounds("before"), **bounds("before-round")}.get(match["before"] or "")
    return Quantity(
        span=Span(offset + match.start("figure"), offset + match.end("figure")),
        value=plain(value * measure.factor),
        unit=measure.unit,
        bound=before or bounds("inside").get(match["inside"] or "") or Bound.EXACT,
        measure=scale + measure.word,
    )
