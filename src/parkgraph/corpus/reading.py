"""Inputs -> the facts of all their documents, each read once, or not at all when an earlier build read it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from parkgraph import extraction
from parkgraph.cache import FactsCache, key_of
from parkgraph.errors import SourceError
from parkgraph.model import Document, Facts
from parkgraph.report import Rejection
from parkgraph.sources import read_documents
from parkgraph.sources.naming import list_files, name_files

Progress = Callable[[int], None]


class Corpus:
    """The facts of all documents by identifier, where each document lay, and what was rejected.

    ``read`` holds the facts by the key of their document (:func:`parkgraph.cache.key_of`), for the next
    build; ``reused`` counts the documents that were not read again.
    """

    def __init__(self) -> None:
        self.facts: list[Facts] = []
        self.sources: dict[str, tuple[str, ...]] = {}
        self.rejected: list[Rejection] = []
        self.read: dict[str, Facts] = {}
        self.reused = 0


def read_corpus(
    inputs: Iterable[str | Path],
    *,
    workers: int = 1,
    progress: Progress | None = None,
    skip: Iterable[str | Path] = (),
    known: FactsCache | None = None,
) -> Corpus:
    """Reads every document once, however often it occurs, and extracts its facts.

    :param skip: folders within the inputs that are not read
    :param known: facts that an earlier build read
    """
    corpus = Corpus()
    copies: dict[str, list[Document]] = {}
    facts: dict[str, Facts] = {}
    keys: dict[str, str] = {}

    def once() -> Iterator[Document]:
        for document in _read(inputs, corpus.rejected, skip):
            if document.identifier in copies:
                copies[document.identifier].append(document)
            else:
                copies[document.identifier] = [replace(document, text="")]
                keys[document.identifier] = key_of(document)
                found = known.find(document) if known is not None else None
                if found is None:
                    yield document
                    continue
                facts[document.identifier] = found
                corpus.reused += 1

    failures: dict[str, str] = {}
    for document, outcome in extraction.extract_documents(once(), workers):
        if isinstance(outcome, Facts):
            facts[document.identifier] = outcome
        else:
            failures[document.identifier] = outcome.reason
        if progress is not None:
            progress(len(facts) + len(failures))
    for identifier, found in copies.items():
        merged = merge_copies(found)
        if identifier in facts and merged != replace(found[0], source=merged.source):
            # another copy says more of itself, e.g. the date that relative dates count from
            whole = replace(merged, text=found[-1].text)
            keys[identifier] = key_of(whole)
            outcome = (known.find(whole) if known is not None else None) or extraction.extract_document(whole)
            if isinstance(outcome, Facts):
                facts[identifier] = outcome
        if identifier in facts:
            # which copy came first is no matter
            document = replace(facts[identifier].document, source=merged.source)
            facts[identifier] = replace(facts[identifier], document=document)
        corpus.sources[identifier] = tuple(sorted({d.url or d.source for d in found}))
        if identifier in failures:
            corpus.rejected += [Rejection(d.source, failures[identifier]) for d in found]
    corpus.facts = [facts[identifier] for identifier in sorted(facts)]
    corpus.read = {keys[identifier]: facts[identifier] for identifier in facts}
    return corpus


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


def _read(
    inputs: Iterable[str | Path], rejected: list[Rejection], skip: Iterable[str | Path]
) -> Iterator[Document]:
    """The documents of the inputs, with sources as :func:`~parkgraph.sources.naming.name_files` has them."""
    unread = {Path(folder).resolve() for folder in skip}
    found = [(Path(given), list(list_files(Path(given), unread))) for given in inputs]
    names = name_files(found)
    for file in (file for _, files in found for file in files):

        def name(source: str, file: Path = file) -> str:
            return names[file] + source.removeprefix(file.as_posix())

        def reject(error: SourceError, name: Callable[[str], str] = name) -> None:
            rejected.append(Rejection(name(error.source), error.reason, error.source))

        for document in read_documents([file], on_reject=reject):
            yield replace(document, source=name(document.source))
