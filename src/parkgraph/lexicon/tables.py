"""Reads the tables of ``seeds/lexicon`` into typed rows and refuses malformed ones.

A table is a UTF-8 text of tab separated columns: comment lines that begin with ``#``, a header
row, data rows.  The header must name the fields of the row type in their order.  Every value
is plain text; a field that holds several names separates them by ``|``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from parkgraph.errors import ResourceError
from parkgraph.resources import resource_path

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    Row = TypeVar("Row", bound=DataclassInstance)
else:
    Row = TypeVar("Row")


def read_rows(
    name: str, row_type: type[Row], key: tuple[str, ...], optional: frozenset[str] = frozenset()
) -> tuple[Row, ...]:
    """The rows of ``seeds/lexicon/<name>`` in the order of the file.

    :param key: the fields whose values together may occur only once
    :param optional: the fields that may be empty
    :raises ResourceError: naming file, line and reason
    """
    return read_rows_from(resource_path("seeds", "lexicon", name), row_type, key, optional)


def read_rows_from(
    path: Path, row_type: type[Row], key: tuple[str, ...], optional: frozenset[str] = frozenset()
) -> tuple[Row, ...]:
    """As :func:`read_rows`, of the file at ``path``."""
    columns = [field.name for field in fields(row_type)]
    required = [i for i, column in enumerate(columns) if column not in optional]
    key_at = [columns.index(column) for column in key]
    date_at = columns.index("date")
    rows: list[Row] = []
    seen: dict[tuple[str, ...], int] = {}
    dates: set[str] = set()
    for number, values in _read_lines(path, columns):
        for i in required:
            if not values[i]:
                raise ResourceError(f"{path.name}:{number}: no {columns[i]}")
        if any(value != value.strip() for value in values):
            raise ResourceError(f"{path.name}:{number}: space around a value")
        if values[date_at] not in dates:
            _check_date(values[date_at], path, number)
            dates.add(values[date_at])
        identity = tuple(values[i] for i in key_at)
        if identity in seen:
            first = seen[identity]
            raise ResourceError(f"{path.name}:{number}: {'/'.join(identity)} stands already in line {first}")
        seen[identity] = number
        rows.append(row_type(*values))
    return tuple(rows)


def _read_lines(path: Path, columns: list[str]) -> Iterator[tuple[int, list[str]]]:
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise ResourceError(f"{path.name}: not UTF-8: {error.reason} at byte {error.start}") from error
    has_header = False
    for number, line in enumerate(text.split("\n"), 1):
        if not line or line.startswith("#"):
            continue
        values = line.split("\t")
        if not has_header:
            if values != columns:
                raise ResourceError(f"{path.name}:{number}: the header is {values}, not {columns}")
            has_header = True
            continue
        if len(values) != len(columns):
            raise ResourceError(f"{path.name}:{number}: {len(values)} columns, not {len(columns)}")
        yield number, values
    if not has_header:
        raise ResourceError(f"{path.name}: no header")


def _check_date(value: str, path: Path, number: int) -> None:
    try:
        dt.date.fromisoformat(value)
    except ValueError as error:
        raise ResourceError(f"{path.name}:{number}: {value} is no date") from error
