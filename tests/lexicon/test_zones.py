import pytest

from parkgraph.errors import ResourceError
from parkgraph.lexicon import load_lexicon
from parkgraph.lexicon.rows import Zone
from parkgraph.lexicon.zones import Zones


def found(text: str) -> list[tuple[str, str, str, str]]:
    return [
        (text[start:end], zone.name, zone.kind, zone.place_code)
        for start, end, zone in load_lexicon().find_zones(text)
    ]


@pytest.mark.parametrize(
    ("text", "name", "kind", "code"),
    [
        ("渭南高新区", "渭南高新技术产业开发区", "high-tech-zone", "610500"),
        ("渭南国家高新区", "渭南高新技术产业开发区", "high-tech-zone", "610500"),
        ("盐城经开区", "盐城经济技术开发区", "economic-development-zone", "320900"),
        ("靖江开发区", "靖江经济技术开发区", "economic-development-zone", "321282"),
        ("泰州医药高新区", "泰州医药高新技术产业开发区", "pharmaceutical-park", "321200"),
        ("苏州工业园区", "苏州工业园区", "industrial-park", "320500"),
        ("安徽自贸区合肥片区", "中国（安徽）自由贸易试验区合肥片区", "free-trade-zone", "340100"),
        ("连云港自贸片区", "中国（江苏）自由贸易试验区连云港片区", "free-trade-zone", "320700"),
        ("西咸新区", "陕西西咸新区", "new-area", "610000"),
        ("喀什综保区", "喀什综合保税区", "bonded-zone", "653100"),
        ("满洲里边境经济合作区", "满洲里边境经济合作区", "border-cooperation-zone", "150781"),
        ("宁东基地", "宁夏宁东能源化工基地", "chemical-park", "640181"),
        ("扬州化学工业园区", "江苏扬州化学工业园区", "chemical-park", "321081"),
    ],
)
def test_zones_are_found_by_full_and_short_name(text: str, name: str, kind: str, code: str) -> None:
    assert found(f"项目落户{text}。") == [(text, name, kind, code)]


@pytest.mark.parametrize(
    "text",
    [
        "高新技术产业开发区的企业",
        "全市经开区",
        "连云港开发区",  # the economic zone or the high-tech zone: not decided by a directory
        "浦东新区和滨海新区",  # districts, not parks
        "国家级高新区名单",
        "自贸试验区经验",
        "新能源产业园",
    ],
)
def test_general_and_ambiguous_names_are_no_zones(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("name", "code", "zone"),
    [
        ("桐城经开区", "", "桐城经济技术开发区"),
        ("桐城市经济开发区", "", "桐城经济技术开发区"),
        ("安徽省安庆市桐城市经开区", "", "桐城经济技术开发区"),
        ("靖江市开发区", "", "靖江经济技术开发区"),
        ("东兴区边境经济合作区", "", None),  # 东兴区 of 内江; the zone lies in 东兴市
        ("东兴市边境经济合作区", "", "东兴边境经济合作区"),
        ("大同区经济技术开发区", "", None),
        ("西安区经济技术开发区", "220403", None),
        ("吉林省高新区", "", None),
        ("吉林市高新区", "", "吉林高新技术产业开发区"),
        ("桐城市经济开发区管委会", "", None),
        ("桐城市", "", None),
        ("经济开发区", "", None),
        ("", "", None),
    ],
)
def test_the_zone_of_a_name_with_the_level_of_its_place(name: str, code: str, zone: str | None) -> None:
    found = load_lexicon().zone_of(name, code)
    assert (found.name if found else None) == zone


ZONE = Zone("甲高新区", "", "high-tech-zone", "national", "610500", "list", "2026-01-01")


def test_a_name_of_two_zones_is_refused() -> None:
    other = Zone("乙高新区", "甲高新区", "high-tech-zone", "national", "610500", "list", "2026-01-01")
    with pytest.raises(ResourceError, match="甲高新区 names both 甲高新区 and 乙高新区"):
        Zones((ZONE, other), {"610500"})


def test_a_place_code_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ResourceError, match="甲高新区: no division has the code 610500"):
        Zones((ZONE,), {"610000"})
