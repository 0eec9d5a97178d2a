"""The stage that a passage gives all the projects named in it.

A heading (二、在建项目) says it of all below it until the next heading; a sentence that counts
projects (集中签约12个项目, 80个项目开工) of those named behind it in its paragraph; a headline
(…项目集中开工) of those of the article.  One of plans (推动在建项目投产) or with more than one stage
(签约项目、开工项目) says nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from parkgraph.cues import alternatives, words
from parkgraph.mentions import Mentions
from parkgraph.model import Article, Modality, Role, Sentence, Status
from parkgraph.relations.stages import find_stages

_HEAD = alternatives(words("projects", "project-head"))
_CEREMONY = re.compile(alternatives(words("status", "batch-stage")))
_COUNTED = re.compile(
    rf"(?:(?<!\d)\d+|(?<![一二两三四五六七八九十])[一二两三四五六七八九十]+)(?:余|多)?个[^，。；、\d]{{0,14}}{_HEAD}|{_HEAD}(?:共|有|达)?\d+(?:余|多)?个"
)
HEADING, COUNT, HEADLINE = 0.8, 0.7, 0.65
"""How sure the stage is that a heading, a count of projects and a headline give."""
_NEAR = 8
"""Between a stage and the projects it is said of stand no more characters."""
_OF_HEADING = re.compile(rf"[^，。；、]{{0,4}}{_HEAD}")


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text (clean offsets) with the stage of its projects, and how sure that is."""

    start: int
    end: int
    status: Status
    confidence: float

    @property
    def rule(self) -> str:
        """The name of the rule that found it."""
        return {HEADING: "passage-heading", COUNT: "passage-count"}.get(self.confidence, "passage-headline")


def find_passages(
    text: str, article: Article, mentions: Mentions, planned: frozenset[int]
) -> tuple[Passage, ...]:
    """The passages of an article that state a stage, the widest first.

    :param planned: the starts of the sentences that speak of plans
    """
    sentences = article.sentences
    passages: list[Passage] = []
    for index, sentence in enumerate(sentences):
        if sentence.role is Role.HEADLINE:
            status = _read_ceremony(text, sentence.start, sentence.end)
            if status is not None:
                passages.append(Passage(sentence.end, article.end, status, HEADLINE))
        elif sentence.role is Role.SUBHEADING:
            status = _read_heading(text, sentence, mentions)
            if status is not None:
                passages.append(
                    Passage(sentence.end, _end_of_section(article, index, mentions), status, HEADING)
                )
        elif sentence.role in (Role.BODY, Role.CAPTION) and sentence.start not in planned:
            found = _read_count(text, sentence)
            if found is not None:
                start, status = found
                passages.append(Passage(start, _end_of_paragraph(sentences, index), status, COUNT))
    return tuple(sorted(passages, key=lambda p: (p.start - p.end, p.start)))


def passage_at(passages: tuple[Passage, ...], offset: int) -> Passage | None:
    """The narrowest passage around an offset, of several the last begun."""
    around = [p for p in passages if p.start <= offset < p.end]
    return min(around, key=lambda p: (p.confidence == HEADLINE, -p.start)) if around else None


def _read_ceremony(text: str, start: int, end: int) -> Status | None:
    """The one stage that a ceremony in a stretch celebrates."""
    found = set()
    for match in _CEREMONY.finditer(text, start, end):
        stages = find_stages(text, (start, start), (match.start(), match.end()))
        found |= {s.status for s in stages if s.modality is Modality.ACTUAL}
    return found.pop() if len(found) == 1 else None


def _read_heading(text: str, sentence: Sentence, mentions: Mentions) -> Status | None:
    if mentions.projects.between(sentence.start, sentence.end):
        return None
    stages = find_stages(text, (sentence.start, sentence.start), (sentence.start, sentence.end))
    if not stages or any(s.modality is Modality.PLANNED and s.status is not Status.PLANNED for s in stages):
        return None
    attributes = {s.status for s in stages if _OF_HEADING.match(text, s.end, sentence.end)}
    return attributes.pop() if len(attributes) == 1 else None


def _end_of_section(article: Article, index: int, mentions: Mentions) -> int:
    """Where the next heading begins that is not a project's own name."""
    for sentence in article.sentences[index + 1 :]:
        if sentence.role is Role.SUBHEADING and not mentions.projects.between(sentence.start, sentence.end):
            return sentence.start
    return article.end


def _end_of_paragraph(sentences: tuple[Sentence, ...], index: int) -> int:
    end = sentences[index].end
    for sentence in sentences[index + 1 :]:
        if sentence.paragraph != sentences[index].paragraph or sentence.role is not Role.BODY:
            break
        end = sentence.end
    return end


def _read_count(text: str, sentence: Sentence) -> tuple[int, Status] | None:
    """The stage said of a number of projects in one clause, and where that clause ends."""
    counted = _COUNTED.search(text, sentence.start, sentence.end)
    ceremony = _CEREMONY.search(text, sentence.start, sentence.end)
    if ceremony is not None:
        status = _read_ceremony(text, sentence.start, sentence.end)
        return (ceremony.end(), status) if status is not None else None
    if counted is None:
        return None
    low = max(text.rfind(mark, sentence.start, counted.start()) for mark in "，；。：") + 1
    low = max(low, sentence.start)
    high = min(
        (i for i in (text.find(m, counted.end(), sentence.end) for m in "，；。：") if i >= 0),
        default=sentence.end,
    )
    stages = find_stages(text, (low, low), (low, high))
    near = {s.status for s in stages if s.start - counted.end() <= _NEAR and counted.start() - s.end <= _NEAR}
    if len(near) != 1 or any(s.modality is Modality.PLANNED for s in stages):
        return None
    return counted.end(), near.pop()
