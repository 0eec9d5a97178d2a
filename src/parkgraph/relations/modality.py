"""Whether a figure is a fact or still a plan.

A figure is planned when, after the last word of completion before it in its sentence, a word of
plan stands (力争, 计划, 预计 …), when its period lies behind the date of publication, or when the
passage is one of plans (under a heading of aims, or after 2024年工作任务) and nothing near it
says that it happened.
"""

from __future__ import annotations

import datetime as dt
import re

from parkgraph.cues import alternatives, words
from parkgraph.model import Article, Modality, Period, Role, Sentence

_PLANNED = re.compile(alternatives(words("modality", "planned")))
_COMPLETED = re.compile(alternatives(words("modality", "completed")))
_COMES = words("modality", "comes")
_PLAN_BEHIND = re.compile(
    f"[^，。；]{{0,8}}{alternatives(words('modality', 'plan-behind'))}[^，。；]{{0,8}}"
    + alternatives((*_COMES, *words("modality", "handed-over")))
)
_COMING = re.compile(alternatives((*_COMES, *words("modality", "comes-after"))))
_DATED = re.compile(rf"\d{{4}}|{alternatives(words('modality', 'later-year'))}|[十]{{1,2}}[五六]五|“十")
_FARTHEST = 600  # no word governs a figure from farther off
# 规划面积, 计划总投资: the plan is of this figure alone, not of those behind the comma
_NOUN_PLAN = re.compile(
    f"{alternatives(words('modality', 'plan-noun'))}{alternatives(words('modality', 'plan-noun-inner'))}*"
    f"{alternatives(words('modality', 'plan-noun-ending'))}|{alternatives(words('modality', 'plan-figure'))}"
)
_BREAKS = re.compile(r"[，；：]")
_PROVISION = re.compile(alternatives(words("modality", "provision")))
# 第三条, …若干措施的通知: what the text itself grants is still to be granted
_ARTICLE = re.compile("第[一二三四五六七八九十百]+条")
_RULE_TITLE = re.compile(alternatives(words("modality", "rule-title")) + r"(?:的通知)?[）)》”]?\s*$")
# 由1.5万吨提高到2.2万吨: the first is what it was
_FROM = re.compile(
    rf"[^，。；]{{0,6}}{alternatives(words('modality', 'moves-from'))}[^，。；]{{0,3}}[到至为]"
)
_ORIGIN = re.compile("[由从][^，。；、]{0,4}$")
# 主要, 超过: a cue word inside another word
_NO_CUE = re.compile(alternatives(words("modality", "no-cue")))
# 今年计划新签约项目5个；新开工项目5个: a plan for a time goes on behind the semicolon
_GOAL = re.compile(
    rf"(?:年|年度|{alternatives(words('modality', 'goal'))})[^，。；：]{{0,8}}"
    rf"{alternatives(words('modality', 'goal-opener'))}|{alternatives(words('modality', 'goal'))}[是为：]"
)
# 比计划提前20天
_COMPARED = re.compile(alternatives(words("modality", "compares")) + "$")
_PLAN_HEADING = re.compile(alternatives(words("modality", "plan-heading")))
_NEXT_STEP = words("modality", "next-step")
_FUTURE_PASSAGE = re.compile(
    f"{alternatives(words('modality', 'future-passage'))}|"
    f"{alternatives(words('modality', 'hereafter'))}[一两三四五]年|"
    f"{alternatives(words('modality', 'according'))}[^，。]{{0,30}}{alternatives(words('modality', 'goal'))}"
)
_PAST_PASSAGE = re.compile(alternatives(words("modality", "past-passage")))
_STRONG_FACT = re.compile(alternatives(words("modality", "strong-fact")))
_TRANSITION = re.compile(alternatives(words("modality", "pushes")) + "[^，。；]{0,60}$")
_ACHIEVED = re.compile(alternatives(words("modality", "achieved")))
# 占年度计划的67%, 完成全年计划: the plan is what the fact is measured by
_PLAN = words("modality", "plan-word")
_PLAN_AS_MEASURE = re.compile(
    f"(?:{alternatives(words('modality', 'plan-span'))}|.年){alternatives(_PLAN)}"
    f"{alternatives(words('modality', 'plan-ending'))}?数?的"
)
_WEAK_PLAN = frozenset(words("modality", "weak-plan"))
_WEAK_FACT = frozenset(words("modality", "weak-fact"))


def find_planned_passages(text: str, article: Article) -> frozenset[int]:
    """The starts of the sentences that stand in a passage of plans."""
    planned: set[int] = set()
    state = False
    granting = _is_rule(text, article)
    for sentence in article.sentences:
        words_of = text[sentence.start : sentence.end]
        if sentence.role in (Role.HEADLINE, Role.SUBHEADING):
            if _PLAN_HEADING.search(words_of) and not _PAST_PASSAGE.search(words_of):
                state = True
            elif _PAST_PASSAGE.search(words_of):
                state = False
            continue
        if state and _PAST_PASSAGE.match(words_of):
            state = False
        if state or (granting and _PROVISION.search(words_of)):
            planned.add(sentence.start)
        future = _FUTURE_PASSAGE.search(words_of)
        if (future and "年" in words_of) or (future and words_of.startswith(_NEXT_STEP)):
            state = True
            planned.add(sentence.start)
    return frozenset(planned)


def _is_rule(text: str, article: Article) -> bool:
    """Whether an article is itself the text of measures, not of what was done under them."""
    numbered = sum(bool(_ARTICLE.match(text, s.start)) for s in article.sentences)
    return numbered > 1 or any(
        s.role is Role.HEADLINE and _RULE_TITLE.search(text, s.start, s.end) for s in article.sentences
    )


def _is_within(cue: re.Match[str], masked: list[tuple[int, int]]) -> bool:
    """Whether a cue begins inside another word, or is no more than its beginning."""
    return any(
        start < cue.start() < end or (start == cue.start() and cue.end() < end) for start, end in masked
    )


def _goes_on_planning(text: str, floor: int, segment: int) -> bool:
    """Whether the part of the sentence before a semicolon sets goals and tells nothing."""
    low = text.rfind("。", floor, segment) + 1 or floor
    return bool(_GOAL.search(text, low, segment)) and not _STRONG_FACT.search(text, low, segment)


def modality_of(
    text: str,
    sentence: Sentence,
    start: int,
    end: int,
    period: Period | None,
    published: dt.date | None,
    planned_passages: frozenset[int],
) -> tuple[Modality, float]:
    """The modality of a figure at ``start:end``, and how sure that is."""
    floor = max(sentence.start, start - _FARTHEST)
    segment = max(text.rfind(mark, floor, start) for mark in "；。")
    low = segment + 1 if segment >= 0 else floor
    masked = [m.span() for m in _NO_CUE.finditer(text, low, start)]
    plans = [
        m
        for m in _PLANNED.finditer(text, low, start)
        if m[0] not in _WEAK_PLAN
        and not _is_within(m, masked)
        and not (_NOUN_PLAN.match(text, m.start()) and _BREAKS.search(text, m.end(), start))
        and not (m[0] in _PLAN and _PLAN_AS_MEASURE.match(text, m.start() - 2))
        and not (m[0] in _PLAN and _COMPARED.search(text, max(low, m.start() - 2), m.start()))
    ]
    facts = [
        m
        for m in _COMPLETED.finditer(text, low, start)
        if m[0] not in _WEAK_FACT and not _is_within(m, masked)
    ]
    if (
        period is not None
        and published is not None
        and _DATED.search(period.text)
        and not (segment >= 0 and period.text in text[floor:segment])
        and period.start > published
    ):
        return Modality.PLANNED, 0.85
    clause = max(text.rfind(mark, floor, start) for mark in "，；。：") + 1
    tail = text[end : end + 14].split("，")[0].split("。")[0]
    pushed = _TRANSITION.search(text, max(clause, floor), start)
    if pushed and not _ACHIEVED.search(text[max(clause, floor) : start]) and _COMING.search(tail):
        return Modality.PLANNED, 0.7
    if _ORIGIN.search(text, max(low, start - 6), start) and _FROM.match(text, end, sentence.end):
        return Modality.ACTUAL, 0.8
    if _PLAN_BEHIND.match(text, end, sentence.end):
        return Modality.PLANNED, 0.75
    if plans and (not facts or facts[-1].start() < plans[-1].start()):
        return Modality.PLANNED, 0.85
    if facts:
        return Modality.ACTUAL, 0.85
    if segment >= floor and text[segment] == "；" and _goes_on_planning(text, floor, segment):
        return Modality.PLANNED, 0.7
    if sentence.start in planned_passages and not _STRONG_FACT.search(text, low, start):
        return Modality.PLANNED, 0.65
    return Modality.ACTUAL, 0.85
