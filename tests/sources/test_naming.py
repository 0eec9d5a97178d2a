"""Which files of a folder are read, and names that tell files apart without saying where they lie."""

import itertools
import zipfile
from pathlib import Path

import pytest

from parkgraph.sources import read_documents
from parkgraph.sources.naming import is_document, list_files, name_files


def write(folder, *names):
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("园区产值5亿元。", encoding="utf-8")


def listed(folder, skip=()):
    return [path.relative_to(folder).as_posix() for path in list_files(folder, skip)]


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.md", "a", "a.jsonl", "a.zip", "a.pq", "ttl"])
def test_documents_by_name(name):
    assert is_document(name)


@pytest.mark.parametrize(
    "name", ["a.ttl", "a.nt", "a.nq", "a.trig", "a.rdf", "A.OWL", "a.jsonld", "a.json", "a.rq", "000008.sst"]
)
def test_what_lies_beside_documents(name):
    assert not is_document(name)


def test_a_folder_without_its_builds_and_stores(tmp_path):
    write(tmp_path, "a.txt", "b/c.txt", "b/graph.ttl", "out/report.json", "out/graph.nq", "out/notes.txt")
    write(tmp_path, "copy/CURRENT", "copy/MANIFEST-000005", "copy/000008.sst", "copy/LOG")
    write(tmp_path, "half/report.json", "half/d.txt", "plain/CURRENT", ".hidden/e.txt")
    assert listed(tmp_path) == ["a.txt", "b/c.txt", "half/d.txt", "plain/CURRENT"]
    assert listed(tmp_path, {(tmp_path / "b").resolve()}) == ["a.txt", "half/d.txt", "plain/CURRENT"]


def test_what_is_given_by_itself_is_read_whatever_it_is(tmp_path):
    write(tmp_path, "a.ttl", "report.json", "graph.nq", "b.txt")
    assert listed(tmp_path) == ["b.txt"]
    assert list(list_files(tmp_path / "a.ttl")) == [tmp_path / "a.ttl"]


def test_an_archive_is_read_like_a_folder(tmp_path):
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        for name in ("a.txt", "b.ttl", "c.json"):
            archive.writestr(name, "园区产值5亿元。")
    documents = read_documents([tmp_path / "x.zip"], on_reject=pytest.fail)
    assert [document.source for document in documents] == [f"{(tmp_path / 'x.zip').as_posix()}!a.txt"]


@pytest.mark.parametrize(
    ("inputs", "names"),
    [
        ([("/d/in", ["/d/in/a.txt", "/d/in/x/a.txt"])], ["a.txt", "x/a.txt"]),
        ([("/d/s1/a.txt", None), ("/d/s2/a.txt", None)], ["s1/a.txt", "s2/a.txt"]),
        ([("/d/s1/a.txt", None), ("/d/s2/b.txt", None)], ["a.txt", "b.txt"]),
        ([("/d/1", ["/d/1/x/a.txt"]), ("/d/2", ["/d/2/x/a.txt"])], ["1/x/a.txt", "2/x/a.txt"]),
        ([("/d/1/x/a.txt", None), ("/d/2/x/a.txt", None)], ["1/x/a.txt", "2/x/a.txt"]),
        (
            [("/d/s1/a.txt", None), ("/d/s2/a.txt", None), ("/d/in", ["/d/in/s1/a.txt"])],
            ["d/s1/a.txt", "s2/a.txt", "in/s1/a.txt"],
        ),
        ([("/d/in", ["/d/in/x/a.txt"]), ("/d/in/x/a.txt", None)], ["x/a.txt"]),
        ([("/d/../d/a.txt", None), ("/d/a.txt", None)], ["a.txt", "a.txt"]),
        ([("/a.txt", None), ("/d/a.txt", None)], ["a.txt", "d/a.txt"]),
        ([], []),
    ],
)
def test_names(inputs, names):
    found = [(Path(given), [Path(file) for file in files or [given]]) for given, files in inputs]
    files = list(dict.fromkeys(file for _, members in found for file in members))
    for order in itertools.permutations(found):
        named = name_files(order)
        assert [named[file] for file in files] == names


def test_relative_inputs_are_named_by_their_folders(tmp_path, monkeypatch):
    (tmp_path / "s1").mkdir()
    monkeypatch.chdir(tmp_path / "s1")
    here, there = Path("a.txt"), Path("../s2/a.txt")
    assert name_files([(here, [here]), (there, [there])]) == {here: "s1/a.txt", there: "s2/a.txt"}
