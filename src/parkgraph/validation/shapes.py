"""SHACL shapes as plain checks, to find the few resources that a full engine must look at.

A check may find a resource wanting that the engine then passes; never the other way round.  A
shape with a constraint that is not understood here makes all its targets candidates.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import rdflib
from pyoxigraph import Literal, NamedNode
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS, SH

from parkgraph.validation.index import TYPE, Index
from parkgraph.validation.values import (
    NotUnderstood,
    ValueCheck,
    as_number,
    compile_values,
    is_number,
    named,
    to_oxigraph,
)
from parkgraph.vocabulary import XSD

_DATE = {NamedNode(f"{XSD}date")}


@dataclass(frozen=True)
class PropertyCheck:
    """What is asked of the values of one property."""

    predicate: NamedNode
    inverse: bool = False
    least: int = 0
    most: int | None = None
    one_per_language: bool = False
    required: tuple[Any, ...] = ()
    each: tuple[ValueCheck, ...] = ()
    before: tuple[tuple[NamedNode, bool], ...] = ()  # another property, and whether equal values pass

    def holds(self, focus: Any, index: Index) -> bool:
        """Whether the focus node's values are as asked."""
        values = index.values(focus, self.predicate, self.inverse)
        if len(values) < self.least or (self.most is not None and len(values) > self.most):
            return False
        if any(value not in values for value in self.required):
            return False
        if self.one_per_language:
            tags = [value.language for value in values if isinstance(value, Literal) and value.language]
            if len(tags) != len(set(tags)):
                return False
        for other, equal in self.before:
            for later in index.values(focus, other, False):
                if not all(_precedes(value, later, equal) for value in values):
                    return False
        return all(check(value, index) for check in self.each for value in values)


def _precedes(value: Any, later: Any, equal: bool) -> bool:
    if is_number(value) and is_number(later):
        first, second = as_number(value.value), as_number(later.value)
        return first is not None and second is not None and (first < second or (equal and first == second))
    if (
        isinstance(value, Literal)
        and isinstance(later, Literal)
        and {value.datatype, later.datatype} == _DATE
    ):
        # dates in their one form sort as text
        return value.value < later.value or (equal and value.value == later.value)
    return False


@dataclass
class ShapeCheck:
    """A node shape: its targets and what is asked of them; ``opaque`` when not all was understood."""

    classes: tuple[NamedNode, ...] = ()
    subjects_of: tuple[NamedNode, ...] = ()
    objects_of: tuple[NamedNode, ...] = ()
    nodes: tuple[Any, ...] = ()
    properties: list[PropertyCheck] = field(default_factory=list)
    each: tuple[ValueCheck, ...] = ()
    allowed: frozenset[Any] | None = None
    opaque: bool = False

    def targets(self, index: Index) -> dict[Any, None]:
        """The focus nodes."""
        found = dict.fromkeys(self.nodes)
        for cls in self.classes:
            found |= index.instances.get(cls, {})
        for predicate in self.subjects_of:
            found |= {subject: None for subject, said in index.objects.items() if predicate in said}
        for predicate in self.objects_of:
            found |= {value: None for said in index.objects.values() for value in said.get(predicate, ())}
        return found

    def holds(self, focus: Any, index: Index) -> bool:
        """Whether a focus node certainly conforms."""
        if self.opaque or not all(check(focus, index) for check in self.each):
            return False
        if self.allowed is not None and any(p not in self.allowed for p in index.objects.get(focus, ())):
            return False
        return all(check.holds(focus, index) for check in self.properties)


def find_candidates(shapes: Sequence[ShapeCheck], index: Index) -> list[Any]:
    """The resources that may violate a shape, sorted."""
    found = {
        focus: None for shape in shapes for focus in shape.targets(index) if not shape.holds(focus, index)
    }
    return sorted(found, key=str)


def used_predicates(shapes: Sequence[ShapeCheck]) -> frozenset[Any] | None:
    """The properties that the checks look at; ``None`` when they may look at any."""
    if any(shape.opaque or shape.allowed is not None for shape in shapes):
        return None
    used = {TYPE} | {predicate for shape in shapes for predicate in (*shape.subjects_of, *shape.objects_of)}
    for check in (check for shape in shapes for check in shape.properties):
        used |= {check.predicate, *(other for other, _ in check.before)}
    return frozenset(used)


def compile_shapes(graph: rdflib.Graph) -> list[ShapeCheck]:
    """The checks for every shape of a graph that has targets."""
    targets = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf, SH.targetNode)
    roots = {subject for predicate in targets for subject in graph.subjects(predicate)}
    roots |= {s for s in graph.subjects(RDF.type, SH.NodeShape) if (s, RDF.type, RDFS.Class) in graph}
    roots |= {s for s in graph.subjects(RDF.type, SH.NodeShape) if (s, RDF.type, OWL.Class) in graph}
    return [_compile_shape(graph, root) for root in sorted(roots, key=str) if not _is_off(graph, root)]


def _is_off(graph: rdflib.Graph, shape: Any) -> bool:
    return (shape, SH.deactivated, rdflib.Literal(True)) in graph


def _compile_shape(graph: rdflib.Graph, root: Any) -> ShapeCheck:
    classes = [*graph.objects(root, SH.targetClass)]
    if any((root, RDF.type, cls) in graph for cls in (RDFS.Class, OWL.Class)):
        classes.append(root)
    shape = ShapeCheck(
        tuple(named(c) for c in classes),
        tuple(named(p) for p in graph.objects(root, SH.targetSubjectsOf)),
        tuple(named(p) for p in graph.objects(root, SH.targetObjectsOf)),
        tuple(to_oxigraph(n) for n in graph.objects(root, SH.targetNode)),
    )
    try:
        if (root, SH.path, None) in graph:
            shape.properties.append(_compile_property(graph, root))
            return shape
        shape.each = tuple(compile_values(graph, root, {SH.closed}))
        for inner in graph.objects(root, SH.property):
            if not _is_off(graph, inner):
                shape.properties.append(_compile_property(graph, inner))
        if (root, SH.closed, rdflib.Literal(True)) in graph:
            listed = graph.value(root, SH.ignoredProperties)
            ignored = [named(p) for p in Collection(graph, listed)] if listed is not None else []
            shape.allowed = frozenset(ignored) | {p.predicate for p in shape.properties if not p.inverse}
    except NotUnderstood:
        shape.opaque = True
    return shape


def _compile_property(graph: rdflib.Graph, shape: Any) -> PropertyCheck:
    path = graph.value(shape, SH.path)
    inverse = False
    if isinstance(path, rdflib.BNode):
        path = graph.value(path, SH.inversePath)
        inverse = True
    if not isinstance(path, rdflib.URIRef) or (shape, SH.property, None) in graph:
        raise NotUnderstood(shape)
    counted = {SH.minCount, SH.maxCount, SH.uniqueLang, SH.hasValue, SH.lessThan, SH.lessThanOrEquals}
    before = [(named(other), True) for other in graph.objects(shape, SH.lessThanOrEquals)]
    before += [(named(other), False) for other in graph.objects(shape, SH.lessThan)]
    most = graph.value(shape, SH.maxCount)
    return PropertyCheck(
        named(path),
        inverse,
        max((int(str(n)) for n in graph.objects(shape, SH.minCount)), default=0),
        None if most is None else int(str(most)),
        (shape, SH.uniqueLang, rdflib.Literal(True)) in graph,
        tuple(to_oxigraph(value) for value in graph.objects(shape, SH.hasValue)),
        tuple(compile_values(graph, shape, counted)),
        tuple(before),
    )
