"""Figures with what they are about.

The subject of a figure is, in this order: the project whose name holds it or whose price it is;
the project last named in the same sentence, with no park or place between, when the figure is
of the sort that describes a project; a project taken up by 该项目 or 项目 at a clause's start; an
enterprise that opens the clause; the park or place of the passage (:mod:`.discourse`).
"""

from __future__ import annotations

import re
from dataclasses import replace

from parkgraph.cues import alternatives, words
from parkgraph.mentions import Mentions
from parkgraph.mentions.ordered import LONGEST
from parkgraph.mentions.tables import TableRow
from parkgraph.model import (
    Article,
    Claim,
    CleanDocument,
    Kind,
    Mention,
    Metric,
    Modality,
    Period,
    Quantity,
    Role,
    Sentence,
)
from parkgraph.relations.clauses import clause_end, clause_start, find_runs
from parkgraph.relations.discourse import Discourse
from parkgraph.relations.entities import Linked
from parkgraph.relations.indicators import can_size_project, find_indicator, is_growth, label_of
from parkgraph.relations.markers import Subject
from parkgraph.relations.modality import find_planned_passages, modality_of
from parkgraph.relations.threads import Thread, follow_projects
from parkgraph.text.offsets import find_evidence

_TOTAL = words("projects", "total-investment")[0]  # the label of the money in a table's row
_PROJECT = re.compile(alternatives(words("projects", "project-head")))
_OF_WHICH = words("figures", "of-which")
_PAID = re.compile(alternatives(words("figures", "paid")))
_BUILDS = re.compile(
    f"，?{alternatives(words('projects', 'meant-for'))}?"
    f"{alternatives(words('projects', 'builds', 'builds-anew', 'puts-up'))}“?"
)
_MOVES = re.compile(f"(?:，)?{alternatives(words('figures', 'moves'))}(?:到|至|为)[^，。；]{{0,8}}$")
# 这两个产业 counts nothing anew
_POINTED = re.compile(f"(?:这|那|{alternatives(words('figures', 'pointed'))})$")
# 实现总投资100亿元: spent within a period, not the price of the whole
_DONE = re.compile(alternatives(words("figures", "achieved")) + "$")
_SUM = re.compile(r"[^。；]{0,3}(?:，|、|（)?[^。；，]{0,6}" + alternatives(words("figures", "sum")))
_COMPANY_FIGURE = re.compile(alternatives(words("figures", "company")))


def read_metrics(
    clean: CleanDocument, article: Article, mentions: Mentions, linked: Linked, discourse: Discourse
) -> tuple[Metric, ...]:
    """Every figure of an article as a metric, in text order; figures without any subject are left out."""
    text = clean.text
    planned = find_planned_passages(text, article)
    threads = follow_projects(text, article, mentions, linked, discourse)
    metrics: list[Metric] = []
    rows = {row.sentence.start: row for row in mentions.rows}
    for sentence in article.sentences:
        projects = mentions.projects.between(sentence.start, sentence.end)
        enterprises = tuple(
            m
            for m in mentions.enterprises.between(sentence.start, sentence.end)
            if ("within", "project") not in m.attributes
        )
        runs = find_runs(text, projects)
        quantities = mentions.reading.quantities_between(sentence.start, sentence.end)
        previous_label = ""
        for index, quantity in enumerate(quantities):
            if sentence.role is Role.HEADLINE or _POINTED.search(
                text, max(0, quantity.span.start - 2), quantity.span.start
            ):
                continue
            low = clause_start(text, sentence, quantity.span.start)
            if index and quantities[index - 1].span.end > low:
                low = quantities[index - 1].span.end
            low = _behind_names(mentions, low, quantity.span.start)
            high = clause_end(text, sentence, quantity.span.end)
            if index + 1 < len(quantities):
                high = min(high, quantities[index + 1].span.start)
            row = rows.get(sentence.start)
            moved = index and _MOVES.match(text, quantities[index - 1].span.end, quantity.span.start)
            if (
                row is not None
                and row.money is not None
                and row.money.start <= quantity.span.start < row.money.end
            ):
                label, start, end = _TOTAL, quantity.span.start, quantity.span.end
            else:
                label, start, end = label_of(mentions.reading, low, quantity, high)
            if moved and previous_label and quantities[index - 1].unit == quantity.unit:
                label = previous_label  # 由60个工作日压缩至20个
            done = _DONE.search(text, max(0, start - 4), start)
            if done and _PRICE.search(label):
                label = f"{done[0]}{label}"
            if is_growth(label) and len(label) <= 6 and previous_label:
                label = f"{previous_label}{label}"
            elif not is_growth(label):
                previous_label = label
            subject = _go_on(text, metrics, quantities, index, label) or _find_subject(
                clean,
                sentence,
                quantity,
                label,
                runs,
                enterprises,
                threads.get(sentence.start),
                row,
                linked,
                discourse,
            )
            period = _find_period(mentions, sentence, quantity)
            modality, confidence = modality_of(
                text,
                sentence,
                quantity.span.start,
                quantity.span.end,
                period,
                article.published or clean.document.published,
                planned,
            )
            if subject is None:
                continue
            evidence = find_evidence(clean, min(start, quantity.span.start), max(end, quantity.span.end))
            metrics.append(
                Metric(
                    subject.key,
                    label,
                    quantity,
                    text[quantity.span.start : quantity.span.end],
                    find_indicator(label, quantity),
                    modality,
                    round(min(subject.confidence, confidence), 3),
                    period,
                    evidence,
                )
            )
    return tuple(metrics)


def _behind_names(mentions: Mentions, low: int, start: int) -> int:
    """Where the words that name a figure may begin: behind the name before it, or at the name around it."""
    for group in (mentions.parks, mentions.projects, mentions.enterprises):
        for mention in group.between(low - LONGEST, start + 1):
            if low < mention.span.end <= start:
                low = mention.span.end
            elif low < mention.span.start <= start < mention.span.end:
                low = mention.span.start
    return low


def _go_on(
    text: str, metrics: list[Metric], quantities: tuple[Quantity, ...], index: int, label: str
) -> Subject | None:
    """The subject of a count of projects for the sum that follows it (项目32个，总投资近1000亿元)."""
    if not index or not metrics or metrics[-1].quantity is not quantities[index - 1]:
        return None
    before, here = quantities[index - 1], quantities[index]
    between = text[before.span.end : here.span.start]
    if (
        before.unit == "count"
        and _PROJECT.search(metrics[-1].label)
        and _SUM.match(between)
        and len(between) <= 12
    ):
        return Subject(metrics[-1].subject, Kind.PARK, metrics[-1].confidence)
    if between.lstrip("，（、").startswith(_OF_WHICH) and len(between) <= 20 and before.unit == here.unit:
        return Subject(metrics[-1].subject, Kind.PARK, metrics[-1].confidence)
    if is_growth(label) and len(between) <= 8:
        return Subject(metrics[-1].subject, Kind.PARK, metrics[-1].confidence)
    return None


def _find_subject(
    clean: CleanDocument,
    sentence: Sentence,
    quantity: Quantity,
    label: str,
    runs: tuple[tuple[Mention, ...], ...],
    enterprises: tuple[Mention, ...],
    thread: Thread | None,
    row: TableRow | None,
    linked: Linked,
    discourse: Discourse,
) -> Subject | None:
    text = clean.text
    start, end = quantity.span.start, quantity.span.end
    if row is not None:
        return Subject(linked.key(runs[0][0]), Kind.PROJECT, 0.9) if runs else None
    for run in runs:
        for project in run:
            priced = dict(project.attributes).get("amountStart")
            if priced == str(start) or (project.span.start <= start and end <= project.span.end):
                return Subject(linked.key(project), Kind.PROJECT, 0.9)
    if quantity.unit in ("CNY", "USD", "EUR") and _PAID.search(label):
        for run in runs:
            if (
                len(run) == 1
                and end <= run[0].span.start
                and _BUILDS.fullmatch(text[end : run[0].span.start])
            ):
                return Subject(linked.key(run[0]), Kind.PROJECT, 0.8)
    surrounding = discourse.subject_at(sentence, start)
    sized = can_size_project(label, quantity)
    clause = clause_start(text, sentence, start)
    preceding = [run for run in runs if run[-1].span.end <= start]
    if sized and preceding and len(preceding[-1]) == 1:
        project = preceding[-1][0]
        if discourse.marker_between(project.span.end, start) is None and "list" not in dict(
            project.attributes
        ):
            return Subject(linked.key(project), Kind.PROJECT, 0.85)
    if thread is not None and not preceding and sized and thread.start <= start:
        open_thread = discourse.marker_between(thread.start, start) is None
        if open_thread:
            return Subject(thread.project, Kind.PROJECT, thread.confidence)
    clause_before = clause_start(text, sentence, max(sentence.start, clause - 1))
    opening = [m for m in enterprises if clause_before <= m.span.start and m.span.end <= start]
    if opening and _COMPANY_FIGURE.search(text[opening[-1].span.end : end]):
        return Subject(linked.key(opening[-1]), Kind.ENTERPRISE, 0.7)
    return surrounding


def _find_period(mentions: Mentions, sentence: Sentence, quantity: Quantity) -> Period | None:
    """The period last named before a figure in its sentence, else the first behind it in its clause."""
    before = mentions.reading.periods_between(sentence.start, quantity.span.start)
    return before[-1].period if before else None


_RUNNING = frozenset({"completed", "inProduction"})
_CAPACITY = frozenset({"tonne/year", "tonne/day", "m3/year", "m3/day", "kW", "MW", "GW", "GWh"})


def settle_projects(metrics: tuple[Metric, ...], claims: tuple[Claim, ...]) -> tuple[Metric, ...]:
    """Settles what a project's stage says of its figures.

    What it shall make is planned until it is said to stand or to run; its price is a fact once it
    is signed or decided, unless the text calls the price itself planned (计划总投资).
    """
    status = {claim.subject: claim.object for claim in claims if claim.predicate == "status"}
    projects = {
        c.subject for c in claims if c.predicate in ("status", "locatedInPark", "undertakenBy", "stage")
    }
    settled = []
    for metric in metrics:
        modality = metric.modality
        if metric.subject in projects and metric.quantity.unit in _CAPACITY:
            modality = modality if status.get(metric.subject) in _RUNNING else Modality.PLANNED
        elif metric.subject in projects and _PRICE.search(metric.label):
            planned = _PLANNED_PRICE.search(metric.label) or status.get(metric.subject) == "negotiating"
            modality = Modality.PLANNED if planned else Modality.ACTUAL
        settled.append(replace(metric, modality=modality))
    return tuple(settled)


_PRICE = re.compile(
    f"{alternatives(words('figures', 'price'))}$|^{alternatives(words('figures', 'price-alone'))}$"
)
_PLANNED_PRICE = re.compile(alternatives(words("figures", "price-planned")))
