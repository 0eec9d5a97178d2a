"""Which parks of different documents are one, and the parts of a park's name."""

from __future__ import annotations

import pytest

from parkgraph.model import Kind
from parkgraph.resolution.parks import parse_park


def test_parks_are_one_or_two(case, read, show) -> None:
    lines, expected = case
    assert show(read(Kind.PARK, lines)) == expected


@pytest.mark.parametrize(
    ("name", "places", "rest"),
    [
        ("灌云县沿海工业园", ["320723"], "沿海园"),
        ("县沿海工业园", [], "沿海园"),
        ("全市沿海工业园区", [], "沿海园"),
        ("江苏灌云县沿海工业园", ["320723"], "沿海园"),
        ("沿海工业园", [], "沿海园"),
        ("沿海开发区", [], "沿海开发区"),
        ("云泽化工园区", [], "云泽化工园"),
        ("县工", [], "县工"),
    ],
)
def test_the_parts_of_a_name(name: str, places: list[str], rest: str) -> None:
    parts = parse_park(name)
    assert (sorted(parts.places), parts.rest) == (places, rest)
