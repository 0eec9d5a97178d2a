"""Which enterprises of different documents are one company, and which group a company belongs to."""

from __future__ import annotations

import pytest

from parkgraph.model import Kind
from parkgraph.resolution import resolve


def test_companies_are_one_or_two(case, read, show) -> None:
    lines, expected = case
    assert show(read(Kind.ENTERPRISE, lines)) == expected


PARENTS = [
    (("恒泽集团江苏化工有限公司", "恒泽集团有限公司"), {"恒泽集团江苏化工有限公司": "恒泽集团有限公司"}),
    (("恒泽集团江苏化工有限公司", "恒泽集团"), {"恒泽集团江苏化工有限公司": "恒泽集团"}),
    (
        ("恒泽化工（福建）有限公司", "恒泽化工集团有限公司"),
        {"恒泽化工（福建）有限公司": "恒泽化工集团有限公司"},
    ),
    (
        ("恒泽化工（福建）有限公司", "恒泽化工股份有限公司"),
        {"恒泽化工（福建）有限公司": "恒泽化工股份有限公司"},
    ),
    (
        ("恒泽化工（福建）有限公司", "恒泽化工集团", "恒泽化工集团有限公司"),
        {"恒泽化工（福建）有限公司": "恒泽化工集团有限公司"},
    ),
    (
        ("恒泽化工（福建）有限公司", "恒泽化工（宁波）有限公司", "恒泽化工集团有限公司"),
        {
            "恒泽化工（福建）有限公司": "恒泽化工集团有限公司",
            "恒泽化工（宁波）有限公司": "恒泽化工集团有限公司",
        },
    ),
    (
        ("江苏恒泽化工集团有限公司", "江苏恒泽化工有限公司"),
        {"江苏恒泽化工有限公司": "江苏恒泽化工集团有限公司"},
    ),
    (
        ("340700 恒泽集团有限公司", "340700 江苏恒泽新材料有限公司"),
        {"江苏恒泽新材料有限公司": "恒泽集团有限公司"},
    ),
    (
        ("恒泽集团有限公司 @徐圩新区", "江苏恒泽新材料有限公司 @徐圩新区"),
        {"江苏恒泽新材料有限公司": "恒泽集团有限公司"},
    ),
    (("340700 恒泽集团有限公司", "320700 江苏恒泽新材料有限公司"), {}),
    (("恒泽集团有限公司", "江苏恒泽新材料有限公司"), {}),
    (("恒泽化工（福建）有限公司", "恒泽化工有限公司"), {}),
    (("恒泽化工有限公司", "恒泽化工股份有限公司"), {}),
    (("恒泽化工（福建）有限公司", "蓝科化工集团有限公司"), {}),
    (("江苏恒泽集团有限公司", "山东恒泽集团有限公司", "恒泽集团江苏化工有限公司"), {}),
    (("340700 江苏恒泽集团有限公司", "340700 山东恒泽集团有限公司", "340700 恒泽新材料有限公司"), {}),
    (("恒泽化工集团", "恒泽化工集团有限公司"), {}),
    (("江苏恒泽化工有限公司", "山东恒泽化工有限公司", "恒泽化工股份有限公司"), {}),
    (("恒泽集团江苏化工有限公司",), {}),
]


@pytest.mark.parametrize(("lines", "expected"), PARENTS)
def test_a_name_tells_the_group_of_its_company(lines, expected, read) -> None:
    resolution = resolve(read(Kind.ENTERPRISE, lines))
    names = resolution.names
    assert {names[child]: names[parent] for child, parent in resolution.parents.items()} == expected
