"""The language tables behind quantities and dates: units, bounds and the words of a rate.

All of it is read from ``seeds/lexicon``; this module holds no word of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache

from parkgraph.errors import ResourceError
from parkgraph.model import Bound
from parkgraph.resources import resource_path


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure word or unit: its notation, the factor to it and where it may stand.

    ``condition`` says what it follows: ``any``, ``han`` (Chinese numerals only), ``arabic``,
    ``magnitude`` (only after 百 千 万 亿), ``electricity`` (only with a word of electricity before),
    ``unranked`` (not after a word of rank), ``half`` (any, and the word itself adds one half: 个半月),
    ``tenth`` (Chinese numerals only, and a digit behind the word is tenths: 四成二) or ``within`` (only
    before 内: 30日内).
    ``not_before`` are beginnings of other words that deny the reading.
    """

    word: str
    unit: str
    factor: Decimal
    kind: str
    condition: str
    not_before: tuple[str, ...]


def read_rows(name: str, columns: tuple[str, ...]) -> tuple[dict[str, str], ...]:
    """The rows of ``seeds/lexicon/<name>.tsv``; lines that begin with ``#`` are comments.

    :param columns: the columns before ``source`` and ``date``, which every table ends with
    :raises ResourceError: naming file and line when the header or a row is not as ``columns`` says
    """
    columns = (*columns, "source", "date")
    path = resource_path("seeds", "lexicon", f"{name}.tsv")
    rows: list[dict[str, str]] = []
    header = False
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        cells = tuple(line.split("\t"))
        if not header:
            if cells != columns:
                raise ResourceError(f"{path.name}:{number}: columns {cells}, expected {columns}")
            header = True
        elif len(cells) != len(columns):
            raise ResourceError(f"{path.name}:{number}: {len(cells)} cells, expected {len(columns)}")
        else:
            rows.append(dict(zip(columns, cells, strict=True)))
    return tuple(rows)


@cache
def measures() -> dict[str, Measure]:
    """The measure words by word, longest first.

    :raises ResourceError: when a word stands twice or a factor is no number
    """
    table: dict[str, Measure] = {}
    for row in read_rows("measure-words", ("word", "unit", "factor", "kind", "condition", "not_before")):
        if row["word"] in table:
            raise ResourceError(f"measure-words.tsv: {row['word']} stands twice")
        try:
            factor = Decimal(row["factor"])
        except InvalidOperation as error:
            raise ResourceError(f"measure-words.tsv: {row['word']}: factor {row['factor']}") from error
        denied = () if row["not_before"] == "-" else tuple(row["not_before"].split(" "))
        table[row["word"]] = Measure(row["word"], row["unit"], factor, row["kind"], row["condition"], denied)
    return dict(sorted(table.items(), key=lambda item: (-len(item[0]), item[0])))


@cache
def bounds(position: str) -> dict[str, Bound]:
    """The words that bound a figure from one position, longest first."""
    rows = read_rows("bounds", ("word", "position", "bound"))
    found = {row["word"]: Bound(row["bound"]) for row in rows if row["position"] == position}
    return dict(sorted(found.items(), key=lambda item: (-len(item[0]), item[0])))


@cache
def denominators() -> dict[str, str]:
    """What may stand after a solidus, and the period it names (``-`` for none), longest first."""
    found = {row["word"]: row["period"] for row in read_rows("denominators", ("word", "period"))}
    return dict(sorted(found.items(), key=lambda item: (-len(item[0]), item[0])))


@cache
def rates() -> dict[tuple[str, str], tuple[str, Decimal]]:
    """The notation of a unit per period and the factor to it, by unit and period."""
    return {
        (row["unit"], row["per"]): (row["notation"], Decimal(row["factor"]))
        for row in read_rows("rates", ("unit", "per", "notation", "factor"))
    }


@cache
def set_phrases() -> tuple[str, ...]:
    """Fixed phrases with a numeral that measure nothing, longest first."""
    phrases = {row["phrase"] for row in read_rows("set-phrases", ("phrase",))}
    return tuple(sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))
