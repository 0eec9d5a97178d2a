"""SHACL shapes as plain checks, to find the few resources that a full engine must look at.

A check may find a resource wanting that the engine then passes; never the other way round.  A
shape with a constraint that is not understood here makes all its targets candidates.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

import rdflib
from pyoxigraph import Literal, NamedNode, Quad
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS, SH

ValueCheck = Callable[[Any, "Index"], bool]
TYPE = NamedNode(str(RDF.type))
_SUBCLASS = NamedNode(str(RDFS.subClassOf))
_SILENT = frozenset(
    {SH.message, SH.name, SH.description, SH.severity, SH.order, SH.group, SH.deactivated, SH.path}
    | {SH.flags, SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf, SH.property}
    | {SH.ignoredProperties, RDF.type, RDFS.label, RDFS.comment, RDFS.isDefinedBy, RDFS.seeAlso}
)


class NotUnderstood(Exception):
    """A constraint that only a full engine can check."""


class Index:
    """The triples of a graph by subject, with the instances of each class.

    :param quads: the graph; graph names do not matter
    :param predicates: the properties to keep; all by default
    """

    def __init__(self, quads: Iterable[Quad], predicates: frozenset[Any] | None = None) -> None:
        self.objects: dict[Any, dict[Any, dict[Any, None]]] = {}
        self.instances: dict[Any, dict[Any, None]] = defaultdict(dict)
        self._subjects: dict[Any, dict[Any, dict[Any, None]]] | None = None
        supers: dict[Any, set[Any]] = defaultdict(set)
        for quad in quads:
            subject, predicate, value = quad.subject, quad.predicate, quad.object
            if predicates is None or predicate in predicates:
                self.objects.setdefault(subject, {}).setdefault(predicate, {})[value] = None
            if predicate == TYPE:
                self.instances[value][subject] = None
            elif predicate == _SUBCLASS:
                supers[subject].add(value)
        for narrow in list(self.instances):
            for broad in _ancestors(narrow, supers):
                self.instances[broad] |= self.instances[narrow]

    def values(self, focus: Any, predicate: NamedNode, inverse: bool) -> Mapping[Any, None]:
        """The objects (or with ``inverse`` subjects) of a focus node's statements."""
        by_predicate = (self._inverse() if inverse else self.objects).get(focus)
        return by_predicate.get(predicate, {}) if by_predicate else {}

    def _inverse(self) -> dict[Any, dict[Any, dict[Any, None]]]:
        if self._subjects is None:  # few shapes ask backwards
            self._subjects = {}
            for subject, said in self.objects.items():
                for predicate, values in said.items():
                    for value in values:
                        self._subjects.setdefault(value, {}).setdefault(predicate, {})[subject] = None
        return self._subjects


def _ancestors(narrow: Any, supers: Mapping[Any, set[Any]]) -> set[Any]:
    found: set[Any] = set()
    queue = [narrow]
    while queue:
        for broad in supers.get(queue.pop(), ()):
            if broad not in found:
                found.add(broad)
                queue.append(broad)
    return found


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
    if not (isinstance(value, Literal) and isinstance(later, Literal) and value.datatype == later.datatype):
        return False
    first, second = _number(value.value), _number(later.value)
    if first is None or second is None:  # dates in their one form sort as text
        return value.value < later.value or (equal and value.value == later.value)
    return first < second or (equal and first == second)


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
        tuple(_named(c) for c in classes),
        tuple(_named(p) for p in graph.objects(root, SH.targetSubjectsOf)),
        tuple(_named(p) for p in graph.objects(root, SH.targetObjectsOf)),
        tuple(to_oxigraph(n) for n in graph.objects(root, SH.targetNode)),
    )
    try:
        if (root, SH.path, None) in graph:
            shape.properties.append(_compile_property(graph, root))
            return shape
        shape.each = tuple(_value_checks(graph, root, {SH.closed}))
        for inner in graph.objects(root, SH.property):
            if not _is_off(graph, inner):
                shape.properties.append(_compile_property(graph, inner))
        if (root, SH.closed, rdflib.Literal(True)) in graph:
            listed = graph.value(root, SH.ignoredProperties)
            ignored = [_named(p) for p in Collection(graph, listed)] if listed is not None else []
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
    before = [(_named(other), True) for other in graph.objects(shape, SH.lessThanOrEquals)]
    before += [(_named(other), False) for other in graph.objects(shape, SH.lessThan)]
    most = graph.value(shape, SH.maxCount)
    return PropertyCheck(
        _named(path),
        inverse,
        max((int(str(n)) for n in graph.objects(shape, SH.minCount)), default=0),
        None if most is None else int(str(most)),
        (shape, SH.uniqueLang, rdflib.Literal(True)) in graph,
        tuple(to_oxigraph(value) for value in graph.objects(shape, SH.hasValue)),
        tuple(_value_checks(graph, shape, counted)),
        tuple(before),
    )


def _value_checks(graph: rdflib.Graph, shape: Any, handled: set[Any]) -> list[ValueCheck]:
    checks: list[ValueCheck] = []
    for predicate, value in graph.predicate_objects(shape):
        if predicate in _SILENT or predicate in handled:
            continue
        if predicate in (SH["or"], SH["and"]):
            branches = [_branch(graph, branch) for branch in Collection(graph, value)]
            checks.append(_any_of(branches) if predicate == SH["or"] else _all_of(branches))
        elif predicate == SH["in"]:
            checks.append(_one_of(frozenset(to_oxigraph(member) for member in Collection(graph, value))))
        elif predicate == SH.languageIn:
            checks.append(_language_in(frozenset(str(tag).lower() for tag in Collection(graph, value))))
        elif predicate == SH.pattern and (shape, SH.flags, None) not in graph:
            checks.append(_pattern(str(value)))
        elif predicate in _SIMPLE:
            checks.append(_SIMPLE[predicate](value))
        else:
            raise NotUnderstood(predicate)
    return checks


def _branch(graph: rdflib.Graph, branch: Any) -> list[ValueCheck]:
    if any((branch, p, None) in graph for p in (SH.path, SH.property)):
        raise NotUnderstood(branch)
    return _value_checks(graph, branch, set())


def _any_of(branches: list[list[ValueCheck]]) -> ValueCheck:
    return lambda value, index: any(all(check(value, index) for check in branch) for branch in branches)


def _all_of(branches: list[list[ValueCheck]]) -> ValueCheck:
    return lambda value, index: all(check(value, index) for branch in branches for check in branch)


def _one_of(members: frozenset[Any]) -> ValueCheck:
    return lambda value, index: value in members


def _language_in(tags: frozenset[str]) -> ValueCheck:
    return lambda value, index: isinstance(value, Literal) and (value.language or "").lower() in tags


def _pattern(pattern: str) -> ValueCheck:
    try:
        compiled = re.compile(pattern)
    except re.error:
        raise NotUnderstood(pattern) from None
    return lambda value, index: hasattr(value, "value") and compiled.search(value.value) is not None


def _of_class(cls: Any) -> ValueCheck:
    wanted = _named(cls)
    return lambda value, index: value in index.instances.get(wanted, ())


def _datatype(datatype: Any) -> ValueCheck:
    wanted = _named(datatype)
    return lambda value, index: isinstance(value, Literal) and value.datatype == wanted


def _kind(kind: Any) -> ValueCheck:
    literal, iri = {SH.Literal: (True, False), SH.IRI: (False, True), SH.IRIOrLiteral: (True, True)}.get(
        kind, (False, False)
    )
    return lambda value, index: (
        (literal and isinstance(value, Literal)) or (iri and isinstance(value, NamedNode))
    )


def _length(within: Callable[[int, int], bool]) -> Callable[[Any], ValueCheck]:
    return lambda bound: lambda value, index: hasattr(value, "value") and within(len(value.value), int(bound))


def _bound(within: Callable[[Decimal, Decimal], bool]) -> Callable[[Any], ValueCheck]:
    def make(bound: Any) -> ValueCheck:
        limit = _number(str(bound))
        if limit is None:
            raise NotUnderstood(bound)

        def check(value: Any, index: Index) -> bool:
            number = _number(value.value) if isinstance(value, Literal) else None
            return number is not None and within(number, limit)

        return check

    return make


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


_SIMPLE: Mapping[Any, Callable[[Any], ValueCheck]] = {
    SH["class"]: _of_class,
    SH.datatype: _datatype,
    SH.nodeKind: _kind,
    SH.minLength: _length(lambda length, bound: length >= bound),
    SH.maxLength: _length(lambda length, bound: length <= bound),
    SH.minInclusive: _bound(lambda number, limit: number >= limit),
    SH.maxInclusive: _bound(lambda number, limit: number <= limit),
    SH.minExclusive: _bound(lambda number, limit: number > limit),
    SH.maxExclusive: _bound(lambda number, limit: number < limit),
}


def _named(term: Any) -> NamedNode:
    return NamedNode(str(term))


def to_oxigraph(term: Any) -> Any:
    """An rdflib term as a pyoxigraph term."""
    if isinstance(term, rdflib.Literal):
        if term.language:
            return Literal(str(term), language=term.language)
        return Literal(str(term), datatype=_named(term.datatype)) if term.datatype else Literal(str(term))
    return _named(term)
