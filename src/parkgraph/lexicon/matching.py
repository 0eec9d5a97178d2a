"""Finds the names of a table in a text: leftmost, longest, on word boundaries where asked."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Generic, TypeVar

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

T = TypeVar("T")


def _choose_cutter() -> Callable[[str], list[str]]:
    try:
        import rjieba
    except ImportError:  # pragma: no cover - platforms without a wheel
        import jieba

        return lambda text: list(jieba.cut(text, HMM=False))
    return lambda text: list(rjieba.cut(text, False))


_cut = _choose_cutter()


class Boundaries:
    """The offsets at which words of a text begin and end, cut when first asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._offsets: list[int] | None = None

    def __contains__(self, offset: int) -> bool:
        at = self._at(offset)
        offsets = self._cut_once()
        return at < len(offsets) and offsets[at] == offset

    def word_across(self, offset: int) -> str:
        """The word that begins before the offset and ends after it; empty when there is none."""
        if offset in self:
            return ""
        at = self._at(offset)
        offsets = self._cut_once()
        return self._text[offsets[at - 1] : offsets[at]] if 0 < at < len(offsets) else ""

    def _at(self, offset: int) -> int:
        return bisect_left(self._cut_once(), offset)

    def _cut_once(self) -> list[int]:
        if self._offsets is None:
            offsets = [0]
            for word in _cut(self._text):
                offsets.append(offsets[-1] + len(word))
            self._offsets = offsets
        return self._offsets


def longest_by_opening(names: Iterable[str]) -> dict[str, int]:
    """The length of the longest of the names that begin with the same two characters.

    >>> longest_by_opening(["江苏", "江苏省", "江西"])
    {'江苏': 3, '江西': 2}
    """
    longest: dict[str, int] = {}
    for name in names:
        longest[name[:2]] = max(len(name), longest.get(name[:2], 0))
    return longest


class NameMatcher(Generic[T]):
    """An Aho-Corasick automaton over names, each with what it stands for.

    ``longest_word`` is the length up to which a name must begin and end where words do
    (中建 is no name in 集中建设); longer names are taken as they stand.
    """

    def __init__(self, meanings: Mapping[str, T], longest_word: int = 4) -> None:
        self._names = sorted(meanings)
        self._meanings = [meanings[name] for name in self._names]
        self._by_name = dict(meanings)
        self._longest_word = longest_word
        self._automaton = AhoCorasick(
            self._names, implementation=Implementation.ContiguousNFA, matchkind=MatchKind.LeftmostLongest
        )
        self._longest = longest_by_opening(self._names)

    def get(self, name: str) -> T | None:
        """What exactly this name stands for."""
        return self._by_name.get(name)

    def prefix_of(self, text: str) -> int:
        """The length of the longest name that the text begins with; 0 when there is none."""
        for length in range(min(self._longest.get(text[:2], 1), len(text)), 0, -1):
            if text[:length] in self._by_name:
                return length
        return 0

    def find(self, text: str) -> Iterator[tuple[int, int, T]]:
        """Every name in the text: start, end, what it stands for; ordered, never overlapping."""
        boundaries = Boundaries(text)
        for index, start, end in self._automaton.find_matches_as_indexes(text):
            if end - start <= self._longest_word and not (start in boundaries and end in boundaries):
                continue
            yield start, end, self._meanings[index]
