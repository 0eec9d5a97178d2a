"""What does not conform, with the document and sentence it came from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pyoxigraph import Quad

from parkgraph.vocabulary import PG, PREFIXES


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One thing that is not as a shape says.

    ``focus`` is the resource, ``path`` the property (both IRIs, the path may be empty), ``value``
    the offending value if there is one; ``document`` (an IRI) and ``sentence`` say where it came
    from, as far as the graph knows; ``severity`` is Violation, Warning or Info.
    """

    document: str
    focus: str
    path: str
    value: str
    message: str
    severity: str = "Violation"
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A violation before its document and sentence are looked up."""

    focus: str
    path: str
    value: str
    message: str
    severity: str = "Violation"


def describe(quads: Iterable[Quad], findings: Sequence[Finding]) -> list[Violation]:
    """The findings with the documents and sentences that their focus nodes come from."""
    if not findings:
        return []
    focuses = {finding.focus for finding in findings}
    documents: dict[str, set[str]] = defaultdict(set)
    quotes: dict[str, set[str]] = defaultdict(set)
    sentences: dict[str, str] = {}
    for quad in quads:
        subject, predicate = value_of(quad.subject), quad.predicate.value
        if predicate == f"{PG}sentence":
            sentences[subject] = value_of(quad.object)
            quotes[subject].add(subject)
        if subject in focuses:
            graph = value_of(quad.graph_name)
            if graph.startswith(PREFIXES["document"]):
                documents[subject].add(graph)
            if predicate == f"{PG}evidence":
                quotes[subject].add(value_of(quad.object))
    return [
        Violation(
            min(documents[finding.focus], default=""),
            finding.focus,
            finding.path,
            finding.value,
            finding.message,
            finding.severity,
            next((sentences[quote] for quote in sorted(quotes[finding.focus]) if quote in sentences), ""),
        )
        for finding in findings
    ]


def value_of(term: Any) -> str:
    """The IRI, text or label of a term; empty for a default graph."""
    return str(getattr(term, "value", ""))


def shorten(iri: str) -> str:
    """An IRI as a CURIE where a prefix fits.

    >>> shorten("http://www.w3.org/2001/XMLSchema#date"), shorten("http://a.test/x")
    ('xsd:date', 'http://a.test/x')
    """
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and iri != namespace:
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri
