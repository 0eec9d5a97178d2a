"""What is said about a thing, each fact with its sentence, offsets and document."""

import pytest
from pyoxigraph import Quad, RdfFormat, Store, parse

from parkgraph.explain import explain, write_explanation
from parkgraph.vocabulary import PREFIXES

GRAPH = (
    "".join(f"@prefix {p}: <{n}> .\n" for p, n in PREFIXES.items())
    + """
project:a a pg:Project ; skos:prefLabel "甲项目"@zh ; skos:altLabel "甲"@zh ; pg:status status:signed ;
  pg:locatedInPark park:dong ; pg:confidence 0.9 ;
  pg:industry industry:chem ; pg:evidence evidence:2 ; pg:hasStage stage:1 .
claim:1 a pg:Claim ; rdf:subject project:a ; rdf:predicate pg:status ; rdf:object status:signed ;
  pg:accepted true ; pg:modality modality:actual ; pg:confidence 0.8 ; pg:evidence evidence:1 .
claim:2 a pg:Claim ; rdf:subject project:a ; rdf:predicate pg:locatedInPark ; rdf:object park:xi ;
  pg:accepted false ; pg:modality modality:actual ; pg:confidence 0.3 .
claim:3 a pg:Claim ; rdf:subject project:a ; rdf:predicate pg:locatedInPark ; rdf:object park:dong ;
  pg:accepted true .
stage:1 a pg:Stage ; pg:stageOf project:a ; pg:stageStatus status:signed ; pg:modality modality:actual ;
  pg:stageStart "2021-03-01"^^xsd:date ; pg:stageEnd "2021-03-31"^^xsd:date .
metric:1 a pg:Metric ; pg:about project:a ; rdfs:label "产值"@zh ; pg:value 5 ; pg:maxValue 7 ;
  pg:unit unit:cny ; pg:bound bound:at-least ; pg:modality modality:planned ; pg:confidence 1.0 .
entry:1 a pg:ParkEntry ; pg:entrant enterprise:x ; pg:intoPark park:dong ; pg:entryMode entrymode:signed ;
  pg:entryProject project:a ; pg:entryStart "2021-03-01"^^xsd:date ; pg:entryEnd "2021-03-01"^^xsd:date .
enterprise:x skos:prefLabel "子公司"@zh ; pg:enteredPark park:dong .
park:dong skos:prefLabel "东园区"@zh . park:xi skos:prefLabel "西园区"@zh .
evidence:1 oa:start 3 ; oa:end 5 ; oa:exact "签约" ; pg:sentence "甲项目签约。" ;
  dcterms:source document:d1 .
evidence:2 oa:start 0 ; oa:end 3 ; oa:exact "甲项目" ; pg:sentence "甲项目签约。" ;
  dcterms:source document:d1 .
document:d1 dcterms:title "招商动态" ; dcterms:source "a.txt" .
status:signed skos:notation "signed" ; skos:prefLabel "签约"@zh . unit:cny skos:notation "CNY" .
bound:at-least skos:notation "at-least" . modality:actual skos:notation "actual" .
modality:planned skos:notation "planned" .
entrymode:signed skos:notation "signed" .
"""
)


@pytest.fixture(scope="module")
def store():
    made = Store()
    made.extend(parse(GRAPH, format=RdfFormat.TURTLE))
    return made


def test_everything_about_a_project(store):
    assert list(write_explanation(explain(store, "甲项目"))) == [
        "甲项目  project:a  pg:Project",
        "  also: 甲",
        "  claim: 甲项目 pg:locatedInPark 东园区  (accepted)",
        "  claim: 甲项目 pg:locatedInPark 西园区  (not accepted, actual, 0.3)",
        "  claim: 甲项目 pg:status signed  (accepted, actual, 0.8)",
        "    [3:5] 「甲项目签约。」",
        "      document:d1 · 招商动态 · a.txt",
        "  entry: 子公司 signed 东园区 甲项目 2021-03-01",
        "  metric: 产值 at-least 5–7 CNY  (planned, 1)",
        "  named: 甲项目",
        "    [0:3] 「甲项目签约。」",
        "      document:d1 · 招商动态 · a.txt",
        "  property: pg:industry industry:chem",
        "  stage: signed 2021-03-01/2021-03-31  (actual)",
    ]


def test_a_short_form_that_an_entry_states_is_not_repeated(store):
    assert list(write_explanation(explain(store, "子公司"))) == [
        "子公司  enterprise:x  ",
        "  entry: 子公司 signed 东园区 甲项目 2021-03-01",
    ]


@pytest.mark.parametrize(
    ("thing", "found"),
    [
        ("甲项目", ["project:a"]),
        ("甲", ["project:a"]),  # another name
        ("project:a", ["project:a"]),
        (PREFIXES["project"] + "a", ["project:a"]),
        ("园区", ["park:dong", "park:xi"]),  # nothing has that very name
        ("project:b", []),
        ("南园区", []),
        ("", []),
        ('http://a.test/"> ?x', []),
    ],
)
def test_things_are_found_by_iri_curie_or_name(store, thing, found):
    iris = [explanation.iri for explanation in explain(store, thing)]
    assert iris == [PREFIXES[name.split(":")[0]] + name.split(":")[1] for name in found]


def test_named_graphs_are_not_counted_again(store):
    both = Store()
    for quad in store:
        both.add(quad)
        both.add(Quad(quad.subject, quad.predicate, quad.object, quad.predicate))
    assert explain(both, "甲项目") == explain(store, "甲项目")
