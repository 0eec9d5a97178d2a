"""Every format gives the same statements back, in the same bytes for any input order."""

import csv
import io
import os
import random
import stat
from xml.etree import ElementTree

import pytest
import rdflib
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, parse
from rdflib.compare import isomorphic

from parkgraph.errors import ParkgraphError
from parkgraph.export import FOLDERS, FORMATS, export_graph
from parkgraph.export.description import VOID
from parkgraph.export.order import sort_quads, sort_triples
from parkgraph.vocabulary import PREFIXES, XSD

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of rdflib, about itself

GRAPHS = [NamedNode(PREFIXES["document"] + "0" * 16), NamedNode(PREFIXES["document"] + "1" * 16)]
PARK = NamedNode(PREFIXES["park"] + "mou-yuan-12ab34cd")
TYPE = NamedNode(PREFIXES["rdf"] + "type")


def pg(name):
    return NamedNode(PREFIXES["pg"] + name)


QUADS = [
    Quad(PARK, TYPE, pg("Park"), GRAPHS[0]),
    Quad(PARK, TYPE, pg("Park"), GRAPHS[1]),
    Quad(PARK, NamedNode(PREFIXES["skos"] + "prefLabel"), Literal("某“园”\n\\区", language="zh"), GRAPHS[0]),
    Quad(PARK, pg("value"), Literal("12.5", datatype=NamedNode(XSD + "decimal")), GRAPHS[1]),
    Quad(PARK, pg("value"), Literal("16900000000", datatype=NamedNode(XSD + "decimal")), GRAPHS[1]),
    Quad(PARK, pg("accepted"), Literal("true", datatype=NamedNode(XSD + "boolean")), GRAPHS[1]),
    Quad(PARK, pg("sentence"), Literal("http://not.an.iri"), GRAPHS[1]),
    Quad(
        NamedNode("http://a.test/x?y=1#z"),
        NamedNode("http://a.test/p/"),
        NamedNode(PREFIXES["park"]),
        GRAPHS[0],
    ),
    Quad(NamedNode(PREFIXES["park"] + "a/b"), pg("partOf"), PARK, DefaultGraph()),
]
READERS = {
    "turtle": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "nquads": RdfFormat.N_QUADS,
    "ntriples": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
}
KEEPS_GRAPHS = {"trig", "nquads", "jsonld"}


def written(name, quads):
    output = io.BytesIO()
    FORMATS[name](iter(quads), output)
    return output.getvalue()


@pytest.mark.parametrize("name", READERS)
def test_what_is_written_reads_as_it_was(name):
    back = list(parse(written(name, QUADS), format=READERS[name]))
    if name in KEEPS_GRAPHS:
        assert list(sort_quads(back)) == list(sort_quads(QUADS))
    else:
        assert list(sort_triples(back)) == list(sort_triples(QUADS))
        assert len(back) == len(QUADS) - 1


@pytest.mark.parametrize("name", FORMATS)
def test_the_bytes_do_not_depend_on_the_order_or_on_repetition(name):
    shuffled = [*QUADS, *QUADS[:3]]
    random.Random(7).shuffle(shuffled)
    assert written(name, shuffled) == written(name, QUADS)


@pytest.mark.parametrize(("name", "reader"), [("trig", "trig"), ("nquads", "nquads"), ("jsonld", "json-ld")])
def test_another_library_reads_the_same_graphs(name, reader):
    ours, reference = rdflib.Dataset(), rdflib.Dataset()
    ours.parse(data=written(name, QUADS).decode(), format=reader)
    reference.parse(data="".join(f"{quad} .\n" for quad in QUADS), format="nquads")
    for graph in [*(term.value for term in GRAPHS), "urn:x-rdflib:default"]:
        assert isomorphic(ours.graph(rdflib.URIRef(graph)), reference.graph(rdflib.URIRef(graph)))


def test_turtle_is_grouped_by_subject_with_the_type_first():
    text = written("turtle", QUADS[:5]).decode()
    body = [line for line in text.splitlines() if not line.startswith("@prefix")]
    assert body == [
        "park:mou-yuan-12ab34cd a pg:Park ;",
        '\tskos:prefLabel "某“园”\\n\\\\区"@zh ;',
        '\tpg:value 12.5 , "16900000000"^^xsd:decimal .',
    ]
    assert {line.split()[1].rstrip(":") for line in text.splitlines() if line.startswith("@prefix")} == set(
        PREFIXES
    )


def test_json_ld_by_example():
    assert written("jsonld", QUADS[:1]).decode().split('"@graph":', 1)[1] == (
        '[\n{"@id":"document:0000000000000000","@graph":[\n'
        '{"@id":"park:mou-yuan-12ab34cd","@type":["pg:Park"]}\n]}\n]}\n'
    )


def test_an_empty_graph_is_well_formed():
    for name, reader in READERS.items():
        assert list(parse(written(name, []), format=reader)) == []
    assert list(ElementTree.fromstring(written("graphml", [])).iter(f"{GRAPHML}node")) == []
    assert counts(written("void", []))["triples"] == ["0"]


GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"


def test_graphml_by_example():
    [node] = ElementTree.fromstring(written("graphml", QUADS)).iter(f"{GRAPHML}node")
    said = {data.get("key"): data.text for data in node}
    assert (node.get("id"), said) == (PARK.value, {"label": "Park", "name": "某“园”\n\\区"})


def counts(turtle):
    """The numbers of a description by the end of their property."""
    found = {}
    for triple in parse(turtle, format=RdfFormat.TURTLE):
        if triple.predicate.value.startswith(VOID) and triple.object.value.isdigit():
            found.setdefault(triple.predicate.value.removeprefix(VOID), []).append(triple.object.value)
    return found


def test_a_description_counts_the_triples_of_the_union():
    assert counts(written("void", QUADS)) == {
        "triples": ["8", "1", "1", "1", "2"],
        "distinctSubjects": ["3"],
        "classes": ["1"],
        "properties": ["7"],
        "documents": ["0"],
        "entities": ["1"],
    }


def test_tables_by_example(tmp_path):
    export_graph(QUADS, "csv", tmp_path / "tables")
    written_rows = {
        path.stem: list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))
        for path in (tmp_path / "tables").iterdir()
    }
    assert sorted(written_rows) == sorted(["园区", "企业", "项目", "政策", "指标值", "文档"])
    assert written_rows.pop("园区") == [
        ["名称", "类型", "级别", "所在地", "主导产业", "IRI"],
        ["某“园”\n\\区", "", "", "", "", PARK.value],
    ]
    assert {len(rows) for rows in written_rows.values()} == {1}


@pytest.mark.parametrize("name", FOLDERS)
def test_the_bytes_of_a_folder_do_not_depend_on_the_order(tmp_path, name):
    shuffled = [*QUADS, *QUADS[:3]]
    random.Random(7).shuffle(shuffled)
    for folder, quads in (("one", QUADS), ("other", shuffled)):
        export_graph(quads, name, tmp_path / folder)
    one, other = (
        {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        for folder in (tmp_path / "one", tmp_path / "other")
    )
    assert one == other


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path):
    path = tmp_path / "graph.ttl"
    path.write_text("old")

    def broken():
        yield QUADS[0]
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        export_graph(broken(), "turtle", path)
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [("graph.ttl", "old")]
    export_graph(QUADS, "turtle", path)
    assert path.read_bytes() == written("turtle", QUADS)
    assert [file.name for file in tmp_path.iterdir()] == ["graph.ttl"]


def test_a_link_stays_and_its_file_is_written(tmp_path):
    (tmp_path / "real").mkdir()
    for name in ("old.ttl", "new.ttl"):
        (tmp_path / name).symlink_to(tmp_path / "real" / name)
    (tmp_path / "real" / "old.ttl").write_text("old")
    for name in ("old.ttl", "new.ttl"):
        export_graph(QUADS, "turtle", tmp_path / name)
        assert (tmp_path / name).is_symlink()
        assert (tmp_path / "real" / name).read_bytes() == written("turtle", QUADS)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new.ttl", "old.ttl", "real"]


def test_a_pipe_is_written_to(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        export_graph(QUADS, "nquads", pipe)
        assert os.read(reader, 100_000) == written("nquads", QUADS)
    finally:
        os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert list(tmp_path.iterdir()) == [pipe]


def test_errors_name_what_is_wrong(tmp_path):
    with pytest.raises(ParkgraphError, match="pdf: not a format"):
        export_graph([], "pdf", tmp_path / "x")
    for name in FOLDERS:
        with pytest.raises(ParkgraphError, match="exists already and is no empty folder"):
            export_graph([], name, tmp_path.parent)
    with pytest.raises(ParkgraphError, match="No such file or directory"):
        export_graph([], "turtle", tmp_path / "none" / "x")
    with pytest.raises(ParkgraphError, match="Is a directory"):
        export_graph([], "turtle", tmp_path)
