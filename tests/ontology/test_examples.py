"""The examples: one small graph that conforms, uses every term, and answers the competency questions."""

import csv
import functools
import re
from decimal import Decimal
from pathlib import Path

import pyoxigraph
import pyshacl
import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SH, SKOS

from parkgraph.mapping.background import background_quads
from parkgraph.queries import find_query
from parkgraph.queries.tables import write_cell
from parkgraph.vocabulary import CLASSES, OA, PG, PROPERTIES, VOCABULARY

ROOT = Path(__file__).parents[2]
ONTOLOGY = ROOT / "ontology"
EXAMPLES = sorted((ONTOLOGY / "examples").glob("*.ttl"))
CHECKS = sorted((ROOT / "queries" / "checks").glob("*.rq"))
QUESTIONS = list(csv.DictReader((ONTOLOGY / "competency.tsv").open(encoding="utf-8"), delimiter="\t"))
OF_CONCEPTS = "describes a concept: it stands in ontology/vocabularies, from where the builder copies it"
NOT_IN_EXAMPLES = {
    "conversionFactor": OF_CONCEPTS,
    "quantityKind": OF_CONCEPTS,
    "stageOrder": OF_CONCEPTS,
    "symbol": OF_CONCEPTS,
    "unitKind": OF_CONCEPTS,
}
pg = rdflib.Namespace(PG)
oa = rdflib.Namespace(OA)


def file_of(name):
    """The example of a class.

    >>> file_of("NameList").name
    'name-list.ttl'
    """
    return ONTOLOGY / "examples" / f"{re.sub('(?<=[a-z])(?=[A-Z])', '-', name).lower()}.ttl"


@functools.cache
def examples():
    graph = rdflib.Graph()
    for path in EXAMPLES:
        graph.parse(path)
    return graph


@functools.cache
def store():
    """The examples with the concepts that they use, as a build has them."""
    found = pyoxigraph.Store()
    for path in EXAMPLES:
        found.load(path.read_bytes(), format=pyoxigraph.RdfFormat.TURTLE)
    used = {str(term) for term in examples().all_nodes() if str(term).startswith(VOCABULARY)}
    for quad in background_quads(used, {}):
        found.add(pyoxigraph.Quad(quad.subject, quad.predicate, quad.object))
    return found


@functools.cache
def whole():
    """The same for rdflib."""
    text = pyoxigraph.serialize(
        (quad.triple for quad in store().quads_for_pattern(None, None, None)),
        format=pyoxigraph.RdfFormat.N_TRIPLES,
    )
    return rdflib.Graph().parse(data=text, format="nt")


@functools.cache
def cells_of_oxigraph(name):
    results = store().query(find_query(name).text)
    return {write_cell(cell) for row in results for cell in row if cell is not None}


@functools.cache
def cells_of_rdflib(name):
    values = (cell.toPython() for row in whole().query(find_query(name).text) for cell in row if cell)
    return {format(v.normalize(), "f") if isinstance(v, Decimal) else str(v) for v in values}


def test_every_class_has_its_example_and_every_example_its_class():
    assert sorted(map(file_of, CLASSES)) == EXAMPLES


@pytest.mark.parametrize("name", CLASSES)
def test_the_example_says_what_it_shows_and_holds_an_instance(name):
    text = file_of(name).read_text("utf-8")
    english, chinese, empty = text.splitlines()[:3]
    assert re.fullmatch(r"# [A-Z][ -~]+\.", english)
    assert re.fullmatch(r"# [一-鿿].*。", chinese)
    assert empty == ""
    assert set(rdflib.Graph().parse(data=text, format="turtle").subjects(RDF.type, pg[name]))


@pytest.mark.parametrize("name", CLASSES)
def test_the_example_speaks_of_its_own_class(name):
    """But for the group on the list, and the IRI that leads to another thing."""
    graph = rdflib.Graph().parse(file_of(name))
    others = {s for s in graph.subjects() if (s, RDF.type, pg[name]) not in graph}
    assert len(others) == (1 if name in ("NameList", "Judgement") else 0)


def test_the_examples_conform(core, vocabularies):
    shapes = rdflib.Graph()
    for path in sorted((ONTOLOGY / "shapes").glob("*.ttl")):
        shapes.parse(path)
    data = examples() + core + vocabularies
    _, report, text = pyshacl.validate(data, shacl_graph=shapes, inference="none")
    assert list(report.objects(None, SH.resultMessage)) == [], text
    assert set(shapes.objects(None, SH.targetClass)) <= set(examples().objects(None, RDF.type))


@pytest.mark.parametrize("path", CHECKS, ids=lambda path: path.stem)
def test_the_examples_pass_the_checks(path):
    text = path.read_text("utf-8")
    assert list(store().query(text)) == []
    assert list(whole().query(text)) == []


def test_every_property_is_used_or_has_a_reason_not_to_be():
    used = {str(p).removeprefix(PG) for p in examples().predicates() if str(p).startswith(PG)}
    assert set(PROPERTIES) - used == set(NOT_IN_EXAMPLES)
    assert set(NOT_IN_EXAMPLES) <= {str(p).removeprefix(PG) for p in whole().predicates()}


def test_objects_and_literals_stand_where_the_ontology_has_them(core):
    for predicate, value in examples().predicate_objects():
        if (predicate, RDF.type, OWL.ObjectProperty) in core:
            assert isinstance(value, rdflib.URIRef), predicate
        if (predicate, RDF.type, OWL.DatatypeProperty) in core:
            assert isinstance(value, rdflib.Literal), predicate
            datatype = core.value(predicate, RDFS.range)
            assert datatype is None or value.datatype in (datatype, None), predicate


def test_quotes_are_as_long_as_their_place_and_stand_in_their_sentence():
    graph = examples()
    for place in graph.subjects(RDF.type, pg.Evidence):
        start, end = (graph.value(place, end).toPython() for end in (oa.start, oa.end))
        quote = str(graph.value(place, oa.exact))
        assert end - start == len(quote), place
        assert quote in str(graph.value(place, pg.sentence)), place


def test_every_quote_is_evidence_of_something():
    graph = examples()
    assert set(graph.objects(None, pg.evidence)) == set(graph.subjects(RDF.type, pg.Evidence))


def test_concepts_are_as_in_the_vocabularies(vocabularies):
    for triple in rdflib.Graph().parse(file_of("Industry")):
        assert triple in vocabularies
    used = {o for o in examples().objects() if str(o).startswith(VOCABULARY)}
    assert used <= set(vocabularies.subjects(SKOS.prefLabel))


def test_every_class_has_a_question_and_there_are_enough():
    assert {row["class"] for row in QUESTIONS} == set(CLASSES)
    assert len({row["question-en"] for row in QUESTIONS}) == len(QUESTIONS) >= 25
    assert len({row["question-zh"] for row in QUESTIONS}) == len(QUESTIONS)
    order = [CLASSES.index(row["class"]) for row in QUESTIONS]
    assert order == sorted(order)
    for row in QUESTIONS:
        assert list(row) == ["class", "question-zh", "question-en", "query", "answer"]
        assert all(row.values()), row
        assert row["question-en"].isascii(), row
        assert row["question-en"].endswith("?"), row
        assert re.search("[一-鿿]", row["question-zh"]), row
        assert row["question-zh"].endswith("?"), row


@pytest.mark.parametrize("cells", [cells_of_oxigraph, cells_of_rdflib])
@pytest.mark.parametrize("row", QUESTIONS, ids=lambda row: f"{row['query']}-{row['answer']}")
def test_the_examples_answer_the_question(row, cells):
    assert row["answer"] in cells(row["query"])
