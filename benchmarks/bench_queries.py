"""Every query of the catalogue on a large graph, as it is and with parameters that people would give.

Times are those of the processor to read all rows of the answer from the embedded store, in a process of its
own that is ended after two minutes; minimum, median and maximum of the rounds.  Reference: one pass over all
triples (``COUNT(*)``), in the same process.  With ``--load`` also how fast the
store loads, against parsing the file.

python benchmarks/bench_queries.py GRAPH [--only NAME...] [--rounds N] [--seconds N] [--load]
"""

from __future__ import annotations

import argparse
import multiprocessing
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from pyoxigraph import RdfFormat, Store, parse

from parkgraph.guarded import Child, Limits, Lost
from parkgraph.queries import CatalogueQuery, fill_parameters, read_catalogue
from parkgraph.store import NQUADS, open_store

REFERENCE = "SELECT (COUNT(*) AS ?triples) WHERE { ?s ?p ?o }"
TYPICAL = {
    "park": "兰州新区",
    "enterprise": "国家电力投资",
    "group": "中国石油化工",
    "project": "电池",
    "place": "江苏",
    "province": "江苏",
    "name": "兰州新区",
    "subject": "兰州新区",
    "indicator": "产值",
    "industry": "化工",
    "target": "兰州",
    "issuer": "江苏",
    "publisher": "新闻",
    "title": "园区",
    "word": "规划",
    "since": "2023-01-01",
    "before": "2023-01-01",
    "on": "2023-01-01",
    "minimum": "5000000000",
    "maximum": "0.3",
    "least": "10",
    "ownership": "central",
    "stage": "inProduction",
}
"""What people would give for a parameter; a query's own notations are in :data:`PARTICULAR`."""

PARTICULAR = {
    ("indicator-by-park", "indicator"): "output-value",
    ("indicator-ranking", "indicator"): "output-value",
    ("indicator-ranking", "kind"): "park",
    ("parks-by-place", "kind"): "chemical-park",
    ("policies-by-park", "kind"): "plan",
    ("things-by-documents", "kind"): "park",
    ("undecided-names", "kind"): "park",
}
YEAR = "2023"

_store: Store | None = None


def _open(place: str) -> None:
    global _store
    _store = open_store(place)


def _ask(text: str) -> tuple[float, int]:
    """Seconds and rows."""
    assert _store is not None
    start = time.process_time()
    rows = sum(1 for _ in _store.query(text))
    return time.process_time() - start, rows


def settings_of(query: CatalogueQuery) -> Iterator[dict[str, list[str]]]:
    """Nothing, then each parameter by itself."""
    yield {}
    for parameter in query.parameters:
        value = PARTICULAR.get((query.name, parameter.name), TYPICAL.get(parameter.name, YEAR))
        yield {parameter.name: [value]}


def measure(child: Child[str, tuple[float, int]], text: str, rounds: int) -> tuple[list[float], int] | Lost:
    """Sorted seconds, and rows; a query that takes long is asked once."""
    times = []
    while len(times) < rounds and sum(times) < 3:
        found = child.call(text)
        if isinstance(found, Lost):
            return found
        times.append(found[0])
    return sorted(times), found[1]


def run(place: Path, only: list[str], rounds: int, seconds: float) -> None:
    """Prints a table, the slowest first."""
    child = Child(
        _ask,
        Limits(seconds),
        prepare=partial(_open, str(place)),
        context=multiprocessing.get_context("forkserver"),
    )
    reference = measure(child, REFERENCE, rounds)
    if isinstance(reference, Lost):
        raise SystemExit(f"the reference {reference.reason}")
    scan = statistics.median(reference[0])
    print(f"reference: a pass over all triples {' / '.join(f'{t:.2f}' for t in reference[0])} s")
    print("| query | given | rows | least s | median s | most s | × reference |")
    print("|---|---|---|---|---|---|---|")
    lines = []
    for query in read_catalogue():
        for settings in settings_of(query) if not only or query.name in only else ():
            given = " ".join(f"{name}={value}" for name, [value] in settings.items())
            found = measure(child, fill_parameters(query, settings), rounds)
            if isinstance(found, Lost):
                print(f"{found.reason} {query.name} {given}", file=sys.stderr, flush=True)
                lines.append((seconds, f"| {query.name} | {given} | {found.reason} | | | | |"))
                continue
            times, rows = found
            middle = statistics.median(times)
            print(f"{middle:9.3f} s {rows:8d} {query.name} {given}", file=sys.stderr, flush=True)
            cells = (f"{times[0]:.3f}", f"{middle:.3f}", f"{times[-1]:.3f}", f"{middle / scan:.3f}")
            lines.append((middle, f"| {query.name} | {given} | {rows} | {' | '.join(cells)} |"))
    child.close()
    for _, line in sorted(lines, reverse=True):
        print(line)


def load(place: Path) -> None:
    """Prints how fast the named graphs go into a store, and how fast they are only parsed."""
    start = time.perf_counter()
    quads = sum(1 for _ in parse(path=str(place / NQUADS), format=RdfFormat.N_QUADS))
    parsed = time.perf_counter() - start
    with tempfile.TemporaryDirectory(dir=place) as folder:
        store = Store(folder)
        start = time.perf_counter()
        store.bulk_load(path=str(place / NQUADS), lenient=True)
        store.flush()
        loaded = time.perf_counter() - start
        del store
    print(f"{quads} quads: parsed {quads / parsed:.0f} a second, loaded {quads / loaded:.0f} a second")
    print(f"loading takes {loaded / parsed:.2f} times as long as parsing in Python")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("graph", type=Path)
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=120.0)
    parser.add_argument("--load", action="store_true")
    arguments = parser.parse_args()
    if arguments.load:
        load(arguments.graph)
    run(arguments.graph, arguments.only, arguments.rounds, arguments.seconds)
