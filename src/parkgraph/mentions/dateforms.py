"""The forms that dates take in Chinese texts, and the calendar days of each within its year.

The words are data (``seeds/lexicon/period-words.tsv``); which year is meant is decided in
:mod:`parkgraph.mentions.dates`.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from functools import cache

from parkgraph.cues import alternatives
from parkgraph.mentions.measures import read_rows

Days = tuple[dt.date, dt.date]
"""The first and the last day of a period."""


@cache
def period_words(kind: str) -> dict[str, str]:
    """The period words of one class with their values, longest first."""
    rows = read_rows("period-words", ("word", "class", "value"))
    found = {row["word"]: row["value"] for row in rows if row["class"] == kind}
    return dict(sorted(found.items(), key=lambda item: (-len(item[0]), item[0])))


@cache
def date_pattern() -> re.Pattern[str]:
    """Every form of a date; which groups are set tells the form."""
    to = r"[ ]?[-–—~\uff5e至到][ ]?"
    year = r"(?:19|20)[0-9]{2}"
    day = r"[0-3]?[0-9](?![0-9])"
    names = alternatives(period_words("month-name"))
    number = alternatives(period_words("number"))
    relative = alternatives([*period_words("year"), *period_words("same-year")])
    first = f"(?<![{''.join(period_words('before-first'))}])前"
    by_other = alternatives(period_words("by-not-before"))
    part_of_year = (
        f"{alternatives(period_words('part-of-year'))}(?!{alternatives(period_words('part-not-before'))})"
    )
    rest = (
        rf"(?:第?(?P<quarter>{number})季度"
        rf"|{first}(?P<quarters>{number})个?季度"
        rf"|(?P<half>{alternatives(period_words('half'))})"
        rf"|{first}(?P<months>1?[0-9]|{names})个?月份?"
        rf"|(?P<from_month>1?[0-9])月?份?{to}(?P<to_month>1?[0-9])月份?(?![0-9])"
        rf"|(?P<month>[01]?[0-9]|{names})月(?:份(?!额)|(?P<month_part>{alternatives(period_words('part-of-month'))})"
        rf"|(?P<day>{day})[日号](?:{to}(?:(?P<last_month>1?[0-9])月)?(?P<last_day>{day})[日号])?)?"
        rf"|(?P<year_part>{part_of_year}))"
    )
    return re.compile(
        rf"(?P<until>{alternatives(period_words('until'))})?[ ]?(?:"
        rf"(?<![0-9])(?P<iso>{year}[-/.][01]?[0-9][-/.]{day})(?!\.?[0-9])"
        rf"|(?<![0-9])(?P<first>{year})年?{to}(?P<last>{year})年(?!代)"
        rf"|“?(?P<plan>{alternatives(period_words('plan'))})”?(?P<plan_end>末)?(?:期间|时期)?"
        rf"|(?P<only_month>{alternatives(period_words('month'))})"
        rf"|(?P<only_day>{alternatives(period_words('day'))})"
        rf"|(?:(?<![0-9])(?P<year>{year}|[一二][〇零一二三四五六七八九]{{3}})年度?"
        rf"|(?P<relative>{relative}))(?:[ ]?{rest})?"
        rf"|(?<![0-9.第-]){rest.replace('P<', 'P<bare_')}"
        rf"|(?<![0-9.月])(?P<lone_day>{day})日(?=[,\uff0c上下晚凌]))"
        rf"(?P<after>{alternatives(period_words('since'))}|{alternatives(period_words('by'))}(?!{by_other}))?"
    )


def days_within(match: re.Match[str], prefix: str, year: int) -> Days | None:
    """The part of a year that a match names; the whole year when it names none."""

    def group(name: str) -> str | None:
        value: str | None = match[prefix + name]
        return value

    number = period_words("number")
    if quarter := group("quarter"):
        last = 3 * int(number[quarter])
        return months_of(year, last - 2, last)
    if quarters := group("quarters"):
        return months_of(year, 1, 3 * int(number[quarters]))
    if half := group("half"):
        return months_of(year, 1, 6) if period_words("half")[half] == "1" else months_of(year, 7, 12)
    if months := group("months"):
        return months_of(year, 1, month_number(months) or 0)
    if from_month := group("from_month"):
        return months_of(year, int(from_month), int(group("to_month") or 0))
    if year_part := group("year_part"):
        part = int(period_words("part-of-year")[year_part])
        return months_of(year, part, part)
    month = month_number(group("month"))
    if month is None:
        return dt.date(year, 1, 1), dt.date(year, 12, 31)
    if not 1 <= month <= 12:
        return None
    if month_part := group("month_part"):
        days = period_words("part-of-month")[month_part].split("-")
        first, last_of_part = (int(day) for day in days)
        length = calendar.monthrange(year, month)[1]
        return dt.date(year, month, first), dt.date(year, month, min(length, last_of_part))
    if (day := group("day")) is None:
        return months_of(year, month, month)
    start = day_of(year, month, int(day))
    if start is None or group("last_day") is None:
        return start
    end = day_of(year, int(group("last_month") or month), int(group("last_day") or 0))
    return (start[0], end[1]) if end is not None and end[1] >= start[0] else None


def month_number(name: str | None) -> int | None:
    """The number of a month as written (3, 三, 元), or None for none."""
    if name is None:
        return None
    return int(name) if name.isascii() else int(period_words("month-name")[name])


def months_of(year: int, first: int, last: int) -> Days | None:
    """The months of a year from first to last, or None when there is no such month."""
    if not 1 <= first <= last <= 12:
        return None
    return dt.date(year, first, 1), dt.date(year, last, calendar.monthrange(year, last)[1])


def month_of(year: int, month: int) -> Days:
    """A month counted over the turn of the year: month 0 is December of the year before."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])


def day_of(year: int, month: int, day: int) -> Days | None:
    """One day as a period, or None when the calendar has no such day."""
    try:
        date = dt.date(year, month, day)
    except ValueError:
        return None
    return date, date
