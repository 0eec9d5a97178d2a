"""What is said of a park itself: its leading industries and who administers it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from parkgraph.mentions import Mentions
from parkgraph.mentions.industries import find_industries
from parkgraph.model import Article, Claim, CleanDocument, Kind
from parkgraph.relations.discourse import Discourse
from parkgraph.relations.entities import Linked
from parkgraph.text.offsets import find_evidence

_LEADING = re.compile(
    r"(?:围绕|聚焦|以|发展|做大做强|做强做优|培育|形成|壮大|打造|构建|锚定|主攻)(?:了|出|起)?([^，。；]{2,60}?)"
    r"(?:为|等)?(?:[一二两三四五六七八九十\d]+大)?(?:个)?(?:主导|特色|支柱|优势|重点|首位|主要|核心)(?:特色|优势|支柱|主导)?产业"
)
_ADMINISTERS = ("管委会", "管理委员会")


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
                )
    for agency in mentions.agencies.between(article.start, article.end):
        if not agency.name.endswith(_ADMINISTERS):
            continue
        for named in mentions.parks.between(agency.span.start, agency.span.start + 1):
            if named.span.end < agency.span.end:
                evidence = find_evidence(clean, agency.span.start, agency.span.end)
                yield Claim(
                    linked.key(named), "administeredBy", linked.key(agency), confidence=0.9, evidence=evidence
                )


def read_phases(linked: Linked) -> Iterable[Claim]:
    """Projects of a document that are phases of another one it names (X项目二期, X项目)."""
    projects = {entity.name: entity for entity in linked.entities.values() if entity.kind is Kind.PROJECT}
    for name, entity in projects.items():
        match = _PHASE.match(name)
        if match is None:
            continue
        for whole in (f"{match[1]}项目", match[1], f"{match[1]}工程"):
            if whole in projects and whole != name:
                yield Claim(
                    entity.key, "phaseOf", projects[whole].key, confidence=0.85, evidence=entity.evidence
                )
                yield Claim(
                    projects[whole].key, "hasPhase", entity.key, confidence=0.85, evidence=entity.evidence
                )
                break


_PHASE = re.compile(r"(.{3,}?)(?:项目|工程)?(?:（)?[一二三四五]期(?:）)?(?:项目|工程)?$")
