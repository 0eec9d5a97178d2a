"""What a build did: documents read, things rejected, statements found wrong, and counts."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from textwrap import indent
from typing import Any

from pyoxigraph import NamedNode, Quad

from parkgraph.errors import StoreError
from parkgraph.model import Evidence, Facts, Reason, Unattributed
from parkgraph.validation import Violation, shorten
from parkgraph.validation.violations import value_of
from parkgraph.vocabulary import PG, RDF

REPORT = "report.json"
"""The file of a build that says what was done."""

_TYPE = NamedNode(f"{RDF}type")

LISTED = 200
"""The most of what is not attributed that is listed for one document; the rest is counted."""


@dataclass(frozen=True, slots=True, order=True)
class Rejection:
    """A source that is not in the graph, and why.

    ``source`` is relative to the input it was found in, so that a report does not depend on where
    the inputs lie; ``place`` is where it lay, for messages.
    """

    source: str
    reason: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document in the graph, with the number of facts read from it.

    ``unattributed`` counts the quantities and names seen in it that are in no fact, ``missed`` are
    the first :data:`LISTED` of them.
    """

    identifier: str
    sources: tuple[str, ...]
    encoding: str
    title: str | None
    published: str | None
    characters: int
    entities: int
    claims: int
    metrics: int
    entries: int
    unattributed: int = 0
    missed: tuple[Unattributed, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of a build; equal inputs give equal reports.

    ``reused`` counts the documents that an earlier build had read, ``untried`` those that it had
    rejected and that were not tried again; they are not written.
    """

    documents: tuple[ReadDocument, ...] = ()
    rejected: tuple[Rejection, ...] = ()
    violations: tuple[Violation, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    reused: int = field(default=0, compare=False)
    untried: int = field(default=0, compare=False)

    @property
    def complete(self) -> bool:
        """Whether nothing was rejected and nothing violates a shape."""
        return not self.rejected and not any(v.severity == "Violation" for v in self.violations)

    def to_json(self) -> str:
        """The report as JSON text, with a line end."""
        return "".join(self.write_json(map(write_document, self.documents)))

    def write_json(self, documents: Iterable[str]) -> Iterator[str]:
        """The same in pieces, so that the documents need not all be held.

        :param documents: what :func:`write_document` gives for each document
        """
        yield json.dumps({"counts": self.counts}, ensure_ascii=False, indent=1).removesuffix("\n}")
        yield ',\n "documents": ['
        empty = True
        for document in documents:
            yield f"\n{document}" if empty else f",\n{document}"
            empty = False
        yield "],\n" if empty else "\n ],\n"
        rest = {
            "rejected": [{"source": r.source, "reason": r.reason} for r in self.rejected],
            "validation": [asdict(violation) for violation in self.violations],
        }
        yield json.dumps(rest, ensure_ascii=False, indent=1).removeprefix("{\n") + "\n"


def write_document(document: ReadDocument) -> str:
    """A document's part of the report, as JSON text that is indented as it stands there."""
    return indent(json.dumps(asdict(document), ensure_ascii=False, indent=1), "  ")


def describe_document(facts: Facts, sources: Sequence[str]) -> ReadDocument:
    """The line of the report for one document."""
    document = facts.document
    return ReadDocument(
        identifier=document.identifier,
        sources=tuple(sources),
        encoding=document.encoding,
        title=document.title,
        published=document.published.isoformat() if document.published else None,
        characters=facts.characters or len(document.text),
        entities=len(facts.entities),
        claims=len(facts.claims),
        metrics=len(facts.metrics),
        entries=len(facts.entries),
        unattributed=len(facts.unattributed),
        missed=facts.unattributed[:LISTED],
    )


def read_documents_of(build: str | Path) -> Iterator[ReadDocument]:
    """The documents of the report that a build wrote.

    :param build: the output folder of the build
    :raises StoreError: when it holds no report, or none that says what was not attributed
    """
    path = Path(build) / REPORT
    if not path.is_file():
        raise StoreError(f"{path}: does not exist (parkgraph build INPUT --out {build} makes it)")
    try:
        yield from map(_read_document, json.loads(path.read_text(encoding="utf-8"))["documents"])
    except (ValueError, KeyError, TypeError):
        raise StoreError(f"{path}: not the report of a build by this version; build it again") from None


def _read_document(row: dict[str, Any]) -> ReadDocument:
    missed = tuple(
        Unattributed(
            one["kind"],
            one["text"],
            tuple(Evidence(**quote) for quote in one["evidence"]),
            Reason(one["reason"]),
        )
        for one in row["missed"]
    )
    return ReadDocument(**{**row, "sources": tuple(row["sources"]), "missed": missed})


def count_statements(quads: Iterable[Quad]) -> dict[str, int]:
    """The number of quads, triples and resources of each class of the ontology, by CURIE and sorted."""
    known = list(quads)
    triples = {str(quad.triple) for quad in known}  # texts are sooner compared than triples
    return name_counts(len(known), len(triples), count_members(known))


def count_members(quads: Iterable[Quad]) -> Counter[str]:
    """The number of resources of each class of the ontology, by the class's IRI."""
    members = {(value_of(quad.object), str(quad.subject)) for quad in quads if quad.predicate == _TYPE}
    return Counter(cls for cls, _ in members if cls.startswith(PG))


def name_counts(quads: int, triples: int, members: Mapping[str, int]) -> dict[str, int]:
    """Counts as a report has them.

    :param members: the number of resources by the class's IRI
    """
    named = {shorten(cls): count for cls, count in members.items()}
    return {"quads": quads, "triples": triples, **dict(sorted(named.items()))}
