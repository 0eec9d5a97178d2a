"""Taggers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pycrfsuite
import pytest

from parkgraph.errors import ResourceError
from parkgraph.mentions.columns import Column, Group
from parkgraph.mentions.tagging import KINDS, Taggers, load_taggers, using


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A model that takes x and the y behind it for names."""
    trainer = pycrfsuite.Trainer(verbose=False)
    for _ in range(3):
        trainer.append([["x"], ["y"], ["z"], ["x"], ["z"]], ["B", "I", "O", "B", "O"])
    path = Path(tmp_path_factory.mktemp("model"), "m.crf")
    trainer.train(str(path))
    return path.read_bytes()


def spans_of(model: bytes, *sentences: list[list[str]]) -> list[list[tuple[int, int, float]]]:
    rows = [tuple(row) for sentence in sentences for row in sentence]
    columns = [Group(rows, np.arange(len(rows)))]
    return Taggers({"names": model}).spans(columns, [len(sentence) for sentence in sentences])["names"]


def test_names_and_their_probabilities(model: bytes) -> None:
    found, none, short = spans_of(model, [["z"], ["x"], ["y"], ["z"], ["x"]], [], [["x"]])
    assert [(start, end) for start, end, _ in found] == [(1, 3), (4, 5)]
    assert all(0.5 < probability <= 1 for _, _, probability in found)
    assert none == []
    assert [(start, end) for start, end, _ in short] == [(0, 1)]
    assert spans_of(model, [["z"], ["z"]]) == [[]]
    assert spans_of(model) == []


def test_columns_tell_what_rows_tell(model: bytes) -> None:
    taggers = Taggers({"names": model})
    codes = np.array([2, 0, 1, -1])
    column = taggers.weigh([Column("", ["x", "y", "z"], codes)], 4)
    group = taggers.weigh([Group([("x",), ("y",), ("z",)], codes)], 4)
    assert (column == group).all()
    assert column.any(axis=1).tolist() == [True, True, True, False]


def test_what_is_no_model_is_refused() -> None:
    with pytest.raises(ResourceError, match="parks: no model of CRFsuite"):
        Taggers({"parks": b"nothing"})


def test_what_is_in_use_is_restored(model: bytes) -> None:
    before = load_taggers()
    with using(Taggers({"projects": model})):
        assert load_taggers() is not before
    assert load_taggers() is before


def test_every_tagger_ships() -> None:
    assert load_taggers().spans([Column("c=", "会")], [1]) == {kind: [[]] for kind in KINDS}
