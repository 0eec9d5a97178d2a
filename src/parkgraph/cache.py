"""The facts of documents that were read before, so that a build need not read them again.

A build keeps the facts of its documents in :data:`FACTS`, by the content of the document and all that
is known of it.  They hold as long as the code, the lexicon, the weights and the packages that read
them are the same (:func:`fingerprint`); else they are not used.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import replace
from functools import cache
from importlib.metadata import version
from pathlib import Path

import msgspec

import parkgraph
from parkgraph.model import Document, Facts
from parkgraph.resources import resource_path

FACTS = "facts.db"
"""The file of a build with the facts of its documents."""

_READERS = ("sources", "text", "mentions", "relations", "lexicon")
_MODULES = (
    "extraction.py",
    "cues.py",
    "confidence.py",
    "weights.py",
    "model.py",
    "vocabulary.py",
    "corpus/copies.py",
)
_PACKAGES = (
    "jieba",
    "rjieba",
    "OpenCC",
    "pypinyin",
    "numpy",
    "ahocorasick-rs",
    "lxml",
    "trafilatura",
)
_DECODER = msgspec.msgpack.Decoder(Facts)
_ENCODER = msgspec.msgpack.Encoder(decimal_format="string")


def key_of(document: Document) -> str:
    """The name of a document's facts: the SHA-256 of its text and all that is known of it but its source."""
    known = (
        document.text,
        document.media_type,
        document.encoding,
        document.title,
        document.published.isoformat() if document.published else None,
        document.publisher,
        document.byline,
        document.url,
    )
    return hashlib.sha256(json.dumps(known, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()


@cache
def fingerprint() -> str:
    """The SHA-256 of all that decides which facts are read from a document."""
    code = Path(parkgraph.__file__).parent
    files = [path for folder in _READERS for path in sorted((code / folder).rglob("*.py"))]
    files += [code / module for module in _MODULES]
    for folder in ("lexicon", "weights"):
        files += sorted(
            path for path in Path(str(resource_path("seeds", folder))).iterdir() if path.is_file()
        )
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    for package in _PACKAGES:
        digest.update(f"{package} {version(package)}\n".encode())
    return digest.hexdigest()


class FactsCache:
    """The facts that an earlier build left in a folder, asked by document.

    A file that is damaged, or was made by other code, holds none.
    """

    def __init__(self, folder: str | Path) -> None:
        self._contents: dict[str, bytes] = {}
        path = Path(folder) / FACTS
        if path.is_file():
            self._contents = _read(path)

    def __len__(self) -> int:
        return len(self._contents)

    def find(self, document: Document) -> Facts | None:
        """The facts of a document, with what is now known of where it lies; None when it was not read."""
        content = self._contents.get(key_of(document))
        if content is None:
            return None
        try:
            facts = _DECODER.decode(zlib.decompress(content))
        except (zlib.error, msgspec.DecodeError):
            return None
        return replace(facts, document=replace(document, text=""))


def _read(path: Path) -> dict[str, bytes]:
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
            made = database.execute("SELECT value FROM about WHERE name = 'fingerprint'").fetchone()
            if made is None or made[0] != fingerprint():
                return {}
            return dict(database.execute("SELECT key, content FROM facts"))
    except sqlite3.Error:
        return {}


def write_cache(facts: Mapping[str, Facts], path: Path) -> None:
    """Writes facts to a new file.

    :param facts: by the key of their document
    """
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID")
        database.execute("INSERT INTO about VALUES ('fingerprint', ?)", (fingerprint(),))
        database.execute("CREATE TABLE facts (key TEXT PRIMARY KEY, content BLOB) WITHOUT ROWID")
        database.executemany("INSERT INTO facts VALUES (?, ?)", _rows(facts))


def _rows(facts: Mapping[str, Facts]) -> Iterable[tuple[str, bytes]]:
    for key in sorted(facts):
        yield key, zlib.compress(_ENCODER.encode(facts[key]), 6)
