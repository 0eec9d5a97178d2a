"""Writes the tables of ``docs/databases.md`` from real servers: ``python tools/write_database_tables.py``.

Two tables: every query of the catalogue in every engine (whether its rows are the expected ones, and how
long it took), and every database with what loading does there.  With ``--check`` nothing is written and
the exit status says whether all rows are equal and all loads right.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from pyoxigraph import Literal, NamedNode, Quad  # noqa: E402

from parkgraph.loading import KINDS, Target, load  # noqa: E402
from parkgraph.queries import read_catalogue  # noqa: E402
from parkgraph.queries.tables import write_cell  # noqa: E402
from parkgraph.store import load_graph, open_store  # noqa: E402
from parkgraph.vocabulary import PREFIXES, XSD  # noqa: E402
from tests.servers.asking import ask, put_graph, read_answer  # noqa: E402
from tests.servers.jena import Jena  # noqa: E402
from tests.servers.oxigraph import Oxigraph  # noqa: E402
from tests.servers.virtuoso import Virtuoso  # noqa: E402

TARGET = ROOT / "docs" / "databases.md"
EXAMPLES = ROOT / "tests" / "queries"
BEGIN, END = "<!-- {} begin -->", "<!-- {} end -->"


def expected_rows(name: str) -> list[list[str]]:
    """The rows that a query must give on its example, sorted."""
    lines = (EXAMPLES / name / "expected.tsv").read_text("utf-8").splitlines()
    return sorted(line.split("\t") for line in lines[1:])


def timed(run: Callable[[], list[list[str]]], expected: list[list[str]]) -> tuple[bool, float]:
    """Whether the rows are the expected ones, and the milliseconds it took."""
    start = time.perf_counter()
    rows = run()
    return sorted(rows) == expected, (time.perf_counter() - start) * 1000


def compare_engines(servers: list[Any], jena: Jena, folder: Path) -> tuple[list[str], bool]:
    """The table of queries, and whether all rows are equal."""
    names = ["pyoxigraph", "rdflib", *(server.name for server in servers), jena.name]
    lines = [f"| query | rows | {' | '.join(names)} |", f"|---|---:|{'---:|' * len(names)}"]
    right = True
    for query in read_catalogue():
        data = EXAMPLES / query.name / "data.ttl"
        expected = expected_rows(query.name)

        def in_store(text: str = query.text, data: Path = data) -> list[list[str]]:
            results: Any = open_store(data).query(text)
            variables = [variable.value for variable in results.variables]
            return [[write_cell(row[name]) for name in variables] for row in results]

        def in_rdflib(text: str = query.text, data: Path = data) -> list[list[str]]:
            def cell(term: Any) -> str:
                value = "" if term is None else term.toPython()
                return format(value.normalize(), "f") if hasattr(value, "normalize") else str(value)

            return [[cell(term) for term in row] for row in load_graph(data).query(text)]

        cells = [timed(in_store, expected), timed(in_rdflib, expected)]
        for server in servers:
            graph = f"http://example.test/{query.name}"
            put_graph(server, graph, data.read_bytes())
            cells.append(timed(lambda s=server, t=query.text, g=graph: ask(s.query_url, t, g)[1], expected))
        cells.append(timed(lambda t=query.text, d=data: read_answer(jena.query(t, d, folder))[1], expected))
        right = right and all(equal for equal, _ in cells)
        written = " | ".join(f"{'=' if equal else '**≠**'} {spent:.0f}" for equal, spent in cells)
        lines.append(f"| `{query.name}` | {len(expected)} | {written} |")
    return lines, right


def sample(number: int, *names: str) -> list[Quad]:
    """A small graph with Chinese, tags of two languages, a decimal and a date."""
    graph = NamedNode(f"{PREFIXES['document']}{number:016x}")
    quads = []
    for name in names:
        park = NamedNode(PREFIXES["park"] + name)
        for predicate, value in (
            (f"{PREFIXES['skos']}prefLabel", Literal(f"“{name}”园区\n㎡𠮷", language="zh")),
            (f"{PREFIXES['skos']}prefLabel", Literal(f"{name} park", language="en")),
            (f"{PREFIXES['pg']}value", Literal("12345678901.25", datatype=NamedNode(f"{XSD}decimal"))),
            (f"{PREFIXES['pg']}periodEnd", Literal("2021-12-31", datatype=NamedNode(f"{XSD}date"))),
        ):
            quads.append(Quad(park, NamedNode(predicate), value, graph))
    return quads


def try_database(server: Any) -> list[str]:
    """What loading does in a database: a cell a thing tried."""

    def rows(number: int) -> list[list[str]]:
        graph = f"{PREFIXES['document']}{number:016x}"
        text = (
            f"SELECT ?o (LANG(?o) AS ?tag) (STR(DATATYPE(?o)) AS ?type) {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
        )
        return sorted(ask(server.query_url, text)[1])

    def run(quads: list[Quad], **options: Any) -> Any:
        with Target(server.store_url, KINDS[server.name], auth=server.auth) as target:
            return load(quads, target, **options)

    first = run([*sample(1, "dong", "xi"), *sample(2, "nan")])
    found = rows(2)
    values = {row[0]: row for row in found}
    again = run([*sample(1, "bei"), *sample(2, "nan")])
    reloaded = again.complete and len(rows(1)) == 4
    pruned = run(sample(1, "bei"), prune=(PREFIXES["document"],))
    many = [quad for n in range(3, 203) for quad in sample(n, *(f"p{i}" for i in range(25)))]
    start = time.perf_counter()
    counted = run(many)
    speed = len(many) / (time.perf_counter() - start)
    told = {
        "load": first.complete,
        "reload": reloaded,
        "delete": pruned.complete and rows(2) == [],
        "count": counted.complete,
        "Chinese": "“nan”园区\n㎡𠮷" in values,
        "decimals": values.get("12345678901.25", ["", "", ""])[2].endswith("decimal"),
        "dates": values.get("2021-12-31", ["", "", ""])[2].endswith("date"),
        "language tags": sorted(row[1] for row in found if row[1]) == ["en", "zh"],
    }
    return [*("yes" if good else "**no**" for good in told.values()), f"{speed / 1000:.0f},000"]


def compare_databases(servers: list[Any]) -> tuple[list[str], bool]:
    """The table of databases, and whether everything is right in all of them."""
    heads = (
        "load",
        "reload",
        "delete",
        "count",
        "Chinese",
        "decimals",
        "dates",
        "language tags",
        "triples/s",
    )
    lines = [f"| database | {' | '.join(heads)} |", f"|---|{'---|' * len(heads)}"]
    right = True
    for server in servers:
        cells = try_database(server)
        right = right and "**no**" not in cells
        lines.append(f"| {server.name} | {' | '.join(cells)} |")
    return lines, right


def put_table(text: str, name: str, lines: list[str]) -> str:
    """A text with a table between its marks."""
    begin, end = BEGIN.format(name), END.format(name)
    head, _, rest = text.partition(begin)
    _, _, tail = rest.partition(end)
    return f"{head}{begin}\n{chr(10).join(lines)}\n{end}{tail}"


def main() -> None:
    """Starts the servers, fills both tables and stops them."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        servers: list[Any] = [Oxigraph(folder), Virtuoso(folder)]
        try:
            queries, equal = compare_engines(servers, Jena(folder), folder)
            databases, right = compare_databases(servers)
        finally:
            for server in servers:
                server.close()
    if "--check" not in sys.argv:
        text = put_table(TARGET.read_text("utf-8"), "queries", queries)
        TARGET.write_text(put_table(text, "databases", databases), encoding="utf-8")
    sys.stdout.writelines(f"{line}\n" for line in (*queries, "", *databases))
    sys.exit(0 if equal and right else 1)


if __name__ == "__main__":
    main()
