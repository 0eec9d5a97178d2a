"""The days that figures measure: each a line ``LABEL figure first-day last-day``."""

from __future__ import annotations

import datetime as dt

import pytest

from parkgraph.model import Document
from parkgraph.relations import extract
from parkgraph.text import clean

FEBRUARY, JUNE, NOVEMBER = (dt.date(2021, month, 3) for month in (2, 6, 11))


def read(text: str, published: dt.date | None = None, title: str | None = None) -> list[str]:
    facts = extract(clean(Document("0" * 16, "test", text, published=published, title=title)))
    return [
        f"{m.label} {m.written} " + (f"{m.period.start} {m.period.end}" if m.period else "- -")
        for m in facts.metrics
    ]


NAMED = {
    "2024年，徐圩新区产值达80.2亿元。": ["产值 80.2亿元 2024-01-01 2024-12-31"],
    "徐圩新区产值达80.2亿元。": ["产值 80.2亿元 - -"],
    "2022年，徐圩新区产值80亿元；2023年，徐圩新区产值90亿元。": [
        "产值 80亿元 2022-01-01 2022-12-31",
        "产值 90亿元 2023-01-01 2023-12-31",
    ],
    "2024年徐圩新区产值达80.2亿元，比2023年的59.8亿元增长34%。": [
        "产值 80.2亿元 2024-01-01 2024-12-31",
        "比2023年 59.8亿元 2023-01-01 2023-12-31",
        "比2023年增长 34% 2024-01-01 2024-12-31",
    ],
    "徐圩新区产值达80.2亿元，比2023年的59.8亿元增长34%。": [
        "产值 80.2亿元 - -",
        "比2023年 59.8亿元 2023-01-01 2023-12-31",
        "比2023年增长 34% - -",
    ],
    "2024年，徐圩新区规划面积74平方公里。": ["规划面积 74平方公里 - -"],
    "《支持新材料产业发展若干政策》规定，2024年最高奖励500万元。": ["最高奖励 500万元 - -"],
    "徐圩新区出台《2024年支持新材料产业发展若干政策》，最高奖励500万元。": ["最高奖励 500万元 - -"],
}


@pytest.mark.parametrize(("text", "expected"), NAMED.items())
def test_the_period_that_a_sentence_names(text: str, expected: list[str]) -> None:
    assert read(text) == expected


BY_DAY = [
    ("去年，徐圩新区完成产值80亿元。", JUNE, ["产值 80亿元 2020-01-01 2020-12-31"]),
    ("去年，徐圩新区完成产值80亿元。", None, ["产值 80亿元 - -"]),
    (
        "徐圩新区完成产值80亿元，比去年同期的70亿元增长14%。",
        JUNE,
        ["产值 80亿元 - -", "同期 70亿元 2020-01-01 2020-12-31", "同期增长 14% - -"],
    ),
    (
        "徐圩新区完成产值80亿元，比去年同期的70亿元增长14%。",
        None,
        ["产值 80亿元 - -", "同期 70亿元 - -", "同期增长 14% - -"],
    ),
    (
        "今年上半年，徐圩新区产值达80.2亿元，税收7.8亿元；1-9月，产值120亿元。",
        NOVEMBER,
        [
            "产值 80.2亿元 2021-01-01 2021-06-30",
            "税收 7.8亿元 2021-01-01 2021-06-30",
            "产值 120亿元 2021-01-01 2021-09-30",
        ],
    ),
    ("全年徐圩新区实现产值86.5亿元。", FEBRUARY, ["产值 86.5亿元 2020-01-01 2020-12-31"]),
    ("全年徐圩新区实现产值86.5亿元。", dt.date(2021, 3, 31), ["产值 86.5亿元 2020-01-01 2020-12-31"]),
    ("全年徐圩新区实现产值86.5亿元。", dt.date(2021, 4, 1), ["产值 86.5亿元 2021-01-01 2021-12-31"]),
    ("全年徐圩新区力争产值100亿元。", FEBRUARY, ["产值 100亿元 2021-01-01 2021-12-31"]),
    ("2021年，全年徐圩新区实现产值86.5亿元。", FEBRUARY, ["产值 86.5亿元 2021-01-01 2021-12-31"]),
    ("全年徐圩新区实现产值86.5亿元。", None, ["产值 86.5亿元 - -"]),
    (
        "徐圩新区产值达80.2亿元，低于年初确定的目标90亿元。",
        FEBRUARY,
        ["产值 80.2亿元 - -", "低于年初确定 90亿元 - -"],
    ),
    ("力争到2025年，徐圩新区产值达到300亿元。", FEBRUARY, ["产值 300亿元 2025-01-01 2025-12-31"]),
    ("徐圩新区产值达80.2亿元。", FEBRUARY, ["产值 80.2亿元 - -"]),
]


@pytest.mark.parametrize(("text", "published", "expected"), BY_DAY)
def test_words_that_count_from_the_day_of_the_page(text, published, expected) -> None:
    assert read(text, published) == expected


INHERITED = {
    "2024年，徐圩新区产值达80.2亿元。税收7.8亿元。": [
        "产值 80.2亿元 2024-01-01 2024-12-31",
        "税收 7.8亿元 2024-01-01 2024-12-31",
    ],
    "2024年，徐圩新区产值达80.2亿元。\n徐圩新区税收7.8亿元。": [
        "产值 80.2亿元 2024-01-01 2024-12-31",
        "税收 7.8亿元 - -",
    ],
    "2024年3月18日，徐圩新区举行签约仪式。徐圩新区产值达80.2亿元。": ["产值 80.2亿元 - -"],
    "2024年3月，徐圩新区举行签约仪式。徐圩新区产值达80.2亿元。": ["产值 80.2亿元 2024-03-01 2024-03-31"],
}


@pytest.mark.parametrize(("text", "expected"), INHERITED.items())
def test_the_period_that_the_sentences_before_speak_of(text: str, expected: list[str]) -> None:
    assert read(text) == expected


SECTIONS = [
    ("徐圩新区产值达80.2亿元。", "徐圩新区2020年工作总结", ["产值 80.2亿元 2020-01-01 2020-12-31"]),
    ("徐圩新区产值达80.2亿元。", "徐圩新区2016年至2020年工作总结", ["产值 80.2亿元 - -"]),
    ("徐圩新区产值达80.2亿元。", "徐圩新区工作总结", ["产值 80.2亿元 - -"]),
    ("徐圩新区占地300亩。", "徐圩新区2020年工作总结", ["占地 300亩 - -"]),
    (
        "一、2020年工作情况\n全年徐圩新区实现产值86.5亿元。\n二、2021年工作目标\n徐圩新区力争产值128亿元。\n",
        "徐圩新区工作报告",
        ["产值 86.5亿元 2020-01-01 2020-12-31", "产值 128亿元 2021-01-01 2021-12-31"],
    ),
]


@pytest.mark.parametrize(("text", "title", "expected"), SECTIONS)
def test_the_year_of_a_section_is_that_of_its_heading(text, title, expected) -> None:
    assert read(text, JUNE, title) == expected


PROJECTS = {
    "2024年，徐圩新区恒远公司电子铜箔项目总投资12亿元，占地300亩，已开工。": [
        "总投资 12亿元 - -",
        "占地 300亩 - -",
    ],
    "徐圩新区恒远公司电子铜箔项目2024年产值12亿元。": ["产值 12亿元 2024-01-01 2024-12-31"],
    "2024年，徐圩新区恒远公司电子铜箔项目开工，产值12亿元。": ["产值 12亿元 - -"],
}


@pytest.mark.parametrize(("text", "expected"), PROJECTS.items())
def test_price_ground_and_capacity_of_a_project_have_no_time(text: str, expected: list[str]) -> None:
    assert read(text) == expected
