"""Dates and periods in clean text, resolved to calendar days.

The words are data (``seeds/lexicon/period-words.tsv``).  How each form is read:

======================================  =====================================================
2023年, 2016-2018年, “十四五”              the whole of it
2023年10月, 1至9月份, 三季度, 上半年        the whole of it
年底, 年初, 月底, 上旬                    December, January, the last and the first ten days
2023年底前, 截至6月底                     the last day of what is named, as start and end
2016年以来, 今年以来                      from its first day to the publication
昨日, 上月, 去年, 年内                    counted from the publication
======================================  =====================================================

A month, quarter or day without a year takes the nearest year named before it in its paragraph, one named
by 去年 in its sentence alone, and a plan none that has gone; else the year of publication, one less when
that lay more than a month after the publication, one more when a plan (将, 力争, 预计 in the same clause)
would lie half a year before it. 年内 and 全年 are read alike, but a planned one follows a later year that
the text has turned to. Where the publication is not known, the only year that the text names stands for
it, for a bare date also the next year named in its paragraph; what then stays open is left out. What
only compares (比2017年, 去年同期), a name (《2023年…》, “十四五”规划) and what is vague (近年来,
3年来, 近日) is no period.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache

from parkgraph.cues import alternatives, words
from parkgraph.mentions.dateforms import (
    Days,
    date_pattern,
    day_of,
    days_within,
    month_number,
    month_of,
    period_words,
)
from parkgraph.mentions.numerals import read_number
from parkgraph.model import Period, PeriodMention, Span

_MONTH_AHEAD = dt.timedelta(days=31)
_HALF_YEAR = dt.timedelta(days=182)
_NAMED_YEAR = re.compile("(?<![0-9])(?:19|20)[0-9]{2}(?=年|[-/][01]?[0-9][-/])")
_TITLE = re.compile(r"《[^《》\n]{1,80}》")
_CLAUSE_END = re.compile("[,\uff0c。;\uff1b\n]")
_JOINT = re.compile("[ \u00a0]?(?:[-–—~\uff5e至到]|——)[ \u00a0]?")


@dataclass(slots=True)
class _Context:
    """What is known of the calendar at a place of the text: the publication and the years named so far."""

    published: dt.date | None
    only_year: int | None
    line_year: int | None = None
    text_year: int | None = None
    month: int | None = None
    past_until: int | None = None
    """Where the sentence ends that named the year by 去年."""

    @property
    def this_year(self) -> int | None:
        """The year that 今年 means."""
        return self.published.year if self.published is not None else self.only_year

    def name(self, year: int, month: str | None = None) -> None:
        """Notes that the text has named a year, and a month of it as written."""
        self.line_year = self.text_year = year
        self.month = month_number(month)


_RUNS = re.compile(alternatives(words("projects", "stands", "then-runs")) + "$")


def find_periods(text: str, published: dt.date | None) -> tuple[PeriodMention, ...]:
    """The dates and periods of a text in their order, without overlap.

    :param text: clean text; a line is a paragraph
    :param published: the day of publication, which 今年 and 10月15日 are counted from

    >>> day = dt.date(2021, 12, 22)
    >>> for mention in find_periods("2020年底开工,今年1至9月份完成,力争元月份投产", day):
    ...     print(mention.period.text, mention.period.start, mention.period.end)
    2020年底 2020-12-01 2020-12-31
    今年1至9月份 2021-01-01 2021-09-30
    元月份 2022-01-01 2022-01-31
    >>> find_periods("近年来,比去年同期增长", day)
    ()
    """
    titles = [match.span() for match in _TITLE.finditer(text)]
    years = {int(match[0]) for match in _NAMED_YEAR.finditer(text)}
    context = _Context(published, years.pop() if len(years) == 1 else None)
    found: list[PeriodMention] = []
    line_end = -1
    title = 0
    for match in date_pattern().finditer(text):
        if match.start() > line_end:
            line_end = text.find("\n", match.start())
            line_end = len(text) if line_end < 0 else line_end
            context.line_year = context.month = context.past_until = None
        days = _days(text, match, context)
        while title < len(titles) and titles[title][1] <= match.start():
            title += 1
        inside = title < len(titles) and titles[title][0] < match.start()
        if days is None or inside or _only_compares(text, match) or _is_yearly(text, match):
            continue
        start, end = _limit(match, days, context)
        mention = PeriodMention(
            Span(match.start(), match.end()), Period(start, end, text[match.start() : match.end()])
        )
        previous = found[-1] if found else None
        if previous is not None and _JOINT.fullmatch(text, previous.span.end, match.start()):
            if previous.period.start <= end:
                span = Span(previous.span.start, match.end())
                period = Period(previous.period.start, end, text[span.start : span.end])
                found[-1] = PeriodMention(span, period)
            continue
        found.append(mention)
    return tuple(found)


def _is_yearly(text: str, match: re.Match[str]) -> bool:
    """Whether 后年 is 后 and 年 (达产后|年产值25亿元)."""
    word = match.groupdict().get("relative")
    if word is None or period_words("year").get(word) != "2":
        return False
    return _RUNS.search(text, max(0, match.start() - 4), match.start("relative")) is not None


def _only_compares(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 2) : match.start()]
    after = match.end()
    if before.endswith(tuple(period_words("comparison"))) or text.startswith(
        tuple(period_words("same-period")), after
    ):
        return True
    if match["plan"] is not None:
        return text.startswith(tuple(period_words("plan-name")), after)
    return match["year"] is not None and text.startswith(tuple(period_words("not-after")), after)


def _limit(match: re.Match[str], days: Days, context: _Context) -> Days:
    """The days that are meant when 截至, 前 or 以来 stands beside them."""
    start, end = days
    if match["after"] in period_words("since"):
        return start, max(start, context.published or end)
    if match["until"] is not None or match["after"] is not None:
        return end, end
    return days


# --------------------------------------------------------------------------------- days


def _days(text: str, match: re.Match[str], context: _Context) -> Days | None:
    """First and last day of what a match names, or None when it names no day that can be known."""
    if match["iso"] is not None:
        year, month, day = (int(part) for part in re.split(r"[-/.]", match["iso"]))
        context.name(year)
        return day_of(year, month, day)
    if match["first"] is not None:
        context.name(int(match["last"]))
        start, end = dt.date(int(match["first"]), 1, 1), dt.date(int(match["last"]), 12, 31)
        return (start, end) if start <= end else None
    if match["plan"] is not None:
        first = int(period_words("plan")[match["plan"]])
        if match["plan_end"] is not None:
            return dt.date(first + 4, 12, 1), dt.date(first + 4, 12, 31)
        return dt.date(first, 1, 1), dt.date(first + 4, 12, 31)
    if match["only_month"] is not None or match["only_day"] is not None or match["lone_day"] is not None:
        return _near_publication(match, context)
    if match["year"] is not None or match["relative"] is not None:
        year_named = _year(text, match, context)
        if year_named is None:
            return None
        context.name(year_named, match["month"])
        past = match["relative"] is not None and year_named < (context.this_year or 0)
        context.past_until = _sentence_end(text, match.end()) if past else None
        return days_within(match, "", year_named)
    return _bare(text, match, context)


def _near_publication(match: re.Match[str], context: _Context) -> Days | None:
    """昨日, 上月 and a day without its month, counted from the publication."""
    published = context.published
    if published is None:
        return None
    if match["only_day"] is not None:
        day = published + dt.timedelta(days=int(period_words("day")[match["only_day"]]))
        return day, day
    if match["only_month"] is not None:
        return month_of(published.year, published.month + int(period_words("month")[match["only_month"]]))
    number = int(match["lone_day"])
    if context.month is not None and context.line_year is not None:
        return day_of(context.line_year, context.month, number)
    start, _ = month_of(published.year, published.month - (number > published.day))
    return day_of(start.year, start.month, number)


def _year(text: str, match: re.Match[str], context: _Context) -> int | None:
    """The year that a match names."""
    if match["year"] is not None:
        written = match["year"]
        number = read_number(written)
        return None if number is None else int(number)
    if match["relative"] in period_words("same-year"):
        later = context.text_year is not None and context.text_year > (context.this_year or 0)
        if context.line_year is None and later and _is_planned(text, match):
            return context.text_year
        return context.line_year or context.this_year
    base = context.this_year
    return None if base is None else base + int(period_words("year")[match["relative"]])


def _bare(text: str, match: re.Match[str], context: _Context) -> Days | None:
    """A month, quarter or half without its year."""
    written = match[0]
    if match["bare_month"] is not None and not match["bare_month"].isascii():
        if not (written.startswith("元") or match["bare_day"] or "份" in written or match["bare_month_part"]):
            return None
    elif match["bare_year_part"] is not None and not match["bare_year_part"].startswith("年"):
        return None
    year = context.line_year
    published = context.published
    if context.past_until is not None and match.start() >= context.past_until:
        year = None  # 去年 reaches no further than its sentence
    if published is not None and year is not None and year < published.year and _is_planned(text, match):
        year = None  # a plan is of no year that has gone
    if published is not None and year in (None, published.year):
        year = _year_near(text, match, published, named=year is not None)
    if year is None:
        year = context.only_year or _year_ahead(text, match)
    if year is None:
        return None
    days = days_within(match, "bare_", year)
    if days is not None:
        context.line_year = year
        context.month = month_number(match["bare_month"])
    return days


def _sentence_end(text: str, start: int) -> int:
    end = text.find("。", start)
    return len(text) if end < 0 else end


def _year_ahead(text: str, match: re.Match[str]) -> int | None:
    """The first year that the paragraph names after a match, as a news item does that opens with its day."""
    line_end = text.find("\n", match.end())
    following = _NAMED_YEAR.search(text, match.end(), line_end if line_end >= 0 else len(text))
    return None if following is None else int(following[0])


def _year_near(text: str, match: re.Match[str], published: dt.date, *, named: bool) -> int | None:
    """The year in which a bare date lies close to the publication, whose year the text may have named."""
    days = days_within(match, "bare_", published.year)
    if days is None:
        return None
    planned = _is_planned(text, match)
    if not (planned or named) and days[0] > published + _MONTH_AHEAD:
        return published.year - 1
    if planned and days[1] < published - _HALF_YEAR:
        return published.year + 1
    return published.year


@cache
def _plans() -> re.Pattern[str]:
    return re.compile(alternatives(words("modality", "planned")))


def _is_planned(text: str, match: re.Match[str]) -> bool:
    """Whether the clause of a match speaks of what shall be."""
    before = _CLAUSE_END.split(text[max(0, match.start() - 20) : match.start()])[-1]
    after = _CLAUSE_END.split(text[match.end() : match.end() + 20])[0]
    return _plans().search(before + "\n" + after) is not None
