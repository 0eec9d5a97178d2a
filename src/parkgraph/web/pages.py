"""Pages to look around: search, things with every fact and its sentence, the questions of the catalogue."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, select_autoescape
from pyoxigraph import DefaultGraph, NamedNode, QueryBoolean, QuerySolutions, Store
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from parkgraph.errors import QueryError
from parkgraph.explain import explain
from parkgraph.explain.marking import mark_sentence
from parkgraph.queries import fill_parameters, find_query, read_catalogue
from parkgraph.queries.tables import write_cell
from parkgraph.validation.violations import shorten, value_of
from parkgraph.vocabulary import PG, RDF, RESOURCE, SKOS

_KINDS = ("Park", "Enterprise", "Project", "Policy", "Place")
_FOUND = 50  # things of one search
_ROWS = 500  # rows of an answer on a page


class Pages:
    """The pages over one store."""

    ADDRESSES: ClassVar[dict[str, str]] = {
        "home": "/",
        "search": "/search",
        "questions": "/questions",
        "question": "/questions/{name}",
        "style": "/style.css",
    }

    def __init__(self, store: Store) -> None:
        self.store = store
        self.templates = Environment(
            loader=PackageLoader("parkgraph.web"), autoescape=select_autoescape(default=True)
        )
        self.templates.globals["address_of"] = _address_of
        self.templates.globals["shorten"] = shorten

    def _page(self, template: str, status: int = 200, **values: Any) -> Response:
        return HTMLResponse(self.templates.get_template(template).render(**values), status)

    async def style(self, _: Request) -> Response:
        """The one style sheet."""
        text, _path, _fresh = self.templates.loader.get_source(self.templates, "style.css")  # type: ignore[union-attr]
        return Response(text, media_type="text/css")

    async def home(self, _: Request) -> Response:
        """Counts of the graph and a field to search."""
        counts = await run_in_threadpool(self._counts)
        return self._page("home.html", counts=counts)

    def _counts(self) -> list[tuple[str, int]]:
        def count(cls: str) -> int:
            return sum(1 for _ in self._members(cls))

        return [(cls, count(cls)) for cls in (*_KINDS, "Metric", "Document")]

    def _members(self, cls: str) -> Iterable[str]:
        quads = self.store.quads_for_pattern(
            None, NamedNode(f"{RDF}type"), NamedNode(PG + cls), DefaultGraph()
        )
        return (value_of(quad.subject) for quad in quads)

    async def search(self, request: Request) -> Response:
        """Things whose name, or another name, contains what was asked."""
        wanted = request.query_params.get("q", "").strip()
        found = await run_in_threadpool(self._search, wanted) if wanted else []
        return self._page("search.html", wanted=wanted, found=found[:_FOUND], more=len(found) > _FOUND)

    def _search(self, wanted: str) -> list[tuple[str, str, str]]:
        named: dict[str, tuple[str, str]] = {}
        for label in ("prefLabel", "altLabel"):
            for quad in self.store.quads_for_pattern(None, NamedNode(SKOS + label), None, DefaultGraph()):
                iri, name = value_of(quad.subject), value_of(quad.object)
                if wanted in name and iri.startswith(RESOURCE):
                    named.setdefault(iri, (name, iri.removeprefix(RESOURCE).partition("/")[0]))
        rows = [(name, kind, iri) for iri, (name, kind) in named.items()]
        return sorted(rows, key=lambda row: (row[0] != wanted, len(row[0]), row))

    def show_thing(self, iri: str) -> Response:
        """Every fact about a thing."""
        found = explain(self.store, iri)
        if not found:
            return self._page("missing.html", 404, iri=iri)
        facts: dict[str, list[Any]] = {}
        for fact in found[0].facts:
            quotes = [
                (quote, _marked(mark_sentence(quote.sentence, quote.stretch, quote.exact, _between)))
                for quote in fact.quotes
            ]
            facts.setdefault(fact.kind, []).append((fact, quotes))
        return self._page("thing.html", thing=found[0], facts=facts)

    async def questions(self, request: Request) -> Response:
        """The catalogue."""
        word = request.query_params.get("q", "").strip()
        asked = [query for query in read_catalogue() if not word or query.mentions(word)]
        return self._page("questions.html", queries=asked, word=word)

    async def question(self, request: Request) -> Response:
        """A question with its parameters as fields, and the answer."""
        try:
            query = find_query(request.path_params["name"])
        except QueryError as error:
            return self._page("missing.html", 404, iri=str(error))
        given = {
            p.name: value for p in query.parameters if (value := request.query_params.get(p.name, "").strip())
        }
        try:
            text = fill_parameters(query, {name: [value] for name, value in given.items()})
        except QueryError as error:
            return self._page(
                "question.html", 400, query=query, given=given, error=str(error), rows=[], names=[]
            )
        names, rows, whole = await run_in_threadpool(self._ask, text)
        link = "/sparql?" + urlencode({"query": text})
        return self._page(
            "question.html",
            query=query,
            given=given,
            names=names,
            rows=rows,
            whole=whole,
            link=link,
            text=text,
        )

    def _ask(self, text: str) -> tuple[list[str], list[list[tuple[str, str]]], int]:
        results = self.store.query(text)
        if isinstance(results, QueryBoolean) or not isinstance(results, QuerySolutions):
            return [], [], 0
        names = [variable.value for variable in results.variables]
        rows = []
        whole = 0
        for solution in results:
            whole += 1
            if whole <= _ROWS:
                rows.append([(write_cell(solution[n]), _address_of(_text(solution[n]))) for n in names])
        return names, rows, whole


def _text(term: Any) -> str:
    return "" if term is None else value_of(term)


def _address_of(iri: str) -> str:
    """Where a thing's page is on this server, nothing for what has none."""
    return f"/id/{iri.removeprefix(RESOURCE)}" if iri.startswith(RESOURCE) else ""


def _between(words: str) -> str:
    return f"\x02{words}\x03"


def _marked(sentence: str) -> list[tuple[str, bool]]:
    """A sentence in pieces, each with whether it is marked."""
    pieces = []
    for index, piece in enumerate(sentence.replace("\x03", "\x02").split("\x02")):
        if piece:
            pieces.append((piece, index % 2 == 1))
    return pieces
