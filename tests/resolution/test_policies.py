"""Which policies of different documents are one, the parts of a title, and document numbers."""

from __future__ import annotations

import pytest

from parkgraph.model import Kind
from parkgraph.resolution.policies import numbers_of, parse_title
from parkgraph.resolution.profiles import Profile


def test_policies_are_one_or_two(case, read, show) -> None:
    lines, expected = case
    assert show(read(Kind.POLICY, lines)) == expected


@pytest.mark.parametrize(
    ("title", "places", "rest", "years"),
    [
        ("化工产业发展规划", [], "化工产业发展规划", []),
        ("灌云县化工产业发展规划（试行）", ["320723"], "化工产业发展规划", []),
        (
            "关于印发《灌云县化工产业发展规划（2021—2025年）》的通知",
            ["320723"],
            "化工产业发展规划20212025年",
            ["2021", "2025"],
        ),
        ("关于发布《支持产业若干政策》的公告", [], "支持产业若干政策", []),
        ("关于安全生产的通知", [], "关于安全生产", []),
        ("关于印发通知", [], "关于印发通知", []),
        ("若干政策（天政发〔2021〕8号）", [], "若干政策", []),
    ],
)
def test_the_parts_of_a_title(title: str, places: list[str], rest: str, years: list[str]) -> None:
    parts = parse_title(title)
    assert (sorted(parts.places), parts.rest, sorted(parts.years)) == (places, rest, years)


@pytest.mark.parametrize(
    ("names", "said", "expected"),
    [
        (("若干政策（天政发〔2021〕8号）",), (), ["天政发2021-8"]),
        (("若干政策",), ("天政发[2021]8号", "天政发（2021）第008号"), ["天政发2021-8"]),
        (("若干政策",), ("天政发【2021】8号", "天政办〔2021〕8号"), ["天政办2021-8", "天政发2021-8"]),
        (("若干政策（2021年）",), ("8号",), []),
    ],
)
def test_the_number_of_a_document(names, said, expected) -> None:
    profile = Profile(Kind.POLICY, "", names, (), "", {"number": frozenset(said)})
    assert sorted(numbers_of(profile)) == expected
