"""The application: which address is answered by what."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from types import MappingProxyType

from pyoxigraph import Store
from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from parkgraph.web.api import Explorer, api_routes
from parkgraph.web.asking import Asking, answer
from parkgraph.web.protocol import answer_query, read_graph, refuse
from parkgraph.web.things import answer_thing

_STATIC = Path(__file__).parent / "static"
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'{more}; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_SAFE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": _POLICY.format(more=""),
}
_WORKBENCH = _POLICY.format(more=" 'unsafe-inline'")  # its editor writes style attributes
_READING = ["GET", "HEAD"]
_PAGES = ("/", "/search", "/questions", "/questions/{name}", "/ask", "/graph", "/places", "/quality")
_LONG = "public, max-age=31536000, immutable"  # the names of assets change with their content


def make_application(
    store: Store,
    asking: Asking | None = None,
    *,
    build: Path | None = None,
    documents: Sequence[str | Path] = (),
) -> Starlette:
    """The ASGI application over a store whose default graph is the union of its graphs.

    :param asking: what answers queries; by default the store, in this process and without limits
    :param build: the folder of the build, for its report
    :param documents: the inputs of the build, to show evidence in the original documents
    """
    asked = asking or partial(answer, store)
    explorer = Explorer(store, asked, build, documents)

    async def sparql(request: Request) -> Response:
        return _with_headers(await answer_query(request, asked))

    async def graphs(request: Request) -> Response:
        return _with_headers(await read_graph(request, asked))

    async def thing(request: Request) -> Response:
        return _with_headers(await answer_thing(request, store, _show))

    async def page(_: Request) -> Response:
        return _with_headers(_show())

    async def workbench(_: Request) -> Response:
        return _with_headers(_show(), {"Content-Security-Policy": _WORKBENCH})

    async def missing(request: Request, _: Exception) -> Response:
        return _with_headers(refuse(404, f"nothing at {request.url.path}"))

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        # names are gathered while the first page is looked at
        threading.Thread(target=lambda: (explorer.asker, explorer.places), daemon=True).start()
        yield

    squeezed = [Middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)]
    return Starlette(
        routes=[
            Route("/sparql", sparql, methods=["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH"]),
            Route("/store", graphs, methods=["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH"]),
            Route("/id/{kind}/{slug}", thing, methods=_READING),
            *(Route(path, page, methods=_READING) for path in _PAGES),
            Route("/workbench", workbench, methods=_READING),
            Mount("/api", routes=api_routes(explorer), middleware=[*squeezed, Middleware(_Safe)]),
            Mount("/static", StaticFiles(directory=_STATIC), middleware=[*squeezed, Middleware(_Safe)]),
        ],
        exception_handlers={404: missing},
        lifespan=lifespan,
    )


def _show(status: int = 200) -> Response:
    """The page application."""
    path = _STATIC / "index.html"
    if not path.is_file():
        return refuse(503, "the page application is not built: make web")
    return Response(path.read_bytes(), status, {"Cache-Control": "no-cache"}, "text/html; charset=utf-8")


def _with_headers(response: Response, more: Mapping[str, str] = MappingProxyType({})) -> Response:
    response.headers.update({**_SAFE, **more})
    return response


class _Safe:
    """Sets the headers of every answer of an application, and how long assets may be kept."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers as the application does."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(_SAFE)
                assets = "/static/assets/" in scope["path"] and message["status"] == 200
                headers["Cache-Control"] = _LONG if assets else "no-cache"
            await send(message)

        await self._app(scope, receive, send_with_headers)
