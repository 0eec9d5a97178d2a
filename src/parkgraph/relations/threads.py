"""The project a sentence goes on about without naming it.

A project that was the only one of the sentence before is taken up by 该项目, 项目, 一期, 全部建成后
and the like at the start of a clause; within its paragraph also by a sentence that names no
park, place, enterprise or project at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from parkgraph.cues import alternatives, words
from parkgraph.mentions import Mentions
from parkgraph.model import Article, Mention, Role
from parkgraph.relations.clauses import find_runs
from parkgraph.relations.discourse import Discourse
from parkgraph.relations.entities import Linked

_HEAD = alternatives(words("projects", "project-head", "work-head"))
_STANDS = alternatives(words("projects", "stands"))
_TAKEN_UP = re.compile(
    rf"(?:^|[，。；：、！？\n”）]|{alternatives(words('projects', 'resumed-behind'))}，?)(?:"
    # 该项目
    rf"(?:[该本此]|{alternatives(words('projects', 'resumed-by'))})"
    rf"{alternatives(words('projects', 'resumed-head'))}|"
    # 项目, but not 项目名称
    rf"{alternatives(words('projects', 'project-head'))}(?!{alternatives(words('projects', 'not-resumed'))})|"
    # 基地建成
    rf"{alternatives(words('projects', 'resumed-site'))}"
    rf"(?=[^，。]{{0,6}}(?:由|分|一期|{alternatives(words('projects', 'said-of-site'))}))|"
    # 新开工的二期
    rf"(?:{alternatives(words('projects', 'newly-begun'))}的?)?[一二三四首]期{_HEAD}?|"
    # 全部建成, 建成投产后
    rf"{alternatives(words('projects', 'resumed-whole'))}|"
    rf"{_STANDS}{alternatives(words('projects', 'then-runs'))}?后)"
)


_PHASE = re.compile("[一二三四]期")
_BREAK = re.compile("[，；。]")


@dataclass(frozen=True, slots=True)
class Thread:
    """The project a sentence takes up: its entity key, how sure that is and from which offset on."""

    project: str
    confidence: float
    start: int


def _find_phase(words: str, projects: tuple[Mention, ...], linked: Linked) -> str | None:
    """The one project named before whose name holds the phase that the words speak of (新开工的二期)."""
    phase = _PHASE.search(words)
    keys = {linked.key(m) for m in projects if phase is not None and phase[0] in m.name}
    return keys.pop() if len(keys) == 1 else None


def follow_projects(
    text: str, article: Article, mentions: Mentions, linked: Linked, discourse: Discourse
) -> dict[int, Thread]:
    """The project that every sentence of an article takes up, by the sentence's start."""
    threads: dict[int, Thread] = {}
    project: str | None = None
    paragraph = -1
    for sentence in article.sentences:
        if sentence.role in (Role.CAPTION, Role.ROW):
            continue
        named = mentions.projects.between(sentence.start, sentence.end)
        first = named[0].span.start if named else sentence.end
        if project is not None:
            # one character back, for the mark or line break that opens the sentence
            taken = _TAKEN_UP.search(text, max(0, sentence.start - 1), first)
            alone = (
                sentence.paragraph == paragraph
                and discourse.marker_between(sentence.start, first) is None
                and not mentions.enterprises.between(sentence.start, first)
            )
            if taken and sentence.paragraph <= paragraph + 2:
                meant = _find_phase(taken[0], mentions.projects.between(article.start, first), linked)
                threads[sentence.start] = Thread(meant or project, 0.8, taken.start())
            elif alone and not named:
                threads[sentence.start] = Thread(project, 0.6, sentence.start)
        runs = find_runs(text, named)
        if runs:
            # what opens a sentence is what it is about, whatever it names besides
            opens = _BREAK.search(text, sentence.start, runs[0][0].span.start) is None
            project = linked.key(runs[0][0]) if len(runs[0]) == 1 and (len(runs) == 1 or opens) else None
            paragraph = sentence.paragraph
        elif sentence.start in threads:
            paragraph = sentence.paragraph
        elif sentence.role is Role.SUBHEADING:
            project = None
    return threads
