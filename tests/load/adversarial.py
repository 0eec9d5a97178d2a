"""Text that is made to be slow to read, and how long reading takes as it grows."""

from __future__ import annotations

import argparse
import itertools
import sys
import time
from collections.abc import Callable

from parkgraph.errors import SourceError
from parkgraph.guarded import Child, Limits, Lost

UNITS = {
    "one line of prose": "园区完成工业总产值12.5亿元，同比增长8.1%，",
    "lines of prose": "2021年3月，某某经济技术开发区签约项目14个，总投资169亿元。\n",
    "open brackets": "(",
    "closed brackets": ")",
    "wide brackets": "（",
    "readings": "强(qiáng)",
    "half readings": "强(qiáng",
    "torn bytes": "?tīng)",
    "open quotation marks": "《",
    "open quotes": "“",
    "digits": "1",
    "digits and commas": "1,",
    "dates": "2021年",
    "numerals": "一百",
    "numerals without end": "十",
    "points": "0.",
    "spaces": " ",
    "tabs": "a\t",
    "empty lines": "\n",
    "carriage returns": "\r",
    "spaces and lines": " \n",
    "dots": "…",
    "angle brackets": "<",
    "ampersands": "&",
    "references": "&#x4e2d",
    "tags": "<div>",
    "tags not closed": "<div ",
    "attributes": "<a b='",
    "comments": "<!--",
    "scripts": "<script>",
    "metas": "<meta ",
    "titles": "<title",
    "cells": "<td>",
    "surnames": "有限公司",
    "enterprises": "某某科技有限公司、",
    "parks": "某某高新区、",
    "projects": "总投资30亿元的某某项目、",
    "the same character": "园",
    "marks that combine": "a\u0301",
    "turns of direction": "\u202e\u202d",
    "zero width": "\u200b",
    "emoji": "😀",
    "traditional": "園區產業發展",
    "full width": "１２Ａ",
    "bylines": "来源：某某 作者：某某 ",
}


def sources(text: str) -> int:
    """Bytes to a document."""
    from parkgraph.sources import document_of
    from parkgraph.sources.decoding import decode

    try:
        decoded, _ = decode(text.encode(), "x")
        return len(document_of(decoded, "x").text)
    except SourceError:
        return 0


def page(text: str) -> int:
    """A page with the text in it to a document and its clean text."""
    return clean(f"<!DOCTYPE html><html><body><p>{text}</p></body></html>")


def clean(text: str) -> int:
    """Text to clean text."""
    from parkgraph import text as cleaning
    from parkgraph.sources import document_of

    try:
        return len(cleaning.clean(document_of(text, "x")).text)
    except SourceError:
        return 0


def facts(text: str) -> int:
    """Text to facts."""
    from parkgraph.extraction import read_facts
    from parkgraph.sources import document_of

    try:
        return len(read_facts(document_of(text, "x")).metrics)
    except SourceError:
        return 0


STEPS: dict[str, Callable[[str], int]] = {"sources": sources, "clean": clean, "page": page, "facts": facts}


def work(asked: tuple[str, str, int]) -> float:
    """Seconds of processor time that a step takes for so many bytes of a unit."""
    step, unit, size = asked
    text = (unit * (size // len(unit.encode()) + 1))[: max(1, size * len(unit) // len(unit.encode()))]
    text = f"园区{text}园区"
    started = time.process_time()
    STEPS[step](text)
    return time.process_time() - started


def measure(step: str, sizes: list[int], seconds: float) -> list[tuple[str, list[float | None], float]]:
    """Times of each unit by size, and the largest power of the size that they grow with."""
    from parkgraph.extraction import _load

    rows = []
    child: Child[tuple[str, str, int], float] = Child(work, Limits(seconds, 6 << 30), prepare=_load)
    for name, unit in UNITS.items():
        times: list[float | None] = []
        for size in sizes:
            outcome = child.call((step, unit, size)) if None not in times else Lost("")
            times.append(None if isinstance(outcome, Lost) else outcome)
        rows.append((name, times, growth(sizes, times)))
    child.close()
    return rows


def growth(sizes: list[int], times: list[float | None]) -> float:
    """The exponent between the first two and last measured sizes; infinite when one was not done."""
    import math

    pairs = [(s, t) for s, t in zip(sizes, times, strict=True) if t is not None]
    if len(pairs) < len(sizes):
        return math.inf
    exponents = [
        math.log(max(b, 0.02) / max(a, 0.02)) / math.log(n / m)
        for (m, a), (n, b) in itertools.pairwise(pairs)
    ]
    return max(exponents)


def main() -> int:
    """Prints a table; 1 when something was not done in time."""
    options = argparse.ArgumentParser()
    options.add_argument("step", choices=STEPS)
    options.add_argument("sizes", nargs="+", type=int, help="bytes")
    options.add_argument("--seconds", type=float, default=60)
    asked = options.parse_args()
    late = 0
    for name, times, power in measure(asked.step, asked.sizes, asked.seconds):
        cells = "".join(f"{'-' if t is None else f'{t:.2f}':>9}" for t in times)
        late += None in times
        print(f"{name:<24}{cells}{power:>7.2f}", flush=True)
    return 1 if late else 0


if __name__ == "__main__":
    sys.exit(main())
