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
        ("附件：项目一览表.xlsx", LineKind.FURNITURE),
        ("相关新闻", LineKind.RELATED),
        ("热门推荐 更多>>", LineKind.RELATED),
        ("相关新闻单位到园区采访", LineKind.SHORT),
        ("下一篇：园区召开例会", LineKind.NEIGHBOUR),
        ("2021-03-04 来源：日报", LineKind.METADATA),
        ("王小明 李清", LineKind.BYLINE),
        ("（通讯员 王小明）", LineKind.BYLINE),
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
