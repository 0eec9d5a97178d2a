"""Inputs -> the facts of all their documents, each read once, or not at all when an earlier build read it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from parkgraph import extraction
from parkgraph.cache import Journal, key_of
from parkgraph.corpus.inputs import GuardedReader
from parkgraph.errors import SourceError
from parkgraph.guarded import Limits
from parkgraph.model import Document, Facts
from parkgraph.report import Rejection
from parkgraph.sources import read_documents
from parkgraph.sources.naming import list_files, name_files
from parkgraph.sources.shares import WHOLE, Share

Progress = Callable[[int], None]


class Known(Protocol):
    """What earlier builds read, such as :class:`parkgraph.cache.FactsCache`."""

    def find(self, document: Document, /) -> Facts | None:
        """The facts of a document; None when it was not read."""
        ...

    def find_reason(self, document: Document, /) -> str | None:
        """Why a document could not be read; None when it could, or was not tried."""
        ...


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A file of the inputs, the name it has in reports, and which of its documents are meant."""

    path: Path
    name: str
    share: Share = WHOLE


class Corpus:
    """The facts of all documents by identifier, where each document lay, and what was rejected.

    ``read`` holds the facts by the key of their document (:func:`parkgraph.cache.key_of`), for the next
    build, and ``unread`` the reasons why others have none; ``reused`` counts the documents that were not
    read again, ``untried`` those that were rejected before and not tried again.
    """

    def __init__(self) -> None:
        self.facts: list[Facts] = []
        self.sources: dict[str, tuple[str, ...]] = {}
        self.rejected: list[Rejection] = []
        self.read: dict[str, Facts] = {}
        self.unread: dict[str, str] = {}
        self.reused = 0
        self.untried = 0


def read_corpus(
    inputs: Iterable[str | Path],
    *,
    workers: int = 1,
    progress: Progress | None = None,
    skip: Iterable[str | Path] = (),
    known: Known | None = None,
    limits: Limits | None = None,
    retry: bool = False,
    journal: Journal | None = None,
) -> Corpus:
    """Reads every document once, however often it occurs, and extracts its facts.

    :param skip: folders within the inputs that are not read
    :param known: facts that an earlier build read
    :param limits: what reading one document may take; with them everything is read in guarded processes
    :param retry: whether to read what an earlier build could not read again
    :param journal: what keeps each outcome as soon as it is there
    """
    corpus = Corpus()
    files = list_inputs(inputs, skip, corpus.rejected)
    collect_facts(
        read_files(files, corpus.rejected, limits),
        corpus,
        workers=workers,
        progress=progress,
        known=known,
        limits=limits,
        retry=retry,
        journal=journal,
    )
    return corpus


def collect_facts(
    documents: Iterable[Document],
    corpus: Corpus,
    *,
    workers: int = 1,
    progress: Progress | None = None,
    known: Known | None = None,
    limits: Limits | None = None,
    retry: bool = False,
    journal: Journal | None = None,
) -> None:
    """Adds to a corpus the facts of documents, all copies of which are among them.

    The parameters are those of :func:`read_corpus`.
    """
    copies: dict[str, list[Document]] = {}
    facts: dict[str, Facts] = {}
    failures: dict[str, str] = {}
    keys: dict[str, str] = {}

    def remember(document: Document) -> bool:
        """Whether it is known what comes of a document."""
        found = known.find(document) if known is not None else None
        if found is not None:
            facts[document.identifier] = found
            corpus.reused += 1
            return True
        reason = known.find_reason(document) if known is not None and not retry else None
        if reason is not None:
            failures[document.identifier] = reason
            corpus.untried += 1
        return reason is not None

    def once() -> Iterator[Document]:
        for document in documents:
            if document.identifier in copies:
                copies[document.identifier].append(document)
            else:
                copies[document.identifier] = [replace(document, text="")]
                keys[document.identifier] = key_of(document)
                if not remember(document):
                    yield document

    def extract(documents: Iterable[Document]) -> None:
        for document, outcome in extraction.extract_documents(documents, workers, limits):
            identifier = document.identifier
            if isinstance(outcome, Facts):
                facts[identifier] = outcome
            else:
                facts.pop(identifier, None)
                failures[identifier] = outcome.reason
            if journal is not None:
                journal.keep(keys[identifier], outcome if isinstance(outcome, Facts) else outcome.reason)
            if progress is not None:
                progress(len(facts) + len(failures))

    def fuller() -> Iterator[Document]:
        """The documents of which another copy says more, e.g. the date that relative dates count from."""
        for identifier, found in copies.items():
            merged = merge_copies(found)
            if identifier not in facts or merged == replace(found[0], source=merged.source):
                continue
            whole = replace(merged, text=found[-1].text)
            keys[identifier] = key_of(whole)
            again = known.find(whole) if known is not None else None
            if again is not None:
                facts[identifier] = again
            else:
                yield whole

    extract(once())
    extract(fuller())
    for identifier, found in copies.items():
        if identifier in facts:
            # which copy came first is no matter
            document = replace(facts[identifier].document, source=merge_copies(found).source)
            facts[identifier] = replace(facts[identifier], document=document)
        corpus.sources[identifier] = tuple(sorted({d.url or d.source for d in found}))
        if identifier in failures:
            corpus.rejected += [Rejection(d.source, failures[identifier]) for d in found]
    corpus.facts = [facts[identifier] for identifier in sorted(facts)]
    corpus.read = {keys[identifier]: facts[identifier] for identifier in facts}
    corpus.unread = {keys[identifier]: failures[identifier] for identifier in failures}


def merge_copies(copies: Sequence[Document]) -> Document:
    """One document from copies with the same text: what the first by source says, else the next.

    The text of the outcome is empty.
    """
    ordered = sorted(
        copies, key=lambda d: (d.source, d.encoding, d.media_type, str(d.published), d.title or "")
    )
    merged = replace(ordered[0], text="")
    for other in ordered[1:]:
        merged = replace(
            merged,
            title=merged.title or other.title,
            published=merged.published or other.published,
            publisher=merged.publisher or other.publisher,
            byline=merged.byline or other.byline,
            url=merged.url or other.url,
        )
    return merged


def list_inputs(
    inputs: Iterable[str | Path], skip: Iterable[str | Path], rejected: list[Rejection]
) -> list[NamedFile]:
    """The files of the inputs, named as :func:`~parkgraph.sources.naming.name_files` does.

    :param skip: folders that are not read
    :param rejected: gets what cannot be listed
    """
    unread = {Path(folder).resolve() for folder in skip}

    def listed(given: Path) -> list[Path]:
        def reject(error: SourceError) -> None:
            source = Path(error.source).relative_to(given).as_posix()
            rejected.append(Rejection(given.name if source == "." else source, error.reason, error.source))

        return list(list_files(given, unread, on_reject=reject))

    found = [(Path(given), listed(Path(given))) for given in inputs]
    names = name_files(found)
    return [NamedFile(file, names[file]) for _, files in found for file in files]


def read_files(
    files: Iterable[NamedFile], rejected: list[Rejection], limits: Limits | None
) -> Iterator[Document]:
    """The documents of files, with the files' names in their sources.

    :param rejected: gets what cannot be read
    :param limits: what reading one document may take; with them files are read in a guarded process
    """
    reader = GuardedReader(limits) if limits is not None else None
    try:
        for file in files:

            def name(source: str, file: NamedFile = file) -> str:
                return file.name + source.removeprefix(file.path.as_posix())

            def reject(error: SourceError, name: Callable[[str], str] = name) -> None:
                rejected.append(Rejection(name(error.source), error.reason, error.source))

            if reader is not None:
                documents = reader.read(file.path, reject, file.share)
            else:
                documents = read_documents([file.path], on_reject=reject, share=file.share)
            for document in documents:
                yield replace(document, source=name(document.source))
    finally:
        if reader is not None:
            reader.close()
