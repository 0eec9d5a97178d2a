"""How fast a build is, as a ratio to cutting the same documents into words.

The documents of seeds/documents/tune are repeated until there are enough, with other names where a
name stands undisturbed by noise, and each with another last line, so that no two are the same.  Each round
measures, one right after the other in the same process:

* the reference: read every file, OpenCC ``t2s``, ``jieba.cut`` with its default settings;
* the build: the same files to ``graph.ttl``, ``graph.nq``, ``report.json`` and ``store/``, with one worker.

Both are warm: dictionaries and lexicon are loaded before the first round.  MB are 10**6 bytes of the
files.  The ratio is that of the speeds, build to reference: 0.1 says that a build takes ten times as
long as the reference.  The shares of the stages are times within the build alone, without those of
the stages they call.

    python benchmarks/bench_build.py [--documents 300] [--rounds 5] [--json FILE]
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import Any
from unittest.mock import patch

import jieba
import opencc

from parkgraph import mapping, pipeline, relations, resolution, text, validation
from parkgraph.resources import resource_path

BRANDS = "恒泰瑞丰盛华兴隆昌盈宏远鼎立博雅振邦嘉禾金桥永固"
NAMED = ("parks", "enterprises", "projects")


# --------------------------------------------------------------------------- corpus


def write_corpus(folder: Path, count: int) -> int:
    """Writes ``count`` different documents into ``folder``; returns their size in bytes."""
    originals = sorted(resource_path("seeds", "documents", "tune").glob("*.txt"))
    size = 0
    for number in range(count):
        copy, position = divmod(number, len(originals))
        original = originals[position]
        words = original.read_text(encoding="utf-8")
        if copy:
            words = rename(words, names_in(original.with_suffix(".json")), copy)
            words += f"\n编辑：{BRANDS[copy % len(BRANDS)]}{BRANDS[copy // len(BRANDS) % len(BRANDS)]}\n"
        data = words.encode("utf-8")
        (folder / f"{copy:03}-{original.name}").write_bytes(data)
        size += len(data)
    return size


def names_in(gold: Path) -> list[str]:
    """The names of the parks, enterprises and projects of a document, the longest first."""
    facts = json.loads(gold.read_text(encoding="utf-8"))
    named = {name for kind in NAMED for thing in facts[kind] for name in (thing["name"], *thing["aliases"])}
    return sorted((name for name in named if len(name) >= 4), key=lambda name: (-len(name), name))


def rename(words: str, names: Sequence[str], copy: int) -> str:
    """The document with another brand at the head of every name: 2 characters, so lengths stay."""
    for position, name in enumerate(names):
        pick = copy * 7 + position * 3
        first, second = BRANDS[pick % len(BRANDS)], BRANDS[(pick * 5 + copy) % len(BRANDS)]
        words = words.replace(name, first + second + name[2:])
    return words


# ----------------------------------------------------------------------------- timers


class Stages:
    """Seconds spent in each stage, without the stages called from within it."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._running: list[str] = []
        self._since = 0.0

    def _switch(self) -> None:
        now = time.perf_counter()
        if self._running:
            self.seconds[self._running[-1]] += now - self._since
        self._since = now

    def enter(self, stage: str) -> None:
        """From now on the time is that of ``stage``."""
        self._switch()
        self._running.append(stage)

    def leave(self) -> None:
        """From now on the time is that of the stage that called."""
        self._switch()
        self._running.pop()

    def call(self, owner: Any, name: str, stage: str) -> AbstractContextManager[Any]:
        """Counts the calls of a function to a stage, for as long as the context lasts."""
        inner: Callable[..., Any] = getattr(owner, name)

        def timed(*args: Any, **kwargs: Any) -> Any:
            self.enter(stage)
            try:
                return inner(*args, **kwargs)
            finally:
                self.leave()

        return patch.object(owner, name, timed)

    def iterate(self, owner: Any, name: str, stage: str) -> AbstractContextManager[Any]:
        """The same for a function that gives an iterator: the time spent to find each value."""
        inner: Callable[..., Iterator[Any]] = getattr(owner, name)

        def timed(*args: Any, **kwargs: Any) -> Iterator[Any]:
            values = inner(*args, **kwargs)
            while True:
                self.enter(stage)
                try:
                    value = next(values)
                except StopIteration:
                    return
                finally:
                    self.leave()
                yield value

        return patch.object(owner, name, timed)


def timed_build(folder: Path, out: Path, documents: int) -> dict[str, float]:
    """Builds once; the seconds of every stage, which add up to those of the build."""
    stages = Stages()
    with ExitStack() as stack:
        for context in (
            stages.iterate(pipeline, "read_documents", "read"),
            stages.call(text, "clean", "clean"),
            stages.call(relations, "find_mentions", "mentions"),
            stages.call(relations, "extract", "relations"),
            stages.call(resolution, "resolve", "resolve"),
            stages.call(pipeline, "make_graph", "map"),
            stages.iterate(mapping, "write_quads", "map"),
            stages.call(validation, "validate", "validate"),
            stages.call(validation, "exclude_violating", "validate"),
            stages.call(pipeline, "_write", "write"),
        ):
            stack.enter_context(context)
        stages.enter("other")
        report = pipeline.build([folder], out)
        stages.leave()
    if report.counts["documents"] != documents:
        raise SystemExit(f"{report.counts['documents']} documents in the graph instead of {documents}")
    return dict(stages.seconds)


def timed_reference(folder: Path, converter: opencc.OpenCC) -> float:
    """Seconds to read, convert and cut every document."""
    start = time.perf_counter()
    for path in sorted(folder.iterdir()):
        for _ in jieba.cut(converter.convert(path.read_text(encoding="utf-8"))):
            pass
    return time.perf_counter() - start


# ----------------------------------------------------------------------------- report


def spread(values: Sequence[float], digits: int) -> str:
    """Minimum, median and maximum."""
    figures = (min(values), statistics.median(values), max(values))
    return " / ".join(f"{figure:.{digits}f}" for figure in figures)


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--documents", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures as JSON too")
    options = parser.parse_args()

    converter = opencc.OpenCC("t2s")
    jieba.setLogLevel("ERROR")
    references: list[float] = []
    builds: list[dict[str, float]] = []
    with tempfile.TemporaryDirectory() as temporary:
        corpus, first = Path(temporary, "corpus"), Path(temporary, "first")
        corpus.mkdir()
        first.mkdir()
        size = write_corpus(corpus, options.documents) / 1e6
        write_corpus(first, 1)
        timed_reference(first, converter)
        timed_build(first, Path(temporary, "warm"), 1)
        for number in range(options.rounds):
            references.append(timed_reference(corpus, converter))
            builds.append(timed_build(corpus, Path(temporary, f"out{number}"), options.documents))

    totals = [sum(build.values()) for build in builds]
    ratios = [reference / total for reference, total in zip(references, totals, strict=True)]
    print(
        f"{options.documents} documents, {size:.3f} MB, {options.rounds} rounds; minimum / median / maximum"
    )
    print(f"  read + OpenCC t2s + jieba.cut   {spread([size / s for s in references], 3)} MB/s")
    print(f"  build                           {spread([size / s for s in totals], 3)} MB/s")
    print(f"  ratio                           {spread(ratios, 3)}")
    print("share of the build by stage")
    medians = {
        stage: statistics.median(build[stage] / total for build, total in zip(builds, totals, strict=True))
        for stage in builds[0]
    }
    for stage, share in sorted(medians.items(), key=lambda pair: -pair[1]):
        print(f"  {stage:<10} {share:6.1%}")
    if options.json is not None:
        figures = {"megabytes": size, "references": references, "builds": builds, "ratios": ratios}
        options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
