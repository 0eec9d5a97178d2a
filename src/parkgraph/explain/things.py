"""Every fact about a thing, with the sentence in the original document that says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from parkgraph.explain.marking import Mark, Stretch, Words, bracket, find_stretch, mark_sentence
from parkgraph.validation.violations import shorten, value_of
from parkgraph.vocabulary import DCTERMS, OA, ORG, PG, PREFIXES, RDF, RDFS, SKOS

_SILENT = frozenset(
    {f"{RDF}type", f"{SKOS}prefLabel", f"{SKOS}altLabel", f"{PG}evidence", f"{PG}hasStage", f"{PG}confidence"}
)


@dataclass(frozen=True, slots=True, order=True)
class Quote:
    """Words of a document: raw offsets (code points, end exclusive), quote, sentence, where it lay.

    ``stretch`` is where the words stand in the sentence, when they do.
    """

    document: str
    start: int
    end: int
    exact: str
    sentence: str
    title: str
    source: str
    stretch: Stretch | None = None

    @property
    def where(self) -> str:
        """The document by its name, title and sources."""
        return " · ".join(text for text in (self.document, self.title, self.source) if text)


@dataclass(frozen=True, slots=True, order=True)
class Fact:
    """One statement, in words, with its certainty, the rule that read it and its quotes."""

    kind: str
    statement: str
    qualifiers: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """A thing with its names and all facts about it, sorted."""

    iri: str
    name: str
    other_names: tuple[str, ...]
    types: tuple[str, ...]
    facts: tuple[Fact, ...]


def explain(store: Store, thing: str) -> tuple[Explanation, ...]:
    """The explanation of a thing.

    :param store: a store whose default graph is the union of all graphs
    :param thing: an IRI, a CURIE or a name; a name may fit several things.  When nothing has that
        very name, things whose name contains it are explained.
    """
    reader = _Reader(store)
    return tuple(reader.explain(iri) for iri in reader.find(thing))


def read_quote(store: Store, evidence: str) -> Quote | None:
    """The words that a piece of evidence points at; None when the store has no such evidence.

    :param evidence: its IRI
    """
    reader = _Reader(store)
    return reader.quote(evidence) if reader.first(evidence, f"{DCTERMS}source") else None


def write_explanation(explanations: Iterable[Explanation], mark: Mark = bracket) -> Iterator[str]:
    """Explanations as lines of text, the words of every quote marked in their sentence."""
    for explanation in explanations:
        yield f"{explanation.name}  {shorten(explanation.iri)}  {' '.join(explanation.types)}"
        if explanation.other_names:
            yield f"  also: {', '.join(explanation.other_names)}"
        for fact in explanation.facts:
            qualifiers = f"  ({', '.join(fact.qualifiers)})" if fact.qualifiers else ""
            yield f"  {fact.kind}: {fact.statement}{qualifiers}"
            for quote in fact.quotes:
                sentence = mark_sentence(quote.sentence, quote.stretch, quote.exact, mark)
                yield f"    [{quote.start}:{quote.end}] {sentence}"
                yield f"      {quote.where}"


class _Reader:
    """Reads a store's default graph."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def objects(self, subject: str, predicate: str) -> list[Any]:
        quads = self.store.quads_for_pattern(NamedNode(subject), NamedNode(predicate), None, DefaultGraph())
        return sorted((quad.object for quad in quads), key=str)

    def subjects(self, predicate: str, value: Any) -> list[str]:
        quads = self.store.quads_for_pattern(None, NamedNode(predicate), value, DefaultGraph())
        return sorted({value_of(quad.subject) for quad in quads})

    def first(self, subject: str, predicate: str) -> str:
        return next((value_of(term) for term in self.objects(subject, predicate)), "")

    def find(self, thing: str) -> list[str]:
        prefix, colon, local = thing.partition(":")
        iri = PREFIXES[prefix] + local if colon and prefix in PREFIXES else thing
        if "://" in iri and not any(character in iri for character in '<>"{}|^`\\ '):
            replaced = self.first(iri, f"{DCTERMS}isReplacedBy")
            if replaced:
                return [replaced]
            pattern = self.store.quads_for_pattern(NamedNode(iri), None, None, DefaultGraph())
            return [iri] if next(iter(pattern), None) is not None else []
        properties = (f"{SKOS}prefLabel", f"{SKOS}altLabel")
        for predicate in properties:
            named = [
                *self.subjects(predicate, Literal(thing, language="zh")),
                *self.subjects(predicate, Literal(thing)),
            ]
            if named:
                return sorted(set(named))
        quads = self.store.quads_for_pattern(None, NamedNode(properties[0]), None, DefaultGraph())
        return sorted({value_of(q.subject) for q in quads if thing and thing in value_of(q.object)})

    def name(self, term: Any) -> str:
        """A literal's text, a thing's name, a concept's notation, or the CURIE of anything else."""
        if isinstance(term, Literal):
            return term.value
        iri = value_of(term)
        return self.first(iri, f"{SKOS}notation") or self.first(iri, f"{SKOS}prefLabel") or shorten(iri)

    def explain(self, iri: str) -> Explanation:
        names = [value_of(term) for term in self.objects(iri, f"{SKOS}prefLabel")]
        facts = {
            *self.own(iri),
            *self.claims(iri),
            *self.entries(iri),
            *self.metrics(iri),
            *self.stages(iri),
            *self.conflicts(iri),
            *self.judgements(iri),
        }
        return Explanation(
            iri,
            names[0] if names else shorten(iri),
            tuple(sorted(value_of(term) for term in self.objects(iri, f"{SKOS}altLabel"))),
            tuple(shorten(value_of(term)) for term in self.objects(iri, f"{RDF}type")),
            tuple(sorted(facts)),
        )

    def own(self, iri: str) -> Iterator[Fact]:
        """Where it is named, and the properties that no claim states."""
        quotes = self.quotes(iri)
        if quotes:
            yield Fact("named", " ".join(dict.fromkeys(quote.exact for quote in quotes)), (), quotes)
        claimed = {
            (self.first(claim, f"{RDF}predicate"), self.first(claim, f"{RDF}object"))
            for claim in self.subjects(f"{RDF}subject", NamedNode(iri))
        }
        claimed |= {
            (f"{PG}enteredPark", self.first(e, f"{PG}intoPark"))
            for e in self.subjects(f"{PG}entrant", NamedNode(iri))
        }
        for quad in self.store.quads_for_pattern(NamedNode(iri), None, None, DefaultGraph()):
            predicate = quad.predicate.value
            if predicate not in _SILENT and (predicate, value_of(quad.object)) not in claimed:
                yield Fact("property", f"{shorten(predicate)} {self.name(quad.object)}")
        for member in self.subjects(f"{ORG}subOrganizationOf", NamedNode(iri)):
            part, whole = self.name(NamedNode(member)), self.name(NamedNode(iri))
            yield Fact("property", f"{part} org:subOrganizationOf {whole}")

    def claims(self, iri: str) -> Iterator[Fact]:
        for role in ("subject", "object"):
            for claim in self.subjects(f"{RDF}{role}", NamedNode(iri)):
                parts = [self.objects(claim, f"{RDF}{part}") for part in ("subject", "predicate", "object")]
                subject, predicate, value = (terms[0] if terms else None for terms in parts)
                accepted = "accepted" if self.first(claim, f"{PG}accepted") == "true" else "not accepted"
                statement = f"{self.name(subject)} {shorten(value_of(predicate))} {self.name(value)}"
                yield Fact("claim", statement, (accepted, *self.qualifiers(claim)), self.quotes(claim))

    def entries(self, iri: str) -> Iterator[Fact]:
        for role in ("entrant", "intoPark", "entryProject"):
            for entry in self.subjects(f"{PG}{role}", NamedNode(iri)):
                parts = ("entrant", "entryMode", "intoPark", "entryProject")
                said = [self.names_of(entry, part) for part in parts]
                dates = self.dates(entry, "entryStart", "entryEnd")
                statement = " ".join(text for text in (*said, dates) if text)
                yield Fact("entry", statement, self.qualifiers(entry), self.quotes(entry))

    def metrics(self, iri: str) -> Iterator[Fact]:
        for metric in self.subjects(f"{PG}about", NamedNode(iri)):
            ceiling = self.first(metric, f"{PG}maxValue")
            value = self.first(metric, f"{PG}value") + (f"–{ceiling}" if ceiling else "")
            bound = self.names_of(metric, "bound")
            parts = (
                self.first(metric, f"{RDFS}label"),
                bound if bound != "exact" else "",
                f"{value} {self.names_of(metric, 'unit')}".strip(),
                self.dates(metric, "periodStart", "periodEnd"),
            )
            statement = " ".join(part for part in parts if part)
            yield Fact("metric", statement, self.qualifiers(metric), self.quotes(metric))

    def stages(self, iri: str) -> Iterator[Fact]:
        for stage in self.subjects(f"{PG}stageOf", NamedNode(iri)):
            dates = self.dates(stage, "stageStart", "stageEnd")
            statement = " ".join(part for part in (self.names_of(stage, "stageStatus"), dates) if part)
            yield Fact("stage", statement, self.qualifiers(stage), self.quotes(stage))

    def conflicts(self, iri: str) -> Iterator[Fact]:
        """What documents say of it that cannot all be right."""
        for conflict in self.subjects(f"{PG}conflictOf", NamedNode(iri)):
            statements = [value_of(s) for s in self.objects(conflict, f"{PG}conflictingStatement")]
            said = sorted(
                f"{self.first(s, f'{RDFS}label') or shorten(self.first(s, f'{RDF}predicate'))} "
                f"{self.first(s, f'{PG}value') or self.first(s, f'{RDF}object')}"
                for s in statements
            )
            quotes = tuple(sorted(quote for s in statements for quote in self.quotes(s)))
            sources = f"{self.first(conflict, f'{PG}sourceCount')} sources"
            yield Fact("conflict", " / ".join(dict.fromkeys(said)), (sources,), quotes)

    def judgements(self, iri: str) -> Iterator[Fact]:
        """Which names were taken for one thing, or kept apart, and why."""
        for role in ("firstThing", "secondThing"):
            for judgement in self.subjects(f"{PG}{role}", NamedNode(iri)):
                verdict = self.names_of(judgement, "verdict")
                names = (self.first(judgement, f"{PG}{place}Name") for place in ("first", "second"))
                reasons = (value_of(reason) for reason in self.objects(judgement, f"{PG}reason"))
                yield Fact(
                    "judgement",
                    {"same": " = ", "different": " ≠ "}.get(verdict, " ? ").join(names),
                    (verdict, self.first(judgement, f"{PG}confidence"), *reasons),
                )

    def names_of(self, subject: str, prop: str) -> str:
        return ", ".join(self.name(term) for term in self.objects(subject, f"{PG}{prop}"))

    def dates(self, subject: str, start: str, end: str) -> str:
        first, last = self.first(subject, f"{PG}{start}"), self.first(subject, f"{PG}{end}")
        return first if first == last else f"{first}/{last}"

    def qualifiers(self, statement: str) -> tuple[str, ...]:
        rules = sorted(value_of(term) for term in self.objects(statement, f"{PG}rule"))
        found = (self.names_of(statement, "modality"), self.first(statement, f"{PG}confidence"))
        return tuple(text for text in (*found, *(f"rule {rule}" for rule in rules)) if text)

    def quotes(self, subject: str) -> tuple[Quote, ...]:
        return tuple(
            sorted(self.quote(value_of(evidence)) for evidence in self.objects(subject, f"{PG}evidence"))
        )

    def quote(self, iri: str) -> Quote:
        document = self.first(iri, f"{DCTERMS}source")
        lay = self.objects(document, f"{DCTERMS}source") if document else []
        words, sentence = self.words(iri), self.first(iri, f"{PG}sentence")
        return Quote(
            shorten(document),
            words.start,
            int(self.first(iri, f"{OA}end") or 0),
            words.exact,
            sentence,
            self.first(document, f"{DCTERMS}title") if document else "",
            ", ".join(map(value_of, lay)),
            find_stretch(sentence, words, self.words_of(document, sentence)),
        )

    def words(self, evidence: str) -> Words:
        return Words(int(self.first(evidence, f"{OA}start") or 0), self.first(evidence, f"{OA}exact"))

    def words_of(self, document: str, sentence: str) -> Iterator[Words]:
        """All quotes of a sentence of a document, read as they are asked for."""
        for evidence in self.subjects(f"{PG}sentence", Literal(sentence)):
            if self.first(evidence, f"{DCTERMS}source") == document:
                yield self.words(evidence)
