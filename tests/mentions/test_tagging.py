"""Taggers."""

from __future__ import annotations

from pathlib import Path

import pycrfsuite
import pytest

from parkgraph.errors import ResourceError
from parkgraph.mentions.tagging import Signs, Tagger, load_tagger, using


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A model that takes x and the y behind it for names."""
    trainer = pycrfsuite.Trainer(verbose=False)
    for _ in range(3):
        trainer.append([["x"], ["y"], ["z"], ["x"], ["z"]], ["B", "I", "O", "B", "O"])
    path = Path(tmp_path_factory.mktemp("model"), "m.crf")
    trainer.train(str(path))
    return path.read_bytes()


def test_names_and_their_probabilities(model: bytes) -> None:
    found = Tagger(model).spans(Signs([["z"], ["x"], ["y"], ["z"], ["x"]]))
    assert [(start, end) for start, end, _ in found] == [(1, 3), (4, 5)]
    assert all(0.5 < probability <= 1 for _, _, probability in found)
    assert Tagger(model).spans(Signs([])) == []
    assert Tagger(model).spans(Signs([["z"], ["z"]])) == []


def test_what_is_no_model_is_refused() -> None:
    with pytest.raises(ResourceError, match="no model of CRFsuite"):
        Tagger(b"nothing")


def test_what_is_in_use_is_restored(model: bytes) -> None:
    before = load_tagger("projects")
    with using({"projects": Tagger(model)}):
        assert load_tagger("projects") is not before
    assert load_tagger("projects") is before


@pytest.mark.parametrize("name", ["parks", "projects", "enterprises"])
def test_every_tagger_ships(name: str) -> None:
    assert load_tagger(name).spans(Signs([["c=会"]])) == []
