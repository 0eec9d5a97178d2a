"""Well-known enterprises outside the lists of central enterprises and listed companies."""

import re

import pytest

from parkgraph.errors import ResourceError
from parkgraph.lexicon import KnownEnterprise, load_lexicon
from parkgraph.lexicon.enterprises import Enterprises
from parkgraph.lexicon.rows import CentralEnterprise, ListedCompany, WellKnownEnterprise, split_names
from parkgraph.lexicon.well_known import WellKnown


def found(text: str) -> list[tuple[str, str, bool]]:
    return [
        (text[start:end], row.name, row.needs_context)
        for start, end, row in load_lexicon().find_enterprises(text)
    ]


@pytest.mark.parametrize(
    ("text", "enterprises"),
    [
        (
            "引进巴斯夫、科思创、英威达等企业",
            [
                ("巴斯夫", "巴斯夫公司", False),
                ("科思创", "科思创公司", False),
                ("英威达", "英威达公司", False),
            ],
        ),
        ("埃克森美孚项目开工", [("埃克森美孚", "埃克森美孚公司", False)]),
        ("盛虹炼化由盛虹投资", [("盛虹炼化", "盛虹炼化（连云港）有限公司", False),
                              ("盛虹", "盛虹控股集团有限公司", False)]),
        ("恒力石化和恒力集团", [("恒力石化", "恒力石化", False), ("恒力集团", "恒力集团有限公司", False)]),
        ("远景能源与华为签约", [("远景能源", "远景能源有限公司", False),
                               ("华为", "华为投资控股有限公司", False)]),
        ("引进恒力、荣盛", [("恒力", "恒力集团有限公司", True), ("荣盛", "浙江荣盛控股集团有限公司", True)]),
        ("扬子巴斯夫扩建", [("扬子巴斯夫", "扬子石化-巴斯夫有限责任公司", False)]),
        ("SK海力士增资", [("SK海力士", "SK海力士公司", False)]),
        ("博泽、ABB落户", [("博泽", "博泽集团", False), ("ABB", "瑞士ABB集团", False)]),
    ],
)  # fmt: skip
def test_well_known_enterprises_are_found(text: str, enterprises: list[tuple[str, str, bool]]) -> None:
    assert found(text) == enterprises


@pytest.mark.parametrize(
    "text",
    [
        "三星堆遗址",
        "三星级酒店",
        "远景规划",
        "中长期远景规划纲要",
        "推广精华为民",
        "发展苹果产业",
        "种植小米、荞麦",
        "获得荣耀称号",
        "日产10万吨",
        "日产化学品三百吨",
        "游览汉高祖故里",
        "恢复星级评定",
        "微信发布平台",
        "在平安钢铁时代",
        "总装机3MW",
        "诚信发展",
        "南京东路步行街",
        "社会主义现代化",
        "通用机场",
        "沙特基础设施",
    ],
)
def test_nothing_in_ordinary_text(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("大众创业", "大众"),
        ("奔驰在路上", "奔驰"),
        ("拜耳法工艺", "拜耳"),
        ("罗氏沼虾", "罗氏"),
        ("液化空气储能", "液化空气"),
        ("山东能源转型", "山东能源"),
    ],
)
def test_an_ordinary_word_is_no_enterprise_without_context(text: str, word: str) -> None:
    assert [(name, unsure) for name, _, unsure in found(text)] == [(word, True)]
    assert load_lexicon().enterprise_prefix(text) == 0


@pytest.mark.parametrize(
    ("name", "length"),
    [
        ("巴斯夫一体化基地", 3),
        ("盛虹炼化一体化项目", 4),
        ("远景规划馆", 0),
        ("大众创业基地", 0),
        ("恒力大道", 0),
    ],
)
def test_the_head_of_a_name(name: str, length: int) -> None:
    assert load_lexicon().enterprise_prefix(name) == length


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("巴斯夫", "foreign"),
        ("巴斯夫（广东）有限公司", "foreign"),
        ("巴斯夫(中国)有限公司", "foreign"),
        ("恒力集团有限公司", "private"),
        ("盛虹炼化", "private"),
        ("首钢集团", "local-state"),
        ("上汽大众", "joint-venture"),
        ("中化国际", "central"),
        ("中国石化", "central"),
        ("巴斯夫上海涂料有限公司", None),
        ("恒力", None),
        ("恒力新材料有限公司", None),
        ("大众", None),
        ("三星（中国）有限公司", None),
        ("恒力有限公司", None),
        ("大众创业", None),
        ("海尔集团", None),
        ("富士康", None),
        ("宁德时代", None),
        ("中国石油大学", None),
        ("有限公司", None),
        ("", None),
    ],
)
def test_the_kind_of_owner(name: str, kind: str | None) -> None:
    owner = load_lexicon().kind_of_owner(name)
    assert (owner[0] if owner else None) == kind


def test_the_owner_names_its_list() -> None:
    lexicon = load_lexicon()
    assert lexicon.kind_of_owner("恒力集团") == (
        "private",
        "全国工商联《2024中国民营企业500强》榜单",
        "2024-10-12",
    )
    central = lexicon.ownership("中化国际")
    assert central is not None
    assert lexicon.kind_of_owner("中化国际") == ("central", central.source, central.date)
    assert lexicon.ownership("巴斯夫") is None


def test_the_table() -> None:
    rows = load_lexicon().well_known
    assert len(rows) == 1365
    assert {row.ownership for row in rows} == {"", "foreign", "joint-venture", "local-state", "private"}
    assert [row for row in rows if not re.fullmatch("[A-Z]{2}", row.country)] == []
    assert [
        row.name for row in rows if row.ownership == "foreign" and row.country in ("CN", "HK", "TW")
    ] == []
    assert [
        row.name for row in rows if row.ownership in ("private", "local-state") and row.country != "CN"
    ] == []
    sure = [name for row in rows for name in (row.name, *split_names(row.short_names))]
    assert [name for name in sure if len(name) < 2 or load_lexicon().is_place(name)] == []


def row(name: str, short: str = "", unsure: str = "", ownership: str = "private") -> WellKnownEnterprise:
    return WellKnownEnterprise(name, short, unsure, ownership, "CN", "list", "2026-01-01")


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ((row("甲集团"), row("乙集团", "甲集团")), "甲集团 names both 甲集团 and 乙集团"),
        ((row("甲集团", "甲甲", "甲甲"),), "甲甲 names both 甲集团 and 甲集团"),
        ((row("丙集团", "丁公司"),), "丁公司 of 丙集团 stands in another table of enterprises"),
        ((row("丙集团", ownership="state"),), "丙集团: no ownership is called state"),
    ],
)
def test_a_wrong_table_is_refused(rows: tuple[WellKnownEnterprise, ...], message: str) -> None:
    with pytest.raises(ResourceError, match=rf"^known-enterprises\.tsv: {message}$"):
        WellKnown(rows, (), {"丁公司"})


def test_names_of_other_tables_are_refused_and_words_are_not() -> None:
    central = CentralEnterprise("jia", "甲集团有限公司", "甲集团", "", "", "sasac", "list", "2026-01-01")
    listed = (
        ListedCompany("000001", "丁科技", "", "free", "exchange", "2026-03-01"),
        ListedCompany("000002", "太阳", "", "word", "exchange", "2026-03-01"),
    )
    for name in ("甲集团", "丁科技"):
        with pytest.raises(ResourceError, match=f"{name} of 戊公司 stands in another table"):
            Enterprises((central,), (), listed, (), (), (), (row("戊公司", name),))
    small = Enterprises((central,), (), listed, (), (), (), (row("戊公司", "", "太阳"),))
    assert list(small.find("太阳")) == [(0, 2, KnownEnterprise("戊公司", "", True, "list", "2026-01-01"))]
