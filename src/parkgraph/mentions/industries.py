"""Names of industries: the Chinese labels of the industries vocabulary, longest first."""

from __future__ import annotations

import re
from functools import cache

from parkgraph.cues import alternatives, load_cues
from parkgraph.model import Kind, Mention, Span


@cache
def _names() -> tuple[re.Pattern[str], dict[str, str]]:
    notations = {word: notation for notation, entries in load_cues("industries").items() for word in entries}
    return re.compile(alternatives(notations)), notations


def find_industries(text: str, start: int, end: int) -> tuple[Mention, ...]:
    """The industries named between two offsets; the attribute ``industry`` is the notation.

    >>> [m.name for m in find_industries("聚焦生物医药、新材料", 0, 10)]
    ['生物医药', '新材料']
    """
    pattern, notations = _names()
    return tuple(
        Mention(Kind.INDUSTRY, Span(*match.span()), match[0], 0.9, (("industry", notations[match[0]]),))
        for match in pattern.finditer(text, start, end)
    )
