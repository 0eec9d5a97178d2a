"""Small texts with everything they state, as lines.

A case is a text and, each behind ``= ``, the facts a careful reader finds in it; an empty line ends
it.  A text without such lines states nothing of these sorts.  All accepted facts are compared::

    status PROJECT notation · locatedInPark PROJECT PARK · undertakenBy PROJECT ENTERPRISE
    totalInvestment PROJECT yuan · entered ENTERPRISE PARK mode · administeredBy PARK AGENCY
    appliesTo POLICY PARK-OR-PLACE · issuedBy POLICY ISSUER · leadingIndustry PARK notation
    metric SUBJECT label value unit modality

``…`` for the label of a metric leaves it open.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from parkgraph.model import Document, Facts
from parkgraph.relations import extract
from parkgraph.sources import document_of
from parkgraph.text import clean

CASES = Path(__file__).parent / "facts"
ACCEPTED = 0.5


def read_cases() -> list[tuple[str, tuple[str, ...]]]:
    cases = []
    for path in sorted(CASES.glob("*.txt")):
        for block in path.read_text("utf-8").strip().split("\n\n"):
            lines = block.splitlines()
            facts = tuple(line[2:] for line in lines if line.startswith("= "))
            cases.append(("\n".join(line for line in lines if not line.startswith("= ")), facts))
    return cases


def write_lines(facts: Facts) -> list[str]:
    names = {entity.key: entity.name for entity in facts.entities}
    lines = []
    for claim in facts.claims:
        if claim.predicate != "stage" and claim.confidence >= ACCEPTED:
            value = claim.object if claim.literal else names[claim.object]
            lines.append(f"{claim.predicate} {names[claim.subject]} {value}")
    for metric in facts.metrics:
        value = f"{metric.quantity.value:f}"
        if metric.quantity.max_value is not None:
            value += f"..{metric.quantity.max_value:f}"
        unit = metric.quantity.unit
        lines.append(f"metric {names[metric.subject]} {metric.label} {value} {unit} {metric.modality}")
    for entry in facts.entries:
        if entry.confidence >= ACCEPTED:
            lines.append(f"entered {names[entry.enterprise]} {names[entry.park]} {entry.mode}")
    return lines


def open_label(line: str) -> str:
    sort, subject, *rest = line.split(" ")
    return " ".join([sort, subject, "…", *rest[-3:]])


@pytest.mark.parametrize(("text", "expected"), read_cases())
def test_facts(text: str, expected: tuple[str, ...]) -> None:
    found = write_lines(extract(clean(Document("0" * 16, "test", text))))
    opened = {line for line in expected if line.startswith("metric ") and " … " in line}
    found = [
        open_label(line) if line.startswith("metric ") and open_label(line) in opened else line
        for line in found
    ]
    assert sorted(found) == sorted(expected)


def test_what_is_said_of_another_behind_a_semicolon_is_no_stage_of_the_project() -> None:
    text = (
        "安徽理士新能源发展有限公司在徐圩新区建设年产10GWh储能电池项目，预计2025年6月投产；"
        "另一家企业的铝箔项目已竣工。今年，园区完成产值86.4亿元。"
    )
    facts = extract(clean(document_of(text, "case")))
    battery = {
        claim.object for claim in facts.claims if claim.predicate == "status" and "储能" in claim.subject
    }
    assert "completed" not in battery
    assert battery
