"""What the documents refer to without saying it: concepts, places with their parents, public lists.

Concepts and places go into the graph of the ontology, a list and the groups on it into the graph of
the list.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from parkgraph.errors import ResourceError
from parkgraph.mapping import terms
from parkgraph.mapping.attributes import Names, list_iri
from parkgraph.mapping.terms import term
from parkgraph.model import Facts, Kind
from parkgraph.resources import resource_path
from parkgraph.vocabulary import PG, PREFIXES, VOCABULARY

ONTOLOGY_GRAPH = NamedNode(PG.removesuffix("#"))
"""The named graph of concepts and of places that no document describes."""

_CODE = re.compile(re.escape(PREFIXES["place"]) + r"(\d{6})")
_ADDRESS = re.compile(r"\s*(https?://\S+)")
_BROADER = term("skos:broader")
_SCHEME = term("skos:inScheme")
_DOWNWARD = frozenset({term("skos:narrower"), term("skos:hasTopConcept"), term("skos:topConceptOf")})
_TYPE = term("rdf:type")


@dataclass(frozen=True, slots=True, order=True)
class Membership:
    """A group on a public list, as an entity's attributes give it; the date may be empty."""

    group: str
    title: str
    date: str = ""


def find_memberships(facts: Facts) -> Iterator[Membership]:
    """The groups that enterprises of a document belong to by a list."""
    for entity in facts.entities:
        attributes = dict(entity.attributes)
        if entity.kind is Kind.ENTERPRISE and attributes.get("ownershipList"):
            yield Membership(
                attributes.get("group", ""),
                attributes["ownershipList"],
                attributes.get("ownershipListDate", ""),
            )


def list_quads(
    memberships: Iterable[Membership], names: Names, described: Iterable[str] = ()
) -> Iterator[Quad]:
    """The lists and the groups on them, each in the graph of its list.

    A group that a document names (its IRI is in ``described``) is written there.  One known from
    the list alone is an ``org:FormalOrganization``: a ``pg:Enterprise`` is what some document names.
    """
    known = frozenset(described)
    for member in sorted(set(memberships)):
        graph = list_iri(member.title, member.date)
        yield Quad(graph, _TYPE, term("pg:NameList"), graph)
        address = _ADDRESS.search(member.title)
        yield Quad(
            graph, term("dcterms:title"), terms.zh(_ADDRESS.sub("", member.title) or member.title), graph
        )
        yield Quad(graph, term("dcterms:source"), terms.plain(address[1] if address else member.title), graph)
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", member.date):
            yield Quad(graph, term("dcterms:issued"), Literal(member.date, datatype=term("xsd:date")), graph)
        if not member.group:
            continue
        group = NamedNode(names.named(Kind.ENTERPRISE, member.group))
        if group.value not in known:
            yield Quad(group, _TYPE, term("org:FormalOrganization"), graph)
            yield Quad(group, term("skos:prefLabel"), terms.zh(member.group), graph)
            yield Quad(group, term("pg:ownershipSource"), graph, graph)


def background_quads(
    iris: Iterable[str], place_names: Mapping[str, str], described: Iterable[str] = ()
) -> Iterator[Quad]:
    """What the vocabularies and the list of divisions say of those ``iris`` that are theirs, sorted.

    :param iris: any IRIs that occur in the documents' graphs
    :param place_names: GB/T 2260 code -> name of the division
    :param described: IRIs of the places that documents describe (their names stand there)
    """
    wanted = set(iris)
    yield from _concept_quads(wanted)
    yield from _place_quads(wanted, place_names, frozenset(described))


def _concept_quads(wanted: set[str]) -> Iterator[Quad]:
    vocabulary = read_vocabularies()
    found: set[str] = set()
    queue = sorted(iri for iri in wanted if iri in vocabulary)
    while queue:
        iri = queue.pop()
        if iri in found:
            continue
        found.add(iri)
        for predicate, value in vocabulary[iri]:
            if (
                predicate in (_BROADER, _SCHEME)
                and isinstance(value, NamedNode)
                and value.value in vocabulary
            ):
                queue.append(value.value)
    for iri in sorted(found):
        for predicate, value in vocabulary[iri]:
            if predicate not in _DOWNWARD:
                yield Quad(NamedNode(iri), predicate, value, ONTOLOGY_GRAPH)


@cache
def read_vocabularies() -> Mapping[str, tuple[tuple[NamedNode, NamedNode | Literal], ...]]:
    """Predicates and objects of every concept and scheme of ``ontology/vocabularies``, by IRI and sorted.

    :raises ResourceError: when a file is missing or is not Turtle
    """
    statements: dict[str, list[tuple[NamedNode, NamedNode | Literal]]] = defaultdict(list)
    for path in sorted(resource_path("ontology", "vocabularies").glob("*.ttl")):
        try:
            for quad in parse(path=str(path), format=RdfFormat.TURTLE):
                if not isinstance(quad.subject, NamedNode) or not quad.subject.value.startswith(VOCABULARY):
                    continue
                if isinstance(quad.object, NamedNode | Literal):
                    statements[quad.subject.value].append((quad.predicate, quad.object))
        except SyntaxError as error:
            raise ResourceError(f"{path.name}: {error}") from None
    return {
        iri: tuple(sorted(said, key=lambda po: (str(po[0]), str(po[1])))) for iri, said in statements.items()
    }


def _place_quads(wanted: set[str], names: Mapping[str, str], described: frozenset[str]) -> Iterator[Quad]:
    codes = {match[1] for iri in wanted if (match := _CODE.fullmatch(iri))}
    codes |= {parent for inner in codes for parent in parents_of(inner) if parent in names}
    for code in sorted(codes):
        place = terms.resource("place", code)
        yield Quad(place, _TYPE, term("pg:Place"), ONTOLOGY_GRAPH)
        yield Quad(place, term("pg:code"), terms.plain(code), ONTOLOGY_GRAPH)
        if code in names and place.value not in described:
            yield Quad(place, term("skos:prefLabel"), terms.zh(names[code]), ONTOLOGY_GRAPH)
        parent = next((parent for parent in parents_of(code) if parent in names), None)
        if parent is not None:
            yield Quad(place, term("pg:partOf"), terms.resource("place", parent), ONTOLOGY_GRAPH)


def parents_of(code: str) -> tuple[str, ...]:
    """The divisions that a GB/T 2260 code lies in, the nearest first.

    >>> parents_of("320724"), parents_of("320700"), parents_of("320000")
    (('320700', '320000'), ('320000',), ())
    """
    levels = (f"{code[:4]}00", f"{code[:2]}0000")
    return tuple(level for level in dict.fromkeys(levels) if level != code)
