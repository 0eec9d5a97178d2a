"""For whom a policy is, who issued it and when."""

from __future__ import annotations

import re
from collections.abc import Iterable

from parkgraph.cues import alternatives, words
from parkgraph.mentions import Mentions
from parkgraph.model import Article, Claim, CleanDocument, Kind, Mention, Sentence
from parkgraph.relations.clauses import clause_start
from parkgraph.relations.discourse import Discourse
from parkgraph.relations.entities import Linked
from parkgraph.relations.markers import Subject, place_key
from parkgraph.text.offsets import find_evidence

_ISSUES = re.compile(
    alternatives(words("policies", "issues"))
    + f"(?:了|{alternatives(words('policies', 'issues-then'))})?[^，。；]{{0,6}}$"
)


_LAW = re.compile(r"(?<!办)法$")
_NATIONAL = re.compile(alternatives(words("policies", "national")))


def read_policies(
    clean: CleanDocument, article: Article, mentions: Mentions, linked: Linked, discourse: Discourse
) -> Iterable[Claim]:
    """The scope of every policy an article names (the park in its title, else the subject of the
    passage) and, where a verb of issuing governs it, its issuer and the day."""
    for sentence in article.sentences:
        for policy in mentions.policies.between(sentence.start, sentence.end):
            inside = discourse.subject_inside(policy) or _find_place(mentions, policy)
            subject = inside or discourse.subject_at(sentence, policy.span.start)
            if subject is None or (inside is None and _is_national(clean.text, sentence, policy)):
                continue
            evidence = find_evidence(clean, policy.span.start, policy.span.end)
            key = linked.key(policy)
            yield Claim(
                key,
                "appliesTo",
                subject.key,
                confidence=round(min(0.8, subject.confidence), 3),
                evidence=evidence,
                rule="policy-title" if inside else "policy-passage",
            )
            yield from _read_issue(clean, sentence, policy, key, subject.key, mentions, linked)


def _find_place(mentions: Mentions, policy: Mention) -> Subject | None:
    """The first place in a policy's title."""
    places = mentions.places.between(policy.span.start, policy.span.end)
    return Subject(place_key(places[0]), Kind.PLACE, 0.75) if places else None


def _is_national(text: str, sentence: Sentence, policy: Mention) -> bool:
    """Whether a policy is a law, or one of the whole country by its title or by who stands before it."""
    start = clause_start(text, sentence, policy.span.start)
    return bool(
        _LAW.search(policy.name)
        or _NATIONAL.match(policy.name)
        or _NATIONAL.search(text, start, policy.span.start)
    )


def _read_issue(
    clean: CleanDocument,
    sentence: Sentence,
    policy: Mention,
    key: str,
    subject: str,
    mentions: Mentions,
    linked: Linked,
) -> Iterable[Claim]:
    text = clean.text
    start = clause_start(text, sentence, policy.span.start)
    if not _ISSUES.search(text, start, policy.span.start):
        return
    evidence = find_evidence(clean, start, policy.span.end)
    agencies = [
        a for a in mentions.agencies.between(start, policy.span.start) if a.span.end <= policy.span.start
    ]
    if agencies:
        yield Claim(
            key, "issuedBy", linked.key(agencies[-1]), confidence=0.8, evidence=evidence, rule="issuer-agency"
        )
    elif mentions.parks.between(start, policy.span.start) or mentions.places.between(
        start, policy.span.start
    ):
        yield Claim(key, "issuedBy", subject, confidence=0.6, evidence=evidence, rule="issuer-subject")
    days = [p.period for p in mentions.reading.periods_between(sentence.start, policy.span.start)]
    days = [period for period in days if period.start == period.end]
    if days:
        yield Claim(
            key,
            "issueDate",
            days[-1].start.isoformat(),
            True,
            confidence=0.7,
            evidence=evidence,
            rule="issue-date",
        )
