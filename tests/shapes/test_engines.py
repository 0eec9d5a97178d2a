"""Other SHACL engines on the shapes: pySHACL on the whole graph, and Apache Jena.

All cases of the folders beside this file and many damaged copies of ``context.ttl`` are one graph, judged
once by each engine: starting Java, and reading the vocabularies, takes most of the time.
"""

import random
from pathlib import Path

import pyshacl
import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse, serialize
from rdflib import RDF, SH, XSD

from parkgraph.validation import check_literals
from parkgraph.validation.engine import check_shapes
from parkgraph.vocabulary import PG, RESOURCE
from tests.servers.jena import Jena
from tests.servers.processes import NotInstalled

HERE = Path(__file__).parent
ONTOLOGY = HERE.parents[1] / "ontology"
BACKGROUND = [ONTOLOGY / "parkgraph.ttl", *sorted((ONTOLOGY / "vocabularies").glob("*.ttl"))]
SHAPES = sorted((ONTOLOGY / "shapes").glob("*.ttl"))
COPIES = 40  # damaged ones
DAMAGES = 25  # of each copy
VALUES = (
    rdflib.Literal("某某"),
    rdflib.Literal("某某", lang="zh"),
    rdflib.Literal("some", lang="en"),
    rdflib.Literal(""),
    rdflib.Literal("12", datatype=XSD.decimal),
    rdflib.Literal("-12", datatype=XSD.integer),
    rdflib.Literal("2021-02-28", datatype=XSD.date),
    rdflib.Literal(True),
    rdflib.URIRef("https://example.test/nothing"),
    rdflib.URIRef(f"{PG}Park"),
)

ILL_FORMED = {
    str(XSD.decimal): "1e3",
    str(XSD.integer): "1.0",
    str(XSD.nonNegativeInteger): "-1",
    str(XSD.date): "2021-02-30",
    str(XSD.boolean): "yes",
}


def read(paths):
    graph = rdflib.Graph()
    for path in paths:
        graph.parse(path)
    return graph


def damage(context, chooser, number):
    """A copy of a graph under other IRIs, of which triples are lost, doubled or changed."""

    def rename(term):
        own = isinstance(term, rdflib.URIRef) and term.startswith(RESOURCE)
        return rdflib.URIRef(f"{term}-{number}") if own else term

    triples = sorted(tuple(map(rename, triple)) for triple in context)
    for _ in range(DAMAGES):
        at = chooser.randrange(len(triples))
        subject, predicate, value = triples[at]
        if predicate == RDF.type:
            continue
        other = chooser.choice([*VALUES, *(chooser.choice(triples)[2] for _ in range(5))])
        match chooser.randrange(4):
            case 0:
                triples.pop(at)
            case 1:
                triples.append((subject, predicate, other))
            case 2:
                triples[at] = (subject, predicate, other)
            case 3:
                triples.append((chooser.choice(triples)[0], predicate, value))
    return triples


def spoil(context):
    """A copy of a graph whose literals are all ill-formed where their datatype has such; and its types."""
    for quad in quads_of(context):
        subject, value = NamedNode(f"{quad.subject.value}-ill"), quad.object
        if isinstance(value, Literal) and value.datatype.value in ILL_FORMED:
            ill_formed = Literal(ILL_FORMED[value.datatype.value], datatype=value.datatype)
            yield Quad(subject, quad.predicate, ill_formed)
        elif quad.predicate.value == str(RDF.type):
            yield Quad(subject, quad.predicate, value)


def results(report):
    """The source shape and focus node of each result.

    How many results one shape has for one focus node differs: of a confidence that is no number pySHACL says
    once that it is out of bounds, Jena for each bound.
    """
    return {
        (str(report.value(result, SH.sourceShape)), str(report.value(result, SH.focusNode)))
        for result in report.subjects(RDF.type, SH.ValidationResult)
    }


def quads_of(graph):
    return list(parse(graph.serialize(format="nt").encode(), format=RdfFormat.N_TRIPLES))


@pytest.fixture(scope="module")
def context():
    return read([HERE / "context.ttl"])


@pytest.fixture(scope="module")
def graph(context):
    """The cases and the damaged copies."""
    found = context + read(sorted(HERE.glob("*/*.ttl")))
    chooser = random.Random(5)
    for number in range(COPIES):
        for triple in damage(context, chooser, number):
            found.add(triple)
    return found


@pytest.fixture(scope="module")
def expected(graph):
    """The results of pySHACL."""
    _, report, _ = pyshacl.validate(
        graph + read(BACKGROUND), shacl_graph=read(SHAPES), inference="none", advanced=True
    )
    return results(report)


def test_the_compiled_shapes_lose_nothing_that_pyshacl_finds(graph, expected):
    focuses = {focus for _, focus in expected}
    assert len(focuses) > 300
    assert {finding.focus for finding in check_shapes(quads_of(graph))} == focuses


def test_jena_finds_the_same_and_what_is_ill_formed(context, graph, expected, tmp_path):
    try:
        jena = Jena(tmp_path)
    except NotInstalled as missing:
        pytest.skip(f"{missing} is not installed")
    spoilt = list(spoil(context))
    quads = [*quads_of(graph + read(BACKGROUND)), *spoilt]
    (tmp_path / "data.nt").write_bytes(serialize(quads, format=RdfFormat.N_TRIPLES))
    read(SHAPES).serialize(tmp_path / "shapes.ttl", format="turtle")
    options = ("--shapes", tmp_path / "shapes.ttl", "--data", tmp_path / "data.nt")
    report = rdflib.Graph().parse(data=jena.run("shacl.shacl_validate", *options), format="turtle")
    found = results(report)
    assert {(shape, focus) for shape, focus in found if not focus.endswith("-ill")} == expected

    # pySHACL lets these pass, so that they are looked for before it
    ill = {
        (str(report.value(result, SH.focusNode)), str(report.value(result, SH.resultPath)))
        for result in report.subjects(SH.sourceConstraintComponent, SH.DatatypeConstraintComponent)
        if str(report.value(result, SH.focusNode)).endswith("-ill")
    }
    assert len(ill) > 10
    assert ill == {(finding.focus, finding.path) for finding in check_literals(spoilt)}
