"""Projects, and the general words for projects and works."""

from __future__ import annotations

from collections.abc import Callable


def test_marked(marked_line: str, compare: Callable[[str, str], None]) -> None:
    compare(marked_line, "projects")
