"""Mentions: the names, quantities and periods of a clean document.

One recogniser per kind, patterns apart from logic (``seeds/lexicon``).  Recognisers see the
whole text and return clean offsets; here they are put in order and their overlaps settled:
policies before projects before enterprises, and a park that is the tail of a project's name
(三环|柳州工业园) is no park.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from parkgraph.cues import alternatives
from parkgraph.lexicon import load_lexicon
from parkgraph.mentions.agencies import find_agencies
from parkgraph.mentions.aliases import find_aliases
from parkgraph.mentions.brands import Brand, core_of_enterprise, find_brand, is_outsider, is_unknown
from parkgraph.mentions.dates import find_periods
from parkgraph.mentions.enterprises import find_enterprises
from parkgraph.mentions.names import Reading, clean_name, read
from parkgraph.mentions.parks import find_parks
from parkgraph.mentions.policies import find_named, find_policies
from parkgraph.mentions.projects import find_projects
from parkgraph.mentions.quantities import find_quantities
from parkgraph.mentions.tables import TableRow, find_table_rows
from parkgraph.model import CleanDocument, Kind, Mention, Role, Span


@dataclass(frozen=True, slots=True)
class Mentions:
    """All mentions of one document by kind, each ordered by offset."""

    reading: Reading
    places: tuple[Mention, ...]
    parks: tuple[Mention, ...]
    policies: tuple[Mention, ...]
    projects: tuple[Mention, ...]
    enterprises: tuple[Mention, ...]
    agencies: tuple[Mention, ...]
    rows: tuple[TableRow, ...] = ()


def find_mentions(clean: CleanDocument) -> Mentions:
    """Runs every recogniser over a clean document."""
    text = clean.text
    rows = tuple(row for article in clean.articles for row in find_table_rows(text, article.sentences))
    bare = [row.investment for row in rows if row.investment is not None]
    written = [q for q in find_quantities(text) if not any(_overlap(q.span, b.span) for b in bare)]
    quantities = tuple(sorted((*written, *bare), key=lambda q: q.span))
    reading = read(text, quantities, find_periods(text, clean.document.published))
    places = tuple(
        Mention(Kind.PLACE, Span(match.start, match.end), match.name, 1.0, (("code", match.code),))
        for match in load_lexicon().find_places(text)
    )
    parks = find_parks(reading, places)
    parks = (*parks, *find_aliases(text, parks))
    policies = find_policies(reading)
    for article in clean.articles:
        for sentence in article.sentences:
            named = sentence.role is Role.HEADLINE or text.startswith("政策名称", sentence.start)
            own = find_named(text, sentence.start, sentence.end) if named else None
            if own is not None and not any(_overlap(own.span, policy.span) for policy in policies):
                policies = tuple(sorted((*policies, own), key=lambda m: m.span))
    agencies = find_agencies(reading)
    projects: list[Mention] = []
    enterprises: list[Mention] = []
    listed = {row.sentence.start for row in rows}
    for row in rows:
        projects.append(_listed_project(text, row, parks, places))
        enterprises += _listed_enterprises(text, row)
    for article in clean.articles:
        for sentence in article.sentences:
            if sentence.start in listed:
                continue
            inside = [
                _without_location(project, parks, places)
                for project in find_projects(reading, sentence.start, sentence.end)
                if not any(_overlap(project.span, policy.span) for policy in policies)
                and not any(
                    park.span == project.span and _is_sure(park) and not _is_site(project) for park in parks
                )
            ]
            taken = [mention.span for mention in (*policies, *inside, *agencies)]
            sites = {project.span for project in inside if _is_site(project)}
            taken += [park.span for park in parks if _is_sure(park) and park.span not in sites]
            projects += inside
            investors = [_investor(project) for project in inside]
            enterprises += [investor for investor in investors if investor is not None]
            enterprises += find_enterprises(reading, sentence.start, sentence.end, taken)
    parks = tuple(park for park in parks if not any(_belongs(park, project) for project in projects))
    projects = [
        p
        for p in projects
        if not any(p.span.end <= k.span.end and k.span.start <= p.span.start for k in parks)
    ]
    projects += _find_short_projects(text, projects)
    enterprises = [e for e in enterprises if not _names_zone(e, parks)]
    projects, enterprises = _use_known_names(text, projects, enterprises, parks, policies)
    invested = [
        park
        for park in parks
        if not _is_sure(park)
        and park.name.endswith(("园", "基地"))
        and text[park.span.start - 1 : park.span.start] not in ("在", "于", "户")
        and _INVESTED.match(text, park.span.end)
    ]
    for park in invested:
        project = Mention(Kind.PROJECT, park.span, park.name, 0.65, (("form", "invested"),))
        projects.append(_without_location(project, parks, places))
        investor = _investor(projects[-1])
        enterprises += [investor] if investor is not None else []
    parks = tuple(park for park in parks if park not in invested)
    return Mentions(
        reading,
        places,
        parks,
        policies,
        tuple(sorted(projects, key=lambda m: m.span)),
        tuple(sorted({*enterprises, *_alias_enterprises(text, enterprises, parks)}, key=lambda m: m.span)),
        agencies,
        rows,
    )


def _listed_project(
    text: str, row: TableRow, parks: tuple[Mention, ...], places: tuple[Mention, ...]
) -> Mention:
    name = clean_name(text[row.name.start : row.name.end])
    mention = Mention(Kind.PROJECT, row.name, name, 0.9, (("form", "table"),))
    return _without_location(mention, parks, places)


def _listed_enterprises(text: str, row: TableRow) -> list[Mention]:
    """The builders of a table row, separated by marks of enumeration."""
    if row.builder is None:
        return []
    found = []
    start = row.builder.start
    for piece in re.split(r"([、，；/])", text[start : row.builder.end]):
        name = clean_name(piece)
        if 2 <= len(name) <= 30 and not is_outsider(name):
            found.append(
                Mention(Kind.ENTERPRISE, Span(start, start + len(piece)), name, 0.9, (("within", "table"),))
            )
        start += len(piece)
    return found


def _names_zone(enterprise: Mention, parks: tuple[Mention, ...]) -> bool:
    """Whether an unsure enterprise is a park's place and a trade (洋浦石化 beside 洋浦经济开发区)."""
    if enterprise.confidence >= 0.9 or enterprise.name.endswith(("公司", "集团", "厂")):
        return False
    core = core_of_enterprise(enterprise.name)
    return len(core) < len(enterprise.name) and any(park.name.startswith(core) for park in parks)


_SHORT_PROJECT = re.compile(r"(?:^|[，。；：、（\n“”]|其中|该|和|与|及)([\u4e00-\u9fff]{2,6})(?:项目|工程)")


def _find_short_projects(text: str, projects: list[Mention]) -> list[Mention]:
    """Where a text takes up a project by the last words of its name (年产160万吨造纸项目: 造纸项目)."""
    names = {project.name for project in projects}
    taken = [project.span for project in projects]
    found = []
    for match in _SHORT_PROJECT.finditer(text):
        span = Span(match.start(1), match.end())
        if any(_overlap(span, other) for other in taken) or not any(s.start < span.start for s in taken):
            continue
        longer = {n for n in names if re.sub(r"(?:项目|工程)$", "", n).endswith(match[1])}
        if len(longer) == 1:
            full = longer.pop()
            found.append(
                Mention(
                    Kind.PROJECT, span, text[span.start : span.end], 0.7, (("alias", full), ("form", "short"))
                )
            )
    return found


def _use_known_names(
    text: str,
    projects: list[Mention],
    enterprises: list[Mention],
    parks: tuple[Mention, ...],
    policies: tuple[Mention, ...],
) -> tuple[list[Mention], list[Mention]]:
    """Lets the names the document gives surely help where they stand without a sign of their own.

    A name that is an enterprise's in one place is one everywhere, and the investor of a project
    whose name begins with it.
    """
    known = {m.name for m in enterprises if m.confidence >= 0.8}
    known |= {core for name in known if len(core := core_of_enterprise(name)) >= 3 and is_unknown(core)}
    names = sorted((name for name in known if len(name) >= 2), key=lambda n: (-len(n), n))
    renamed = [_without_zone(_with_investor(project, names), parks) for project in projects]
    found = [m for m in enterprises if ("within", "project") not in m.attributes]
    found += [investor for project in renamed if (investor := _investor(project)) is not None]
    taken = [m.span for m in (*found, *renamed, *parks, *policies)]
    if names:
        for match in re.finditer(alternatives(names), text):
            span = Span(*match.span())
            if not any(_overlap(span, other) for other in taken):
                found.append(Mention(Kind.ENTERPRISE, span, match[0], 0.8))
    return renamed, found


def _without_zone(project: Mention, parks: tuple[Mention, ...]) -> Mention:
    """Drops an unsure investor that is the first part of a park's name (南港|乙烯项目 beside 南港工业区)."""
    attributes = dict(project.attributes)
    investor = attributes.get("investor")
    if investor is None or float(attributes.get("investorConfidence", "1")) >= 0.9:
        return project
    if not any(park.name.startswith(investor) for park in parks):
        return project
    for key in ("investor", "investorLength", "investorConfidence"):
        del attributes[key]
    return replace(project, attributes=tuple(sorted(attributes.items())))


def _with_investor(project: Mention, names: list[str]) -> Mention:
    attributes = dict(project.attributes)
    lead = int(attributes.get("lead", "0"))
    for name in names:
        if project.name.startswith(name, lead) and len(name) > int(attributes.get("investorLength", "0")):
            attributes |= {"investor": name, "investorLength": str(len(name)), "investorConfidence": "0.85"}
            return replace(project, attributes=tuple(sorted(attributes.items())))
    return project


# an industrial park that one investor builds as its project: 产业园由…投建, 产业园总投资…
_INVESTED = re.compile(
    r"[”）]?(?:，)?(?:(?:主要|均|全部|共同)?由[^，。；]{2,40}(?:投资|投建|建设|实施|打造|开发)|(?:一期|二期|首期)?(?:计划|预计)?总投资|"
    r"(?:正式|成功|已|于[^，。；]{2,14})?(?:开工|奠基|动工|签约|竣工|破土动工))"
)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _alias_enterprises(text: str, enterprises: list[Mention], parks: tuple[Mention, ...]) -> list[Mention]:
    taken = [mention.span for mention in (*enterprises, *parks)]
    return [m for m in find_aliases(text, enterprises) if not any(_overlap(m.span, span) for span in taken)]


def _is_sure(park: Mention) -> bool:
    return ("weak", "yes") not in park.attributes


def _is_site(project: Mention) -> bool:
    """Whether a park word ends the name of one known enterprise's own site (万华|循环经济工业园)."""
    return float(dict(project.attributes).get("investorConfidence", "0")) >= 0.85


def _belongs(park: Mention, project: Mention) -> bool:
    """Whether a park word is part of a project's name and not the park the name begins with."""
    one, other = park.span, project.span
    loose = dict(project.attributes).get("form") in ("facility", "branded", "invested")
    if loose and park.confidence >= 0.75 and not _is_site(project):
        return False
    if not (other.start <= one.start and one.end <= other.end):
        return False
    ends = one.end >= other.end - 2
    return one.start > other.start or ends or not _is_sure(park) or (_is_site(project) and ends)


def _without_location(project: Mention, parks: tuple[Mention, ...], places: tuple[Mention, ...]) -> Mention:
    """Looks for the investor behind a park or place that the name begins with (渭南高新区|瑞联…)."""
    start = project.span.start
    lead = [
        m.span.end for m in (*parks, *places) if m.span.start == start and m.span.end < project.span.end - 2
    ]
    attributes = dict(project.attributes)
    if not lead or float(attributes.get("investorConfidence", "0")) >= 0.9:
        return project
    for key in ("investor", "investorLength", "investorConfidence"):
        attributes.pop(key, None)
    offset = max(lead) - start
    brand = find_brand(project.name[offset:])
    attributes["lead"] = str(offset)
    in_park = any(m.span.start == start and m.span.end == start + offset for m in parks)
    if brand and brand.length <= 3 and not in_park:
        # 广西大唐 need not be the group's: the place stays part of the name, which no list knows
        brand = Brand(project.name[: offset + brand.length], offset + brand.length, brand.confidence)
        attributes["lead"] = "0"
    if brand:
        attributes["investor"] = brand.name
        attributes["investorLength"] = str(brand.length)
        attributes["investorConfidence"] = str(brand.confidence)
    return replace(project, attributes=tuple(sorted(attributes.items())))


def _investor(project: Mention) -> Mention | None:
    """The enterprise at the start of a project's name as a mention of its own."""
    attributes = dict(project.attributes)
    if "investor" not in attributes or not project.name.startswith(
        attributes["investor"], int(attributes.get("lead", "0"))
    ):
        return None
    start = project.span.start + int(attributes.get("lead", "0"))
    span = Span(start, min(project.span.end, start + int(attributes["investorLength"])))
    return Mention(
        Kind.ENTERPRISE,
        span,
        clean_name(attributes["investor"]),
        float(attributes["investorConfidence"]),
        (("within", "project"),),
    )
