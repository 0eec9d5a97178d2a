"""The file of page furniture is well formed, and says where it is not."""

import pytest

from parkgraph.errors import ResourceError
from parkgraph.sources import cues


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("phrase\tclass\tmatch\tsource\tdate\n首页\tmenu\n", r"boilerplate.tsv:2: not a phrase"),
        (
            "phrase\tclass\tmatch\tsource\tdate\n首页\tmenu\tsometimes\tx\t2026-01-01\n",
            r"boilerplate.tsv:2: not a phrase",
        ),
        (
            "# x\nphrase\tclass\tmatch\tsource\tdate\n" + "首页\tmenu\tline\tx\t2026-01-01\n" * 2,
            r":4: 首页 stands twice",
        ),
    ],
)
def test_malformed_file_is_refused(tmp_path, monkeypatch, content, message):
    path = tmp_path / "boilerplate.tsv"
    path.write_text(content, encoding="utf-8")
    monkeypatch.setattr(cues, "resource_path", lambda *parts: path)
    with pytest.raises(ResourceError, match=message):
        cues.load_boilerplate.__wrapped__()


def test_unknown_class_is_refused():
    with pytest.raises(ResourceError, match="no phrase of class weather with match line"):
        cues.phrases("weather", "line")


def test_phrases_are_narrow_so_that_folded_lines_match():
    for group in cues.load_boilerplate().values():
        for phrase in group:
            assert phrase == cues.fold(phrase) == phrase.strip()
