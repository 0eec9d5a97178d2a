"""Properties that have one value per thing: which of the claimed values is asserted.

Every claim stays in the graph; the direct triple is asserted for the chosen value alone, so that
a project has one status however many documents speak of it.

* ``status``: a termination that happened; else the furthest stage that was reached; else the
  nearest of those planned.
* ``confidence`` of a project or policy: the highest that a document gives it.
* ``totalInvestment``, ``issueDate``, ``documentNumber``: what is said with the highest confidence,
  then what was published last, then the greater value.

The choice depends on the set of claims alone, not on their order.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Protocol

from parkgraph.mapping.terms import ACCEPTED
from parkgraph.model import Claim, Document, Facts, Modality, Status

ONE_VALUED = frozenset({"status", "totalInvestment", "issueDate", "documentNumber"})
"""The predicates whose direct triple is asserted for one value per subject."""

Choices = Mapping[tuple[str, str], str]
"""The chosen object (as in :attr:`Claim.object`) for a subject's IRI and a predicate."""

Rank = tuple[int | str | float | Decimal, ...]
_ORDER = {status.value: position for position, status in enumerate(Status)}


class _Names(Protocol):
    def iri(self, document_identifier: str, key: str, /) -> str: ...


def choose_objects(corpus: Iterable[Facts], resolution: _Names) -> dict[tuple[str, str], str]:
    """The value to assert for each subject and one-valued property of the documents."""
    best: dict[tuple[str, str], tuple[Rank, str]] = {}
    assessed: dict[tuple[str, str], float] = {}
    for facts in corpus:
        for entity in facts.entities:
            thing = (resolution.iri(facts.document.identifier, entity.key), "confidence")
            assessed[thing] = max(entity.confidence, assessed.get(thing, 0.0))
        for claim in facts.claims:
            if claim.predicate not in ONE_VALUED or not claim.literal or claim.confidence < ACCEPTED:
                continue
            subject = resolution.iri(facts.document.identifier, claim.subject)
            candidate = (rank_claim(claim, facts.document), claim.object)
            place = (subject, claim.predicate)
            if place not in best or candidate > best[place]:
                best[place] = candidate
    chosen = {place: value for place, (_, value) in best.items()}
    return chosen | {thing: repr(value) for thing, value in assessed.items()}


def rank_claim(claim: Claim, document: Document) -> Rank:
    """What a claim of a one-valued predicate weighs against another of the same subject: more is better."""
    if claim.predicate == "status":
        order = _ORDER.get(claim.object, 0)
        if claim.modality is Modality.PLANNED:
            return (0, 0, -order)
        return (1, int(claim.object == Status.TERMINATED), order)
    published = (document.published or dt.date.min).isoformat()
    return (claim.confidence, published, _as_number(claim.object))


def _as_number(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        return Decimal(0)
