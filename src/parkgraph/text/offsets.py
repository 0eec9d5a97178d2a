"""Clean offsets -> evidence in the raw document."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from parkgraph.model import CleanDocument, Evidence
from parkgraph.text.readings import MARKED
from parkgraph.text.script import to_simplified

_READING = re.compile(f"[(（][a-zA-Z{MARKED}┘]+[)）]")
_SILENT = re.compile(r"[\s,，、。;；:：“”\"‘’'《》〈〉「」『』()（）\[\]【】·•・\-—–_/]")


@lru_cache(maxsize=4096)  # the same words are evidence of many statements
def comparable(text: str) -> str:
    """What remains of a raw or a clean text when both are compared.

    Simplified, in the NFKC form and in small letters, without readings, punctuation and blanks.

    >>> comparable("縣(xiàn)，ＰＨＡ。") == comparable("县PHA")
    True
    """
    return _SILENT.sub("", _READING.sub("", unicodedata.normalize("NFKC", to_simplified(text)))).lower()


def find_evidence(clean: CleanDocument, start: int, end: int) -> tuple[Evidence, ...]:
    """The raw ranges that say ``clean.text[start:end]``, in order.

    There is more than one where characters were dropped between that are more than blanks,
    punctuation or a reading (a caption, a tag), and around characters that a step rewrote
    (repaired garbles, character references), which have no raw characters of their own.  For
    each, ``comparable(raw[start:end]) == comparable(exact)``.  ``exact`` is the clean text,
    except where the raw text reads otherwise (著 for 着).

    :raises ValueError: when the offsets are not a range within the clean text
    """
    if not 0 <= start < end <= len(clean.text):
        raise ValueError(f"no range of a clean text of {len(clean.text)} characters: {start} to {end}")
    sentence = _sentence_at(clean, start)
    return tuple(e for a, b in _runs(clean, start, end) for e in _faithful(clean, a, b, sentence))


def _runs(clean: CleanDocument, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Ranges of clean characters that stand one by one in the raw text, with silent gaps only."""
    raw = clean.document.text
    if _is_plain(clean, start, end):
        yield start, end
        return
    first: int | None = None
    last = start
    for index in range(start, end):
        if clean.ends[index] - clean.starts[index] != 1 or clean.text[index] == "\n":
            continue
        gap = raw[clean.ends[last] : clean.starts[index]] if first is not None else ""
        if first is not None and (gap or index != last + 1) and comparable(gap):
            yield first, last + 1
            first = None
        if first is None:
            first = index
        last = index
    if first is not None:
        yield first, last + 1


def _is_plain(clean: CleanDocument, start: int, end: int) -> bool:
    """Whether the characters of a range stand side by side in the raw text as well, on one line."""
    first, size = clean.starts[start], end - start
    return (
        clean.ends[start:end] == tuple(range(first + 1, first + size + 1))
        and clean.starts[start:end] == tuple(range(first, first + size))
        and "\n" not in clean.text[start:end]
    )


def _faithful(clean: CleanDocument, start: int, end: int, sentence: str) -> Iterator[Evidence]:
    """One piece of evidence for a run, or several where one would not compare equal."""
    raw = clean.document.text[clean.starts[start] : clean.ends[end - 1]]
    wanted = comparable(raw)
    if not wanted:
        return
    for read in (_plain, _as_raw):
        exact = read(clean, start, end)
        if (exact == raw or comparable(exact) == wanted) and exact.strip():
            yield Evidence(clean.starts[start], clean.ends[end - 1], exact.strip(), sentence)
            return
    if end - start > 1:
        middle = (start + end) // 2
        yield from _faithful(clean, start, middle, sentence)
        yield from _faithful(clean, middle, end, sentence)


def _as_raw(clean: CleanDocument, start: int, end: int) -> str:
    """The raw characters of a run, simplified and without readings."""
    return _READING.sub("", to_simplified(clean.document.text[clean.starts[start] : clean.ends[end - 1]]))


def _plain(clean: CleanDocument, start: int, end: int) -> str:
    """The clean characters of a run without those that stand for longer raw ones."""
    if _is_plain(clean, start, end):
        return clean.text[start:end]
    return "".join(
        clean.text[i]
        for i in range(start, end)
        if clean.ends[i] - clean.starts[i] == 1 and clean.text[i] != "\n"
    )


def _sentence_at(clean: CleanDocument, offset: int) -> str:
    position = bisect_right(clean.articles, offset, key=lambda a: a.start) - 1
    if position < 0:
        return ""
    sentences = clean.articles[position].sentences
    found = sentences[max(0, bisect_right(sentences, offset, key=lambda s: s.start) - 1)]
    return clean.text[found.start : found.end]
