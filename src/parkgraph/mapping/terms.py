"""RDF terms as the graph writes them: canonical literals and IRIs that follow from content."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from decimal import Decimal
from functools import cache

from pyoxigraph import Literal, NamedNode

from parkgraph.errors import ParkgraphError
from parkgraph.vocabulary import CONFIDENCE_THRESHOLD, PREFIXES, concept_iri, resource_iri

ACCEPTED = Decimal(CONFIDENCE_THRESHOLD)
"""The least confidence of a claim whose direct triple is asserted."""

_XSD = PREFIXES["xsd"]
_DECIMAL = NamedNode(_XSD + "decimal")
_DATE = NamedNode(_XSD + "date")
_OFFSET = NamedNode(_XSD + "nonNegativeInteger")
_BOOLEAN = NamedNode(_XSD + "boolean")


@cache
def term(curie: str) -> NamedNode:
    """The IRI of a CURIE with a prefix of the project, e.g. ``term("pg:Park")``.

    :raises KeyError: for an unknown prefix
    """
    prefix, local = curie.split(":", 1)
    return NamedNode(PREFIXES[prefix] + local)


def canonical_decimal(value: Decimal) -> str:
    """A decimal number without exponent, sign of zero or trailing zeros.

    >>> [canonical_decimal(Decimal(text)) for text in ("1.690E+10", "83.50", "-0.0")]
    ['16900000000', '83.5', '0']
    """
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def decimal(value: Decimal) -> Literal:
    """An ``xsd:decimal`` in its canonical form."""
    return Literal(canonical_decimal(value), datatype=_DECIMAL)


def confidence(value: float) -> Literal:
    """A confidence between 0 and 1 as ``xsd:decimal``, to four places."""
    return decimal(round(Decimal(repr(value)), 4))


def date(value: dt.date) -> Literal:
    """An ``xsd:date``."""
    return Literal(value.isoformat(), datatype=_DATE)


def offset(value: int) -> Literal:
    """A position in a document as ``xsd:nonNegativeInteger``."""
    return Literal(str(value), datatype=_OFFSET)


def boolean(value: bool) -> Literal:
    """An ``xsd:boolean``."""
    return Literal("true" if value else "false", datatype=_BOOLEAN)


def zh(text: str) -> Literal:
    """A Chinese name or label."""
    return Literal(text, language="zh")


def plain(text: str) -> Literal:
    """A plain string."""
    return Literal(text)


@cache
def concept(scheme: str, notation: str) -> NamedNode | None:
    """The concept of a notation, ``None`` when the scheme has none of that notation."""
    try:
        return NamedNode(concept_iri(scheme, notation))
    except (KeyError, ValueError, ParkgraphError):
        return None


def resource(kind: str, slug: str) -> NamedNode:
    """A resource of the graph by its kind and the last part of its IRI."""
    return NamedNode(resource_iri(kind, slug))


def resource_of(kind: str, *content: object) -> NamedNode:
    """A resource named for its content: the first 16 hexadecimal digits of its SHA-256.

    ``content`` may hold strings, whole numbers, ``None`` and lists or tuples of them.
    """
    written = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return resource(kind, hashlib.sha256(written.encode()).hexdigest()[:16])
