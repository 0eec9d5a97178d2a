"""Policies, and the titles and general words that are none."""

from __future__ import annotations

from collections.abc import Callable


def test_marked(marked_line: str, compare: Callable[[str, str], None]) -> None:
    compare(marked_line, "policies")
