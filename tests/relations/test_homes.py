"""The places that a document is about, the one it speaks of most first."""

from __future__ import annotations

import pytest

from parkgraph.model import Document
from parkgraph.relations import extract
from parkgraph.sources import document_of
from parkgraph.text import clean

TONGLING, LIANYUNGANG, GUANYUN = "340700", "320700", "320723"

CASES = [
    ("铜陵经开区新签约项目14个。", {}, (TONGLING,)),
    ("江苏省灌云县举办招商会。", {}, (GUANYUN,)),
    ("铜陵市招商，铜陵经开区签约。徐圩新区参会。", {}, (TONGLING, LIANYUNGANG)),
    ("徐圩新区参会。铜陵市招商，铜陵经开区签约。", {}, (TONGLING, LIANYUNGANG)),
    ("铜陵市、连云港市举办招商会。", {}, (LIANYUNGANG, TONGLING)),
    ("徐圩新区签约，徐圩新区开工。", {"title": "铜陵市重点项目"}, (TONGLING, LIANYUNGANG)),
    ("徐圩新区签约。", {"publisher": "铜陵市人民政府"}, (TONGLING, LIANYUNGANG)),
    ("徐圩新区签约。", {"byline": "铜陵日报"}, (TONGLING, LIANYUNGANG)),
    ("徐圩新区签约。" * 5, {"byline": "铜陵日报"}, (LIANYUNGANG, TONGLING)),
    ("徐圩新区签约。", {"publisher": "江苏省人民政府"}, (LIANYUNGANG,)),
    ("徐圩新区签约。", {"publisher": "某某传媒"}, (LIANYUNGANG,)),
    ("江苏省、山东省代表参会。", {}, ()),
    ("北京市、上海市代表参会。", {}, ()),
    ("恒泽新材料有限公司签约。", {}, ()),
    ("会议召开。", {}, ()),
    (
        "灌云县、灌南县、铜陵市、桐城市、岳西县、枞阳县、东海县、赣榆区举办招商会，桐城市主持。",
        {},
        ("340881", "320707", "320722", GUANYUN, "320724", TONGLING),
    ),
]


@pytest.mark.parametrize(("text", "given", "expected"), CASES)
def test_the_places_of_a_document(text: str, given: dict[str, str], expected: tuple[str, ...]) -> None:
    assert extract(clean(Document("0" * 16, "test", text, **given))).places == expected


@pytest.mark.parametrize(
    ("menu", "expected"),
    [("铜陵经济技术开发区", (TONGLING, LIANYUNGANG)), ("某某经济资讯网", (LIANYUNGANG,))],
)
def test_the_zone_of_the_site_counts_as_the_title_does(menu: str, expected: tuple[str, ...]) -> None:
    page = (
        f"{menu}\n网站首页  园区概况  新闻中心  政务公开\n上半年工业经济稳中向好\n"
        "发布日期：2021-07-28  来源：经发局\n上半年，徐圩新区新签约项目12个。\n【打印】【关闭】\n"
    )
    assert extract(clean(document_of(page, "page.txt"))).places == expected


def test_the_government_of_the_site_counts_as_the_title_does() -> None:
    page = (
        "县化工园区平稳运行\n上半年，县化工园区签约项目12个，徐圩新区来访。\n"
        "主办：灌云县人民政府 承办：某局\n"
    )
    assert extract(clean(document_of(page, "page.txt"))).places == (GUANYUN, LIANYUNGANG)
