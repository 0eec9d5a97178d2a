"""What each stretch of text is about: the park or place that a figure or project belongs to.

The subject at an offset is the last marker (:mod:`.markers`) before it in the sentence, else the
topic of the paragraph, else the main subject of the article.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from typing import cast

from parkgraph.cues import words
from parkgraph.lexicon import load_lexicon
from parkgraph.mentions import Mentions
from parkgraph.model import Article, CleanDocument, Kind, Mention, Role, Sentence, Span
from parkgraph.relations.entities import Linked
from parkgraph.relations.kinds import is_called, kind_word
from parkgraph.relations.markers import Marker, Subject, find_markers, is_sited, park_within, place_key

_PLACE_REFERENCE = frozenset(words("parks", "place-reference"))
_DISTRICT_REFERENCE = frozenset(words("subjects", "district-reference"))
_LEVELS = {
    word: level
    for level in ("province", "prefecture", "county")
    for word in words("subjects", f"level-{level}")
}
_MUNICIPALITY = words("subjects", "municipality")
_FARTHEST_SITE = 60
_GROUP_END = re.compile("；")
_CLAUSE_END = re.compile(r"[，；。：]")


class Discourse:
    """The subjects of one article, asked by offset.

    :param clean: the document
    :param article: one of its articles
    :param mentions: the document's mentions
    :param linked: their entities
    """

    def __init__(self, clean: CleanDocument, article: Article, mentions: Mentions, linked: Linked) -> None:
        self._text = clean.text
        self._article = article
        self._linked = linked
        self._mentions = mentions
        self._markers = find_markers(clean.text, article, mentions, linked)
        self._starts = [marker.start for marker in self._markers]
        self._last_parks = self._accumulate_parks()
        self._site = Subject(linked.site, Kind.PARK, 0.7) if linked.site else None
        self.main = self._find_main(mentions)
        self._place = self._find_place(mentions)
        self._topics = self._follow_topics()

    # ------------------------------------------------------------------ questions

    def subject_at(self, sentence: Sentence, offset: int) -> Subject | None:
        """The park or place that what stands at ``offset`` of ``sentence`` is about."""
        marker = self._last_marker(sentence.start, offset)
        if marker is not None:
            return self._resolve(marker, sentence)
        return self._topics.get(sentence.start) or self.main

    def park_at(self, sentence: Sentence, offset: int) -> Subject | None:
        """The park something at ``offset`` is in: the subject when it is a park, else ``None``."""
        sited = self._sited_behind(sentence, offset)
        if sited is not None:
            return sited
        subject = self.subject_at(sentence, offset)
        return subject if subject is not None and subject.kind is Kind.PARK else None

    def marker_between(self, start: int, end: int) -> int | None:
        """The offset of the first park or place named in ``start <= offset < end``."""
        for marker in self._markers[bisect_left(self._starts, start) : bisect_left(self._starts, end)]:
            if marker.oblique:
                continue
            opens = self._text[marker.start - 1 : marker.start] in ("", "，", "；", "。", "：", "\n")
            if marker.subject is not None or marker.reference in _PLACE_REFERENCE or opens:
                return marker.start
        return None

    def park_inside(self, project: Mention) -> Subject | None:
        """The park whose name a project's name begins with."""
        for park in self._mentions.parks.between(project.span.start, project.span.start + 1):
            if park.span.end < project.span.end:
                return Subject(self._linked.key(park), Kind.PARK, 0.9)
        return None

    def subject_inside(self, policy: Mention) -> Subject | None:
        """The park that a policy's name holds."""
        return self.park_within(policy.span)

    def park_within(self, span: Span) -> Subject | None:
        """The park named in a stretch of text, such as a table's cell."""
        return park_within(span, self._mentions, self._linked)

    def park_behind(self, sentence: Sentence, offset: int) -> Subject | None:
        """The first park named behind ``offset`` in its clause (X落户渭南高新区)."""
        for marker in self._markers[bisect_left(self._starts, offset) :]:
            if marker.start >= sentence.end or _CLAUSE_END.search(self._text, offset, marker.start):
                return None
            if marker.subject is not None and marker.subject.kind is Kind.PARK:
                return marker.subject
        return None

    def _sited_behind(self, sentence: Sentence, offset: int) -> Subject | None:
        """The park that the words behind a thing say it is in (项目总投资3亿元，选址甲园)."""
        end = min(sentence.end, offset + _FARTHEST_SITE)
        stop = _GROUP_END.search(self._text, offset, end)
        end = stop.start() if stop else end
        first = self._text.find("，", offset, end)
        for marker in self._markers[bisect_left(self._starts, offset) : bisect_left(self._starts, end)]:
            if marker.subject is None or marker.subject.kind is not Kind.PARK:
                continue
            if not is_sited(self._text, sentence.start, marker):
                return None
            if 0 <= first < marker.start and any(
                group.between(first, marker.start)
                for group in (self._mentions.projects, self._mentions.enterprises)
            ):
                return None
            return Subject(marker.subject.key, Kind.PARK, min(marker.subject.confidence, 0.85))
        return None

    def _last_marker(self, start: int, offset: int) -> Marker | None:
        index = bisect_left(self._starts, offset) - 1
        while index >= 0 and self._markers[index].start >= start:
            marker = self._markers[index]
            over = _CLAUSE_END if marker.oblique else _GROUP_END if marker.passing else None
            elsewhere = over is not None and over.search(self._text, marker.end, offset)
            if elsewhere or (marker.reference and self._resolve_reference(marker, None) is None):
                index -= 1
                continue
            return marker
        return None

    # ----------------------------------------------------------------- resolution

    def _resolve(self, marker: Marker, sentence: Sentence) -> Subject | None:
        if marker.subject is not None:
            return marker.subject
        return self._resolve_reference(marker, self._topics.get(sentence.start))

    def _resolve_reference(self, marker: Marker, topic: Subject | None) -> Subject | None:
        if marker.reference in _PLACE_REFERENCE:
            return self._whole_place(marker.reference)
        around = (topic, self.main, self._previous_park(marker.start), self._site)
        parks = [s for s in around if s is not None and s.kind is Kind.PARK]
        named = kind_word(marker.reference)
        if named:
            earlier = reversed(self._named_parks(marker.start))
            fitting = [s for s in (*parks, *earlier) if is_called(self._linked.entities.get(s.key), named)]
            parks = fitting or parks
        for candidate in parks:
            return Subject(candidate.key, Kind.PARK, min(candidate.confidence, 0.8))
        if marker.reference in _DISTRICT_REFERENCE:
            return self._place
        return None

    def _named_parks(self, offset: int) -> list[Subject]:
        """The parks named before an offset, in text order."""
        before = self._markers[: bisect_left(self._starts, offset)]
        return [m.subject for m in before if m.subject is not None and m.subject.kind is Kind.PARK]

    def _whole_place(self, reference: str) -> Subject | None:
        """The place that 全省, 全市 or 全县 means: the article's place or the one above it of that level."""
        if self._place is None:
            return None
        places = load_lexicon().places
        code = self._place.key.split(":", 1)[1]
        chain = (code, *places.ancestors(code)) if code in places.by_code else ()
        level = next((level for word, level in _LEVELS.items() if word in reference), "")
        for candidate in chain:
            if places.by_code[candidate].level == level:
                return Subject(f"place:{candidate}", Kind.PLACE, 0.7)
        if chain and level == "prefecture" and places.by_code[chain[-1]].name.endswith(_MUNICIPALITY):
            return Subject(f"place:{chain[-1]}", Kind.PLACE, 0.7)
        return self._place

    def _previous_park(self, offset: int) -> Subject | None:
        index = bisect_left(self._starts, offset) - 1
        return self._last_parks[index] if index >= 0 else None

    def _accumulate_parks(self) -> list[Subject | None]:
        """For every marker the park last named up to it."""
        last: Subject | None = None
        parks = []
        for marker in self._markers:
            if marker.subject is not None and marker.subject.kind is Kind.PARK:
                last = marker.subject
            parks.append(last)
        return parks

    # --------------------------------------------------------------------- topics

    def _find_main(self, mentions: Mentions) -> Subject | None:
        named = [marker for marker in self._markers if marker.subject is not None]
        parks = [cast(Subject, m.subject) for m in named if cast(Subject, m.subject).kind is Kind.PARK]
        headline = self._headline_end()
        for marker in named:
            if marker.start < headline and cast(Subject, marker.subject).kind is Kind.PARK:
                return marker.subject
        if not parks:
            spoken = any(m.reference and m.reference not in _PLACE_REFERENCE for m in self._markers)
            place = self._place_subject(mentions)
            return self._site if self._site is not None and (spoken or place is None) else place
        titled = mentions.places.between(self._article.start, headline)
        counts = Counter(subject.key for subject in parks)
        called = counts + self._count_references(set(counts))
        first = {subject.key: rank for rank, subject in reversed(list(enumerate(parks)))}
        key = max(counts, key=lambda k: (counts[k], -first[k]))
        often = max(called, key=lambda k: (called[k], -first[k]))
        # one is named once and then called 经开区 throughout
        key = often if called[often] > 2 * called[key] else key
        opening = [m for m in named if m.start < self._opening_end()]
        lead = self._opens_with_park()
        if titled and counts[key] < 4 and lead is None:
            return Subject(place_key(titled[0]), Kind.PLACE, 0.7)
        if counts[key] >= 3 or any(cast(Subject, m.subject).key == key for m in opening):
            places = Counter(
                cast(Subject, m.subject).key for m in named if cast(Subject, m.subject).kind is Kind.PLACE
            )
            if not places or max(places.values()) < 2 * counts[key]:
                return next(s for s in parks if s.key == key)
        if not any(cast(Subject, m.subject).kind is Kind.PLACE for m in named):
            return next(s for s in parks if s.key == key)  # places only in addresses and menus
        return self._place_subject(mentions)

    def _count_references(self, keys: set[str]) -> Counter[str]:
        """How often each park is called by its kind (经开区), where only one of the parks is of it."""
        counts: Counter[str] = Counter()
        for reference, number in Counter(m.reference for m in self._markers if m.reference).items():
            tail = "" if reference in _PLACE_REFERENCE else kind_word(reference)
            called = [key for key in keys if tail and is_called(self._linked.entities.get(key), tail)]
            if len(called) == 1:
                counts[called[0]] += number
        return counts

    def _opens_with_park(self) -> Subject | None:
        """The park that the first sentence of the body begins with."""
        first = next((s for s in self._article.sentences if s.role is Role.BODY), None)
        for marker in self._markers:
            if first is None or marker.start >= first.end:
                return None
            if marker.start >= first.start and marker.subject is not None and not marker.oblique:
                return marker.subject if marker.subject.kind is Kind.PARK else None
        return None

    def _headline_end(self) -> int:
        ends = [s.end for s in self._article.sentences if s.role is Role.HEADLINE]
        return max(ends, default=self._article.start)

    def _opening_end(self) -> int:
        body = [s.end for s in self._article.sentences if s.role is Role.BODY]
        return body[min(2, len(body)) - 1] if body else self._article.end

    def _place_subject(self, mentions: Mentions) -> Subject | None:
        place = self._find_place(mentions)
        return Subject(place.key, Kind.PLACE, 0.6) if place else None

    def _find_place(self, mentions: Mentions) -> Subject | None:
        """The city or county an article speaks of most, the first of equals."""
        marked = Counter(
            m.subject.key for m in self._markers if m.subject is not None and m.subject.kind is Kind.PLACE
        )
        if marked:
            best_marked = max(marked.values())
            first = next(key for key in marked if marked[key] == best_marked)
            return Subject(first, Kind.PLACE, 0.75)
        groups = (mentions.projects, mentions.enterprises, mentions.policies)
        named = [
            m
            for m in mentions.places.between(self._article.start, self._article.end)
            if not any(group.covering(m.span.start, m.span.end) for group in groups)
        ]
        places = [m for m in named if dict(m.attributes)["code"][2:6] != "0000"] or list(named)
        if not places:
            return None
        counts = Counter(place_key(m) for m in places)
        best = max(counts.values())
        return next(Subject(place_key(m), Kind.PLACE, 0.7) for m in places if counts[place_key(m)] == best)

    def _follow_topics(self) -> dict[int, Subject]:
        """The topic with which every sentence begins, by its start."""
        topics: dict[int, Subject] = {}
        paragraph, topic = -1, None
        for sentence in self._article.sentences:
            if sentence.paragraph != paragraph:
                paragraph, topic = sentence.paragraph, None
            if topic is not None:
                topics[sentence.start] = topic
            low, high = bisect_left(self._starts, sentence.start), bisect_left(self._starts, sentence.end)
            named = [m for m in self._markers[low:high] if m.subject is not None and not m.part]
            if named and sentence.role is not Role.CAPTION:
                topic = next((m for m in named if not m.oblique), named[0]).subject
        return topics
