"""Which enterprise entered which park.

An enterprise is in a park when it undertakes a project there that is past negotiation, when a
word of entry governs it (引进, 落户, 入驻 …), when it is named among the enterprises of the
park's passage (A、B等重点企业), or when its text calls it one of the park's (园区企业X).
A company that advises, supplies, is visited or is still negotiating has not entered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from parkgraph.cues import alternatives, words
from parkgraph.mentions import Mentions
from parkgraph.model import Article, Claim, CleanDocument, Entry, EntryMode, Mention, Sentence, Status
from parkgraph.relations.clauses import clause_end, clause_start
from parkgraph.relations.discourse import Discourse
from parkgraph.relations.entities import Linked
from parkgraph.text.offsets import find_evidence

_ENTRY = re.compile(alternatives(words("enterprises", "entry")))
_OUTSIDE = re.compile(alternatives(words("enterprises", "outside")))
_PARENT = re.compile(r"(?:的)?(?:全资|控股|下属|所属|旗下)*(?:子公司|所属|旗下|下属|出资|持股|分别持股)")
_ENDED = re.compile(alternatives(words("status", "terminated")))
_AWAY = re.compile(
    r"到会|参会|与会|出席|座谈|战略合作|洽谈|退出|破产|参观|考察|总部(?:位于|设在)|调研|有意|迁出|搬离|注销"
)
_CUSTOMER = re.compile(r"(?:向|为|给|供应|配套)[^，。；]{0,4}$|战略合作")
_INTENDS = re.compile(r"拟|有意|考虑|打算|意向")
_SIGNED = re.compile(r"签约|签订|签署|框架协议|签下")
_OPERATING = re.compile(r"投产|运营|生产|产值|现有|园区企业|已建成|企业")
_OPEN = frozenset({Status.NEGOTIATING.value, Status.TERMINATED.value})
_MODE = {
    Status.SIGNED.value: EntryMode.SIGNED,
    Status.PREPARING.value: EntryMode.SIGNED,
    Status.PLANNED.value: EntryMode.SIGNED,
    Status.UNDER_CONSTRUCTION.value: EntryMode.SETTLED,
    Status.COMPLETED.value: EntryMode.SETTLED,
    Status.IN_PRODUCTION.value: EntryMode.OPERATING,
}


def read_entries(
    clean: CleanDocument,
    article: Article,
    mentions: Mentions,
    linked: Linked,
    discourse: Discourse,
    claims: tuple[Claim, ...],
) -> tuple[Entry, ...]:
    """The entries of an article, by project first, then by what the text says of the enterprise."""
    entries = [*_enter_by_project(claims), *_enter_by_text(clean, article, mentions, linked, discourse)]
    negotiating = {c.subject for c in claims if c.predicate == "status" and c.object in _OPEN}
    closed = {c.object for c in claims if c.predicate == "undertakenBy" and c.subject in negotiating}
    active = {c.object for c in claims if c.predicate == "undertakenBy" and c.subject not in negotiating}
    return tuple(e for e in entries if e.enterprise not in closed - active)


def _enter_by_project(claims: tuple[Claim, ...]) -> Iterable[Entry]:
    status = {c.subject: c for c in claims if c.predicate == "status"}
    parks = {c.subject: c for c in claims if c.predicate == "locatedInPark"}
    for claim in claims:
        if claim.predicate != "undertakenBy" or claim.subject not in parks:
            continue
        stage = status.get(claim.subject)
        if stage is not None and stage.object in _OPEN:
            continue
        park = parks[claim.subject]
        yield Entry(
            claim.object,
            park.object,
            _MODE[stage.object] if stage else EntryMode.SETTLED,
            claim.subject,
            confidence=round(min(claim.confidence, park.confidence), 3),
            evidence=claim.evidence,
        )


def _enter_by_text(
    clean: CleanDocument, article: Article, mentions: Mentions, linked: Linked, discourse: Discourse
) -> Iterable[Entry]:
    text = clean.text
    for sentence in article.sentences:
        for enterprise in mentions.enterprises:
            if not sentence.start <= enterprise.span.start < sentence.end:
                continue
            if any(name == "within" for name, _ in enterprise.attributes):
                continue
            park = discourse.park_at(sentence, enterprise.span.start) or discourse.park_behind(
                sentence, enterprise.span.end
            )
            if park is None:
                continue
            mode, confidence = _read_mode(text, sentence, enterprise)
            confidence = min(confidence, park.confidence)
            if confidence < 0.4:
                continue
            start, end = (
                clause_start(text, sentence, enterprise.span.start),
                clause_end(text, sentence, enterprise.span.end),
            )
            periods = mentions.reading.periods_between(sentence.start, enterprise.span.start)
            yield Entry(
                linked.key(enterprise),
                park.key,
                mode,
                confidence=round(confidence, 3),
                period=periods[-1].period if periods else None,
                evidence=find_evidence(clean, start, end),
            )


def _read_mode(text: str, sentence: Sentence, enterprise: Mention) -> tuple[EntryMode, float]:
    start, end = enterprise.span.start, enterprise.span.end
    clause = clause_start(text, sentence, start)
    before, after = text[clause:start], text[end : clause_end(text, sentence, end)]
    if (
        _PARENT.match(after)
        or _OUTSIDE.search(before)
        or re.match(r"(?:的)?(?:承建|施工|总承包|监理|技术|专家|协助|设计|咨询|监理|总承包)", after)
    ):
        return EntryMode.SETTLED, 0.2
    if _CUSTOMER.search(before):
        return EntryMode.SETTLED, 0.2
    if _AWAY.search(after) or (_INTENDS.search(after) and not _SIGNED.search(text[start : sentence.end])):
        return EntryMode.SETTLED, 0.3
    mode = EntryMode.SIGNED if _SIGNED.search(before + after) else EntryMode.SETTLED
    if _ENTRY.search(before) or _ENTRY.search(after[:30]):
        return mode, 0.85
    if re.search(r"共建|签约|签订|投资", after + before):
        return mode, 0.75
    if "企业" in after or "公司" in after[:2] or "等" in after[:12]:
        return EntryMode.OPERATING, 0.65
    return EntryMode.OPERATING, 0.55
