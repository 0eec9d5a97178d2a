"""Projects: what two names say of whether they mean one undertaking.

A name is taken apart: investors, place, price, phase and capacity are compared by themselves, what
stays is the product.  Two phases are two projects, so are those of two investors, two parks or two
capacities.  One product of one investor is one project; a name that gives no product, or only the
end or middle of one, is vague and joins the one project of its investor or park that it fits.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from parkgraph.cues import alternatives, words
from parkgraph.lexicon import load_lexicon
from parkgraph.model import Verdict
from parkgraph.resolution.clusters import Comparison, Pair, pair_up
from parkgraph.resolution.enterprise_names import parse_enterprise
from parkgraph.resolution.profiles import Profile

_PART = 0.5  # likeness of a name that holds another
_MOST = 0.75  # likeness of names that differ little
_LARGE = 200
_TELLING = 5  # characters of a product that hardly another project of its investor makes
_COMMON = 60  # a pair of characters that more projects of a park or investor share tells nothing
_MARKS = re.compile(r"[\s“”‘’（）()·\-—、，]")
_PHASE = re.compile(r"(?:第)?([一二三四五六七八九首\d])(?:期|阶段)(?:工程|项目)?")
_PHASES = {c: str(n) for n, c in enumerate("首一二三四五六七八九")} | {"首": "1"}
_AMOUNT = re.compile(
    rf"{alternatives(words('identity', 'project-price'))}[约近超]?[\d.]+(?:亿|万)?(?:美|欧|港)?元的?"
)
_CAPACITY = re.compile(
    r"(?:年产|年处理|日产|日处理)?(\d+(?:\.\d+)?)(亿|万|千)?(吨|台|套|件|平方米|立方米|只|辆|千瓦|兆瓦|吉瓦|GWh|GW|MW)(?:/年|级)?"
)
_VERBS = re.compile(
    f"^{alternatives(words('identity', 'project-verb'))}|{alternatives(words('identity', 'project-verb'))}$"
)
_TAIL = re.compile(f"{alternatives(words('identity', 'project-tail'))}$")
_CHANGES = re.compile(alternatives(words("identity", "project-change")))
_SITE = re.compile(f"{alternatives(words('identity', 'project-place'))}$")
_MAGNITUDES = {"": 1, "千": 1_000, "万": 10_000, "亿": 100_000_000}


@dataclass(frozen=True, slots=True)
class ProjectName:
    """A project's name in its parts.

    ``product`` is what stays of it, ``site`` a word at its end for the place where that is made;
    ``changes`` whether it enlarges or renews what was there before.
    """

    product: str
    site: str
    changes: bool
    phase: str
    capacities: frozenset[str]


def parse_project(name: str, investors: Iterable[str] = ()) -> ProjectName:
    """The parts of a project's name.

    :param investors: names and brands of those who build it, which are left out

    >>> parse_project("恒泽新材料年产30万吨聚酯薄膜二期项目", ["恒泽新材料"])
    ProjectName(product='聚酯薄膜', site='', changes=False, phase='2', capacities=frozenset({'300000吨'}))
    """
    rest = _MARKS.sub("", name)
    for investor in sorted({_MARKS.sub("", i) for i in investors}, key=lambda i: (-len(i), i)):
        if len(investor) >= 2:
            rest = rest.replace(investor, "", 1)
    rest = _AMOUNT.sub("", rest)
    capacities = frozenset(_write_capacity(*found) for found in _CAPACITY.findall(rest))
    phase = _PHASE.search(rest)
    rest = _PHASE.sub("", rest)
    stripped = load_lexicon().strip_place(rest)
    rest = stripped if len(stripped) >= 2 else rest
    changes = _CHANGES.search(rest) is not None
    for pattern in (_TAIL, _CHANGES, _VERBS, _TAIL):
        rest = pattern.sub("", rest)
    without = _CAPACITY.sub("", rest).strip("的年产")
    rest = without or ""
    site = _SITE.search(rest)
    product = _VERBS.sub("", rest[: site.start()] if site else rest)
    return ProjectName(
        product,
        site[0] if site else "",
        changes,
        _PHASES.get(phase[1], phase[1]) if phase else "",
        capacities,
    )


def _write_capacity(number: str, magnitude: str, unit: str) -> str:
    return f"{Decimal(number) * _MAGNITUDES[magnitude]:f}{unit}"


def compare_projects(
    profiles: Sequence[Profile], names_of: Mapping[str, Sequence[str]]
) -> Iterator[Comparison]:
    """The comparisons of projects that share an investor, a park or a place, and some of their name.

    :param names_of: the names of each enterprise, by the key that stands for it
    """
    forms = {
        profile.key: frozenset(
            form
            for key in profile.has("enterprise")
            for name in names_of.get(key, ())
            for form in _forms_of(name)
        )
        for profile in profiles
    }
    for pair in pair_up(_blocks(profiles, forms), _LARGE):
        found = compare(pair, forms[pair.first.key], forms[pair.second.key])
        if found is not None:
            yield found


def _blocks(profiles: Iterable[Profile], forms: Mapping[str, frozenset[str]]) -> Iterator[Sequence[Profile]]:
    """Projects that may be one: the few of an investor, those of a place that share two characters."""
    around: dict[tuple[str, str], list[Profile]] = defaultdict(list)
    for profile in profiles:
        for facet in ("park", "enterprise", "home"):
            for key in sorted(profile.has(facet)):
                around[facet, key].append(profile)
    for (facet, _), members in sorted(around.items()):
        if facet == "enterprise" and len(members) <= _COMMON:
            yield members
            continue
        grams: dict[str, list[Profile]] = defaultdict(list)
        for profile in members:
            names = (_parse(name, forms[profile.key]) for name in profile.names)
            for gram in sorted({gram for name in names for gram in _grams(name.product)}):
                grams[gram].append(profile)
        yield from (sharing for sharing in grams.values() if len(sharing) <= _COMMON)


def compare(pair: Pair, own: frozenset[str], others: frozenset[str]) -> Comparison | None:
    """What two projects are to each other; None when nothing can be said.

    :param own: the forms of the names of the first one's investors
    :param others: those of the second one's
    """
    first, second = pair.first, pair.second
    one, other = ([_parse(name, own | others) for name in profile.names] for profile in (first, second))
    investors = _agree_on_investors(pair, own, others)
    parks = _agree(first.has("park"), second.has("park"))
    alike = max(_likeness(a, b) for a in one for b in other)
    if alike == 0 and investors and any(not a.product and not b.product for a in one for b in other):
        alike = 1.0  # both are named by their investor alone
    nothing = investors and _bare(one, other)  # one is named by its investor alone
    phases = {n.phase for n in one}, {n.phase for n in other}
    if not phases[0] & phases[1]:
        if alike < _PART and not nothing:
            return None
        if all(phase - {""} for phase in phases):
            return pair.say(Verdict.DIFFERENT, 0.95, "other-phase")
        return pair.say(Verdict.DIFFERENT, 0.7, "phase-of-whole")
    if investors and parks is False and alike == 1 and _neighbours(first, second):
        # 甲区 and 甲区轻工园: a project lies in a park and in its part, and each document names one of them
        return pair.say(Verdict.SAME, 0.7, "same-product", "same-investor", "same-county")
    if investors is False or parks is False:
        reason = "other-investor" if investors is False else "other-park"
        return pair.say(Verdict.DIFFERENT, 0.9, reason) if alike == 1 else None
    changes = {name.changes for name in one} | {name.changes for name in other}
    if len(changes) == 2 and alike >= _PART:
        return pair.say(Verdict.UNDECIDED, 0.4, "enlarges-the-other")
    capacities = [frozenset().union(*(name.capacities for name in names)) for names in (one, other)]
    if all(capacities) and not capacities[0] & capacities[1]:
        return pair.say(Verdict.UNDECIDED, 0.4, "other-capacity") if alike >= _PART else None
    if alike == 1 and any(capacities) and not all(capacities):
        # it may be any of several of that product
        vague = second if capacities[0] else first
        return pair.say(Verdict.SAME, 0.85, "same-product", "capacity-left-out", vague=vague, near=not parks)
    if alike == 1:
        ties = [word for word, agrees in (("same-investor", investors), ("same-park", parks)) if agrees]
        telling = max(len(name.product) for name in (*one, *other)) >= _TELLING
        # one without an investor may be any of several of that product
        bare = [project for project in (first, second) if not project.has("enterprise")]
        return pair.say(
            Verdict.SAME, (0.7, 0.85, 0.95)[len(ties)], "same-product", *ties,
            vague=bare[0] if len(bare) == 1 and investors is None else None,
            near=not parks, late=bool(investors) and telling,
        )  # fmt: skip
    sizes = [max(len(name.product) for name in names) for names in (one, other)]
    vague = first if sizes[0] < sizes[1] else second
    if alike >= _PART and (investors or (parks and alike >= _MOST)):
        return pair.say(Verdict.SAME, 0.7, "product-shortened", vague=vague, near=True)
    if nothing:
        return pair.say(Verdict.SAME, 0.6, "product-left-out", vague=vague, near=True)
    return None


@lru_cache(maxsize=65536)
def _parse(name: str, investors: frozenset[str]) -> ProjectName:
    return parse_project(name, investors)


def _forms_of(name: str) -> set[str]:
    """The forms in which an enterprise's name stands in a project's."""
    parts = parse_enterprise(name)
    return {name, parts.body, parts.brand} | ({f"{parts.brand}集团"} if parts.group else set())


def _agree_on_investors(pair: Pair, own: frozenset[str], others: frozenset[str]) -> bool | None:
    """Whether two projects have an investor in common; None when that cannot be told.

    Where one names none, the name of the other's investor in its own name tells.  Investors of one
    brand may be a group and its company, or one of them by a short name.
    """
    agree = _agree(pair.first.has("enterprise"), pair.second.has("enterprise"))
    if agree is None:
        bare, named = (pair.first, others) if not own else (pair.second, own)
        return any(form in name for name in bare.names for form in named) or None
    if agree is False and {form[:2] for form in own} & {form[:2] for form in others}:
        return None
    return agree


def _agree(one: frozenset[str], other: frozenset[str]) -> bool | None:
    """Whether two sets meet; None when one says nothing."""
    return bool(one & other) if one and other else None


def _neighbours(first: Profile, second: Profile) -> bool:
    """Whether the documents of both are about one county or district."""
    shared = first.has("home") & second.has("home")
    return any(not code.endswith("00") for code in shared)


def _bare(one: Iterable[ProjectName], other: Iterable[ProjectName]) -> bool:
    """Whether one of two projects is named without any product."""
    return any(not n.product for n in one) or any(not n.product for n in other)


def _grams(product: str) -> set[str]:
    return {product[i : i + 2] for i in range(len(product) - 1)} or {product}


def _likeness(one: ProjectName, other: ProjectName) -> float:
    """From 0 to 1: 1 for the same product, else the share of the longer that the shorter has in order."""
    if not one.product or not other.product:
        return 0.0
    if one.product == other.product:
        return 1.0
    short, long = sorted((one.product, other.product), key=len)
    characters = iter(long)
    if all(character in characters for character in short):
        return max(_PART, len(short) / len(long)) if len(short) >= 2 else 0.0
    return 0.0
