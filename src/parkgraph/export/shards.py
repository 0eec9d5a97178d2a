"""A graph in several compressed files of N-Quads, with a file that says what they hold.

A document's graph is in the shard that its identifier falls into, and the identifiers of the next shard
follow on; what is in no document's graph is in a last file.  So the shards one after the other, in the
order of their names, are the graph as :func:`parkgraph.export.write_nquads` writes it, and their bytes
put together are that graph compressed.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any, cast

from pyoxigraph import Quad, RdfFormat, serialize

from parkgraph.cache import fingerprint
from parkgraph.export.order import sort_quads
from parkgraph.store import MANIFEST, SUCCESS
from parkgraph.validation.violations import value_of
from parkgraph.vocabulary import PREFIXES

_LEVEL = 6  # of compression: as gzip has it by default


@dataclass(frozen=True, slots=True)
class ShardFile:
    """A file of a graph: its name, its quads, its bytes and their SHA-256."""

    file: str
    quads: int
    bytes: int
    sha256: str


def shard_of(identifier: str, count: int) -> int:
    """The shard, from 0, that a document is in.

    >>> [shard_of(i, 4) for i in ("0123000000000000", "7fff000000000000", "ffff000000000000")]
    [0, 1, 3]
    """
    return int(identifier[:8], 16) * count >> 32


def shard_name(shard: int) -> str:
    """The name of a shard's file."""
    return f"part-{shard:05}.nq.gz"


def write_shard(parts: Iterable[Iterable[Quad]], path: Path) -> ShardFile:
    """Writes quads sorted, each once; the same quads give the same bytes.

    :param parts: the graphs of the one come before those of the next; one is held at a time
    """
    count = 0

    def counted() -> Iterator[Quad]:
        nonlocal count
        for part in parts:
            for quad in sort_quads(part):
                count += 1
                yield quad

    with path.open("wb") as raw, gzip.GzipFile("", "wb", _LEVEL, raw, mtime=0) as output:
        serialize(counted(), cast("IO[bytes]", output), RdfFormat.N_QUADS)
    with path.open("rb") as written:
        digest = hashlib.file_digest(written, "sha256").hexdigest()
    return ShardFile(path.name, count, path.stat().st_size, digest)


def write_manifest(folder: Path, files: Sequence[ShardFile], counts: Mapping[str, int]) -> None:
    """Says what the files of a folder hold and what made them, and that they are complete."""
    content: dict[str, Any] = {
        "format": "application/n-quads",
        "compression": "gzip",
        "parkgraph": version("parkgraph"),
        "fingerprint": fingerprint(),
        "counts": dict(counts),
        "shards": [asdict(file) for file in files],
    }
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8")
    (folder / SUCCESS).touch()


def write_shards(quads: Iterable[Quad], folder: Path, count: int, counts: Mapping[str, int]) -> None:
    """Writes a graph into a new folder.

    :param count: shards of documents
    :param counts: those of the build's report
    """
    folder.mkdir()
    parts: list[list[Quad]] = [[] for _ in range(count + 1)]
    for quad in quads:
        parts[_part_of(quad, count)].append(quad)
    files = [write_shard([part], folder / shard_name(shard)) for shard, part in enumerate(parts)]
    write_manifest(folder, files, counts)


def _part_of(quad: Quad, count: int) -> int:
    graph = value_of(quad.graph_name)
    prefix = PREFIXES["document"]
    return shard_of(graph.removeprefix(prefix), count) if graph.startswith(prefix) else count
