"""Lists of projects in rows: 序号 | 项目名称 | 建设单位 | 建设地点 | 建设内容 | 总投资 | 进度.

The text stage hands table rows over as sentences whose cells a tab separates.  A row whose cells
are column titles (``cues-tables.tsv``) opens a table; the rows behind it are read by column until
a sentence that is no row.  A bare number in a money column takes its unit from the column's title
or from a note before the table (单位：亿元).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from parkgraph.cues import alternatives, words
from parkgraph.mentions.numerals import plain
from parkgraph.model import Quantity, Role, Sentence, Span

_COLUMNS = ("builder", "content", "investment", "name", "place", "progress")
_TITLES = {key: re.compile(alternatives(words("tables", key))) for key in _COLUMNS}
_CURRENCIES = {word: code for code in ("CNY", "USD", "EUR") for word in words("tables", f"unit-{code}")}
_MONEY = rf"(万亿|亿|万|千)?({alternatives(_CURRENCIES)})"
_UNIT = re.compile(_MONEY)
_NOTE = re.compile(
    rf"{alternatives(words('tables', 'unit-note'))}[：:]?\s*"
    rf"{alternatives(words('tables', 'unit-note-currency'))}?{_MONEY}"
)
_FACTORS = {"万亿": 10**12, "亿": 10**8, "万": 10**4, "千": 10**3, None: 1}
_BARE = re.compile(r"(约|近|超|逾)?\s*(\d[\d,]*(?:\.\d+)?)\s*$")
_EMPTY = re.compile(r"[\s—\-–/无]*$")
_TOTAL = re.compile(
    "|".join(r"\s*".join(word) for word in words("tables", "total"))
    + rf"|{alternatives(words('tables', 'total-above'))}\d*个?"
    + alternatives(words("projects", "project-head"))
)


@dataclass(frozen=True, slots=True)
class TableRow:
    """One project of a table by the spans of its cells; ``investment`` is set for bare numbers only."""

    sentence: Sentence
    name: Span
    builder: Span | None = None
    place: Span | None = None
    content: Span | None = None
    money: Span | None = None
    progress: Span | None = None
    investment: Quantity | None = None


def find_table_rows(text: str, sentences: Iterable[Sentence]) -> tuple[TableRow, ...]:
    """The projects of every table among the sentences of an article, in text order."""
    columns: dict[str, int] = {}
    unit: tuple[str | None, str] | None = None
    found: list[TableRow] = []
    for sentence in sentences:
        line = text[sentence.start : sentence.end]
        if sentence.role is not Role.ROW or "\t" not in line:
            note = _NOTE.search(line)
            unit = (note[1], note[2]) if note else unit
            columns = {} if sentence.role is not Role.CAPTION else columns
            continue
        cells = tuple(_split(line, sentence.start))
        titles = _read_titles(text, cells)
        if titles is not None:
            columns = titles
            if "investment" in columns:
                cell = cells[columns["investment"]]
                title = _UNIT.search(text, cell.start, cell.end)
                unit = (title[1], title[2]) if title else unit
            continue
        if columns:
            row = _read_row(text, sentence, cells, columns, unit)
            if row is not None:
                found.append(row)
    return tuple(found)


def _split(line: str, offset: int) -> Iterator[Span]:
    start = 0
    for piece in line.split("\t"):
        lead = len(piece) - len(piece.lstrip())
        yield Span(offset + start + lead, offset + start + max(lead, len(piece.rstrip())))
        start += len(piece) + 1


def _read_titles(text: str, cells: tuple[Span, ...]) -> dict[str, int] | None:
    """Which column holds what, when the cells are titles; a table needs a name and one thing more."""
    columns: dict[str, int] = {}
    for index, cell in enumerate(cells):
        title = text[cell.start : cell.end]
        if len(title) > 16:
            return None
        for key, pattern in _TITLES.items():
            if key not in columns and pattern.match(title):
                columns[key] = index
                break
    return columns if "name" in columns and len(columns) >= 2 else None


def _read_row(
    text: str,
    sentence: Sentence,
    cells: tuple[Span, ...],
    columns: dict[str, int],
    unit: tuple[str | None, str] | None,
) -> TableRow | None:
    def cell(key: str) -> Span | None:
        index = columns.get(key)
        if index is None or index >= len(cells) or _EMPTY.match(text[cells[index].start : cells[index].end]):
            return None
        return cells[index]

    name = cell("name")
    if name is None or name.end - name.start < 3 or any(_TOTAL.match(text, c.start, c.end) for c in cells):
        return None
    money = cell("investment")
    investment = None
    if money is not None and unit is not None:
        bare = _BARE.match(text, money.start, money.end)
        if bare:
            value = plain(Decimal(bare[2].replace(",", "")) * _FACTORS[unit[0]])
            investment = Quantity(money, value, _CURRENCIES[unit[1]], measure=f"{unit[0] or ''}{unit[1]}")
    return TableRow(
        sentence, name, cell("builder"), cell("place"), cell("content"), money, cell("progress"), investment
    )
