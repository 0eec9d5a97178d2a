"""Text that knows where each of its characters stood in the raw document.

Every cleaning step takes a :class:`MappedText` and returns one, so that the steps compose
and none of them has to know of the others.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters ``[start:end]`` of a text that become ``text`` (empty: they are removed)."""

    start: int
    end: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class MappedText:
    """``text[i]`` came from the raw characters ``[starts[i]:ends[i]]``.

    ``starts`` and ``ends`` never decrease, and ``starts[i] < ends[i]`` except for characters
    that a step inserted where nothing stood.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def identity(cls, text: str) -> MappedText:
        """The raw text itself.

        >>> MappedText.identity("园区").starts
        (0, 1)
        """
        return cls(text, tuple(range(len(text))), tuple(range(1, len(text) + 1)))

    def edited(self, edits: Iterable[Edit]) -> MappedText:
        """The text after edits that are in order and do not overlap.

        A replacement as long as what it replaces keeps the map character by character;
        every character of a shorter or longer one maps to all that was replaced.

        >>> MappedText.identity("來(lái)到").edited([Edit(0, 1, "来"), Edit(1, 6)])
        MappedText(text='来到', starts=(0, 6), ends=(1, 7))
        """
        pieces: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        at = 0
        for edit in edits:
            pieces.append(self.text[at : edit.start])
            starts += self.starts[at : edit.start]
            ends += self.ends[at : edit.start]
            pieces.append(edit.text)
            if len(edit.text) == edit.end - edit.start:
                starts += self.starts[edit.start : edit.end]
                ends += self.ends[edit.start : edit.end]
            elif edit.text:
                first, last = self._raw_range(edit.start, edit.end)
                starts += [first] * len(edit.text)
                ends += [last] * len(edit.text)
            at = edit.end
        if at == 0:
            return self
        pieces.append(self.text[at:])
        starts += self.starts[at:]
        ends += self.ends[at:]
        return MappedText("".join(pieces), tuple(starts), tuple(ends))

    def replaced(self, text: str) -> MappedText:
        """The same characters written otherwise, one for one.

        :raises ValueError: when the length differs
        """
        if len(text) != len(self.text):
            raise ValueError(f"{len(text)} characters for {len(self.text)}")
        return MappedText(text, self.starts, self.ends)

    def _raw_range(self, start: int, end: int) -> tuple[int, int]:
        if start < end:
            return self.starts[start], self.ends[end - 1]
        at = self.ends[start - 1] if start else 0
        return at, at
