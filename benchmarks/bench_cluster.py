"""What the one process of a build on a cluster has to hold and do, by document, and with one park in many.

The facts of seeds/documents are read once and repeated: each repetition is of other documents, in which
every second enterprise, project and policy bears another name and all else is what others speak of too.
Of each size, in a process of its own: bytes of the slim facts on the disk, processor seconds to decide
what is one thing and to keep the outcome (:func:`parkgraph.cluster.names.resolve_shards`), peak memory.
Then the same number of documents with ten places each: all in parks of their own, and a growing share in
one park; and how long that park takes to check where all that is said of it comes together.
Reference: unpacking and reading the slim facts alone.

    python benchmarks/bench_cluster.py [--sizes 2000 4000] [--skew 0 1] [--documents 4000] [--mentions 100000]
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import json
import multiprocessing
import random
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from parkgraph.cache import fingerprint
from parkgraph.cluster.checking import _check
from parkgraph.cluster.facts import slim
from parkgraph.cluster.graph import Said
from parkgraph.cluster.names import SlimCorpus, resolve_shards
from parkgraph.cluster.stages import NAMES, SLIM, STAGES, need, place_of, save
from parkgraph.corpus.reading import read_corpus
from parkgraph.export.shards import shard_of
from parkgraph.extraction import collecting_seldom
from parkgraph.model import Claim, Document, Entity, Facts, Kind
from parkgraph.resources import resource_path
from parkgraph.vocabulary import PG, PREFIXES, RDF, RESOURCE

SHARDS = 8
BRANDS = "恒泰瑞丰盛华兴隆昌盈宏远鼎立博雅振邦嘉禾金桥永固铭川岳晟域曜渡铂澜腾翔诺睿峰涛洋"
TRADES = ("化工", "新材料", "电子", "机械", "生物科技", "汽车零部件")
_NAMED = (Kind.ENTERPRISE, Kind.PROJECT, Kind.POLICY)


def repeat(originals: list[Facts], count: int) -> Iterator[Facts]:
    """So many different documents, with half of their names new."""
    for number in range(count):
        copy, position = divmod(number, len(originals))
        chance = random.Random(number)
        facts = originals[position]
        document = replace(facts.document, identifier=_identifier(f"{number}"), source=f"{number}.txt")
        renamed = [
            _rename(e, chance) if copy and e.kind in _NAMED and i % 2 else e
            for i, e in enumerate(facts.entities)
        ]
        sketch = tuple(sorted(chance.getrandbits(32) for _ in facts.sketch)) if copy else facts.sketch
        yield replace(facts, document=document, entities=tuple(renamed), sketch=sketch)


def _identifier(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _rename(entity: Entity, chance: random.Random) -> Entity:
    brand = chance.choice(BRANDS) + chance.choice(BRANDS)
    return replace(entity, name=brand + entity.name[2:], other_names=())


def crowd(count: int, share: float) -> Iterator[Facts]:
    """Documents of a park with nine enterprises and projects in it; a share of them are in one park."""
    for number in range(count):
        chance = random.Random(number)
        park = "徐圩新区" if chance.random() < share else f"{_brand(chance, 3)}新区"
        entities, claims = [Entity("park:p", Kind.PARK, park)], []
        for place in range(3):
            brand = _brand(chance, chance.choice((2, 2, 3)))
            firm, short = f"{brand}{chance.choice(TRADES)}有限公司", f"{brand}公司"
            entities += [
                Entity(f"enterprise:{place}", Kind.ENTERPRISE, firm),
                Entity(
                    f"enterprise:s{place}",
                    Kind.ENTERPRISE,
                    short if chance.random() < 0.5 else f"{brand}集团",
                ),
                Entity(f"project:{place}", Kind.PROJECT, f"{brand}{chance.choice(TRADES)}项目"),
            ]
            claims += [
                Claim(f"project:{place}", "locatedInPark", "park:p"),
                Claim(f"project:{place}", "undertakenBy", f"enterprise:{place}"),
            ]
        yield Facts(Document(_identifier(f"{number}"), f"{number}.txt", ""), tuple(entities), tuple(claims))


def _brand(chance: random.Random, length: int) -> str:
    return "".join(chance.choice(BRANDS) for _ in range(length))


def measure(corpus: Iterable[Facts]) -> dict[str, float]:
    """Figures of one corpus, by name."""
    with tempfile.TemporaryDirectory() as folder, collecting_seldom():
        slim_corpus = SlimCorpus(Path(folder), SHARDS)
        parts: list[list[Facts]] = [[] for _ in range(SHARDS)]
        for facts in sorted(corpus, key=lambda facts: facts.document.identifier):
            parts[shard_of(facts.document.identifier, SHARDS)].append(facts)
        for shard, part in enumerate(parts):
            save(place_of(Path(folder), SLIM, shard), fingerprint(), part)
        size = _size(folder, SLIM)
        documents = sum(len(part) for part in parts)
        mentions = sum(len(facts.entities) for part in parts for facts in part)
        del parts, part, facts
        gc.collect()
        _forget_peak()
        before = time.process_time()
        for _ in slim_corpus:
            pass
        reading = time.process_time() - before
        base = _peak()
        before = time.process_time()
        together = resolve_shards(slim_corpus, "", ())
        seconds = time.process_time() - before
        return {
            "documents": documents,
            "mentions": mentions,
            "bytes": size,
            "reading": reading,
            "seconds": seconds,
            "kept": _size(folder, NAMES),
            "judgements": len(together.judgements),
            "base": base,
            "peak": _peak(),
        }


def _size(folder: str, stage: str) -> int:
    return sum(path.stat().st_size for path in Path(folder, STAGES, stage).iterdir())


def _forget_peak() -> None:
    Path("/proc/self/clear_refs").write_text("5")


def _peak() -> int:
    """The most bytes of memory that this process has had since its peak was forgotten (Linux)."""
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if "VmHWM" in line)
    return int(line.split()[1]) << 10


def measure_check(mentions: int) -> dict[str, float]:
    """The figures of checking one park that so many documents speak of, each with a quote of its own."""
    park, quote = f"{RESOURCE}park/p", f"{RESOURCE}evidence/"
    said = []
    for shard in range(SHARDS):
        own = [
            f"<{park}> <{RDF}type> <{PG}Park> .",
            f'<{park}> <{PREFIXES["skos"]}prefLabel> "徐圩新区"@zh .',
        ]
        quotes = [f"<{quote}{_identifier(str(number))}>" for number in range(shard, mentions, SHARDS)]
        own += [f"<{park}> <{PG}evidence> {quote} ." for quote in quotes]
        types = [f"{quote} <{RDF}type> <{PG}Evidence> ." for quote in quotes]
        said.append(Said(park, "\n".join(own), "\n".join(types)))
    _check(0, iter(said[:1]), "")
    gc.collect()
    _forget_peak()
    base, before = _peak(), time.process_time()
    checked = _check(0, iter(said), "")
    seconds, peak = time.process_time() - before, _peak()
    if checked.triples != mentions + 2:
        raise SystemExit(f"{checked.triples} triples instead of {mentions + 2}")
    return {"mentions": mentions, "seconds": seconds, "base": base, "peak": peak}


def show(name: str, figures: dict[str, float]) -> None:
    """One line."""
    documents, mentions = figures["documents"], figures["mentions"]
    print(
        f"{name:<14} {documents:>8.0f} documents {mentions / documents:5.1f} mentions each"
        f" {figures['bytes'] / mentions:6.1f} bytes, {figures['kept'] / mentions:6.1f} kept a mention"
        f" {1e3 * figures['seconds'] / documents:7.3f} ms a document"
        f" ({figures['seconds'] / figures['reading']:5.1f} times the reading)"
        f" {figures['judgements']:>7.0f} judgements"
        f" {(figures['peak'] - figures['base']) / documents / 1e3:7.1f} KB a document",
        flush=True,
    )


def _apart(kind: str, count: int, share: float, originals: Path) -> dict[str, float]:
    if kind == "check":
        return measure_check(count)
    if kind == "crowd":
        return measure(crowd(count, share))
    return measure(repeat(need(originals, "", list[Facts]), count))


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="*", default=[2000, 4000, 8000])
    parser.add_argument("--skew", type=float, nargs="*", default=[0, 0.1, 1])
    parser.add_argument("--documents", type=int, default=4000, help="of each share of one park")
    parser.add_argument("--mentions", type=int, nargs="*", default=[50_000, 100_000, 200_000])
    parser.add_argument("--json", action="store_true", help="print figures as JSON too")
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as apart,
    ):
        originals = Path(folder, "originals")
        corpus = read_corpus([resource_path("seeds", "documents")], workers=2)
        save(originals, "", [slim(facts) for facts in corpus.facts])
        jobs = [("repeated", size, 0.0) for size in options.sizes]
        jobs += [("crowd", options.documents, share) for share in options.skew]
        for kind, count, share in jobs:
            figures = apart.apply(_apart, (kind, count, share, originals))
            show(kind if kind == "repeated" else f"{share:.0%} in one", figures)
            if options.json:
                print(json.dumps({"kind": kind, "share": share, **figures}), file=sys.stderr)

        for count in options.mentions:
            figures = apart.apply(_apart, ("check", count, 0.0, originals))
            memory = (figures["peak"] - figures["base"]) / count
            each = figures["seconds"] / count
            print(f"checked: one park with {count} mentions {1e6 * each:6.1f} µs, {memory:6.0f} bytes each")


if __name__ == "__main__":
    main()
