"""Public bodies, and the words for bodies that name none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

NAMED = [
    "⟦agency:徐圩新区管委会⟧与⟦agency:连云港市应急管理局⟧联合开展检查。",
    "⟦agency:桐山县人民政府⟧印发实施方案。",
    "记者从⟦agency:安徽省经济和信息化厅⟧获悉，今年将新认定一批园区。",
    "⟦agency:铜陵市生态环境局⟧公开征求意见。",
    "⟦agency:国家发展和改革委员会⟧批复了规划。",
]

UNNAMED = [
    "管委会主任介绍了招商情况。",
    "县委高度重视，成立工作专班。",
    "实行管委会加公司的运营模式。",
    "企业负责人表示满意。",
    "园区设立一站式服务大厅。",
    "各级政府要履行属地责任。",
    "布局结构进一步优化。",
    "全局性、战略性工作稳步推进。",
    "水厅路改造完成。",
    "经济部分指标回升。",
]


@pytest.mark.parametrize("line", [*NAMED, *UNNAMED])
def test_marked(line: str, compare: Callable[[str, str], None]) -> None:
    compare(line, "agencies")
