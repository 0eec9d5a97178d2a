"""The concepts of the vocabularies with their labels, and the labels of classes and properties."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, RdfFormat, parse

from parkgraph.resources import resource_path
from parkgraph.vocabulary import PG, RDFS, SCHEMES, SKOS, VOCABULARY


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept: its short name in data (notation), labels, other Chinese words, order and what is above."""

    slug: str
    notation: str
    zh: str
    en: str
    others: tuple[str, ...] = ()
    order: int = 0
    broader: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """A class or property of the ontology with its labels and definitions."""

    name: str
    zh: str
    en: str
    definition_zh: str
    definition_en: str


@cache
def read_concepts(scheme: str) -> tuple[Concept, ...]:
    """The concepts of a scheme (one of :data:`~parkgraph.vocabulary.SCHEMES`), in their order, else by slug.

    :raises KeyError: when there is no such scheme
    """
    if scheme not in SCHEMES:
        raise KeyError(scheme)
    base = f"{VOCABULARY}{scheme}/"
    found = []
    for path in sorted(Path(str(resource_path("ontology", "vocabularies"))).glob("*.ttl")):
        for subject, said in _read(path).items():
            notation = said.get(f"{SKOS}notation")
            if subject.startswith(base) and notation:
                labels = {language: text for text, language in said.get(f"{SKOS}prefLabel", ())}
                others = tuple(sorted(t for t, lang in said.get(f"{SKOS}altLabel", ()) if lang == "zh"))
                order = said.get(f"{PG}stageOrder", [("0", "")])[0][0]
                broader = said.get(f"{SKOS}broader", [("", "")])[0][0].removeprefix(base)
                slug = subject.removeprefix(base)
                found.append(
                    Concept(slug, notation[0][0], labels["zh"], labels["en"], others, int(order), broader)
                )
    return tuple(sorted(found, key=lambda concept: (concept.order, concept.slug)))


@cache
def read_terms() -> tuple[Term, ...]:
    """The classes and properties of the ontology, sorted by name."""
    found = []
    for subject, said in _read(Path(str(resource_path("ontology", "parkgraph.ttl")))).items():
        if subject.startswith(PG):
            labels = {language: text for text, language in said.get(f"{RDFS}label", ())}
            means = {language: text for text, language in said.get(f"{SKOS}definition", ())}
            name = subject.removeprefix(PG)
            found.append(Term(name, labels["zh"], labels["en"], means.get("zh", ""), means.get("en", "")))
    return tuple(sorted(found, key=lambda term: term.name))


def _read(path: Path) -> dict[str, dict[str, list[tuple[str, str]]]]:
    """What a Turtle file says of each subject: by property, values with their language."""
    found: dict[str, dict[str, list[tuple[str, str]]]] = defaultdict(lambda: defaultdict(list))
    for quad in parse(path=str(path), format=RdfFormat.TURTLE):
        term = quad.object
        language = (term.language or "") if isinstance(term, Literal) else ""
        value = str(getattr(term, "value", ""))
        found[str(getattr(quad.subject, "value", ""))][quad.predicate.value].append((value, language))
    return found
