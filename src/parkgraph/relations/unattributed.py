"""What was seen in a document and is in no fact, so that nothing vanishes silently.

A quantity is in a fact when a metric is made of it; a park, enterprise, project or policy when a
claim, an entry or a metric is about it, however it is named.  Places and agencies are not looked
at: they are named to say where things are and who speaks.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from parkgraph.cues import words
from parkgraph.mentions import Mentions
from parkgraph.model import (
    Claim,
    CleanDocument,
    Entry,
    Mention,
    Metric,
    Quantity,
    Reason,
    Role,
    Span,
    Unattributed,
)
from parkgraph.relations.entities import Linked
from parkgraph.text.offsets import find_evidence
from parkgraph.vocabulary import CONFIDENCE_THRESHOLD

QUANTITY = "quantity"
"""The kind of a quantity among what is not attributed."""

_THRESHOLD = float(CONFIDENCE_THRESHOLD)
_POINTED = ("这", "那", *words("figures", "pointed"))  # 这两个产业: counted before


def find_unattributed(
    clean: CleanDocument,
    mentions: Mentions,
    linked: Linked,
    claims: Iterable[Claim],
    metrics: Iterable[Metric],
    entries: Iterable[Entry],
) -> tuple[Unattributed, ...]:
    """The quantities and names of a document that none of its facts has, in the order of the text.

    A thing named several times is one of them, with the evidence of its entity.

    :param claims: the claims that are kept
    :param metrics: all metrics of the document
    :param entries: all entries of the document
    """
    metrics = tuple(metrics)
    certain = _rate_things(claims, metrics, entries)
    found = [
        *_find_quantities(clean, mentions, {metric.quantity.span for metric in metrics}),
        *_find_names(mentions, linked, certain),
    ]
    return tuple(seen for _, seen in sorted(found, key=lambda pair: (pair[0], pair[1].kind)))


def _find_quantities(
    clean: CleanDocument, mentions: Mentions, measured: set[Span]
) -> Iterator[tuple[Span, Unattributed]]:
    sentences = [sentence for article in clean.articles for sentence in article.sentences]
    starts = [sentence.start for sentence in sentences]
    for quantity in mentions.reading.quantities:
        span = quantity.span
        if span in measured:
            continue
        index = bisect_right(starts, span.start) - 1
        headline = index >= 0 and sentences[index].role is Role.HEADLINE
        reason = Reason.HEADLINE if headline else _explain_quantity(clean.text, mentions, quantity)
        evidence = find_evidence(clean, span.start, span.end)
        yield span, Unattributed(QUANTITY, clean.text[span.start : span.end], evidence, reason)


def _explain_quantity(text: str, mentions: Mentions, quantity: Quantity) -> Reason:
    span = quantity.span
    if _is_inside(mentions, span):
        return Reason.INSIDE_NAME
    if text[max(0, span.start - 2) : span.start].endswith(_POINTED):
        return Reason.COUNTED_BEFORE
    return Reason.NO_SUBJECT


def _find_names(
    mentions: Mentions, linked: Linked, certain: dict[str, float]
) -> Iterator[tuple[Span, Unattributed]]:
    named: dict[str, list[Mention]] = {}
    for group in (mentions.parks, mentions.enterprises, mentions.projects, mentions.policies):
        for mention in group:
            named.setdefault(linked.key(mention), []).append(mention)
    for key, places in named.items():
        if certain.get(key, 0.0) >= _THRESHOLD:
            continue
        entity = linked.entities[key]
        if key in certain:
            reason = Reason.BELOW_THRESHOLD
        elif all(_is_inside(mentions, place.span) for place in places):
            reason = Reason.INSIDE_NAME
        else:
            reason = Reason.NO_FACT
        yield places[0].span, Unattributed(entity.kind.value, entity.name, entity.evidence, reason)


def _rate_things(
    claims: Iterable[Claim], metrics: Iterable[Metric], entries: Iterable[Entry]
) -> dict[str, float]:
    """The confidence of the surest fact about each thing, by its key; a metric is always stated."""
    certain: dict[str, float] = {}

    def rate(key: str | None, confidence: float) -> None:
        if key is not None:
            certain[key] = max(confidence, certain.get(key, 0.0))

    for claim in claims:
        rate(claim.subject, claim.confidence)
        rate(None if claim.literal else claim.object, claim.confidence)
    for entry in entries:
        for key in (entry.enterprise, entry.park, entry.project):
            rate(key, entry.confidence)
    for metric in metrics:
        rate(metric.subject, 1.0)
    return certain


def _is_inside(mentions: Mentions, span: Span) -> bool:
    """Whether a stretch is part of a longer name."""
    groups = (mentions.parks, mentions.enterprises, mentions.projects, mentions.policies, mentions.agencies)
    return any(name.span != span for group in groups for name in group.covering(span.start, span.end))
