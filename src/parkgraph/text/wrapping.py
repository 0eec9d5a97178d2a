"""Lines of a narrow column -> the paragraphs they were cut from.

Newspapers and plain-text mails break lines at a fixed width, also within a word.  Such a block
shows by three or more lines of one width, most of which end without a mark of punctuation.
A Chinese character is twice as wide as a Latin one or a figure, except where these were set in
full width, which shows by more lines of one width when they are counted so.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection
from dataclasses import dataclass

_TERMINAL = tuple("。！？；…!?;")
_RUNNING = (*_TERMINAL, ":")
_CLOSING = (*_TERMINAL, *")）】”’")
_BULLETS = "·•●■◆▶★☆※○◎□"
_SLACK = 6
_WIDER = 6  # marks that may not begin a line hang over the edge
_FEW = 10  # of so many lines one may be no part of the column
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


def unwrap(lines: tuple[Line, ...], apart: Collection[int] = ()) -> tuple[Line, ...]:
    """The lines with those of narrow columns put together.

    A line of full width is followed by the next one unless that is indented; blocks end at
    empty lines and at rows of a table.  Widths found in one block also hold for shorter blocks of
    the same page.

    :param apart: the indices of lines that seem to be no text.  Blocks end there, too, but not
        within a sentence: some line of a column will look like anything.
    """
    narrow, full = (_Page(lines, apart, measure) for measure in (_width, _full_width))
    return (full if full.agreeing > narrow.agreeing else narrow).unwrapped()


class _Page:
    """The lines of a page measured in one way; ``agreeing`` counts those as wide as their column."""

    def __init__(
        self, lines: tuple[Line, ...], apart: Collection[int], measure: Callable[[str], int]
    ) -> None:
        self._lines = lines
        self._apart = apart
        self._measure = measure
        self._widths: set[int] = set()
        self.agreeing = 0
        for block in self._blocks():
            if width := self._column_width(block):
                self._widths.add(width)
                self.agreeing += sum(self._is_full(line, width) for line in block)

    def unwrapped(self) -> tuple[Line, ...]:
        """The lines, or the paragraphs put together from them."""
        if not self._widths:
            return self._lines
        found: list[Line] = []
        for block in self._blocks():
            own = self._column_width(block)
            running = own or any("。" in line.folded for line in block) or block[-1].folded.endswith(_RUNNING)
            found += self._joined(block, {own} if own else self._widths) if running else block
        return tuple(found)

    def _blocks(self) -> list[list[Line]]:
        blocks: list[list[Line]] = []
        single = False
        for index, line in enumerate(self._lines):
            goes_on = bool(blocks) and not single and self._is_cut(blocks[-1])
            before, single = single, "\t" in line.folded or (index in self._apart and not goes_on)
            if not blocks or line.blank_before or before or single:
                blocks.append([])
            blocks[-1].append(line)
        return blocks

    def _is_cut(self, block: list[Line]) -> bool:
        """Whether running text ends at the edge of a column, and within a sentence."""
        last = block[-1]
        running = any(mark in line.folded for line in block for mark in "。,")
        ended = last.folded.endswith(_CLOSING)
        return running and not ended and any(self._is_full(last, w) for w in self._widths)

    def _column_width(self, block: list[Line]) -> int:
        """The width that the lines of a block are cut at; 0 when they are not."""
        if len(block) < 3 or not any("。" in line.folded for line in block):
            return 0
        widths = sorted(self._measure(line.folded) for line in block)
        width = widths[len(widths) * 3 // 4]
        wider = sum(w > width + _WIDER for w in widths)
        if not _NARROWEST <= width <= _WIDEST or _FEW * wider > len(block):
            return 0
        full = [line.folded for line in block if self._is_full(line, width)]
        broken = sum(not line.endswith(_TERMINAL) for line in full)
        marked = sum("。" in line or "," in line or "、" in line for line in full)
        # Titles of a list have one width now and then, but no commas.
        is_column = (
            5 * len(full) >= 3 * len(block) and 5 * broken >= 3 * len(full) and 3 * marked >= len(full)
        )
        return width if is_column and broken >= 2 else 0

    def _joined(self, block: list[Line], widths: set[int]) -> list[Line]:
        gathered: list[list[Line]] = []
        for index, line in enumerate(block):
            before = block[index - 1] if index else None
            if before is not None and not _begins(line) and any(self._is_full(before, w) for w in widths):
                gathered[-1].append(line)
            else:
                gathered.append([line])
        return [_together(lines) for lines in gathered]

    def _is_full(self, line: Line, width: int) -> bool:
        return width - _SLACK <= self._measure(line.folded) + min(line.indent, 4) <= width + _WIDER


def _begins(line: Line) -> bool:
    """Whether a line is the first of a paragraph or of an item of a list."""
    return line.indent >= _INDENT or (line.folded[0] in _BULLETS and line.folded[1:2].isspace())


def _together(lines: list[Line]) -> Line:
    pieces = tuple(piece for line in lines for piece in line.pieces)
    return Line(pieces, "".join(line.folded for line in lines), lines[0].blank_before, lines[0].indent)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def _full_width(text: str) -> int:
    return 2 * len(text)
