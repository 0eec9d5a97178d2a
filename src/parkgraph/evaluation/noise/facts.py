"""What a document says, as words that can be compared, and whether its evidence holds."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from parkgraph.evaluation.names import squash
from parkgraph.model import Evidence, Facts, Period
from parkgraph.text.script import to_simplified

Fact = tuple[str, ...]
"""One fact as words: its kind, the names of its things and its values."""


def list_facts(facts: Facts) -> frozenset[Fact]:
    """What a document says, in words alone: no keys, offsets or confidence.

    Things by kind and name, with their other names and attributes; relations, entries and metrics
    with the names of their things, values, units, modality and period.  Blanks do not count: where
    a line ends nobody can tell whether there was one.
    """
    names = {entity.key: entity.name for entity in facts.entities}
    found: set[Fact] = set()
    for entity in facts.entities:
        found.add((entity.kind, entity.name))
        found |= {(entity.kind, entity.name, "name", other) for other in entity.other_names}
        found |= {(entity.kind, entity.name, *pair) for pair in entity.attributes}
    for claim in facts.claims:
        target = claim.object if claim.literal else names[claim.object]
        subject = names[claim.subject]
        found.add((claim.predicate, subject, target, claim.modality, _days(claim.period)))
    for entry in facts.entries:
        project = names[entry.project] if entry.project else ""
        things = (names[entry.enterprise], names[entry.park], project)
        found.add(("entry", *things, entry.mode, entry.modality, _days(entry.period)))
    for metric in facts.metrics:
        quantity = metric.quantity
        value = f"{quantity.value.normalize():f}"
        most = "" if quantity.max_value is None else f"{quantity.max_value.normalize():f}"
        measured = (value, most, quantity.unit, quantity.bound)
        about = (names[metric.subject], metric.label, metric.indicator or "")
        found.add(("metric", *about, *measured, metric.modality, _days(metric.period)))
    return frozenset(tuple("".join(word.split()) for word in fact) for fact in found)


def _days(period: Period | None) -> str:
    return f"{period.start}/{period.end}" if period else ""


def count_exact(facts: Facts, raw: str) -> tuple[int, int]:
    """How many pieces of evidence there are, and how many give back their words from the raw text.

    As :mod:`~parkgraph.evaluation.scoring` has it: what stands between the offsets and the quote are
    the same without readings, marks and blanks, in Simplified characters.
    """
    quotes = set(_evidence(facts))
    return len(quotes), sum(_digest(raw[q.start : q.end]) == _digest(q.exact) for q in quotes)


def _evidence(facts: Facts) -> Iterator[Evidence]:
    for part in (facts.entities, facts.claims, facts.metrics, facts.entries):
        for said in part:
            yield from said.evidence


@cache
def _digest(words: str) -> str:
    return squash(to_simplified(words))
