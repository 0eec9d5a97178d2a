"""Whether a figure is reached or planned, by learnt weights over the signs around it.

The rules of :mod:`.modality` and :mod:`.metrics` say what they take it for; that is one sign among
others: the words of its clause and of those around it, what it measures, the stage of its project.
The weights are those of ``seeds/weights/modalities.tsv``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from parkgraph.mentions import Mentions
from parkgraph.model import Article, Claim, CleanDocument, Metric, Modality, Role
from parkgraph.relations.indicators import is_growth
from parkgraph.relations.metrics import is_price
from parkgraph.relations.modality import find_planned_passages
from parkgraph.weights import chance, load_weights, score

_CLAUSE = re.compile("[，；：。！？\n]")
_LEADING = 4
_BEHIND = 6
_YEAR = re.compile(r"(?:19|20)\d{2}年")
_SURE = 0.5

Choose = Callable[[Metric, tuple[str, ...]], float]
"""From a figure and its features to the probability that it is planned."""


def by_weights(metric: Metric, features: tuple[str, ...]) -> float:
    """The probability that a figure is planned by the weights in use."""
    return chance(score(load_weights("modalities"), features))


def decide_modalities(
    clean: CleanDocument,
    article: Article,
    mentions: Mentions,
    metrics: Sequence[Metric],
    settled: Sequence[Metric],
    claims: Sequence[Claim],
    choose: Choose = by_weights,
) -> tuple[Metric, ...]:
    """The figures of an article, each reached or planned as is likelier.

    :param metrics: as the words around them have it
    :param settled: the same as the stages of their projects have it
    """
    signs = _Signs(clean, article, mentions, claims)
    found: list[Metric] = []
    for ruled, metric in zip(metrics, settled, strict=True):
        features = signs.of(ruled, metric)
        planned = choose(metric, features)
        modality = Modality.PLANNED if planned >= _SURE else Modality.ACTUAL
        found.append(replace(metric, modality=modality))
    return tuple(found)


class _Signs:
    """The features of the figures of one article."""

    def __init__(
        self, clean: CleanDocument, article: Article, mentions: Mentions, claims: Sequence[Claim]
    ) -> None:
        self._text = clean.text
        self._tokens = mentions.reading.tokens
        self._sentences = article.sentences
        self._starts = [sentence.start for sentence in article.sentences]
        self._status: Mapping[str, str] = {c.subject: c.object for c in claims if c.predicate == "status"}
        self._planned = find_planned_passages(clean.text, article)
        published = article.published or clean.document.published
        self._published = published

    def _words(self, start: int, end: int) -> list[str]:
        return [t.word for t in self._tokens.between(start, end) if not t.word[0].isdigit()]

    def of(self, ruled: Metric, metric: Metric) -> tuple[str, ...]:
        """The signs of a figure, as the words around it and as the stage of its project have it."""
        text, quantity = self._text, metric.quantity
        start, end = quantity.span.start, quantity.span.end
        index = max(0, bisect_right(self._starts, start) - 1)
        sentence = self._sentences[index]
        cuts = [m.end() for m in _CLAUSE.finditer(text, sentence.start, start)]
        clause = cuts[-1] if cuts else sentence.start
        before = cuts[-2] if len(cuts) > 1 else sentence.start
        stop = next((m.start() for m in _CLAUSE.finditer(text, end, sentence.end)), sentence.end)
        after = next((m.start() for m in _CLAUSE.finditer(text, stop + 1, sentence.end)), sentence.end)
        kind = metric.subject.split(":", 1)[0]
        status = self._status.get(metric.subject, "-") if kind == "project" else "none"
        sort = "price" if is_price(metric.label) else "growth" if is_growth(metric.label) else "other"
        main = [
            "bias",
            f"ruled={ruled.modality}",
            f"settled={ruled.modality}-{metric.modality}",
            f"kind={kind}",
            f"status={status}",
            f"sort={sort}",
            f"unit={quantity.unit}",
            f"passage={sentence.start in self._planned}",
        ]
        if sentence.role is not Role.BODY:
            main.append(f"role={sentence.role}")
        if self._published is not None and metric.period is not None:
            period = metric.period
            when = (
                "past"
                if period.end < self._published
                else "future"
                if period.start > self._published
                else "now"
            )
            main.append(f"period={when}")
        else:
            main.append("period=-")
        words = self._words(clause, start)
        features = list(main)
        features += [f"clause={w}" for w in words]
        features += [f"clause2={a}{b}" for a, b in pairwise(words)]
        features += [f"left={words[-1]}" if words else "left=^"]
        features += [f"before={w}" for w in self._words(before, clause)]
        features += [f"sentence={w}" for w in self._words(sentence.start, before)]
        behind = self._words(end, stop)[:_BEHIND]
        features += [f"right={behind[0]}" if behind else "right=$"]
        features += [f"behind={w}" for w in behind]
        features += [f"after={w}" for w in self._words(stop, after)]
        features += [f"opens={w}" for w in self._words(sentence.start, clause)[:_LEADING]]
        label = metric.label
        features += [f"label={label[i : i + 2]}" for i in range(len(label) - 1)]
        features.append(f"indicator={metric.indicator}")
        pairs = [f"{a}&{b}" for i, a in enumerate(main[1:]) for b in main[i + 2 :]]
        return tuple(dict.fromkeys([*features, *pairs]))
