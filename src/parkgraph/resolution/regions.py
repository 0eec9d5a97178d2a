"""Places in names, as codes of GB/T 2260."""

from __future__ import annotations

from parkgraph.lexicon import load_lexicon


def codes_of(place: str) -> frozenset[str]:
    """What the last of the places that a string consists of may be; none when it is no place.

    >>> sorted(codes_of("江苏连云港")), sorted(codes_of("浙江天台")), codes_of("某某")
    (['320700'], ['331023'], frozenset())
    >>> sorted(codes_of("海兴县香坊"))
    ['130924']
    """
    lexicon = load_lexicon()
    if not place or not lexicon.is_place(place):
        return frozenset()
    codes: frozenset[str] = frozenset()
    start = 0
    while start < len(place):
        # a name that is an ordinary word too (天台) is one behind the name of what it lies in
        end = next((e for e in range(len(place), start + 1, -1) if lexicon.places.named(place[start:e])), 0)
        named = frozenset(division.code for division in lexicon.places.named(place[start:end]))
        lying = frozenset(c for c in named if set(lexicon.places.ancestors(c)) & codes)
        if codes and not lying:
            break  # 海兴县|香坊: one of that name lies elsewhere
        codes, start = lying or named, end
    return codes


def may_be_one(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two sets of codes may mean one place."""
    return bool(one & other)


def are_nested(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether a place of one set lies in a place of the other."""
    ancestors = load_lexicon().places.ancestors
    return any(a in ancestors(b) or b in ancestors(a) for a in one for b in other)
