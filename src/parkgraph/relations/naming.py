"""Which names of one document name the same thing, and which of them is its full name.

Every function takes the mentions of one kind and gives, for every name, the name that stands for
the thing.  A short form that fits two longer names stays a thing of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable

from parkgraph.cues import alternatives, words
from parkgraph.lexicon import load_lexicon
from parkgraph.mentions.brands import core_of_enterprise, is_unknown
from parkgraph.model import Mention

_PROJECT_TAIL = re.compile(r"(?:建设)?(?:项目|工程)+$")


class _Index:
    """Full names by the features they share with their short forms, in the order they came."""

    def __init__(self) -> None:
        self._names: dict[Hashable, dict[str, None]] = {}

    def add(self, name: str, features: Iterable[Hashable]) -> None:
        for feature in features:
            self._names.setdefault(feature, {})[name] = None

    def sharing(self, features: Iterable[Hashable]) -> tuple[str, ...]:
        """The names that share one of the features, each once."""
        return tuple(dict.fromkeys(name for f in features for name in self._names.get(f, ())))


def name_plainly(members: list[Mention]) -> dict[str, str]:
    """Every name stands for itself."""
    return {mention.name: mention.name for mention in members}


def name_policies(members: list[Mention]) -> dict[str, str]:
    """A policy's name inside a longer one is its short form when it has most of its characters."""
    full: dict[str, str] = {}
    index = _Index()
    for name in _longest_first(mention.name for mention in members):
        features = {name[i : i + 4] for i in range(max(1, len(name) - 3))}
        longer = [f for f in index.sharing([name[:4]]) if name in f and len(name) >= 0.6 * len(f)]
        full[name] = longer[0] if len(longer) == 1 else name
        if full[name] == name:
            index.add(name, features)
    return full


def _longest_first(names: Iterable[str], size: Callable[[str], int] = len) -> list[str]:
    return sorted(set(names), key=lambda name: (-size(name), -len(name), name))


def name_parks(members: list[Mention]) -> dict[str, str]:
    """A park's name is the directory's, or its core; the end of one longer core is its short form."""
    canonical: dict[str, str] = {}
    for mention in members:
        attributes = dict(mention.attributes)
        named = attributes.get("canonical") or attributes.get("alias")
        if named or mention.name not in canonical:
            canonical[mention.name] = named or mention.name
    families = {name: canonical.get(core, core) for name, core in canonical.items()}
    # the short name of the directory may be the longer form of another (上海化学工业区 = 上海化工区)
    listed_cores = {core_of_park(name): families[name] for name in sorted(families) if families[name] != name}
    families = {name: listed_cores.get(core_of_park(name), core) for name, core in families.items()}
    by_core: dict[str, list[str]] = {}
    for name, core in families.items():
        by_core.setdefault(core_of_park(core), []).append(name)
    # a name the directory knows speaks for the thing, else the fullest that the text has
    listed = {m.name for m in members if "canonical" in dict(m.attributes)}
    best = {core: max(names, key=lambda n: (n in listed, len(n), n)) for core, names in by_core.items()}
    index = _Index()
    target: dict[str, str] = {}
    for core in _longest_first(best):
        near = index.sharing([core[-3:], core[:2]])
        longer = [
            c for c in near if (c.endswith(core) and len(core) >= 3) or _skips_trade(best[core], core, c)
        ]
        target[core] = target[longer[0]] if len(longer) == 1 else best[core]
        index.add(core, [core[-3:], core[:2]])
    return {name: target[core_of_park(core)] for name, core in families.items()}


def _skips_trade(name: str, core: str, longer: str) -> bool:
    """Whether a name leaves out the trade of another (腾格里|园区 for 腾格里|精细|化工园区)."""
    word = _DROPS_TRADE.search(name)
    head = name[: word.start()] if word else ""
    return (
        core == head + _GENERAL and is_unknown(head) and longer.startswith(head) and longer.endswith(_GENERAL)
    )


_DROPS_TRADE = re.compile(alternatives(words("parks", "drops-trade")) + "$")
_GENERAL = words("parks", "called-general")[0]
_FAMILY = tuple(
    (re.compile(alternatives(words("parks", f"family-{kind}")) + "$"), words("parks", f"called-{kind}")[0])
    for kind in ("high-tech", "development", "chemical", "general")
)
_NO_FAMILY = words("parks", "no-family")


def _is_proper(rest: str) -> bool:
    """Whether what follows the place is a name of its own (连云港|徐圩|新区), which says enough."""
    for ending, _ in _FAMILY:
        if ending.search(rest):
            head = ending.sub("", rest)
            return len(head) >= 2 and is_unknown(head)
    return False


_SUBZONE = re.compile(
    rf"^(?:.*区)?([\u4e00-\u9fff]{{2,4}}){alternatives(words('parks', 'sub-zone'))}"
    rf"(?={alternatives(words('parks', 'called-high-tech', 'called-development'))}$)"
)


def core_of_park(name: str) -> str:
    """A park's name without the parents and level of its place and with one word for each kind of park.

    >>> core_of_park("连云港市开发区")
    '连云港开发区'
    >>> core_of_park("泉州市泉港区石化工业园区") == core_of_park("泉港石化园区")
    True
    >>> core_of_park("江苏兴化经济开发区")
    '兴化开发区'
    """
    lexicon = load_lexicon()
    rest = lexicon.strip_place(name)
    place = name[: len(name) - len(rest)]
    if place and len(rest) >= 2:
        for match in lexicon.find_places(place)[-1:]:
            # 江苏|兴化: what follows the last place found is a place that other words share its name with
            last = place[match.end :] if len(place) - match.end >= 2 else match.name
            place = _LAST_LEVEL.sub("", last) or last
    core = rest if _is_proper(rest) else f"{place}{rest}"
    for ending, family in _FAMILY:
        if ending.search(core) and not core.endswith(_NO_FAMILY):
            core = ending.sub(family, core)
            break
    return _SUBZONE.sub(r"\1", core)


_LAST_LEVEL = re.compile(rf"(?<=[\u4e00-\u9fff]{{2}}){alternatives(words('parks', 'level'))}$")


def name_enterprises(members: list[Mention]) -> dict[str, str]:
    """An enterprise's short name is a longer name's core, or begins it (未势 = 未势能能源科技有限公司)."""
    given = {m.name: alias for m in members if (alias := dict(m.attributes).get("alias"))}
    cores: dict[str, str] = {}
    full: dict[str, str] = {}
    groups: dict[str, str] = {}
    index = _Index()
    for name in _longest_first(mention.name for mention in members):
        core = cores[name] = core_of_enterprise(name)
        if name in given:
            full[name] = full.get(given[name], given[name])
            continue
        candidates = index.sharing([name[:2], name[-2:], core[:2]])
        longer = [f for f in candidates if _abbreviates(name, core, f, cores[f])]
        group = _central_group(name)
        if group is not None:
            longer = [groups.setdefault(group, name)]  # 中化 = 中国中化集团公司
        full[name] = longer[0] if len(longer) == 1 else name
        if full[name] == name:
            index.add(name, {name[:2], name[-2:], core[:2], _without_place(name)[:2]})
    return full


def _central_group(name: str) -> str | None:
    """The central enterprise that a name stands for itself, not as its subsidiary."""
    owner = load_lexicon().ownership(name)
    return owner.group if owner is not None and owner.rule in ("list", "former-name") else None


def _without_place(name: str) -> str:
    return load_lexicon().strip_place(re.sub(r"[（(][^（）()]{2,6}[)）]", "", name))


def _abbreviates(name: str, core: str, longer: str, longer_core: str) -> bool:
    if core == longer_core:
        # one must begin the other: 恒力石化 and 恒力集团 are two companies
        return longer.startswith(name) or longer.endswith(name) or _without_place(longer).startswith(name)
    begins = longer_core.startswith(name) and longer.endswith(("公司", "集团"))
    return len(name) >= 2 and (name == longer_core or begins)


def core_of_project(name: str) -> str:
    """A project's name without 项目, 工程 and 建设 at its end.

    >>> core_of_project("盛虹炼化一体化项目")
    '盛虹炼化一体化'
    """
    return _PROJECT_TAIL.sub("", name) or name


def name_projects(members: list[Mention]) -> dict[str, str]:
    """A project's name is its core; with one investor, characters of a longer core in order; or its end."""
    facets = {m.name: dict(m.attributes) for m in members}
    full: dict[str, str] = {}
    cores: dict[str, str] = {}
    index = _Index()
    for name in _longest_first(facets, size=lambda n: len(core_of_project(n))):
        alias = facets[name].get("alias")
        if alias is not None:
            full[name] = full.get(alias, alias)
            continue
        investor = facets[name].get("investor", "")
        whole = core_of_project(name)
        core = cores[name] = core_of_project(name[int(facets[name].get("lead", "0")) :])
        features: list[Hashable] = [("core", core), ("whole", whole), ("end", core[-5:])]
        features += [("investor", investor)] if investor else []
        longer = [
            candidate
            for candidate in index.sharing(features)
            if cores[candidate] == core
            or core_of_project(candidate) == whole
            or (
                investor
                and investor == facets[candidate].get("investor")
                and _shortens(core, cores[candidate])
            )
            or (len(core) >= 5 and cores[candidate].endswith(core) and not _two(investor, facets[candidate]))
        ]
        full[name] = longer[0] if len(longer) == 1 else name
        if full[name] == name:
            index.add(name, features)
    return full


def _two(investor: str, other: dict[str, str]) -> bool:
    """Whether both projects have an investor of their own, and one each."""
    return bool(investor) and investor == other.get("investor")


def _shortens(core: str, other: str) -> bool:
    return len(core) >= 0.6 * len(other) and _is_subsequence(core, other) and _phase(core) == _phase(other)


def _phase(core: str) -> str:
    found = re.findall(r"[一二三四五六首]期|第?[一二三四五]阶段", core)
    return "".join(found)


def _is_subsequence(short: str, long: str) -> bool:
    characters = iter(long)
    return all(character in characters for character in short)
