"""Lexical forms, the compiled checks against pySHACL itself, and what is kept out of a graph."""

import random

import pyshacl
import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, RdfFormat, parse
from rdflib.namespace import SH

from parkgraph.validation import Violation, exclude_violating
from parkgraph.validation.engine import check_against
from parkgraph.validation.index import Index
from parkgraph.validation.lexical import is_well_formed
from parkgraph.validation.shapes import compile_shapes, find_candidates
from parkgraph.vocabulary import XSD

HEAD = """
@prefix : <http://a.test/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix pg: <https://w3id.org/parkgraph/ontology#> .
@prefix claim: <https://w3id.org/parkgraph/id/claim/> .
@prefix entry: <https://w3id.org/parkgraph/id/entry/> .
@prefix metric: <https://w3id.org/parkgraph/id/metric/> .
@prefix evidence: <https://w3id.org/parkgraph/id/evidence/> .
@prefix document: <https://w3id.org/parkgraph/id/document/> .
"""
# each constraint, a value that conforms and one that does not
CONSTRAINTS = [
    ("sh:minCount 1", ":p 1", ":q 1"),
    ("sh:maxCount 1", ":p 1", ":p 1, 2"),
    ("sh:datatype xsd:date", ':p "2021-02-28"^^xsd:date', ":p 1"),
    ("sh:nodeKind sh:IRI", ":p :x", ':p "x"'),
    ("sh:nodeKind sh:Literal", ':p "x"', ":p :x"),
    ("sh:class :Thing", ":p :thing", ":p :nothing"),
    ("sh:class :Thing", ":p :narrowThing", ':p "thing"'),
    ("sh:in (1 2)", ":p 2", ":p 3"),
    ("sh:hasValue 1", ":p 1, 2", ":p 2"),
    ('sh:pattern "^[0-9]{2}$"', ':p "12"', ':p "123"'),
    ("sh:minLength 2", ':p "ab"', ':p "a"'),
    ("sh:maxLength 2", ':p "ab"', ':p "abc"'),
    ("sh:minInclusive 0 ; sh:maxInclusive 1", ":p 0.5", ":p 1.5"),
    ("sh:minExclusive 0", ":p 1", ":p 0"),
    ("sh:minInclusive 0", ":p 0", ':p "1"'),
    ("sh:lessThan :r", ':p "10" ; :r "9"', ':p "9" ; :r "10"'),
    ("sh:uniqueLang true", ':p "a"@zh, "b"@en', ':p "a"@zh, "b"@zh'),
    ('sh:languageIn ("zh")', ':p "a"@zh', ':p "a"@en'),
    ("sh:lessThanOrEquals :r", ":p 1 ; :r 1", ":p 2 ; :r 1"),
    ("sh:lessThan :r", ':p "2021-01-01"^^xsd:date ; :r "2021-01-02"^^xsd:date', ":p 1 ; :r 1"),
    ("sh:or ([sh:class :Thing] [sh:datatype xsd:string])", ':p "x"', ":p 1"),
    ("sh:not [sh:datatype xsd:string]", ":p 1", ':p "x"'),
    ("sh:qualifiedValueShape [sh:class :Thing] ; sh:qualifiedMinCount 1", ":p :thing", ":p 1"),
]
THINGS = ":thing a :Thing . :narrowThing a :Narrow . :Narrow rdfs:subClassOf :Thing ."


def quads(text, graph=None):
    return [type(q)(*q.triple, graph) if graph else q for q in parse(HEAD + text, format=RdfFormat.TURTLE)]


def shapes_of(constraint):
    path = f":Shape a sh:NodeShape ; sh:targetClass :C ; sh:property [ sh:path :p ; {constraint} ] ."
    return rdflib.Graph().parse(data=HEAD + path, format="turtle")


def focus_nodes_of_pyshacl(shapes, text):
    data = rdflib.Graph().parse(data=HEAD + text, format="turtle")
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none", advanced=True)
    return sorted({str(node) for node in report.objects(None, SH.focusNode)})


@pytest.mark.parametrize(("constraint", "right", "wrong"), CONSTRAINTS)
def test_each_constraint_finds_what_pyshacl_finds(constraint, right, wrong):
    shapes = shapes_of(constraint)
    text = f"{THINGS} :right a :C ; {right} . :wrong a :C ; {wrong} . :other a :D ; {wrong} ."
    found = check_against(quads(text), shapes, (), compile_shapes(shapes))
    assert sorted({finding.focus for finding in found}) == ["http://a.test/wrong"]
    assert focus_nodes_of_pyshacl(shapes, text) == ["http://a.test/wrong"]


@pytest.mark.parametrize(
    ("constraint", "understood"),
    [
        *((c, not c.startswith(("sh:not", "sh:qualified"))) for c, *_ in CONSTRAINTS),
        ('sh:pattern "a" ; sh:flags "i"', False),
    ],
)
def test_what_is_not_understood_makes_every_target_a_candidate(constraint, understood):
    [compiled] = compile_shapes(shapes_of(constraint))
    assert compiled.opaque is not understood
    index = Index(quads(":a a :C . :b a :D ."))
    if not understood:
        assert [focus.value for focus in find_candidates([compiled], index)] == ["http://a.test/a"]


def test_closed_shapes_targets_and_inverse_paths():
    shapes = rdflib.Graph().parse(
        format="turtle",
        data=HEAD
        + """:Closed a sh:NodeShape ; sh:targetSubjectsOf :p ; sh:closed true ;
             sh:ignoredProperties (rdf:type) ; sh:property [ sh:path :p ] .
             :Inverse a sh:NodeShape ; sh:targetObjectsOf :p ;
             sh:property [ sh:path [ sh:inversePath :p ] ; sh:maxCount 1 ] .
             :Off a sh:NodeShape ; sh:deactivated true ; sh:targetClass :C ;
             sh:property [ sh:path :z ; sh:minCount 1 ] .""",
    )
    text = ":open a :C ; :p :shared ; :q 1 . :closed a :C ; :p :shared , :own . :apart a :C ; :q 1 ."
    found = check_against(quads(text), shapes, (), compile_shapes(shapes))
    expected = ["http://a.test/open", "http://a.test/shared"]
    assert sorted({finding.focus for finding in found}) == expected
    assert focus_nodes_of_pyshacl(shapes, text) == expected


def test_random_graphs_give_the_report_of_pyshacl():
    chooser = random.Random(11)
    shapes = rdflib.Graph()
    for number, (constraint, *_) in enumerate(CONSTRAINTS):
        constraint = constraint.replace(":p", f":p{number}")
        shapes.parse(
            data=HEAD + f":S{number} a sh:NodeShape ; sh:targetClass :C{number % 3} ; "
            f"sh:property [ sh:path :p ; {constraint} ] .",
            format="turtle",
        )
    text = THINGS
    for number in range(60):
        _, right, wrong = chooser.choice(CONSTRAINTS)
        text += f" :n{number} a :C{chooser.randrange(4)} ; {chooser.choice([right, wrong])} ."
    found = check_against(quads(text), shapes, (), compile_shapes(shapes))
    focuses = sorted({finding.focus for finding in found})
    assert focuses == focus_nodes_of_pyshacl(shapes, text)
    assert 0 < len(focuses) < 60


def test_a_finding_says_what_is_wrong():
    shapes = shapes_of(
        'sh:maxCount 1 ; sh:message "只能有一个值"@zh, "one value only"@en ; sh:severity sh:Warning'
    )
    [finding] = check_against(quads(":a a :C ; :p 1, 2 ."), shapes, (), compile_shapes(shapes))
    assert finding.focus == "http://a.test/a"
    assert finding.path == "http://a.test/p"
    assert finding.message == "one value only / 只能有一个值"
    assert finding.severity == "Warning"


@pytest.mark.parametrize(
    ("datatype", "right", "wrong"),
    [
        ("decimal", ["1", "-1.50", "+.5", "1."], ["1e3", "１", "", ".", "1,000", "NaN", " 1"]),
        ("integer", ["0", "-12"], ["1.0", "一", ""]),
        ("nonNegativeInteger", ["0", "12", "+3"], ["-1", "1.0"]),
        ("date", ["2021-02-28", "2020-02-29"], ["2021-02-29", "2021-2-8", "20210228", "2021-13-01", "今年"]),
        ("boolean", ["true", "0"], ["True", "是"]),
        ("gYear", ["2021"], ["20x", "21"]),
        ("string", ["", "任何"], []),
    ],
)
def test_lexical_forms(datatype, right, wrong):
    checked = {
        text: is_well_formed(Literal(text, datatype=NamedNode(XSD + datatype))) for text in right + wrong
    }
    assert checked == dict.fromkeys(right, True) | dict.fromkeys(wrong, False)


GRAPH = """
:a a pg:Project ; pg:locatedInPark :park ; pg:undertakenBy :e ; pg:evidence evidence:1 .
:e a pg:Enterprise ; pg:enteredPark :park ; pg:evidence evidence:3 .
:park a pg:Park .
claim:1 rdf:subject :a ; rdf:predicate pg:locatedInPark ; rdf:object :park ; pg:evidence evidence:2 .
claim:2 rdf:subject :a ; rdf:predicate pg:undertakenBy ; rdf:object :e ; pg:evidence evidence:1 .
claim:3 rdf:subject :a ; rdf:predicate pg:locatedInPark ; rdf:object :park ; pg:evidence evidence:1 .
entry:1 pg:entrant :e ; pg:intoPark :park ; pg:evidence evidence:3 .
metric:1 pg:about :e ; pg:evidence evidence:4 .
evidence:1 pg:sentence "1" . evidence:2 pg:sentence "2" .
evidence:3 pg:sentence "3" . evidence:4 pg:sentence "4" .
"""


def excluded(*focuses, severity="Violation"):
    before = quads(GRAPH)
    wrong = [Violation("", focus, "", "", "message", severity) for focus in focuses]
    after = {str(quad) for quad in exclude_violating(before, wrong)}
    gone = [str(quad) for quad in before if str(quad) not in after]
    for namespace in (
        "http://a.test/",
        "https://w3id.org/parkgraph/id/",
        "https://w3id.org/parkgraph/ontology#",
    ):
        gone = [line.replace(namespace, "") for line in gone]
    return sorted({" ".join(line.split()[:2]).replace("<", "").replace(">", "") for line in gone})


ID = "https://w3id.org/parkgraph/id/"


def test_a_claim_goes_with_its_quote_but_a_triple_stays_while_another_claim_states_it():
    assert sorted({line.split()[0] for line in excluded(ID + "claim/1")}) == ["claim/1", "evidence/2"]


def test_the_last_claim_takes_its_direct_triple_with_it():
    gone = excluded(ID + "claim/1", ID + "claim/3")
    assert [line for line in gone if line.startswith("a ")] == ["a locatedInPark"]
    assert sorted({line.split()[0] for line in gone}) == ["a", "claim/1", "claim/3", "evidence/2"]


def test_a_thing_goes_with_all_that_is_said_about_it():
    gone = excluded("http://a.test/e")
    assert sorted({line.split()[0] for line in gone}) == [
        "a", "claim/2", "e", "entry/1", "evidence/3", "evidence/4", "metric/1",
    ]  # fmt: skip
    assert [line for line in gone if line.startswith("a ")] == ["a undertakenBy"]


def test_warnings_exclude_nothing():
    assert excluded("http://a.test/e", severity="Warning") == []
