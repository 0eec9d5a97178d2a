"""What holds of the facts of any text at all."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parkgraph.model import Document, Evidence, Facts, Kind, Status
from parkgraph.relations import extract
from parkgraph.text import clean

PIECES = [
    *"的了在由与和及等将已拟，。、；：“”（）《》\n\t 0123456789年月日%.-/—",
    *("园区", "开发区", "高新区", "新区", "化工园", "产业园", "徐圩新区", "铜陵经开区", "桐山经济开发区"),
    *(
        "项目",
        "工程",
        "一期",
        "二期",
        "该项目",
        "重点项目",
        "年产5万吨",
        "环氧丙烷",
        "聚酯薄膜",
        "盛泽",
        "蓝科化工",
    ),
    *(
        "万华化学",
        "山东恒泽新材料有限公司",
        "企业",
        "集团",
        "管委会",
        "人民政府",
        "连云港市",
        "安徽省",
        "全市",
    ),
    *("签约", "开工", "投产", "竣工", "洽谈", "落户", "入驻", "引进", "计划", "力争", "预计", "尚未", "终止"),
    *("总投资", "亿元", "万元", "亩", "家", "个", "同比增长", "工业总产值", "达到", "突破", "去年", "今年"),
    *(
        "印发",
        "出台",
        "办法",
        "规划",
        "《管理办法》",
        "以下简称",
        "又称",
        "单位：亿元",
        "序号",
        "项目名称\t总投资",
    ),
    *("ABS", "GW", "km²", "Ⅱ", "①", "園區", "\u3000", "�", "𠮷", "<b>", "&nbsp;"),
]

TEXTS = st.lists(st.sampled_from(PIECES), max_size=80).map(lambda pieces: "".join(pieces)[:400])
QUICK = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def facts_of(text: str) -> Facts:
    return extract(clean(Document("0" * 16, "test", text)))


def evidence_of(facts: Facts) -> list[tuple[Evidence, ...]]:
    stated = (*facts.entities, *facts.claims, *facts.metrics, *facts.entries)
    return [thing.evidence for thing in stated]


@QUICK
@given(TEXTS)
def test_evidence_lies_in_the_text_in_order(text: str) -> None:
    for evidence in evidence_of(facts_of(text)):
        assert evidence
        assert list(evidence) == sorted(set(evidence))
        for piece in evidence:
            assert 0 <= piece.start < piece.end <= len(text)
            assert piece.exact
            assert piece.sentence


@QUICK
@given(TEXTS)
def test_the_same_text_has_the_same_facts(text: str) -> None:
    assert facts_of(text) == facts_of(text)


@QUICK
@given(TEXTS)
def test_whatever_is_said_is_of_entities_that_exist(text: str) -> None:
    facts = facts_of(text)
    kinds = {entity.key: entity.kind for entity in facts.entities}
    assert len(kinds) == len(facts.entities)
    for claim in facts.claims:
        assert claim.subject in kinds
        assert claim.literal or claim.object in kinds
        assert 0 <= claim.confidence <= 1
        if claim.predicate in ("status", "stage"):
            assert claim.object in set(Status)
        if claim.predicate == "locatedInPark":
            assert (kinds[claim.subject], kinds[claim.object]) == (Kind.PROJECT, Kind.PARK)
        if claim.predicate == "undertakenBy":
            assert (kinds[claim.subject], kinds[claim.object]) == (Kind.PROJECT, Kind.ENTERPRISE)
    for metric in facts.metrics:
        assert metric.subject in kinds
        assert metric.label
    for entry in facts.entries:
        assert (kinds[entry.enterprise], kinds[entry.park]) == (Kind.ENTERPRISE, Kind.PARK)
        assert entry.project is None or kinds[entry.project] is Kind.PROJECT


@QUICK
@given(TEXTS)
def test_a_property_with_one_value_has_one(text: str) -> None:
    single = [
        (claim.subject, claim.predicate)
        for claim in facts_of(text).claims
        if claim.predicate in ("status", "totalInvestment", "locatedInPark", "appliesTo")
    ]
    assert len(single) == len(set(single))
    entries = [(entry.enterprise, entry.park) for entry in facts_of(text).entries]
    assert len(entries) == len(set(entries))


def test_an_empty_text_states_nothing() -> None:
    facts = facts_of("")
    assert (facts.entities, facts.claims, facts.metrics, facts.entries) == ((), (), (), ())
