"""Comparisons of profiles -> which of them are one thing, and a judgement for each comparison.

What must be different is kept apart whatever else speaks for it.  Of what is the same the sure
comes first.  A vague name (one that leaves out what tells things apart) then joins the one thing
it fits; where it fits several, it joins none and the judgement is undecided.  The outcome depends
on the set of comparisons alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from parkgraph.model import Judgement, Kind, Verdict
from parkgraph.resolution.profiles import Profile

_UNSURE = 0.5
_SEVERAL = "fits-several"
_MARGIN = 0.04  # by which the best of several comparisons must be better than the others


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two profiles' names alone say, by their keys.

    ``vague`` is the key of the profile that may join only one thing; with ``near`` both must be
    found in the same surroundings, or else, with ``late``, nothing must speak against it in the end.
    ``last`` is heard in the end alone.
    """

    first: str
    second: str
    verdict: Verdict
    score: float
    reasons: tuple[str, ...]
    vague: str | None = None
    near: bool = False
    late: bool = False
    last: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """Two profiles that are compared, the one with the lesser key first."""

    first: Profile
    second: Profile

    def say(
        self,
        verdict: Verdict,
        score: float,
        *reasons: str,
        vague: Profile | None = None,
        near: bool = False,
        late: bool = False,
        last: bool = False,
    ) -> Comparison:
        """A comparison of the two."""
        key = vague.key if vague is not None else None
        return Comparison(self.first.key, self.second.key, verdict, score, reasons, key, near, late, last)


def pair_up(blocks: Iterable[Iterable[Profile]], most: int) -> Iterator[Pair]:
    """Every pair of profiles that a block holds, each once; of a block its first ``most`` by key."""
    seen: set[tuple[str, str]] = set()
    for block in blocks:
        members = sorted({profile.key: profile for profile in block}.items())[:most]
        for (one, first), (other, second) in combinations(members, 2):
            if (one, other) not in seen:
                seen.add((one, other))
                yield Pair(first, second)


class Groups:
    """Disjoint sets of keys, some pairs of which may never meet."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}
        self._apart: dict[str, set[str]] = {}
        self._members: dict[str, set[str]] = {}

    def find(self, key: str) -> str:
        """The key that stands for the set of a key."""
        parent = self._parent.get(key, key)
        while parent != self._parent.get(parent, parent):
            parent = self._parent[parent]
        self._parent[key] = parent
        return parent

    def members(self, key: str) -> set[str]:
        """All keys of the set of a key."""
        return self._members.get(self.find(key), {key})

    def keep_apart(self, one: str, other: str) -> None:
        """Forbids two keys to meet."""
        self._apart.setdefault(one, set()).add(other)
        self._apart.setdefault(other, set()).add(one)

    def may_join(self, one: str, other: str) -> bool:
        """Whether no pair of their sets is kept apart."""
        here, there = self.members(one), self.members(other)
        small, large = (here, there) if len(here) <= len(there) else (there, here)
        return not any(self._apart.get(key, set()) & large for key in small)

    def join(self, one: str, other: str) -> None:
        """Makes one set of two; the lesser key stands for it."""
        first, second = sorted((self.find(one), self.find(other)))
        if first != second:
            self._members[first] = self.members(first) | self._members.pop(second, {second})
            self._parent[second] = first


def cluster(
    kind: Kind,
    profiles: Mapping[str, Profile],
    comparisons: Iterable[Comparison],
    are_near: Callable[[Iterable[Profile], Profile], bool],
    settled: Iterable[Comparison] = (),
) -> tuple[Groups, tuple[Judgement, ...]]:
    """The sets of profiles that are one thing, and the judgements that made them.

    :param are_near: whether a profile is found in the surroundings of some others
    :param settled: what lists and people have decided, which goes before all comparisons
    """
    groups = Groups()
    judged: dict[tuple[str, str], Comparison] = {}
    settled = sorted(settled, key=lambda c: (c.verdict is Verdict.SAME, c.first, c.second))
    for comparison in settled:
        judged[comparison.first, comparison.second] = comparison
        if comparison.verdict is Verdict.DIFFERENT:
            groups.keep_apart(comparison.first, comparison.second)
        else:
            judged[comparison.first, comparison.second] = _settle(groups, comparison)
    open_ = [c for c in comparisons if (c.first, c.second) not in judged]
    open_.sort(key=lambda c: (-c.score, c.first, c.second))
    for comparison in open_:
        if comparison.verdict is Verdict.DIFFERENT:
            groups.keep_apart(comparison.first, comparison.second)
            judged[comparison.first, comparison.second] = comparison
    for comparison in open_:
        pair = (comparison.first, comparison.second)
        if comparison.verdict is Verdict.UNDECIDED:
            judged[pair] = comparison
        elif comparison.verdict is Verdict.SAME and comparison.vague is None and not comparison.last:
            first, second = profiles[comparison.first], profiles[comparison.second]
            if comparison.near and not are_near((first,), second):
                continue  # one name in two places says nothing
            judged[pair] = _settle(groups, comparison)
    _place_vague(groups, profiles, [c for c in open_ if c.vague is not None], are_near, judged)
    doubted = {
        groups.find(key)
        for pair, c in judged.items()
        if _SEVERAL in c.reasons
        for key in pair
        if key == c.vague
    }
    for comparison in open_:
        pair = (comparison.first, comparison.second)
        if not (comparison.late or comparison.last) or pair in judged:
            continue
        if comparison.last and comparison.near and not are_near((profiles[pair[0]],), profiles[pair[1]]):
            continue
        if not doubted & {groups.find(key) for key in pair}:
            judged[pair] = _settle(groups, comparison)
    judgements = [
        Judgement(
            kind,
            c.first,
            c.second,
            profiles[c.first].name,
            profiles[c.second].name,
            c.verdict,
            c.score,
            c.reasons,
        )
        for c in judged.values()
    ]
    return groups, tuple(sorted(judgements))


def _settle(groups: Groups, comparison: Comparison) -> Comparison:
    if groups.may_join(comparison.first, comparison.second):
        groups.join(comparison.first, comparison.second)
        return comparison
    return _doubt(comparison, "kept-apart")


def _doubt(comparison: Comparison, reason: str) -> Comparison:
    return Comparison(
        comparison.first,
        comparison.second,
        Verdict.UNDECIDED,
        min(comparison.score, _UNSURE),
        (*comparison.reasons, reason),
        comparison.vague,
    )


def _place_vague(
    groups: Groups,
    profiles: Mapping[str, Profile],
    comparisons: Iterable[Comparison],
    are_near: Callable[[Iterable[Profile], Profile], bool],
    judged: dict[tuple[str, str], Comparison],
) -> None:
    """Lets each vague thing join the one thing it fits, in rounds: what has joined may make another fit."""
    open_ = list(comparisons)
    while True:
        options: dict[str, list[Comparison]] = {}
        for comparison in open_:
            options.setdefault(groups.find(str(comparison.vague)), []).append(comparison)
        # what fits is settled before any joins, so that it is the same in any order
        fits = {
            root: _find_fitting(groups, profiles, root, found, are_near) for root, found in options.items()
        }
        placed: set[str] = set()
        for root, found in sorted(options.items()):
            things = {groups.find(thing) for thing in fits[root]}
            for comparison in found:
                pair = (comparison.first, comparison.second)
                judged.pop(pair, None)
                if groups.find(_other(comparison)) not in things:
                    continue
                if len(things) == 1:
                    judged[pair] = _settle(groups, comparison)
                    placed.update(str(c.vague) for c in found)
                else:
                    judged[pair] = _doubt(comparison, _SEVERAL)
        if not placed:
            return
        # what has joined one thing joins no other
        open_ = [c for c in open_ if c.vague not in placed]


def _find_fitting(
    groups: Groups,
    profiles: Mapping[str, Profile],
    root: str,
    comparisons: Iterable[Comparison],
    are_near: Callable[[Iterable[Profile], Profile], bool],
) -> set[str]:
    """The things that a vague one may be: those around it, else those that need not be around it.

    Of several the likest, then those that most of its names fit, then those named for its place.
    """
    by_thing: dict[str, list[Comparison]] = {}
    for comparison in comparisons:
        thing = groups.find(_other(comparison))
        if thing != root and groups.may_join(root, thing):
            by_thing.setdefault(thing, []).append(comparison)
    vague = [profiles[key] for key in sorted(groups.members(root))]
    near = {
        thing
        for thing in by_thing
        if any(are_near([profiles[key] for key in sorted(groups.members(thing))], one) for one in vague)
    }
    fitting = near or {thing for thing, found in by_thing.items() if not all(c.near for c in found)}
    best = {thing: max(c.score for c in by_thing[thing]) for thing in fitting}
    fitting = {thing for thing in fitting if best[thing] > max(best.values()) - _MARGIN}
    for_it = {thing: len({c.vague for c in by_thing[thing]}) for thing in fitting}
    fitting = {thing for thing in fitting if for_it[thing] == max(for_it.values())}
    homes = frozenset().union(*(one.has("home") | one.has("place") for one in vague))
    native = {
        thing
        for thing in fitting
        if any(profiles[key].has("named-place") & homes for key in groups.members(thing))
    }
    return native or fitting


def _other(comparison: Comparison) -> str:
    return comparison.second if comparison.first == comparison.vague else comparison.first
