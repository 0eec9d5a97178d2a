"""What follows from several documents together: which names are one thing, copies, contradictions.

The judgements, the IRIs that lead to another and the groups that names tell go into the graph
:data:`IDENTITY`, copies and contradictions into :data:`COMPARISON`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from pyoxigraph import Literal, NamedNode, Quad

from parkgraph.mapping import terms
from parkgraph.mapping.documents import claim_iri, metric_iri, predicate_of, value_of
from parkgraph.mapping.terms import term
from parkgraph.model import Claim, Conflict, Facts, Judgement, Verdict
from parkgraph.resolution import Resolution

IDENTITY = terms.resource("graph", "identity")
"""The named graph of judgements, of IRIs that lead to others, and of groups that names tell."""

COMPARISON = terms.resource("graph", "comparison")
"""The named graph of copies and contradictions."""

_NEAREST = 12  # judgements that part two things, kept of one name; the rest can be made again


def together_quads(
    corpus: Sequence[Facts],
    resolved: Resolution,
    conflicts: Iterable[Conflict],
    copies: Mapping[str, str],
    described: Container[str],
) -> Iterator[Quad]:
    """The quads of both graphs, in a fixed order.

    :param conflicts: of :func:`parkgraph.corpus.conflicts.find_conflicts`
    :param copies: of :func:`parkgraph.corpus.copies.find_copies`
    :param described: the IRIs that the documents' graphs describe; what speaks of others is left out
    """
    for old, new in sorted(resolved.replaced.items()):
        if new in described:
            yield Quad(NamedNode(old), term("dcterms:isReplacedBy"), NamedNode(new), IDENTITY)
    for child, parent in sorted(resolved.parents.items()):
        if child in described and parent in described:
            yield Quad(NamedNode(child), term("org:subOrganizationOf"), NamedNode(parent), IDENTITY)
    for judgement in keep_nearest(resolved.judgements):
        things = [resolved.profile_iri(judgement.kind, key) for key in (judgement.first, judgement.second)]
        if all(thing in described for thing in things):
            yield from _judgement_quads(judgement, *map(NamedNode, things))
    for copy, original in sorted(copies.items()):
        documents = [terms.resource("document", identifier) for identifier in (copy, original)]
        if all(document.value in described for document in documents):
            yield Quad(documents[0], term("pg:copyOf"), documents[1], COMPARISON)
    by_identifier = {facts.document.identifier: facts for facts in corpus}
    for conflict in conflicts:
        yield from _conflict_quads(conflict, by_identifier, resolved, copies, described)


def keep_nearest(judgements: Iterable[Judgement]) -> Iterator[Judgement]:
    """All judgements but those that part a name from more than the few likest others."""
    kept: Counter[tuple[str, str]] = Counter()
    for judgement in sorted(judgements, key=lambda j: (j.score, j)):
        ends = [(judgement.kind.value, key) for key in (judgement.first, judgement.second)]
        if judgement.verdict is Verdict.DIFFERENT:
            if all(kept[end] >= _NEAREST for end in ends):
                continue
            kept.update(ends)
        yield judgement


def _judgement_quads(judgement: Judgement, first: NamedNode, second: NamedNode) -> Iterator[Quad]:
    name = terms.resource_of("judgement", judgement.kind.value, judgement.first, judgement.second)

    def say(predicate: str, value: NamedNode | Literal | None) -> Iterator[Quad]:
        if value is not None:
            yield Quad(name, term(predicate), value, IDENTITY)

    yield from say("rdf:type", term("pg:Judgement"))
    yield from say("pg:firstThing", first)
    yield from say("pg:secondThing", second)
    yield from say("pg:firstName", terms.plain(judgement.first_name))
    yield from say("pg:secondName", terms.plain(judgement.second_name))
    yield from say("pg:verdict", terms.concept("verdict", judgement.verdict.value))
    yield from say("pg:confidence", terms.confidence(judgement.score))
    for reason in judgement.reasons:
        yield from say("pg:reason", terms.plain(reason))


def _conflict_quads(
    conflict: Conflict,
    corpus: Mapping[str, Facts],
    resolved: Resolution,
    copies: Mapping[str, str],
    described: Container[str],
) -> Iterator[Quad]:
    statements = []
    sources = set()
    values = set()
    for said in conflict.statements:
        statement = statement_of(corpus[said.document], conflict.about, said.index, resolved)
        if statement is not None and statement.value in described:
            statements.append(statement)
            sources.add(copies.get(said.document, said.document))
            values.add(_said_value(corpus[said.document], conflict.about, said.index))
    if len(sources) < 2 or len(values) < 2 or conflict.subject not in described:
        return
    name = terms.resource_of("conflict", *sorted(statement.value for statement in statements))
    yield Quad(name, term("rdf:type"), term("pg:Conflict"), COMPARISON)
    yield Quad(name, term("pg:conflictOf"), NamedNode(conflict.subject), COMPARISON)
    yield Quad(
        name, term("pg:sourceCount"), Literal(str(len(sources)), datatype=term("xsd:integer")), COMPARISON
    )
    for statement in statements:
        yield Quad(name, term("pg:conflictingStatement"), statement, COMPARISON)


def _claimed(facts: Facts, about: str, index: int) -> Claim | None:
    """The claim of a document; None when a metric is meant, as ``about`` is not its predicate."""
    claim = facts.claims[index] if index < len(facts.claims) else None
    return claim if claim is not None and claim.predicate == about else None


def _said_value(facts: Facts, about: str, index: int) -> object:
    claim = _claimed(facts, about, index)
    if claim is not None:
        return claim.object
    quantity = facts.metrics[index].quantity
    return quantity.value, quantity.max_value, quantity.bound


def statement_of(facts: Facts, about: str, index: int, resolved: Resolution) -> NamedNode | None:
    """The resource of a claim or metric of a document; None when it is not written.

    :param about: what a conflict is about, which is a claim's predicate or else an indicator
    :param index: counts the claims or the metrics
    """
    identifier = facts.document.identifier

    def iri(key: str) -> NamedNode:
        return NamedNode(resolved.iri(identifier, key))

    claim = _claimed(facts, about, index)
    if claim is not None:
        value = value_of(claim, iri)
        if value is None:
            return None
        return claim_iri(identifier, claim, iri(claim.subject), predicate_of(claim), value)
    metric = facts.metrics[index]
    return metric_iri(identifier, metric, iri(metric.subject))
