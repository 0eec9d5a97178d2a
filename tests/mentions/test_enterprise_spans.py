"""Stretches that may name an enterprise, their words' roles, and short names of groups."""

from __future__ import annotations

import pytest

from parkgraph.mentions.aliases import find_short_names
from parkgraph.mentions.enterprise_spans import Wording, propose_enterprises
from parkgraph.mentions.enterprises import find_enterprises
from parkgraph.mentions.investors import BEGINS_NAME
from parkgraph.mentions.names import read
from parkgraph.model import Span


def proposed(text: str) -> set[str]:
    reading = read(text, (), ())
    return {text[span.start : span.end] for span in propose_enterprises(Wording(reading), 0, len(text))}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("由瑞禾泰科技投建。", "瑞禾泰科技"),
        ("引进绍锦新材料、屹澜等。", "绍锦新材料"),
        ("引进绍锦新材料、屹澜等。", "屹澜"),
        ("落户的有鑫沐茂（福建）集团有限公司。", "鑫沐茂（福建）集团有限公司"),
        ("客户里有Norvex。", "Norvex"),
        ("绍兴屹澜签了约。", "绍兴屹澜"),
    ],
)
def test_proposed(text: str, name: str) -> None:
    assert name in proposed(text)


@pytest.mark.parametrize("text", ["会议要求我们加快推进这些工作。", "总投资3亿元。", "公司。", "、、", ""])
def test_nothing_is_proposed(text: str) -> None:
    assert proposed(text) == set()


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


def test_a_name_that_begins_a_longer_one_is_marked() -> None:
    text = "巴斯夫聚氨酯项目投产。"
    found = find_enterprises(read(text, (), ()), 0, len(text), [Span(0, 8)])
    assert [(m.name, m.attributes) for m in found] == [("巴斯夫", (BEGINS_NAME,))]


def test_a_name_that_a_longer_one_cuts_is_none() -> None:
    text = "巴斯夫聚氨酯项目投产。"
    assert find_enterprises(read(text, (), ()), 0, len(text), [Span(1, 8)]) == ()


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
