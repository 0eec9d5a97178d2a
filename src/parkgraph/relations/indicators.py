"""What a figure measures: its label as written and the indicator of the vocabulary it names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from parkgraph.cues import alternatives, words
from parkgraph.errors import ResourceError
from parkgraph.mentions.names import Reading, ends_name
from parkgraph.model import Quantity
from parkgraph.resources import resource_path

_UNIT_KIND = {
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
_INVESTED = alternatives(words("figures", "invested"))
_COMPLETES = alternatives(words("figures", "completes"))
_PROJECT = alternatives(words("figures", "project"))
# what stands before the name of a figure: adverbs, particles, times, and whom it is of
_LEAD = re.compile(
    r"^(?:[\s、，“”◆●■▲▼·•◇○※%—\-]+|"
    rf"{alternatives(words('figures', 'lead'))}|"
    rf"{alternatives(words('figures', 'lead-done'))}(?!{_INVESTED})|"
    rf"{alternatives(words('figures', 'lead-plan'))}(?!{_INVESTED}|{_COMPLETES})|"
    rf"拟(?!{alternatives(words('figures', 'paid'))})|从(?!业)|占(?!地)|"
    "[将已并还也又约近超至由比较了的等和及与共可]|"
    rf"{alternatives(words('figures', 'until'))}[^，]{{0,10}}|"
    rf"用[一二两三四五]{alternatives(words('figures', 'years-time'))}|"
    rf"[该本此](?:[区市县]|{alternatives(words('figures', 'this'))})|"
    rf"{_PROJECT}(?=一期|二期|{alternatives(words('figures', 'said-of-project'))})|"
    rf"{alternatives(words('figures', 'zone'))}(?=.{{3}})|全[市区县省旗]|我[市区县省]|"
    rf"(?:[一二三四]|{alternatives(words('figures', 'last-quarter'))})"
    rf"{alternatives(words('figures', 'quarter'))}|"
    r"(?:20)?\d{2}年|\d{1,2}月份?|到\d{4}年|"
    rf"“?十[三四五]五”?{alternatives(words('figures', 'plan-period'))}|"
    rf"{alternatives(words('figures', 'goal'))}[为是]?)*"
)
_TAIL = re.compile(
    rf"(?:{alternatives(words('figures', 'tail'))}|[达为是至有共约近超占比的等在已了将再均到：:“”、，]|"
    rf"[由从](?:\d{{4}}年)?的?|{alternatives(words('figures', 'grows-to'))}(?:\d{{4}}年)?的?|"
    rf"{_COMPLETES}(?=$))+$"
)
_RIGHT = re.compile(r"[^，。；：！？、\n（）()]{0,24}")
_GROWTH = re.compile(alternatives(words("figures", "growth")))


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


def find_indicator(label: str, quantity: Quantity) -> str | None:
    """The notation of the indicator a label names: the longest phrase that fits the unit, the last of equals.

    A growth rate is the growth of what it measures when the vocabulary has that, else growth.
    """
    kind = _UNIT_KIND.get(quantity.unit, "any")
    phrases = _load_phrases()
    best: tuple[int, int, str] | None = None
    for index, start, end in phrases.matcher.find_matches_as_indexes(label, overlapping=True):
        _, indicator, expected = phrases.rows[index]
        if expected not in ("any", kind) and not {expected, kind} <= {"count", "person"}:
            continue
        candidate = (end - start, start, indicator)
        if best is None or candidate[:2] > best[:2]:
            best = candidate
    return best[2] if best else None


def label_of(reading: Reading, low: int, quantity: Quantity, high: int) -> tuple[str, int, int]:
    """The words that say what a quantity measures, and the clean offsets of words and quantity together.

    ``low`` and ``high`` bound the clause (or the neighbouring quantity).  A count is named by the
    noun behind it (135个重点建设项目) when there is one, anything else by the words before it.
    """
    text = reading.text
    start, end = quantity.span.start, quantity.span.end
    before, before_start = _words_before(text, low, start)
    after, after_end = _words_after(reading, end, high)
    if quantity.unit in ("count", "person") and len(after) >= 2:
        return after, start, after_end
    if len(before) >= 2:
        return before, before_start, end
    if after:
        return after, start, after_end
    return before or quantity.measure, before_start, end


def _words_before(text: str, low: int, start: int) -> tuple[str, int]:
    piece = text[max(low, start - 26) : start]
    tail = _TAIL.search(piece)
    stop = tail.start() if tail else len(piece)
    lead = _LEAD.match(piece[:stop])
    first = lead.end() if lead else 0
    if first >= stop:
        first = 0
    return piece[first:stop].strip("“”、 "), start - len(piece) + first


def _words_after(reading: Reading, end: int, high: int) -> tuple[str, int]:
    match = _RIGHT.match(reading.text, end, high)
    stop = end
    for token in reading.tokens.between(end, match.end() if match else end):
        if token.start != stop or (ends_name(token) and token.word not in ("“", "”", "上", "下", "以上")):
            break
        if reading.quantity_at(token.start) is not None or (token.tag == "v" and token.word in _PREDICATES):
            break
        stop = token.end
    return reading.text[end:stop].strip("“”"), stop


_PREDICATES = frozenset(
    w for key in ("underConstruction", "completed", "inProduction", "signed") for w in words("status", key)
)


def is_growth(label: str) -> bool:
    """Whether a label speaks of a change."""
    return bool(_GROWTH.search(label))


_PROJECT_SIZE = re.compile(alternatives(words("figures", "project-size")))
# figures of an economy, never of one project
_ECONOMY = re.compile(f"{alternatives(words('figures', 'economy'))}|{_PROJECT}数?$|个{_PROJECT}")


def can_size_project(label: str, quantity: Quantity) -> bool:
    """Whether a figure is of the sort that describes one project (price, ground, capacity, yield)."""
    if _ECONOMY.search(label):
        return False
    if quantity.unit.endswith(("/year", "/day")) or quantity.unit in (
        "kW",
        "MW",
        "GW",
        "kWh",
        "MWh",
        "GWh",
        "W",
        "mu",
        "m2",
        "ha",
    ):
        return True
    return bool(_PROJECT_SIZE.search(label))
