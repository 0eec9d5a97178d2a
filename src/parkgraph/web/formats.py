"""The media types of answers, and graphs written in them."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import QueryResultsFormat, RdfFormat, Triple, serialize

from parkgraph.vocabulary import PREFIXES

TABLES = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "text/csv": QueryResultsFormat.CSV,
    "text/tab-separated-values": QueryResultsFormat.TSV,
    "application/json": QueryResultsFormat.JSON,
    "application/xml": QueryResultsFormat.XML,
}
"""The media types of a table and of a yes or no."""

TEXTS = frozenset({"text/csv", "text/tab-separated-values"})
"""Those of a table that have no yes and no."""

GRAPHS = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "text/plain": RdfFormat.N_TRIPLES,
}
"""The media types of a graph."""


def serialize_graph(triples: Iterable[Triple], media_type: str) -> bytes:
    """Triples in one of the media types of :data:`GRAPHS`."""
    form = GRAPHS[media_type]
    prefixes = dict(PREFIXES) if form in (RdfFormat.TURTLE, RdfFormat.RDF_XML) else None
    return serialize(triples, format=form, prefixes=prefixes) or b""


def with_charset(media_type: str) -> str:
    """A media type as a header names it."""
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type
