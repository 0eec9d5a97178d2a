"""The stage a project is at, by learnt weights over all that its article says near its names.

The rules of :mod:`.stages`, :mod:`.passages` and :mod:`.statuses` say what they take it for; that is one
sign among others: the words before and behind each naming, those of the heading, of the sentences that
take the project up.  The weights are those of ``seeds/weights/statuses.tsv``.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from parkgraph.mentions import Mentions
from parkgraph.model import Article, Claim, CleanDocument, Evidence, Kind, Mention, Role, Sentence, Status
from parkgraph.relations.clauses import find_runs
from parkgraph.relations.decisions import Option, choose
from parkgraph.relations.discourse import Discourse
from parkgraph.relations.entities import Linked
from parkgraph.relations.event_days import EventDays
from parkgraph.relations.modality import find_planned_passages
from parkgraph.relations.stages import phase_of
from parkgraph.relations.threads import follow_projects
from parkgraph.relations.ties import Ties
from parkgraph.text.offsets import find_evidence

_MOST = 5
"""Namings of a project that are looked at."""
_NEAR, _FAR = 8, 16
"""Words to each side that are told apart, and that are looked at at all."""


class Progress:
    """Asks for the signs of the stage of each project of one article."""

    def __init__(
        self,
        clean: CleanDocument,
        article: Article,
        mentions: Mentions,
        linked: Linked,
        discourse: Discourse,
        ties: Ties,
        claims: Sequence[Claim],
    ) -> None:
        self._clean = clean
        self._mentions = mentions
        self._sentences = article.sentences
        self._starts = [sentence.start for sentence in article.sentences]
        self._ties = ties
        self._published = article.published or clean.document.published
        self._planned = find_planned_passages(clean.text, article)
        self._threads: dict[str, list[tuple[int, Sentence]]] = {}
        for start, thread in follow_projects(clean.text, article, mentions, linked, discourse).items():
            sentence = self._sentences[bisect_right(self._starts, start) - 1]
            self._threads.setdefault(thread.project, []).append((thread.start, sentence))
        self._around: dict[Mention, tuple[int, int, int, int]] = {}
        for sentence in article.sentences:
            runs = find_runs(clean.text, mentions.projects.between(sentence.start, sentence.end))
            for index, run in enumerate(runs):
                low = runs[index - 1][-1].span.end if index else sentence.start
                high = runs[index + 1][0].span.start if index + 1 < len(runs) else sentence.end
                for mention in run:
                    self._around[mention] = (low, run[0].span.start, run[-1].span.end, high)
        self._ruled: dict[str, list[Claim]] = {}
        for claim in claims:
            if claim.predicate in ("status", "stage"):
                self._ruled.setdefault(claim.subject, []).append(claim)
        self._headings = self._find_headings()
        self._days = EventDays(clean, article, mentions)

    def _find_headings(self) -> list[Sentence | None]:
        above: list[Sentence | None] = []
        last = None
        for sentence in self._sentences:
            above.append(last)
            if sentence.role in (Role.SUBHEADING, Role.HEADLINE):
                last = sentence
        return above

    def options(self, project: str) -> tuple[Option, ...]:
        """Each stage a project may be at, and none, with the signs of it."""
        signs = tuple(dict.fromkeys(self._describe(project)))
        return tuple(
            Option(value, (f"{value or '-'}", *(f"{value or '-'}|{sign}" for sign in signs)))
            for value in ("", *(status.value for status in Status))
        )

    def decide(self) -> Iterator[Claim]:
        """The likeliest stage of each project of the article."""
        for project in self._ties.keys(Kind.PROJECT):
            option, probability = choose("statuses", self.options(project))
            if not option.value:
                continue
            ruled = [c for c in self._ruled.get(project, ()) if c.predicate == "status"]
            same = next((c for c in ruled if c.object == option.value), None)
            mention = self._ties.mentions_of(project)[0]
            evidence = same.evidence if same else ()
            yield Claim(
                project,
                "status",
                option.value,
                True,
                confidence=round(probability, 3),
                period=self._days.of_event(Status(option.value), mention.span.start),
                evidence=evidence or self._quote(mention),
                rule=same.rule if same else "weights:statuses",
            )

    def _quote(self, mention: Mention) -> tuple[Evidence, ...]:
        """A project's name with the rest of its clause."""
        high = self._around[mention][3] if mention in self._around else mention.span.end
        stop = next((i for i in range(mention.span.end, high) if self._clean.text[i] in "，；。\n"), high)
        return find_evidence(self._clean, mention.span.start, stop)

    def _describe(self, project: str) -> Iterator[str]:
        for claim in self._ruled.get(project, ()):
            if claim.predicate == "status":
                yield f"ruled={claim.object}"
                yield f"ruled={claim.object}-{claim.rule}-{claim.confidence:.1f}"
            else:
                yield f"stage={claim.object}-{claim.modality}"
                yield f"stage={claim.object}-{claim.modality}-{claim.rule}"
        if project not in self._ruled:
            yield "ruled=-"
        named = [m for m in self._ties.mentions_of(project) if m in self._around]
        body = [m for m in named if self._sentence(m.span.start).role is Role.BODY] or named
        yield f"named={min(len(body), 3)}"
        if phase_of(body[0].name if body else ""):
            yield "phase"
        for mention in body[:_MOST]:
            yield from self._describe_at(mention)
        for start, sentence in self._threads.get(project, ())[:3]:
            yield from (f"thread={word}" for word in self._words(start, sentence.end)[:_FAR])
            if sentence.start in self._planned:
                yield "thread-planned"

    def _describe_at(self, mention: Mention) -> Iterator[str]:
        low, first, last, high = self._around[mention]
        index = max(0, bisect_right(self._starts, mention.span.start) - 1)
        sentence = self._sentences[index]
        yield f"planned={sentence.start in self._planned}"
        before, behind = self._words(low, first)[-_FAR:], self._words(last, high)[:_FAR]
        yield f"left={before[-1] if before else '^'}"
        yield f"right={behind[0] if behind else '$'}"
        yield from (f"before={word}" for word in before[-_NEAR:])
        yield from (f"far-before={word}" for word in before[:-_NEAR])
        yield from (f"behind={word}" for word in behind[:_NEAR])
        yield from (f"behind={one}{other}" for one, other in pairwise(behind[:_NEAR]))
        yield from (f"before={one}{other}" for one, other in pairwise(before[-_NEAR:]))
        yield from (f"far-behind={word}" for word in behind[_NEAR:])
        if last != mention.span.end or first != mention.span.start:
            yield "listed"
        if self._published is not None:
            for period in self._mentions.reading.periods_between(low, high):
                side = "before" if period.span.start < first else "behind"
                later = period.period.start > self._published
                past = period.period.end < self._published
                yield f"date-{side}={'later' if later else 'past' if past else 'now'}"
        heading = self._headings[index]
        if heading is not None:
            yield from (f"heading={word}" for word in self._words(heading.start, heading.end))
        if sentence.role is not Role.BODY:
            yield f"role={sentence.role}"

    def _sentence(self, offset: int) -> Sentence:
        return self._sentences[max(0, bisect_right(self._starts, offset) - 1)]

    def _words(self, start: int, end: int) -> list[str]:
        tokens = self._mentions.reading.tokens.between(start, end)
        return [t.word for t in tokens if t.word == "，" or (t.word[0].isalnum() and not t.word[0].isdigit())]
