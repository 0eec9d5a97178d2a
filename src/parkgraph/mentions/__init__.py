"""Mentions: the names, quantities and periods of a clean document.

One recogniser per kind, patterns apart from logic (``seeds/lexicon``).  Recognisers see the
whole text and return clean offsets; here they are put in order and their overlaps settled:
policies before projects before enterprises, and a park that is the tail of a project's name
(三环|柳州工业园) is no park.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from parkgraph.cues import alternatives, words
from parkgraph.lexicon import load_lexicon
from parkgraph.mentions.agencies import find_agencies
from parkgraph.mentions.aliases import find_aliases
from parkgraph.mentions.dates import find_periods
from parkgraph.mentions.enterprises import find_enterprises
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
from parkgraph.mentions.parks import find_parks
from parkgraph.mentions.policies import find_named, find_policies
from parkgraph.mentions.projects import find_projects
from parkgraph.mentions.quantities import find_quantities
from parkgraph.mentions.tables import TableRow, find_table_rows
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
    for sentence, inside, taken in setting.sentences():
        projects += inside
        enterprises += [investor for project in inside if (investor := find_investor(project)) is not None]
        enterprises += find_enterprises(setting.reading, sentence.start, sentence.end, taken)
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

    def sentences(self) -> Iterator[tuple[Sentence, list[Mention], list[Span]]]:
        """The sentences outside tables, the projects of each, and what cannot name an enterprise there."""
        listed = {row.sentence.start for row in self.rows}
        for sentence in _sentences(self.clean):
            if sentence.start in listed:
                continue
            inside = _find_projects(self.reading, sentence, self.parks, self.places, self.policies)
            span = Span(sentence.start, sentence.end)
            sites = {project.span for project in inside if is_site(project)}
            taken = [m.span for m in (*self.policies.over(span), *inside, *self.agencies.over(span))]
            taken += [p.span for p in self.parks.over(span) if _is_sure(p) and p.span not in sites]
            yield sentence, inside, taken


def read_setting(clean: CleanDocument) -> Setting:
    """The places, parks, policies and agencies of a document, with its words and figures."""
    text = clean.text
    rows = tuple(row for article in clean.articles for row in find_table_rows(text, article.sentences))
    reading = _read(clean, rows)
    places = _find_places(text)
    parks = order(find_parks(reading, places))
    parks = order((*parks, *find_aliases(text, parks)))
    policies = _find_policies(clean, reading)
    return Setting(clean, reading, places, parks, policies, order(find_agencies(reading)), rows)


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


def _find_projects(
    reading: Reading, sentence: Sentence, parks: Ordered, places: Ordered, policies: Ordered
) -> list[Mention]:
    return [
        skip_location(project, parks, places)
        for project in find_projects(reading, sentence.start, sentence.end)
        if not any(
            park.span.start == project.span.start
            and _ENDING.fullmatch(reading.text, park.span.end, project.span.end)
            and "canonical" in dict(park.attributes)
            for park in parks.over(project.span)
        )
        if not policies.over(project.span)
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


_LOOSE = frozenset({"facility", "branded", "invested", "proposed", "phased"})
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
