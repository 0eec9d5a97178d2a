"""Confidence as the share that is right."""

import pytest

from parkgraph import confidence
from parkgraph.confidence import calibrated
from parkgraph.errors import ResourceError


@pytest.fixture
def table(tmp_path, monkeypatch):
    def write(text):
        folder = tmp_path / "seeds" / "weights"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "confidence.tsv").write_text(text, encoding="utf-8")
        monkeypatch.setattr(confidence, "resource_path", lambda *parts: tmp_path.joinpath(*parts))
        confidence._load_steps.cache_clear()

    yield write
    confidence._load_steps.cache_clear()


def test_a_step_holds_from_its_raw_confidence_on(table):
    table("# made\nkind\traw\tprobability\nstatus\t0.2\t0.4\nstatus\t0.6\t0.9\n")
    read = [calibrated("status", raw) for raw in (0.0, 0.2, 0.59, 0.6, 1.0)]
    assert read == [0.4, 0.4, 0.4, 0.9, 0.9]
    assert calibrated("phaseOf", 0.33) == 0.33
    with confidence.raw():
        assert calibrated("status", 0.6) == 0.6
    assert calibrated("status", 0.6) == 0.9


def test_a_malformed_line_is_named(table):
    table("kind\traw\tprobability\nstatus\t0.2\n")
    with pytest.raises(ResourceError, match=r"confidence\.tsv:2"):
        calibrated("status", 0.5)


def test_the_shipped_table_rises():
    steps = confidence._load_steps()
    assert {"locatedInPark", "undertakenBy", "status", "enteredPark", "metric"} <= steps.keys()
    for starts, shares in steps.values():
        assert list(starts) == sorted(starts)
        assert list(shares) == sorted(shares)
        assert all(0 <= share <= 1 for share in shares)
