"""The lexicon speaks the notations of the ontology's vocabularies."""

from __future__ import annotations

import pytest
from rdflib import SKOS, Graph, Literal

from parkgraph.cues import load_cues
from parkgraph.lexicon import load_lexicon
from parkgraph.relations.indicator_phrases import UNIT_KIND
from parkgraph.resources import resource_path


def read(name: str) -> Graph:
    return Graph().parse(resource_path("ontology", "vocabularies", f"{name}.ttl"))


def notation_of(graph: Graph, concept: object) -> str:
    return str(graph.value(concept, SKOS.notation))


@pytest.mark.parametrize("name", ["industries", "policy-kinds"])
def test_cues_are_the_chinese_names_of_the_concepts(name: str) -> None:
    """Names of one character stand for too much else in running text."""
    graph = read(name)
    names: dict[str, set[str]] = {}
    for predicate in (SKOS.prefLabel, SKOS.altLabel):
        for concept, label in graph.subject_objects(predicate):
            chinese = isinstance(label, Literal) and label.language == "zh" and len(label) > 1
            if chinese and graph.value(concept, SKOS.notation):
                names.setdefault(notation_of(graph, concept), set()).add(str(label))
    assert {key: set(entries) for key, entries in load_cues(name).items()} == names


def test_kinds_of_units_are_those_of_the_vocabulary() -> None:
    graph = read("units")
    kinds = {
        notation_of(graph, unit): str(kind)
        for unit, predicate, kind in graph
        if str(predicate).endswith("#unitKind")
    }
    assert kinds.items() >= UNIT_KIND.items()


def test_kinds_of_parks_are_concepts() -> None:
    graph = read("park-kinds")
    notations = {str(notation) for notation in graph.objects(None, SKOS.notation)}
    assert {row.kind for row in load_lexicon().park_patterns} <= notations
