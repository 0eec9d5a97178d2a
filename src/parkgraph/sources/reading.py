"""Files, folders, archives and tables of documents -> :class:`~parkgraph.model.Document`."""

from __future__ import annotations

import hashlib
import json
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from parkgraph.errors import SourceError
from parkgraph.model import Document
from parkgraph.sources.archives import read_members
from parkgraph.sources.decoding import decode, normalise_newlines
from parkgraph.sources.markup import flatten, looks_like_html, read_head
from parkgraph.sources.metadata import Metadata, parse_date, read_page_metadata, read_text_metadata
from parkgraph.sources.naming import is_document, list_files
from parkgraph.sources.shares import WHOLE, Share

Reject = Callable[[SourceError], None]

_HTML = frozenset({".html", ".htm", ".xhtml", ".shtml"})
_LINES = frozenset({".jsonl", ".ndjson"})
_TABLES = frozenset({".parquet", ".pq"})
_TEXT_KEYS = ("text", "content", "body", "html")
_DATE_KEYS = ("published", "date", "publish_date", "time")


def read_documents(
    inputs: Iterable[str | Path], *, on_reject: Reject, share: Share = WHOLE
) -> Iterator[Document]:
    """Every document in the inputs, in the order of the inputs and sorted within folders.

    :param inputs: files (text, Markdown, HTML, JSON lines, Parquet, zip) or folders, which are
        read to any depth as :func:`~parkgraph.sources.naming.list_files` says; of a folder or archive,
        ``.json``, graphs and queries are left out; a file of any other kind is taken for text
    :param on_reject: called for each thing that cannot be read; the others are still read
    :param share: of files that hold several documents only these are read

    >>> list(read_documents(["no such file"], on_reject=print))
    no such file: does not exist
    []
    """
    for given in inputs:
        path = Path(given)
        if not path.exists():
            on_reject(SourceError(str(given), "does not exist"))
            continue
        for file in list_files(path, on_reject=on_reject):
            yield from _read_file(file, on_reject, share)


def document_of(
    text: str,
    source: str,
    *,
    encoding: str = "utf-8",
    media_type: str | None = None,
    stated: Metadata | None = None,
) -> Document:
    """A document from its decoded text; what ``stated`` leaves open is read from the text.

    :raises SourceError: when the text is empty or cannot be written as UTF-8
    """
    text = normalise_newlines(text)
    if not text.strip():
        raise SourceError(source, "empty")
    try:
        identifier = hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]
    except UnicodeEncodeError as error:
        raise SourceError(source, f"lone surrogate at character {error.start}") from None
    page = media_type == "text/html" or (media_type is None and looks_like_html(text))
    found = read_page_metadata(read_head(text), flatten(text)) if page else read_text_metadata(text)
    stated = stated or Metadata()
    return Document(
        identifier=identifier,
        source=source,
        text=text,
        media_type="text/html" if page else "text/plain",
        encoding=encoding,
        title=stated.title or found.title,
        published=stated.published or found.published,
        publisher=stated.publisher or found.publisher,
        byline=stated.byline or found.byline,
    )


def holds_several(path: Path) -> bool:
    """Whether a file may hold several documents, by its name."""
    return path.suffix.lower() in _LINES | _TABLES | {".zip"}


def _read_file(path: Path, on_reject: Reject, share: Share) -> Iterator[Document]:
    source, suffix = path.as_posix(), path.suffix.lower()
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe, to which nobody may ever write
            raise SourceError(source, "not a file")
        if suffix in _TABLES:
            yield from _read_table(path, on_reject, share)
            return
        if suffix == ".zip":
            with path.open("rb") as stream:
                for name, data in read_members(stream, source, on_reject, share=share):
                    if not is_document(name):
                        continue
                    yield from _read_bytes(
                        data, f"{source}!{name}", Path(name).suffix.lower(), on_reject, WHOLE
                    )
            return
        data = path.read_bytes()
    except OSError as error:
        share.tell(on_reject, SourceError(source, error.strerror or "cannot be read"))
        return
    except SourceError as error:
        share.tell(on_reject, error)
        return
    yield from _read_bytes(data, source, suffix, on_reject, share)


def _read_bytes(data: bytes, source: str, suffix: str, on_reject: Reject, share: Share) -> Iterator[Document]:
    try:
        text, encoding = decode(data, source)
        if suffix not in _LINES:
            yield document_of(
                text, source, encoding=encoding, media_type="text/html" if suffix in _HTML else None
            )
            return
    except SourceError as error:
        share.tell(on_reject, error)
        return
    for number, line in enumerate(text.split("\n"), 1):
        if not share.has(number) or not line.strip():
            continue
        place = f"{source}#{number}"
        try:
            row = json.loads(line)
            if not isinstance(row, dict):
                raise SourceError(place, "not a JSON object")
            yield _row_document(row, place, encoding)
        except (ValueError, RecursionError) as error:
            on_reject(SourceError(place, f"not JSON: {error}"))
        except SourceError as error:
            on_reject(error)


def _read_table(path: Path, on_reject: Reject, share: Share) -> Iterator[Document]:
    source = path.as_posix()
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise SourceError(source, "reading Parquet needs pyarrow: pip install 'parkgraph[parquet]'") from None
    number = 0
    try:
        with pq.ParquetFile(path) as table:
            for batch in table.iter_batches(batch_size=256):
                for row in batch.to_pylist():
                    number += 1
                    if not share.has(number):
                        continue
                    try:
                        yield _row_document(row, f"{source}#{number}", "utf-8")
                    except SourceError as error:
                        on_reject(error)
    except (pa.ArrowException, ValueError) as error:
        raise SourceError(source, f"not Parquet: {str(error).splitlines()[0]}") from None


def _row_document(row: Mapping[str, Any], source: str, encoding: str) -> Document:
    key = next((k for k in _TEXT_KEYS if isinstance(row.get(k), str) and row[k].strip()), None)
    if key is None:
        raise SourceError(source, f"has none of {', '.join(_TEXT_KEYS)}")
    if "\0" in row[key]:
        raise SourceError(source, f"binary: NUL at character {row[key].index(chr(0))}")
    published = next((d for k in _DATE_KEYS if row.get(k) and (d := parse_date(str(row[k])))), None)

    def word(name: str) -> str | None:
        value = row.get(name)
        return value.strip() or None if isinstance(value, str) else None

    stated = Metadata(
        word("title"), published, word("source") or word("publisher"), word("byline") or word("author")
    )
    media_type = "text/html" if key == "html" else None
    document = document_of(row[key], source, encoding=encoding, media_type=media_type, stated=stated)
    url = word("url")
    return document if url is None else _with_url(document, url)


def _with_url(document: Document, url: str) -> Document:
    return replace(document, url=url)
