"""What the graph says of a thing: its properties, and sections of facts, a page of each at a time.

A section is a query of ``sections``; its header names the kinds of things it is of and its rank on
their page (0: asked for by itself); ``count`` may say what is counted, so that the rest need not be
read for it.  ``?thing`` is the thing.  Columns with these names are widened: ``statement`` and
``statements`` give the evidence of what they name, ``evidences`` is evidence, ``plan`` and ``outcome``
too; lists of IRIs become lists of things.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from pyoxigraph import NamedNode

from parkgraph.validation.violations import shorten, value_of
from parkgraph.vocabulary import DCTERMS, PG, RDF, RESOURCE, SKOS, VOCABULARY
from parkgraph.web.graph import Graph, Json, id_of, kind_of

PAGE = 25
"""Rows of a page of a section when nothing else is asked."""

LARGEST = 500
"""The most rows of one page."""

_QUOTES = 12  # the most pieces of evidence of one row
_HEADER = re.compile(r"^#\+ (\w+): (.+)$", re.MULTILINE)
_APART = frozenset(
    {f"{RDF}type", f"{SKOS}prefLabel", f"{SKOS}altLabel", f"{PG}evidence", f"{PG}hasStage", f"{PG}confidence"}
)  # shown in places of their own
_LISTS = frozenset({"modes", "investors", "parks"})
_NAMED = frozenset(
    {"ownership", "status", "parkKind", "policyKind", "issuer", "place"}
)  # written as text by MIN


@dataclass(frozen=True, slots=True)
class Section:
    """A query over one thing: its name, the kinds it is of, and its place on their page."""

    name: str
    kinds: tuple[str, ...]
    rank: int
    text: str
    counted: str = ""


@cache
def read_sections() -> dict[str, Section]:
    """All sections by name."""
    found = {}
    for path in files("parkgraph.web").joinpath("sections").iterdir():
        if path.name.endswith(".rq"):
            text = path.read_text(encoding="utf-8")
            said = dict(_HEADER.findall(text))
            name = path.name.removesuffix(".rq")
            found[name] = Section(
                name, tuple(said["of"].split()), int(said["rank"]), text, said.get("count", "")
            )
    return dict(sorted(found.items(), key=lambda item: (item[1].rank, item[0])))


class Facts:
    """The facts of a graph, thing by thing."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph

    def describe(self, iri: str) -> Json | None:
        """Names, properties with their evidence, and the sections that have rows; None for what is not there.

        A thing that is now another says only which.
        """
        graph = self.graph
        triples = graph.triples_of(iri)
        if not triples:
            return None
        replaced = graph.first(iri, f"{DCTERMS}isReplacedBy")
        if replaced:
            return {"id": id_of(iri), "replacedBy": id_of(replaced)}
        kind = kind_of(iri)
        properties: dict[str, list[Json]] = {}
        stated = self._stated(iri)
        for predicate, term in triples:
            if predicate not in _APART:
                evidence = stated.get((predicate, term), ())
                value = {"value": graph.write(term), "evidence": list(evidence)[:_QUOTES]}
                properties.setdefault(shorten(predicate), []).append(value)
        return {
            "id": id_of(iri),
            "iri": iri,
            "kind": kind,
            "types": [shorten(value_of(term)) for term in graph.objects(iri, f"{RDF}type")],
            "name": graph.name(iri),
            "otherNames": [value_of(term) for term in graph.objects(iri, f"{SKOS}altLabel")],
            "confidence": graph.first(iri, f"{PG}confidence"),
            "evidence": self.evidence_of(iri)[:_QUOTES],
            "above": self._above(iri),
            "properties": properties,
            "sections": [
                {"name": section.name, "count": count}
                for section in read_sections().values()
                if section.rank and kind in section.kinds and (count := self._count(section, iri))
            ],
        }

    def _above(self, iri: str) -> list[Json]:
        """The groups above an enterprise, the places around a place, from near to far."""
        found: list[Json] = []
        seen = {iri}
        at = iri
        while True:
            predicate = "partOf" if kind_of(at) == "place" else ""
            above = self.graph.first(at, f"{PG}{predicate}") if predicate else self._group(at)
            if not above or above in seen:
                return found
            found.append({"id": id_of(above), "name": self.graph.name(above)})
            seen.add(above)
            at = above

    def _group(self, iri: str) -> str:
        return self.graph.first(iri, "http://www.w3.org/ns/org#subOrganizationOf")

    def section(self, iri: str, name: str, page: int = 0, size: int = PAGE) -> Json:
        """A page of a section: rows, how many there are in all, and the columns.

        :raises KeyError: when there is no such section
        """
        section = read_sections()[name]
        size = max(1, min(size, LARGEST))
        text = f"{section.text}\nLIMIT {size:d} OFFSET {max(0, page) * size:d}"
        names, rows = self.graph.select(text, thing=NamedNode(iri))
        return {
            "columns": names,
            "rows": [self._row(names, row) for row in rows],
            "total": self._count(section, iri),
            "page": page,
            "size": size,
        }

    def _count(self, section: Section, iri: str) -> int:
        thing = NamedNode(iri)
        if section.counted:
            variable, _, where = section.counted.partition(" ")
            text = f"SELECT (COUNT(DISTINCT {variable}) AS ?n) WHERE {where}"
            return int(self.graph.select(text, thing=thing)[1][0][0].value)
        return len(self.graph.select(section.text, thing=thing)[1])

    def _row(self, names: Sequence[str], row: Sequence[Any]) -> Json:
        found: Json = {}
        for name, term in zip(names, row, strict=True):
            if term is None:
                continue
            if name in ("statement", "plan", "outcome"):
                found["evidence" if name == "statement" else name] = self.evidence_of(value_of(term))
            elif name == "statements":
                found["evidence"] = self._evidence_of_all(value_of(term).split())
            elif name == "evidences":
                found["evidence"] = [id_of(one) for one in value_of(term).split()][:_QUOTES]
            elif name in _LISTS:
                found[name] = [self.graph.write(NamedNode(one)) for one in sorted(value_of(term).split())]
            elif name in _NAMED and value_of(term).startswith((VOCABULARY, RESOURCE)):
                found[name] = self.graph.write(NamedNode(value_of(term)))
            elif name == "predicate" or (name == "label" and isinstance(term, NamedNode)):
                found[name] = shorten(value_of(term))
            elif not (name in _NAMED and value_of(term) == ""):
                found[name] = self.graph.write(term)
        return found

    def _evidence_of_all(self, statements: Sequence[str]) -> list[str]:
        found: dict[str, None] = {}
        for statement in statements:
            found |= dict.fromkeys(self.evidence_of(statement))
            if len(found) >= _QUOTES:
                break
        return list(found)[:_QUOTES]

    def evidence_of(self, iri: str) -> list[str]:
        """The evidence of a statement or thing, without the folder of its IRI."""
        return [id_of(value_of(term)) for term in self.graph.objects(iri, f"{PG}evidence")]

    def _stated(self, subject: str) -> dict[tuple[str, Any], dict[str, None]]:
        """The evidence of the claims about a thing, by property and value."""
        found: dict[tuple[str, Any], dict[str, None]] = {}
        for claim in self.graph.subjects(f"{RDF}subject", NamedNode(subject)):
            predicate = self.graph.first(claim, f"{RDF}predicate")
            for value in self.graph.objects(claim, f"{RDF}object"):
                evidence = dict.fromkeys(self.evidence_of(claim))
                found.setdefault((predicate, value), {}).update(evidence)
        return found
