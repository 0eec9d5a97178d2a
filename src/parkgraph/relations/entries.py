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
from parkgraph.model import (
    Article,
    Claim,
    CleanDocument,
    Entry,
    EntryMode,
    Mention,
    Modality,
    Sentence,
    Status,
)
from parkgraph.relations.clauses import LONGEST, clause_end, clause_start
from parkgraph.relations.discourse import Discourse
from parkgraph.relations.entities import Linked
from parkgraph.text.offsets import find_evidence

_ENTRY = re.compile(alternatives(words("enterprises", "entry")))
_SIGNED = re.compile(alternatives(words("enterprises", "signed")))
_INVESTS = re.compile(alternatives(words("enterprises", "invests")))
_OUTSIDE = re.compile(alternatives(words("enterprises", "outside")))
_AWAY = re.compile(alternatives(words("enterprises", "away")))
_INTENDS = re.compile(alternatives(words("enterprises", "intends")))
_SERVES = re.compile("(?:的)?" + alternatives(words("enterprises", "contractor")))
_RUNS = re.compile(alternatives(words("enterprises", "runs")))
_CUSTOMER = re.compile(alternatives(words("enterprises", "towards")) + r"[^，。；]{0,4}$")
_PARENT = re.compile(
    "(?:的)?" + alternatives(words("enterprises", "owned")) + "?" + alternatives(words("enterprises", "owns"))
)
_ENDED = re.compile(alternatives(words("status", "terminated")))
_AGREEMENT = alternatives(words("enterprises", "agreement"))
_WITHDRAWN = re.compile(
    alternatives(words("enterprises", "withdraws")) + f"[^，。；]{{0,12}}{_AGREEMENT}"
    f"|{_AGREEMENT}[^，。；]{{0,6}}" + alternatives(words("enterprises", "withdraws"))
)
_SITUATED = alternatives(words("enterprises", "situated"))
_KIND = alternatives(words("enterprises", "kind"))
_COMPANY = alternatives(words("enterprises", "company"))
_LOCATED = re.compile(
    f"(?:{_KIND}|{_COMPANY})(?:[^，。；]{{1,16}}、)*$|"
    f"(?:{_SITUATED}|{alternatives(words('enterprises', 'settled'))})[^，。；]{{2,20}}的$"
)
_AT = re.compile(f"{_SITUATED}|在[^，。；]{{2,16}}(?:的|{alternatives(words('enterprises', 'has-site'))})")
_AMONG = re.compile(f"{_COMPANY}|.*{_KIND}|.{{0,11}}等")  # 等12家企业, 公司在此
_NEGATED = re.compile(
    alternatives(words("modality", "negation"))
    + r"[^，。；]{0,14}?"
    + alternatives(
        (*words("enterprises", "entry"), *words("enterprises", "signed"), *words("enterprises", "invests"))
    )
)
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
    closed |= _find_withdrawn(clean.text, article, mentions, linked)
    return tuple(e for e in entries if e.enterprise not in closed - active)


def _find_withdrawn(text: str, article: Article, mentions: Mentions, linked: Linked) -> set[str]:
    """The enterprises whose agreement a sentence says was ended: those it names, else those named last."""
    withdrawn: set[str] = set()
    last: set[str] = set()
    for sentence in article.sentences:
        named = {linked.key(m) for m in mentions.enterprises.between(sentence.start, sentence.end)}
        if _WITHDRAWN.search(text, sentence.start, sentence.end):
            withdrawn |= named or last
        last = named or last
    return withdrawn


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
            Modality.PLANNED if stage and stage.object == Status.PLANNED.value else Modality.ACTUAL,
            confidence=round(min(claim.confidence, park.confidence), 3),
            evidence=claim.evidence,
            rule="entry-project",
        )


def _enter_by_text(
    clean: CleanDocument, article: Article, mentions: Mentions, linked: Linked, discourse: Discourse
) -> Iterable[Entry]:
    text = clean.text
    for sentence in article.sentences:
        for enterprise in mentions.enterprises.between(sentence.start, sentence.end):
            if any(name == "within" for name, _ in enterprise.attributes):
                continue
            park = discourse.park_at(sentence, enterprise.span.start) or discourse.park_behind(
                sentence, enterprise.span.end
            )
            if park is None:
                continue
            mode, confidence, rule = _read_mode(text, sentence, enterprise)
            confidence = min(confidence, park.confidence)
            if confidence < 0.4:
                continue
            start, end = (
                clause_start(text, sentence, enterprise.span.start),
                min(clause_end(text, sentence, enterprise.span.end), enterprise.span.end + LONGEST),
            )
            periods = mentions.reading.periods_between(sentence.start, enterprise.span.start)
            yield Entry(
                linked.key(enterprise),
                park.key,
                mode,
                confidence=round(confidence, 3),
                period=periods[-1].period if periods else None,
                evidence=find_evidence(clean, start, end),
                rule=rule,
            )


def find_denied(clean: CleanDocument, article: Article, mentions: Mentions, linked: Linked) -> frozenset[str]:
    """The enterprises that an article never says to be in a park, but once to be outside of it.

    They advise, supply, are visited, are still asked, or have left.
    """
    denied: set[str] = set()
    said: set[str] = set()
    for sentence in article.sentences:
        for enterprise in mentions.enterprises.between(sentence.start, sentence.end):
            _, confidence, _ = _read_mode(clean.text, sentence, enterprise)
            if confidence < _MENTIONED:
                denied.add(linked.key(enterprise))
            elif confidence > _MENTIONED:
                said.add(linked.key(enterprise))
    return frozenset(denied - said)


def _read_mode(text: str, sentence: Sentence, enterprise: Mention) -> tuple[EntryMode, float, str]:
    """How the words of its clause put an enterprise into a park, how surely, and by which rule.

    Below the threshold lie what is denied (尚未入驻), ended, only intended, and a mere mention.
    """
    start, end = enterprise.span.start, enterprise.span.end
    clause, stop = clause_start(text, sentence, start), clause_end(text, sentence, end)
    before, after = text[clause:start], text[end:stop]
    if _ENDED.search(text, sentence.start, sentence.end) or _NEGATED.search(text, clause, stop):
        return EntryMode.SETTLED, 0.1, "entry-denied"
    if _PARENT.match(after) or _OUTSIDE.search(before) or _SERVES.match(after) or _CUSTOMER.search(before):
        return EntryMode.SETTLED, 0.2, "entry-outside"
    signed = _SIGNED.search(text, clause, sentence.end)
    if _AWAY.search(after) or (_INTENDS.search(after) and not signed):
        return EntryMode.SETTLED, 0.3, "entry-intended"
    mode = EntryMode.SIGNED if _SIGNED.search(before + after) else EntryMode.SETTLED
    if _ENTRY.search(before) or _ENTRY.search(after[:30]):
        return mode, 0.85, "entry-word"
    if _SIGNED.search(before + after) or _INVESTS.search(before + after):
        return mode, 0.75, "entry-signed"
    if _LOCATED.search(before) or _AT.match(after):
        return EntryMode.OPERATING, 0.7, "entry-located"
    if _AMONG.match(after):
        return EntryMode.OPERATING, 0.65, "entry-among"
    if _RUNS.search(after):
        return EntryMode.OPERATING, 0.55, "entry-runs"
    return EntryMode.OPERATING, _MENTIONED, "entry-mention"


_MENTIONED = 0.45
