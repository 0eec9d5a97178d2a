"""Parks, and the words for parks that name none."""

from __future__ import annotations

from collections.abc import Callable


def test_marked(marked_line: str, compare: Callable[[str, str], None]) -> None:
    compare(marked_line, "parks")
