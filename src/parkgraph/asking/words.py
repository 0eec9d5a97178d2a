"""The words of questions: cut, without empty ones, and one for each meaning."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from parkgraph.resources import resource_path

_CHINESE = re.compile(r"[\u3400-\u9fff]+|[A-Za-z]{2,}")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """``queries/asking.tsv``: the word standing for others, further words of queries, empty words, cues."""

    same: dict[str, str]
    of: dict[str, tuple[str, ...]]
    empty: frozenset[str]
    cues: dict[str, tuple[str, ...]]


@cache
def read_vocabulary() -> Vocabulary:
    """The words by which questions are matched."""
    same: dict[str, str] = {}
    of: dict[str, tuple[str, ...]] = {}
    empty: set[str] = set()
    cues: dict[str, tuple[str, ...]] = {}
    text = Path(str(resource_path("queries", "asking.tsv"))).read_text(encoding="utf-8")
    for line in text.splitlines()[1:]:
        if line.startswith(("#", "kind\t")):
            continue
        kind, *cells = line.split("\t")
        words = " ".join(cells).split()
        if kind == "same":
            same |= dict.fromkeys(words, words[0])
        elif kind == "of":
            of[words[0]] = tuple(words[1:])
        elif kind == "empty":
            empty |= set(words)
        else:
            # the longest first, so that 不超过 is not read as 超过
            cues[kind] = tuple(sorted(words, key=lambda word: (-len(word), word)))
    return Vocabulary(same, of, frozenset(empty), cues)


@cache
def _cut() -> Callable[[str], list[str]]:
    import rjieba

    return lambda text: list(rjieba.cut(text, False))


def words_of(text: str) -> list[str]:
    """The words of a text that say something, each as the word that stands for its meaning.

    Words of the vocabulary are found before the rest is cut.

    >>> words_of("哪些园区引进了中央企业?")
    ['园区', '进入', '央企']
    """
    vocabulary = read_vocabulary()
    found = []
    for part in _known().split(text):
        if part in vocabulary.same:
            found.append(vocabulary.same[part])
        else:
            pieces = (piece for run in _CHINESE.findall(part) for piece in _cut()(run))
            found += [p.lower() for p in pieces if p not in vocabulary.empty]
    return found


@cache
def _known() -> re.Pattern[str]:
    words = sorted(read_vocabulary().same, key=lambda word: (-len(word), word))
    return re.compile(f"({'|'.join(re.escape(word) for word in words if len(word) > 1)})")
