"""The things a text names: kind, name, other names and what name and lexicon state of them."""

from __future__ import annotations

import pytest

from parkgraph.model import Document
from parkgraph.relations import extract
from parkgraph.text import clean

ZONE = "parkKind=economic-development-zone parkLevel=national placeCode=340700"

CASES = {
    "铜陵经开区管委会组织检查，铜陵经开区整改到位。": [
        f"park 铜陵经开区 {ZONE} ×2",
        "agency 铜陵经开区管委会 ×1",
        "place 铜陵市 (铜陵) code=340700 ×1",
    ],
    "铜陵经济技术开发区简介：铜陵经开区成立于1992年。": [
        f"park 铜陵经济技术开发区 (铜陵经开区) {ZONE} ×2",
        "place 铜陵市 (铜陵) code=340700 ×1",
    ],
    "徐圩新区和云泽化工园区联合招商。": [
        "park 徐圩新区 parkKind=demonstration-zone parkLevel=national placeCode=320700 ×1",
        "park 云泽化工园区 parkKind=chemical-park ×1",
    ],
    "衡阳松木经济开发区（以下简称“松木经开区”）成立。松木经开区招商。": [
        "park 衡阳松木经济开发区 (松木经开区) parkKind=economic-development-zone placeCode=430400 ×3",
        "place 衡阳市 (衡阳) code=430400 ×1",
    ],
    "中国石化、蓝鲸化学与山东恒泽新材料有限公司签约。": [
        "enterprise 中国石化 group=中国石油化工集团有限公司 ownership=central ×1",
        "enterprise 蓝鲸化学 ×1",
        "enterprise 山东恒泽新材料有限公司 ×1",
    ],
    "云泽化工园区出台《支持石化产业发展若干政策》（云管发〔2022〕15号）。": [
        "park 云泽化工园区 parkKind=chemical-park ×1",
        "policy 支持石化产业发展若干政策 documentNumber=云管发〔2022〕15号 policyKind=policy-measures ×1",
    ],
    "斯尔邦丙烷产业链项目签约，斯尔邦丙烷产业链项目开工。": [
        "enterprise 斯尔邦 ×2",
        "project 斯尔邦丙烷产业链项目 ×2",
    ],
    "连云港市全市开工项目120个。": ["place 连云港市 code=320700 ×1"],
    "各开发区加快重点项目建设，龙头企业带动作用明显，相关政策持续发力。": [],
    "据《经济日报》报道，多所高校与协会参会。": [],
    "“项目为王”“一号工程”成为共识。": [],
}


@pytest.mark.parametrize(("text", "expected"), CASES.items())
def test_entities(text: str, expected: list[str]) -> None:
    found = []
    for entity in extract(clean(Document("0" * 16, "test", text))).entities:
        line = f"{entity.kind} {entity.name}"
        if entity.other_names:
            line += f" ({'、'.join(entity.other_names)})"
        for name, value in entity.attributes:
            if not name.startswith("ownershipList"):
                line += f" {name}={value}"
        found.append(f"{line} ×{len(entity.evidence)}")
        names = {entity.name, *entity.other_names}
        quotes = {piece.exact.strip("《》“”") for piece in entity.evidence}
        assert quotes <= names
    assert sorted(found) == sorted(expected)


def test_central_enterprises_name_their_source() -> None:
    (entity,) = extract(clean(Document("0" * 16, "test", "中国石化发布公告。"))).entities
    attributes = dict(entity.attributes)
    assert attributes["ownership"] == "central"
    assert attributes["ownershipList"]
    assert attributes["ownershipListDate"]
