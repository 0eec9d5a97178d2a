"""A graph in the formats of RDF: deterministic, sorted, with the prefixes bound, written whole or not at all.

``turtle`` and ``ntriples`` hold the union of the named graphs; ``trig``, ``nquads`` and ``jsonld`` keep them.
Beside them stand ``graphml`` and ``void`` (a description of the graph), which are files too, and the
folders of ``property-graph`` and ``csv``.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from pyoxigraph import Quad, RdfFormat, Triple, serialize

from parkgraph.errors import ParkgraphError
from parkgraph.export.description import write_description
from parkgraph.export.graphml import write_graphml
from parkgraph.export.jsonld import write_jsonld
from parkgraph.export.order import sort_quads, sort_triples
from parkgraph.export.property_graph import write_property_graph
from parkgraph.export.tables import write_tables
from parkgraph.vocabulary import PREFIXES

__all__ = ["FOLDERS", "FORMATS", "export_graph", "open_atomically", "write_nquads", "write_turtle"]


def write_turtle(quads: Iterable[Quad], output: IO[bytes]) -> None:
    """The union of the graphs as Turtle, grouped by subject."""
    _serialize(sort_triples(quads), output, RdfFormat.TURTLE)


def write_ntriples(quads: Iterable[Quad], output: IO[bytes]) -> None:
    """The union of the graphs as N-Triples."""
    _serialize(sort_triples(quads), output, RdfFormat.N_TRIPLES)


def write_nquads(quads: Iterable[Quad], output: IO[bytes]) -> None:
    """The graphs as N-Quads, one graph after the other."""
    _serialize(sort_quads(quads), output, RdfFormat.N_QUADS)


def write_trig(quads: Iterable[Quad], output: IO[bytes]) -> None:
    """The graphs as TriG, grouped by graph and subject."""
    _serialize(sort_quads(quads), output, RdfFormat.TRIG)


def _serialize(
    statements: Iterable[Quad] | Iterable[Triple], output: IO[bytes], rdf_format: RdfFormat
) -> None:
    prefixed = rdf_format in (RdfFormat.TURTLE, RdfFormat.TRIG)
    serialize(statements, output, rdf_format, prefixes=dict(PREFIXES) if prefixed else None)


FORMATS: Mapping[str, Callable[[Iterable[Quad], IO[bytes]], None]] = {
    "turtle": write_turtle,
    "trig": write_trig,
    "nquads": write_nquads,
    "ntriples": write_ntriples,
    "jsonld": write_jsonld,
    "graphml": write_graphml,
    "void": write_description,
}
"""The writer of each format that is one file, by its name on the command line."""

FOLDERS: Mapping[str, Callable[[Iterable[Quad], Path], None]] = {
    "property-graph": write_property_graph,
    "csv": write_tables,
}
"""The writer of each format that is a folder of files, by its name on the command line."""


def export_graph(quads: Iterable[Quad], rdf_format: str, path: str | Path) -> None:
    """Writes ``quads`` to ``path`` in one of :data:`FORMATS` or :data:`FOLDERS`.

    An existing file is replaced at the end; a folder must not exist, or be empty.

    :raises ParkgraphError: for an unknown format, or when the file or folder cannot be written
    """
    if rdf_format in FOLDERS:
        _export_folder(list(quads), rdf_format, Path(path))
        return
    if rdf_format not in FORMATS:
        raise ParkgraphError(f"{rdf_format}: not a format (one of {', '.join((*FORMATS, *FOLDERS))})")
    read = list(quads)  # before a stream gets the beginning of what cannot be read to its end
    with open_atomically(Path(path)) as output:
        FORMATS[rdf_format](read, output)


def _export_folder(quads: list[Quad], form: str, target: Path) -> None:
    """Writes a folder that appears whole or not at all."""
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise ParkgraphError(f"{target}: exists already and is no empty folder")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        building = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
        try:
            FOLDERS[form](quads, building)
            building.chmod(0o755)
            if target.exists():
                target.rmdir()
            building.rename(target)
        finally:
            shutil.rmtree(building, ignore_errors=True)
    except OSError as error:
        raise ParkgraphError(f"{target}: {error.strerror}") from None


@contextmanager
def open_atomically(path: Path) -> Iterator[IO[bytes]]:
    """A file to write to that takes the name ``path`` only when all went well.

    A link stays, and what it points to is written.  What is no regular file (a terminal, a pipe,
    ``/dev/stdout``) cannot be replaced and is written to as it comes.

    :raises ParkgraphError: when it cannot be written
    """
    if _is_stream(path):
        try:
            with path.open("ab") as output:
                yield output
        except BrokenPipeError:  # whoever reads has read enough
            raise
        except OSError as error:
            raise ParkgraphError(f"{path}: {error.strerror}") from None
        return
    target = path.resolve()
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}-", dir=target.parent)
    except OSError as error:
        raise ParkgraphError(f"{path}: {error.strerror}") from None
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as output:
            yield output
        temporary.chmod(0o644)
        temporary.replace(target)
    except OSError as error:
        raise ParkgraphError(f"{path}: {error.strerror}") from None
    finally:
        temporary.unlink(missing_ok=True)


def _is_stream(path: Path) -> bool:
    """Whether a path is no regular file, or a name of one that a process has open (``/dev/stdout``)."""
    if not path.exists():
        return False
    folder = path.parent.resolve().as_posix()
    return not path.is_file() or folder == "/dev" or folder.startswith("/proc/")
