"""Which projects of different documents are one undertaking, and the parts of a project's name."""

from __future__ import annotations

import pytest

from parkgraph.model import Kind
from parkgraph.resolution.projects import parse_project


def test_projects_are_one_or_two(case, read, show) -> None:
    lines, expected = case
    assert show(read(Kind.PROJECT, lines)) == expected


@pytest.mark.parametrize(
    ("name", "investors", "product", "site", "changes", "phase", "capacities"),
    [
        ("聚酯薄膜项目", (), "聚酯薄膜", "", False, "", set()),
        ("总投资12亿元的聚酯薄膜生产基地项目", (), "聚酯薄膜", "生产基地", False, "", set()),
        ("铜陵市聚酯薄膜项目（一期）", (), "聚酯薄膜", "", False, "1", set()),
        ("首期聚酯薄膜项目", (), "聚酯薄膜", "", False, "1", set()),
        ("聚酯薄膜项目第二阶段", (), "聚酯薄膜", "", False, "2", set()),
        ("聚酯薄膜3期工程", (), "聚酯薄膜", "", False, "3", set()),
        ("年产5万吨聚酯薄膜扩建项目", (), "聚酯薄膜", "", True, "", {"50000吨"}),
        ("日处理5000吨污水处理工程", (), "污水处理", "", False, "", {"5000吨"}),
        ("100MW光伏发电项目", (), "光伏发电", "", False, "", {"100MW"}),
        ("新建聚酯薄膜生产线", (), "聚酯薄膜", "生产线", False, "", set()),
        ("恒泽新材料项目", ("恒泽新材料", "恒泽"), "", "", False, "", set()),
        ("恒泽新材料项目", (), "恒泽新材料", "", False, "", set()),
        ("恒泽聚酯薄膜项目", ("恒泽新材料",), "恒泽聚酯薄膜", "", False, "", set()),
        ("恒聚酯薄膜项目", ("恒",), "恒聚酯薄膜", "", False, "", set()),
    ],
)
def test_the_parts_of_a_name(name, investors, product, site, changes, phase, capacities) -> None:
    parts = parse_project(name, investors)
    found = (parts.product, parts.site, parts.changes, parts.phase, set(parts.capacities))
    assert found == (product, site, changes, phase, capacities)
