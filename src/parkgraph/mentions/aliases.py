"""Short names that a text introduces itself: X（以下简称Y，又称Z）, and where it uses them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ahocorasick_rs import AhoCorasick, MatchKind

from parkgraph.cues import alternatives, words
from parkgraph.mentions.ordered import order
from parkgraph.model import Mention, Span

_BELOW = alternatives(words("aliases", "below"))
_CALLED = alternatives(words("aliases", "called", "called-hereafter"))
_ALSO_CALLED = alternatives(words("aliases", "called", "called-too"))
_INTRODUCES = re.compile(rf"（{_BELOW}?{_CALLED}(?:为)?[：:]?([^（）]{{2,40}})）")
_SEPARATOR = re.compile(r"[，、；]|或者?")
_LEAD = re.compile(rf"^{_BELOW}?(?:{_ALSO_CALLED}|或)?(?:为)?[“‘]?|[”’]$")


def find_aliases(text: str, mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """The places where a text uses a short name that it gave one of the mentions.

    Every such mention carries the attribute ``alias``, the name it is short for.
    """
    named = order(mentions)
    given: dict[str, Mention] = {}
    for mention in named:
        match = _INTRODUCES.match(text, mention.span.end)
        for piece in _SEPARATOR.split(match[1]) if match else ():
            alias = _LEAD.sub("", _LEAD.sub("", piece.strip()))
            if 2 <= len(alias) <= 16 and alias != mention.name:
                given.setdefault(alias, mention)
    if not given:
        return ()
    names = sorted(given)
    found = []
    for index, start, end in AhoCorasick(names, matchkind=MatchKind.LeftmostLongest).find_matches_as_indexes(
        text
    ):
        if not named.over(Span(start, end)):
            full = given[names[index]]
            attributes = tuple(sorted({*full.attributes, ("alias", full.name)}))
            found.append(Mention(full.kind, Span(start, end), names[index], full.confidence, attributes))
    return tuple(found)
