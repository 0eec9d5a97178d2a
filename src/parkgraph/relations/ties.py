"""How two things of an article stand to each other, described by features.

The features of a pair are those of each place where the first is named: what stands between it
and the nearest naming of the second, how many others of that kind are nearer, and whether the
passage is about the second.  Nothing here decides (:mod:`.decisions`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from parkgraph.cues import alternatives, words
from parkgraph.mentions import Mentions
from parkgraph.model import Article, Kind, Mention, Role, Sentence
from parkgraph.relations.discourse import Discourse
from parkgraph.relations.entities import Linked

_BREAK = re.compile("[，；。：！？\n]")
_MOST = 6
"""Places of one thing that are looked at."""
_FARTHEST = 8
"""Sentences between two namings that still tell something."""
_SHORT = 6
_CUES = {
    name: re.compile(alternatives(words("enterprises", name)))
    for name in (
        *("entry", "signed", "invests", "outside", "away", "intends", "contractor", "runs", "towards"),
        *("owns", "situated", "settled", "agreement", "withdraws", "kind", "company"),
    )
}
_PREPOSITIONS = words("references", "preposition")
_PLAN = re.compile(alternatives(words("modality", "planned")))


class Ties:
    """Asks for the features of things and pairs of things of one article."""

    def __init__(
        self, text: str, article: Article, mentions: Mentions, linked: Linked, discourse: Discourse
    ) -> None:
        self.text = text
        self.article = article
        self._mentions = mentions
        self._linked = linked
        self._discourse = discourse
        self._starts = [sentence.start for sentence in article.sentences]
        self._places: dict[str, list[Mention]] = {}
        groups = (mentions.parks, mentions.projects, mentions.enterprises)
        self._by_kind: dict[Kind, list[Mention]] = {}
        for group in groups:
            for mention in group.between(article.start, article.end):
                self._places.setdefault(linked.key(mention), []).append(mention)
                self._by_kind.setdefault(mention.kind, []).append(mention)
        self._keys = {
            kind: tuple(key for key, named in self._places.items() if named[0].kind is kind)
            for kind in self._by_kind
        }
        self._headlined = {
            key for key, named in self._places.items() if any(self._role(m) is Role.HEADLINE for m in named)
        }
        self._around: dict[str, tuple[str, ...]] = {}
        self._kind_starts = {kind: [m.span.start for m in named] for kind, named in self._by_kind.items()}

    # ------------------------------------------------------------------ the things

    def keys(self, kind: Kind) -> tuple[str, ...]:
        """The things of a kind that the article names, in the order they are first named."""
        return self._keys.get(kind, ())

    def parks(self) -> tuple[str, ...]:
        """The parks something of the article may be in: those it names, and the one it is about."""
        named = dict.fromkeys(self.keys(Kind.PARK))
        main = self._discourse.main
        if main is not None and main.kind is Kind.PARK:
            named.setdefault(main.key)
        return tuple(named)

    def mentions_of(self, key: str) -> list[Mention]:
        """Where a thing is named, at most :data:`_MOST` places."""
        return self._places.get(key, [])[:_MOST]

    def sentence_of(self, offset: int) -> Sentence:
        """The sentence that holds an offset."""
        return self.article.sentences[self._index(offset)]

    def _index(self, offset: int) -> int:
        return max(0, bisect_left(self._starts, offset + 1) - 1)

    # ------------------------------------------------------------------- the pairs

    def pair(self, one: str, other: str) -> list[str]:
        """The features of a thing with another."""
        features: dict[str, None] = {}
        for mention in self.mentions_of(one):
            features |= dict.fromkeys(self._pair_at(mention, other))
        count = len(self._places.get(other, ()))
        features[f"named={min(count, 4)}"] = None
        kind = Kind(other.split(":", 1)[0])
        features[f"rivals={min(len(self.keys(kind)), 4)}"] = None
        if self._discourse.main is not None and self._discourse.main.key == other:
            features["main"] = None
        if self._linked.site == other:
            features["site"] = None
        if other in self._headlined:
            features["headline"] = None
        return list(features)

    def _role(self, mention: Mention) -> Role:
        return self.sentence_of(mention.span.start).role

    def _pair_at(self, mention: Mention, other: str) -> Iterator[str]:
        start, end = mention.span.start, mention.span.end
        sentence = self.sentence_of(start)
        here = self._index(start)
        subject = self._discourse.subject_at(sentence, start)
        if subject is not None and subject.key == other:
            yield f"passage={round(subject.confidence, 1)}"
        others = self._places.get(other, [])
        if not others:
            return
        kind = others[0].kind
        for near in others:
            if start <= near.span.start and near.span.end <= end:
                yield "inside"
                if near.span.start == start:
                    yield "inside-first"
                return
        before = [m for m in others if m.span.end <= start]
        if before:
            near = before[-1]
            apart = here - self._index(near.span.start)
            if apart <= _FARTHEST:
                yield from self._describe_before(mention, near, kind, apart, sentence)
        behind = [m for m in others if m.span.start >= end]
        if behind:
            near = behind[0]
            apart = self._index(near.span.start) - here
            if apart == 0:
                gap = self.text[end : near.span.start]
                yield f"behind={min(len(_BREAK.findall(gap)), 3)}"
                yield f"behind-rank={min(self._between(kind, end, near.span.start), 2)}"
                if len(gap) <= _SHORT:
                    yield f"behind-gap={gap}"
                for word in self._words(end, near.span.start):
                    yield f"behind-mid={word}"
            elif apart <= 2:
                yield f"behind-sentence={apart}"

    def _describe_before(
        self, mention: Mention, near: Mention, kind: Kind, apart: int, sentence: Sentence
    ) -> Iterator[str]:
        start = mention.span.start
        gap = self.text[near.span.end : start]
        rank = min(self._between(kind, near.span.end, start), 3)
        if apart == 0:
            breaks = len(_BREAK.findall(gap))
            yield f"before={min(breaks, 3)}"
            yield f"before={min(breaks, 3)}&rank={rank}"
            if len(gap) <= _SHORT:
                yield f"gap={gap}"
            for word in self._words(near.span.end, start):
                yield f"mid={word}"
        else:
            same = self.sentence_of(near.span.start).paragraph == sentence.paragraph
            yield f"sentences={min(apart, 5)}&paragraph={same}"
            yield f"sentences={min(apart, 5)}&rank={rank}"
        yield f"rank={rank}"
        lead = self.text[max(0, near.span.start - 4) : near.span.start]
        opens = near.span.start == self.sentence_of(near.span.start).start
        preposition = next((word for word in _PREPOSITIONS if lead.endswith(word)), "")
        yield f"its-lead={preposition}" if preposition else f"its-opening={opens or lead[-1:] in '，。：；'}"
        if self._role(near) is Role.SUBHEADING:
            yield "subheading"

    def _between(self, kind: Kind, low: int, high: int) -> int:
        """How many things of a kind are named between two offsets."""
        starts = self._kind_starts.get(kind, [])
        named = self._by_kind.get(kind, [])
        span = named[bisect_left(starts, low) : bisect_left(starts, high)]
        return len({self._linked.key(m) for m in span})

    def _words(self, low: int, high: int) -> list[str]:
        if high - low > 30:
            return []
        return [token.word for token in self._mentions.reading.tokens.between(low, high)][:12]

    # ------------------------------------------------------------------ one thing

    def standing(self, park: str) -> list[str]:
        """What part a park has in the article: how often it is named, whether it is part of another."""
        parks = self.parks()
        name = park.split(":", 1)[1]
        times = {key: len(self._places.get(key, ())) for key in parks}
        features = [f"named={min(times[park], 5)}", f"most={times[park] == max(times.values())}"]
        features.append(f"first={park == parks[0]}")
        others = [key.split(":", 1)[1] for key in parks if key != park]
        if any(name.startswith(other) for other in others):
            features.append("part")
        if any(other.startswith(name) for other in others):
            features.append("whole")
        return features

    def around(self, key: str) -> list[str]:
        """What the words around a thing say of it, wherever it is named."""
        if key not in self._around:
            features: dict[str, None] = {}
            for mention in self.mentions_of(key):
                features |= dict.fromkeys(self._around_at(mention))
            features[f"count={min(len(self._places.get(key, ())), 4)}"] = None
            self._around[key] = tuple(features)
        return list(self._around[key])

    def _around_at(self, mention: Mention) -> Iterator[str]:
        text, start, end = self.text, mention.span.start, mention.span.end
        sentence = self.sentence_of(start)
        low = max(sentence.start, start - 60)
        for match in _BREAK.finditer(text, low, start):
            low = match.end()
        stop = _BREAK.search(text, end, sentence.end)
        high = min(stop.start() if stop else sentence.end, end + 60)
        for name, pattern in _CUES.items():
            if pattern.search(text, low, start):
                yield f"{name}-before"
            if pattern.search(text, end, high):
                yield f"{name}-after"
            elif pattern.search(text, high, min(sentence.end, high + 40)):
                yield f"{name}-later"
        left = self._words(max(sentence.start, start - 6), start)[-1:]
        right = self._words(end, min(sentence.end, end + 6))[:1]
        yield f"left={left[0] if left else '^'}"
        yield f"right={right[0] if right else '$'}"
        yield f"role={sentence.role}"
        yield f"confidence={round(mention.confidence, 1)}"
        if ("within", "project") in mention.attributes:
            yield "within-project"
        if text[end : end + 1] == "、" or text[start - 1 : start] == "、":
            yield "listed"
        if _PLAN.search(text, low, start):
            yield "plan-before"
