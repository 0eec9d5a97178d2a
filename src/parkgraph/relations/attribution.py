"""What the rules say a figure is about.

Proposals are: the project whose name holds the figure or whose price it is; the project last
named in the sentence, for figures of the sort that describe a project; a project taken up by
该项目 or 项目 at a clause's start; an enterprise that opens the clause; the park or place of the
passage (:mod:`.discourse`).  They are features among those of :mod:`.candidates`; :mod:`.chains`
decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from parkgraph.cues import alternatives, words
from parkgraph.mentions import Mentions
from parkgraph.mentions.tables import TableRow
from parkgraph.model import Article, CleanDocument, Kind, Mention, Quantity, Sentence
from parkgraph.relations.candidates import Candidate
from parkgraph.relations.clauses import clause_start, find_runs
from parkgraph.relations.discourse import Discourse
from parkgraph.relations.entities import Linked
from parkgraph.relations.indicators import can_size_project
from parkgraph.relations.markers import Subject
from parkgraph.relations.threads import follow_projects

_PAID = re.compile(alternatives(words("figures", "paid")))
_BUILDS = re.compile(
    f"，?{alternatives(words('projects', 'meant-for'))}?"
    f"{alternatives(words('projects', 'builds', 'builds-anew', 'puts-up'))}“?"
)
_COMPANY_FIGURE = re.compile(alternatives(words("figures", "company")))

_OF = re.compile("的[“《]?")

RULE = "by="
"""Begins the feature that names the rule that proposes a candidate."""

Given = dict[str, tuple[Kind, tuple[str, ...]]]
"""Proposals by entity key: its kind, and the features that say who proposes it."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity of a sentence with the words that say what it measures.

    ``start`` and ``end`` are the clean offsets of those words and the quantity together,
    ``before`` the quantity before it in the sentence.
    """

    sentence: Sentence
    quantity: Quantity
    before: Quantity | None
    label: str
    indicator: str | None
    start: int
    end: int
    row: TableRow | None = None

    @property
    def traits(self) -> tuple[str, ...]:
        """What sort of figure it is, as features."""
        label = self.label
        pieces = sorted({label[i : i + 2] for i in range(len(label) - 1)})
        sized = can_size_project(label, self.quantity)
        return (
            f"unit={self.quantity.unit}",
            f"indicator={self.indicator}",
            f"sized={sized}",
            *(f"label={piece}" for piece in pieces),
        )


SURE = frozenset(
    RULE + name for name in ("table-row", "project-priced", "project-name", "paid-builds", "price-of-next")
)
"""The features of what the rules name surely."""


def rule_of(candidate: Candidate) -> str:
    """The name of the rule that proposed a chosen candidate, else of the weights."""
    return next((f.removeprefix(RULE) for f in candidate.proposed if f.startswith(RULE)), "weights:subjects")


class Proposals:
    """What the rules say of the figures of one article."""

    def __init__(
        self,
        clean: CleanDocument,
        article: Article,
        mentions: Mentions,
        linked: Linked,
        discourse: Discourse,
    ) -> None:
        self._text = clean.text
        self._mentions = mentions
        self._linked = linked
        self._discourse = discourse
        self._threads = follow_projects(clean.text, article, mentions, linked, discourse)

    def of(self, figure: Figure) -> Given:
        """The proposals for a figure."""
        given: dict[str, tuple[Kind, list[str]]] = {}

        def propose(subject: Subject | None, feature: str) -> None:
            if subject is not None:
                given.setdefault(subject.key, (subject.kind, []))[1].append(feature)

        start = figure.quantity.span.start
        ruled = self._rule(figure)
        if ruled is not None:
            propose(ruled[1], f"rule={ruled[1].confidence:.1f}")
            propose(ruled[1], f"{RULE}{ruled[0]}")
        propose(self._discourse.subject_at(figure.sentence, start), "passage")
        propose(self._discourse.main, "main")
        thread = self._threads.get(figure.sentence.start)
        if thread is not None and thread.start <= start:
            propose(
                Subject(thread.project, Kind.PROJECT, thread.confidence), f"thread={thread.confidence:.1f}"
            )
        return {key: (kind, tuple(features)) for key, (kind, features) in given.items()}

    def _rule(self, figure: Figure) -> tuple[str, Subject] | None:
        """What the rules say a figure is about, and which of them says so."""
        linked, discourse, text = self._linked, self._discourse, self._text
        sentence, quantity, label = figure.sentence, figure.quantity, figure.label
        start, end = quantity.span.start, quantity.span.end
        runs = find_runs(text, self._mentions.projects.between(sentence.start, sentence.end))
        if figure.row is not None:
            return ("table-row", Subject(linked.key(runs[0][0]), Kind.PROJECT, 0.9)) if runs else None
        for project in (project for run in runs for project in run):
            priced = dict(project.attributes).get("amountStart")
            if priced == str(start):
                return "project-priced", Subject(linked.key(project), Kind.PROJECT, 0.9)
            if project.span.start <= start and end <= project.span.end:
                return "project-name", Subject(linked.key(project), Kind.PROJECT, 0.9)
        # 总投资40亿元的|甲项目
        priced_next = _OF.match(text, end) if quantity.unit in ("CNY", "USD", "EUR") else None
        if priced_next is not None:
            for run in runs:
                if run[0].span.start == priced_next.end():
                    return "price-of-next", Subject(linked.key(run[0]), Kind.PROJECT, 0.9)
        if quantity.unit in ("CNY", "USD", "EUR") and _PAID.search(label):
            for run in runs:
                first = run[0].span.start
                if len(run) == 1 and end <= first and _BUILDS.fullmatch(text[end:first]):
                    return "paid-builds", Subject(linked.key(run[0]), Kind.PROJECT, 0.8)
        sized = can_size_project(label, quantity)
        preceding = [run for run in runs if run[-1].span.end <= start]
        if sized and preceding and len(preceding[-1]) == 1:
            project = preceding[-1][0]
            bare = "list" not in dict(project.attributes)
            if bare and discourse.marker_between(project.span.end, start) is None:
                return "project-before", Subject(linked.key(project), Kind.PROJECT, 0.85)
        thread = self._threads.get(sentence.start)
        taken_up = thread is not None and not preceding and sized and thread.start <= start
        if thread is not None and taken_up and discourse.marker_between(thread.start, start) is None:
            return "project-thread", Subject(thread.project, Kind.PROJECT, thread.confidence)
        clause = clause_start(text, sentence, start)
        opening = self._enterprises(clause_start(text, sentence, max(sentence.start, clause - 1)), start)
        if opening and _COMPANY_FIGURE.search(text[opening[-1].span.end : end]):
            return "enterprise-clause", Subject(linked.key(opening[-1]), Kind.ENTERPRISE, 0.7)
        subject = discourse.subject_at(sentence, start)
        return ("passage", subject) if subject is not None else None

    def _enterprises(self, start: int, end: int) -> list[Mention]:
        found = self._mentions.enterprises.between(start, end)
        return [m for m in found if ("within", "project") not in m.attributes and m.span.end <= end]
