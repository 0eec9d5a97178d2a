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
    Status,
)
from parkgraph.relations.builders import read_builders, read_thread_builders
from parkgraph.relations.clauses import clause_start, find_runs
from parkgraph.relations.discourse import Discourse
from parkgraph.relations.entities import Linked
from parkgraph.relations.event_days import EventDays
from parkgraph.relations.modality import find_planned_passages
from parkgraph.relations.passages import find_passages
from parkgraph.relations.stages import Stage, find_stages, phase_of
from parkgraph.relations.statuses import Found, read_status
from parkgraph.relations.threads import follow_projects
from parkgraph.text.offsets import find_evidence

_TOTAL = re.compile(
    f"{alternatives(words('figures', 'total'))}{alternatives(words('figures', 'total-ending'))}?"
    "(?:为|达|约)?$"
)
_SPENT = re.compile(f"{alternatives(words('prices', 'spent'))}$|^[（(]?[亿万]?元?$")
_PARTIAL = re.compile(f"[一二三]期|{alternatives(words('figures', 'partial'))}")


def read_projects(
    clean: CleanDocument, article: Article, mentions: Mentions, linked: Linked, discourse: Discourse
) -> tuple[Claim, ...]:
    """The claims about the projects of an article, one current status each."""
    text = clean.text
    claims: list[Claim] = []
    planned = find_planned_passages(text, article)
    threads = follow_projects(text, article, mentions, linked, discourse)
    stages: dict[str, list[Found]] = {}
    faint: dict[str, list[Found]] = {}
    named: dict[str, list[Mention]] = {}
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
            after = (after[0], _stop_at_enterprise(text, mentions, *after))
            after = (after[0], _end_of_predicate(text, *after))
            found = find_stages(text, before, after, planned=sentence.start in planned)
            if not any(stage.modality is Modality.ACTUAL for stage in found):
                found += _find_signing(text, low, before[0])
            found = _look_ahead(clean, article, mentions, found)
            for project in run:
                key = linked.key(project)
                phase = phase_of(project.name)
                # X一期竣工投产，二期正在建设: the second is another project
                own = [stage for stage in found if not (phase and stage.phase) or stage.phase == phase]
                stages.setdefault(key, []).extend((stage, sentence, project) for stage in own)
                stages.setdefault(key, [])
                named.setdefault(key, []).append(project)
                claims += _locate(clean, sentence, project, linked, discourse)
                claims += read_builders(clean, sentence, project, mentions, linked)
        thread = threads.get(sentence.start)
        if thread is not None:
            limit = runs[0][0].span.start if runs else sentence.end
            stretch = (thread.start, _stop_at_marker(text, discourse, thread.start, limit))
            taken_up = Mention(Kind.PROJECT, Span(thread.start, thread.start), "")
            found = find_stages(text, (thread.start, thread.start), stretch)
            found = _look_ahead(clean, article, mentions, found)
            rows_of = [(stage, sentence, taken_up) for stage in found]
            if thread.confidence < 0.7:
                # nothing but its place says that it goes on about the project
                faint.setdefault(thread.project, []).extend(
                    r for r in rows_of if r[0].modality is Modality.ACTUAL
                )
                continue
            claims += read_thread_builders(clean, sentence, thread.project, thread.start, mentions, linked)
            stages.setdefault(thread.project, []).extend(rows_of)
    for key, rows_of in faint.items():
        if not stages.get(key):
            stages[key] = rows_of
    passages = find_passages(text, article, mentions, planned)
    days = EventDays(clean, article, mentions)
    for key, found_stages in stages.items():
        claims += read_status(clean, key, found_stages, mentions, named.get(key, []), passages, days)
    return tuple(claims)


def _find_signing(text: str, start: int, end: int) -> tuple[Stage, ...]:
    """The signing that an earlier clause of the sentence tells of (A与B签约，|在C建设X)."""
    stages = find_stages(text, (start, end), (end, end))
    return tuple(s for s in stages if s.status is Status.SIGNED and _SIGNED.match(text, s.start))


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
            rule="row-park",
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
                rule="row-builder",
            )


_SIGNED = re.compile("[^，。；]?签")
# 力争用5年时间，|建成X
_AIM = re.compile(rf"(?:{alternatives(words('modality', 'aims'))}|到\d{{4}}年)[^，。；]{{0,14}}，$")
_CLAUSE = re.compile(r"[^，；：]*[，；：]?")
_GOES_ON = re.compile(
    f"{alternatives(words('projects', 'of-which'))}?"
    rf"(?:[一二三四首]期|[已将拟于正并]|20\d\d年|\d{{1,2}}月|{alternatives(words('projects', 'goes-on'))})"
)
_NEAR_OPENING = 4
"""An enterprise that stands no farther behind the mark opens the clause."""
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


def _stop_at_enterprise(text: str, mentions: Mentions, start: int, end: int) -> int:
    """Where a semicolon gives the word to an enterprise (X总投资5亿元；|B公司已投产)."""
    for enterprise in mentions.enterprises.between(start, end):
        opening = text.rfind("；", start, enterprise.span.start)
        if opening >= 0 and enterprise.span.start - opening <= _NEAR_OPENING:
            return opening
    return end


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
        rule="name-park" if inside else "passage-park",
    )


def read_investments(metrics: Iterable[Metric], projects: frozenset[str]) -> tuple[Claim, ...]:
    """The total investment of projects from the metrics about them, the first full price of each.

    Where none is called the total, what is spent on it (投入1亿元) or stands bare behind its name
    （5亿元） is its price.
    """
    priced = [m for m in metrics if m.subject in projects and m.quantity.unit == "CNY"]
    priced = [m for m in priced if not _PARTIAL.search(m.label)]
    claims: dict[str, Claim] = {}
    for words_of in (_TOTAL, _SPENT):
        for metric in priced:
            if metric.subject not in claims and words_of.search(metric.label):
                claims[metric.subject] = _price(metric)
    return tuple(claims.values())


def _price(metric: Metric) -> Claim:
    return Claim(
        metric.subject,
        "totalInvestment",
        f"{metric.quantity.value.normalize():f}",
        True,
        metric.modality,
        metric.confidence,
        evidence=metric.evidence,
        rule="metric-total",
    )
