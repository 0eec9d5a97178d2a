"""The enterprise inside a project's name, and what places, parks and other names say of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from ahocorasick_rs import AhoCorasick, MatchKind

from parkgraph.cues import alternatives, words
from parkgraph.mentions.aliases import find_former_names, find_short_names
from parkgraph.mentions.brands import Brand, core_of_enterprise, find_brand, is_outsider, is_unknown
from parkgraph.mentions.names import clean_name
from parkgraph.mentions.ordered import Ordered, order
from parkgraph.mentions.tables import TableRow
from parkgraph.model import Kind, Mention, Span

_INVESTOR = ("investor", "investorLength", "investorConfidence")
BEGINS_NAME = ("within", "name")
"""Marks an enterprise that begins a longer name."""
_SURE = 0.9
_HEAD = alternatives(words("projects", "project-head", "work-head"))
_TAIL = re.compile(rf"{_HEAD}$")
_SHORT_PROJECT = re.compile(
    rf"(?:^|[，。；：、（\n“”和与及]|{alternatives(words('projects', 'takes-up'))})"
    rf"([\u4e00-\u9fff]{{2,6}}){_HEAD}"
)
_FORM_ENDINGS = words("enterprises", "form-ending")


def is_site(project: Mention) -> bool:
    """Whether a project's name begins with a known enterprise, so that a park word in it is its own site."""
    return float(dict(project.attributes).get("investorConfidence", "0")) >= 0.85


def find_investor(project: Mention) -> Mention | None:
    """The enterprise at the start of a project's name as a mention of its own."""
    attributes = dict(project.attributes)
    lead = int(attributes.get("lead", "0"))
    if "investor" not in attributes or not project.name.startswith(attributes["investor"], lead):
        return None
    start = project.span.start + lead
    span = Span(start, min(project.span.end, start + int(attributes["investorLength"])))
    confidence = float(attributes["investorConfidence"])
    return Mention(
        Kind.ENTERPRISE, span, clean_name(attributes["investor"]), confidence, (("within", "project"),)
    )


def skip_location(project: Mention, parks: Ordered, places: Ordered) -> Mention:
    """Looks for the investor behind a park or place that the name begins with (渭南高新区|瑞联…)."""
    start, stop = project.span.start, project.span.end - 2
    in_parks = [m.span.end for m in parks.between(start, start + 1) if m.span.end < stop]
    in_places = [m.span.end for m in places.between(start, start + 1) if m.span.end < stop]
    attributes = dict(project.attributes)
    if not (in_parks or in_places) or float(attributes.get("investorConfidence", "0")) >= _SURE:
        return project
    for key in _INVESTOR:
        attributes.pop(key, None)
    offset = max((*in_parks, *in_places)) - start
    brand = find_brand(project.name[offset:])
    attributes["lead"] = str(offset)
    if brand and brand.length <= 3 and start + offset not in in_parks:
        # 广西大唐 need not be the group's: the place stays part of the name, which no list knows
        brand = Brand(project.name[: offset + brand.length], offset + brand.length, brand.confidence)
        attributes["lead"] = "0"
    if brand:
        attributes |= _as_attributes(brand)
    return replace(project, attributes=tuple(sorted(attributes.items())))


def _as_attributes(brand: Brand) -> dict[str, str]:
    return dict(zip(_INVESTOR, (brand.name, str(brand.length), str(brand.confidence)), strict=True))


def listed_project(text: str, row: TableRow, parks: Ordered, places: Ordered) -> Mention:
    """The project of a table row."""
    name = clean_name(text[row.name.start : row.name.end])
    return skip_location(Mention(Kind.PROJECT, row.name, name, 0.9, (("form", "table"),)), parks, places)


def listed_enterprises(text: str, row: TableRow) -> list[Mention]:
    """The builders of a table row, separated by marks of enumeration."""
    if row.builder is None:
        return []
    found = []
    start = row.builder.start
    for piece in re.split(r"([、，；/])", text[start : row.builder.end]):
        name, span = clean_name(piece), Span(start, start + len(piece))
        if 2 <= len(name) <= 30 and not is_outsider(name):
            found.append(Mention(Kind.ENTERPRISE, span, name, 0.9, (("within", "table"),)))
        start += len(piece)
    return found


def names_zone(enterprise: Mention, zones: Iterable[str]) -> bool:
    """Whether an unsure enterprise is a park's place and a trade (洋浦石化 beside 洋浦经济开发区)."""
    if enterprise.confidence >= _SURE or enterprise.name.endswith(_FORM_ENDINGS):
        return False
    core = core_of_enterprise(enterprise.name)
    return len(core) < len(enterprise.name) and any(zone.startswith(core) for zone in zones)


def find_short_projects(text: str, projects: Ordered) -> list[Mention]:
    """Where a text takes up a project by the last words of its name (年产160万吨造纸项目: 造纸项目)."""
    endings: dict[str, set[str]] = {}
    for name in {project.name for project in projects}:
        endings.setdefault(_TAIL.sub("", name)[-2:], set()).add(name)
    first = projects[0].span.start if projects else len(text)
    found = []
    for match in _SHORT_PROJECT.finditer(text, first):
        span = Span(match.start(1), match.end())
        if projects.over(span):
            continue
        longer = [n for n in endings.get(match[1][-2:], ()) if _TAIL.sub("", n).endswith(match[1])]
        if len(longer) == 1:
            name = text[span.start : span.end]
            found.append(Mention(Kind.PROJECT, span, name, 0.7, (("alias", longer[0]), ("form", "short"))))
    return found


def use_known_names(
    text: str, projects: Iterable[Mention], enterprises: Iterable[Mention], parks: Ordered, policies: Ordered
) -> tuple[list[Mention], list[Mention]]:
    """Lets the names the document gives surely help where they stand without a sign of their own.

    A name that is an enterprise's in one place is one everywhere, and the investor of a project
    whose name begins with it.
    """
    given = [m for m in enterprises if BEGINS_NAME not in m.attributes]
    inside = order(m for m in enterprises if BEGINS_NAME in m.attributes)
    projects = order(_with_read_investor(project, inside) for project in projects)
    named = order((*projects, *parks, *policies))
    given += [m for m in inside if not named.over(m.span)]
    known = {m.name for m in given if m.confidence >= 0.8}
    known |= {core for name in known if len(core := core_of_enterprise(name)) >= 3 and is_unknown(core)}
    names = sorted((name for name in known if len(name) >= 2), key=lambda n: (-len(n), n))
    heads: dict[str, list[str]] = {}
    for name in names:
        heads.setdefault(name[:2], []).append(name)
    zones = sorted({park.name for park in parks})
    renamed = [_without_zone(_with_investor(project, heads), zones) for project in projects]
    found = [m for m in given if ("within", "project") not in m.attributes]
    found += [investor for project in renamed if (investor := find_investor(project)) is not None]
    taken = order((*found, *renamed, *parks, *policies))
    matcher = AhoCorasick(names, matchkind=MatchKind.LeftmostLongest) if names else None
    for index, start, end in matcher.find_matches_as_indexes(text) if matcher else ():
        if not taken.over(Span(start, end)):
            found.append(Mention(Kind.ENTERPRISE, Span(start, end), names[index], 0.8))
    short = find_short_names(m.name for m in found) | find_former_names(text, order(found))
    return renamed, [_with_alias(m, short[m.name]) if m.name in short else m for m in found]


def _with_alias(mention: Mention, full: str) -> Mention:
    return replace(mention, attributes=tuple(sorted({*mention.attributes, ("alias", full)})))


def _with_read_investor(project: Mention, inside: Ordered) -> Mention:
    """The project with the enterprise that was read at its start in place of one its name suggests."""
    attributes = dict(project.attributes)
    if attributes.get("form") in _UNREAD:
        return project
    within = [m for m in inside.over(project.span) if m.span.end <= project.span.end]
    if not within:
        if float(attributes.get("investorConfidence", "1")) < _KNOWN:
            for key in _INVESTOR:
                attributes.pop(key, None)
            return replace(project, attributes=tuple(sorted(attributes.items())))
        return project
    lead = within[0].span.start - project.span.start
    length = within[0].span.end - within[0].span.start
    attributes |= _as_attributes(Brand(within[0].name, length, max(0.75, within[0].confidence)))
    attributes["lead"] = str(lead)
    return replace(project, attributes=tuple(sorted(attributes.items())))


_UNREAD = ("table", "invested", "short")
"""Forms of projects whose investors are read otherwise."""
_KNOWN = 0.85


def _without_zone(project: Mention, zones: list[str]) -> Mention:
    """Drops an unsure investor that is the first part of a park's name (南港|乙烯项目 beside 南港工业区)."""
    attributes = dict(project.attributes)
    investor = attributes.get("investor")
    if investor is None or float(attributes.get("investorConfidence", "1")) >= _SURE:
        return project
    if not any(zone.startswith(investor) for zone in zones):
        return project
    for key in _INVESTOR:
        attributes.pop(key, None)
    return replace(project, attributes=tuple(sorted(attributes.items())))


def _with_investor(project: Mention, heads: dict[str, list[str]]) -> Mention:
    attributes = dict(project.attributes)
    lead = int(attributes.get("lead", "0"))
    for name in heads.get(project.name[lead : lead + 2], ()):
        if project.name.startswith(name, lead) and len(name) > int(attributes.get("investorLength", "0")):
            attributes |= _as_attributes(Brand(name, len(name), 0.85))
            return replace(project, attributes=tuple(sorted(attributes.items())))
    return project
