"""Numbers as Chinese texts write them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parkgraph.mentions.numerals import read_number, read_range

NUMBERS = {
    "0": "0", "7": "7", "12.5": "12.5", "10.50": "10.5", "100.0": "100", "1,234": "1234",
    "1,234,567.89": "1234567.89", "3万": "30000", "1.2万": "12000", "3 万": "30000", "5千": "5000",
    "2亿": "200000000", "1.85亿": "185000000", "1.2万亿": "1200000000000", "3千万": "30000000",
    "5百万": "5000000", "2亿5000万": "250000000", "十": "10", "十五": "15", "二十": "20", "两": "2",
    "三": "3", "一百": "100", "一百零五": "105", "一百一十": "110", "三百二十一": "321", "两千": "2000",
    "一千零一": "1001", "三千五百": "3500", "一万": "10000", "十万": "100000", "三百万": "3000000",
    "一千两百万": "12000000", "两亿五千万": "250000000", "一亿零三百": "100000300", "十亿": "1000000000",
    "一万亿": "1000000000000", "百": "100", "千": "1000", "百万": "1000000", "千亿": "100000000000",
    "三点五": "3.5", "三点五亿": "350000000", "零点八": "0.8", "二〇二三": "2023", "二零二三": "2023",
}  # fmt: skip

NO_NUMBERS = [
    "", " ", "万科", "一二", "七八", "一百百", "十百", "千万千万千", "百二千", "点五", "三点", "三点点五",
    "1.2.3", "3万2亿", "3个", "abc", "第三", "五菱", "-3", "九九百", "一亿亿", "1千5", "三百五百",
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), NUMBERS.items())
def test_number(text: str, value: str) -> None:
    assert str(read_number(text)) == value


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_no_number(text: str) -> None:
    assert read_number(text) is None


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("三五", 3, 5),
        ("七八", 7, 8),
        ("七八十", 70, 80),
        ("二三百", 200, 300),
        ("两三千万", 20000000, 30000000),
    ],
)
def test_range(text: str, low: int, high: int) -> None:
    assert read_range(text) == (Decimal(low), Decimal(high))


@pytest.mark.parametrize("text", ["", "三", "八七", "三三", "三六", "一百", "零一", "九十", "12", "七八九"])
def test_no_range(text: str) -> None:
    assert read_range(text) is None


DIGITS = "零一二三四五六七八九"


def written(number: int) -> str:
    """A number below one billion in Chinese, by the school rule: the reference for the reader."""
    if number < 10:
        return DIGITS[number]
    for worth, mark in ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十")):
        if number >= worth:
            high, low = divmod(number, worth)
            gap = "零" if low and low < worth // 10 else ""
            return written(high) + mark + (gap + written(low) if low else "")
    raise AssertionError(number)


@given(st.integers(0, 10**9 - 1))
def test_reads_back_what_the_school_rule_writes(number: int) -> None:
    assert read_number(written(number)) == number


@given(st.text(alphabet="0123456789.,零〇一二两三十百千万亿点 ", max_size=30))
def test_any_text_is_read(text: str) -> None:
    value = read_number(text)
    assert value is None or (value >= 0 and "E" not in str(value))
