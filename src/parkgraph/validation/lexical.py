"""Whether a literal is in the lexical space of its datatype, which SHACL engines often let pass."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping

from pyoxigraph import Literal

from parkgraph.vocabulary import XSD


def _matches(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern, re.ASCII)
    return lambda text: compiled.fullmatch(text) is not None


def _is_date(text: str) -> bool:
    # the calendar is checked too: 2021-02-30 is no date
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII) is None:
        return False
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


_CHECKS: Mapping[str, Callable[[str], bool]] = {
    f"{XSD}decimal": _matches(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)"),
    f"{XSD}integer": _matches(r"[+-]?\d+"),
    f"{XSD}nonNegativeInteger": _matches(r"\+?\d+|-0+"),
    f"{XSD}boolean": _matches(r"true|false|0|1"),
    f"{XSD}gYear": _matches(r"-?\d{4,}"),
    f"{XSD}date": _is_date,
}


def is_well_formed(literal: Literal) -> bool:
    """Whether the text of a literal can be read as its datatype; an unknown datatype takes any text.

    >>> from pyoxigraph import NamedNode
    >>> decimal = NamedNode("http://www.w3.org/2001/XMLSchema#decimal")
    >>> [is_well_formed(Literal(text, datatype=decimal)) for text in ("1.5", "1e3", "\uff11", "")]
    [True, False, False, False]
    """
    check = _CHECKS.get(literal.datatype.value)
    return check is None or check(literal.value)
