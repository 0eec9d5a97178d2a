"""Checking a graph that exists already: its literals, the shapes, and the queries of ``queries/checks``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import QuerySolutions, Store

from parkgraph.errors import ResourceError
from parkgraph.resources import resource_path
from parkgraph.store import open_store, read_quads
from parkgraph.validation import Violation, validate
from parkgraph.validation.violations import Finding, describe, shorten, value_of

_TITLE = re.compile(r"^#\s*#\s*(.+?)\s*$", re.MULTILINE)
_PROBLEM = re.compile(r"^#\s*\*\*Problem:\*\*\s*(.+?)\s*$", re.MULTILINE)


def validate_graph(place: str | Path) -> tuple[Violation, ...]:
    """All that is wrong with a graph, sorted.

    :param place: the output folder of a build, or an RDF file
    :raises StoreError: when there is no graph at ``place``
    :raises ResourceError: when a shape or check is missing or malformed
    """
    quads = list(read_quads(place))
    found = validate(quads)
    checked = describe(quads, list(run_checks(open_store(place))))
    return tuple(sorted({*found, *checked}))


def run_checks(store: Store) -> Iterator[Finding]:
    """What the queries of ``queries/checks`` find in a store; each row of an answer is a violation.

    The first variable of a query is the focus node; the header says what is wrong.
    """
    for path in sorted(resource_path("queries", "checks").glob("*-violation.rq")):
        text = path.read_text(encoding="utf-8")
        title, problem = _TITLE.search(text), _PROBLEM.search(text)
        message = ": ".join(match[1] for match in (title, problem) if match) or path.stem
        try:
            results = store.query(text)
        except SyntaxError as error:
            raise ResourceError(f"{path.name}: {error}") from None
        if not isinstance(results, QuerySolutions):
            raise ResourceError(f"{path.name}: not a SELECT query")
        names = [variable.value for variable in results.variables]
        for row in results:
            rest = (f"{name}={shorten(value_of(row[name]))}" for name in names[1:] if row[name] is not None)
            yield Finding(value_of(row[names[0]]), "", " ".join(rest), message)
