"""The stage of a project from the words around its name.

Every stage word (``cues-status.tsv``) near the name is read with what stands before it: a word
of plan (确保, 力争, 推动 …) means that the stage is still to come, so the project is in the one
before (确保竣工投产: under construction); a negation drops it.  Words behind the name count
before those in front, a later phase before an earlier one (一期投产、二期在建: under
construction), a fact before a plan, and of facts the furthest.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from parkgraph.cues import alternatives, load_cues, words
from parkgraph.model import Modality, Status

ORDER = {status: rank for rank, status in enumerate(Status)}
# a project that lands (落户, 落地) is signed; one that shall land is no more than planned
_LANDING = frozenset(load_cues("status")["landing"])
# what runs sells and makes: a fact only where the clause says since when (去年产值, 累计发送)
_RUNNING = frozenset(load_cues("status")["running"])
_SINCE = re.compile(rf"(?:20\d\d|\d{{1,2}}[月年])|{alternatives(words('status', 'since'))}")
# 规划面积, 开工率: a stage's word in what is no stage
_NOT_STAGE = frozenset(load_cues("status")["not-stage"])
_CLASSES = {"landing": Status.SIGNED, "running": Status.IN_PRODUCTION}
_STATUS = {
    word: _CLASSES.get(key) or Status(key)
    for key, entries in load_cues("status").items()
    if key in _CLASSES or key in {*Status}
    for word in entries
}
_CUE = re.compile(alternatives({*_STATUS, *_NOT_STAGE}))
# 推动了甲项目开工 tells what was done
_PLAN = re.compile(alternatives(words("modality", "planned")) + "(?!了)")
_NEGATION = re.compile(alternatives(words("modality", "not-reached")) + r"[^，。；、]{0,2}$|[不无]$")
_PHASE = re.compile(r"(?:第)?([一二三四五六首])(?:期|阶段)")
_PHASES = {c: n for n, c in enumerate("首一二三四五六")} | {"首": 1}
_FUTURE = re.compile(alternatives(words("modality", "future")))
# 推动A加快建设: what is sped up is under way already
_UNDER_WAY = words("modality", "under-way")
_COMPONENT = re.compile(
    alternatives((*words("projects", "component"), *words("status", "component"))) + r"[^，。；]{0,3}$"
)
_DONE = words("status", "done")
_PAUSE = re.compile("[，；。、]")
# 投产后, 开工以来: what comes behind the stage is told, not the stage
_BEHIND = re.compile(r"[以之]?[后前]")
_DATED = re.compile(r"(?:20)?\d{2}年|\d{1,2}月|" + alternatives(words("modality", "later-year", "year-end")))
_BEFORE = {
    Status.PLANNED: Status.PLANNED,
    Status.NEGOTIATING: Status.PLANNED,
    Status.SIGNED: Status.NEGOTIATING,
    Status.PREPARING: Status.SIGNED,
    Status.UNDER_CONSTRUCTION: Status.PLANNED,
    Status.COMPLETED: Status.UNDER_CONSTRUCTION,
    Status.IN_PRODUCTION: Status.UNDER_CONSTRUCTION,
    Status.TERMINATED: Status.TERMINATED,
}


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage a text gives: where its word stands, whether it happened, of which phase it is.

    ``before`` is the stage a project is in while this one is still to come.
    """

    status: Status
    modality: Modality
    start: int
    end: int
    phase: int = 0
    behind: bool = True
    before: Status = Status.PLANNED
    landing: bool = False


def find_stages(
    text: str, before: tuple[int, int], after: tuple[int, int], *, planned: bool = False
) -> tuple[Stage, ...]:
    """The stage words in the two stretches of text before and after a name, in text order.

    A word of plan in front of the name (推动|A|开工) governs the words behind it, unless what
    it governs is said to be done (有力促成|A|签约).  In a passage of plans (``planned``) what is to
    be carried out (实施|A) is still planned, what goes on (继续实施|A) is not.
    """
    lead = text[before[0] : before[1]]
    lead_plan = bool(_PLAN.search(lead)) and not _ACHIEVED.search(lead)
    hurried = bool(_HURRIED.search(lead)) and not _ACHIEVED.search(lead)
    if planned and _TO_DO.search(lead) and not _GOING_ON.search(lead):
        return tuple(
            replace(s, modality=Modality.PLANNED) for s in _scan(text, before, False, lead_plan=False)
        )
    found = [*_scan(text, before, False, lead_plan=False), *_scan(text, after, True, lead_plan=lead_plan)]
    if hurried:
        # 加快|A|落地: landing is what the haste is for
        found = [replace(s, modality=Modality.PLANNED) if s.behind and s.landing else s for s in found]
        if any(s.behind and s.landing for s in found):
            found = [s for s in found if s.behind]
    return tuple(found)


def phase_of(name: str) -> int:
    """The phase that a project's name ends with (X项目二期: 2), 0 when it names none."""
    phases = _PHASE.findall(name)
    return _PHASES[phases[-1]] if phases else 0


_TO_DO = re.compile(alternatives(words("modality", "to-do")) + r"[^，。；]{0,6}$")
_GOING_ON = re.compile(alternatives(words("modality", "going-on")))
_ACHIEVED = re.compile(alternatives(words("modality", "achieved", "achieved-well")))
_HURRIED = re.compile(alternatives(words("modality", "hurries")))


def _scan(text: str, stretch: tuple[int, int], behind: bool, *, lead_plan: bool) -> list[Stage]:
    stages = []
    start, end = stretch
    clause = start
    phase = 0
    previous = start
    planned_clause = False
    for match in _CUE.finditer(text, start, end):
        if match[0] in _NOT_STAGE:
            continue
        between = text[previous : match.start()]
        breaks = [i for i, c in enumerate(between) if c in "，；。："]
        if breaks:
            carried = planned_clause and bool(_DATED.match(text, previous + breaks[-1] + 1))
            clause = previous + breaks[-1] + 1
            planned_clause = carried
        for found in _PHASE.finditer(text, previous, match.start()):
            phase = _PHASES[found[1]]
        previous = match.end()
        if _NEGATION.search(text, max(clause, match.start() - 6), match.start()):
            continue
        plan = planned_clause or bool(_PLAN.search(text, clause, match.start()))
        if match[0].startswith(_UNDER_WAY) and not _FUTURE.search(text, clause, match.start()):
            plan = False
        elif lead_plan and "已" not in text[clause : match.start()]:
            plan = True
        if _FUTURE.search(text, clause, match.start()):
            plan = True  # 将, 拟, 预计 outweigh what speaks of work under way
        if match[0] in _RUNNING and (plan or not _SINCE.search(text, clause, match.start())):
            continue
        planned_clause = plan
        status = _STATUS[match[0]]
        if status is Status.COMPLETED and _COMPONENT.search(
            text, max(clause, match.start() - 8), match.start()
        ):
            status = Status.UNDER_CONSTRUCTION  # 土建已完成
        if match[0].endswith(_DONE):
            of = _CUE.search(text, match.end(), min(end, match.end() + 10))
            step = _STATUS.get(of[0]) if of and not _PAUSE.search(text, match.end(), of.start()) else None
            if step is not None and ORDER[step] < ORDER[status]:
                continue  # 已完成立项: what is completed is the step, read next
        if (
            not behind
            and status in (Status.COMPLETED, Status.IN_PRODUCTION)
            and text[match.end() : match.end() + 1] == "后"
        ):
            continue
        if behind and _BEHIND.match(text, match.end()):
            continue
        stages.append(
            Stage(
                status,
                Modality.PLANNED if plan else Modality.ACTUAL,
                match.start(),
                match.end(),
                phase,
                behind,
                Status.PLANNED if match[0] in _LANDING else _BEFORE[status],
                match[0] in _LANDING,
            )
        )
    return stages


def current_stage(stages: tuple[Stage, ...]) -> tuple[Status, float] | None:
    """The stage a project is in, and how sure that is; ``None`` when no word says."""
    behind = [stage for stage in stages if stage.behind]
    facts = [stage for stage in behind if stage.modality is Modality.ACTUAL]
    plans = [stage for stage in behind if stage.modality is Modality.PLANNED]
    if facts:
        if any(stage.status is Status.TERMINATED for stage in facts):
            return Status.TERMINATED, 0.7
        last_phase = max(stage.phase for stage in facts)
        facts = [stage for stage in facts if stage.phase == last_phase]
        furthest = max(facts, key=lambda s: ORDER[s.status])
        return furthest.status, 0.85
    front = [stage for stage in stages if not stage.behind]
    done = [stage for stage in front if stage.modality is Modality.ACTUAL]
    if done:
        return done[-1].status, 0.7
    if plans:
        return plans[0].before, 0.6
    if front:
        return front[-1].before, 0.55
    return None
