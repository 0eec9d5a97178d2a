"""The things and their relationships as GraphML, for Gephi and its like, without metrics and evidence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from pyoxigraph import Quad

from parkgraph.export.property_graph import NODES, RELATIONSHIPS, node_rows, relationship_rows
from parkgraph.store import fill_store

_LABELS = ("Park", "Enterprise", "Project", "Policy", "Place", "Agency")
_NODE_KEYS = ("label", "name", "kind", "ownership", "status", "totalInvestment")


def write_graphml(quads: Iterable[Quad], output: IO[bytes]) -> None:
    """Nodes and edges, each with its label or type, in a fixed order."""
    store = fill_store(quads)
    xml = XMLGenerator(output, "utf-8", short_empty_elements=True)
    xml.startDocument()
    _open(xml, "graphml", {"xmlns": "http://graphml.graphdrawing.org/xmlns"})
    for name in _NODE_KEYS:
        kind = "double" if name == "totalInvestment" else "string"
        _open(xml, "key", {"id": name, "for": "node", "attr.name": name, "attr.type": kind})
        xml.endElement("key")
    _open(xml, "key", {"id": "type", "for": "edge", "attr.name": "type", "attr.type": "string"})
    xml.endElement("key")
    _open(xml, "graph", {"edgedefault": "directed"})
    for table in NODES:
        if table.label not in _LABELS:
            continue
        names = [column.name for column in table.columns]
        for iri, *values in node_rows(store, table):
            said = {"label": table.label, **dict(zip(names, values, strict=True))}
            _open(xml, "node", {"id": iri})
            _write_data(xml, {key: said[key] for key in _NODE_KEYS if said.get(key)})
            xml.endElement("node")
    for related in RELATIONSHIPS:
        if related.source not in _LABELS or related.target not in _LABELS or related.columns:
            continue
        for source, target in relationship_rows(store, related):
            _open(xml, "edge", {"source": source, "target": target})
            _write_data(xml, {"type": related.type})
            xml.endElement("edge")
    xml.endElement("graph")
    xml.endElement("graphml")
    xml.endDocument()


def _open(xml: XMLGenerator, name: str, attributes: dict[str, str]) -> None:
    xml.startElement(name, AttributesImpl(attributes))


def _write_data(xml: XMLGenerator, values: dict[str, str]) -> None:
    for key, value in values.items():
        _open(xml, "data", {"key": key})
        xml.characters("".join(c for c in value if c >= " " or c in "\t\n"))
        xml.endElement("data")
