"""Things from comparisons: what is sure, what is vague, and what may not meet.

A comparison is written ``ab same 0.9``, with ``vague=b`` for the profile that may join one thing only,
``near`` and ``late``; profiles are near each other when they share a home.
"""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parkgraph.model import Kind, Verdict
from parkgraph.resolution.clusters import Comparison, Groups, Pair, cluster, pair_up
from parkgraph.resolution.profiles import Profile


def profile(key: str, *homes: str, **facets: str) -> Profile:
    known = {"home": frozenset(homes)} | {name: frozenset({value}) for name, value in facets.items()}
    return Profile(Kind.PARK, key, (key,), (key,), "", known)


def read(line: str) -> Comparison:
    (first, second), verdict, score, *rest = line.split(" ")
    vague = next((word[6:] for word in rest if word.startswith("vague=")), None)
    return Comparison(
        first, second, Verdict(verdict), float(score), (), vague, "near" in rest, "late" in rest
    )


def share_a_home(profiles, one: Profile) -> bool:
    return any(other.has("home") & one.has("home") for other in profiles)


def run(profiles, lines, settled=()) -> list[str]:
    by_key = {one.key: one for one in profiles}
    groups, judgements = cluster(
        Kind.PARK, by_key, map(read, lines), share_a_home, [read(line) for line in settled]
    )
    things = sorted({"".join(sorted(groups.members(key))) for key in by_key})
    told = [" ".join((f"{j.first}{j.second}", j.verdict, f"{j.score:g}", *j.reasons)) for j in judgements]
    return [" ".join(things), *told]


A, B, C, D = (profile(key) for key in "abcd")
HERE, THERE = "320700", "340700"

CASES = {
    "what is the same joins": ((A, B), ["ab same 0.9"], ["ab", "ab same 0.9"]),
    "what is the same of a third is the same": (
        (A, B, C),
        ["ab same 0.9", "bc same 0.9"],
        ["abc", "ab same 0.9", "bc same 0.9"],
    ),
    "what is different stays apart": ((A, B), ["ab different 0.9"], ["a b", "ab different 0.9"]),
    "what is undecided stays apart": ((A, B), ["ab undecided 0.5"], ["a b", "ab undecided 0.5"]),
    "the sure comes first where two may not meet": (
        (A, B, C),
        ["ab same 0.9", "bc same 0.8", "ac different 0.7"],
        ["ab c", "ab same 0.9", "ac different 0.7", "bc undecided 0.5 kept-apart"],
    ),
    "one name is one where it is near": (
        (profile("a", HERE), profile("b", HERE)),
        ["ab same 0.9 near"],
        ["ab", "ab same 0.9"],
    ),
    "one name far away says nothing": (
        (profile("a", HERE), profile("b", THERE)),
        ["ab same 0.9 near"],
        ["a b"],
    ),
    "late it joins from afar": (
        (profile("a", HERE), profile("b", THERE)),
        ["ab same 0.9 near late"],
        ["ab", "ab same 0.9"],
    ),
    "late it does not join what is kept apart": (
        (profile("a", HERE), profile("b", THERE), C),
        ["ab same 0.9 near late", "bc same 0.9", "ac different 0.9"],
        ["a bc", "ab undecided 0.5 kept-apart", "ac different 0.9", "bc same 0.9"],
    ),
    "late it does not join what fits several": (
        (profile("a", HERE), profile("b", THERE), C, D),
        ["ab same 0.9 near late", "ac same 0.9 vague=a", "ad same 0.9 vague=a", "cd different 0.9"],
        [
            "a b c d",
            "ac undecided 0.5 fits-several",
            "ad undecided 0.5 fits-several",
            "cd different 0.9",
        ],
    ),
    "a vague name joins the one it fits": ((A, B), ["ab same 0.9 vague=b"], ["ab", "ab same 0.9"]),
    "a vague name joins none of two": (
        (A, B, C),
        ["ac same 0.9 vague=c", "bc same 0.9 vague=c"],
        ["a b c", "ac undecided 0.5 fits-several", "bc undecided 0.5 fits-several"],
    ),
    "a vague name joins two that are one": (
        (A, B, C),
        ["ab same 0.9", "ac same 0.8 vague=c", "bc same 0.8 vague=c"],
        ["abc", "ab same 0.9", "ac same 0.8", "bc same 0.8"],
    ),
    "one hardly likelier is no likest": (
        (A, B, C),
        ["ac same 0.9 vague=c", "bc same 0.88 vague=c"],
        ["a b c", "ac undecided 0.5 fits-several", "bc undecided 0.5 fits-several"],
    ),
    "a vague name joins the likest of two that are apart": (
        (A, B, C),
        ["ac same 0.9 vague=c", "bc same 0.8 vague=c", "ab different 0.9"],
        ["ac b", "ab different 0.9", "ac same 0.9"],
    ),
    "a vague name joins the one around it of two that are apart": (
        (profile("a", HERE), profile("b", THERE), profile("c", HERE)),
        ["ac same 0.8 vague=c", "bc same 0.9 vague=c", "ab different 0.9"],
        ["ac b", "ab different 0.9", "ac same 0.8"],
    ),
    "a vague name joins the one named for its place of two that are apart": (
        (profile("a", HERE, **{"named-place": HERE}), profile("b", HERE), profile("c", HERE)),
        ["ac same 0.9 vague=c", "bc same 0.9 vague=c", "ab different 0.9"],
        ["ac b", "ab different 0.9", "ac same 0.9"],
    ),
    "a vague thing joins the one that most of its names fit": (
        (A, B, C, D),
        [
            "cd same 0.95",
            "ac same 0.9 vague=c",
            "ad same 0.9 vague=d",
            "bc same 0.9 vague=c",
            "ab different 0.9",
        ],
        ["acd b", "ab different 0.9", "ac same 0.9", "ad same 0.9", "cd same 0.95"],
    ),
    "a vague name that must be near joins none far away": (
        (profile("a", HERE), profile("b", THERE)),
        ["ab same 0.9 vague=b near"],
        ["a b"],
    ),
    "a vague name does not join what it is kept apart from": (
        (A, B, C),
        ["ac same 0.9 vague=c", "bc different 0.9", "ab same 0.95"],
        ["ab c", "ab same 0.95", "bc different 0.9"],
    ),
    "what has joined makes another fit": (
        (profile("a", HERE), profile("b", HERE, THERE), profile("c", THERE)),
        ["ab same 0.9 vague=b near", "ac same 0.8 vague=c near"],
        ["abc", "ab same 0.9", "ac same 0.8"],
    ),
    "a vague name joins the likest": (
        (A, B, C),
        ["ac same 0.9 vague=c", "bc same 0.8 vague=c"],
        ["ac b", "ac same 0.9"],
    ),
    "a vague name joins the one around it": (
        (profile("a", HERE), profile("b", THERE), profile("c", HERE)),
        ["ac same 0.8 vague=c", "bc same 0.9 vague=c"],
        ["ac b", "ac same 0.8"],
    ),
    "a vague name joins the one named for its place": (
        (profile("a", HERE, **{"named-place": HERE}), profile("b", HERE), profile("c", HERE)),
        ["ac same 0.9 vague=c", "bc same 0.9 vague=c"],
        ["ac b", "ac same 0.9"],
    ),
    "what a vague name has joined takes no other that it fits": (
        (A, B, C, D),
        ["ac same 0.9 vague=c", "bc same 0.8 vague=c", "cd same 0.7 vague=c"],
        ["ac b d", "ac same 0.9"],
    ),
    "what a vague name has joined may join another": (
        (A, B, C, D),
        ["ac same 0.9 vague=c", "bc same 0.8 vague=c", "ad same 0.9 vague=a"],
        ["acd b", "ac same 0.9", "ad same 0.9"],
    ),
    "two vague names of one thing": (
        (A, B, C),
        ["ac same 0.9 vague=c", "ab same 0.9 vague=b"],
        ["abc", "ab same 0.9", "ac same 0.9"],
    ),
}


@pytest.mark.parametrize(("profiles", "lines", "expected"), CASES.values(), ids=CASES)
def test_comparisons_make_things_in_any_order(profiles, lines, expected) -> None:
    assert {tuple(run(profiles, order)) for order in itertools.permutations(lines)} == {tuple(expected)}


SETTLED = {
    "same goes before different": (
        ["ab different 0.99"],
        ["ab same 1"],
        ["ab c", "ab same 1"],
    ),
    "different goes before same": (
        ["ab same 0.99"],
        ["ab different 1"],
        ["a b c", "ab different 1"],
    ),
    "different holds for what joins later": (
        ["bc same 0.9"],
        ["ab same 1", "ac different 1"],
        ["ab c", "ab same 1", "ac different 1", "bc undecided 0.5 kept-apart"],
    ),
    "it says nothing of others": (
        ["bc same 0.9"],
        ["ab different 1"],
        ["a bc", "ab different 1", "bc same 0.9"],
    ),
}


@pytest.mark.parametrize(("lines", "settled", "expected"), SETTLED.values(), ids=SETTLED)
def test_what_is_settled_goes_first(lines, settled, expected) -> None:
    assert run((A, B, C), lines, settled) == expected


CONTRADICTION = ["ab same 1", "bc same 1", "ac different 1"]


@pytest.mark.parametrize("order", list(itertools.permutations(CONTRADICTION)))
def test_what_is_settled_in_contradiction_is_undecided(order) -> None:
    assert run((A, B, C), ["bc same 0.9"], order) == [
        "ab c",
        "ab same 1",
        "ac different 1",
        "bc undecided 0.5 kept-apart",
    ]


LINES = st.builds(
    "{} {} {}{}".format,
    st.sampled_from(["ab", "ac", "ad", "bc", "bd", "cd"]),
    st.sampled_from(["same", "same", "different", "undecided"]),
    st.sampled_from(["0.9", "0.8", "0.7"]),
    st.sampled_from(["", " near", " near late"]),
)


@st.composite
def comparisons(draw) -> list[str]:
    lines = draw(st.lists(LINES, max_size=6, unique_by=lambda line: line[:2]))
    vague = [draw(st.sampled_from(["", f" vague={line[0]}", f" vague={line[1]}"])) for line in lines]
    return [f"{line}{sign}" for line, sign in zip(lines, vague, strict=True)]


@settings(deadline=None)
@given(comparisons(), st.randoms(use_true_random=False))
def test_the_order_of_comparisons_does_not_matter(lines: list[str], random) -> None:
    profiles = [profile("a", HERE), profile("b", HERE, THERE), profile("c", THERE), profile("d")]
    found = run(profiles, lines)
    shuffled, others = list(lines), list(profiles)
    random.shuffle(shuffled)
    random.shuffle(others)
    assert run(others, shuffled) == found
    for told in found[1:]:
        together = any(set(told[:2]) <= set(thing) for thing in found[0].split())
        assert (" same " in told, together) != (True, False), found
        assert (" different " in told, together) != (True, True), found


def test_the_lesser_key_stands_for_a_set() -> None:
    groups = Groups()
    groups.join("c", "b")
    groups.join("b", "a")
    assert [groups.find(key) for key in "abcd"] == ["a", "a", "a", "d"]
    assert (groups.members("b"), groups.members("d")) == ({"a", "b", "c"}, {"d"})


def test_sets_that_hold_a_pair_kept_apart_may_not_join() -> None:
    groups = Groups()
    groups.keep_apart("a", "d")
    groups.join("a", "b")
    groups.join("c", "d")
    assert not groups.may_join("b", "c")
    assert groups.may_join("b", "e")
    assert groups.may_join("c", "e")


def test_each_pair_of_blocks_comes_once_the_lesser_key_first() -> None:
    pairs = list(pair_up([[B, A], [A, B, C]], most=3))
    assert pairs == [Pair(A, B), Pair(A, C), Pair(B, C)]
    assert list(pair_up([[C, B, A, D]], most=2)) == [Pair(A, B)]
    assert list(pair_up([[A], [A, A], []], most=3)) == []
