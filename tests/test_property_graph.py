"""The property graph in real databases, Kuzu's successor and ArcadeDB over Bolt: same answers as SPARQL."""

import csv
from pathlib import Path

import ladybug
import neo4j
import pytest
from pyoxigraph import Literal, NamedNode, Quad

from parkgraph.corpus.reading import read_corpus
from parkgraph.export import export_graph
from parkgraph.export.property_graph import NODES, RELATIONSHIPS, write_property_graph
from parkgraph.pipeline import make_graph
from parkgraph.store import fill_store
from parkgraph.vocabulary import PREFIXES
from tests.servers.arcadedb import PASSWORD, ArcadeDB
from tests.servers.processes import NotInstalled

ROOT = Path(__file__).parents[1]
QUESTIONS = sorted((ROOT / "queries" / "cypher").glob("*.cypher"))
_PREFIXES = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
SPARQL = {
    "central-soe-entries": """SELECT ?e ?p { ?x pg:enteredPark ?y ; pg:ownership/skos:notation "central" ;
        skos:prefLabel ?e . ?y a pg:Park ; skos:prefLabel ?p }""",
    "project-stages": """SELECT ?p ?s (COUNT(?j) AS ?n) { ?j a pg:Project ; pg:status/skos:notation ?s ;
        pg:locatedInPark ?y . ?y a pg:Park ; skos:prefLabel ?p } GROUP BY ?y ?p ?s""",
    "largest-projects": """SELECT ?j ?v ?e { ?x a pg:Project ; skos:prefLabel ?j ; pg:totalInvestment ?v .
        FILTER(?v >= 1000000000) OPTIONAL { ?x pg:undertakenBy/skos:prefLabel ?e } }""",
    "enterprises-in-several-parks": """SELECT ?e (COUNT(DISTINCT ?y) AS ?n) { ?x pg:enteredPark ?y ;
        skos:prefLabel ?e . ?y a pg:Park } GROUP BY ?x ?e HAVING (COUNT(DISTINCT ?y) >= 2)""",
    "planned-and-reached": """SELECT DISTINCT ?p ?k ?t ?r { ?a pg:about ?y ; pg:modality modality:planned ;
        pg:indicatorKey ?k ; pg:unit ?u ; pg:value ?t ; pg:periodStart ?s ; pg:periodEnd ?f .
        ?b pg:about ?y ; pg:modality modality:actual ; pg:indicatorKey ?k ; pg:unit ?u ; pg:value ?r ;
        pg:periodStart ?s ; pg:periodEnd ?f . ?y a pg:Park ; skos:prefLabel ?p }""",
}


@pytest.fixture(scope="module")
def quads():
    stories = ROOT / "seeds" / "documents" / "stories" / "tune"
    return make_graph(read_corpus(sorted(stories.glob("0[1-4]-*.txt"))).facts).quads


@pytest.fixture(scope="module")
def folder(quads, tmp_path_factory):
    target = tmp_path_factory.mktemp("property-graph") / "exported"
    export_graph(quads, "property-graph", target)
    return target


@pytest.fixture(scope="module")
def answers(quads):
    store = fill_store(quads)

    def rows(query):
        results = store.query(_PREFIXES + query)
        names = [variable.value for variable in results.variables]
        return sorted([plain(row[name].value if row[name] else None) for name in names] for row in results)

    return {name: rows(query) for name, query in SPARQL.items()}


def plain(value):
    """A cell as text, numbers without needless digits."""
    if value is None:
        return ""
    try:
        return f"{float(value):.6g}"
    except ValueError:
        return str(value)


def statements(file):
    text = "\n".join(line for line in file.read_text("utf-8").splitlines() if not line.startswith("//"))
    return [statement.strip() for statement in text.split(";\n") if statement.strip().rstrip(";")]


@pytest.fixture(scope="module")
def kuzu(folder):
    connection = ladybug.Connection(ladybug.Database(":memory:"))
    for statement in statements(folder / "kuzu.cypher"):
        connection.execute(statement.replace('FROM "', f'FROM "{folder}/'))
    return connection


@pytest.fixture(scope="module")
def bolt(folder, tmp_path_factory):
    try:
        server = ArcadeDB(tmp_path_factory.mktemp("arcadedb"))
    except NotInstalled as missing:
        pytest.skip(f"{missing} is not installed")
    driver = neo4j.GraphDatabase.driver(server.url, auth=("root", PASSWORD))
    with driver.session(database="parkgraph") as session:
        for statement in statements(folder / "neo4j.cypher"):
            text = statement.replace("file:///parkgraph", f"file://{folder}")
            session.execute_write(lambda transaction, text=text: transaction.run(text).consume())
        yield session
    driver.close()
    server.close()


def test_the_questions_are_those_that_are_compared():
    assert {path.stem for path in QUESTIONS} == set(SPARQL)


@pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: path.stem)
def test_kuzu_answers_as_sparql_does(kuzu, answers, path):
    result = kuzu.execute(path.read_text("utf-8"))
    rows = []
    while result.has_next():
        rows.append([plain(cell) for cell in result.get_next()])
    assert rows
    assert sorted(rows) == answers[path.stem]


@pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: path.stem)
def test_the_driver_of_neo4j_is_answered_as_sparql_does(bolt, answers, path):
    rows = [[plain(cell) for cell in record.values()] for record in bolt.run(path.read_text("utf-8"))]
    assert sorted(rows) == answers[path.stem]


def test_nothing_is_lost_on_the_way(kuzu, bolt, folder):
    for table in NODES:
        with (folder / "nodes" / f"{table.label}.csv").open(encoding="utf-8") as file:
            written = sum(1 for _ in csv.reader(file)) - 1
        counted = f"MATCH (n:{table.label}) RETURN count(n)"
        assert kuzu.execute(counted).get_next() == [written]
        assert bolt.run(counted).single()[0] == written
    by_type = {}
    for related in RELATIONSHIPS:
        with (folder / "relationships" / f"{related.stem}.csv").open(encoding="utf-8") as file:
            by_type[related.type] = by_type.get(related.type, 0) + sum(1 for _ in csv.reader(file)) - 1
    for name, written in by_type.items():
        counted = f"MATCH ()-[r:{name}]->() RETURN count(r)"
        assert (name, kuzu.execute(counted).get_next()) == (name, [written])
        assert (name, bolt.run(counted).single()[0]) == (name, written)


def test_text_with_every_mark_comes_through(tmp_path):
    name = '甲,"乙"\n丙;\'丁\\'
    kind = Quad(
        NamedNode(PREFIXES["park"] + "a"),
        NamedNode(PREFIXES["rdf"] + "type"),
        NamedNode(PREFIXES["pg"] + "Park"),
    )
    label = Quad(kind.subject, NamedNode(PREFIXES["skos"] + "prefLabel"), Literal(name, language="zh"))
    write_property_graph([kind, label], tmp_path)
    connection = ladybug.Connection(ladybug.Database(":memory:"))
    for statement in statements(tmp_path / "kuzu.cypher"):
        connection.execute(statement.replace('FROM "', f'FROM "{tmp_path}/'))
    assert connection.execute("MATCH (p:Park) RETURN p.name").get_next() == [name]
