"""Mentions in the order of their offsets, asked by offset in logarithmic time."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from parkgraph.model import Mention, Span

LONGEST = 240
"""No mention is longer than this; it bounds how far back one can begin that covers an offset."""


class Ordered(tuple[Mention, ...]):
    """Mentions sorted by their spans.

    >>> from parkgraph.model import Kind
    >>> park = Mention(Kind.PARK, Span(4, 8), "徐圩新区")
    >>> Ordered([park]).over(Span(7, 9)) == (park,), Ordered([park]).between(5, 9)
    (True, ())
    """

    __slots__ = ()

    def between(self, start: int, end: int) -> tuple[Mention, ...]:
        """The mentions that begin in ``start <= offset < end``."""
        return self[bisect_left(self, start, key=_start) : bisect_left(self, end, key=_start)]

    def over(self, span: Span) -> tuple[Mention, ...]:
        """The mentions that share a character with ``span``."""
        return tuple(m for m in self.between(span.start - LONGEST, span.end) if m.span.end > span.start)

    def covering(self, start: int, end: int) -> tuple[Mention, ...]:
        """The mentions that hold all characters of ``start:end``."""
        return tuple(m for m in self.between(start - LONGEST, start + 1) if m.span.end >= end)


def order(mentions: Iterable[Mention]) -> Ordered:
    """The mentions sorted by offset."""
    return Ordered(sorted(mentions, key=lambda m: m.span))


def _start(mention: Mention) -> int:
    return mention.span.start
