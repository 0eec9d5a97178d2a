"""Writes ``docs/ontology.md`` from the Turtle: ``python tools/write_reference.py``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import rdflib
from rdflib import OWL, RDF, RDFS, SH, SKOS
from rdflib.collection import Collection

from parkgraph.vocabulary import CLASSES, PG, PROPERTIES, SCHEMES, scheme_iri

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "docs" / "ontology.md"
_NAMESPACES = {"pg": PG, "xsd": "http://www.w3.org/2001/XMLSchema#", "skos": str(SKOS), "owl": str(OWL)}
_OVERVIEW = """\
# Ontology

<!-- Written by tools/write_reference.py from ontology/; edit there. -->

Prefix `pg:` is `https://w3id.org/parkgraph/ontology#`. The classes and properties are in
`ontology/parkgraph.ttl`, the concepts in `ontology/vocabularies/`, what must hold of a graph in
`ontology/shapes/` and `queries/checks/`, and what the terms specialise in `ontology/alignments/`.

```mermaid
flowchart LR
    Enterprise -- enteredPark --> Park
    Project -- locatedInPark --> Park
    Project -- undertakenBy --> Enterprise
    Stage -- stageOf --> Project
    Policy -- appliesTo --> Park
    Policy -- issuedBy --> Agency
    Park -- administeredBy --> Agency
    Park -- leadingIndustry --> Industry
    Park -- locatedInPlace --> Place
    Metric -- about --> Park
    ParkEntry -- entrant --> Enterprise
    ParkEntry -- intoPark --> Park
    ParkEntry -- entryProject --> Project
    Enterprise -- ownershipSource --> NameList
    Claim -- evidence --> Evidence
    Evidence -- "dcterms:source" --> Document
```

A relation read from a text is a `pg:Claim` with its evidence; the direct triple (an arrow above) is
asserted only when the claim is accepted. Every metric, project, policy, stage and park entry has
evidence of its own, which quotes the original by code points.
"""


def render(root: Path = ROOT) -> str:
    """The reference as Markdown, from the Turtle below ``root/ontology``."""
    core = rdflib.Graph().parse(root / "ontology" / "parkgraph.ttl")
    vocabularies = _read(root / "ontology" / "vocabularies")
    alignments = _read(root / "ontology" / "alignments")
    shapes = _read(root / "ontology" / "shapes")
    parts = [
        _OVERVIEW,
        "## Classes\n",
        *_table(
            ("class", "名称", "specialises", "definition", "定义"),
            (_class_row(core, alignments, name) for name in CLASSES),
        ),
        "\n## Properties\n",
        *_table(
            ("property", "名称", "domain", "range", "definition", "定义"),
            (_property_row(core, name) for name in PROPERTIES),
        ),
        "\n## Vocabularies\n",
        *_table(
            ("scheme", "名称", "concepts", "definition", "定义"),
            (_scheme_row(vocabularies, scheme) for scheme in SCHEMES),
        ),
        "\n## Shapes\n",
        "Severity is a violation unless the row says warning.\n",
        *_table(("shape", "what it asks", "要求"), _shape_rows(shapes)),
    ]
    return "\n".join(parts) + "\n"


def _read(folder: Path) -> rdflib.Graph:
    graph = rdflib.Graph()
    for path in sorted(folder.glob("*.ttl")):
        graph.parse(path)
    return graph


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', '&#124;') for cell in row)} |"


def _text(graph: rdflib.Graph, subject: rdflib.term.Node, predicate: rdflib.URIRef, language: str) -> str:
    found = (o for o in graph.objects(subject, predicate) if isinstance(o, rdflib.Literal))
    return next(str(o) for o in found if o.language == language)


def _described(graph: rdflib.Graph, subject: rdflib.URIRef) -> tuple[str, str]:
    return _text(graph, subject, SKOS.definition, "en"), _text(graph, subject, SKOS.definition, "zh")


def _class_row(core: rdflib.Graph, alignments: rdflib.Graph, name: str) -> tuple[str, ...]:
    iri = rdflib.URIRef(PG + name)
    broader = sorted(
        f"`{alignments.namespace_manager.curie(str(o), generate=False)}`"
        for o in alignments.objects(iri, RDFS.subClassOf)
    )
    return f"`pg:{name}`", _text(core, iri, RDFS.label, "zh"), ", ".join(broader), *_described(core, iri)


def _property_row(core: rdflib.Graph, name: str) -> tuple[str, ...]:
    iri = rdflib.URIRef(PG + name)
    ends = (_expression(core, core.value(iri, end)) for end in (RDFS.domain, RDFS.range))
    return f"`pg:{name}`", _text(core, iri, RDFS.label, "zh"), *ends, *_described(core, iri)


def _expression(core: rdflib.Graph, expression: rdflib.term.Node | None) -> str:
    if expression is None:
        return ""
    union = core.value(expression, OWL.unionOf)
    members = [expression] if union is None else list(Collection(core, union))
    return ", ".join(_curie(str(member)) for member in members)


def _curie(iri: str) -> str:
    for prefix, namespace in _NAMESPACES.items():
        if iri.startswith(namespace):
            return f"`{prefix}:{iri.removeprefix(namespace)}`"
    return f"<{iri}>"


def _scheme_row(vocabularies: rdflib.Graph, scheme: str) -> tuple[str, ...]:
    iri = rdflib.URIRef(scheme_iri(scheme))
    count = len(set(vocabularies.subjects(SKOS.inScheme, iri)))
    return (
        f"`{scheme}:`",
        _text(vocabularies, iri, SKOS.prefLabel, "zh"),
        str(count),
        *_described(vocabularies, iri),
    )


def _shape_rows(shapes: rdflib.Graph) -> Iterator[tuple[str, ...]]:
    for shape in sorted(shapes.subjects(RDF.type, SH.PropertyShape), key=str):
        name = f"`{str(shape).rpartition('/')[2]}`"
        warning = " (warning)" if shapes.value(shape, SH.severity) == SH.Warning else ""
        yield name + warning, _text(shapes, shape, SH.message, "en"), _text(shapes, shape, SH.message, "zh")


if __name__ == "__main__":
    TARGET.write_text(render(), encoding="utf-8")
