"""What a graph is: a description in VoID and DCAT with its counts, licence, sources and how it was made.

There is no day in it, so that equal graphs have equal descriptions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from importlib.metadata import version
from typing import IO

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from parkgraph.validation.violations import value_of
from parkgraph.vocabulary import PG, PREFIXES, RDF, RESOURCE

VOID = "http://rdfs.org/ns/void#"
DCAT = "http://www.w3.org/ns/dcat#"
DATASET = NamedNode(f"{RESOURCE}graph/dataset")
"""The dataset that a description is of."""

LICENSE = "https://www.apache.org/licenses/LICENSE-2.0"
_INTEGER = NamedNode(f"{PREFIXES['xsd']}integer")
_DCTERMS = PREFIXES["dcterms"]


def write_description(quads: Iterable[Quad], output: IO[bytes]) -> None:
    """The description of a graph as Turtle."""
    prefixes = {**PREFIXES, "void": VOID, "dcat": DCAT}
    serialize(describe(quads), output, RdfFormat.TURTLE, prefixes=prefixes)


def describe(quads: Iterable[Quad]) -> list[Triple]:
    """The triples of a description, in a fixed order."""
    triples: set[tuple[str, str, str]] = set()
    subjects: set[str] = set()
    graphs: set[str] = set()
    classes: dict[str, set[str]] = {}
    properties: Counter[str] = Counter()
    for quad in quads:
        triple = (str(quad.subject), str(quad.predicate), str(quad.object))
        graphs.add(value_of(quad.graph_name))
        if triple in triples:
            continue
        triples.add(triple)
        subjects.add(triple[0])
        properties[quad.predicate.value] += 1
        if quad.predicate.value == f"{RDF}type":
            classes.setdefault(value_of(quad.object), set()).add(triple[0])
    documents = len(classes.get(f"{PG}Document", ()))
    said: list[Triple] = []

    def say(subject: NamedNode, predicate: str, value: NamedNode | Literal) -> None:
        said.append(Triple(subject, NamedNode(predicate), value))

    def count(subject: NamedNode, name: str, number: int) -> None:
        say(subject, VOID + name, Literal(str(number), datatype=_INTEGER))

    say(DATASET, f"{RDF}type", NamedNode(f"{VOID}Dataset"))
    say(DATASET, f"{RDF}type", NamedNode(f"{DCAT}Dataset"))
    say(DATASET, f"{_DCTERMS}title", Literal("园区知识图谱", language="zh"))
    say(DATASET, f"{_DCTERMS}title", Literal("Knowledge graph of industrial parks", language="en"))
    say(
        DATASET,
        f"{_DCTERMS}description",
        Literal(f"Facts read from {documents} documents, each with its evidence.", language="en"),
    )
    say(DATASET, f"{_DCTERMS}license", NamedNode(LICENSE))
    say(DATASET, f"{_DCTERMS}creator", Literal(f"parkgraph {version('parkgraph')}"))
    say(DATASET, f"{VOID}vocabulary", NamedNode(PG.removesuffix("#")))
    say(DATASET, f"{VOID}uriSpace", Literal(RESOURCE))
    for feature in ("Turtle", "N-Triples", "N-Quads", "TriG", "JSON-LD"):
        say(DATASET, f"{VOID}feature", NamedNode(f"http://www.w3.org/ns/formats/{feature}"))
    count(DATASET, "triples", len(triples))
    count(DATASET, "distinctSubjects", len(subjects))
    count(DATASET, "classes", len(classes))
    count(DATASET, "properties", len(properties))
    count(DATASET, "documents", documents)
    for iri, members in sorted(classes.items()):
        if iri.startswith(PG):
            part = NamedNode(f"{RESOURCE}graph/dataset-{iri.removeprefix(PG).lower()}")
            say(DATASET, f"{VOID}classPartition", part)
            say(part, f"{VOID}class", NamedNode(iri))
            count(part, "entities", len(members))
    for iri, number in sorted(properties.items()):
        if iri.startswith(PG):
            part = NamedNode(f"{RESOURCE}graph/dataset-property-{iri.removeprefix(PG).lower()}")
            say(DATASET, f"{VOID}propertyPartition", part)
            say(part, f"{VOID}property", NamedNode(iri))
            count(part, "triples", number)
    for graph in sorted(graphs):
        if graph.startswith(PREFIXES["list"]):
            say(DATASET, f"{_DCTERMS}source", NamedNode(graph))
    return said
