"""Functions called in processes that hang, spin, grow and die, and what the caller gets of it."""

import ctypes
import multiprocessing
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from parkgraph.guarded import Child, Limits, Lost, call_each

LIMITS = Limits(seconds=0.5, memory=256 << 20)


def work(order: str) -> str:
    """Does what it is told."""
    match order.split(":")[0]:
        case "raise":
            raise ValueError("no good\nand more")
        case "hang":
            time.sleep(3600)
        case "spin":
            re.fullmatch("(a+)+b", "a" * 64)  # holds the interpreter, so that no handler of a signal runs
        case "grow":
            _ = bytearray(1 << 30)
        case "exit":
            os._exit(7)
        case "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        case "crash":
            ctypes.string_at(0)
        case "deep":
            return work("deep")
        case "quit":
            sys.exit(3)
        case "interrupt":
            raise KeyboardInterrupt
    return f"{order} done"


LOSSES = {
    "raise": Lost("ValueError: no good"),
    "hang": Lost("took longer than 0.5 s"),
    "spin": Lost("took longer than 0.5 s"),
    "grow": Lost("took more memory than 256 MB"),
    "exit": Lost("the process that read it died (exit status 7)", again=True),
    "kill": Lost("the process that read it died (SIGKILL)", again=True),
    "crash": Lost("the process that read it died (SIGSEGV)", again=True),
    "deep": Lost("RecursionError: maximum recursion depth exceeded"),
    "quit": Lost("the process that read it died (exit status 1)", again=True),
    "interrupt": Lost("the process that read it died (exit status 1)", again=True),
}


@pytest.fixture
def child():
    child = Child(work, LIMITS)
    yield child
    child.close()


@pytest.mark.parametrize("order", LOSSES)
def test_what_is_lost_says_why_and_the_next_call_is_answered(child, order):
    outcome = child.call(order)
    assert isinstance(outcome, Lost)
    assert (outcome.reason.split(" while ")[0].split(" in comp")[0], outcome.again) == (
        LOSSES[order].reason,
        LOSSES[order].again,
    )
    assert child.call("next") == "next done"


def test_a_child_stays_from_call_to_call(child):
    assert child.call("a") == "a done"
    first = child.identifier
    assert child.call("raise") == Lost("ValueError: no good")
    assert (child.call("b"), child.identifier) == ("b done", first)


def test_results_larger_than_a_pipe_holds(child):
    text = "园" * 3_000_000
    assert child.call(text) == f"{text} done"


@pytest.mark.parametrize("method", ["fork", "forkserver", "spawn"])
def test_ways_to_start_a_process(method):
    child = Child(work, LIMITS, context=multiprocessing.get_context(method))
    try:
        assert [child.call("a"), child.call("spin"), child.call("b")] == ["a done", LOSSES["spin"], "b done"]
    finally:
        child.close()


@pytest.mark.parametrize("children", [1, 2, 3])
def test_results_come_in_order_whatever_is_lost(children):
    orders = [*(f"{n}" for n in range(20)), *LOSSES, *(f"{n}" for n in range(20, 40))]
    outcomes = list(call_each(work, iter(orders), children, LIMITS))
    assert [order for order, _ in outcomes] == orders
    lost = [order for order, outcome in outcomes if isinstance(outcome, Lost)]
    assert lost == list(LOSSES)
    assert [o for _, o in outcomes if not isinstance(o, Lost)] == [f"{n} done" for n in range(40)]


def test_children_killed_from_outside_lose_nothing():
    """Twice at the same value would lose it: what is killed here is chosen among many."""
    chance = random.Random(1)
    stop, killed = threading.Event(), []

    def kill():
        while not stop.wait(chance.uniform(0.02, 0.1)):
            children = multiprocessing.active_children()
            if children:
                os.kill(chance.choice(children).pid, signal.SIGKILL)
                killed.append(1)

    thread = threading.Thread(target=kill)
    orders = [str(n) for n in range(20000)]
    thread.start()
    try:
        outcomes = list(call_each(work, orders, 2, Limits(20)))
    finally:
        stop.set()
        thread.join()
    assert [order for order, _ in outcomes] == orders
    reasons = {outcome.reason for _, outcome in outcomes if isinstance(outcome, Lost)}
    assert reasons <= {"the process that read it died (SIGKILL)"}
    assert sum(isinstance(outcome, Lost) for _, outcome in outcomes) <= len(killed) // 10
    assert killed


def test_nothing_is_left_running():
    before = set(multiprocessing.active_children())
    outcomes = call_each(work, ["a", "hang", "b"], 2, Limits(60))
    next(outcomes)
    outcomes.close()
    assert set(multiprocessing.active_children()) == before


PROGRAM = """
import sys, time
from parkgraph.guarded import Child, Limits
from tests.test_guarded import work
child = Child(work, Limits(1))
child.call("a")
child.begin(sys.argv[1])
print(child.identifier, flush=True)
time.sleep(3600)
"""


@pytest.mark.parametrize("order", ["idle", "spin"])
def test_a_child_ends_when_its_caller_is_killed(order):
    caller = subprocess.Popen([sys.executable, "-c", PROGRAM, order], stdout=subprocess.PIPE, text=True)
    number = int(caller.stdout.readline())
    caller.kill()
    caller.communicate()
    for _ in range(200):
        try:
            if Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return  # ended, and not yet taken note of by the process that inherited it
        except FileNotFoundError:
            return
        time.sleep(0.1)
    pytest.fail("still running after 20 s")
