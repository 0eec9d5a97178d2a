"""Which of several claimed values of one property is asserted, in any order of the claims."""

import datetime as dt
from itertools import permutations

import pytest

from parkgraph.corpus.choices import StageTold, choose_objects, current_status
from parkgraph.model import Claim, Document, Entity, Facts, Kind, Modality, Period, Status

PROJECT, POLICY = "project:恒远电池项目", "policy:滨溪办法"


class Names:
    def iri(self, document_identifier, key):
        return f"iri:{key}"


def stage(words):
    """A stage of words such as ``signed 2021`` or ``completed 2023 planned``."""
    status, when, *modality = words.split()
    day = dt.date(int(when), 1, 1) if when != "-" else dt.date.min
    return StageTold(Status(status), Modality(*modality or ["actual"]), day)


@pytest.mark.parametrize(
    ("told", "status"),
    [
        (["signed 2021"], "signed"),
        (["signed 2021", "underConstruction 2022"], "underConstruction"),
        (["signed 2023", "underConstruction 2022"], "underConstruction"),
        (["signed 2021", "inProduction 2023 planned"], "signed"),
        (["completed 2023 planned", "preparing 2022 planned"], "preparing"),
        (["terminated 2022 planned", "signed 2023 planned"], "signed"),
        (["terminated 2022 planned", "signed 2021"], "signed"),
        (["underConstruction 2020", "terminated 2021"], "terminated"),
        (["inProduction 2021", "terminated 2021"], "terminated"),
        (["terminated 2021", "preparing 2022"], "preparing"),
        (["completed 2020", "terminated 2021", "preparing 2022"], "preparing"),
        (["completed 2020", "terminated 2021", "preparing 2022", "signed 2023"], "preparing"),
        (["terminated 2021", "signed 2022", "terminated 2023"], "terminated"),
        (["terminated 2021", "inProduction 2023 planned"], "terminated"),
        (["terminated -", "signed -"], "terminated"),
        (["terminated -", "signed 2021"], "signed"),
        (["terminated 2021", "signed -"], "terminated"),
    ],
)  # fmt: skip
def test_where_a_project_stands(told, status):
    assert {current_status(order) for order in permutations([stage(words) for words in told])} == {status}


def facts(identifier, *said, published=None):
    day = dt.date.fromisoformat(published) if published else None
    claims = tuple(one for one in said if isinstance(one, Claim))
    entities = tuple(one for one in said if isinstance(one, Entity))
    return Facts(Document(identifier, f"{identifier}.txt", "", published=day), entities, claims)


def claim(subject, predicate, value, **changes):
    return Claim(subject, predicate, value, True, **changes)


def chosen(*corpus):
    """The choices by key and predicate, alike in every order of the documents."""
    found = [choose_objects(order, Names()) for order in permutations(corpus)]
    assert all(one == found[0] for one in found)
    return {
        (subject.removeprefix("iri:"), predicate): value for (subject, predicate), value in found[0].items()
    }


def status(value, end=None, **changes):
    period = Period(dt.date(2000, 1, 1), dt.date.fromisoformat(end)) if end else None
    return claim(PROJECT, "status", value, period=period, **changes)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        # told later than the end: taken up again
        (facts("a", status("terminated"), published="2021-05-01"),
         facts("b", status("signed"), published="2022-05-01"), "signed"),
        (facts("a", status("terminated"), published="2022-05-01"),
         facts("b", status("signed"), published="2021-05-01"), "terminated"),
        (facts("a", status("terminated"), published="2021-05-01"),
         facts("b", status("signed", "2020-06-30"), published="2022-05-01"), "signed"),
        (facts("a", status("terminated", "2021-05-01")),
         facts("b", status("signed", "2021-05-02")), "signed"),
        (facts("a", status("terminated", "2021-05-01")),
         facts("b", status("signed", "2021-05-01")), "terminated"),
        (facts("a", status("terminated", confidence=0.4), published="2023-05-01"),
         facts("b", status("signed"), published="2022-05-01"), "signed"),
        (facts("a", status("completed", modality=Modality.PLANNED), published="2023-05-01"),
         facts("b", status("signed"), published="2022-05-01"), "signed"),
    ],
)  # fmt: skip
def test_the_status_over_documents(first, second, expected):
    assert chosen(first, second) == {(PROJECT, "status"): expected}


def price(value, **changes):
    return claim(PROJECT, "totalInvestment", value, **changes)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (facts("a", price("20", confidence=0.9)), facts("b", price("35", confidence=0.8)), "20"),
        (facts("a", price("20"), published="2022-01-01"),
         facts("b", price("35"), published="2021-01-01"), "20"),
        (facts("a", price("20"), published="2021-01-01"), facts("b", price("35")), "20"),
        (facts("a", price("9")), facts("b", price("35")), "35"),
        (facts("a", price("20", confidence=0.5)), facts("b", price("35", confidence=0.49)), "20"),
    ],
)  # fmt: skip
def test_of_prices_the_surest_then_the_latest_then_the_greatest_counts(first, second, expected):
    assert chosen(first, second) == {(PROJECT, "totalInvestment"): expected}


def test_each_property_of_each_thing_is_chosen_by_itself():
    corpus = (
        facts("a", price("20"), claim(POLICY, "documentNumber", "滨政发〔2021〕3号", confidence=0.7)),
        facts("b", claim(POLICY, "documentNumber", "滨政发〔2021〕8号", confidence=0.6)),
        facts("c", claim(POLICY, "issueDate", "2021-03-01"), claim("project:乙", "totalInvestment", "1")),
    )
    assert chosen(*corpus) == {
        (PROJECT, "totalInvestment"): "20",
        ("project:乙", "totalInvestment"): "1",
        (POLICY, "documentNumber"): "滨政发〔2021〕3号",
        (POLICY, "issueDate"): "2021-03-01",
    }


@pytest.mark.parametrize(
    "said",
    [
        price("20", confidence=0.49),
        claim(PROJECT, "stage", "signed"),
        claim(PROJECT, "industry", "化工"),
        Claim(PROJECT, "locatedInPark", "park:b"),
        Claim(PROJECT, "status", "project:b"),
    ],
)
def test_what_is_unsure_or_may_have_several_values_is_not_chosen(said):
    assert chosen(facts("a", said)) == {}


def test_a_thing_is_as_sure_as_its_surest_document():
    sure = Entity(PROJECT, Kind.PROJECT, "恒远电池项目", confidence=0.9)
    unsure = Entity(PROJECT, Kind.PROJECT, "恒远电池项目", confidence=0.3)
    assert chosen(facts("a", unsure), facts("b", sure)) == {(PROJECT, "confidence"): "0.9"}
