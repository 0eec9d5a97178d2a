"""How right things, histories, outcomes and contradictions are that several documents tell together.

A folder of stories holds ``<stem>.txt`` with ``<stem>.json`` (the facts of one document) and
``<story>-story.json``: which names of its documents are one thing (``clusters``), the stages of
projects over time (``histories``), figures planned and reached (``pairs``), contradictions
(``conflicts``) and reprints (``copies``).

Two things are measured: what is made of the facts that a careful reader finds in each document,
which judges the resolution by itself (``given``), and what is made of the facts that are read.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pyoxigraph import QuerySolutions, Store

from parkgraph import pipeline
from parkgraph.errors import ParkgraphError
from parkgraph.evaluation.figures import Count
from parkgraph.evaluation.given import give_facts, read_document
from parkgraph.evaluation.names import pair_things
from parkgraph.extraction import extract_document
from parkgraph.model import Facts, Kind
from parkgraph.queries import find_query
from parkgraph.store import fill_store
from parkgraph.validation.violations import value_of

_FOLDERS = {"park": "parks", "enterprise": "enterprises", "project": "projects", "policy": "policies"}
_NOT_GIVEN = ("文号", "印发日期", "批复日期")  # facts of single documents that gold facts do not hold
_TOLERANCE = 1e-6


@dataclass
class StoryFigures:
    """What was measured: B-cubed of the things of each kind, and counts of what follows from them.

    ``merged`` names things that are two and were made one.
    """

    bcubed: dict[str, tuple[float, float]] = field(default_factory=dict)
    counts: dict[str, Count] = field(default_factory=dict)
    merged: list[str] = field(default_factory=list)
    log: list[str] = field(default_factory=list)

    @property
    def things(self) -> dict[str, float]:
        """The B-cubed F1 of each kind of thing."""
        return {kind: 2 * p * r / (p + r) if p + r else 0.0 for kind, (p, r) in self.bcubed.items()}

    def content(self) -> dict[str, Any]:
        """The figures as plain values."""
        things = {
            kind: {"precision": round(p, 4), "recall": round(r, 4), "f1": round(self.things[kind], 4)}
            for kind, (p, r) in self.bcubed.items()
        }
        counted = {
            name: {"gold": c.gold, "found": c.found, "right": c.right, "f1": round(c.f1, 4)}
            for name, c in self.counts.items()
        }
        return {"things": things, "facts": counted, "merged": self.merged}


def write_story_table(figures: StoryFigures) -> Iterator[str]:
    """The figures as lines of text."""
    yield f"{'':18}{'gold':>6}{'found':>7}{'right':>7}{'P':>8}{'R':>8}{'F1':>8}"
    for kind, (precision, recall) in figures.bcubed.items():
        yield f"{kind + ' (B-cubed)':18}{'':20}{precision:8.3f}{recall:8.3f}{figures.things[kind]:8.3f}"
    for name, count in figures.counts.items():
        yield (
            f"{name:18}{count.gold:6}{count.found:7}{count.right:7}"
            f"{count.precision:8.3f}{count.recall:8.3f}{count.f1:8.3f}"
        )
    for line in figures.merged:
        yield f"made one of two: {line}"


def evaluate_stories(
    folder: str | Path, *, given: bool, progress: Callable[[int], None] | None = None
) -> StoryFigures:
    """Measures what is made of several documents together.

    :param folder: a folder of stories
    :param given: whether to start from the facts of the careful reader, not from those that are read
    :param progress: called with the number of documents read so far
    :raises ParkgraphError: when the folder holds no story, or one is malformed
    """
    root = Path(folder)
    paths = sorted(root.glob("*-story.json"))
    if not paths:
        raise ParkgraphError(f"{folder}: no stories (*-story.json)")
    stories = [_read_json(path) for path in paths]
    corpus: dict[str, Facts] = {}
    for path in sorted(root.glob("*.txt")):
        document = read_document(path)
        gold = _read_json(path.with_suffix(".json"))
        try:
            outcome = give_facts(document, gold) if given else extract_document(document)
        except (KeyError, TypeError, ValueError) as error:
            raise ParkgraphError(f"{path.with_suffix('.json')}: not gold facts: {error!r}") from None
        if not isinstance(outcome, Facts):
            raise ParkgraphError(f"{path}: {outcome.reason}")
        corpus[path.stem] = outcome
        if progress is not None:
            progress(len(corpus))
    try:
        return _Scoring(corpus, stories, given).score()
    except (KeyError, TypeError, ValueError) as error:
        raise ParkgraphError(f"{folder}: not stories: {error!r}") from None


def _read_json(path: Path) -> dict[str, Any]:
    try:
        read = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise ParkgraphError(f"{path}: {error.strerror}") from None
    except ValueError as error:
        raise ParkgraphError(f"{path}: {error}") from None
    if not isinstance(read, dict):
        raise ParkgraphError(f"{path}: not a JSON object")
    return read


Member = tuple[str, str]
"""A document's stem and a name in its facts."""


class _Scoring:
    """The comparison of a graph of all documents with what their stories say."""

    def __init__(
        self, corpus: Mapping[str, Facts], stories: Sequence[Mapping[str, Any]], given: bool
    ) -> None:
        self.given = given
        self.corpus = corpus
        self.stories = stories
        graph = pipeline.make_graph(list(corpus.values()))
        self.resolved = graph.resolved
        self.store: Store = fill_store(graph.quads)
        self.figures = StoryFigures()
        self.keys = {stem: self._keys(stem) for stem in corpus}
        self.stems = {facts.document.identifier: stem for stem, facts in corpus.items()}

    def _keys(self, stem: str) -> dict[tuple[str, str], str]:
        """The entity that each gold name of a document is, by kind and name."""
        gold = self._gold(stem)
        found: dict[tuple[str, str], str] = {}
        for kind, folder in _FOLDERS.items():
            names = {e["name"]: {e["name"], *e.get("aliases", [])} for e in gold[folder]}
            own = {
                e.key: {e.name, *e.other_names} for e in self.corpus[stem].entities if e.kind is Kind(kind)
            }
            found |= {(kind, name): key for key, name in pair_things(names, own).items()}
        return found

    def _gold(self, stem: str) -> dict[str, Any]:
        path = Path(self.corpus[stem].document.source).with_suffix(".json")
        return dict(json.loads(path.read_text("utf-8")))

    def iri(self, kind: str, stem: str, name: str) -> str | None:
        """The thing that a name of a document is; None when it was not found there."""
        key = self.keys[stem].get((kind, name))
        facts = self.corpus[stem]
        return None if key is None else self.resolved.iri(facts.document.identifier, key)

    def score(self) -> StoryFigures:
        self.clusters()
        self.histories()
        self.outcomes()
        self.conflicts()
        self.copies()
        return self.figures

    # ------------------------------------------------------------------------ things

    def things(self) -> dict[tuple[str, str], set[Member]]:
        """The members of every thing of all stories, by kind and cluster's name."""
        found: dict[tuple[str, str], set[Member]] = defaultdict(set)
        for story in self.stories:
            for cluster in story["clusters"]:
                found[cluster["kind"], cluster["name"]] |= {
                    (member[0], member[1]) for member in cluster["members"]
                }
        return found

    def clusters(self) -> None:
        for kind in _FOLDERS:
            gold: dict[Member, str] = {}
            made: dict[Member, str] = {}
            for (of, name), members in self.things().items():
                for member in members if of == kind else ():
                    iri = self.iri(kind, *member)
                    if iri is not None:
                        gold[member], made[member] = name, iri
            self.figures.bcubed[kind] = b_cubed(gold, made)
            self._log_clusters(kind, gold, made)

    def _log_clusters(self, kind: str, gold: Mapping[Member, str], made: Mapping[Member, str]) -> None:
        by_iri: dict[str, set[str]] = defaultdict(set)
        by_name: dict[str, set[str]] = defaultdict(set)
        for member, name in gold.items():
            by_iri[made[member]].add(name)
            by_name[name].add(made[member])
        for names in by_iri.values():
            if len(names) > 1:
                self.figures.merged.append(f"{kind}: {' = '.join(sorted(names))}")
        for name, iris in by_name.items():
            if len(iris) > 1:
                members = sorted((made[m], *m) for m in gold if gold[m] == name)
                self.figures.log.append(f"split {kind} {name}: {members}")

    # --------------------------------------------------------------------- histories

    def histories(self) -> None:
        told: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
        for row in self._rows("project-history"):
            if row["modality"] == "actual":
                told[row["iri"]].append((row["stage"], row["start"], row["end"]))
        count = Count()
        clusters = self.things()
        for story in self.stories:
            for history in story["histories"]:
                iris = self._iris("project", clusters["project", history["project"]])
                made = list(dict.fromkeys(stage for iri in iris for stage in told[iri]))
                wanted = [(stage, when) for stage, when, *_ in history["stages"]]
                right, found = _match(wanted, made, lambda w, m: w[0] == m[0] and _overlap(w[1], m[1], m[2]))
                count.gold += len(wanted)
                count.found += found
                count.right += right
                if right < max(len(wanted), found):
                    self.figures.log.append(f"history {history['project']}: {wanted} / {sorted(made)}")
        self.figures.counts["history"] = count

    def _iris(self, kind: str, members: Iterable[Member]) -> set[str]:
        return {iri for member in members if (iri := self.iri(kind, *member)) is not None}

    # ------------------------------------------------------------ outcomes, contradictions

    def outcomes(self) -> None:
        made = [
            (
                row["iri"],
                row["start"],
                row["end"],
                float(row["planned"]),
                float(row["actual"]),
                row["indicator"],
            )
            for row in self._rows("planned-vs-actual")
        ]
        wanted = [
            (
                self._subject(pair["subject"]),
                *pair["period"],
                *_values(pair, "planned"),
                *_values(pair, "actual"),
                pair["indicator"],
            )
            for story in self.stories
            for pair in story["pairs"]
        ]

        def same(want: tuple[Any, ...], row: tuple[Any, ...]) -> bool:
            return (
                row[0] in want[0]
                and row[1:3] == want[1:3]
                and _one_of(row[3], want[3])
                and _one_of(row[4], want[4])
            )

        self._count("plan and outcome", wanted, made, same)

    def conflicts(self) -> None:
        found: dict[str, list[dict[str, str]]] = defaultdict(list)
        for row in self._rows("conflicts"):
            found[row["iri"]].append(row)
        made = [
            (
                self.things_of(rows[0]),
                frozenset(_number(row["value"]) for row in rows),
                rows[0]["about"],
                rows[0].get("start", ""),
            )
            for rows in found.values()
        ]
        wanted = [
            (
                self._subject(conflict["subject"]),
                frozenset(_number(value[0]) for value in conflict["values"]),
                conflict["what"],
                "",
            )
            for story in self.stories
            for conflict in story["conflicts"]
            if not (self.given and conflict["what"] in _NOT_GIVEN)
        ]

        def same(want: tuple[Any, ...], row: tuple[Any, ...]) -> bool:
            return bool(row[0] & want[0]) and len(row[1] & want[1]) >= 2

        self._count("conflict", wanted, made, same)

    def things_of(self, row: Mapping[str, str]) -> set[str]:
        query = f"SELECT ?thing {{ <{row['iri']}> <https://w3id.org/parkgraph/ontology#conflictOf> ?thing }}"
        return {found["thing"] for found in self._ask(query)}

    def copies(self) -> None:
        query = "SELECT ?copy ?of { ?copy <https://w3id.org/parkgraph/ontology#copyOf> ?of }"
        made = [
            frozenset(self.stems[found[name].rpartition("/")[2]] for name in ("copy", "of"))
            for found in self._ask(query)
        ]
        wanted = [frozenset(pair) for story in self.stories for pair in story["copies"]]
        self._count("copy", wanted, made, lambda want, row: want == row)

    def _subject(self, name: str) -> set[str]:
        """The IRIs that the subject of a story's pair or contradiction may have."""
        found: set[str] = set()
        for (kind, cluster), members in self.things().items():
            if cluster == name:
                found |= self._iris(kind, members)
        return found | {
            iri for iri, label in self.resolved.names.items() if label == name and "/place/" in iri
        }

    def _count(
        self, what: str, wanted: Sequence[Any], made: Sequence[Any], same: Callable[[Any, Any], bool]
    ) -> None:
        count = Count()
        count.gold = len(wanted)
        count.right, count.found = _match(
            wanted, made, same, lambda kind, item: self.figures.log.append(f"{kind} {what}: {item}")
        )
        self.figures.counts[what] = count

    def _rows(self, name: str) -> Iterator[dict[str, str]]:
        yield from self._ask(find_query(name).text)

    def _ask(self, query: str) -> Iterator[dict[str, str]]:
        results = self.store.query(query)
        assert isinstance(results, QuerySolutions)  # every query here is a SELECT
        names = [variable.value for variable in results.variables]
        for solution in results:
            yield {name: value_of(solution[name]) for name in names if solution[name] is not None}


def b_cubed(gold: Mapping[Member, str], made: Mapping[Member, str]) -> tuple[float, float]:
    """Precision and recall of B-cubed (A. Bagga and B. Baldwin, 1998), averaged over members.

    >>> b_cubed({("a", "x"): "1", ("b", "x"): "1"}, {("a", "x"): "p", ("b", "x"): "q"})
    (1.0, 0.5)
    """
    by_gold: dict[str, set[Member]] = defaultdict(set)
    by_made: dict[str, set[Member]] = defaultdict(set)
    for member in gold:
        by_gold[gold[member]].add(member)
        by_made[made[member]].add(member)
    if not gold:
        return 1.0, 1.0
    shared = [(len(by_gold[gold[m]] & by_made[made[m]]), by_gold[gold[m]], by_made[made[m]]) for m in gold]
    precision = sum(both / len(own) for both, _, own in shared) / len(gold)
    recall = sum(both / len(all_) for both, all_, _ in shared) / len(gold)
    return precision, recall


def _match(
    wanted: Sequence[Any],
    made: Sequence[Any],
    same: Callable[[Any, Any], bool],
    note: Callable[[str, Any], None] | None = None,
) -> tuple[int, int]:
    """How many of what is wanted is made, and how many are made; made twice counts once."""
    left = list(made)
    right = 0
    for want in wanted:
        hits = [row for row in left if same(want, row)]
        left = [row for row in left if row not in hits]
        right += bool(hits)
        if not hits and note is not None:
            note("missed", want)
    if note is not None:
        for row in left:
            note("spurious", row)
    return right, right + len(left)


def _overlap(when: str | None, start: str, end: str) -> bool:
    """Whether a gold time (a year, month or day) and the days from start to end share a day."""
    if not when:
        return True
    return start[: len(when)] <= when <= end[: len(when)]


def _values(pair: Mapping[str, Any], key: str) -> tuple[frozenset[float]]:
    """The values of a pair that are right: the one listed, and others that documents give too."""
    return (frozenset({float(pair[key]), *(float(value) for value, _ in pair.get(f"also_{key}", ()))}),)


def _one_of(value: float, wanted: Iterable[float]) -> bool:
    return any(abs(value - want) <= _TOLERANCE * max(1.0, abs(want)) for want in wanted)


def _number(value: Any) -> str:
    try:
        return f"{float(value):.6g}"
    except (TypeError, ValueError):
        return str(value)
