"""What must hold for any input: each target takes bytes or text and raises only where there is a defect."""

from __future__ import annotations

import datetime as dt
import tempfile
from contextlib import suppress
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Store

from parkgraph import text as cleaning
from parkgraph.errors import ParkgraphError, SourceError
from parkgraph.extraction import read_facts
from parkgraph.mentions.dates import find_periods
from parkgraph.mentions.numerals import read_number, read_range
from parkgraph.mentions.quantities import find_quantities
from parkgraph.queries.catalogue import Parameter, parse_query
from parkgraph.queries.parameters import parse_settings, write_term
from parkgraph.sources import document_of, read_documents
from parkgraph.web.negotiation import choose

SUFFIXES = (".txt", ".html", ".jsonl", ".zip", ".parquet")


def read(suffix: str, data: bytes) -> None:
    """A file gives documents or rejections, each with a reason, and nothing else."""
    rejected: list[SourceError] = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"x{suffix}"
        path.write_bytes(data)
        documents = list(read_documents([path], on_reject=rejected.append))
    for error in rejected:
        assert error.reason
        assert error.source.startswith(path.as_posix())
    for document in documents:
        document.text.encode("utf-8")
        assert document.text.strip()
        assert "\r" not in document.text


def clean(text: str) -> None:
    """Every clean character comes from raw ones, in order, within the document."""
    try:
        document = document_of(text, "x")
    except SourceError:
        return
    for page in (document, document_of(f"<html><body>{text}</body></html>", "x", media_type="text/html")):
        result = cleaning.clean(page)
        last = 0
        for article in result.articles:
            for sentence in article.sentences:
                assert 0 <= sentence.start < sentence.end <= len(result.text)
                assert sentence.start >= last or article.start <= sentence.start
        cleaning.write_text(result)
        list(cleaning.write_offsets(result))


def grammar(text: str) -> None:
    """Numbers and dates stand where they say that they do."""
    read_number(text)
    read_range(text)
    for quantity in find_quantities(text):
        assert 0 <= quantity.span.start < quantity.span.end <= len(text)
        assert quantity.value.is_finite()
    for published in (None, dt.date(2022, 2, 28), dt.date.min, dt.date.max):
        for found in find_periods(text, published):
            assert 0 <= found.span.start < found.span.end <= len(text)


def facts(text: str) -> None:
    """Evidence lies in the document."""
    try:
        document = document_of(text, "x")
    except SourceError:
        return
    found = read_facts(document)
    statements = (*found.entities, *found.claims, *found.metrics, *found.entries, *found.unattributed)
    for evidence in (quote for statement in statements for quote in statement.evidence):
        assert 0 <= evidence.start < evidence.end <= len(document.text)


def query_file(text: str) -> None:
    """The text of a query is a query of the catalogue, or is told what is wrong with it."""
    with suppress(ParkgraphError):
        parse_query("x", text)


def parameter(text: str) -> None:
    """A value given for a parameter becomes one term, which is that value, or is refused."""
    with suppress(ParkgraphError):
        parse_settings([text])
    for kind in ("string", "iri", "decimal", "integer", "date"):
        try:
            term = write_term(Parameter("p", kind, None, "x"), text)
        except ParkgraphError:
            continue
        [row] = Store().query(f"SELECT ?x {{ VALUES ?x {{ {term} }} }}")
        value = row["x"]
        assert isinstance(value, NamedNode | Literal)
        if kind == "string":
            assert value == Literal(text)


def accept(text: str) -> None:
    """Any Accept header chooses one of those offered, or none."""
    assert choose(text, ["text/turtle", "application/n-triples"]) in (
        None,
        "text/turtle",
        "application/n-triples",
    )


TEXTS = {
    "clean": clean,
    "grammar": grammar,
    "facts": facts,
    "query_file": query_file,
    "parameter": parameter,
    "accept": accept,
}
"""Targets of text by name."""
