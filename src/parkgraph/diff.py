"""What differs between two builds: things and facts new, progressed, stalled, contradicted and gone.

Things are compared by IRI; one that the new build leads to another counts as joined, not as gone.
A project has stalled when it is neither done nor given up and no document of the given time before
the newest one speaks of it.
"""

from __future__ import annotations

import calendar
import datetime as dt
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, QuerySolutions, RdfFormat, Triple, serialize

from parkgraph.mapping import terms
from parkgraph.mapping.terms import term
from parkgraph.store import open_store
from parkgraph.validation.violations import shorten, value_of
from parkgraph.vocabulary import PREFIXES

MONTHS = 12
"""Months without news after which a project has stalled, unless told otherwise."""

_PREFIXES = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
_THINGS = """SELECT ?thing ?name ?class {
  VALUES ?class { pg:Park pg:Enterprise pg:Project pg:Policy }
  ?thing a ?class ; skos:prefLabel ?name }"""
_FACTS = """SELECT ?subject ?predicate ?object {
  VALUES ?predicate {
    pg:enteredPark pg:locatedInPark pg:undertakenBy pg:totalInvestment pg:appliesTo pg:issuedBy
  }
  ?subject ?predicate ?object }"""
_STATUSES = """SELECT ?project ?notation ?order {
  ?project pg:status ?status . ?status skos:notation ?notation ; pg:stageOrder ?order }"""
_METRICS = """SELECT ?thing ?label ?value ?unit ?modality ?start ?end {
  ?metric pg:about ?thing ; rdfs:label ?label ; pg:value ?value ; pg:unit/skos:notation ?unit ;
    pg:modality/skos:notation ?modality .
  OPTIONAL { ?metric pg:periodStart ?start ; pg:periodEnd ?end } }"""
_CONFLICTS = """SELECT ?conflict ?thing ?value ?what ?measure ?start ?end {
  ?conflict pg:conflictOf ?thing ; pg:conflictingStatement ?statement .
  { ?statement pg:value ?value ; rdfs:label ?what }
  UNION { ?statement rdf:object ?value ; rdf:predicate ?what }
  OPTIONAL { ?statement pg:indicatorKey ?measure }
  OPTIONAL { ?statement pg:periodStart ?start }
  OPTIONAL { ?statement pg:periodEnd ?end } }"""
_NEWS = """SELECT ?project (MAX(?day) AS ?last) {
  ?project a pg:Project ; pg:evidence/dcterms:source/dcterms:issued ?day } GROUP BY ?project"""
_NEWEST = "SELECT (MAX(?day) AS ?last) { ?document a pg:Document ; dcterms:issued ?day }"
_REPLACED = "SELECT ?old ?new { ?old dcterms:isReplacedBy ?new }"
_OVER = frozenset({"completed", "inProduction", "terminated"})


class Kind(StrEnum):
    """The kinds of difference, in the order in which they are told."""

    PROGRESSED = "progressed"
    CONTRADICTED = "contradicted"
    STALLED = "stalled"
    NEW = "new"
    JOINED = "joined"
    GONE = "gone"
    FACT_NEW = "fact-new"
    FACT_GONE = "fact-gone"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: what it is of, by IRI and name, and what was before and is after, in words."""

    kind: Kind
    thing: str
    name: str
    what: str
    before: str = ""
    after: str = ""


def compare_builds(old: str | Path, new: str | Path, *, months: int = MONTHS) -> tuple[Change, ...]:
    """The differences between two builds, sorted by kind and name.

    :param old: the output folder of a build, or an RDF file
    :param new: another
    :param months: months without news after which a project has stalled
    :raises StoreError: when one of them cannot be read
    """
    before, after = _Build(old), _Build(new)
    changes = [
        *_things(before, after),
        *_progress(before, after),
        *_facts(before, after),
        *_contradictions(before, after),
        *_stalled(after, months),
    ]
    order = list(Kind)
    return tuple(
        sorted(changes, key=lambda c: (order.index(c.kind), c.what, c.name, c.thing, c.before, c.after))
    )


class _Contradiction(NamedTuple):
    """What makes two builds' contradictions one: thing, measure, first and last day, values."""

    thing: str
    measure: str
    start: str
    end: str
    values: tuple[str, ...]


class _Build:
    """What of one build is compared."""

    def __init__(self, place: str | Path) -> None:
        self.store = open_store(place)
        self.replaced = {row["old"]: row["new"] for row in self.ask(_REPLACED)}
        self.things = {row["thing"]: (row["name"], shorten(row["class"])) for row in self.ask(_THINGS)}
        self.statuses = {row["project"]: (row["notation"], int(row["order"])) for row in self.ask(_STATUSES)}

    def ask(self, query: str) -> Iterator[dict[str, str]]:
        results = self.store.query(_PREFIXES + query)
        assert isinstance(results, QuerySolutions)  # every query here is a SELECT
        names = [variable.value for variable in results.variables]
        for solution in results:
            yield {name: value_of(solution[name]) for name in names if solution[name] is not None}

    def name(self, iri: str) -> str:
        """What a thing is called; the CURIE of one that is no thing here."""
        return self.things[iri][0] if iri in self.things else shorten(iri)

    def facts(self) -> set[tuple[str, str, str]]:
        """Every fact of the build as subject, what it says, and value."""
        said = {(row["subject"], shorten(row["predicate"]), row["object"]) for row in self.ask(_FACTS)}
        for row in self.ask(_METRICS):
            days = f" {row['start']}/{row['end']}" if "start" in row else ""
            said.add(
                (row["thing"], f"{row['label']} ({row['modality']}){days}", f"{row['value']} {row['unit']}")
            )
        return said

    def conflicts(self) -> dict[_Contradiction, str]:
        """Contradictions by what makes them one, each with what it is about."""
        rows: dict[str, list[dict[str, str]]] = {}
        for row in self.ask(_CONFLICTS):
            rows.setdefault(row["conflict"], []).append(row)
        return {
            _Contradiction(
                said[0]["thing"],
                min(row.get("measure", shorten(row["what"])) for row in said),
                said[0].get("start", ""),
                said[0].get("end", ""),
                tuple(sorted({row["value"] for row in said})),
            ): min(shorten(row["what"]) for row in said)
            for said in rows.values()
        }


def _things(old: _Build, new: _Build) -> Iterator[Change]:
    led_to = {new.replaced[other] for other in old.things if other in new.replaced}
    for iri, (name, cls) in new.things.items():
        if iri not in old.things and iri not in led_to:
            yield Change(Kind.NEW, iri, name, cls)
    for iri, (name, cls) in old.things.items():
        if iri in new.things:
            continue
        other = new.replaced.get(iri)
        if other is not None:
            yield Change(Kind.JOINED, iri, name, cls, shorten(iri), new.name(other))
        else:
            yield Change(Kind.GONE, iri, name, cls)


def _progress(old: _Build, new: _Build) -> Iterator[Change]:
    before: dict[str, tuple[str, int]] = {}
    for iri, status in old.statuses.items():
        # of projects that are now one the furthest counts
        thing = new.replaced.get(iri, iri)
        before[thing] = max(before.get(thing, status), status, key=lambda s: s[1])
    for iri, (notation, _) in new.statuses.items():
        if iri in before and before[iri][0] != notation:
            yield Change(Kind.PROGRESSED, iri, new.name(iri), "pg:status", before[iri][0], notation)


def _facts(old: _Build, new: _Build) -> Iterator[Change]:
    def moved(fact: tuple[str, str, str]) -> tuple[str, str, str]:
        subject, what, value = fact
        return new.replaced.get(subject, subject), what, new.replaced.get(value, value)

    before, after = {moved(fact) for fact in old.facts()}, new.facts()
    for subject, what, value in after - before:
        yield Change(Kind.FACT_NEW, subject, new.name(subject), what, after=new.name(value))
    for subject, what, value in before - after:
        if subject in new.things:  # what is gone takes its facts with it
            yield Change(Kind.FACT_GONE, subject, new.name(subject), what, before=old.name(value))


def _contradictions(old: _Build, new: _Build) -> Iterator[Change]:
    before = {one._replace(thing=new.replaced.get(one.thing, one.thing)) for one in old.conflicts()}
    for one, what in new.conflicts().items():
        if one not in before:
            since = f" {one.start}" if one.start else ""
            yield Change(
                Kind.CONTRADICTED,
                one.thing,
                new.name(one.thing),
                f"{what}{since}",
                after=" / ".join(one.values),
            )


def _stalled(new: _Build, months: int) -> Iterator[Change]:
    newest = next((row["last"] for row in new.ask(_NEWEST) if "last" in row), None)
    if newest is None:
        return
    limit = _months_before(dt.date.fromisoformat(newest), months).isoformat()
    for row in new.ask(_NEWS):
        notation = new.statuses.get(row["project"], ("", 0))[0]
        if row["last"] < limit and notation not in _OVER:
            yield Change(
                Kind.STALLED,
                row["project"],
                new.name(row["project"]),
                "pg:status",
                row["last"],
                notation or "-",
            )


def _months_before(day: dt.date, months: int) -> dt.date:
    """The day so many months earlier, or the last of that month.

    >>> _months_before(dt.date(2024, 3, 31), 1).isoformat()
    '2024-02-29'
    """
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


# ------------------------------------------------------------------------------- output


def write_json(changes: Iterable[Change]) -> str:
    """The changes as a JSON array, with a line end."""
    return json.dumps([asdict(change) for change in changes], ensure_ascii=False, indent=1) + "\n"


def write_turtle(changes: Iterable[Change]) -> bytes:
    """The changes as ``pg:Change`` resources in Turtle."""
    triples = [triple for change in changes for triple in _triples(change)]
    return serialize(triples, format=RdfFormat.TURTLE, prefixes=dict(PREFIXES)) or b""


def _triples(change: Change) -> Iterator[Triple]:
    name = terms.resource_of("change", *asdict(change).values())

    def say(predicate: str, value: NamedNode | Literal | None) -> Iterator[Triple]:
        if value is not None:
            yield Triple(name, term(predicate), value)

    yield from say("rdf:type", term("pg:Change"))
    yield from say("pg:changeKind", terms.concept("changekind", change.kind.value))
    yield from say("pg:changeOf", NamedNode(change.thing))
    yield from say("pg:changeWhat", terms.plain(change.what))
    yield from say("pg:changedFrom", terms.plain(change.before) if change.before else None)
    yield from say("pg:changedTo", terms.plain(change.after) if change.after else None)
