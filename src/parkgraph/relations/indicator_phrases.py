"""The indicators that words name, and what the unit says where the words name none.

``seeds/lexicon/indicators.tsv`` gives phrases with the kind of unit they go with,
``seeds/lexicon/indicator-units.tsv`` the indicator of a unit and measure word by themselves.
"""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from parkgraph.cues import alternatives, words
from parkgraph.errors import ResourceError
from parkgraph.mentions.measures import read_rows
from parkgraph.model import Quantity
from parkgraph.resources import resource_path

UNIT_KIND = {
    "CNY": "money",
    "USD": "money",
    "EUR": "money",
    "HKD": "money",
    "JPY": "money",
    "count": "count",
    "person": "person",
    "percent": "percent",
    "percentage_point": "percent",
    "times": "percent",
    "mu": "area",
    "km2": "area",
    "m2": "area",
    "ha": "area",
    "km": "length",
    "m": "length",
    "m3": "volume",
    "m3/year": "volume",
    "m3/day": "volume",
    "tonne": "mass",
    "tonne/year": "mass",
    "tonne/day": "mass",
    "kg": "mass",
    "kW": "power",
    "MW": "power",
    "GW": "power",
    "W": "power",
    "kWh": "energy",
    "MWh": "energy",
    "GWh": "energy",
    "year": "duration",
    "month": "duration",
    "day": "duration",
    "workday": "duration",
}
_GROWTH = re.compile(alternatives(words("figures", "growth")))
_ENDS_AS_GROWTH = re.compile(alternatives(words("figures", "growth")) + "[约近超达]?$")
_NEAR = re.compile("[^,;:，。；：！？、\n（）()]{0,12}")
_HEADS = frozenset({"count", "person"})
_RATES = ("growth", "decline")


def is_growth(label: str) -> bool:
    """Whether a label speaks of a change."""
    return bool(_GROWTH.search(label))


@dataclass(frozen=True, slots=True)
class _Phrases:
    matcher: AhoCorasick
    rows: tuple[tuple[str, str, str], ...]


@cache
def _load_phrases() -> _Phrases:
    path = resource_path("seeds", "lexicon", "indicators.tsv")
    rows: list[tuple[str, str, str]] = []
    header = False
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if not header:
            header = True
            continue
        cells = line.split("\t")
        if len(cells) < 3:
            raise ResourceError(f"{path.name}:{number}: fewer than three columns")
        rows.append((cells[0], cells[1], cells[2]))
    matcher = AhoCorasick([row[0] for row in rows], matchkind=MatchKind.Standard)
    return _Phrases(matcher, tuple(rows))


@cache
def _by_unit() -> dict[tuple[str, str], str]:
    rows = read_rows("indicator-units", ("unit", "measure", "indicator"))
    return {(row["unit"], row["measure"]): row["indicator"] for row in rows}


@cache
def _growths() -> frozenset[str]:
    return frozenset(indicator for _, indicator, _ in _load_phrases().rows if indicator.endswith("-growth"))


def find_indicator(label: str, quantity: Quantity, behind: str = "") -> str | None:
    """The notation of the indicator a label names: the longest phrase that fits the unit, the last of equals.

    A growth rate is the growth of what it measures when the vocabulary has that, else growth, also where
    it is negative.  A label without a phrase leaves it to the words behind the figure, then to the unit.

    :param behind: the text behind the figure, as far as its clause goes
    """
    near = _NEAR.match(behind)
    named = name_indicator(label, quantity) or name_indicator(near[0] if near else "", quantity)
    if named is not None:
        return named
    table = _by_unit()
    written = quantity.measure.lstrip(_NUMERALS)
    return table.get((quantity.unit, "-")) or table.get((quantity.unit, written))


def name_indicator(label: str, quantity: Quantity) -> str | None:
    """The notation of the indicator that the words of a label name, whatever the unit says by itself."""
    kind = UNIT_KIND.get(quantity.unit, "any")
    if kind == "percent":
        if _ENDS_AS_GROWTH.search(label) or _longest(label, {kind}) in _RATES:
            return _find_growth(label, quantity)
        return _longest(label, {kind}) or _longest(label, {"any"})
    return _longest(label, {kind, "any"} if kind not in _HEADS else {*_HEADS, "any"})


_NUMERALS = " 余多来个百千万亿"


def _find_growth(label: str, quantity: Quantity) -> str:
    """The growth of what a label names, where the vocabulary has it, else growth or decline."""
    of = _longest(label, None)
    if of is not None:
        return f"{of}-growth"
    rate = _longest(label, {"percent"})
    return rate if rate in _RATES and quantity.value >= 0 else "growth"


def _longest(label: str, kinds: Set[str] | None) -> str | None:
    """The indicator of the longest phrase of a label of these kinds, the last of equals.

    :param kinds: kinds of units; None for the indicators whose growth is one
    """
    phrases = _load_phrases()
    best: tuple[int, int, str] | None = None
    for index, start, end in phrases.matcher.find_matches_as_indexes(label, overlapping=True):
        _, indicator, expected = phrases.rows[index]
        grows = end - start > 1 and f"{indicator}-growth" in _growths()
        fits = grows if kinds is None else expected in kinds
        candidate = (end - start, start, indicator)
        if fits and (best is None or candidate[:2] > best[:2]):
            best = candidate
    return best[2] if best else None
