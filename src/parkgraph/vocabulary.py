"""Prefixes and names of terms, as plain strings.

The Turtle below ``ontology/`` is the source; a test holds this module equal to it.  Nothing is
parsed at import, so that commands which never touch RDF start as fast as they can.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

PG: Final = "https://w3id.org/parkgraph/ontology#"
RESOURCE: Final = "https://w3id.org/parkgraph/id/"
VOCABULARY: Final = "https://w3id.org/parkgraph/vocabulary/"
SHAPES: Final = "https://w3id.org/parkgraph/shapes/"

RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
DCTERMS: Final = "http://purl.org/dc/terms/"
PROV: Final = "http://www.w3.org/ns/prov#"
OA: Final = "http://www.w3.org/ns/oa#"
ORG: Final = "http://www.w3.org/ns/org#"

KINDS: Final = (
    "park",
    "enterprise",
    "project",
    "policy",
    "place",
    "agency",
    "metric",
    "entry",
    "claim",
    "evidence",
    "document",
    "stage",
    "list",
    "judgement",
    "conflict",
    "change",
    "graph",
)
"""The kinds of resource; each is a folder below :data:`RESOURCE` and a prefix of its own, so that
no local name holds a slash (which some stores keep with its backslash)."""

SCHEMES: Final = (
    "status",
    "parkkind",
    "ownership",
    "modality",
    "bound",
    "unit",
    "policykind",
    "industry",
    "indicator",
    "entrymode",
    "verdict",
    "changekind",
)
"""The concept schemes; each is a folder below :data:`VOCABULARY` and a prefix of its own."""

PREFIXES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "pg": PG,
        **{kind: f"{RESOURCE}{kind}/" for kind in KINDS},
        **{scheme: f"{VOCABULARY}{scheme}/" for scheme in SCHEMES},
        "rdf": RDF,
        "rdfs": RDFS,
        "xsd": XSD,
        "skos": SKOS,
        "dcterms": DCTERMS,
        "prov": PROV,
        "oa": OA,
        "org": ORG,
    }
)
"""Prefix to namespace, in the order in which they are written at the head of a file."""

CLASSES: Final = (
    "Park",
    "Enterprise",
    "Project",
    "Policy",
    "Metric",
    "Place",
    "Agency",
    "Industry",
    "Document",
    "ParkEntry",
    "Claim",
    "Evidence",
    "Stage",
    "NameList",
    "Judgement",
    "Conflict",
    "Change",
)
"""Local names of the classes of :data:`PG`."""

PROPERTIES: Final = (
    "about",
    "accepted",
    "administeredBy",
    "appliesTo",
    "asWritten",
    "bound",
    "changeKind",
    "changeOf",
    "changeWhat",
    "changedFrom",
    "changedTo",
    "characterCount",
    "code",
    "confidence",
    "conflictOf",
    "conflictingStatement",
    "conversionFactor",
    "copyOf",
    "creditCode",
    "cumulative",
    "documentNumber",
    "encoding",
    "enteredPark",
    "entrant",
    "entryEnd",
    "entryMode",
    "entryProject",
    "entryStart",
    "evidence",
    "firstName",
    "firstThing",
    "hasPhase",
    "hasStage",
    "indicator",
    "indicatorKey",
    "industry",
    "intoPark",
    "issueDate",
    "issuedBy",
    "leadingIndustry",
    "locatedInPark",
    "locatedInPlace",
    "maxValue",
    "modality",
    "ownership",
    "ownershipSource",
    "parkKind",
    "parkLevel",
    "partOf",
    "partOfPark",
    "periodEnd",
    "periodStart",
    "periodText",
    "phaseOf",
    "policyKind",
    "quantityKind",
    "reason",
    "reportedOn",
    "rule",
    "secondName",
    "secondThing",
    "sentence",
    "sourceCount",
    "stageEnd",
    "stageOf",
    "stageOrder",
    "stageStart",
    "stageStatus",
    "status",
    "symbol",
    "totalInvestment",
    "undertakenBy",
    "unit",
    "unitKind",
    "value",
    "verdict",
)
"""Local names of the properties of :data:`PG`."""

CONFIDENCE_THRESHOLD: Final = "0.5"
"""Confidence (decimal, 0 to 1) from which a claim may be accepted; the checks state the same."""

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")


def concept_slug(notation: str) -> str:
    """The last part of a concept's IRI for its notation: kebab-case, ASCII.

    >>> concept_slug("underConstruction"), concept_slug("tonne/year"), concept_slug("percentage_point")
    ('under-construction', 'tonne-per-year', 'percentage-point')
    >>> concept_slug("GWh"), concept_slug("at-least")
    ('gwh', 'at-least')
    """
    return _CAMEL.sub("-", notation).replace("/", "-per-").replace("_", "-").lower()


def concept_iri(scheme: str, notation: str) -> str:
    """The IRI of the concept of ``scheme`` (one of :data:`SCHEMES`) with that ``skos:notation``.

    Whether the scheme holds such a concept is not checked here.

    :raises KeyError: when there is no such scheme

    >>> concept_iri("status", "inProduction")
    'https://w3id.org/parkgraph/vocabulary/status/in-production'
    """
    if scheme not in SCHEMES:
        raise KeyError(scheme)
    return f"{VOCABULARY}{scheme}/{concept_slug(notation)}"


def scheme_iri(scheme: str) -> str:
    """The IRI of a concept scheme.

    :raises KeyError: when there is no such scheme

    >>> scheme_iri("unit")
    'https://w3id.org/parkgraph/vocabulary/unit'
    """
    if scheme not in SCHEMES:
        raise KeyError(scheme)
    return f"{VOCABULARY}{scheme}"


def resource_iri(kind: str, slug: str) -> str:
    """The IRI of a resource of ``kind`` (one of :data:`KINDS`).

    :raises KeyError: when there is no such kind

    >>> resource_iri("place", "320700")
    'https://w3id.org/parkgraph/id/place/320700'
    """
    if kind not in KINDS:
        raise KeyError(kind)
    return f"{RESOURCE}{kind}/{slug}"


def term(local_name: str) -> str:
    """The IRI of a class or property of :data:`PG`.

    :raises KeyError: when the ontology has no such term

    >>> term("locatedInPark")
    'https://w3id.org/parkgraph/ontology#locatedInPark'
    """
    if local_name not in _TERMS:
        raise KeyError(local_name)
    return PG + local_name


def expand(curie: str) -> str:
    """The IRI for a CURIE with one of :data:`PREFIXES`.

    :raises KeyError: when the prefix is not one of ours

    >>> expand("skos:prefLabel")
    'http://www.w3.org/2004/02/skos/core#prefLabel'
    """
    prefix, _, local_name = curie.partition(":")
    return PREFIXES[prefix] + local_name


_TERMS: Final = frozenset(CLASSES) | frozenset(PROPERTIES)
