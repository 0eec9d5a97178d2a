"""A graph held for checking: its triples by subject, and the instances of each class."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from pyoxigraph import NamedNode, Quad

from parkgraph.vocabulary import RDF, RDFS

TYPE = NamedNode(f"{RDF}type")
_SUBCLASS = NamedNode(f"{RDFS}subClassOf")


class Index:
    """The triples of a graph by subject, with the instances of each class.

    :param quads: the graph; graph names do not matter
    :param predicates: the properties to keep; all by default
    """

    def __init__(self, quads: Iterable[Quad], predicates: frozenset[Any] | None = None) -> None:
        self.objects: dict[Any, dict[Any, dict[Any, None]]] = {}
        self.instances: dict[Any, dict[Any, None]] = defaultdict(dict)
        self._subjects: dict[Any, dict[Any, dict[Any, None]]] | None = None
        supers: dict[Any, set[Any]] = defaultdict(set)
        for quad in quads:
            subject, predicate, value = quad.subject, quad.predicate, quad.object
            if predicates is None or predicate in predicates:
                self.objects.setdefault(subject, {}).setdefault(predicate, {})[value] = None
            if predicate == TYPE:
                self.instances[value][subject] = None
            elif predicate == _SUBCLASS:
                supers[subject].add(value)
        for narrow in list(self.instances):
            for broad in _ancestors(narrow, supers):
                self.instances[broad] |= self.instances[narrow]

    def values(self, focus: Any, predicate: NamedNode, inverse: bool) -> Mapping[Any, None]:
        """The objects (or with ``inverse`` subjects) of a focus node's statements."""
        by_predicate = (self._inverse() if inverse else self.objects).get(focus)
        return by_predicate.get(predicate, {}) if by_predicate else {}

    def _inverse(self) -> dict[Any, dict[Any, dict[Any, None]]]:
        if self._subjects is None:  # few shapes ask backwards
            self._subjects = {}
            for subject, said in self.objects.items():
                for predicate, values in said.items():
                    for value in values:
                        self._subjects.setdefault(value, {}).setdefault(predicate, {})[subject] = None
        return self._subjects


def _ancestors(narrow: Any, supers: Mapping[Any, set[Any]]) -> set[Any]:
    found: set[Any] = set()
    queue = [narrow]
    while queue:
        for broad in supers.get(queue.pop(), ()):
            if broad not in found:
                found.add(broad)
                queue.append(broad)
    return found
