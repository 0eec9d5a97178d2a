"""The fourth stage: all that is said of one thing is brought together, counted and checked.

No shape looks further than what is said of a resource and the types of what this names, so that things
can be judged apart from each other.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, parse

from parkgraph import validation
from parkgraph.cluster.engine import Engine
from parkgraph.cluster.graph import GraphTask, Said, said_path, shard_path
from parkgraph.cluster.stages import need, sum_counts
from parkgraph.report import count_members
from parkgraph.store import read_shard
from parkgraph.validation.exclusion import ShortForm, find_referring, short_forms
from parkgraph.validation.violations import Finding, value_of
from parkgraph.vocabulary import PG, PREFIXES

_SENTENCE = f"{PG}sentence"
_EVIDENCE = f"{PG}evidence"


@dataclass(frozen=True, slots=True)
class Checked:
    """What is wrong with things, and how many triples and members of classes they have."""

    findings: tuple[Finding, ...]
    triples: int
    members: dict[str, int]


def check_things(engine: Engine, task: GraphTask, shards: int, types: Sequence[str]) -> Checked:
    """Checks and counts all things that several documents may speak of.

    :param shards: how many there are, the last of which is that of no document
    :param types: the types of what documents name without describing it, as lines of N-Triples
    """
    parts = engine.gather(
        partial(_spread, root=task.root, key=task.own_key, count=shards),
        range(shards),
        partial(_check, types="\n".join(types)),
        shards,
    )
    return Checked(
        tuple(finding for part in parts for finding in part.findings),
        sum(part.triples for part in parts),
        sum_counts(part.members for part in parts),
    )


def _spread(shard: int, root: Path, key: str, count: int) -> Iterator[tuple[int, Said]]:
    for said in need(said_path(root, shard), key, list[Said]):
        yield zlib.crc32(said.subject.encode()) % count, said


def _check(_: int, found: Iterator[Said], types: str) -> Checked:
    own: set[str] = set()
    named: set[str] = set()
    subjects: set[str] = set()
    for said in found:
        subjects.add(said.subject)
        own.update(said.own.split("\n"))
        named.update(said.types.split("\n"))
    quads = _parse(sorted(own))
    around = _parse([*sorted(named - own), types])
    findings = validation.find_wrong([*quads, *around], subjects.__contains__)
    return Checked(tuple(findings), len(quads), dict(count_members(quads)))


def _parse(lines: Iterable[str]) -> list[Quad]:
    return list(parse("\n".join(lines), format=RdfFormat.N_TRIPLES))


# ------------------------------------------------------------------- where something is wrong


def find_origins(
    engine: Engine, root: Path, shards: Sequence[int], findings: Sequence[Finding]
) -> list[Quad]:
    """The quads that tell documents and sentences of findings, enough to describe them."""
    if not findings:
        return []
    focuses = frozenset(finding.focus for finding in findings)
    found = engine.each(partial(_find_origins, root=root, focuses=focuses), shards)
    return list(parse("".join(found), format=RdfFormat.N_QUADS))


def _find_origins(shard: int, root: Path, focuses: frozenset[str]) -> str:
    """Of each resource the first document and the first quote, with its sentence."""
    documents: dict[str, Quad] = {}
    quoted: dict[str, list[Quad]] = {}
    sentences: dict[str, Quad] = {}
    for quad in read_shard(shard_path(root, shard)):
        subject, predicate = value_of(quad.subject), quad.predicate.value
        if predicate == _SENTENCE:
            sentences[subject] = quad
        if subject not in focuses:
            continue
        graph = value_of(quad.graph_name)
        if graph.startswith(PREFIXES["document"]):
            first = documents.setdefault(subject, quad)
            if graph < value_of(first.graph_name):
                documents[subject] = quad
        if predicate == _EVIDENCE:
            quoted.setdefault(subject, []).append(quad)
    chosen = set(documents.values()) | {sentences[focus] for focus in focuses & sentences.keys()}
    for links in quoted.values():
        told = [link for link in links if value_of(link.object) in sentences]
        if told:
            link = min(told, key=lambda quad: value_of(quad.object))
            chosen |= {link, sentences[value_of(link.object)]}
    return "".join(f"{quad} .\n" for quad in sorted(chosen, key=str))


def find_stated(
    engine: Engine, root: Path, shards: Sequence[int], removed: frozenset[str], spoiled: frozenset[str]
) -> frozenset[ShortForm]:
    """The direct triples that go with removed resources, as no other claim or entry states them."""
    look = partial(_find_forms, root=root, removed=removed, spoiled=spoiled)
    gone: frozenset[ShortForm] = frozenset().union(*engine.each(look, shards))
    if not gone:
        return gone
    return gone.difference(*engine.each(partial(look, still=gone), shards))


def _find_forms(
    shard: int,
    root: Path,
    removed: frozenset[str],
    spoiled: frozenset[str],
    still: frozenset[ShortForm] | None = None,
) -> Set[ShortForm]:
    """The direct triples of what is removed in a shard, or those of ``still`` that something else states."""
    graphs = {PREFIXES["document"] + identifier for identifier in spoiled}
    quads = [quad for quad in read_shard(shard_path(root, shard)) if value_of(quad.graph_name) not in graphs]
    gone = removed | find_referring(quads, removed)
    if still is None:
        return short_forms(quad for quad in quads if value_of(quad.subject) in gone)
    return still & short_forms(quad for quad in quads if value_of(quad.subject) not in gone)
