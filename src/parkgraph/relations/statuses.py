"""The status of a project from all that its document says of its stages."""

from __future__ import annotations

from collections.abc import Iterable

from parkgraph.mentions import Mentions
from parkgraph.model import Claim, CleanDocument, Mention, Modality, Sentence, Status
from parkgraph.relations.event_days import EventDays
from parkgraph.relations.passages import HEADING, Passage, passage_at
from parkgraph.relations.stages import ORDER, Stage, current_stage
from parkgraph.text.offsets import find_evidence

Found = tuple[Stage, Sentence, Mention]
"""A stage with the sentence it stands in and the mention of the project it is said of."""


def read_status(
    clean: CleanDocument,
    key: str,
    found: list[Found],
    mentions: Mentions,
    named: list[Mention],
    passages: tuple[Passage, ...],
    days: EventDays,
) -> Iterable[Claim]:
    """One current status, the furthest of its sentences, and a dated claim for every stage named.

    What the passage says of all its projects (在建项目, 集中签约) counts before what a plan lets one
    guess, and that of a heading before a fact when it is further on.

    :param named: the mentions of the project that may stand in a passage
    """
    best: Claim | None = None
    by_mention: dict[int, list[Found]] = {}
    for row in found:
        by_mention.setdefault(row[2].span.start, []).append(row)
    for rows in by_mention.values():
        current = current_stage(tuple(stage for stage, _, _ in rows))
        if current is None:
            continue
        status, confidence = current
        _, sentence, project = rows[0]
        end = max(project.span.end, *(stage.end for stage, its, _ in rows if its == sentence))
        evidence = find_evidence(clean, project.span.start, end)
        claim = Claim(
            key, "status", status.value, True, confidence=confidence, evidence=evidence, rule="status-words"
        )
        if best is None or _outranks(claim, best):
            best = claim
    told = any(stage.modality is Modality.ACTUAL for stage, _, _ in found)
    general = _read_passage(clean, key, named, passages)
    if general is not None and (best is None or not told or _outgrows(general, best)):
        best = general
    if best is not None:
        yield best
    for stage, sentence, project in found:
        low, high = sorted((project.span.start, stage.start))
        yield Claim(
            key,
            "stage",
            stage.status.value,
            True,
            stage.modality,
            0.7 if stage.behind else 0.6,
            days.of_stage(stage, sentence, project),
            find_evidence(clean, low, max(stage.end, high)),
            "stage-behind" if stage.behind else "stage-before",
        )


def _read_passage(
    clean: CleanDocument, key: str, named: list[Mention], passages: tuple[Passage, ...]
) -> Claim | None:
    """The status that the first passage around a mention gives."""
    for mention in named:
        passage = passage_at(passages, mention.span.start)
        if passage is not None:
            evidence = find_evidence(clean, mention.span.start, mention.span.end)
            return Claim(
                key,
                "status",
                passage.status.value,
                True,
                confidence=passage.confidence,
                evidence=evidence,
                rule=passage.rule,
            )
    return None


def _rank(claim: Claim) -> int:
    return ORDER[Status(claim.object)]


def _outgrows(general: Claim, told: Claim) -> bool:
    return general.confidence >= HEADING and _rank(general) > _rank(told)


def _outranks(claim: Claim, other: Claim) -> bool:
    return (claim.confidence >= 0.7, _rank(claim)) > (other.confidence >= 0.7, _rank(other))
