"""The second stage, in one process: which things of all documents are one, by the facts that it takes.

It is :func:`parkgraph.resolution.resolve` and the functions beside it, over facts without sentences
(:func:`parkgraph.cluster.facts.slim`).  What a shard must know of the outcome is kept for that shard.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from parkgraph import mapping, resolution
from parkgraph.cache import fingerprint
from parkgraph.cluster.stages import NAMES, SLIM, need, place_of, save
from parkgraph.corpus.conflicts import find_conflicts
from parkgraph.corpus.copies import find_copies
from parkgraph.model import Conflict, Facts, Judgement, Kind
from parkgraph.vocabulary import RESOURCE


@dataclass(frozen=True, slots=True)
class ShardNames:
    """What resolution found of the things of a shard's documents.

    ``iris`` by document identifier and entity key; ``names``, ``facets`` and ``choices`` by IRI.
    ``asked`` are the resources of the shard that what follows from several documents speaks of.
    """

    iris: dict[str, dict[str, str]]
    names: dict[str, str]
    facets: dict[str, tuple[tuple[str, str], ...]]
    replaced: dict[str, str]
    choices: dict[str, dict[str, str]]
    asked: frozenset[str]

    def resolution(self) -> resolution.Resolution:
        """The same as a resolution, without names that are not the first."""
        iris = {(document, key): iri for document, keys in self.iris.items() for key, iri in keys.items()}
        return resolution.Resolution(iris, self.names, {}, self.facets, replaced=self.replaced)

    def chosen(self) -> mapping.Choices:
        """The chosen values of one-valued properties."""
        return {(iri, about): value for iri, said in self.choices.items() for about, value in said.items()}


@dataclass(frozen=True, slots=True)
class Together:
    """What follows from several documents, and the facts that this speaks of."""

    judgements: tuple[Judgement, ...]
    replaced: dict[str, str]
    parents: dict[str, str]
    copies: dict[str, str]
    conflicts: tuple[Conflict, ...]
    facts: tuple[Facts, ...]
    iris: dict[str, dict[str, str]]
    memberships: tuple[mapping.Membership, ...]
    groups: dict[str, str]

    def resolution(self) -> resolution.Resolution:
        """The part of the resolution that is needed to write this."""
        iris = {(document, key): iri for document, keys in self.iris.items() for key, iri in keys.items()}
        return resolution.Resolution(iris, {}, {}, {}, self.judgements, self.replaced, self.parents)


@dataclass(frozen=True, slots=True)
class SlimCorpus:
    """The slim facts of all shards, read from the disk a shard at a time whenever they are gone through."""

    root: Path
    shards: int

    def __iter__(self) -> Iterator[Facts]:
        for shard in range(self.shards):
            yield from self.shard(shard)

    def shard(self, shard: int) -> list[Facts]:
        """Those of one shard."""
        return need(place_of(self.root, SLIM, shard), fingerprint(), list[Facts])


def resolve_shards(corpus: SlimCorpus, key: str, overrides: Iterable[resolution.Override]) -> Together:
    """Decides which things are one, and keeps for each shard and for all what they need of it.

    :param key: what the outcome is kept under
    """
    root, shards = corpus.root, corpus.shards
    resolved = resolution.resolve(corpus, overrides)
    choices = mapping.choose_objects(corpus, resolved)
    copies = find_copies(corpus)
    conflicts = find_conflicts(corpus, resolved, copies)
    memberships = tuple(sorted({member for facts in corpus for member in mapping.find_memberships(facts)}))
    chosen: dict[str, dict[str, str]] = {}
    for (iri, about), value in choices.items():
        chosen.setdefault(iri, {})[about] = value
    in_conflict = {said.document for conflict in conflicts for said in conflict.statements}
    spoken_of = [facts for facts in corpus if facts.document.identifier in in_conflict]
    groups = {resolved.named(Kind.ENTERPRISE, member.group) for member in memberships if member.group}
    together = Together(
        judgements=tuple(mapping.keep_nearest(resolved.judgements)),
        replaced=dict(resolved.replaced),
        parents=dict(resolved.parents),
        copies=copies,
        conflicts=conflicts,
        facts=tuple(spoken_of),
        iris={f.document.identifier: _iris_of(f, resolved) for f in spoken_of},
        memberships=memberships,
        groups={iri: resolved.names[iri] for iri in sorted(groups & resolved.names.keys())},
    )
    asked = _asked(together, groups)
    stated = _statements_by_document(together)
    for shard in range(shards):
        members = corpus.shard(shard)
        iris = {f.document.identifier: _iris_of(f, resolved) for f in members}
        things = sorted({iri for keys in iris.values() for iri in keys.values()})
        wanted = asked & set(things)
        for identifier in iris:
            wanted |= stated.get(identifier, set())
            wanted |= asked & {f"{RESOURCE}document/{identifier}"}
        names = ShardNames(
            iris,
            {iri: resolved.names[iri] for iri in things},
            {iri: tuple(resolved.facets[iri]) for iri in things},
            _replaced_groups(members, things, resolved),
            {iri: chosen[iri] for iri in things if iri in chosen},
            frozenset(wanted),
        )
        save(place_of(root, NAMES, shard), key, names)
    save(place_of(root, NAMES, shards), key, together)
    return together


def _iris_of(facts: Facts, resolved: resolution.Resolution) -> dict[str, str]:
    identifier = facts.document.identifier
    return {entity.key: resolved.iri(identifier, entity.key) for entity in facts.entities}


def _replaced_groups(
    members: Iterable[Facts], things: Iterable[str], resolved: resolution.Resolution
) -> dict[str, str]:
    """Where the IRIs lead that the groups named in attributes would have by their names."""
    said = [entity.attributes for facts in members for entity in facts.entities]
    said += [resolved.facets[iri] for iri in things]
    groups = {value for attributes in said for name, value in attributes if name == "group" and value}
    own = resolution.Resolution({}, {}, {}, {})
    found = {own.named(Kind.ENTERPRISE, group): resolved.named(Kind.ENTERPRISE, group) for group in groups}
    return {old: new for old, new in found.items() if old != new}


class _All:
    """Holds everything."""

    def __contains__(self, iri: object) -> bool:
        return True


def _asked(together: Together, groups: Iterable[str]) -> set[str]:
    """The resources that are spoken of where several documents are, if they are described."""
    resolved = together.resolution()
    quads = mapping.together_quads(together.facts, resolved, together.conflicts, together.copies, _All())
    found = set(groups)
    for quad in quads:
        found |= {getattr(term, "value", "") for term in (quad.subject, quad.object)}
    return found


def _statements_by_document(together: Together) -> dict[str, set[str]]:
    resolved = together.resolution()
    by_identifier = {facts.document.identifier: facts for facts in together.facts}
    found: dict[str, set[str]] = {}
    for conflict in together.conflicts:
        for said in conflict.statements:
            facts = by_identifier[said.document]
            statement = mapping.statement_of(facts, conflict.about, said.index, resolved)
            if statement is not None:
                found.setdefault(said.document, set()).add(statement.value)
    return found
