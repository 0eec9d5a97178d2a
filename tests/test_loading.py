"""Loading into real databases: once, again, changed, pruned; what fails on the way and what is said of it."""

import http.server
import threading
from collections import Counter
from dataclasses import replace
from typing import ClassVar

import pytest
from click.testing import CliRunner
from pyoxigraph import Literal, NamedNode, Quad

from parkgraph.cli import main
from parkgraph.errors import ParkgraphError
from parkgraph.export import write_nquads
from parkgraph.loading import KINDS, Difference, Target, find_kind, load
from parkgraph.vocabulary import PREFIXES, XSD
from tests.servers.asking import ask
from tests.servers.oxigraph import Oxigraph
from tests.servers.processes import NotInstalled
from tests.servers.virtuoso import Virtuoso

SERVERS = {"oxigraph": Oxigraph, "virtuoso": Virtuoso}


@pytest.fixture(scope="session", params=sorted(SERVERS))
def server(request, tmp_path_factory):
    try:
        started = SERVERS[request.param](tmp_path_factory.mktemp(f"load-{request.param}"))
    except NotInstalled as missing:
        pytest.skip(f"{missing} is not installed")
    yield started
    started.close()


def graph(number):
    return NamedNode(f"{PREFIXES['document']}{number:016x}")


def park(name):
    return NamedNode(PREFIXES["park"] + name)


def quads_of(number, *names):
    label = NamedNode(PREFIXES["skos"] + "prefLabel")
    for name in names:
        yield Quad(park(name), label, Literal(f"“{name}”园区\n\\新", language="zh"), graph(number))
        yield Quad(park(name), label, Literal(f"{name} park", language="en"), graph(number))
        yield Quad(
            park(name),
            NamedNode(PREFIXES["pg"] + "totalInvestment"),
            Literal("12345678901.5", datatype=NamedNode(XSD + "decimal")),
            graph(number),
        )
        yield Quad(
            park(name),
            NamedNode(PREFIXES["pg"] + "periodEnd"),
            Literal("2021-12-31", datatype=NamedNode(XSD + "date")),
            graph(number),
        )


def target_of(server, **options):
    kind = KINDS[server.name]
    return Target(server.store_url, kind, auth=server.auth, pause=0.01, **options)


def load_all(server, quads, **options):
    with target_of(server) as target:
        return load(quads, target, **options)


def rows(server, number):
    query = f"SELECT ?s ?p ?o (LANG(?o) AS ?tag) {{ GRAPH <{graph(number).value}> {{ ?s ?p ?o }} }}"
    return sorted(ask(server.query_url, query)[1])


def expected_rows(quads):
    def cell(term):
        return term.value

    return sorted(
        [cell(q.subject), q.predicate.value, cell(q.object), getattr(q.object, "language", None) or ""]
        for q in quads
    )


def test_what_is_loaded_is_there_and_loading_again_doubles_nothing(server):
    quads = [*quads_of(1, "dong", "xi"), *quads_of(2, "nan")]
    for _ in range(2):
        done = load_all(server, quads)
        assert done.complete
        assert (done.graphs, done.triples) == (2, 12)
        assert rows(server, 1) == expected_rows(quads_of(1, "dong", "xi"))
        assert rows(server, 2) == expected_rows(quads_of(2, "nan"))


def test_a_changed_graph_is_replaced_and_others_stay(server):
    load_all(server, [*quads_of(3, "dong", "xi"), *quads_of(4, "nan")])
    assert load_all(server, list(quads_of(3, "bei"))).complete
    assert rows(server, 3) == expected_rows(quads_of(3, "bei"))
    assert rows(server, 4) == expected_rows(quads_of(4, "nan"))


def test_graphs_of_old_builds_are_taken_away_when_asked(server):
    load_all(server, [*quads_of(5, "dong"), *quads_of(6, "xi")])
    kept = load_all(server, list(quads_of(5, "dong")))
    assert kept.others == ()
    assert rows(server, 6) != []
    done = load_all(server, list(quads_of(5, "dong")), prune=(PREFIXES["document"],))
    assert graph(6).value in done.others
    assert graph(5).value not in done.others
    assert rows(server, 6) == []
    assert rows(server, 5) != []


def test_a_graph_larger_than_a_request_is_loaded_whole(server):
    names = [f"p{number}" for number in range(50)]
    with target_of(server) as target:
        target.kind = replace(target.kind, chunk=30, bulk=False)
        done = load(list(quads_of(7, *names)), target)
    assert done.complete
    assert len(rows(server, 7)) == 200


@pytest.mark.parametrize("server", ["virtuoso"], indirect=True)
def test_a_wrong_password_is_refused_at_once(server):
    with Target(server.store_url, KINDS[server.name], auth=("dba", "wrong"), pause=0.01) as target:
        done = load(list(quads_of(8, "dong")), target)
    assert [graph_ for graph_, _ in done.failed] == [graph(8).value]
    assert "401" in done.failed[0][1]
    assert done.differences == (Difference(graph(8).value, 4, 0),)


def test_the_command_line(server, tmp_path, monkeypatch):
    file = tmp_path / "graph.nq"
    with file.open("wb") as output:
        write_nquads(list(quads_of(9, "dong")), output)
    arguments = ["load", server.store_url, "--store", str(file)]
    if server.auth:
        monkeypatch.setenv("PARKGRAPH_PASSWORD", server.auth[1])
        arguments += ["--user", server.auth[0]]
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 0, done.output
    assert done.stderr.strip() == f"{server.store_url}: 1 of 1 graphs right (4 triples)"


# ------------------------------------------------------------------- a database that fails


class Weak(http.server.BaseHTTPRequestHandler):
    """A graph store that answers as told: a list of statuses, then 204 for ever."""

    statuses: ClassVar[list] = []
    seen: ClassVar[Counter] = Counter()

    def do_PUT(self):
        self.rfile.read(int(self.headers["Content-Length"] or 0))
        Weak.seen[self.command] += 1
        status = Weak.statuses.pop(0) if Weak.statuses else 204
        if status is None:
            self.connection.close()
            return
        self.send_response(status)
        self.end_headers()

    do_POST = do_PUT

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "application/n-triples")
        self.end_headers()
        self.wfile.write(b"<a:a> <a:a> <a:a> .\n" * 4)

    def log_message(self, *arguments):
        pass


@pytest.fixture
def weak():
    Weak.statuses, Weak.seen = [], Counter()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Weak)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/rdf"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    ("statuses", "requests", "failed"),
    [
        ([500, 503, 204], 3, None),
        ([None, 204], 2, None),
        ([429], 2, None),
        ([400], 1, "400 Bad Request"),
        ([404], 1, "404 Not Found"),
        ([500] * 5, 5, "500 Internal Server Error"),
    ],
)
def test_what_may_pass_is_tried_again_and_what_will_not_is_said(weak, statuses, requests, failed):
    Weak.statuses = list(statuses)
    with Target(weak, find_kind(None, weak), pause=0.001) as target:
        done = load(list(quads_of(1, "dong")), target)
    assert Weak.seen["PUT"] == requests
    assert [reason.partition(": ")[2] for _, reason in done.failed] == ([failed] if failed else [])


def test_counts_that_differ_are_named(weak):
    with Target(weak, find_kind("generic", weak), pause=0.001) as target:
        done = load([*quads_of(1, "dong"), *quads_of(2, "dong", "xi")], target)
    assert done.differences == (Difference(graph(2).value, 8, 4),)
    assert not done.complete


def test_no_database_at_all():
    done = CliRunner().invoke(main, ["load", "http://127.0.0.1:1/store", "--store", "none.nq"])
    assert done.exit_code == 2
    with (
        Target("http://127.0.0.1:1/store", KINDS["oxigraph"], pause=0.001) as target,
        pytest.raises(ParkgraphError),
    ):
        load(list(quads_of(1, "dong")), target)


def test_kinds():
    assert find_kind(None, "http://h/sparql-graph-crud-auth").name == "virtuoso"
    assert find_kind(None, "http://h/ds/data/").name == "fuseki"
    assert find_kind("fuseki", "http://h/x").query_url("http://h/x") is None
    assert (
        KINDS["graphdb"].query_url("http://h/repositories/r/rdf-graphs/service") == "http://h/repositories/r"
    )
    assert {name for name, kind in KINDS.items() if kind.tested} == set(SERVERS)
    with pytest.raises(ParkgraphError, match="neo4j: not a kind of database"):
        find_kind("neo4j", "http://h/x")
