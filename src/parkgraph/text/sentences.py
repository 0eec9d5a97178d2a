"""Paragraphs -> sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

LONGEST = 2000
"""Characters of a sentence at most: reading one takes longer than its length says."""

_PAUSE = re.compile(r"[；;，,、\s]")
_END = re.compile(r"[。！？!?]+[”’）】》」』）]*|\n")


def find_sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Ranges of the sentences of ``text[start:end]``, without the blanks around them.

    A sentence ends at 。！？ and at a line end; closing quotation marks and brackets after the
    mark belong to it.  「；」 ends none: what it separates often shares its subject.  Quotation
    marks are not paired, so that one that is never closed does no harm.  What goes on for more than
    :data:`LONGEST` characters is no sentence, and is cut at its pauses, or anywhere if it has none.

    >>> text = "“早开工。”他说。目标不变；步子要快"
    >>> [text[a:b] for a, b in find_sentences(text, 0, len(text))]
    ['“早开工。”', '他说。', '目标不变；步子要快']
    """
    at = start
    for mark in _END.finditer(text, start, end):
        if mark[0].isascii() and mark[0] != "\n" and text[mark.end() : mark.end() + 1].isalnum():
            # The narrow marks stand inside addresses of pages too.
            continue
        yield from _cut(text, at, mark.end())
        at = mark.end()
    yield from _cut(text, at, end)


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST:
        pauses = [pause.end() for pause in _PAUSE.finditer(text, start, start + LONGEST)]
        at = pauses[-1] if pauses else start + LONGEST
        yield from _trimmed(text, start, at)
        start = at
    yield from _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
