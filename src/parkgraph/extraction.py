"""Documents -> facts, on one process or several, in order and with a bounded number under way."""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace

from parkgraph.model import Document, Facts

_SELDOM = (100_000, 20, 20)
_AHEAD = 8  # documents under way for each worker: enough to keep it busy, little to hold


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there are no facts of a document."""

    reason: str


def extract_document(document: Document) -> Facts | Failure:
    """The facts of one document, without its text; whatever goes wrong within is a failure of it alone."""
    from parkgraph import relations, text

    try:
        facts = relations.extract(text.clean(document))
    except Exception as error:  # one document must never stop the others
        reason = str(error).strip().splitlines()
        return Failure(f"{type(error).__name__}: {reason[0]}" if reason else type(error).__name__)
    length = facts.characters or len(document.text)
    return replace(facts, document=replace(facts.document, text=""), characters=length)


def extract_documents(
    documents: Iterable[Document], workers: int = 1
) -> Iterator[tuple[Document, Facts | Failure]]:
    """Each document with its facts, in the order given.

    :param workers: processes to use; with 1, everything happens in this one
    """
    if workers <= 1:
        for document in documents:
            yield document, extract_document(document)
        return
    waiting: deque[Document] = deque()
    source = iter(documents)
    while True:
        try:
            yield from _extract_in_pool(source, waiting, workers)
            return
        except BrokenProcessPool:
            # a document took its process with it: find out which, one at a time
            for document in list(waiting):
                yield document, _extract_apart(document)
            waiting.clear()


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


def _collect_seldom() -> None:
    """The same in a process that does nothing else."""
    gc.set_threshold(*_SELDOM)


def _extract_in_pool(
    source: Iterator[Document], waiting: deque[Document], workers: int
) -> Iterator[tuple[Document, Facts | Failure]]:
    """Works through ``source``; ``waiting`` holds what was taken from it and is not yet done."""
    futures: deque[Future[Facts | Failure]] = deque()
    with ProcessPoolExecutor(workers, initializer=_collect_seldom) as pool:
        try:
            for document in source:
                waiting.append(document)
                futures.append(pool.submit(extract_document, document))
                if len(futures) >= workers * _AHEAD:
                    yield _first_done(waiting, futures)
            while futures:
                yield _first_done(waiting, futures)
        finally:
            for future in futures:
                future.cancel()


def _first_done(
    waiting: deque[Document], futures: deque[Future[Facts | Failure]]
) -> tuple[Document, Facts | Failure]:
    outcome = futures[0].result()
    futures.popleft()
    return waiting.popleft(), outcome


def _extract_apart(document: Document) -> Facts | Failure:
    try:
        with ProcessPoolExecutor(1) as pool:
            return pool.submit(extract_document, document).result()
    except BrokenProcessPool:
        return Failure("the process that read it died")
