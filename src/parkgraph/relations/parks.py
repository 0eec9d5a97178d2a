"""What is said of a park itself: its leading industries and who administers it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from parkgraph.cues import alternatives, words
from parkgraph.mentions import Mentions
from parkgraph.mentions.industries import find_industries
from parkgraph.model import Article, Claim, CleanDocument, Kind
from parkgraph.relations.discourse import Discourse
from parkgraph.relations.entities import Linked
from parkgraph.text.offsets import find_evidence

_LEADING = re.compile(
    f"(?:以|{alternatives(words('parks', 'leads'))})(?:了|出|起)?([^，。；]{{2,60}}?)"
    r"(?:为|等)?(?:[一二两三四五六七八九十\d]+大)?(?:个)?"
    f"{alternatives(words('parks', 'leading'))}{alternatives(words('parks', 'leading-besides'))}?"
    f"{alternatives(words('parks', 'industry'))}"
)
_ADMINISTERS = words("parks", "committee")


def read_parks(
    clean: CleanDocument, article: Article, mentions: Mentions, linked: Linked, discourse: Discourse
) -> Iterable[Claim]:
    """The leading industries and the management committees of the parks of an article."""
    text = clean.text
    for sentence in article.sentences:
        for match in _LEADING.finditer(text, sentence.start, sentence.end):
            park = discourse.park_at(sentence, match.start())
            if park is None:
                continue
            evidence = find_evidence(clean, match.start(), match.end())
            for industry in find_industries(text, match.start(1), match.end(1)):
                yield Claim(
                    park.key,
                    "leadingIndustry",
                    dict(industry.attributes)["industry"],
                    True,
                    confidence=round(min(0.75, park.confidence), 3),
                    evidence=evidence,
                    rule="leading-industry",
                )
    for agency in mentions.agencies.between(article.start, article.end):
        if not agency.name.endswith(_ADMINISTERS):
            continue
        for named in mentions.parks.between(agency.span.start, agency.span.start + 1):
            if named.span.end < agency.span.end:
                evidence = find_evidence(clean, agency.span.start, agency.span.end)
                yield Claim(
                    linked.key(named),
                    "administeredBy",
                    linked.key(agency),
                    confidence=0.9,
                    evidence=evidence,
                    rule="committee-name",
                )


def read_phases(linked: Linked) -> Iterable[Claim]:
    """Projects of a document that are phases of another one it names (X项目二期, X项目)."""
    projects = {entity.name: entity for entity in linked.entities.values() if entity.kind is Kind.PROJECT}
    for name, entity in projects.items():
        match = _PHASE.match(name)
        if match is None:
            continue
        for whole in (
            *(match[1] + head for head in _PROJECT),
            match[1],
            *(match[1] + head for head in _WORK),
        ):
            if whole in projects and whole != name:
                for one, part, other in (
                    (entity, "phaseOf", projects[whole]),
                    (projects[whole], "hasPhase", entity),
                ):
                    yield Claim(
                        one.key,
                        part,
                        other.key,
                        confidence=0.85,
                        evidence=entity.evidence,
                        rule="phase-name",
                    )
                break


_PROJECT = words("projects", "project-head")
_WORK = words("projects", "work-head")
_HEAD = alternatives((*_PROJECT, *_WORK))
_PHASE = re.compile(f"(.{{3,}}?){_HEAD}?(?:（)?[一二三四五]期(?:）)?{_HEAD}?$")
