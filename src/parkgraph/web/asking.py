"""Questions to a store, answered within limits that hold.

A query cannot be stopped from within its process.  So queries run in processes of their own, each with
the store open for reading, and one that takes too much time or memory is ended with its process.

A query starts in one of a few quick places.  When it has used the processor for :data:`QUICK` seconds it
gives its place to the next, and goes on in a slow one with a lower priority.  When all slow ones are
taken, the query there that has used the most is ended: so that short questions never wait for long ones,
and those that take a while not for those that never end.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import islice
from multiprocessing.connection import wait
from pathlib import Path
from typing import IO, Protocol, cast

from pyoxigraph import DefaultGraph, NamedNode, QueryBoolean, QuerySolutions, Store, Triple

from parkgraph.guarded import Child, Limits, Lost
from parkgraph.store import open_store
from parkgraph.web.formats import GRAPHS, TABLES, TEXTS, serialize_graph, with_charset
from parkgraph.web.negotiation import choose

QUICK = 1.0
"""Seconds of processor time after which a query makes room for others."""

_LONG = 2 * QUICK  # seconds of processor time after which it may be ended to make room
_PULSE = 0.05  # seconds between two looks at a query that runs

DEFAULT_SIZE = 32 << 20
"""Bytes that an answer may have, where nothing else is said."""

_NO_QUERY = "not a SPARQL 1.1 query"


@dataclass(frozen=True, slots=True)
class QueryLimits:
    """What one query may take, and how many may run at once.

    :param seconds: time of a query
    :param memory: bytes of memory of a query
    :param size: bytes of its answer, which limits its rows too
    :param quick: queries that may start at once
    :param slow: queries that may run on after :data:`QUICK` at once
    :param patience: seconds that a query may wait for its turn
    """

    seconds: float = 20
    memory: int = 1 << 30
    size: int = DEFAULT_SIZE
    quick: int = 4
    slow: int = 2
    patience: float = 30


DEFAULT_LIMITS = QueryLimits()
"""What a query may take, where nothing else is said."""


@dataclass(frozen=True, slots=True)
class Question:
    """A query with the graphs that it sees, or, with ``graph``, a graph by its IRI ("" for all as one).

    :param rows: of a table that is had as tab-separated values, the most rows to give; the others are counted
    """

    accept: str | None
    query: str = ""
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    graph: str | None = None
    rows: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as HTTP states it; ``rows`` is how many there are in all, where the question limits them."""

    status: int
    body: bytes
    media_type: str = "text/plain; charset=utf-8"
    rows: int | None = None


class Asking(Protocol):
    """What answers questions; may take its time, so that it is called in a thread of its own."""

    def __call__(self, question: Question) -> Answer:
        """The answer, which may be why there is none."""


def refusal(status: int, reason: str) -> Answer:
    """Why a question is not answered."""
    return Answer(status, f"{reason}\n".encode())


def answer(store: Store, question: Question, most: int = DEFAULT_SIZE) -> Answer:
    """The answer of a store, in this process and thread.

    :param most: bytes that it may have
    """
    try:
        return (
            _answer_graph(store, question, most)
            if question.graph is not None
            else _answer_query(store, question, most)
        )
    except _TooLargeError:
        return refusal(503, f"the answer is larger than {most >> 20} MB: ask for less, e.g. with LIMIT")


def _answer_query(store: Store, question: Question, most: int) -> Answer:
    try:
        results = store.query(
            question.query,
            default_graph=[NamedNode(iri) for iri in question.default] or None,
            named_graphs=[NamedNode(iri) for iri in question.named] or None,
        )
        if isinstance(results, QuerySolutions | QueryBoolean):
            offered = [t for t in TABLES if isinstance(results, QuerySolutions) or t not in TEXTS]
            media_type = choose(question.accept, offered)
            if media_type is None:
                return refusal(406, f"a table can be had as {', '.join(offered)}")
            output = _Output(most) if question.rows is None else _FirstLines(most, question.rows + 1)
            results.serialize(cast(IO[bytes], output), format=TABLES[media_type])
            rows = output.lines - 1 if isinstance(output, _FirstLines) else None
            return Answer(200, bytes(output.content), with_charset(media_type), rows)
        media_type = choose(question.accept, list(GRAPHS))
        if media_type is None:
            return refusal(406, f"a graph can be had as {', '.join(GRAPHS)}")
        triples = set(islice(results, most // _TRIPLE + 1))
    except (SyntaxError, ValueError) as error:
        return refusal(400, f"{_NO_QUERY}: {error}")
    return _graph_answer(triples, media_type, most)


def _answer_graph(store: Store, question: Question, most: int) -> Answer:
    media_type = choose(question.accept, list(GRAPHS))
    if media_type is None:
        return refusal(406, f"a graph can be had as {', '.join(GRAPHS)}")
    try:
        graph = NamedNode(question.graph) if question.graph else DefaultGraph()
    except ValueError as error:
        return refusal(400, str(error))
    quads = store.quads_for_pattern(None, None, None, graph)
    triples = {quad.triple for quad in islice(quads, most // _TRIPLE + 1)}
    if not triples and isinstance(graph, NamedNode):
        return refusal(404, f"no graph {graph.value}")
    return _graph_answer(triples, media_type, most)


_TRIPLE = 16  # bytes that a triple takes at least, in any form


def _graph_answer(triples: set[Triple], media_type: str, most: int) -> Answer:
    body = serialize_graph(sorted(triples, key=str), media_type)
    if len(body) > most:
        raise _TooLargeError
    return Answer(200, body, with_charset(media_type))


class _TooLargeError(Exception):
    pass


class _Output:
    """Takes what is written up to a number of bytes."""

    def __init__(self, most: int) -> None:
        self.content = bytearray()
        self._most = most

    def write(self, data: bytes) -> int:
        if len(self.content) + len(data) > self._most:
            raise _TooLargeError
        self.content += data
        return len(data)

    def flush(self) -> None:
        pass


class _FirstLines(_Output):
    """Takes the first lines of what is written, and counts them all."""

    def __init__(self, most: int, wanted: int) -> None:
        super().__init__(most)
        self._wanted = wanted
        self.lines = 0

    def write(self, data: bytes) -> int:
        missing = self._wanted - self.lines
        pieces = data.split(b"\n", missing) if missing > 0 else [data]
        super().write(data[: len(data) - len(pieces[-1])] if len(pieces) > missing else data)
        self.lines += data.count(b"\n")
        return len(data)


# ------------------------------------------------------------------------------ processes


class QueryPool:
    """Answers questions in guarded processes.

    :param place: what :func:`parkgraph.store.open_store` opens; every process opens it for itself
    """

    def __init__(self, place: str | Path, limits: QueryLimits = DEFAULT_LIMITS) -> None:
        self._limits = limits
        self._quick = threading.BoundedSemaphore(limits.quick)
        self._slow: list[_Run] = []
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["parkgraph.web.asking"])
        self._place = str(place)
        self._idle: list[Child[Question, Answer]] = []
        self._all: list[Child[Question, Answer]] = []
        self._lock = threading.Lock()

    def __call__(self, question: Question) -> Answer:
        """The answer, or within the limits of time why there is none."""
        if not self._quick.acquire(timeout=self._limits.patience):
            return refusal(503, "too many queries at once: try again later")
        child = self._take()
        run = _Run(child)
        try:
            lost = child.begin(question)
            return self._explain(lost) if lost is not None else self._watch(run)
        finally:
            with self._lock:
                if run in self._slow:
                    self._slow.remove(run)
                self._idle.append(child)
            if not run.slow:
                self._quick.release()

    def _watch(self, run: _Run) -> Answer:
        """Waits for a query that runs, and makes it give way."""
        run.start()
        until = time.monotonic() + self._limits.seconds
        while not wait([run.child.connection], _PULSE) and time.monotonic() < until:
            if run.ended:
                run.child.close()
                return refusal(503, "stopped to make room for others: try again later, or ask for less")
            if not run.slow and run.spent() > QUICK:
                self._make_slow(run)
        outcome = run.child.finish()
        if run.slow:
            run.child.close()  # its priority cannot be raised again
        return self._explain(outcome) if isinstance(outcome, Lost) else outcome

    def _make_slow(self, run: _Run) -> None:
        """Gives a query a slow place, if there is one or one can be made."""
        with self._lock:
            if len(self._slow) >= self._limits.slow:
                longest = max(self._slow, key=_Run.spent)
                if longest.spent() < _LONG:
                    return
                longest.ended = True
                self._slow.remove(longest)
            self._slow.append(run)
            run.slow = True
        self._quick.release()
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, run.child.identifier or 0, 10)

    def close(self) -> None:
        """Ends every process."""
        with self._lock:
            for child in self._all:
                child.close()

    def _take(self) -> Child[Question, Answer]:
        with self._lock:
            if self._idle:
                return self._idle.pop()
            child = Child[Question, Answer](
                partial(_answer_here, self._limits.size),
                Limits(self._limits.seconds, self._limits.memory),
                prepare=partial(_open_here, self._place),
                context=self._context,
            )
            self._all.append(child)
            return child

    def _explain(self, lost: Lost) -> Answer:
        if lost.reason.startswith("took longer"):
            return refusal(504, f"the query took longer than {self._limits.seconds:g} s and was stopped")
        if lost.again or "memory" in lost.reason:
            most = self._limits.memory >> 20
            return refusal(503, f"the query was stopped: it may take {most} MB of memory")
        return refusal(500, "the query failed")  # why is the server's business: it may name files


class _Run:
    """A query that runs in a process."""

    def __init__(self, child: Child[Question, Answer]) -> None:
        self.child = child
        self.slow = False
        self.ended = False
        self._began = 0.0

    def start(self) -> None:
        """Begins to count what it uses."""
        self._began = _processor_time(self.child.identifier)

    def spent(self) -> float:
        """Seconds of processor time that it has used."""
        return _processor_time(self.child.identifier) - self._began


def _processor_time(process: int | None) -> float:
    """Seconds that a process has used the processor; where that cannot be told, a clock's."""
    try:
        return time.clock_gettime((~(process or 0) << 3) | 2)  # its clock, as clock_getcpuclockid names it
    except OSError:
        return time.monotonic()


_store: Store | None = None


def _open_here(place: str) -> None:
    global _store
    _store = open_store(place)


def _answer_here(most: int, question: Question) -> Answer:
    assert _store is not None
    return answer(_store, question, most)
