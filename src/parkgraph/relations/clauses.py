"""Clauses of a sentence, and the runs of project names that share one predicate."""

from __future__ import annotations

import re

from parkgraph.cues import alternatives, words
from parkgraph.model import Mention, Sentence

_BREAK = re.compile(r"[，；。：！？\n]")
_HEAD = alternatives(words("projects", "project-head", "work-head"))
_PRICED = alternatives(words("projects", "joins-priced"))
_JOINS = re.compile(
    rf"(?:[、和及与”“]|{alternatives(words('projects', 'joins', 'batch'))}|{_HEAD}|"
    rf"{_PRICED}[^，。；、]{{2,12}}的|等(?:[^，。；、]{{1,8}}{_HEAD})?)*$"
)
LONGEST = 400
"""No clause is longer; it bounds the work on text without punctuation."""


def clause_start(text: str, sentence: Sentence, offset: int) -> int:
    """Where the clause that holds ``offset`` begins."""
    floor = max(sentence.start, offset - LONGEST)
    position = floor
    for match in _BREAK.finditer(text, floor, offset):
        position = match.end()
    return position


def clause_end(text: str, sentence: Sentence, offset: int) -> int:
    """Where the clause that holds ``offset`` ends, before its punctuation mark."""
    match = _BREAK.search(text, offset, sentence.end)
    return match.start() if match else sentence.end


def find_runs(text: str, projects: tuple[Mention, ...]) -> tuple[tuple[Mention, ...], ...]:
    """The projects of a sentence in runs that only enumeration marks separate."""
    runs: list[list[Mention]] = []
    for project in projects:
        if (runs and _JOINS.match(text[runs[-1][-1].span.end : project.span.start])) or (
            runs and _same_list(runs[-1][-1], project)
        ):
            runs[-1].append(project)
        else:
            runs.append([project])
    return tuple(tuple(run) for run in runs)


def _same_list(one: Mention, other: Mention) -> bool:
    lists = [dict(mention.attributes).get("list") for mention in (one, other)]
    return lists[0] is not None and lists[0] == lists[1]
