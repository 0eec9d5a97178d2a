"""The dated stages of projects: each a line ``PROJECT stage modality first-day last-day``."""

from __future__ import annotations

import datetime as dt

import pytest

from parkgraph.model import Document
from parkgraph.relations import extract
from parkgraph.text import clean

PUBLISHED = dt.date(2023, 6, 30)

CASES = {
    "桐昆年产240万吨PTA项目2021年3月开工，2022年12月投产。": [
        "桐昆年产240万吨PTA项目 underConstruction actual 2021-03-01 2021-03-31",
        "桐昆年产240万吨PTA项目 inProduction actual 2022-12-01 2022-12-31",
    ],
    "斯尔邦丙烷产业链项目于2023年3月18日签约。": ["斯尔邦丙烷产业链项目 signed actual 2023-03-18 2023-03-18"],
    "斯尔邦丙烷产业链项目计划2024年6月投产。": [
        "斯尔邦丙烷产业链项目 inProduction planned 2024-06-01 2024-06-30"
    ],
    "斯尔邦丙烷产业链项目去年开工，力争明年竣工。": [
        "斯尔邦丙烷产业链项目 underConstruction actual 2022-01-01 2022-12-31",
        "斯尔邦丙烷产业链项目 completed planned 2024-01-01 2024-12-31",
    ],
    "斯尔邦丙烷产业链项目开工建设。": ["斯尔邦丙烷产业链项目 underConstruction actual - -"],
    "斯尔邦丙烷产业链项目尚未开工。": [],
    "斯尔邦丙烷产业链项目占地80亩。": [],
    "2023年3月，徐圩新区开展安全检查。": [],
    "徐圩新区2023年新开工项目12个。": [],
    # the date before it in its sentence, however far, when nothing else is named or done in between
    "6月20日，随着一声号令和阵阵掌声，在各界来宾的见证下，斯尔邦丙烷产业链项目在徐圩新区开工。": [
        "斯尔邦丙烷产业链项目 underConstruction actual 2023-06-20 2023-06-20"
    ],
    "6月20日，桐昆年产240万吨PTA项目投产，产品全部供应下游企业；目前，斯尔邦丙烷产业链项目正在开工建设。": [
        "桐昆年产240万吨PTA项目 inProduction actual 2023-06-20 2023-06-20",
        "斯尔邦丙烷产业链项目 underConstruction actual - -",
    ],
    # the event that the report opens with, and the same day
    "6月20日，徐圩新区举行项目集中签约仪式，斯尔邦丙烷产业链项目签约落户，总投资30亿元。": [
        "斯尔邦丙烷产业链项目 signed actual 2023-06-20 2023-06-20",
    ],
    "6月20日，徐圩新区举行开工仪式。桐昆年产240万吨PTA项目开工建设，年产值20亿元。": [
        "桐昆年产240万吨PTA项目 underConstruction actual 2023-06-20 2023-06-20",
    ],
    "6月20日，徐圩新区举行开工仪式。桐昆年产240万吨PTA项目正式投产，年产值20亿元。": [
        "桐昆年产240万吨PTA项目 inProduction actual - -",
    ],
    "6月20日，桐昆年产240万吨PTA项目投产。同日开工的斯尔邦丙烷产业链项目总投资30亿元。": [
        "桐昆年产240万吨PTA项目 inProduction actual 2023-06-20 2023-06-20",
        "斯尔邦丙烷产业链项目 underConstruction actual 2023-06-20 2023-06-20",
    ],
    # an event of long ago is no event of the report
    "2月20日，徐圩新区举行开工仪式。桐昆年产240万吨PTA项目开工建设，年产值20亿元。": [
        "桐昆年产240万吨PTA项目 underConstruction actual - -",
    ],
}


@pytest.mark.parametrize(("text", "expected"), CASES.items())
def test_stages(text: str, expected: list[str]) -> None:
    facts = extract(clean(Document("0" * 16, "test", text, published=PUBLISHED)))
    names = {entity.key: entity.name for entity in facts.entities}
    found = [
        f"{names[c.subject]} {c.object} {c.modality} "
        + (f"{c.period.start} {c.period.end}" if c.period else "- -")
        for c in facts.claims
        if c.predicate == "stage"
    ]
    assert found == expected
