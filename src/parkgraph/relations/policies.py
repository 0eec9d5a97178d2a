"""For whom a policy is and who issued it."""

from __future__ import annotations

from collections.abc import Iterable

from parkgraph.mentions import Mentions
from parkgraph.model import Article, Claim, CleanDocument
from parkgraph.relations.discourse import Discourse
from parkgraph.relations.entities import Linked
from parkgraph.text.offsets import find_evidence


def read_policies(
    clean: CleanDocument, article: Article, mentions: Mentions, linked: Linked, discourse: Discourse
) -> Iterable[Claim]:
    """The scope of every policy an article names: the park in its title, else the subject of the passage."""
    for sentence in article.sentences:
        for policy in mentions.policies:
            if not sentence.start <= policy.span.start < sentence.end:
                continue
            subject = discourse.subject_inside(policy) or discourse.subject_at(sentence, policy.span.start)
            if subject is None:
                continue
            evidence = find_evidence(clean, policy.span.start, policy.span.end)
            yield Claim(
                linked.key(policy),
                "appliesTo",
                subject.key,
                confidence=round(min(0.8, subject.confidence), 3),
                evidence=evidence,
            )
