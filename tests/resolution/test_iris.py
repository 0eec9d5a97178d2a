"""The IRIs of things when documents are added, the names they are shown by, and any order of documents."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parkgraph.model import Kind, Verdict
from parkgraph.resolution import Override, resolve
from parkgraph.resolution.identity import iri_of

FULL, SHORT = "江苏恒泽新材料有限公司", "恒泽新材料"


def first_iris(resolution, corpus) -> list[str]:
    return [resolution.iri(facts.document.identifier, facts.entities[0].key) for facts in corpus]


@pytest.mark.parametrize(
    ("kind", "lines"),
    [
        (Kind.ENTERPRISE, ("2021-05-06 恒泽新材料", "2022-05-06 江苏恒泽新材料有限公司")),
        (Kind.ENTERPRISE, ("2021-05-06 江苏恒泽新材料有限公司", "2022-05-06 恒泽新材料")),
        (Kind.ENTERPRISE, ("2021-05-06 恒泽新材料", "江苏恒泽新材料有限公司")),
        (Kind.ENTERPRISE, ("中国石化", "2021-05-06 中国石油化工集团有限公司")),
        (Kind.PARK, ("2021-05-06 320723 沿海工业园", "2022-05-06 320723 灌云县沿海工业园")),
        (Kind.PROJECT, ("2021-05-06 聚酯薄膜项目 @徐圩新区", "2022-05-06 年产5万吨聚酯薄膜项目 @徐圩新区")),
        (
            Kind.POLICY,
            ("2021-05-06 320723 支持产业若干政策", "2022-05-06 320723 灌云县支持产业若干政策"),
        ),
    ],
)
def test_a_thing_keeps_its_iri_when_a_later_document_names_it(kind, lines, read) -> None:
    corpus = read(kind, lines)
    [before] = first_iris(resolve(corpus[:1]), corpus[:1])
    assert first_iris(resolve(corpus), corpus) == [before, before]


def test_the_iri_of_the_later_name_leads_to_that_of_the_earlier(read) -> None:
    corpus = read(Kind.ENTERPRISE, ("2022-05-06 恒泽新材料", "2021-05-06 江苏恒泽新材料有限公司"))
    [before] = first_iris(resolve(corpus[:1]), corpus[:1])
    resolution = resolve(corpus)
    after = iri_of((Kind.ENTERPRISE, FULL))
    assert first_iris(resolution, corpus) == [after, after]
    assert resolution.replaced == {before: after}
    assert resolution.names == {after: FULL}
    assert resolution.others == {after: (SHORT,)}


def test_the_name_of_a_public_list_bears_the_iri_whenever_it_is_found(read) -> None:
    corpus = read(Kind.PARK, ("2021-05-06 金鸡湖工业园 #320500", "2022-05-06 苏州工业园区 #320500"))
    override = Override(Kind.PARK, "金鸡湖工业园", "苏州工业园区", Verdict.SAME)
    [old], [new] = (first_iris(resolve([facts]), [facts]) for facts in corpus)
    resolution = resolve(corpus, [override])
    assert first_iris(resolution, corpus) == [new, new]
    assert (resolution.replaced, new) == ({old: new}, iri_of((Kind.PARK, "苏州工业园区")))


def test_things_that_stay_apart_replace_nothing(read) -> None:
    corpus = read(Kind.ENTERPRISE, (FULL, "山东恒泽新材料有限公司"))
    assert resolve(corpus).replaced == {}
    assert len(set(first_iris(resolve(corpus), corpus))) == 2


def test_what_joins_one_company_leaves_it_when_another_fits_too(read) -> None:
    corpus = read(Kind.ENTERPRISE, (SHORT, FULL, "山东恒泽新材料有限公司"))
    joined = resolve(corpus[:2])
    assert len(set(first_iris(joined, corpus[:2]))) == 1
    parted = resolve(corpus)
    assert len(set(first_iris(parted, corpus))) == 3
    assert parted.replaced == {}


def test_a_name_leads_to_its_thing(read) -> None:
    resolution = resolve(read(Kind.ENTERPRISE, (f"2021-05-06 {SHORT}＝恒泽", f"2022-05-06 {FULL}")))
    [iri] = resolution.names
    assert resolution.named(Kind.ENTERPRISE, FULL) == resolution.profile_iri(Kind.ENTERPRISE, FULL) == iri
    group = resolution.named(Kind.ENTERPRISE, "中国石化")
    assert group == iri_of((Kind.ENTERPRISE, "中国石油化工集团有限公司"))
    assert group not in resolution.names


def test_a_judgement_has_the_names_of_the_documents_and_the_lesser_key_first(read) -> None:
    [judged] = resolve(read(Kind.ENTERPRISE, ("中国石油", "中国石化"))).judgements
    assert (judged.first_name, judged.second_name) == ("中国石化", "中国石油")
    assert (judged.first, judged.second) == ("中国石油化工集团有限公司", "中国石油天然气集团有限公司")
    assert (judged.kind, judged.verdict, judged.score) == (Kind.ENTERPRISE, Verdict.DIFFERENT, 0.99)


PLACES = st.sampled_from(["", "", "江苏", "山东", "连云港", "灌云县"])
ENTERPRISES = st.builds(
    "{}{}{}{}".format,
    PLACES,
    st.sampled_from(["恒泽", "恒泽", "恒择", "蓝科"]),
    st.sampled_from(["", "新材料", "化工"]),
    st.sampled_from(["", "有限公司", "（大连）有限公司", "集团有限公司", "股份有限公司", "集团"]),
)
PARKS = st.builds("{}{}{}".format, PLACES, st.sampled_from(["沿海", "化工", "云泽"]), st.just("工业园"))
PROJECTS = st.builds(
    "{}{}{}项目".format,
    st.sampled_from(["", "年产5万吨", "年产10万吨"]),
    st.sampled_from(["", "聚酯薄膜", "高端聚酯薄膜材料", "环氧树脂"]),
    st.sampled_from(["", "一期", "二期", "扩建"]),
)
POLICIES = st.builds(
    "{}{}{}".format,
    PLACES,
    st.sampled_from(["支持新材料产业若干政策", "新材料产业若干政策"]),
    st.sampled_from(["", "（2021年）", "（2022年）", "（试行）"]),
)
HOMES = st.sampled_from(["", "320700 ", "320723 ", "2021-05-06 340700 "])


def lines_of(names: st.SearchStrategy[str], *signs: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    parts = (st.one_of(st.just(""), sign) for sign in signs)
    return st.builds(lambda home, name, *tied: f"{home}{name}{''.join(tied)}", HOMES, names, *parts)


IN_PARK = st.sampled_from([" @徐圩新区", " @沿海工业园"])
BY_FIRM = st.sampled_from([" +恒泽新材料", " +江苏恒泽新材料有限公司"])
LINES = st.one_of(
    st.tuples(st.just(kind), st.lists(lines, min_size=2, max_size=5))
    for kind, lines in {
        Kind.ENTERPRISE: lines_of(ENTERPRISES, IN_PARK),
        Kind.PARK: lines_of(PARKS),
        Kind.PROJECT: lines_of(PROJECTS, IN_PARK, BY_FIRM),
        Kind.POLICY: lines_of(POLICIES, IN_PARK),
    }.items()
)


@settings(deadline=None, max_examples=150)
@given(LINES, st.randoms(use_true_random=False))
def test_names_that_are_alike_are_judged_the_same_in_any_order(read, told, random) -> None:
    corpus = read(*told)
    resolution = resolve(corpus)
    shuffled = list(corpus)
    random.shuffle(shuffled)
    assert resolve(shuffled) == resolution
    things = set(resolution.names)
    assert set(resolution.iris.values()) == things
    assert not set(resolution.replaced) & things
    assert set(resolution.replaced.values()) <= things
    assert set(resolution.parents) | set(resolution.parents.values()) <= things
    assert all(child != parent for child, parent in resolution.parents.items())
    for judged in resolution.judgements:
        one, other = (resolution.profile_iri(judged.kind, key) for key in (judged.first, judged.second))
        assert (judged.verdict, one == other) not in {(Verdict.SAME, False), (Verdict.DIFFERENT, True)}


def test_a_corpus_of_all_kinds_in_every_order(read) -> None:
    lines = [
        "320723 聚酯薄膜项目 @沿海工业园 +恒泽新材料",
        "320723 2021-05-06 年产5万吨聚酯薄膜项目 @灌云县沿海工业园 +江苏恒泽新材料有限公司",
        "320723 恒泽新材料项目 @灌云县沿海工业园 +江苏恒泽新材料有限公司",
        "山东恒泽新材料聚酯薄膜项目 @徐圩新区 +山东恒泽新材料有限公司",
    ]
    corpus = read(Kind.PROJECT, lines)
    first, *others = [resolve(order) for order in itertools.permutations(corpus)]
    assert all(other == first for other in others)
    names = [[first.name(first.iri(f.document.identifier, e.key)) for e in f.entities] for f in corpus]
    one = ["年产5万吨聚酯薄膜项目", "灌云县沿海工业园", "江苏恒泽新材料有限公司"]
    assert names == [one, one, one, ["山东恒泽新材料聚酯薄膜项目", "徐圩新区", "山东恒泽新材料有限公司"]]
