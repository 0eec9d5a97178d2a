"""Answers of the explorer's interface while twenty people use it at once.

A server of its own answers twenty clients that ask one after the other: suggestions for parts of names,
first letters and pinyin; the pages of the parks most reported on with their first sections.  Each address is
asked once, and then again, when the server has kept the answer.  Reference: the page application
itself, which no query is behind, asked in the same way in the same run.

python benchmarks/bench_explorer.py [BUILD]   by default a build of seeds/documents/test
"""

from __future__ import annotations

import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

import httpx

from parkgraph.pipeline import build
from parkgraph.store import open_store
from parkgraph.web.graph import Graph
from parkgraph.web.names import Names
from parkgraph.web.pinyin import spell

PEOPLE = 20
ASKED = 30  # requests of each
SECTIONS = ("enterprises", "projects", "pipeline", "series")


def measure(base: str, paths: list[str]) -> tuple[float, float, float]:
    """Median, 95th percentile and maximum in milliseconds of paths that all people ask at once."""

    def ask(person: int) -> list[float]:
        times = []
        with httpx.Client(base_url=base, timeout=60) as client:
            for turn in range(ASKED):
                path = paths[(person * ASKED + turn) % len(paths)]
                start = time.perf_counter()
                client.get(path).raise_for_status()
                times.append((time.perf_counter() - start) * 1000)
        return times

    with ThreadPoolExecutor(PEOPLE) as people:
        times = sorted(t for found in people.map(ask, range(PEOPLE)) for t in found)
    return statistics.median(times), times[int(len(times) * 0.95)], times[-1]


def searches(names: Names) -> list[str]:
    """What people type: the beginnings of names, letters and pinyin of them."""
    paths = []
    for name, _ in islice(names.names_of("park"), PEOPLE * ASKED // 4):
        syllables = spell(name)
        typed = (name[:2], name[2:5], "".join(s[0] for s in syllables)[:4], "".join(syllables[:2]))
        paths += [f"/api/search?q={text}&limit=4" for text in typed if text.strip()]
    return paths


@contextmanager
def serving(place: Path) -> Iterator[str]:
    """A server of a build while the block runs; gives its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    program = str(Path(sys.executable).parent / "parkgraph")
    server = subprocess.Popen(
        [program, "serve", "--store", str(place), "--port", str(port)], stderr=subprocess.DEVNULL
    )
    base = f"http://127.0.0.1:{port}"
    try:
        while server.poll() is None:
            try:
                httpx.get(base)
                break
            except httpx.TransportError:
                time.sleep(0.1)
        yield base
    finally:
        server.terminate()
        server.wait()


def run(place: Path) -> None:
    """Prints a table of what was measured."""
    store = open_store(place)
    names = Names(Graph(store))
    things = dict.fromkeys(iri.rpartition("/")[2] for _, iri in names.names_of("park"))
    parks = list(islice(things, PEOPLE * ASKED))
    asked = {
        "reference: the page application": ["/"],
        "suggestions": searches(names),
        "park": [f"/api/things/park/{slug}" for slug in parks],
    }
    asked |= {f"park, {part}": [f"/api/things/park/{slug}/{part}" for slug in parks] for part in SECTIONS}
    count = sum(names.counts().values())
    print(f"{len(store)} quads, {count} things, {PEOPLE} people, {ASKED} requests each")
    del store, names
    with serving(place) as base:
        start = time.perf_counter()
        for path in ("/api/ask?q=园区", "/api/places"):  # what is gathered at the start is there
            httpx.get(base + path, timeout=600).raise_for_status()
        print(f"ready after {time.perf_counter() - start:.1f} s")
        print(f"{'asked':36}{'median ms':>11}{'p95 ms':>9}{'max ms':>9}{'p95 x reference':>17}")
        reference = 0.0
        for kind, paths in asked.items():
            for turn in ("", ", again") if reference else ("",):
                median, high, most = measure(base, paths)
                reference = reference or high
                print(f"{kind + turn:36}{median:11.1f}{high:9.1f}{most:9.1f}{high / reference:17.1f}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        run(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as folder:
            build(["seeds/documents/test"], Path(folder) / "out", workers=2)
            run(Path(folder) / "out")
