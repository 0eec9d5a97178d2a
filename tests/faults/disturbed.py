"""Builds that are disturbed: killed, robbed of their workers, without room or rights.

A build runs in a forked process, which has everything loaded, so that most moments of it are work.
"""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from parkgraph.errors import ParkgraphError
from parkgraph.guarded import Limits
from parkgraph.pipeline import build
from parkgraph.store import open_store

FILES = ("facts.db", "graph.nq", "graph.ttl", "judgements.tsv", "report.json")
LIMITS = Limits(60, 2 << 30)


@dataclass
class Tally:
    """What was done, and what went wrong."""

    builds: int = 0
    kills: int = 0
    resumed: int = 0
    within_swap: int = 0
    wrong: list[str] = field(default_factory=list)


def contents(out: Path) -> dict[str, bytes]:
    """The files of a build."""
    return {name: (out / name).read_bytes() for name in FILES}


def run_apart(out: Path, inputs: Path, before: Callable[[], None] | None = None) -> int:
    """Starts a build in a process of its own and gives its number; it ends with 0, 1 or 9 (an error)."""
    number = os.fork()
    if number:
        return number
    code = 70
    try:
        os.setpgid(0, 0)
        if before is not None:
            before()
        report = build([inputs], out, workers=2, limits=LIMITS)
        code = 0 if report.complete else 1
    except ParkgraphError as error:
        print(error, file=sys.stderr, flush=True)
        code = 9
    except Exception:
        traceback.print_exc()
    finally:
        os._exit(code)


def wait_for(number: int, seconds: float) -> int | None:
    """How a process ended (as :func:`os.waitstatus_to_exitcode` says), None when it runs on."""
    until = time.monotonic() + seconds
    while True:
        ended, status = os.waitpid(number, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() >= until:
            return None
        time.sleep(0.002)


def children_of(number: int) -> list[int]:
    """The processes that a process has started."""
    try:
        return [int(word) for word in Path(f"/proc/{number}/task/{number}/children").read_text().split()]
    except (OSError, ValueError):
        return []


def kill_builds(inputs: Path, folder: Path, kills: int, chance: random.Random) -> Tally:
    """Kills builds at random moments until ``kills`` are done; every few kills one is let finish."""
    tally = Tally()
    reference = folder / "reference"
    started = time.monotonic()
    assert wait_for(run_apart(reference, inputs), 600) == 0
    whole = time.monotonic() - started
    expected = contents(reference)
    out = folder / "killed"
    while tally.kills < kills:
        for _ in range(chance.randint(1, 4)):
            number = run_apart(out, inputs)
            # reading is most of the time; the last fifth, when files are moved, gets half of the kills
            moment = chance.uniform(0, 1.1) if chance.random() < 0.5 else chance.uniform(0.6, 1.1)
            if wait_for(number, whole * moment) is None:
                os.kill(number, signal.SIGKILL)
                wait_for(number, 60)
                tally.kills += 1
                tally.within_swap += (out / ".incomplete").exists()
        _finish(out, inputs, expected, tally)
        if chance.random() < 0.7:  # else the next is killed over a complete one
            shutil.rmtree(out)
    return tally


def kill_workers(inputs: Path, folder: Path, kills: int, chance: random.Random) -> Tally:
    """Kills workers of builds at random moments, two for each build: the third loses a document."""
    tally = Tally()
    assert wait_for(run_apart(folder / "reference", inputs), 600) == 0
    expected = contents(folder / "reference")
    out = folder / "robbed"
    while tally.kills < kills:
        shutil.rmtree(out, ignore_errors=True)
        number = run_apart(out, inputs)
        ended, left = None, 2
        while ended is None:
            ended = wait_for(number, chance.uniform(0.03, 0.3) if left else 600)
            workers = children_of(number) if ended is None else []
            if workers and left:
                os.kill(chance.choice(workers), signal.SIGKILL)
                tally.kills += 1
                left -= 1
        if ended != 0:
            tally.wrong.append(f"a build without some workers ended with {ended}")
        _compare(out, expected, tally)
    return tally


def _finish(out: Path, inputs: Path, expected: dict[str, bytes], tally: Tally) -> None:
    tally.resumed += (out / ".facts.db").exists()
    ended = wait_for(run_apart(out, inputs), 600)
    if ended != 0:
        tally.wrong.append(f"the build after a kill ended with {ended}")
    _compare(out, expected, tally)


def _compare(out: Path, expected: dict[str, bytes], tally: Tally) -> None:
    tally.builds += 1
    found = contents(out)
    tally.wrong += [f"{name} differs" for name in FILES if found[name] != expected[name]]
    left = sorted(path.name for path in out.iterdir() if path.name.startswith("."))
    if left:
        tally.wrong.append(f"left over: {left}")
    if not _opens(out):
        tally.wrong.append("the store does not open or is empty")


def _opens(out: Path) -> bool:
    """Whether a store opens and holds something; told by another process, as its threads outlive no fork."""
    number = os.fork()
    if number:
        return wait_for(number, 60) == 0
    code = 1
    try:
        code = 0 if next(open_store(out).quads_for_pattern(None, None, None, None), None) is not None else 1
    finally:
        os._exit(code)


# ------------------------------------------------------------------------ no room, no rights


def limit_files(size: int) -> Callable[[], None]:
    """Lets no file grow beyond a size, as a disk that is full."""

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


def become_nobody() -> None:
    """Gives up the rights of the superuser."""
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
