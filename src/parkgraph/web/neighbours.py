"""What lies around a thing: the things it is linked with directly, in either direction."""

from __future__ import annotations

from collections import defaultdict
from itertools import islice

from pyoxigraph import DefaultGraph, NamedNode

from parkgraph.validation.violations import shorten, value_of
from parkgraph.vocabulary import ORG, PG
from parkgraph.web.graph import Graph, Json, id_of, kind_of

LINKS = (
    *(f"{PG}{name}" for name in ("enteredPark", "locatedInPark", "undertakenBy", "partOfPark", "phaseOf")),
    *(f"{PG}{name}" for name in ("appliesTo", "issuedBy", "administeredBy", "locatedInPlace", "partOf")),
    f"{ORG}subOrganizationOf",
)
"""The properties that are drawn."""

EACH = 40
"""The most things that are shown by one property in one direction; the rest is counted."""


def find_neighbours(graph: Graph, iri: str, each: int = EACH) -> Json:
    """A thing, those around it, the links between them, and how many more there are by property."""
    things: dict[str, Json] = {iri: _describe(graph, iri)}
    links: list[Json] = []
    more: dict[str, int] = defaultdict(int)
    node = NamedNode(iri)
    for predicate in LINKS:
        prop = NamedNode(predicate)
        for outward in (True, False):
            ends = (node, None) if outward else (None, node)
            quads = iter(graph.store.quads_for_pattern(ends[0], prop, ends[1], DefaultGraph()))
            for quad in islice(quads, each):
                other = value_of(quad.object if outward else quad.subject)
                if other != iri:
                    things.setdefault(other, _describe(graph, other))
                    first, last = (iri, other) if outward else (other, iri)
                    links.append({"from": id_of(first), "to": id_of(last), "property": shorten(predicate)})
            rest = sum(1 for _ in quads)
            if rest:
                more[shorten(predicate)] += rest
    return {"id": id_of(iri), "things": list(things.values()), "links": links, "more": dict(more)}


def _describe(graph: Graph, iri: str) -> Json:
    return {"id": id_of(iri), "name": graph.name(iri), "kind": kind_of(iri)}
