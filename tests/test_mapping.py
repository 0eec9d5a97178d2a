"""A document's facts as quads: whole results, compared exactly."""

import datetime as dt
import hashlib
from dataclasses import dataclass, field, replace
from decimal import Decimal

import pytest

from parkgraph.mapping import (
    Membership,
    background_quads,
    choose_objects,
    find_memberships,
    list_quads,
    write_quads,
)
from parkgraph.model import (
    Bound,
    Claim,
    Document,
    Entity,
    Entry,
    EntryMode,
    Evidence,
    Facts,
    Kind,
    Metric,
    Modality,
    Period,
    Quantity,
)
from parkgraph.vocabulary import PREFIXES

RDF_TYPE = PREFIXES["rdf"] + "type"
TEXT = "2021年3月，甲公司签约入驻乙园区，投资12.5亿元建设丙项目。"
SENTENCE = TEXT


@dataclass(frozen=True)
class FakeResolution:
    """IRIs by kind and key; names and attributes as given."""

    names: dict[str, str] = field(default_factory=dict)
    extra: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)

    def iri(self, document_identifier: str, key: str) -> str:
        kind, name = key.split(":", 1)
        return self.named(Kind(kind), name)

    def named(self, kind: Kind, name: str) -> str:
        slug = name if name.isascii() else hashlib.sha256(name.encode()).hexdigest()[:8]
        return PREFIXES[kind.value] + slug

    def name(self, iri: str) -> str:
        return self.names.get(iri, iri.rsplit("/", 1)[1])

    def other_names(self, iri: str) -> tuple[str, ...]:
        return ()

    def attributes(self, iri: str) -> tuple[tuple[str, str], ...]:
        return self.extra.get(iri, ())


def document(text=TEXT, **changes):
    made = Document("0123456789abcdef", "a.txt", text)
    return replace(made, **changes)


def entity(key, **changes):
    kind, name = key.split(":", 1)
    return replace(Entity(key, Kind(kind), name), **changes)


def turtle(quads):
    """N-Triples-like lines with prefixes, sorted; every quad must be in the document's graph."""
    lines = []
    for quad in quads:
        assert quad.graph_name.value == PREFIXES["document"] + "0123456789abcdef"
        line = f"{quad.subject} {quad.predicate} {quad.object}"
        for prefix, namespace in PREFIXES.items():
            line = line.replace(f"<{namespace}", f"<{prefix}:")
        lines.append(line.replace("<", "").replace(">", ""))
    return sorted(lines)


def said(facts, resolution=None, **keywords):
    """The lines of the document's graph but for those about the document itself."""
    lines = turtle(write_quads(facts, resolution or FakeResolution(), **keywords))
    return [line for line in lines if not line.startswith("document:")]


def test_the_document_itself():
    facts = Facts(
        document(
            title="题目",
            published=dt.date(2021, 4, 1),
            publisher="某网",
            byline="记者 某",
            url="http://a.test/1",
        )
    )
    d = "document:0123456789abcdef"
    assert turtle(write_quads(facts, FakeResolution())) == [
        f'{d} dcterms:creator "记者 某"',
        f'{d} dcterms:identifier "0123456789abcdef"',
        f'{d} dcterms:issued "2021-04-01"^^xsd:date',
        f'{d} dcterms:publisher "某网"',
        f'{d} dcterms:source "http://a.test/1"',
        f'{d} dcterms:title "题目"',
        f'{d} pg:characterCount "{len(TEXT)}"^^xsd:nonNegativeInteger',
        f'{d} pg:encoding "utf-8"',
        f"{d} rdf:type pg:Document",
    ]


def test_a_document_that_states_nothing_of_itself_and_lay_in_two_places():
    lines = turtle(
        write_quads(Facts(document(), characters=7), FakeResolution(), sources=("a.txt", "b.zip!a.txt"))
    )
    d = "document:0123456789abcdef"
    assert lines == [
        f'{d} dcterms:identifier "0123456789abcdef"',
        f'{d} dcterms:source "a.txt"',
        f'{d} dcterms:source "b.zip!a.txt"',
        f'{d} pg:characterCount "7"^^xsd:nonNegativeInteger',
        f'{d} pg:encoding "utf-8"',
        f"{d} rdf:type pg:Document",
    ]


def test_names_come_from_the_whole_corpus_and_quotes_are_shared():
    quote = Evidence(7, 10, "甲公司", SENTENCE)
    resolution = FakeResolution({PREFIXES["enterprise"] + "jia": "甲集团有限公司"})
    facts = Facts(
        document(),
        entities=(
            entity("enterprise:jia", name="甲公司", other_names=("甲", "甲集团有限公司"), evidence=(quote,)),
            entity("park:yi", evidence=(quote,)),
        ),
    )
    [place] = {line.split()[2] for line in said(facts, resolution) if " pg:evidence " in line}
    assert said(facts, resolution) == sorted(
        [
            f"enterprise:jia pg:evidence {place}",
            "enterprise:jia rdf:type pg:Enterprise",
            'enterprise:jia skos:altLabel "甲"@zh',
            'enterprise:jia skos:altLabel "甲公司"@zh',
            'enterprise:jia skos:prefLabel "甲集团有限公司"@zh',
            f"park:yi pg:evidence {place}",
            "park:yi rdf:type pg:Park",
            'park:yi skos:prefLabel "yi"@zh',
            f"{place} dcterms:source document:0123456789abcdef",
            f'{place} oa:end "10"^^xsd:nonNegativeInteger',
            f'{place} oa:exact "甲公司"',
            f'{place} oa:start "7"^^xsd:nonNegativeInteger',
            f'{place} pg:sentence "{SENTENCE}"',
            f"{place} rdf:type pg:Evidence",
        ]
    )


@pytest.mark.parametrize(
    ("key", "attributes", "expected"),
    [
        ("park:a", {"parkKind": "high-tech-zone"}, ["park:a pg:parkKind parkkind:high-tech-zone"]),
        ("park:a", {"parkLevel": "national"}, ['park:a pg:parkLevel "national"']),
        ("park:a", {"placeCode": "320700"}, ["park:a pg:locatedInPlace place:320700"]),
        ("park:a", {"placeCode": ""}, []),
        ("park:a", {"weak": "yes", "canonical": "某"}, []),
        ("park:a", {"ownership": "central"}, []),
        ("enterprise:a", {"ownership": "central"}, ["enterprise:a pg:ownership ownership:central"]),
        ("enterprise:a", {"group": "b"}, ["enterprise:a org:subOrganizationOf enterprise:b"]),
        ("enterprise:a", {"group": "a"}, []),
        (
            "policy:a",
            {"documentNumber": "某政发〔2021〕3号"},
            ['policy:a pg:documentNumber "某政发〔2021〕3号"'],
        ),
        ("place:320700", {"code": "320700"}, ['place:320700 pg:code "320700"']),
        ("agency:a", {"placeCode": "320700"}, []),
        ("enterprise:a", {"ownership": "not a notation"}, []),
    ],
)
def test_attributes(key, attributes, expected):
    facts = Facts(document(), entities=(entity(key, attributes=tuple(sorted(attributes.items()))),))
    named = ("rdf:type", "skos:prefLabel", "pg:confidence")
    assert [line for line in said(facts) if line.split()[1] not in named] == expected


def test_what_the_corpus_says_of_a_thing_outweighs_the_document():
    resolution = FakeResolution(extra={PREFIXES["park"] + "a": (("parkKind", "chemical-park"),)})
    facts = Facts(document(), entities=(entity("park:a", attributes=(("parkKind", "industrial-park"),)),))
    assert [line for line in said(facts, resolution) if "parkKind" in line] == [
        "park:a pg:parkKind parkkind:chemical-park"
    ]


def claim(subject, predicate, value, **changes):
    return replace(Claim(subject, predicate, value, ":" not in value), **changes)


def direct(*claims):
    """The direct triples and, for each claim, whether it is accepted."""
    lines = said(Facts(document(), claims=claims))
    accepted = sorted(line.split()[2].split("^^")[0].strip('"') for line in lines if " pg:accepted " in line)
    return [
        x for x in lines if x.startswith(("project:", "enterprise:", "policy:")) and "Stage" not in x
    ], accepted


@pytest.mark.parametrize(
    ("claims", "triples", "accepted"),
    [
        (
            [claim("project:a", "locatedInPark", "park:b", confidence=0.5)],
            ["project:a pg:locatedInPark park:b"],
            ["true"],
        ),
        ([claim("project:a", "locatedInPark", "park:b", confidence=0.49)], [], ["false"]),
        (
            [claim("project:a", "undertakenBy", "enterprise:b", modality=Modality.PLANNED)],
            ["project:a pg:undertakenBy enterprise:b"],
            ["true"],
        ),
        ([claim("enterprise:a", "enteredPark", "park:b", modality=Modality.PLANNED)], [], ["false"]),
        (
            [claim("enterprise:a", "enteredPark", "park:b")],
            ["enterprise:a pg:enteredPark park:b"],
            ["true"],
        ),
        (
            [claim("enterprise:a", "subOrganizationOf", "enterprise:b")],
            ["enterprise:a org:subOrganizationOf enterprise:b"],
            ["true"],
        ),
        (
            [claim("project:a", "totalInvestment", "1.25E+9")],
            ['project:a pg:totalInvestment "1250000000"^^xsd:decimal'],
            ["true"],
        ),
        (
            [
                claim("project:a", "totalInvestment", "5", confidence=0.6),
                claim("project:a", "totalInvestment", "3", confidence=0.8),
            ],
            ['project:a pg:totalInvestment "3"^^xsd:decimal'],
            ["false", "true"],
        ),
        (
            [claim("policy:a", "issueDate", "2021-03-01")],
            ['policy:a pg:issueDate "2021-03-01"^^xsd:date'],
            ["true"],
        ),
        (
            [
                claim("project:a", "status", "signed"),
                claim("project:a", "status", "underConstruction"),
                claim("project:a", "status", "inProduction", modality=Modality.PLANNED),
            ],
            ["project:a pg:status status:under-construction"],
            ["false", "false", "true"],
        ),
        (
            [claim("project:a", "status", "inProduction"), claim("project:a", "status", "terminated")],
            ["project:a pg:status status:terminated"],
            ["false", "true"],
        ),
        (
            [
                claim("project:a", "status", "terminated", modality=Modality.PLANNED),
                claim("project:a", "status", "preparing", modality=Modality.PLANNED),
            ],
            ["project:a pg:status status:preparing"],
            ["false", "true"],
        ),
        ([claim("project:a", "status", "signed", confidence=0.3)], [], ["false"]),
    ],
)
def test_direct_triples_of_claims(claims, triples, accepted):
    assert direct(*claims) == (triples, accepted)


def test_a_claim_in_full_with_its_stage():
    quote = Evidence(0, 2, "开工", "开工。")
    period = Period(dt.date(2021, 3, 1), dt.date(2021, 3, 31), "2021年3月")
    facts = Facts(
        document(),
        claims=(claim("project:a", "status", "signed", confidence=0.9, period=period, evidence=(quote,)),),
    )
    lines = said(facts)
    [name] = {line.split()[0] for line in lines if line.startswith("claim:")}
    [stage] = {line.split()[0] for line in lines if line.startswith("stage:")}
    [place] = {line.split()[0] for line in lines if line.startswith("evidence:")}
    assert [line for line in lines if not line.startswith("evidence:")] == sorted(
        [
            f'{name} pg:accepted "true"^^xsd:boolean',
            f'{name} pg:confidence "0.9"^^xsd:decimal',
            f"{name} pg:evidence {place}",
            f"{name} pg:modality modality:actual",
            f"{name} prov:wasDerivedFrom document:0123456789abcdef",
            f"{name} rdf:object status:signed",
            f"{name} rdf:predicate pg:status",
            f"{name} rdf:subject project:a",
            f"{name} rdf:type pg:Claim",
            f"project:a pg:hasStage {stage}",
            "project:a pg:status status:signed",
            f"{stage} pg:evidence {place}",
            f"{stage} pg:modality modality:actual",
            f'{stage} pg:stageEnd "2021-03-31"^^xsd:date',
            f"{stage} pg:stageOf project:a",
            f'{stage} pg:stageStart "2021-03-01"^^xsd:date',
            f"{stage} pg:stageStatus status:signed",
            f"{stage} rdf:type pg:Stage",
        ]
    )


def test_stage_claims_are_the_history_and_the_status_adds_only_what_they_lack():
    march = Period(dt.date(2021, 3, 1), dt.date(2021, 3, 31), "2021年3月")
    claims = (
        claim("project:a", "status", "signed"),
        claim("project:a", "stage", "signed", confidence=0.7, period=march),
        claim("project:a", "stage", "completed", modality=Modality.PLANNED),
        claim("project:a", "stage", "inProduction", confidence=0.4),
    )
    lines = [line for line in said(Facts(document(), claims=claims)) if line.startswith(("stage:", "claim:"))]
    assert sorted(line.split(" ", 1)[1] for line in lines if "rdf:" not in line and "prov:" not in line) == [
        'pg:accepted "true"^^xsd:boolean',
        'pg:confidence "1"^^xsd:decimal',
        "pg:modality modality:actual",
        "pg:modality modality:actual",
        "pg:modality modality:planned",
        'pg:stageEnd "2021-03-31"^^xsd:date',
        "pg:stageOf project:a",
        "pg:stageOf project:a",
        'pg:stageStart "2021-03-01"^^xsd:date',
        "pg:stageStatus status:completed",
        "pg:stageStatus status:signed",
    ]


def test_the_status_is_chosen_over_all_documents_in_any_order():
    old = Facts(document(), claims=(claim("project:a", "status", "signed", confidence=0.99),))
    new = Facts(document(identifier="f" * 16), claims=(claim("project:a", "status", "underConstruction"),))
    choices = choose_objects([old, new], FakeResolution())
    assert choices == choose_objects([new, old], FakeResolution())
    assert choices == {(PREFIXES["project"] + "a", "status"): "underConstruction"}
    assert [
        line for line in said(old, choices=choices) if line.startswith("project:") and "Stage" not in line
    ] == []


def test_one_value_written_in_two_ways_is_accepted_in_both():
    claims = (
        claim("project:a", "totalInvestment", "1E+9"),
        claim("project:a", "totalInvestment", "1000000000"),
    )
    lines = said(Facts(document(), claims=claims))
    assert [line for line in lines if "accepted" in line and '"true"' not in line] == []
    assert [line for line in lines if line.startswith("project:")] == [
        'project:a pg:totalInvestment "1000000000"^^xsd:decimal'
    ]


def test_of_equally_sure_investments_the_later_publication_counts():
    early = Facts(
        document(published=dt.date(2020, 1, 1)), claims=(claim("project:a", "totalInvestment", "9"),)
    )
    late = Facts(
        document(identifier="f" * 16, published=dt.date(2021, 1, 1)),
        claims=(claim("project:a", "totalInvestment", "7"),),
    )
    assert choose_objects([early, late], FakeResolution()) == {
        (PREFIXES["project"] + "a", "totalInvestment"): "7"
    }


@pytest.mark.parametrize(
    ("mode", "modality", "confidence", "entered"),
    [
        (EntryMode.SIGNED, Modality.ACTUAL, 0.9, True),
        (EntryMode.SIGNED, Modality.PLANNED, 0.9, True),
        (EntryMode.SETTLED, Modality.PLANNED, 0.9, False),
        (EntryMode.OPERATING, Modality.ACTUAL, 0.5, True),
        (EntryMode.OPERATING, Modality.ACTUAL, 0.4, False),
    ],
)
def test_an_entry_and_its_short_form(mode, modality, confidence, entered):
    period = Period(dt.date(2021, 3, 1), dt.date(2021, 3, 31))
    entry = Entry("enterprise:a", "park:b", mode, "project:c", modality, confidence, period)
    lines = said(Facts(document(), entries=(entry,)))
    [name] = {line.split()[0] for line in lines if line.startswith("entry:")}
    assert lines == sorted(
        (["enterprise:a pg:enteredPark park:b"] if entered else [])
        + [
            f'{name} pg:confidence "{confidence}"^^xsd:decimal',
            f'{name} pg:entryEnd "2021-03-31"^^xsd:date',
            f"{name} pg:entryMode entrymode:{mode.value}",
            f"{name} pg:entryProject project:c",
            f'{name} pg:entryStart "2021-03-01"^^xsd:date',
            f"{name} pg:entrant enterprise:a",
            f"{name} pg:intoPark park:b",
            f"{name} pg:modality modality:{modality.value}",
            f"{name} prov:wasDerivedFrom document:0123456789abcdef",
            f"{name} rdf:type pg:ParkEntry",
        ]
    )


def test_a_metric_in_full():
    quantity = Quantity(None, Decimal("1.0E+9"), "CNY", Decimal("2.50E+9"), Bound.AT_LEAST)
    period = Period(dt.date(2021, 1, 1), dt.date(2021, 12, 31), "2021年")
    metric = Metric("park:a", "产值", quantity, "10-25亿元", None, Modality.PLANNED, 0.8, period)
    lines = said(Facts(document(), metrics=(metric,)))
    [name] = {line.split()[0] for line in lines}
    assert lines == sorted(
        [
            f"{name} pg:about park:a",
            f'{name} pg:asWritten "10-25亿元"',
            f"{name} pg:bound bound:at-least",
            f'{name} pg:confidence "0.8"^^xsd:decimal',
            f'{name} pg:indicatorKey "- 产值"',
            f'{name} pg:maxValue "2500000000"^^xsd:decimal',
            f"{name} pg:modality modality:planned",
            f'{name} pg:periodEnd "2021-12-31"^^xsd:date',
            f'{name} pg:periodStart "2021-01-01"^^xsd:date',
            f'{name} pg:periodText "2021年"',
            f"{name} pg:unit unit:cny",
            f'{name} pg:value "1000000000"^^xsd:decimal',
            f"{name} prov:wasDerivedFrom document:0123456789abcdef",
            f"{name} rdf:type pg:Metric",
            f'{name} rdfs:label "产值"@zh',
        ]
    )


def test_the_rule_that_read_a_statement():
    quantity = Quantity(None, Decimal(1), "count")
    facts = Facts(
        document(),
        claims=(
            claim("project:a", "locatedInPark", "park:b", rule="passage-park"),
            claim("project:a", "status", "signed", rule="stage-behind"),
        ),
        metrics=(Metric("park:b", "企业", quantity, "1家", rule="weights:subjects"),),
        entries=(Entry("enterprise:c", "park:b", EntryMode.SETTLED, rule="entry-word"),),
    )
    named = sorted(line.partition(":")[0] + line.partition(" ")[2] for line in said(facts) if "rule" in line)
    assert named == [
        'claimpg:rule "passage-park"',
        'claimpg:rule "stage-behind"',
        'entrypg:rule "entry-word"',
        'metricpg:rule "weights:subjects"',
        'stagepg:rule "stage-behind"',
    ]
    unnamed = replace(
        facts,
        claims=tuple(replace(c, rule="") for c in facts.claims),
        metrics=tuple(replace(m, rule="") for m in facts.metrics),
        entries=tuple(replace(e, rule="") for e in facts.entries),
    )
    assert said(unnamed) == [line for line in said(facts) if " pg:rule " not in line]


def test_a_repeated_fact_is_written_once():
    metric = Metric("park:a", "产值", Quantity(None, Decimal(1), "count"), "1家")
    once = list(write_quads(Facts(document(), metrics=(metric,)), FakeResolution()))
    twice = list(write_quads(Facts(document(), metrics=(metric, metric)), FakeResolution()))
    assert once == twice


def test_groups_of_a_list_that_no_document_names():
    central = (("group", "某集团"), ("ownership", "central"), ("ownershipList", "某名录"))
    dated = tuple(sorted((*central, ("ownershipListDate", "2024-05-01"))))
    facts = Facts(document(), entities=(entity("enterprise:a", attributes=dated), entity("park:b")))
    members = list(find_memberships(facts))
    assert members == [Membership("某集团", "某名录", "2024-05-01")]
    group = FakeResolution().named(Kind.ENTERPRISE, "某集团")
    quads = list(list_quads([*members, *members], FakeResolution()))
    [graph] = {quad.graph_name.value for quad in quads}
    assert graph.startswith(PREFIXES["list"])
    short = [
        (
            q.subject.value.replace(graph, "L"),
            q.predicate.value.rsplit("/")[-1].rsplit("#")[-1],
            q.object.value,
        )
        for q in quads
    ]
    assert short == [
        ("L", "type", PREFIXES["pg"] + "NameList"),
        ("L", "title", "某名录"),
        ("L", "source", "某名录"),
        ("L", "issued", "2024-05-01"),
        (group, "type", PREFIXES["org"] + "FormalOrganization"),
        (group, "prefLabel", "某集团"),
        (group, "ownershipSource", graph),
    ]
    assert [q.subject.value for q in list_quads(members, FakeResolution(), [group])] == [graph] * 4


def test_an_address_in_the_title_of_a_list_is_its_source():
    member = Membership("", "某名录 http://a.test/list.html", "")
    said_of_it = [
        q.object.value for q in list_quads([member], FakeResolution()) if q.predicate.value != RDF_TYPE
    ]
    assert said_of_it == ["某名录", "http://a.test/list.html"]


def test_places_bring_their_parents_and_a_described_place_keeps_its_name_where_it_is_described():
    names = {"320000": "江苏省", "320700": "连云港市", "320724": "灌南县", "330000": "浙江省"}
    iris = [PREFIXES["place"] + "320724", PREFIXES["park"] + "330000", PREFIXES["place"] + "unknown"]
    quads = [
        (q.subject.value.rsplit("/")[-1], q.predicate.value.rsplit("#")[-1], q.object.value.rsplit("/")[-1])
        for q in background_quads(iris, names, [PREFIXES["place"] + "320700"])
    ]
    assert quads == [
        ("320000", "type", "ontology#Place"),
        ("320000", "code", "320000"),
        ("320000", "prefLabel", "江苏省"),
        ("320700", "type", "ontology#Place"),
        ("320700", "code", "320700"),
        ("320700", "partOf", "320000"),
        ("320724", "type", "ontology#Place"),
        ("320724", "code", "320724"),
        ("320724", "prefLabel", "灌南县"),
        ("320724", "partOf", "320700"),
    ]


@dataclass(frozen=True)
class OneThing(FakeResolution):
    """Takes every thing of a kind for the same."""

    def named(self, kind: Kind, name: str) -> str:
        return PREFIXES[kind.value] + "one"


def test_what_names_of_one_thing_make_the_same_is_stated_once_as_the_surest():
    quantity = Quantity(None, Decimal(1), "count")
    facts = Facts(
        document(),
        claims=tuple(
            replace(claim(f"project:{key}", "status", "signed"), confidence=sure)
            for key, sure in (("a", 0.6), ("b", 0.8))
        ),
        entries=tuple(
            Entry(f"enterprise:{key}", "park:b", EntryMode.SETTLED, confidence=sure, rule=rule)
            for key, sure, rule in (("a", 0.7, "entry-word"), ("b", 0.9, "weights:entries"))
        ),
        metrics=tuple(
            Metric(f"park:{key}", "企业", quantity, "1家", confidence=sure)
            for key, sure in (("a", 0.9), ("b", 0.7))
        ),
    )
    lines = said(facts, OneThing())
    assert [line.partition(" ")[2] for line in lines if "confidence" in line] == [
        'pg:confidence "0.8"^^xsd:decimal',
        'pg:confidence "0.9"^^xsd:decimal',
        'pg:confidence "0.9"^^xsd:decimal',
    ]
    assert [line.partition(" ")[2] for line in lines if "pg:rule" in line] == ['pg:rule "weights:entries"']
    assert len([line for line in lines if "pg:hasStage" in line]) == 1
