"""How long a build takes and each of its stages, as a ratio to cutting the same documents into words.

The documents of seeds/documents/tune are repeated until there are enough, with other names where a
name stands undisturbed by noise, and each with another last line, so that no two are the same.  Each round
measures, one right after the other in the same process:

* the reference: read every file, OpenCC ``t2s``, ``jieba.cut`` with its default settings;
* the build: the same files to ``graph.ttl``, ``graph.nq``, ``report.json`` and ``store/``, with one worker.

Both are warm: dictionaries and lexicon are loaded before the first round.  MB are 10**6 bytes of the
files, seconds those that the processor works for the process, so that other work on the machine counts
little.  A ratio is the time of a build, or of a stage without the stages it calls, in times of the
reference: 10 says that it takes ten times as long.

    python benchmarks/bench_build.py [--documents 300] [--rounds 5] [--json FILE]
    python benchmarks/bench_build.py --documents 60 --rounds 3 --check benchmarks/ratios.tsv
    python benchmarks/bench_build.py --documents 60 --rounds 3 --write benchmarks/ratios.tsv
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import jieba
import opencc

from parkgraph import mapping, pipeline, relations, resolution, text, validation
from parkgraph.corpus import reading
from parkgraph.resources import resource_path

BRANDS = "恒泰瑞丰盛华兴隆昌盈宏远鼎立博雅振邦嘉禾金桥永固"
NAMED = ("parks", "enterprises", "projects")
BUILD = "build"
WORST = 1.5
"""How many times its last ratio a build or stage may take."""
LEAST = 0.5


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
        now = time.process_time()
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
            stages.iterate(reading, "read_documents", "read"),
            stages.call(text, "clean", "clean"),
            stages.call(relations, "find_mentions", "mentions"),
            stages.call(relations, "extract", "relations"),
            stages.call(resolution, "resolve", "resolve"),
            stages.call(pipeline, "find_copies", "compare"),
            stages.call(pipeline, "find_conflicts", "compare"),
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
    start = time.process_time()
    for path in sorted(folder.iterdir()):
        for _ in jieba.cut(converter.convert(path.read_text(encoding="utf-8"))):
            pass
    return time.process_time() - start


# ----------------------------------------------------------------------------- report


def spread(values: Sequence[float], digits: int) -> str:
    """Minimum, median and maximum."""
    figures = (min(values), statistics.median(values), max(values))
    return " / ".join(f"{figure:.{digits}f}" for figure in figures)


@dataclass(frozen=True)
class Figures:
    """Seconds of every round: of the reference, and of each stage of the build."""

    megabytes: float
    references: Sequence[float]
    builds: Sequence[Mapping[str, float]]

    @property
    def totals(self) -> list[float]:
        """Seconds of each build."""
        return [sum(build.values()) for build in self.builds]

    def ratios(self) -> dict[str, list[float]]:
        """The ratio of each round, of the build and of each of its stages, the costliest first."""
        found = {BUILD: [t / r for t, r in zip(self.totals, self.references, strict=True)]}
        for stage in self.builds[0]:
            found[stage] = [b[stage] / r for b, r in zip(self.builds, self.references, strict=True)]
        return dict(sorted(found.items(), key=lambda pair: -statistics.median(pair[1])))


def measure(documents: int, rounds: int) -> Figures:
    """Builds and cuts the same documents in turn."""
    converter = opencc.OpenCC("t2s")
    jieba.setLogLevel("ERROR")
    references: list[float] = []
    builds: list[dict[str, float]] = []
    with tempfile.TemporaryDirectory() as temporary:
        corpus, first = Path(temporary, "corpus"), Path(temporary, "first")
        corpus.mkdir()
        first.mkdir()
        size = write_corpus(corpus, documents) / 1e6
        write_corpus(first, 1)
        timed_reference(first, converter)
        timed_build(first, Path(temporary, "warm"), 1)
        for number in range(rounds):
            references.append(timed_reference(corpus, converter))
            builds.append(timed_build(corpus, Path(temporary, f"out{number}"), documents))
    return Figures(size, references, builds)


def show(figures: Figures, documents: int) -> None:
    """Prints the figures."""
    ratios = figures.ratios()
    size, rounds = figures.megabytes, len(figures.references)
    print(f"{documents} documents, {size:.3f} MB, {rounds} rounds; minimum / median / maximum")
    print(f"  read + OpenCC t2s + jieba.cut   {spread([size / s for s in figures.references], 3)} MB/s")
    print(f"  build                           {spread([size / s for s in figures.totals], 3)} MB/s")
    print("times of the reference, and share of the build")
    for stage, values in ratios.items():
        shares = [v / total for v, total in zip(values, ratios[BUILD], strict=True)]
        print(f"  {stage:<10} {spread(values, 2):<24} {statistics.median(shares):6.1%}")


# ------------------------------------------------------------------------------ check


def write_ratios(figures: Figures, path: Path) -> None:
    """Writes the median ratios that later builds are held to."""
    rows = "".join(
        f"{stage}\t{statistics.median(values):.2f}\n" for stage, values in figures.ratios().items()
    )
    path.write_text(
        f"# Made by make bench-write: times of the reference.\nstage\tratio\n{rows}", encoding="utf-8"
    )


def find_slower(figures: Figures, path: Path) -> list[str]:
    """The build or its stages that take too long by the ratios of a file, each in a line.

    Stages of less than :data:`LEAST` times the reference are too short to be held to anything.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    known = dict(line.split("\t") for line in lines if not line.startswith(("#", "stage\t")))
    found = []
    for stage, values in figures.ratios().items():
        ratio, before = statistics.median(values), float(known.get(stage, 0))
        if ratio > WORST * max(before, LEAST):
            found.append(f"{stage}: {ratio:.2f} times the reference, {before:.2f} before")
    return found


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--documents", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures as JSON too")
    parser.add_argument("--check", type=Path, metavar="FILE", help="fail when slower than the ratios there")
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the ratios for --check")
    options = parser.parse_args()
    figures = measure(options.documents, options.rounds)
    show(figures, options.documents)
    if options.json is not None:
        whole = {**asdict(figures), "ratios": figures.ratios()}
        options.json.write_text(json.dumps(whole, indent=1) + "\n", encoding="utf-8")
    if options.write is not None:
        write_ratios(figures, options.write)
    if options.check is not None and (slower := find_slower(figures, options.check)):
        raise SystemExit("\n".join([f"slower by more than {WORST} times:", *slower]))


if __name__ == "__main__":
    main()
