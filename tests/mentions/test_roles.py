"""The parts that words play in names, and short names of groups."""

from __future__ import annotations

import pytest

from parkgraph.mentions.aliases import find_short_names
from parkgraph.mentions.names import read
from parkgraph.mentions.roles import Wording


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("屹澜新材料有限公司", "UUTF"),
        ("绍兴化工", "PT"),
        ("的企业", "VG"),
        ("（福建）", "MPM"),
    ],
)
def test_roles(text: str, roles: str) -> None:
    wording = Wording(read(text, (), ()))
    assert "".join(word.role for word in wording.inside(0, len(text))) == roles


def test_a_trade_of_several_words_counts_only_where_the_stretch_holds_all_of_it() -> None:
    wording = Wording(read("屹澜新材料", (), ()))
    assert [word.token.word for word in wording.inside(0, 5)] == ["屹", "澜", "新材料"]
    assert [word.token.word for word in wording.inside(0, 3)] == ["屹", "澜", "新"]


@pytest.mark.parametrize(
    ("names", "short"),
    [
        (["中国石油广西石化公司", "广西石化"], {"广西石化": "中国石油广西石化公司"}),
        (["屹澜", "屹澜集团", "屹澜石化"], {"屹澜": "屹澜集团"}),
        (["屹澜", "屹澜控股集团有限公司"], {"屹澜": "屹澜控股集团有限公司"}),
        (["屹澜", "屹澜石化"], {}),
        (["屹澜", "屹澜化工集团", "屹澜投资集团"], {}),
        (["中国石油广西石化公司", "四川石化"], {}),
        (["中国石油", "中国石化"], {}),
        ([], {}),
    ],
)
def test_short_names(names: list[str], short: dict[str, str]) -> None:
    assert find_short_names(names) == short
