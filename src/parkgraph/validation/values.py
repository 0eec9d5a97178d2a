"""What a shape asks of each single value, as functions of the value and the graph around it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

import rdflib
from pyoxigraph import Literal, NamedNode
from rdflib.collection import Collection
from rdflib.namespace import RDF, RDFS, SH

from parkgraph.validation.index import Index
from parkgraph.vocabulary import XSD

ValueCheck = Callable[[Any, Index], bool]
"""Whether a value is as asked."""

_NUMERIC = frozenset(
    f"{XSD}{name}" for name in ("decimal", "integer", "nonNegativeInteger", "double", "float")
)
_SILENT = frozenset(
    {SH.message, SH.name, SH.description, SH.severity, SH.order, SH.group, SH.deactivated, SH.path}
    | {SH.flags, SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf, SH.property}
    | {SH.ignoredProperties, RDF.type, RDFS.label, RDFS.comment, RDFS.isDefinedBy, RDFS.seeAlso}
)


class NotUnderstood(Exception):
    """A constraint that only a full engine can check."""


def compile_values(graph: rdflib.Graph, shape: Any, handled: set[Any]) -> list[ValueCheck]:
    """The checks of a shape's values; the constraints in ``handled`` are made elsewhere.

    :raises NotUnderstood: for a constraint that only a full engine can check
    """
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
    return compile_values(graph, branch, set())


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
    wanted = named(cls)
    return lambda value, index: value in index.instances.get(wanted, ())


def _datatype(datatype: Any) -> ValueCheck:
    wanted = named(datatype)
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
        limit = as_number(str(bound))
        if limit is None:
            raise NotUnderstood(bound)

        def check(value: Any, index: Index) -> bool:
            number = as_number(value.value) if is_number(value) else None
            return number is not None and within(number, limit)

        return check

    return make


def is_number(value: Any) -> bool:
    """Whether a term is a literal of a numeric datatype."""
    return isinstance(value, Literal) and value.datatype.value in _NUMERIC


def as_number(text: str) -> Decimal | None:
    """A number from its text, ``None`` when it is none."""
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


def named(term: Any) -> NamedNode:
    """An IRI of rdflib as one of pyoxigraph."""
    return NamedNode(str(term))


def to_oxigraph(term: Any) -> Any:
    """An rdflib term as a pyoxigraph term."""
    if isinstance(term, rdflib.Literal):
        if term.language:
            return Literal(str(term), language=term.language)
        return Literal(str(term), datatype=named(term.datatype)) if term.datatype else Literal(str(term))
    return named(term)
