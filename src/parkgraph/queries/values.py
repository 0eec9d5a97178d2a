"""What a parameter of the catalogue takes: names of things of some kinds, or one of some words."""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from parkgraph.queries.concepts import read_concepts, read_terms
from parkgraph.resources import resource_path


@dataclass(frozen=True, slots=True)
class Choice:
    """A value with its labels, and other Chinese words that mean it."""

    value: str
    zh: str
    en: str
    others: tuple[str, ...] = ()


def kinds_of(query: str, parameter: str) -> tuple[str, ...]:
    """The kinds of things whose names a parameter takes; none when it takes something else.

    >>> kinds_of("enterprise-counts", "name"), kinds_of("largest-projects", "minimum")
    (('park', 'place'), ())
    """
    said = _said(query, parameter)
    return () if ":" in said else tuple(said.split())


@cache
def choices_of(query: str, parameter: str) -> tuple[Choice, ...]:
    """The values that a parameter can have, when they are few and known; else none.

    >>> [choice.value for choice in choices_of("project-pipeline", "stage")][:3]
    ['planned', 'negotiating', 'signed']
    """
    how, colon, what = _said(query, parameter).partition(":")
    if not colon:
        return ()
    if how == "class":
        terms = {term.name.lower(): term for term in read_terms() if term.name[0].isupper()}
        return tuple(Choice(name, terms[name].zh, terms[name].en) for name in what.split(","))
    concepts = read_concepts(what)
    if how == "words" or what == "indicator":
        written = _indicator_words()
        concepts = tuple(replace(c, others=(*c.others, *written.get(c.notation, ()))) for c in concepts)
    if how in ("label", "words"):
        return tuple(Choice(c.zh, c.zh, c.en, c.others) for c in concepts)
    return tuple(Choice(c.notation, c.zh, c.en, c.others) for c in concepts)


def is_written(query: str, parameter: str) -> bool:
    """Whether a parameter takes words as they stand in texts, not the label of what they mean."""
    return _said(query, parameter).startswith("words:")


@cache
def _indicator_words() -> dict[str, tuple[str, ...]]:
    """The words that reports use for each indicator, by notation."""
    found: dict[str, list[str]] = {}
    lines = Path(str(resource_path("seeds", "lexicon", "indicators.tsv"))).read_text(encoding="utf-8")
    rows = csv.DictReader((line for line in lines.splitlines() if not line.startswith("#")), delimiter="\t")
    for row in rows:
        found.setdefault(row["indicator"], []).append(row["phrase"])
    return {notation: tuple(words) for notation, words in found.items()}


def _said(query: str, parameter: str) -> str:
    rows = _read_rows()
    return rows.get((query, parameter), rows.get(("*", parameter), ""))


@cache
def _read_rows() -> dict[tuple[str, str], str]:
    text = Path(str(resource_path("queries", "values.tsv"))).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return {(row["query"], row["parameter"]): row["values"] for row in csv.DictReader(lines, delimiter="\t")}
