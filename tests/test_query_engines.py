"""Every query of the catalogue gives the same rows on real servers: Oxigraph, Virtuoso and Jena ARQ."""

import json
from pathlib import Path

import pytest

from parkgraph.queries import read_catalogue
from parkgraph.vocabulary import XSD
from tests.servers.asking import ask, put_graph, read_answer
from tests.servers.jena import Jena
from tests.servers.oxigraph import Oxigraph
from tests.servers.processes import NotInstalled
from tests.servers.virtuoso import Virtuoso

EXAMPLES = Path(__file__).parent / "queries"
CATALOGUE = {query.name: query for query in read_catalogue()}
SERVERS = {"oxigraph": Oxigraph, "virtuoso": Virtuoso}


@pytest.fixture(scope="session", params=sorted(SERVERS))
def server(request, tmp_path_factory):
    try:
        started = SERVERS[request.param](tmp_path_factory.mktemp(request.param))
    except NotInstalled as missing:
        pytest.skip(f"{missing} is not installed")
    yield started
    started.close()


@pytest.fixture(scope="session")
def jena(tmp_path_factory):
    try:
        return Jena(tmp_path_factory.mktemp("jena"))
    except NotInstalled as missing:
        pytest.skip(f"{missing} is not installed")


def expected_rows(name):
    lines = (EXAMPLES / name / "expected.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines]
    return rows[0], sorted(rows[1:])


@pytest.mark.parametrize("name", CATALOGUE)
def test_a_server_gives_the_expected_rows(server, name):
    graph = f"http://example.test/{name}"
    put_graph(server, graph, (EXAMPLES / name / "data.ttl").read_bytes())
    names, rows = ask(server.query_url, CATALOGUE[name].text, graph)
    assert (names, sorted(rows)) == expected_rows(name)


@pytest.mark.parametrize("name", CATALOGUE)
def test_arq_gives_the_expected_rows(jena, name, tmp_path):
    names, rows = read_answer(jena.query(CATALOGUE[name].text, EXAMPLES / name / "data.ttl", tmp_path))
    assert (names, sorted(rows)) == expected_rows(name)


def test_cells_of_an_answer_are_compared_as_values():
    binding = {
        "a": {"type": "literal", "value": "5.0", "datatype": f"{XSD}decimal"},
        "b": {"type": "literal", "value": "5.0"},
    }
    answer = {"head": {"vars": ["a", "b", "c"]}, "results": {"bindings": [binding]}}
    assert read_answer(json.dumps(answer)) == (["a", "b", "c"], [["5", "5.0", ""]])
