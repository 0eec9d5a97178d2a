"""Which things of different documents are one, and the IRI of each.

Every entity gets an identity key from what the text gives; equal keys are one thing:

========== =====================================================================================
park       directory name; else its core (place without level, family of park words) when it
           holds a place or an unknown word (徐圩新区); a name of common words alone (化工园区)
           stays in its document
enterprise the lexicon's full name, for a listed company also from its short name with 集团 or
           股份有限公司; else its own name when it has a legal form or four characters;
           a shorter unknown name stays in its document
project    its name without 项目 within its park, else with its investor, else in its document
policy     its title when the title names a place or park or is long; else its title within what
           it applies to, else in its document
place      its GB/T 2260 code
agency     its name
========== =====================================================================================

A name that could be two things therefore stays two things.  The IRI is the pinyin of the
canonical name, for people, and eight digits of the SHA-256 of the identity key; nothing depends
on the order of the documents.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pypinyin import lazy_pinyin

from parkgraph.lexicon import load_lexicon
from parkgraph.mentions.brands import is_brand
from parkgraph.model import Entity, Facts, Kind
from parkgraph.relations.naming import core_of_park
from parkgraph.vocabulary import resource_iri

_LEGAL = re.compile(r"(?:公司|集团|厂)$")
_PROJECT_TAIL = re.compile(r"(?:建设)?(?:项目|工程)+$")
_MARKS = re.compile(r"[\s“”‘’（）()·\-—]")
_SLUG = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Resolution:
    """The outcome: IRIs of document entities, names and attributes of IRIs.

    ``iris`` is keyed by (document identifier, entity key); the other maps by IRI.
    """

    iris: dict[tuple[str, str], str]
    names: dict[str, str]
    others: dict[str, tuple[str, ...]]
    facets: dict[str, tuple[tuple[str, str], ...]]

    def iri(self, document: str, key: str) -> str:
        """The IRI of an entity of a document."""
        return self.iris[document, key]

    def named(self, kind: Kind, name: str) -> str:
        """The IRI that a thing of that name has, or would have (a group that no document names)."""
        identity = (kind, _IDENTIFY[kind](Entity("", kind, name), ""))
        return resource_iri(kind.value, make_slug(identity, _official_name(identity) or name))

    def name(self, iri: str) -> str:
        """The canonical name of a thing."""
        return self.names[iri]

    def other_names(self, iri: str) -> tuple[str, ...]:
        """Its other names, sorted."""
        return self.others[iri]

    def attributes(self, iri: str) -> tuple[tuple[str, str], ...]:
        """What its documents and the lexicon state of it, sorted."""
        return self.facets[iri]


def resolve(facts: Sequence[Facts]) -> Resolution:
    """Gives every entity of every document its IRI and canonical name, in any order of documents."""
    identities: dict[tuple[str, str], tuple[Kind, str]] = {}
    members: dict[tuple[Kind, str], list[Entity]] = {}
    for document in facts:
        for key, identity in identify(document).items():
            identities[document.document.identifier, key] = identity
        by_key = {entity.key: entity for entity in document.entities}
        for key, entity in by_key.items():
            members.setdefault(identities[document.document.identifier, key], []).append(entity)
    iris: dict[tuple[Kind, str], str] = {}
    names: dict[str, str] = {}
    others: dict[str, tuple[str, ...]] = {}
    facets: dict[str, tuple[tuple[str, str], ...]] = {}
    for identity, group in members.items():
        name = _canonical_name(identity, group)
        iri = resource_iri(
            identity[0].value, make_slug(identity, _official_name(identity) or identity[1].split("@")[0])
        )
        iris[identity] = iri
        names[iri] = name
        others[iri] = tuple(sorted({n for e in group for n in (e.name, *e.other_names)} - {name}))
        merged: dict[str, str] = {}
        for attribute, value in sorted({pair for entity in group for pair in entity.attributes}):
            merged.setdefault(attribute, value)
        facets[iri] = tuple(sorted(merged.items()))
    return Resolution(
        {reference: iris[identity] for reference, identity in identities.items()}, names, others, facets
    )


def _official_name(identity: tuple[Kind, str]) -> str | None:
    """The name a public list gives, so that the IRI is the same whichever name the documents use."""
    kind, key = identity
    if kind is Kind.PARK and load_lexicon().zone_names.get(key) is not None:
        return key
    if kind is Kind.ENTERPRISE and load_lexicon().full_name(key) == key:
        return key
    return None


def _canonical_name(identity: tuple[Kind, str], group: list[Entity]) -> str:
    counts = Counter(entity.name for entity in group)
    name = max(counts, key=lambda name: (counts[name], len(name), name))
    if identity[0] is Kind.ENTERPRISE and load_lexicon().is_central_group(identity[1]):
        return identity[1]  # a group bears the name the list has for it now, none it bore before
    official = _official_name(identity) if identity[0] is Kind.PARK else None
    # 渭南高新区 is shown by its full name; one known by another name (徐圩新区) keeps that
    return official if official is not None and _is_short_form(name, official) else name


def _is_short_form(name: str, official: str) -> bool:
    characters = iter(official)
    return all(character in characters for character in name)


def make_slug(identity: tuple[Kind, str], name: str) -> str:
    """The last part of an IRI: toneless pinyin of the name and eight digits of the identity's hash.

    >>> make_slug((Kind.PLACE, "320700"), "连云港市")
    '320700'
    """
    kind, key = identity
    if kind is Kind.PLACE and key.isdigit():
        return key
    digest = hashlib.sha256(f"{kind.value} {key}".encode()).hexdigest()[:8]
    pinyin = _SLUG.sub("-", "-".join(lazy_pinyin(name)).lower()).strip("-")[:60].rstrip("-")
    return f"{pinyin}-{digest}" if pinyin else digest


def identify(facts: Facts) -> dict[str, tuple[Kind, str]]:
    """The identity keys of one document's entities, by entity key."""
    document = facts.document.identifier
    found: dict[str, tuple[Kind, str]] = {}
    entities = {entity.key: entity for entity in facts.entities}
    for key, entity in entities.items():
        if entity.kind not in (Kind.PROJECT, Kind.POLICY):
            found[key] = (entity.kind, _IDENTIFY[entity.kind](entity, document))
    related: dict[tuple[str, str], str] = {}
    for claim in facts.claims:
        if not claim.literal and claim.object in found:
            related.setdefault((claim.subject, claim.predicate), found[claim.object][1])
    for key, entity in entities.items():
        if entity.kind is Kind.PROJECT:
            scope = related.get((key, "locatedInPark")) or related.get((key, "undertakenBy")) or document
            found[key] = (entity.kind, f"{_PROJECT_TAIL.sub('', _squash(entity.name))}@{scope}")
        elif entity.kind is Kind.POLICY:
            title = _squash(entity.name)
            scope = related.get((key, "appliesTo")) or document
            named = len(title) >= 16 or load_lexicon().starts_with_place(title)
            found[key] = (entity.kind, title if named else f"{title}@{scope}")
    return found


def _squash(name: str) -> str:
    return _MARKS.sub("", name).lower()


def _identify_park(entity: Entity, document: str) -> str:
    lexicon = load_lexicon()
    place = dict(entity.attributes).get("placeCode", "")
    for name in (entity.name, *entity.other_names):
        zone = lexicon.zone_of(name, place)
        if zone is not None:
            return zone.name
    core = core_of_park(_squash(entity.name))
    if lexicon.starts_with_place(core) or is_brand(core[:4]):
        return core
    return f"{core}@{place or document}"


def _identify_enterprise(entity: Entity, document: str) -> str:
    for name in (entity.name, *entity.other_names):
        full = load_lexicon().full_name(name)
        if full is not None:
            return full
    name = _squash(entity.name)
    if _LEGAL.search(name) or len(name) >= 4:
        return name
    return f"{name}@{document}"


def _identify_place(entity: Entity, document: str) -> str:
    return dict(entity.attributes).get("code") or f"{_squash(entity.name)}@{document}"


def _identify_plainly(entity: Entity, document: str) -> str:
    return _squash(entity.name)


_IDENTIFY = {
    Kind.PARK: _identify_park,
    Kind.ENTERPRISE: _identify_enterprise,
    Kind.PLACE: _identify_place,
    Kind.AGENCY: _identify_plainly,
    Kind.INDUSTRY: _identify_plainly,
}
