"""The SPARQL 1.1 Protocol and the reading half of the Graph Store HTTP Protocol, over a store."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import parse_qs

from anyio import CapacityLimiter
from anyio.lowlevel import RunVar
from anyio.to_thread import run_sync
from pyoxigraph import Triple
from starlette.requests import Request
from starlette.responses import Response

from parkgraph.web.asking import Asking, Question
from parkgraph.web.description import describe_service
from parkgraph.web.formats import GRAPHS, serialize_graph, with_charset
from parkgraph.web.negotiation import choose

_QUERY = "application/sparql-query"
_FORM = "application/x-www-form-urlencoded"
_LONGEST = 1_000_000  # bytes of a request
_THREADS = 128  # queries that run or wait for their turn; threads of their own, so that pages need not wait
_waiting: RunVar[CapacityLimiter] = RunVar("parkgraph queries")
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


async def answer_query(request: Request, asking: Asking) -> Response:
    """A query by GET or POST, or, for a GET without one, the description of the service."""
    try:
        return await _answer(request, asking)
    except _Refused as refused:
        return refuse(refused.status, str(refused))


def refuse(status: int, reason: str) -> Response:
    """An error as plain text."""
    headers = {"Allow": "GET, HEAD, POST"} if status == 405 else {}
    return Response(f"{reason}\n", status, headers, "text/plain; charset=utf-8")


async def _answer(request: Request, asking: Asking) -> Response:
    query, default, named = await _read_request(request)
    accept = request.headers.get("accept")
    if query is None:
        media_type = choose(accept, list(GRAPHS)) or "text/turtle"
        triples = describe_service(str(request.url.replace(query="")))
        return write_graph(triples, media_type)
    if _SERVICE.search(_QUOTED.sub(" ", query)):
        raise _Refused(400, "SERVICE is not answered here")
    return await _ask(asking, Question(accept, query, tuple(default), tuple(named)))


async def _ask(asking: Asking, question: Question) -> Response:
    found = await run_sync(asking, question, limiter=waiting_threads())
    headers = {"Vary": "Accept"} if found.status == 200 else {}
    if found.status == 503:
        headers["Retry-After"] = "5"
    return Response(found.body, found.status, headers, found.media_type)


def waiting_threads() -> CapacityLimiter:
    """The threads in which questions are asked."""
    try:
        return _waiting.get()
    except LookupError:
        limiter = CapacityLimiter(_THREADS)
        _waiting.set(limiter)
        return limiter


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


async def read_graph(request: Request, asking: Asking) -> Response:
    """A graph of the store by name (``?graph=IRI``), or all of them as one (``?default``)."""
    if request.method not in ("GET", "HEAD"):
        return refuse(405, "nothing can be changed here")
    fields = request.query_params
    if ("graph" in fields) == ("default" in fields):
        return refuse(400, "name a graph by ?graph=IRI, or ask for ?default")
    if "graph" in fields and not fields["graph"]:
        return refuse(400, "no graph is named")
    return await _ask(asking, Question(request.headers.get("accept"), graph=fields.get("graph", "")))


def write_graph(triples: Sequence[Triple], media_type: str) -> Response:
    """Triples in one of the media types of :data:`GRAPHS`."""
    return Response(serialize_graph(triples, media_type), 200, {"Vary": "Accept"}, with_charset(media_type))
