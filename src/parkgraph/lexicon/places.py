"""Names of places in a text and the divisions they stand for.

A full name (鼓楼区) stands for every division of that name until a parent beside it or elsewhere
in the text decides.  A short name (渭南) counts only as a whole word; where several divisions
share it, the one directly below the place before it is meant (大连|中山), else a province goes
before a prefecture and a prefecture before a county; among counties a parent in the text decides,
and without one the name is passed over.  A short name that is also an ordinary word
(资源, 合作) counts only directly behind the name of its own parent.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from parkgraph.lexicon.matching import Boundaries, longest_by_opening
from parkgraph.lexicon.rows import Division, split_names

_RANK = {"province": 0, "prefecture": 1, "county": 2}


@dataclass(frozen=True, slots=True)
class PlaceMatch:
    """A place name by its offsets; ``codes`` are all divisions it can stand for, ordered."""

    start: int
    end: int
    name: str
    codes: tuple[str, ...]

    @property
    def code(self) -> str:
        """The GB/T 2260 code when only one is possible, else empty."""
        return self.codes[0] if len(self.codes) == 1 else ""


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    candidates: tuple[Division, ...]
    is_full: bool


class Places:
    """The divisions of China by code and by name.

    ``offices`` are the endings of agencies: the word 县政府 across the end of 萧县|政府 does not
    shorten the name, the word 市场 across that of 上海市|场 does.
    """

    def __init__(self, divisions: Iterable[Division], offices: Iterable[str] = ()) -> None:
        self._offices = tuple(sorted(offices))
        self.by_code = {division.code: division for division in divisions}
        full: dict[str, list[Division]] = {}
        short: dict[str, list[Division]] = {}
        for division in self.by_code.values():
            full.setdefault(division.name, []).append(division)
            for name in split_names(division.short_name):
                short.setdefault(name, []).append(division)
        self._full = {name: tuple(rows) for name, rows in full.items()}
        self._short = {name: tuple(rows) for name, rows in short.items()}
        self._names = sorted(self._full.keys() | self._short.keys())
        self._longest = longest_by_opening(self._names)
        self._automaton = AhoCorasick(
            self._names, implementation=Implementation.ContiguousNFA, matchkind=MatchKind.LeftmostLongest
        )

    def named(self, name: str) -> tuple[Division, ...]:
        """All divisions of this full or short name."""
        return self._full.get(name) or self._short.get(name, ())

    def ancestors(self, code: str) -> tuple[str, ...]:
        """The codes above a division, from its parent up to its province."""
        found: list[str] = []
        parent = self.by_code[code].parent
        while parent:
            found.append(parent)
            parent = self.by_code[parent].parent
        return tuple(found)

    def prefix_of(self, name: str) -> int:
        """The length of the place names that a name begins with (江苏连云港…); 0 without any."""
        end = 0
        while end < len(name):
            length = next(
                (
                    n
                    for n in range(min(self._longest.get(name[end : end + 2], 0), len(name) - end), 1, -1)
                    if self.named(name[end : end + n])
                ),
                0,
            )
            if not length:
                break
            end += length
        return end

    def find(self, text: str, near: Collection[str] = ()) -> tuple[PlaceMatch, ...]:
        """The places named in a text, in its order.

        :param near: codes of places known to matter, beside those that the text itself names
        """
        found = self._find_names(text)
        if not found:
            return ()
        known = set(near)
        known.update(f.candidates[0].code for f in found if len(f.candidates) == 1 and self._is_free(f))
        matches: list[PlaceMatch] = []
        previous: PlaceMatch | None = None
        for item in found:
            beside = previous.codes if previous is not None and previous.end == item.start else ()
            codes = self._choose(item, beside, known, near)
            if codes:
                previous = PlaceMatch(item.start, item.end, text[item.start : item.end], codes)
                matches.append(previous)
        return tuple(matches)

    def _find_names(self, text: str) -> list[_Found]:
        boundaries = Boundaries(text)
        found: list[_Found] = []
        for index, start, end in self._automaton.find_matches_as_indexes(text):
            name = self._names[index]
            candidates = self._full.get(name, ())
            if candidates:
                across = boundaries.word_across(end)
                shorter = name[:-1]
                if across and not across.endswith(self._offices) and shorter in self._short:
                    if start in boundaries and end - 1 in boundaries:
                        found.append(_Found(start, end - 1, self._short[shorter], False))
                    continue
                found.append(_Found(start, end, candidates, True))
            elif start in boundaries and end in boundaries:
                found.append(_Found(start, end, self._short[name], False))
        return found

    @staticmethod
    def _is_free(item: _Found) -> bool:
        return item.candidates[0].use == "free" or (item.is_full and bool(item.candidates[0].short_name))

    def _choose(
        self, item: _Found, beside: tuple[str, ...], known: set[str], near: Collection[str]
    ) -> tuple[str, ...]:
        """The codes that an item stands for; none when it is no place name here."""
        candidates = item.candidates
        children = [d for d in candidates if d.parent in beside]
        if not children and item.is_full:
            children = [d for d in candidates if any(a in beside for a in self.ancestors(d.code))]
        if children:
            return tuple(sorted(d.code for d in children))
        given = [d for d in candidates if d.code in near]
        if given:
            return tuple(sorted(d.code for d in given))
        if item.is_full:
            if not self._is_free(item):
                return ()
            inside = self._keep_known(candidates, known) if len(candidates) > 1 else list(candidates)
            return tuple(sorted(d.code for d in inside or candidates))
        usable = [d for d in candidates if d.use == "free"]
        if not usable:
            return ()
        if len(usable) > 1:
            top = min(_RANK[d.level] for d in usable)
            highest = [d for d in usable if _RANK[d.level] == top]
            if top < _RANK["county"] and len(highest) == 1:
                return (highest[0].code,)
            usable = self._keep_known(usable, known)
        return (usable[0].code,) if len(usable) == 1 else ()

    def _keep_known(self, candidates: Iterable[Division], known: set[str]) -> list[Division]:
        """The candidates below a known place, by the closest kinship."""
        best: list[Division] = []
        depth = len(_RANK)
        for division in candidates:
            above = self.ancestors(division.code)
            kin = next((i for i, code in enumerate(above) if code in known), len(_RANK))
            if kin < depth:
                best, depth = [division], kin
            elif kin == depth < len(_RANK):
                best.append(division)
        return best
