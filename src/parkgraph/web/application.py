"""The application: which address is answered by what."""

from __future__ import annotations

from functools import partial

from pyoxigraph import Store
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from parkgraph.web.asking import Asking, answer
from parkgraph.web.pages import Pages
from parkgraph.web.protocol import answer_query, read_graph, refuse
from parkgraph.web.things import answer_thing

_SAFE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
}
_READING = ["GET", "HEAD"]


def make_application(store: Store, asking: Asking | None = None) -> Starlette:
    """The ASGI application over a store whose default graph is the union of its graphs.

    :param asking: what answers queries; by default the store, in this process and without limits
    """
    pages = Pages(store)
    asked = asking or partial(answer, store)

    async def sparql(request: Request) -> Response:
        return _with_headers(await answer_query(request, asked))

    async def graphs(request: Request) -> Response:
        return _with_headers(await read_graph(request, asked))

    async def thing(request: Request) -> Response:
        return _with_headers(await answer_thing(request, store, pages))

    async def missing(request: Request, _: Exception) -> Response:
        return _with_headers(refuse(404, f"nothing at {request.url.path}"))

    def page(name: str) -> Route:
        async def show(request: Request) -> Response:
            return _with_headers(await getattr(pages, name)(request))

        return Route(pages.ADDRESSES[name], show, methods=_READING)

    return Starlette(
        routes=[
            Route("/sparql", sparql, methods=["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH"]),
            Route("/store", graphs, methods=["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH"]),
            Route("/id/{kind}/{slug}", thing, methods=_READING),
            *(page(name) for name in pages.ADDRESSES),
        ],
        exception_handlers={404: missing},
    )


def _with_headers(response: Response) -> Response:
    response.headers.update(_SAFE)
    return response
