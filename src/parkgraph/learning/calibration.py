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
from parkgraph.learning.training import PARTS, learn_weights
from parkgraph.pipeline import make_graph
from parkgraph.relations import extract_from
from parkgraph.weights import using

_FEWEST, _STEPS = 25, 12
"""What is said in a step of the table, at least, and how many steps there are, at most."""

Table = dict[str, list[tuple[float, float]]]
"""For each kind (raw confidence from which a step holds, probability), rising."""


def try_out(lessons: Sequence[Lesson]) -> Figures:
    """What comes of reading each part of the lessons with weights learnt from the others, uncalibrated.

    :param lessons: already read by taggers that did not know them
    """
    figures = Figures()
    for part in range(PARTS):
        others = [lesson for index, lesson in enumerate(lessons) if index % PARTS != part]
        with using(learn_weights(others)), confidence.raw():
            for lesson in lessons[part::PARTS]:
                facts = extract_from(lesson.clean, lesson.mentions, lesson.linked)
                quads = make_graph([facts]).quads
                score_document(lesson.stem, lesson.facts, quads, lesson.clean.document.text, figures)
    return figures


def calibrate(figures: Figures) -> Table:
    """The table that what was said of left-out documents gives."""
    return {kind: _steps(sorted(rows)) for kind, rows in sorted(figures.reliability.items())}


def _steps(rows: Sequence[tuple[float, bool]]) -> list[tuple[float, float]]:
    """A rising step function through (raw confidence, right), in steps of about as many rows each.

    Rows of the same raw confidence stay together.
    """
    size = max(_FEWEST, len(rows) // _STEPS)
    bins: list[list[tuple[float, bool]]] = [[]]
    for row in rows:
        if len(bins[-1]) >= size and row[0] != bins[-1][-1][0]:
            bins.append([])
        bins[-1].append(row)
    if len(bins) > 1 and len(bins[-1]) < size:
        last = bins.pop()
        bins[-1] += last
    means = np.array([sum(right for _, right in rows_of) / len(rows_of) for rows_of in bins])
    levels = optimize.isotonic_regression(means, weights=[float(len(rows_of)) for rows_of in bins]).x
    steps: list[tuple[float, float]] = []
    for rows_of, level in zip(bins, levels, strict=True):
        share = round(float(level), 3)
        if not steps or share != steps[-1][1]:
            steps.append((rows_of[0][0], share))
    return steps


def write_calibration(table: Table, folder: Path) -> None:
    """Writes ``confidence.tsv``."""
    rows = [f"{kind}\t{raw:g}\t{share:g}\n" for kind, steps in table.items() for raw, share in steps]
    text = "# Made by make train.\nkind\traw\tprobability\n" + "".join(rows)
    (folder / "confidence.tsv").write_text(text, encoding="utf-8")
