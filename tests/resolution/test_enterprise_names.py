"""The parts of an enterprise's name, marked in it.

``［…］`` marks the places it begins with, ``〔…〕`` those in its brackets, ``|`` the end of the brand and
``·`` that of the trade; behind that stands the legal form and how it is understood.
"""

from __future__ import annotations

import pytest

from parkgraph.resolution.enterprise_names import parse_enterprise

NAMES = {
    "江苏恒泽新材料有限公司": "［320000］恒泽|新材料·limited",
    "江苏省连云港市恒泽新材料有限公司": "［320700］恒泽|新材料·limited",
    "恒泽化工（福建）有限公司": "〔350000〕恒泽|化工·limited",
    "恒泽化工(福建)有限公司": "〔350000〕恒泽|化工·limited",
    "（江苏）恒泽新材料有限公司": "〔320000〕恒泽|新材料·limited",
    "恒泽化工（集团）股份有限公司": "恒泽|化工·group group",
    "恒泽（大连）化工集团股份有限公司": "〔210200〕恒泽|化工·group group",
    "恒泽股份有限公司": "恒泽|·joint-stock stock",
    "恒泽股份": "恒泽|· stock",
    "恒泽公司": "恒泽|·",
    "恒泽集团": "恒泽|· group",
    "恒泽新材料": "恒泽|新材料·",
    "恒泽": "恒泽|·",
    "恒泽控股有限公司": "恒泽|控股·limited",
    "恒泽投资有限公司": "恒泽|投资·limited",
    "恒泽新材料分公司": "恒泽|新材料·branch",
    "恒泽集团江苏化工有限公司": "恒泽|集团江苏化工·limited head=恒泽集团",
    "澜博汽车部件有限公司": "澜博|汽车部件·limited",
    "ABC新材料有限公司": "ABC|新材料·limited",
    "山东恒泽化学有限公司": "［370000］恒泽|化学·limited",
    "盐源化学有限公司": "盐源|化学·limited common",
    "河北盐源化学有限公司": "［120105 130000］盐源|化学·limited common",
    "河北省盐源化学有限公司": "［130000］盐源|化学·limited common",
    "河北盐源恒泽化学有限公司": "［120105 130000］恒泽|化学·limited",
    "江苏煤矿有限公司": "［320000］煤矿|·limited common",
    "集团": "集团|· common",
    "有限公司": "有限|· common",
}


def show(name: str) -> str:
    parts = parse_enterprise(name)
    places = f"［{' '.join(sorted(parts.places))}］" if parts.places else ""
    inner = f"〔{' '.join(sorted(parts.inner))}〕" if parts.inner else ""
    signs = {
        "group": parts.group,
        "stock": parts.stock,
        f"head={parts.head}": parts.head,
        "common": not parts.distinctive,
    }
    marked = f"{places}{inner}{parts.brand}|{parts.trade}·{parts.form}"
    return " ".join([marked, *(sign for sign, given in signs.items() if given)])


@pytest.mark.parametrize(("name", "marked"), NAMES.items())
def test_the_parts_of_a_name(name: str, marked: str) -> None:
    assert show(name) == marked


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("恒泽新材料有限公司", True),
        ("恒泽集团有限公司", True),
        ("恒泽股份有限公司", True),
        ("恒泽新材料分公司", True),
        ("恒泽集团公司", True),
        ("恒泽新材料", False),
        ("恒泽集团", False),
        ("恒泽股份", False),
        ("恒泽公司", False),
        ("恒泽控股", False),
    ],
)
def test_a_registered_form_makes_a_name_full(name: str, full: bool) -> None:
    assert parse_enterprise(name).full is full
