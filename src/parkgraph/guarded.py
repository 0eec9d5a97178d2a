"""A function called in a process of its own, which is replaced when it hangs, spins, grows or dies.

A :class:`Child` is kept alive from one call to the next, so that a call costs little more than
sending its value there and its result back.  Whatever the function does, even in compiled code that
lets no signal handler run, the caller gets its result or a :class:`Lost` with the reason, within the
time limit.  :func:`call_each` keeps several children busy and gives the results in order.

A child that its caller leaves behind ends by itself: at once when it waits, else when its time is over.
"""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import pickle
import resource
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from typing import Generic, TypeVar, cast

A = TypeVar("A")
B = TypeVar("B")

TRIES = 3
"""How often a call is made whose process dies."""

_AHEAD = 8  # values under way for each child: enough to keep it busy, little to hold
_START = 120.0  # seconds that a new child may take to load what it works with
_GRACE = 2.0  # seconds after which the kernel ends a child that its caller has not ended


@dataclass(frozen=True, slots=True)
class Limits:
    """What one call may use: seconds, and bytes beyond those that the child begins with.

    The limit of memory is one of address space, which not every system enforces (Linux does).
    """

    seconds: float | None = None
    memory: int | None = None


@dataclass(frozen=True, slots=True)
class Lost:
    """Why a call has no result; ``again`` says that it may not have been the call's own fault."""

    reason: str
    again: bool = False


class Child(Generic[A, B]):
    """A process that calls a function on one value after another.

    :param work: the function; what it raises is a loss of that call alone
    :param limits: what each call may use
    :param prepare: called once in every new process, outside the time of a call
    :param context: how processes are started; by default as :mod:`multiprocessing` does
    """

    def __init__(
        self,
        work: Callable[[A], B],
        limits: Limits = Limits(),
        *,
        prepare: Callable[[], object] | None = None,
        context: BaseContext | None = None,
    ) -> None:
        self._job = (work, limits, prepare)
        self._limits = limits
        self._context = context or multiprocessing.get_context()
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None
        self._deadline = float("inf")

    def call(self, value: A) -> B | Lost:
        """The result of the function for a value, waited for."""
        lost = self.begin(value)
        if lost is not None:
            return lost
        wait([self.connection], max(0.0, self._deadline - time.monotonic()) if self._limits.seconds else None)
        return self.finish()

    def begin(self, value: A) -> Lost | None:
        """Sends a value to the process, which is started when there is none."""
        try:
            self.start()
            self.connection.send_bytes(pickle.dumps(value, pickle.HIGHEST_PROTOCOL))
        except (OSError, EOFError) as error:
            return self._lose(error)
        if self._limits.seconds is not None:
            self._deadline = time.monotonic() + self._limits.seconds
        return None

    @property
    def connection(self) -> Connection:
        """What becomes readable when :meth:`finish` would not wait."""
        assert self._connection is not None
        return self._connection

    @property
    def deadline(self) -> float:
        """The time (:func:`time.monotonic`) after which the call that was begun is lost."""
        return self._deadline

    @property
    def identifier(self) -> int | None:
        """The process's number."""
        return self._process.pid if self._process is not None else None

    def finish(self) -> B | Lost:
        """The result of the call that was begun; when there is none by now, it is lost."""
        try:
            if not self.connection.poll():
                self.close()
                return Lost(f"took longer than {self._limits.seconds:g} s")
            done, outcome = pickle.loads(self.connection.recv_bytes())
        except (OSError, EOFError) as error:
            return self._lose(error)
        self._deadline = float("inf")
        if done:
            return cast("B", outcome)
        if outcome is None:
            self.close()
            return Lost(self._memory_reason())
        return Lost(outcome)

    def start(self) -> None:
        """Starts the process and waits until it is ready, unless it is running.

        :raises OSError: when there can be no new process
        :raises EOFError: when it dies before it is ready
        """
        if self._connection is not None:
            return
        ours, theirs = self._context.Pipe()
        forked = self._context.get_start_method() == "fork"
        process = self._context.Process(target=_serve, args=(theirs, *self._job, forked), daemon=True)  # type: ignore[attr-defined]
        process.start()
        theirs.close()
        self._process, self._connection = process, ours
        if not ours.poll(_START):
            self.close()
            raise TimeoutError(f"a new process was not ready after {_START:g} s")
        ours.recv_bytes()

    def close(self) -> None:
        """Ends the process; a later call starts a new one."""
        connection, process = self._connection, self._process
        self._connection = self._process = None
        self._deadline = float("inf")
        if connection is not None:
            connection.close()
        if process is not None:
            process.kill()
            process.join()
            process.close()

    def _lose(self, error: OSError | EOFError) -> Lost:
        process = self._process
        if process is None:
            return Lost(str(error) or type(error).__name__, again=True)
        process.join(1)
        code = process.exitcode
        self.close()
        if code == -signal.SIGALRM:
            return Lost(f"took longer than {self._limits.seconds:g} s")
        return Lost(f"the process that read it died{_how(code)}", again=True)

    def _memory_reason(self) -> str:
        if self._limits.memory is None:
            return "took more memory than there is"
        return f"took more memory than {self._limits.memory >> 20} MB"


def _how(code: int | None) -> str:
    if code is None:
        return ""
    if code >= 0:
        return f" (exit status {code})"
    try:
        return f" ({signal.Signals(-code).name})"
    except ValueError:
        return f" (signal {-code})"


# --------------------------------------------------------------------------- the child


def _serve(
    connection: Connection,
    work: Callable[[A], B],
    limits: Limits,
    prepare: Callable[[], object] | None,
    forked: bool,
) -> None:
    """Answers calls until the caller closes the connection."""
    if forked:
        _let_go(connection.fileno())
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the caller decides when it ends
    signal.signal(signal.SIGALRM, signal.SIG_DFL)  # which the kernel carries out whatever runs here
    if prepare is not None:
        prepare()
    gc.freeze()  # what is there stays shared with the caller
    _limit_memory(limits.memory)
    status = 0
    try:
        connection.send_bytes(b"")
        while True:
            value = pickle.loads(connection.recv_bytes())
            if limits.seconds is not None:
                signal.setitimer(signal.ITIMER_REAL, limits.seconds + _GRACE)
            answer = _answer(work, value)
            del value
            signal.setitimer(signal.ITIMER_REAL, 0)
            connection.send_bytes(answer)
    except (EOFError, OSError):
        pass
    except BaseException:  # what ends a process in its own way must not clean up after its caller
        status = 1
    os._exit(status)


def _answer(work: Callable[[A], B], value: A) -> bytes:
    """The pickled answer: whether it is a result, and that or the reason (None: memory ran out)."""
    try:
        return pickle.dumps((True, work(value)), pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        return pickle.dumps((False, None))
    except Exception as error:  # one call must never stop the others
        return pickle.dumps((False, describe(error)))


def describe(error: Exception) -> str:
    """An error in one line."""
    lines = str(error).strip().splitlines()
    return f"{type(error).__name__}: {lines[0]}" if lines else type(error).__name__


def _let_go(kept: int) -> None:
    """Closes every file that a forked child has from its caller: locks, pipes of other children."""
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    os.closerange(3, kept)
    os.closerange(kept + 1, min(most, 65536) if most != resource.RLIM_INFINITY else 65536)


def _limit_memory(memory: int | None) -> None:
    if memory is None:
        return
    most = resource.getrlimit(resource.RLIMIT_AS)[1]
    wanted = _address_space() + memory
    if most != resource.RLIM_INFINITY:
        wanted = min(wanted, most)
    with contextlib.suppress(ValueError, OSError):  # where the system has no such limit
        resource.setrlimit(resource.RLIMIT_AS, (wanted, most))


def _address_space() -> int:
    """Bytes of address space that this process has, 0 where the system does not say."""
    try:
        with open("/proc/self/statm", encoding="ascii") as stated:  # noqa: PTH123
            return int(stated.read().split()[0]) * resource.getpagesize()
    except OSError:
        return 0


# ------------------------------------------------------------------------- many calls


class _Call(Generic[A, B]):
    """A value under way."""

    __slots__ = ("outcomes", "tries", "value")

    def __init__(self, value: A) -> None:
        self.value = value
        self.outcomes: list[B | Lost] = []  # one, when it is done
        self.tries = 0


def call_each(
    work: Callable[[A], B],
    values: Iterable[A],
    children: int,
    limits: Limits = Limits(),
    *,
    prepare: Callable[[], object] | None = None,
) -> Iterator[tuple[A, B | Lost]]:
    """Each value with its result, in the order given, with a bounded number under way.

    A call whose process dies is made again, up to three times, as something else may have ended it.

    :param children: processes to keep busy
    """
    source = iter(values)
    idle = [Child(work, limits, prepare=prepare) for _ in range(children)]
    everyone = tuple(idle)
    window: deque[_Call[A, B]] = deque()
    unbegun: deque[_Call[A, B]] = deque()
    busy: dict[Connection, tuple[Child[A, B], _Call[A, B]]] = {}

    def end(child: Child[A, B], call: _Call[A, B], outcome: B | Lost) -> None:
        idle.append(child)
        call.tries += 1
        if isinstance(outcome, Lost) and outcome.again and call.tries < TRIES:
            unbegun.appendleft(call)
        else:
            call.outcomes.append(outcome)

    def begin() -> None:
        while idle and unbegun:
            child, call = idle.pop(), unbegun.popleft()
            lost = child.begin(call.value)
            if lost is None:
                busy[child.connection] = (child, call)
            else:
                end(child, call, lost)

    try:
        exhausted = False
        while True:
            while not exhausted and len(window) < children * _AHEAD:
                try:
                    call = _Call[A, B](next(source))
                except StopIteration:
                    exhausted = True
                    break
                window.append(call)
                unbegun.append(call)
                begin()
            begin()
            while window and window[0].outcomes:
                first = window.popleft()
                yield first.value, first.outcomes[0]
            if not window and exhausted:
                return
            if busy:
                _collect(busy, end)
    finally:
        for child in everyone:
            child.close()


def _collect(
    busy: dict[Connection, tuple[Child[A, B], _Call[A, B]]],
    end: Callable[[Child[A, B], _Call[A, B], B | Lost], None],
) -> None:
    """Waits until a call is done or its time is over."""
    deadline = min(child.deadline for child, _ in busy.values())
    pause = None if deadline == float("inf") else max(0.0, deadline - time.monotonic())
    ready = set(wait(list(busy), pause))
    now = time.monotonic()
    for connection, (child, call) in list(busy.items()):
        if connection in ready or child.deadline <= now:
            del busy[connection]
            end(child, call, child.finish())
