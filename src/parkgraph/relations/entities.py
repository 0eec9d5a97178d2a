"""Which mentions of one document are the same thing, and what each thing is called.

* A park is its directory name, or its name without the place's level
  (连云港市开发区 = 连云港开发区); a name that another ends with, of the same park word and in
  the same document, is its short form when only one longer name has it.
* An enterprise is its name without place, legal form and trade word where only one longer
  name has that core (未势 = 未势能能源科技有限公司).
* A project is its name without location and the words 项目 and 建设; with one investor a name
  whose characters another has in the same order is its short form
  (中化循环产业园 = 中化连云港循环经济产业园).

A short form that fits two longer names stays a thing of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from parkgraph.lexicon import load_lexicon
from parkgraph.mentions import Mentions
from parkgraph.model import CleanDocument, Entity, Kind, Mention
from parkgraph.relations.credit_codes import find_credit_codes
from parkgraph.relations.naming import (
    name_enterprises,
    name_parks,
    name_plainly,
    name_policies,
    name_projects,
)
from parkgraph.text.offsets import find_evidence

_NOT_ENTITY = (
    "alias",
    "within",
    "weak",
    "canonical",
    "placeCode",
    "form",
    "list",
    "amount",
    "amountStart",
    "lead",
    "investor",
    "investorLength",
    "investorConfidence",
)


@dataclass(frozen=True, slots=True)
class Linked:
    """The things of a document, the key of what every mention names, and of the site's park."""

    entities: dict[str, Entity]
    keys: dict[Mention, str]
    site: str | None = None

    def key(self, mention: Mention) -> str:
        """The key of the entity a mention names."""
        return self.keys[mention]


def link_mentions(clean: CleanDocument, mentions: Mentions) -> Linked:
    """Groups the mentions of parks, enterprises, projects, policies and agencies into entities."""
    entities: dict[str, Entity] = {}
    keys: dict[Mention, str] = {}
    site: str | None = None
    groups: tuple[tuple[Iterable[Mention], Callable[[list[Mention]], dict[str, str]]], ...] = (
        (mentions.parks, name_parks),
        (mentions.enterprises, name_enterprises),
        (mentions.projects, name_projects),
        (mentions.policies, name_policies),
        (mentions.agencies, name_plainly),
    )
    for group, name in groups:
        members = list(group)
        full = name([*members, mentions.site] if name is name_parks and mentions.site else members)
        for mention in members:
            keys[mention] = f"{mention.kind}:{full[mention.name]}"
        by_key: dict[str, list[Mention]] = {}
        for mention in members:
            by_key.setdefault(keys[mention], []).append(mention)
        entities |= {key: _make_entity(clean, key, named) for key, named in by_key.items()}
        if name is name_parks and mentions.site and clean.site:
            site = f"{Kind.PARK}:{full[mentions.site.name]}"
            entities.setdefault(site, _make_entity(clean.site, site, [mentions.site]))
    for mention, code in find_credit_codes(clean.text, mentions.enterprises).items():
        entity = entities[keys[mention]]
        attributes = {"creditCode": code} | dict(entity.attributes)
        entities[entity.key] = replace(entity, attributes=tuple(sorted(attributes.items())))
    return Linked(entities, keys, site)


def _make_entity(clean: CleanDocument, key: str, named: list[Mention]) -> Entity:
    kind = named[0].kind
    name = key.split(":", 1)[1]
    others = tuple(sorted({mention.name for mention in named} - {name}))
    attributes: dict[str, str] = {}
    for mention in named:
        for attribute, value in mention.attributes:
            if attribute not in _NOT_ENTITY:
                attributes.setdefault(attribute, value)
            if attribute == "placeCode" and value:
                attributes.setdefault("placeCode", value)
    if kind is Kind.ENTERPRISE:
        attributes |= _ownership(name, others)
    evidence = tuple(sorted({e for m in named[:3] for e in find_evidence(clean, m.span.start, m.span.end)}))
    return Entity(
        key,
        kind,
        name,
        others,
        tuple(sorted(attributes.items())),
        evidence,
        max(mention.confidence for mention in named),
    )


def _ownership(name: str, others: tuple[str, ...]) -> dict[str, str]:
    """What the lexicon says of an enterprise's owner, as entity attributes."""
    for candidate in (name, *others):
        ownership = load_lexicon().ownership(candidate)
        if ownership is not None:
            return {
                "ownership": "central",
                "group": ownership.group,
                "ownershipList": ownership.source,
                "ownershipListDate": ownership.date,
            }
    known = load_lexicon().kind_of_owner(name)
    if known is not None and "parkgraph" not in known[1]:
        return {"ownership": known[0], "ownershipList": known[1], "ownershipListDate": known[2]}
    return {}
