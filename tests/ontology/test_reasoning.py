"""HermiT on core, alignments and vocabularies: consistent, and every class can have instances."""

import shutil
import tempfile
from pathlib import Path

import owlready2
import pytest
import rdflib
from rdflib import OWL, RDF, RDFS

from parkgraph.vocabulary import PG, RESOURCE

ONTOLOGY = Path(__file__).parents[2] / "ontology"
pytestmark = pytest.mark.skipif(
    shutil.which("java") is None, reason="HermiT needs java, which is not installed"
)
pg = rdflib.Namespace(PG)
thing = rdflib.Namespace(RESOURCE)


def read_all():
    graph = rdflib.Graph()
    for path in sorted(ONTOLOGY.glob("*.ttl")):
        if path.name != "prefixes.ttl":
            graph.parse(path)
    for folder in ("alignments", "vocabularies"):
        for path in sorted((ONTOLOGY / folder).glob("*.ttl")):
            graph.parse(path)
    return graph


def unsatisfiable(graph):
    """The classes that cannot have instances, after HermiT.

    HermiT knows no ``xsd:date``, which no OWL 2 reasoner must: ranges of that type are passed over.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "ontology.nt")
        path.write_bytes(graph.serialize(format="nt", encoding="utf-8"))
        world = owlready2.World()
        world.get_ontology(path.as_uri()).load()
        owlready2.sync_reasoner_hermit(world, debug=0, ignore_unsupported_datatypes=True)
        return {str(cls.iri) for cls in world.inconsistent_classes()} - {str(OWL.Nothing)}


def test_consistent_and_every_class_satisfiable():
    graph = read_all()
    assert (pg.Park, RDFS.subClassOf, None) in graph  # the alignments are there
    assert unsatisfiable(graph) == set()


def test_instance_of_disjoint_classes_is_inconsistent():
    graph = read_all()
    graph.add((thing["park/x"], RDF.type, pg.Park))
    graph.add((thing["park/x"], RDF.type, pg.Enterprise))
    with pytest.raises(owlready2.OwlReadyInconsistentOntologyError):
        unsatisfiable(graph)


def test_property_used_on_the_wrong_class_is_inconsistent():
    """Domains have teeth: the direct property on an entry makes the entry an enterprise."""
    graph = read_all()
    graph.add((thing["entry/x"], RDF.type, pg.ParkEntry))
    graph.add((thing["park/x"], RDF.type, pg.Park))
    graph.add((thing["entry/x"], pg.enteredPark, thing["park/x"]))
    with pytest.raises(owlready2.OwlReadyInconsistentOntologyError):
        unsatisfiable(graph)


def test_class_below_disjoint_classes_is_unsatisfiable():
    graph = read_all()
    graph.add((pg.Zone, RDF.type, OWL.Class))
    graph.add((pg.Zone, RDFS.subClassOf, pg.Park))
    graph.add((pg.Zone, RDFS.subClassOf, pg.Project))
    assert unsatisfiable(graph) == {str(pg.Zone)}


def test_alignment_across_a_disjointness_is_unsatisfiable():
    """An alignment that makes an activity an entity is noticed."""
    graph = read_all()
    graph.add((pg.Stage, RDFS.subClassOf, rdflib.URIRef("http://www.w3.org/ns/prov#Entity")))
    assert unsatisfiable(graph) == {str(pg.Stage)}


def test_an_ordinary_small_graph_is_consistent():
    """Nothing is inconsistent in an ordinary small graph."""
    graph = read_all()
    for kind, name in (("project", "Project"), ("park", "Park"), ("stage", "Stage"), ("place", "Place")):
        graph.add((thing[f"{kind}/x"], RDF.type, pg[name]))
    graph.add((thing["project/x"], pg.locatedInPark, thing["park/x"]))
    graph.add((thing["project/x"], pg.hasStage, thing["stage/x"]))
    graph.add((thing["park/x"], pg.locatedInPlace, thing["place/x"]))
    assert unsatisfiable(graph) == set()
