"""What the endpoint can do, in the words of SPARQL 1.1 Service Description."""

from __future__ import annotations

from pyoxigraph import BlankNode, NamedNode, Triple

from parkgraph.vocabulary import RDF

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = (
    "Turtle",
    "N-Triples",
    "RDF_XML",
    "JSON-LD",
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
)


def describe_service(endpoint: str) -> list[Triple]:
    """The description of the service at an address."""
    service, dataset, graph = BlankNode("service"), BlankNode("dataset"), BlankNode("graph")

    def sd(name: str) -> NamedNode:
        return NamedNode(_SD + name)

    kind = NamedNode(f"{RDF}type")
    return [
        Triple(service, kind, sd("Service")),
        Triple(service, sd("endpoint"), NamedNode(endpoint)),
        Triple(service, sd("supportedLanguage"), sd("SPARQL11Query")),
        Triple(service, sd("feature"), sd("UnionDefaultGraph")),
        *(
            Triple(service, sd("resultFormat"), NamedNode(f"http://www.w3.org/ns/formats/{name}"))
            for name in _FORMATS
        ),
        Triple(service, sd("defaultDataset"), dataset),
        Triple(dataset, kind, sd("Dataset")),
        Triple(dataset, sd("defaultGraph"), graph),
        Triple(graph, kind, sd("Graph")),
    ]
