"""Documents -> facts, in this process or in guarded ones, in order and with a bounded number under way."""

from __future__ import annotations

import gc
import multiprocessing
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from parkgraph.guarded import Limits, Lost, call_each, describe
from parkgraph.model import Document, Facts

_SELDOM = (100_000, 20, 20)


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there are no facts of a document."""

    reason: str


def read_facts(document: Document) -> Facts:
    """The facts of one document, without its text; raises whatever goes wrong within."""
    from parkgraph import relations, text

    facts = relations.extract(text.clean(document))
    length = facts.characters or len(document.text)
    return replace(facts, document=replace(facts.document, text=""), characters=length)


def extract_document(document: Document) -> Facts | Failure:
    """The facts of one document; whatever goes wrong within is a failure of it alone."""
    try:
        return read_facts(document)
    except Exception as error:  # one document must never stop the others
        return Failure(describe(error))


def extract_documents(
    documents: Iterable[Document], workers: int = 1, limits: Limits | None = None
) -> Iterator[tuple[Document, Facts | Failure]]:
    """Each document with its facts, in the order given.

    :param workers: processes to use
    :param limits: what reading one document may take.  A document that takes more, or whose process
        dies each time it is tried, is a failure.  Without limits and with one worker, everything
        happens in this process.
    """
    if workers <= 1 and limits is None:
        for document in documents:
            yield document, extract_document(document)
        return
    outcomes = call_each(read_facts, _warmed(documents), workers, limits or Limits(), prepare=_prepare)
    for document, outcome in outcomes:
        yield document, Failure(outcome.reason) if isinstance(outcome, Lost) else outcome


def _warmed(documents: Iterable[Document]) -> Iterator[Document]:
    """The documents; where children are forked, what they all need is loaded before the first."""
    forks = multiprocessing.get_start_method() == "fork"
    for document in documents:
        if forks:
            _load()
            forks = False
        yield document


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """Looks for garbage in circles a hundred times less often than Python does by itself.

    Facts and statements are many and hold no circles; to go through them again and again takes a tenth
    of the time of a build.
    """
    before = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _prepare() -> None:
    """Makes a process that does nothing else ready to read."""
    gc.set_threshold(*_SELDOM)
    _load()


def _load() -> None:
    """Loads lexicon, dictionaries and weights."""
    extract_document(Document("0" * 16, "", "2021年3月，某某园区签约项目14个，总投资169亿元。"))
