"""Values of parameters, written into a query as typed terms."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence

from pyoxigraph import NamedNode

from parkgraph.errors import QueryError
from parkgraph.queries.catalogue import SLOT, CatalogueQuery, Parameter
from parkgraph.vocabulary import PREFIXES, XSD

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def parse_settings(settings: Iterable[str]) -> dict[str, list[str]]:
    """``["k=v", …]`` as names with their values; a name may occur again.

    :raises QueryError: for a setting without ``=``

    >>> parse_settings(["park=甲", "park=乙", "minimum=1"])
    {'park': ['甲', '乙'], 'minimum': ['1']}
    """
    found: dict[str, list[str]] = {}
    for setting in settings:
        name, equals, value = setting.partition("=")
        if not equals or not name:
            raise QueryError(f"{setting}: not of the form NAME=VALUE")
        found.setdefault(name, []).append(value)
    return found


def fill_parameters(query: CatalogueQuery, values: Mapping[str, Sequence[str]]) -> str:
    """The text of a query with the values given in place of the defaults; several mean any of them.

    :raises QueryError: for a parameter that the query does not have, or a value of another type
    """
    known = {parameter.name: parameter for parameter in query.parameters}
    for name in values:
        if name not in known:
            has = f"it has {', '.join(known)}" if known else "it has none"
            raise QueryError(f"{query.name}: no parameter {name} ({has})")
    terms = {
        name: " ".join(write_term(known[name], value) for value in given) for name, given in values.items()
    }

    def fill(slot: re.Match[str]) -> str:
        return f"{slot[1]} {terms[slot[5]]} {slot[4]}" if slot[5] in terms else slot[0]

    return SLOT.sub(fill, query.text)


def write_term(parameter: Parameter, value: str) -> str:
    """A value as a SPARQL term of the parameter's type.

    :raises QueryError: when it is not of that type

    >>> write_term(Parameter("park", "string", None, "a park"), 'a "b" } #')
    '"a \\\\"b\\\\" } #"'
    >>> write_term(Parameter("status", "iri", None, "a stage"), "status:signed")
    '<https://w3id.org/parkgraph/vocabulary/status/signed>'
    """
    written = _WRITERS[parameter.type](value)
    if written is None:
        raise QueryError(f"{parameter.name}: {value!r} is not of type {parameter.type}")
    return written


def _write_string(value: str) -> str | None:
    if any(ord(character) < 32 and character not in _ESCAPES for character in value):
        return None
    return '"' + "".join(_ESCAPES.get(character, character) for character in value) + '"'


def _write_iri(value: str) -> str | None:
    prefix, colon, local = value.partition(":")
    if colon and prefix in PREFIXES and not local.startswith("//"):
        value = PREFIXES[prefix] + local
    try:
        return str(NamedNode(value))
    except ValueError:
        return None


def _write_decimal(value: str) -> str | None:
    return f'"{value}"^^<{XSD}decimal>' if re.fullmatch(r"[+-]?\d+(\.\d+)?", value, re.ASCII) else None


def _write_integer(value: str) -> str | None:
    return value if re.fullmatch(r"-?\d+", value, re.ASCII) else None


def _write_date(value: str) -> str | None:
    try:
        return f'"{dt.date.fromisoformat(value).isoformat()}"^^<{XSD}date>'
    except ValueError:
        return None


_WRITERS = {
    "string": _write_string,
    "iri": _write_iri,
    "decimal": _write_decimal,
    "integer": _write_integer,
    "date": _write_date,
}
