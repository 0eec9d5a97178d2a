"""A JSON document with the context means the triples it should."""

import json
from pathlib import Path

import pytest
import rdflib
from rdflib import OWL, RDF, RDFS
from rdflib.compare import isomorphic

from parkgraph.vocabulary import CLASSES, PG, PREFIXES, PROPERTIES, XSD

CONTEXT = Path(__file__).parents[2] / "ontology" / "context.jsonld"
DOCUMENT = [
    {
        "id": "project:olefins",
        "type": "Project",
        "prefLabel": "某某乙烯项目",
        "altLabel": ["乙烯项目", "二期"],
        "locatedInPark": "park:a",
        "undertakenBy": ["enterprise:a", "enterprise:b"],
        "status": "https://w3id.org/parkgraph/vocabulary/status/signed",
        "totalInvestment": "1200000000.0",
        "evidence": {
            "type": "Evidence",
            "start": "3",
            "end": "9",
            "exact": "某某乙烯项目",
            "source": {"id": "document:d"},
        },
    },
    {
        "id": "claim:1",
        "type": "Claim",
        "subject": "project:olefins",
        "predicate": "locatedInPark",
        "object": {"id": "park:a"},
        "accepted": True,
        "confidence": "0.9",
    },
    {
        "id": "metric:1",
        "type": "Metric",
        "about": "park:a",
        "label": "总产值",
        "value": "5.0",
        "maxValue": "6.0",
        "periodStart": "2024-01-01",
        "asWritten": "5至6",
    },
]
TURTLE = """
project:olefins a pg:Project ; skos:prefLabel "某某乙烯项目"@zh ; skos:altLabel "乙烯项目"@zh , "二期"@zh ;
    pg:locatedInPark park:a ; pg:undertakenBy enterprise:a , enterprise:b ; pg:totalInvestment 1200000000.0 ;
    pg:status <https://w3id.org/parkgraph/vocabulary/status/signed> ;
    pg:evidence [ a pg:Evidence ; oa:start "3"^^xsd:nonNegativeInteger ; oa:end "9"^^xsd:nonNegativeInteger ;
        oa:exact "某某乙烯项目" ; dcterms:source document:d ] .
claim:1 a pg:Claim ; rdf:subject project:olefins ; rdf:predicate pg:locatedInPark ; rdf:object park:a ;
    pg:accepted true ; pg:confidence 0.9 .
metric:1 a pg:Metric ; pg:about park:a ; rdfs:label "总产值"@zh ; pg:value 5.0 ; pg:maxValue 6.0 ;
    pg:periodStart "2024-01-01"^^xsd:date ; pg:asWritten "5至6" .
"""


@pytest.fixture(scope="module")
def terms():
    return json.loads(CONTEXT.read_text("utf-8"))["@context"]


def read_json(terms, document):
    text = json.dumps({"@context": terms, "@graph": document}, ensure_ascii=False)
    return rdflib.Graph().parse(data=text, format="json-ld")


def test_document_expands_to_its_triples(terms):
    head = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in PREFIXES.items())
    expected = rdflib.Graph().parse(data=head + TURTLE, format="turtle")
    assert isomorphic(read_json(terms, DOCUMENT), expected)


def test_an_unknown_key_says_nothing(terms):
    assert len(read_json(terms, [{"id": "park:a", "locatedNowhere": "park:b"}])) == 0


def test_every_term_of_the_ontology_is_in_the_context(terms, core):
    for name in CLASSES:
        assert terms[name] == f"pg:{name}"
    for name in PROPERTIES:
        iri = rdflib.URIRef(PG + name)
        expected = {"@id": f"pg:{name}"}
        if (iri, RDF.type, OWL.ObjectProperty) in core:
            expected["@type"] = "@id"
        elif (span := str(core.value(iri, RDFS.range))) != XSD + "string":
            expected["@type"] = f"xsd:{span.removeprefix(XSD)}"
        assert terms[name] == expected


def test_prefixes_are_those_of_the_module_but_for_names_of_properties(terms):
    prefixes = {name: iri for name, iri in terms.items() if isinstance(iri, str) and iri.startswith("http")}
    assert prefixes == {prefix: iri for prefix, iri in PREFIXES.items() if prefix not in PROPERTIES}
