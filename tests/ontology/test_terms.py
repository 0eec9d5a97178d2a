"""No term dangles, every term is described, and ``parkgraph.vocabulary`` says the same as the Turtle."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import rdflib
from rdflib import DCTERMS, OWL, RDF, RDFS, SH, SKOS

from parkgraph import vocabulary
from parkgraph.vocabulary import (
    CLASSES,
    KINDS,
    PG,
    PREFIXES,
    PROPERTIES,
    RESOURCE,
    SCHEMES,
    SHAPES,
    VOCABULARY,
)

ROOT = Path(__file__).parents[2]
TEXTS = sorted([*ROOT.glob("ontology/**/*.ttl"), *ROOT.glob("queries/**/*.rq")])
DECLARED = re.compile(r"^\s*(?:@prefix|PREFIX)\s+([\w-]*):\s*<([^>]+)>", re.MULTILINE)
PREFIXED = re.compile(r"(?<![\w/:#?$.])([a-z][\w-]*):([A-Za-z][\w-]*)")
QUOTED = re.compile(r'"(?:[^"\\\n]|\\.)*"|^\s*#.*$|(?<=\s)#\s.*$', re.MULTILINE)


def terms_in(text):
    """The IRIs that a Turtle or SPARQL text refers to by a prefixed name.

    >>> sorted(terms_in('PREFIX pg: <http://a.test/> SELECT * { ?s pg:about ?o } # pg:other'))
    ['http://a.test/about']
    """
    namespaces = dict(DECLARED.findall(text)) or dict(re.findall(r"PREFIX (\w+): <([^>]+)>", text))
    body = QUOTED.sub(" ", text)
    return {namespaces[p] + local for p, local in PREFIXED.findall(body) if p in namespaces}


def defined_in(core):
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    return {str(s) for kind in kinds for s in core.subjects(RDF.type, kind) if str(s).startswith(PG)}


def test_terms_are_found_in_texts():
    text = 'PREFIX pg: <http://a.test/>\n# pg:comment\nSELECT * { ?s pg:about "pg:text" ; a pg:Claim }'
    assert terms_in(text) == {"http://a.test/about", "http://a.test/Claim"}


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_term_used_is_defined(path, core, vocabularies):
    used = terms_in(path.read_text("utf-8"))
    assert {iri for iri in used if iri.startswith(PG)} - defined_in(core) == set()
    concepts = {str(s) for s in vocabularies.subjects(SKOS.inScheme)}
    assert {iri for iri in used if iri.startswith(VOCABULARY)} - concepts == set()


def test_every_iri_of_ours_in_the_graphs_is_defined(everything, core, vocabularies):
    known = defined_in(core) | {str(s) for s in everything.subjects(RDF.type) if isinstance(s, rdflib.URIRef)}
    known |= {str(s) for s in everything.subjects(DCTERMS.isReplacedBy)}  # leads to another, and is no more
    used = {str(t) for triple in everything for t in triple if isinstance(t, rdflib.URIRef)}
    ours = {iri for iri in used if iri.startswith((PG, VOCABULARY, SHAPES, RESOURCE))}
    assert ours - known == set()


def test_every_term_has_labels_and_definitions(core):
    for iri in sorted(defined_in(core)):
        for predicate in (RDFS.label, SKOS.definition):
            languages = sorted(str(o.language) for o in core.objects(rdflib.URIRef(iri), predicate))
            assert languages == ["en", "zh"], (iri, predicate)
        assert core.value(rdflib.URIRef(iri), RDFS.isDefinedBy) == rdflib.URIRef(PG.rstrip("#")), iri


def test_labels_are_unambiguous(core):
    labels = [o for s in map(rdflib.URIRef, defined_in(core)) for o in core.objects(s, RDFS.label)]
    # a class may share the name of the property that leads to it
    shared = {str(o) for o in labels if labels.count(o) > 1}
    assert shared == {"证据", "evidence", "industry"}


def test_every_property_has_domain_and_range(core):
    for name in PROPERTIES:
        iri = rdflib.URIRef(PG + name)
        assert (iri, RDFS.domain, None) in core, name
        assert (iri, RDFS.range, None) in core or name == "quantityKind", name


def test_module_equals_the_turtle(core, vocabularies, everything):
    assert {PG + name for name in (*CLASSES, *PROPERTIES)} == defined_in(core)
    classes = {str(s) for s in core.subjects(RDF.type, OWL.Class) if str(s).startswith(PG)}
    assert {PG + name for name in CLASSES} == classes
    assert list(PROPERTIES) == sorted(PROPERTIES)
    schemes = {str(s) for s in vocabularies.subjects(RDF.type, SKOS.ConceptScheme)}
    assert {vocabulary.scheme_iri(scheme) for scheme in SCHEMES} == schemes
    declared = {
        str(everything.value(d, SH.prefix)): str(everything.value(d, SH.namespace))
        for d in everything.objects(rdflib.URIRef(PG.rstrip("#")), SH.declare)
    }
    assert declared == dict(PREFIXES)


def test_prefixes_do_not_hide_one_another():
    assert len(set(PREFIXES.values())) == len(PREFIXES)
    assert list(PREFIXES)[: 1 + len(KINDS) + len(SCHEMES)] == ["pg", *KINDS, *SCHEMES]


def test_all_turtle_uses_the_same_prefixes():
    for path in TEXTS:
        for prefix, namespace in DECLARED.findall(path.read_text("utf-8")):
            assert PREFIXES.get(prefix, namespace) == namespace, (path.name, prefix)


def test_concept_iris_follow_from_notations(vocabularies):
    for concept, scheme in vocabularies.subject_objects(SKOS.inScheme):
        notation = str(vocabularies.value(concept, SKOS.notation))
        assert vocabulary.concept_iri(str(scheme).removeprefix(VOCABULARY), notation) == str(concept)


@pytest.mark.parametrize(
    ("function", "arguments"),
    [
        (vocabulary.concept_iri, ("colour", "red")),
        (vocabulary.scheme_iri, ("colour",)),
        (vocabulary.resource_iri, ("person", "x")),
        (vocabulary.term, ("locatedNowhere",)),
        (vocabulary.expand, ("ex:x",)),
    ],
)
def test_what_does_not_exist_has_no_iri(function, arguments):
    with pytest.raises(KeyError):
        function(*arguments)


def test_the_module_reads_no_rdf():
    code = "import sys, parkgraph.vocabulary; print(sorted({'rdflib', 'pyoxigraph'} & set(sys.modules)))"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        == "[]\n"
    )


def test_the_threshold_is_that_of_the_checks():
    for name in ("doubtful-claim-accepted", "entry-without-short-form"):
        text = (ROOT / "queries" / "checks" / f"{name}-violation.rq").read_text("utf-8")
        assert re.findall(r"\?confidence\s*(?:<|>=)\s*([\d.]+)", text) == [vocabulary.CONFIDENCE_THRESHOLD]
