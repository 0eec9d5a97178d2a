"""Which part of a free name is an enterprise's."""

from __future__ import annotations

import pytest

from parkgraph.mentions.brands import (
    core_of_enterprise,
    find_brand,
    is_brand,
    is_general,
    is_outsider,
    is_unknown,
)

BRANDS = [
    ("山东恒泽新材料有限公司年产5万吨环氧树脂", "山东恒泽新材料有限公司"),
    ("万华化学二期", "万华化学"),
    ("盛泽高端聚酯薄膜", "盛泽"),
    ("宏信绿色建材", "宏信"),
    ("巴斯夫一体化基地", "巴斯夫"),
    ("鑫源铝业轻量化型材", "鑫源铝业"),
    ("中国石化己内酰胺", "中国石化"),
    ("隆基绿能单晶硅片", "隆基绿能"),
    ("圣湘海济研发", "圣湘海济"),
]

NO_BRANDS = [
    "公共充电桩",
    "污水处理厂提标改造",
    "年产20万吨环氧丙烷",
    "新能源汽车零部件",
    "南京工业大学中试平台",
    "重点产业",
    "高端装备制造",
    "金陵河综合整治",
    "智慧园区平台",
    "氢燃料电池",
    "光伏玻璃",
    "标准厂房二期",
    "应急救援中心",
    "",
]


@pytest.mark.parametrize(("name", "brand"), BRANDS)
def test_brand(name: str, brand: str) -> None:
    found = find_brand(name)
    assert found is not None
    assert (found.name, found.length) == (brand, len(brand))
    assert 0.5 <= found.confidence <= 0.95


@pytest.mark.parametrize("name", NO_BRANDS)
def test_no_brand(name: str) -> None:
    assert find_brand(name) is None


@pytest.mark.parametrize(
    ("name", "core"),
    [
        ("山东恒泽新材料有限公司", "恒泽"),
        ("深圳市科达利实业股份有限公司", "科达利"),
        ("恒力集团", "恒力"),
        ("万华化学", "万华"),
        ("蓝星", "蓝星"),
    ],
)
def test_core(name: str, core: str) -> None:
    assert core_of_enterprise(name) == core


@pytest.mark.parametrize(
    "name", ["南京工业大学", "桐山县人民政府", "中国化工学会", "中国石油和化学工业联合会", "徐圩新区管委会"]
)
def test_outsider(name: str) -> None:
    assert is_outsider(name)


@pytest.mark.parametrize("name", ["万华化学", "大学城开发公司", "协会大厦置业", "恒力集团", ""])
def test_no_outsider(name: str) -> None:
    assert not is_outsider(name)


@pytest.mark.parametrize("name", ["重点", "重点企业", "12家企业"])
def test_general(name: str) -> None:
    assert is_general(name)


@pytest.mark.parametrize("name", ["蓝科", "恒泽化工", "盛泽"])
def test_not_general(name: str) -> None:
    assert not is_general(name)


@pytest.mark.parametrize("name", ["蓝科", "蒙泰", "盛泽"])
def test_unknown_words_can_be_brands(name: str) -> None:
    assert is_brand(name)
    assert is_unknown(name)


@pytest.mark.parametrize("name", ["化工", "项目", "新材料", "高端"])
def test_common_words_cannot(name: str) -> None:
    assert not is_brand(name)
    assert not is_unknown(name)
