"""The order in which statements are written, whatever order they come in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Quad, Triple

from parkgraph.vocabulary import RDF

_TYPE = f"<{RDF}type>"


def sort_quads(quads: Iterable[Quad]) -> list[Quad]:
    """By graph, subject, predicate (the type first) and object; each once."""
    keyed = {(str(quad.graph_name), *_key(quad)): quad for quad in quads}
    return [keyed[key] for key in sorted(keyed)]


def sort_triples(quads: Iterable[Quad]) -> Iterator[Triple]:
    """The triples of the quads by subject, predicate (the type first) and object; each once."""
    keyed = {_key(quad): quad for quad in quads}
    return (keyed[key].triple for key in sorted(keyed))


def _key(quad: Quad) -> tuple[str, str, str]:
    predicate = str(quad.predicate)
    return str(quad.subject), "" if predicate == _TYPE else predicate, str(quad.object)
