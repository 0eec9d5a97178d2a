"""Unified social credit codes in a text (GB 32100): eighteen characters, the last a check digit."""

from __future__ import annotations

import re
from collections.abc import Iterable

from parkgraph.cues import alternatives, words
from parkgraph.model import Mention

_DIGITS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_BEHIND = re.compile(
    rf"[（(，,]?\s*({alternatives(words('identity', 'credit-code'))}?)\s*[:：为]?\s*"
    rf"([{_DIGITS}]{{18}})(?![0-9A-Za-z])"
)


def is_credit_code(code: str) -> bool:
    """Whether eighteen characters are a code with the right check digit.

    >>> is_credit_code("91350100M000100Y43"), is_credit_code("91350100M000100Y44")
    (True, False)
    """
    if len(code) != 18 or not all(character in _DIGITS for character in code):
        return False
    total = sum(_DIGITS.index(character) * pow(3, place, 31) for place, character in enumerate(code[:17]))
    return _DIGITS[-total % 31] == code[17]


def find_credit_codes(text: str, enterprises: Iterable[Mention]) -> dict[Mention, str]:
    """The code of each enterprise's name that it stands right behind: 甲公司（统一社会信用代码：…）.

    Where the text itself calls it one, a code with a wrong check digit is taken too.
    """
    found: dict[Mention, str] = {}
    for mention in enterprises:
        match = _BEHIND.match(text, mention.span.end)
        if match is not None and (match[1] or is_credit_code(match[2])):
            found[mention] = match[2]
    return found
