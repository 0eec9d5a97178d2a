"""The server under hostile queries, requests and clients, over real HTTP."""

import base64
import os
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import psutil
import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

from parkgraph.store import NQUADS, STORE, TURTLE, write_store
from tests.servers.hostile import HARMLESS, TOO_LARGE, TOO_LONG
from tests.servers.serving import serve

GOOD = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
THINGS = 4000


def write_things(folder: Path) -> Path:
    quads = [
        Quad(
            NamedNode(f"http://a.test/{n}"),
            NamedNode(f"http://a.test/p{n % 7}"),
            value,
            NamedNode("http://a.test/g"),
        )
        for n in range(THINGS)
        for value in (Literal(f"{'a' * 50}{n}"), NamedNode(f"http://a.test/{(n * 7) % THINGS}"))
    ]
    (folder / NQUADS).write_bytes(serialize(quads, format=RdfFormat.N_QUADS))
    (folder / TURTLE).write_bytes(serialize([q.triple for q in quads], format=RdfFormat.TURTLE))
    write_store(folder / NQUADS, folder / TURTLE, folder / STORE)
    return folder


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return write_things(tmp_path_factory.mktemp("out"))


@pytest.fixture(scope="module")
def address(store):
    limits = ("--time-limit", "2", "--memory-limit", "150", "--answer-limit", "4")
    with serve(store, *limits, "--allow-origin", "https://ok.test") as address:
        yield address


def ask(address, query, **options):
    return httpx.post(f"{address}/sparql", data={"query": query}, timeout=60, **options)


def check_good(address):
    answer = ask(address, GOOD)
    assert answer.status_code == 200
    assert answer.json()["results"]["bindings"][0]["n"]["value"] == str(2 * THINGS)


@pytest.mark.parametrize("name", TOO_LONG)
def test_a_query_that_takes_too_long_is_stopped(address, name):
    answer = ask(address, TOO_LONG[name])
    assert (answer.status_code, answer.text) == (504, "the query took longer than 2 s and was stopped\n")
    check_good(address)


@pytest.mark.parametrize("name", TOO_LARGE)
def test_a_query_that_takes_too_much_is_stopped(address, name):
    answer = ask(address, TOO_LARGE[name])
    assert answer.status_code in (503, 504), answer.text[:200]
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    check_good(address)


@pytest.mark.parametrize("name", HARMLESS)
def test_a_query_that_only_looks_bad_is_answered(address, name):
    assert ask(address, HARMLESS[name]).status_code == 200


def test_what_a_stopped_query_says(address):
    answer = ask(address, TOO_LARGE["a text doubled forty times"])
    assert (answer.status_code, answer.text) == (503, "the query was stopped: it may take 150 MB of memory\n")
    answer = ask(address, TOO_LARGE["a product listed"])
    assert (answer.status_code, answer.text) == (
        503,
        "the answer is larger than 4 MB: ask for less, e.g. with LIMIT\n",
    )
    assert answer.headers["retry-after"] == "5"


def test_a_stopped_query_runs_no_longer(address):
    """The processor time of all processes of the server stands still afterwards."""
    ask(address, TOO_LONG["a product counted"])

    def spent():
        server = next(
            p
            for p in psutil.process_iter(["cmdline"])
            if f"{httpx.URL(address).port}" in (p.info["cmdline"] or [])
        )
        return sum(sum(p.cpu_times()[:2]) for p in [server, *server.children(recursive=True)])

    before = spent()
    time.sleep(2)
    assert spent() - before < 1


def test_a_question_of_the_catalogue_is_stopped_too(tmp_path):
    """Thousands of figures of one park, each compared with each."""
    head = """@prefix pg: <https://w3id.org/parkgraph/ontology#> . @prefix : <http://a.test/> .
        @prefix modality: <https://w3id.org/parkgraph/vocabulary/modality/> .
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        :park a pg:Park ; skos:prefLabel "东园"@zh . :unit skos:notation "count" ."""
    figures = (
        f':m{n} pg:about :park ; rdfs:label "规上企业总产值{n}"@zh ; pg:value {n} ; pg:unit :unit ; '
        f"pg:modality modality:{('actual', 'planned')[n % 2]} ."
        for n in range(8_000)
    )
    graph = tmp_path / "graph.ttl"
    graph.write_text("\n".join([head, *figures]), encoding="utf-8")
    with serve(graph, "--time-limit", "1") as address:
        answer = httpx.get(f"{address}/api/questions/next-targets", timeout=60)
        assert answer.json() == {"error": "the query took longer than 1 s and was stopped"}
        assert answer.status_code == 504
        assert httpx.get(f"{address}/api/questions/park-kinds", timeout=60).json()["total"] == 0


def test_good_queries_do_not_wait_for_long_ones(address):
    with httpx.Client(timeout=60) as client:
        import threading

        threads = [
            threading.Thread(target=ask, args=(address, TOO_LONG["a product counted"])) for _ in range(8)
        ]
        for thread in threads:
            thread.start()
        statuses = [client.post(f"{address}/sparql", data={"query": GOOD}).status_code for _ in range(30)]
        for thread in threads:
            thread.join()
    assert statuses == [200] * 30


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("INSERT DATA { <a:a> <a:a> <a:a> }", 400),
        ("LOAD <file:///etc/passwd>", 400),
        ("CLEAR ALL", 400),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", 400),
        ("SELECT * { SERVICE SILENT ?x { ?s ?p ?o } }", 400),
        ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", 200),
    ],
)
def test_nothing_is_changed_loaded_or_fetched(address, text, status):
    answer = ask(address, text)
    assert answer.status_code == status
    assert "root:" not in answer.text
    check_good(address)


# --------------------------------------------------------------------------- requests


@pytest.mark.parametrize(
    ("method", "path", "options", "status"),
    [
        ("GET", "/sparql?query=" + "a" * 33_000, {}, 414),
        ("GET", "/", {"headers": {"X-Long": "a" * 17_000}}, 431),
        ("GET", "/", {"headers": {f"X-{n}": "a" * 100 for n in range(200)}}, 431),
        ("POST", "/sparql", {"content": b"a" * 1_000_001}, 413),
        ("POST", "/sparql", {"content": (b"a" * 100_000 for _ in range(11))}, 413),
        ("GET", "/", {"headers": {"Host": "evil.test"}}, 421),
        ("GET", "/../../etc/passwd", {}, 404),
        ("GET", "/%2e%2e/%2e%2e/etc/passwd", {}, 404),
        ("GET", "/id/park/%00", {}, 404),
        ("GET", "/store?graph=file:///etc/passwd", {}, 404),
        ("TRACE", "/", {}, 405),
    ],
)
def test_requests_that_are_refused(address, method, path, options, status):
    answer = httpx.request(method, f"{address}{path}", **options)
    assert answer.status_code == status
    assert not [
        word for word in ("/work", "/home", "/tmp", "site-packages", "Traceback") if word in answer.text
    ]
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", ["/", "/sparql", "/questions", "/none", "/search?q=a"])
def test_headers_of_every_answer(address, path):
    headers = httpx.get(f"{address}{path}").headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "server" not in headers


def test_other_pages_read_nothing_unless_allowed(address):
    def allowed(origin):
        answer = httpx.get(f"{address}/sparql", params={"query": GOOD}, headers={"Origin": origin})
        return answer.headers.get("access-control-allow-origin")

    assert [allowed(origin) for origin in ("https://ok.test", "https://evil.test", "null")] == [
        "https://ok.test",
        None,
        None,
    ]


def receive(address, *pieces, pause=0.0, seconds=30.0):
    """What a server answers to bytes, up to its closing the connection, and after how long."""
    started = time.monotonic()
    with socket.create_connection(
        (httpx.URL(address).host, httpx.URL(address).port), timeout=seconds
    ) as client:
        for piece in pieces:
            try:
                client.sendall(piece)
            except OSError:
                break
            time.sleep(pause)
        content = b""
        try:
            while data := client.recv(65536):
                content += data
        except ConnectionResetError:
            pass
    return content, time.monotonic() - started


def test_clients_that_are_slow_to_ask_are_given_up(address):
    said = [(), (b"GET / HT",), (b"GET / HTTP/1.1\r\nHost: localhost\r\nX-A: ", *[b"a"] * 12)]
    with ThreadPoolExecutor() as pool:
        outcomes = list(pool.map(lambda pieces: receive(address, *pieces, pause=1.0), said))
    assert [(content, seconds < 25) for content, seconds in outcomes] == [(b"", True)] * 3


@pytest.mark.parametrize(
    "request_",
    [
        b"\x00\x01\x02\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET  HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"X: " + b"a" * 100_000,
        b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
    ],
)
def test_what_is_no_request_is_told_so(address, request_):
    content, _ = receive(address, request_)
    assert content.startswith((b"HTTP/1.1 400", b"HTTP/1.1 431", b"HTTP/1.1 421"))
    check_good(address)


# -------------------------------------------------------------------------------- token


def test_beyond_loopback_a_token_is_needed(store):
    command = [sys.executable, "-m", "parkgraph", "serve", "--store", str(store), "--host", "0.0.0.0"]
    environment = {k: v for k, v in os.environ.items() if k != "PARKGRAPH_SERVE_TOKEN"}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60)
    assert (done.returncode, "a --token is needed" in done.stderr) == (2, True)


def test_who_has_the_token_is_answered(store):
    environment = {**os.environ, "PARKGRAPH_SERVE_TOKEN": "园-secret"}
    with serve(store, "--host", "0.0.0.0", environment=environment) as address:

        def status(**headers):
            return httpx.get(f"{address}/", headers={k: v.encode() for k, v in headers.items()}).status_code

        basic = base64.b64encode("any:园-secret".encode()).decode()
        assert status() == 401
        assert status(Authorization="Bearer 园-secret") == 200
        assert status(Authorization=f"Basic {basic}") == 200
        assert status(Authorization="Bearer other") == 401
        assert status(Authorization="Basic ???") == 401
        assert "Basic" in httpx.get(f"{address}/sparql").headers["www-authenticate"]
