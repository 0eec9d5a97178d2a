"""Noise by what it leaves when it is undone; the comparison by hand-made facts.  All texts are invented."""

import re
import unicodedata
from decimal import Decimal
from random import Random

import pytest

from parkgraph import extraction
from parkgraph.errors import ParkgraphError, ResourceError
from parkgraph.evaluation.noise import (
    KINDS,
    ChangedFact,
    NoiseReport,
    NoiseRow,
    compare_under_noise,
    evaluate_noise,
    make_noisy,
    write_noise_table,
)
from parkgraph.evaluation.noise.comparison import write_clean
from parkgraph.evaluation.noise.facts import count_exact, list_facts
from parkgraph.evaluation.noise.furniture import draw_lines
from parkgraph.evaluation.noise.kinds import draw_kinds, parse_kind
from parkgraph.evaluation.noise.layout import split_page
from parkgraph.evaluation.noise.script import add_garbles, write_traditional
from parkgraph.model import Claim, Entity, Evidence, Facts, Kind, Metric, Quantity
from parkgraph.sources import document_of
from parkgraph.sources.markup import flatten
from parkgraph.text import clean, write_text

PAGE = """\
滨溪高新区：招商再提速
2021-06-03
6月3日，滨溪高新区集中签约9个项目，总投资73.5亿元。其中，恒远电池（滨溪）有限公司投资20亿元建设恒远电池项目，占地300亩，计划2022年9月投产，年产动力电池12GWh。
目前，滨溪高新区已有规模以上工业企业45家，2020年实现工业总产值1,050亿元，同比增长12.6%；岭东经开区的铝材产业链上，昨天又添了一家企业。
项目名称	投资方	总投资
恒远电池项目	恒远电池（滨溪）有限公司	20亿元
滨溪铝材项目	岭东铝业有限公司	5亿元
高新区还拿出1亿元设立产业基金，用于支持在孵企业，目前已有40家企业提出申请，其中6家通过初审。
"""
PARAGRAPHS = PAGE.splitlines()


def noisy(kind, page=PAGE, seed=1):
    return make_noisy(kind, page, seed).data.decode("gb18030" if kind == "gb18030" else "utf-8")


class Always(Random):
    def random(self):
        return 0.0


# ------------------------------------------------------------------- kinds, undone


def test_every_kind_changes_the_page_alike_each_time():
    for kind in KINDS:
        first = make_noisy(kind, PAGE, 1)
        assert first == make_noisy(kind, PAGE, 1)
        assert first.data != PAGE.encode()
        assert first.kinds == ((kind,) if kind != "mixed" else first.kinds)


def test_seeds_differ():
    unseeded = {"width", "traditional", "gb18030"}
    for kind in set(KINDS) - unseeded:
        assert len({make_noisy(kind, PAGE, seed).data for seed in range(4)}) > 1, kind


@pytest.mark.parametrize("seed", range(3))
def test_script_is_undone(seed):
    traditional = write_traditional(PAGE, Random())
    assert noisy("traditional", seed=seed) == traditional
    assert re.sub(r"\([^()]*\)", "", noisy("readings", seed=seed)) == traditional
    read = noisy("word-readings", seed=seed)
    assert re.sub(r"[(（][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü ]+[)）]", "", read) == PAGE


def test_readings_stand_behind_words_and_characters():
    assert "區(qū)" in "".join(noisy("readings", seed=seed) for seed in range(4))
    assert re.search(r"项目[(（]xiàng ?mù[)）]", "".join(noisy("word-readings", seed=s) for s in range(9)))


@pytest.mark.parametrize(
    ("text", "garbled"),
    [
        ("百强企业", "百?gòu)?qiáng)企業(yè)"),
        ("奋勇争先", "奮(fèn)勇?tīng)?zhēng)先"),
        ("日报", "日?qǐng)?bào)"),
        ("园区", "園(yuán)區(qū)"),
        ("年PVC", "年P(guān)VC"),
    ],
)
def test_readings_inserted_into_bytes(text, garbled):
    assert add_garbles(text, Always()) == garbled


def test_typography_is_undone():
    assert unicodedata.normalize("NFKC", noisy("width")) == unicodedata.normalize("NFKC", PAGE)
    assert "２０２１－０６－０３" in noisy("width")
    assert noisy("spacing").replace(" ", "") == PAGE
    marks = re.compile("[，。；：、,;:（）()？！?!]+")
    assert marks.sub("#", noisy("punctuation")) == marks.sub("#", PAGE)


@pytest.mark.parametrize("seed", range(6))
def test_columns_are_undone(seed):
    lines = noisy("columns", seed=seed).split("\n")
    assert "".join(lines).replace("　", "") == PAGE.replace("\n", "")
    assert [line for line in lines if "\t" in line] == PARAGRAPHS[4:7]
    assert all(line[0] not in "，。、；：）" for line in lines if line)
    assert len(lines) > 14


@pytest.mark.parametrize("kind", ["images", "furniture", "images+furniture"])
def test_lines_of_the_page_stay_between_what_is_added(kind):
    lines = noisy(kind, seed=2).splitlines()
    assert [line for line in lines if line in PARAGRAPHS] == PARAGRAPHS
    assert len(lines) > len(PARAGRAPHS)


def test_bytes():
    assert make_noisy("gb18030", PAGE).data == PAGE.encode("gb18030")
    page = make_noisy("html", PAGE, 3)
    assert page.suffix == ".html"
    blocks = [re.sub(r"(?<!\t)[\n　\xa0\u2003]", "", block.text) for block in flatten(page.data.decode())]
    assert [block for block in blocks if block in PARAGRAPHS] == [PARAGRAPHS[0], *PARAGRAPHS[2:]]


def test_a_page_without_title_and_one_with_several_lines_of_it():
    assert split_page("投产。\n增产。\n") == ([], [], "投产。\n增产。\n")
    assert split_page("标题\n投产。\n") == (["标题"], [], "投产。\n")
    assert split_page("引题\n标题\n2021-06-03\n投产。\n") == (["引题", "标题"], ["2021-06-03"], "投产。\n")


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("dirt", "no noise named dirt"),
        ("images+dirt", "no noise named dirt"),
        ("readings+garbles", "garbles and readings exclude each other"),
        ("html+gb18030", "exclude each other"),
        ("mixed+html", "stands alone"),
    ],
)
def test_kinds_that_do_not_go_together(kind, message):
    with pytest.raises(ParkgraphError, match=message):
        make_noisy(kind, PAGE)


def test_mixed_kinds_go_together():
    drawn = {draw_kinds(Random(seed)) for seed in range(200)}
    assert len(drawn) > 40
    assert all(parse_kind("+".join(kinds)) == kinds for kinds in drawn)


def test_furniture_is_filled():
    places = ["menu", "trail", "notice", "tail", "neighbour", "related-heading", "related-link"]
    for place in [*places, "disclaimer", "footer", "image", "caption"]:
        lines = draw_lines(place, 99, Random(1), "标题")
        assert len(set(lines)) == len(lines) > 3
        assert not any("{" in line or "\t" in line for line in lines)
    with pytest.raises(ResourceError, match="no line of place attic"):
        draw_lines("attic", 1, Random(1))


# ------------------------------------------------------------------------- comparison


def test_clean_page_has_its_date_behind_its_title():
    assert write_clean(document_of(PAGE, "page")) == PAGE
    raw = "来源：滨溪日报 2021年6月3日\n项目投产。产值增长。\n"
    assert write_clean(document_of(raw, "page")) == "2021-06-03\n项目投产。产值增长。\n"


@pytest.mark.parametrize("kind", KINDS)
def test_no_kind_changes_the_facts_of_a_page(kind, tmp_path):
    (tmp_path / "page.txt").write_text(PAGE, "utf-8")
    report = evaluate_noise(tmp_path, [kind])
    assert report.changes == ()
    (row,) = report.rows
    assert (row.documents, row.unchanged_documents, row.unchanged) == (1, 1, 1.0)
    assert row.facts > 20
    assert row.exact_quotes == row.quotes > 20


def facts_of(document):
    """A zone in every document, a firm without its readings, and a wrong figure in the second document."""
    read = bool(re.search("[a-z]", document.text))
    quote = Evidence(0, 2, "乙园" if read else "甲园", "")
    zone = Entity("park:a", Kind.PARK, "甲园", evidence=(quote,))
    firm = Entity("enterprise:b", Kind.ENTERPRISE, "乙公司", other_names=("乙",))
    entities = (zone,) if read else (zone, firm)
    value = Decimal("9") if read and "丙" in document.text else Decimal("5.0")
    metric = Metric("park:a", "面积", Quantity(None, value, "km2"), "5平方公里")
    return Facts(document, entities, metrics=(metric,))


def test_counts(tmp_path, monkeypatch):
    (tmp_path / "one.txt").write_text("甲园区的项目开工建设投产运营。\n" * 2, "utf-8")
    (tmp_path / "two.txt").write_text("甲园区的丙项目开工建设投产运营。\n" * 2, "utf-8")
    monkeypatch.setattr(
        extraction, "extract_documents", lambda documents, workers: ((d, facts_of(d)) for d in documents)
    )
    seen = []
    report = compare_under_noise(
        [tmp_path / "two.txt", tmp_path / "one.txt"], ["gb18030", "word-readings"], progress=seen.append
    )
    assert report.rows == (
        NoiseRow("gb18030", 2, 2, facts=8, either=8, same=8, quotes=2, exact_quotes=2),
        NoiseRow("word-readings", 2, 0, facts=8, either=9, same=3, quotes=2, exact_quotes=0),
    )
    firm = [("enterprise", "乙公司"), ("enterprise", "乙公司", "name", "乙")]
    right, wrong = (("metric", "甲园", "面积", "", v, "", "km2", "exact", "actual", "") for v in "59")
    kind = "word-readings"
    assert report.changes == (
        *(ChangedFact(kind, "one.txt", False, fact) for fact in firm),
        *(ChangedFact(kind, "two.txt", False, fact) for fact in [*firm, right]),
        ChangedFact(kind, "two.txt", True, wrong),
    )
    assert str(report.changes[-1]) == (
        "word-readings two.txt added metric | 甲园 | 面积 |  | 9 |  | km2 | exact | actual | "
    )
    assert seen == [1, 2, 3, 4, 5, 6]


def test_documents_of_one_name_are_told_apart(tmp_path):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "page.txt").write_text("滨溪高新区开工。\n", "utf-8")
    assert evaluate_noise(tmp_path, ["gb18030"]).rows[0].documents == 2


def test_what_cannot_be_read(tmp_path, monkeypatch):
    with pytest.raises(ParkgraphError, match="no document to put noise into"):
        evaluate_noise(tmp_path)
    with pytest.raises(ParkgraphError, match="does not exist"):
        compare_under_noise([tmp_path / "none"])
    (tmp_path / "page.txt").write_text("滨溪高新区开工。\n", "utf-8")
    with pytest.raises(ParkgraphError, match="no noise named dirt"):
        evaluate_noise(tmp_path, ["dirt"])

    def fail_on(word):
        def extract(documents, workers):
            for document in documents:
                failed = word in document.text
                yield document, extraction.Failure("ValueError: lost") if failed else Facts(document)

        return extract

    monkeypatch.setattr(extraction, "extract_documents", fail_on("開"))
    report = evaluate_noise(tmp_path, ["traditional"])
    assert report.changes == (ChangedFact("traditional", "page.txt", True, ("not read", "ValueError: lost")),)
    monkeypatch.setattr(extraction, "extract_documents", fail_on("开"))
    with pytest.raises(ParkgraphError, match=r"page\.txt: ValueError: lost"):
        evaluate_noise(tmp_path, ["traditional"])


def test_facts_are_words_without_blanks():
    entities = (Entity("p", Kind.PROJECT, "甲 项目"), Entity("e", Kind.ENTERPRISE, "乙公司"))
    claims = (Claim("p", "undertakenBy", "e"), Claim("p", "status", "signed", literal=True))
    assert list_facts(Facts(document_of("甲", "d"), entities, claims)) == {
        ("project", "甲项目"),
        ("enterprise", "乙公司"),
        ("undertakenBy", "甲项目", "乙公司", "actual", ""),
        ("status", "甲项目", "signed", "actual", ""),
    }


def test_evidence_is_compared_without_readings_and_marks():
    quotes = (Evidence(0, 7, "园区", ""), Evidence(0, 7, "园", ""), Evidence(7, 9, "投产", ""))
    entity = Entity("a", Kind.PARK, "甲", evidence=quotes)
    assert count_exact(Facts(document_of("園(yuán)區", "d"), (entity,)), "園(yuán)區投產") == (3, 1)


def test_table():
    row = NoiseRow("readings", 2, 1, facts=10, either=12, same=9, quotes=7, exact_quotes=6)
    assert list(write_noise_table(NoiseReport((row,), ()))) == [
        "kind      documents  same  facts  unchanged      evidence",
        "readings          2     1     10     0.7500           6/7",
    ]


def test_the_clean_page_is_clean():
    assert write_text(clean(document_of(PAGE, "page"))) == PAGE.replace("2021-06-03\n", "")
