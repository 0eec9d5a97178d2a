"""Places by province, city and county, with the parks in them."""

from __future__ import annotations

from collections import Counter, defaultdict

from parkgraph.validation.violations import value_of
from parkgraph.vocabulary import PG
from parkgraph.web.graph import Graph, Json, id_of


class PlaceTree:
    """The places of a graph below one another; parks, and the projects in them, count in all above."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        above = {place: value_of(wider) for place, wider in graph.pairs(f"{PG}partOf")}
        self._names = {place: graph.name(place) for place in graph.members(f"{PG}Place")}
        self._codes = {place: value_of(code) for place, code in graph.pairs(f"{PG}code")}
        self._below: dict[str, list[str]] = defaultdict(list)
        for place in self._names:
            wider = above.get(place, "")
            self._below[wider if wider in self._names else ""].append(place)
        counted = {kind: set(graph.members(f"{PG}{kind}")) for kind in ("Park", "Project")}
        self._counts: dict[str, Counter[str]] = {kind: Counter() for kind in counted}
        located: dict[str, set[str]] = defaultdict(set)
        for thing, place in graph.pairs(f"{PG}locatedInPlace"):
            located[thing].add(value_of(place))
        for project, park in graph.pairs(f"{PG}locatedInPark"):
            located[project] |= located.get(value_of(park), set())
        for kind, members in counted.items():
            for thing in members & located.keys():
                self._count(kind, located[thing], above)

    def _count(self, kind: str, places: set[str], above: dict[str, str]) -> None:
        seen: set[str] = set()
        for at in places:
            while at and at not in seen:
                self._counts[kind][at] += 1
                seen.add(at)
                at = above.get(at, "")

    def below(self, place: str = "") -> list[Json]:
        """The places directly below one, by code; the uppermost without one.

        :param place: its IRI
        """
        rows = [self._describe(child) for child in self._below.get(place, ())]
        return sorted(rows, key=lambda row: (row["code"], row["name"]))

    def _describe(self, place: str) -> Json:
        return {
            "id": id_of(place),
            "name": self._names[place],
            "code": self._codes.get(place, ""),
            "parks": self._counts["Park"][place],
            "projects": self._counts["Project"][place],
            "places": len(self._below.get(place, ())),
        }
