"""Properties that have one value per thing: which of the claimed values is asserted.

Every claim stays in the graph; the direct triple is asserted for the chosen value alone, so that
a project has one status however many documents speak of it.

* ``status``: the furthest stage that was reached; a termination, unless a stage is told of a later
  day (a project taken up again, whose stages before it then no longer count); when none was
  reached, the nearest of those planned.
* ``confidence`` of a project or policy: the highest that a document gives it.
* ``totalInvestment``, ``issueDate``, ``documentNumber``: what is said with the highest confidence,
  then what was published last, then the greater value.

The choice depends on the set of claims alone, not on their order.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Protocol

from parkgraph.model import Claim, Document, Facts, Modality, Status
from parkgraph.vocabulary import CONFIDENCE_THRESHOLD

ONE_VALUED = frozenset({"status", "totalInvestment", "issueDate", "documentNumber"})
"""The predicates whose direct triple is asserted for one value per subject."""

Choices = Mapping[tuple[str, str], str]
"""The chosen object (as in :attr:`Claim.object`) for a subject's IRI and a predicate."""

Rank = tuple[int | str | float | Decimal, ...]
_ACCEPTED = float(CONFIDENCE_THRESHOLD)
_ORDER = {status: position for position, status in enumerate(Status)}


class _Names(Protocol):
    def iri(self, document_identifier: str, key: str, /) -> str: ...


def choose_objects(corpus: Iterable[Facts], resolution: _Names) -> dict[tuple[str, str], str]:
    """The value to assert for each subject and one-valued property of the documents."""
    best: dict[tuple[str, str], tuple[Rank, str]] = {}
    assessed: dict[tuple[str, str], float] = {}
    stages: dict[str, list[StageTold]] = {}
    for facts in corpus:
        for entity in facts.entities:
            thing = (resolution.iri(facts.document.identifier, entity.key), "confidence")
            assessed[thing] = max(entity.confidence, assessed.get(thing, 0.0))
        for claim in facts.claims:
            if claim.predicate not in ONE_VALUED or not claim.literal or claim.confidence < _ACCEPTED:
                continue
            subject = resolution.iri(facts.document.identifier, claim.subject)
            if claim.predicate == "status":
                stages.setdefault(subject, []).append(_told(claim, facts.document))
                continue
            candidate = (rank_claim(claim, facts.document), claim.object)
            place = (subject, claim.predicate)
            if place not in best or candidate > best[place]:
                best[place] = candidate
    chosen = {place: value for place, (_, value) in best.items()}
    chosen |= {(subject, "status"): current_status(told) for subject, told in stages.items()}
    return chosen | {thing: repr(value) for thing, value in assessed.items()}


@dataclass(frozen=True, slots=True)
class StageTold:
    """A stage that a document tells a project is at, and the day of which it tells it."""

    status: Status
    modality: Modality
    day: dt.date


def _told(claim: Claim, document: Document) -> StageTold:
    # a stage lasts: the day it is told is later news of it than the day it began
    days = [day for day in (claim.period.end if claim.period else None, document.published) if day]
    return StageTold(Status(claim.object), claim.modality, max(days, default=dt.date.min))


def current_status(told: Sequence[StageTold]) -> str:
    """The status that follows from all that is told of a project, in any order.

    >>> at = lambda status, year: StageTold(Status(status), Modality.ACTUAL, dt.date(year, 1, 1))
    >>> current_status([at("underConstruction", 2020), at("terminated", 2021)])
    'terminated'
    >>> current_status([at("completed", 2020), at("terminated", 2021), at("preparing", 2022)])
    'preparing'
    """
    actual = [stage for stage in told if stage.modality is Modality.ACTUAL]
    if not actual:
        return min((stage.status for stage in told), key=lambda status: _ORDER[status]).value
    ends = [stage.day for stage in actual if stage.status is Status.TERMINATED]
    if ends:
        actual = [stage for stage in actual if stage.day > max(ends)]
    if not actual:
        return Status.TERMINATED.value
    return max((stage.status for stage in actual), key=lambda status: _ORDER[status]).value


def rank_claim(claim: Claim, document: Document) -> Rank:
    """What a claim of a one-valued predicate weighs against another of the same subject: more is better."""
    published = (document.published or dt.date.min).isoformat()
    return (claim.confidence, published, _as_number(claim.object))


def _as_number(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        return Decimal(0)
