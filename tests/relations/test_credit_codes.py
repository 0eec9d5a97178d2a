"""Credit codes of enterprises in sentences."""

from __future__ import annotations

import pytest

from parkgraph.model import Document, Kind
from parkgraph.relations import extract
from parkgraph.relations.credit_codes import is_credit_code
from parkgraph.text import clean

GOOD, BAD = "91350100M000100Y43", "91350100M000100Y44"
FIRM, OTHER = "山东恒泽新材料有限公司", "江苏蓝科化工有限公司"

CASES = {
    f"{FIRM}（统一社会信用代码：{GOOD}）在徐圩新区签约。": {FIRM: GOOD},
    f"{FIRM}(统一社会信用代码:{GOOD})签约。": {FIRM: GOOD},
    f"{FIRM}（统一社会信用代码： {GOOD}）签约。": {FIRM: GOOD},
    f"{FIRM}，社会信用代码为{GOOD}，已签约。": {FIRM: GOOD},
    f"企业名称：{FIRM}\n统一社会信用代码：{GOOD}\n": {FIRM: GOOD},
    f"{FIRM}（{GOOD}）签约。": {FIRM: GOOD},
    f"{FIRM}签约。{FIRM}（{GOOD}）落户。": {FIRM: GOOD},
    f"{FIRM}（{GOOD}）、{OTHER}签约。": {FIRM: GOOD, OTHER: ""},
    f"{OTHER}、{FIRM}（{GOOD}）签约。": {FIRM: GOOD, OTHER: ""},
    f"{FIRM}（信用代码：{BAD}）签约。": {FIRM: BAD},
    f"{FIRM}（{BAD}）签约。": {FIRM: ""},
    f"{FIRM}（{GOOD[:-1]}）签约。": {FIRM: ""},
    f"{FIRM}（{GOOD}9）签约。": {FIRM: ""},
    f"{FIRM}（统一社会信用代码：{GOOD}9）签约。": {FIRM: ""},
    f"{FIRM}（信用代码：{GOOD.lower()}）签约。": {FIRM: ""},
    f"{FIRM}签约，代码{GOOD}。": {FIRM: ""},
    f"统一社会信用代码：{GOOD}，{FIRM}签约。": {FIRM: ""},
    f"{FIRM}注册资本{'1' * 18}元。": {FIRM: ""},
    f"徐圩新区（{GOOD}）招商。": {},
}


@pytest.mark.parametrize(("text", "expected"), CASES.items())
def test_a_code_is_that_of_the_name_before_it(text: str, expected: dict[str, str]) -> None:
    entities = extract(clean(Document("0" * 16, "test", text))).entities
    found = {e.name: dict(e.attributes).get("creditCode", "") for e in entities if e.kind is Kind.ENTERPRISE}
    assert found == expected
    assert not any("creditCode" in dict(e.attributes) for e in entities if e.kind is not Kind.ENTERPRISE)


@pytest.mark.parametrize(
    ("code", "right"),
    [
        (GOOD, True),
        ("91110000100000059X", False),
        (BAD, False),
        ("19350100M000100Y43", False),
        (GOOD[:-1], False),
        (GOOD + "3", False),
        (GOOD.lower(), False),
        (GOOD.replace("M", "I"), False),
        ("９" + GOOD[1:], False),
        ("", False),
    ],
)
def test_the_last_character_checks_the_others(code: str, right: bool) -> None:
    assert is_credit_code(code) is right


@pytest.mark.parametrize("place", range(17))
def test_any_other_character_makes_a_code_wrong(place: int) -> None:
    other = "2" if GOOD[place] != "2" else "3"
    assert not is_credit_code(GOOD[:place] + other + GOOD[place + 1 :])
