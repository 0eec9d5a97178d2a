"""Signs of many characters, held in columns: what each column says, and which value each character has.

A page has a thousand characters with fifty signs each, but few different ones; a column names each of
its values once and gives every character the number of its value.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Codes: TypeAlias = NDArray[np.intp]
"""For each character the number of a value, below zero where it has none."""

PLACES = "BIES"
"""Where a character stands in a word: it begins it, is inside of it, ends it, or is all of it."""


@dataclass(frozen=True, slots=True)
class Column:
    """One kind of sign: a character's is ``name`` with its value behind that.

    ``codes`` is ``None`` where there is one value for each character, in their order.
    """

    name: str
    values: Sequence[str]
    codes: Codes | None = None

    def signs(self) -> list[tuple[str, ...]]:
        """The signs that each value stands for."""
        return [(self.name + value,) for value in self.values]


@dataclass(frozen=True, slots=True)
class Group:
    """Several signs at once: a value is a tuple of whole signs."""

    values: Sequence[tuple[str, ...]]
    codes: Codes

    def signs(self) -> list[tuple[str, ...]]:
        """The signs that each value stands for."""
        return list(self.values)


Columns: TypeAlias = Sequence[Column | Group]


def placed(name: str, values: Sequence[str], codes: Codes, places: Codes) -> Column:
    """A column whose values have the character's place in its word behind them.

    :param places: for each character the index of its place in :data:`PLACES`

    >>> placed("w=", ["园区/"], np.array([0, 0, -1]), np.array([0, 2, 0])).codes.tolist()
    [0, 2, -1]
    """
    whole = [value + place for value in values for place in PLACES]
    return Column(name, whole, np.where(codes < 0, -1, codes * len(PLACES) + places))


def number(values: Iterable[str]) -> tuple[list[str], Codes]:
    """The different values in the order of their first, and for each value its number among them.

    >>> number(["b", "a", "b"])[0]
    ['b', 'a']
    """
    numbers: dict[str, int] = {}
    codes = [numbers.setdefault(value, len(numbers)) for value in values]
    return list(numbers), np.array(codes, dtype=np.intp)


def rows(columns: Columns, size: int) -> Iterator[list[str]]:
    """The signs of each character as a list, in the order of the columns.

    >>> list(rows([Column("c=", "园区"), Group([("x", "y")], np.array([-1, 0]))], 2))
    [['c=园'], ['c=区', 'x', 'y']]
    """
    everyone = range(size)
    told = [
        ([*column.signs(), ()], everyone if column.codes is None else column.codes.tolist())
        for column in columns
    ]
    for index in everyone:
        yield [sign for signs, codes in told for sign in signs[codes[index]]]
