"""The catalogue on small graphs, in two engines; parameters; forms of the answer; endpoints."""

import http.server
import io
import json
import re
import threading
import urllib.parse
from decimal import Decimal
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from parkgraph.errors import QueryError, StoreError
from parkgraph.queries import (
    Parameter,
    fill_parameters,
    find_query,
    parse_query,
    parse_settings,
    read_catalogue,
    run_query,
    write_results,
)
from parkgraph.queries.concepts import read_concepts
from parkgraph.queries.parameters import write_term
from parkgraph.queries.tables import print_table, write_cell
from parkgraph.store import load_graph, open_store
from parkgraph.vocabulary import PREFIXES

EXAMPLES = Path(__file__).parent / "queries"
CATALOGUE = {query.name: query for query in read_catalogue()}


def rows_of_oxigraph(text, path):
    results = run_query(text, path)
    names = [variable.value for variable in results.variables]
    return [names, *([write_cell(row[name]) for name in names] for row in results)]


def rows_of_rdflib(text, path):
    results = load_graph(path).query(text)

    def cell(term):
        if term is None:
            return ""
        value = term.toPython()
        if isinstance(value, Decimal):
            value = format(value.normalize(), "f")
        return str(value)

    return [[str(name) for name in results.vars], *([cell(term) for term in row] for row in results)]


def expected_rows(name):
    return [line.split("\t") for line in (EXAMPLES / name / "expected.tsv").read_text("utf-8").splitlines()]


def test_every_query_has_an_example_and_every_example_a_query():
    stems = {path.parent.name for path in EXAMPLES.glob("*/expected.tsv")}
    checks = {path.stem for path in (EXAMPLES.parents[1] / "queries" / "checks").glob("*.rq")}
    assert stems - checks == set(CATALOGUE)


@pytest.mark.parametrize("name", CATALOGUE)
def test_the_answer_on_the_example(name):
    assert rows_of_oxigraph(CATALOGUE[name].text, EXAMPLES / name / "data.ttl") == expected_rows(name)


@pytest.mark.parametrize("name", CATALOGUE)
def test_another_engine_gives_the_same_answer(name):
    assert rows_of_rdflib(CATALOGUE[name].text, EXAMPLES / name / "data.ttl") == expected_rows(name)


@pytest.mark.parametrize("name", CATALOGUE)
def test_every_query_is_described(name):
    query = CATALOGUE[name]
    assert query.question_zh.endswith("?")
    assert query.question_en.endswith("?")
    assert query.keywords
    assert query.cost
    assert [column.name for column in query.columns] == expected_rows(name)[0]
    used = {prefix for prefix in PREFIXES if f"{prefix}:" in query.text.split("\n\n", 1)[1]}
    declared = {line.split()[1].rstrip(":") for line in query.text.splitlines() if line.startswith("PREFIX")}
    assert used == declared


def read_settings():
    """``<query>/settings.tsv``: a parameter, its value, and which of the expected rows (from 1) are left."""
    for path in sorted(EXAMPLES.glob("*/settings.tsv")):
        for line in path.read_text("utf-8").splitlines()[1:]:
            parameter, value, rows = line.split("\t")
            yield path.parent.name, parameter, value, [int(row) for row in rows.split(",") if row]


SETTINGS = list(read_settings())


@pytest.mark.parametrize(("name", "parameter", "value", "lines"), SETTINGS)
def test_a_parameter_restricts_the_answer_in_both_engines(name, parameter, value, lines):
    text = fill_parameters(CATALOGUE[name], {parameter: [value]})
    whole = expected_rows(name)
    expected = [whole[0], *(whole[line] for line in lines)]
    assert rows_of_oxigraph(text, EXAMPLES / name / "data.ttl") == expected
    assert rows_of_rdflib(text, EXAMPLES / name / "data.ttl") == expected


def test_a_broader_indicator_brings_its_narrower_ones():
    text = fill_parameters(CATALOGUE["indicator-by-park"], {"indicator": ["projects"]})
    values = [row[3] for row in rows_of_oxigraph(text, EXAMPLES / "indicator-by-park" / "data.ttl")[1:]]
    assert values == ["50", "14", "2"]


@pytest.mark.parametrize(
    ("name", "belongs"),
    [
        ("enterprise-counts", lambda slug, _: slug.startswith("enterprises")),
        ("project-counts", lambda slug, _: slug.startswith("projects")),
        ("growth-figures", lambda slug, _: slug.endswith("growth") or slug == "decline"),
        (
            "environment-figures",
            lambda slug, above: (
                slug == "land-green" or (above == "environment-and-safety" and slug != "safety-attainment")
            ),
        ),
    ],
)
def test_a_query_that_lists_indicators_lists_all_of_them(name, belongs):
    """Listed, as a store then begins from them, where it would read every figure to filter it."""
    listed = re.search(r"VALUES \?(?:concept|part) \{([^}]+)\}", CATALOGUE[name].text)[1].split()
    concepts = read_concepts("indicator")
    assert listed == sorted(f"indicator:{c.slug}" for c in concepts if belongs(c.slug, c.broader))


def test_every_parameter_is_tested():
    tested = {(name, parameter) for name, parameter, _, _ in SETTINGS} | {("indicator-by-park", "indicator")}
    assert tested == {(q.name, p.name) for q in CATALOGUE.values() for p in q.parameters}


def test_several_values_mean_any_of_them():
    text = fill_parameters(CATALOGUE["central-soe-entries"], {"park": ["东园", "西园", "南园"]})
    assert rows_of_oxigraph(text, EXAMPLES / "central-soe-entries" / "data.ttl") == expected_rows(
        "central-soe-entries"
    )


@pytest.mark.parametrize("value", ['"', "\\", '" } FILTER(true) #', "a\nb", "}", "'", "{ UNDEF }"])
def test_a_value_never_becomes_a_part_of_the_query(value):
    text = fill_parameters(CATALOGUE["project-history"], {"project": [value]})
    assert rows_of_oxigraph(text, EXAMPLES / "project-history" / "data.ttl") == [
        expected_rows("project-history")[0]
    ]


@pytest.mark.parametrize(
    ("kind", "value", "term"),
    [
        ("decimal", "12.50", '"12.50"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        ("decimal", "1e3", None),
        ("decimal", "１２", None),
        ("integer", "2021", "2021"),
        ("integer", "20.1", None),
        ("date", "2021-02-28", '"2021-02-28"^^<http://www.w3.org/2001/XMLSchema#date>'),
        ("date", "2021-02-29", None),
        ("iri", "https://a.test/x#y", "<https://a.test/x#y>"),
        ("iri", "park:mou-12ab34cd", "<https://w3id.org/parkgraph/id/park/mou-12ab34cd>"),
        ("iri", "https://a.test/> ?x", None),
        ("iri", "mou", None),
        ("iri", "a://b:c", None),
        ("iri", "a:%", None),
        ("string", '东 \\ "园"', '"东 \\\\ \\"园\\""'),
        ("string", "\x00", None),
    ],
)
def test_values_are_written_as_terms_of_their_type(kind, value, term):
    parameter = Parameter("p", kind, None, "something")
    if term is None:
        with pytest.raises(QueryError, match=f"is not of type {kind}"):
            write_term(parameter, value)
    else:
        assert write_term(parameter, value) == term


HEADER = "#+ question-zh: 问?\n#+ param: p string — something\n"
SLOT = "SELECT * WHERE { ?s ?p ?o\n  VALUES ?v { UNDEF } #@param p\n}"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (HEADER + "SELECT * WHERE { ?s ?p ?o }", "parameters of the header and of the text differ"),
        (SLOT, "parameters of the header and of the text differ"),
        ("#+ param: p number — something\n" + SLOT, "parameter is not"),
        ("#+ column: no meaning\nASK { }", "column is not"),
        ("#+ answer: 42\nASK { }", "unknown header answer"),
    ],
)
def test_a_malformed_header_is_an_error(text, reason):
    with pytest.raises(QueryError, match=reason):
        parse_query("q", text)


def test_errors_of_use():
    with pytest.raises(QueryError, match=r"central-soe-entry: no such query \(perhaps central-soe-entries"):
        find_query("central-soe-entry")
    with pytest.raises(QueryError, match=r"xyz: no such query \(see: parkgraph queries\)"):
        find_query("xyz")
    with pytest.raises(QueryError, match=r"park-kinds: no parameter park \(it has none\)"):
        fill_parameters(CATALOGUE["park-kinds"], {"park": ["东"]})
    with pytest.raises(QueryError, match="park: not of the form NAME=VALUE"):
        parse_settings(["park"])
    with pytest.raises(QueryError, match="not a SPARQL query"):
        run_query("SELECT", EXAMPLES / "documents" / "data.ttl")
    with pytest.raises(QueryError, match="not a SPARQL query"):
        run_query("DELETE WHERE { ?s ?p ?o }", EXAMPLES / "documents" / "data.ttl")
    with pytest.raises(StoreError, match="does not exist"):
        run_query("ASK { }", EXAMPLES / "none")


def test_the_description_of_a_query():
    query = find_query("largest-projects")
    assert query.describe().splitlines() == [
        "largest-projects",
        "  总投资不低于某个数额的单个项目有哪些,在哪个园区、处于什么阶段?",
        "  Which single projects have at least a given total investment, in which park and at what stage?",
        "    --param minimum=1000000000  (decimal) least total investment (yuan)",
    ]
    assert [q.name for q in CATALOGUE.values() if q.mentions("洽谈")] == [
        "negotiating-projects",
        "project-counts",
    ]


# ------------------------------------------------------------------------ forms

SELECT = "SELECT ?name ?amount WHERE { VALUES (?name ?amount) { ('甲项目' 12.5) ('a|b' UNDEF) } }"
PLACE = EXAMPLES / "documents" / "data.ttl"


@pytest.mark.parametrize(
    ("form", "written"),
    [
        ("csv", "name,amount\r\n甲项目,12.5\r\na|b,\r\n"),
        ("tsv", '?name\t?amount\n"甲项目"\t12.5\n"a|b"\t\n'),
    ],
)
def test_w3c_forms_of_a_table(form, written):
    assert write_results(run_query(SELECT, PLACE), form).decode() == written


def test_json_and_xml():
    answer = json.loads(write_results(run_query(SELECT, PLACE), "json"))
    assert answer["head"] == {"vars": ["name", "amount"]}
    assert answer["results"]["bindings"][1] == {"name": {"type": "literal", "value": "a|b"}}
    assert write_results(run_query("ASK { ?s ?p ?o }", PLACE), "json") == b'{"head":{},"boolean":true}'
    assert b"<uri>" not in write_results(run_query(SELECT, PLACE), "xml")
    assert write_results(run_query("ASK { ?s <http://a.test/none> ?o }", PLACE), "csv") == b"false\n"


def test_triples_are_written_as_turtle_and_only_so():
    text = "CONSTRUCT { ?s ?p ?o } WHERE { ?s <http://purl.org/dc/terms/title> ?o ; ?p ?o }"
    triples = list(parse(write_results(run_query(text, PLACE), "turtle"), format=RdfFormat.TURTLE))
    assert [quad.object.value for quad in triples] == ["招商动态"]
    with pytest.raises(QueryError, match="the answer is a graph"):
        write_results(run_query(text, PLACE), "csv")
    with pytest.raises(QueryError, match="the answer is a table"):
        write_results(run_query(SELECT, PLACE), "turtle")


def test_a_table_for_people_is_aligned_by_the_width_of_its_characters():
    output = io.StringIO()
    print_table(run_query(SELECT, PLACE), output=output)
    assert [line.rstrip() for line in output.getvalue().splitlines()] == [
        "name     amount",
        "───────────────",
        "甲项目     12.5",
        "a|b",
        "(2 rows)",
    ]


# --------------------------------------------------------------------- endpoints


@pytest.fixture
def endpoint():
    """A small SPARQL endpoint over the example of ``documents``; what it was sent is in ``seen``."""
    seen = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            seen.append((self.headers["Content-Type"], self.headers["Accept"], body))
            if self.path == "/broken":
                self.send_error(500, "no luck")
                return
            answer, media_type = b"<html></html>", "text/html"
            if self.path == "/query":
                results = open_store(PLACE).query(urllib.parse.parse_qs(body)["query"][0])
                if hasattr(results, "variables"):
                    answer = results.serialize(format=JSON)
                    media_type = "application/sparql-results+json; charset=utf-8"
                else:
                    answer = results.serialize(format=RdfFormat.N_TRIPLES)
                    media_type = "application/n-triples"
            self.send_response(200)
            self.send_header("Content-Type", media_type)
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *arguments):
            pass

    from pyoxigraph import QueryResultsFormat

    JSON = QueryResultsFormat.JSON
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}", seen
    server.shutdown()
    server.server_close()
    thread.join()


def test_an_endpoint_answers_as_a_store_does(endpoint):
    url, seen = endpoint
    text = CATALOGUE["documents"].text
    assert rows_of_oxigraph(text, f"{url}/query") == expected_rows("documents")
    [(media_type, accept, body)] = seen
    assert media_type == "application/x-www-form-urlencoded"
    assert accept.startswith("application/sparql-results+json")
    assert urllib.parse.parse_qs(body) == {"query": [text]}
    construct = "CONSTRUCT WHERE { ?s <http://purl.org/dc/terms/title> ?o }"
    assert [str(triple) for triple in run_query(construct, f"{url}/query")] == [
        f'<{PREFIXES["document"]}d1> <http://purl.org/dc/terms/title> "招商动态"'
    ]


@pytest.mark.parametrize(
    ("path", "reason"),
    [("/broken", "500 no luck"), ("/page", "answers with text/html, not with a SPARQL result")],
)
def test_an_endpoint_that_fails_is_named(endpoint, path, reason):
    url, _ = endpoint
    with pytest.raises(QueryError, match=f"{url}{path}: {reason}"):
        run_query("ASK { }", url + path)


def test_an_endpoint_that_is_not_there():
    with pytest.raises(QueryError, match=r"http://127\.0\.0\.1:9/query: .*refused"):
        run_query("ASK { }", "http://127.0.0.1:9/query")
