"""Stretches of text that may name an enterprise.

A stretch is a run of words of a sentence that begins and ends where a name may: with a word the
dictionary does not know, a proper or Latin one, a place, a trade word or a legal form, or at a mark of
a list.  Whether it names an enterprise is decided by the weights of its features
(:mod:`parkgraph.mentions.enterprise_features`), learnt from documents with known facts.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
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


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a sentence and what part it can play in a name.

    ``role`` is F (legal form), T (trade), P (place), U (single unknown character), N (proper),
    L (Latin), G (general word for enterprises), B (single character that ends names elsewhere),
    V (ends a name), Q (quantity, date or number), M (mark) or W (any other).
    """

    token: Token
    role: str


def read_words(reading: Reading, floor: int, end: int) -> list[Word]:
    """The words of a stretch with their roles; a trade of several words (新|材料) is one."""
    text = reading.text
    places = {
        offset
        for match in load_lexicon().find_places(text[floor:end])
        for offset in range(match.start + floor, match.end + floor)
    }
    tokens = reading.tokens.between(floor, end)
    found: list[Word] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        joined = next((n for n in (3, 2) if _joins(tokens[index : index + n], n)), 1)
        if joined > 1:
            last = tokens[index + joined - 1]
            token = Token(token.start, last.end, text[token.start : last.end], "n")
        found.append(Word(token, role_of(reading, token, places)))
        index += joined
    return found


def _joins(tokens: tuple[Token, ...], count: int) -> bool:
    return len(tokens) == count and "".join(token.word for token in tokens) in _trades()


def role_of(reading: Reading, token: Token, places: Collection[int]) -> str:
    """The role of a word; ``places`` are the offsets that names of places cover."""
    word = token.word
    if word in _forms():
        return "F"
    if token.start in places and token.end - 1 in places:
        return "P"
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


def propose_enterprises(reading: Reading, floor: int, end: int) -> Iterator[Span]:
    """The stretches between two offsets (a sentence) that may name an enterprise."""
    sentence = read_words(reading, floor, end)
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
                opening = own.token.word in "（(" and _BRACKET.match(reading.text, own.token.start)
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
