"""What the documents tell of the things they call by one identity key, put together.

A profile is the unit that is compared: all that documents call alike within the reach of its name.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from parkgraph.lexicon import load_lexicon
from parkgraph.model import Entity, Facts, Kind
from parkgraph.relations.naming import core_of_project
from parkgraph.resolution.enterprise_names import parse_enterprise
from parkgraph.vocabulary import CONFIDENCE_THRESHOLD

Identity = tuple[Kind, str]
"""A kind and an identity key."""

_ACCEPTED = float(CONFIDENCE_THRESHOLD)
_UNDATED = dt.date.max.isoformat()
_FEW = 3  # parks a document may be about and still place an enterprise that it names
_LONG = 6  # characters of a project's name that is not any project's
_HOMES = 2  # places a document is about that count as its own


@dataclass(frozen=True, slots=True)
class Profile:
    """The things of one identity key.

    ``names`` are all its names, the most used first; ``since`` is the day of its first document;
    ``facets`` are what is known of it by a short word: ``place`` and ``home`` hold codes, ``park``,
    ``enterprise`` and ``scope`` identity keys, ``amount`` yuan, ``capacity``, ``number``, ``code``
    texts, ``beside`` what else its documents speak of that is at home somewhere.
    """

    kind: Kind
    key: str
    names: tuple[str, ...]
    documents: tuple[str, ...]
    since: str
    facets: Mapping[str, frozenset[str]]

    @property
    def name(self) -> str:
        """The name used most."""
        return self.names[0]

    def has(self, facet: str) -> frozenset[str]:
        """The values of a facet."""
        return self.facets.get(facet, frozenset())


def collect_profiles(
    corpus: Iterable[Facts], identities: Mapping[tuple[str, str], Identity]
) -> dict[Identity, Profile]:
    """The profiles of all identity keys.

    :param identities: the key of each entity by document identifier and entity key
    """
    names: dict[Identity, Counter[str]] = {}
    documents: dict[Identity, set[str]] = {}
    since: dict[Identity, str] = {}
    facets: dict[Identity, dict[str, set[str]]] = {}
    for facts in corpus:
        identifier = facts.document.identifier
        published = facts.document.published
        day = published.isoformat() if published else _UNDATED
        own_keys = {e.key: identities[identifier, e.key] for e in facts.entities}
        tied = _ties(facts, own_keys)
        company = {entity.key: set(_beside(entity.kind, entity)) for entity in facts.entities}
        for entity in facts.entities:
            identity = identities[identifier, entity.key]
            counted = names.setdefault(identity, Counter())
            counted[entity.name] += 1
            counted.update(dict.fromkeys(entity.other_names, 0))
            documents.setdefault(identity, set()).add(identifier)
            since[identity] = min(day, since.get(identity, _UNDATED))
            own = facets.setdefault(identity, {})
            for facet, value in (*tied.get(entity.key, ()), *_own(entity)):
                own.setdefault(facet, set()).add(value)
            others = (names for key, names in company.items() if key != entity.key)
            own.setdefault("beside", set()).update(*others)
    return {
        identity: Profile(
            *identity,
            tuple(sorted(counted, key=lambda name: (-counted[name], -len(name), name))),
            tuple(sorted(documents.pop(identity))),  # what is taken out makes room for what is made of it
            since[identity],
            {facet: frozenset(values) for facet, values in facets.pop(identity).items()},
        )
        for identity, counted in names.items()
    }


def _beside(kind: Kind, entity: Entity) -> Iterator[str]:
    """What a thing is called, in short, when that makes one think of one place: no national group."""
    if kind is Kind.ENTERPRISE and load_lexicon().ownership(entity.name) is None:
        parts = parse_enterprise(entity.name)
        if parts.distinctive:
            yield f"{kind} {parts.brand}"
    elif kind is Kind.PROJECT and len(entity.name) >= _LONG:
        yield f"{kind} {core_of_project(entity.name)}"


def _own(entity: Entity) -> Iterable[tuple[str, str]]:
    """What an entity's attributes say that compares."""
    for attribute, facet in (("placeCode", "place"), ("creditCode", "code"), ("documentNumber", "number")):
        value = dict(entity.attributes).get(attribute)
        if value:
            yield facet, value


def _ties(facts: Facts, identities: Mapping[str, Identity]) -> dict[str, list[tuple[str, str]]]:
    """What the relations of a document say of its entities that compares, by entity key."""
    found: dict[str, list[tuple[str, str]]] = {}
    parks = {key for key, (kind, _) in identities.items() if kind is Kind.PARK}

    def say(key: str, facet: str, value: str) -> None:
        found.setdefault(key, []).append((facet, value))

    placed: dict[str, str] = {}
    for claim in facts.claims:
        if claim.confidence < _ACCEPTED:
            continue
        if claim.predicate == "locatedInPark" and claim.object in identities:
            say(claim.subject, "park", identities[claim.object][1])
            placed[claim.subject] = identities[claim.object][1]
        elif claim.predicate == "undertakenBy" and claim.object in identities:
            say(claim.subject, "enterprise", identities[claim.object][1])
        elif claim.predicate == "appliesTo" and claim.object in identities:
            say(claim.subject, "scope", identities[claim.object][1])
        elif claim.predicate == "totalInvestment":
            say(claim.subject, "amount", claim.object)
        elif claim.predicate == "documentNumber":
            say(claim.subject, "number", claim.object)
    for claim in facts.claims:
        if claim.predicate == "undertakenBy" and claim.subject in placed and claim.confidence >= _ACCEPTED:
            say(claim.object, "park", placed[claim.subject])
    for entry in facts.entries:
        if entry.confidence >= _ACCEPTED and entry.park in identities:
            say(entry.enterprise, "park", identities[entry.park][1])
    for metric in facts.metrics:
        if metric.quantity.unit.endswith(("/year", "/day", "W")) and metric.confidence >= _ACCEPTED:
            say(metric.subject, "capacity", f"{metric.quantity.value.normalize():f} {metric.quantity.unit}")
    for key, (kind, _) in identities.items():
        if (
            kind is Kind.ENTERPRISE
            and len(parks) <= _FEW
            and not any(f == "park" for f, _ in found.get(key, ()))
        ):
            for park in sorted(parks):
                say(key, "park", identities[park][1])
        for code in facts.places[:_HOMES]:
            say(key, "home", code)
    return found
