"""Which things of different documents are one, and the IRI of each.

Entities with one identity key are one thing (:mod:`.identity`); what they say together is a profile
(:mod:`.profiles`).  Profiles of one kind that could be one thing are compared (:mod:`.parks`,
:mod:`.enterprises`, :mod:`.projects`, :mod:`.policies`), the parks first, so that enterprises and
projects can be compared by their parks; what the comparisons say together makes the things
(:mod:`.clusters`).  A name that could be two things stays a thing of its own.

A thing bears the IRI of that profile whose name a public list has, else of the one that the
earliest document speaks of.  The IRIs of its other profiles lead to it.  Nothing depends on the
order of the documents, and an IRI changes only when a new judgement joins or parts profiles.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from parkgraph.lexicon import load_lexicon
from parkgraph.model import Entity, Facts, Judgement, Kind, Verdict
from parkgraph.resolution.clusters import Comparison, Groups, cluster
from parkgraph.resolution.enterprises import add_places, compare_enterprises, find_parents
from parkgraph.resolution.identity import (
    Identity,
    identify,
    identify_name,
    iri_of,
    is_official,
    make_slug,
)
from parkgraph.resolution.overrides import Override, apply_overrides, read_overrides
from parkgraph.resolution.parks import compare_parks
from parkgraph.resolution.policies import compare_policies
from parkgraph.resolution.profiles import Profile, collect_profiles
from parkgraph.resolution.projects import compare_projects

__all__ = ["Override", "Resolution", "identify", "identify_corpus", "make_slug", "read_overrides", "resolve"]


@dataclass(frozen=True, slots=True)
class Resolution:
    """The outcome: IRIs of document entities, names and attributes of IRIs, and why.

    ``iris`` is keyed by (document identifier, entity key); ``names``, ``others`` and ``facets`` by
    IRI.  ``replaced`` leads from the IRIs that a thing's profiles would have alone to the one it
    has, ``parents`` from a company to the group that its name says it belongs to.
    """

    iris: Mapping[tuple[str, str], str]
    names: Mapping[str, str]
    others: Mapping[str, tuple[str, ...]]
    facets: Mapping[str, tuple[tuple[str, str], ...]]
    judgements: tuple[Judgement, ...] = ()
    replaced: Mapping[str, str] = field(default_factory=dict)
    parents: Mapping[str, str] = field(default_factory=dict)

    def iri(self, document: str, key: str) -> str:
        """The IRI of an entity of a document."""
        return self.iris[document, key]

    def named(self, kind: Kind, name: str) -> str:
        """The IRI that a thing of that name has, or would have (a group that no document names)."""
        iri = iri_of(identify_name(kind, name))
        return self.replaced.get(iri, iri)

    def profile_iri(self, kind: Kind, key: str) -> str:
        """The IRI of the thing that an identity key stands for."""
        iri = iri_of((kind, key))
        return self.replaced.get(iri, iri)

    def name(self, iri: str) -> str:
        """The canonical name of a thing."""
        return self.names[iri]

    def other_names(self, iri: str) -> tuple[str, ...]:
        """Its other names, sorted."""
        return self.others[iri]

    def attributes(self, iri: str) -> tuple[tuple[str, str], ...]:
        """What its documents and the lexicon state of it, sorted."""
        return self.facets[iri]


def resolve(corpus: Iterable[Facts], overrides: Iterable[Override] = ()) -> Resolution:
    """Gives every entity of every document its IRI and canonical name, in any order of documents.

    :param corpus: gone through several times; no document's facts are held
    """
    overrides = tuple(overrides)
    identities = identify_corpus(corpus, overrides)
    profiles = collect_profiles(corpus, identities)
    outcome = _Judging(profiles, overrides)
    representative = outcome.judge()
    things: dict[Identity, _Told] = {}
    for facts in corpus:
        for entity in facts.entities:
            thing = representative[identities[facts.document.identifier, entity.key]]
            things.setdefault(thing, _Told()).add(entity)
    iris = {identity: iri_of(identity) for identity in profiles}
    names: dict[str, str] = {}
    others: dict[str, tuple[str, ...]] = {}
    facets: dict[str, tuple[tuple[str, str], ...]] = {}
    for identity, told in things.items():
        iri = iris[identity]
        names[iri] = _canonical_name(identity, told.names)
        others[iri] = tuple(sorted(told.written - {names[iri]}))
        facets[iri] = _most_said(told.attributes)
    return Resolution(
        {reference: iris[representative[identity]] for reference, identity in identities.items()},
        names,
        others,
        facets,
        tuple(sorted(outcome.judgements)),
        {iris[one]: iris[other] for one, other in sorted(representative.items()) if one != other},
        {iris[child]: iris[parent] for child, parent in sorted(outcome.parents(representative).items())},
    )


def identify_corpus(
    corpus: Iterable[Facts], overrides: Iterable[Override] = ()
) -> dict[tuple[str, str], Identity]:
    """The identity of every entity, by document identifier and entity key.

    Names that people hold apart get keys of their own where the rules see but one: of two names with
    one key the one that is the key, else the lesser, keeps it.
    """
    identities = {
        (facts.document.identifier, key): identity
        for facts in corpus
        for key, identity in identify(facts).items()
    }
    pairs = [(o.kind, o.first, o.second) for o in overrides if o.verdict is Verdict.DIFFERENT]
    bearing: dict[tuple[Kind, str], set[str]] = {}
    for facts in corpus if pairs else ():
        for entity in facts.entities:
            key = identities[facts.document.identifier, entity.key][1]
            bearing.setdefault((entity.kind, entity.name), set()).add(key)
    leaving = {
        (kind, max((name != key, name) for name in (first, second))[1], key)
        for kind, first, second in pairs
        for key in bearing.get((kind, first), set()) & bearing.get((kind, second), set())
    }
    for facts in corpus if leaving else ():
        for entity in facts.entities:
            place = (facts.document.identifier, entity.key)
            kind, key = identities[place]
            if (kind, entity.name, key) in leaving:
                identities[place] = (kind, f"{key}#{entity.name}")
    return identities


class _Judging:
    """The judgements of all kinds, in the order in which one needs another."""

    def __init__(self, profiles: Mapping[Identity, Profile], overrides: tuple[Override, ...]) -> None:
        self.profiles = profiles
        self.overrides = overrides
        self.judgements: list[Judgement] = []
        self.enterprises: tuple[Profile, ...] = ()

    def of(self, kind: Kind) -> list[Profile]:
        return [self.profiles[identity] for identity in sorted(self.profiles) if identity[0] is kind]

    def judge(self) -> dict[Identity, Identity]:
        """The profile that stands for the thing of each."""
        standing: dict[Identity, Identity] = {identity: identity for identity in self.profiles}
        parks = self.of(Kind.PARK)
        groups = self.decide(Kind.PARK, parks, compare_parks(parks), standing)
        enterprises = [add_places(_with(profile, park=groups)) for profile in self.of(Kind.ENTERPRISE)]
        firms = self.decide(Kind.ENTERPRISE, enterprises, compare_enterprises(enterprises), standing)
        self.enterprises = tuple(enterprises)
        projects = [
            _without_unknown(_with(profile, park=groups, enterprise=firms), groups)
            for profile in self.of(Kind.PROJECT)
        ]
        names_of: dict[str, set[str]] = {}
        for profile in enterprises:
            names_of.setdefault(firms.find(profile.key), set()).update(profile.names)
        compared = compare_projects(projects, {key: sorted(names) for key, names in names_of.items()})
        self.decide(Kind.PROJECT, projects, compared, standing)
        policies = [_with(profile, scope=groups) for profile in self.of(Kind.POLICY)]
        self.decide(Kind.POLICY, policies, compare_policies(policies), standing)
        return standing

    def decide(
        self,
        kind: Kind,
        profiles: Sequence[Profile],
        comparisons: Iterable[Comparison],
        standing: dict[Identity, Identity],
    ) -> Groups:
        by_key = {profile.key: profile for profile in profiles}
        settled = apply_overrides(self.overrides, profiles)
        groups, judgements = cluster(kind, by_key, comparisons, _ARE_NEAR[kind], settled)
        self.judgements += judgements
        for key in by_key:
            if groups.find(key) == key:
                members = groups.members(key)
                chosen = min(members, key=lambda k: (not is_official((kind, k)), by_key[k].since, k))
                standing |= {(kind, member): (kind, chosen) for member in members}
        return groups

    def parents(self, standing: Mapping[Identity, Identity]) -> dict[Identity, Identity]:
        """The groups that companies' names say they belong to."""
        stands_for = {p.key: standing[Kind.ENTERPRISE, p.key][1] for p in self.enterprises}
        found = find_parents(stands_for, self.enterprises, _ARE_NEAR[Kind.ENTERPRISE])
        return {(Kind.ENTERPRISE, child): (Kind.ENTERPRISE, parent) for child, parent in found.items()}


def _with(profile: Profile, **groups: Groups) -> Profile:
    """A profile whose facets of these names hold the keys that stand for those they held."""
    facets = dict(profile.facets)
    for facet, found in groups.items():
        if facet in facets:
            facets[facet] = frozenset(found.find(key) for key in facets[facet])
    return replace(profile, facets=facets)


def _without_unknown(project: Profile, parks: Groups) -> Profile:
    """A project without those of its parks that no document names by more than common words."""
    known = frozenset(
        park for park in project.has("park") if not all("@" in member for member in parks.members(park))
    )
    return replace(project, facets={**project.facets, "park": known})


def _near_by(*facets: tuple[str, ...]) -> Callable[[Iterable[Profile], Profile], bool]:
    """Whether profiles and a profile have a value of facets in common; those of one tuple count alike.

    So are those whose documents speak of the same things beside them.
    """

    def are_near(profiles: Iterable[Profile], one: Profile) -> bool:
        given = list(profiles)
        if any(_all(given, alike) & _all([one], alike) for alike in facets):
            return True
        return len(_all(given, ("beside",)) & one.has("beside")) >= _COMPANY

    return are_near


def _all(profiles: Iterable[Profile], facets: Iterable[str]) -> frozenset[str]:
    wanted = tuple(facets)
    return frozenset().union(*(profile.has(facet) for profile in profiles for facet in wanted))


_COMPANY = 2  # things that two documents must both speak of to be about one place
_ARE_NEAR = {
    Kind.PARK: _near_by(("place", "home")),
    Kind.ENTERPRISE: _near_by(("park",), ("place", "home")),
    Kind.PROJECT: _near_by(("park",), ("home",)),
    Kind.POLICY: _near_by(("scope",), ("home",)),
}


class _Told:
    """What documents call a thing, all its names, and what they say of it, counted."""

    __slots__ = ("attributes", "names", "written")

    def __init__(self) -> None:
        self.names: Counter[str] = Counter()
        self.written: set[str] = set()
        self.attributes: dict[str, Counter[str]] = {}

    def add(self, entity: Entity) -> None:
        self.names[entity.name] += 1
        self.written.update((entity.name, *entity.other_names))
        for attribute, value in entity.attributes:
            self.attributes.setdefault(attribute, Counter())[value] += 1


def _canonical_name(identity: Identity, counts: Mapping[str, int]) -> str:
    name = max(counts, key=lambda name: (counts[name], len(name), name))
    if identity[0] is Kind.ENTERPRISE:
        if load_lexicon().is_central_group(identity[1]):
            return identity[1]  # a group bears the name the list has for it now, none it bore before
        return name
    official = identity[1] if identity[0] is Kind.PARK and is_official(identity) else None
    # 渭南高新区 is shown by its full name; one known by another name (徐圩新区) keeps that
    return official if official is not None and _is_short_form(name, official) else name


def _is_short_form(name: str, official: str) -> bool:
    characters = iter(official)
    return all(character in characters for character in name)


def _most_said(said: Mapping[str, Mapping[str, int]]) -> tuple[tuple[str, str], ...]:
    """What most say; of equals the least."""
    return tuple(
        (attribute, min(counted, key=lambda value: (-counted[value], value)))
        for attribute, counted in sorted(said.items())
    )
