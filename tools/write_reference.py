"""Writes docs/ontology.md: every term of the ontology and every vocabulary, from the Turtle.

    python tools/write_reference.py [--check]

``--check`` writes nothing and exits with 1 when the file is not what it would write.
"""

from __future__ import annotations

import sys
from pathlib import Path

from rdflib import Graph, Namespace, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SKOS

ROOT = Path(__file__).parents[1]
PG = Namespace("https://w3id.org/parkgraph/ontology#")
TARGET = ROOT / "docs" / "ontology.md"


def read_graph() -> Graph:
    """The ontology with its alignments and vocabularies."""
    graph = Graph()
    for path in [
        ROOT / "ontology" / "parkgraph.ttl",
        *sorted((ROOT / "ontology" / "alignments").glob("*.ttl")),
    ]:
        graph.parse(path)
    for path in sorted((ROOT / "ontology" / "vocabularies").glob("*.ttl")):
        graph.parse(path)
    return graph


def text(graph: Graph, subject: URIRef, predicate: URIRef, language: str) -> str:
    """The literal of one language, safe inside a table cell; empty when there is none."""
    found = sorted(
        str(o) for o in graph.objects(subject, predicate) if getattr(o, "language", None) == language
    )
    return found[0].replace("|", "\\|").replace("\n", " ") if found else ""


def curies(graph: Graph, subject: URIRef, *predicates: URIRef) -> str:
    """The named objects of some properties as CURIEs, in their order."""
    names = {
        o for predicate in predicates for o in graph.objects(subject, predicate) if isinstance(o, URIRef)
    }
    return ", ".join(f"`{graph.namespace_manager.curie(name, generate=True)}`" for name in sorted(names))


def terms(graph: Graph, *kinds: URIRef) -> list[URIRef]:
    """The project's own terms of some kinds, by name."""
    found = {s for kind in kinds for s in graph.subjects(RDF.type, kind) if isinstance(s, URIRef) and s in PG}
    return sorted(found)


def write_classes(graph: Graph) -> list[str]:
    """One row for each class."""
    lines = ["| class | 中文 | definition | specialises |", "|---|---|---|---|"]
    for term in terms(graph, OWL.Class):
        name, definition = text(graph, term, RDFS.label, "zh"), text(graph, term, SKOS.definition, "en")
        parents = curies(graph, term, RDFS.subClassOf, OWL.equivalentClass)
        lines.append(f"| `pg:{term.removeprefix(PG)}` | {name} | {definition} | {parents} |")
    return lines


def write_properties(graph: Graph) -> list[str]:
    """One row for each property."""
    lines = ["| property | 中文 | definition | domain | range | specialises |", "|---|---|---|---|---|---|"]
    for term in terms(graph, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty):
        name, definition = text(graph, term, RDFS.label, "zh"), text(graph, term, SKOS.definition, "en")
        ends = f"{curies(graph, term, RDFS.domain)} | {curies(graph, term, RDFS.range)}"
        parents = curies(graph, term, RDFS.subPropertyOf, OWL.equivalentProperty)
        lines.append(f"| `pg:{term.removeprefix(PG)}` | {name} | {definition} | {ends} | {parents} |")
    return lines


def write_vocabulary(graph: Graph, scheme: URIRef) -> list[str]:
    """One row for each concept of a scheme."""
    lines = ["| notation | 中文 | English | definition | broader |", "|---|---|---|---|---|"]
    rows = []
    for concept in graph.subjects(SKOS.inScheme, scheme):
        if not isinstance(concept, URIRef):
            continue
        notation = ", ".join(sorted(f"`{o}`" for o in graph.objects(concept, SKOS.notation)))
        labels = (
            f"{text(graph, concept, SKOS.prefLabel, 'zh')} | {text(graph, concept, SKOS.prefLabel, 'en')}"
        )
        parents = ", ".join(sorted(str(o).rsplit("/", 1)[-1] for o in graph.objects(concept, SKOS.broader)))
        rows.append(f"| {notation} | {labels} | {text(graph, concept, SKOS.definition, 'en')} | {parents} |")
    return lines + sorted(rows)


def write_reference(graph: Graph) -> str:
    """The whole document."""
    lines = [
        "# Ontology reference",
        "",
        "Written by `make docs` from `ontology/`; do not edit.",
        "",
        "## Classes",
        "",
    ]
    lines += [*write_classes(graph), "", "## Properties", "", *write_properties(graph), "", "## Vocabularies"]
    for scheme in sorted(s for s in graph.subjects(RDF.type, SKOS.ConceptScheme) if isinstance(s, URIRef)):
        title = text(graph, scheme, SKOS.prefLabel, "en") or scheme.rsplit("/", 1)[-1]
        lines += ["", f"### {title}", "", f"<{scheme}>", "", *write_vocabulary(graph, scheme)]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Writes or checks the file; the exit status."""
    reference = write_reference(read_graph())
    if "--check" in sys.argv[1:]:
        same = TARGET.exists() and TARGET.read_text("utf-8") == reference
        sys.stderr.write("" if same else "docs/ontology.md is stale: run `make docs`\n")
        return 0 if same else 1
    TARGET.write_text(reference, "utf-8")
    sys.stderr.write(f"wrote {TARGET.relative_to(ROOT)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
