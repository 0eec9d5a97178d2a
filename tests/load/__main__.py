"""``make load-test``: many clients ask the catalogue, one question in twenty is hostile.

Prints how many good questions were not answered rightly, how long they took, and the memory of the
server before and after.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import httpx
import psutil

from parkgraph.guarded import Limits
from parkgraph.pipeline import build
from parkgraph.queries import read_catalogue
from tests.servers.hostile import TOO_LARGE, TOO_LONG
from tests.servers.serving import serve

ROOT = Path(__file__).parents[2]


def memory_of(port: int) -> int:
    """MB that the processes of the server hold for themselves."""
    servers = [p for p in psutil.process_iter(["cmdline"]) if str(port) in (p.info["cmdline"] or [])]
    everyone = [p for server in servers for p in (server, *server.children(recursive=True))]
    return sum(p.memory_full_info().uss for p in everyone) >> 20


def share(times: list[float], part: float) -> float:
    """The time that a part of all stay below, in milliseconds."""
    ordered = sorted(times)
    return 1000 * ordered[min(len(ordered) - 1, int(part * len(ordered)))] if ordered else float("nan")


async def ask(
    address: str, connections: int, seconds: float, hostile: float
) -> tuple[list[float], Counter[int | str], Counter[int | str]]:
    """Times of good questions, and the statuses of good and of hostile ones."""
    good_queries = [query.text for query in read_catalogue()]
    bad_queries = [*TOO_LONG.values(), *TOO_LARGE.values()]
    times: list[float] = []
    good: Counter[int | str] = Counter()
    bad: Counter[int | str] = Counter()
    until = time.monotonic() + seconds

    async def client(seed: int) -> None:
        chance = random.Random(seed)
        async with httpx.AsyncClient(timeout=120) as connection:
            while time.monotonic() < until:
                is_bad = chance.random() < hostile
                query = chance.choice(bad_queries if is_bad else good_queries)
                started = time.monotonic()
                try:
                    answer = await connection.post(f"{address}/sparql", data={"query": query})
                    status: int | str = answer.status_code
                except httpx.TransportError as error:
                    status = type(error).__name__
                if is_bad:
                    bad[status] += 1
                else:
                    good[status] += 1
                    times.append(time.monotonic() - started)

    await asyncio.gather(*(client(seed) for seed in range(connections)))
    return times, good, bad


def main() -> int:
    """Loads a server; 1 when a good question was not answered."""
    options = argparse.ArgumentParser(prog="make load-test")
    options.add_argument("--connections", type=int, default=50)
    options.add_argument("--seconds", type=float, default=60)
    options.add_argument("--documents", type=int, default=100)
    options.add_argument("--hostile", type=float, default=0.05, help="share of hostile questions")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        documents = sorted((ROOT / "seeds/documents/tune").glob("*.txt"))[: asked.documents]
        report = build(documents, name, workers=2, limits=Limits(120))
        with serve(Path(name)) as address:
            port = httpx.URL(address).port or 0
            asyncio.run(ask(address, 4, 3, 0))  # every process is there and warm
            before = memory_of(port)
            started = time.monotonic()
            times, good, bad = asyncio.run(ask(address, asked.connections, asked.seconds, asked.hostile))
            took = time.monotonic() - started
            time.sleep(3)
            after = memory_of(port)
    wrong = sum(good.values()) - good[200]
    print(
        f"{asked.connections} connections for {took:.0f} s on {report.counts['triples']} triples: "
        f"{sum(good.values())} good questions, {wrong} not answered ({dict(good)}); "
        f"p50 {share(times, 0.5):.0f} ms, p99 {share(times, 0.99):.0f} ms, most {share(times, 1):.0f} ms; "
        f"{sum(bad.values())} hostile ({dict(bad)}); memory {before} MB before, {after} MB after"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
