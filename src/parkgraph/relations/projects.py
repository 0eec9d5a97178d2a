"""What is said of a project: where it is, who builds it, for how much, at which stage."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from parkgraph.cues import alternatives, words
from parkgraph.mentions import Mentions
from parkgraph.mentions.tables import TableRow
from parkgraph.model import (
    Article,
    Claim,
    CleanDocument,
    Kind,
    Mention,
    Metric,
    Modality,
    Sentence,
    Span,
)
from parkgraph.relations.builders import read_builders, read_thread_builders
from parkgraph.relations.clauses import clause_start, find_runs
from parkgraph.relations.discourse import Discourse
from parkgraph.relations.entities import Linked
from parkgraph.relations.modality import find_planned_passages
from parkgraph.relations.stages import ORDER, Stage, current_stage, find_stages
from parkgraph.relations.threads import follow_projects
from parkgraph.text.offsets import find_evidence

_TOTAL = re.compile(
    f"{alternatives(words('figures', 'total'))}{alternatives(words('figures', 'total-ending'))}?"
    "(?:为|达|约)?$"
)
_PARTIAL = re.compile(f"[一二三]期|{alternatives(words('figures', 'partial'))}")


def read_projects(
    clean: CleanDocument, article: Article, mentions: Mentions, linked: Linked, discourse: Discourse
) -> tuple[Claim, ...]:
    """The claims about the projects of an article, one current status each."""
    text = clean.text
    claims: list[Claim] = []
    planned = find_planned_passages(text, article)
    threads = follow_projects(text, article, mentions, linked, discourse)
    stages: dict[str, list[tuple[Stage, Sentence, Mention]]] = {}
    rows = {row.sentence.start: row for row in mentions.rows}
    for sentence in article.sentences:
        projects = mentions.projects.between(sentence.start, sentence.end)
        row = rows.get(sentence.start)
        if row is not None and projects:
            claims += _read_row(clean, row, projects[0], mentions, linked, discourse)
            if row.progress is not None:
                found = find_stages(
                    text, (row.progress.start, row.progress.start), (row.progress.start, row.progress.end)
                )
                stages.setdefault(linked.key(projects[0]), []).extend(
                    (s, sentence, projects[0]) for s in found
                )
            continue
        runs = find_runs(text, projects)
        for index, run in enumerate(runs):
            low = runs[index - 1][-1].span.end if index else sentence.start
            high = runs[index + 1][0].span.start if index + 1 < len(runs) else sentence.end
            opening = clause_start(text, sentence, run[0].span.start)
            if text[opening - 1 : opening] == "：" and opening > sentence.start:
                opening = clause_start(text, sentence, opening - 1)  # 都在推进：A、B、C
            aim = _AIM.search(text, sentence.start, opening)
            opening = aim.start() if aim else opening
            before = (max(low, opening), run[0].span.start)
            after = (run[-1].span.end, _stop_at_marker(text, discourse, run[-1].span.end, high))
            after = (after[0], _end_of_predicate(text, *after))
            found = find_stages(text, before, after, planned=sentence.start in planned)
            found = _look_ahead(clean, article, mentions, found)
            for project in run:
                key = linked.key(project)
                stages.setdefault(key, []).extend((stage, sentence, project) for stage in found)
                stages.setdefault(key, [])
                claims += _locate(clean, sentence, project, linked, discourse)
                claims += read_builders(clean, sentence, project, mentions, linked)
        thread = threads.get(sentence.start)
        if thread is not None and thread.confidence >= 0.7:
            limit = runs[0][0].span.start if runs else sentence.end
            stretch = (thread.start, _stop_at_marker(text, discourse, thread.start, limit))
            taken_up = Mention(Kind.PROJECT, Span(thread.start, thread.start), "")
            found = find_stages(text, (thread.start, thread.start), stretch)
            found = _look_ahead(clean, article, mentions, found)
            claims += read_thread_builders(clean, sentence, thread.project, thread.start, mentions, linked)
            stages.setdefault(thread.project, []).extend((stage, sentence, taken_up) for stage in found)
    for key, found_stages in stages.items():
        claims += _read_status(clean, key, found_stages, mentions)
    return tuple(claims)


def _look_ahead(
    clean: CleanDocument, article: Article, mentions: Mentions, stages: tuple[Stage, ...]
) -> tuple[Stage, ...]:
    """What is dated later than the article is still to come (10月18日的报道: 今年年底奠基)."""
    published = article.published or clean.document.published
    if published is None:
        return stages
    found = []
    for stage in stages:
        clause = max(clean.text.rfind(mark, 0, stage.start) for mark in "，；。：\n")
        dates = mentions.reading.periods_between(max(clause, stage.start - 24), stage.start)
        later = bool(dates) and dates[-1].period.start > published
        found.append(replace(stage, modality=Modality.PLANNED) if later else stage)
    return tuple(found)


def _read_row(
    clean: CleanDocument,
    row: TableRow,
    project: Mention,
    mentions: Mentions,
    linked: Linked,
    discourse: Discourse,
) -> Iterable[Claim]:
    """Place and builders of a project that stands in a table."""
    key = linked.key(project)
    evidence = find_evidence(clean, row.name.start, row.name.end)
    park = discourse.park_within(row.place) if row.place else None
    park = park or discourse.park_inside(project) or discourse.park_at(row.sentence, row.sentence.start)
    if park is not None:
        place = find_evidence(clean, row.place.start, row.place.end) if row.place else ()
        yield Claim(
            key,
            "locatedInPark",
            park.key,
            confidence=round(park.confidence, 3),
            evidence=tuple(sorted({*evidence, *place})),
        )
    for enterprise in mentions.enterprises.between(row.sentence.start, row.sentence.end):
        span = enterprise.span
        named = project.span.start <= span.start and span.end <= project.span.end
        built = row.builder is not None and row.builder.start <= span.start and span.end <= row.builder.end
        if named or built:
            yield Claim(
                key,
                "undertakenBy",
                linked.key(enterprise),
                confidence=enterprise.confidence,
                evidence=tuple(sorted({*evidence, *find_evidence(clean, span.start, span.end)})),
            )


# 力争用5年时间，|建成X
_AIM = re.compile(rf"(?:{alternatives(words('modality', 'aims'))}|到\d{{4}}年)[^，。；]{{0,14}}，$")
_CLAUSE = re.compile(r"[^，；：]*[，；：]?")
_GOES_ON = re.compile(
    f"{alternatives(words('projects', 'of-which'))}?"
    rf"(?:[一二三四首]期|[已将拟于正并]|20\d\d年|\d{{1,2}}月|{alternatives(words('projects', 'goes-on'))})"
)
_OTHER_COUNT = re.compile(
    rf"\d+(?:余|多)?个[^，。；]{{0,10}}{alternatives(words('projects', 'project-head'))}|"
    + alternatives(words("projects", "batch"))
)


def _end_of_predicate(text: str, start: int, end: int) -> int:
    """Where what is said of a name ends: behind the first clause with a stage word and those that go on."""
    position, seen = start, False
    while position < end:
        match = _CLAUSE.match(text, position, end)
        stop = match.end() if match and match.end() > position else end
        goes_on = position == start or bool(_GOES_ON.match(text, position))
        others = bool(_OTHER_COUNT.search(text, position, stop))
        if not goes_on and (others or (seen and not _GOES_ON.match(text, stop, end))):
            return position
        seen = seen or bool(find_stages(text, (start, start), (position, stop)))
        position = stop
    return end


def _stop_at_marker(text: str, discourse: Discourse, start: int, end: int) -> int:
    """Where another subject begins: a park or place that opens a clause, not one of location (在X开工)."""
    position = start
    while True:
        marker = discourse.marker_between(position, end)
        if marker is None:
            return end
        if text[max(start, marker - 1) : marker] in ("，", "；", "。", "："):
            return marker
        position = marker + 1


def _locate(
    clean: CleanDocument, sentence: Sentence, project: Mention, linked: Linked, discourse: Discourse
) -> Iterable[Claim]:
    inside = discourse.park_inside(project)
    park = inside or discourse.park_at(sentence, project.span.start)
    if park is None:
        return
    evidence = find_evidence(clean, project.span.start, project.span.end)
    yield Claim(
        linked.key(project),
        "locatedInPark",
        park.key,
        confidence=round(min(0.9, park.confidence), 3),
        evidence=evidence,
    )


def _read_status(
    clean: CleanDocument, key: str, found: list[tuple[Stage, Sentence, Mention]], mentions: Mentions
) -> Iterable[Claim]:
    """One current status, the furthest of its sentences, and a dated claim for every stage named."""
    by_sentence: dict[int, list[tuple[Stage, Sentence, Mention]]] = {}
    for stage, sentence, project in found:
        by_sentence.setdefault(project.span.start, []).append((stage, sentence, project))
    best: Claim | None = None
    for rows in by_sentence.values():
        current = current_stage(tuple(stage for stage, _, _ in rows))
        if current is None:
            continue
        status, confidence = current
        _, sentence, project = rows[0]
        evidence = find_evidence(
            clean, project.span.start, max(project.span.end, max(r[0].end for r in rows if r[1] == sentence))
        )
        claim = Claim(key, "status", status.value, True, confidence=confidence, evidence=evidence)
        if best is None or _outranks(claim, best):
            best = claim
    if best is not None:
        yield best
    for stage, sentence, project in found:
        periods = mentions.reading.periods_between(max(sentence.start, stage.start - 24), stage.start)
        low, high = sorted((project.span.start, stage.start))
        evidence = find_evidence(clean, low, max(stage.end, high))
        yield Claim(
            key,
            "stage",
            stage.status.value,
            True,
            stage.modality,
            0.7 if stage.behind else 0.6,
            periods[-1].period if periods else None,
            evidence,
        )


def _outranks(claim: Claim, other: Claim) -> bool:
    ranks = {status.value: rank for status, rank in ORDER.items()}
    return (claim.confidence >= 0.7, ranks[claim.object]) > (other.confidence >= 0.7, ranks[other.object])


def read_investments(metrics: Iterable[Metric], projects: frozenset[str]) -> tuple[Claim, ...]:
    """The total investment of projects from the metrics about them, the first full price of each."""
    claims: dict[str, Claim] = {}
    for metric in metrics:
        if metric.subject not in projects or metric.quantity.unit != "CNY" or metric.subject in claims:
            continue
        if _PARTIAL.search(metric.label) or not _TOTAL.search(metric.label):
            continue
        claims[metric.subject] = Claim(
            metric.subject,
            "totalInvestment",
            f"{metric.quantity.value.normalize():f}",
            True,
            metric.modality,
            metric.confidence,
            evidence=metric.evidence,
        )
    return tuple(claims.values())
