"""The words that set what a passage is about.

A *marker* is a park's name, a place's name where it can be a subject (at the start of a clause, or
before 全市), or a reference (园区, 该区, 全市).  Names inside other names (渭南高新区|瑞联原料药项目)
set nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from parkgraph.cues import alternatives, words
from parkgraph.mentions import Mentions
from parkgraph.mentions.ordered import Ordered
from parkgraph.model import Article, Kind, Mention, Span
from parkgraph.relations.entities import Linked

_REFERENCE = re.compile(alternatives(words("parks", "reference", "place-reference")))
_STATES = re.compile(alternatives(words("subjects", "states")))
_SETTLES = frozenset(words("subjects", "settles"))
_PREPOSITION = re.compile(
    f"(?:[由与同跟在于到向从]|{alternatives((*_SETTLES, *words('subjects', 'sited')))})$"
)
_SITED = re.compile(f"(?:[在于]|{alternatives((*_SETTLES, *words('subjects', 'sited')))})$")
_TO_BE_BUILT = re.compile(alternatives(words("subjects", "to-be-built")) + r"(?:成|为)?[^，。；]{0,5}$")
_MEASURED_BY = re.compile(
    f"(?:[对占居列超较比是为]|{alternatives(words('subjects', 'measured-by'))})"
    f"(?:了(?:{alternatives(words('subjects', 'nation'))}、)?)?$"
)
_RANKED = re.compile(
    rf"的?(?:[第最各]|\d+(?:\.\d+)?%|{alternatives(words('subjects', 'ranked'))})|"
    + alternatives(words("subjects", "ranked-whole"))
)
_JOINT = re.compile("、|[和与及]|以及")
_COUNTED = re.compile(alternatives(words("parks", "counted")) + "$")
_NAMING = frozenset({"n", "nz", "nr", "ns"})
_WHOLE_PLACE = words("subjects", "whole-place")
_BEHIND_PLACE = re.compile(
    rf"{alternatives(words('subjects', 'industry'))}(?!{alternatives(words('subjects', 'not-industry'))})|"
    rf"{alternatives((*_WHOLE_PLACE, *words('subjects', 'behind-place')))}|[共将市\d]"
)
_BEFORE_PLACE = re.compile(
    rf"(?:[，。；：！？\n、]|^|[年月日称]|{alternatives(words('subjects', 'before-place'))})$"
)


@dataclass(frozen=True, slots=True)
class Subject:
    """What something is about: an entity key and how it was found."""

    key: str
    kind: Kind
    confidence: float


@dataclass(frozen=True, slots=True)
class Marker:
    """A word that sets the subject: the one it names, or the reference to be resolved.

    An ``oblique`` one is behind a preposition or in brackets, and counts in its clause only.
    """

    start: int
    end: int
    subject: Subject | None
    reference: str = ""
    oblique: bool = False
    passing: bool = False
    """Whether it counts to the end of its part of the sentence (；) only: something is sited there."""
    part: bool = False
    """Whether it is a part called by a general word: passing, and no topic of what follows."""


def find_markers(text: str, article: Article, mentions: Mentions, linked: Linked) -> list[Marker]:
    """The markers of an article in text order."""
    start, end = article.start, article.end
    names = (mentions.policies, mentions.projects, mentions.enterprises)

    def inside(a: int, b: int) -> bool:
        return any(group.covering(a, b) for group in names)

    markers = []
    parks = Ordered(m for m in mentions.parks.between(start, end) if not inside(m.span.start, m.span.end))
    for park in parks:
        if any(p.span.end > park.span.end for p in parks.covering(park.span.start, park.span.end)):
            continue  # 甲开发区|乙化工园 is about the part
        if "canonical" not in dict(park.attributes) and _TO_BE_BUILT.search(
            text, max(start, park.span.start - 10), park.span.start
        ):
            continue
        subject = Subject(linked.key(park), Kind.PARK, park.confidence)
        marker = Marker(
            park.span.start, park.span.end, subject, passing=_is_general(park), part=_is_general(park)
        )
        markers.append(replace(marker, oblique=_is_listed(text, park, parks)))
    for policy in mentions.policies.between(start, end):
        of_park = park_within(policy.span, mentions, linked)
        if of_park is not None and _STATES.match(text, policy.span.end):
            markers.append(Marker(policy.span.start, policy.span.end, of_park))
    for place in mentions.places.between(start, end):
        a, b = place.span.start, place.span.end
        if inside(a, b) or parks.covering(a, b):
            continue
        if _is_subject_place(text, place):
            markers.append(Marker(a, b, Subject(place_key(place), Kind.PLACE, 0.8)))
    for match in _REFERENCE.finditer(text, start, end):
        a, b = match.span()
        if inside(a, b) or parks.over(Span(a, b)) or _is_measure(text, a, b):
            continue
        if not _ends_compound(mentions, text, a):
            markers.append(Marker(a, b, None, match[0]))
    marked = []
    for m in markers:
        oblique = _is_oblique(text, article, m.start, m.end)
        sited = m.subject is not None and is_sited(text, article.start, m)
        marked.append(replace(m, oblique=m.oblique or (oblique and not sited), passing=m.passing or sited))
    return sorted(marked, key=lambda m: (m.start, m.end))


def park_within(span: Span, mentions: Mentions, linked: Linked) -> Subject | None:
    """The first park whose name lies in a stretch of text."""
    for park in mentions.parks.between(span.start, span.end):
        if park.span.end <= span.end:
            return Subject(linked.key(park), Kind.PARK, 0.9)
    return None


def _is_general(park: Mention) -> bool:
    """Whether a park is a part called by a general word (绿色化工园区)."""
    return park.confidence <= 0.65 and ("weak", "yes") in park.attributes


def _is_listed(text: str, park: Mention, parks: Ordered) -> bool:
    """Whether a park is one of a list (辖甲园、乙园和丙园): what follows the list is not about the last."""
    before = parks.over(Span(max(0, park.span.start - 3), park.span.start))
    behind = _JOINT.match(text, park.span.end)
    return any(_JOINT.fullmatch(text, p.span.end, park.span.start) for p in before) or (
        behind is not None and bool(parks.between(behind.end(), behind.end() + 1))
    )


def is_sited(text: str, start: int, marker: Marker) -> bool:
    """Whether a clause ends by saying that something is in a park (甲公司在乙园，总投资…)."""
    if text[marker.end : marker.end + 1] not in ("，", "；", "。"):
        return False
    return _SITED.search(text, max(start, marker.start - 6), marker.start) is not None


def _is_oblique(text: str, article: Article, start: int, end: int) -> bool:
    """Whether a name stands in brackets or behind a preposition within its clause (由新区与Y打造).

    What settled there is about it again: 入驻Z的企业有16家，总投资44亿元.
    """
    before = text[max(article.start, start - 24) : start]
    if before.rfind("（") > before.rfind("）"):
        return True
    found = _PREPOSITION.search(before)
    if found is not None and found[0] in _SETTLES and text.startswith("的", end):
        return False
    return found is not None and found.start() > 0 and before[found.start() - 1] not in "，；。：！？\n“"


def _ends_compound(mentions: Mentions, text: str, start: int) -> bool:
    """Whether a park word ends a longer noun (新能源|片区) or counts several (四个|开发区)."""
    if _COUNTED.search(text, max(0, start - 1), start):
        return True
    before = mentions.reading.tokens.between(start - 6, start)
    return bool(before) and before[-1].end == start and before[-1].tag in _NAMING and len(before[-1].word) > 1


def _is_measure(text: str, start: int, end: int) -> bool:
    """Whether 全市 or 全省 is what something is compared with (居全市第二, 占全省的35%)."""
    return bool(_MEASURED_BY.search(text, max(0, start - 6), start) or _RANKED.match(text, end))


def _is_subject_place(text: str, place: Mention) -> bool:
    before = text[max(0, place.span.start - 14) : place.span.start]
    after = text[place.span.end : place.span.end + 3]
    if not _BEHIND_PLACE.match(after):
        return False
    return bool(_BEFORE_PLACE.search(before)) or after.startswith(_WHOLE_PLACE)


def place_key(place: Mention) -> str:
    """The entity key of a place mention."""
    code = dict(place.attributes).get("code", "")
    return f"place:{code or place.name}"
