"""Cue phrases of page furniture, from ``seeds/lexicon/boilerplate.tsv``.

A phrase has a class (what it announces) and a match kind (where on a line it must stand):
``line`` the whole line, ``start`` its beginning, ``part`` anywhere in a short line, ``end``
its end, ``word`` a word used by a rule of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from parkgraph.errors import ResourceError
from parkgraph.resources import resource_path

_FOLDED = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20, 0x2003: 0x20}

_HAN = "\u4e00-\u9fff"
MATCH_KINDS = ("line", "start", "part", "end", "word")


@cache
def load_boilerplate() -> dict[tuple[str, str], tuple[str, ...]]:
    """Phrases by (class, match kind), longest first and then by code point.

    :raises ResourceError: naming file and line when a row is malformed or doubled
    """
    path = resource_path("seeds", "lexicon", "boilerplate.tsv")
    found: dict[tuple[str, str], set[str]] = {}
    header: list[str] | None = None
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        row = line.split("\t")
        if header is None:
            header = row
            continue
        if len(row) != len(header) or row[2] not in MATCH_KINDS:
            raise ResourceError(f"{path.name}:{number}: not a phrase, class, match kind, source and date")
        phrases = found.setdefault((row[1], row[2]), set())
        if row[0] in phrases:
            raise ResourceError(f"{path.name}:{number}: {row[0]} stands twice in class {row[1]}")
        phrases.add(row[0])
    return {key: tuple(sorted(found[key], key=lambda p: (-len(p), p))) for key in sorted(found)}


def phrases(kind: str, match: str) -> tuple[str, ...]:
    """The phrases of one class and match kind, longest first.

    :raises ResourceError: when there are none
    """
    try:
        return load_boilerplate()[kind, match]
    except KeyError:
        raise ResourceError(f"boilerplate.tsv: no phrase of class {kind} with match {match}") from None


def fold(text: str) -> str:
    """Full-width ASCII and wide blanks in their narrow form, one character for one.

    The phrases are written narrow, so that a page may write either.

    >>> fold("来源：新华社　时间：２０２１")
    '来源:新华社 时间:2021'
    """
    return text.translate(_FOLDED)


def any_of(choices: Iterable[str]) -> str:
    """A regular-expression group that matches any of the phrases, the longest first.

    To be used on folded text.  Blanks may stand between the characters of a phrase, so that
    ``浏览次数`` is also found in ``浏 览 次 数``.
    """
    return "(?:" + "|".join(map(_spaced, choices)) + ")"


def any_alone(choices: Iterable[str]) -> str:
    """The same, but phrases of two characters must not be part of a longer word.

    >>> pattern = re.compile(any_alone(["打印本页", "打印"]))
    >>> [bool(pattern.search(line)) for line in ("打印 关闭", "请打印本页", "3D打印产业园")]
    [True, True, False]
    """

    def standing(phrase: str) -> str:
        return rf"(?<![{_HAN}]){_spaced(phrase)}(?![{_HAN}])" if len(phrase) == 2 else _spaced(phrase)

    return "(?:" + "|".join(map(standing, choices)) + ")"


def _spaced(phrase: str) -> str:
    return r"[ \t]*".join(map(re.escape, phrase.replace(" ", "")))
