"""The facts of clean documents against those of the same documents with noise put in."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path

from parkgraph import extraction, text
from parkgraph.errors import ParkgraphError, SourceError
from parkgraph.evaluation.noise.facts import Fact, count_exact, list_facts
from parkgraph.evaluation.noise.kinds import KINDS, Noisy, make_noisy, parse_kind
from parkgraph.model import Document, Facts, Role
from parkgraph.sources import read_documents
from parkgraph.sources.naming import list_files

_UNREAD = "not read"
_TITLES = (Role.HEADLINE, Role.SUBHEADING)
_TITLE_LINES = 3


@dataclass(frozen=True, slots=True, order=True)
class ChangedFact:
    """A fact that a document has only with noise (``added``) or only without.

    ``kind`` names what was put in, for a mixed kind what was drawn.
    """

    kind: str
    document: str
    added: bool
    fact: Fact

    def __str__(self) -> str:
        return f"{self.kind} {self.document} {'added' if self.added else 'lost '} {' | '.join(self.fact)}"


@dataclass(frozen=True, slots=True)
class NoiseRow:
    """What one kind of noise does.

    ``facts`` counts those of the clean documents, ``either`` those that are there with or without
    the noise and ``same`` those that are in both; ``quotes`` counts the evidence of the noisy
    documents, ``exact_quotes`` what gives back its words from the raw text.
    """

    kind: str
    documents: int = 0
    unchanged_documents: int = 0
    facts: int = 0
    either: int = 0
    same: int = 0
    quotes: int = 0
    exact_quotes: int = 0

    @property
    def unchanged(self) -> float:
        """The share of facts unchanged: 1 - \\|difference\\| / \\|union\\|."""
        return self.same / self.either if self.either else 1.0


@dataclass(frozen=True, slots=True)
class NoiseReport:
    """A row for each kind in the order asked for, and every changed fact."""

    rows: tuple[NoiseRow, ...]
    changes: tuple[ChangedFact, ...]


def evaluate_noise(
    folder: str | Path,
    kinds: Sequence[str] = KINDS,
    *,
    seed: int = 0,
    workers: int = 1,
    progress: Callable[[int], None] | None = None,
) -> NoiseReport:
    """Compares all documents of a folder with what noise makes of them.

    :raises ParkgraphError: when there is no document in it, or no such kind
    """
    return compare_under_noise(list_files(Path(folder)), kinds, seed=seed, workers=workers, progress=progress)


def compare_under_noise(
    paths: Iterable[str | Path],
    kinds: Sequence[str] = KINDS,
    *,
    seed: int = 0,
    workers: int = 1,
    progress: Callable[[int], None] | None = None,
) -> NoiseReport:
    """Compares the facts of clean documents with those of the same documents under noise.

    The clean document is the cleaned text of what is read, written out paragraph by paragraph
    with its date of publication, so that noise is all that the two differ by.

    :param paths: files, as for :func:`parkgraph.sources.read_documents`
    :param kinds: of :data:`~parkgraph.evaluation.noise.kinds.KINDS`, also joined by ``+``
    :param progress: called with the number of documents read so far, clean and noisy
    :raises ParkgraphError: when there is no document that can be read, the facts of a clean one
        cannot be extracted, or there is no such kind
    """
    for kind in kinds:
        parse_kind(kind)
    rejected: list[SourceError] = []
    written = [(d.source, write_clean(d)) for d in read_documents(paths, on_reject=rejected.append)]
    short = Counter(Path(source).name for source, _ in written)
    clean = {
        source if short[Path(source).name] > 1 else Path(source).name: page
        for source, page in written
        if page.strip()
    }
    if not clean:
        raise ParkgraphError("\n".join([*map(str, rejected), "no document to put noise into"]))
    versions = {
        (kind, name): make_noisy(kind, page, seed) if kind else Noisy(page.encode("utf-8"))
        for kind in ("", *kinds)
        for name, page in clean.items()
    }
    readings = _read_versions(versions, workers, progress)
    failed = [
        f"{name}: {fact[-1]}"
        for name in sorted(clean)
        for fact in readings["", name].facts
        if fact[0] == _UNREAD
    ]
    if failed:
        raise ParkgraphError("\n".join(failed))
    return _compared(kinds, sorted(clean), versions, readings)


def write_clean(document: Document) -> str:
    """The readable text of a document, a paragraph on each line, its date behind the lines of the title."""
    cleaned = text.clean(document)
    lines = text.write_text(cleaned)
    if document.published is None or not cleaned.articles:
        return lines
    titles = takewhile(lambda s: s.role in _TITLES, cleaned.articles[0].sentences[:_TITLE_LINES])
    at = max((sentence.end + 1 for sentence in titles), default=0)
    return f"{lines[:at]}{document.published.isoformat()}\n{lines[at:]}"


def write_noise_table(report: NoiseReport) -> Iterator[str]:
    """The rows as lines of text."""
    width = max([8, *(len(row.kind) for row in report.rows)])
    yield f"{'kind':<{width}}{'documents':>11}{'same':>6}{'facts':>7}{'unchanged':>11}{'evidence':>14}"
    for row in report.rows:
        quotes = f"{row.exact_quotes}/{row.quotes}"
        counts = f"{row.documents:>11}{row.unchanged_documents:>6}{row.facts:>7}"
        yield f"{row.kind:<{width}}{counts}{row.unchanged:>11.4f}{quotes:>14}"


# ------------------------------------------------------------------------- reading


@dataclass(frozen=True, slots=True)
class _Reading:
    """The facts of one version of a document; ``quotes`` and ``exact`` count its evidence."""

    facts: frozenset[Fact] = frozenset()
    quotes: int = 0
    exact: int = 0


def _read_versions(
    versions: dict[tuple[str, str], Noisy], workers: int, progress: Callable[[int], None] | None
) -> dict[tuple[str, str], _Reading]:
    """Reads each version from a file, as a build does; of one that cannot be read that is all its facts."""
    readings = dict.fromkeys(versions, _Reading(frozenset({(_UNREAD, "")})))
    with tempfile.TemporaryDirectory() as folder:
        files: dict[str, tuple[str, str]] = {}
        for number, (key, noisy) in enumerate(versions.items()):
            file = Path(folder) / f"{number:06}{noisy.suffix}"
            file.write_bytes(noisy.data)
            files[file.as_posix()] = key
        documents = read_documents(files, on_reject=lambda error: None)
        outcomes = extraction.extract_documents(documents, workers)
        for number, (document, outcome) in enumerate(outcomes, 1):
            if isinstance(outcome, Facts):
                counts = count_exact(outcome, document.text)
                readings[files[document.source]] = _Reading(list_facts(outcome), *counts)
            else:
                readings[files[document.source]] = _Reading(frozenset({(_UNREAD, outcome.reason)}))
            if progress is not None:
                progress(number)
    return readings


def _compared(
    kinds: Sequence[str],
    names: Sequence[str],
    versions: dict[tuple[str, str], Noisy],
    readings: dict[tuple[str, str], _Reading],
) -> NoiseReport:
    rows: list[NoiseRow] = []
    changes: list[ChangedFact] = []
    for kind in kinds:
        row = NoiseRow(kind)
        for name in names:
            base, noisy = readings["", name].facts, readings[kind, name]
            put_in = "+".join(versions[kind, name].kinds)
            changes += [ChangedFact(put_in, name, False, fact) for fact in sorted(base - noisy.facts)]
            changes += [ChangedFact(put_in, name, True, fact) for fact in sorted(noisy.facts - base)]
            row = replace(
                row,
                documents=row.documents + 1,
                unchanged_documents=row.unchanged_documents + (base == noisy.facts),
                facts=row.facts + len(base),
                either=row.either + len(base | noisy.facts),
                same=row.same + len(base & noisy.facts),
                quotes=row.quotes + noisy.quotes,
                exact_quotes=row.exact_quotes + noisy.exact,
            )
        rows.append(row)
    return NoiseReport(tuple(rows), tuple(changes))
