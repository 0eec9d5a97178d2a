"""What the documents tell of things they call by one identity key."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from parkgraph.model import (
    Claim,
    Document,
    Entity,
    Entry,
    EntryMode,
    Facts,
    Kind,
    Metric,
    Quantity,
    Span,
)
from parkgraph.resolution import identify
from parkgraph.resolution.profiles import Profile, collect_profiles


def thing(kind: Kind, name: str, *others: str, **attributes: str) -> Entity:
    return Entity(f"{kind}:{name}", kind, name, others, tuple(sorted(attributes.items())))


def told(identifier: str, *entities: Entity, published: dt.date | None = None, **facts) -> Facts:
    return Facts(Document(identifier, "a.txt", "", published=published), entities, **facts)


def profile_of(corpus: list[Facts], entity: Entity) -> Profile:
    identities = {
        (facts.document.identifier, key): identity
        for facts in corpus
        for key, identity in identify(facts).items()
    }
    identity = next(identities[f.document.identifier, entity.key] for f in corpus if entity in f.entities)
    return collect_profiles(corpus, identities)[identity]


def facets_of(facts: Facts, entity: Entity) -> dict[str, list[str]]:
    return {name: sorted(values) for name, values in profile_of([facts], entity).facets.items() if values}


PARK, OTHER = thing(Kind.PARK, "苏州工业园区"), thing(Kind.PARK, "铜陵经济技术开发区")
FIRM = thing(Kind.ENTERPRISE, "江苏恒泽新材料有限公司")
PROJECT = thing(Kind.PROJECT, "高端聚酯薄膜项目")
POLICY = thing(Kind.POLICY, "支持产业若干政策措施")
PLACE = thing(Kind.PLACE, "连云港市", code="320700")
PARKS = tuple(thing(Kind.PARK, name) for name in ("云泽化工园区", "天泽工业园"))


def test_names_are_counted_and_those_used_most_come_first() -> None:
    short = thing(Kind.PARK, "铜陵经开区")
    long = thing(Kind.PARK, "铜陵经济技术开发区", "铜陵经开区", "铜陵市经开区")
    corpus = [told("c", short), told("b", long), told("a", short)]
    profile = profile_of(corpus, short)
    assert profile == profile_of(corpus[::-1], short)
    assert profile.names == ("铜陵经开区", "铜陵经济技术开发区", "铜陵市经开区")
    assert (profile.name, profile.documents) == ("铜陵经开区", ("a", "b", "c"))


def test_of_names_used_alike_the_longest_comes_first() -> None:
    entities = thing(Kind.PARK, "铜陵经开区"), thing(Kind.PARK, "铜陵经济技术开发区")
    corpus = [told(f"{n}", entity) for n, entity in enumerate(entities)]
    assert profile_of(corpus, entities[0]).name == "铜陵经济技术开发区"


@pytest.mark.parametrize(
    ("days", "since"),
    [
        ((dt.date(2022, 3, 1), dt.date(2021, 5, 6)), "2021-05-06"),
        ((None, dt.date(2021, 5, 6)), "2021-05-06"),
        ((dt.date(2021, 5, 6), None), "2021-05-06"),
        ((None, None), "9999-12-31"),
    ],
)
def test_a_profile_begins_with_its_first_document(days, since) -> None:
    corpus = [told(f"{n}", FIRM, published=day) for n, day in enumerate(days)]
    assert profile_of(corpus, FIRM).since == since


def test_a_project_has_the_park_and_the_investor_of_its_claims() -> None:
    claims = (
        Claim(PROJECT.key, "locatedInPark", PARK.key),
        Claim(PROJECT.key, "undertakenBy", FIRM.key),
        Claim(PROJECT.key, "totalInvestment", "1200000000", True),
        Claim(PROJECT.key, "status", "signed", True),
    )
    facts = told("a", PROJECT, PARK, FIRM, claims=claims)
    assert facets_of(facts, PROJECT) == {
        "amount": ["1200000000"],
        "beside": ["enterprise 恒泽"],
        "enterprise": ["江苏恒泽新材料有限公司"],
        "park": ["苏州工业园区"],
    }
    assert facets_of(facts, FIRM) == {"beside": ["project 高端聚酯薄膜"], "park": ["苏州工业园区"]}
    assert facets_of(facts, PARK) == {"beside": ["enterprise 恒泽", "project 高端聚酯薄膜"]}


def test_what_is_not_accepted_is_not_known() -> None:
    claims = (
        Claim(PROJECT.key, "locatedInPark", PARK.key, confidence=0.3),
        Claim(PROJECT.key, "undertakenBy", FIRM.key, confidence=0.3),
        Claim(PROJECT.key, "totalInvestment", "1200000000", True, confidence=0.3),
    )
    assert facets_of(told("a", PROJECT, PARK, FIRM, claims=claims), PROJECT) == {
        "beside": ["enterprise 恒泽"]
    }


def test_a_policy_has_its_scope_and_number() -> None:
    numbered = thing(Kind.POLICY, "支持产业若干政策措施", documentNumber="云管发〔2022〕15号")
    claims = (
        Claim(numbered.key, "appliesTo", PARK.key),
        Claim(numbered.key, "documentNumber", "云管办〔2022〕3号", True),
        Claim(numbered.key, "issueDate", "2022-03-01", True),
    )
    assert facets_of(told("a", numbered, PARK, claims=claims), numbered) == {
        "number": ["云管办〔2022〕3号", "云管发〔2022〕15号"],
        "scope": ["苏州工业园区"],
    }


def test_an_entry_tells_the_park_of_an_enterprise() -> None:
    entry = Entry(FIRM.key, OTHER.key, EntryMode.SETTLED)
    assert facets_of(told("a", FIRM, PARK, OTHER, entries=(entry,)), FIRM) == {"park": ["铜陵经济技术开发区"]}


@pytest.mark.parametrize(
    ("parks", "expected"),
    [
        ((), {}),
        ((PARK,), {"park": ["苏州工业园区"]}),
        ((PARK, OTHER), {"park": ["苏州工业园区", "铜陵经济技术开发区"]}),
        ((PARK, OTHER, *PARKS), {}),
    ],
)
def test_an_enterprise_is_in_the_few_parks_of_its_document(parks, expected) -> None:
    assert facets_of(told("a", FIRM, *parks), FIRM) == expected
    assert facets_of(told("a", PROJECT, *parks), PROJECT) == {}


def test_the_first_two_places_of_a_document_are_the_home_of_its_things() -> None:
    facts = told("a", PARK, places=("340700", "320700", "320723"))
    assert facets_of(facts, PARK) == {"home": ["320700", "340700"]}


def test_places_and_codes_come_from_attributes() -> None:
    park = thing(Kind.PARK, "苏州工业园区", placeCode="320700", parkLevel="national")
    firm = thing(Kind.ENTERPRISE, FIRM.name, creditCode="91350100M000100Y43", ownership="private")
    assert facets_of(told("a", park), park) == {"place": ["320700"]}
    assert facets_of(told("a", firm), firm) == {"code": ["91350100M000100Y43"]}


def metric(value: str, unit: str, confidence: float = 1.0) -> Metric:
    quantity = Quantity(Span(0, 1), Decimal(value), unit)
    return Metric(PROJECT.key, "产能", quantity, "", confidence=confidence)


def test_only_what_is_made_in_a_time_is_a_capacity() -> None:
    metrics = (
        metric("5E+4", "tonne/year"),
        metric("300.0", "tonne/day"),
        metric("100", "MW"),
        metric("80", "mu"),
        metric("7", "m3/year", 0.3),
    )
    found = facets_of(told("a", PROJECT, metrics=metrics), PROJECT)
    assert found == {"capacity": ["100 MW", "300 tonne/day", "50000 tonne/year"]}


@pytest.mark.parametrize(
    ("other", "beside"),
    [
        (thing(Kind.ENTERPRISE, "蓝科化工"), ["enterprise 蓝科"]),
        (thing(Kind.PROJECT, "聚酯薄膜项目"), ["project 聚酯薄膜"]),
        (thing(Kind.PROJECT, "薄膜项目"), None),
        (thing(Kind.ENTERPRISE, "中国石化"), None),
        (thing(Kind.ENTERPRISE, "煤矿有限公司"), None),
        (PLACE, None),
        (PARK, None),
    ],
)
def test_what_stands_beside_a_thing_when_it_is_at_home_somewhere(other, beside) -> None:
    facts = told("a", POLICY, other)
    assert facets_of(facts, POLICY) == ({"beside": beside} if beside else {})


def test_the_facets_of_all_documents_are_put_together() -> None:
    corpus = [told("a", FIRM, PARK, places=("320700",)), told("b", FIRM, OTHER, places=("340700",))]
    facets = profile_of(corpus, FIRM).facets
    assert facets == {
        "park": {"苏州工业园区", "铜陵经济技术开发区"},
        "home": {"320700", "340700"},
        "beside": frozenset(),
    }


def test_what_is_not_known_is_nothing() -> None:
    profile = profile_of([told("a", FIRM)], FIRM)
    assert profile.has("park") == profile.has("code") == frozenset()
