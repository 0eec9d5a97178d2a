"""Stores are written once, opened for reading, and give the union of their graphs."""

import subprocess
import sys

import pytest
import rdflib
from pyoxigraph import Quad
from rdflib.compare import isomorphic

from parkgraph.errors import StoreError
from parkgraph.store import load_graph, open_store, read_quads, write_store

NQUADS = """\
<http://a.test/s> <http://a.test/p> "1.50"^^<http://www.w3.org/2001/XMLSchema#decimal> <http://a.test/g1> .
<http://a.test/s> <http://a.test/p> "甲"@zh <http://a.test/g1> .
<http://a.test/s> <http://a.test/p> "甲"@zh <http://a.test/g2> .
<http://a.test/s> <http://a.test/q> "plain" <http://a.test/g2> .
"""
TRIPLES = "".join(sorted({line.rsplit(" ", 2)[0] + " .\n" for line in NQUADS.splitlines()}))
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"


@pytest.fixture
def build(tmp_path):
    (tmp_path / "graph.nq").write_text(NQUADS, encoding="utf-8")
    (tmp_path / "graph.ttl").write_text(TRIPLES, encoding="utf-8")
    write_store(tmp_path / "graph.nq", tmp_path / "graph.ttl", tmp_path / "store")
    return tmp_path


def count(store):
    [row] = store.query(COUNT)
    return int(row["n"].value)


def test_a_store_is_found_in_a_build_by_itself_and_read_from_a_file(build):
    assert [count(open_store(place)) for place in (build, build / "store", build / "graph.nq")] == [3, 3, 3]


def test_a_store_is_only_read(build):
    [quad, *_] = read_quads(build)
    with pytest.raises(RuntimeError, match="read-write"):
        open_store(build).add(Quad(quad.predicate, quad.predicate, quad.object))


def test_a_store_is_not_written_over(build):
    with pytest.raises(StoreError, match="exists already"):
        write_store(build / "graph.nq", build / "graph.ttl", build / "store")
    assert count(open_store(build)) == 3


def test_a_malformed_file_leaves_nothing_behind(tmp_path):
    (tmp_path / "bad.nq").write_text("<http://a.test/s> nonsense .\n", encoding="utf-8")
    with pytest.raises(StoreError, match=r"bad\.nq"):
        write_store(tmp_path / "bad.nq", tmp_path / "bad.nq", tmp_path / "store")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.nq"]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("none", None, "does not exist"),
        ("some.xyz", "", "not the name of an RDF file"),
        ("bad.ttl", "a b c", "bad.ttl"),
        ("empty.ttl", "", r"empty\.ttl: no triples in it"),
        ("empty.ttl", "@prefix a: <http://a.test/> .", r"empty\.ttl: no triples in it"),
        ("report.json", '{"counts": {}, "documents": []}', r"report\.json: no triples in it"),
    ],
)
def test_what_cannot_be_opened_is_named(tmp_path, name, content, reason):
    if content is not None:
        (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(StoreError, match=reason):
        open_store(tmp_path / name)


def test_a_store_without_triples_is_named(tmp_path):
    (tmp_path / "empty.nq").write_text("", encoding="utf-8")
    write_store(tmp_path / "empty.nq", tmp_path / "empty.nq", tmp_path / "store")
    with pytest.raises(StoreError, match="store: no triples in it"):
        open_store(tmp_path)


def test_load_graph_gives_the_union_as_rdflib_reads_it(build):
    expected = rdflib.Graph()
    expected.parse(data=TRIPLES, format="nt")
    assert isomorphic(load_graph(build), expected)
    assert len(expected) == 3


def test_importing_the_package_imports_no_library():
    code = (
        "import sys, parkgraph; print(sorted({'rdflib', 'pyoxigraph', 'rich', 'click'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
