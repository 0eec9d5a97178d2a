"""Names of zones of the public directories in a text."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from parkgraph.errors import ResourceError
from parkgraph.lexicon.matching import NameMatcher
from parkgraph.lexicon.rows import Zone, split_names


class Zones:
    """The zones by full and short name; a short name belongs to one zone only."""

    def __init__(self, zones: Iterable[Zone], codes: Collection[str]) -> None:
        self._by_name: dict[str, Zone] = {}
        for zone in zones:
            if zone.place_code and zone.place_code not in codes:
                raise ResourceError(f"zones.tsv: {zone.name}: no division has the code {zone.place_code}")
            for name in (zone.name, *split_names(zone.short_names)):
                if name in self._by_name:
                    taken = self._by_name[name].name
                    raise ResourceError(f"zones.tsv: {name} names both {taken} and {zone.name}")
                self._by_name[name] = zone
        self._matcher = NameMatcher(self._by_name, longest_word=0)

    def get(self, name: str) -> Zone | None:
        """The zone of exactly this full or short name."""
        return self._by_name.get(name)

    def find(self, text: str) -> Iterator[tuple[int, int, Zone]]:
        """The zones named in a text: start, end, zone."""
        return self._matcher.find(text)
