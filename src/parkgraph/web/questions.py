"""The catalogue for a page: questions with their parameters, and answers as rows or files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from pyoxigraph import Literal, QueryResultsFormat, QuerySolutions, parse_query_results

from parkgraph.queries import CatalogueQuery, fill_parameters, find_query, read_catalogue
from parkgraph.queries.values import choices_of, kinds_of
from parkgraph.vocabulary import RESOURCE
from parkgraph.web.asking import Answer, Question
from parkgraph.web.graph import Graph, Json, id_of, write_literal
from parkgraph.web.names import Names

ROWS = 500
"""The most rows of an answer on a page."""

MEDIA_TYPES = {
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
}
"""The forms that an answer can be had in as a file."""

_LONGEST_NAME = 80


def list_questions() -> list[Json]:
    """The catalogue."""
    return [describe_question(query) for query in read_catalogue()]


def describe_question(query: CatalogueQuery) -> Json:
    """A question with what its form needs."""
    return {
        "name": query.name,
        "zh": query.question_zh,
        "en": query.question_en,
        "keywords": list(query.keywords),
        "parameters": [
            {
                **asdict(parameter),
                "kinds": list(kinds_of(query.name, parameter.name)),
                "choices": [asdict(choice) for choice in choices_of(query.name, parameter.name)],
            }
            for parameter in query.parameters
        ],
        "columns": [asdict(column) for column in query.columns],
        "text": query.text,
    }


def fill(name: str, given: Mapping[str, Sequence[str]]) -> tuple[CatalogueQuery, str]:
    """A query of the catalogue and its text with the values given; empty values count as not given.

    :raises QueryError: when there is no such query, parameter or value of its type
    """
    query = find_query(name)
    values = {key: [v for value in found if (v := value.strip())] for key, found in given.items()}
    return query, fill_parameters(query, {key: found for key, found in values.items() if found})


def first_rows(text: str) -> Question:
    """What is asked for a page: the first rows of an answer, and how many there are."""
    return Question(MEDIA_TYPES["tsv"], text, rows=ROWS)


def write_answer(found: Answer, graph: Graph, names: Names) -> Json:
    """The answer to :func:`first_rows` as rows, with links to the things that its cells name."""
    results = parse_query_results(found.body, format=QueryResultsFormat.TSV)
    assert isinstance(results, QuerySolutions)  # the catalogue holds nothing but SELECT
    columns = [variable.value for variable in results.variables]
    rows = [[_cell(graph, names, solution[column]) for column in columns] for solution in results]
    return {"kind": "table", "columns": columns, "rows": rows, "total": found.rows}


def _cell(graph: Graph, names: Names, term: Any) -> Any:
    """A term as JSON; text that is the name of one thing, or its IRI, leads there."""
    if isinstance(term, Literal):
        value = write_literal(term)
        if isinstance(value, str) and 1 < len(value) <= _LONGEST_NAME:
            if value.startswith(RESOURCE):
                return {"id": id_of(value), "name": graph.name(value)}
            named = names.named(value)
            if len(named) == 1:
                return {"id": id_of(named[0]), "name": value}
        return value
    return graph.write(term)
