"""Judgements that people have made, which go before all rules.

A file of tab-separated values with a header line and the columns ``kind``, ``first``, ``second``
(two names), ``verdict`` (``same`` or ``different``) and, if wanted, ``reason``; lines that begin
with ``#`` are left out.  ``judgements.tsv`` of a build has the same columns, so that a line of it
can be copied and its verdict changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from parkgraph.errors import ParkgraphError
from parkgraph.model import Kind, Verdict
from parkgraph.resolution.clusters import Comparison
from parkgraph.resolution.profiles import Profile

COLUMNS = ("kind", "first", "second", "verdict")


@dataclass(frozen=True, slots=True, order=True)
class Override:
    """What a person says of two names of one kind."""

    kind: Kind
    first: str
    second: str
    verdict: Verdict
    reason: str = ""


def read_overrides(path: str | Path) -> tuple[Override, ...]:
    """The judgements of a file.

    :raises ParkgraphError: naming file, line and reason when the file cannot be read or a line is wrong
    """
    file = Path(path)
    try:
        lines = file.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeError) as error:
        raise ParkgraphError(f"{path}: {getattr(error, 'strerror', None) or error}") from None
    header: list[str] | None = None
    found: dict[tuple[Kind, frozenset[str]], Override] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if header is None:
            header = cells
            missing = [column for column in COLUMNS if column not in header]
            if missing:
                raise ParkgraphError(f"{path}:{number}: no column {', '.join(missing)}")
            continue
        override = _read_row(dict(zip(header, cells, strict=False)), f"{path}:{number}")
        pair = (override.kind, frozenset({override.first, override.second}))
        if pair in found and found[pair].verdict is not override.verdict:
            raise ParkgraphError(f"{path}:{number}: another line says {found[pair].verdict} of these names")
        found[pair] = override
    return tuple(sorted(found.values()))


def _read_row(row: Mapping[str, str], place: str) -> Override:
    try:
        kind, verdict = Kind(row["kind"]), Verdict(row["verdict"])
    except (KeyError, ValueError):
        raise ParkgraphError(
            f"{place}: kind is one of park, enterprise, project, policy; verdict same or different"
        ) from None
    if kind not in (Kind.PARK, Kind.ENTERPRISE, Kind.PROJECT, Kind.POLICY):
        raise ParkgraphError(f"{place}: {kind} cannot be judged")
    if verdict is Verdict.UNDECIDED:
        raise ParkgraphError(f"{place}: a verdict is same or different")
    if not row["first"] or not row["second"] or row["first"] == row["second"]:
        raise ParkgraphError(f"{place}: two different names are wanted")
    return Override(kind, row["first"], row["second"], verdict, row.get("reason", ""))


def apply_overrides(overrides: Iterable[Override], profiles: Iterable[Profile]) -> Iterator[Comparison]:
    """The comparisons that overrides settle among the profiles that bear the names."""
    bearing: dict[tuple[Kind, str], dict[str, Profile]] = {}
    for profile in profiles:
        for name in profile.names:
            bearing.setdefault((profile.kind, name), {})[profile.key] = profile
    settled: dict[tuple[str, str], Comparison] = {}
    for override in overrides:
        reasons = ("override", override.reason) if override.reason else ("override",)
        for one, other in product(
            bearing.get((override.kind, override.first), {}),
            bearing.get((override.kind, override.second), {}),
        ):
            if one != other:
                first, second = sorted((one, other))
                settled[first, second] = Comparison(first, second, override.verdict, 1.0, reasons)
    yield from settled.values()
