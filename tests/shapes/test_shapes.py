"""Every shape against its cases: ``<class>/NN-(in)valid-*.ttl`` says in its head what is expected.

A line ``# expect: <property shape> <focus node>`` is one expected result; the results must be exactly
those.  Each case is judged together with ``context.ttl``, a conforming instance of every class.
"""

import functools
import re
from pathlib import Path

import pyshacl
import pytest
import rdflib
from rdflib import RDF, SH

from parkgraph.vocabulary import CLASSES, PREFIXES, SHAPES

HERE = Path(__file__).parent
ONTOLOGY = HERE.parents[1] / "ontology"
CASES = sorted(HERE.glob("*/*.ttl"))
EXPECT = re.compile(r"^# expect: (\S+) (\S+)$", re.MULTILINE)
NAMESPACES = {**PREFIXES, "pgsh": SHAPES}


@functools.cache
def shapes():
    graph = rdflib.Graph()
    for path in sorted((ONTOLOGY / "shapes").glob("*.ttl")):
        graph.parse(path)
    return graph


@functools.cache
def background():
    graph = rdflib.Graph()
    for path in (ONTOLOGY / "parkgraph.ttl", *sorted((ONTOLOGY / "vocabularies").glob("*.ttl"))):
        graph.parse(path)
    return graph


def judge(data):
    """Pairs of source shape and focus node of the report.

    The background is added to the data: pySHACL takes from an ``ont_graph`` only classes and
    properties, not the concepts.
    """
    _, report, _ = pyshacl.validate(data + background(), shacl_graph=shapes(), inference="none")
    return {
        (str(report.value(result, SH.sourceShape)), str(report.value(result, SH.focusNode)))
        for result in report.subjects(RDF.type, SH.ValidationResult)
    }


def expected(path):
    def iri(curie):
        prefix, _, local = curie.partition(":")
        return NAMESPACES[prefix] + local

    return {(iri(shape), iri(focus)) for shape, focus in EXPECT.findall(path.read_text("utf-8"))}


@functools.cache
def verdicts():
    """The results of all cases, found in one run: no two cases share a focus node."""
    data = rdflib.Graph().parse(HERE / "context.ttl")
    owner = {}
    for path in CASES:
        case = rdflib.Graph().parse(path)
        for subject in set(case.subjects(RDF.type)):
            assert owner.setdefault(str(subject), path) == path, f"{subject} in two cases"
            assert (subject, None, None) not in data, f"{subject} in two cases"
        data += case
    found = {path: set() for path in CASES}
    stray = set()
    for shape, focus in judge(data):
        found[owner[focus]].add((shape, focus)) if focus in owner else stray.add((shape, focus))
    return found, stray


def test_context_and_vocabularies_conform():
    assert judge(rdflib.Graph().parse(HERE / "context.ttl")) == set()


def test_a_case_alone_gives_the_same_as_among_all():
    path = HERE / "evidence" / "06-invalid-order.ttl"
    data = rdflib.Graph().parse(HERE / "context.ttl").parse(path)
    assert judge(data) == expected(path) == verdicts()[0][path]


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_case(path):
    found, stray = verdicts()
    assert found[path] == expected(path)
    assert stray == set()
    assert bool(expected(path)) == ("-invalid-" in path.name)


def test_every_class_has_a_shape_and_every_property_shape_is_violated():
    graph = shapes()
    assert {str(c).rpartition("#")[2] for c in graph.objects(None, SH.targetClass)} == set(CLASSES)
    named = {str(shape) for shape in graph.subjects(RDF.type, SH.PropertyShape)}
    assert {str(shape) for shape in graph.objects(None, SH.property)} == named
    assert {shape for path in CASES for shape, _ in expected(path)} == named


def test_every_property_shape_has_messages_and_a_severity():
    graph = shapes()
    for shape in graph.subjects(RDF.type, SH.PropertyShape):
        assert sorted(m.language for m in graph.objects(shape, SH.message)) == ["en", "zh"], shape
        assert graph.value(shape, SH.severity) in (SH.Violation, SH.Warning), shape


def test_patterns_use_nothing_that_the_engine_lacks():
    assert not [p for p in shapes().objects(None, SH.pattern) if "\\p" in p]


def test_shapes_are_well_formed():
    assert pyshacl.validate(rdflib.Graph(), shacl_graph=shapes(), meta_shacl=True)[0] is True


def test_an_ill_formed_shape_is_refused():
    broken = rdflib.Graph().parse(
        data="""
        @prefix sh: <http://www.w3.org/ns/shacl#> . @prefix : <http://a.test/> .
        :shape a sh:NodeShape ; sh:targetClass :C ; sh:property [ sh:path :p ; sh:minCount "one" ] ."""
    )
    with pytest.raises(pyshacl.errors.ReportableRuntimeError):
        pyshacl.validate(rdflib.Graph(), shacl_graph=broken, meta_shacl=True)


def test_lists_of_concepts_are_those_of_the_vocabularies():
    """``sh:in`` lists stand in the shapes so that they need nothing else; they must not lag behind."""
    from rdflib import SKOS
    from rdflib.collection import Collection

    graph, vocabularies = shapes(), background()
    checked = 0
    for shape in graph.subjects(SH["in"]):
        members = [str(m) for m in Collection(graph, graph.value(shape, SH["in"]))]
        schemes = {m.rpartition("/")[0] for m in members if "/vocabulary/" in m}
        if schemes:
            (scheme,) = schemes
            concepts = {str(c) for c in vocabularies.subjects(SKOS.inScheme, rdflib.URIRef(scheme))}
            assert (set(members), len(members)) == (concepts, len(concepts)), shape
            checked += 1
    assert checked == 15
