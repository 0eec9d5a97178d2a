"""The choices that the readers of names and relations make, with what the facts say is right."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from parkgraph.learning.chains import Chain
from parkgraph.learning.fitting import Choice, yes_or_no
from parkgraph.learning.gold import Lesson
from parkgraph.model import Article, Claim, Kind, Metric, Modality
from parkgraph.relations.chains import Step
from parkgraph.relations.decisions import (
    add_builders,
    builder_options,
    decide_locations,
    entry_options,
    location_options,
)
from parkgraph.relations.discourse import Discourse
from parkgraph.relations.entries import read_entries
from parkgraph.relations.metrics import read_metrics, read_steps, settle_projects
from parkgraph.relations.planning import decide_modalities
from parkgraph.relations.progress import Progress
from parkgraph.relations.projects import read_projects
from parkgraph.relations.ties import Ties


def _articles(lesson: Lesson) -> Iterator[tuple[Article, Discourse, Ties]]:
    clean, mentions, linked = lesson.clean, lesson.mentions, lesson.linked
    for article in clean.articles:
        discourse = Discourse(clean, article, mentions, linked)
        yield article, discourse, Ties(clean.text, article, mentions, linked, discourse)


def builder_choices(lesson: Lesson) -> Iterator[Choice]:
    """Which enterprises build a project."""
    built = {project["name"]: project["by"] for project in lesson.facts["projects"]}
    for article, discourse, ties in _articles(lesson):
        claims = read_projects(lesson.clean, article, lesson.mentions, lesson.linked, discourse)
        for key in ties.keys(Kind.PROJECT):
            name = lesson.gold_name(key, "projects")
            if name is not None:
                for option in builder_options(ties, key, claims):
                    builder = lesson.gold_name(option.value, "enterprises")
                    yield yes_or_no(option.features, builder in built[name])


def _read_claims(
    lesson: Lesson, article: Article, discourse: Discourse, ties: Ties, *, located: bool
) -> tuple[Claim, ...]:
    """What is read of the projects of an article, as far as the choices learnt before go."""
    clean, mentions, linked = lesson.clean, lesson.mentions, lesson.linked
    claims = read_projects(clean, article, mentions, linked, discourse)
    progress = Progress(clean, article, mentions, linked, discourse, ties, claims)
    claims = (*(c for c in claims if c.predicate != "status"), *progress.decide())
    claims = add_builders(clean, ties, claims)
    return decide_locations(clean, ties, claims) if located else claims


def status_choices(lesson: Lesson) -> Iterator[Choice]:
    """Which stage a project is at."""
    stages = {project["name"]: project["status"] for project in lesson.facts["projects"]}
    for article, discourse, ties in _articles(lesson):
        claims = read_projects(lesson.clean, article, lesson.mentions, lesson.linked, discourse)
        progress = Progress(lesson.clean, article, lesson.mentions, lesson.linked, discourse, ties, claims)
        for key in ties.keys(Kind.PROJECT):
            name = lesson.gold_name(key, "projects")
            if name is not None:
                options = progress.options(key)
                right = tuple(option.value == (stages[name] or "") for option in options)
                yield Choice(tuple(option.features for option in options), right)


def location_choices(lesson: Lesson) -> Iterator[Choice]:
    """Which park a project is in."""
    located = {project["name"]: project["park"] for project in lesson.facts["projects"]}
    for article, discourse, ties in _articles(lesson):
        claims = _read_claims(lesson, article, discourse, ties, located=False)
        parks = {key: lesson.gold_name(key, "parks") for key in ties.parks()}
        for key in ties.keys(Kind.PROJECT):
            name = lesson.gold_name(key, "projects")
            if name is None:
                continue
            wanted = located[name] if located[name] in parks.values() else None
            options = location_options(ties, key, claims)
            right = [
                parks[o.value] == wanted if o.value and wanted else not (o.value or wanted) for o in options
            ]
            yield Choice(tuple(option.features for option in options), tuple(right))


def entry_choices(lesson: Lesson) -> Iterator[Choice]:
    """Which park an enterprise entered."""
    entered: dict[str, set[str]] = {}
    for enterprise, park in lesson.facts["entered"]:
        entered.setdefault(enterprise, set()).add(park)
    for article, discourse, ties in _articles(lesson):
        clean, mentions, linked = lesson.clean, lesson.mentions, lesson.linked
        claims = _read_claims(lesson, article, discourse, ties, located=True)
        ruled = read_entries(clean, article, mentions, linked, discourse, claims)
        parks = {key: lesson.gold_name(key, "parks") for key in ties.parks()}
        for key in ties.keys(Kind.ENTERPRISE):
            name = lesson.gold_name(key, "enterprises")
            if name is None:
                continue
            options = entry_options(ties, key, claims, ruled)
            wanted = entered.get(name, set()) & {str(park) for park in parks.values()}
            right = [bool(o.value) and parks[o.value] in wanted if wanted else not o.value for o in options]
            yield Choice(tuple(option.features for option in options), tuple(right))


def subject_chains(lesson: Lesson) -> list[Chain]:
    """What the figures of each article are about."""
    taken: set[int] = set()
    chains = []
    for article, discourse, _ in _articles(lesson):
        steps = read_steps(lesson.clean, article, lesson.mentions, lesson.linked, discourse)
        chains.append(Chain(steps, [_right_subjects(lesson, step, taken) for step in steps]))
    return chains


def _right_subjects(lesson: Lesson, step: Step, taken: set[int]) -> tuple[bool, ...]:
    """Which candidates are what a figure is about; all where the facts do not say or none is."""
    fact = lesson.fact_of(step.figure, taken)
    likeness = [lesson.likeness(fact["subject"], c.key) if fact else 0 for c in step.candidates]
    return tuple(like == max(likeness) for like in likeness)


def modality_choices(lesson: Lesson) -> Iterator[Choice]:
    """Which figures are planned."""
    clean, mentions, linked = lesson.clean, lesson.mentions, lesson.linked
    taken: set[int] = set()
    choices: list[Choice] = []

    def choose(metric: Metric, features: tuple[str, ...]) -> float:
        fact = lesson.fact_at(metric.quantity, taken)
        if fact is None:
            return float(metric.modality is Modality.PLANNED)
        planned = fact["modality"] == "planned"
        choices.append(yes_or_no(features, planned))
        return float(planned)

    for article, discourse, ties in _articles(lesson):
        found = read_metrics(clean, article, mentions, linked, discourse)
        claims = _read_claims(lesson, article, discourse, ties, located=True)
        settled = settle_projects(found, claims)
        decide_modalities(clean, article, mentions, found, settled, claims, choose)
    yield from choices


SIMPLE: dict[str, tuple[Callable[[Lesson], Iterator[Choice]], float]] = {
    "statuses": (status_choices, 3.0),
    "builders": (builder_choices, 2.0),
    "locations": (location_choices, 6.0),
    "entries": (entry_choices, 3.0),
}
"""The choices that are read in one go, in the order in which later ones need earlier ones, and the
penalty of their weights (chosen by cross-validation)."""
