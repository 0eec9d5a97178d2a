"""The facts that a careful reader finds in a document, in the form in which they are read."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from parkgraph import text
from parkgraph.corpus.copies import make_sketch
from parkgraph.errors import ParkgraphError
from parkgraph.lexicon import load_lexicon
from parkgraph.mentions import find_mentions
from parkgraph.mentions.quantities import find_quantities
from parkgraph.model import (
    Bound,
    Claim,
    Document,
    Entity,
    Entry,
    EntryMode,
    Evidence,
    Facts,
    Kind,
    Metric,
    Modality,
    Period,
    Quantity,
    Span,
)
from parkgraph.relations.homes import find_homes
from parkgraph.relations.indicators import find_indicator
from parkgraph.sources import read_documents

_KINDS = {
    "parks": Kind.PARK,
    "enterprises": Kind.ENTERPRISE,
    "projects": Kind.PROJECT,
    "policies": Kind.POLICY,
}
_QUOTE = (Evidence(0, 1, "-", "-"),)


def read_document(path: Path) -> Document:
    """The one document of a file.

    :raises ParkgraphError: when it cannot be read
    """

    def refuse(error: ParkgraphError) -> None:
        raise error

    return next(iter(read_documents([path], on_reject=refuse)))


def give_facts(document: Document, gold: Mapping[str, Any]) -> Facts:
    """The gold facts of a document; its places and its sketch are found in its text."""
    clean = text.clean(document)
    published = gold.get("published")
    day = dt.date.fromisoformat(published) if published else None
    entities: dict[str, Entity] = {}
    for folder, kind in _KINDS.items():
        for given in gold[folder]:
            key = f"{kind}:{given['name']}"
            attributes = {"creditCode": given["uscc"]} if given.get("uscc") else {}
            entities[key] = Entity(
                key, kind, given["name"], tuple(given.get("aliases", [])), tuple(attributes.items()), _QUOTE
            )
    for name in _place_names(gold, entities):
        code = next((d.code for d in load_lexicon().places.named(name)), "")
        key = f"place:{code or name}"
        entities[key] = Entity(key, Kind.PLACE, name, (), (("code", code),) if code else (), _QUOTE)
    by_name: dict[str, str] = {}
    for key, entity in entities.items():
        by_name.setdefault(entity.name, key)
    return Facts(
        Document(document.identifier, document.source, "", published=day, title=document.title),
        tuple(entities.values()),
        tuple(_claims(gold, by_name)),
        tuple(_metrics(gold, by_name)),
        tuple(_entries(gold)),
        len(document.text),
        (),
        find_homes(clean, find_mentions(clean)),
        make_sketch(clean.text),
    )


def _place_names(gold: Mapping[str, Any], entities: Mapping[str, Entity]) -> list[str]:
    known = {entity.name for entity in entities.values()}
    named = {metric["subject"] for metric in gold["metrics"]} | {policy["for"] for policy in gold["policies"]}
    return sorted(name for name in named if name and name not in known)


def _claims(gold: Mapping[str, Any], by_name: Mapping[str, str]) -> Iterator[Claim]:
    for project in gold["projects"]:
        key = f"{Kind.PROJECT}:{project['name']}"
        if project["park"]:
            yield Claim(key, "locatedInPark", f"{Kind.PARK}:{project['park']}", evidence=_QUOTE)
        for firm in project["by"]:
            yield Claim(key, "undertakenBy", f"{Kind.ENTERPRISE}:{firm}", evidence=_QUOTE)
        if project["status"]:
            yield Claim(key, "status", project["status"], True, evidence=_QUOTE)
        if project["investment_cny"] is not None:
            amount = format(Decimal(str(project["investment_cny"])).normalize(), "f")
            yield Claim(key, "totalInvestment", amount, True, evidence=_QUOTE)
        for status, when, modality in project.get("stages", ()):
            yield Claim(
                key, "stage", status, True, Modality(modality), period=_period_of(when), evidence=_QUOTE
            )
    for policy in gold["policies"]:
        if policy["for"] and policy["for"] in by_name:
            key = f"{Kind.POLICY}:{policy['name']}"
            yield Claim(key, "appliesTo", by_name[policy["for"]], evidence=_QUOTE)


def _period_of(when: str | None) -> Period | None:
    """The days of a year, a month or a day.

    >>> _period_of("2024-02").end.isoformat()
    '2024-02-29'
    """
    if not when:
        return None
    parts = [int(part) for part in when.split("-")]
    first = dt.date(*[*parts, 1, 1][:3])
    if len(parts) == 3:
        return Period(first, first)
    month = parts[1] if len(parts) == 2 else 12
    return Period(first, dt.date(parts[0], month, calendar.monthrange(parts[0], month)[1]))


def _metrics(gold: Mapping[str, Any], by_name: Mapping[str, str]) -> Iterator[Metric]:
    for given in gold["metrics"]:
        subject = by_name.get(given["subject"] or "")
        if subject is None:
            continue
        value = Decimal(str(given["value"]))
        ceiling = given.get("max_value")
        quantity = Quantity(
            Span(0, 1),
            value,
            given["unit"],
            Decimal(str(ceiling)) if ceiling is not None else None,
            _bound_in(given["text"], value, given["unit"]),
        )
        yield Metric(
            subject,
            given["indicator"],
            quantity,
            given["text"],
            find_indicator(given["indicator"], quantity),
            Modality(given["modality"]),
            period=_days(given["period"]) if given.get("period") else None,
            evidence=_QUOTE,
            cumulative=bool(given.get("cumulative")),
        )


def _days(period: Sequence[str]) -> Period:
    first, last = (dt.date.fromisoformat(day) for day in period)
    return Period(first, last)


def _bound_in(words: str, value: Decimal, unit: str) -> Bound:
    """How the words of a figure bound it."""
    for quantity in find_quantities(words):
        if quantity.unit == unit and abs(quantity.value) == abs(value):
            return quantity.bound
    return Bound.EXACT


def _entries(gold: Mapping[str, Any]) -> Iterator[Entry]:
    for enterprise, park in gold["entered"]:
        yield Entry(
            f"{Kind.ENTERPRISE}:{enterprise}", f"{Kind.PARK}:{park}", EntryMode.SETTLED, evidence=_QUOTE
        )
