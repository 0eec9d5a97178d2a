"""What a build read, rejected and missed, and what of its graph somebody should look at."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, NamedNode

from parkgraph.report import REPORT
from parkgraph.vocabulary import PG, PREFIXES, XSD
from parkgraph.web.graph import Graph, Json

_SHOWN = 100  # the most of each list


def read_quality(graph: Graph, build: Path | None) -> Json:
    """The report of a build in short, and counts of what is doubtful in its graph.

    ``report`` is None when the store is not in the folder of a build.
    """
    return {"report": _read_report(build), "doubts": _count_doubts(graph)}


def _read_report(build: Path | None) -> Json | None:
    path = build / REPORT if build is not None else None
    if path is None or not path.is_file():
        return None
    content = json.loads(path.read_text(encoding="utf-8"))
    documents: list[dict[str, Any]] = content["documents"]
    missed = sorted(documents, key=lambda d: (-d["unattributed"], d["identifier"]))
    return {
        "counts": content["counts"],
        "rejected": content["rejected"][:_SHOWN],
        "rejectedCount": len(content["rejected"]),
        "violations": content["validation"][:_SHOWN],
        "violationCount": len(content["validation"]),
        "unattributed": sum(document["unattributed"] for document in documents),
        "missed": [_describe(document) for document in missed[:20] if document["unattributed"]],
        "undated": sum(document["published"] is None for document in documents),
        "untitled": sum(document["title"] is None for document in documents),
        "empty": sum(not document["claims"] and not document["metrics"] for document in documents),
        "encodings": _count(document["encoding"] for document in documents),
    }


def _describe(document: dict[str, Any]) -> Json:
    return {
        "document": {
            "id": f"document/{document['identifier']}",
            "name": document["title"] or ", ".join(document["sources"]),
        },
        "characters": document["characters"],
        "facts": document["claims"] + document["metrics"] + document["entries"],
        "unattributed": document["unattributed"],
        "examples": [{"kind": one["kind"], "text": one["text"]} for one in document["missed"][:5]],
    }


def _count(values: Any) -> dict[str, int]:
    found: dict[str, int] = {}
    for value in values:
        found[value] = found.get(value, 0) + 1
    return dict(sorted(found.items()))


def _count_doubts(graph: Graph) -> Json:
    no = Literal("false", datatype=NamedNode(f"{XSD}boolean"))
    undecided = NamedNode(f"{PREFIXES['verdict']}undecided")
    return {
        "conflicts": sum(1 for _ in graph.members(f"{PG}Conflict")),
        "notAccepted": len(graph.subjects(f"{PG}accepted", no)),
        "undecided": len(graph.subjects(f"{PG}verdict", undecided)),
        "copies": sum(1 for _ in graph.pairs(f"{PG}copyOf")),
    }
