"""What a question names: things, places, words of a vocabulary, years, days and numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from parkgraph.asking.words import read_vocabulary
from parkgraph.lexicon import load_lexicon
from parkgraph.lexicon.rows import split_names
from parkgraph.mentions.numerals import read_number
from parkgraph.queries import read_catalogue

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年?(?:(1[0-2]|0?[1-9])月)?(?:(3[01]|[12]\d|0?[1-9])日)?")
_NUMBER = r"(?:\d[\d,]*(?:\.\d+)?|[一二两三四五六七八九十百千零]+)(?:万亿|亿|千万|百万|万)?"
_QUANTITY = re.compile(rf"({_NUMBER})(多|余)?(元|亩|个|家|%|％|成)?")


@dataclass(frozen=True, slots=True, order=True)
class Named:
    """A stretch of a question that names a thing of some kind."""

    start: int
    end: int
    text: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Year:
    """A time: its first day, and whether the question means what comes from it on, or before it."""

    start: int
    end: int
    year: str
    day: str
    limit: str  # from, until, or empty


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit (yuan, mu, count, percent, none); whether it is a limit from below or above."""

    start: int
    end: int
    value: str
    unit: str
    limit: str  # over, under, or empty


class Finder:
    """Finds names of things in questions.

    :param names: the names of things by kind; those of divisions and of the public directories of zones
        and central enterprises are known anyhow
    """

    def __init__(self, names: Mapping[str, Iterable[str]]) -> None:
        kinds: dict[str, set[str]] = {}
        known = {kind: list(found) for kind, found in names.items()}
        for kind, found in (*known.items(), *_public_names().items()):
            for name in found:
                if len(name) > 1 and name not in _catalogue_words():
                    kinds.setdefault(name, set()).add(kind)
        self._kinds = kinds
        self._names = sorted(kinds)
        self._automaton = AhoCorasick(
            self._names, implementation=Implementation.ContiguousNFA, matchkind=MatchKind.LeftmostLongest
        )

    def find_names(self, text: str) -> list[Named]:
        """The names in a text, in its order; of those that overlap the first, and of these the longest."""
        return [
            Named(start, end, self._names[index], tuple(sorted(self._kinds[self._names[index]])))
            for index, start, end in self._automaton.find_matches_as_indexes(text)
        ]


@cache
def _public_names() -> dict[str, tuple[str, ...]]:
    lexicon = load_lexicon()
    places = [d.name for d in lexicon.divisions]
    places += [name for d in lexicon.divisions if d.use == "free" for name in split_names(d.short_name)]
    zones = [name for zone in lexicon.zones for name in (zone.name, *split_names(zone.short_names))]
    groups = [name for row in lexicon.central for name in (row.name, *split_names(row.short_names))]
    return {"place": tuple(places), "park": tuple(zones), "enterprise": tuple(groups)}


@cache
def _catalogue_words() -> frozenset[str]:
    """Words that ask for something and therefore name nothing."""
    vocabulary = read_vocabulary()
    keywords = {word for query in read_catalogue() for word in query.keywords}
    return frozenset(vocabulary.same) | vocabulary.empty | keywords


def find_years(text: str) -> list[Year]:
    """The years and days of a text.

    >>> [(found.day, found.limit) for found in find_years("2022年以来，2023年3月")]
    [('2022-01-01', 'from'), ('2023-03-01', '')]
    """
    found = []
    for match in _YEAR.finditer(text):
        if match.group().isdigit() and text[match.end() : match.end() + 1] in tuple("万亿亩个家元%％"):
            continue
        month, day = int(match[2] or 1), int(match[3] or 1)
        limit = ""
        for kind in ("from", "until"):
            cues = read_vocabulary().cues[kind]
            behind = text[match.end() :].lstrip("份底初").startswith(cues)
            before = text[: match.start()].endswith(tuple(cue for cue in cues if len(cue) > 1))
            if behind or before:
                limit = kind
        found.append(Year(match.start(), match.end(), match[1], f"{match[1]}-{month:02d}-{day:02d}", limit))
    return found


def find_amounts(text: str) -> list[Amount]:
    """The numbers of a text that are limits or have a unit, money in yuan.

    >>> [(found.value, found.unit, found.limit) for found in find_amounts("超过50亿元，三个以上")]
    [('5000000000', 'yuan', 'over'), ('3', 'count', 'over')]
    """
    years = [(year.start, year.end) for year in find_years(text)]
    found = []
    for match in _QUANTITY.finditer(text):
        number = read_number(match[1].replace(",", ""))
        if number is None or any(start < match.end() and match.start() < end for start, end in years):
            continue
        limit = _limit_of(text, match.start(), match.end())
        unit = {"亩": "mu", "个": "count", "家": "count", "%": "percent", "％": "percent"}.get(
            match[3] or "", ""
        )
        if match[3] == "元" or (not unit and match[1].endswith(("亿", "万"))):
            unit = "yuan"
        if limit or unit in ("yuan", "mu", "percent"):
            value = f"{number.normalize():f}"
            found.append(Amount(match.start(), match.end(), value, unit, limit))
    return found


def _limit_of(text: str, start: int, end: int) -> str:
    for kind in ("under", "over"):
        cues = read_vocabulary().cues[kind]
        if text[:start].rstrip("约于").endswith(cues) or text[end:].startswith(cues):
            return kind
    return ""
