"""Where in its sentence a quote stands.

A quote has the raw offsets of its words and the cleaned sentence around them; how far into the
sentence it begins is not written down.  Mostly its words stand there once.  Where they stand
there more often, the other quotes of the same sentence tell which is meant: raw and cleaned
distances to them are alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple


class Stretch(NamedTuple):
    """Offsets within a sentence."""

    start: int
    end: int


class Words(NamedTuple):
    """The words of a quote and the raw offset of the first."""

    start: int
    exact: str


Mark = Callable[[str], str]
"""How the marked words are shown."""


def bracket(words: str) -> str:
    """The words in 【】."""
    return f"【{words}】"


def mark_sentence(sentence: str, stretch: Stretch | None, exact: str, mark: Mark = bracket) -> str:
    """A sentence in 「」 with a stretch of it marked, or the words behind it when they are not in it.

    >>> mark_sentence("甲项目签约。", Stretch(3, 5), "签约")
    '「甲项目【签约】。」'
    >>> mark_sentence("甲项目签约。", None, "开工")
    '「甲项目签约。」 【开工】'
    """
    if stretch is None:
        return f"「{sentence}」 {mark(exact)}" if exact else f"「{sentence}」"
    start, end = stretch
    return f"「{sentence[:start]}{mark(sentence[start:end])}{sentence[end:]}」"


def find_stretch(sentence: str, quote: Words, others: Iterable[Words] = ()) -> Stretch | None:
    """Where the words of a quote stand in their sentence; of several places the likeliest.

    Blanks do not count.  Of a quote that goes on behind the sentence it is the part within it.

    :param others: quotes of the same sentence
    :returns: ``None`` when the words are not in the sentence

    >>> find_stretch("投资5亿元，产值5亿元。", Words(110, "5亿元"), [Words(100, "投资"), Words(108, "产值")])
    Stretch(start=8, end=11)
    """
    places = _find_places(sentence, quote.exact)
    if len(places) <= 1:
        return places[0] if places else None
    known = []
    alike = {quote.start}
    for other in others:
        if other.exact == quote.exact:
            alike.add(other.start)
        found = _find_places(sentence, other.exact)
        if len(found) == 1:
            known.append((abs(other.start - quote.start), other.start - quote.start, found[0].start))
    if not known:
        return places[sorted(alike).index(quote.start)] if len(alike) == len(places) else places[0]
    _, apart, anchor = min(known)
    return min(places, key=lambda place: (abs(anchor - place.start - apart), place.start))


def _find_places(sentence: str, exact: str) -> list[Stretch]:
    """Every place of some words in a sentence, else the end of it that they begin with."""
    offsets = [offset for offset, character in enumerate(sentence) if not character.isspace()]
    text = "".join(sentence[offset] for offset in offsets)
    words = "".join(exact.split())
    if not words or not text:
        return []
    places = []
    start = text.find(words)
    while start >= 0:
        places.append(Stretch(offsets[start], offsets[start + len(words) - 1] + 1))
        start = text.find(words, start + len(words))
    if not places:
        first = max(0, len(text) - len(words) + 1)
        tail = next((at for at in range(first, len(text)) if words.startswith(text[at:])), None)
        if tail is not None and len(text) - tail > 1:
            places.append(Stretch(offsets[tail], offsets[-1] + 1))
    return places
