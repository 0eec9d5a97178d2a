"""The queries of ``queries/answers``: each file is SPARQL 1.1 with its question in comments.

The header lines, all beginning with ``#+``::

    #+ question-zh: 哪些央企进入了哪些园区?
    #+ question-en: Which central enterprises have entered which parks?
    #+ param: park string — name of a park, or a part of it
    #+ param: minimum decimal 1000000000 — least total investment (yuan)
    #+ column: enterprise — name of the enterprise
    #+ column: investment — total investment (yuan)
    #+ keywords: 央企, central SOE
    #+ cost: entries

``cost`` says what the work grows with, as counts of things of the graph (``entries``, ``metrics of
a thing, squared``).  A parameter has a name, a type (string, iri, decimal, integer, date), perhaps
a default and a meaning.  It stands in the query on a line of its own that ends in a comment, and the
query is complete as it is, with the default or without a restriction::

    VALUES ?minimum { 1000000000 } #@param minimum
    VALUES ?park { UNDEF } #@param park
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from functools import cache

from parkgraph.errors import QueryError, ResourceError
from parkgraph.resources import resource_path

TYPES = ("string", "iri", "decimal", "integer", "date")
"""The types of a parameter."""

_HEADER = re.compile(r"^#\+ *([a-z-]+): *(.*?) *$", re.MULTILINE)
_PARAM = re.compile(r"^(\w+) (\w+)(?: (\S+))? — (.+)$")
_COLUMN = re.compile(r"^(\w+) — (.+)$")
SLOT = re.compile(
    r"^([ \t]*VALUES[ \t]+\?(\w+)[ \t]*\{)([^{}\n]*)(\}[ \t]*#@param[ \t]+(\w+))[ \t]*$", re.MULTILINE
)
"""A line of a query where a parameter's value stands."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a query can be told; ``default`` is ``None`` when it is then not restricted."""

    name: str
    type: str
    default: str | None
    meaning: str


@dataclass(frozen=True, slots=True)
class Column:
    """A variable of the answer and what it means, with its unit."""

    name: str
    meaning: str


@dataclass(frozen=True, slots=True)
class CatalogueQuery:
    """A query with what its header says."""

    name: str
    text: str
    question_zh: str = ""
    question_en: str = ""
    parameters: tuple[Parameter, ...] = ()
    columns: tuple[Column, ...] = ()
    keywords: tuple[str, ...] = ()
    cost: str = ""

    def mentions(self, word: str) -> bool:
        """Whether name, question or keywords contain a word."""
        return (
            word.lower() in " ".join((self.name, self.question_zh, self.question_en, *self.keywords)).lower()
        )

    def describe(self) -> str:
        """Name, questions and parameters in a few lines."""
        lines = [self.name, f"  {self.question_zh}", f"  {self.question_en}"]
        for parameter in self.parameters:
            default = f"={parameter.default}" if parameter.default is not None else ""
            lines.append(f"    --param {parameter.name}{default}  ({parameter.type}) {parameter.meaning}")
        return "\n".join(lines)


def parse_query(name: str, text: str) -> CatalogueQuery:
    """A query from its text; the header may be missing.

    :raises QueryError: for a header line, or a parameter in the text, that is not as it should be
    """
    said: dict[str, list[str]] = {}
    for key, value in _HEADER.findall(text):
        said.setdefault(key, []).append(value)
    unknown = sorted(set(said) - {"question-zh", "question-en", "param", "column", "keywords", "cost"})
    if unknown:
        raise QueryError(f"{name}: unknown header {', '.join(unknown)}")
    parameters = tuple(_parse_parameter(name, line) for line in said.get("param", ()))
    columns = []
    for line in said.get("column", ()):
        match = _COLUMN.match(line)
        if match is None:
            raise QueryError(f"{name}: column is not “name — meaning”: {line}")
        columns.append(Column(*match.groups()))
    slots = {slot[5] for slot in SLOT.finditer(text)}
    if slots != {parameter.name for parameter in parameters}:
        raise QueryError(f"{name}: parameters of the header and of the text differ")
    return CatalogueQuery(
        name,
        text,
        " ".join(said.get("question-zh", ())),
        " ".join(said.get("question-en", ())),
        parameters,
        tuple(columns),
        tuple(word.strip() for line in said.get("keywords", ()) for word in line.split(",")),
        " ".join(said.get("cost", ())),
    )


def _parse_parameter(name: str, line: str) -> Parameter:
    match = _PARAM.match(line)
    if match is None or match[2] not in TYPES:
        raise QueryError(f"{name}: parameter is not “name type default — meaning”: {line}")
    return Parameter(match[1], match[2], match[3], match[4])


@cache
def read_catalogue() -> tuple[CatalogueQuery, ...]:
    """Every query of ``queries/answers``, sorted by name.

    :raises ResourceError: when a file is malformed
    """
    found = []
    for path in sorted(resource_path("queries", "answers").glob("*.rq"), key=lambda path: path.stem):
        try:
            found.append(parse_query(path.stem, path.read_text(encoding="utf-8")))
        except QueryError as error:
            raise ResourceError(str(error)) from None
    return tuple(found)


def find_query(name: str) -> CatalogueQuery:
    """The query of that name.

    :raises QueryError: when there is none; names that look like it are given
    """
    catalogue = {query.name: query for query in read_catalogue()}
    if name in catalogue:
        return catalogue[name]
    near = difflib.get_close_matches(name, catalogue, cutoff=0.5)
    hint = f" (perhaps {', '.join(near)})" if near else " (see: parkgraph queries)"
    raise QueryError(f"{name}: no such query{hint}")
