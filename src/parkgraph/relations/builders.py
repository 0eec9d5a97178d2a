"""Who builds a project."""

from __future__ import annotations

import re
from collections.abc import Iterable

from parkgraph.cues import alternatives, words
from parkgraph.mentions import Mentions
from parkgraph.model import Claim, CleanDocument, Mention, Sentence
from parkgraph.relations.entities import Linked
from parkgraph.text.offsets import find_evidence

_BUILT_BY = re.compile(f"(?:，)?(?:{alternatives(words('parks', 'wholly'))}|由|系|是)*由[^，。；]{{0,26}}$")
_BUILD_VERB = re.compile(
    f"{alternatives(words('projects', 'undertakes-how'))}?{alternatives(words('projects', 'undertakes'))}"
)
_FIRM = alternatives(words("enterprises", "company", "group"))
_PAYS = alternatives(words("projects", "paid"))
_BUILDS = re.compile(
    # X总投资5亿元的|
    f"^{_FIRM}?总?{_PAYS}[^，。；]{{2,14}}的$|"
    # X计划总投资5亿元，主要建设|
    f"^{_FIRM}?(?:将|拟)?{alternatives(words('projects', 'intended'))}?总?{_PAYS}[^，。；]{{2,14}}，"
    f"{alternatives(words('projects', 'meant-for'))}?"
    f"{alternatives(words('projects', 'builds', 'builds-anew'))}“?$|"
    # X出资建设的年产5万吨|
    f"^{_FIRM}?{alternatives(words('projects', 'before-builds'))}?[^，。；]{{0,12}}?"
    f"{alternatives(words('projects', 'builds', 'puts-up', 'pays-and-builds'))}的?[^，。；]{{0,14}}$|"
    # X在A投资兴建的|
    f"^{_FIRM}?在[^，。；]{{2,20}}{_PAYS}?"
    f"{alternatives(words('projects', 'builds', 'builds-anew', 'puts-up', 'founds'))}的?$|"
    "^的$"
)


def read_builders(
    clean: CleanDocument, sentence: Sentence, project: Mention, mentions: Mentions, linked: Linked
) -> Iterable[Claim]:
    """Who builds a project that a sentence names: in its name, before a verb of building, or behind 由."""
    text = clean.text
    shared = dict(project.attributes).get("investor", "")
    for enterprise in mentions.enterprises.between(sentence.start, sentence.end):
        span = enterprise.span
        inside = project.span.start <= span.start and span.end <= project.span.end
        between = text[span.end : project.span.start] if span.end <= project.span.start else ""
        by = text[project.span.end : span.start] if span.start >= project.span.end else ""
        behind = bool(_BUILT_BY.match(by)) and bool(_BUILD_VERB.match(text[span.end : span.end + 14]))
        built = span.end <= project.span.start and len(between) <= 30 and bool(_BUILDS.match(between))
        names = (("name-builder", inside), ("builds", built), ("built-by", behind))
        rule = next((name for name, holds in names if holds), "list-investor")
        if inside or built or behind or shared == enterprise.name:
            evidence = find_evidence(
                clean, min(span.start, project.span.start), max(span.end, project.span.end)
            )
            yield Claim(
                linked.key(project),
                "undertakenBy",
                linked.key(enterprise),
                confidence=enterprise.confidence if inside else 0.7,
                evidence=evidence,
                rule=rule,
            )


def read_thread_builders(
    clean: CleanDocument, sentence: Sentence, key: str, start: int, mentions: Mentions, linked: Linked
) -> Iterable[Claim]:
    """Who builds a project that the sentence takes up (项目由X投资建设)."""
    text = clean.text
    for enterprise in mentions.enterprises.between(start, sentence.end):
        span = enterprise.span
        if _BUILT_BY.search(text[start : span.start]) and _BUILD_VERB.match(text[span.end : span.end + 14]):
            yield Claim(
                key,
                "undertakenBy",
                linked.key(enterprise),
                confidence=0.7,
                evidence=find_evidence(clean, start, span.end),
                rule="thread-builder",
            )
