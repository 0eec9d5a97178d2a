"""Stretches of text that may name an enterprise.

A stretch is a run of words of a sentence that begins and ends where a name may: with a word the
dictionary does not know, a proper or Latin one, a place, a trade word or a legal form, or at a mark of
a list.  Whether it names an enterprise is decided by the weights of its features
(:mod:`parkgraph.mentions.enterprise_features`), learnt from documents with known facts.
"""

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
from parkgraph.model import Span

_LONGEST = 26
_MOST_WORDS = 12
_PROPER = frozenset({"nz", "nr", "nrt", "nrfg", "ns", "nt"})
_BRAND_CHARACTERS = frozenset(words("boundaries", "brand-char"))
_GENERIC = frozenset(words("enterprises", "head-modifier")) | frozenset(words("enterprises", "head"))
_NOT_BRAND = frozenset(words("enterprises", "not-brand"))
_LATIN = re.compile(r"[A-Za-z]")
_BRACKET = re.compile(r"[（(][\u4e00-\u9fff]{2,6}[）)]")


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
        trades = self._trades.get(index)
        if trades is None:
            trades = self._trades[index] = tuple(self._join(index))
        for size, word in trades:
            if index + size <= high:
                return size, word
        return 1, self.plain(index)

    def _join(self, index: int) -> Iterator[tuple[int, Word]]:
        tokens = self.reading.tokens.words[index : index + 3]
        if tokens[0].word not in _trade_openings():
            return
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


def propose_enterprises(wording: Wording, floor: int, end: int) -> Iterator[Span]:
    """The stretches between two offsets (a sentence) that may name an enterprise."""
    text, sentence = wording.reading.text, wording.inside(floor, end)
    for first, word in enumerate(sentence):
        before = sentence[first - 1].role if first else "M"
        opens = before in "MVQPGFB"
        if word.role in "MQF" or (word.role in "WGTV" and not opens):
            continue
        roles = ""
        for last in range(first, min(len(sentence), first + _MOST_WORDS)):
            own = sentence[last]
            size = own.token.end - word.token.start
            if own.role == "Q" or size > _LONGEST:
                break
            if own.role == "V" and (len(own.token.word) != 2 or last - first > 3):
                break
            if own.role == "M":
                opening = own.token.word in "（(" and _BRACKET.match(text, own.token.start)
                closing = own.token.word in "）)" and "M" in roles
                if not (opening or closing or own.token.word in "·-&"):
                    break
            roles += own.role
            behind = sentence[last + 1].role if last + 1 < len(sentence) else "M"
            if size >= 2 and _may_name(roles, before, behind, size):
                yield Span(word.token.start, own.token.end)


def _may_name(roles: str, before: str, behind: str, size: int) -> bool:
    """Whether words of these roles can be a name at all."""
    ending = roles[-1]
    if ending == "F":
        return len(roles) > 1 and roles[0] not in "B"
    if ending == "M" or size > 14 or len(roles) > 7:
        return False
    if before == behind == "M" and size <= 8 and len(roles) <= 4 and ending in "WVNTUBPL":
        return True
    if "V" in roles or ending == "G" or (roles[0] == "B" and roles[1:2] not in ("U", "B", "W")):
        return False
    if _STRANGE.search(roles):
        return ending in "UTNLPB" or behind in "MV"
    if ending == "T":
        return len(roles) > 1
    return ending == "W" and len(roles) == 2 and roles[0] == "P" and behind in "MV"


_STRANGE = re.compile("UU|BU|UB|UP|WB|BW|N|L")
