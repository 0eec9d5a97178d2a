"""The cue words: every file loads, and a malformed one says where it is so."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from parkgraph import cues
from parkgraph.cues import alternatives, load_cues, words
from parkgraph.errors import ResourceError
from parkgraph.resources import resource_path

FILES = sorted(
    path.stem.removeprefix("cues-") for path in resource_path("seeds", "lexicon").glob("cues-*.tsv")
)


def test_there_are_cue_files() -> None:
    assert {"parks", "projects", "enterprises", "policies", "status", "modality", "boundaries"} <= set(FILES)


@pytest.mark.parametrize("name", FILES)
def test_every_file_loads(name: str) -> None:
    classes = load_cues(name)
    assert classes
    assert list(classes) == sorted(classes)
    for key, entries in classes.items():
        assert entries, key
        assert re.fullmatch(r"[A-Za-z][A-Za-z0-9-]*", key), key
        assert len(set(entries)) == len(entries), key
        assert list(entries) == sorted(entries, key=lambda word: (-len(word), word)), key
        for word in entries:
            assert word, key
            assert word == word.strip("\t \u3000"), (key, word)


@pytest.mark.parametrize("name", FILES)
def test_words_of_all_classes_are_those_of_the_file(name: str) -> None:
    classes = load_cues(name)
    together = words(name, *classes)
    assert set(together) == {word for entries in classes.values() for word in entries}
    assert len(set(together)) == len(together)


def test_a_class_that_is_not_there_is_an_error() -> None:
    with pytest.raises(ResourceError, match=r"^cues-parks\.tsv: no class nonsense$"):
        words("parks", "nonsense")


def test_a_file_that_is_not_there_is_an_error() -> None:
    with pytest.raises(ResourceError, match=r"cues-nonsense\.tsv: not found"):
        load_cues("nonsense")


@pytest.fixture
def load_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[str], dict[str, tuple[str, ...]]]]:
    """Loads a cue file with the given content."""
    path = tmp_path / "cues-made.tsv"
    monkeypatch.setattr(cues, "resource_path", lambda *parts: path)

    def load(content: str) -> dict[str, tuple[str, ...]]:
        path.write_text(content, "utf-8")
        load_cues.cache_clear()
        return load_cues("made")

    yield load
    load_cues.cache_clear()


Load = Callable[[str], dict[str, tuple[str, ...]]]


def test_comments_and_empty_lines_are_passed_over(load_text: Load) -> None:
    content = "# what it is\n\nword\tclass\tsource\n签约\tsigned\town\n\n# more\n签\tsigned\town\n"
    content += "开工\tstarted\town\n"
    assert load_text(content) == {"signed": ("签约", "签"), "started": ("开工",)}


def test_the_same_word_in_two_classes_is_two_words(load_text: Load) -> None:
    assert load_text("word\tclass\n落户\tsigned\n落户\tlanding\n") == {
        "landing": ("落户",),
        "signed": ("落户",),
    }


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("word\tclass\tsource\n签约\tsigned\n", "cues-made.tsv:2: 2 columns where the header has 3"),
        ("# note\nword\tclass\n签约\tsigned\town\n", "cues-made.tsv:3: 3 columns where the header has 2"),
        ("word\tclass\n签约\tsigned\n\n签约\n", "cues-made.tsv:4: 1 columns where the header has 2"),
        ("word\tclass\n签约\tsigned\n签约\tsigned\n", "cues-made.tsv:3: 签约 stands twice in class signed"),
    ],
)
def test_a_malformed_row_is_named_with_its_line(load_text: Load, content: str, message: str) -> None:
    with pytest.raises(ResourceError, match=f"^{re.escape(message)}$"):
        load_text(content)


def test_alternatives_prefer_the_longest() -> None:
    pattern = re.compile(alternatives(["签", "签约", "(一期)", "a.b"]))
    assert pattern.findall("签约后签(一期)a.baxb") == ["签约", "签", "(一期)", "a.b"]
