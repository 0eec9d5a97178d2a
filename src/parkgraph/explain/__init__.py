"""Why the graph says what it says: every fact with its sentence, and what was seen and is in no fact."""

from parkgraph.explain.marking import Mark, bracket
from parkgraph.explain.missed import Missed, find_missed, write_missed
from parkgraph.explain.things import Explanation, Fact, Quote, explain, read_quote, write_explanation

__all__ = [
    "Explanation",
    "Fact",
    "Mark",
    "Missed",
    "Quote",
    "bracket",
    "explain",
    "find_missed",
    "read_quote",
    "write_explanation",
    "write_missed",
]
