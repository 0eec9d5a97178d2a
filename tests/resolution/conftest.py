"""Documents as lines, and which of them speak of one thing.

A line is a document that speaks of one thing, in words set apart by spaces: ``340700`` a place it is
about, ``2021-05-06`` its day, ``@铜陵经开区`` the park that the thing is in or applies to, ``+万华化学`` who
undertakes it, ``~蓝科化工`` an enterprise beside it, ``#…`` its code or number; what is left is its name
and, behind ``＝``, its other names.  Documents are called a, b, c …; ``ab c`` are two things.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable

import pytest

from parkgraph.model import Claim, Document, Entity, Entry, EntryMode, Facts, Kind, Verdict
from parkgraph.resolution import Override, Resolution, identify, resolve

_NUMBER = {Kind.ENTERPRISE: "creditCode", Kind.POLICY: "documentNumber", Kind.PARK: "placeCode"}
_TIE = {Kind.PROJECT: "locatedInPark", Kind.POLICY: "appliesTo"}


def _entity(kind: Kind, name: str, *others: str, **attributes: str) -> Entity:
    return Entity(f"{kind}:{name}", kind, name, others, tuple(sorted(attributes.items())))


def read_line(kind: Kind, line: str, identifier: str = "a") -> Facts:
    """The facts of the document that a line stands for; the first entity is what it speaks of."""
    places: list[str] = []
    beside: list[Entity] = []
    attributes: dict[str, str] = {}
    published, name, others = None, "", ()
    for word in line.split(" "):
        if re.fullmatch(r"\d{6}", word):
            places.append(word)
        elif re.fullmatch(r"\d{4}-\d\d-\d\d", word):
            published = dt.date.fromisoformat(word)
        elif word[0] == "@":
            beside.append(_entity(Kind.PARK, word[1:]))
        elif word[0] in "+~":
            beside.append(_entity(Kind.ENTERPRISE, word[1:], **({"built": ""} if word[0] == "+" else {})))
        elif word[0] == "#":
            attributes[_NUMBER[kind]] = word[1:]
        else:
            name, *others = word.split("＝")
    thing = _entity(kind, name, *others, **attributes)
    claims, entries = [], []
    for other in beside:
        if other.kind is Kind.PARK and kind is Kind.ENTERPRISE:
            entries.append(Entry(thing.key, other.key, EntryMode.SETTLED))
        elif other.kind is Kind.PARK and kind in _TIE:
            claims.append(Claim(thing.key, _TIE[kind], other.key))
        elif other.attributes:
            claims.append(Claim(thing.key, "undertakenBy", other.key))
    document = Document(identifier, f"{identifier}.txt", "", published=published)
    return Facts(document, (thing, *beside), tuple(claims), entries=tuple(entries), places=tuple(places))


def read_lines(kind: Kind, lines: Iterable[str]) -> list[Facts]:
    return [read_line(kind, line, chr(ord("a") + n)) for n, line in enumerate(lines)]


def show_things(corpus: Iterable[Facts], resolution: Resolution) -> str:
    things: dict[str, str] = {}
    for facts in corpus:
        iri = resolution.iri(facts.document.identifier, facts.entities[0].key)
        things[iri] = things.get(iri, "") + facts.document.identifier
    return " ".join(sorted(things.values()))


def show_judgements(corpus: Iterable[Facts], resolution: Resolution) -> list[str]:
    documents: dict[str, str] = {}
    kinds = set()
    for facts in corpus:
        kind, key = identify(facts)[facts.entities[0].key]
        documents[key] = documents.get(key, "") + facts.document.identifier
        kinds.add(kind)
    lines = []
    for judgement in resolution.judgements:
        if judgement.kind in kinds:
            pair = "-".join(sorted((documents[judgement.first], documents[judgement.second])))
            lines.append(f"{pair} {judgement.verdict} {', '.join(judgement.reasons)}")
    return sorted(lines)
