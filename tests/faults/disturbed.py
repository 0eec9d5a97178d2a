"""Builds that are disturbed: killed, robbed of their workers, without room or rights.

A build runs in a process of its own, forked from one that has everything loaded, so that most moments
of it are work.  It is not forked from the caller, whose threads (those of an open store) would be missing.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import resource
import shutil
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from pathlib import Path

from parkgraph import replacing
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


def run_apart(
    out: Path, inputs: Path, before: Callable[[], None] | None = None, said: Path | None = None
) -> BaseProcess:
    """Starts a build in a process of its own, which ends with 0, 1 or 9 (an error).

    :param before: called in that process first
    :param said: a file for the message of an error
    """
    return start_apart(_build, out, inputs, before, said)


def start_apart(work: Callable[..., None], *arguments: object) -> BaseProcess:
    """Starts a function in a process that was forked from one with everything loaded and no threads."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.faults.loaded"])
    process = context.Process(target=work, args=arguments)
    process.start()
    return process


def _build(out: Path, inputs: Path, before: Callable[[], None] | None, said: Path | None) -> None:
    multiprocessing.set_start_method("fork", force=True)  # its workers are forked from it, as usual
    if before is not None:
        before()
    try:
        report = build([inputs], out, workers=2, limits=LIMITS)
    except ParkgraphError as error:
        if said is not None:
            said.write_text(str(error), encoding="utf-8")
        raise SystemExit(9) from None
    raise SystemExit(0 if report.complete else 1)


def wait_for(process: BaseProcess, seconds: float) -> int | None:
    """The exit code of a process, None when it runs on."""
    process.join(seconds)
    return process.exitcode


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
            process = run_apart(out, inputs)
            # reading is most of the time; the last fifth, when files are moved, gets half of the kills
            moment = chance.uniform(0, 1.1) if chance.random() < 0.5 else chance.uniform(0.6, 1.1)
            if wait_for(process, whole * moment) is None:
                process.kill()
                process.join()
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
        process = run_apart(out, inputs)
        ended, left = None, 2
        while ended is None:
            ended = wait_for(process, chance.uniform(0.03, 0.3) if left else 600)
            workers = children_of(process.pid) if ended is None else []
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
    """Whether a store opens and holds something, as another process finds."""
    return wait_for(start_apart(_look_into, out), 60) == 0


def _look_into(out: Path) -> None:
    assert next(open_store(out).quads_for_pattern(None, None, None, None), None) is not None


# ------------------------------------------------------------------------ no room, no rights


def limit_files(size: int) -> None:
    """Lets no file of this process grow beyond a size, as a disk that is full."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def give_up_rights() -> None:
    """Leaves the rights of the superuser behind."""
    if os.getuid() == 0:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)


def die_at_step(step: int) -> None:
    """Kills this process when it would move its ``step``-th file into place."""
    place, done = replacing._place, []

    def count(*arguments):
        done.append(1)
        if len(done) == step:
            os.kill(os.getpid(), signal.SIGKILL)
        place(*arguments)

    replacing._place = count
