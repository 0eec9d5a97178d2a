"""Enterprises: what two names say of whether they mean one company.

* One credit code is one company, two codes are two.
* Names are compared in parts (:mod:`parkgraph.resolution.enterprise_names`).  Another place, trade
  or group is another company: 江苏恒泽新材料 and 山东恒泽新材料, 恒泽集团 and 恒泽新材料.  Another legal
  form alone is the same one at another time.
* A name that leaves out its place, its trade or its form is vague: it joins the one company it fits,
  a mere brand only a company of the same park or place.
* A branch is known without the name of its listed group (中国石油|塔里木油田分公司) where it is near.
* Names that sound alike or differ in one character are undecided, whatever else speaks for them: a
  slip of the pen cannot be told from another firm without knowing both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pypinyin import lazy_pinyin
from rapidfuzz.distance import Levenshtein

from parkgraph.lexicon import load_lexicon
from parkgraph.model import Kind, Verdict
from parkgraph.resolution.clusters import Comparison, Pair, pair_up
from parkgraph.resolution.enterprise_names import EnterpriseName, parse_enterprise
from parkgraph.resolution.identity import is_official
from parkgraph.resolution.profiles import Profile
from parkgraph.resolution.regions import are_nested, may_be_one

_LARGE = 64  # profiles of one brand: more are compared only where all but place and form is alike
_SHORTEST = 3  # characters of an abbreviation
_ALIKE = 4  # characters that a name must have for one other to be a slip


def compare_enterprises(profiles: Sequence[Profile]) -> Iterator[Comparison]:
    """The comparisons of the enterprises that share a brand, a credit code, or nearly a name."""
    compared: set[tuple[str, str]] = set()
    for pair in pair_up(_blocks(profiles), _LARGE * 4):
        compared.add((pair.first.key, pair.second.key))
        found = compare(pair)
        if found is not None:
            yield found
    for pair in pair_up(_alike(profiles), _LARGE):
        if (pair.first.key, pair.second.key) not in compared:
            yield pair.say(Verdict.UNDECIDED, 0.4, _likeness(pair.first, pair.second))


def add_places(profile: Profile) -> Profile:
    """A profile with the places that its names begin with as the facet ``named-place``."""
    places = frozenset(code for name in parsed(profile) for code in name.places | name.inner)
    return replace(profile, facets={**profile.facets, "named-place": places}) if places else profile


def parsed(profile: Profile) -> tuple[EnterpriseName, ...]:
    """The names of a profile in parts, and the one that a list has for it."""
    official = (profile.key,) if is_official((Kind.ENTERPRISE, profile.key)) else ()
    return tuple(parse_enterprise(name) for name in dict.fromkeys((*official, *profile.names)))


def _blocks(profiles: Iterable[Profile]) -> Iterator[Iterable[Profile]]:
    """Enterprises that may be one: by how their names begin, and by code.

    Where very many names begin alike, only those with one brand, and then one body, are compared.
    """
    openings: dict[str, dict[str, Profile]] = defaultdict(dict)
    brands: dict[tuple[str, str], dict[str, Profile]] = defaultdict(dict)
    bodies: dict[tuple[str, str, str], dict[str, Profile]] = defaultdict(dict)
    codes: dict[str, dict[str, Profile]] = defaultdict(dict)
    for profile in profiles:
        for name in parsed(profile):
            opening = name.body[:2]
            openings[opening][profile.key] = profile
            if name.behind:
                openings[parse_enterprise(name.behind).body[:2]][profile.key] = profile
            brands[opening, name.brand][profile.key] = profile
            bodies[opening, name.brand, name.body][profile.key] = profile
        for code in profile.has("code"):
            codes[code][profile.key] = profile
    yield from (members.values() for members in codes.values())
    yield from (members.values() for members in openings.values() if len(members) <= _LARGE)
    for (opening, _), members in brands.items():
        if len(openings[opening]) > _LARGE >= len(members):
            yield members.values()
    for (opening, brand, _), members in bodies.items():
        if len(openings[opening]) > _LARGE and len(brands[opening, brand]) > _LARGE:
            yield members.values()


def compare(pair: Pair) -> Comparison | None:
    """What two profiles are to each other; None when nothing can be said.

    Full names speak for their bearers; a short one does where there is no full one.
    """
    first, second = pair.first, pair.second
    codes, others = first.has("code"), second.has("code")
    if codes and others:
        same = bool(codes & others)
        verdict = Verdict.SAME if same else Verdict.DIFFERENT
        return pair.say(verdict, 1.0, "same-code" if same else "other-code")
    listed = [is_official((Kind.ENTERPRISE, profile.key)) for profile in (first, second)]
    if all(listed):
        return pair.say(Verdict.DIFFERENT, 0.99, "listed-apart")
    names = telling(first), telling(second)
    found = [_Names(pair, one, other).compare() for one in names[0] for other in names[1]]
    best = max((c for c in found if c is not None), key=_rank, default=None)
    apart = [c for c in found if c is not None and c.verdict is Verdict.DIFFERENT]
    full = all(any(name.full for name in group) for group in names)
    if full and apart and (best is None or best.vague is not None or best.near):
        return apart[0]
    # the list knows its company by its names: another full name is not one of them
    unlisted = any(listed) and any(name.full for name in names[1 if listed[0] else 0])
    if (
        best is not None
        and best.verdict is Verdict.SAME
        and unlisted
        and "group-left-out" not in best.reasons
    ):
        return pair.say(Verdict.UNDECIDED, 0.5, *best.reasons, "not-listed")
    if best is None or best.verdict is not Verdict.SAME:
        shared = {n for n in set(first.names) & set(second.names) if parse_enterprise(n).trade}
        if shared and not (full and apart):
            return pair.say(Verdict.SAME, 0.75, "same-other-name", near=True)
    return best


def telling(profile: Profile) -> tuple[EnterpriseName, ...]:
    """The names of a profile that tell it from others: the full ones, else the longest of the short ones."""
    names = parsed(profile)
    full = tuple(name for name in names if name.full)
    if full:
        return full
    named = tuple(name for name in names if name.body != name.brand or name.places)
    return named or names


def _rank(comparison: Comparison) -> tuple[int, bool, float]:
    order = (Verdict.UNDECIDED, Verdict.DIFFERENT, Verdict.SAME)
    return order.index(comparison.verdict), comparison.vague is None, comparison.score


@dataclass(frozen=True, slots=True)
class _Names:
    """A name of each of two profiles."""

    pair: Pair
    one: EnterpriseName
    other: EnterpriseName

    @property
    def say(self) -> Callable[..., Comparison]:
        return self.pair.say

    @property
    def first(self) -> Profile:
        return self.pair.first

    @property
    def second(self) -> Profile:
        return self.pair.second

    @property
    def vaguer(self) -> Profile | None:
        """The profile whose name leaves out more; None when neither does."""
        said = [(name.full, bool(name.places), len(name.body)) for name in (self.one, self.other)]
        if said[0] == said[1]:
            return None
        return self.first if said[0] < said[1] else self.second

    @property
    def places_agree(self) -> bool:
        """Whether the places of both names, where both have one, may be one or lie in each other."""
        here, there = (name.places | name.inner for name in (self.one, self.other))
        return not here or not there or may_be_one(here, there) or are_nested(here, there)

    def compare(self) -> Comparison | None:
        one, other = self.one, self.other
        if one.written == other.written and one.full:
            # one of them with its credit code, which another of that name may not have
            bare = self.first if not self.first.has("code") else self.second
            return self.say(Verdict.SAME, 0.95, "same-name", vague=bare)
        if one.written == other.written:
            # a name with a trade is hardly ever two firms', unless full names tell that it is
            return self.say(Verdict.SAME, 0.75, "same-name", near=True, late=len(one.body) >= _ALIKE)
        if one.behind or other.behind:
            found = self.compare_behind_groups()
            if found is not None:
                return found
        if one.brand != other.brand or not one.brand:
            return self.compare_abbreviated()
        if "branch" in (one.form, other.form) and one.form != other.form:
            if one.body == other.body and not (one.full and other.full):
                return self.say(Verdict.SAME, 0.8, "form-left-out", vague=self.vaguer, near=True)
            return self.say(Verdict.DIFFERENT, 0.9, "branch")
        if one.body != other.body:
            return self.compare_bodies()
        if one.group == other.group:
            return self.compare_places()
        vague = self.vaguer
        group = self.first if one.group else self.second
        if one.full and other.full:
            return self.say(Verdict.DIFFERENT, 0.8, "group-and-company")
        if vague is None or vague is group:
            return self.say(Verdict.UNDECIDED, 0.4, "group-and-company")
        return self.say(Verdict.SAME, 0.6, "form-left-out", vague=vague, near=True)

    def compare_behind_groups(self) -> Comparison | None:
        """中国石油塔里木油田分公司 and 塔里木油田, or two that name their group in other words."""
        parts = [parse_enterprise(name.behind) if name.behind else name for name in (self.one, self.other)]
        if any(name.full and name.form != "branch" for name in parts):
            return None  # a registered name is whole
        if parts[0].body != parts[1].body or bool(parts[0].places) != bool(parts[1].places):
            return None
        if self.one.behind and self.other.behind:
            heads = (name.written.removesuffix(name.behind) for name in (self.one, self.other))
            groups = [load_lexicon().ownership(head) for head in heads]
            if None in groups or len({group.group_id for group in groups if group is not None}) > 1:
                return None
            return self.say(Verdict.SAME, 0.9, "group-shortened")
        vague = self.second if self.one.behind else self.first
        return self.say(Verdict.SAME, 0.8, "group-left-out", vague=vague, near=True)

    def compare_abbreviated(self) -> Comparison | None:
        """A short name whose characters a full one has in order (渤潮海装 of 渤潮海洋装备有限公司)."""
        short, long = sorted((self.one, self.other), key=lambda name: len(name.body))
        if short.full or not long.full or len(short.body) < _SHORTEST or short.places:
            return None
        if long.form == "branch":
            return None  # who shortens a branch's name says that it is one
        if long.body[:2] != short.body[:2] or not _shortens(short.body, long.body):
            return None
        vague = self.first if short is self.one else self.second
        return self.say(Verdict.SAME, 0.7, "abbreviated", vague=vague, near=True)

    def compare_bodies(self) -> Comparison | None:
        """Names of one brand with another trade."""
        one, other = self.one, self.other
        short, long = (one, other) if len(one.body) < len(other.body) else (other, one)
        trades = f"{one.body} / {other.body}"
        if (
            short.full
            and long.full
            and long.body.startswith(short.body)
            and short.trade
            and self.places_agree
        ):
            return self.say(Verdict.UNDECIDED, 0.5, f"longer-trade: {trades}")
        if short.full or not self.places_agree:
            return self.say(Verdict.DIFFERENT, 0.8, f"other-trade: {trades}")
        if short.group and not long.group:
            return self.say(Verdict.DIFFERENT, 0.7, "group-and-company")
        if short.stock and long.full and long.form != "joint-stock":
            return self.say(Verdict.UNDECIDED, 0.5, "joint-stock")
        vague = self.first if short is one else self.second
        placed = bool(short.places) and may_be_one(short.places, long.places | long.inner)
        if short.places and not placed:
            return None  # 新疆恒泽 is no group that is called by its brand alone
        if short.body == short.brand:
            score = 0.85 if placed else 0.75
            return self.say(Verdict.SAME, score, "brand-alone", vague=vague, near=not placed)
        if long.body.startswith(short.body):
            return self.say(Verdict.SAME, 0.85, "trade-shortened", vague=vague, near=True)
        if _shortens(short.body, long.body):
            return self.say(Verdict.SAME, 0.8, "trade-shortened", vague=vague, near=True)
        return self.say(Verdict.DIFFERENT, 0.7, f"other-trade: {trades}")

    def compare_places(self) -> Comparison:
        """Names alike but for place and legal form."""
        one, other = self.one, self.other
        places = f"{one.written} / {other.written}"
        if one.inner != other.inner:
            if one.inner and other.inner:
                return self.say(Verdict.DIFFERENT, 0.9, f"other-place: {places}")
            bare, holder = (other, self.second) if one.inner else (one, self.first)
            if bare.form == "joint-stock":
                return self.say(Verdict.DIFFERENT, 0.7, "place-in-brackets")
            if bare.full:
                # 恒泽化工（大连）有限公司 may be a company of 恒泽化工有限公司
                return self.say(Verdict.UNDECIDED, 0.5, "place-in-brackets")
            return self.say(Verdict.SAME, 0.7, "form-left-out", "place-left-out", vague=holder, near=True)
        if one.places and other.places and not may_be_one(one.places, other.places):
            if are_nested(one.places, other.places):
                return self.say(Verdict.UNDECIDED, 0.5, f"place-within-place: {places}")
            return self.say(Verdict.DIFFERENT, 0.9, f"other-place: {places}")
        if bool(one.places) != bool(other.places):
            if not one.distinctive:
                return self.say(Verdict.UNDECIDED, 0.4, "place-left-out", "common-words")
            bare_one = self.second if one.places else self.first
            named = len(one.body) > len(one.brand)
            return self.say(
                Verdict.SAME, 0.85 if named else 0.7, "place-left-out", vague=bare_one, near=not named
            )
        if one.full and other.full:
            return self.say(Verdict.SAME, 0.9, f"other-form: {one.form} / {other.form}")
        if one.full or other.full:
            near = len(one.body) < _ALIKE
            return self.say(Verdict.SAME, 0.85, "form-left-out", vague=self.vaguer, near=near)
        return self.say(Verdict.SAME, 0.9, "same-parts")


def _shortens(short: str, long: str) -> bool:
    characters = iter(long)
    return all(character in characters for character in short)


# ------------------------------------------------------------------- names nearly alike


def _alike(profiles: Iterable[Profile]) -> Iterator[Iterable[Profile]]:
    """Enterprises whose full names sound alike or differ in one character, in one place."""
    blocks: dict[tuple[str, ...], dict[str, Profile]] = defaultdict(dict)
    for profile in profiles:
        name = next((n for n in parsed(profile) if n.full and len(n.body) >= _ALIKE), None)
        if name is None:
            continue
        tail = ("group" if name.group else "", *sorted(name.places))
        blocks["sound", *lazy_pinyin(name.body), *tail][profile.key] = profile
        for index in range(len(name.body)):
            blocks["slip", name.body[:index], name.body[index + 1 :], *tail][profile.key] = profile
    yield from (members.values() for members in blocks.values() if 1 < len(members) <= _LARGE)


def _likeness(first: Profile, second: Profile) -> str:
    one, other = (next(n for n in parsed(p) if n.full).body for p in (first, second))
    if lazy_pinyin(one) == lazy_pinyin(other):
        return f"sounds-alike: {one} / {other}"
    return f"one-character: {one} / {other}" if Levenshtein.distance(one, other) == 1 else "alike"


# ------------------------------------------------------------------------------ groups


def find_parents(
    stands_for: Mapping[str, str],
    profiles: Sequence[Profile],
    are_near: Callable[[Iterable[Profile], Profile], bool],
) -> dict[str, str]:
    """The group of each company whose name, with the group's own, says that it belongs to it.

    :param stands_for: the key that stands for each profile's company, by key
    :param are_near: whether a profile is found in the surroundings of some others
    :returns: key of the company -> key of the group, both as ``stands_for`` has them

    某某集团江苏化工有限公司 begins with its group; 某某化工（福建）有限公司 has all but the place of the
    group 某某化工集团有限公司 or of the joint-stock company 某某化工股份有限公司; 江苏某某新材料有限公司
    has the brand of a 某某集团 that is found in the same place or park.
    """
    heads: dict[str, dict[str, Profile]] = defaultdict(dict)
    for profile in profiles:
        for name in parsed(profile):
            if name.group and not name.head:
                heads[name.body][profile.key] = profile
            elif name.form == "joint-stock" and not name.inner:
                heads[f"{name.body}（"][profile.key] = profile
    found: dict[str, set[str]] = defaultdict(set)
    for profile in profiles:
        own = stands_for[profile.key]
        for name in parsed(profile):
            wanted: list[Profile] = []
            if name.head:
                wanted += heads.get(parse_enterprise(name.head).body, {}).values()
            elif name.full and not name.group:
                wanted += heads.get(name.body, {}).values()
                wanted += heads.get(f"{name.body}（", {}).values() if name.inner else ()
                if name.distinctive:
                    wanted += (p for p in heads.get(name.brand, {}).values() if are_near((p,), profile))
            found[own] |= {stands_for[p.key] for p in wanted} - {own}
    return {own: next(iter(parents)) for own, parents in found.items() if len(parents) == 1}
