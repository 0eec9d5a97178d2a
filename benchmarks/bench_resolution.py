"""Resolving enterprise names: how the time grows, against all pairs of names compared by edit distance.

Names are made of places, brands, trades and legal forms at random (a fixed seed), written in full, without
place, without form or by the brand alone, ten to a document and each document at home in one county.
The reference is ``rapidfuzz.process.cdist`` (ratio of every pair, one thread) on a share of the names,
its time scaled by the square of the number.
"""

from __future__ import annotations

import random
import statistics
import sys
import time

from rapidfuzz import fuzz, process

from parkgraph.lexicon import load_lexicon
from parkgraph.model import Document, Entity, Facts, Kind
from parkgraph.resolution import resolve

SIZES = (25_000, 50_000, 100_000)
REFERENCE = 5_000
REPEATS = 3
_FIRST = "恒泰瑞华鑫金盛宏兴中德康润嘉凯远博隆信诚美佳源汇丰海蓝天正科力新锐安达伟业"
_LAST = "泽源润沣盛达隆川岳晟铭钜骋域桁曜渡铂澜邦威腾翔诺禾锦睿峰涛洋"


def make_corpus(mentions: int, seed: int = 1) -> list[Facts]:
    """Documents of ten enterprises each, whose names vary as in news."""
    chance = random.Random(seed)
    lexicon = load_lexicon()
    counties = [row for row in lexicon.divisions if row.level == "county" and row.use == "free"]
    trades = [row.suffix for row in lexicon.trade_suffixes]
    firms = []
    for _ in range(mentions // 3):
        county = chance.choice(counties)
        brand = (
            chance.choice(_FIRST)
            + chance.choice(_LAST)
            + (chance.choice(_LAST) if chance.random() < 0.4 else "")
        )
        form = chance.choice(("有限公司", "有限公司", "股份有限公司", "有限责任公司"))
        firms.append((county, county.short_name.split("|")[0], brand, chance.choice(trades), form))
    by_county: dict[str, list[tuple[str, str, str, str]]] = {}
    for county, *rest in firms:
        by_county.setdefault(county.code, []).append(tuple(rest))
    codes = sorted(by_county)
    corpus = []
    for number in range(mentions // 10):
        code = chance.choice(codes)
        names = {_write(chance, *chance.choice(by_county[code])) for _ in range(10)}
        entities = tuple(Entity(f"enterprise:{name}", Kind.ENTERPRISE, name) for name in sorted(names))
        corpus.append(Facts(Document(f"{number:016x}", f"{number}.txt", ""), entities, places=(code,)))
    return corpus


def _write(chance: random.Random, place: str, brand: str, trade: str, form: str) -> str:
    return chance.choice(
        (
            f"{place}{brand}{trade}{form}",
            f"{place}{brand}{trade}{form}",
            f"{brand}{trade}{form}",
            f"{brand}{trade}",
            f"{place}{brand}",
            brand,
        )
    )


def main() -> None:
    """Prints the times, their spread and the ratio to the reference."""
    names = sorted({e.name for facts in make_corpus(REFERENCE * 2) for e in facts.entities})[:REFERENCE]
    start = time.perf_counter()
    process.cdist(names, names, scorer=fuzz.ratio, workers=1)
    reference = (time.perf_counter() - start) / len(names) ** 2
    print(f"reference: {reference * 1e9:.0f} ns a pair over {len(names)} names")
    widths = (("mentions", 10), ("names", 9), ("things", 9), ("seconds", 10), ("spread", 9))
    print("".join(f"{head:>{width}}" for head, width in (*widths, ("us/mention", 12), ("x reference", 13))))
    for size in SIZES:
        corpus = make_corpus(size)
        distinct = len({e.name for facts in corpus for e in facts.entities})
        mentions = sum(len(facts.entities) for facts in corpus)
        times = []
        for _ in range(REPEATS if size < SIZES[-1] else 1):
            start = time.perf_counter()
            resolved = resolve(corpus)
            times.append(time.perf_counter() - start)
        seconds = statistics.median(times)
        spread = max(times) - min(times)
        ratio = seconds / (reference * distinct**2)
        print(
            f"{mentions:10}{distinct:9}{len(resolved.names):9}{seconds:10.1f}{spread:9.1f}"
            f"{seconds / mentions * 1e6:12.0f}{ratio:13.4f}"
        )
        sys.stdout.flush()


if __name__ == "__main__":
    main()
