"""Lines of a narrow column -> the paragraphs they were cut from.

Newspapers and plain-text mails break lines at a fixed width, also within a word.  Such a block
shows by three or more lines of one width, most of which end without a mark of punctuation.
Width is counted as it is set: a Chinese character is twice as wide as a Latin one.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

_TERMINAL = tuple("。！？；…!?;")
_SLACK = 6
_WIDER = 4
_NARROWEST, _WIDEST = 20, 100
_INDENT = 2


@dataclass(frozen=True, slots=True)
class Line:
    """Pieces of the text that form one line of the page as its author wrote it.

    ``pieces`` are half-open ranges without blanks around them, ``folded`` their text in narrow
    form; ``indent`` counts the blanks before the first and ``blank_before`` the empty lines.
    """

    pieces: tuple[tuple[int, int], ...]
    folded: str
    blank_before: int
    indent: int = 0


def unwrap(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines with those of narrow columns put together.

    A line of full width is followed by the next one unless that is indented; blocks end at
    empty lines.  Widths found in one block also hold for shorter blocks of the same page.
    """
    blocks = _blocks(lines)
    widths = {w for block in blocks if (w := _column_width(block))}
    if not widths:
        return lines
    found: list[Line] = []
    for block in blocks:
        own = _column_width(block)
        running = own or any("。" in line.folded for line in block)
        found += _unwrapped(block, {own} if own else widths) if running else block
    return tuple(found)


def _blocks(lines: tuple[Line, ...]) -> list[list[Line]]:
    blocks: list[list[Line]] = []
    for line in lines:
        if not blocks or line.blank_before:
            blocks.append([])
        blocks[-1].append(line)
    return blocks


def _column_width(block: list[Line]) -> int:
    """The width that the lines of a block are cut at; 0 when they are not."""
    text = "".join(line.folded for line in block)
    if len(block) < 3 or "\t" in text or "。" not in text:
        return 0
    widths = sorted(_width(line.folded) for line in block)
    width = widths[len(widths) * 3 // 4]
    if not _NARROWEST <= width <= _WIDEST or widths[-1] > width + _WIDER:
        return 0
    full = [line.folded for line in block if _is_full(line, width)]
    broken = sum(not line.endswith(_TERMINAL) for line in full)
    marked = sum("。" in line or "," in line or "、" in line for line in full)
    # Titles of a list have one width now and then, but no commas.
    is_column = 5 * len(full) >= 3 * len(block) and 5 * broken >= 3 * len(full) and 3 * marked >= len(full)
    return width if is_column and broken >= 2 else 0


def _unwrapped(block: list[Line], widths: set[int]) -> list[Line]:
    gathered: list[list[Line]] = []
    for index, line in enumerate(block):
        before = block[index - 1] if index else None
        if before is not None and line.indent < _INDENT and any(_is_full(before, w) for w in widths):
            gathered[-1].append(line)
        else:
            gathered.append([line])
    return [_together(lines) for lines in gathered]


def _together(lines: list[Line]) -> Line:
    pieces = tuple(piece for line in lines for piece in line.pieces)
    return Line(pieces, "".join(line.folded for line in lines), lines[0].blank_before, lines[0].indent)


def _is_full(line: Line, width: int) -> bool:
    return width - _SLACK <= _width(line.folded) + min(line.indent, 4) <= width + _WIDER


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)
