"""The stages one after the other: inputs -> a folder with the graph, its report and its store.

    documents -> facts (in parallel) -> resolution -> quads -> validation -> files

The outcome is the same for any order of the inputs, any number of workers and any place they lie.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from pyoxigraph import NamedNode, Quad

from parkgraph import extraction, mapping, resolution, validation
from parkgraph.errors import ParkgraphError, SourceError
from parkgraph.export import write_nquads, write_turtle
from parkgraph.lexicon import load_lexicon
from parkgraph.model import Document, Facts
from parkgraph.report import Rejection, Report, count_statements, describe_document
from parkgraph.sources import read_documents
from parkgraph.sources.naming import list_files, name_files
from parkgraph.store import INCOMPLETE, NQUADS, STORE, TURTLE, write_store
from parkgraph.validation.violations import value_of
from parkgraph.vocabulary import PREFIXES

REPORT = "report.json"
"""The file of a build that says what was done."""

Progress = Callable[[int], None]
_ROUNDS = 5  # what is kept out may leave something else wanting; each round keeps out more


def build(
    inputs: Iterable[str | Path], out: str | Path, *, workers: int = 1, progress: Progress | None = None
) -> Report:
    """Builds the graph of some documents and writes it to a folder.

    :param inputs: files and folders, as for :func:`parkgraph.sources.read_documents`
    :param out: the folder; what an earlier build left there is replaced when this one is complete.
        Within an input it is not read, nor is any other build.
    :param workers: processes that read documents
    :param progress: called with the number of documents read so far
    :raises ParkgraphError: when there is no document to read or ``out`` cannot be written; what
        ``out`` held is then unchanged.  A document that cannot be read is no error: it is in the
        report, and the others are in the graph.
    """
    corpus = read_corpus(inputs, workers=workers, progress=progress, skip=(Path(out),))
    if not corpus.facts:
        named = [
            f"{rejection.place or rejection.source}: {rejection.reason}" for rejection in corpus.rejected
        ]
        raise ParkgraphError("\n".join([*named, "no document to build a graph from"]))
    quads, violations, spoiled = make_graph(corpus.facts, corpus.sources)
    kept = [facts for facts in corpus.facts if facts.document.identifier not in spoiled]
    rejected = [*corpus.rejected]
    for identifier, reason in sorted(spoiled.items()):
        rejected += [Rejection(source, reason) for source in corpus.sources[identifier]]
    report = Report(
        documents=tuple(describe_document(f, corpus.sources[f.document.identifier]) for f in kept),
        rejected=tuple(sorted(rejected)),
        violations=violations,
        counts={"documents": len(kept), "rejected": len(rejected), **count_statements(quads)},
    )
    _write(quads, report, Path(out))
    return report


# ------------------------------------------------------------------------- documents


class Corpus:
    """The facts of all documents by identifier, where each document lay, and what was rejected."""

    def __init__(self) -> None:
        self.facts: list[Facts] = []
        self.sources: dict[str, tuple[str, ...]] = {}
        self.rejected: list[Rejection] = []


def read_corpus(
    inputs: Iterable[str | Path],
    *,
    workers: int = 1,
    progress: Progress | None = None,
    skip: Iterable[str | Path] = (),
) -> Corpus:
    """Reads every document once, however often it occurs, and extracts its facts.

    :param skip: folders within the inputs that are not read
    """
    corpus = Corpus()
    copies: dict[str, list[Document]] = {}

    def once() -> Iterator[Document]:
        for document in _read(inputs, corpus.rejected, skip):
            if document.identifier in copies:
                copies[document.identifier].append(document)
            else:
                copies[document.identifier] = [replace(document, text="")]
                yield document

    facts: dict[str, Facts] = {}
    failures: dict[str, str] = {}
    for number, (document, outcome) in enumerate(extraction.extract_documents(once(), workers), 1):
        if isinstance(outcome, Facts):
            facts[document.identifier] = outcome
        else:
            failures[document.identifier] = outcome.reason
        if progress is not None:
            progress(number)
    for identifier, found in copies.items():
        merged = merge_copies(found)
        if identifier in facts and merged != replace(found[0], source=merged.source):
            # another copy says more of itself, e.g. the date that relative dates count from
            outcome = extraction.extract_document(replace(merged, text=found[-1].text))
            if isinstance(outcome, Facts):
                facts[identifier] = outcome
        corpus.sources[identifier] = tuple(sorted({d.url or d.source for d in found}))
        if identifier in failures:
            corpus.rejected += [Rejection(d.source, failures[identifier]) for d in found]
    corpus.facts = [facts[identifier] for identifier in sorted(facts)]
    return corpus


def merge_copies(copies: Sequence[Document]) -> Document:
    """One document from copies with the same text: what the first by source says, else the next.

    The text of the outcome is empty.
    """
    ordered = sorted(
        copies, key=lambda d: (d.source, d.encoding, d.media_type, str(d.published), d.title or "")
    )
    merged = replace(ordered[0], text="")
    for other in ordered[1:]:
        merged = replace(
            merged,
            title=merged.title or other.title,
            published=merged.published or other.published,
            publisher=merged.publisher or other.publisher,
            byline=merged.byline or other.byline,
            url=merged.url or other.url,
        )
    return merged


def _read(
    inputs: Iterable[str | Path], rejected: list[Rejection], skip: Iterable[str | Path]
) -> Iterator[Document]:
    """The documents of the inputs, with sources as :func:`~parkgraph.sources.naming.name_files` has them."""
    unread = {Path(folder).resolve() for folder in skip}
    found = [(Path(given), list(list_files(Path(given), unread))) for given in inputs]
    names = name_files(found)
    for file in (file for _, files in found for file in files):

        def name(source: str, file: Path = file) -> str:
            return names[file] + source.removeprefix(file.as_posix())

        def reject(error: SourceError, name: Callable[[str], str] = name) -> None:
            rejected.append(Rejection(name(error.source), error.reason, error.source))

        for document in read_documents([file], on_reject=reject):
            yield replace(document, source=name(document.source))


# ----------------------------------------------------------------------------- graph


def make_graph(
    corpus: Sequence[Facts], sources: dict[str, tuple[str, ...]] | None = None
) -> tuple[list[Quad], tuple[validation.Violation, ...], dict[str, str]]:
    """The quads of some documents without those that violate a shape.

    :param sources: where each document lay, by identifier
    :returns: the quads; every violation; and for documents kept out as a whole the reason
    """
    resolved = resolution.resolve(corpus)
    choices = mapping.choose_objects(corpus, resolved)
    quads = [
        quad
        for facts in corpus
        for quad in mapping.write_quads(
            facts, resolved, choices=choices, sources=(sources or {}).get(facts.document.identifier, ())
        )
    ]
    memberships = [member for facts in corpus for member in mapping.find_memberships(facts)]
    violations: set[validation.Violation] = set()
    spoiled: dict[str, str] = {}
    for _ in range(_ROUNDS):
        background = _background(quads, memberships, resolved)
        found = validation.validate([*quads, *background])
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
    return [*quads, *_background(quads, memberships, resolved)], tuple(sorted(violations)), spoiled


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


def _write(quads: Sequence[Quad], report: Report, out: Path) -> None:
    """Writes all files beside the old ones, and puts them in their place when all are there."""
    existed = out.exists()
    try:
        out.mkdir(parents=True, exist_ok=True)
        building = Path(tempfile.mkdtemp(prefix=".building-", dir=out))
    except OSError as error:
        raise ParkgraphError(f"{out}: {error.strerror}") from None
    try:
        with (building / NQUADS).open("wb") as output:
            write_nquads(quads, output)
        with (building / TURTLE).open("wb") as output:
            write_turtle(quads, output)
        (building / REPORT).write_text(report.to_json(), encoding="utf-8")
        write_store(building / NQUADS, building / TURTLE, building / STORE)
        _swap(building, out)
    except OSError as error:
        raise ParkgraphError(f"{out}: {error.strerror}") from None
    finally:
        shutil.rmtree(building, ignore_errors=True)
        if not existed and not any(out.iterdir()):
            out.rmdir()


def _swap(building: Path, out: Path) -> None:
    """Puts the files of a build in the place of the old ones, or leaves those when that fails.

    While it goes on a mark stands beside them, so that no reader takes the one half for the whole;
    it stays when the process dies, and the next build takes it away.
    """
    mark = out / INCOMPLETE
    mark.touch()
    placed: list[str] = []
    try:
        for name in (STORE, NQUADS, TURTLE, REPORT):
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
