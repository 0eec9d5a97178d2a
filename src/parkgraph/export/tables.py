"""A table for each class, for spreadsheets: Chinese headings, a byte order mark, names for IRIs."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pyoxigraph import Quad, QuerySolutions, Store

from parkgraph.store import fill_store
from parkgraph.validation.violations import value_of
from parkgraph.vocabulary import PREFIXES

_PREFIXES = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NAME = ("名称", "skos:prefLabel")

TABLES: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {
    "园区": (
        "pg:Park",
        (_NAME, ("类型", "pg:parkKind/skos:prefLabel"), ("级别", "pg:parkLevel"),
         ("所在地", "pg:locatedInPlace/skos:prefLabel"), ("主导产业", "pg:leadingIndustry/skos:prefLabel")),
    ),
    "企业": (
        "pg:Enterprise",
        (_NAME, ("所有制", "pg:ownership/skos:prefLabel"), ("上级", "org:subOrganizationOf/skos:prefLabel"),
         ("统一社会信用代码", "pg:creditCode"), ("入驻园区", "pg:enteredPark/skos:prefLabel")),
    ),
    "项目": (
        "pg:Project",
        (_NAME, ("园区", "pg:locatedInPark/skos:prefLabel"), ("企业", "pg:undertakenBy/skos:prefLabel"),
         ("阶段", "pg:status/skos:prefLabel"), ("总投资（元）", "pg:totalInvestment"),
         ("可信度", "pg:confidence")),
    ),
    "政策": (
        "pg:Policy",
        (_NAME, ("类型", "pg:policyKind/skos:prefLabel"), ("文号", "pg:documentNumber"),
         ("印发日期", "pg:issueDate"), ("适用于", "pg:appliesTo/skos:prefLabel"),
         ("印发机关", "pg:issuedBy/skos:prefLabel")),
    ),
    "指标值": (
        "pg:Metric",
        (("对象", "pg:about/skos:prefLabel"), ("指标", "rdfs:label"), ("数值", "pg:value"),
         ("上限", "pg:maxValue"), ("单位", "pg:unit/skos:prefLabel"), ("性质", "pg:modality/skos:prefLabel"),
         ("时期起", "pg:periodStart"), ("时期止", "pg:periodEnd"), ("原文", "pg:asWritten"),
         ("句子", "pg:evidence/pg:sentence"), ("文档", "prov:wasDerivedFrom/dcterms:title"),
         ("可信度", "pg:confidence")),
    ),
    "文档": (
        "pg:Document",
        (("标题", "dcterms:title"), ("发布者", "dcterms:publisher"), ("日期", "dcterms:issued"),
         ("来源", "dcterms:source"), ("字符数", "pg:characterCount")),
    ),
}  # fmt: skip
"""Name of the table -> class and its columns: heading and property path.  The last column is the IRI."""

_SEVERAL = "；"


def write_tables(quads: Iterable[Quad], folder: Path) -> None:
    """Writes a file for each class into a folder.

    Several values of a column stand in one cell, parted by a Chinese semicolon.  A cell that a
    spreadsheet would take for a formula begins with an apostrophe.
    """
    store = fill_store(quads)
    for name, (cls, columns) in TABLES.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8-sig", newline="") as output:
            writer = csv.writer(output)
            writer.writerow([*(heading for heading, _ in columns), "IRI"])
            writer.writerows(table_rows(store, cls, [path for _, path in columns]))


def table_rows(store: Store, cls: str, paths: Sequence[str]) -> Iterator[list[str]]:
    """The rows of one class, sorted by their cells: one cell a path, and the IRI."""
    values: dict[str, list[dict[str, None]]] = {iri: [{} for _ in paths] for iri in _things(store, cls)}
    for position, path in enumerate(paths):
        for iri, value in _ask(store, f"SELECT ?thing ?value {{ ?thing a {cls} ; {path} ?value }}"):
            values[iri][position][value] = None
    rows = [[*(_SEVERAL.join(sorted(cell)) for cell in cells), iri] for iri, cells in values.items()]
    for row in sorted(rows):
        yield [_harmless(cell) for cell in row]


def _things(store: Store, cls: str) -> Iterator[str]:
    for (iri,) in _ask(store, f"SELECT ?thing {{ ?thing a {cls} }}"):
        yield iri


def _ask(store: Store, query: str) -> Iterator[tuple[str, ...]]:
    results = store.query(_PREFIXES + query)
    assert isinstance(results, QuerySolutions)  # every query here is a SELECT
    names = [variable.value for variable in results.variables]
    for solution in results:
        # of labels in two languages the Chinese one
        if getattr(solution[names[-1]], "language", None) in (None, "zh"):
            yield tuple(value_of(solution[name]) for name in names)


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula; a number stays one.

    >>> _harmless("=1+1"), _harmless("-5.2"), _harmless("某园区")
    ("'=1+1", '-5.2', '某园区')
    """
    if not cell.startswith(_FORMULA):
        return cell
    try:
        float(cell)
    except ValueError:
        return f"'{cell}"
    return cell
