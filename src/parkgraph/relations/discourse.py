"""What each stretch of text is about: the park or place that a figure or project belongs to.

A *marker* is a word that sets the subject: a park's name, a place's name where it can be one
(at the start of a clause, or before 全市), or a reference (园区, 该区, 全市).  The subject at an
offset is the last marker before it in the sentence, else the topic of the paragraph, else the
main subject of the article.  Names inside other names (渭南高新区|瑞联原料药项目) set nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, replace
from typing import cast

from parkgraph.cues import alternatives, words
from parkgraph.lexicon import load_lexicon
from parkgraph.mentions import Mentions
from parkgraph.mentions.ordered import Ordered
from parkgraph.model import Article, CleanDocument, Kind, Mention, Role, Sentence, Span
from parkgraph.relations.entities import Linked

_REFERENCE = re.compile(alternatives((*words("parks", "reference"), *words("parks", "place-reference"))))
_PLACE_REFERENCE = frozenset(words("parks", "place-reference"))
_LEVELS = (
    ("省", "province"),
    ("自治区", "province"),
    ("市", "prefecture"),
    ("州", "prefecture"),
    ("县", "county"),
    ("旗", "county"),
)
_STATES = re.compile(r"(?:明确)?(?:提出|明确|要求|显示|指出|规定)")
_CLAUSE_END = re.compile(r"[，；。：]")
_PREPOSITION = re.compile(r"(?:由|与|同|跟|在|于|到|向|从|落户|入驻|进驻|位于|落地|选址)$")
_SETTLES = frozenset(("落户", "入驻", "进驻"))
_TO_BE_BUILT = re.compile(r"(?:打造|建设|创建|争创|培育|规划|筹建|共建)(?:成|为)?[^，。；]{0,5}$")
_MEASURED_BY = re.compile(
    r"(?:对|占|居|列|高于|低于|快于|超过|超|优于|好于|较|比|是|为|跻身|入选|带动|辐射|服务|来自|占到|占据|面向|走在|作为|成为)(?:了|了全国、)?$"
)
_RANKED = re.compile(
    r"(?:的?(?:第|首位|首个|首家|前列|前茅|平均|唯一|率先|最|\d+(?:\.\d+)?%|比重|总量|半壁|同行业|同类|各|重要|工业(?:经济)?总量|先进)|高质量发展|经济社会)"
)
_PLACE_ALONE = re.compile(
    r"(?:工业(?!园|区|和信息|基地|城)|规模以上|规上|固定资产|地区生产总值|生产总值|GDP|一般公共预算|财政|外贸|进出口|实际|全市|全县|全省|全区|全旗|共|累计|实现|完成|新增|预计|力争|紧盯|今年|将|聚焦|坚持|围绕|市|\d)"
)


@dataclass(frozen=True, slots=True)
class Subject:
    """What something is about: an entity key and how it was found."""

    key: str
    kind: Kind
    confidence: float


@dataclass(frozen=True, slots=True)
class _Marker:
    start: int
    end: int
    subject: Subject | None
    reference: str = ""
    oblique: bool = False


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
        self._parks = mentions.parks
        self._markers = self._find_markers(mentions)
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
        for park in self._parks.between(project.span.start, project.span.start + 1):
            if park.span.end < project.span.end:
                return Subject(self._linked.key(park), Kind.PARK, 0.9)
        return None

    def subject_inside(self, policy: Mention) -> Subject | None:
        """The park that a policy's name holds."""
        return self.park_within(policy.span)

    def park_within(self, span: Span) -> Subject | None:
        """The park named in a stretch of text, such as a table's cell."""
        for park in self._parks.between(span.start, span.end):
            if park.span.end <= span.end:
                return Subject(self._linked.key(park), Kind.PARK, 0.9)
        return None

    def park_behind(self, sentence: Sentence, offset: int) -> Subject | None:
        """The first park named behind ``offset`` in its clause (X落户渭南高新区)."""
        for marker in self._markers[bisect_left(self._starts, offset) :]:
            if marker.start >= sentence.end or _CLAUSE_END.search(self._text, offset, marker.start):
                return None
            if marker.subject is not None and marker.subject.kind is Kind.PARK:
                return marker.subject
        return None

    # -------------------------------------------------------------------- markers

    def _find_markers(self, mentions: Mentions) -> list[_Marker]:
        start, end = self._article.start, self._article.end
        names = (mentions.policies, mentions.projects, mentions.enterprises)

        def inside(a: int, b: int) -> bool:
            return any(group.covering(a, b) for group in names)

        markers = []
        parks = Ordered(m for m in mentions.parks.between(start, end) if not inside(m.span.start, m.span.end))
        for park in parks:
            if "canonical" not in dict(park.attributes) and _TO_BE_BUILT.search(
                self._text, max(start, park.span.start - 10), park.span.start
            ):
                continue
            subject = Subject(self._linked.key(park), Kind.PARK, park.confidence)
            markers.append(_Marker(park.span.start, park.span.end, subject))
        for policy in mentions.policies.between(start, end):
            of_park = self.subject_inside(policy)
            if of_park is not None and _STATES.match(self._text, policy.span.end):
                markers.append(_Marker(policy.span.start, policy.span.end, of_park))
        for place in mentions.places.between(start, end):
            a, b = place.span.start, place.span.end
            if inside(a, b) or parks.covering(a, b):
                continue
            if self._is_subject_place(place):
                markers.append(_Marker(a, b, Subject(place_key(place), Kind.PLACE, 0.8)))
        for match in _REFERENCE.finditer(self._text, start, end):
            a, b = match.span()
            if not inside(a, b) and not parks.over(Span(a, b)) and not self._is_measure(a, b):
                markers.append(_Marker(a, b, None, match[0]))
        marked = [replace(m, oblique=self._is_oblique(m.start, m.end)) for m in markers]
        return sorted(marked, key=lambda m: (m.start, m.end))

    def _is_oblique(self, start: int, end: int) -> bool:
        """Whether a name stands in brackets or behind a preposition within its clause (由新区与Y打造).

        What settled there is about it again: 入驻Z的企业有16家，总投资44亿元.
        """
        before = self._text[max(self._article.start, start - 24) : start]
        if before.rfind("（") > before.rfind("）"):
            return True
        found = _PREPOSITION.search(before)
        if found is not None and found[0] in _SETTLES and self._text.startswith("的", end):
            return False
        return found is not None and found.start() > 0 and before[found.start() - 1] not in "，；。：！？\n“"

    def _is_measure(self, start: int, end: int) -> bool:
        """Whether 全市 or 全省 is what something is compared with (居全市第二, 占全省的35%)."""
        return bool(
            _MEASURED_BY.search(self._text, max(0, start - 6), start) or _RANKED.match(self._text, end)
        )

    def _is_subject_place(self, place: Mention) -> bool:
        before = self._text[max(0, place.span.start - 14) : place.span.start]
        after = self._text[place.span.end : place.span.end + 3]
        if _PLACE_ALONE.match(after):
            return bool(
                re.search(r"(?:[，。；：！？\n、]|^|以来|年|月|月份|日|季度|称|表示|介绍)$", before)
            ) or after[:2] in ("全市", "全县", "全省", "全区", "全旗")
        return False

    def _last_marker(self, start: int, offset: int) -> _Marker | None:
        index = bisect_left(self._starts, offset) - 1
        while index >= 0 and self._markers[index].start >= start:
            marker = self._markers[index]
            elsewhere = marker.oblique and _CLAUSE_END.search(self._text, marker.end, offset)
            if elsewhere or (marker.reference and self._resolve_reference(marker, None) is None):
                index -= 1
                continue
            return marker
        return None

    # ----------------------------------------------------------------- resolution

    def _resolve(self, marker: _Marker, sentence: Sentence) -> Subject | None:
        if marker.subject is not None:
            return marker.subject
        return self._resolve_reference(marker, self._topics.get(sentence.start))

    def _resolve_reference(self, marker: _Marker, topic: Subject | None) -> Subject | None:
        if marker.reference in _PLACE_REFERENCE:
            return self._whole_place(marker.reference)
        for candidate in (topic, self.main, self._previous_park(marker.start), self._site):
            if candidate is not None and candidate.kind is Kind.PARK:
                return Subject(candidate.key, Kind.PARK, min(candidate.confidence, 0.8))
        if marker.reference in ("全区", "该区", "我区", "本区"):
            return self._place
        return None

    def _whole_place(self, reference: str) -> Subject | None:
        """The place that 全省, 全市 or 全县 means: the article's place or the one above it of that level."""
        if self._place is None:
            return None
        places = load_lexicon().places
        code = self._place.key.split(":", 1)[1]
        chain = (code, *places.ancestors(code)) if code in places.by_code else ()
        level = next((level for word, level in _LEVELS if word in reference), "")
        for candidate in chain:
            if places.by_code[candidate].level == level:
                return Subject(f"place:{candidate}", Kind.PLACE, 0.7)
        if chain and level == "prefecture" and places.by_code[chain[-1]].name.endswith("市"):
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
        first = {subject.key: rank for rank, subject in reversed(list(enumerate(parks)))}
        key = max(counts, key=lambda k: (counts[k], -first[k]))
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
        named = mentions.places.between(self._article.start, self._article.end)
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
            named = [m for m in self._markers[low:high] if m.subject is not None]
            if named and sentence.role is not Role.CAPTION:
                topic = named[0].subject
        return topics


def place_key(place: Mention) -> str:
    """The entity key of a place mention."""
    code = dict(place.attributes).get("code", "")
    return f"place:{code or place.name}"
