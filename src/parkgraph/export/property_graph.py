"""The graph as nodes and relationships in CSV, for Neo4j (import headers) and Kuzu or its successor.

Every thing is a node of one label with its own columns, every direct triple between things a
relationship; park entries are relationships with their mode and day, evidence relates a thing to its
documents with offsets and sentence.  Concepts become their notations.  What a claim alone states is left
out: the property graph holds what is accepted.

The files of a folder: ``nodes/<Label>.csv``, ``relationships/<TYPE>_<From>_<To>.csv``, ``neo4j.cypher``
(constraints and ``LOAD CSV``), ``neo4j-import.txt`` (the arguments of ``neo4j-admin database import``) and
``kuzu.cypher`` (tables and ``COPY``).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Quad, QuerySolutions, Store

from parkgraph.store import fill_store
from parkgraph.validation.violations import value_of
from parkgraph.vocabulary import PREFIXES

_PREFIXES = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its name, its type (string, double, long, boolean, date) and where it comes from.

    ``path`` is a SPARQL property path from the thing to the value.
    """

    name: str
    type: str
    path: str


@dataclass(frozen=True, slots=True)
class NodeTable:
    """The nodes of one label: the things of a class."""

    label: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class RelationshipTable:
    """The relationships of one type between two labels; ``pattern`` binds ?from, ?to and the columns."""

    type: str
    source: str
    target: str
    pattern: str
    columns: tuple[Column, ...] = ()

    @property
    def stem(self) -> str:
        """The name of its file."""
        return f"{self.type}_{self.source}_{self.target}"


_NAME = Column("name", "string", "skos:prefLabel")
_CONFIDENCE = Column("confidence", "double", "pg:confidence")

NODES = (
    NodeTable(
        "Park",
        (
            _NAME,
            Column("kind", "string", "pg:parkKind/skos:notation"),
            Column("level", "string", "pg:parkLevel"),
        ),
    ),
    NodeTable(
        "Enterprise",
        (
            _NAME,
            Column("ownership", "string", "pg:ownership/skos:notation"),
            Column("creditCode", "string", "pg:creditCode"),
        ),
    ),
    NodeTable(
        "Project",
        (
            _NAME,
            Column("status", "string", "pg:status/skos:notation"),
            Column("totalInvestment", "double", "pg:totalInvestment"),
            _CONFIDENCE,
        ),
    ),
    NodeTable(
        "Policy",
        (
            _NAME,
            Column("kind", "string", "pg:policyKind/skos:notation"),
            Column("documentNumber", "string", "pg:documentNumber"),
            Column("issueDate", "date", "pg:issueDate"),
            _CONFIDENCE,
        ),
    ),
    NodeTable("Place", (_NAME, Column("code", "string", "pg:code"))),
    NodeTable("Agency", (_NAME,)),
    NodeTable(
        "Metric",
        (
            Column("name", "string", "rdfs:label"),
            Column("indicator", "string", "pg:indicator/skos:notation"),
            Column("indicatorKey", "string", "pg:indicatorKey"),
            Column("value", "double", "pg:value"),
            Column("maxValue", "double", "pg:maxValue"),
            Column("unit", "string", "pg:unit/skos:notation"),
            Column("modality", "string", "pg:modality/skos:notation"),
            Column("bound", "string", "pg:bound/skos:notation"),
            Column("periodStart", "date", "pg:periodStart"),
            Column("periodEnd", "date", "pg:periodEnd"),
            Column("asWritten", "string", "pg:asWritten"),
            _CONFIDENCE,
        ),
    ),
    NodeTable(
        "Stage",
        (
            Column("status", "string", "pg:stageStatus/skos:notation"),
            Column("modality", "string", "pg:modality/skos:notation"),
            Column("start", "date", "pg:stageStart"),
            Column("end", "date", "pg:stageEnd"),
            Column("reportedOn", "date", "pg:reportedOn"),
        ),
    ),
    NodeTable(
        "Document",
        (
            Column("title", "string", "dcterms:title"),
            Column("publisher", "string", "dcterms:publisher"),
            Column("issued", "date", "dcterms:issued"),
            Column("source", "string", "dcterms:source"),
        ),
    ),
)
"""The labels with their columns; every node has its IRI too."""

_ENTRY = (
    Column("mode", "string", "pg:entryMode/skos:notation"),
    Column("modality", "string", "pg:modality/skos:notation"),
    Column("start", "date", "pg:entryStart"),
    _CONFIDENCE,
)
_QUOTE = (
    Column("start", "long", "oa:start"),
    Column("end", "long", "oa:end"),
    Column("sentence", "string", "pg:sentence"),
)
_SUBJECTS = ("Park", "Enterprise", "Project", "Policy", "Place", "Agency")


def _direct(type_: str, source: str, target: str, predicate: str) -> RelationshipTable:
    return RelationshipTable(type_, source, target, f"?from {predicate} ?to .")


RELATIONSHIPS = (
    _direct("ENTERED", "Enterprise", "Park", "pg:enteredPark"),
    RelationshipTable(
        "SIGNED_OR_SETTLED", "Enterprise", "Park", "?row pg:entrant ?from ; pg:intoPark ?to .", _ENTRY
    ),
    _direct("LOCATED_IN", "Project", "Park", "pg:locatedInPark"),
    _direct("UNDERTAKEN_BY", "Project", "Enterprise", "pg:undertakenBy"),
    _direct("PHASE_OF", "Project", "Project", "pg:phaseOf"),
    _direct("STAGE_OF", "Stage", "Project", "pg:stageOf"),
    *(_direct("APPLIES_TO", "Policy", label, "pg:appliesTo") for label in ("Park", "Place")),
    _direct("ISSUED_BY", "Policy", "Agency", "pg:issuedBy"),
    _direct("SUB_ORGANIZATION_OF", "Enterprise", "Enterprise", "org:subOrganizationOf"),
    *(
        _direct("IN_PLACE", label, "Place", "pg:locatedInPlace")
        for label in ("Park", "Enterprise", "Project")
    ),
    _direct("PART_OF", "Place", "Place", "pg:partOf"),
    *(_direct("ABOUT", "Metric", label, "pg:about") for label in _SUBJECTS),
    *(
        RelationshipTable(
            "TOLD_IN", label, "Document", "?from pg:evidence ?row . ?row dcterms:source ?to .", _QUOTE
        )
        for label in (*_SUBJECTS, "Metric", "Stage")
    ),
    _direct("COPY_OF", "Document", "Document", "pg:copyOf"),
)
"""The relationships with their columns."""


def write_property_graph(quads: Iterable[Quad], folder: Path) -> None:
    """Writes nodes, relationships and the statements that load them into a folder.

    :param folder: an existing, empty folder
    """
    store = fill_store(quads)
    (folder / "nodes").mkdir()
    (folder / "relationships").mkdir()
    for table in NODES:
        header = [f"iri:ID({table.label})", *map(_typed, table.columns)]
        _write_csv(folder / "nodes" / f"{table.label}.csv", header, node_rows(store, table))
    for related in RELATIONSHIPS:
        ends = [f":START_ID({related.source})", f":END_ID({related.target})"]
        header = [*ends, *map(_typed, related.columns)]
        _write_csv(
            folder / "relationships" / f"{related.stem}.csv", header, relationship_rows(store, related)
        )
    (folder / "neo4j.cypher").write_text("\n".join(_neo4j()) + "\n", encoding="utf-8")
    (folder / "neo4j-import.txt").write_text("\n".join(_neo4j_import()) + "\n", encoding="utf-8")
    (folder / "kuzu.cypher").write_text("\n".join(_kuzu()) + "\n", encoding="utf-8")


def node_rows(store: Store, table: NodeTable) -> Iterator[list[str]]:
    """The rows of a table of nodes, sorted by IRI: IRI and one value a column (the least of several)."""
    pattern = f"?from a pg:{table.label} ."
    yield from _rows(store, pattern, table.columns, "?from", ("from",))


def relationship_rows(store: Store, table: RelationshipTable) -> Iterator[list[str]]:
    """The rows of a table of relationships, sorted: both ends and one value a column."""
    pattern = f"?from a pg:{table.source} . ?to a pg:{table.target} . {table.pattern}"
    subject = "?row" if table.columns else "?from"
    keys = ("from", "to", "row") if table.columns else ("from", "to")
    for row in _rows(store, pattern, table.columns, subject, keys):
        yield [*row[:2], *row[3:]] if table.columns else row


def _rows(
    store: Store, pattern: str, columns: Sequence[Column], subject: str, keys: Sequence[str]
) -> Iterator[list[str]]:
    optional = "".join(
        f"OPTIONAL {{ {subject} {column.path} ?c{number} }} " for number, column in enumerate(columns)
    )
    chosen = " ".join(f"(MIN(?c{number}) AS ?v{number})" for number in range(len(columns)))
    group = " ".join(f"?{key}" for key in keys)
    query = f"{_PREFIXES}SELECT {group} {chosen} {{ {pattern} {optional} }} GROUP BY {group} ORDER BY {group}"
    results = store.query(query)
    assert isinstance(results, QuerySolutions)  # the query is a SELECT
    names = [*keys, *(f"v{number}" for number in range(len(columns)))]
    for solution in results:
        if solution[keys[0]] is not None:  # a group of nothing
            yield [value_of(solution[name]) if solution[name] is not None else "" for name in names]


def _typed(column: Column) -> str:
    return column.name if column.type == "string" else f"{column.name}:{column.type}"


def _write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as output:
        writer = csv.writer(output, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


# ------------------------------------------------------------------------ statements

_CASTS = {"double": "toFloat", "long": "toInteger", "date": "date", "boolean": "toBoolean"}
_KUZU = {"string": "STRING", "double": "DOUBLE", "long": "INT64", "date": "DATE", "boolean": "BOOLEAN"}


def _neo4j() -> Iterator[str]:
    yield "// Run with cypher-shell after the folder lies in the database's import folder as parkgraph/."
    for table in NODES:
        name = table.label.lower()
        yield f"CREATE CONSTRAINT {name}_iri IF NOT EXISTS FOR (n:{table.label}) REQUIRE n.iri IS UNIQUE;"
    for table in NODES:
        key = f"`iri:ID({table.label})`"
        yield (
            f"LOAD CSV WITH HEADERS FROM 'file:///parkgraph/nodes/{table.label}.csv' AS row "
            f"MERGE (n:{table.label} {{iri: row.{key}}}) SET n += {_map(table.columns)};"
        )
    for related in RELATIONSHIPS:
        start, end = f"`:START_ID({related.source})`", f"`:END_ID({related.target})`"
        # what has columns may relate the same two nodes more than once
        verb = "CREATE" if related.columns else "MERGE"
        values = f" SET r += {_map(related.columns)}" if related.columns else ""
        yield (
            f"LOAD CSV WITH HEADERS FROM 'file:///parkgraph/relationships/{related.stem}.csv' AS row "
            # some databases find nothing by an expression in the pattern
            f"WITH row, row.{start} AS start, row.{end} AS end "
            f"MATCH (a:{related.source} {{iri: start}}), (b:{related.target} {{iri: end}}) "
            f"{verb} (a)-[r:{related.type}]->(b){values};"
        )


def _map(columns: Sequence[Column]) -> str:
    pairs = []
    for column in columns:
        value = f"row.`{_typed(column)}`"
        # an empty cell is null in some databases and an empty string in others
        cast = _CASTS.get(column.type, "")
        pairs.append(f"{column.name}: CASE WHEN {value} <> '' THEN {cast}({value}) END")
    return "{" + ", ".join(pairs) + "}"


def _neo4j_import() -> Iterator[str]:
    for table in NODES:
        yield f"--nodes={table.label}=nodes/{table.label}.csv"
    for related in RELATIONSHIPS:
        yield f"--relationships={related.type}=relationships/{related.stem}.csv"


def _kuzu() -> Iterator[str]:
    for table in NODES:
        columns = ", ".join(f"`{column.name}` {_KUZU[column.type]}" for column in table.columns)
        yield f"CREATE NODE TABLE {table.label}(iri STRING, {columns}, PRIMARY KEY(iri));"
    by_type: dict[str, list[RelationshipTable]] = {}
    for related in RELATIONSHIPS:
        by_type.setdefault(related.type, []).append(related)
    for type_, tables in by_type.items():
        ends = ", ".join(f"FROM {table.source} TO {table.target}" for table in tables)
        columns = "".join(f", `{column.name}` {_KUZU[column.type]}" for column in tables[0].columns)
        yield f"CREATE REL TABLE {type_}({ends}{columns});"
    options = "(HEADER=true, PARALLEL=false)"
    for table in NODES:
        yield f'COPY {table.label} FROM "nodes/{table.label}.csv" {options};'
    for related in RELATIONSHIPS:
        several = len(by_type[related.type]) > 1
        ends = f"(HEADER=true, PARALLEL=false, from='{related.source}', to='{related.target}')"
        yield f'COPY {related.type} FROM "relationships/{related.stem}.csv" {ends if several else options};'
