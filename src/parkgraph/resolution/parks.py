"""Parks: what two names say of whether they mean one zone.

Two zones of the public directories are two.  Else names are compared without their place and with
one word for each kind of park.  What is called alike in one place is one; in two places it is two;
a name without a place (沿海工业园) is vague and joins the one that lies where its documents are from.
A name that one document gives as another name of a park holds for the others that are near.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from parkgraph.cues import alternatives, words
from parkgraph.lexicon import load_lexicon
from parkgraph.model import Verdict
from parkgraph.relations.naming import core_of_park
from parkgraph.resolution.clusters import Comparison, Pair, pair_up
from parkgraph.resolution.profiles import Profile
from parkgraph.resolution.regions import are_nested, codes_of, may_be_one

_LARGE = 200
# 县沿海工业园: the level stands for the county of the source
_OWN_LEVEL = re.compile("^" + alternatives(words("identity", "own-level")) + r"(?=[\u4e00-\u9fff]{3})")


@dataclass(frozen=True, slots=True)
class ParkName:
    """A park's name in its parts: the codes its place may have, and what stays."""

    places: frozenset[str]
    rest: str


@lru_cache(maxsize=16384)
def parse_park(name: str) -> ParkName:
    """The parts of a park's name.

    >>> sorted(parse_park("灌云县沿海工业园").places), parse_park("灌云县沿海工业园").rest
    (['320723'], '沿海园')
    >>> parse_park("县沿海工业园")
    ParkName(places=frozenset(), rest='沿海园')
    """
    lexicon = load_lexicon()
    name = _OWN_LEVEL.sub("", name)
    core = core_of_park(name)
    rest = lexicon.strip_place(core)
    places = codes_of(name[: lexicon.places.prefix_of(name)]) or codes_of(core[: len(core) - len(rest)])
    return ParkName(places, rest)


def compare_parks(profiles: Sequence[Profile]) -> Iterator[Comparison]:
    """The comparisons of parks that have a name, or a name without its place, in common."""
    blocks: dict[str, dict[str, Profile]] = defaultdict(dict)
    for profile in profiles:
        for name in profile.names:
            blocks[name][profile.key] = profile
            blocks[parse_park(name).rest][profile.key] = profile
    for pair in pair_up((members.values() for members in blocks.values()), _LARGE):
        found = compare(pair)
        if found is not None:
            yield found


def compare(pair: Pair) -> Comparison | None:
    """What two profiles with a name in common are to each other; None when nothing can be said."""
    first, second = pair.first, pair.second
    zones = load_lexicon().zone_names
    listed = [zones.get(profile.key) is not None for profile in (first, second)]
    if all(listed):
        return pair.say(Verdict.DIFFERENT, 0.99, "listed-apart")
    here, there = places_of(first), places_of(second)
    both = bool(here and there)
    shared = set(first.names) & set(second.names)
    if both and not may_be_one(here, there):
        if are_nested(here, there):
            return pair.say(Verdict.UNDECIDED, 0.5, "place-within-place")
        return pair.say(Verdict.DIFFERENT, 0.9, "other-place") if shared else None
    if any(listed) and not shared:
        return pair.say(Verdict.UNDECIDED, 0.5, "not-listed") if both else None
    if both:
        return pair.say(Verdict.SAME, 0.95, "same-name" if shared else "same-words", "same-place")
    reason = "same-name" if shared else "same-words"
    if here or there:
        return pair.say(
            Verdict.SAME, 0.8, reason, "place-left-out", vague=second if here else first, near=True
        )
    if not shared:
        return None
    return pair.say(Verdict.SAME, 0.75, reason, near=True)


def places_of(profile: Profile) -> frozenset[str]:
    """The codes of the place that a park's names, or its attributes, give."""
    return profile.has("place") or next(
        (places for name in profile.names if (places := parse_park(name).places)), frozenset()
    )
