"""Who builds a project, and which park an enterprise entered, of those the article names.

The rules of :mod:`.builders` and :mod:`.entries` propose; what they miss is found, and of entries
what they take wrongly dropped, by learnt weights over the features of :mod:`.ties`
(``seeds/weights/builders.tsv``, ``entries.tsv``).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from parkgraph.model import Claim, CleanDocument, Entry, EntryMode, Evidence, Kind, Mention, Modality
from parkgraph.relations.ties import Ties
from parkgraph.text.offsets import find_evidence
from parkgraph.weights import chance, load_weights, score, shares

LEAST = 0.5
"""The least probability of a builder that no rule names."""
_NEAR = ("inside", "before=", "behind", "sentences=1", "sentences=2")


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to a question, with the features of that answer; ``value`` is ``""`` for none."""

    value: str
    features: tuple[str, ...]


def _none(features: Iterable[str]) -> Option:
    return Option("", ("none", *(f"none&{feature}" for feature in features)))


def builder_options(ties: Ties, project: str, claims: Sequence[Claim]) -> tuple[Option, ...]:
    """The enterprises that may build a project, each a yes or no of its own."""
    proposed = {
        c.object: c.confidence for c in claims if (c.subject, c.predicate) == (project, "undertakenBy")
    }
    options = []
    for enterprise in ties.keys(Kind.ENTERPRISE):
        features = ties.pair(project, enterprise)
        if enterprise in proposed:
            features.append(f"rule={proposed[enterprise]:.1f}")
        elif not any(feature.startswith(_NEAR) for feature in features):
            continue
        if proposed:
            features.append(f"ruled={enterprise in proposed}")
        features += ["yes", *(f"its-{f}" for f in ties.around(enterprise))]
        options.append(Option(enterprise, tuple(features)))
    return tuple(options)


def add_builders(clean: CleanDocument, ties: Ties, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims of an article, with the builders of its projects that no rule named."""
    weights = load_weights("builders")
    proposed = {(c.subject, c.object) for c in claims if c.predicate == "undertakenBy"}
    found = []
    for project in ties.keys(Kind.PROJECT):
        for option in builder_options(ties, project, claims):
            probability = chance(score(weights, option.features))
            if probability >= LEAST and (project, option.value) not in proposed:
                evidence = _evidence(clean, ties, project, option.value)
                found.append(
                    Claim(
                        project,
                        "undertakenBy",
                        option.value,
                        confidence=round(probability, 3),
                        evidence=evidence,
                        rule="weights:builders",
                    )
                )
    return (*claims, *found)


def location_options(ties: Ties, project: str, claims: Sequence[Claim]) -> tuple[Option, ...]:
    """The parks that a project may be in."""
    proposed: dict[str, Claim] = {}
    for claim in claims:
        if (claim.subject, claim.predicate) == (project, "locatedInPark"):
            known = proposed.get(claim.object)
            if known is None or claim.confidence > known.confidence:
                proposed[claim.object] = claim
    parks = ties.parks()
    situation = [f"its-{feature}" for feature in ties.around(project)]
    situation += [f"parks={min(len(parks), 4)}", f"ruled={len(proposed)}"]
    options = [_none(situation)]
    for park in parks:
        features = [*ties.pair(project, park), *(f"park-{f}" for f in ties.standing(park))]
        ruled = proposed.get(park)
        features.append(
            f"rule={ruled.rule}-{ruled.confidence:.1f}" if ruled else f"ruled-other={bool(proposed)}"
        )
        features += [f"{features[-1]}&{feature}" for feature in features[:-1]]
        options.append(Option(park, tuple(features)))
    return tuple(options)


def decide_locations(clean: CleanDocument, ties: Ties, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims of an article, with the likeliest park of each project in place of those proposed."""
    kept = [claim for claim in claims if claim.predicate != "locatedInPark"]
    proposed = [claim for claim in claims if claim.predicate == "locatedInPark"]
    for project in ties.keys(Kind.PROJECT):
        option, probability = choose("locations", location_options(ties, project, claims))
        if not option.value:
            continue
        same = [c for c in proposed if (c.subject, c.object) == (project, option.value)]
        evidence = tuple(sorted({e for claim in same for e in claim.evidence}))
        kept.append(
            Claim(
                project,
                "locatedInPark",
                option.value,
                confidence=round(probability, 3),
                evidence=evidence or _evidence(clean, ties, project, option.value),
                rule=same[0].rule if same else "weights:locations",
            )
        )
    return tuple(kept)


def entry_options(
    ties: Ties, enterprise: str, claims: Sequence[Claim], entries: Sequence[Entry]
) -> tuple[Option, ...]:
    """The parks that an enterprise may have entered."""
    proposed: dict[str, float] = {}
    for entry in entries:
        if entry.enterprise == enterprise:
            proposed[entry.park] = max(entry.confidence, proposed.get(entry.park, 0.0))
    built = {c.subject for c in claims if c.predicate == "undertakenBy" and c.object == enterprise}
    status = {c.subject: c.object for c in claims if c.predicate == "status"}
    situation = ties.around(enterprise)
    situation += [f"builds={status.get(project, '-')}" for project in sorted(built)]
    situation.append(f"builds={len(built) > 0}")
    best = max(proposed.values(), default=0.0)
    situation.append(f"ruled={best:.1f}")
    options = [_none([*situation, f"parks={min(len(ties.parks()), 4)}"])]
    for park in ties.parks():
        features = ties.pair(enterprise, park)
        if park in proposed:
            features.append(f"rule={proposed[park]:.1f}")
        located = {c.subject for c in claims if c.predicate == "locatedInPark" and c.object == park}
        if built & located:
            features.append("its-project")
        options.append(Option(park, tuple(features)))
    return tuple(options)


def choose(name: str, options: Sequence[Option]) -> tuple[Option, float]:
    """The likeliest of exclusive options and its probability."""
    weights = load_weights(name)
    chances = shares([score(weights, option.features) for option in options])
    best = max(range(len(options)), key=lambda i: (chances[i], options[i].value))
    return options[best], chances[best]


def _evidence(clean: CleanDocument, ties: Ties, subject: str, value: str) -> tuple[Evidence, ...]:
    """The place where two things are named nearest to each other, or where the first is."""
    places = ties.mentions_of(subject)
    others = ties.mentions_of(value)
    pairs = [(abs(a.span.start - b.span.start), a, b) for a in places for b in others]
    if pairs:
        apart, a, b = min(pairs, key=lambda pair: (pair[0], pair[1].span))
        if apart <= 60:
            return find_evidence(clean, min(a.span.start, b.span.start), max(a.span.end, b.span.end))
        return tuple(sorted({*_quote(clean, a), *_quote(clean, b)}))
    return _quote(clean, places[0])


def _quote(clean: CleanDocument, mention: Mention) -> tuple[Evidence, ...]:
    return find_evidence(clean, mention.span.start, mention.span.end)


def decide_entries(
    clean: CleanDocument,
    ties: Ties,
    claims: Sequence[Claim],
    entries: Sequence[Entry],
    denied: Collection[str] = (),
) -> tuple[Entry, ...]:
    """Which enterprises of an article entered which park.

    :param denied: the enterprises that the text puts outside; only a rule puts them in
    """
    found = []
    for enterprise in ties.keys(Kind.ENTERPRISE):
        if enterprise in denied and not any(entry.enterprise == enterprise for entry in entries):
            continue
        option, probability = choose("entries", entry_options(ties, enterprise, claims, entries))
        if not option.value:
            continue
        same = [e for e in entries if e.enterprise == enterprise and e.park == option.value]
        if same:
            found += [_with_confidence(entry, probability) for entry in same]
        else:
            evidence = _evidence(clean, ties, enterprise, option.value)
            found.append(
                Entry(
                    enterprise,
                    option.value,
                    EntryMode.OPERATING,
                    modality=Modality.ACTUAL,
                    confidence=round(probability, 3),
                    evidence=evidence,
                    rule="weights:entries",
                )
            )
    return tuple(found)


def _with_confidence(entry: Entry, probability: float) -> Entry:
    return replace(entry, confidence=round(probability, 3))
