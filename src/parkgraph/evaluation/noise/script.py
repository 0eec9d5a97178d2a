"""Noise of script: Traditional characters, readings beside the words, and the bytes they break."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import product
from random import Random

import opencc
from pypinyin import Style, lazy_pinyin
from pypinyin.constants import PINYIN_DICT

from parkgraph.mentions.tokens import cut
from parkgraph.sources.simplified import to_simplified

_HAN_WORD = re.compile(r"[\u4e00-\u9fff]{2,4}")
_SHARE_OF_CHARACTERS = 0.5
_SHARE_OF_WORDS = 0.25
_ROWS, _CELLS = range(0xB0, 0xD8), range(0xA1, 0xFF)
_PARAGRAPH_END = "</p>\n"


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("s2t")


def write_traditional(text: str, rng: Random) -> str:
    """The text in Traditional characters, as sites for readers overseas convert it by program."""
    converted: str = _converter().convert(text)
    return converted


def add_readings(text: str, rng: Random) -> str:
    """Traditional text with the reading behind some characters, wherever they stand: 業(yè).

    Met on pages that were copied by program from others: each of half of the characters whose two
    forms differ has its reading behind it throughout the page.
    """
    converted = write_traditional(text, rng)
    chosen = _choose_characters(rng)
    return "".join(f"{c}({_reading(c)})" if c in chosen else c for c in converted)


def add_word_readings(text: str, rng: Random) -> str:
    """Simplified text with readings of whole words behind some of them: 现代(xiàndài).

    Met on pages for learners, and where a reading aid wrote them into the page.
    """
    opening, closing = rng.choice(("()", "（）"))
    between = rng.choice(("", " "))
    pieces: list[str] = []
    for word, _ in cut(text):
        pieces.append(word)
        if _HAN_WORD.fullmatch(word) and rng.random() < _SHARE_OF_WORDS:
            pieces.append(opening + between.join(lazy_pinyin(word, style=Style.TONE)) + closing)
    return "".join(pieces)


def add_garbles(text: str, rng: Random) -> str:
    """Traditional text with readings that were inserted into its GBK bytes, also across characters.

    Met on the same pages as :func:`add_readings`: the program looked for the two bytes of a
    character without regard to where characters begin, so that it also hit the second byte of one
    and the first of the next, 強(qiáng) in 百強企: 百?gòu)?qiáng)企.  A decoder writes one ``?`` for a
    byte with no second one and the bracket behind it.  Paragraph ends are tags while this happens.
    """
    page = write_traditional(text, rng).replace("\n", _PARAGRAPH_END)
    readings = {
        character.encode("gb18030"): f"({_reading(character)})".encode("gb18030")
        for character in _choose_characters(rng)
    }
    return _decoded(_inserted(page.encode("gb18030"), readings)).replace(_PARAGRAPH_END, "\n")


def _choose_characters(rng: Random) -> set[str]:
    return {c for c in _traditional_characters() if rng.random() < _SHARE_OF_CHARACTERS}


@cache
def _traditional_characters() -> tuple[str, ...]:
    """What such a program looks for: the Traditional forms of common characters, by code point.

    Common are those of the first level of GB 2312.
    """
    simplified = (bytes([row, cell]).decode("gb2312", "ignore") for row, cell in product(_ROWS, _CELLS))
    forms = {_converter().convert(c): c for c in simplified if c}
    return tuple(
        sorted(t for t, c in forms.items() if t != c and to_simplified(t) == c and ord(t) in PINYIN_DICT)
    )


def _reading(character: str) -> str:
    return PINYIN_DICT[ord(character)].split(",")[0]


def _inserted(data: bytes, readings: dict[bytes, bytes]) -> bytes:
    """The bytes with each reading behind its two bytes, one character after the other by their bytes.

    That is the order in which garbles on real pages arose: 日?qǐng)?bào) has both readings.
    """
    for two in sorted(readings):
        data = data.replace(two, two + readings[two])
    return data


def _decoded(data: bytes) -> str:
    return "".join(_characters(data))


def _characters(data: bytes) -> Iterator[str]:
    """Characters of GB 18030, ``?`` for a first byte whose second one is none, both of them taken.

    0x80, which begins no character, is €, as in code page 936.
    """
    at = 0
    while at < len(data):
        if data[at] == 0x80:
            yield "€"
            at += 1
            continue
        size = 1 if data[at] < 0x80 else 4 if data[at + 1 : at + 2].isdigit() else 2
        try:
            yield data[at : at + size].decode("gb18030")
        except UnicodeDecodeError:
            size = min(size, 2)
            yield "?"
        at += size
