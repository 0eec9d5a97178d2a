"""Quantities, as sentences with the expected result marked in them.

``<14 count>14个</>`` in ``quantities/*.txt`` marks a quantity: value (``low..high`` for a range), unit
and, when it is not exact, the bound.  Whole results are compared: what is not marked must not be
found.  Every sentence is read in half-width and in full-width punctuation.
"""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph
from rdflib.namespace import SKOS

from parkgraph.mentions.measures import measures, rates
from parkgraph.mentions.quantities import find_quantities
from parkgraph.resources import resource_path

CASES = Path(__file__).parent / "quantities"
MARK = re.compile(
    r"<(?P<low>-?\d+(?:\.\d+)?)(?:\.\.(?P<high>[0-9.]+))? (?P<unit>\S+?)(?: (?P<bound>[a-z-]+))?>"
    r"(?P<text>[^<]*)</>"
)
WIDE = str.maketrans({character: chr(ord(character) + 0xFEE0) for character in ",;:()?%/"})

Row = tuple[int, int, Decimal, str, Decimal | None, str]


def read_lines(name: str) -> list[str]:
    return (CASES / f"{name}.txt").read_text("utf-8").splitlines()


def read_marked(sentence: str) -> tuple[str, list[Row]]:
    text, last = "", 0
    rows: list[Row] = []
    for match in MARK.finditer(sentence):
        text += sentence[last : match.start()]
        end = len(text) + len(match["text"])
        high = Decimal(match["high"]) if match["high"] else None
        rows.append((len(text), end, Decimal(match["low"]), match["unit"], high, match["bound"] or "exact"))
        text += match["text"]
        last = match.end()
    return text + sentence[last:], rows


def widen(text: str) -> str:
    """The same text in full-width punctuation, thousands separators excepted."""
    return re.sub(r"(?<![0-9]),|,(?![0-9])|[;:()?%/]", lambda match: match[0].translate(WIDE), text)


def found(text: str) -> list[Row]:
    return [
        (q.span.start, q.span.end, q.value, q.unit, q.max_value, str(q.bound)) for q in find_quantities(text)
    ]


@pytest.mark.parametrize("sentence", read_lines("sentences"))
def test_sentences(sentence: str) -> None:
    text, expected = read_marked(sentence)
    assert found(text) == expected
    assert found(widen(text)) == expected


@pytest.mark.parametrize("sentence", read_lines("units"))
def test_units_and_bounds(sentence: str) -> None:
    text, expected = read_marked(sentence)
    assert expected
    assert found(text) == expected
    assert found(widen(text)) == expected


@pytest.mark.parametrize("text", read_lines("nothing"))
def test_measures_nothing(text: str) -> None:
    assert found(text) == []
    assert found(widen(text)) == []


def test_measure_is_as_written() -> None:
    text = "投资近1600亿元,签约600余亩、14个,产能20万吨/年,占比5%,补助500万,约120余万元"
    assert [q.measure for q in find_quantities(text)] == ["亿元", "余亩", "个", "万吨", "%", "万", "余万元"]


def test_every_unit_is_a_concept_of_the_vocabulary() -> None:
    graph = Graph().parse(resource_path("ontology", "vocabularies", "units.ttl"))
    notations = {str(notation) for notation in graph.objects(None, SKOS.notation)}
    assert {measure.unit for measure in measures().values()} - notations == set()
    assert {notation for notation, _ in rates().values()} - notations == set()


ALPHABET = (
    "\t\n()0123456789.,。、 %-/“”《》"
    "一二三十百千万亿两点余多近超约第前"
    "元亩吨家个年月日成至到级分之强电投资年产天kWGh"
)


@given(st.text(alphabet=ALPHABET, max_size=60))
def test_spans_are_ordered_disjoint_and_inside(text: str) -> None:
    end = 0
    for quantity in find_quantities(text):
        assert end <= quantity.span.start < quantity.span.end <= len(text)
        assert quantity.max_value is None or quantity.max_value > quantity.value
        assert "E" not in str(quantity.value)
        end = quantity.span.end


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    for quantity in find_quantities(text):
        assert text[quantity.span.start : quantity.span.end].endswith(quantity.measure[-1:])
