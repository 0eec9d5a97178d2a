"""Columns, interrupted paragraphs, tables and official texts.  All texts are invented."""

import datetime as dt

import pytest

from parkgraph.sources import document_of
from parkgraph.text import clean, write_text
from parkgraph.text.lines import LineKind, classify, find_lines

COLUMN = """\
第06版：园区
2021年6月3日　星期四

滨溪高新区：招商再提速

　　本报滨溪讯　昨天，滨溪高新区一次签
下九个项目，总投资73亿元。其中，恒远
电池项目投资20亿元，占地三百亩，将分
两期建设，一期明年九月投产，届时可年产
动力电池十二吉瓦时。
　　高新区还拿出一亿元设立产业基金，用
于支持在孵企业，目前已有四十家企业提出

岭东经开区：链上添新丁

申请，其中六家通过初审。
（林川）

　　本报岭东讯　岭东经开区的铝材产业链
上，昨天又添了一家企业。
"""


def texts_of(raw):
    return [
        (a.headline, [cleaned.text[s.start : s.end] for s in a.sentences])
        for cleaned in [clean(document_of(raw, "page"))]
        for a in cleaned.articles
    ]


def test_columns_are_unwrapped_and_an_interrupting_headline_goes_to_its_article():
    assert texts_of(COLUMN) == [
        (
            "滨溪高新区：招商再提速",
            [
                "滨溪高新区：招商再提速",
                "昨天，滨溪高新区一次签下九个项目，总投资73亿元。",
                "其中，恒远电池项目投资20亿元，占地三百亩，将分两期建设，一期明年九月投产，届时可年产动力电池十二吉瓦时。",
                "高新区还拿出一亿元设立产业基金，用于支持在孵企业，目前已有四十家企业提出申请，其中六家通过初审。",
            ],
        ),
        ("岭东经开区：链上添新丁", ["岭东经开区的铝材产业链上，昨天又添了一家企业。"]),
    ]


def test_zone_of_an_article_whose_headline_stood_elsewhere():
    assert [a.zone for a in clean(document_of(COLUMN, "page")).articles] == ["滨溪高新区", "岭东经开区"]


def test_list_of_titles_is_no_column():
    raw = "园区举行消防演练启动仪式\n园区召开半年经济分析会议\n园区组织干部赴外地考察团\n园区产值增长。\n"
    assert write_text(clean(document_of(raw, "page"))) == raw


def test_official_text_with_title_in_two_lines_signature_and_annex():
    raw = """\
青石市开发区管理委员会
关于印发《青石市开发区稳增长若干措施》的通知
各科室、各企业：
现将措施印发给你们，请认真执行。
青石市开发区管理委员会
2020年4月9日

青石市开发区稳增长若干措施
一、对新投产企业给予奖励，每家最高50万元。
"""
    document = document_of(raw, "page")
    cleaned = clean(document)
    assert document.published == dt.date(2020, 4, 9)
    assert [(a.headline, a.published) for a in cleaned.articles] == [
        ("青石市开发区管理委员会关于印发《青石市开发区稳增长若干措施》的通知", dt.date(2020, 4, 9)),
        ("青石市开发区稳增长若干措施", None),
    ]
    last = cleaned.articles[0].sentences[-1]
    assert (cleaned.text[last.start : last.end], last.role.value) == ("青石市开发区管理委员会", "body")


def test_row_broken_in_a_cell_is_joined_but_shorter_rows_stay():
    raw = "序号\t项目\t单位\t投资\n1\t轴承项目\t华东精\n密公司\t2亿元\n2\t泵阀项目\t\t3亿元\n合计\t5亿元\n"
    assert write_text(clean(document_of(raw, "page"))) == (
        "序号\t项目\t单位\t投资\n1\t轴承项目\t华东精密公司\t2亿元\n2\t泵阀项目\t\t3亿元\n合计\t5亿元\n"
    )


def test_long_line_without_line_ends_is_cut_at_its_blanks_and_headings():
    body = "园区坚持把招商作为第一要事，" * 12 + "成效明显。"
    raw = f"{body} 一、主要做法 园区成立专班。　　园区还建立台账。"
    cleaned = clean(document_of(raw, "page"))
    assert [(s.role.value, cleaned.text[s.start : s.end]) for s in cleaned.articles[0].sentences] == [
        ("body", body),
        ("subheading", "一、主要做法"),
        ("body", "园区成立专班。"),
        ("body", "园区还建立台账。"),
    ]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("首页 新闻中心 招商引资", LineKind.FURNITURE),
        ("产经 | 数据 | 园区 | 人物 | 登录/注册", LineKind.FURNITURE),
        ("第03版：园区", LineKind.FURNITURE),
        ("附件：项目一览表.xlsx", LineKind.FILE),
        ("IMG_20210603_0915.jpg", LineKind.FILE),
        ("Toggle navigation", LineKind.FURNITURE),
        ("打印 关闭", LineKind.FURNITURE),
        ("3D打印产业园开工", LineKind.SHORT),
        ("相关新闻", LineKind.RELATED),
        ("热门推荐 更多>>", LineKind.RELATED),
        ("相关新闻单位到园区采访", LineKind.SHORT),
        ("下一篇：园区召开例会", LineKind.NEIGHBOUR),
        ("2021-03-04 来源：日报", LineKind.METADATA),
        ("王小明 李清", LineKind.BYLINE),
        ("（通讯员 王小明）", LineKind.BYLINE),
        ("□ 本报记者 王 明 通讯员 李小清", LineKind.BYLINE),
        ("▲签约仪式现场", LineKind.CAPTION),
        ("招大 引强", LineKind.SHORT),
        ("（奠基仪式现场）", LineKind.CAPTION),
        ("图为厂房。 王小明 摄", LineKind.CAPTION),
        ("图文并茂说园区", LineKind.SHORT),
        ("1\t项目\t3亿元", LineKind.ROW),
        ("（一）主要指标", LineKind.NUMBERED),
        ("2.5亿元项目落户", LineKind.SHORT),
        ("园区产值增长，", LineKind.TEXT),
        ("产值增长8%。", LineKind.TEXT),
    ],
)
def test_kinds_of_lines(line, kind):
    (found,) = find_lines(line)
    assert classify(found) is kind


def paragraphs_of(raw):
    return write_text(clean(document_of(raw, "page"))).split("\n")


SENTENCE = (
    "昨天，滨溪高新区一次签下九个项目，总投资73亿元，恒远电池项目投资20亿元，占地300亩，"
    "将分两期建设，一期明年投产"
)


def column(text, width, indent="　　"):
    text = indent + text
    return "\n".join(text[i : i + width] for i in range(0, len(text), width))


@pytest.mark.parametrize("width", [13, 16, 21])
def test_columns_next_to_other_lines(width):
    """Without an empty line between a column and a menu, a list of links or a table."""
    body = column(SENTENCE + "。", width)
    above = "首页 | 园区 | 投资\n当前位置：首页 > 新闻 > 正文\n"
    links = "· 岭东经开区：项目建设再提速\n· 总投资58亿元的项目开工\n"
    below = f"责任编辑：王小明\n相关新闻\n{links}版权所有 某某网 ICP备1号\n"
    assert paragraphs_of(f"{above}{body}\n{body}\n{below}") == [SENTENCE + "。", SENTENCE + "。", ""]
    table = "项目\t投资\n电池\t20亿元\n"
    assert paragraphs_of(f"{body}\n{table}{body}\n") == [
        *(SENTENCE + "。", "项目\t投资", "电池\t20亿元", SENTENCE + "。", "")
    ]


def test_interview_in_columns():
    question = "记者：先请您用几个数字介绍一下滨溪高新区的情况，再说说明年的打算。"
    raw = "\n\n".join(column(text, 16, "") for text in (question, SENTENCE + "。", question))
    assert paragraphs_of(raw) == [question, SENTENCE + "。", question, ""]


def test_column_of_figures_in_full_width():
    """Set in full width, a line of figures has as many characters as one of Chinese."""
    text = (
        "全年产值１２３４５６．７８亿元，增长１２．３４％；" * 2
        + SENTENCE
        + "，增长９８７６５．４３％，共１２３４５６７户。"
    )
    wide = text.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789"})
    narrow = "".join(chr(ord(c) - 0xFEE0) if c in "０１２３４５６７８９．％" else c for c in text)
    assert paragraphs_of(column(wide, 14)) == [narrow, ""]


def test_list_in_a_column():
    items = ["一是抓产业，" + SENTENCE + "；", "二是抓招商，" + SENTENCE + "；"]
    raw = column(SENTENCE + "。", 16) + "\n\n" + "\n\n".join(column(item, 16, "") for item in items)
    assert paragraphs_of(raw) == [SENTENCE + "。", *items, ""]


def test_blanks_around_figures_are_no_part_of_the_text():
    assert paragraphs_of("3 月 5 日，Mini LED 项目投资 50 亿元，增长 12.6 %，占 8% 以上。\n") == [
        "3月5日，Mini LED项目投资50亿元，增长12.6%，占8%以上。",
        "",
    ]
    assert paragraphs_of("1.2 发展目标\n力争增长 8%。\n") == ["1.2 发展目标", "力争增长8%。", ""]
    assert paragraphs_of("本报滨溪讯 10 家企业投产。\n") == ["10家企业投产。", ""]


def test_addressees_of_an_official_text_are_no_part_of_it_however_many():
    several = (
        "各县（区）人民政府，滨溪经济技术开发区、岭东高新技术产业开发区管委会，市政府各部门、各直属单位："
    )
    for addressees in ("各有关单位：", several):
        raw = f"关于印发办法的通知\n{addressees}\n现将办法印发给你们，请执行。\n"
        (article,) = clean(document_of(raw, "page")).articles
        assert [s.role.value for s in article.sentences] == ["headline", "subheading", "body"]


def test_signature_behind_an_attachment_stays():
    raw = (
        "关于印发办法的通知\n现将办法印发给你们，请执行。\n附件：办法.docx\n滨溪高新区管委会\n2021年6月3日\n"
    )
    assert paragraphs_of(raw)[-2] == "滨溪高新区管委会"


def test_site_is_not_named_by_links():
    raw = "项目昨天投产。\n相关新闻\n· 岭东经开区：以商招商\n版权所有 滨溪高新区管委会\n"
    site = clean(document_of(raw, "page")).site
    assert site is not None
    assert site.text == "滨溪高新区"
    assert clean(document_of(raw[: raw.index("版权")], "page")).site is None


def test_menu_of_unknown_words_before_the_text_is_no_table():
    assert paragraphs_of("EN | 简 | 繁\n项目开工\n项目昨天开工。\n") == ["项目开工", "项目昨天开工。", ""]
    assert paragraphs_of("名称 | 业主 | 进展\n甲 | 乙 | 开工\n说明见后。\n")[0] == "名称\t业主\t进展"


def test_title_above_which_is_no_menu_keeps_the_line_before_it():
    raw = "向海图强\n滨溪高新区项目建设再提速\n2021-06-03\n项目昨天开工。\n"
    assert paragraphs_of(raw) == ["向海图强", "滨溪高新区项目建设再提速", "项目昨天开工。", ""]


@pytest.mark.parametrize(
    ("foot", "owner"),
    [
        ("主办：滨溪县人民政府 承办：滨溪县数据局", "滨溪县人民政府"),
        ("滨溪县人民政府门户网站 版权所有", "滨溪县人民政府"),
        ("滨溪县人民政府主办 滨溪高新区管委会 版权所有", "滨溪高新区"),
        ("版权所有 滨溪日报社", None),
    ],
)
def test_the_government_whose_site_the_page_is_from(foot, owner):
    site = clean(
        document_of(f"园区上半年产值增长\n上半年，园区完成产值18.6亿元，同比增长4%。\n{foot}\n", "page")
    ).site
    assert (site and site.text) == owner
