"""When two names of things count as the same in a measurement.

A name is reduced to what identifies it; then equal names match best, names that differ in a legal
form or the word for project next, and a name that holds most of another last.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from functools import cache

_READING = re.compile(r"\([a-zA-Zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ┘]+\)")
_MARKS = re.compile(r"[\s,、。;:“”\"‘’'《》〈〉「」『』()\[\]【】·•・\-—–_/]")
_FORM = re.compile(r"(建设项目|项目|股份有限公司|有限责任公司|有限公司|集团公司|公司|集团|股份)$")
_LEAST_CONTAINED = 3  # characters of a name that counts when another holds it
_LEAST_SHARE = 0.6  # and its least share of that other name


@cache
def squash(name: str) -> str:
    """A name in compatibility form without inserted readings, punctuation and space, in lower case.

    >>> squash("某某 (mǒu) “园区”（一期）")
    '某某园区一期'
    """
    return _MARKS.sub("", _READING.sub("", unicodedata.normalize("NFKC", name))).lower()


@cache
def stem(name: str) -> str:
    """A squashed name without legal forms and the word for project; at least two characters stay.

    >>> stem("某某集团有限公司"), stem("某项目")
    ('某某', '某项目')
    """
    left = squash(name)
    while True:
        shorter = _FORM.sub("", left)
        if shorter == left or len(shorter) < 2:
            return left
        left = shorter


def likeness(first: str, second: str) -> int:
    """How alike two names are: 3 equal, 2 equal but for a form, 1 one within the other, 0 else.

    >>> likeness("某园区", "“某”园区"), likeness("某某公司", "某某集团"), likeness("某某新区", "大某某新区")
    (3, 2, 1)
    >>> likeness("某某", "某某新区")
    0
    """
    if squash(first) == squash(second):
        return 3
    one, other = stem(first), stem(second)
    if one == other:
        return 2
    short, long = sorted((one, other), key=len)
    contained = len(short) >= _LEAST_CONTAINED and short in long and len(short) >= _LEAST_SHARE * len(long)
    return 1 if contained else 0


def closest(first: Collection[str], second: Collection[str]) -> int:
    """The greatest likeness of any two names of two things."""
    return max((likeness(one, other) for one in first for other in second), default=0)


def pair_things(gold: Mapping[str, Collection[str]], found: Mapping[str, Collection[str]]) -> dict[str, str]:
    """Pairs things by their names one to one, the most alike first: found thing -> gold thing."""
    ranked = sorted(
        (-closest(wanted, names), thing, candidate)
        for thing, wanted in gold.items()
        for candidate, names in found.items()
    )
    pairs: dict[str, str] = {}
    taken: set[str] = set()
    for rank, thing, candidate in ranked:
        if rank < 0 and thing not in taken and candidate not in pairs:
            pairs[candidate] = thing
            taken.add(thing)
    return pairs
