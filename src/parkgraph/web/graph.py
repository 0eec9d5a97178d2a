"""Reading the store by index: the objects and subjects of a thing, its name, and terms as JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pyoxigraph import DefaultGraph, Literal, NamedNode, QuerySolutions, Store

from parkgraph.validation.violations import value_of
from parkgraph.vocabulary import DCTERMS, PREFIXES, RDF, RESOURCE, SKOS, VOCABULARY, XSD

Json = dict[str, Any]
"""A JSON object."""

CLASSES: Mapping[str, str] = {
    "park": "Park",
    "enterprise": "Enterprise",
    "project": "Project",
    "policy": "Policy",
    "place": "Place",
    "agency": "Agency",
    "document": "Document",
}
"""The kinds of things that people look for, and the class of each."""

_WHOLE = frozenset(f"{XSD}{name}" for name in ("integer", "nonNegativeInteger", "gYear"))
_FRACTION = frozenset(f"{XSD}{name}" for name in ("decimal", "double", "float"))
_VARIABLE = re.compile(r"\?(\w+)")
_PREFIX_LINES = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())


def id_of(iri: str) -> str:
    """The part of a resource's IRI that tells it apart, such as ``park/mou-mou-gao-xin-qu-12ab34cd``."""
    return iri.removeprefix(RESOURCE)


def kind_of(iri: str) -> str:
    """The kind of a resource: the folder of its IRI."""
    return id_of(iri).partition("/")[0]


class Graph:
    """The default graph of a store, which is the union of its graphs."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def objects(self, subject: str, predicate: str) -> list[Any]:
        """The objects of a property, sorted."""
        quads = self.store.quads_for_pattern(NamedNode(subject), NamedNode(predicate), None, DefaultGraph())
        return sorted((quad.object for quad in quads), key=str)

    def subjects(self, predicate: str, value: Any) -> list[str]:
        """The IRIs that have a value, sorted."""
        quads = self.store.quads_for_pattern(None, NamedNode(predicate), value, DefaultGraph())
        return sorted({value_of(quad.subject) for quad in quads})

    def first(self, subject: str, predicate: str) -> str:
        """The first value of a property as text; empty without one."""
        return next((value_of(term) for term in self.objects(subject, predicate)), "")

    def triples_of(self, subject: str) -> list[tuple[str, Any]]:
        """What is said of a subject, as sorted pairs of property and value."""
        quads = self.store.quads_for_pattern(NamedNode(subject), None, None, DefaultGraph())
        return sorted(
            ((q.predicate.value, q.object) for q in quads), key=lambda pair: (pair[0], str(pair[1]))
        )

    def pairs(self, predicate: str) -> Iterator[tuple[str, Any]]:
        """Every subject of a property with its value."""
        for quad in self.store.quads_for_pattern(None, NamedNode(predicate), None, DefaultGraph()):
            yield value_of(quad.subject), quad.object

    def members(self, cls: str) -> Iterator[str]:
        """The IRIs of a class."""
        quads = self.store.quads_for_pattern(None, NamedNode(f"{RDF}type"), NamedNode(cls), DefaultGraph())
        return (value_of(quad.subject) for quad in quads)

    def name(self, iri: str) -> str:
        """What a thing is shown by: its name, title, or the end of its IRI."""
        return (
            self.first(iri, f"{SKOS}prefLabel")
            or self.first(iri, f"{DCTERMS}title")
            or (kind_of(iri) == "document" and self.first(iri, f"{DCTERMS}source"))
            or id_of(iri).partition("/")[2]
        )

    def select(self, text: str, **terms: NamedNode | Literal) -> tuple[list[str], list[list[Any]]]:
        """The columns and rows of a SELECT; each term takes the place of the variable of its name.

        A term is written as SPARQL writes terms, which its own type holds valid, so that the store can
        begin from it.  The prefixes of the package are known.

        :raises SyntaxError: when it is not a SELECT of SPARQL 1.1
        """

        def fill(variable: re.Match[str]) -> str:
            term = terms.get(variable[1])
            return variable[0] if term is None else str(term)

        found = self.store.query(_PREFIX_LINES + _VARIABLE.sub(fill, text))
        if not isinstance(found, QuerySolutions):
            raise SyntaxError("not a SELECT")
        names = [variable.value for variable in found.variables]
        return names, [[row[name] for name in names] for row in found]

    def write(self, term: Any) -> Any:
        """A term as JSON: things with their name, concepts by their place, literals as values."""
        if term is None:
            return None
        if isinstance(term, Literal):
            return write_literal(term)
        iri = value_of(term)
        if iri.startswith(VOCABULARY):
            return {"concept": iri.removeprefix(VOCABULARY)}
        if iri.startswith(RESOURCE):
            return {"id": id_of(iri), "name": self.name(iri)}
        return {"iri": iri}

    def write_rows(self, names: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[Json]:
        """Rows as JSON objects, without what is not bound."""
        return [
            {name: self.write(term) for name, term in zip(names, row, strict=True) if term is not None}
            for row in rows
        ]


def write_literal(literal: Literal) -> str | int | float | bool:
    """A literal as JSON: numbers and truth values as such, all else as text."""
    datatype = literal.datatype.value
    try:
        if datatype in _WHOLE:
            return int(literal.value)
        if datatype in _FRACTION:
            number = float(literal.value)
            return int(number) if number.is_integer() and abs(number) < 2**53 else number
    except ValueError:
        return literal.value
    return literal.value == "true" if datatype == f"{XSD}boolean" else literal.value
