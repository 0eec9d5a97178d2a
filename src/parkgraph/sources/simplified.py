"""Traditional -> Simplified characters for what is looked up, one for one."""

from __future__ import annotations

from functools import cache

import opencc


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


@cache
def _simplified(character: str) -> str:
    if "\ud800" <= character <= "\udfff":  # half a character, which OpenCC refuses
        return character
    converted: str = _converter().convert(character)
    return converted if len(converted) == 1 else character


def to_simplified(text: str) -> str:
    """Each character in its Simplified form, so that offsets stay.

    >>> to_simplified("發佈日期：2023年")
    '发布日期：2023年'
    """
    return text if text.isascii() else "".join(map(_simplified, text))
