"""Weights of features and the choices they make."""

import pytest

from parkgraph import weights
from parkgraph.errors import ResourceError
from parkgraph.weights import chance, load_weights, shares, using


def test_what_is_in_use_is_restored():
    before = load_weights("builders")
    with using({"builders": {"a": 1.0}}):
        assert load_weights("builders") == {"a": 1.0}
        with using({"builders": {}}):
            assert load_weights("builders") == {}
        assert load_weights("builders") == {"a": 1.0}
    assert load_weights("builders") is before


@pytest.mark.parametrize("name", ["builders", "entries", "locations", "modalities", "statuses", "subjects"])
def test_every_model_ships_its_weights(name):
    assert len(load_weights(name)) > 100
    assert all(abs(weight) < 20 for weight in load_weights(name).values())


def test_a_malformed_line_is_named(tmp_path, monkeypatch):
    folder = tmp_path / "seeds" / "weights"
    folder.mkdir(parents=True)
    (folder / "x.tsv").write_text("# made\nfeature\tweight\na\t1.5\nb\tmuch\n", encoding="utf-8")
    monkeypatch.setattr(weights, "resource_path", lambda *parts: tmp_path.joinpath(*parts))
    with using({}), pytest.raises(ResourceError, match=r"x\.tsv:4: no weight: 'b\\tmuch'"):
        load_weights("x")


def test_probabilities():
    assert shares([2.0, 2.0 - 1000]) == (1.0, 0.0)
    assert sum(shares([0.3, 0.1, -2.0])) == pytest.approx(1.0)
    assert chance(1000.0) == pytest.approx(1.0)
    assert chance(-1000.0) == pytest.approx(0.0)
