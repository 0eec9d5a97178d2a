"""The stages one after the other: inputs -> a folder with the graph, its report and its store.

    documents -> facts (in parallel) -> resolution -> quads -> validation -> files

The outcome is the same for any order of the inputs, any number of workers and any place they lie.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode, Quad

from parkgraph import mapping, resolution, validation
from parkgraph.cache import FACTS, FactsCache, write_cache
from parkgraph.corpus.conflicts import find_conflicts
from parkgraph.corpus.copies import find_copies
from parkgraph.corpus.reading import Corpus, Progress, read_corpus
from parkgraph.errors import ParkgraphError
from parkgraph.export import write_nquads, write_turtle
from parkgraph.extraction import collecting_seldom
from parkgraph.lexicon import load_lexicon
from parkgraph.model import Facts, Judgement
from parkgraph.report import Rejection, Report, count_statements, describe_document
from parkgraph.store import INCOMPLETE, NQUADS, STORE, TURTLE, write_store
from parkgraph.validation.violations import value_of
from parkgraph.vocabulary import PREFIXES

REPORT = "report.json"
"""The file of a build that says what was done."""

JUDGEMENTS = "judgements.tsv"
"""The file of a build with the names that were compared, the verdicts and their reasons."""

_ROUNDS = 5  # what is kept out may leave something else wanting; each round keeps out more


def build(
    inputs: Iterable[str | Path],
    out: str | Path,
    *,
    workers: int = 1,
    progress: Progress | None = None,
    overrides: Iterable[resolution.Override] = (),
    fresh: bool = False,
) -> Report:
    """Builds the graph of some documents and writes it to a folder.

    Documents that an earlier build in the folder has read are not read again; the outcome is that of
    a build from nothing: what lies no longer among the inputs is gone with all that rested on it.

    :param inputs: files and folders, as for :func:`parkgraph.sources.read_documents`
    :param out: the folder; what an earlier build left there is replaced when this one is complete.
        Within an input it is not read, nor is any other build.
    :param workers: processes that read documents
    :param progress: called with the number of documents read so far
    :param overrides: judgements of people on which names are one thing
    :param fresh: whether to read every document again
    :raises ParkgraphError: when there is no document to read or ``out`` cannot be written; what
        ``out`` held is then unchanged.  A document that cannot be read is no error: it is in the
        report, and the others are in the graph.
    """
    with collecting_seldom():
        return _build(inputs, Path(out), workers, progress, overrides, fresh)


def _build(
    inputs: Iterable[str | Path],
    out: Path,
    workers: int,
    progress: Progress | None,
    overrides: Iterable[resolution.Override],
    fresh: bool,
) -> Report:
    known = None if fresh else FactsCache(out)
    corpus = read_corpus(inputs, workers=workers, progress=progress, skip=(out,), known=known)
    if not corpus.facts:
        named = [
            f"{rejection.place or rejection.source}: {rejection.reason}" for rejection in corpus.rejected
        ]
        raise ParkgraphError("\n".join([*named, "no document to build a graph from"]))
    graph = make_graph(corpus.facts, corpus.sources, overrides)
    kept = [facts for facts in corpus.facts if facts.document.identifier not in graph.spoiled]
    rejected = [*corpus.rejected]
    for identifier, reason in sorted(graph.spoiled.items()):
        rejected += [Rejection(source, reason) for source in corpus.sources[identifier]]
    report = Report(
        documents=tuple(describe_document(f, corpus.sources[f.document.identifier]) for f in kept),
        rejected=tuple(sorted(rejected)),
        violations=graph.violations,
        counts={"documents": len(kept), "rejected": len(rejected), **count_statements(graph.quads)},
        reused=corpus.reused,
    )
    _write(graph, report, corpus, out)
    return report


# ----------------------------------------------------------------------------- graph


@dataclass(frozen=True, slots=True)
class Graph:
    """The graph of some documents.

    ``quads`` without those that violate a shape; all ``violations``; ``spoiled`` gives for documents
    kept out as a whole the reason.
    """

    quads: list[Quad]
    violations: tuple[validation.Violation, ...]
    spoiled: dict[str, str]
    resolved: resolution.Resolution


def make_graph(
    corpus: Sequence[Facts],
    sources: Mapping[str, tuple[str, ...]] | None = None,
    overrides: Iterable[resolution.Override] = (),
) -> Graph:
    """The graph of some documents, without what violates a shape.

    :param sources: where each document lay, by identifier
    :param overrides: judgements that go before all rules
    """
    resolved = resolution.resolve(corpus, overrides)
    choices = mapping.choose_objects(corpus, resolved)
    copies = find_copies(corpus)
    conflicts = find_conflicts(corpus, resolved, copies)
    quads = [
        quad
        for facts in corpus
        for quad in mapping.write_quads(
            facts, resolved, choices=choices, sources=(sources or {}).get(facts.document.identifier, ())
        )
    ]
    memberships = [member for facts in corpus for member in mapping.find_memberships(facts)]

    def complete() -> list[Quad]:
        described = {value_of(quad.subject) for quad in quads}
        together = list(mapping.together_quads(corpus, resolved, conflicts, copies, described))
        return [*quads, *together, *_background([*quads, *together], memberships, resolved)]

    violations: set[validation.Violation] = set()
    spoiled: dict[str, str] = {}
    whole = complete()
    for _ in range(_ROUNDS):
        found = validation.validate(whole)
        violations |= set(found)
        wrong = [violation for violation in found if violation.severity == "Violation"]
        if not wrong:
            break
        for violation in wrong:
            if violation.focus.startswith(PREFIXES["document"]):
                spoiled[violation.focus.removeprefix(PREFIXES["document"])] = violation.message
        graphs = {PREFIXES["document"] + identifier for identifier in spoiled}
        quads = [quad for quad in quads if value_of(quad.graph_name) not in graphs]
        quads = validation.exclude_violating(quads, wrong)
        whole = complete()
    return Graph(whole, tuple(sorted(violations)), spoiled, resolved)


def _background(
    quads: Sequence[Quad], memberships: Sequence[mapping.Membership], names: mapping.Resolution
) -> list[Quad]:
    """What the documents' quads refer to: lists with their groups, places, concepts."""
    described = {value_of(quad.subject) for quad in quads}
    named = {value_of(quad.object) for quad in quads if isinstance(quad.object, NamedNode)}
    lists = [quad for quad in mapping.list_quads(memberships, names, described) if _is_used(quad, named)]
    places = {row.code: row.name for row in load_lexicon().divisions}
    return [*lists, *mapping.background_quads(sorted(named | described), places, described)]


def _is_used(quad: Quad, named: set[str]) -> bool:
    return value_of(quad.graph_name) in named


# ----------------------------------------------------------------------------- files


def _write(graph: Graph, report: Report, corpus: Corpus, out: Path) -> None:
    """Writes all files beside the old ones, and puts them in their place when all are there."""
    existed = out.exists()
    try:
        out.mkdir(parents=True, exist_ok=True)
        building = Path(tempfile.mkdtemp(prefix=".building-", dir=out))
    except OSError as error:
        raise ParkgraphError(f"{out}: {error.strerror}") from None
    try:
        with (building / NQUADS).open("wb") as output:
            write_nquads(graph.quads, output)
        with (building / TURTLE).open("wb") as output:
            write_turtle(graph.quads, output)
        (building / REPORT).write_text(report.to_json(), encoding="utf-8")
        judged = mapping.keep_nearest(graph.resolved.judgements)
        (building / JUDGEMENTS).write_text(_write_judgements(judged), encoding="utf-8")
        write_cache(corpus.read, building / FACTS)
        write_store(building / NQUADS, building / TURTLE, building / STORE)
        _swap(building, out)
    except OSError as error:
        raise ParkgraphError(f"{out}: {error.strerror}") from None
    finally:
        shutil.rmtree(building, ignore_errors=True)
        if not existed and not any(out.iterdir()):
            out.rmdir()


def _write_judgements(judgements: Iterable[Judgement]) -> str:
    """Judgements as tab-separated values, in the columns that overrides have too."""
    lines = ["kind\tfirst\tsecond\tverdict\treason\tscore"]
    for judged in sorted(judgements, key=lambda j: (j.kind, j.first_name, j.second_name, j)):
        cells = (
            judged.kind,
            judged.first_name,
            judged.second_name,
            judged.verdict,
            "; ".join(judged.reasons),
        )
        lines.append("\t".join((*cells, f"{judged.score:g}")))
    return "\n".join(dict.fromkeys(lines)) + "\n"


def _swap(building: Path, out: Path) -> None:
    """Puts the files of a build in the place of the old ones, or leaves those when that fails.

    While it goes on a mark stands beside them, so that no reader takes the one half for the whole;
    it stays when the process dies, and the next build takes it away.
    """
    mark = out / INCOMPLETE
    mark.touch()
    placed: list[str] = []
    try:
        for name in (STORE, NQUADS, TURTLE, REPORT, JUDGEMENTS, FACTS):
            placed.append(name)
            if (out / name).exists():
                (out / name).rename(building / f"old-{name}")
            (building / name).rename(out / name)
    except BaseException:  # an interrupt too must not leave the one half
        for name in placed:
            old = building / f"old-{name}"
            if not (building / name).exists():
                (out / name).rename(building / name)
            if old.exists():
                old.rename(out / name)
        mark.unlink()
        raise
    mark.unlink()
