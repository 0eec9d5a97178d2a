"""Mentions: the names, quantities and periods of a clean document.

One recogniser per kind, patterns apart from logic (``seeds/lexicon``).  Recognisers see the
whole text and return clean offsets; here they are put in order and their overlaps settled:
policies before projects before enterprises, and a park that is the tail of a project's name
(三环|柳州工业园) is no park.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from parkgraph.cues import alternatives, words
from parkgraph.lexicon import load_lexicon
from parkgraph.mentions import enterprises as enterprise_names
from parkgraph.mentions import projects as project_names
from parkgraph.mentions.agencies import find_agencies
from parkgraph.mentions.aliases import find_aliases
from parkgraph.mentions.dates import find_periods
from parkgraph.mentions.investors import (
    find_investor,
    find_short_projects,
    is_site,
    listed_enterprises,
    listed_project,
    names_zone,
    skip_location,
    use_known_names,
)
from parkgraph.mentions.names import Reading, read
from parkgraph.mentions.ordered import Ordered, order
from parkgraph.mentions.parks import find_parks, settle_parks
from parkgraph.mentions.policies import find_named, find_policies
from parkgraph.mentions.quantities import find_quantities
from parkgraph.mentions.signs import Found, Signs, describe
from parkgraph.mentions.tables import TableRow, find_table_rows
from parkgraph.mentions.tagging import Tagged, load_taggers
from parkgraph.model import CleanDocument, Kind, Mention, Role, Sentence, Span

_POLICY_LINE = words("policies", "policy-line")


@dataclass(frozen=True, slots=True)
class Mentions:
    """All mentions of one document by kind, each ordered by offset."""

    reading: Reading
    places: Ordered
    parks: Ordered
    policies: Ordered
    projects: Ordered
    enterprises: Ordered
    agencies: Ordered
    rows: tuple[TableRow, ...] = ()
    site: Mention | None = None
    """The park whose site the page is from, by its offsets in ``clean.site``."""


def find_mentions(clean: CleanDocument) -> Mentions:
    """Runs every recogniser over a clean document."""
    text = clean.text
    setting = read_setting(clean)
    rows, parks, places = setting.rows, setting.parks, setting.places
    projects = [listed_project(text, row, parks, places) for row in rows]
    enterprises = [enterprise for row in rows for enterprise in listed_enterprises(text, row)]
    sentences = list(setting.sentences())
    signs, ruled = describe_sentences(setting, sentences)
    tagged = _tag(signs, sentences)
    parks = settle_parks(setting.reading, parks, [park for found in tagged["parks"] for park in found])
    setting = replace(setting, parks=parks)
    for sentence, rules, of_projects, of_firms in zip(
        sentences, ruled, tagged["projects"], tagged["enterprises"], strict=True
    ):
        inside, firms = _read_names(setting, sentence, of_projects, of_firms, rules)
        projects += inside
        enterprises += [investor for project in inside if (investor := find_investor(project)) is not None]
        enterprises += firms
    settled = _settle(
        text,
        setting.reading,
        places,
        parks,
        setting.policies,
        projects,
        enterprises,
        setting.agencies,
        rows,
    )
    return replace(settled, site=_find_site(clean.site.text)) if clean.site else settled


@dataclass(frozen=True, slots=True)
class Setting:
    """What is found in a document before its projects and enterprises, on which they depend."""

    clean: CleanDocument
    reading: Reading
    places: Ordered
    parks: Ordered
    policies: Ordered
    agencies: Ordered
    rows: tuple[TableRow, ...]

    found: Found
    """What the taggers are told of the document."""

    def sentences(self) -> Iterator[Sentence]:
        """The sentences outside tables."""
        listed = {row.sentence.start for row in self.rows}
        return (s for s in _sentences(self.clean) if s.start not in listed)


def describe_sentences(
    setting: Setting, sentences: Sequence[Sentence]
) -> tuple[Signs, list[dict[Span, Mention]]]:
    """The signs of the characters of sentences for the taggers, and for each the projects that rules find."""
    reading = setting.reading
    ruled, projects_by_span = [], []
    for sentence in sentences:
        projects = list(project_names.find_ruled(reading, sentence.start, sentence.end))
        firms = enterprise_names.find_ruled(reading, sentence.start, sentence.end)
        ruled.append([(form, mention.span) for form, mention in (*projects, *firms)])
        by_span: dict[Span, Mention] = {}
        for _, mention in projects:
            by_span.setdefault(mention.span, mention)
        projects_by_span.append(by_span)
    return describe(setting.found, [(s.start, s.end) for s in sentences], ruled), projects_by_span


def _tag(signs: Signs, sentences: Sequence[Sentence]) -> dict[str, list[Tagged]]:
    """The names of each kind in each sentence by the taggers: where each begins and ends, its probability."""
    return {
        kind: [
            [(start + sentence.start, end + sentence.start, probability) for start, end, probability in found]
            for sentence, found in zip(sentences, of_sentences, strict=True)
        ]
        for kind, of_sentences in load_taggers().spans(signs.columns, signs.sizes).items()
    }


def _read_names(
    setting: Setting, sentence: Sentence, of_projects: Tagged, of_firms: Tagged, ruled: dict[Span, Mention]
) -> tuple[list[Mention], tuple[Mention, ...]]:
    """The projects and the enterprises of a sentence, from what taggers and rules found."""
    projects = _keep_projects(setting, project_names.name_tagged(setting.reading, of_projects, ruled))
    span = Span(sentence.start, sentence.end)
    sites = {project.span for project in projects if is_site(project)}
    taken = [m.span for m in (*setting.policies.over(span), *projects, *setting.agencies.over(span))]
    taken += [p.span for p in setting.parks.over(span) if _is_sure(p) and p.span not in sites]
    return projects, enterprise_names.name_tagged(setting.reading, of_firms, taken)


def read_setting(clean: CleanDocument) -> Setting:
    """The places, parks, policies and agencies of a document, with its words and figures."""
    text = clean.text
    rows = tuple(row for article in clean.articles for row in find_table_rows(text, article.sentences))
    reading = _read(clean, rows)
    places = _find_places(text)
    parks = order(find_parks(reading, places))
    parks = order((*parks, *find_aliases(text, parks)))
    policies = _find_policies(clean, reading)
    agencies = order(find_agencies(reading))
    found = Found.of(reading, place=places, park=parks, policy=policies, agency=agencies)
    return Setting(clean, reading, places, parks, policies, agencies, rows, found)


def _find_places(text: str) -> Ordered:
    return order(
        Mention(Kind.PLACE, Span(match.start, match.end), match.name, 1.0, (("code", match.code),))
        for match in load_lexicon().find_places(text)
    )


def _find_site(name: str) -> Mention | None:
    parks = find_parks(read(name, (), ()), _find_places(name))
    return next((park for park in parks if _is_sure(park)), None)


def _read(clean: CleanDocument, rows: Iterable[TableRow]) -> Reading:
    """The text with its words, its quantities (bare numbers of tables in place of others) and periods."""
    bare = {q.span.start: q for row in rows if (q := row.investment) is not None}
    cells = [(q.span.start, q.span.end) for q in bare.values()]
    covered = {offset for start, end in cells for offset in range(start, end)}
    written = [q for q in find_quantities(clean.text) if covered.isdisjoint(range(q.span.start, q.span.end))]
    quantities = tuple(sorted((*written, *bare.values()), key=lambda q: q.span))
    return read(clean.text, quantities, find_periods(clean.text, clean.document.published))


def _sentences(clean: CleanDocument) -> Iterable[Sentence]:
    return (sentence for article in clean.articles for sentence in article.sentences)


def _find_policies(clean: CleanDocument, reading: Reading) -> Ordered:
    """The policies of a text, and those that a headline or a line 政策名称 names."""
    policies = order(find_policies(reading))
    own = []
    for sentence in _sentences(clean):
        if sentence.role is Role.HEADLINE or clean.text.startswith(_POLICY_LINE, sentence.start):
            named = find_named(clean.text, sentence.start, sentence.end)
            if named is not None and not policies.over(named.span):
                own.append(named)
    return order((*policies, *own))


def _keep_projects(setting: Setting, projects: Iterable[Mention]) -> list[Mention]:
    """The projects that are no policy and no park, looked at behind the place they begin with."""
    text, parks, places = setting.reading.text, setting.parks, setting.places
    return [
        skip_location(project, parks, places)
        for project in projects
        if not any(
            park.span.start == project.span.start
            and _ENDING.fullmatch(text, park.span.end, project.span.end)
            and "canonical" in dict(park.attributes)
            for park in parks.over(project.span)
        )
        if not setting.policies.over(project.span)
        and (
            is_site(project)
            or not any(park.span == project.span and _is_sure(park) for park in parks.over(project.span))
        )
    ]


def _settle(
    text: str,
    reading: Reading,
    places: Ordered,
    parks: Ordered,
    policies: Ordered,
    projects: list[Mention],
    enterprises: list[Mention],
    agencies: Ordered,
    rows: tuple[TableRow, ...],
) -> Mentions:
    """Decides which of overlapping parks, projects and enterprises stand."""
    named = order(projects)
    parks = Ordered(p for p in parks if not any(_belongs(text, p, project) for project in named.over(p.span)))
    named = Ordered(p for p in named if not parks.covering(p.span.start, p.span.end))
    named = order((*named, *find_short_projects(text, named)))
    zones = sorted({park.name for park in parks})
    settled, found = use_known_names(
        text, named, [e for e in enterprises if not names_zone(e, zones)], parks, policies
    )
    invested = {park for park in parks if _is_invested(text, park)}
    for park in sorted(invested, key=lambda m: m.span):
        project = Mention(Kind.PROJECT, park.span, park.name, 0.65, (("form", "invested"),))
        settled.append(skip_location(project, parks, places))
        investor = find_investor(settled[-1])
        found += [investor] if investor is not None else []
    parks = Ordered(park for park in parks if park not in invested)
    taken = order((*found, *parks))
    found += [alias for alias in find_aliases(text, found) if not taken.over(alias.span)]
    return Mentions(reading, places, parks, policies, order(settled), order(set(found)), agencies, rows)


# an industrial park that one investor builds as its project: 产业园由…投建, 产业园总投资…
_BUILT = (
    f"{alternatives(words('parks', 'wholly'))}?由[^，。；]{{2,40}}{alternatives(words('parks', 'builds'))}"
)
_COSTS = (
    f"{alternatives(words('projects', 'intended'))}?{alternatives(words('projects', 'total-investment'))}"
)
_BEGUN = (
    f"(?:{alternatives(words('parks', 'begins-how'))}|于[^，。；]{{2,14}})?"
    f"{alternatives(words('parks', 'begins'))}"
)
_INVESTED = re.compile(f"[”）]?，?(?:{_BUILT}|(?:[一二首]期)?{_COSTS}|{_BEGUN})")
_SITE_ENDINGS = words("parks", "site-ending")
_LOCATED = words("parks", "located")


def _is_invested(text: str, park: Mention) -> bool:
    """Whether the words behind a weak park word treat it as one investor's project."""
    return (
        not _is_sure(park)
        and park.name.endswith(_SITE_ENDINGS)
        and text[park.span.start - 1 : park.span.start] not in _LOCATED
        and _INVESTED.match(text, park.span.end) is not None
    )


def _is_sure(park: Mention) -> bool:
    return ("weak", "yes") not in park.attributes


_LOOSE = frozenset({"facility", "branded", "invested", "tagged", "phased"})
"""The forms of a project's name that say least for its being one."""
_ENDING = re.compile(f"(?:[一二三四五首]期)?{alternatives(words('projects', 'project-head', 'work-head'))}?")


def _belongs(text: str, park: Mention, project: Mention) -> bool:
    """Whether a park word is part of a project's name and not the park the name begins with."""
    one, other = park.span, project.span
    loose = dict(project.attributes).get("form") in _LOOSE
    if loose and park.confidence >= 0.75 and not is_site(project):
        return False
    if not (other.start <= one.start and one.end <= other.end):
        return False
    ends = _ENDING.fullmatch(text, one.end, other.end) is not None
    return one.start > other.start or ends or not _is_sure(park) or (is_site(project) and ends)
