"""Paragraphs -> articles: several reports can share a page, each with its headline and zone."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field, replace
from functools import cache

from parkgraph.sources.cues import any_of, phrases
from parkgraph.sources.metadata import read_line
from parkgraph.text.layout import Paragraph, Part

_GAP = 3
_LABEL = re.compile(r"^[\u4e00-\u9fff()（）·A-Za-z0-9]{2,20}$")
_ONLY_DATE = re.compile(r"^(?:19|20)[0-9]{2} ?年 ?[0-9]{1,2} ?月 ?[0-9]{1,2} ?日$")
_DAY = re.compile(r"^(?:[0-9]{1,2} ?月 ?[0-9]{1,2} ?日|近日|日前|近期|今日|昨日)")


@dataclass(slots=True)
class Group:
    """The paragraphs of one article while they are gathered."""

    headline: Paragraph | None = None
    paragraphs: list[Paragraph] = field(default_factory=list)
    published: dt.date | None = None
    has_body: bool = False

    def add(self, paragraph: Paragraph) -> None:
        """Appends a paragraph."""
        self.paragraphs.append(paragraph)
        self.has_body = self.has_body or paragraph.part in (Part.TEXT, Part.ROW)

    def give_up_headline(self) -> Paragraph | None:
        """Takes out the last heading within the text, as the headline of another article."""
        for index in range(len(self.paragraphs) - 1, 0, -1):
            paragraph = self.paragraphs[index]
            if paragraph.part is Part.HEADING and zone_of(paragraph.folded):
                return self.paragraphs.pop(index)
        return None


def group_articles(paragraphs: tuple[Paragraph, ...]) -> tuple[Group, ...]:
    """The articles of a page, in order.

    A new article begins at a short line when the text before it is complete and the line is
    shown to be a headline: by what follows (a byline, a date line, «本报讯»), by a byline that
    closed the article before, or by naming a zone before a colon as the page's first headline
    does.  It begins without a headline at text that opens with «本报讯», follows a closing byline,
    or is set apart by a wide gap and opens with a day; then a headline that was seen too early,
    within the article before, is its own.
    """
    groups: list[Group] = [Group()]
    waiting: list[Paragraph] = []
    closed = False
    for index, paragraph in enumerate(paragraphs):
        current = groups[-1]
        following = paragraphs[index + 1 : index + 4]
        if paragraph.part is Part.METADATA:
            current.published = current.published or read_line(paragraph.folded).published
            continue
        if paragraph.part is Part.DISPLACED:
            waiting.append(paragraph)
            continue
        if paragraph.part is Part.BYLINE:
            closed = current.has_body
            continue
        if current.has_body and _begins(paragraph, following, current, closed):
            early = waiting.pop(0) if waiting else None
            if paragraph.part is Part.TEXT and early is None and _lead().match(paragraph.folded):
                early = current.give_up_headline()
            current = Group(early if paragraph.part is not Part.HEADING else None)
            groups.append(current)
        closed = _is_signature(paragraph, following) and current.has_body
        if closed:
            paragraph = replace(paragraph, part=Part.TEXT)
        if paragraph.part is Part.HEADING and current.headline is None and not current.paragraphs:
            current.headline = paragraph
        current.add(paragraph)
    return tuple(g for g in groups if g.paragraphs)


def zone_of(headline: str) -> str | None:
    """The zone or place that a headline names first: before a colon, or by a zone's ending.

    >>> zone_of("某某高新区：项目开工"), zone_of("柳湖新区部署六项任务"), zone_of("一图读懂：新政策")
    ('某某高新区', '柳湖新区', None)
    """
    label, colon, _ = headline.replace("：", ":").partition(":")
    if colon and _LABEL.match(label) and _place_end().search(label):
        return label
    found = _zone_start().match(headline)
    return found[0] if found else None


def _begins(paragraph: Paragraph, following: tuple[Paragraph, ...], current: Group, closed: bool) -> bool:
    if paragraph.part is Part.HEADING:
        if not any(p.part in (Part.TEXT, Part.ROW) for p in following) or _is_signature(paragraph, following):
            return False
        if closed or following[0].part in (Part.BYLINE, Part.METADATA) or _lead().match(following[0].folded):
            return True
        label = paragraph.folded.partition(":")[0]
        return bool(
            following[0].part is Part.TEXT
            and label != paragraph.folded
            and zone_of(paragraph.folded) == label
            and current.headline is not None
            and ":" in current.headline.folded
        )
    if paragraph.part is Part.TEXT:
        if current.paragraphs[-1] is current.headline:
            return False
        apart = paragraph.blank_before >= _GAP and bool(_DAY.match(paragraph.folded))
        return closed or apart or bool(_lead().match(paragraph.folded))
    apart = closed or paragraph.blank_before >= _GAP
    return apart and paragraph.part is Part.CAPTION and bool(following) and following[0].part is Part.TEXT


def _is_signature(paragraph: Paragraph, following: tuple[Paragraph, ...]) -> bool:
    """The issuer under an official text: a short line before a line that is only a date."""
    return (
        paragraph.part is Part.HEADING
        and bool(following)
        and following[0].part is Part.METADATA
        and bool(_ONLY_DATE.match(following[0].folded))
    )


@cache
def _lead() -> re.Pattern[str]:
    correspondent = r"本[报刊网站][\u4e00-\u9fff]{0,6}[讯电][ (（]|"
    return re.compile(
        correspondent + any_of(phrases("lead", "word")) + r"[ (（]|" + any_of(phrases("source-line", "start"))
    )


@cache
def _place_end() -> re.Pattern[str]:
    endings = {*phrases("zone", "word"), *phrases("place", "word")}
    return re.compile(
        any_of(sorted(endings, key=lambda p: (-len(p), p))) + r"(?:[(（][^()（）]{1,10}[)）])?$"
    )


@cache
def _zone_start() -> re.Pattern[str]:
    endings = [p for p in phrases("zone", "word") if len(p) >= 2]
    return re.compile(rf"^[\u4e00-\u9fff]{{2,10}}?{any_of(endings)}")
