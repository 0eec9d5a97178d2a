"""The stages one after the other: inputs -> a folder with the graph, its report and its store.

    documents -> facts (in parallel) -> resolution -> quads -> validation -> files

The outcome is the same for any order of the inputs, any number of workers and any place they lie.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode, Quad

from parkgraph import mapping, resolution, validation
from parkgraph.cache import FACTS, FactsCache, Journal, write_cache
from parkgraph.corpus.conflicts import find_conflicts
from parkgraph.corpus.copies import find_copies
from parkgraph.corpus.reading import Corpus, Progress, read_corpus
from parkgraph.errors import ParkgraphError
from parkgraph.export import write_nquads, write_turtle
from parkgraph.export.shards import write_shards
from parkgraph.extraction import collecting_seldom
from parkgraph.guarded import Limits
from parkgraph.lexicon import load_lexicon
from parkgraph.locking import hold_folder
from parkgraph.model import Facts, Judgement
from parkgraph.replacing import mend_folder, replace_files
from parkgraph.report import Rejection, Report, count_statements, describe_document
from parkgraph.store import NQUADS, SHARDS, STORE, TURTLE, write_store
from parkgraph.validation.violations import value_of
from parkgraph.vocabulary import PREFIXES

REPORT = "report.json"
"""The file of a build that says what was done."""

JUDGEMENTS = "judgements.tsv"
"""The file of a build with the names that were compared, the verdicts and their reasons."""

_OF_REPORT = ("documents", "rejected")  # counts that are not of the graph

ROUNDS = 5
"""How often what violates a shape is looked for: what is kept out may leave something else wanting."""


def build(
    inputs: Iterable[str | Path],
    out: str | Path,
    *,
    workers: int = 1,
    progress: Progress | None = None,
    overrides: Iterable[resolution.Override] = (),
    fresh: bool = False,
    limits: Limits | None = None,
    retry: bool = False,
    shards: int | None = None,
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
    :param limits: what reading one document may take; with them every document is read in a process
        that is replaced when it takes more or dies, and the document is rejected
    :param retry: whether to try again what an earlier build has rejected and is unchanged
    :param shards: compressed files to write the documents' graphs to as well
        (:mod:`parkgraph.export.shards`)
    :raises ParkgraphError: when there is no document to read, or ``out`` cannot be written or is being
        written; what ``out`` held is then unchanged, and what was read is kept for the next build.  A
        document that cannot be read is no error: it is in the report, and the others are in the graph.
    """
    folder = Path(out)
    with hold_folder(folder), collecting_seldom():
        mend_folder(folder)
        refuse_other(folder, shards=shards is not None)
        known = None if fresh else FactsCache(folder)
        journal = Journal(folder, fresh=fresh)
        try:
            corpus = read_corpus(
                inputs,
                workers=workers,
                progress=progress,
                skip=(folder,),
                known=known,
                limits=limits,
                retry=retry,
                journal=journal,
            )
            journal.commit()
            report = _build(corpus, folder, overrides, shards)
        except BaseException:
            journal.close()
            raise
        journal.remove()
    return report


def refuse_other(folder: Path, *, whole: bool = True, shards: bool) -> None:
    """Keeps a build from leaving files of an earlier one beside its own that it does not write itself.

    :param whole: whether it writes the graph in one file
    :param shards: whether it writes shards
    :raises ParkgraphError: when there are such files
    """
    for name, written in ((NQUADS, whole), (SHARDS, shards)):
        if not written and (folder / name).exists():
            raise ParkgraphError(
                f"{folder / name}: of a build of another form; remove {folder} or name another"
            )


def nothing_in(rejected: Iterable[Rejection]) -> ParkgraphError:
    """The error of a build without a document."""
    named = [f"{rejection.place or rejection.source}: {rejection.reason}" for rejection in rejected]
    return ParkgraphError("\n".join([*named, "no document to build a graph from"]))


def _build(corpus: Corpus, out: Path, overrides: Iterable[resolution.Override], shards: int | None) -> Report:
    if not corpus.facts:
        raise nothing_in(corpus.rejected)
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
        untried=corpus.untried,
    )
    _write(graph, report, corpus, out, shards)
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
        return [*quads, *together, *find_background([*quads, *together], memberships, resolved)]

    violations: set[validation.Violation] = set()
    spoiled: dict[str, str] = {}
    whole = complete()
    for _ in range(ROUNDS):
        found = validation.validate(whole)
        violations |= set(found)
        wrong, out = validation.find_excluded(found)
        if not wrong:
            break
        spoiled |= out
        graphs = {PREFIXES["document"] + identifier for identifier in spoiled}
        quads = [quad for quad in quads if value_of(quad.graph_name) not in graphs]
        quads = validation.exclude_violating(quads, wrong)
        whole = complete()
    return Graph(whole, tuple(sorted(violations)), spoiled, resolved)


def find_background(
    quads: Sequence[Quad], memberships: Sequence[mapping.Membership], names: mapping.Resolution
) -> list[Quad]:
    """What the documents' quads refer to: lists with their groups, places, concepts."""
    described = {value_of(quad.subject) for quad in quads}
    named = {value_of(quad.object) for quad in quads if isinstance(quad.object, NamedNode)}
    return background_of(described, named, memberships, names)


def background_of(
    described: Collection[str],
    named: Collection[str],
    memberships: Iterable[mapping.Membership],
    names: mapping.Resolution,
) -> list[Quad]:
    """The same for the IRIs that the documents' quads describe and name.

    :param described: at least those of places, concepts and groups that are subjects
    :param named: at least those of places, concepts and lists that are objects
    """
    lists = [quad for quad in mapping.list_quads(memberships, names, described) if _is_used(quad, named)]
    places = {row.code: row.name for row in load_lexicon().divisions}
    return [*lists, *mapping.background_quads(sorted({*named, *described}), places, described)]


def _is_used(quad: Quad, named: Collection[str]) -> bool:
    return value_of(quad.graph_name) in named


# ----------------------------------------------------------------------------- files


def _write(graph: Graph, report: Report, corpus: Corpus, out: Path, shards: int | None) -> None:
    """Writes all files beside the old ones, and puts them in their place when all are there."""
    names = (STORE, NQUADS, TURTLE, REPORT, JUDGEMENTS, FACTS)
    with replace_files(out, names if shards is None else (SHARDS, *names)) as building:
        with (building / NQUADS).open("wb") as output:
            write_nquads(graph.quads, output)
        with (building / TURTLE).open("wb") as output:
            write_turtle(graph.quads, output)
        if shards is not None:
            counts = {name: count for name, count in report.counts.items() if name not in _OF_REPORT}
            write_shards(graph.quads, building / SHARDS, shards, counts)
        (building / REPORT).write_text(report.to_json(), encoding="utf-8")
        judged = mapping.keep_nearest(graph.resolved.judgements)
        (building / JUDGEMENTS).write_text(write_judgements(judged), encoding="utf-8")
        write_cache(corpus.read, building / FACTS, corpus.unread)
        write_store(building / NQUADS, building / TURTLE, building / STORE)


def write_judgements(judgements: Iterable[Judgement]) -> str:
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
