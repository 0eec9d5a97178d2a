"""What a figure measures, in one form: words that narrow it stay, all others go."""

from decimal import Decimal

import pytest

from parkgraph.corpus.measures import indicator_key
from parkgraph.mentions.quantities import find_quantities
from parkgraph.model import Metric, Quantity
from parkgraph.relations.indicators import find_indicator


def key(label, indicator="output-value"):
    return indicator_key(Metric("park:a", label, Quantity(None, Decimal(1), "CNY"), "1亿元", indicator))


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("产值", "output-value"),
        ("总产值", "output-value"),
        ("工业产值", "output-value"),
        ("工业总产值", "output-value"),
        ("规模以上工业总产值（亿元）", "output-value"),
        ("2021年全区累计完成工业产值", "output-value"),
        ("“产值”、", "output-value"),
        ("化工产值", "output-value 化工"),
        ("规上化工产值", "output-value 化工"),
        ("化工工业总产值", "output-value 化工"),
        ("新材料产值", "output-value 新材料"),
        ("工业化产值", "output-value 工业化"),
        ("工业", "output-value 工业"),
        ("累计", "output-value"),
        # a single character is plain at an edge alone
        ("约产值", "output-value"),
        ("产值达", "output-value"),
        ("共产值约", "output-value"),
        ("年产值", "output-value"),
        ("签约项目", "output-value 签约项目"),
        ("约签约项目共", "output-value 签约项目"),
        ("光年芯片产值", "output-value 光芯片"),
    ],
)
def test_of_a_label_stays_what_narrows_the_indicator(label, expected):
    assert key(label) == expected


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("全年吞吐量", "- 吞吐量"),
        ("吞吐量（万吨）", "- 吞吐量"),
        ("散货吞吐量", "- 散货吞吐量"),
        ("累计", "- 累计"),
    ],
)
def test_without_an_indicator_the_words_stand_alone(label, expected):
    assert key(label, None) == expected


def test_equal_words_of_two_indicators_are_two_measures():
    assert key("收入", "revenue") != key("收入", "fiscal-revenue")


def found_key(label, words):
    [quantity] = find_quantities(words)
    return indicator_key(Metric("park:a", label, quantity, words, find_indicator(label, quantity)))


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        ("工业增加值", "增加值", "5亿元"),
        ("工业投资", "固定资产投资", "5亿元"),
        ("规上工业企业", "企业", "45家"),
        ("入园企业", "企业", "45家"),
        ("规划面积", "建成面积", "5平方公里"),
        ("签约项目", "开工项目", "9个"),
        ("工业税收", "税收", "5亿元"),
        ("工业用地", "用地", "500亩"),
        ("工业企业", "企业", "45家"),
        ("化工产值", "工业产值", "5亿元"),
        ("签约项目", "项目", "9个"),
    ],
)  # fmt: skip
def test_a_part_is_another_measure_than_the_whole(one, other, words):
    assert found_key(one, words) != found_key(other, words)


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        ("产值", "工业总产值", "5亿元"),
        ("年产值", "全区累计完成工业产值", "5亿元"),
        ("税收约", "税收", "5亿元"),
        ("共签约项目", "签约项目", "9个"),
        ("总面积", "面积", "5平方公里"),
    ],
)
def test_other_words_for_one_measure(one, other, words):
    assert found_key(one, words) == found_key(other, words)


@pytest.mark.parametrize(
    ("label", "expected"), [("签约产值", "output-value 签约"), ("家电产值", "output-value 家电")]
)
def test_a_character_that_is_part_of_a_word_stays(label, expected):
    assert key(label) == expected
