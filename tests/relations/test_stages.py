"""The stage of the project marked ⟦…⟧; `None` where no word says."""

import pytest

from parkgraph.model import Status
from parkgraph.relations.stages import current_stage, find_stages

CASES = [
    ("⟦甲醇项目⟧已建成投产", Status.IN_PRODUCTION),
    ("⟦甲醇项目⟧开工建设", Status.UNDER_CONSTRUCTION),
    ("⟦甲醇项目⟧正在办理前期手续", Status.PREPARING),
    ("⟦甲醇项目⟧正在对接洽谈", Status.NEGOTIATING),
    ("⟦甲醇项目⟧成功签约", Status.SIGNED),
    ("⟦甲醇项目⟧竣工验收", Status.COMPLETED),
    ("⟦甲醇项目⟧尚未开工", None),
    ("⟦甲醇项目⟧亩均税收较高", None),
    ("确保⟦甲醇项目⟧竣工投产", Status.UNDER_CONSTRUCTION),
    ("推动⟦甲醇项目⟧开工建设", Status.PLANNED),
    ("重点推动⟦甲醇项目⟧签约落地", Status.NEGOTIATING),
    ("促成⟦甲醇项目⟧签约", Status.SIGNED),
    ("⟦甲醇项目⟧力争年底前建成运行", Status.UNDER_CONSTRUCTION),
    ("⟦甲醇项目⟧一期于8月建成投产，二期9月启动建设", Status.UNDER_CONSTRUCTION),
    ("⟦甲醇项目⟧一期建成投产", Status.IN_PRODUCTION),
    ("策划⟦甲醇项目⟧", Status.PLANNED),
    ("累计签约引进⟦甲醇项目⟧", Status.SIGNED),
    ("提速建设⟦甲醇项目⟧", Status.UNDER_CONSTRUCTION),
    ("⟦甲醇项目⟧已终止", Status.TERMINATED),
    ("⟦甲醇项目⟧投产后可实现产值", None),
    ("⟦甲醇项目⟧主厂房封顶", Status.UNDER_CONSTRUCTION),
    ("⟦甲醇项目⟧正在打桩", Status.UNDER_CONSTRUCTION),
    ("⟦甲醇项目⟧正在装设备，计划年底试产", Status.UNDER_CONSTRUCTION),
    ("⟦甲醇项目⟧车间已完成", Status.UNDER_CONSTRUCTION),
    ("⟦甲醇项目⟧已完成立项", Status.PREPARING),
    ("⟦甲醇项目⟧可研已经批复", Status.PREPARING),
    ("⟦甲醇项目⟧已谈了两轮", Status.NEGOTIATING),
    ("⟦甲醇项目⟧首台样机下线", Status.IN_PRODUCTION),
    ("⟦甲醇项目⟧去年产值3亿元", Status.IN_PRODUCTION),
    ("⟦甲醇项目⟧达产后产值3亿元", None),
    ("⟦甲醇项目⟧产值3亿元", None),
    ("⟦甲醇项目⟧规划面积3平方公里", None),
    ("⟦甲醇项目⟧分两期实施", None),
    ("⟦甲醇项目⟧的运营商", None),
    ("⟦甲醇项目⟧就此作罢", Status.TERMINATED),
    ("⟦甲醇项目⟧5月停工", Status.UNDER_CONSTRUCTION),
]


@pytest.mark.parametrize(("marked", "expected"), CASES)
def test_current_stage(marked: str, expected: Status | None) -> None:
    start, end = marked.index("⟦"), marked.index("⟧") - 1
    text = marked.replace("⟦", "").replace("⟧", "")
    found = current_stage(find_stages(text, (0, start), (end, len(text))))
    assert (found[0] if found else None) == expected
