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

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from parkgraph.lexicon import load_lexicon
from parkgraph.mentions import Mentions
from parkgraph.mentions.brands import core_of_enterprise
from parkgraph.model import CleanDocument, Entity, Kind, Mention
from parkgraph.text.offsets import find_evidence

_PROJECT_TAIL = re.compile(r"(?:建设)?(?:项目|工程)+$")
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
    """The things of a document and, for every mention, the key of the thing it names."""

    entities: dict[str, Entity]
    keys: dict[Mention, str]

    def key(self, mention: Mention) -> str:
        """The key of the entity a mention names."""
        return self.keys[mention]


def link_mentions(clean: CleanDocument, mentions: Mentions) -> Linked:
    """Groups the mentions of parks, enterprises, projects, policies and agencies into entities."""
    entities: dict[str, Entity] = {}
    keys: dict[Mention, str] = {}
    groups: tuple[tuple[Iterable[Mention], Callable[[list[Mention]], dict[str, str]]], ...] = (
        (mentions.parks, _name_parks),
        (mentions.enterprises, _name_enterprises),
        (mentions.projects, _name_projects),
        (mentions.policies, _name_policies),
        (mentions.agencies, _name_plainly),
    )
    for group, name in groups:
        members = list(group)
        full = name(members)
        for mention in members:
            keys[mention] = f"{mention.kind}:{full[mention.name]}"
        for key in dict.fromkeys(keys[mention] for mention in members):
            named = [mention for mention in members if keys[mention] == key]
            entities[key] = _make_entity(clean, key, named)
    return Linked(entities, keys)


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
    return {}


def _name_plainly(members: list[Mention]) -> dict[str, str]:
    return {mention.name: mention.name for mention in members}


def _name_policies(members: list[Mention]) -> dict[str, str]:
    names = sorted({mention.name for mention in members}, key=lambda n: (-len(n), n))
    full: dict[str, str] = {}
    for name in names:
        longer = [f for f in dict.fromkeys(full.values()) if name in f and len(name) >= 0.6 * len(f)]
        full[name] = longer[0] if len(longer) == 1 else name
    return full


def _name_parks(members: list[Mention]) -> dict[str, str]:
    canonical: dict[str, str] = {}
    for mention in members:
        attributes = dict(mention.attributes)
        named = attributes.get("canonical") or attributes.get("alias")
        canonical.setdefault(mention.name, named or mention.name)
    families = {name: canonical.get(core, core) for name, core in canonical.items()}
    by_core: dict[str, list[str]] = {}
    for name, core in families.items():
        by_core.setdefault(core_of_park(core), []).append(name)
    # a name the directory knows speaks for the thing, else the fullest that the text has
    listed = {m.name for m in members if "canonical" in dict(m.attributes)}
    best = {core: max(names, key=lambda n: (n in listed, len(n), n)) for core, names in by_core.items()}
    cores = sorted(best, key=lambda c: (-len(c), c))
    target: dict[str, str] = {}
    for core in cores:
        longer = [c for c in cores if len(c) > len(core) and c.endswith(core) and len(core) >= 3]
        target[core] = target[longer[0]] if len(longer) == 1 else best[core]
    return {name: target[core_of_park(core)] for name, core in families.items()}


_FAMILY = (
    (re.compile(r"(?:国家(?:级)?)?高新(?:技术)?(?:产业)?(?:开发|园)?区$"), "高新区"),
    (re.compile(r"(?:国家(?:级)?)?(?:经济技术开发区|经济开发区|经开区|开发区)$"), "开发区"),
    (re.compile(r"(?:化学工业|化工产业|化工)(?:园区|区|园)$"), "化工园"),
    (re.compile(r"(?:工业|产业)?(?:园区|园|区)$"), "园"),
)
_SUBZONE = re.compile(r"^(?:.*区)?([\u4e00-\u9fff]{2,4})片区(?=高新区$|开发区$)")


def core_of_park(name: str) -> str:
    """A park's name without the parents and level of its place and with one word for each kind of park.

    >>> core_of_park("连云港市开发区")
    '连云港开发区'
    >>> core_of_park("泉州市泉港区石化工业园区") == core_of_park("泉港石化园区")
    True
    """
    lexicon = load_lexicon()
    rest = lexicon.strip_place(name)
    place = name[: len(name) - len(rest)]
    if place and len(rest) >= 2:
        for match in lexicon.find_places(place)[-1:]:
            place = _LAST_LEVEL.sub("", match.name) or match.name
    core = f"{place}{rest}"
    for ending, family in _FAMILY:
        if ending.search(core) and not core.endswith(
            ("新区", "自贸区", "保税区", "片区", "示范区", "合作区", "试验区")
        ):
            core = ending.sub(family, core)
            break
    return _SUBZONE.sub(r"\1", core)


_LAST_LEVEL = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?:市|县|区|省|旗)$")


def _name_enterprises(members: list[Mention]) -> dict[str, str]:
    names = sorted({mention.name for mention in members}, key=lambda n: (-len(n), n))
    cores = {name: core_of_enterprise(name) for name in names}
    given = {m.name: alias for m in members if (alias := dict(m.attributes).get("alias"))}
    full: dict[str, str] = {}
    for name in names:
        if name in given:
            full[name] = full.get(given[name], given[name])
            continue
        longer = [f for f in dict.fromkeys(full.values()) if _abbreviates(name, cores[name], f, cores[f])]
        full[name] = longer[0] if len(longer) == 1 else name
    return full


def _without_place(name: str) -> str:
    return load_lexicon().strip_place(re.sub(r"[（(][^（）()]{2,6}[)）]", "", name))


def _abbreviates(name: str, core: str, longer: str, longer_core: str) -> bool:
    if name == longer:
        return True
    if core == longer_core:
        # one must begin the other: 恒力石化 and 恒力集团 are two companies
        return longer.startswith(name) or longer.endswith(name) or _without_place(longer).startswith(name)
    if len(name) < 2:
        return False
    return name == longer_core or (
        longer_core.startswith(name) and len(name) >= 2 and longer.endswith(("公司", "集团"))
    )


def core_of_project(name: str) -> str:
    """A project's name without 项目, 工程 and 建设 at its end.

    >>> core_of_project("盛虹炼化一体化项目")
    '盛虹炼化一体化'
    """
    return _PROJECT_TAIL.sub("", name) or name


def _name_projects(members: list[Mention]) -> dict[str, str]:
    investor = {m.name: dict(m.attributes).get("investor", "") for m in members}
    lead = {m.name: int(dict(m.attributes).get("lead", "0")) for m in members}
    names = sorted(investor, key=lambda n: (-len(core_of_project(n)), -len(n), n))
    full: dict[str, str] = {}
    short = {m.name: alias for m in members if (alias := dict(m.attributes).get("alias"))}
    for name in names:
        if name in short:
            full[name] = full.get(short[name], short[name])
            continue
        core = core_of_project(name[lead[name] :])
        longer = []
        for candidate in dict.fromkeys(full.values()):
            other = core_of_project(candidate[lead[candidate] :])
            if other == core or core_of_project(candidate) == core_of_project(name):
                longer.append(candidate)
            elif investor[name] and investor[name] == investor[candidate]:
                if (
                    len(core) >= 0.6 * len(other)
                    and _is_subsequence(core, other)
                    and _phase(core) == _phase(other)
                ):
                    longer.append(candidate)
            elif other.endswith(core) and len(core) >= 5:
                longer.append(candidate)
        full[name] = longer[0] if len(longer) == 1 else name
    return full


def _phase(core: str) -> str:
    found = re.findall(r"[一二三四五六首]期|第?[一二三四五]阶段", core)
    return "".join(found)


def _is_subsequence(short: str, long: str) -> bool:
    characters = iter(long)
    return all(character in characters for character in short)
