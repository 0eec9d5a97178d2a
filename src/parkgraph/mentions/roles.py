"""Words with the part that each can play in the name of an enterprise: its form, its trade, its place …"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from parkgraph.cues import words
from parkgraph.lexicon import load_lexicon
from parkgraph.mentions.names import Reading, ends_name
from parkgraph.mentions.tokens import Token

_PROPER = frozenset({"nz", "nr", "nrt", "nrfg", "ns", "nt"})
_GENERIC = frozenset(words("enterprises", "head-modifier")) | frozenset(words("enterprises", "head"))
_NOT_BRAND = frozenset(words("enterprises", "not-brand"))
_LATIN = re.compile(r"[A-Za-z]")


@cache
def _forms() -> frozenset[str]:
    return frozenset(row.form for row in load_lexicon().legal_forms)


@cache
def _trades() -> frozenset[str]:
    return frozenset(row.suffix for row in load_lexicon().trade_suffixes)


@cache
def _trade_openings() -> frozenset[str]:
    """What a trade may begin with that goes on in another word."""
    return frozenset(trade[:size] for trade in _trades() for size in range(1, len(trade)))


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a sentence and what part it can play in a name.

    ``role`` is F (legal form), T (trade), P (place), U (single unknown character), N (proper),
    L (Latin), G (general word for enterprises), B (single character that ends names elsewhere),
    V (ends a name), Q (quantity, date or number), M (mark) or W (any other).
    """

    token: Token
    role: str


class Wording:
    """The words of a text with their roles, each looked at once however many stretches hold it."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self._plain: dict[int, Word] = {}
        self._trades: dict[int, tuple[tuple[int, Word], ...]] = {}

    def inside(self, start: int, stop: int) -> list[Word]:
        """The words that begin between two offsets; a trade of several words (新|材料) is one.

        A place is what names one in the stretch by itself, whatever stands around that.
        """
        starts = self.reading.tokens.starts
        index, high = bisect_left(starts, start), bisect_left(starts, stop)
        found: list[Word] = []
        while index < high:
            size, word = self._trade(index, high)
            found.append(word)
            index += size
        matches = load_lexicon().find_places(self.reading.text[start:stop])
        if not matches:
            return found
        places = {offset + start for match in matches for offset in range(match.start, match.end)}
        return [
            Word(word.token, "P")
            if word.role != "F" and word.token.start in places and word.token.end - 1 in places
            else word
            for word in found
        ]

    def plain(self, index: int) -> Word:
        """A word by its index among the text's, with its role where it is in no place's name."""
        word = self._plain.get(index)
        if word is None:
            token = self.reading.tokens.words[index]
            word = self._plain[index] = Word(token, role_of(self.reading, token))
        return word

    def _trade(self, index: int, high: int) -> tuple[int, Word]:
        """The longest trade of several words that begins with a word, or the word; and of how many."""
        if self.reading.tokens.words[index].word not in _trade_openings():
            return 1, self.plain(index)
        trades = self._trades.get(index)
        if trades is None:
            trades = self._trades[index] = tuple(self._join(index))
        for size, word in trades:
            if index + size <= high:
                return size, word
        return 1, self.plain(index)

    def _join(self, index: int) -> Iterator[tuple[int, Word]]:
        tokens = self.reading.tokens.words[index : index + 3]
        for size in (3, 2):
            if size > len(tokens):
                continue
            written = "".join(token.word for token in tokens[:size])
            if written in _trades():
                token = Token(tokens[0].start, tokens[size - 1].end, written, "n")
                yield size, Word(token, role_of(self.reading, token))


def role_of(reading: Reading, token: Token) -> str:
    """The role of a word that is in no place's name."""
    word = token.word
    if word in _forms():
        return "F"
    if word in _trades():
        return "T"
    if not any(c.isalnum() for c in word):
        return "M"
    if reading.quantity_at(token.start) is not None or reading.period_at(token.start) is not None:
        return "Q"
    if _LATIN.search(word):
        return "L"
    if word.isdigit():
        return "Q"
    if len(word) == 1:
        if word in _NEVER:
            return "V"
        return "B" if ends_name(token) or word in _NOT_BRAND or word in _GENERIC else "U"
    if word in _GENERIC:
        return "G"
    if token.tag in _PROPER and len(word) <= 4:
        return "N"
    return "V" if ends_name(token) else "W"


_NEVER = frozenset(words("enterprises", "never-inside"))
