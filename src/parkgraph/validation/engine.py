"""pySHACL on the resources that may be wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import pyshacl
import rdflib
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse
from rdflib.namespace import RDF, SH

from parkgraph.resources import resource_path
from parkgraph.validation.index import TYPE, Index
from parkgraph.validation.shapes import ShapeCheck, compile_shapes, find_candidates, used_predicates
from parkgraph.validation.violations import Finding

_CHUNK = 200  # candidates judged in one run of the engine: bounds the memory it needs


def check_shapes(quads: Sequence[Quad], judged: Callable[[str], bool] | None = None) -> list[Finding]:
    """What the shapes of the ontology say against the resources of a graph.

    :param judged: which resources are looked at, by IRI; all by default
    """
    return check_against(quads, read_shapes(), read_background(), compiled_shapes(), judged)


def check_against(
    quads: Sequence[Quad],
    shapes: rdflib.Graph,
    background: Sequence[Quad],
    compiled: Sequence[ShapeCheck],
    judged: Callable[[str], bool] | None = None,
) -> list[Finding]:
    """What ``shapes`` say against the resources of a graph.

    :param background: statements that every graph may rely on (subclasses, concepts), not judged
    :param compiled: the same shapes, compiled
    """
    index = Index([*quads, *background], used_predicates(compiled))
    candidates = find_candidates(compiled, index)
    if judged is not None:
        candidates = [focus for focus in candidates if judged(focus.value)]
    del index
    if not candidates:
        return []
    said = {term for quad in quads for term in (quad.subject, quad.object)}
    candidates = [focus for focus in candidates if focus in said]
    whole = any(shape.opaque for shape in compiled)
    found: list[Finding] = []
    for start in range(0, len(candidates), _CHUNK):
        chosen = candidates[start : start + _CHUNK]
        around = _graphs_of(quads, chosen) if whole else _neighbours_of(quads, chosen)
        found += _judge(around, chosen, shapes, background)
    return found


def _neighbours_of(quads: Sequence[Quad], candidates: Sequence[Any]) -> list[Quad]:
    """All statements about the candidates, and the types of what these name."""
    wanted = set(candidates)
    near = [quad for quad in quads if quad.subject in wanted or quad.object in wanted]
    named = {quad.object for quad in near} | {quad.subject for quad in near}
    return [*near, *(quad for quad in quads if quad.predicate == TYPE and quad.subject in named)]


def _graphs_of(quads: Sequence[Quad], candidates: Sequence[Any]) -> list[Quad]:
    """The graphs that name the candidates, and what is said elsewhere of the things they name."""
    wanted = set(candidates)
    graphs = {quad.graph_name for quad in quads if quad.subject in wanted or quad.object in wanted}
    named = {
        quad.object for quad in quads if quad.graph_name in graphs and isinstance(quad.object, NamedNode)
    }
    return [quad for quad in quads if quad.graph_name in graphs or quad.subject in named]


def _judge(
    quads: Sequence[Quad], candidates: Sequence[Any], shapes: rdflib.Graph, background: Sequence[Quad]
) -> list[Finding]:
    data = rdflib.Graph()
    for quad in (*quads, *background):
        data.add((_rdflib(quad.subject), _rdflib(quad.predicate), _rdflib(quad.object)))
    # pySHACL's own focus_nodes also keeps inner shapes (sh:or, sh:not) from their values: choose afterwards
    _, report, text = pyshacl.validate(data, shacl_graph=shapes, inference="none", advanced=True)
    if not isinstance(report, rdflib.Graph):
        raise RuntimeError(text)
    results = [_read_result(report, result) for result in report.subjects(RDF.type, SH.ValidationResult)]
    focuses = {candidate.value for candidate in candidates}
    return [result for result in results if result.focus in focuses]


def _read_result(report: rdflib.Graph, result: Any) -> Finding:
    messages = sorted(
        (m for m in report.objects(result, SH.resultMessage) if isinstance(m, rdflib.Literal)),
        key=lambda message: (message.language or "", str(message)),
    )
    path, value = report.value(result, SH.resultPath), report.value(result, SH.value)
    return Finding(
        focus=str(report.value(result, SH.focusNode)),
        path=str(path) if isinstance(path, rdflib.URIRef) else "",
        value="" if value is None or isinstance(value, rdflib.BNode) else str(value),
        message=" / ".join(dict.fromkeys(str(message) for message in messages)),
        severity=str(report.value(result, SH.resultSeverity)).rsplit("#", 1)[-1],
    )


@cache
def read_shapes() -> rdflib.Graph:
    """The shapes of the ontology.

    :raises ResourceError: when there are none
    """
    shapes = rdflib.Graph()
    for path in sorted(resource_path("ontology", "shapes").glob("*.ttl")):
        shapes.parse(path, format="turtle")
    return shapes


@cache
def read_background() -> tuple[Quad, ...]:
    """What every graph may rely on: the classes of the ontology and the concepts of the vocabularies."""
    files = [resource_path("ontology", "parkgraph.ttl")]
    files += sorted(resource_path("ontology", "vocabularies").glob("*.ttl"))
    quads = (quad for path in files for quad in parse(path=str(path), format=RdfFormat.TURTLE))
    return tuple(q for q in quads if all(isinstance(term, NamedNode | Literal) for term in q.triple))


@cache
def compiled_shapes() -> tuple[ShapeCheck, ...]:
    """The shapes of the ontology as plain checks."""
    return tuple(compile_shapes(read_shapes()))


@cache
def _named(iri: str) -> rdflib.URIRef:
    return rdflib.URIRef(iri)


def _rdflib(term: Any) -> Any:
    if isinstance(term, Literal):
        if term.language is not None:
            return rdflib.Literal(term.value, lang=term.language)
        datatype = term.datatype.value
        return rdflib.Literal(term.value, datatype=None if datatype.endswith("#string") else _named(datatype))
    return _named(term.value) if isinstance(term, NamedNode) else rdflib.BNode(term.value)
