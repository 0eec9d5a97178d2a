"""The days that each figure of an article measures.

=====================================  ======================================================
in its words                           its days
=====================================  ======================================================
比2023年的59.8亿元                      the year that the figure is said to be of
2024年，园区产值达80.2亿元               the period last named before it in its sentence
全年实现产值86.5亿元                     the year of its section (一、2020年工作情况), else that of a
                                       page told in January to March: the year before
，税收7.8亿元                           what the sentences before it in the paragraph speak of
目标：产值128亿元                        the year of its section
总投资12亿元, 占地300亩 of a project      none, like what a policy grants: it is so without a time
=====================================  ======================================================
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace

from parkgraph.cues import alternatives, words
from parkgraph.mentions import Mentions
from parkgraph.mentions.dateforms import period_words
from parkgraph.model import Article, CleanDocument, Kind, Metric, Modality, Period, Quantity, Role, Sentence
from parkgraph.relations.metrics import is_price

_YEAR = re.compile(r"(?<![0-9])((?:19|20)\d\d)年")
_OF_YEAR = re.compile(
    rf"(?:((?:19|20)\d\d)年|({alternatives(words('figures', 'last-year'))}))(?:同期)?的"
    rf"(?:{alternatives(words('figures', 'nearly'))})?$"
)
_HEADING = 40  # characters that a heading has at most
_EARLY = 3  # the last month in which a page tells of the year before
_LASTING_UNITS = frozenset(
    {"mu", "km2", "m2", "ha", "km", "m", "tonne/year", "tonne/day", "m3/year", "m3/day"}
)
_LONG = dt.timedelta(days=27)
_OF_A_PLAN = re.compile(alternatives(words("figures", "of-a-plan")))  # 低于年初|确定的目标
_PLANNED_GROUND = re.compile(alternatives(words("figures", "planned-ground")))
_STOP = re.compile("[，；。：！？\n]")


def date_figures(
    clean: CleanDocument,
    article: Article,
    mentions: Mentions,
    projects: frozenset[str],
    metrics: Iterable[Metric],
) -> list[Metric]:
    """The figures of an article with the days they measure.

    :param projects: the keys of projects, whose price, ground and capacity have no time
    """
    dating = _Dating(clean, article, mentions, projects)
    return [replace(metric, period=dating.period_of(metric)) for metric in metrics]


class _Dating:
    """The periods of one article, asked figure by figure."""

    def __init__(
        self, clean: CleanDocument, article: Article, mentions: Mentions, projects: frozenset[str]
    ) -> None:
        self.text = clean.text
        self.sentences = article.sentences
        self.starts = [sentence.start for sentence in article.sentences]
        self.reading = mentions.reading
        self.projects = projects
        self.published = article.published or clean.document.published
        self.sections = self._find_sections(article.headline or clean.document.title or "")

    def _find_sections(self, title: str) -> list[int | None]:
        """The year of the section that each sentence stands in, as its heading has it."""
        found: list[int | None] = []
        year = _single_year(title)
        for sentence in self.sentences:
            line = self.text[sentence.start : sentence.end].strip()
            if sentence.role in (Role.SUBHEADING, Role.HEADLINE) or len(line) <= _HEADING:
                own = _single_year(line)
                heading = sentence.role in (Role.SUBHEADING, Role.HEADLINE)
                if own is not None and (heading or not line.endswith(("。", "；", "，"))):
                    year = own
            found.append(year)
        return found

    def period_of(self, metric: Metric) -> Period | None:
        quantity = metric.quantity
        start = quantity.span.start
        index = max(0, bisect_right(self.starts, start) - 1)
        sentence = self.sentences[index]
        said = self._of_year(sentence, start)
        if said is not None:
            return said
        low = sentence.start
        if metric.subject.startswith(f"{Kind.POLICY}:") or _PLANNED_GROUND.search(metric.label):
            return None
        if metric.subject in self.projects:
            if is_price(metric.label) or quantity.unit in _LASTING_UNITS:
                return None
            low = max((m.end() for m in _STOP.finditer(self.text, sentence.start, start)), default=low)
        before = [
            period
            for period in self.reading.periods_between(low, start)
            if not _OF_A_PLAN.match(self.text, period.span.end)
        ]
        if before:
            return self._settle_year(before[-1].period, before[-1].span.start, index, metric.modality)
        if metric.subject in self.projects:
            return None
        return self._inherit(index, metric)

    def _of_year(self, sentence: Sentence, start: int) -> Period | None:
        """The year that stands right before a figure as whose it is (2023年的|59.8亿元)."""
        match = _OF_YEAR.search(self.text, max(sentence.start, start - 14), start)
        if match is None:
            return None
        if match[1]:
            return _whole(int(match[1]), match[0])
        return _whole(self.published.year - 1, match[0]) if self.published else None

    def _settle_year(self, period: Period, start: int, index: int, modality: Modality) -> Period:
        """The year that 全年 means: that of the section, or the year before on a page of early spring."""
        if period.text not in _SAME_YEAR or modality is Modality.PLANNED:
            return period
        line = self.text.rfind("\n", 0, start) + 1
        if _YEAR.search(self.text, line, start):
            return period
        section = self.sections[index]
        if section is not None:
            return _whole(section, period.text)
        early = self.published is not None and self.published.month <= _EARLY
        return _whole(period.start.year - 1, period.text) if early else period

    def _inherit(self, index: int, metric: Metric) -> Period | None:
        """What the sentences before a figure in its paragraph speak of, else the year of its section."""
        paragraph = self.sentences[index].paragraph
        for earlier in range(index - 1, -1, -1):
            sentence = self.sentences[earlier]
            if sentence.paragraph != paragraph:
                break
            named = self.reading.periods_between(sentence.start, sentence.end)
            if named:
                last = named[-1].period
                if last.end - last.start < _LONG:
                    return None
                return self._settle_year(last, named[-1].span.start, earlier, metric.modality)
        section = self.sections[index]
        return _whole(section) if section is not None and _is_of_year(metric.quantity) else None


_SAME_YEAR = frozenset(period_words("same-year"))


def _single_year(line: str) -> int | None:
    years = {int(year) for year in _YEAR.findall(line)}
    return years.pop() if len(years) == 1 else None


def _whole(year: int, text: str = "") -> Period:
    return Period(dt.date(year, 1, 1), dt.date(year, 12, 31), text)


def _is_of_year(quantity: Quantity) -> bool:
    """Whether a figure can be of a year: no ground, length or capacity."""
    return quantity.unit not in _LASTING_UNITS
