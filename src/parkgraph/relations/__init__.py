"""Relations: from the mentions of a clean document to the facts it states.

``extract`` is a pure function of one document; nothing it does depends on any other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from parkgraph.confidence import calibrated
from parkgraph.corpus.copies import make_sketch
from parkgraph.lexicon import load_lexicon
from parkgraph.mentions import Mentions, find_mentions
from parkgraph.model import Claim, CleanDocument, Entity, Entry, Facts, Kind, Mention, Metric
from parkgraph.relations.decisions import add_builders, decide_entries, decide_locations
from parkgraph.relations.discourse import Discourse
from parkgraph.relations.entities import Linked, link_mentions
from parkgraph.relations.entries import find_denied, read_entries
from parkgraph.relations.homes import find_homes
from parkgraph.relations.markers import place_key
from parkgraph.relations.metrics import read_metrics, settle_projects
from parkgraph.relations.parks import read_parks, read_phases
from parkgraph.relations.periods import date_figures
from parkgraph.relations.planning import decide_modalities
from parkgraph.relations.policies import read_policies
from parkgraph.relations.progress import Progress
from parkgraph.relations.projects import read_investments, read_projects
from parkgraph.relations.ties import Ties
from parkgraph.relations.unattributed import find_unattributed
from parkgraph.text.offsets import find_evidence


def extract(clean: CleanDocument) -> Facts:
    """All facts of one document, in a fixed order, each with its evidence."""
    mentions = find_mentions(clean)
    return extract_from(clean, mentions, link_mentions(clean, mentions))


def extract_from(clean: CleanDocument, mentions: Mentions, linked: Linked) -> Facts:
    """All facts of one document whose names and figures were found."""
    claims: list[Claim] = []
    metrics: list[Metric] = []
    entries: list[Entry] = []
    projects = frozenset(key for key, entity in linked.entities.items() if entity.kind is Kind.PROJECT)
    for article in clean.articles:
        discourse = Discourse(clean, article, mentions, linked)
        found = read_metrics(clean, article, mentions, linked, discourse)
        ties = Ties(clean.text, article, mentions, linked, discourse)
        projects_of = read_projects(clean, article, mentions, linked, discourse)
        progress = Progress(clean, article, mentions, linked, discourse, ties, projects_of)
        projects_of = (*(c for c in projects_of if c.predicate != "status"), *progress.decide())
        about = (
            *decide_locations(clean, ties, add_builders(clean, ties, projects_of)),
            *read_policies(clean, article, mentions, linked, discourse),
            *read_parks(clean, article, mentions, linked, discourse),
        )
        settled = settle_projects(found, about)
        found = decide_modalities(clean, article, mentions, found, settled, about)
        found = tuple(date_figures(clean, article, mentions, projects, found))
        claims += [*about, *read_investments(found, projects)]
        metrics += found
        entered = read_entries(clean, article, mentions, linked, discourse, about)
        denied = find_denied(clean, article, mentions, linked)
        entries += decide_entries(clean, ties, about, entered, denied)
    chosen = _choose((*claims, *read_phases(linked)))
    chosen = tuple(_calibrate_claim(claim) for claim in chosen)
    metrics = [replace(m, confidence=round(calibrated("metric", m.confidence), 3)) for m in metrics]
    entered_once = tuple(_calibrate_entry(entry) for entry in _join_entries(entries))
    entities = _keep_used(clean, linked, mentions, chosen, metrics, entries)
    missed = find_unattributed(clean, mentions, linked, chosen, metrics, entered_once)
    return Facts(
        clean.document,
        entities,
        chosen,
        tuple(metrics),
        entered_once,
        len(clean.document.text),
        missed,
        find_homes(clean, mentions),
        make_sketch(clean.text),
    )


def _calibrate_claim(claim: Claim) -> Claim:
    """A claim as sure as its like are right, given that there is the thing it speaks of."""
    return replace(claim, confidence=round(calibrated(claim.predicate, claim.confidence), 3))


def _calibrate_entry(entry: Entry) -> Entry:
    return replace(entry, confidence=round(calibrated("enteredPark", entry.confidence), 3))


_SINGLE = frozenset({"status", "totalInvestment", "locatedInPark", "appliesTo", "issuedBy", "issueDate"})


def _choose(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """One claim a statement, with all its evidence; of a one-valued property the surest, then the first."""
    alike: dict[tuple[str, str, str], list[Claim]] = {}
    for claim in claims:
        value = claim.object
        if claim.predicate == "stage":
            value = f"{claim.object} {claim.modality} {claim.period}"
        alike.setdefault((claim.subject, claim.predicate, value), []).append(claim)
    joined = [_merge_claims(same) for same in alike.values()]
    best: dict[tuple[str, str], Claim] = {}
    for claim in joined:
        key = (claim.subject, claim.predicate)
        if claim.predicate in _SINGLE and (key not in best or claim.confidence > best[key].confidence):
            best[key] = claim
    kept = [c for c in joined if c.predicate not in _SINGLE or best[c.subject, c.predicate] is c]
    return tuple(kept)


def _merge_claims(same: list[Claim]) -> Claim:
    """The first as it stands, as sure as the surest, with the evidence of all."""
    return replace(
        same[0],
        confidence=max(claim.confidence for claim in same),
        evidence=tuple(sorted({evidence for claim in same for evidence in claim.evidence})),
    )


def _join_entries(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    alike: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        alike.setdefault((entry.enterprise, entry.park), []).append(entry)
    return tuple(_merge_entries(same) for same in alike.values())


def _merge_entries(same: list[Entry]) -> Entry:
    """The surest, with the first project and time that any of them names and the evidence of all."""
    return replace(
        max(same, key=lambda entry: entry.confidence),
        project=next((entry.project for entry in same if entry.project), same[0].project),
        period=next((entry.period for entry in same if entry.period), same[0].period),
        evidence=tuple(sorted({evidence for entry in same for evidence in entry.evidence})),
    )


def _keep_used(
    clean: CleanDocument,
    linked: Linked,
    mentions: Mentions,
    claims: Iterable[Claim],
    metrics: Iterable[Metric],
    entries: Iterable[Entry],
) -> tuple[Entity, ...]:
    """The document's entities, and of its places those that something is said of."""
    used = {claim.object for claim in claims if not claim.literal} | {metric.subject for metric in metrics}
    codes = {dict(e.attributes).get("placeCode") for e in linked.entities.values()}
    places: dict[str, list[Mention]] = {}
    for place in mentions.places:
        places.setdefault(place_key(place), []).append(place)
    said = {linked.key(mention) for mention in mentions.parks} | used | {entry.park for entry in entries}
    entities = [e for key, e in linked.entities.items() if key != linked.site or key in said]
    for key, named in places.items():
        code = dict(named[0].attributes).get("code", "")
        if key in used or (code and code in codes):
            entities.append(_make_place(clean, key, code, named))
    named_places = {entity.key for entity in entities}
    by_code = load_lexicon().places.by_code
    for key in sorted(used - named_places):
        if key.startswith("place:") and key[6:] in by_code:
            # 全市 of a district: the city itself is not named
            entities.append(Entity(key, Kind.PLACE, by_code[key[6:]].name, (), (("code", key[6:]),)))
    return tuple(entities)


def _make_place(clean: CleanDocument, key: str, code: str, named: list[Mention]) -> Entity:
    full = load_lexicon().places.by_code[code].name if code else named[0].name
    others = tuple(sorted({m.name for m in named} - {full}))
    span = named[0].span
    return Entity(
        key,
        Kind.PLACE,
        full,
        others,
        (("code", code),) if code else (),
        find_evidence(clean, span.start, span.end),
    )
