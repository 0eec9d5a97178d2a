"""What a build saw and put in no fact: the quantities and names of its report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from parkgraph.explain.marking import Mark, Words, bracket, find_stretch, mark_sentence
from parkgraph.report import ReadDocument, read_documents_of


@dataclass(frozen=True, slots=True)
class Missed:
    """A document with what was seen in it and is in no fact."""

    document: ReadDocument

    @property
    def more(self) -> int:
        """How many the report only counts."""
        return self.document.unattributed - len(self.document.missed)

    @property
    def where(self) -> str:
        """The document by its name, title and sources."""
        document = self.document
        parts = (f"document:{document.identifier}", document.title or "", ", ".join(document.sources))
        return " · ".join(part for part in parts if part)


def find_missed(build: str | Path, document: str | None = None) -> tuple[Missed, ...]:
    """The documents of a build, or those that ``document`` names.

    :param build: the output folder of a build
    :param document: an identifier (with or without ``document:``), a source or the end of its path,
        or a title
    :raises StoreError: when the folder holds no report of a build that says it
    """
    found = tuple(read_documents_of(build))
    return tuple(Missed(read) for read in found if document is None or _is_named(read, document))


def _is_named(read: ReadDocument, name: str) -> bool:
    if name.removeprefix("document:") == read.identifier or name == read.title:
        return True
    return any(source == name or source.endswith(("/" + name, "!" + name)) for source in read.sources)


def write_missed(missed: Iterable[Missed], mark: Mark = bracket) -> Iterator[str]:
    """What was missed as lines of text, the words marked in their sentence.

    Documents of which nothing was missed are left out.
    """
    for seen in missed:
        if not seen.document.unattributed:
            continue
        yield f"{seen.where}  {seen.document.unattributed} not attributed"
        quotes = [quote for one in seen.document.missed for quote in one.evidence]
        by_sentence: dict[str, list[Words]] = {}
        for quote in quotes:
            by_sentence.setdefault(quote.sentence, []).append(Words(quote.start, quote.exact))
        for one in seen.document.missed:
            yield f"  {one.kind}: {one.text}  ({one.reason})"
            for quote in one.evidence:
                stretch = find_stretch(
                    quote.sentence, Words(quote.start, quote.exact), by_sentence[quote.sentence]
                )
                sentence = mark_sentence(quote.sentence, stretch, quote.exact, mark)
                yield f"    [{quote.start}:{quote.end}] {sentence}"
        if seen.more:
            yield f"  and {seen.more} more"
