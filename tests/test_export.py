"""Every format gives the same statements back, in the same bytes for any input order."""

import io
import os
import random
import stat

import pytest
import rdflib
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, parse
from rdflib.compare import isomorphic

from parkgraph.errors import ParkgraphError
from parkgraph.export import FORMATS, export_graph
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


@pytest.mark.parametrize("name", FORMATS)
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
    for name in FORMATS:
        assert list(parse(written(name, []), format=READERS[name])) == []


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
    with pytest.raises(ParkgraphError, match="csv: not a format"):
        export_graph([], "csv", tmp_path / "x")
    with pytest.raises(ParkgraphError, match="No such file or directory"):
        export_graph([], "turtle", tmp_path / "none" / "x")
    with pytest.raises(ParkgraphError, match="Is a directory"):
        export_graph([], "turtle", tmp_path)
