"""Confidence that means something: how often what is said with a raw confidence is right.

The documents are parted; each part is read with weights learnt from the others, and what is said
there is compared with its facts.  Isotonic regression (Zadrozny and Elkan 2002) over these gives,
for each kind, a rising table from raw confidence to the share that is right.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy import optimize

from parkgraph import confidence
from parkgraph.evaluation.figures import Figures
from parkgraph.evaluation.scoring import score_document
from parkgraph.learning.gold import Lesson
from parkgraph.learning.training import learn
from parkgraph.pipeline import make_graph
from parkgraph.relations import extract
from parkgraph.weights import using

_FEWEST = 25
"""What is said in a step of the table, at least."""

Table = dict[str, list[tuple[float, float]]]
"""For each kind (raw confidence from which a step holds, probability), rising."""


def calibrate(lessons: Sequence[Lesson], folds: int) -> Table:
    """The table that the documents give."""
    said: dict[str, list[tuple[float, bool]]] = {}
    for fold in range(folds):
        left_out = lessons[fold::folds]
        taught = [lesson for index, lesson in enumerate(lessons) if index % folds != fold]
        with using(learn(taught)), confidence.raw():
            figures = Figures()
            for lesson in left_out:
                facts = extract(lesson.clean)
                quads = make_graph([facts], {})[0]
                score_document(lesson.stem, lesson.facts, quads, lesson.clean.document.text, figures)
        for kind, rows in figures.reliability.items():
            said.setdefault(kind, []).extend(rows)
    return {kind: _steps(sorted(rows)) for kind, rows in sorted(said.items())}


def _steps(rows: Sequence[tuple[float, bool]]) -> list[tuple[float, float]]:
    """A rising step function through (raw confidence, right), no step of few rows."""
    right = optimize.isotonic_regression(np.array([float(yes) for _, yes in rows])).x
    steps: list[list[tuple[float, float]]] = []
    for (raw, _), share in zip(rows, right, strict=True):
        level = round(float(share), 3)
        new = not steps or (
            level != steps[-1][-1][1] and len(steps[-1]) >= _FEWEST and raw != steps[-1][-1][0]
        )
        if new:
            steps.append([])
        steps[-1].append((raw, level))
    if len(steps) > 1 and len(steps[-1]) < _FEWEST:
        steps[-2] += steps.pop()
    return [(step[0][0], round(sum(level for _, level in step) / len(step), 3)) for step in steps]


def write_calibration(table: Table, folder: Path) -> None:
    """Writes ``confidence.tsv``."""
    rows = [f"{kind}\t{raw:g}\t{share:g}\n" for kind, steps in table.items() for raw, share in steps]
    text = "# Made by make train.\nkind\traw\tprobability\n" + "".join(rows)
    (folder / "confidence.tsv").write_text(text, encoding="utf-8")
