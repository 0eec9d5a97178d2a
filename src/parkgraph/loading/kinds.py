"""How each graph database wants to be addressed.

``tested`` says that the behaviour is held by a test on a running server; else it is what the database's
own documentation states.
"""

from __future__ import annotations

from dataclasses import dataclass

from parkgraph.errors import ParkgraphError


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of database.

    ``query`` and ``update`` are the ends of the endpoints, in place of the end ``store`` of the graph
    store's; ``graph`` is the parameter that names a graph; ``bulk`` whether quads can be posted to the
    store without naming a graph; ``auth`` the scheme of a name and password; ``chunk`` the most
    triples of one request.
    """

    name: str
    store: str
    query: str
    update: str
    graph: str = "graph"
    bulk: bool = False
    auth: str = "basic"
    chunk: int = 100_000
    tested: bool = False
    source: str = ""

    def query_url(self, store_url: str) -> str | None:
        """The query endpoint beside a graph store; None when the URL does not end as expected."""
        return _beside(store_url, self.store, self.query)

    def update_url(self, store_url: str) -> str | None:
        """The update endpoint beside a graph store; None when the URL does not end as expected."""
        return _beside(store_url, self.store, self.update)


def _beside(url: str, end: str, other: str) -> str | None:
    bare = url.rstrip("/")
    if not end or not bare.endswith(end.rstrip("/")):
        return None
    return bare.removesuffix(end.rstrip("/")) + other


KINDS = {
    kind.name: kind
    for kind in (
        Kind("generic", "", "", "", source="SPARQL 1.1 Graph Store HTTP Protocol"),
        Kind("oxigraph", "/store", "/query", "/update", bulk=True, tested=True, source="oxigraph 0.5"),
        Kind(
            "virtuoso",
            "/sparql-graph-crud-auth",
            "/sparql",
            "/sparql-auth",
            graph="graph-uri",
            auth="digest",
            tested=True,
            source="Virtuoso 7.2",
        ),
        Kind("fuseki", "/data", "/query", "/update", source="jena.apache.org/documentation/fuseki2"),
        Kind(
            "graphdb", "/rdf-graphs/service", "", "/statements", source="graphdb.ontotext.com/documentation"
        ),
        Kind("rdf4j", "/rdf-graphs/service", "", "/statements", source="rdf4j.org/documentation/reference"),
        Kind("neptune", "/sparql/gsp", "/sparql", "/sparql", source="docs.aws.amazon.com/neptune"),
    )
}
"""The kinds of database by name."""


def find_kind(name: str | None, url: str) -> Kind:
    """The kind of that name; without one the kind whose graph store URL ends like this one.

    :raises ParkgraphError: for an unknown name

    >>> find_kind(None, "http://127.0.0.1:7878/store").name
    'oxigraph'
    >>> find_kind(None, "http://127.0.0.1/rdf").name
    'generic'
    """
    if name is not None:
        if name not in KINDS:
            raise ParkgraphError(f"{name}: not a kind of database (one of {', '.join(KINDS)})")
        return KINDS[name]
    fitting = [kind for kind in KINDS.values() if kind.store and url.rstrip("/").endswith(kind.store)]
    return fitting[0] if fitting else KINDS["generic"]
