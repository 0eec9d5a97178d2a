"""Which documents are copies of one text: reprints that differ by a headline, a menu or a sentence.

A sketch of a text is the least of the hashes of all its runs of characters; two sketches tell the
share of runs that the texts have in common (A. Broder, On the resemblance and containment of
documents, 1997, by the least hashes of one function).
"""

from __future__ import annotations

import datetime as dt
import re
import zlib
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from parkgraph.model import Facts

SIZE = 192
"""Hashes in a sketch."""

_RUN = 8  # characters of a run
_LEAST = 24  # runs that a text must have to be told from others
_CONTAINED = 0.8  # the share of the shorter text's runs that a copy shares
_COVERED = 0.6  # and of the longer one's
_SHARING = 24  # documents with one hash that are compared each with each
_OPENING = 24  # hashes of a sketch by which copies find each other
_READABLE = re.compile(r"[^\u4e00-\u9fff0-9A-Za-z]+")


def make_sketch(text: str) -> tuple[int, ...]:
    """The sketch of a clean text: at most :data:`SIZE` hashes, ascending; none of a very short one."""
    plain = _READABLE.sub("", text)
    runs = {plain[i : i + _RUN] for i in range(len(plain) - _RUN + 1)}
    if len(runs) < _LEAST:
        return ()
    return tuple(sorted({zlib.crc32(run.encode()) for run in runs})[:SIZE])


def share_of(one: Sequence[int], other: Sequence[int]) -> tuple[float, float]:
    """The shares, from 0 to 1, of the shorter and of the longer text's runs that both have, by sketches."""
    if not one or not other:
        return 0.0, 0.0
    # both sketches are complete below the lesser of their greatest hashes
    ends = [sketch[-1] if len(sketch) == SIZE else 2**32 for sketch in (one, other)]
    end = min(ends)
    here, there = ({value for value in sketch if value <= end} for sketch in (one, other))
    both = len(here & there)
    return both / max(1, min(len(here), len(there))), both / max(1, len(here), len(there))


def are_copies(one: Sequence[int], other: Sequence[int]) -> bool:
    """Whether texts are one but for little: a digest that holds a text among others is no copy of it."""
    shorter, longer = share_of(one, other)
    return shorter >= _CONTAINED and longer >= _COVERED


def find_copies(corpus: Iterable[Facts]) -> dict[str, str]:
    """For every document that copies another the one that stands for all copies, by identifier.

    That one was published first, or has the least identifier among those of one day; documents
    without a date come last.  A document that copies none is not named.
    """
    documents = {
        facts.document.identifier: (facts.document.published or dt.date.max, array("I", facts.sketch))
        for facts in corpus
    }
    sharing: dict[int, list[str]] = defaultdict(list)
    for identifier in sorted(documents):
        for value in documents[identifier][1][:_OPENING]:
            sharing[value].append(identifier)
    pairs: Counter[tuple[str, str]] = Counter()
    for members in sharing.values():
        for position, member in enumerate(members):
            for other in members[max(0, position - _SHARING) : position]:
                pairs[other, member] += 1
    parent = {identifier: identifier for identifier in documents}

    def find(identifier: str) -> str:
        while parent[identifier] != identifier:
            identifier = parent[identifier]
        return identifier

    for one, other in sorted(pairs):
        first, second = find(one), find(other)
        if first != second and are_copies(documents[one][1], documents[other][1]):
            parent[max(first, second)] = min(first, second)
    groups: dict[str, list[str]] = defaultdict(list)
    for identifier in sorted(documents):
        groups[find(identifier)].append(identifier)
    return {
        member: first
        for members in groups.values()
        for first in (min(members, key=lambda i: (documents[i][0], i)),)
        for member in members
        if member != first
    }
