"""Values of different documents that cannot all be right.

Figures are compared when they measure the same indicator of the same thing in the same unit over the
same days, both cumulative or neither; what is planned may be planned anew and is left out.  A figure
stands for the range that its words leave open: 86.5亿元 for what rounds to it, 近90亿元 for what is near
it, 超80亿元 for anything from 80 on.  Two figures contradict each other when no value lies in both ranges.

A project's price, an issue date and a document number hold without a period.  What one document
itself gives two values for (parts of a whole, as a rule) is left alone, and copies of one text are
one source.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from typing import Protocol

from parkgraph.corpus.measures import indicator_key
from parkgraph.model import Bound, Conflict, Facts, Kind, Modality, Period, Statement
from parkgraph.vocabulary import CONFIDENCE_THRESHOLD

_ACCEPTED = float(CONFIDENCE_THRESHOLD)
_ABOUT = Decimal("0.1")  # the share by which a figure called about may miss the true one
_MAGNITUDES = {"亿": Decimal(10**8), "万": Decimal(10**4)}
_WRITTEN = re.compile(r"(\d+(?:\.\d+)?)(万(?!亿)|亿)?")
_PLAIN = frozenset({"issueDate", "documentNumber"})
_PRICE = "totalInvestment"
_PRICE_INDICATORS = frozenset({"investment-total", "investment-planned", "investment-agreed", "investment"})
# what a thing, or a project, is built to be, so that it need not be dated
_LASTING = frozenset({"land-planned"})
_SIZES = frozenset(
    {"km", "m", "mu", "ha", "m2", "km2", "tonne/year", "tonne/day", "m3/day", "kW", "MW", "GW"}
)


class _Names(Protocol):
    def iri(self, document_identifier: str, key: str, /) -> str: ...


@dataclass(frozen=True, slots=True)
class _Said:
    """A value of a document with the range that it leaves open; plain text leaves none."""

    statement: Statement
    source: str
    low: Decimal | str
    high: Decimal | str

    def contradicts(self, other: _Said) -> bool:
        if isinstance(self.low, str) or isinstance(other.low, str):
            return self.low != other.low
        assert isinstance(self.high, Decimal)  # as both lows are
        assert isinstance(other.high, Decimal)
        return self.high < other.low or other.high < self.low


_Place = tuple[str, str, str, str, Period | None]
"""Subject's IRI, property or indicator, its words, unit with modality and scope, days."""


def find_conflicts(corpus: Iterable[Facts], names: _Names, copies: Mapping[str, str]) -> tuple[Conflict, ...]:
    """The contradictions between documents, in a fixed order.

    :param copies: for each document that copies another the one it copies
    """
    said: dict[_Place, list[_Said]] = defaultdict(list)
    for facts in corpus:
        source = copies.get(facts.document.identifier, facts.document.identifier)
        for place, value in (*_claims(facts, names, source), *_metrics(facts, names, source)):
            said[place].append(value)
    found = [
        Conflict(place[0], place[1], tuple(sorted(v.statement for v in values)), place[4])
        for place, values in said.items()
        if _contradict(values)
    ]
    return tuple(sorted(found, key=lambda c: (c.subject, c.about, str(c.period), c.statements)))


def _contradict(values: Sequence[_Said]) -> bool:
    by_source: dict[str, list[_Said]] = defaultdict(list)
    for value in values:
        by_source[value.source].append(value)
    if any(a.contradicts(b) for own in by_source.values() for a, b in combinations(own, 2)):
        return False
    return any(a.contradicts(b) for a, b in combinations(values, 2))


def _claims(facts: Facts, names: _Names, source: str) -> Iterator[tuple[_Place, _Said]]:
    identifier = facts.document.identifier
    figures = {(m.subject, m.quantity.value): m for m in facts.metrics}
    for index, claim in enumerate(facts.claims):
        if claim.confidence < _ACCEPTED:
            continue
        statement = Statement(identifier, claim.object, index)
        place = (names.iri(identifier, claim.subject), claim.predicate, "", "", None)
        if claim.predicate in _PLAIN:
            yield place, _Said(statement, source, claim.object, claim.object)
        elif claim.predicate == _PRICE:
            value = Decimal(claim.object)
            figure = figures.get((claim.subject, value))
            bound = figure.quantity.bound if figure is not None else Bound.EXACT
            written = figure.written if figure is not None else ""
            yield place, _Said(statement, source, *open_range(value, bound, written))


def _metrics(facts: Facts, names: _Names, source: str) -> Iterator[tuple[_Place, _Said]]:
    identifier = facts.document.identifier
    kinds = {entity.key: entity.kind for entity in facts.entities}
    for index, metric in enumerate(facts.metrics):
        if metric.confidence < _ACCEPTED:
            continue
        project = kinds.get(metric.subject) is Kind.PROJECT
        lasting = metric.indicator in _LASTING or (project and metric.quantity.unit in _SIZES)
        if project and metric.indicator in _PRICE_INDICATORS:
            continue
        # plans are made anew, what was reached stays; what a thing is built to be needs no date
        if not lasting and (metric.modality is Modality.PLANNED or metric.period is None):
            continue
        place = (
            names.iri(identifier, metric.subject),
            metric.indicator or metric.label,
            indicator_key(metric),
            metric.quantity.unit if lasting else f"{metric.quantity.unit} {metric.cumulative}",
            None if lasting or metric.period is None else _days(metric.period),
        )
        quantity = metric.quantity
        written = f"{quantity.measure} {metric.written}"
        low, high = open_range(quantity.value, quantity.bound, written)
        if quantity.max_value is not None:
            high = open_range(quantity.max_value, quantity.bound, written)[1]
        yield place, _Said(Statement(identifier, metric.written, index), source, low, high)


def open_range(value: Decimal, bound: Bound, measure: str = "") -> tuple[Decimal, Decimal]:
    """The least and the greatest true value that a figure leaves open.

    A figure is taken as rounded in its last written digit: 86.5亿元 to tenths of 亿, 100亿元 to 亿.  One
    without 万 or 亿 is taken as counted.

    :param measure: the unit, and the figure where it is known, as written

    >>> [f"{end:.0f}" for end in open_range(Decimal("8650000000"), Bound.EXACT, "亿元")]
    ['8645000000', '8655000000']
    >>> open_range(Decimal("120"), Bound.EXACT, "家") == (Decimal(120), Decimal(120))
    True
    >>> [f"{end:.0f}" for end in open_range(Decimal("9000000000"), Bound.ABOUT, "亿元")]
    ['8100000000', '9900000000']
    """
    if bound is Bound.AT_LEAST:
        return value, Decimal("Infinity")
    if bound is Bound.AT_MOST:
        return Decimal("-Infinity"), value
    slack = abs(value) * _ABOUT if bound is Bound.ABOUT else _rounding(value, measure)
    return value - slack, value + slack


def _rounding(value: Decimal, measure: str) -> Decimal:
    """Half of the last written digit of a figure; of 1亿2000万 the 万."""
    written = _WRITTEN.findall(measure)
    digits, word = written[-1] if written else ("", "")
    word = word or next((word for word in _MAGNITUDES if word in measure), "")
    if digits:
        exponent = -len(digits.partition(".")[2])
    else:
        exponent = _exponent(value / _MAGNITUDES.get(word, Decimal(1)))
    if not word and exponent == 0:
        return Decimal(0)
    return Decimal(5).scaleb(exponent - 1) * _MAGNITUDES.get(word, Decimal(1))


def _exponent(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    assert isinstance(exponent, int)  # a figure is never infinite
    return min(exponent, 0)


def _days(period: Period) -> Period:
    return Period(period.start, period.end)
