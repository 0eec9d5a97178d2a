"""The scan to the left that every recogniser of free names shares."""

from __future__ import annotations

import pytest

from parkgraph.mentions.dates import find_periods
from parkgraph.mentions.names import Reading, clean_name, find_left_edge, find_list, read, strip_marks
from parkgraph.mentions.quantities import find_quantities
from parkgraph.model import Span


def reading(text: str) -> Reading:
    return read(text, find_quantities(text), find_periods(text, None))


# the name that ends at the bar
EDGES = [
    ("园区推进碳纤维原丝|项目", "碳纤维原丝"),
    ("加快建设高端聚酯薄膜|项目", "高端聚酯薄膜"),
    ("去年完成的锂电隔膜|项目", "锂电隔膜"),
    ("甲醇制烯烃，聚丙烯|项目", "聚丙烯"),
    ("甲醇制烯烃、聚丙烯|项目", "聚丙烯"),
    ("投资10亿元的光伏玻璃|项目", "光伏玻璃"),
    ("2023年3月15日光伏玻璃|项目", "光伏玻璃"),
    ("引进5000吨/年医药中间体|项目", "5000吨/年医药中间体"),
    ("实施“云上园区”智慧平台|项目", "“云上园区”智慧平台"),
    ("签约12个|项目", ""),
    ("推进|项目", ""),
    ("|项目", ""),
]


@pytest.mark.parametrize(("marked", "name"), EDGES)
def test_left_edge(marked: str, name: str) -> None:
    end = marked.index("|")
    text = marked.replace("|", "")
    assert text[find_left_edge(reading(text), end, 0) : end] == name


def test_the_floor_is_never_passed() -> None:
    text = "高端聚酯薄膜项目"
    assert find_left_edge(reading(text), 6, 2) == 2
    assert find_left_edge(reading(text), 6, 6) == 6


def test_a_word_kept_before_the_head() -> None:
    text = "聚酯薄膜推进项目"
    keep = frozenset({"推进"})
    assert text[find_left_edge(reading(text), 6, 0, keep_last=keep) : 6] == "聚酯薄膜推进"
    assert text[find_left_edge(reading(text), 6, 0) : 6] == ""


# the members of the enumeration that ends at the bar
LISTS = [
    ("引进万华化学、鲁西化工、卫星化学|等企业", ["万华化学", "鲁西化工", "卫星化学"]),
    ("引进万华化学、鲁西化工和卫星化学|等企业", ["万华化学", "鲁西化工", "卫星化学"]),
    ("引进万华化学|等企业", ["万华化学"]),
    ("推进聚丙烯、总投资40亿元的光伏玻璃|等项目", ["聚丙烯", "光伏玻璃"]),
    ("园区发展，万华化学以及鲁西化工|等企业", ["万华化学", "鲁西化工"]),
    ("引进|等企业", []),
    ("|等企业", []),
]


@pytest.mark.parametrize(("marked", "names"), LISTS)
def test_list(marked: str, names: list[str]) -> None:
    end = marked.index("|")
    text = marked.replace("|", "")
    items = find_list(reading(text), end, 0)
    assert [text[item.span.start : item.span.end] for item in items] == names


def test_a_price_belongs_to_the_member_behind_it() -> None:
    text = "推进聚丙烯、总投资40亿元的光伏玻璃等项目"
    items = find_list(reading(text), text.index("等"), 0)
    assert [item.amount.value if item.amount else None for item in items] == [None, 4_000_000_000]
    assert [item.joint for item in items] == ["", "、"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("“零件", "零件"),
        ("零件”", "零件"),
        ("“零件”", "零件"),
        ("（零件", "零件"),
        ("零件（一期）", "零件（一期）"),
        ("“云上”平台", "“云上”平台"),
        ("、零件，", "零件"),
        ("零件", "零件"),
        ("", ""),
    ],
)
def test_strip_marks(text: str, kept: str) -> None:
    span = strip_marks(text, Span(0, len(text)))
    assert text[span.start : span.end] == kept


@pytest.mark.parametrize(
    ("text", "name"),
    [("“云上”平台", "云上平台"), ("云 上\n平台", "云上平台"), ("平台（一期）", "平台（一期）"), ("", "")],
)
def test_clean_name(text: str, name: str) -> None:
    assert clean_name(text) == name


def test_what_stands_at_an_offset() -> None:
    text = "2023年3月15日投资12亿元"
    found = reading(text)
    period, quantity = found.period_at(4), found.quantity_at(13)
    assert period is not None
    assert (period.span, period.period.text) == (Span(0, 10), "2023年3月15日")
    assert quantity is not None
    assert (quantity.span, quantity.unit) == (Span(12, 16), "CNY")
    assert (found.period_at(10), found.quantity_at(11)) == (None, None)
    assert found.quantities_between(0, 12) == ()
    assert found.quantities_between(12, 13) == (quantity,)
    assert found.periods_between(0, 1) == (period,)
    assert found.periods_between(1, 16) == ()
