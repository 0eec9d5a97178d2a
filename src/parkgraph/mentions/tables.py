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

from parkgraph.cues import alternatives, load_cues
from parkgraph.mentions.numerals import plain
from parkgraph.model import Quantity, Role, Sentence, Span

_TITLES = {
    key: re.compile(alternatives(titles))
    for key, titles in load_cues("tables").items()
    if not key.startswith("unit")
}
_UNIT = re.compile(r"(万亿|亿|万|千)?(元|美元|欧元)")
_NOTE = re.compile(r"单位[：:]?\s*(?:人民币)?(万亿|亿|万|千)?(元|美元|欧元)")
_FACTORS = {"万亿": 10**12, "亿": 10**8, "万": 10**4, "千": 10**3, None: 1}
_CURRENCIES = {"元": "CNY", "美元": "USD", "欧元": "EUR"}
_BARE = re.compile(r"(约|近|超|逾)?\s*(\d[\d,]*(?:\.\d+)?)\s*$")
_EMPTY = re.compile(r"[\s—\-–/无]*$")
_TOTAL = re.compile(r"(?:合\s*计|总\s*计|小\s*计|以上\d*个?项目)")


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
