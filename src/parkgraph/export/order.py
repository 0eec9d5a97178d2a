"""The order in which statements are written, whatever order they come in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pyoxigraph import Quad, Triple

from parkgraph.vocabulary import RDF

_TYPE = f" <{RDF}type>"


def sort_quads(quads: Iterable[Quad]) -> Iterator[Quad]:
    """By graph, subject, predicate (the type first) and object; each once."""
    # a graph at a time: the keys of all at once would take more room than the quads
    graphs: dict[str, list[Quad]] = defaultdict(list)
    for quad in quads:
        graphs[str(quad.graph_name)].append(quad)
    for graph in sorted(graphs):
        keyed = {_key(quad): quad for quad in graphs.pop(graph)}
        for key in sorted(keyed):
            yield keyed[key]


def sort_triples(quads: Iterable[Quad]) -> Iterator[Triple]:
    """The triples of the quads by subject, predicate (the type first) and object; each once."""
    subjects: dict[str, list[Quad]] = defaultdict(list)
    for quad in quads:
        subjects[str(quad.subject)].append(quad)
    for subject in sorted(subjects):
        keyed = {_key(quad): quad for quad in subjects.pop(subject)}
        for key in sorted(keyed):
            yield keyed[key].triple


def _key(quad: Quad) -> str:
    """A text that sorts as the statement does: no IRI has a blank in it, and none begins another's text."""
    text = str(quad.triple)
    behind = text.index(" ")
    if text.startswith(_TYPE, behind):  # two blanks go before all other predicates
        return f"{text[:behind]} {text[behind + len(_TYPE) :]}"
    return text
