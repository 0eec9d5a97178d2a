"""The SPARQL 1.1 Protocol and the reading half of the Graph Store HTTP Protocol, over a store."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import parse_qs

from pyoxigraph import (
    DefaultGraph,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    Triple,
    serialize,
)
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from parkgraph.vocabulary import PREFIXES
from parkgraph.web.description import describe_service
from parkgraph.web.negotiation import choose

TABLES = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "text/csv": QueryResultsFormat.CSV,
    "text/tab-separated-values": QueryResultsFormat.TSV,
    "application/json": QueryResultsFormat.JSON,
    "application/xml": QueryResultsFormat.XML,
}
"""The media types of a table and of a yes or no."""

_TEXTS = frozenset({"text/csv", "text/tab-separated-values"})  # forms that have no yes and no

GRAPHS = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "text/plain": RdfFormat.N_TRIPLES,
}
"""The media types of a graph."""

_QUERY = "application/sparql-query"
_FORM = "application/x-www-form-urlencoded"
_LONGEST = 1_000_000  # bytes of a request
# keywords outside strings, IRIs and comments
_QUOTED = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\'|"(?:[^"\\\n]|\\.)*"'
    r"|'(?:[^'\\\n]|\\.)*'|<[^<>\"{}|^`\\\x00-\x20]*>|#[^\n]*"
)
_SERVICE = re.compile(r"(?<![\w:?$-])service(?![\w:-])", re.IGNORECASE)


class _Refused(Exception):
    """A request that is not answered: its status and why."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


async def answer_query(request: Request, store: Store) -> Response:
    """A query by GET or POST, or, for a GET without one, the description of the service."""
    try:
        return await _answer(request, store)
    except _Refused as refused:
        return refuse(refused.status, str(refused))


def refuse(status: int, reason: str) -> Response:
    """An error as plain text."""
    headers = {"Allow": "GET, HEAD, POST"} if status == 405 else {}
    return Response(f"{reason}\n", status, headers, "text/plain; charset=utf-8")


async def _answer(request: Request, store: Store) -> Response:
    query, default, named = await _read_request(request)
    accept = request.headers.get("accept")
    if query is None:
        media_type = choose(accept, list(GRAPHS)) or "text/turtle"
        triples = describe_service(str(request.url.replace(query="")))
        return write_graph(triples, media_type)
    if _SERVICE.search(_QUOTED.sub(" ", query)):
        raise _Refused(400, "SERVICE is not answered here")

    return await run_in_threadpool(_ask, store, query, default, named, accept)


def _ask(
    store: Store, query: str, default: Sequence[str], named: Sequence[str], accept: str | None
) -> Response:
    """The answer to a query; its results never leave the thread that made them."""
    try:
        results = store.query(
            query,
            default_graph=[NamedNode(iri) for iri in default] or None,
            named_graphs=[NamedNode(iri) for iri in named] or None,
        )
        if isinstance(results, QuerySolutions | QueryBoolean):
            offered = [t for t in TABLES if isinstance(results, QuerySolutions) or t not in _TEXTS]
            media_type = choose(accept, offered)
            if media_type is not None:
                body = results.serialize(format=TABLES[media_type]) or b""
                return Response(body, 200, {"Vary": "Accept"}, _with_charset(media_type))
            return refuse(406, f"a table can be had as {', '.join(offered)}")
        media_type = choose(accept, list(GRAPHS))
        if media_type is not None:
            return write_graph(sorted(set(results), key=str), media_type)
        return refuse(406, f"a graph can be had as {', '.join(GRAPHS)}")
    except (SyntaxError, ValueError) as error:
        return refuse(400, f"not a SPARQL 1.1 query: {error}")


async def _read_request(request: Request) -> tuple[str | None, Sequence[str], Sequence[str]]:
    """The query of a request, None without one, and the graphs that it shall see."""
    fields = request.query_params
    default, named = fields.getlist("default-graph-uri"), fields.getlist("named-graph-uri")
    if request.method in ("GET", "HEAD"):
        if "update" in fields:
            raise _Refused(405, "nothing can be changed here")
        queries = fields.getlist("query")
    else:
        body = await _read_body(request)
        media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if media_type == _QUERY:
            queries = [body]
        elif media_type == _FORM:
            form = parse_qs(body, keep_blank_values=True)
            if "update" in form:
                raise _Refused(405, "nothing can be changed here")
            queries = form.get("query", [])
            default = [*default, *form.get("default-graph-uri", ())]
            named = [*named, *form.get("named-graph-uri", ())]
        elif media_type == "application/sparql-update":
            raise _Refused(405, "nothing can be changed here")
        else:
            raise _Refused(415, f"a query is posted as {_QUERY} or {_FORM}")
        if not queries:
            raise _Refused(400, "no query")
    if len(queries) > 1:
        raise _Refused(400, "more than one query")
    return (queries[0] if queries else None), default, named


async def _read_body(request: Request) -> str:
    body = await request.body()
    if len(body) > _LONGEST:
        raise _Refused(413, f"more than {_LONGEST} bytes")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise _Refused(400, "not UTF-8") from None


async def read_graph(request: Request, store: Store) -> Response:
    """A graph of the store by name (``?graph=IRI``), or all of them as one (``?default``)."""
    if request.method not in ("GET", "HEAD"):
        return refuse(405, "nothing can be changed here")
    fields = request.query_params
    if ("graph" in fields) == ("default" in fields):
        return refuse(400, "name a graph by ?graph=IRI, or ask for ?default")
    media_type = choose(request.headers.get("accept"), list(GRAPHS))
    if media_type is None:
        return refuse(406, f"a graph can be had as {', '.join(GRAPHS)}")
    try:
        graph = NamedNode(fields["graph"]) if "graph" in fields else DefaultGraph()
    except ValueError as error:
        return refuse(400, str(error))

    def read() -> Response:
        quads: list[Quad] = list(store.quads_for_pattern(None, None, None, graph))
        if not quads and not isinstance(graph, DefaultGraph):
            return refuse(404, f"no graph {graph.value}")
        return write_graph(sorted({quad.triple for quad in quads}, key=str), media_type)

    return await run_in_threadpool(read)


def write_graph(triples: Sequence[Triple], media_type: str) -> Response:
    """Triples in one of the media types of :data:`GRAPHS`."""
    form = GRAPHS[media_type]
    prefixes = dict(PREFIXES) if form in (RdfFormat.TURTLE, RdfFormat.RDF_XML) else None
    body = serialize(triples, format=form, prefixes=prefixes) or b""
    return Response(body, 200, {"Vary": "Accept"}, _with_charset(media_type))


def _with_charset(media_type: str) -> str:
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type
