"""All weights from documents with their facts, each model in the light of those before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from parkgraph.learning.choices import SIMPLE, subject_choices
from parkgraph.learning.fitting import Choice, fit
from parkgraph.learning.gold import Lesson
from parkgraph.weights import using

_SUBJECT_PENALTY = 3.0
_PARTS = 3

Weights = dict[str, dict[str, float]]


def learn(lessons: Sequence[Lesson]) -> Weights:
    """The weights of every model."""
    weights: Weights = {}
    for name, (choices, penalty) in SIMPLE.items():
        with using(weights):
            fresh = [replace(lesson) for lesson in lessons]  # what was found in it depends on the weights
            weights[name] = fit([list(choices(lesson)) for lesson in fresh], penalty)
    with using(weights):
        fresh = [replace(lesson) for lesson in lessons]
        taught = [subject_choices(lesson, None) for lesson in fresh]
        again = [subject_choices(*pair) for pair in zip(fresh, _without_own(taught), strict=True)]
        weights["subjects"] = fit(
            [[*one, *other] for one, other in zip(taught, again, strict=True)], _SUBJECT_PENALTY
        )
    return weights


def _without_own(taught: Sequence[Sequence[Choice]]) -> list[dict[str, float]]:
    """For each document the weights that the other parts teach, which err as on a new one."""
    parts = [
        fit([choices for index, choices in enumerate(taught) if index % _PARTS != part], _SUBJECT_PENALTY)
        for part in range(_PARTS)
    ]
    return [parts[index % _PARTS] for index in range(len(taught))]


def write_weights(weights: Mapping[str, Mapping[str, float]], folder: Path) -> None:
    """Writes ``<name>.tsv`` for every model, features in code-point order."""
    for name, of_features in weights.items():
        rows = "".join(f"{feature}\t{weight:g}\n" for feature, weight in sorted(of_features.items()))
        text = f"# Made by make train.\nfeature\tweight\n{rows}"
        (folder / f"{name}.tsv").write_text(text, encoding="utf-8")
