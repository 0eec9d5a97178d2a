"""The indicator that a label and its unit name, as phrases of our own with the expected notation."""

from __future__ import annotations

from decimal import Decimal

import pytest

from parkgraph.mentions.quantities import find_quantities
from parkgraph.model import Quantity, Span
from parkgraph.relations.indicators import find_indicator


def quantity(value: str, unit: str, measure: str = "") -> Quantity:
    return Quantity(Span(0, 1), Decimal(value), unit, measure=measure)


@pytest.mark.parametrize(
    ("label", "unit", "expected"),
    [
        ("工业总产值", "CNY", "output-value"),
        ("工业总产值同比增长", "percent", "output-value-growth"),
        ("规上工业增加值增长", "percent", "value-added-industrial-growth"),
        ("地区生产总值增速", "percent", "gdp-growth"),
        ("固定资产投资增幅", "percent", "investment-fixed-assets-growth"),
        ("签约面积同比增长", "percent", "growth"),
        ("用电呈增长势头的企业占比", "percent", "share"),
        ("地区生产总值中工业增加值的比重", "percent", "share"),
        ("占年度计划", "percent", "target-completion"),
        ("甲公司持股", "percent", "shareholding"),
        ("按投资额", "percent", "subsidy-rate"),
        ("高出全市", "percentage_point", "percentage-point-change"),
        ("月租金", "CNY", "rent"),
        ("每吨运费", "CNY", "freight-cost"),
        ("高炉", "count", "equipment"),
        ("灌装线", "count", "production-lines"),
        ("高峰期施工人员", "person", "workers-on-site"),
        ("从签约到投产", "duration", None),
        ("从签约到投产", "month", "construction-period"),
    ],
)
def test_words_name_indicators(label: str, unit: str, expected: str | None) -> None:
    assert find_indicator(label, quantity("3", unit)) == expected


def test_a_fall_is_a_negative_growth() -> None:
    assert find_indicator("化工产值下降", quantity("-3", "percent")) == "output-value-growth"
    assert find_indicator("异味投诉下降", quantity("-3", "percent")) == "growth"
    assert find_indicator("异味投诉下降", quantity("3", "percent")) == "decline"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3万吨/年", "production-capacity"),
        ("8平方公里", "land-area"),
        ("600平方米", "floor-area"),
        ("5公里", "distance"),
        ("12个工作日", "approval-days"),
        ("6家", "enterprises"),
        ("20余家", "enterprises"),
        ("4台", "equipment"),
        ("7个", None),
        ("7亿元", None),
        ("7%", None),
    ],
)
def test_the_unit_speaks_where_words_do_not(text: str, expected: str | None) -> None:
    (found,) = find_quantities(text)
    assert find_indicator("一期", found) == expected


def test_words_behind_a_figure_come_before_its_unit() -> None:
    assert find_indicator("按", quantity("2", "percent"), "给予奖励,一年一次") == "subsidy-rate"
    assert find_indicator("按", quantity("2", "percent"), "执行,给予奖励") is None
    assert find_indicator("持股比例", quantity("2", "percent"), "给予奖励") == "shareholding"
