"""Short names that a text introduces itself: X（以下简称Y，又称Z）, and where it uses them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from parkgraph.model import Mention, Span

_INTRODUCES = re.compile(r"（(?:以下|下)?(?:统一?简?称|简称|又称|称)(?:为)?[：:]?([^（）]{2,40})）")
_SEPARATOR = re.compile(r"[，、；]|或者?")
_LEAD = re.compile(r"^(?:以下|下)?(?:简称|又称|也称|亦称|统称|称|或)?(?:为)?[“‘]?|[”’]$")


def find_aliases(text: str, mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """The places where a text uses a short name that it gave one of the mentions.

    Every such mention carries the attribute ``alias``, the name it is short for.
    """
    named = sorted(mentions, key=lambda m: m.span)
    spans = [mention.span for mention in named]
    found: list[Mention] = []
    for mention in named:
        match = _INTRODUCES.match(text, mention.span.end)
        if match is None:
            continue
        for piece in _SEPARATOR.split(match[1]):
            alias = _LEAD.sub("", piece.strip())
            alias = _LEAD.sub("", alias)
            if not 2 <= len(alias) <= 16 or alias == mention.name:
                continue
            for use in re.finditer(re.escape(alias), text):
                span = Span(*use.span())
                if not any(s.start < span.end and span.start < s.end for s in spans):
                    attributes = tuple(sorted({*mention.attributes, ("alias", mention.name)}))
                    found.append(Mention(mention.kind, span, alias, mention.confidence, attributes))
                    spans.append(span)
    return tuple(sorted(found, key=lambda m: m.span))
