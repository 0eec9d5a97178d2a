"""Each check finds exactly what its data says, in two engines, and nothing in a conforming graph.

``checks/<name>.ttl`` names in its head what ``queries/checks/<name>-violation.rq`` must find there
(its first variable); the rest of the file are near misses.
"""

import re
from pathlib import Path

import pyoxigraph
import pytest
import rdflib

from parkgraph.vocabulary import expand

HERE = Path(__file__).parent
QUERIES = HERE.parents[1] / "queries" / "checks"
SHAPE_CASES = HERE.parent / "shapes"
CHECKS = sorted(path.name.removesuffix("-violation.rq") for path in QUERIES.glob("*-violation.rq"))
HEADER = re.compile(
    r"# # [^\n/]+ / [^\n]+\n#\n# \*\*Problem:\*\* [^\n]+\n#\n# \*\*Solution:\*\* [^\n]+\n\nPREFIX "
)
# the one claim and entry of the conforming graph that the shapes do not ask to be asserted
ASSERTED = """
@prefix pg: <https://w3id.org/parkgraph/ontology#> .
@prefix project: <https://w3id.org/parkgraph/id/project/> .
@prefix enterprise: <https://w3id.org/parkgraph/id/enterprise/> .
@prefix park: <https://w3id.org/parkgraph/id/park/> .
project:p1 pg:locatedInPark park:k1 .
enterprise:c1 pg:enteredPark park:k1 .
"""


def query_of(name):
    return (QUERIES / f"{name}-violation.rq").read_text("utf-8")


def find_with_oxigraph(query, *turtle):
    store = pyoxigraph.Store()
    for text in turtle:
        store.load(text.encode(), format=pyoxigraph.RdfFormat.TURTLE)
    return sorted({str(row[0].value) for row in store.query(query)})


def find_with_rdflib(query, *turtle):
    graph = rdflib.Graph()
    for text in turtle:
        graph.parse(data=text, format="turtle")
    return sorted({str(row[0]) for row in graph.query(query)})


@pytest.fixture(scope="module")
def units():
    return (HERE.parents[1] / "ontology" / "vocabularies" / "units.ttl").read_text("utf-8")


def test_every_check_has_data():
    assert sorted(path.stem for path in (HERE / "checks").glob("*.ttl")) == CHECKS


@pytest.mark.parametrize("find", [find_with_oxigraph, find_with_rdflib])
@pytest.mark.parametrize("name", CHECKS)
def test_check_finds_exactly_the_defects(name, find, units):
    data = (HERE / "checks" / f"{name}.ttl").read_text("utf-8")
    expected = sorted(expand(curie) for curie in re.findall(r"^# expect: (\S+)$", data, re.MULTILINE))
    assert expected
    assert find(query_of(name), data, units) == expected


@pytest.mark.parametrize("name", CHECKS)
def test_check_finds_nothing_in_a_conforming_graph(name, units):
    context = (SHAPE_CASES / "context.ttl").read_text("utf-8")
    assert find_with_oxigraph(query_of(name), context, ASSERTED, units) == []


@pytest.mark.parametrize("name", CHECKS)
def test_check_says_problem_and_solution(name):
    assert HEADER.match(query_of(name))
