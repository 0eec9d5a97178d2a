"""Searching things by any of their names, by pinyin, or by its first letters.

All names of a kind are one long text, the most reported first, so that finding a part of a name is
one search in a text, which ends when enough are found.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from parkgraph.asking import Asker, Finder
from parkgraph.validation.violations import value_of
from parkgraph.vocabulary import DCTERMS, PG, SKOS
from parkgraph.web.graph import CLASSES, Graph, id_of
from parkgraph.web.pinyin import spell

_TRIED = 2000  # places in a text that are looked at for one search


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that was found: its IRI, its name, the name that fits, and how often documents name it."""

    iri: str
    name: str
    matched: str
    kind: str
    mentions: int


class Names:
    """The names of all things of a graph."""

    def __init__(self, graph: Graph) -> None:
        mentions = Counter(subject for subject, _ in graph.pairs(f"{PG}evidence"))
        labels: dict[str, list[str]] = defaultdict(list)
        for predicate in (f"{SKOS}prefLabel", f"{SKOS}altLabel", f"{DCTERMS}title"):
            for subject, label in graph.pairs(predicate):
                labels[subject].append(value_of(label))
        documents = set(graph.members(f"{PG}Document"))
        for subject, place in graph.pairs(f"{DCTERMS}source"):
            if subject in documents:
                labels[subject].append(value_of(place))
        self._shelves: dict[str, _Shelf] = {}
        self._exact: dict[str, list[str]] = defaultdict(list)
        for kind, cls in CLASSES.items():
            rows = [
                (name, iri, labels[iri][0], mentions[iri])
                for iri in set(graph.members(PG + cls))
                for name in dict.fromkeys(labels[iri])
            ]
            rows.sort(key=lambda row: (-row[3], len(row[0]), row[0], row[1]))
            self._shelves[kind] = _Shelf(kind, rows)
            for name, iri, _, _ in rows:
                self._exact[name].append(iri)

    def named(self, name: str) -> tuple[str, ...]:
        """The IRIs of the things that have exactly this name."""
        return tuple(self._exact.get(name, ()))

    def find(self, wanted: str, kinds: Iterable[str] = (), limit: int = 8) -> dict[str, list[Hit]]:
        """Things of each kind with a name that holds what is wanted, the likeliest first.

        :param wanted: a part of a name, its pinyin (``zhonghua``) or the first letters of it (``zh``)
        :param kinds: only these kinds; all when none is given
        :param limit: the most of one kind
        """
        found = {kind: self._shelves[kind].find(wanted, limit) for kind in kinds or self._shelves}
        return {kind: hits for kind, hits in found.items() if hits}

    def counts(self) -> dict[str, int]:
        """How many things of each kind there are."""
        return {kind: shelf.things for kind, shelf in self._shelves.items()}

    def names_of(self, kind: str) -> Iterator[tuple[str, str]]:
        """Every name of a kind with the IRI of its thing, the most reported first."""
        return self._shelves[kind].pairs()


class _Shelf:
    """The names of one kind, in the order in which they are shown."""

    def __init__(self, kind: str, rows: Sequence[tuple[str, str, str, int]]) -> None:
        self._kind = kind
        self._rows = rows
        self.things = len({row[1] for row in rows})
        spelled = [spell(row[0]) for row in rows]
        self._names = _Lines(row[0].lower() for row in rows)
        self._letters = _Lines("".join(syllable[0] for syllable in syllables) for syllables in spelled)
        self._pinyin = _Lines("".join(syllables) for syllables in spelled)
        # where syllables begin, so that "an" is not found in "tuan"
        self._starts = "\n" + "\n".join(
            "".join("1" + "0" * (len(syllable) - 1) for syllable in syllables) for syllables in spelled
        )

    def pairs(self) -> Iterator[tuple[str, str]]:
        return ((row[0], row[1]) for row in self._rows)

    def find(self, wanted: str, limit: int) -> list[Hit]:
        hits: dict[str, Hit] = {}
        for index in self._candidates(wanted.strip().lower()):
            matched, iri, name, mentions = self._rows[index]
            hits.setdefault(iri, Hit(iri, name, matched, self._kind, mentions))
            if len(hits) >= limit:
                break
        return list(hits.values())

    def _candidates(self, wanted: str) -> Iterator[int]:
        """Whole names, names that begin so, names that hold it; then the same of first letters and pinyin."""
        if not wanted or "\n" in wanted:
            return
        names = self._names
        yield from names.beginning(wanted)
        yield from (names.line_at(at) for at in names.places(wanted))
        typed = wanted.replace(" ", "").replace("'", "")
        if not (typed.isascii() and typed.isalnum()):
            return
        for lines in (self._letters, self._pinyin):
            yield from lines.beginning(typed)
        if len(typed) > 1:
            yield from (self._letters.line_at(at) for at in self._letters.places(typed))
            starts = self._starts
            yield from (self._pinyin.line_at(at) for at in self._pinyin.places(typed) if starts[at] == "1")


class _Lines:
    """Lines as one text, each behind a line end."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._offsets: list[int] = []
        pieces = []
        at = 0
        for line in lines:
            self._offsets.append(at)
            pieces.append("\n" + line)
            at += len(line) + 1
        self._text = "".join(pieces) + "\n"

    def beginning(self, wanted: str) -> Iterator[int]:
        """The numbers of the lines that are so, then of those that begin so."""
        first = self._text.find(wanted)
        if first > 0:  # most that is typed is in one of the texts only, and looked for once in the others
            for pattern in (f"\n{wanted}\n", f"\n{wanted}"):
                yield from (self.line_at(at) for at in self.places(pattern, first - 1))

    def places(self, pattern: str, start: int = 0) -> Iterator[int]:
        """Where a pattern stands from a place on."""
        at = self._text.find(pattern, start)
        for _ in range(_TRIED):
            if at < 0 or not self._offsets:
                return
            yield at
            at = self._text.find(pattern, at + 1)

    def line_at(self, at: int) -> int:
        """The number of the line that holds a place, counted from 0."""
        return bisect_right(self._offsets, at) - 1


def make_asker(names: Names) -> Asker:
    """What matches questions to the catalogue, with the names of a graph."""
    kinds = ("park", "enterprise", "project", "agency", "place")
    return Asker(Finder({kind: (name for name, _ in names.names_of(kind)) for kind in kinds}))


def write_hit(hit: Hit) -> dict[str, object]:
    """A hit as JSON."""
    return {
        "id": id_of(hit.iri),
        "name": hit.name,
        "matched": hit.matched,
        "kind": hit.kind,
        "mentions": hit.mentions,
    }
