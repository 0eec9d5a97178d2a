"""The identity key of every entity: what makes equal names of several documents one thing at once.

========== =====================================================================================
park       directory name; else its core (place without level, family of park words) when it
           holds a place, or an unknown word (徐圩新区) when its place is not known; any other name
           (化工园区) stays in its place, or in its document
enterprise the lexicon's full name, for a listed company also from its short name with 集团 or
           股份有限公司; else its own name, with its credit code where that is known, when it has a
           legal form as it is registered; a short unknown name stays in its document
project    its name without 项目 with its park and its investor, else in its document
policy     its title with its number, else with the year of its document unless it names a year
           itself, as one title may be issued anew; that alone when it names a place or park or is
           long, else within what it applies to, else in its document
place      its GB/T 2260 code
agency     its name
========== =====================================================================================

A key depends on one document alone.  The IRI of a key is the pinyin of its name, for people, and
eight digits of the SHA-256 of the key.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

from pypinyin import lazy_pinyin

from parkgraph.lexicon import load_lexicon
from parkgraph.mentions.brands import is_brand
from parkgraph.model import Entity, Facts, Kind
from parkgraph.relations.naming import core_of_park
from parkgraph.resolution.enterprise_names import parse_enterprise
from parkgraph.vocabulary import resource_iri

_PROJECT_TAIL = re.compile(r"(?:建设)?(?:项目|工程)+$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_MARKS = re.compile(r"[\s“”‘’（）()·\-—]")
_SLUG = re.compile(r"[^a-z0-9]+")


Identity = tuple[Kind, str]
"""A kind and an identity key."""


def iri_of(identity: Identity) -> str:
    """The IRI of an identity key.

    >>> iri_of((Kind.PLACE, "320700"))
    'https://w3id.org/parkgraph/id/place/320700'
    """
    return resource_iri(identity[0].value, make_slug(identity, identity[1].split("@")[0]))


def is_official(identity: Identity) -> bool:
    """Whether the key is the name that a public list gives the thing."""
    kind, key = identity
    if kind is Kind.PARK:
        return load_lexicon().zone_names.get(key) is not None
    return kind is Kind.ENTERPRISE and load_lexicon().full_name(key) == key


def identify_name(kind: Kind, name: str) -> Identity:
    """The identity key that a thing of that name has when no document says more of it."""
    return kind, _IDENTIFY[kind](Entity("", kind, name), "")


@lru_cache(maxsize=1 << 16)  # a thing is asked for wherever a document speaks of it
def make_slug(identity: Identity, name: str) -> str:
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


def identify(facts: Facts) -> dict[str, Identity]:
    """The identity keys of one document's entities, by entity key."""
    document = facts.document.identifier
    found: dict[str, Identity] = {}
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
            scopes = (related.get((key, "locatedInPark")), related.get((key, "undertakenBy")))
            scope = "@".join(scope for scope in scopes if scope) or document
            found[key] = (entity.kind, f"{_PROJECT_TAIL.sub('', _squash(entity.name))}@{scope}")
        elif entity.kind is Kind.POLICY:
            title = _squash(entity.name)
            scope = related.get((key, "appliesTo")) or document
            named = len(title) >= 16 or load_lexicon().starts_with_place(title)
            number = dict(entity.attributes).get("documentNumber")
            published = facts.document.published
            if number:
                whole = f"{title}#{_squash(number)}"
            elif published is not None and not _YEAR.search(title):
                whole = f"{title}~{published.year}"
            else:
                whole = title
            found[key] = (entity.kind, whole if named else f"{whole}@{scope}")
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
    if lexicon.starts_with_place(core) or (not place and is_brand(core[:4])):
        return core
    return f"{core}@{place or document}"


def _identify_enterprise(entity: Entity, document: str) -> str:
    for name in (entity.name, *entity.other_names):
        full = load_lexicon().full_name(name)
        if full is not None:
            return full
    name = _squash(entity.name)
    if not parse_enterprise(entity.name).full:
        return f"{name}@{document}"
    code = dict(entity.attributes).get("creditCode")
    return f"{name}#{code}" if code else name


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
