"""Status and price of the projects of a page: headings, counts, headlines, and what the sentence tells."""

import pytest

from parkgraph.relations import extract
from parkgraph.sources import document_of
from parkgraph.text import clean


def read(text: str, predicate: str) -> dict[str, str]:
    facts = extract(clean(document_of(text, "page.txt")))
    names = {entity.key: entity.name for entity in facts.entities}
    return {names[c.subject]: c.object for c in facts.claims if c.predicate == predicate}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "桐山经开区工作推进情况\n一、在建项目\n甲醇综合利用项目。总投资3亿元。\n"
            "二、签约项目\n年产5万吨丙烯酸项目。总投资5亿元。",
            {"甲醇综合利用项目": "underConstruction", "年产5万吨丙烯酸项目": "signed"},
            id="headings",
        ),
        pytest.param(
            "桐山经开区工作推进情况\n一、在建项目\n甲醇综合利用项目已建成投产。",
            {"甲醇综合利用项目": "inProduction"},
            id="a fact further on than the heading",
        ),
        pytest.param(
            "6月3日，桐山经开区集中签约8个项目。其中，甲醇综合利用项目总投资3亿元。",
            {"甲醇综合利用项目": "signed"},
            id="a count governs the sentence behind it",
        ),
        pytest.param(
            "桐山经开区8个项目开工。其中，甲醇综合利用项目正在办理前期手续。",
            {"甲醇综合利用项目": "preparing"},
            id="what is told of the project itself comes first",
        ),
        pytest.param(
            "桐山经开区推动8个项目开工。其中，甲醇综合利用项目总投资3亿元。",
            {},
            id="a count of plans says nothing",
        ),
        pytest.param(
            "桐山经开区与华丰化工有限公司签约，在园区建设甲醇综合利用项目。",
            {"甲醇综合利用项目": "signed"},
            id="a signing in an earlier clause",
        ),
        pytest.param(
            "甲醇综合利用项目总投资3亿元；华丰化工有限公司已经投产。",
            {},
            id="the semicolon gives the word to another",
        ),
    ],
)
def test_status(text: str, expected: dict[str, str]) -> None:
    assert read(text, "status") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲醇综合利用项目总投资3亿元，今年完成投资1亿元。", {"甲醇综合利用项目": "300000000"}),
        ("甲醇综合利用项目（3亿元）已经开工。", {"甲醇综合利用项目": "300000000"}),
        ("甲醇综合利用项目投入3亿元，已经建成。", {"甲醇综合利用项目": "300000000"}),
        ("甲醇综合利用项目去年产值3亿元。", {}),
        ("甲醇综合利用项目今年完成投资3亿元。", {}),
    ],
)
def test_total_investment(text: str, expected: dict[str, str]) -> None:
    assert read(text, "totalInvestment") == expected
