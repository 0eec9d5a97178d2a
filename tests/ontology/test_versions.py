"""The version is said once, and what is deprecated says what to use instead, or why."""

import re
from pathlib import Path

import pytest
import rdflib
from rdflib import DCTERMS, OWL, RDF, SKOS

from parkgraph.vocabulary import CLASSES, PG, PROPERTIES

ONTOLOGY = Path(__file__).parents[2] / "ontology"
CHANGES = (ONTOLOGY / "CHANGES.md").read_text("utf-8")
BASE = PG.removesuffix("#")
PREFIXES = (
    f"@prefix pg: <{PG}> . @prefix owl: <{OWL}> . @prefix dcterms: <{DCTERMS}> . @prefix skos: <{SKOS}> ."
)


def unexplained(graph):
    """The deprecated terms that have neither a replacement that stands nor a reason in both languages."""
    found = set()
    for term in graph.subjects(OWL.deprecated, rdflib.Literal(True)):
        replacements = set(graph.objects(term, DCTERMS.isReplacedBy))
        standing = all(
            (other, RDF.type, None) in graph and (other, OWL.deprecated, None) not in graph
            for other in replacements
        )
        notes = {note.language for note in graph.objects(term, SKOS.changeNote)}
        if not (standing if replacements else notes == {"en", "zh"}):
            found.add(str(term).removeprefix(PG))
    return found


@pytest.mark.parametrize(
    ("said", "explained"),
    [
        ("dcterms:isReplacedBy pg:new", True),
        ('skos:changeNote "没有数据。"@zh , "There are no data."@en', True),
        ('skos:changeNote "There are no data."@en', False),
        ("dcterms:isReplacedBy pg:unheardOf", False),
        ("dcterms:isReplacedBy pg:alsoOld", False),
        ("a owl:DatatypeProperty", False),
    ],
)
def test_a_deprecated_term_without_replacement_or_reason_is_found(said, explained):
    graph = rdflib.Graph().parse(
        data=f"""{PREFIXES}
        pg:new a owl:DatatypeProperty .
        pg:alsoOld a owl:DatatypeProperty ; owl:deprecated true ; dcterms:isReplacedBy pg:new .
        pg:old a owl:DatatypeProperty ; owl:deprecated true ; {said} .""",
        format="turtle",
    )
    assert unexplained(graph) == (set() if explained else {"old"})


def test_no_term_of_the_ontology_is_deprecated_without(everything):
    assert unexplained(everything) == set()


def test_the_version_is_the_same_everywhere(core):
    ontology = rdflib.URIRef(BASE)
    version = str(core.value(ontology, OWL.versionInfo))
    versions = re.findall(r"^## (\d+\.\d+\.\d+)$", CHANGES, re.MULTILINE)
    assert versions[0] == version
    assert core.value(ontology, OWL.versionIRI) == rdflib.URIRef(f"{BASE}/{version}")
    assert core.value(ontology, OWL.priorVersion) == rdflib.URIRef(f"{BASE}/{versions[1]}")
    for path in (ONTOLOGY / "alignments").glob("*.ttl"):
        assert set(rdflib.Graph().parse(path).objects(None, OWL.versionInfo)) == {rdflib.Literal(version)}, (
            path
        )


def test_the_notes_speak_of_terms_that_there_are(core):
    named = set(re.findall(r"pg:(\w+)", CHANGES))
    assert named <= {*CLASSES, *PROPERTIES}
    assert named >= {"Judgement", "Conflict", "Change", "indicatorKey", "cumulative", "reportedOn", "copyOf"}
