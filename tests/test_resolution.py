"""Which things of different documents are one, and their IRIs."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parkgraph.model import Claim, Document, Entity, Facts, Kind
from parkgraph.relations import extract
from parkgraph.resolution import Resolution, make_slug, resolve
from parkgraph.text import clean

IRI = re.compile(r"https://w3id\.org/parkgraph/id/[a-z]+/[a-z0-9-]+")


def facts(document: str, *entities: Entity, claims: tuple[Claim, ...] = ()) -> Facts:
    return Facts(Document(document, f"{document}.txt", ""), entities, claims)


def entity(kind: Kind, name: str, *others: str, **attributes: str) -> Entity:
    return Entity(f"{kind.value}:{name}", kind, name, others, tuple(sorted(attributes.items())))


def park(name: str, *others: str, **attributes: str) -> Entity:
    return entity(Kind.PARK, name, *others, **attributes)


def enterprise(name: str, *others: str) -> Entity:
    return entity(Kind.ENTERPRISE, name, *others)


def project(name: str) -> Entity:
    return entity(Kind.PROJECT, name)


def policy(name: str) -> Entity:
    return entity(Kind.POLICY, name)


def iris(one: Facts | Entity, other: Facts | Entity) -> tuple[str, str]:
    """The IRIs of the first entities of two documents."""
    first = one if isinstance(one, Facts) else facts("a", one)
    second = other if isinstance(other, Facts) else facts("b", other)
    resolution = resolve([first, second])
    return resolution.iri("a", first.entities[0].key), resolution.iri("b", second.entities[0].key)


ONE = [
    (park("连云港经济技术开发区"), park("连云港经开区")),
    (park("苏州工业园区"), park("苏州工业园区")),
    (park("赣州高新技术产业开发区"), park("赣州高新区")),
    (park("岳西经济开发区"), park("岳西县经济开发区")),
    (park("桐城市经济开发区"), park("桐城经济技术开发区")),
    (park("安庆市桐城市经开区"), park("桐城经济开发区")),
    (park("通州区经济开发区", placeCode="320612"), park("南通市通州区经济开发区")),
    (park("云泽园", "铜陵经开区"), park("铜陵经济技术开发区")),
    (park("化工园区", placeCode="320700"), park("化工园区", placeCode="320700")),
    (enterprise("中国石化"), enterprise("中国石油化工集团有限公司")),
    (enterprise("中国化工集团"), enterprise("中国中化控股有限责任公司")),
    (enterprise("万华化学"), enterprise("万华化学集团股份有限公司")),
    (enterprise("万华化学集团"), enterprise("万华化学（集团）股份有限公司")),
    (enterprise("比亚迪"), enterprise("比亚迪股份有限公司")),
    (enterprise("山东恒泽新材料有限公司"), enterprise("山东恒泽新材料有限公司")),
    (enterprise("盛和科技（盐城）有限公司"), enterprise("盛和科技(盐城)有限公司")),
    (enterprise("蓝科化工"), enterprise("蓝科化工")),
    (entity(Kind.PLACE, "连云港市", code="320700"), entity(Kind.PLACE, "连云港", code="320700")),
    (entity(Kind.AGENCY, "徐圩新区管委会"), entity(Kind.AGENCY, "徐圩新区管委会")),
    (policy("安徽省化工园区建设标准和认定管理办法"), policy("安徽省化工园区建设标准和认定管理办法")),
]

TWO = [
    (park("化工园区"), park("化工园区")),
    (park("化工园区", placeCode="320700"), park("化工园区", placeCode="320800")),
    (park("连云港经济技术开发区"), park("连云港高新技术产业开发区")),
    (park("铜陵经开区"), park("铜陵高新区")),
    (park("铜陵经开区"), park("铜陵经开区东部园区")),
    (park("大同区经济技术开发区"), park("大同经济技术开发区")),
    (park("桐城市经济开发区"), park("桐城高新区")),
    (enterprise("万华化学"), enterprise("万华化学（宁波）有限公司")),
    (enterprise("恒力石化"), enterprise("恒力石化集团有限公司")),
    (enterprise("万华化学"), enterprise("万华化学股份合作社")),
    (enterprise("中国石化"), enterprise("中国石化股份有限公司")),
    (enterprise("蓝科"), enterprise("蓝科")),
    (enterprise("蓝科化工"), enterprise("蓝科科技")),
    (enterprise("山东恒泽新材料有限公司"), enterprise("江苏恒泽新材料有限公司")),
    (entity(Kind.PLACE, "鼓楼区", code="320106"), entity(Kind.PLACE, "鼓楼区", code="320302")),
    (entity(Kind.PLACE, "青石镇"), entity(Kind.PLACE, "青石镇")),
    (project("聚酯薄膜项目"), project("聚酯薄膜项目")),
    (policy("实施方案"), policy("实施方案")),
    (park("徐圩新区"), enterprise("徐圩新区")),
]


@pytest.mark.parametrize(("one", "other"), ONE)
def test_two_names_of_one_thing(one: Entity, other: Entity) -> None:
    first, second = iris(one, other)
    assert first == second


@pytest.mark.parametrize(("one", "other"), TWO)
def test_one_name_that_could_be_two_things(one: Entity, other: Entity) -> None:
    first, second = iris(one, other)
    assert first != second


def located(document: str, name: str, where: str) -> Facts:
    made, zone = project(name), park(where)
    return facts(document, made, zone, claims=(Claim(made.key, "locatedInPark", zone.key),))


def undertaken(document: str, name: str, builder: str) -> Facts:
    made, company = project(name), enterprise(builder)
    return facts(document, made, company, claims=(Claim(made.key, "undertakenBy", company.key),))


def scoped(document: str, title: str, zone: str) -> Facts:
    made, where = policy(title), park(zone)
    return facts(document, made, where, claims=(Claim(made.key, "appliesTo", where.key),))


def test_a_project_is_one_within_its_park() -> None:
    one, other = iris(
        located("a", "聚酯薄膜项目", "铜陵经开区"), located("b", "聚酯薄膜", "铜陵经济技术开发区")
    )
    assert one == other
    one, other = iris(located("a", "聚酯薄膜项目", "铜陵经开区"), located("b", "聚酯薄膜项目", "徐圩新区"))
    assert one != other


def test_a_project_is_one_with_its_investor() -> None:
    one, other = iris(
        undertaken("a", "聚酯薄膜项目", "万华化学"), undertaken("b", "聚酯薄膜项目", "万华化学")
    )
    assert one == other
    one, other = iris(
        undertaken("a", "聚酯薄膜项目", "万华化学"), undertaken("b", "聚酯薄膜项目", "鲁西化工")
    )
    assert one != other


def test_a_policy_is_one_within_what_it_applies_to() -> None:
    one, other = iris(scoped("a", "管理办法", "铜陵经开区"), scoped("b", "管理办法", "铜陵经济技术开发区"))
    assert one == other
    one, other = iris(scoped("a", "管理办法", "铜陵经开区"), scoped("b", "管理办法", "徐圩新区"))
    assert one != other


def test_the_canonical_name_is_the_directory_one() -> None:
    resolution = resolve([facts("a", park("连云港经开区")), facts("b", park("连云港经济开发区"))])
    iri = resolution.iri("a", "park:连云港经开区")
    assert resolution.name(iri) == "连云港经济技术开发区"
    assert resolution.other_names(iri) == ("连云港经开区", "连云港经济开发区")


def test_the_canonical_name_else_is_the_most_used_then_the_longest() -> None:
    names = ["岳西经济开发区", "岳西县经济开发区", "岳西经济开发区"]
    resolution = resolve([facts(str(n), park(name)) for n, name in enumerate(names)])
    assert set(resolution.names.values()) == {"岳西经济开发区"}
    resolution = resolve([facts(str(n), park(name)) for n, name in enumerate(names[:2])])
    assert set(resolution.names.values()) == {"岳西县经济开发区"}


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (("中国化工集团",), "中国中化控股有限责任公司"),
        (("中国化工集团", "中国中化", "中国化工集团"), "中国中化控股有限责任公司"),
        (("中国石化",), "中国石油化工集团有限公司"),
        (("中化国际",), "中化国际"),
        (("万华化学", "万华化学集团股份有限公司", "万华化学"), "万华化学"),
        (("比亚迪股份有限公司",), "比亚迪股份有限公司"),
        (("蓝科化工",), "蓝科化工"),
    ],
)
def test_a_central_group_has_its_name_of_the_list_and_others_that_of_the_text(written, shown) -> None:
    resolution = resolve([facts(str(n), enterprise(name)) for n, name in enumerate(written)])
    assert list(resolution.names.values()) == [shown]
    assert list(resolution.others.values()) == [tuple(sorted({*written} - {shown}))]


def test_the_attributes_of_all_documents_are_kept() -> None:
    resolution = resolve(
        [
            facts("a", park("岳西经济开发区", parkKind="economic-development-zone")),
            facts("b", park("岳西经济开发区", parkLevel="provincial")),
        ]
    )
    iri = resolution.iri("a", "park:岳西经济开发区")
    assert resolution.attributes(iri) == (
        ("parkKind", "economic-development-zone"),
        ("parkLevel", "provincial"),
    )


def test_the_iri_is_the_same_whichever_names_the_documents_use() -> None:
    alone = {
        resolve([facts("a", park(name))]).iri("a", f"park:{name}")
        for name in ("铜陵经开区", "铜陵经济技术开发区")
    }
    assert len(alone) == 1


def test_no_documents_give_nothing() -> None:
    assert resolve([]) == Resolution({}, {}, {}, {})


def test_a_reference_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(KeyError):
        resolve([facts("a", park("铜陵经开区"))]).iri("a", "park:徐圩新区")


@pytest.mark.parametrize(
    ("kind", "key", "name", "slug"),
    [
        (Kind.PLACE, "320700", "连云港市", r"320700"),
        (Kind.PARK, "徐圩新区", "徐圩新区", r"xu-wei-xin-qu-[0-9a-f]{8}"),
        (Kind.PROJECT, "PTA@a", "120万吨/年 PTA", r"120-wan-dun-nian-pta-[0-9a-f]{8}"),
        (Kind.PROJECT, "㎡@a", "※→", r"[0-9a-f]{8}"),
        (Kind.POLICY, "长", "长" * 80, r"(?:chang|zhang)(?:-(?:chang|zhang))*-[0-9a-f]{8}"),
    ],
)
def test_slug(kind: Kind, key: str, name: str, slug: str) -> None:
    made = make_slug((kind, key), name)
    assert re.fullmatch(slug, made), made
    assert len(made) <= 69


NAMES = st.text(alphabet="徐圩新区铜陵经开化工园盛泽项目（）“”·-—/ ABc19０Ⅱ㎡𠮷é", min_size=1, max_size=12)
ENTITIES = st.builds(entity, st.sampled_from([kind for kind in Kind if kind is not Kind.INDUSTRY]), NAMES)
DOCUMENTS = st.lists(st.lists(ENTITIES, max_size=4, unique_by=lambda e: e.key), max_size=4)


@settings(deadline=None)
@given(DOCUMENTS)
def test_every_iri_is_plain(documents: list[list[Entity]]) -> None:
    given_facts = [facts(f"d{n}", *entities) for n, entities in enumerate(documents)]
    resolution = resolve(given_facts)
    for document in given_facts:
        for thing in document.entities:
            iri = resolution.iri(document.document.identifier, thing.key)
            assert IRI.fullmatch(iri), iri
            assert iri.split("/")[-2] == thing.kind.value
            assert thing.name in (resolution.name(iri), *resolution.other_names(iri))
            assert resolution.name(iri) not in resolution.other_names(iri)


@settings(deadline=None)
@given(DOCUMENTS, st.randoms(use_true_random=False))
def test_the_order_of_documents_does_not_matter(documents: list[list[Entity]], random) -> None:
    given_facts = [facts(f"d{n}", *entities) for n, entities in enumerate(documents)]
    shuffled = list(given_facts)
    random.shuffle(shuffled)
    assert resolve(shuffled) == resolve(given_facts)


TEXTS = [
    "铜陵经开区新签约项目14个，万华化学年产5万吨环氧树脂项目开工建设，总投资12亿元。",
    "铜陵经济技术开发区出台《支持新材料产业发展若干政策》，万华化学集团股份有限公司受益。",
    "万华化学环氧树脂项目在徐圩新区签约。连云港市全市开工项目120个。",
]


def test_real_facts_in_every_order() -> None:
    documents = [extract(clean(Document(f"{n:016x}", "test", text))) for n, text in enumerate(TEXTS)]
    first, *others = [resolve(order) for order in itertools.permutations(documents)]
    assert all(other == first for other in others)
    assert first.iri(f"{0:016x}", "park:铜陵经开区") == first.iri(f"{1:016x}", "park:铜陵经济技术开发区")
    assert first.name(first.iri(f"{0:016x}", "park:铜陵经开区")) == "铜陵经济技术开发区"
