"""The third stage: a shard's facts -> its quads, written, counted and checked as far as it can be alone.

Claims, metrics, entries, stages and quotes belong to one document and are judged here.  What is said of
anything else is kept for :mod:`parkgraph.cluster.checking`, where all that is said of one thing meets.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode, Quad

from parkgraph import mapping, validation
from parkgraph.cache import fingerprint
from parkgraph.cluster.facts import ShardFacts
from parkgraph.cluster.names import ShardNames
from parkgraph.cluster.stages import FACTS, GRAPH, NAMES, load, need, place_of, save, temporary_of
from parkgraph.cluster.stages import key_of as key_of_parts
from parkgraph.export.shards import ShardFile, shard_name, write_shard
from parkgraph.extraction import collecting_seldom
from parkgraph.lexicon import load_lexicon
from parkgraph.model import Facts
from parkgraph.report import count_members, describe_document, write_document
from parkgraph.validation.exclusion import ShortForm, drop, find_referring
from parkgraph.validation.index import TYPE
from parkgraph.validation.violations import Finding, value_of
from parkgraph.vocabulary import PREFIXES, VOCABULARY

_OWN = tuple(PREFIXES[kind] for kind in ("claim", "metric", "entry", "stage", "evidence"))
_BATCH = 50  # documents whose quads are held at one time
_LISTED = (VOCABULARY, PREFIXES["place"])
_NAMED = (*_LISTED, PREFIXES["list"])


@dataclass(frozen=True, slots=True)
class Exclusion:
    """What a round of validation keeps out: resources by IRI, and direct triples."""

    removed: frozenset[str]
    stated: frozenset[ShortForm]


@dataclass(frozen=True, slots=True)
class GraphTask:
    """What a shard's quads follow from beside its facts and names.

    :param root: the folder of the build
    :param key: that of the names
    :param spoiled: documents that are kept out as a whole
    """

    root: Path
    key: str
    excluded: tuple[Exclusion, ...] = ()
    spoiled: frozenset[str] = frozenset()

    @property
    def own_key(self) -> str:
        """The key of all that follows."""
        excluded = [(sorted(one.removed), sorted(one.stated)) for one in self.excluded]
        return key_of_parts(self.key, excluded, sorted(self.spoiled))


@dataclass(frozen=True, slots=True)
class Said:
    """What a shard says of a thing that others may speak of too.

    :param own: triples as lines of N-Triples
    :param types: the types of what they name, likewise
    """

    subject: str
    own: str
    types: str


@dataclass(frozen=True, slots=True)
class GraphShard:
    """A shard that is written.

    ``triples`` and ``members`` count what belongs to one document.  ``described`` are the types, as lines
    of N-Triples, of what documents describe and others refer to, by IRI; ``named`` the IRIs of places,
    concepts and lists that they name.
    """

    file: ShardFile
    documents: int
    triples: int
    members: dict[str, int]
    findings: tuple[Finding, ...]
    described: dict[str, list[str]]
    named: frozenset[str]


def shard_path(root: Path, shard: int) -> Path:
    """Where a shard of the graph lies until all are complete."""
    return place_of(root, GRAPH, shard).with_name(shard_name(shard))


def said_path(root: Path, shard: int) -> Path:
    """Where what a shard says of things that others may speak of is kept."""
    return place_of(root, GRAPH, shard).with_suffix(".said")


def documents_path(root: Path, shard: int) -> Path:
    """Where a shard's part of the report is kept."""
    return place_of(root, GRAPH, shard).with_suffix(".json")


def write_graph(shard: int, task: GraphTask) -> GraphShard:
    """Writes a shard's quads, unless they are there from a build that was broken off."""
    place, key = place_of(task.root, GRAPH, shard), task.own_key
    done = load(place, key, GraphShard)
    if done is not None and shard_path(task.root, shard).exists():
        return done
    with collecting_seldom():
        written = _write(shard, task)
    save(place, key, written)
    return written


def _write(shard: int, task: GraphTask) -> GraphShard:
    facts = need(place_of(task.root, FACTS, shard), fingerprint(), ShardFacts)
    names = need(place_of(task.root, NAMES, shard), task.key, ShardNames)
    kept = [one for identifier, one in sorted(facts.facts.items()) if identifier not in task.spoiled]
    writing = _Writing(task, names, facts.sources)
    batches = (kept[start : start + _BATCH] for start in range(0, len(kept), _BATCH))
    file = write_file(map(writing.make_quads, batches), shard_path(task.root, shard))
    writing.said.save(said_path(task.root, shard), task.own_key)
    _write_documents(task.root, shard, facts, kept)
    return GraphShard(
        file,
        len(kept),
        writing.triples,
        dict(writing.members),
        tuple(writing.findings),
        {iri: sorted(lines) for iri, lines in sorted(writing.described.items())},
        frozenset(writing.named),
    )


class _Writing:
    """Makes the quads of some documents after others, and remembers what is to be known of all."""

    def __init__(self, task: GraphTask, names: ShardNames, sources: Mapping[str, tuple[str, ...]]) -> None:
        self._task = task
        self._resolved, self._choices, self._asked = names.resolution(), names.chosen(), names.asked
        self._sources = sources
        self.said = SaidOf()
        self.triples = 0
        self.members: Counter[str] = Counter()
        self.findings: list[Finding] = []
        self.described: dict[str, set[str]] = {}
        self.named: set[str] = set()

    def make_quads(self, documents: Iterable[Facts]) -> list[Quad]:
        quads = [
            quad
            for one in documents
            for quad in mapping.write_quads(
                one,
                self._resolved,
                choices=self._choices,
                sources=self._sources[one.document.identifier],
            )
        ]
        for exclusion in self._task.excluded:
            removed = exclusion.removed | find_referring(quads, exclusion.removed)
            quads = drop(quads, removed, exclusion.stated)
        subjects = {value_of(quad.subject) for quad in quads}
        objects = {quad.object.value for quad in quads if isinstance(quad.object, NamedNode)}
        types = types_of(quads)
        self.said.add(quads, types)
        own = [quad for quad in quads if is_own(value_of(quad.subject))]
        self.triples += len(own)
        self.members += count_members(own)
        self.findings += validation.find_wrong([*quads, *_places(subjects, objects)], is_own)
        for iri, lines in types.items():
            if iri in self._asked or is_listed(iri):
                self.described.setdefault(iri, set()).update(lines)
        self.named |= {iri for iri in objects if iri.startswith(_NAMED)}
        return quads


def is_own(iri: str) -> bool:
    """Whether a resource belongs to one document, by its IRI."""
    return iri.startswith(_OWN)


def is_listed(iri: str) -> bool:
    """Whether a resource is a place or a concept, of which there are only so many."""
    return iri.startswith(_LISTED)


def _places(subjects: set[str], objects: set[str]) -> Iterable[Quad]:
    """What is known of the places and concepts that a shard names."""
    names = {row.code: row.name for row in load_lexicon().divisions}
    return mapping.background_quads(sorted(objects), names, subjects)


def write_file(parts: Iterable[Iterable[Quad]], path: Path) -> ShardFile:
    """Writes quads as :func:`parkgraph.export.shards.write_shard` does, into a file that appears whole."""
    temporary = temporary_of(path)
    written = write_shard(parts, temporary)
    temporary.replace(path)
    return ShardFile(path.name, written.quads, written.bytes, written.sha256)


def _write_documents(root: Path, shard: int, facts: ShardFacts, kept: Iterable[Facts]) -> None:
    path = documents_path(root, shard)
    temporary = temporary_of(path)
    with temporary.open("w", encoding="utf-8") as output:
        for one in kept:
            described = describe_document(one, facts.sources[one.document.identifier])
            output.write(f"{write_document(described)}\0")
    temporary.replace(path)


def read_written_documents(root: Path, shard: int) -> list[str]:
    """A shard's part of the report, a document each."""
    return documents_path(root, shard).read_text(encoding="utf-8").split("\0")[:-1]


def types_of(quads: Iterable[Quad]) -> dict[str, set[str]]:
    """The types that quads give their subjects, as lines of N-Triples by IRI."""
    found: dict[str, set[str]] = {}
    for quad in quads:
        if quad.predicate == TYPE:
            found.setdefault(value_of(quad.subject), set()).add(f"{quad.triple} .")
    return found


class SaidOf:
    """What quads say of things that others may speak of, thing by thing."""

    def __init__(self) -> None:
        self._own: dict[str, dict[str, None]] = {}
        self._named: dict[str, set[str]] = {}

    def add(self, quads: Iterable[Quad], types: Mapping[str, Iterable[str]]) -> None:
        """Adds what quads say.

        :param types: of what they name, as lines of N-Triples by IRI
        """
        for quad in quads:
            subject = value_of(quad.subject)
            if not is_own(subject):
                self._own.setdefault(subject, {})[f"{quad.triple} ."] = None
                if isinstance(quad.object, NamedNode):
                    self._named.setdefault(subject, set()).update(types.get(quad.object.value, ()))

    def save(self, path: Path, key: str) -> None:
        """Keeps it."""
        said = [
            Said(subject, "\n".join(lines), "\n".join(sorted(self._named.get(subject, ()))))
            for subject, lines in self._own.items()
        ]
        save(path, key, said)
