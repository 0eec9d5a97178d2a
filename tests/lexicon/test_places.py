import pytest

from parkgraph.lexicon import PlaceMatch, load_lexicon


def found(text: str, *near: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(match.name, match.codes) for match in load_lexicon().find_places(text, near)]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (
            "江苏省连云港市赣榆区",
            [("江苏省", ("320000",)), ("连云港市", ("320700",)), ("赣榆区", ("320707",))],
        ),
        ("达拉特旗的光伏项目", [("达拉特旗", ("150621",))]),
        ("延边州府在延吉", [("延边", ("222400",)), ("延吉", ("222401",))]),
        ("巴音郭楞蒙古自治州", [("巴音郭楞蒙古自治州", ("652800",))]),
        ("东乡族自治县", [("东乡族自治县", ("622926",))]),
        ("徐州市鼓楼区", [("徐州市", ("320300",)), ("鼓楼区", ("320302",))]),
        ("南京的企业迁往鼓楼区", [("南京", ("320100",)), ("鼓楼区", ("320106",))]),
        ("他住在鼓楼区", [("鼓楼区", ("320106", "320302", "350102", "410204"))]),
        ("萧县政府公告", [("萧县", ("341322",))]),
        ("沛县城里", [("沛县", ("320322",))]),
        ("上海市场回暖", [("上海", ("310000",))]),
        ("吉林和海南两地", [("吉林", ("220000",)), ("海南", ("460000",))]),
        ("大连中山的写字楼", [("大连", ("210200",)), ("中山", ("210202",))]),
        ("中山的企业", [("中山", ("442000",))]),
        ("北京朝阳的企业", [("北京", ("110000",)), ("朝阳", ("110105",))]),
        ("桂林资源的竹木", [("桂林", ("450300",)), ("资源", ("450329",))]),
        ("太原市城区", [("太原市", ("140100",))]),
        ("晋城市城区", [("晋城市", ("140500",)), ("城区", ("140502",))]),
        ("重庆两江新区", [("重庆", ("500000",)), ("两江新区", ("500157",))]),
    ],
)
def test_places_are_found(text: str, places: list[tuple[str, tuple[str, ...]]]) -> None:
    assert found(text) == places


@pytest.mark.parametrize(
    "text",
    [
        "合作共赢，资源丰富，和平发展，安全生产",
        "促进经济南北协同",
        "开放平台和公开平台",
        "朝阳产业",
        "城区面积扩大，郊区和矿区搬迁",
        "清水环境整治",
        "长城汽车的新兴业务",
        "孙中山先生",
        "市中区域",
    ],
)
def test_ordinary_words_are_no_places(text: str) -> None:
    assert found(text) == []


def test_a_province_elsewhere_does_not_make_a_word_a_place() -> None:
    assert found("四川资源丰富，广西资源也丰富") == [("四川", ("510000",)), ("广西", ("450000",))]


def test_near_decides_between_divisions_of_one_name() -> None:
    assert found("鼓楼区的企业", "350100") == [("鼓楼区", ("350102",))]
    assert found("通州的企业") == []
    assert found("通州的企业", "320612") == [("通州", ("320612",))]


def test_offsets_and_the_single_code() -> None:
    assert load_lexicon().find_places("在渭南市") == (PlaceMatch(1, 4, "渭南市", ("610500",)),)
    assert load_lexicon().find_places("在渭南市")[0].code == "610500"
    assert load_lexicon().find_places("鼓楼区")[0].code == ""


@pytest.mark.parametrize(
    ("name", "rest", "is_place"),
    [
        ("江苏连云港石化有限公司", "石化有限公司", False),
        ("江苏连云港", "江苏连云港", True),
        ("渭南市", "渭南市", True),
        ("蒙泰集团", "蒙泰集团", False),
        ("", "", False),
    ],
)
def test_places_at_the_head_of_a_name(name: str, rest: str, is_place: bool) -> None:
    lexicon = load_lexicon()
    assert (lexicon.strip_place(name), lexicon.is_place(name)) == (rest, is_place)
    assert lexicon.starts_with_place(name) == (rest != name or is_place)
