"""The stages of a build on a cluster one after the other, each gone on with where it was broken off.

    files -> facts by shard -> what is one thing -> quads by shard -> what is wrong by thing -> files

The functions of the stages are those of :mod:`parkgraph.pipeline`, and so is the outcome, byte for byte.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path

from pyoxigraph import NamedNode

from parkgraph import mapping, pipeline, resolution, validation
from parkgraph.cache import fingerprint
from parkgraph.cluster.checking import Checked, check_things, find_origins, find_stated
from parkgraph.cluster.engine import Engine
from parkgraph.cluster.facts import ReadShard, ShardFacts, read_shards, share_files
from parkgraph.cluster.graph import (
    Exclusion,
    GraphShard,
    GraphTask,
    SaidOf,
    is_listed,
    read_written_documents,
    said_path,
    shard_path,
    types_of,
    write_file,
    write_graph,
)
from parkgraph.cluster.names import SlimCorpus, Together, resolve_shards
from parkgraph.cluster.stages import (
    FACTS,
    GRAPH,
    NAMES,
    SLIM,
    STAGES,
    code_key,
    key_of,
    load,
    need,
    place_of,
    save,
    sum_counts,
)
from parkgraph.corpus.reading import NamedFile, list_inputs
from parkgraph.export.shards import ShardFile, shard_of, write_manifest
from parkgraph.extraction import collecting_seldom
from parkgraph.guarded import Limits
from parkgraph.locking import hold_folder
from parkgraph.pipeline import JUDGEMENTS, REPORT
from parkgraph.replacing import mend_folder, replace_files
from parkgraph.report import Rejection, Report, name_counts
from parkgraph.store import SHARDS
from parkgraph.validation import find_excluded
from parkgraph.validation.violations import Finding, describe, value_of

SHARD_COUNT = 32
"""Shards unless something else is said; the same on every cluster, as a build's bytes must be."""

SHARE = 32 << 20
"""Bytes of input that one task reads."""


def build(
    engine: Engine,
    inputs: Iterable[str | Path],
    out: str | Path,
    *,
    shards: int,
    overrides: Iterable[resolution.Override] = (),
    fresh: bool = False,
    limits: Limits | None = None,
    retry: bool = False,
    share: int = SHARE,
) -> Report:
    """Builds the graph of some documents on a cluster and writes it to a folder, in shards.

    :param inputs: as for :func:`parkgraph.pipeline.build`; on a disk that all machines see, as is ``out``
    :param shards: files of the graph beside that of what is in no document's graph
    :param share: bytes of input that one task reads
    :returns: the report without its documents, which are in the file alone
    :raises ParkgraphError: as :func:`parkgraph.pipeline.build` does; what a stage has kept is taken up by
        the next build into the folder

    The other parameters are those of :func:`parkgraph.pipeline.build`.
    """
    root = Path(out).resolve()
    with hold_folder(root), collecting_seldom():
        mend_folder(root)
        pipeline.refuse_other(root, whole=False, shards=True)
        if fresh:
            shutil.rmtree(root / STAGES, ignore_errors=True)
        work = _Build(engine, root, shards, limits)
        read = work.read([Path(given).resolve() for given in inputs], retry, share)
        if not any(one.documents for one in read):
            raise pipeline.nothing_in(rejection for one in read for rejection in one.rejected)
        key, together = work.resolve(read, tuple(overrides))
        return work.finish(read, together, *work.settle(key, together))


@dataclass(frozen=True, slots=True)
class _Written:
    """A graph as it is written, and what is wrong with it.

    ``rest`` is what is in no document's graph; ``quads`` counts it as often as it is said.
    """

    shards: tuple[GraphShard, ...]
    rest: ShardFile
    quads: int
    checked: Checked

    def findings(self) -> list[Finding]:
        return [*(finding for one in self.shards for finding in one.findings), *self.checked.findings]

    def counts(self) -> dict[str, int]:
        return name_counts(
            sum(one.file.quads for one in self.shards) + self.quads,
            sum(one.triples for one in self.shards) + self.checked.triples,
            sum_counts([*(one.members for one in self.shards), self.checked.members]),
        )


@dataclass(frozen=True, slots=True)
class _Build:
    engine: Engine
    root: Path
    shards: int
    limits: Limits | None

    def read(self, inputs: list[Path], retry: bool, share: int) -> list[ReadShard]:
        """Reads what is not read yet; the last of the outcomes is of what cannot be listed."""
        rejected: list[Rejection] = []
        files = list_inputs(inputs, (self.root,), rejected)
        place = self.root / STAGES / "read"
        key = key_of(
            fingerprint(), [_look(file) for file in files], self.shards, asdict(self.limits or Limits())
        )
        done = None if retry else load(place, key, list[ReadShard])
        if done is None:
            done = read_shards(
                self.engine, share_files(files, share), self.root, self.shards, self.limits, retry
            )
            save(place, key, done)
        else:
            done = [replace(one, reused=one.documents, untried=one.unread) for one in done]
        return [*done, ReadShard(0, tuple(rejected))]

    def resolve(
        self, read: Iterable[ReadShard], overrides: tuple[resolution.Override, ...]
    ) -> tuple[str, Together]:
        """What is one thing, and the key it is kept under."""
        slim = [place_of(self.root, SLIM, shard) for shard in range(self.shards)]
        contents = [hashlib.sha256(path.read_bytes()).hexdigest() for path in slim]
        sources = [one.sources for one in read]
        told = [asdict(override) for override in overrides]
        key = key_of(code_key(), contents, sources, told)
        together = load(place_of(self.root, NAMES, self.shards), key, Together)
        if together is None:
            together = resolve_shards(SlimCorpus(self.root, self.shards), key, overrides)
        return key, together

    def settle(
        self, key: str, together: Together
    ) -> tuple[_Written, set[validation.Violation], dict[str, str]]:
        """The graph without what violates a shape, all violations, and documents kept out with the reason."""
        task = GraphTask(self.root, key)
        violations: set[validation.Violation] = set()
        spoiled: dict[str, str] = {}
        written = self.write(task, together)
        for _ in range(pipeline.ROUNDS):
            findings = written.findings()
            origins = find_origins(self.engine, self.root, range(self.shards), findings)
            found = sorted(set(describe(origins, findings)))
            violations |= set(found)
            wrong, whole = find_excluded(found)
            if not wrong:
                break
            spoiled |= whole
            removed, out = frozenset(violation.focus for violation in wrong), frozenset(spoiled)
            stated = find_stated(self.engine, self.root, range(self.shards), removed, out)
            task = replace(task, excluded=(*task.excluded, Exclusion(removed, stated)), spoiled=out)
            written = self.write(task, together)
        return written, violations, spoiled

    def write(self, task: GraphTask, together: Together) -> _Written:
        """Writes all shards, and looks for what is wrong."""
        shards = self.engine.each(partial(write_graph, task=task), range(self.shards))
        described = {iri: types for one in shards for iri, types in one.described.items()}
        named = {iri for one in shards for iri in one.named}
        names = together.resolution()
        common = list(
            mapping.together_quads(together.facts, names, together.conflicts, together.copies, described)
        )
        subjects = {*described, *(value_of(quad.subject) for quad in common)}
        named |= {quad.object.value for quad in common if isinstance(quad.object, NamedNode)}
        background = pipeline.background_of(subjects, named, together.memberships, names)
        rest = [*common, *background]
        said = SaidOf()
        said.add(rest, {**described, **types_of(rest)})
        said.save(said_path(self.root, self.shards), task.own_key)
        lines = {line for lines in types_of(background).values() for line in lines}
        for iri, known in described.items():
            if iri in together.groups or is_listed(iri):
                lines.update(known)
        return _Written(
            tuple(shards),
            write_file([rest], shard_path(self.root, self.shards)),
            len(rest),
            check_things(self.engine, task, self.shards + 1, sorted(lines)),
        )

    def finish(
        self,
        read: Sequence[ReadShard],
        together: Together,
        written: _Written,
        violations: Iterable[validation.Violation],
        spoiled: Mapping[str, str],
    ) -> Report:
        """Puts all files in their place, and takes away what the next build does not need."""
        rejected = [rejection for one in read for rejection in one.rejected]
        for identifier, reason in sorted(spoiled.items()):
            place = place_of(self.root, FACTS, shard_of(identifier, self.shards))
            sources = need(place, fingerprint(), ShardFacts).sources[identifier]
            rejected += [Rejection(source, reason) for source in sources]
        documents = sum(one.documents for one in written.shards)
        counts = {"documents": documents, "rejected": len(rejected), **written.counts()}
        report = Report(
            (),
            tuple(sorted(rejected)),
            tuple(sorted(violations)),
            counts,
            sum(one.reused for one in read),
            sum(one.untried for one in read),
        )
        with replace_files(self.root, (SHARDS, REPORT, JUDGEMENTS)) as building:
            (building / SHARDS).mkdir()
            for shard in range(self.shards + 1):
                path = shard_path(self.root, shard)
                path.rename(building / SHARDS / path.name)
            write_manifest(
                building / SHARDS, [*(one.file for one in written.shards), written.rest], written.counts()
            )
            with (building / REPORT).open("w", encoding="utf-8") as output:
                output.writelines(report.write_json(self.documents()))
            judged = pipeline.write_judgements(together.judgements)
            (building / JUDGEMENTS).write_text(judged, encoding="utf-8")
        for stage in (NAMES, GRAPH):
            shutil.rmtree(self.root / STAGES / stage)
        return report

    def documents(self) -> Iterator[str]:
        """The documents of the report, one after the other."""
        for shard in range(self.shards):
            yield from read_written_documents(self.root, shard)


def _look(file: NamedFile) -> tuple[str, str, int, int]:
    """What tells whether a file is as it was."""
    try:
        found = file.path.stat()
    except OSError:
        return file.path.as_posix(), file.name, -1, -1
    return file.path.as_posix(), file.name, found.st_size, found.st_mtime_ns
