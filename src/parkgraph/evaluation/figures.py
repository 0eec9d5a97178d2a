"""Counts of gold, found and right facts for each kind, and what follows from them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from parkgraph.evaluation.errors import Error, Pair, write_classes, write_confusion

KINDS = (
    *("Park", "Enterprise", "Project", "Policy", "enteredPark", "locatedInPark", "undertakenBy", "status"),
    *("totalInvestment", "appliesTo", "centralSOE", "quantity", "metric"),
)
"""The kinds of fact.  A metric is a quantity with the right subject and modality."""

HEADLINE = tuple(kind for kind in KINDS if kind != "quantity")
"""The kinds that count for the figure over all facts."""


BINS = ((0.0, 0.3), (0.3, 0.5), (0.5, 0.6), (0.6, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 1.0))
"""The bins of a reliability table: lower bound included, upper one not but for 1."""


@dataclass
class Count:
    """Facts of one kind: in the gold, found, and found that are in the gold."""

    gold: int = 0
    found: int = 0
    right: int = 0

    @property
    def precision(self) -> float:
        """The share of right facts among those found."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of gold facts that were found."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass
class Figures:
    """The outcome of a measurement.

    ``errors`` holds every fact that was missed, is spurious or wrong.  ``statuses`` and
    ``modalities`` count (gold, found) over the projects and figures found, ``-`` for no status.
    ``reliability`` holds for each kind the confidence of everything said, asserted or not, and
    whether it is right.
    """

    counts: dict[str, Count] = field(default_factory=lambda: {kind: Count() for kind in KINDS})
    quotes: int = 0
    exact_quotes: int = 0
    documents: int = 0
    errors: list[Error] = field(default_factory=list)
    reliability: dict[str, list[tuple[float, bool]]] = field(default_factory=dict)
    statuses: dict[Pair, int] = field(default_factory=dict)
    modalities: dict[Pair, int] = field(default_factory=dict)

    def add(self, kind: str, gold: Iterable[object], found: Iterable[object]) -> None:
        """Counts the facts of one kind of one document, each once."""
        wanted, given = set(gold), set(found)
        count = self.counts[kind]
        count.gold += len(wanted)
        count.found += len(given)
        count.right += len(wanted & given)

    def note(self, kind: str, confidence: float, right: bool) -> None:
        """Notes with which confidence something was said, and whether it is right."""
        self.reliability.setdefault(kind, []).append((confidence, right))

    @property
    def log(self) -> list[str]:
        """Every error as a line of text."""
        return [str(error) for error in self.errors]

    @property
    def modality_accuracy(self) -> float:
        """The share of figures found whose modality is that of the gold."""
        total = sum(self.modalities.values())
        return (
            sum(n for (gold, found), n in self.modalities.items() if gold == found) / total if total else 0.0
        )

    @property
    def facts(self) -> Count:
        """All kinds of :data:`HEADLINE` together."""
        counts = [self.counts[kind] for kind in HEADLINE]
        return Count(sum(c.gold for c in counts), sum(c.found for c in counts), sum(c.right for c in counts))

    @property
    def headline(self) -> float:
        """F1 of all facts."""
        return self.facts.f1

    def to_json(self) -> str:
        """The figures as JSON text: for each kind and for ``facts`` the counts and shares to four places."""
        content: dict[str, dict[str, float]] = {}
        for kind, count in (*self.counts.items(), ("facts", self.facts)):
            shares = {"precision": count.precision, "recall": count.recall, "f1": count.f1}
            content[kind] = {"gold": count.gold, "found": count.found, "right": count.right}
            content[kind] |= {name: round(share, 4) for name, share in shares.items()}
        content["evidence"] = {"total": self.quotes, "exact": self.exact_quotes}
        return json.dumps(content, ensure_ascii=False, indent=1)


def write_reliability(reliability: Mapping[str, Iterable[tuple[float, bool]]]) -> Iterator[str]:
    """How often what is said with a confidence is right, as lines of text: share right (of how many)."""
    if not reliability:
        return
    yield "confidence and share right" + "".join(f"{f'{low:.1f}-{high:.1f}':>13}" for low, high in BINS)
    everything = [row for rows in reliability.values() for row in rows]
    for kind, rows in (*reliability.items(), ("all", everything)):
        cells = []
        for low, high in BINS:
            right = [yes for confidence, yes in rows if low <= confidence < high or confidence == high == 1]
            cells.append(f"{sum(right) / len(right):.2f} ({len(right)})" if right else "-")
        yield f"{kind:<26}" + "".join(f"{cell:>13}" for cell in cells)


def write_table(figures: Figures) -> Iterator[str]:
    """The figures as lines of text."""
    yield f"{'kind':<16}{'gold':>6}{'found':>7}{'right':>7}{'P':>7}{'R':>7}{'F1':>7}"
    for kind, c in (*figures.counts.items(), ("facts", figures.facts)):
        shares = f"{c.precision:>7.3f}{c.recall:>7.3f}{c.f1:>7.3f}"
        yield f"{kind:<16}{c.gold:>6}{c.found:>7}{c.right:>7}{shares}"
    yield from write_confusion("modality", figures.modalities)
    yield from write_confusion("status", figures.statuses)
    yield from write_reliability(figures.reliability)
    yield from write_classes(figures.errors)
    yield f"evidence {figures.exact_quotes}/{figures.quotes} exact"
    yield f"facts F1 {figures.headline:.3f} over {figures.documents} documents"
