"""Names as they are typed on a keyboard without Chinese: whole pinyin and first letters."""

from __future__ import annotations

import unicodedata
from functools import cache

from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

_LONGEST = 4  # characters of a word whose readings decide


def spell(name: str) -> tuple[str, ...]:
    """The syllables of a name without tones, ü as v; letters and digits stand for themselves.

    Words decide where a character has several readings.

    >>> spell("重庆绿谷A区")
    ('chong', 'qing', 'lv', 'gu', 'a', 'qu')
    """
    words = _words()
    syllables: list[str] = []
    at = 0
    while at < len(name):
        for length in range(_LONGEST, 1, -1):
            word = words.get(name[at : at + length])
            if word is not None:
                syllables += word
                at += length
                break
        else:
            syllable = _syllable(name[at])
            if syllable:
                syllables.append(syllable)
            at += 1
    return tuple(syllables)


@cache
def _syllable(character: str) -> str:
    readings = PINYIN_DICT.get(ord(character), "")
    if readings:
        return _toneless(readings.partition(",")[0])
    letter = unicodedata.normalize("NFKC", character).lower()
    return letter if letter.isascii() and letter.isalnum() else ""


def _toneless(reading: str) -> str:
    letters = unicodedata.normalize("NFD", reading).replace("u\u0308", "v")
    return "".join(letter for letter in letters if letter.isascii() and letter.isalpha())


@cache
def _words() -> dict[str, tuple[str, ...]]:
    """Words of which the readings are not those of their characters alone."""
    found = {}
    for word, readings in PHRASES_DICT.items():
        if 1 < len(word) <= _LONGEST and len(readings) == len(word):
            spelled = tuple(_toneless(reading[0]) for reading in readings)
            if spelled != tuple(_syllable(character) for character in word):
                found[word] = spelled
    return found
