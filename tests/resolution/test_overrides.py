"""Judgements of people: the file they stand in, and that they go before all rules."""

from __future__ import annotations

import re

import pytest

from parkgraph.errors import ParkgraphError
from parkgraph.model import Kind, Verdict
from parkgraph.resolution import Override, read_overrides, resolve

HEADER = "kind\tfirst\tsecond\tverdict\treason\n"
SAME, DIFFERENT = Verdict.SAME, Verdict.DIFFERENT


@pytest.fixture
def file(tmp_path):
    def write(text: str):
        path = tmp_path / "judged.tsv"
        path.write_bytes(text.encode())
        return path

    return write


def test_the_lines_of_a_file(file) -> None:
    text = f"# 人工核对\n{HEADER}park\t丙园\t丁园\tdifferent\n\n# 来源\nenterprise\t甲\t乙\tsame\t工商档案\n"
    assert read_overrides(file(text)) == (
        Override(Kind.ENTERPRISE, "甲", "乙", SAME, "工商档案"),
        Override(Kind.PARK, "丙园", "丁园", DIFFERENT),
    )


def test_columns_stand_in_any_order_with_others_between(file) -> None:
    text = "\ufeffverdict\tscore\tsecond\tkind\tfirst\r\nsame\t0.5\t丁园\tpark\t丙园\r\n"
    assert read_overrides(file(text)) == (Override(Kind.PARK, "丙园", "丁园", SAME),)


@pytest.mark.parametrize("text", ["", HEADER, "# 空\n"])
def test_a_file_without_lines_says_nothing(file, text: str) -> None:
    assert read_overrides(file(text)) == ()


KINDS = "kind is one of park, enterprise, project, policy; verdict same or different"
BAD = [
    ("kind\tfirst\tverdict\n", 1, "no column second"),
    ("# 注\n\nfirst\tsecond\n", 3, "no column kind, verdict"),
    (HEADER + "firm\t甲\t乙\tsame\n", 2, KINDS),
    (HEADER + "enterprise\t甲\t乙\tyes\n", 2, KINDS),
    (HEADER + "enterprise\t甲\t乙\n", 2, KINDS),
    (HEADER + "place\t甲\t乙\tsame\n", 2, "place cannot be judged"),
    (HEADER + "# 注\nenterprise\t甲\t乙\tundecided\n", 3, "a verdict is same or different"),
    (HEADER + "enterprise\t甲\t甲\tsame\n", 2, "two different names are wanted"),
    (HEADER + "enterprise\t甲\t \tsame\n", 2, "two different names are wanted"),
    (
        HEADER + "enterprise\t甲\t乙\tsame\nenterprise\t乙\t甲\tdifferent\n",
        3,
        "another line says same of these names",
    ),
]


@pytest.mark.parametrize(("text", "line", "reason"), BAD)
def test_a_bad_line_is_an_error_with_file_and_line(file, text: str, line: int, reason: str) -> None:
    path = file(text)
    with pytest.raises(ParkgraphError, match=f"^{re.escape(f'{path}:{line}: {reason}')}$"):
        read_overrides(path)


def test_a_file_that_cannot_be_read_is_an_error_with_its_name(tmp_path) -> None:
    missing, binary = tmp_path / "none.tsv", tmp_path / "binary.tsv"
    binary.write_bytes(b"\xff\xfe")
    with pytest.raises(ParkgraphError, match=r"none\.tsv: No such file or directory$"):
        read_overrides(missing)
    with pytest.raises(ParkgraphError, match=r"binary\.tsv: 'utf-8' codec can't decode"):
        read_overrides(binary)


def test_one_line_told_twice_is_one(file) -> None:
    text = HEADER + "enterprise\t甲\t乙\tsame\nenterprise\t乙\t甲\tsame\npark\t甲\t乙\tdifferent\n"
    assert read_overrides(file(text)) == (
        Override(Kind.ENTERPRISE, "乙", "甲", SAME),
        Override(Kind.PARK, "甲", "乙", DIFFERENT),
    )


A, B, SHORT = "江苏恒泽新材料有限公司", "山东恒泽新材料有限公司", "恒泽新材料"
OTHER_PLACE = f"different other-place: {B} / {A}"

JUDGED = [
    (Kind.ENTERPRISE, (A, B), (A, B, SAME), ["ab", "a-b same override"]),
    (Kind.ENTERPRISE, (A, B), (B, A, SAME), ["ab", "a-b same override"]),
    (Kind.ENTERPRISE, (A, SHORT), (A, SHORT, DIFFERENT), ["a b", "a-b different override"]),
    (
        Kind.ENTERPRISE,
        (A, B, SHORT),
        (A, SHORT, SAME),
        ["ac b", f"a-b {OTHER_PLACE}", "a-c same override"],
    ),
    (
        Kind.ENTERPRISE,
        (A, B, SHORT),
        (A, SHORT, DIFFERENT),
        ["a bc", f"a-b {OTHER_PLACE}", "a-c different override", "b-c same place-left-out"],
    ),
    (Kind.ENTERPRISE, (f"{A} #甲", f"{B} #甲"), (A, B, DIFFERENT), ["a b", "a-b different override"]),
    (Kind.ENTERPRISE, (f"{A} #甲", f"{B} #乙"), (A, B, SAME), ["ab", "a-b same override"]),
    (Kind.ENTERPRISE, ("中国石化", "中国石油"), ("中国石化", "中国石油", SAME), ["ab", "a-b same override"]),
    (
        Kind.ENTERPRISE,
        (f"蓝科化工＝{SHORT}", A),
        (SHORT, A, DIFFERENT),
        ["a b", "a-b different override"],
    ),
    (
        Kind.PARK,
        ("云泽化工园区", "蓝湾工业园"),
        ("云泽化工园区", "蓝湾工业园", SAME),
        ["ab", "a-b same override"],
    ),
    (
        Kind.PARK,
        ("320723 灌云县沿海工业园", "320723 沿海工业园"),
        ("灌云县沿海工业园", "沿海工业园", DIFFERENT),
        ["a b", "a-b different override"],
    ),
    (
        Kind.PROJECT,
        ("聚酯薄膜一期项目 @徐圩新区", "聚酯薄膜二期项目 @徐圩新区"),
        ("聚酯薄膜一期项目", "聚酯薄膜二期项目", SAME),
        ["ab", "a-b same override"],
    ),
    (
        Kind.POLICY,
        ("灌云县发展规划（2021—2025年）", "灌云县发展规划（2016—2020年）"),
        ("灌云县发展规划（2021—2025年）", "灌云县发展规划（2016—2020年）", SAME),
        ["ab", "a-b same override"],
    ),
    (Kind.ENTERPRISE, (A, B), (A, "恒泽化工", SAME), ["a b", f"a-b {OTHER_PLACE}"]),
]


@pytest.mark.parametrize(("kind", "lines", "judged", "expected"), JUDGED)
def test_people_go_before_rules(kind, lines, judged, expected, read, show) -> None:
    assert show(read(kind, lines), [Override(kind, *judged)]) == expected


def test_a_judgement_holds_for_its_kind_alone(read, show) -> None:
    override = Override(Kind.PARK, A, B, SAME)
    assert show(read(Kind.ENTERPRISE, (A, B)), [override]) == ["a b", f"a-b {OTHER_PLACE}"]


def test_the_reason_that_people_give_is_kept(read, show) -> None:
    override = Override(Kind.ENTERPRISE, A, B, SAME, "工商档案")
    assert show(read(Kind.ENTERPRISE, (A, B)), [override]) == ["ab", "a-b same override, 工商档案"]


def test_people_part_names_that_rules_take_for_one_key(read, show) -> None:
    names = "灌云县化工园区", "灌云化工园区"
    override = Override(Kind.PARK, *names, DIFFERENT)
    assert show(read(Kind.PARK, names), [override]) == ["a b", "a-b different override"]
    assert show(read(Kind.PARK, names * 2), [override]) == ["ac bd", "ac-bd different override"]


def test_people_who_contradict_themselves_leave_the_last_undecided(read, show) -> None:
    judged = (A, SHORT, SAME), (B, SHORT, SAME), (A, B, DIFFERENT)
    assert show(
        read(Kind.ENTERPRISE, (A, B, SHORT)), [Override(Kind.ENTERPRISE, *one) for one in judged]
    ) == [
        "a bc",
        "a-b different override",
        "a-c undecided override, kept-apart",
        "b-c same override",
    ]


def test_a_name_that_is_parted_from_another_joins_itself(read, show) -> None:
    override = Override(Kind.ENTERPRISE, A, SHORT, DIFFERENT)
    assert show(read(Kind.ENTERPRISE, (A, f"340700 {SHORT}", f"340700 {SHORT}")), [override]) == [
        "a bc",
        "a-b different override",
        "a-c different override",
        "b-c same same-name",
    ]


@pytest.mark.parametrize(
    ("kind", "lines"),
    [
        (Kind.ENTERPRISE, ("中国石化", "中国石油", "中国石油天然气集团有限公司")),
        (Kind.ENTERPRISE, ("蓝科化工有限公司", "万华化学", "万华化学集团股份有限公司")),
        (Kind.PARK, ("徐圩新区", "铜陵经开区", "铜陵经济技术开发区")),
    ],
)
def test_a_name_that_is_parted_from_another_keeps_its_other_names(kind, lines, read, show) -> None:
    assert show(read(kind, lines), [Override(kind, *lines[:2], DIFFERENT)])[0] == "a bc"


@pytest.mark.parametrize("names", [(A, B), (B, A), ("中国石化", "中国石油"), ("中国石油", "中国石化")])
def test_names_of_two_keys_keep_their_iris_when_people_part_them(names, read) -> None:
    corpus = read(Kind.ENTERPRISE, names)
    parted = resolve(corpus, [Override(Kind.ENTERPRISE, *names, DIFFERENT)])
    assert parted.names == resolve(corpus).names


def test_which_of_two_names_people_give_first_does_not_matter(read) -> None:
    corpus = read(Kind.ENTERPRISE, (A, SHORT))
    one, other = (Override(Kind.ENTERPRISE, *pair, DIFFERENT) for pair in ((A, SHORT), (SHORT, A)))
    assert resolve(corpus, [one]) == resolve(corpus, [other])
