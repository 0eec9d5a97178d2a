"""What a figure may be about: the things named around it, described by features.

A feature is a short text (``nearest=park``); its weight is learnt from documents with known facts
(:mod:`parkgraph.weights`).  Nothing here decides: :mod:`.chains` does.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import takewhile

from parkgraph.cues import alternatives, words
from parkgraph.lexicon import load_lexicon
from parkgraph.mentions import Mentions
from parkgraph.model import Article, Kind, Role, Sentence
from parkgraph.relations.entities import Linked
from parkgraph.relations.kinds import is_called
from parkgraph.relations.markers import place_key

_FARTHEST = 9
"""Sentences back that a thing may have been named in to be spoken of."""
_MOST = 14
"""Things named before that are looked at."""
_SHORT = 16
_CLAUSE_REACH = 60
_WHOLE = re.compile(alternatives(words("parks", "place-reference")))
_BREAK = re.compile("[，；。：！？\n]")
_ORDINAL = re.compile(r"(?:\d{1,2}[、.．]|（?[一二三四五六七八九十]{1,2}[）、])")
_REFERENCES = {
    "project": re.compile(alternatives(words("references", "project"))),
    "enterprise": re.compile(alternatives(words("references", "enterprise"))),
    "park": re.compile(alternatives(words("references", "park"))),
    "place": re.compile(alternatives(words("references", "place"))),
    "policy": re.compile(alternatives(words("references", "policy"))),
    "group": re.compile(alternatives(words("references", "group"))),
}
_PHASE = re.compile("([一二三四五])期")
_PREPOSITIONS = words("references", "preposition")
_SPEAKER = re.compile(alternatives(words("references", "speaker")))
_CLOSENESS = ("clause", "sentence", "1", "2", "3", "4", "5", "6", "7", "8", "9")


@dataclass(frozen=True, slots=True)
class Named:
    """A thing named in an article, at clean offsets."""

    start: int
    end: int
    key: str
    kind: Kind
    name: str
    sentence: int
    """The index of its sentence."""


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be attributed: its offsets, the sentence, and features of its own."""

    start: int
    end: int
    sentence: Sentence
    traits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A thing that the target may be about, with the features of that reading.

    ``proposed`` are those of the features that say which rules propose it.
    """

    key: str
    kind: Kind
    features: tuple[str, ...]
    proposed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """Features of a thing where it is named, of what stands before it and behind it."""

    before: tuple[str, ...]
    behind: tuple[str, ...]


class _Closeness:
    """The features of one target that its candidates of a kind, or as close, have in common."""

    def __init__(self, target: Target, context: Sequence[str], around: Sequence[str], phase: str) -> None:
        self._phase = phase
        self._all = (*target.traits, *context, *around)
        self._main = (*target.traits[:2], *context)
        self._by_kind: dict[Kind, list[str]] = {}
        self._by_near: dict[tuple[Kind, str], list[str]] = {}

    def phase(self, near: Named) -> tuple[str, ...]:
        """Whether a name holds the phase that is spoken of (二期)."""
        return (f"phase={self._phase in near.name}",) if self._phase else ()

    def typed(self, kind: Kind, near: str) -> list[str]:
        """What the target is like, joined with the kind of a candidate and how near that is."""
        found = self._by_near.get((kind, near))
        if found is None:
            if kind not in self._by_kind:
                head = f"{kind}&"
                self._by_kind[kind] = [head + trait for trait in self._all]
            found = self._by_kind[kind]
            if near.startswith("near="):
                head = f"{kind}&{near}&"
                found = found + [head + trait for trait in self._main]
            self._by_near[kind, near] = found
        return found


@cache
def _park_words() -> re.Pattern[str]:
    return re.compile(
        alternatives(
            {*(row.suffix for row in load_lexicon().park_patterns), *words("parks", "bare")} - {"园"}
        )
    )


def _level(key: str) -> str:
    """The level of a place by its code (GB/T 2260): province, prefecture or county, else none."""
    code = key.split(":", 1)[1]
    if not code.isdigit():
        return "none"
    return "province" if code.endswith("0000") else "prefecture" if code.endswith("00") else "county"


class Scene:
    """The things named in an article, in text order, with the headings above every sentence."""

    def __init__(self, text: str, article: Article, mentions: Mentions, linked: Linked) -> None:
        self.text = text
        # a caption that names nothing must not put distance between what stands around it
        self.sentences = [
            sentence
            for sentence in article.sentences
            if sentence.role is not Role.CAPTION or self._names_something(sentence, mentions)
        ] or list(article.sentences)
        self._tokens = mentions.reading.tokens
        self._entities = linked.entities
        self._starts = [sentence.start for sentence in self.sentences]
        self.named = sorted(self._name(article, mentions, linked), key=lambda n: (n.start, -n.end))
        self._named_starts = [named.start for named in self.named]
        self._headings = self._find_headings()
        self._first = self._find_first()
        self._by_sentence: dict[int, list[Named]] = {}
        for named in self.named:
            self._by_sentence.setdefault(named.sentence, []).append(named)
        self._settings: dict[tuple[int, int], Setting] = {}
        self._weight = self._weigh()

    def _weigh(self) -> dict[str, tuple[str, ...]]:
        """For everything named how large a part of the article it has, as features."""
        times: dict[str, list[Named]] = {}
        for named in self.named:
            times.setdefault(named.key, []).append(named)
        most: dict[Kind, int] = {}
        for places in times.values():
            most[places[0].kind] = max(most.get(places[0].kind, 0), len(places))
        parks = {places[0].name for places in times.values() if places[0].kind is Kind.PARK}
        found = {}
        for key, places in times.items():
            kind, name = places[0].kind, places[0].name
            features = [f"times={min(len(places), 5)}", f"most={len(places) == most[kind]}"]
            if any(self.sentences[n.sentence].role is Role.HEADLINE for n in places):
                features.append("in-headline")
            if kind is Kind.PARK:
                features.append(f"part={any(name != p and name.startswith(p) for p in parks)}")
                features.append(f"whole={any(name != p and p.startswith(name) for p in parks)}")
            found[key] = tuple(features)
        return found

    @staticmethod
    def _names_something(sentence: Sentence, mentions: Mentions) -> bool:
        groups = (mentions.parks, mentions.projects, mentions.enterprises)
        return any(group.between(sentence.start, sentence.end) for group in groups)

    def _name(self, article: Article, mentions: Mentions, linked: Linked) -> Iterator[Named]:
        groups = (
            mentions.parks,
            mentions.projects,
            mentions.enterprises,
            mentions.policies,
            mentions.agencies,
        )
        for group in groups:
            for m in group.between(article.start, article.end):
                if ("within", "project") not in m.attributes:
                    yield Named(
                        m.span.start,
                        m.span.end,
                        linked.key(m),
                        m.kind,
                        m.name,
                        self.sentence_index(m.span.start),
                    )
        for place in mentions.places.between(article.start, article.end):
            a, b = place.span.start, place.span.end
            if not any(group.covering(a, b) for group in groups):
                yield Named(a, b, place_key(place), Kind.PLACE, place.name, self.sentence_index(a))

    def sentence_index(self, offset: int) -> int:
        """The index of the sentence that holds an offset."""
        return max(0, bisect_left(self._starts, offset + 1) - 1)

    def named_between(self, start: int, end: int) -> Sequence[Named]:
        """What is named at ``start <= offset < end``."""
        return self.named[bisect_left(self._named_starts, start) : bisect_left(self._named_starts, end)]

    def _find_headings(self) -> list[int]:
        """For every sentence the index of the subheading above it, or -1."""
        above, last = [], -1
        for index, sentence in enumerate(self.sentences):
            above.append(last)
            if sentence.role is Role.SUBHEADING:
                last = index
        return above

    def _find_first(self) -> list[int]:
        """For every sentence the index of the first one of its paragraph."""
        first: list[int] = []
        for index, sentence in enumerate(self.sentences):
            same = index and self.sentences[index - 1].paragraph == sentence.paragraph
            first.append(first[-1] if same else index)
        return first

    def candidates(
        self, target: Target, given: dict[str, tuple[Kind, tuple[str, ...]]]
    ) -> tuple[Candidate, ...]:
        """The things that a target may be about.

        :param given: things that other rules propose, by key, with the features of each proposal
        """
        here = self.sentence_index(target.start)
        low = self._named_starts
        before = self.named[: bisect_left(low, target.start)]
        behind = self.named[bisect_left(low, target.start) : bisect_left(low, target.sentence.end)]
        covering = [n for n in before[-6:] if n.start <= target.start and n.end >= target.end]
        nearest: dict[str, Named] = {}
        order: list[Named] = []
        for named in reversed(before):
            if here - named.sentence > _FARTHEST or len(nearest) >= _MOST:
                break
            if named.key not in nearest:
                nearest[named.key] = named
                order.append(named)
        heading = self._headings[here]
        titled = {n.key: n.kind for n in self._by_sentence.get(heading, ())}
        next_named: dict[str, Named] = {}
        for named in behind:
            next_named.setdefault(named.key, named)
        kinds = {n.key: n.kind for n in (*order, *behind)} | titled | {k: v[0] for k, v in given.items()}
        first = self._first[here]
        opening = next(iter(self._by_sentence.get(first, ())), None)
        covered = {n.key for n in covering}
        context = self._context(target)
        whole = next((f for f in context if f.startswith("whole=")), "whole=-")
        closeness = _Closeness(target, context, self._around(target), self._phase(target))
        called = self._called(target, kinds)
        found = []
        ranks: dict[Kind, int] = {}
        for key, kind in kinds.items():
            features = [f"k={kind}"]
            near = nearest.get(key)
            if near is not None:
                features += self._describe_before(target, here, near, order, ranks.get(kind, 0))
                features += closeness.phase(near)
                ranks[kind] = ranks.get(kind, 0) + 1
            else:
                features.append("unnamed-before")
            if (after := next_named.get(key)) is not None:
                features += self._describe_behind(target, after, behind)
            if key in covered:
                features.append("covering")
            if key in titled:
                features += ["heading", f"heading-only={len(titled) == 1}"]
            if opening is not None and opening.key == key:
                features.append(
                    "opens-paragraph" if opening.start <= self.sentences[first].start + 8 else "first"
                )
            proposed = given[key][1] if key in given else ()
            features += proposed
            features += self._weight.get(key, ("times=0",))
            if called and kind is Kind.PARK:
                features.append(f"called={key in called}")
                features.append(f"called-alone={key in called and len(called) == 1}")
            if kind is Kind.PLACE:
                level = _level(key)
                features += [f"level={level}", f"level={level}&{whole}"]
            head = f"{kind}&"
            typed = [head + feature for feature in features[1:]]
            typed += closeness.typed(kind, features[1])
            found.append(Candidate(key, kind, tuple(dict.fromkeys([*features, *typed])), proposed))
        return tuple(found)

    def _words(self, low: int, high: int) -> list[str]:
        """The words between two offsets that are near each other."""
        if high - low > _SHORT:
            return []
        return [token.word for token in self._tokens.between(low, high)]

    def _context(self, target: Target) -> list[str]:
        """What the words of the clause up to the target refer to."""
        text = self.text
        start = max(target.sentence.start, target.start - 60)
        clause = start
        for match in _BREAK.finditer(text, start, target.start):
            clause = match.end()
        features = []
        for name, pattern in _REFERENCES.items():
            if pattern.search(text, clause, target.start):
                features.append(f"ref-clause={name}")
            elif pattern.search(text, start, clause):
                features.append(f"ref-sentence={name}")
        if _ORDINAL.match(text, target.sentence.start):
            features.append("numbered")
        wholes = _WHOLE.findall(text, target.sentence.start, target.start)
        if wholes:
            features.append(f"whole={wholes[-1]}")
        if target.sentence.role is not Role.BODY:
            features.append(f"role={target.sentence.role}")
        return features

    def _called(self, target: Target, kinds: Mapping[str, Kind]) -> frozenset[str]:
        """The parks that the last park word before the target that is no name may mean (园区, 该高新区)."""
        named = self._by_sentence.get(self.sentence_index(target.start), ())
        words_of = [
            match[0]
            for match in _park_words().finditer(self.text, target.sentence.start, target.start)
            if not any(n.start <= match.start() < n.end for n in named)
        ]
        if not words_of:
            return frozenset()
        parks = (key for key, kind in kinds.items() if kind is Kind.PARK)
        return frozenset(key for key in parks if is_called(self._entities.get(key), words_of[-1]))

    def _around(self, target: Target) -> list[str]:
        """The words that open the sentence and the clause, and those nearest to the target."""
        sentence, start = target.sentence, target.start
        floor = max(sentence.start, start - _CLAUSE_REACH)
        clause = max((m.end() for m in _BREAK.finditer(self.text, floor, start)), default=floor)
        opening = self._tokens.between(sentence.start, min(start, sentence.start + 8))[:1]
        inside = self._tokens.between(clause, start)
        behind = self._tokens.between(target.end, min(sentence.end, target.end + 6))[:2]
        return [
            *(f"opening={token.word}" for token in opening),
            *(f"lead={token.word}" for token in inside[:1]),
            *(f"inside={token.word}" for token in inside[-6:]),
            *(f"follows={token.word}" for token in behind),
        ]

    def _describe_before(
        self,
        target: Target,
        here: int,
        near: Named,
        order: list[Named],
        rank: int,
    ) -> list[str]:
        text = self.text
        sentences = here - near.sentence
        if sentences == 0:
            breaks = len(_BREAK.findall(text, near.end, target.start))
            where = "clause" if breaks == 0 else f"clause-{min(breaks, 4)}"
        else:
            where = f"sentence-{min(sentences, 6)}"
        # the nearest come first, so that those between stand before it
        between = [n for n in takewhile(lambda n: n is not near, order) if n.start > near.start]
        same_paragraph = self.sentences[near.sentence].paragraph == target.sentence.paragraph
        features = [
            f"near={where}",
            f"paragraph={same_paragraph}",
            f"rank={min(rank, 3)}",
            f"between={min(len(between), 4)}",
            *(f"between-{kind}" for kind in sorted({n.kind for n in between})),
        ]
        setting = self._settings.get((near.start, near.end))
        if setting is None:
            setting = self._settings[near.start, near.end] = self._set(near)
        features += setting.before
        if sentences == 0:
            features += [f"mid={word}" for word in self._words(near.end, target.start)]
        features += setting.behind
        return features

    def _set(self, near: Named) -> Setting:
        """What stands around a thing where it is named, whatever the target."""
        text, begins = self.text, self.sentences[near.sentence].start
        before = text[max(0, near.start - 4) : near.start]
        opening = not before or before[-1] in "，；。：！？\n “”" or near.start == begins
        starts = near.start <= begins + 1
        lead = ["opens-sentence" if starts else "opens-clause" if opening else "inside-clause"]
        preposition = next((word for word in _PREPOSITIONS if before.endswith(word)), "")
        if preposition:
            lead.append(f"behind={preposition}")
        following = text[near.end : near.end + 1]
        tail = []
        if following in "、的：（）”，":
            tail.append(f"before={following}")
        if _SPEAKER.match(text, near.end):
            tail.append("speaks")
        if before.endswith("、") or following == "、":
            tail.append("listed")
        return Setting(tuple(lead), tuple(tail))

    def _phase(self, target: Target) -> str:
        """The phase that the words before a target speak of, if any."""
        found = _PHASE.search(self.text, max(target.sentence.start, target.start - 16), target.start)
        return found[0] if found else ""

    def _describe_behind(self, target: Target, after: Named, behind: list[Named]) -> list[str]:
        gap = self.text[target.end : after.start]
        breaks = len(_BREAK.findall(gap))
        features = [f"behind-by={min(breaks, 3)}"]
        if gap in ("的", "的“", "，", ""):
            features.append(f"gap={gap}")
        features += [f"behind-mid={word}" for word in self._words(target.end, after.start)]
        if behind and behind[0].key == after.key:
            features.append("next")
        return features
