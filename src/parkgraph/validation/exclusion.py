"""A graph without the resources that violate a shape."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from pyoxigraph import Literal, Quad

from parkgraph.validation.violations import Violation, value_of
from parkgraph.vocabulary import PG, PREFIXES, RDF

ShortForm = tuple[str, str, str]
"""A direct triple: subject, predicate and object as N-Triples write them."""

_STATEMENTS = tuple(PREFIXES[kind] for kind in ("claim", "metric", "entry", "stage"))


def find_excluded(violations: Iterable[Violation]) -> tuple[list[Violation], dict[str, str]]:
    """The violations that keep something out, and the documents kept out as a whole with the reason."""
    wrong = [violation for violation in violations if violation.severity == "Violation"]
    documents = PREFIXES["document"]
    return wrong, {
        violation.focus.removeprefix(documents): violation.message
        for violation in wrong
        if violation.focus.startswith(documents)
    }


def exclude_violating(quads: Iterable[Quad], violations: Iterable[Violation]) -> list[Quad]:
    """The quads without what violates a shape and without what refers to it.

    A claim, entry, metric or stage goes with the thing it is about, a direct triple with the last
    claim or entry that states it, and a quote that nothing refers to any more goes too.
    """
    kept = list(quads)
    removed = {violation.focus for violation in violations if violation.severity == "Violation"}
    if not removed:
        return kept
    removed |= find_referring(kept, removed)
    stated = short_forms(quad for quad in kept if value_of(quad.subject) in removed)
    stated -= short_forms(quad for quad in kept if value_of(quad.subject) not in removed)
    return drop(kept, removed, stated)


def find_referring(quads: Iterable[Quad], removed: Collection[str]) -> set[str]:
    """The claims, entries, metrics and stages that are about something removed."""
    return {
        value_of(quad.subject)
        for quad in quads
        if value_of(quad.subject).startswith(_STATEMENTS) and value_of(quad.object) in removed
    }


def drop(quads: Sequence[Quad], removed: Collection[str], stated: Collection[ShortForm]) -> list[Quad]:
    """The quads without resources, without direct triples, and without quotes that nothing refers to.

    :param removed: the IRIs of the resources
    :param stated: the direct triples
    """
    kept = [
        quad
        for quad in quads
        if value_of(quad.subject) not in removed
        and (isinstance(quad.object, Literal) or value_of(quad.object) not in removed)
        and (str(quad.subject), str(quad.predicate), str(quad.object)) not in stated
    ]
    quoted = {value_of(quad.object) for quad in kept if quad.predicate.value == f"{PG}evidence"}
    evidence = PREFIXES["evidence"]
    return [
        quad
        for quad in kept
        if not value_of(quad.subject).startswith(evidence) or value_of(quad.subject) in quoted
    ]


def short_forms(quads: Iterable[Quad]) -> set[ShortForm]:
    """The direct triples that claims and entries among the quads stand for."""
    parts: dict[str, dict[str, str]] = defaultdict(dict)
    for quad in quads:
        subject = value_of(quad.subject)
        if subject.startswith(_STATEMENTS):
            parts[subject][quad.predicate.value] = str(quad.object)
    forms: set[ShortForm] = set()
    for said in parts.values():
        forms.add(
            (said.get(f"{RDF}subject", ""), said.get(f"{RDF}predicate", ""), said.get(f"{RDF}object", ""))
        )
        forms.add((said.get(f"{PG}entrant", ""), f"<{PG}enteredPark>", said.get(f"{PG}intoPark", "")))
    return forms
