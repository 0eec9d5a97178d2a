"""Loading: each named graph is replaced as a whole, so that a second run never doubles anything.

A request that fails for a reason that may pass (no answer, 429, 5xx) is made again after a pause, a
few times; PUT and DELETE may be repeated without harm.  A graph of more triples than one request may
have is put with the first of them, the rest is posted behind; when a part fails, the whole graph is
begun anew.  Where a database takes quads at once, whole batches of graphs are first dropped and then
posted.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import httpx
from pyoxigraph import DefaultGraph, Quad, RdfFormat, Triple, serialize

from parkgraph.errors import ParkgraphError
from parkgraph.export.order import sort_quads
from parkgraph.loading.kinds import Kind
from parkgraph.validation.violations import value_of

TRIES = 5
"""How often a request is made before it is given up."""

_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
_TIMEOUT = httpx.Timeout(300, connect=10)
_BATCH = 50_000  # quads of one bulk request
_COUNTS = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
_COUNT = "SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Difference:
    """A graph whose number of triples in the database is not that of the build; None: not known."""

    graph: str
    expected: int
    found: int | None


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was done: graphs and triples sent, graphs that failed with the reason, and what the counts say.

    ``others`` are graphs of the database that are like the build's but not among them.
    """

    graphs: int
    triples: int
    failed: tuple[tuple[str, str], ...]
    differences: tuple[Difference, ...]
    others: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Whether the database holds exactly the graphs of the build."""
        return not self.failed and not self.differences


class Target:
    """A graph store over HTTP.

    :param url: its graph store endpoint
    :param auth: a name and password, or a token
    :param query_url: its query endpoint, where it is not beside the store as usual
    """

    def __init__(
        self,
        url: str,
        kind: Kind,
        *,
        auth: tuple[str, str] | None = None,
        token: str | None = None,
        query_url: str | None = None,
        pause: float = 0.5,
    ) -> None:
        scheme: httpx.Auth | None = None
        if auth is not None:
            scheme = httpx.DigestAuth(*auth) if kind.auth == "digest" else httpx.BasicAuth(*auth)
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        self.url = url
        self.kind = kind
        self.query_url = query_url or kind.query_url(url)
        self.update_url = kind.update_url(url)
        self.pause = pause
        self.client = httpx.Client(auth=scheme, headers=headers, timeout=_TIMEOUT)

    def __enter__(self) -> Target:
        return self

    def __exit__(self, *_: object) -> None:
        self.client.close()

    def send(
        self,
        method: str,
        url: str,
        *,
        params: dict[str, str] | None = None,
        content: bytes | None = None,
        media_type: str = "",
        accept: str = "*/*",
    ) -> httpx.Response:
        """A request, made again while its failure may pass.

        :raises ParkgraphError: with the answer, when it fails for good
        """
        headers = {"Accept": accept} | ({"Content-Type": media_type} if media_type else {})
        reason = ""
        for attempt in range(TRIES):
            if attempt:
                time.sleep(self.pause * 2 ** (attempt - 1))
            try:
                response = self.client.request(method, url, params=params, content=content, headers=headers)
            except httpx.TransportError as error:
                reason = str(error) or type(error).__name__
                continue
            if response.is_success or (method == "DELETE" and response.status_code == 404):
                return response
            said = " ".join(response.text.split())[:200]
            reason = f"{response.status_code} {response.reason_phrase}: {said}".rstrip(": ")
            if response.status_code not in _PASSING:
                break
        raise ParkgraphError(f"{url}: {reason}")

    def put_graph(self, graph: str, triples: Sequence[Triple]) -> None:
        """Puts a graph in place of what the database held by that name."""
        params = {self.kind.graph: graph}
        parts = [triples[i : i + self.kind.chunk] for i in range(0, len(triples), self.kind.chunk)] or [()]
        for index, part in enumerate(parts):
            content = serialize(part, format=RdfFormat.N_TRIPLES) or b""
            method = "POST" if index else "PUT"
            self.send(method, self.url, params=params, content=content, media_type="application/n-triples")

    def post_batch(self, graphs: Sequence[tuple[str, Sequence[Quad]]]) -> None:
        """Drops graphs and posts them all at once."""
        assert self.update_url is not None  # bulk loading is asked for only where there is one
        drops = ";\n".join(f"DROP SILENT GRAPH <{graph}>" for graph, _ in graphs)
        self.send("POST", self.update_url, content=drops.encode(), media_type="application/sparql-update")
        quads = [quad for _, members in graphs for quad in members]
        content = serialize(quads, format=RdfFormat.N_QUADS) or b""
        self.send("POST", self.url, content=content, media_type="application/n-quads")

    def delete_graph(self, graph: str) -> None:
        """Takes a graph away; none of that name is no error."""
        self.send("DELETE", self.url, params={self.kind.graph: graph})

    def counts(self, graphs: Iterable[str]) -> dict[str, int | None]:
        """How many triples the database has in each of its graphs, and in each of those named."""
        if self.query_url is None:
            return {graph: self._count_by_reading(graph) for graph in graphs}
        found = {row["g"]["value"]: _number(row) for row in self._ask(_COUNTS) if "g" in row}
        # an answer may be cut off after some number of rows
        for graph in graphs:
            if graph not in found:
                found[graph] = sum(_number(row) for row in self._ask(_COUNT.format(graph=graph)))
        return dict(found)

    def _ask(self, query: str) -> list[dict[str, dict[str, str]]]:
        answer = self.send(
            "POST",
            str(self.query_url),
            content=str(httpx.QueryParams({"query": query})).encode(),
            media_type="application/x-www-form-urlencoded",
            accept="application/sparql-results+json",
        )
        try:
            return list(answer.json()["results"]["bindings"])
        except (ValueError, KeyError, TypeError):
            raise ParkgraphError(f"{self.query_url}: no SPARQL results: {answer.text[:200]}") from None

    def _count_by_reading(self, graph: str) -> int | None:
        try:
            found = self.send(
                "GET", self.url, params={self.kind.graph: graph}, accept="application/n-triples"
            )
        except ParkgraphError:
            return None
        return sum(1 for line in found.text.splitlines() if line.strip() and not line.startswith("#"))


def _number(row: dict[str, dict[str, str]]) -> int:
    return int(float(row["n"]["value"])) if "n" in row else 0


def load(
    quads: Iterable[Quad],
    target: Target,
    *,
    prune: Sequence[str] = (),
    progress: Progress | None = None,
) -> Loaded:
    """Loads the named graphs of a build into a database and counts them there.

    :param prune: beginnings of graph names; graphs of the database that begin so and are not in the
        build are taken away
    :param progress: called with the number of graphs sent so far
    :raises ParkgraphError: when the database does not answer at all
    """
    graphs = [
        (value_of(name), list(members))
        for name, members in groupby(sort_quads(quads), key=lambda quad: quad.graph_name)
        if not isinstance(name, DefaultGraph)
    ]
    expected = {graph: len(members) for graph, members in graphs}
    failed: list[tuple[str, str]] = []
    sent = 0
    for batch in _batches(graphs) if target.kind.bulk and target.update_url else ([one] for one in graphs):
        try:
            if target.kind.bulk and target.update_url:
                target.post_batch(batch)
            else:
                target.put_graph(batch[0][0], [quad.triple for quad in batch[0][1]])
        except ParkgraphError as error:
            failed += [(graph, str(error)) for graph, _ in batch]
        sent += len(batch)
        if progress is not None:
            progress(sent)
    found = target.counts(expected)
    others = sorted(
        graph for graph in found if graph not in expected and graph.startswith(tuple(prune)) and prune
    )
    for graph in others:
        target.delete_graph(graph)
    differences = tuple(
        Difference(graph, number, found.get(graph, 0))
        for graph, number in sorted(expected.items())
        if found.get(graph, 0) != number
    )
    return Loaded(len(graphs), sum(expected.values()), tuple(failed), differences, tuple(others))


def _batches(graphs: Sequence[tuple[str, list[Quad]]]) -> Iterator[list[tuple[str, list[Quad]]]]:
    """Graphs in batches of some number of quads; a graph is never cut."""
    batch: list[tuple[str, list[Quad]]] = []
    size = 0
    for graph, members in graphs:
        if batch and size + len(members) > _BATCH:
            yield batch
            batch, size = [], 0
        batch.append((graph, members))
        size += len(members)
    if batch:
        yield batch
