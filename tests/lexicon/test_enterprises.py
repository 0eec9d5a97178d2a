import pytest

from parkgraph.errors import ResourceError
from parkgraph.lexicon import KnownEnterprise, load_lexicon
from parkgraph.lexicon.enterprises import Enterprises
from parkgraph.lexicon.rows import CentralEnterprise, ListedCompany, Lookalike, PrefixRule, Subsidiary


def owner(name: str) -> tuple[str, str] | None:
    ownership = load_lexicon().ownership(name)
    return None if ownership is None else (ownership.group_id, ownership.rule)


@pytest.mark.parametrize(
    ("name", "group", "rule"),
    [
        ("中国石油化工集团有限公司", "sinopec", "list"),
        ("中国石化", "sinopec", "list"),
        ("华润(集团)有限公司", "crc", "list"),
        ("神华集团有限责任公司", "chnenergy", "former-name"),
        ("中化国际", "sinochem", "subsidiary"),
        ("东风柳汽", "dongfeng", "subsidiary"),
        ("国药控股", "sinopharm", "subsidiary"),
        ("国电联合动力", "chnenergy", "subsidiary"),
        ("中国航空油料集团有限公司", "sinopec", "subsidiary"),
        ("中化三建", "cncec", "subsidiary"),
        ("中粮集团有限公司大连分公司", "cofco", "branch"),
        ("国家能源集团江苏电力有限公司", "chnenergy", "prefix"),
        ("中海油江苏天然气有限责任公司", "cnooc", "prefix"),
        ("华能灌云清洁能源发电有限责任公司", "chng", "prefix"),
        ("中建材集团进出口有限公司", "cnbm", "prefix"),
        ("中铁十四局集团第四工程有限公司", "crcc", "prefix"),
        ("国药控股江苏有限公司", "sinopharm", "prefix"),
    ],
)
def test_central_enterprises_and_what_belongs_to_them(name: str, group: str, rule: str) -> None:
    assert owner(name) == (group, rule)


@pytest.mark.parametrize(
    "name",
    [
        "中国氢能有限公司",
        "盛虹集团",
        "万华化学",
        "巨化股份",
        "中国石油大学",
        "中国石油大学（华东）",
        "中国石油和化学工业联合会",
        "中国建材工业协会",
        "东风饭店",
        "华能宾馆",
        "华润酒店",
        "大唐芙蓉园",
        "三峡银行",
        "长安大学",
        "中建材料贸易有限公司",
        "中石化工有限公司",
        "中化工园区",
        "国网络科技有限公司",
        "中国能源集团",
        "中车间改造公司",
        "中铁快递站",
        "",
    ],
)
def test_near_misses_belong_to_nobody(name: str) -> None:
    assert owner(name) is None


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("万华化学", "万华化学"),
        ("万华化学集团股份有限公司", "万华化学"),
        ("万华化学(集团)股份有限公司", "万华化学"),
        ("万华化学集团", "万华化学"),
        ("鲁西化工股份有限公司", "鲁西化工集团股份有限公司"),
        ("中国化工集团公司", "中国中化控股有限责任公司"),
        ("万华化学集团有限公司", None),
        ("万华化学（宁波）有限公司", None),
        ("中国石化股份有限公司", None),  # the group's name with the form of its subsidiary
        ("股份有限公司", None),
        ("蓝科化工股份有限公司", None),
        ("", None),
    ],
)
def test_the_full_name_of_an_enterprise(name: str, full: str | None) -> None:
    assert load_lexicon().full_name(name) == full


def test_a_central_group_is_one_by_its_present_name_alone() -> None:
    names = ("中国中化控股有限责任公司", "中国化工集团", "中国中化", "中化国际", "万华化学", "")
    assert [name for name in names if load_lexicon().is_central_group(name)] == ["中国中化控股有限责任公司"]


def test_ownership_names_its_list() -> None:
    ownership = load_lexicon().ownership("中化国际")
    assert ownership is not None
    assert (ownership.group, ownership.confidence, ownership.date) == (
        "中国中化控股有限责任公司",
        0.95,
        "2025-04-30",
    )
    listed = load_lexicon().ownership("中国石化")
    assert listed is not None
    assert (listed.confidence, listed.date, listed.source.startswith("国务院国资委《央企名录》")) == (
        0.98,
        "2026-07-11",
        True,
    )


def found(text: str) -> list[tuple[str, str, str, bool]]:
    return [
        (text[start:end], row.name, row.group_id, row.needs_context)
        for start, end, row in load_lexicon().find_enterprises(text)
    ]


@pytest.mark.parametrize(
    ("text", "enterprises"),
    [
        (
            "中国石化、比亚迪与东风柳汽签约",
            [
                ("中国石化", "中国石油化工集团有限公司", "sinopec", False),
                ("比亚迪", "比亚迪", "", False),
                ("东风柳汽", "东风柳州汽车有限公司", "dongfeng", False),
            ],
        ),
        ("由中建八局承建", [("中建八局", "中国建筑第八工程局有限公司", "cscec", False)]),
        ("中车株洲所落户", [("中车株洲所", "中车株洲电力机车研究所有限公司", "crrc", False)]),
        ("引进大唐二期", [("大唐", "中国大唐集团有限公司", "cdt", True)]),
        ("华润(集团)有限公司投资", [("华润(集团)有限公司", "华润（集团）有限公司", "crc", False)]),
        ("宁德时代扩产", [("宁德时代", "宁德时代", "", False)]),
    ],
)
def test_enterprises_are_found_in_text(text: str, enterprises: list[tuple[str, str, str, bool]]) -> None:
    assert found(text) == enterprises


@pytest.mark.parametrize(
    "text",
    [
        "集中建设中心，集中车间改造",
        "推进中化工产业",
        "中国能源转型",
        "中国药企出海",
        "阳光大环境下",
        "中国石油大学（华东）的学生",
        "三峡库区和三峡大学",
        "国药准字",
        "徐州、连云港、盐城",
        "太阳能、机器人等产业",
        "中国银行业",
        "统一汽车标准",
        "中建材料市场",
        "中国石油消费量",
        "中国建材行业",
        "中国化学工业年会",
        "中国城乡发展",
    ],
)
def test_no_enterprise_in_ordinary_text(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("name", "length"),
    [("中化国际新材料项目", 4), ("宁德时代电池基地", 4), ("大唐风情园", 0), ("蒙泰集团项目", 0), ("", 0)],
)
def test_the_known_head_of_a_name(name: str, length: int) -> None:
    assert load_lexicon().enterprise_prefix(name) == length


GROUP = CentralEnterprise("jia", "甲集团有限公司", "甲集团", "", "", "sasac", "list", "2026-01-01")
OTHER = CentralEnterprise("yi", "乙集团有限公司", "", "", "", "sasac", "list", "2026-01-01")


def test_a_subsidiary_of_an_unknown_group_is_refused() -> None:
    with pytest.raises(
        ResourceError, match=r"soe-subsidiaries\.tsv: 丙公司: no central enterprise has the id bing"
    ):
        Enterprises((GROUP,), (Subsidiary("丙公司", "", "bing", "list", "2026-01-01"),), (), (), (), ())


def test_a_prefix_of_an_unknown_group_is_refused() -> None:
    rule = PrefixRule("丙", "bing", "yes", "", "", "list", "2026-01-01")
    with pytest.raises(ResourceError, match=r"patterns\.tsv: 丙: no central enterprise has the id bing"):
        Enterprises((GROUP,), (), (), (rule,), (), ())


def test_a_name_of_two_groups_is_refused() -> None:
    subsidiary = Subsidiary("甲集团", "", "yi", "list", "2026-01-01")
    with pytest.raises(ResourceError, match="甲集团: given to jia and to yi"):
        Enterprises((GROUP, OTHER), (subsidiary,), (), (), (), ())


def test_rules_on_a_small_lexicon() -> None:
    sole = PrefixRule("甲行", "jia", "yes", "", "业", "rules", "2026-02-01")
    shared = PrefixRule("甲", "jia", "no", "电力|能源", "", "rules", "2026-02-01")
    lookalike = Lookalike("甲行会馆", "venue", "list", "2026-01-01")
    listed = (
        ListedCompany("000001", "丁科技", "", "free", "exchange", "2026-03-01"),
        ListedCompany("000002", "太阳", "", "word", "exchange", "2026-03-01"),
    )
    small = Enterprises((GROUP,), (), listed, (shared, sole), (lookalike,), ())
    owners = {
        name: (o.rule if (o := small.ownership(name)) else None)
        for name in (
            "甲行物流",
            "甲行业协进",
            "甲行会馆",
            "甲行会馆餐饮",
            "甲新能源",
            "甲酒家",
            "甲",
            "甲集团有限公司丁分公司",
        )
    }
    assert owners == {
        "甲行物流": "prefix",
        "甲行业协进": None,
        "甲行会馆": None,
        "甲行会馆餐饮": None,
        "甲新能源": "prefix",
        "甲酒家": None,
        "甲": None,
        "甲集团有限公司丁分公司": "branch",
    }
    entry = KnownEnterprise("丁科技", "", False, "exchange", "2026-03-01")
    assert list(small.find("太阳下丁科技。甲行会馆")) == [(3, 6, entry)]
    assert list(small.find_listed("丁科技与甲集团")) == [(0, 3, entry)]
    assert list(small.find_central("丁科技与甲集团")) == [
        (4, 7, KnownEnterprise("甲集团有限公司", "jia", False, "list", "2026-01-01"))
    ]
