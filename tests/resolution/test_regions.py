"""Places in names as codes."""

from __future__ import annotations

import pytest

from parkgraph.resolution.regions import are_nested, codes_of, may_be_one


@pytest.mark.parametrize(
    ("place", "codes"),
    [
        ("连云港", {"320700"}),
        ("江苏连云港", {"320700"}),
        ("江苏省连云港市灌云县", {"320723"}),
        ("浙江天台", {"331023"}),
        ("海兴县香坊", {"130924"}),
        ("恒泽", set()),
        ("连云港恒泽", set()),
        ("", set()),
    ],
)
def test_the_last_place_is_meant(place: str, codes: set[str]) -> None:
    assert codes_of(place) == codes


def test_a_name_of_several_places_may_be_each_of_them() -> None:
    assert {"320106", "320302"} < codes_of("鼓楼区")
    assert codes_of("江苏徐州鼓楼区") == {"320302"}


@pytest.mark.parametrize(
    ("one", "other", "same", "nested"),
    [
        ("灌云县", "江苏灌云", True, False),
        ("灌云县", "灌南县", False, False),
        ("灌云县", "连云港市", False, True),
        ("江苏", "灌云县", False, True),
        ("山东", "灌云县", False, False),
        ("鼓楼区", "徐州鼓楼区", True, False),
        ("恒泽", "灌云县", False, False),
    ],
)
def test_places_are_one_or_lie_in_each_other(one: str, other: str, same: bool, nested: bool) -> None:
    here, there = codes_of(one), codes_of(other)
    assert (may_be_one(here, there), are_nested(here, there)) == (same, nested)
    assert (may_be_one(there, here), are_nested(there, here)) == (same, nested)
