"""Short names that a text introduces itself."""

from __future__ import annotations

import re

import pytest

from parkgraph.mentions.aliases import find_aliases, find_former_names
from parkgraph.mentions.ordered import order
from parkgraph.model import Kind, Mention, Span

FULL = "云泽化工园区"

INTRODUCED = [
    (f"{FULL}（以下简称“云泽园”）成立。云泽园发展迅速。", ["云泽园", "云泽园"]),
    (f"{FULL}（简称云泽园）成立，云泽园发展迅速。", ["云泽园", "云泽园"]),
    (f"{FULL}（以下简称：云泽园）", ["云泽园"]),
    (f"{FULL}（又称“石化城”）扩区，石化城升级。", ["石化城", "石化城"]),
    (
        f"{FULL}（以下简称“云泽园”，又称“石化城”），石化城与云泽园是一个地方。",
        ["云泽园", "石化城", "石化城", "云泽园"],
    ),
    (f"{FULL}（下称“园区”）成立，园区发展迅速。", ["园区", "园区"]),
]

NOT_INTRODUCED = [
    f"{FULL}（省级）成立。省级部门批准。",
    f"{FULL}（一期）投产，一期顺利。",
    f"{FULL}，以下简称云泽园。",
    f"（以下简称“云泽园”）{FULL}成立。",
    f"{FULL}（以下简称“云”）成立，云很白。",
    f"{FULL}（以下简称“{FULL}”）成立。",
    f"{FULL}（以下简称）成立。",
    FULL,
]


def mention(text: str) -> Mention:
    start = text.index(FULL)
    return Mention(Kind.PARK, Span(start, start + len(FULL)), FULL, 0.9, (("parkKind", "chemical-park"),))


@pytest.mark.parametrize(("text", "names"), INTRODUCED)
def test_every_use_is_found(text: str, names: list[str]) -> None:
    found = find_aliases(text, [mention(text)])
    assert [m.name for m in found] == names
    assert [text[m.span.start : m.span.end] for m in found] == names
    expected = (("alias", FULL), ("parkKind", "chemical-park"))
    assert {(m.kind, m.confidence, m.attributes) for m in found} == {(Kind.PARK, 0.9, expected)}


@pytest.mark.parametrize("text", NOT_INTRODUCED)
def test_nothing_is_found(text: str) -> None:
    assert find_aliases(text, [mention(text)]) == ()


def test_a_use_inside_another_name_is_left_out() -> None:
    text = f"{FULL}（简称云泽）毗邻云泽湖。云泽湖公司入驻云泽。"
    lake = Mention(Kind.ENTERPRISE, Span(18, 23), "云泽湖公司")
    assert text[18:23] == "云泽湖公司"
    assert [m.span for m in find_aliases(text, [mention(text), lake])] == [
        Span(9, 11),
        Span(14, 16),
        Span(25, 27),
    ]


@pytest.mark.parametrize(
    ("text", "names", "former"),
    [
        ("甲公司成立于1950年，前身为乙公司，主营化工。", ("甲公司", "乙公司"), {"乙公司": "甲公司"}),
        ("甲公司（原名“乙公司”）落户。", ("甲公司", "乙公司"), {"乙公司": "甲公司"}),
        ("2019年，乙公司正式更名为甲公司。", ("甲公司", "乙公司"), {"乙公司": "甲公司"}),
        (
            "乙公司更名为丙公司。丙公司后来改名为甲公司。",
            ("甲公司", "乙公司", "丙公司"),
            {"丙公司": "甲公司", "乙公司": "甲公司"},
        ),
        ("甲公司与丙公司合并，前身为乙公司。", ("甲公司", "乙公司", "丙公司"), {}),
        ("乙公司更名为甲公司。甲公司更名为乙公司。", ("甲公司", "乙公司"), {}),
        ("甲公司投产。前身为乙公司。", ("甲公司", "乙公司"), {}),
        ("甲公司的前身为一家乡镇企业，乙公司入股。", ("甲公司", "乙公司"), {}),
    ],
)
def test_former_names(text, names, former) -> None:
    enterprises = order(
        Mention(Kind.ENTERPRISE, Span(m.start(), m.end()), name)
        for name in names
        for m in re.finditer(name, text)
    )
    assert find_former_names(text, enterprises) == former
