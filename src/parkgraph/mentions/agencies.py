"""Names of public bodies: a name before a word such as 管委会, 人民政府, 工信局 (``agencies.tsv``)."""

from __future__ import annotations

import re
from functools import cache

from parkgraph.cues import alternatives
from parkgraph.lexicon import load_lexicon
from parkgraph.mentions.names import Reading, clean_name, find_left_edge
from parkgraph.model import Kind, Mention, Span


@cache
def _endings() -> re.Pattern[str]:
    return re.compile(alternatives(row.ending for row in load_lexicon().agencies if row.kind == "agency"))


def find_agencies(reading: Reading) -> tuple[Mention, ...]:
    """The public bodies a text names, ordered; a bare 管委会 without a name is left out."""
    found = []
    last = 0
    for match in _endings().finditer(reading.text):
        edge = find_left_edge(reading, match.start(), max(last, match.start() - 20))
        if match.start() - edge < 2:
            continue
        found.append(
            Mention(Kind.AGENCY, Span(edge, match.end()), clean_name(reading.text[edge : match.end()]), 0.7)
        )
        last = match.end()
    return tuple(found)
