"""The readings of Chinese characters, as a page may have written them."""

from __future__ import annotations

import unicodedata
from functools import cache

from pypinyin import Style, lazy_pinyin
from pypinyin.constants import PINYIN_DICT

_TONES = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0300": "4"}
_LONGEST_WORD = 8


@cache
def readings_of(char: str) -> frozenset[str]:
    """Readings with tone marks, composed and in lower case; empty when the character has none.

    >>> sorted(readings_of("业"))
    ['yè']
    """
    found = PINYIN_DICT.get(ord(char), "")
    return frozenset(unicodedata.normalize("NFC", r) for r in found.split(",") if r)


def spells(written: str, before: str) -> bool:
    """Whether ``written`` is the reading of the last characters of ``before``.

    With tone marks (``xiàndài``), with tone numbers (``xian4dai4``) or, in small letters,
    with neither (``xiandai``); blanks and apostrophes between syllables do not matter.

    >>> spells("lái", "近年來"), spells("xiàn dài", "这是现代"), spells("beijing", "在北京")
    (True, True, True)
    >>> spells("PHA", "技术")
    False
    """
    letters = unicodedata.normalize("NFC", written).replace("ɡ", "g").replace("\u2019", "'")
    letters = letters.replace("'", "").replace(" ", "")
    if not letters or (letters.isascii() and not letters.islower()):
        return False
    letters = letters.lower()
    style = 0 if not letters.isascii() else 1 if any(c.isdigit() for c in letters) else 2
    remaining = {letters}
    for char in reversed(before[-_LONGEST_WORD:]):
        forms = _forms(char, style)
        remaining = {r[: -len(f)] for r in remaining for f in forms if r.endswith(f)}
        if "" in remaining:
            return True
        if not remaining:
            break
    return style == 0 and _spells_word(letters, before[-_LONGEST_WORD:])


def _spells_word(letters: str, before: str) -> bool:
    """Whether it is how a dictionary reads the last characters together, as names of places: 乐亭."""
    words = (before[start:] for start in range(len(before)))
    return any("".join(lazy_pinyin(word, style=Style.TONE)) == letters for word in words)


@cache
def _forms(char: str, style: int) -> tuple[str, ...]:
    marked = sorted(readings_of(char))
    if style == 0:
        # within a word a syllable may have no tone of its own: 这个(zhège), and 儿 no vowel
        neutral = {_plain(reading)[0] for reading in marked} | ({"r"} if "ér" in marked else set())
        return tuple(sorted({*marked, *neutral}))
    forms: set[str] = set()
    for reading in marked:
        plain, tone = _plain(reading)
        for spelling in {plain, plain.replace("ü", "v"), plain.replace("ü", "u")}:
            forms |= {spelling + tone, spelling + (tone or "5")} if style == 1 else {spelling}
    return tuple(sorted(forms))


def _plain(reading: str) -> tuple[str, str]:
    tone = ""
    letters: list[str] = []
    for part in unicodedata.normalize("NFD", reading):
        if part in _TONES:
            tone = _TONES[part]
        else:
            letters.append(part)
    return unicodedata.normalize("NFC", "".join(letters)), tone
