"""All that is learnt from documents with their facts, each model in the light of those before it.

The taggers come first.  The documents are parted and each is read by taggers that the other parts
taught, so that what is learnt behind them (who builds a project, what a figure is about) meets names
as they are found in a new document, with the errors of that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from parkgraph.learning.chains import fit_chains
from parkgraph.learning.choices import SIMPLE, modality_choices, subject_chains
from parkgraph.learning.fitting import fit
from parkgraph.learning.gold import Lesson
from parkgraph.learning.names import label_document, teach
from parkgraph.mentions import tagging
from parkgraph.weights import using

PARTS = 3
"""The parts that documents are parted into wherever some are left out."""
_SUBJECT_PENALTY = 4.0
_MODALITY_PENALTY = 3.0

Weights = dict[str, dict[str, float]]


@dataclass(frozen=True)
class Learnt:
    """Models of taggers by kind of name, and weights by kind of choice."""

    taggers: Mapping[str, bytes]
    weights: Weights


def learn(lessons: Sequence[Lesson]) -> Learnt:
    """Everything; afterwards each lesson holds the names that taggers found who did not know it."""
    return Learnt(read_by_others(lessons), learn_weights(lessons))


def read_by_others(lessons: Sequence[Lesson]) -> dict[str, bytes]:
    """Finds the names of each lesson by taggers that the others taught; returns those that all teach."""
    taught = [label_document(lesson) for lesson in lessons]
    for part in range(PARTS):
        others = [document for index, document in enumerate(taught) if index % PARTS != part]
        with tagging.using(tagging.Taggers(teach(others))):
            for lesson in lessons[part::PARTS]:
                lesson.read()
    return teach(taught)


def learn_weights(lessons: Sequence[Lesson]) -> Weights:
    """The weights of every choice between what was found in lessons."""
    weights: Weights = {}
    for name, (choices, penalty) in SIMPLE.items():
        with using(weights):
            weights[name] = fit([list(choices(lesson)) for lesson in lessons], penalty)
    weights["subjects"] = fit_chains([subject_chains(lesson) for lesson in lessons], _SUBJECT_PENALTY)
    with using(weights):
        weights["modalities"] = fit([list(modality_choices(lesson)) for lesson in lessons], _MODALITY_PENALTY)
    return weights


def write_learnt(learnt: Learnt, folder: Path) -> None:
    """Writes ``<name>.crf`` for every tagger, ``<name>.tsv`` for every choice."""
    for name, model in learnt.taggers.items():
        (folder / f"{name}.crf").write_bytes(model)
    for name, of_features in learnt.weights.items():
        rows = "".join(f"{feature}\t{weight:g}\n" for feature, weight in sorted(of_features.items()))
        text = f"# Made by make train.\nfeature\tweight\n{rows}"
        (folder / f"{name}.tsv").write_text(text, encoding="utf-8")
