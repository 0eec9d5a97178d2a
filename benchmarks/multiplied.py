"""A graph many times as large as a build, in which joins and selectivities are those of the build.

The build is written over and over.  Each copy has its own documents, statements and things, under other
IRIs and names, and lies some years earlier.  What a larger corpus would share is shared: places, lists and
concepts, the enterprises that lists name, and the hundredth of all parks and enterprises that is named the
most; so those have as many times more enterprises, projects and figures, while most things stay small.

python benchmarks/multiplied.py BUILD OUT TIMES
"""

from __future__ import annotations

import re
import shutil
import sys
import time
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from parkgraph.store import NQUADS, STORE, TURTLE, write_store
from parkgraph.vocabulary import DCTERMS, OA, PG, RESOURCE, SKOS

NAMES = frozenset(
    {f"{SKOS}prefLabel", f"{SKOS}altLabel", f"{DCTERMS}title", f"{PG}firstName", f"{PG}secondName"}
)
"""Properties whose text gets two characters more behind its second: those of the copy."""

TEXTS = frozenset({f"{PG}sentence", f"{OA}exact", f"{DCTERMS}identifier", f"{DCTERMS}source"})
"""Properties whose text gets the number of the copy at its end."""

YEARS = 8
"""A copy lies up to so many years before the build."""

_COMMON = ("place/", "list/", "graph/")
_SHARE = 0.01  # of parks and enterprises, that are one in all copies
_BRANDS = "恒泰瑞华鑫金盛宏兴中德康润嘉凯远博隆信诚美佳源汇丰海蓝天正科"
_IRI = re.compile(rf"<{RESOURCE}([a-z-]+/[^>]*)>")
_LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"')
_DATE = re.compile(r'"(\d{4})-(\d\d-\d\d)"\^\^')
_OWN, _NAME, _TEXT = "\x00", "\x01", "\x02"  # where IRIs, names and texts are changed


def multiply(build: Path, out: Path, times: int) -> None:
    """Writes ``graph.nq``, ``graph.ttl`` (the union, some triples more than once) and ``store``."""
    out.mkdir(parents=True)
    with (build / NQUADS).open(encoding="utf-8") as quads:
        shared = find_shared(quads)
    with (
        (build / NQUADS).open(encoding="utf-8") as quads,
        (out / NQUADS).open("w", encoding="utf-8") as named,
        (out / TURTLE).open("w", encoding="utf-8") as union,
    ):
        for line in quads:
            quad, triple = make_templates(line, shared)
            named.writelines(fill(quad, times))
            union.writelines(fill(triple, times))
    shutil.copy(build / "report.json", out)
    write_store(out / NQUADS, out / TURTLE, out / STORE)


def find_shared(quads: Iterable[str]) -> frozenset[str]:
    """The resources, without the folder of all IRIs, that are one in all copies."""
    named: Counter[str] = Counter()
    shared: set[str] = set()
    for line in quads:
        found = _IRI.findall(line.rpartition(" <")[0])
        named.update(found[1:])
        named.update(dict.fromkeys(found[:1], 0))
        if f"<{PG}ownershipSource>" in line:
            shared.add(found[0])
    for kind in ("park/", "enterprise/"):
        ranked = sorted((-count, name) for name, count in named.items() if name.startswith(kind))
        shared.update(name for _, name in ranked[: max(1, round(len(ranked) * _SHARE))])
    return frozenset(shared)


def make_templates(line: str, shared: Collection[str]) -> tuple[str, str]:
    """A quad and its triple, with marks where copies differ."""

    def mark(iri: re.Match[str]) -> str:
        return iri[0] if iri[1] in shared or iri[1].startswith(_COMMON) else f"{iri[0][:-1]}{_OWN}>"

    head, _, graph = _IRI.sub(mark, line).removesuffix(" .\n").rpartition(" <")
    subject, predicate, value = head.split(" ", 2)
    predicate = predicate[1:-1]
    if _OWN in subject and (found := _LITERAL.match(value)):
        text = found[1]
        if predicate in NAMES and "\\" not in text[:2]:
            value = f'"{text[:2]}{_NAME}{text[2:]}"{value[found.end() :]}'
        elif predicate in TEXTS:
            value = f'"{text}{_TEXT}"{value[found.end() :]}'
    triple = f"{subject} <{predicate}> {value}"
    return f"{triple} <{graph} .\n", f"{triple} .\n"


def fill(template: str, times: int) -> Iterator[str]:
    """The lines of all copies; one, when they do not differ."""
    differ = any(sign in template for sign in (_OWN, _NAME, _TEXT))
    dated = template.partition(" ")[0].endswith(f"{_OWN}>") and _DATE.search(template)
    for number in range(times if differ else 1):
        end = f"-{number}" if number else ""
        brand = _BRANDS[number // len(_BRANDS)] + _BRANDS[number % len(_BRANDS)] if number else ""
        line = template.replace(_OWN, end).replace(_NAME, brand).replace(_TEXT, end)
        if dated and number % YEARS:
            day = "02-28" if dated[2] == "02-29" else dated[2]
            line = line.replace(dated[0], f'"{int(dated[1]) - number % YEARS:04d}-{day}"^^')
        yield line


if __name__ == "__main__":
    start = time.perf_counter()
    multiply(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
    print(f"{sys.argv[2]}: {time.perf_counter() - start:.0f} s")
