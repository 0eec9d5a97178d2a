"""Labels and probabilities are those of CRFsuite."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pycrfsuite
import pytest

from parkgraph.mentions.columns import Group
from parkgraph.mentions.crf import likeliest, margin, probabilities, read_model
from parkgraph.mentions.tagging import BEGINS, GOES_ON, KINDS, Taggers, runs
from parkgraph.resources import resource_path

SENTENCES = 150


def read(kind: str) -> bytes:
    return Path(str(resource_path("seeds", "weights", f"{kind}.crf"))).read_bytes()


def make_sentences(signs: tuple[str, ...]) -> list[list[list[str]]]:
    """Sentences whose characters have signs at random, one in nine of them unknown to the model."""
    chance = random.Random(7)
    sentences = []
    for _ in range(SENTENCES):
        size = chance.choice((1, 2, 5, 20, 80))
        many = chance.choice((0, 1, 5, 20))
        known = [[chance.choice(signs) for _ in range(many)] for _ in range(size)]
        sentences.append([[s if chance.randrange(9) else f"unknown{s}" for s in row] for row in known])
    return sentences


@pytest.mark.parametrize("kind", KINDS)
def test_sums_labels_and_probabilities_are_those_of_crfsuite(kind: str) -> None:
    data = read(kind)
    model = read_model(data)
    theirs = pycrfsuite.Tagger()
    theirs.open_inmemory(data)
    named = 0
    for sentence in make_sentences(model.signs):
        rows = [tuple(row) for row in sentence]
        columns = [Group(rows, np.arange(len(rows)))]
        taggers = Taggers({kind: data})
        scores = taggers.weigh(columns, len(rows))
        labels = theirs.tag(pycrfsuite.ItemSequence(sentence))
        assert [model.labels[i] for i in likeliest(scores.tolist(), model.transitions.tolist())] == labels
        mine = probabilities(scores, model.transitions)
        for index, label in enumerate(model.labels):
            told = [theirs.marginal(label, i) for i in range(len(rows))]
            assert mine[:, index] == pytest.approx(told, abs=1e-9)
        spans = taggers.spans(columns, [len(rows)])[kind][0]
        expected = []
        for start, end in runs(labels):
            inside = [theirs.marginal(GOES_ON, i) for i in range(start + 1, end)]
            expected.append((start, end, round(min([theirs.marginal(BEGINS, start), *inside]), 3)))
        assert spans == expected
        named += bool(expected)
    assert named > SENTENCES / 10


def test_within_the_margin_no_other_label_is_chosen() -> None:
    chance = np.random.default_rng(5)
    for _ in range(300):
        transitions = chance.normal(0, 3, (3, 3))
        rest = int(chance.integers(3))
        states = chance.normal(0, 1, (6, 3))
        others = np.delete(states, rest, axis=1).max(axis=1)
        states[:, rest] = others + margin(transitions, rest) + 1e-6
        assert likeliest(states.tolist(), transitions.tolist()) == [rest] * 6


@pytest.mark.parametrize(
    "damage", ["", "lCRF", "nothing at all, in more characters than a header of CRFsuite has"]
)
def test_what_is_no_model_is_refused(damage: str) -> None:
    with pytest.raises(ValueError, match=r"requires a buffer|does not begin as a model"):
        read_model(damage.encode())


def test_a_model_cut_short_is_refused() -> None:
    with pytest.raises(ValueError, match="buffer"):
        read_model(read("parks")[:5000])
