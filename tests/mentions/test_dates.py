"""Dates and periods, as sentences with the expected days marked in them.

``<2023-01-01..2023-12-31>2023年</>`` marks a period, ``<2021-12-22>…</>`` a day.  In
``dates/published.txt`` each line begins with the day of publication; ``dates/undated.txt`` has none.
Whole results are compared: what is not marked must not be found.
"""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parkgraph.mentions.dates import find_periods

CASES = Path(__file__).parent / "dates"
MARK = re.compile(r"<(?P<start>[-0-9]{10})(?:\.\.(?P<end>[-0-9]{10}))?>(?P<text>[^<]*)</>")

Row = tuple[int, int, str, str, str]


def read_marked(sentence: str) -> tuple[str, list[Row]]:
    text, last = "", 0
    rows: list[Row] = []
    for match in MARK.finditer(sentence):
        text += sentence[last : match.start()]
        end = len(text) + len(match["text"])
        rows.append((len(text), end, match["start"], match["end"] or match["start"], match["text"]))
        text += match["text"]
        last = match.end()
    return text + sentence[last:], rows


def found(text: str, published: dt.date | None) -> list[Row]:
    return [
        (m.span.start, m.span.end, m.period.start.isoformat(), m.period.end.isoformat(), m.period.text)
        for m in find_periods(text, published)
    ]


@pytest.mark.parametrize("line", (CASES / "published.txt").read_text("utf-8").splitlines())
def test_with_publication(line: str) -> None:
    published, _, sentence = line.partition(" ")
    text, expected = read_marked(sentence)
    assert found(text, dt.date.fromisoformat(published)) == expected


@pytest.mark.parametrize("line", (CASES / "undated.txt").read_text("utf-8").splitlines())
def test_without_publication(line: str) -> None:
    text, expected = read_marked(line)
    assert found(text, None) == expected


def test_a_new_paragraph_forgets_the_year() -> None:
    text, expected = read_marked(
        "<2016-01-01..2016-12-31>2016年</>设立\n<2021-10-15>10月15日</>开工,<2021-11-01..2021-11-30>11月</>封顶"
    )
    assert found(text, dt.date(2021, 12, 22)) == expected


def test_a_planned_year_follows_the_text() -> None:
    text, expected = read_marked(
        "<2021-01-01..2021-12-31>2021年</>,<2021-01-01..2021-12-31>年内</>建成\n"
        "<2022-01-01..2022-12-31>2022年</>攻坚\n力争<2022-01-01..2022-12-31>年内</>创建\n"
        "<2021-01-01..2021-12-31>年内</>建成"
    )
    assert found(text, dt.date(2021, 12, 22)) == expected


def test_other_years_do_not_date_a_bare_day() -> None:
    text, expected = read_marked(
        "<2023-01-01..2023-12-31>2023年</>完成,<2028-01-01..2028-12-31>2028年</>建成\n1月26日举办"
    )
    assert found(text, None) == expected


ALPHABET = "0123456789年月日号-/至到前后底末初上下半旬季度今去明全内个份十四五“”截至以来第二三元,。\n《》"


PUBLISHED = st.none() | st.dates(dt.date(1990, 1, 1), dt.date(2090, 1, 1))


@given(st.text(alphabet=ALPHABET, max_size=60), PUBLISHED)
def test_spans_are_ordered_disjoint_and_inside(text: str, published: dt.date | None) -> None:
    end = 0
    for mention in find_periods(text, published):
        assert end <= mention.span.start < mention.span.end <= len(text)
        assert mention.period.start <= mention.period.end
        assert mention.period.text == text[mention.span.start : mention.span.end]
        end = mention.span.end
