"""Words of a text with their offsets, from the dictionary of jieba.

``rjieba`` (the same dictionary and algorithm in Rust, tokens identical without the hidden
Markov model) does the work; ``jieba`` stands in where no wheel of it exists.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from parkgraph.cues import alternatives
from parkgraph.cues import words as words_of


@dataclass(frozen=True, slots=True)
class Token:
    """One word: clean offsets, the word and its part of speech as jieba's dictionary tags it."""

    start: int
    end: int
    word: str
    tag: str


def _choose_tagger() -> Callable[[str], list[tuple[str, str]]]:
    try:
        import rjieba
    except ImportError:  # pragma: no cover - platforms without a wheel
        import jieba.posseg

        return lambda text: [(pair.word, pair.flag) for pair in jieba.posseg.cut(text, HMM=False)]
    return lambda text: rjieba.tag(text, False)


_tag = _choose_tagger()


# words that always stand alone, whatever longer words the dictionary sees across their ends (其中|华昌)
_ALONE_WORDS = frozenset(words_of("boundaries", "alone"))
_ALONE = re.compile(f"({alternatives(_ALONE_WORDS)})")


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of a whole text, found by offset in logarithmic time."""

    words: tuple[Token, ...]
    starts: tuple[int, ...]

    def between(self, start: int, end: int) -> tuple[Token, ...]:
        """The words that begin in ``start <= offset < end``."""
        return self.words[bisect_left(self.starts, start) : bisect_left(self.starts, end)]


def tokenize(text: str) -> Tokens:
    """Cuts a text into words.

    >>> [token.word for token in tokenize("化工园区签约项目").words]
    ['化工', '园区', '签约', '项目']
    """
    words: list[Token] = []
    position = 0
    for piece in _ALONE.split(text):
        for word, tag in _tag(piece) if piece not in _ALONE_WORDS else [(piece, "r")]:
            words.append(Token(position, position + len(word), word, tag))
            position += len(word)
    return Tokens(tuple(words), tuple(token.start for token in words))


@lru_cache(maxsize=1024)
def cut(text: str) -> tuple[tuple[str, str], ...]:
    """The words and tags of a short string."""
    return tuple(_tag(text))
