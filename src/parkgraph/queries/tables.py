"""An answer as a table for people."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import IO, Any

from pyoxigraph import QueryBoolean
from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table
from rich.text import Text

from parkgraph.queries.catalogue import CatalogueQuery
from parkgraph.queries.engines import Results, write_results
from parkgraph.validation.violations import shorten
from parkgraph.vocabulary import XSD

_NUMBERS = frozenset(
    f"{XSD}{name}" for name in ("decimal", "integer", "double", "float", "nonNegativeInteger")
)
_WIDE = 10_000  # what is not a terminal gets whole lines


def print_table(results: Results, asked: CatalogueQuery | None = None, output: IO[str] | None = None) -> None:
    """Prints an answer; a SELECT as a table with the width of Chinese characters counted right."""
    stream = output or sys.stdout
    if isinstance(results, QueryBoolean):
        stream.write("true\n" if results else "false\n")
        return
    if isinstance(results, list):
        stream.write(write_results(results, "turtle").decode())
        return
    names = [variable.value for variable in results.variables]
    rows = [[row[name] for name in names] for row in results]
    numeric = [
        bool(rows) and all(is_number(row[position]) for row in rows if row[position] is not None)
        for position in range(len(names))
    ]
    console = _print(stream, names, [[write_cell(term) for term in row] for row in rows], numeric)
    columns = {column.name: column.meaning for column in asked.columns} if asked else {}
    for name in names:
        if name in columns:
            console.print(f"{name}: {columns[name]}")
    console.print(f"({len(rows)} rows)" if len(rows) != 1 else "(1 row)")


def print_rows(names: Sequence[str], rows: Sequence[Sequence[str]], output: IO[str] | None = None) -> None:
    """Prints rows of text as a table, and how many there are."""
    console = _print(output or sys.stdout, names, rows, [False] * len(names))
    console.print(f"({len(rows)} rows)" if len(rows) != 1 else "(1 row)")


def _print(
    stream: IO[str], names: Sequence[str], rows: Sequence[Sequence[str]], numeric: Sequence[bool]
) -> Console:
    table = Table(box=SIMPLE, show_edge=False, pad_edge=False)
    for name, right in zip(names, numeric, strict=True):
        table.add_column(name, justify="right" if right else "left", overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    width = None if stream.isatty() else _WIDE
    console = Console(file=stream, width=width, highlight=False, emoji=False, markup=False)
    console.print(table)
    return console


def is_number(term: Any) -> bool:
    """Whether a term is a numeric literal."""
    return hasattr(term, "datatype") and term.datatype.value in _NUMBERS


def write_cell(term: Any) -> str:
    """A term as a cell: a literal's text, an IRI as a CURIE, nothing for an unbound variable."""
    if term is None:
        return ""
    return term.value if hasattr(term, "datatype") else shorten(str(term.value))
