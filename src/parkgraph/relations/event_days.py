"""The days on which the stages of projects were reached.

=====================================  ======================================================
3月20日，随着一声号令，X项目开工              the date before it in its sentence, when nothing else
                                       has happened or is named in between
同日签约的还有X项目, 现场签下X项目            the day last named before it in the article
此次签约的项目中，X项目体量最大               the day of the event that the report opens with, when
                                       that is of the same stage (5月18日，集中签约仪式举行)
=====================================  ======================================================
"""

from __future__ import annotations

import datetime as dt
import re

from parkgraph.cues import alternatives, words
from parkgraph.mentions import Mentions
from parkgraph.model import (
    Article,
    CleanDocument,
    Mention,
    Modality,
    Period,
    PeriodMention,
    Role,
    Sentence,
    Status,
)
from parkgraph.relations.stages import Stage, find_stages

_NEAR = 24
"""Characters before a stage's word in which a date is its own."""
_LEAD = 3
"""Sentences of the body in which a report tells of its event."""
_RECENT = dt.timedelta(days=31)
"""A report comes out no longer after its event."""
_SAME_DAY = re.compile(alternatives(words("status", "same-day")))


class EventDays:
    """The days of one article, asked stage by stage."""

    def __init__(self, clean: CleanDocument, article: Article, mentions: Mentions) -> None:
        self._text = clean.text
        self._article = article
        self._mentions = mentions
        self._published = article.published or clean.document.published
        self._lead_end = article.start
        self._events = self._find_events()

    def _find_events(self) -> dict[Status, Period]:
        """The stages that the opening of the article dates, each with its day."""
        body = [s for s in self._article.sentences if s.role is Role.BODY][:_LEAD]
        for sentence in body:
            day = next((p for p in self._periods(sentence.start, sentence.end) if _is_day(p.period)), None)
            if day is None:
                continue
            if self._published is not None:
                age = self._published - day.period.start
                if not dt.timedelta(0) <= age <= _RECENT:
                    continue
            stages = find_stages(self._text, (day.span.end, day.span.end), (day.span.end, sentence.end))
            told = {s.status for s in stages if s.modality is Modality.ACTUAL}
            if told:
                self._lead_end = sentence.start
                return dict.fromkeys(told, day.period)
        return {}

    def of_stage(self, stage: Stage, sentence: Sentence, project: Mention) -> Period | None:
        """When a stage was, or shall be, reached; None when the text does not tell."""
        near = self._periods(max(sentence.start, stage.start - _NEAR), stage.start)
        if near:
            return near[-1].period
        earlier = self._periods(sentence.start, stage.start)
        if earlier and self._is_open(earlier[-1].span.end, stage, project):
            return earlier[-1].period
        if stage.modality is not Modality.ACTUAL:
            return None
        if _SAME_DAY.search(self._text, sentence.start, stage.end):
            return self._last_day(sentence.start)
        if earlier:
            return None
        return self.of_event(stage.status, sentence.start)

    def of_event(self, status: Status, offset: int) -> Period | None:
        """The day of the event of a report, for what is named behind its opening."""
        return self._events.get(status) if offset >= self._lead_end else None

    def _is_open(self, start: int, stage: Stage, project: Mention) -> bool:
        """Whether nothing else is named or done between a date and a stage."""
        if "；" in self._text[start : stage.start]:
            return False
        if any(m.span != project.span for m in self._mentions.projects.between(start, stage.start)):
            return False
        done = find_stages(self._text, (start, start), (start, stage.start))
        return all(other.status is stage.status for other in done)

    def _last_day(self, offset: int) -> Period | None:
        days = [p.period for p in self._periods(self._article.start, offset) if _is_day(p.period)]
        return days[-1] if days else None

    def _periods(self, start: int, end: int) -> tuple[PeriodMention, ...]:
        return self._mentions.reading.periods_between(start, end)


def _is_day(period: Period) -> bool:
    return period.start == period.end
