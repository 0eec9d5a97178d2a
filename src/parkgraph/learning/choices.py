"""The choices that the readers of names and relations make, with what the facts say is right."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from parkgraph.evaluation.names import closest
from parkgraph.learning.fitting import Choice, yes_or_no
from parkgraph.learning.gold import Lesson
from parkgraph.mentions import enterprises, read_setting
from parkgraph.mentions.dates import find_periods
from parkgraph.mentions.names import read
from parkgraph.mentions.projects import find_candidates
from parkgraph.mentions.quantities import find_quantities
from parkgraph.model import Article, Kind, Mention
from parkgraph.relations.attribution import Figure, likeliest
from parkgraph.relations.candidates import Candidate
from parkgraph.relations.decisions import builder_options, entry_options
from parkgraph.relations.discourse import Discourse
from parkgraph.relations.entries import read_entries
from parkgraph.relations.markers import Subject
from parkgraph.relations.metrics import read_metrics
from parkgraph.relations.projects import read_projects
from parkgraph.relations.ties import Ties


def project_choices(lesson: Lesson) -> Iterator[Choice]:
    """Which stretches name a project."""
    wanted = [name for e in lesson.facts["projects"] for name in lesson.names[e["name"]]]
    clean = lesson.clean
    quantities, periods = find_quantities(clean.text), find_periods(clean.text, clean.document.published)
    reading = read(clean.text, quantities, periods)
    for article in clean.articles:
        for sentence in article.sentences:
            yield from best_of_rivals(find_candidates(reading, sentence.start, sentence.end), wanted)


def best_of_rivals(
    found: Sequence[tuple[Mention, tuple[str, ...]]], wanted: Sequence[str]
) -> Iterator[Choice]:
    """A yes for every stretch that is the most like a wanted name of those that overlap it."""
    alike = [closest(wanted, [mention.name]) for mention, _ in found]
    for (mention, features), own in zip(found, alike, strict=True):
        span = mention.span
        rivals = [
            like
            for (other, _), like in zip(found, alike, strict=True)
            if other.span.start < span.end and span.start < other.span.end
        ]
        yield yes_or_no(features, own > 0 and own == max(rivals))


def enterprise_choices(lesson: Lesson) -> Iterator[Choice]:
    """Which stretches name an enterprise.

    Of rivals that overlap, the one most like a wanted name is right, the longest of equals; parts of
    names without a better rival are neither right nor wrong.
    """
    wanted = [name for e in lesson.facts["enterprises"] for name in lesson.names[e["name"]]]
    setting = read_setting(lesson.clean)
    for sentence, _, taken in setting.sentences():
        found = enterprises.find_candidates(setting.reading, sentence.start, sentence.end, taken)
        alike = [closest(wanted, [mention.name]) for mention, _ in found]
        for (mention, features), own in zip(found, alike, strict=True):
            span = mention.span
            best = max(
                (like, len(other.name))
                for (other, _), like in zip(found, alike, strict=True)
                if other.span.start < span.end and span.start < other.span.end
            )
            if not own == best[0] == 1:
                yield yes_or_no(features, own > 1 and (own, len(mention.name)) == best)


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


def entry_choices(lesson: Lesson) -> Iterator[Choice]:
    """Which park an enterprise entered."""
    entered: dict[str, set[str]] = {}
    for enterprise, park in lesson.facts["entered"]:
        entered.setdefault(enterprise, set()).add(park)
    for article, discourse, ties in _articles(lesson):
        clean, mentions, linked = lesson.clean, lesson.mentions, lesson.linked
        claims = read_projects(clean, article, mentions, linked, discourse)
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


def subject_choices(lesson: Lesson, weights: dict[str, float] | None) -> list[Choice]:
    """What every figure is about.

    :param weights: what says which thing the figure before is about; without, the facts do
    """
    taken: set[int] = set()
    choices: list[Choice] = []

    def choose(figure: Figure, candidates: Sequence[Candidate]) -> Subject | None:
        if not candidates:
            return None
        fact = lesson.fact_of(figure, taken)
        likeness = [lesson.likeness(fact["subject"], c.key) if fact else 0 for c in candidates]
        best = max(likeness)
        if best:
            right = tuple(one == best for one in likeness)
            choices.append(Choice(tuple(c.features for c in candidates), right))
        if weights is None and best:
            chosen = candidates[likeness.index(best)]
            return Subject(chosen.key, chosen.kind, 1.0)
        return likeliest(candidates, weights or {})

    for article, discourse, _ in _articles(lesson):
        read_metrics(lesson.clean, article, lesson.mentions, lesson.linked, discourse, choose)
    return choices


SIMPLE: dict[str, tuple[Callable[[Lesson], Iterator[Choice]], float]] = {
    "projects": (project_choices, 0.5),
    "enterprises": (enterprise_choices, 1.0),
    "builders": (builder_choices, 2.0),
    "entries": (entry_choices, 3.0),
}
"""The choices that are read in one go, in the order in which later ones need earlier ones, and the
penalty of their weights (chosen by cross-validation)."""
