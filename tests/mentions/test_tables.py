"""Lists of projects in rows."""

from __future__ import annotations

from decimal import Decimal

import pytest

from parkgraph.mentions.tables import TableRow, find_table_rows
from parkgraph.model import Role, Sentence, Span

HEAD = "序号\t项目名称\t建设单位\t建设地点\t总投资（万元）\t进度"


def rows(*lines: str, roles: tuple[Role, ...] | None = None) -> tuple[str, tuple[TableRow, ...]]:
    text = "\n".join(lines)
    sentences = []
    start = 0
    for index, line in enumerate(lines):
        role = roles[index] if roles else (Role.ROW if "\t" in line else Role.BODY)
        sentences.append(Sentence(start, start + len(line), 0, role))
        start += len(line) + 1
    return text, find_table_rows(text, sentences)


def cell(text: str, span: Span | None) -> str | None:
    return None if span is None else text[span.start : span.end]


def read(*lines: str) -> list[tuple[str | None, ...]]:
    text, found = rows(*lines)
    return [
        (
            cell(text, row.name),
            cell(text, row.builder),
            cell(text, row.place),
            cell(text, row.progress),
            f"{row.investment.value.normalize():f} {row.investment.unit}"
            if row.investment
            else cell(text, row.money),
        )
        for row in found
    ]


def test_rows_are_read_by_column() -> None:
    assert read(
        HEAD,
        "1\t聚酯薄膜项目\t盛泽公司\t云泽化工园\t120000\t在建",
        "2\t锂电隔膜项目\t蓝科公司\t桐山开发区\t45,500\t已投产",
    ) == [
        ("聚酯薄膜项目", "盛泽公司", "云泽化工园", "在建", "1200000000 CNY"),
        ("锂电隔膜项目", "蓝科公司", "桐山开发区", "已投产", "455000000 CNY"),
    ]


def test_empty_cells_are_nothing() -> None:
    assert read(HEAD, "1\t聚酯薄膜项目\t—\t/\t\t无") == [("聚酯薄膜项目", None, None, None, None)]


def test_a_short_row_lacks_its_last_cells() -> None:
    assert read(HEAD, "1\t聚酯薄膜项目\t盛泽公司") == [("聚酯薄膜项目", "盛泽公司", None, None, None)]


def test_spaces_around_cells_do_not_count() -> None:
    assert read("项目名称 \t 进度", " 聚酯薄膜项目 \t 在建 ") == [("聚酯薄膜项目", None, None, "在建", None)]


def test_money_with_its_own_unit_is_left_to_the_quantities() -> None:
    assert read(HEAD, "1\t聚酯薄膜项目\t盛泽公司\t云泽\t12亿元\t在建") == [
        ("聚酯薄膜项目", "盛泽公司", "云泽", "在建", "12亿元")
    ]


@pytest.mark.parametrize(
    ("note", "value"),
    [
        ("单位：亿元", "4500000000 CNY"),
        ("单位:万元", "450000 CNY"),
        ("（单位：万美元）", "450000 USD"),
        ("单位：人民币亿元", "4500000000 CNY"),
    ],
)
def test_the_unit_above_the_table(note: str, value: str) -> None:
    assert read(note, "项目名称\t总投资", "聚酯薄膜项目\t45") == [("聚酯薄膜项目", None, None, None, value)]


def test_the_unit_in_the_title_wins() -> None:
    assert read("单位：亿元", "项目名称\t总投资（万元）", "聚酯薄膜项目\t45") == [
        ("聚酯薄膜项目", None, None, None, "450000 CNY")
    ]


def test_a_number_without_any_unit_is_no_money() -> None:
    text, (row,) = rows("项目名称\t总投资", "聚酯薄膜项目\t45")
    assert (cell(text, row.money), row.investment) == ("45", None)


def test_totals_are_no_projects() -> None:
    assert read(HEAD, "合计\t以上2个项目\t\t\t165500\t", "总计\t\t\t\t1\t", "1\t小计\t\t\t5\t") == []


@pytest.mark.parametrize(
    "lines",
    [
        ("姓名\t职务", "王某\t主任"),
        ("项目名称", "聚酯薄膜项目"),
        ("项目名称\t备注信息及其他需要说明的各类事项情况", "聚酯薄膜项目\t无"),
        ("1\t聚酯薄膜项目\t盛泽公司",),
        (),
    ],
)
def test_no_table(lines: tuple[str, ...]) -> None:
    assert read(*lines) == []


def test_a_sentence_ends_the_table() -> None:
    assert read("项目名称\t进度", "聚酯薄膜项目\t在建", "以上为重点项目。", "锂电隔膜项目\t在建") == [
        ("聚酯薄膜项目", None, None, "在建", None)
    ]


def test_a_caption_does_not_end_it() -> None:
    lines = ("项目名称\t进度", "聚酯薄膜项目\t在建", "续表", "锂电隔膜项目\t在建")
    text, found = rows(*lines, roles=(Role.ROW, Role.ROW, Role.CAPTION, Role.ROW))
    assert [cell(text, row.name) for row in found] == ["聚酯薄膜项目", "锂电隔膜项目"]


def test_the_quantity_covers_the_cell() -> None:
    text, (row,) = rows("项目名称\t总投资（亿元）", "聚酯薄膜项目\t12.5")
    assert row.investment is not None
    assert cell(text, row.investment.span) == "12.5"
    assert row.investment.value == Decimal(1_250_000_000)
    assert row.investment.measure == "亿元"
