"""One document's graph against its gold facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import opencc
from pyoxigraph import Quad

from parkgraph.evaluation.errors import UNKNOWN, Error, relation_errors
from parkgraph.evaluation.figures import Figures
from parkgraph.evaluation.names import closest, pair_things, squash
from parkgraph.validation.violations import value_of
from parkgraph.vocabulary import OA, PG, RDF, RDFS, SKOS

_CLASSES = {"Park": "parks", "Enterprise": "enterprises", "Project": "projects", "Policy": "policies"}
_NAMES = (f"{SKOS}prefLabel", f"{SKOS}altLabel", f"{RDFS}label")


class _Graph:
    """The statements of a graph by predicate and subject, as texts."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self.said: dict[str, dict[str, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
        for quad in quads:
            self.said[quad.predicate.value][value_of(quad.subject)][value_of(quad.object)] = None

    def values(self, predicate: str, subject: str) -> list[str]:
        return sorted(self.said[predicate].get(subject, ()))

    def first(self, predicate: str, subject: str) -> str:
        return next(iter(self.values(predicate, subject)), "")

    def confidence(self, statement: str) -> float:
        return float(self.first(f"{PG}confidence", statement) or 1.0)

    def pairs(self, predicate: str) -> list[tuple[str, str]]:
        return [(subject, value) for subject, values in self.said[predicate].items() for value in values]

    def members(self, cls: str) -> list[str]:
        return sorted(subject for subject, types in self.said[f"{RDF}type"].items() if PG + cls in types)

    def names(self, thing: str) -> set[str]:
        return {name for predicate in _NAMES for name in self.values(predicate, thing)}

    def named(self, cls: str) -> dict[str, set[str]]:
        return {thing: names for thing in self.members(cls) if (names := self.names(thing))}

    def notations(self, subject: str, predicate: str) -> list[str]:
        concepts = self.values(PG + predicate, subject)
        return [notation for concept in concepts for notation in self.values(f"{SKOS}notation", concept)]


def score_document(
    document: str, gold: Mapping[str, Any], quads: Iterable[Quad], raw: str, figures: Figures
) -> None:
    """Adds what a document's graph got right to the figures.

    :param document: the name of the document, for the log
    :param gold: its facts, as they stand in the gold file
    :param quads: its graph; graph names do not matter
    :param raw: its text
    """
    graph = _Graph(quads)
    known = _score_things(document, gold, graph, figures)
    _score_relations(document, gold, graph, known, figures)
    _score_confidence(gold, graph, known, figures)
    _confuse_statuses(gold, graph, known, figures)
    _score_metrics(document, gold["metrics"], _Metrics(gold, graph, known), figures)
    _score_quotes(graph, raw, figures)


def _score_things(document: str, gold: Mapping[str, Any], graph: _Graph, figures: Figures) -> dict[str, str]:
    """Counts parks, enterprises, projects and policies; gives the gold name of each found thing."""
    known: dict[str, str] = {}
    for cls, key in _CLASSES.items():
        wanted = {entity["name"]: _all_names(entity) for entity in gold[key]}
        found = graph.named(cls)
        pairs = pair_things(wanted, found)
        labels = {thing: pairs.get(thing, f"{_longest(names)}{UNKNOWN}") for thing, names in found.items()}
        known |= labels
        figures.add(cls, wanted, labels.values())
        figures.errors += [
            Error(document, cls, "missed", name, "missed")
            for name in sorted(wanted.keys() - {*pairs.values()})
        ]
        figures.errors += [
            Error(document, cls, "spurious", name, "spurious")
            for name in sorted({*labels.values()} - wanted.keys())
        ]
    for place, names in graph.named("Place").items():
        known.setdefault(place, _longest(names))
    return known


def _all_names(entity: Mapping[str, Any]) -> list[str]:
    return [entity["name"], *entity.get("aliases", [])]


def _longest(names: Iterable[str]) -> str:
    return max(names, key=lambda name: (len(name), name))


def _score_relations(
    document: str, gold: Mapping[str, Any], graph: _Graph, known: Mapping[str, str], figures: Figures
) -> None:
    def relations(prop: str) -> set[tuple[str, str]]:
        return {(known.get(s, s), known.get(o, o)) for s, o in graph.pairs(PG + prop)}

    names, things = {*known.values()}, {entity["name"] for key in _CLASSES.values() for entity in gold[key]}

    def add(kind: str, wanted: set[tuple[str, str]], found: set[tuple[str, str]]) -> None:
        figures.add(kind, wanted, found)
        figures.errors += relation_errors(document, kind, wanted, found, names, things)

    projects = gold["projects"]
    statuses = {(known.get(s, s), n) for s in graph.said[f"{PG}status"] for n in graph.notations(s, "status")}
    investments = {
        (known.get(project, project), f"{_number(value) or 0:.0f}")
        for project in graph.members("Project")
        for value in graph.values(f"{PG}totalInvestment", project)
    }
    stated = {(p["name"], f"{p['investment_cny']:.0f}") for p in projects if p.get("investment_cny")}
    owned = graph.said[f"{PG}ownership"]
    central = {known.get(e, e) for e in owned if "central" in graph.notations(e, "ownership")}
    add("enteredPark", {tuple(entry) for entry in gold["entered"]}, relations("enteredPark"))
    add(
        "locatedInPark",
        {(p["name"], p["park"]) for p in projects if p.get("park")},
        relations("locatedInPark"),
    )
    add("undertakenBy", {(p["name"], who) for p in projects for who in p["by"]}, relations("undertakenBy"))
    add("status", {(p["name"], p["status"]) for p in projects if p.get("status")}, statuses)
    add("totalInvestment", stated, investments)
    applied = {(p["name"], squash(p["for"])) for p in gold["policies"] if p.get("for")}
    add("appliesTo", applied, {(policy, squash(target)) for policy, target in relations("appliesTo")})
    owned_centrally = {(e["name"], "central") for e in gold["enterprises"] if e.get("central_soe")}
    add("centralSOE", owned_centrally, {(name, "central") for name in central})


def _score_confidence(
    gold: Mapping[str, Any], graph: _Graph, known: Mapping[str, str], figures: Figures
) -> None:
    """Notes the confidence of every claim and entry of a thing of the gold, and whether it is right."""
    projects = gold["projects"]
    right: dict[str, set[tuple[str, str]]] = {
        "locatedInPark": {(p["name"], p["park"]) for p in projects if p.get("park")},
        "undertakenBy": {(p["name"], who) for p in projects for who in p["by"]},
        "status": {(p["name"], p["status"]) for p in projects if p.get("status")},
        "totalInvestment": {
            (p["name"], f"{p['investment_cny']:.0f}") for p in projects if p.get("investment_cny")
        },
        "appliesTo": {(p["name"], squash(p["for"])) for p in gold["policies"] if p.get("for")},
    }
    for claim in graph.members("Claim"):
        predicate = graph.first(f"{RDF}predicate", claim).removeprefix(PG)
        if predicate not in right:
            continue
        value = graph.first(f"{RDF}object", claim)
        if predicate == "status":
            value = next(iter(graph.values(f"{SKOS}notation", value)), value)
        elif predicate == "totalInvestment":
            value = f"{_number(value) or 0:.0f}"
        elif predicate == "appliesTo":
            value = squash(known.get(value, value))
        else:
            value = known.get(value, value)
        subject = known.get(graph.first(f"{RDF}subject", claim), UNKNOWN)
        if not subject.endswith(UNKNOWN):
            figures.note(predicate, graph.confidence(claim), (subject, value) in right[predicate])
    entered = {tuple(entry) for entry in gold["entered"]}
    for entry in graph.members("ParkEntry"):
        enterprise = known.get(graph.first(f"{PG}entrant", entry), UNKNOWN)
        park = known.get(graph.first(f"{PG}intoPark", entry), "")
        if not enterprise.endswith(UNKNOWN):
            figures.note("enteredPark", graph.confidence(entry), (enterprise, park) in entered)


def _confuse_statuses(
    gold: Mapping[str, Any], graph: _Graph, known: Mapping[str, str], figures: Figures
) -> None:
    """Counts (status in the gold, status found) of the projects that were found."""
    wanted = {project["name"]: project.get("status") or "-" for project in gold["projects"]}
    for project in graph.members("Project"):
        if known.get(project) in wanted:
            found = next(iter(graph.notations(project, "status")), "-")
            pair = (wanted[known[project]], found)
            figures.statuses[pair] = figures.statuses.get(pair, 0) + 1


class _Metrics:
    """The metrics of a graph: (IRI, value, unit, modality, label), and the names of their subjects."""

    def __init__(self, gold: Mapping[str, Any], graph: _Graph, known: Mapping[str, str]) -> None:
        self.found: list[tuple[str, float | None, str | None, str | None, str]] = []
        self.subjects: dict[str, set[str]] = {}
        self.aliases = {e["name"]: _all_names(e) for key in _CLASSES.values() for e in gold[key]}
        self.kinds = {e["name"]: cls.lower() for cls, key in _CLASSES.items() for e in gold[key]}
        self.found_kinds: dict[str, str] = {}
        self.confidence: dict[str, float] = {}
        for metric in graph.members("Metric"):
            names: set[str] = set()
            for subject in graph.values(f"{PG}about", metric):
                names |= graph.names(subject)
                self.found_kinds[metric] = next(
                    (cls.lower() for cls in _CLASSES if subject in graph.members(cls)), "place"
                )
                if subject in known:
                    names.add(known[subject].removesuffix(" ?"))
            self.subjects[metric] = names
            self.confidence[metric] = graph.confidence(metric)
            label = next(iter(graph.values(f"{RDFS}label", metric)), "")
            for value in graph.values(f"{PG}value", metric):
                for unit in _or_none(graph.notations(metric, "unit")):
                    for modality in _or_none(graph.notations(metric, "modality")):
                        self.found.append((metric, _number(value), unit, modality, label))

    def same_subject(self, subject: str | None, metric: str) -> bool:
        """Whether a found metric is about the subject of the gold; any subject will do for none."""
        if subject is None:
            return True
        return closest(self.aliases.get(subject, [subject]), self.subjects[metric]) > 0

    def causes(
        self, fact: Mapping[str, Any], found: tuple[str, float | None, str | None, str | None, str]
    ) -> str:
        """What is wrong with a found metric, in words; nothing when it is right."""
        wrong = []
        if not self.same_subject(fact["subject"], found[0]):
            wanted = self.kinds.get(fact["subject"], "place")
            given = self.found_kinds.get(found[0], "none")
            wrong.append(f"subject a {given}, not the {wanted}" if wanted != given else f"another {wanted}")
        if fact["modality"] != found[3]:
            wrong.append(f"{fact['modality']} read as {found[3]}")
        return ", ".join(wrong)


def _score_metrics(
    document: str, gold: Iterable[Mapping[str, Any]], metrics: _Metrics, figures: Figures
) -> None:
    left = list(metrics.found)
    wanted, hits, full = 0, 0, 0
    for fact in gold:
        wanted += 1
        options = [m for m in left if _near(fact["value"], m[1]) and fact["unit"] == m[2]]
        if not options:
            written = f"{fact['value']:g} {fact['unit']} «{fact['text']}»"
            figures.errors.append(Error(document, "quantity", "missed", written, "missed"))
            continue
        best = max(
            options, key=lambda m: metrics.same_subject(fact["subject"], m[0]) + (fact["modality"] == m[3])
        )
        left.remove(best)
        hits += 1
        pair = (fact["modality"], best[3] or "-")
        figures.modalities[pair] = figures.modalities.get(pair, 0) + 1
        causes = metrics.causes(fact, best)
        full += not causes
        figures.note("metric", metrics.confidence[best[0]], not causes)
        if causes:
            subjects = sorted(metrics.subjects[best[0]])
            said = f"{fact['text']}: subject {fact['subject']} / {subjects}, modality {pair[0]} / {pair[1]}"
            figures.errors.append(Error(document, "metric", "wrong", said, causes, 2))
    for m in left:
        figures.errors.append(Error(document, "quantity", "spurious", f"{m[1]} {m[2]} «{m[4]}»", "spurious"))
    for kind, right in (("quantity", hits), ("metric", full)):
        count = figures.counts[kind]
        count.gold += wanted
        count.found += len(metrics.found)
        count.right += right


def _or_none(values: list[str]) -> list[str | None]:
    return [*values] or [None]


def _number(text: str | None) -> float | None:
    try:
        return float(text) if text is not None else None
    except ValueError:
        return None


def _near(first: float | None, second: float | None) -> bool:
    if first is None or second is None:
        return False
    return abs(first - second) <= 1e-6 * max(1.0, abs(first), abs(second))


def _score_quotes(graph: _Graph, raw: str, figures: Figures) -> None:
    """Counts the quotes, and those whose offsets give back their words from the raw text."""
    for quote in graph.members("Evidence"):
        for start in graph.values(f"{OA}start", quote):
            for end in graph.values(f"{OA}end", quote):
                for exact in graph.values(f"{OA}exact", quote):
                    figures.quotes += 1
                    figures.exact_quotes += _digest(raw[int(start) : int(end)]) == _digest(exact)


def _digest(text: str) -> str:
    return squash(_converter().convert(text))


@cache
def _converter() -> Any:
    return opencc.OpenCC("t2s")
