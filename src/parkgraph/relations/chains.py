"""What the figures of an article are about, chosen together.

A linear-chain conditional random field whose states are the candidates of each figure
(:mod:`.candidates`): a candidate counts by its own features, and two figures in a row by how their
subjects stand to each other (the same, another that was named between them).  What is chosen for a
figure is its likeliest candidate over all readings of the others, so that one wrong choice does not
draw the next along.  The weights are those of ``seeds/weights/subjects.tsv``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from parkgraph.cues import alternatives, words
from parkgraph.model import Kind
from parkgraph.relations.attribution import SURE, Figure
from parkgraph.relations.candidates import Candidate, Named
from parkgraph.relations.indicators import is_growth
from parkgraph.weights import load_weights, score

_PROJECT = re.compile(alternatives(words("projects", "project-head")))
_OF_WHICH = words("figures", "of-which")
_SUM = re.compile(r"[^。；]{0,3}(?:，|、|（)?[^。；，]{0,6}" + alternatives(words("figures", "sum")))

Links = tuple[tuple[tuple[str, ...], ...], ...]
"""The features of each candidate of the figure before (rows) with each of a figure (columns)."""


@dataclass(frozen=True, slots=True)
class Step:
    """A figure of a chain with what it may be about; ``links`` are empty for the first."""

    figure: Figure
    candidates: tuple[Candidate, ...]
    links: Links


def make_step(
    text: str, last: Step | None, figure: Figure, candidates: tuple[Candidate, ...], fresh: Sequence[Named]
) -> Step:
    """A figure's step behind the last; of candidates that rules name surely the first stands alone.

    :param fresh: what is named between the figure before and this one
    """
    sure = [c for c in candidates if not SURE.isdisjoint(c.proposed)]
    candidates = tuple(sure[:1]) or candidates
    return Step(figure, candidates, _link(text, last, figure, candidates, fresh) if last else ())


def _link(
    text: str, last: Step, figure: Figure, candidates: Sequence[Candidate], fresh: Sequence[Named]
) -> Links:
    before, here = last.figure.quantity, figure.quantity
    far = _distance(text[before.span.end : here.span.start])
    goes_on = _goes_on(text, last.figure, figure)
    alike = before.unit == here.unit
    new = {named.key: str(named.kind) for named in fresh}
    turns: dict[tuple[Kind, Kind, bool], tuple[str, ...]] = {}  # few sorts of pairs, many pairs
    rows = []
    for one in last.candidates:
        passed = "+".join(sorted({kind for key, kind in new.items() if key != one.key})) or "none"
        same = (
            "same",
            f"same&{far}",
            f"same&{one.kind}&{far}",
            f"same&passed={passed}",
            f"same&{far}&passed={passed}",
            f"same&{one.kind}&passed={passed}",
            f"same&goes-on={goes_on}",
            f"same&alike={alike}&{far}",
        )
        row: list[tuple[str, ...]] = []
        for other in candidates:
            if other.key == one.key:
                row.append(same)
                continue
            sort = (one.kind, other.kind, other.key in new)
            if sort not in turns:
                turn, named = f"{one.kind}>{other.kind}", sort[2]
                turns[sort] = (
                    f"turn&{far}",
                    f"turn&named={named}",
                    f"turn&goes-on={goes_on}",
                    f"turn&alike={alike}&{far}",
                    turn,
                    f"{turn}&{far}",
                    f"{turn}&named={named}",
                    f"{turn}&{far}&named={named}",
                )
            row.append(turns[sort])
        rows.append(tuple(row))
    return tuple(rows)


def _distance(between: str) -> str:
    """How far the figure before is: its clause, its sentence, its paragraph or farther."""
    for mark, name in (("\n", "farther"), ("。", "paragraph"), ("；", "part"), ("，", "sentence")):
        if mark in between:
            return name
    return "clause"


def _goes_on(text: str, last: Figure, figure: Figure) -> bool:
    """Whether a figure adds to the one before it (项目32个，总投资近1000亿元; 其中; 增长7%)."""
    if figure.before is None or last.quantity is not figure.before:
        return False
    before, here = figure.before, figure.quantity
    between = text[before.span.end : here.span.start]
    if before.unit == "count" and _PROJECT.search(last.label) and _SUM.match(between) and len(between) <= 12:
        return True
    if between.lstrip("，（、").startswith(_OF_WHICH) and len(between) <= 20 and before.unit == here.unit:
        return True
    return is_growth(figure.label) and len(between) <= 8


def choose_subjects(steps: Sequence[Step]) -> Iterator[tuple[Candidate, float]]:
    """The likeliest candidate of each figure of a chain, and its probability."""
    weights = load_weights("subjects")
    own = [[score(weights, candidate.features) for candidate in step.candidates] for step in steps]
    seen: dict[tuple[str, ...], float] = {}

    def weigh(link: tuple[str, ...]) -> float:
        if link not in seen:
            seen[link] = score(weights, link)
        return seen[link]

    pairs = [[[weigh(link) for link in row] for row in step.links] for step in steps]
    forward: list[list[float]] = []
    for index, scores in enumerate(own):
        if index == 0:
            forward.append(scores)
            continue
        before, links = forward[-1], pairs[index]
        forward.append(
            [s + _sum_of([b + links[i][j] for i, b in enumerate(before)]) for j, s in enumerate(scores)]
        )
    backward = [[0.0] * len(scores) for scores in own]
    for index in range(len(own) - 2, -1, -1):
        links, scores, behind = pairs[index + 1], own[index + 1], backward[index + 1]
        backward[index] = [
            _sum_of([row[j] + scores[j] + behind[j] for j in range(len(scores))]) for row in links
        ]
    for step, ahead, behind in zip(steps, forward, backward, strict=True):
        both = [a + b for a, b in zip(ahead, behind, strict=True)]
        total = _sum_of(both)
        best = max(range(len(both)), key=lambda i: (both[i], step.candidates[i].key))
        yield step.candidates[best], math.exp(both[best] - total)


def _sum_of(logarithms: Sequence[float]) -> float:
    """The logarithm of the sum of numbers given by theirs."""
    highest = max(logarithms)
    return highest + math.log(math.fsum(math.exp(value - highest) for value in logarithms))
