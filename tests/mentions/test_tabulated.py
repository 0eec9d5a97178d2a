"""Numbers of tables that take their unit from the head of the column or the line above."""

from __future__ import annotations

import pytest

from parkgraph.mentions.quantities import find_quantities

Row = tuple[str, str, str, str]


def found(text: str) -> list[Row]:
    """The figures as they stand in the text, with value, unit and bound."""
    return [
        (text[q.span.start : q.span.end], str(q.value), q.unit, str(q.bound)) for q in find_quantities(text)
    ]


def table(*rows: str) -> str:
    return "\n".join(row.replace("|", "\t") for row in rows)


@pytest.mark.parametrize("brackets", ["()", "\uff08\uff09"])
def test_unit_in_the_head(brackets: str) -> None:
    left, right = brackets
    text = table(
        f"项目|总投资{left}亿元{right}|用地{left}亩{right}|装机{left}万千瓦{right}|进度",
        "甲|80|120|30|在建",
        f"乙|约8.5|余|10{left}变更后{right}|签约",
        "丙|400余|—|待定|在谈",
    )
    assert found(text) == [
        ("80", "8000000000", "CNY", "exact"),
        ("120", "120", "mu", "exact"),
        ("30", "300000", "kW", "exact"),
        ("约8.5", "850000000", "CNY", "about"),
        ("10", "100000", "kW", "exact"),
        ("400余", "40000000000", "CNY", "at-least"),
    ]


def test_unit_above_the_table_is_for_its_money_columns() -> None:
    text = table("部分项目(单位:亿元):", "序号|项目|总投资|职工", "1|甲|80|300", "", "2|乙|5|20")
    assert found(text) == [("80", "8000000000", "CNY", "exact")]


def test_a_cell_with_its_own_unit_keeps_it() -> None:
    text = table("项目|总投资(亿元)", "甲|100亿欧元", "乙|3000万元", "丙|5-8")
    assert found(text) == [
        ("100亿欧元", "10000000000", "EUR", "exact"),
        ("3000万元", "30000000", "CNY", "exact"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        table("序号|项目|总投资", "1|甲|80"),
        table("单位:家", "序号|总投资", "1|80"),
        table("序号|总投资(亿元)", "合计|以上5行|105.17"),
        table("序号|总投资(亿元、万元)", "1|80"),
        table("总投资(亿元)", "80"),
        table("序号|开工(年)月", "1|80"),
        table("总投资(亿元)|序号", "待定|80"),
        "总投资(亿元) 80",
    ],
)
def test_bare_numbers_stay_bare(text: str) -> None:
    assert found(text) == []
