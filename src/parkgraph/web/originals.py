"""The documents themselves, read again from the inputs of the build.

A build keeps no text.  Its documents are named by the digest of their decoded text, so that a document
that was read again is known to be the same, or to have changed.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from parkgraph.errors import SourceError
from parkgraph.model import CleanDocument, Document
from parkgraph.sources import read_documents
from parkgraph.sources.naming import list_files, name_files
from parkgraph.text import clean

_MANY = frozenset({".jsonl", ".ndjson", ".parquet", ".pq", ".zip"})
_WINDOW = 30_000  # characters shown of one document at a time


class State(StrEnum):
    """Whether the text of a document can be shown."""

    FOUND = "found"
    NO_INPUTS = "no-inputs"  # the server was not told where the documents lie
    MISSING = "missing"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Original:
    """A document read again; without one the state says why."""

    state: State
    document: Document | None = None


class Originals:
    """The documents below the inputs of a build, found by the sources that the graph gives."""

    def __init__(self, inputs: Iterable[str | Path]) -> None:
        self._inputs = [Path(given) for given in inputs]
        self._lock = threading.Lock()

    def find(self, identifier: str, sources: Sequence[str]) -> Original:
        """The document with an identifier.

        :param sources: where it lay, as the graph says
        """
        if not self._inputs:
            return Original(State.NO_INPUTS)
        seen = False
        for source in sources:
            for document in self._read(source):
                seen = True
                if document.identifier == identifier:
                    return Original(State.FOUND, document)
        with self._lock:
            file = self._rows.get(identifier)
        if file is not None:
            for document in _read(file):
                if document.identifier == identifier:
                    return Original(State.FOUND, document)
        return Original(State.CHANGED if seen else State.MISSING)

    def _read(self, source: str) -> Iterator[Document]:
        """The documents at a source: one, or the row or member that it names."""
        name = source
        while name not in self._files:
            cut = max(name.rfind("!"), name.rfind("#"))
            if cut < 0:
                return
            name = name[:cut]
        file = self._files[name]
        for document in _read(file):
            if document.source == file.as_posix() + source.removeprefix(name):
                yield document

    @cached_property
    def _files(self) -> dict[str, Path]:
        found = [(given, list(list_files(given))) for given in self._inputs if given.exists()]
        return {name: file for file, name in name_files(found).items()}

    @cached_property
    def _rows(self) -> dict[str, Path]:
        """The file of each document that lies with others in one, which may have an address as its source."""
        files = [file for file in self._files.values() if file.suffix.lower() in _MANY]
        return {document.identifier: file for file in files for document in _read(file)}


def _read(file: Path) -> Iterator[Document]:
    def pass_over(_: SourceError) -> None:
        return

    return read_documents([file], on_reject=pass_over)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text: whether it is what evidence points at, and whether clean text leaves it out."""

    text: str
    marked: bool = False
    noise: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """A part of a text in pieces, and where it begins and ends in a text of so many characters."""

    pieces: tuple[Piece, ...]
    start: int
    end: int
    length: int


def view_both(document: Document, start: int, end: int) -> tuple[View, View]:
    """Raw and clean text around a range of raw characters, which is marked in both.

    :param start: of the range, in code points of the raw text; the range may be empty
    """
    cleaned = clean(document)
    return _view_raw(cleaned, start, end), _view_clean(cleaned, start, end)


def _view_raw(cleaned: CleanDocument, start: int, end: int) -> View:
    text = cleaned.document.text
    kept = bytearray(len(text))
    for first, last in zip(cleaned.starts, cleaned.ends, strict=True):
        kept[first:last] = b"\1" * (last - first)
    return _view(text, start, end, lambda at: start <= at < end, lambda at: not kept[at])


def _view_clean(cleaned: CleanDocument, start: int, end: int) -> View:
    inside = [
        index
        for index, (first, last) in enumerate(zip(cleaned.starts, cleaned.ends, strict=True))
        if first < end and last > start and first < last
    ]
    marked = set(inside)
    near = inside or [index for index, first in enumerate(cleaned.starts) if first >= start][:1] or [0]
    return _view(cleaned.text, near[0], near[-1] + 1, lambda at: at in marked, lambda _: False)


def _view(
    text: str, start: int, end: int, is_marked: Callable[[int], bool], is_noise: Callable[[int], bool]
) -> View:
    """A window of a text around a range, cut where a mark or noise begins or ends."""
    first = max(0, min(start, len(text)) - _WINDOW // 3) if len(text) > _WINDOW else 0
    last = min(len(text), first + max(_WINDOW, end - first))
    pieces = []
    at = first
    while at < last:
        kind = (is_marked(at), is_noise(at))
        to = at + 1
        while to < last and (is_marked(to), is_noise(to)) == kind:
            to += 1
        pieces.append(Piece(text[at:to], *kind))
        at = to
    return View(tuple(pieces), first, last, len(text))
