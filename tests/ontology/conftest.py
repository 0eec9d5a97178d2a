"""The ontology's files as graphs."""

from pathlib import Path

import pytest
import rdflib

ONTOLOGY = Path(__file__).parents[2] / "ontology"


def _read(*patterns):
    graph = rdflib.Graph()
    for path in sorted(path for pattern in patterns for path in ONTOLOGY.glob(pattern)):
        graph.parse(path)
    return graph


@pytest.fixture(scope="session")
def core():
    return _read("parkgraph.ttl")


@pytest.fixture(scope="session")
def vocabularies():
    return _read("vocabularies/*.ttl")


@pytest.fixture(scope="session")
def everything():
    """All Turtle below ``ontology/``."""
    return _read("*.ttl", "*/*.ttl")
