"""The facts of documents that were read before, so that a build need not read them again.

A build keeps the facts of its documents in :data:`FACTS`, by the content of the document and all that
is known of it, and of those that could not be read the reason.  They hold as long as the code, the
lexicon, the weights and the packages that read them are the same (:func:`fingerprint`); else they are
not used.  While a build reads, it writes them into :data:`JOURNAL`, from which the next build goes on
when it was broken off.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterable, Mapping
from contextlib import closing, suppress
from dataclasses import replace
from functools import cache
from importlib.metadata import version
from pathlib import Path

import msgspec

import parkgraph
from parkgraph.errors import ParkgraphError
from parkgraph.model import Document, Facts
from parkgraph.resources import resource_path

FACTS = "facts.db"
"""The file of a build with the facts of its documents."""

JOURNAL = ".facts.db"
"""The same while a build reads its documents."""

_COMMITTED = 16  # documents after which those read are safe

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
        self._reasons: dict[str, str] = {}
        for name in (FACTS, JOURNAL):
            path = Path(folder) / name
            if path.is_file():
                contents, reasons = _read(path)
                self._contents |= contents
                self._reasons |= reasons

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

    def find_reason(self, document: Document) -> str | None:
        """Why a document could not be read; None when it could, or was not tried."""
        return self._reasons.get(key_of(document))


class Journal:
    """Keeps what a build reads, as it reads it.

    :param fresh: whether what an earlier build kept is dropped
    :raises ParkgraphError: when it cannot be written
    """

    def __init__(self, folder: Path, *, fresh: bool = False) -> None:
        self._path = folder / JOURNAL
        self._waiting = 0
        try:
            if self._path.exists() and (fresh or not _holds(self._path)):
                self._remove()
            self._database = sqlite3.connect(self._path)
            with self._database:
                _make_tables(self._database)
        except (sqlite3.Error, OSError) as error:
            raise ParkgraphError(f"{self._path}: {error}") from None

    def keep(self, key: str, outcome: Facts | str) -> None:
        """Keeps the facts of a document, or the reason why it has none."""
        try:
            if isinstance(outcome, str):
                self._database.execute("INSERT OR REPLACE INTO rejected VALUES (?, ?)", (key, outcome))
            else:
                self._database.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (key, _pack(outcome)))
        except sqlite3.Error as error:
            raise ParkgraphError(f"{self._path}: {error}") from None
        self._waiting += 1
        if self._waiting >= _COMMITTED:
            self.commit()

    def commit(self) -> None:
        """Makes what was kept safe."""
        try:
            self._database.commit()
        except sqlite3.Error as error:
            raise ParkgraphError(f"{self._path}: {error}") from None
        self._waiting = 0

    def close(self) -> None:
        """Makes what was kept safe, as far as there is room for it; a file without facts goes."""
        empty = False
        with suppress(sqlite3.Error):
            self._database.commit()
            empty = self._database.execute("SELECT * FROM facts LIMIT 1").fetchone() is None
        self._database.close()
        if empty:
            self._remove()

    def remove(self) -> None:
        """Takes the file away, when the build is complete."""
        self._database.close()
        self._remove()

    def _remove(self) -> None:
        for path in (self._path, self._path.with_name(f"{JOURNAL}-journal")):
            path.unlink(missing_ok=True)


def _holds(path: Path) -> bool:
    """Whether a file of facts is undamaged and was made by this code."""
    try:
        with closing(sqlite3.connect(path)) as database:
            made = database.execute("SELECT value FROM about WHERE name = 'fingerprint'").fetchone()
            sound = database.execute("PRAGMA quick_check").fetchone()
            return made is not None and made[0] == fingerprint() and sound == ("ok",)
    except sqlite3.Error:
        return False


def _read(path: Path) -> tuple[dict[str, bytes], dict[str, str]]:
    try:
        with closing(sqlite3.connect(path)) as database:  # one that was broken off is mended as it is opened
            made = database.execute("SELECT value FROM about WHERE name = 'fingerprint'").fetchone()
            if made is None or made[0] != fingerprint():
                return {}, {}
            return (
                dict(database.execute("SELECT key, content FROM facts")),
                dict(database.execute("SELECT key, reason FROM rejected")),
            )
    except sqlite3.Error:
        return {}, {}


def write_cache(facts: Mapping[str, Facts], path: Path, rejected: Mapping[str, str] | None = None) -> None:
    """Writes facts to a new file.

    :param facts: by the key of their document
    :param rejected: why documents could not be read, by the key of each
    """
    with closing(sqlite3.connect(path)) as database, database:
        _make_tables(database)
        database.executemany("INSERT INTO facts VALUES (?, ?)", _rows(facts))
        database.executemany("INSERT INTO rejected VALUES (?, ?)", sorted((rejected or {}).items()))


def _make_tables(database: sqlite3.Connection) -> None:
    made = "CREATE TABLE IF NOT EXISTS"
    database.execute(f"{made} about (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID")
    database.execute("INSERT OR REPLACE INTO about VALUES ('fingerprint', ?)", (fingerprint(),))
    database.execute(f"{made} facts (key TEXT PRIMARY KEY, content BLOB) WITHOUT ROWID")
    database.execute(f"{made} rejected (key TEXT PRIMARY KEY, reason TEXT) WITHOUT ROWID")


def _rows(facts: Mapping[str, Facts]) -> Iterable[tuple[str, bytes]]:
    for key in sorted(facts):
        yield key, _pack(facts[key])


def _pack(facts: Facts) -> bytes:
    return zlib.compress(_ENCODER.encode(facts), 6)
