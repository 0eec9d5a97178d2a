"""Policies: what two titles say of whether they mean one document.

A title is compared without what wraps it (关于印发《…》的通知), marks and drafts (试行).  One document
number is one document; two are two, but for one title of one agency and year, and so are two years.
A title that leaves out place or issuer joins the one of the same park or place that it fits, one
that leaves out its number the latest that was out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from parkgraph.cues import alternatives, words
from parkgraph.lexicon import load_lexicon
from parkgraph.model import Verdict
from parkgraph.resolution.clusters import Comparison, Pair, pair_up
from parkgraph.resolution.profiles import Profile
from parkgraph.resolution.regions import are_nested, codes_of, may_be_one

_LARGE = 200
_MARKS = re.compile(r"[\s“”‘’（）()·\-—《》〈〉、，]")
_WRAPS = re.compile(rf"^.{{0,30}}?{alternatives(words('identity', 'wraps-title'))}")
_CLOSES = re.compile(f"{alternatives(words('identity', 'closes-title'))}$")
_DRAFT = re.compile(f"{alternatives(words('identity', 'draft'))}$")
_YEARS = re.compile(r"(?:19|20)\d\d")
_SHORTEST = 5
_YEARLY = 0.05  # by which a year makes it less likely that a title means what was issued then
_OLDEST = 6
_NUMBER = re.compile(r"([\u4e00-\u9fff]{2,8})[〔\[（(【［]((?:19|20)\d\d)[〕\])）】］](?:第)?(\d{1,4})号")


@dataclass(frozen=True, slots=True)
class Title:
    """A title in its parts: codes its place may have, the title without place, the years it names."""

    places: frozenset[str]
    rest: str
    years: frozenset[str]


def parse_title(title: str) -> Title:
    """The parts of a policy's title.

    >>> parse_title("关于印发《灌云县化工产业发展规划（2021—2025年）》的通知").rest
    '化工产业发展规划20212025年'
    """
    lexicon = load_lexicon()
    rest = _MARKS.sub("", _NUMBER.sub("", title))
    if _CLOSES.search(rest):
        inner = _CLOSES.sub("", _WRAPS.sub("", rest))
        rest = inner if len(inner) >= _SHORTEST else rest
    rest = _DRAFT.sub("", rest)
    places = codes_of(rest[: lexicon.places.prefix_of(rest)])
    return Title(places, lexicon.strip_place(rest), frozenset(_YEARS.findall(rest)))


def numbers_of(profile: Profile) -> frozenset[str]:
    """The document numbers that its documents or its names give, without the signs around the year.

    >>> from parkgraph.model import Kind
    >>> sorted(numbers_of(Profile(Kind.POLICY, "", ("若干政策（天政发〔2021〕8号）",), (), "", {})))
    ['天政发2021-8']
    """
    said = {match for text in (*profile.names, *profile.has("number")) for match in _NUMBER.findall(text)}
    return frozenset(f"{agency}{year}-{int(number)}" for agency, year, number in said)


def compare_policies(profiles: Sequence[Profile]) -> Iterator[Comparison]:
    """The comparisons of policies that share a number, an end of their title, or a name."""
    blocks: dict[tuple[str, str], dict[str, Profile]] = defaultdict(dict)
    for profile in profiles:
        for name in profile.names:
            rest = parse_title(name).rest
            blocks["title", _YEARS.sub("", rest).removesuffix("年")[-6:]][profile.key] = profile
            blocks["name", name][profile.key] = profile
        for number in numbers_of(profile):
            blocks["number", number][profile.key] = profile
    for pair in pair_up((members.values() for members in blocks.values()), _LARGE):
        found = compare(pair)
        if found is not None:
            yield found


def compare(pair: Pair) -> Comparison | None:
    """What two policies are to each other; None when nothing can be said."""
    first, second = pair.first, pair.second
    numbers, others = numbers_of(first), numbers_of(second)
    if numbers & others:
        return pair.say(Verdict.SAME, 0.95, "same-number")
    titles = ([parse_title(name) for name in profile.names] for profile in (first, second))
    here, there = ([title for title in found if title.rest] for found in titles)
    if numbers and others:
        if not {t.rest for t in here} & {t.rest for t in there}:
            return None
        issued = ({number.partition("-")[0] for number in found} for found in (numbers, others))
        if set.intersection(*issued) and {t for t in here if t.places} & set(there):
            # no agency issues one title twice a year: a digit is wrong
            return pair.say(Verdict.SAME, 0.8, "same-title", "same-place", "number-miswritten")
        return pair.say(Verdict.DIFFERENT, 0.95, "other-number")
    compared = [_compare_titles(pair, one, other) for one in here for other in there]
    best = max((found for found in compared if found is not None), key=lambda c: c.score, default=None)
    if best is None or best.verdict is not Verdict.SAME or any(t.years for t in (*here, *there)):
        return best
    # one title may have been issued again, under another number
    if numbers or others:
        return _date(pair, best, *((second, numbers) if numbers else (first, others)))
    if best.vague is None and {p.since[:4] for p in (first, second)} != {first.since[:4]}:
        return pair.say(Verdict.SAME, best.score, *best.reasons, near=best.near, last=True)
    return best


def _date(pair: Pair, found: Comparison, bare: Profile, numbers: frozenset[str]) -> Comparison:
    """What is said of a title without a number and one with it: the latest that was out is the likest."""
    issued = min(int(number[-4:]) for number in (n.partition("-")[0] for n in numbers))
    spoken = int(bare.since[:4])
    if issued > spoken:
        return pair.say(Verdict.DIFFERENT, 0.8, "issued-later")
    age = min(spoken - issued, _OLDEST)
    score = found.score - _YEARLY * age
    return pair.say(Verdict.SAME, score, *found.reasons, vague=bare, near=found.near)


def _compare_titles(pair: Pair, one: Title, other: Title) -> Comparison | None:
    first, second = pair.first, pair.second
    if one.years != other.years:
        if _YEARS.sub("", one.rest) == _YEARS.sub("", other.rest) and one.years and other.years:
            return pair.say(Verdict.DIFFERENT, 0.9, "other-year")
        if not (one.years and other.years):
            shorter, longer = (one, other) if len(one.rest) < len(other.rest) else (other, one)
            if longer.rest.startswith(shorter.rest) and len(shorter.rest) >= _SHORTEST:
                vague = first if shorter is one else second
                return pair.say(Verdict.SAME, 0.65, "year-left-out", vague=vague, near=True)
        return None
    if one.rest == other.rest:
        if one.places and other.places and not may_be_one(one.places, other.places):
            if are_nested(one.places, other.places):
                return pair.say(Verdict.UNDECIDED, 0.5, "place-within-place")
            return pair.say(Verdict.DIFFERENT, 0.9, "other-place")
        if one.places and other.places:
            return pair.say(Verdict.SAME, 0.95, "same-title", "same-place")
        if one.places or other.places:
            vague = second if one.places else first
            return pair.say(Verdict.SAME, 0.8, "same-title", "place-left-out", vague=vague, near=True)
        return pair.say(Verdict.SAME, 0.75, "same-title", near=True)
    shorter, longer = (one, other) if len(one.rest) < len(other.rest) else (other, one)
    if longer.rest.endswith(shorter.rest) and len(shorter.rest) >= _SHORTEST:
        if one.places and other.places and not may_be_one(one.places, other.places):
            return None
        vague = first if shorter is one else second
        return pair.say(Verdict.SAME, 0.7, "title-shortened", vague=vague, near=True)
    return None
