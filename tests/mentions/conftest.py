"""Sentences with their names marked in them, for the recognisers of names.

``⟦park:云泽化工园区⟧`` marks a name by its kind; marks may nest.  All names of the kind a file is about
are compared with the marks: what is not marked must not be found.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from parkgraph.mentions import Mentions, find_mentions
from parkgraph.mentions.names import clean_name
from parkgraph.model import Document
from parkgraph.text import clean

MARK = re.compile(r"(⟦[a-z]+:|⟧)")

Row = tuple[str, int, int, str]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Gives ``marked_line`` every line of the folder that the test's module is named for."""
    if "marked_line" in metafunc.fixturenames:
        folder = Path(__file__).parent / metafunc.module.__name__.rpartition("test_")[2]
        lines = [
            line for path in sorted(folder.glob("*.txt")) for line in path.read_text("utf-8").splitlines()
        ]
        assert lines, folder
        metafunc.parametrize("marked_line", lines)


def shown(name: str) -> str:
    """The name of a marked piece of text; a title keeps its own quotation marks."""
    return name[1:-1] if name.startswith("《") else clean_name(name)


def read_marked(line: str) -> tuple[str, list[Row]]:
    """The sentence without its marks and the rows they give."""
    text = ""
    rows: list[Row] = []
    opened: list[tuple[str, int]] = []
    for piece in MARK.split(line):
        if piece.startswith("⟦"):
            opened.append((piece[1:-1], len(text)))
        elif piece == "⟧":
            kind, start = opened.pop()
            rows.append((kind, start, len(text), shown(text[start:])))
        else:
            text += piece
    assert not opened, line
    return text, sorted(rows, key=lambda row: row[1:])


def read_mentions(text: str) -> Mentions:
    """All mentions of a text that the cleaning leaves as it is."""
    cleaned = clean(Document("0" * 16, "test", text))
    assert cleaned.text == text
    return find_mentions(cleaned)


@pytest.fixture(scope="session")
def mentions_of() -> Callable[[str], Mentions]:
    """Reads the mentions of a text."""
    return read_mentions


@pytest.fixture(scope="session")
def compare() -> Callable[[str, str], None]:
    """Asserts that the names of a field of :class:`Mentions` in a line are the marked ones."""

    def compare(line: str, field: str) -> None:
        text, expected = read_marked(line)
        found = getattr(read_mentions(text), field)
        assert [(m.kind.value, m.span.start, m.span.end, m.name) for m in found] == expected

    return compare
