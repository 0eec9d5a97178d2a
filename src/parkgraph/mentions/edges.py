"""What stands beside the words of a sentence, found once for each offset where one begins or ends.

Signs of :mod:`parkgraph.mentions.signs`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from parkgraph.cues import alternatives, words
from parkgraph.mentions.names import Reading
from parkgraph.mentions.roles import Wording

_HEAD = alternatives(words("enterprises", "head"))
_LISTED = re.compile(rf"(?:、[^，。；：、\n]{{1,18}}){{0,12}}?等[^，。；：、\n]{{0,14}}?(?P<head>{_HEAD})")
_CLOSES = re.compile(r"(?:、[^，。；：、\n]{1,18}){0,12}?等(?P<what>[^，。；：、\n]{0,10})")
_LEFT = {
    c: words("enterprises", c)
    for c in (
        *("context-before", "entry", "signed", "belongs", "apposition", "towards"),
        *("owned", "invests", "owns", "has-site", "kind", "head-modifier"),
    )
}
_RIGHT = {
    **{
        c: words("enterprises", c)
        for c in (
            *("context-after", "person-behind", "acts", "matter", "runs", "site"),
            *("body", "settled", "signed", "intends", "company", "invests", "owns"),
        )
    },
    **{
        f"project-{c}": words("projects", c)
        for c in ("project-head", "work-head", "facility", "branded", "site-head")
    },
    "place-word": words("parks", "bare"),
}


def _by_word(classes: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The classes of each word, in their order."""
    found: dict[str, tuple[str, ...]] = {}
    for name, cues in classes.items():
        for word in cues:
            found[word] = (*found.get(word, ()), name)
    return found


_LEFT_WORDS, _RIGHT_WORDS = _by_word(_LEFT), _by_word(_RIGHT)
_LEFT_RANKS = {name: rank for rank, name in enumerate(_LEFT)}
_RIGHT_RANKS = {name: rank for rank, name in enumerate(_RIGHT)}
_LEFT_LAST = frozenset(word[-1] for word in _LEFT_WORDS)
_RIGHT_FIRST = frozenset(word[0] for word in _RIGHT_WORDS)
_LEFT_SIZES = sorted({len(word) for word in _LEFT_WORDS})
_RIGHT_SIZES = sorted({len(word) for word in _RIGHT_WORDS})


class Edges:
    """What stands to the left and to the right of offsets of a sentence."""

    def __init__(self, reading: Reading, floor: int, end: int) -> None:
        self.reading = reading
        self.floor = floor
        self.end = end
        self.wording = Wording(reading)
        self._left_classes: dict[int, tuple[str, ...]] = {}
        self._right_classes: dict[int, tuple[str, ...]] = {}
        self._lists: dict[int, tuple[str, str] | None] = {}

    def left_classes(self, start: int) -> tuple[str, ...]:
        """The classes of cue words that stand directly before an offset, as signs."""
        if start <= self.floor or self.reading.text[start - 1] not in _LEFT_LAST:
            return ()
        if start not in self._left_classes:
            text = self.reading.text
            found = {
                name
                for size in _LEFT_SIZES
                if start - size >= self.floor
                for name in _LEFT_WORDS.get(text[start - size : start], ())
            }
            ordered = sorted(found, key=_LEFT_RANKS.__getitem__)
            self._left_classes[start] = tuple(f"left-class={name}" for name in ordered)
        return self._left_classes[start]

    def right_classes(self, stop: int) -> tuple[str, ...]:
        """The classes of cue words that stand directly behind an offset, as signs."""
        if stop >= self.end or self.reading.text[stop] not in _RIGHT_FIRST:
            return ()
        if stop not in self._right_classes:
            text = self.reading.text
            found = {
                name
                for size in _RIGHT_SIZES
                if stop + size <= self.end
                for name in _RIGHT_WORDS.get(text[stop : stop + size], ())
            }
            ordered = sorted(found, key=_RIGHT_RANKS.__getitem__)
            self._right_classes[stop] = tuple(f"right-class={name}" for name in ordered)
        return self._right_classes[stop]

    def list_behind(self, stop: int) -> tuple[str, str] | None:
        """How the list ends that goes on behind an offset: ``company`` and its head, or ``other`` and what.

        ``None`` where no list ends in 等.
        """
        if stop not in self._lists:
            self._lists[stop] = self._find_list(stop)
        return self._lists[stop]

    def _find_list(self, stop: int) -> tuple[str, str] | None:
        text, end = self.reading.text, min(self.end, stop + 160)
        closed = _CLOSES.match(text, stop, end)
        if closed is None:
            return None
        listed = _LISTED.match(text, stop, end)
        return ("company", listed["head"]) if listed else ("other", closed["what"][:2])
