"""The JSON interface of the page application: everything below ``/api``, a page of rows at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from anyio.to_thread import run_sync
from pyoxigraph import NamedNode, Store
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from parkgraph.asking import Asker
from parkgraph.errors import QueryError
from parkgraph.explain import read_quote
from parkgraph.queries.concepts import read_concepts, read_terms
from parkgraph.validation.violations import value_of
from parkgraph.vocabulary import DCTERMS, OA, PG, PREFIXES, RESOURCE, SCHEMES
from parkgraph.web import questions
from parkgraph.web.asking import Answer, Asking, Question
from parkgraph.web.facts import LARGEST, PAGE, Facts
from parkgraph.web.graph import CLASSES, Graph, Json, id_of
from parkgraph.web.kept import Kept
from parkgraph.web.names import Names, make_asker, write_hit
from parkgraph.web.neighbours import find_neighbours
from parkgraph.web.originals import Originals, State, View, view_both
from parkgraph.web.places import PlaceTree
from parkgraph.web.protocol import waiting_threads
from parkgraph.web.quality import read_quality

_LONGEST = 200  # characters of a question
_QUOTES = 40  # the most pieces of evidence of one request
_FOUND = 60  # the most things of one kind of one search


class _Wrong(Exception):
    """A request that cannot be answered: its status and why."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


class Explorer:
    """What the interface reads: a store, what answers queries to it, its build's folder and documents."""

    def __init__(
        self,
        store: Store,
        asking: Asking,
        build: Path | None = None,
        documents: Sequence[str | Path] = (),
    ) -> None:
        self.store = store
        self.asking = asking
        self.build = build
        self.graph = Graph(store)
        self.facts = Facts(self.graph)
        self.originals = Originals(documents)
        self._lock = threading.Lock()
        self._asker: Asker | None = None

    @property
    def names(self) -> Names:
        """The names of all things, gathered when they are first asked for."""
        with self._lock:
            return self._names

    @cached_property
    def _names(self) -> Names:
        return Names(self.graph)

    @property
    def asker(self) -> Asker:
        """What matches questions to the catalogue, with the names of the graph."""
        names = self.names
        with self._lock:
            if self._asker is None:
                self._asker = make_asker(names)
            return self._asker

    @property
    def places(self) -> PlaceTree:
        """The places, gathered when they are first asked for."""
        with self._lock:
            return self._places

    @cached_property
    def _places(self) -> PlaceTree:
        return PlaceTree(self.graph)

    @property
    def quality(self) -> Json:
        """The report, read when it is first asked for."""
        with self._lock:
            return self._quality

    @cached_property
    def _quality(self) -> Json:
        return read_quality(self.graph, self.build)


def api_routes(explorer: Explorer) -> list[Route]:
    """The addresses below ``/api``."""

    kept = Kept()

    def route(
        path: str, answer: Callable[[Explorer, Request], Any], *, waits: bool = False, keep: bool = False
    ) -> Route:
        """An address; what ``waits`` for its turn has threads of its own, to ``keep`` is what depends on the
        store and the address alone.
        """

        async def respond(request: Request) -> Response:
            asked = f"{request.url.path}?{request.url.query}"
            headers = {"ETag": kept.tag} if keep else {}
            if keep and request.headers.get("if-none-match") == kept.tag:
                return Response(status_code=304, headers=headers)
            body = kept.get(asked) if keep else None
            if body is not None:
                return Response(body, 200, headers, "application/json")
            limiter = waiting_threads() if waits else None
            try:
                found = await run_sync(answer, explorer, request, limiter=limiter)
            except _Wrong as wrong:
                return JSONResponse({"error": str(wrong)}, wrong.status)
            except QueryError as error:
                return JSONResponse({"error": str(error)}, 400)
            response = found if isinstance(found, Response) else JSONResponse(found, headers=headers)
            if keep:
                kept.put(asked, bytes(response.body))
            return response

        return Route(path, respond, methods=["GET", "HEAD"])

    return [
        route("/about", _about),
        route("/terms", _terms),
        route("/search", _search, keep=True),
        route("/things/{kind}/{slug}", _thing, keep=True),
        route("/things/{kind}/{slug}/neighbours", _neighbours, keep=True),
        route("/things/{kind}/{slug}/{section}", _section, keep=True),
        route("/evidence", _evidence),
        route("/documents/{identifier}/text", _text),
        route("/places", _place_tree),
        route("/questions", _questions),
        route("/questions/{name}", _answer, waits=True),
        route("/questions/{name}/answer.{form}", _download, waits=True),
        route("/ask", _ask),
        route("/quality", lambda explorer, _: explorer.quality),
    ]


def _about(explorer: Explorer, _: Request) -> Json:
    return {"counts": explorer.names.counts()}


def _terms(_: Explorer, __: Request) -> Json:
    return {
        "terms": {t.name: [t.zh, t.en, t.definition_zh, t.definition_en] for t in read_terms()},
        "concepts": {
            scheme: {c.slug: [c.zh, c.en, c.notation, c.order] for c in read_concepts(scheme)}
            for scheme in SCHEMES
        },
        "prefixes": dict(PREFIXES),
    }


def _search(explorer: Explorer, request: Request) -> Json:
    fields = request.query_params
    kinds = [kind for part in fields.getlist("kind") for kind in part.split() if kind]
    for kind in kinds:
        if kind not in CLASSES:
            raise _Wrong(400, f"{kind}: no kind of thing ({', '.join(CLASSES)})")
    limit = _number(request, "limit", 8, 1, _FOUND)
    found = explorer.names.find(fields.get("q", ""), kinds, limit)
    return {
        "groups": [{"kind": kind, "hits": [write_hit(hit) for hit in hits]} for kind, hits in found.items()]
    }


def _iri(request: Request) -> str:
    iri = f"{RESOURCE}{request.path_params['kind']}/{request.path_params['slug']}"
    try:
        NamedNode(iri)
    except ValueError:
        raise _Wrong(404, "no such thing") from None
    return iri


def _number(request: Request, name: str, default: int, least: int, most: int) -> int:
    text = request.query_params.get(name, "")
    if not text:
        return default
    if not (text.isascii() and text.isdigit()):
        raise _Wrong(400, f"{name}: not a number")
    return max(least, min(int(text[:9]), most))


def _thing(explorer: Explorer, request: Request) -> Json:
    found = explorer.facts.describe(_iri(request))
    if found is None:
        raise _Wrong(404, "no such thing")
    return found


def _section(explorer: Explorer, request: Request) -> Json:
    page = _number(request, "page", 0, 0, 10_000)
    size = _number(request, "size", PAGE, 1, LARGEST)
    try:
        return explorer.facts.section(_iri(request), request.path_params["section"], page, size)
    except KeyError:
        raise _Wrong(404, "no such section") from None


def _neighbours(explorer: Explorer, request: Request) -> Json:
    return find_neighbours(explorer.graph, _iri(request), _number(request, "each", 40, 1, 200))


def _evidence(explorer: Explorer, request: Request) -> Json:
    found = []
    for name in request.query_params.getlist("id")[:_QUOTES]:
        iri = RESOURCE + name
        try:
            quote = read_quote(explorer.store, iri) if name.startswith("evidence/") else None
        except ValueError:
            quote = None
        if quote is None:
            raise _Wrong(404, "no such evidence")
        document = explorer.graph.first(iri, f"{DCTERMS}source")
        found.append(
            {
                "id": name,
                "document": {"id": id_of(document), "name": explorer.graph.name(document)},
                "issued": explorer.graph.first(document, f"{DCTERMS}issued"),
                "publisher": explorer.graph.first(document, f"{DCTERMS}publisher"),
                "source": quote.source,
                "start": quote.start,
                "end": quote.end,
                "exact": quote.exact,
                "sentence": _marked(quote.sentence, quote.stretch),
            }
        )
    return {"quotes": found}


def _marked(sentence: str, stretch: Any) -> list[Json]:
    if stretch is None:
        return [{"text": sentence, "marked": False}]
    pieces = ((sentence[: stretch.start], False), (sentence[stretch.start : stretch.end], True))
    return [
        {"text": text, "marked": marked}
        for text, marked in (*pieces, (sentence[stretch.end :], False))
        if text
    ]


def _text(explorer: Explorer, request: Request) -> Json:
    identifier = request.path_params["identifier"]
    iri = f"{PREFIXES['document']}{identifier}"
    start = _number(request, "start", 0, 0, 10**9)
    end = _number(request, "end", start, start, 10**9)
    name = request.query_params.get("evidence", "")
    try:
        if name:
            start = int(explorer.graph.first(RESOURCE + name, f"{OA}start") or 0)
            end = int(explorer.graph.first(RESOURCE + name, f"{OA}end") or 0)
        sources = [value_of(term) for term in explorer.graph.objects(iri, f"{DCTERMS}source")]
    except ValueError:
        raise _Wrong(404, "no such document") from None
    if not sources:
        raise _Wrong(404, "no such document")
    original = explorer.originals.find(identifier, sources)
    described: Json = {
        "state": original.state,
        "document": {"id": f"document/{identifier}", "name": explorer.graph.name(iri)},
        "sources": sources,
        "issued": explorer.graph.first(iri, f"{DCTERMS}issued"),
        "publisher": explorer.graph.first(iri, f"{DCTERMS}publisher"),
        "characters": int(explorer.graph.first(iri, f"{PG}characterCount") or 0),
        "encoding": explorer.graph.first(iri, f"{PG}encoding"),
        "start": start,
        "end": end,
    }
    if original.state is State.FOUND and original.document is not None:
        raw, cleaned = view_both(original.document, start, end)
        described |= {"raw": _view(raw), "clean": _view(cleaned)}
    return described


def _view(view: View) -> Json:
    return {
        "pieces": [[piece.text, int(piece.marked) + 2 * int(piece.noise)] for piece in view.pieces],
        "start": view.start,
        "end": view.end,
        "length": view.length,
    }


def _place_tree(explorer: Explorer, request: Request) -> Json:
    below = request.query_params.get("below", "")
    return {"places": explorer.places.below(RESOURCE + below if below else "")}


def _questions(_: Explorer, __: Request) -> Json:
    return {"questions": questions.list_questions()}


def _given(request: Request) -> dict[str, list[str]]:
    fields = request.query_params
    return {name: fields.getlist(name) for name in fields}


def _answer(explorer: Explorer, request: Request) -> Json:
    query, text = questions.fill(request.path_params["name"], _given(request))
    found = _ask_within_limits(explorer, questions.first_rows(text))
    return {
        "name": query.name,
        "text": text,
        **questions.write_answer(found, explorer.graph, explorer.names),
    }


def _ask_within_limits(explorer: Explorer, question: Question) -> Answer:
    found = explorer.asking(question)
    if found.status != 200:
        raise _Wrong(found.status, found.body.decode().strip())
    return found


def _download(explorer: Explorer, request: Request) -> Response:
    form = request.path_params["form"]
    if form not in questions.MEDIA_TYPES:
        raise _Wrong(404, f"an answer can be had as {', '.join(questions.MEDIA_TYPES)}")
    query, text = questions.fill(request.path_params["name"], _given(request))
    found = _ask_within_limits(explorer, Question(questions.MEDIA_TYPES[form], text))
    body = found.body
    if form == "csv":
        body = b"\xef\xbb\xbf" + body  # spreadsheets take it for UTF-8 by that
    headers = {"Content-Disposition": f'attachment; filename="{query.name}.{form}"'}
    return Response(body, 200, headers, found.media_type)


def _ask(explorer: Explorer, request: Request) -> Json:
    text = request.query_params.get("q", "")[:_LONGEST]
    matches = explorer.asker.ask(text)
    return {
        "understood": bool(matches) and matches[0].fits,
        "matches": [
            {"name": match.name, "values": match.values, "score": match.score}
            for match in matches
            if match.fits
        ],
    }
