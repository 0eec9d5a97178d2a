"""What a build on a cluster keeps on the disk that all its machines see, so that it can be gone on with.

A file holds a value and the key of all that the value follows from; of another key it is as if it were
not there.  A file is replaced atomically, so that a task may run twice, and at the same time.
"""

from __future__ import annotations

import hashlib
import json
import os
import uuid
import zlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec

import parkgraph
from parkgraph.errors import ParkgraphError
from parkgraph.resources import resource_path

STAGES = ".stages"
"""The folder of a build with what it keeps between its stages."""

FACTS = "facts"
"""The stage that reads documents; kept for the next build."""

SLIM = "slim"
"""What of the facts other documents need; kept likewise."""

NAMES = "names"
"""The stage that decides what is one thing."""

GRAPH = "graph"
"""The stage that writes the shards."""

T = TypeVar("T")
_ENCODER = msgspec.msgpack.Encoder(decimal_format="string")


def key_of(*parts: Any) -> str:
    """The SHA-256 of values that JSON can write."""
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@cache
def code_key() -> str:
    """The key of the package's code and its ontology."""
    files = [*Path(parkgraph.__file__).parent.rglob("*.py"), *Path(resource_path("ontology")).rglob("*.ttl")]
    return key_of([hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(files)])


def place_of(root: Path, stage: str, shard: int) -> Path:
    """The file of a stage for a shard.

    :param root: the folder of the build
    """
    return root / STAGES / stage / f"{shard:05}"


def save(path: Path, key: str, value: Any) -> None:
    """Writes a value, in a folder that is made when there is none."""
    content = zlib.compress(_ENCODER.encode(value), 1)
    replace_file(path, key.encode() + content)


def load(path: Path, key: str, of: type[T]) -> T | None:
    """A value that was saved under this key; None when there is none, or it is damaged."""
    try:
        content = path.read_bytes()
        if content[: len(key)] != key.encode():
            return None
        return msgspec.msgpack.decode(zlib.decompress(content[len(key) :]), type=of)
    except (OSError, zlib.error, msgspec.DecodeError):
        return None


def need(path: Path, key: str, of: type[T]) -> T:
    """A value that a stage before has saved.

    :raises ParkgraphError: when it is not there, as on a machine that does not see the disk
    """
    value = load(path, key, of)
    if value is None:
        raise ParkgraphError(f"{path}: not there, or not of this build (do all machines see the folder?)")
    return value


def replace_file(path: Path, content: bytes) -> None:
    """Writes a file that appears whole."""
    temporary = temporary_of(path)
    temporary.write_bytes(content)
    temporary.replace(path)


def temporary_of(path: Path) -> Path:
    """A name beside a file that no other process has; the folder is made when there is none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return path.with_name(f".{path.name}-{os.getpid()}-{uuid.uuid4().hex}")


def sum_counts(counts: Iterable[dict[str, int]]) -> dict[str, int]:
    """Counts by name, added up."""
    total: dict[str, int] = {}
    for one in counts:
        for name, count in one.items():
            total[name] = total.get(name, 0) + count
    return total
