"""Attributes of entities -> properties; the table is in the documentation of the package."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

from pyoxigraph import Literal, NamedNode

from parkgraph.mapping import terms
from parkgraph.model import Kind

_CONCEPTS = {
    (Kind.PARK, "parkKind"): ("parkkind", "pg:parkKind"),
    (Kind.PARK, "industry"): ("industry", "pg:leadingIndustry"),
    (Kind.PROJECT, "industry"): ("industry", "pg:industry"),
    (Kind.ENTERPRISE, "ownership"): ("ownership", "pg:ownership"),
    (Kind.POLICY, "policyKind"): ("policykind", "pg:policyKind"),
}
_STRINGS = {
    (Kind.PARK, "parkLevel"): "pg:parkLevel",
    (Kind.POLICY, "documentNumber"): "pg:documentNumber",
    (Kind.PLACE, "code"): "pg:code",
    (Kind.ENTERPRISE, "creditCode"): "pg:creditCode",
}
_PLACED = frozenset({Kind.PARK, Kind.ENTERPRISE, Kind.PROJECT})


class Names(Protocol):
    """Where the IRI of a thing that no document names comes from."""

    def named(self, kind: Kind, name: str, /) -> str:
        """The IRI of the thing of that name."""
        ...


def write_attributes(
    kind: Kind, subject: NamedNode, attributes: Mapping[str, str], names: Names
) -> Iterator[tuple[str, NamedNode | Literal]]:
    """The property (a CURIE) and value of each attribute that is understood, in a fixed order.

    A notation that its vocabulary does not have says nothing.
    """
    for attribute, value in sorted(attributes.items()):
        if not value:
            continue
        if (kind, attribute) in _CONCEPTS:
            scheme, predicate = _CONCEPTS[kind, attribute]
            concept = terms.concept(scheme, value)
            if concept is not None:
                yield predicate, concept
        elif (kind, attribute) in _STRINGS:
            yield _STRINGS[kind, attribute], terms.plain(value)
        elif attribute == "placeCode" and kind in _PLACED:
            yield "pg:locatedInPlace", terms.resource("place", value)
        elif kind is Kind.ENTERPRISE and attribute == "group":
            group = NamedNode(names.named(Kind.ENTERPRISE, value))
            if group != subject:
                yield "org:subOrganizationOf", group
        elif kind is Kind.ENTERPRISE and attribute == "ownershipList":
            yield "pg:ownershipSource", list_iri(value, attributes.get("ownershipListDate", ""))


def list_iri(title: str, date: str) -> NamedNode:
    """The IRI of a public list by its title and date."""
    return terms.resource_of("list", title, date)
