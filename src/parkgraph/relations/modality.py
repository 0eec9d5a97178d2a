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
_PLAN_BEHIND = re.compile(
    r"[^，。；]{0,8}(?:有望|力争|拟于|将于|计划(?:于|在)?|预计)[^，。；]{0,8}(?:开工|竣工|投产|签约|建成|落地|交付)"
)
_DATED = re.compile(r"\d{4}|明年|后年|[十]{1,2}[五六]五|“十")
# 规划面积, 计划总投资: the plan is of this figure alone, not of those behind the comma
_FARTHEST = 600  # no word governs a figure from farther off
_NOUN_PLAN = re.compile(
    r"规划(?:控制|建设|总|用地)*(?:面积|用地|范围|区)|计划(?:总)?投资|设计(?:产能|能力|规模)"
)
_BREAKS = re.compile(r"[，；：]")
_PROVISION = re.compile(alternatives(words("modality", "provision")))
_FUTURE_PASSAGE = re.compile(
    r"(?:将从|将重点|将继续|将围绕|下一步|下阶段|下一阶段|今后[一两三四五]年|按照[^，。]{0,30}目标|全面部署|工作(?:目标|任务|安排|思路)|主要(?:目标|预期目标|任务))"
)
_PAST_PASSAGE = re.compile(
    r"(?:近年来|今年以来|去年|回望|回顾|截至|过去|成效|一年来|以来|工作总结|完成情况|运行情况)"
)
_STRONG_FACT = re.compile(r"超额|已|累计|目前|截至|现有|获批|获评|同比|实际|先后|上年|去年")
_TRANSITION = re.compile(r"(?:推动|推进|促进|加快|加力|全力|确保|支持|助力)[^，。；]{0,60}$")
# 占年度计划的67%, 完成全年计划: the plan is what the fact is measured by
_PLAN_AS_MEASURE = re.compile(r"(?:年度|全年|序时|.年)计划(?:任务|投资|目标)?(?:数)?的")
_WEAK = ("推动", "促进", "促使", "要", "提出", "确定", "安排", "部署", "任务", "指标", "设计", "待", "紧盯")


def find_planned_passages(text: str, article: Article) -> frozenset[int]:
    """The starts of the sentences that stand in a passage of plans."""
    planned: set[int] = set()
    state = False
    for sentence in article.sentences:
        words_of = text[sentence.start : sentence.end]
        if sentence.role in (Role.HEADLINE, Role.SUBHEADING):
            if re.search(
                alternatives(words("modality", "plan-heading")), words_of
            ) and not _PAST_PASSAGE.search(words_of):
                state = True
            elif _PAST_PASSAGE.search(words_of):
                state = False
            continue
        if state and _PAST_PASSAGE.match(words_of):
            state = False
        if state:
            planned.add(sentence.start)
        future = _FUTURE_PASSAGE.search(words_of)
        if (future and "年" in words_of) or (future and words_of.startswith(("下一步", "下阶段"))):
            state = True
            planned.add(sentence.start)
    return frozenset(planned)


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
    plans = [
        m
        for m in _PLANNED.finditer(text, low, start)
        if m[0] not in _WEAK
        and not (_NOUN_PLAN.match(text, m.start()) and _BREAKS.search(text, m.end(), start))
        and not (m[0] == "计划" and _PLAN_AS_MEASURE.match(text, m.start() - 2))
    ]
    facts = [
        m
        for m in _COMPLETED.finditer(text, low, start)
        if m[0] not in ("实现", "完成", "达到", "达", "新增", "增长", "下降", "顺利", "成功", "突破")
    ]
    if (
        period is not None
        and published is not None
        and _DATED.search(period.text)
        and period.start > published
    ):
        return Modality.PLANNED, 0.85
    clause = max(text.rfind(mark, floor, start) for mark in "，；。：") + 1
    tail = text[end : end + 14].split("，")[0].split("。")[0]
    pushed = _TRANSITION.search(text, max(clause, floor), start)
    if (
        pushed
        and not re.search("有力|有效|促成|已", text[max(clause, floor) : start])
        and re.search(r"开工|竣工|投产|落地|签约|建成|上市|达产|入统", tail)
    ):
        return Modality.PLANNED, 0.7
    if _PROVISION.search(text, low, min(sentence.end, end + 40)) and not _STRONG_FACT.search(text, low, end):
        return Modality.PLANNED, 0.75
    if _PLAN_BEHIND.match(text, end, sentence.end):
        return Modality.PLANNED, 0.75
    if plans and (not facts or facts[-1].start() < plans[-1].start()):
        return Modality.PLANNED, 0.85
    if facts:
        return Modality.ACTUAL, 0.85
    if sentence.start in planned_passages and not _STRONG_FACT.search(text, low, start):
        return Modality.PLANNED, 0.65
    return Modality.ACTUAL, 0.85
