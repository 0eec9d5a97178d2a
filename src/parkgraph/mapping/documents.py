"""What one document says, as quads of its named graph."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Protocol

from pyoxigraph import Literal, NamedNode, Quad

from parkgraph.corpus.choices import ONE_VALUED, Choices, choose_objects
from parkgraph.corpus.measures import indicator_key
from parkgraph.mapping import terms
from parkgraph.mapping.attributes import write_attributes
from parkgraph.mapping.terms import ACCEPTED, term
from parkgraph.model import (
    Claim,
    Document,
    Entity,
    EntryMode,
    Evidence,
    Facts,
    Kind,
    Metric,
    Modality,
    Period,
)
from parkgraph.model import Entry as ParkEntry
from parkgraph.vocabulary import PREFIXES

STAGE = "stage"
"""The predicate of claims that a project was, or shall be, at a stage: a part of its history, written as
a ``pg:Stage``.  A ``status`` claim says where it stands now, and counts as a stage of its own when no
stage claim says the same."""

_ASSERTED_AS_PLAN = frozenset(
    {"locatedInPark", "undertakenBy", "totalInvestment", "status", "locatedInPlace", "appliesTo", "issuedBy"}
    | {"hasPhase", "phaseOf", "industry", "leadingIndustry", "policyKind", "documentNumber"}
)
# what a plan says of these holds of the plan itself; all else that is planned is not yet so
_STANDARD = {"subOrganizationOf": "org:subOrganizationOf"}
_CONCEPTS = {
    "status": "status",
    "parkKind": "parkkind",
    "ownership": "ownership",
    "policyKind": "policykind",
    "industry": "industry",
    "leadingIndustry": "industry",
}
_DECIMALS = frozenset({"totalInvestment"})
_DATES = frozenset({"issueDate"})
_CLASSES = {kind: term(f"pg:{kind.value.capitalize()}") for kind in Kind}
_ASSESSED = frozenset({Kind.PROJECT, Kind.POLICY})


class Resolution(Protocol):
    """Which thing of the whole corpus an entity of a document is."""

    def iri(self, document_identifier: str, key: str, /) -> str:
        """The IRI of the entity with that key."""
        ...

    def named(self, kind: Kind, name: str, /) -> str:
        """The IRI of the thing of that name, the same that an entity of the name would have."""
        ...

    def name(self, iri: str, /) -> str:
        """The one preferred name of a thing."""
        ...

    def other_names(self, iri: str, /) -> tuple[str, ...]:
        """All its other names, sorted."""
        ...

    def attributes(self, iri: str, /) -> tuple[tuple[str, str], ...]:
        """What all documents together say of it, as sorted pairs."""
        ...


def write_quads(
    facts: Facts, resolution: Resolution, *, choices: Choices | None = None, sources: Sequence[str] = ()
) -> Iterator[Quad]:
    """The quads of one document, each once, in an order that follows from the facts alone.

    :param facts: what the document says
    :param resolution: the IRIs and names of its entities
    :param choices: the chosen values of one-valued properties over the whole corpus
        (:func:`choose_objects`); by default they are chosen among the claims of this document
    :param sources: all places where the document lay, when there are several
    """
    if choices is None:
        choices = choose_objects([facts], resolution)
    yield from dict.fromkeys(_Writer(facts, resolution, choices).write(tuple(sources)))


class _Writer:
    """Writes the facts of one document."""

    def __init__(self, facts: Facts, resolution: Resolution, choices: Choices) -> None:
        self.facts = facts
        self.identifier = facts.document.identifier
        self.graph = terms.resource("document", self.identifier)
        self.resolution = resolution
        self.choices = choices
        self.quads: list[Quad] = []
        self.places: dict[Evidence, NamedNode] = {}
        self.stated: set[str] = set()
        self.staged = {(c.subject, c.object, c.modality) for c in facts.claims if c.predicate == STAGE}

    def say(self, subject: NamedNode, predicate: str, value: NamedNode | Literal | None) -> None:
        if value is not None:
            self.quads.append(Quad(subject, term(predicate), value, self.graph))

    def iri(self, key: str) -> NamedNode:
        return NamedNode(self.resolution.iri(self.identifier, key))

    def write(self, sources: tuple[str, ...]) -> list[Quad]:
        self.document(self.facts.document, sources)
        for entity in self.facts.entities:
            self.entity(entity)
        for claim in sorted(self.facts.claims, key=_doubt):
            self.claim(claim)
        for entry in sorted(self.facts.entries, key=_doubt):
            self.entry(entry)
        for metric in sorted(self.facts.metrics, key=_doubt):
            self.metric(metric)
        return self.quads

    def is_new(self, name: NamedNode) -> bool:
        """Whether a statement was not written yet: names of one thing make two statements one, the surest."""
        known = name.value in self.stated
        self.stated.add(name.value)
        return not known

    def document(self, document: Document, sources: tuple[str, ...]) -> None:
        graph = self.graph
        self.say(graph, "rdf:type", term("pg:Document"))
        self.say(graph, "dcterms:identifier", terms.plain(document.identifier))
        for source in sources or (document.url or document.source,):
            self.say(graph, "dcterms:source", terms.plain(source))
        self.say(graph, "pg:encoding", terms.plain(document.encoding))
        characters = self.facts.characters or len(document.text)
        self.say(graph, "pg:characterCount", terms.offset(characters))
        if document.published:
            self.say(graph, "dcterms:issued", terms.date(document.published))
        for predicate, text in (
            ("dcterms:title", document.title),
            ("dcterms:publisher", document.publisher),
            ("dcterms:creator", document.byline),
        ):
            self.say(graph, predicate, terms.plain(text) if text else None)

    def entity(self, entity: Entity) -> None:
        subject = self.iri(entity.key)
        if subject.value.startswith(PREFIXES["industry"]):
            return  # a concept of the vocabulary, which names itself
        self.say(subject, "rdf:type", _CLASSES[entity.kind])
        name = self.resolution.name(subject.value)
        self.say(subject, "skos:prefLabel", terms.zh(name))
        for other in sorted({entity.name, *entity.other_names} - {name}):
            self.say(subject, "skos:altLabel", terms.zh(other))
        attributes = dict(entity.attributes) | dict(self.resolution.attributes(subject.value))
        for predicate, value in write_attributes(entity.kind, subject, attributes, self.resolution):
            self.say(subject, predicate, value)
        if entity.kind in _ASSESSED:
            chosen = self.choices.get((subject.value, "confidence"))
            assessed = terms.confidence(float(chosen) if chosen else entity.confidence)
            self.say(subject, "pg:confidence", assessed)
        self.evidence(subject, entity.evidence)

    def evidence(self, subject: NamedNode, evidence: tuple[Evidence, ...]) -> None:
        for quote in evidence:
            place = self.places.get(quote)
            if place is not None:  # described before
                self.say(subject, "pg:evidence", place)
                continue
            place = terms.resource_of("evidence", self.identifier, quote.start, quote.end)
            self.places[quote] = place
            self.say(subject, "pg:evidence", place)
            self.say(place, "rdf:type", term("pg:Evidence"))
            self.say(place, "oa:start", terms.offset(quote.start))
            self.say(place, "oa:end", terms.offset(quote.end))
            self.say(place, "oa:exact", terms.plain(quote.exact))
            self.say(place, "pg:sentence", terms.plain(quote.sentence))
            self.say(place, "dcterms:source", self.graph)

    def statement(self, subject: NamedNode, said: Claim | ParkEntry | Metric) -> None:
        self.say(subject, "pg:confidence", terms.confidence(said.confidence))
        self.say(subject, "prov:wasDerivedFrom", self.graph)
        self.reading(subject, said)

    def reading(self, subject: NamedNode, said: Claim | ParkEntry | Metric) -> None:
        """How the text says it, which rule read it, and where."""
        self.say(subject, "pg:modality", terms.concept("modality", said.modality.value))
        self.say(subject, "pg:rule", terms.plain(said.rule) if said.rule else None)
        self.evidence(subject, said.evidence)

    def claim(self, claim: Claim) -> None:
        subject = self.iri(claim.subject)
        if claim.predicate == STAGE:
            if claim.confidence >= ACCEPTED:
                self.stage(claim, subject)
            return
        predicate = predicate_of(claim)
        value = value_of(claim, self.iri)
        if value is None:
            return
        accepted = self.accepts(claim, subject)
        name = claim_iri(self.identifier, claim, subject, predicate, value)
        if not self.is_new(name):
            return
        self.say(name, "rdf:type", term("pg:Claim"))
        self.say(name, "rdf:subject", subject)
        self.say(name, "rdf:predicate", term(predicate))
        self.say(name, "rdf:object", value)
        self.say(name, "pg:accepted", terms.boolean(accepted))
        self.statement(name, claim)
        if accepted:
            self.say(subject, predicate, value)
        dated = (claim.subject, claim.object, claim.modality) in self.staged
        if claim.predicate == "status" and claim.confidence >= ACCEPTED and not dated:
            self.stage(claim, subject)

    def accepts(self, claim: Claim, subject: NamedNode) -> bool:
        if claim.confidence < ACCEPTED:
            return False
        if claim.modality is Modality.PLANNED and claim.predicate not in _ASSERTED_AS_PLAN:
            return False
        if claim.literal and claim.predicate in ONE_VALUED:
            chosen = self.choices.get((subject.value, claim.predicate))
            # 1E+9 in one document and 1000000000 in another are one value
            return chosen is not None and value_of(replace(claim, object=chosen), self.iri) == value_of(
                claim, self.iri
            )
        return True

    def stage(self, claim: Claim, project: NamedNode) -> None:
        stage = terms.resource_of(
            "stage", self.identifier, project.value, claim.object, claim.modality.value,
            _days(claim.period), _positions(claim.evidence),
        )  # fmt: skip
        if not self.is_new(stage):
            return
        self.say(project, "pg:hasStage", stage)
        self.say(stage, "rdf:type", term("pg:Stage"))
        self.say(stage, "pg:stageOf", project)
        self.say(stage, "pg:stageStatus", terms.concept("status", claim.object))
        self.period(stage, "pg:stageStart", "pg:stageEnd", claim.period)
        if self.facts.document.published:
            self.say(stage, "pg:reportedOn", terms.date(self.facts.document.published))
        self.reading(stage, claim)

    def entry(self, entry: ParkEntry) -> None:
        enterprise, park = self.iri(entry.enterprise), self.iri(entry.park)
        project = self.iri(entry.project) if entry.project is not None else None
        name = terms.resource_of(
            "entry", self.identifier, enterprise.value, park.value, project.value if project else None,
            entry.mode.value, entry.modality.value, _days(entry.period), _positions(entry.evidence),
        )  # fmt: skip
        if not self.is_new(name):
            return
        self.say(name, "rdf:type", term("pg:ParkEntry"))
        self.say(name, "pg:entrant", enterprise)
        self.say(name, "pg:intoPark", park)
        self.say(name, "pg:entryMode", terms.concept("entrymode", entry.mode.value))
        self.say(name, "pg:entryProject", project)
        self.period(name, "pg:entryStart", "pg:entryEnd", entry.period)
        self.statement(name, entry)
        # who has signed has entered, though all the rest be planned
        happened = entry.modality is Modality.ACTUAL or entry.mode is EntryMode.SIGNED
        if happened and entry.confidence >= ACCEPTED:
            self.say(enterprise, "pg:enteredPark", park)

    def metric(self, metric: Metric) -> None:
        subject, quantity = self.iri(metric.subject), metric.quantity
        value, ceiling = terms.decimal(quantity.value), quantity.max_value
        name = metric_iri(self.identifier, metric, subject)
        if not self.is_new(name):
            return
        self.say(name, "rdf:type", term("pg:Metric"))
        self.say(name, "pg:about", subject)
        self.say(name, "rdfs:label", terms.zh(metric.label))
        if metric.indicator is not None:
            self.say(name, "pg:indicator", terms.concept("indicator", metric.indicator))
        self.say(name, "pg:indicatorKey", terms.plain(indicator_key(metric)))
        self.say(name, "pg:value", value)
        self.say(name, "pg:maxValue", terms.decimal(ceiling) if ceiling is not None else None)
        self.say(name, "pg:unit", terms.concept("unit", quantity.unit))
        self.say(name, "pg:bound", terms.concept("bound", quantity.bound.value))
        self.say(name, "pg:asWritten", terms.plain(metric.written))
        self.say(name, "pg:cumulative", terms.boolean(True) if metric.cumulative else None)
        self.period(name, "pg:periodStart", "pg:periodEnd", metric.period)
        if metric.period is not None and metric.period.text:
            self.say(name, "pg:periodText", terms.plain(metric.period.text))
        self.statement(name, metric)

    def period(self, subject: NamedNode, start: str, end: str, period: Period | None) -> None:
        if period is not None:
            self.say(subject, start, terms.date(period.start))
            self.say(subject, end, terms.date(period.end))


def _doubt(said: Claim | ParkEntry | Metric) -> float:
    return -said.confidence


def predicate_of(claim: Claim) -> str:
    """The CURIE of a claim's predicate."""
    return _STANDARD.get(claim.predicate, f"pg:{claim.predicate}")


def value_of(claim: Claim, iri: Callable[[str], NamedNode]) -> NamedNode | Literal | None:
    """The object of a claim; None when its notation is in no vocabulary.

    :param iri: the resource of an entity key
    """
    if not claim.literal:
        return iri(claim.object)
    if claim.predicate in _CONCEPTS:
        return terms.concept(_CONCEPTS[claim.predicate], claim.object)
    if claim.predicate in _DECIMALS:
        return terms.decimal(Decimal(claim.object))
    if claim.predicate in _DATES:
        return Literal(claim.object, datatype=term("xsd:date"))
    return terms.plain(claim.object)


def claim_iri(
    identifier: str, claim: Claim, subject: NamedNode, predicate: str, value: NamedNode | Literal
) -> NamedNode:
    """The resource of a claim of a document, named for its content."""
    return terms.resource_of(
        "claim", identifier, subject.value, predicate, str(value), claim.modality.value,
        _days(claim.period), _positions(claim.evidence),
    )  # fmt: skip


def metric_iri(identifier: str, metric: Metric, subject: NamedNode) -> NamedNode:
    """The resource of a metric of a document, named for its content."""
    quantity = metric.quantity
    ceiling = quantity.max_value
    return terms.resource_of(
        "metric", identifier, subject.value, metric.label, terms.decimal(quantity.value).value,
        None if ceiling is None else terms.canonical_decimal(ceiling), quantity.unit, metric.written,
        metric.modality.value, _days(metric.period), _positions(metric.evidence),
    )  # fmt: skip


def _days(period: Period | None) -> list[str] | None:
    return None if period is None else [period.start.isoformat(), period.end.isoformat()]


def _positions(evidence: tuple[Evidence, ...]) -> list[list[int]]:
    return [[quote.start, quote.end] for quote in evidence]
