"""JSON-LD 1.1 with compact IRIs: one object a graph, within it one object a subject and line.

The context holds prefixes alone, so the meaning of a value is always written beside it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from typing import IO, Any

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad

from parkgraph.export.order import sort_quads
from parkgraph.vocabulary import PREFIXES, RDF, XSD

_LOCAL = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")
_BY_LENGTH = sorted(PREFIXES.items(), key=lambda item: (-len(item[1]), item[0]))


def write_jsonld(quads: Iterable[Quad], output: IO[bytes]) -> None:
    """The graphs as JSON-LD, sorted."""
    output.write(b'{"@context":' + _dump(dict(PREFIXES)) + b',"@graph":[')
    separator = b"\n"
    for graph, members in groupby(sort_quads(quads), key=lambda quad: quad.graph_name):
        if isinstance(graph, DefaultGraph):
            for subject in _subjects(members):
                output.write(separator + _dump(subject))
                separator = b",\n"
            continue
        output.write(separator + b'{"@id":' + _dump(_compact(graph)) + b',"@graph":[')
        separator = b"\n"
        for subject in _subjects(members):
            output.write(separator + _dump(subject))
            separator = b",\n"
        output.write(b"\n]}")
        separator = b",\n"
    output.write(b"\n]}\n")


def _subjects(quads: Iterable[Quad]) -> Iterator[dict[str, Any]]:
    for subject, members in groupby(quads, key=lambda quad: quad.subject):
        written: dict[str, Any] = {"@id": _compact(subject)}
        for predicate, said in groupby(members, key=lambda quad: quad.predicate):
            if predicate.value == f"{RDF}type":
                written["@type"] = [_compact(quad.object) for quad in said]
            else:
                written[_compact(predicate)] = [_value(quad.object) for quad in said]
        yield written


def _value(term: Any) -> str | dict[str, str]:
    if not isinstance(term, Literal):
        return {"@id": _compact(term)}
    if term.language is not None:
        return {"@value": term.value, "@language": term.language}
    if term.datatype.value == f"{XSD}string":
        return term.value
    return {"@value": term.value, "@type": _compact(term.datatype)}


@cache
def _compact(term: NamedNode | BlankNode) -> str:
    if isinstance(term, BlankNode):
        return f"_:{term.value}"
    for prefix, namespace in _BY_LENGTH:
        if term.value.startswith(namespace) and _LOCAL.fullmatch(term.value, len(namespace)):
            return f"{prefix}:{term.value[len(namespace) :]}"
    return term.value


def _dump(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
