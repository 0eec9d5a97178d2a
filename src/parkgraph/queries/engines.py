"""Running a query: on an embedded store, on a file, or at a SPARQL endpoint."""

from __future__ import annotations

import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
    serialize,
)

from parkgraph.errors import QueryError
from parkgraph.store import open_store
from parkgraph.vocabulary import PREFIXES

Results = QuerySolutions | QueryBoolean | list[Triple]
"""The answer to SELECT, to ASK, and to CONSTRUCT or DESCRIBE (its triples, each once and sorted)."""

_TABLES = {
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
}
_ACCEPT = "application/sparql-results+json, application/n-triples;q=0.9, text/turtle;q=0.8"
_TIMEOUT = 300  # seconds; a store under load may take long, but not for ever


def run_query(text: str, place: str | Path) -> Results:
    """The answer to a query.

    :param text: SPARQL 1.1, without UPDATE
    :param place: an output folder of a build, an RDF file, or the URL of a SPARQL endpoint
    :raises QueryError: when the query is malformed or the endpoint does not answer
    :raises StoreError: when there is no graph at ``place``
    """
    if str(place).startswith(("http://", "https://")):
        return _ask_endpoint(text, str(place))
    try:
        results = open_store(place).query(text)
    except SyntaxError as error:
        raise QueryError(f"not a SPARQL query: {error}") from None
    except (ValueError, OSError, RuntimeError) as error:
        raise QueryError(str(error)) from None
    return _sorted(results) if isinstance(results, QueryTriples) else results


def _sorted(triples: QueryTriples | list[Triple]) -> list[Triple]:
    return sorted(set(triples), key=str)


def _ask_endpoint(text: str, url: str) -> Results:
    body = urllib.parse.urlencode({"query": text}).encode()
    request = urllib.request.Request(url, data=body, headers={"Accept": _ACCEPT})
    try:
        with urllib.request.urlopen(request, timeout=_TIMEOUT) as response:
            content, media_type = response.read(), response.headers.get("Content-Type", "")
    except urllib.error.HTTPError as error:
        said = error.read(500).decode("utf-8", "replace").strip()
        raise QueryError(f"{url}: {error.code} {error.reason}: {said}") from None
    except (urllib.error.URLError, TimeoutError, OSError) as error:
        raise QueryError(f"{url}: {getattr(error, 'reason', error)}") from None
    table = QueryResultsFormat.from_media_type(media_type)
    try:
        if table is not None and "results" in media_type:
            return parse_query_results(content, format=table)
        rdf = RdfFormat.from_media_type(media_type)
        if rdf is None:
            raise QueryError(f"{url}: answers with {media_type or 'no media type'}, not with a SPARQL result")
        return sorted({quad.triple for quad in parse(content, format=rdf)}, key=str)
    except SyntaxError as error:
        raise QueryError(f"{url}: malformed answer: {error}") from None


def write_results(results: Results, form: str) -> bytes:
    """An answer in a W3C form: csv, tsv, json or xml for SELECT and ASK, turtle for triples.

    :raises QueryError: when the form does not fit the kind of query
    """
    if isinstance(results, list):
        if form != "turtle":
            raise QueryError(f"{form}: the answer is a graph, which is written as turtle")
        return serialize(results, format=RdfFormat.TURTLE, prefixes=dict(PREFIXES)) or b""
    if form not in _TABLES:
        raise QueryError(f"{form}: the answer is a table, not a graph (one of {', '.join(_TABLES)})")
    if isinstance(results, QueryBoolean) and form in ("csv", "tsv"):
        return b"true\n" if results else b"false\n"
    return results.serialize(format=_TABLES[form]) or b""
