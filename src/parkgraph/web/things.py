"""Every thing of the graph under its own address: as the page application, or as triples."""

from __future__ import annotations

from collections.abc import Callable

from pyoxigraph import DefaultGraph, NamedNode, Store
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from parkgraph.validation.violations import value_of
from parkgraph.vocabulary import DCTERMS, RESOURCE
from parkgraph.web.formats import GRAPHS
from parkgraph.web.negotiation import choose
from parkgraph.web.protocol import refuse, write_graph

_PAGE = "text/html"


async def answer_thing(request: Request, store: Store, page: Callable[[int], Response]) -> Response:
    """The thing at ``/id/<kind>/<slug>``; one that is now another leads to that.

    :param page: the page application with a status
    """
    iri = f"{RESOURCE}{request.path_params['kind']}/{request.path_params['slug']}"
    media_type = choose(request.headers.get("accept"), [_PAGE, *GRAPHS])
    if media_type is None:
        return refuse(406, f"a thing can be had as {', '.join((_PAGE, *GRAPHS))}")
    try:
        subject = NamedNode(iri)
    except ValueError:
        return refuse(404, "no such thing")

    def read() -> Response:
        replaced = NamedNode(f"{DCTERMS}isReplacedBy")
        for quad in store.quads_for_pattern(subject, replaced, None, DefaultGraph()):
            return RedirectResponse(address_of(value_of(quad.object)), 301)
        triples = sorted(
            {q.triple for q in store.quads_for_pattern(subject, None, None, DefaultGraph())}, key=str
        )
        if media_type == _PAGE:
            return page(200 if triples else 404)
        if not triples:
            return refuse(404, f"nothing of {iri}")
        pointing = store.quads_for_pattern(None, None, subject, DefaultGraph())
        return write_graph([*triples, *sorted({q.triple for q in pointing}, key=str)], media_type)

    response = await run_in_threadpool(read)
    response.headers["Vary"] = "Accept"
    return response


def address_of(iri: str) -> str:
    """Where a thing's page is on this server; other IRIs stay as they are.

    >>> address_of("https://w3id.org/parkgraph/id/park/a"), address_of("http://a.test/x")
    ('/id/park/a', 'http://a.test/x')
    """
    return f"/id/{iri.removeprefix(RESOURCE)}" if iri.startswith(RESOURCE) else iri
