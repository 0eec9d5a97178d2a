"""The first stage: files -> the facts of each shard's documents.

Every task reads its share of the files and sends each document to its shard, where all its copies
meet, whatever files they lie in; there its facts are read, in a guarded process, by the same functions
as on one machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from parkgraph.cache import fingerprint, key_of
from parkgraph.cluster.engine import Engine
from parkgraph.cluster.stages import FACTS, SLIM, load, place_of, save
from parkgraph.cluster.stages import key_of as key_of_parts
from parkgraph.corpus.reading import Corpus, NamedFile, collect_facts, read_files
from parkgraph.export.shards import shard_of
from parkgraph.extraction import collecting_seldom
from parkgraph.guarded import Limits
from parkgraph.model import Document, Evidence, Facts
from parkgraph.report import Rejection
from parkgraph.sources.reading import holds_several
from parkgraph.sources.shares import Share


@dataclass(frozen=True, slots=True)
class ShardFacts:
    """The facts of a shard's documents by identifier, as :class:`parkgraph.corpus.reading.Corpus` has them.

    ``read`` gives for the key of a document its identifier, ``unread`` the reason why it has no facts.
    """

    facts: dict[str, Facts]
    sources: dict[str, tuple[str, ...]]
    read: dict[str, str] = field(default_factory=dict)
    unread: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReadShard:
    """What reading a shard came to.

    :param documents: those that have facts
    :param unread: those that have none
    :param sources: the key of where all of them lie
    """

    documents: int
    rejected: tuple[Rejection, ...]
    unread: int = 0
    reused: int = 0
    untried: int = 0
    sources: str = ""


def share_files(files: Sequence[NamedFile], size: int) -> list[tuple[NamedFile, ...]]:
    """The tasks of reading: files together up to a size in bytes, larger ones in shares.

    A file that cannot be looked at is a task of no size; reading it tells why.
    """
    tasks: list[tuple[NamedFile, ...]] = []
    waiting: list[NamedFile] = []
    held = 0
    for file in files:
        try:
            length = file.path.stat().st_size
        except OSError:
            length = 0
        count = -(-length // size) if holds_several(file.path) else 1
        if count > 1:
            tasks += [(replace(file, share=Share(index, count)),) for index in range(count)]
            continue
        if waiting and held + length > size:
            tasks.append(tuple(waiting))
            waiting, held = [], 0
        waiting.append(file)
        held += length
    return [*tasks, tuple(waiting)] if waiting else tasks


def read_shards(
    engine: Engine,
    tasks: Sequence[tuple[NamedFile, ...]],
    root: Path,
    shards: int,
    limits: Limits | None,
    retry: bool,
) -> list[ReadShard]:
    """Reads all files and keeps the facts of each shard.

    :param tasks: of :func:`share_files`
    :param root: the folder of the build, which all machines see
    :param retry: whether to try again what an earlier build has rejected
    """
    return engine.gather(
        partial(_spread, shards=shards, limits=limits),
        tasks,
        partial(_collect, root=root, limits=limits, retry=retry),
        shards,
    )


Found = Document | Rejection


def _spread(files: Sequence[NamedFile], shards: int, limits: Limits | None) -> Iterator[tuple[int, Found]]:
    rejected: list[Rejection] = []
    for document in read_files(files, rejected, limits):
        yield shard_of(document.identifier, shards), document
    for rejection in rejected:
        yield 0, rejection


def _collect(shard: int, found: Iterator[Found], root: Path, limits: Limits | None, retry: bool) -> ReadShard:
    corpus = Corpus()
    documents: list[Document] = []
    for one in found:
        if isinstance(one, Document):
            documents.append(one)
        else:
            corpus.rejected.append(one)
    documents.sort(key=lambda d: (d.identifier, d.source, d.encoding, str(d.published), d.title or ""))
    place, key = place_of(root, FACTS, shard), fingerprint()
    earlier = load(place, key, ShardFacts)
    known = _Known(earlier) if earlier is not None else None
    with collecting_seldom():
        collect_facts(iter(documents), corpus, known=known, limits=limits, retry=retry)
    facts = {one.document.identifier: one for one in corpus.facts}
    read = {name: one.document.identifier for name, one in corpus.read.items()}
    save(place, key, ShardFacts(facts, corpus.sources, read, corpus.unread))
    save(place_of(root, SLIM, shard), key, [slim(one) for one in corpus.facts])
    rejected, sources = tuple(corpus.rejected), key_of_parts(corpus.sources)
    return ReadShard(len(facts), rejected, len(corpus.unread), corpus.reused, corpus.untried, sources)


class _Known:
    """The facts that an earlier build, or one that was broken off, has read of a shard."""

    def __init__(self, shard: ShardFacts) -> None:
        self._shard = shard

    def find(self, document: Document) -> Facts | None:
        identifier = self._shard.read.get(key_of(document))
        if identifier is None:
            return None
        return replace(self._shard.facts[identifier], document=replace(document, text=""))

    def find_reason(self, document: Document) -> str | None:
        return self._shard.unread.get(key_of(document))


def slim(facts: Facts) -> Facts:
    """Facts without what only their own document needs: its sentences, and what is in no fact.

    Of claims and metrics the places in the document stay, which their IRIs follow from.
    """

    def places(evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
        return tuple(Evidence(quote.start, quote.end, "", "") for quote in evidence)

    return replace(
        facts,
        entities=tuple(replace(entity, evidence=()) for entity in facts.entities),
        claims=tuple(replace(claim, evidence=places(claim.evidence), rule="") for claim in facts.claims),
        metrics=tuple(replace(m, evidence=places(m.evidence), rule="") for m in facts.metrics),
        entries=tuple(replace(entry, evidence=(), rule="") for entry in facts.entries),
        unattributed=(),
    )
