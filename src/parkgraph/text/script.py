"""Traditional -> Simplified characters, one for one."""

from __future__ import annotations

import re
from functools import cache

import opencc

from parkgraph.sources.cues import any_of, phrases
from parkgraph.text.mapped import MappedText

_TRADITIONAL_SHARE = 20


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def to_simplified(text: str) -> str:
    """OpenCC ``t2s``: its dictionary keeps lengths; where it does not, each character apart.

    >>> to_simplified("開發區")
    '开发区'
    """
    return _converted(text)


@cache
def _back_converter() -> opencc.OpenCC:
    return opencc.OpenCC("s2t")


@cache
def to_traditional(char: str) -> str:
    """The usual Traditional form of a character.

    >>> to_traditional("垄")
    '壟'
    """
    converted: str = _back_converter().convert(char)
    return converted


def simplify(text: MappedText) -> MappedText:
    """The text in Simplified characters if it is written in Traditional ones, else unchanged.

    It is when more than one Han character in twenty has another Simplified form: names with a
    rare Traditional character in a Simplified text keep it.  OpenCC leaves 著 where 着 is
    meant; here it is 着 outside the words of class ``written-zhu``.
    """
    simplified = to_simplified(text.text)
    if simplified == text.text:
        return text
    changed = sum(a != b for a, b in zip(text.text, simplified, strict=True))
    han = sum("\u3400" <= c <= "\u9fff" for c in text.text)
    if changed * _TRADITIONAL_SHARE <= han:
        return text
    return text.replaced(_with_zhe(simplified))


def _with_zhe(text: str) -> str:
    if "著" not in text:
        return text
    kept = {i for m in _written_zhu().finditer(text) for i in range(m.start(), m.end())}
    return "".join("着" if c == "著" and i not in kept else c for i, c in enumerate(text))


@cache
def _written_zhu() -> re.Pattern[str]:
    return re.compile(any_of(phrases("written-zhu", "word")))


def _converted(text: str) -> str:
    converter = _converter()
    try:
        converted: str = converter.convert(text)
    except UnicodeEncodeError:
        # A lone surrogate: convert what is around it.
        return "".join(c if "\ud800" <= c <= "\udfff" else _converted(c) for c in text)
    if len(converted) == len(text):
        return converted
    single = [converter.convert(c) for c in text]
    return "".join(s if len(s) == 1 else c for s, c in zip(single, text, strict=True))
