"""Figures with what they are about: each quantity of an article, its words, subject and modality."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from parkgraph.cues import alternatives, words
from parkgraph.mentions import Mentions
from parkgraph.mentions.ordered import LONGEST
from parkgraph.model import Article, Claim, CleanDocument, Metric, Modality, Period, Quantity, Role, Sentence
from parkgraph.relations.attribution import Figure, Proposals, rule_of
from parkgraph.relations.candidates import Scene, Target
from parkgraph.relations.chains import Step, choose_subjects, make_step
from parkgraph.relations.clauses import clause_end, clause_start
from parkgraph.relations.discourse import Discourse
from parkgraph.relations.entities import Linked
from parkgraph.relations.indicators import find_indicator, is_growth, label_of
from parkgraph.relations.modality import find_planned_passages, modality_of
from parkgraph.text.offsets import find_evidence

_TOTAL = words("projects", "total-investment")[0]  # the label of the money in a table's row
_MOVES = re.compile(f"(?:，)?{alternatives(words('figures', 'moves'))}(?:到|至|为)[^，。；]{{0,8}}$")
# 这两个产业 counts nothing anew
_POINTED = re.compile(f"(?:这|那|{alternatives(words('figures', 'pointed'))})$")
# 实现总投资100亿元: spent within a period, not the price of the whole
_DONE = re.compile(alternatives(words("figures", "achieved")) + "$")


def read_metrics(
    clean: CleanDocument, article: Article, mentions: Mentions, linked: Linked, discourse: Discourse
) -> tuple[Metric, ...]:
    """Every figure of an article as a metric, in text order; figures without any subject are left out."""
    published = article.published or clean.document.published
    planned = find_planned_passages(clean.text, article)
    steps = read_steps(clean, article, mentions, linked, discourse)
    metrics: list[Metric] = []
    for step, (subject, probability) in zip(steps, choose_subjects(steps), strict=True):
        figure = step.figure
        quantity, sentence = figure.quantity, figure.sentence
        start, end = quantity.span.start, quantity.span.end
        period = _find_period(mentions, sentence, quantity)
        modality, _ = modality_of(clean.text, sentence, start, end, period, published, planned)
        evidence = find_evidence(clean, min(figure.start, start), max(figure.end, end))
        metrics.append(
            Metric(
                subject.key,
                figure.label,
                quantity,
                clean.text[start:end],
                figure.indicator,
                modality,
                round(probability, 3),
                period,
                evidence,
                rule_of(subject),
                _is_cumulative(mentions, sentence, quantity, period),
            )
        )
    return tuple(metrics)


def read_steps(
    clean: CleanDocument, article: Article, mentions: Mentions, linked: Linked, discourse: Discourse
) -> tuple[Step, ...]:
    """The figures of an article that may be about something, with what that is, in text order."""
    text = clean.text
    scene = Scene(text, article, mentions, linked)
    proposals = Proposals(clean, article, mentions, linked, discourse)
    steps: list[Step] = []
    for figure in find_figures(clean, article, mentions):
        span = figure.quantity.span
        last = steps[-1] if steps else None
        since = last.figure.quantity.span.end if last else article.start
        target = Target(span.start, span.end, figure.sentence, figure.traits)
        candidates = scene.candidates(target, proposals.of(figure))
        if candidates:
            steps.append(make_step(text, last, figure, candidates, scene.named_between(since, span.start)))
    return tuple(steps)


def find_figures(clean: CleanDocument, article: Article, mentions: Mentions) -> Iterator[Figure]:
    """The figures of an article, each with the words that say what it measures."""
    text = clean.text
    rows = {row.sentence.start: row for row in mentions.rows}
    said: set[str] = set()
    for sentence in article.sentences:
        if sentence.role is Role.HEADLINE:
            continue
        words_of = text[sentence.start : sentence.end].strip()
        if words_of in said and sentence.start not in rows:
            continue  # a lead or paragraph that the page repeats
        said.add(words_of)
        quantities = mentions.reading.quantities_between(sentence.start, sentence.end)
        previous_label = ""
        for index, quantity in enumerate(quantities):
            before = quantities[index - 1] if index else None
            if _POINTED.search(text, max(0, quantity.span.start - 2), quantity.span.start):
                continue
            low = clause_start(text, sentence, quantity.span.start)
            if before and before.span.end > low:
                low = before.span.end
            low = _behind_names(mentions, low, quantity.span.start)
            high = clause_end(text, sentence, quantity.span.end)
            if index + 1 < len(quantities):
                high = min(high, quantities[index + 1].span.start)
            row = rows.get(sentence.start)
            cell = row.money if row is not None else None
            if cell is not None and cell.start <= quantity.span.start < cell.end:
                label, start, end = _TOTAL, quantity.span.start, quantity.span.end
            else:
                label, start, end = label_of(mentions.reading, low, quantity, high)
            moved = before and _MOVES.match(text, before.span.end, quantity.span.start)
            if moved and before and previous_label and before.unit == quantity.unit:
                label = previous_label  # 由60个工作日压缩至20个
            done = _DONE.search(text, max(0, start - 4), start)
            if done and _PRICE.search(label):
                label = f"{done[0]}{label}"
            if is_growth(label) and len(label) <= 6 and previous_label:
                label = f"{previous_label}{label}"
            elif not is_growth(label):
                previous_label = label
            indicator = find_indicator(label, quantity, text[quantity.span.end : high])
            yield Figure(sentence, quantity, before, label, indicator, start, end, row)


def _behind_names(mentions: Mentions, low: int, start: int) -> int:
    """Where the words that name a figure may begin: behind the name before it, or at the name around it."""
    for group in (mentions.parks, mentions.projects, mentions.enterprises):
        for mention in group.between(low - LONGEST, start + 1):
            if low < mention.span.end <= start:
                low = mention.span.end
            elif low < mention.span.start <= start < mention.span.end:
                low = mention.span.start
    return low


def _find_period(mentions: Mentions, sentence: Sentence, quantity: Quantity) -> Period | None:
    """The period last named before a figure in its sentence, else the first behind it in its clause."""
    before = mentions.reading.periods_between(sentence.start, quantity.span.start)
    return before[-1].period if before else None


_CUMULATIVE = re.compile(alternatives(words("figures", "cumulative")))


def _is_cumulative(mentions: Mentions, sentence: Sentence, quantity: Quantity, period: Period | None) -> bool:
    """Whether a figure counts all up to a day (累计引进), not what falls into a period (2023年累计引进)."""
    start = quantity.span.start
    said = [match.end() for match in _CUMULATIVE.finditer(mentions.reading.text, sentence.start, start)]
    if not said or (period is not None and period.start != period.end):
        return False
    return not mentions.reading.periods_between(said[-1], start)


_RUNNING = frozenset({"completed", "inProduction"})
# a project that is no more than talk has no price but what is hoped for
_UNSETTLED = frozenset({"planned", "negotiating", "terminated"})
_CAPACITY = frozenset({"tonne/year", "tonne/day", "m3/year", "m3/day", "kW", "MW", "GW", "GWh"})
_BUILT_MEASURES = frozenset(words("modality", "built-measure"))
_CAPACITY_LABEL = re.compile(alternatives(words("modality", "capacity-label")))
_MARK = re.compile("[，；。：\n]")
_STANDS_ALREADY = re.compile(alternatives(words("modality", "stands-already")))


def settle_projects(metrics: tuple[Metric, ...], claims: tuple[Claim, ...]) -> tuple[Metric, ...]:
    """Settles what a project's stage says of its figures.

    What it shall make, and the floors and lines it shall have, are planned until it is said to
    stand or to run; its price is a fact once it is signed or decided, unless the text calls the
    price itself planned (计划总投资).
    """
    status = {claim.subject: claim.object for claim in claims if claim.predicate == "status"}
    projects = {
        c.subject for c in claims if c.predicate in ("status", "locatedInPark", "undertakenBy", "stage")
    }
    return tuple(
        replace(metric, modality=_settle(metric, status.get(metric.subject)))
        if metric.subject in projects
        else metric
        for metric in metrics
    )


def _settle(metric: Metric, status: str | None) -> Modality:
    """The modality of a figure of a project at a stage."""
    if is_price(metric.label):
        planned = status in _UNSETTLED or _PLANNED_PRICE.search(_clause(metric, 2, 0))
        return Modality.PLANNED if planned else Modality.ACTUAL
    if status is None or status in _RUNNING or metric.modality is Modality.PLANNED:
        return metric.modality
    if metric.quantity.unit in _CAPACITY or _CAPACITY_LABEL.match(_clause(metric, 0, 0)):
        return Modality.PLANNED
    if _is_built(metric) and not _STANDS_ALREADY.search(_clause(metric, 8, 8)):
        return Modality.PLANNED
    return metric.modality


def is_price(label: str) -> bool:
    """Whether the words of a figure say that it is what something costs."""
    return _PRICE.search(label) is not None


def _is_built(metric: Metric) -> bool:
    """Whether a figure counts or measures what is to be built (建筑面积, 生产线6条)."""
    unit = metric.quantity.unit
    return unit == "m2" or unit == "km" or (unit == "count" and metric.quantity.measure in _BUILT_MEASURES)


def _clause(metric: Metric, before: int, behind: int) -> str:
    """The words of a figure with as many characters around them, within their clause."""
    for evidence in metric.evidence[:1]:
        at = evidence.sentence.find(evidence.exact)
        if at >= 0:
            end = at + len(evidence.exact)
            lead = _MARK.split(evidence.sentence[max(0, at - before) : at])[-1]
            return lead + evidence.exact + _MARK.split(evidence.sentence[end : end + behind])[0]
    return metric.label


_PRICE = re.compile(
    f"{alternatives(words('figures', 'price'))}$|^{alternatives(words('figures', 'price-alone'))}$"
)
_PLANNED_PRICE = re.compile(alternatives((*words("figures", "price-planned"), *words("prices", "hoped"))))
