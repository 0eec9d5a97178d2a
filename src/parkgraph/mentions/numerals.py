"""Numbers as Chinese texts write them: ``1,234.5``, ``1.2万``, ``二〇二三``, ``一百二十``, ``七八十``.

The worth of each character stands in ``seeds/lexicon/numerals.tsv``; the method is the usual
positional one: digits multiply the magnitude after them, 万 and 亿 multiply all that came before
within their section.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from math import prod

from parkgraph.mentions.measures import read_rows

ARABIC = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?"
"""Pattern of a number in half-width digits, thousands separated or not."""


@cache
def _characters(kind: str) -> dict[str, int]:
    """The numeral characters of one kind (``digit``, ``magnitude``) and their worth."""
    rows = read_rows("numerals", ("character", "kind", "value"))
    return {row["character"]: int(row["value"]) for row in rows if row["kind"] == kind}


@cache
def digit_characters() -> str:
    """The characters of Chinese digits, as the inside of a character class."""
    return "".join(_characters("digit"))


@cache
def magnitude_characters() -> str:
    """The characters of magnitudes (十 to 亿), as the inside of a character class."""
    return "".join(_characters("magnitude"))


def read_number(text: str) -> Decimal | None:
    """The number that the whole text writes, or None.

    >>> read_number("1.2万"), read_number("一百二十"), read_number("3千万"), read_number("两亿五千万")
    (Decimal('12000'), Decimal('120'), Decimal('30000000'), Decimal('250000000'))
    >>> read_number("2亿5000万"), read_number("1,050.3"), read_number("二〇二三"), read_number("百")
    (Decimal('250000000'), Decimal('1050.3'), Decimal('2023'), Decimal('100'))
    >>> read_number("万科") is None, read_number("七八") is None, read_number("") is None
    (True, True, True)
    """
    text = text.replace(" ", "")
    if not text:
        return None
    return _read_arabic(text) if text[0].isascii() else _read_chinese(text)


def read_range(text: str) -> tuple[Decimal, Decimal] | None:
    """The two ends of a figure of neighbouring digits, or None.

    >>> read_range("七八十"), read_range("三五"), read_range("二三百万")
    ((Decimal('70'), Decimal('80')), (Decimal('3'), Decimal('5')), (Decimal('2000000'), Decimal('3000000')))
    >>> read_range("八七") is None, read_range("一百") is None
    (True, True)
    """
    digits = _characters("digit")
    if len(text) < 2 or text[0] not in digits or text[1] not in digits:
        return None
    low, high = digits[text[0]], digits[text[1]]
    if not (low > 0 and (high - low == 1 or (low, high) == (3, 5))):
        return None
    low_value, high_value = _read_chinese(text[0] + text[2:]), _read_chinese(text[1:])
    if low_value is None or high_value is None:
        return None
    return low_value, high_value


_PART = re.compile(rf"({ARABIC})([^0-9]*)")
_SECTIONS = ("亿", "万")
_LIMIT = Decimal(10) ** 24


def plain(value: Decimal) -> Decimal:
    """The value without exponent and without zeros at its end, so that equal numbers print alike."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _read_arabic(text: str) -> Decimal | None:
    magnitudes = _characters("magnitude")
    total = Decimal(0)
    position = 0
    least: Decimal | None = None
    for part in _PART.finditer(text):
        if part.start() != position:
            return None
        position = part.end()
        scale = Decimal(1)
        for character in part[2]:
            if character not in magnitudes:
                return None
            scale *= magnitudes[character]
        if least is not None and (scale >= least or scale == 1):
            return None
        least = scale
        total += Decimal(part[1].replace(",", "")) * scale
    return plain(total) if position == len(text) and total < _LIMIT else None


def _read_chinese(text: str) -> Decimal | None:
    digits, magnitudes = _characters("digit"), _characters("magnitude")
    whole, point, fraction = text.partition("点")
    if point:
        tail = fraction.rstrip(magnitude_characters())
        start = _whole(whole)
        if start is None or not tail or any(character not in digits for character in tail):
            return None
        decimals = "".join(str(digits[character]) for character in tail)
        scale = prod(magnitudes[character] for character in fraction[len(tail) :])
        value = (start + Decimal(f"0.{decimals}")) * scale
    elif len(whole) > 2 and all(character in digits for character in whole):
        value = Decimal("".join(str(digits[character]) for character in whole))
    else:
        number = _whole(whole)
        if number is None:
            return None
        value = Decimal(number)
    return plain(value) if value < _LIMIT else None


def _whole(text: str) -> int | None:
    """A whole number with 亿 and 万; a magnitude without a digit before it counts once."""
    for mark in _SECTIONS:
        left, found, right = text.rpartition(mark)
        if found:
            high = _whole(left) if left else 1
            low = _whole(right.lstrip("零〇")) if right.lstrip("零〇") else 0
            worth = _characters("magnitude")[mark]
            if high is None or low is None or low >= worth or mark in left:
                return None
            return high * worth + low
    return _section(text)


def _section(text: str) -> int | None:
    """A whole number below 万."""
    digits, magnitudes = _characters("digit"), _characters("magnitude")
    total, digit, least = 0, None, 10_000
    for place, character in enumerate(text):
        if character in digits:
            if digit:
                return None
            digit = digits[character]
            continue
        worth = magnitudes.get(character)
        if worth is None or worth >= least or (not digit and place and worth != 10):
            return None
        total, digit, least = total + (digit or 1) * worth, None, worth
    return total + (digit or 0) if text else None
