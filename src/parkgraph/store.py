"""The embedded store of a build, and graphs of files: opened for reading, written once.

The default graph of every store holds the union of its named graphs, each triple once.  (Oxigraph's
own union of named graphs gives a triple once for every graph it is in, which spoils counts.)
"""

from __future__ import annotations

import gzip
import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

from pyoxigraph import BlankNode, DefaultGraph, Literal, Quad, RdfFormat, Store, parse

from parkgraph.errors import StoreError
from parkgraph.vocabulary import PREFIXES

if TYPE_CHECKING:
    import rdflib

STORE = "store"
"""The folder of the embedded store within a build."""

NQUADS = "graph.nq"
"""The file of a build with a named graph for each document."""

TURTLE = "graph.ttl"
"""The file of a build with the union of its named graphs."""

SHARDS = "shards"
"""The folder of a build with its named graphs in several compressed files."""

MANIFEST = "manifest.json"
"""The file among the shards that says what they hold."""

SUCCESS = "_SUCCESS"
"""The empty file that stands among the shards when they are complete."""

INCOMPLETE = ".incomplete"
"""Stands in the folder of a build while its files are put in their place."""

_EMPTY = "no triples in it, so that there is nothing to work on"


def write_store(nquads: Path, union: Path, folder: Path) -> None:
    """Loads a build's files into a new store at ``folder``, which appears whole or not at all.

    :param nquads: the named graphs
    :param union: the same triples without their graphs, in Turtle or N-Triples
    :raises StoreError: when the folder exists already or a file is malformed
    """
    if folder.exists():
        raise StoreError(f"{folder}: exists already")
    building = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        store = Store(str(building))
        try:
            # what we have written ourselves is in form: IRIs need not be looked at again
            store.bulk_load(path=str(nquads), lenient=True)
            store.bulk_load(path=str(union), lenient=True)
        except SyntaxError as error:
            raise StoreError(f"{nquads}, {union}: {error}") from None
        store.optimize()  # a term is then looked for in one file, not in one of each load: five times as fast
        store.flush()
        del store
        building.chmod(0o755)
        building.rename(folder)
    finally:
        shutil.rmtree(building, ignore_errors=True)


def open_store(place: str | Path) -> Store:
    """A store to read from.

    :param place: the output folder of a build, a store's folder, or an RDF file (which is read into memory)
    :raises StoreError: when there is no such thing, or it cannot be read, or has no triples
    """
    path = Path(place)
    if not path.exists():
        raise StoreError(f"{place}: does not exist (parkgraph build INPUT --out {place} makes it)")
    _refuse_incomplete(path)
    if path.is_dir():
        folder = path / STORE if (path / STORE).is_dir() else path
        if (folder / "CURRENT").exists():
            try:
                found = Store.read_only(str(folder))
            except OSError as error:
                raise StoreError(f"{folder}: {error}") from None
            if next(found.quads_for_pattern(None, None, None, None), None) is None:
                raise StoreError(f"{folder}: {_EMPTY}")
            return found
    return fill_store(read_quads(path))


def fill_store(quads: Iterable[Quad]) -> Store:
    """A store in memory that holds quads, and in its default graph all of them."""
    store = Store()
    store.bulk_extend(copy for quad in quads for copy in (quad, _in_default_graph(quad)))
    return store


def _in_default_graph(quad: Quad) -> Quad:
    return Quad(quad.subject, quad.predicate, quad.object, DefaultGraph())


def read_quads(place: str | Path) -> Iterator[Quad]:
    """The quads of an RDF file, or of the output folder of a build.

    :raises StoreError: when the file is missing, of an unknown kind, malformed or without triples
    """
    path = Path(place)
    _refuse_incomplete(path)
    if path.is_dir():
        found = next((path / name for name in (NQUADS, TURTLE, SHARDS) if (path / name).exists()), None)
        if found == path / SHARDS:
            yield from _read_shards(found)
            return
        path = found or path / NQUADS
    if not path.is_file():
        raise StoreError(f"{path}: does not exist")
    rdf_format = RdfFormat.from_extension(path.suffix.removeprefix("."))
    if rdf_format is None:
        raise StoreError(f"{path}: not the name of an RDF file (.ttl, .nq, .nt, .trig, .jsonld, .rdf)")
    empty = True
    try:
        for quad in parse(path=str(path), format=rdf_format, base_iri=path.absolute().as_uri()):
            empty = False
            yield quad
    except (SyntaxError, OSError, ValueError) as error:
        raise StoreError(f"{path}: {error}") from None
    if empty:
        raise StoreError(f"{path}: {_EMPTY}")


def _read_shards(folder: Path) -> Iterator[Quad]:
    if not (folder / SUCCESS).exists():
        raise StoreError(f"{folder}: not complete, as it has no {SUCCESS}")
    try:
        for row in json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["shards"]:
            yield from read_shard(folder / row["file"])
    except (SyntaxError, OSError, EOFError, ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{folder}: {error}") from None


def read_shard(path: Path) -> Iterator[Quad]:
    """The quads of a compressed file of N-Quads."""
    with gzip.open(path) as opened:
        yield from parse(cast("IO[bytes]", opened), format=RdfFormat.N_QUADS)


def _refuse_incomplete(path: Path) -> None:
    if (path / INCOMPLETE).exists():
        raise StoreError(f"{path}: half of a build, being replaced or broken off; build it again")


def load_graph(place: str | Path) -> rdflib.Graph:
    """The union of a build's graphs, or the triples of an RDF file, as an :class:`rdflib.Graph`.

    :param place: the output folder of a build, or an RDF file
    :raises StoreError: when it is missing or malformed
    """
    import rdflib

    graph = rdflib.Graph()
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace, replace=True)
    known: dict[Any, Any] = {}  # a term is seldom new: most of the time goes into making them

    def convert(term: Any) -> Any:
        if term not in known:
            if isinstance(term, Literal):
                if term.language is not None:
                    known[term] = rdflib.Literal(term.value, lang=term.language)
                else:
                    plain = term.datatype.value == f"{PREFIXES['xsd']}string"
                    datatype = None if plain else rdflib.URIRef(term.datatype.value)
                    known[term] = rdflib.Literal(term.value, datatype=datatype)
            elif isinstance(term, BlankNode):
                known[term] = rdflib.BNode(term.value)
            else:
                known[term] = rdflib.URIRef(term.value)
        return known[term]

    for quad in read_quads(place):
        graph.add((convert(quad.subject), convert(quad.predicate), convert(quad.object)))
    return graph
