"""Document -> clean text with a way back to every raw character.

The steps, each in its module, each from :class:`~parkgraph.text.mapped.MappedText` to the same:
page (HTML), garbles, readings, script, width; then lines, layout, articles and sentences.
"""

from __future__ import annotations

from parkgraph.text.cleaning import clean
from parkgraph.text.offsets import find_evidence
from parkgraph.text.output import write_offsets, write_text

__all__ = ["clean", "find_evidence", "write_offsets", "write_text"]
