"""Pages that name their park only in the menu or at the foot."""

import pytest

from parkgraph.relations import extract
from parkgraph.sources import document_of
from parkgraph.text import clean

_BODY = "\n上半年工业经济稳中向好\n发布日期：2021-07-28  来源：经发局\n{text}\n【打印】【关闭】\n"
_MENU = "铜陵经济技术开发区\n网站首页  园区概况  新闻中心  政务公开"
_FOOT = "主办：铜陵经济技术开发区管理委员会  技术支持：某某科技\n网站地图 | 联系我们"


def read(page: str):
    return extract(clean(document_of(page, "page.txt")))


@pytest.mark.parametrize("page", [_MENU + _BODY, _BODY + _FOOT])
@pytest.mark.parametrize(
    "text", ["今年上半年，经开区完成工业总产值126亿元。", "上半年，园区新签约项目12个。"]
)
def test_the_zone_of_the_site_is_meant_by_the_bare_word(page: str, text: str) -> None:
    facts = read(page.format(text=text))
    assert [metric.subject for metric in facts.metrics] == ["park:铜陵经济技术开发区"]
    park = next(e for e in facts.entities if e.key == "park:铜陵经济技术开发区")
    raw = page.format(text=text)
    assert [(raw[e.start : e.end], e.sentence) for e in park.evidence] == [("铜陵经济技术开发区",) * 2]


def test_a_page_that_speaks_of_another_park_says_nothing_of_its_site() -> None:
    facts = read((_MENU + _BODY).format(text="7月1日，苏州工业园区产值达到6500亿元。"))
    assert [metric.subject for metric in facts.metrics] == ["park:苏州工业园区"]
    assert "park:铜陵经济技术开发区" not in {entity.key for entity in facts.entities}


def test_the_name_of_the_site_is_no_part_of_the_readable_text() -> None:
    cleaned = clean(document_of((_MENU + _BODY).format(text="园区新签约项目12个。"), "page.txt"))
    assert "铜陵" not in cleaned.text
    assert cleaned.site is not None
    assert cleaned.site.text == "铜陵经济技术开发区"
