"""The server: the SPARQL protocol and its examples, the graph store to read from, things as triples."""

import csv
import io
import json
import threading
import time

import pytest
import rdflib
import uvicorn
from pyoxigraph import QueryResultsFormat, RdfFormat, parse
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import JSON, POST, SPARQLWrapper
from starlette.testclient import TestClient

from parkgraph.queries import run_query
from parkgraph.store import fill_store
from parkgraph.vocabulary import PREFIXES
from parkgraph.web import make_application
from parkgraph.web.negotiation import choose
from tests.servers.processes import free_port

DOCUMENT = PREFIXES["document"] + "0" * 16
OTHER = PREFIXES["document"] + "1" * 16
PARK = PREFIXES["park"] + "dong"
GRAPH = (
    "".join(f"@prefix {p}: <{n}> .\n" for p, n in PREFIXES.items())
    + f"""
<{DOCUMENT}> {{ park:dong a pg:Park ; skos:prefLabel "东园区"@zh ; pg:evidence evidence:1 ;
    pg:locatedInPlace place:320700 ; pg:parkKind parkkind:chemical-park .
  place:320700 skos:prefLabel "某市"@zh ; pg:code "320700" .
  parkkind:chemical-park skos:notation "chemical-park" .
  evidence:1 oa:start 0 ; oa:end 3 ; oa:exact "东园区" ; pg:sentence "东园区<script>alert(1)</script>开园。" ;
    dcterms:source <{DOCUMENT}> .
  park:old dcterms:isReplacedBy park:dong . }}
<{OTHER}> {{ enterprise:a a pg:Enterprise ; skos:prefLabel "甲公司"@zh ; pg:enteredPark park:dong . }}
"""
)
NAMES = "SELECT ?name { ?thing <http://www.w3.org/2004/02/skos/core#prefLabel> ?name } ORDER BY ?name"


@pytest.fixture(scope="module")
def client():
    store = fill_store(parse(GRAPH.encode(), format=RdfFormat.TRIG))
    with TestClient(make_application(store), follow_redirects=False) as client:
        yield client


@pytest.fixture(scope="module")
def address(client):
    """The same application on a real port."""
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(client.app, port=port, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


def names(response):
    return [row["name"]["value"] for row in response.json()["results"]["bindings"]]


def test_a_query_by_get_and_by_both_kinds_of_post(client):
    answers = [
        client.get("/sparql", params={"query": NAMES}),
        client.post("/sparql", data={"query": NAMES}),
        client.post("/sparql", content=NAMES, headers={"Content-Type": "application/sparql-query"}),
    ]
    assert [(a.status_code, names(a)) for a in answers] == [(200, ["东园区", "某市", "甲公司"])] * 3


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/tab-separated-values, text/csv;q=0.9", "text/tab-separated-values; charset=utf-8"),
        ("application/json", "application/json"),
    ],
)
def test_a_table_comes_as_the_client_likes_it(client, accept, media_type):
    answer = client.get("/sparql", params={"query": NAMES}, headers={"Accept": accept})
    assert (answer.status_code, answer.headers["content-type"]) == (200, media_type)
    assert "东园区" in answer.text
    assert answer.headers["vary"] == "Accept"


@pytest.mark.parametrize(
    ("accept", "form"),
    [("text/turtle", "turtle"), ("application/n-triples", "nt"), ("application/rdf+xml", "xml")],
)
def test_a_graph_comes_as_the_client_likes_it(client, accept, form):
    text = f"DESCRIBE <{PARK}>"
    answer = client.get("/sparql", params={"query": text}, headers={"Accept": accept})
    assert answer.headers["content-type"].startswith(accept)
    assert rdflib.URIRef(PARK) in set(rdflib.Graph().parse(data=answer.text, format=form).subjects())


def test_yes_and_no(client):
    asked = [
        client.get("/sparql", params={"query": text}) for text in ("ASK { ?s ?p ?o }", "ASK { ?s ?s ?s }")
    ]
    assert [a.json()["boolean"] for a in asked] == [True, False]


def test_the_graphs_that_a_query_sees(client):
    def seen(**fields):
        return names(client.get("/sparql", params={"query": NAMES, **fields}))

    assert seen(**{"default-graph-uri": DOCUMENT}) == ["东园区", "某市"]
    assert seen(**{"default-graph-uri": [DOCUMENT, OTHER]}) == ["东园区", "某市", "甲公司"]
    assert seen(**{"default-graph-uri": "http://a.test/none"}) == []
    within = "SELECT ?name { GRAPH ?g { ?t <http://www.w3.org/2004/02/skos/core#prefLabel> ?name } }"
    answer = client.get("/sparql", params={"query": within, "named-graph-uri": OTHER})
    assert names(answer) == ["甲公司"]


@pytest.mark.parametrize(
    ("method", "options", "status"),
    [
        ("GET", {"params": {"query": "SELECT"}}, 400),
        ("GET", {"params": {"query": [NAMES, NAMES]}}, 400),
        ("GET", {"params": {"update": "CLEAR ALL"}}, 405),
        ("GET", {"params": {"query": "INSERT DATA { <a:a> <a:a> <a:a> }"}}, 400),
        ("GET", {"params": {"query": "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"}}, 400),
        ("GET", {"params": {"query": NAMES}, "headers": {"Accept": "image/png"}}, 406),
        ("POST", {"data": {"update": "CLEAR ALL"}}, 405),
        ("POST", {"data": {"other": "x"}}, 400),
        ("POST", {"content": "CLEAR ALL", "headers": {"Content-Type": "application/sparql-update"}}, 405),
        ("POST", {"content": NAMES, "headers": {"Content-Type": "text/plain"}}, 415),
        ("POST", {"content": b"\xff", "headers": {"Content-Type": "application/sparql-query"}}, 400),
        ("POST", {"content": b" " * 1_000_001, "headers": {"Content-Type": "application/sparql-query"}}, 413),
        ("PUT", {"content": NAMES}, 415),
    ],
)
def test_what_is_refused_and_how(client, method, options, status):
    answer = client.request(method, "/sparql", **options)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.text.strip()


def test_the_word_service_in_a_string_or_name_is_no_service(client):
    text = 'SELECT ?service { BIND("SERVICE <x>" AS ?service) } # SERVICE'
    assert client.get("/sparql", params={"query": text}).status_code == 200


def test_the_service_describes_itself(client):
    answer = client.get("/sparql", headers={"Accept": "text/turtle"})
    graph = rdflib.Graph().parse(data=answer.text, format="turtle")
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    service = graph.value(predicate=rdflib.RDF.type, object=sd.Service)
    assert graph.value(service, sd.supportedLanguage) == sd.SPARQL11Query
    assert str(graph.value(service, sd.endpoint)).endswith("/sparql")


def test_a_graph_of_the_store(client):
    answer = client.get("/store", params={"graph": OTHER}, headers={"Accept": "application/n-triples"})
    assert len(answer.text.splitlines()) == 3
    whole = client.get("/store?default", headers={"Accept": "application/n-triples"})
    assert len(whole.text.splitlines()) == 17
    assert client.head("/store", params={"graph": OTHER}).status_code == 200


@pytest.mark.parametrize(
    ("method", "params", "status"),
    [
        ("GET", {"graph": "http://a.test/none"}, 404),
        ("GET", {"graph": "no iri"}, 400),
        ("GET", {}, 400),
        ("GET", {"graph": OTHER, "default": ""}, 400),
        ("PUT", {"graph": OTHER}, 405),
        ("DELETE", {"graph": OTHER}, 405),
        ("POST", {"default": ""}, 405),
    ],
)
def test_what_the_graph_store_refuses(client, method, params, status):
    assert client.request(method, "/store", params=params).status_code == status


def test_a_thing_as_page_and_as_triples(client):
    page = client.get("/id/park/dong", headers={"Accept": "text/html"})
    assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert '<div id="app">' in page.text
    turtle = client.get("/id/park/dong", headers={"Accept": "text/turtle"})
    graph = rdflib.Graph().parse(data=turtle.text, format="turtle")
    assert (None, rdflib.URIRef(PREFIXES["pg"] + "enteredPark"), rdflib.URIRef(PARK)) in graph
    json.loads(client.get("/id/park/dong", headers={"Accept": "application/ld+json"}).text)
    assert client.get("/id/park/none").status_code == 404
    assert client.get("/id/park/none", headers={"Accept": "text/turtle"}).status_code == 404
    assert client.get("/id/park/dong", headers={"Accept": "image/png"}).status_code == 406


def test_a_thing_that_is_now_another_leads_there(client):
    answer = client.get("/id/park/old")
    assert (answer.status_code, answer.headers["location"]) == (301, "/id/park/dong")
    assert client.get("/api/things/park/old").json() == {"id": "park/old", "replacedBy": "park/dong"}


def test_no_page_takes_script_or_style_from_elsewhere(client):
    for address in ("/", "/id/park/dong", "/api/about", "/sparql?query=ASK%20%7B%7D", "/static/index.html"):
        policy = client.get(address).headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
        assert "unsafe" not in policy
    workbench = client.get("/workbench").headers["content-security-policy"]
    assert "script-src 'self'; style-src 'self' 'unsafe-inline';" in workbench


@pytest.mark.parametrize(
    "address", ["/", "/search", "/questions", "/questions/x", "/ask", "/graph", "/places"]
)
def test_every_page_is_the_page_application(client, address):
    page = client.get(address)
    assert (page.status_code, '<div id="app">' in page.text) == (200, True)


def test_other_addresses_are_not_found(client):
    answer = client.get("/etc/passwd")
    assert (answer.status_code, answer.text) == (404, "nothing at /etc/passwd\n")


@pytest.mark.parametrize(
    ("accept", "offered", "chosen"),
    [
        ("", ["a/b"], "a/b"),
        ("a/*;q=0.5, a/c", ["a/b", "a/c"], "a/c"),
        ("a/b;q=0, */*", ["a/b", "a/c"], "a/c"),
        ("a/b;q=x", ["a/b"], None),
        ("*/*;q=0.1, a/b;q=0.2", ["a/c", "a/b"], "a/b"),
    ],
)
def test_negotiation(accept, offered, chosen):
    assert choose(accept, offered) == chosen


def test_public_clients_are_answered(address):
    wrapper = SPARQLWrapper(f"{address}/sparql")
    wrapper.setQuery(NAMES)
    wrapper.setReturnFormat(JSON)
    wrapper.setMethod(POST)
    rows = wrapper.query().convert()["results"]["bindings"]
    assert [row["name"]["value"] for row in rows] == ["东园区", "某市", "甲公司"]
    store = SPARQLStore(f"{address}/sparql")
    found = rdflib.Graph(store).query(NAMES)
    assert [str(row[0]) for row in found] == ["东园区", "某市", "甲公司"]


def test_the_command_line_asks_it(address):
    results = run_query(NAMES, f"{address}/sparql")
    written = results.serialize(format=QueryResultsFormat.CSV).decode()
    assert list(csv.reader(io.StringIO(written))) == [["name"], ["东园区"], ["某市"], ["甲公司"]]
