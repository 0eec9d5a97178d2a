"""Whole pages in, whole clean texts out.  All pages are invented."""

import datetime as dt

import pytest

from parkgraph.sources import document_of
from parkgraph.text import clean, write_text

GOVERNMENT_PAGE = """\
您好，欢迎访问云栖市人民政府门户网站
首页    新闻中心    政务公开    互动交流
当前位置：首页 > 新闻中心 > 园区动态 > 青禾高新区：四个项目同日投产
青禾高新区：四个项目同日投产
发布日期：2022-08-19 09:30    来源：云栖日报    浏览次数：318    字体：[大 中 小]

　　8月18日，青禾高新区四个项目同日投产，总投资12.6亿元。其中，安澜电子二期年产芯片基板300万片。

IMG_20220818_1021.jpg
图为投产仪式现场。 记者 林小溪 摄

　　高新区管委会主任周大勇说，下半年还有6个项目开工。
（责任编辑：何一鸣）
【打印本页】 【关闭窗口】
分享到：
上一篇：青禾高新区召开安全生产例会
下一篇：
云栖市举办招聘会
相关新闻
高新区一季度完成投资8亿元
市领导调研高新区
主办单位：云栖市人民政府办公室 网站标识码：3399000001
地址：云栖市人民路1号 邮编：399000
版权所有 未经授权不得转载
"""


def text_of(raw: str, **known: str) -> str:
    return write_text(clean(document_of(raw, "page", **known)))


def test_government_page_keeps_headline_body_and_caption():
    document = document_of(GOVERNMENT_PAGE, "page")
    cleaned = clean(document)
    assert write_text(cleaned) == (
        "青禾高新区：四个项目同日投产\n"
        "8月18日，青禾高新区四个项目同日投产，总投资12.6亿元。其中，安澜电子二期年产芯片基板300万片。\n"
        "图为投产仪式现场。记者 林小溪 摄\n"
        "高新区管委会主任周大勇说，下半年还有6个项目开工。\n"
    )
    assert (document.title, document.published, document.publisher) == (
        "青禾高新区：四个项目同日投产",
        dt.date(2022, 8, 19),
        "云栖日报",
    )
    article = cleaned.articles[0]
    assert (len(cleaned.articles), article.headline, article.zone, article.published) == (
        1,
        "青禾高新区：四个项目同日投产",
        "青禾高新区",
        dt.date(2022, 8, 19),
    )


def test_sentences_carry_role_and_paragraph():
    cleaned = clean(document_of(GOVERNMENT_PAGE, "page"))
    found = [
        (s.role.value, s.paragraph, cleaned.text[s.start : s.end][:6]) for s in cleaned.articles[0].sentences
    ]
    assert found == [
        ("headline", 0, "青禾高新区："),
        ("body", 1, "8月18日，"),
        ("body", 1, "其中，安澜电"),
        ("caption", 2, "图为投产仪式"),
        ("body", 3, "高新区管委会"),
    ]


NEWSPAPER_PAGE = """\
南屏开发区：抢工期 赶进度

沈知行 陆远

进入腊月，南屏开发区的工地上机器轰鸣。新材料产业园的12栋厂房已有9栋封顶，年后将有第一批企

业入驻。开发区管委会还为每个项目配了专员。

北渡经开区：集中签约七个项目

本报讯（记者 苏晓）近日，北渡经开区集中签约七个项目，协议总投资58亿元，涉及新能

(签约现场)

源、食品加工两大产业。

在产业链招商方面，经开区

已与三十家企业对接。

韩子墨
"""


def test_newspaper_page_is_cut_into_articles_and_broken_paragraphs_are_joined():
    cleaned = clean(document_of(NEWSPAPER_PAGE, "page"))
    assert write_text(cleaned) == (
        "南屏开发区：抢工期 赶进度\n"
        "进入腊月，南屏开发区的工地上机器轰鸣。新材料产业园的12栋厂房已有9栋封顶，年后将有第一批企业入驻。"
        "开发区管委会还为每个项目配了专员。\n"
        "\n"
        "北渡经开区：集中签约七个项目\n"
        "近日，北渡经开区集中签约七个项目，协议总投资58亿元，涉及新能源、食品加工两大产业。\n"
        "在产业链招商方面，经开区已与三十家企业对接。\n"
    )
    assert [(a.headline, a.zone) for a in cleaned.articles] == [
        ("南屏开发区：抢工期 赶进度", "南屏开发区"),
        ("北渡经开区：集中签约七个项目", "北渡经开区"),
    ]


def test_subheadings_are_not_joined_to_the_text_below():
    raw = (
        "临江新区上半年工作总结\n"
        "一、主要成效\n"
        "上半年完成工业产值86亿元。\n"
        "抓项目强基础\n"
        "新开工项目11个。\n"
        "（二）狠抓招商，优化服务\n"
        "引进企业5家。\n"
    )
    cleaned = clean(document_of(raw, "page"))
    assert [(s.role.value, cleaned.text[s.start : s.end]) for s in cleaned.articles[0].sentences] == [
        ("headline", "临江新区上半年工作总结"),
        ("subheading", "一、主要成效"),
        ("body", "上半年完成工业产值86亿元。"),
        ("subheading", "抓项目强基础"),
        ("body", "新开工项目11个。"),
        ("subheading", "（二）狠抓招商，优化服务"),
        ("body", "引进企业5家。"),
    ]


def test_lines_of_fixed_width_are_joined():
    raw = (
        "东湾工业园近年来坚持把项目建设作为头等\n"
        "大事来抓，先后引进了海蓝机械和中泰包装\n"
        "等一批企业，园区面积由最初的三平方公里\n"
        "扩大到八平方公里，道路、供水、供电和污\n"
        "水处理等设施也日益完善，去年实现工业产\n"
        "值七十一亿元，比上年增长百分之十四，新\n"
        "增就业两千余人。\n"
    )
    assert text_of(raw) == raw.replace("\n", "") + "\n"


def test_table_rows_keep_their_cells():
    raw = "2021年重点项目表\n序号\t项目名称\t总投资\n"
    raw += "1\t锂电池项目\t3.2亿元\n2   屠宰加工项目   8000万元\n说明见附表。\n"
    cleaned = clean(document_of(raw, "page"))
    assert [(s.role.value, cleaned.text[s.start : s.end]) for s in cleaned.articles[0].sentences] == [
        ("headline", "2021年重点项目表"),
        ("row", "序号\t项目名称\t总投资"),
        ("row", "1\t锂电池项目\t3.2亿元"),
        ("row", "2\t屠宰加工项目\t8000万元"),
        ("body", "说明见附表。"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "首页 | 园区概况 | 招商引资 | 联系我们",
        "您现在的位置：网站首页 >> 园区新闻 >> 正文",
        "登录 注册",
        "浏 览 次 数：1024",
        "【字体：大 中 小】 【打印】 【关闭】",
        "扫一扫在手机打开当前页",
        "微信图片_20230412101530",
        "QQ截图20190301081122.png",
        "DSC_0042.JPG",
        "备案号：沪ICP备12345678号-1",
        "京公网安备 11010502030405号",
        "电话：0512-66668888 传真：0512-66668889",
        "邮箱：office@example.cn",
        "Copyright © 2019 All Rights Reserved",
        "责任编辑：王小明",
        "来源：新华网 2019-03-04 08:00",
        "声明：本站转载的文章版权归原作者所有，如有侵权请联系删除。",
        "上一篇：园区举行消防演练",
        "本网转载自其他媒体的文章，并不代表本网赞同其观点，请与我们联系。",
        "记者 王小明 通讯员 李清",
        "■ 王小明 李清",
    ],
)
def test_furniture_is_dropped(line):
    body = "园区去年新增企业二十一家。"
    assert text_of(f"{body}\n{line}\n{body}\n").split() == [body, body]


@pytest.mark.parametrize(
    "line",
    [
        "园区建成首页宣传展厅，浏览次数超过两万人次。",
        "企业可拨打电话咨询，园区提供技术支持和登录辅导。",
        "图为媒，以展促商，园区借博览会签下三个项目，主办单位表示满意。",
        "项目由省电力公司承建，联系我们的是业主单位。",
        "今年，园区把版权所有者请进来，办了四场路演。",
        "扫码入园系统投入使用，日均通行三千辆车。",
        "来源于本地的原料占七成，时间成本下降两成。",
        "高新区上一篇大文章写的是芯片，下一篇写的是氢能。",
        "他说：“记者朋友可以去看看。”",
    ],
)
def test_sentences_with_the_same_words_stay(line):
    assert text_of(f"{line}\n") == f"{line}\n"


def test_heading_of_links_drops_the_links_but_not_the_next_article():
    raw = (
        "西岭园区完成投资9亿元。\n"
        "相关链接：\n"
        "西岭园区招商推介会举行\n"
        "西岭园区获评绿色园区\n"
        "另据了解，西岭园区今年还将新建标准厂房二十万平方米，项目已经完成立项，三月开工，预计明年六月建成并交付使用。\n"
    )
    assert text_of(raw) == (
        "西岭园区完成投资9亿元。\n"
        "另据了解，西岭园区今年还将新建标准厂房二十万平方米，项目已经完成立项，三月开工，预计明年六月建成并交付使用。\n"
    )


def test_unclosed_quotation_mark_does_not_swallow_what_follows():
    cleaned = clean(document_of("园区推出“一站式服务。企业都说好。产值增长两成。", "page"))
    assert [cleaned.text[s.start : s.end] for s in cleaned.articles[0].sentences] == [
        "园区推出“一站式服务。",
        "企业都说好。",
        "产值增长两成。",
    ]


def test_page_of_menus_only_is_empty():
    cleaned = clean(document_of("首页\n联系我们\n登录\n", "page"))
    assert (cleaned.text, cleaned.articles, write_text(cleaned)) == ("", (), "")


def test_clean_text_cleans_to_itself():
    once = text_of(NEWSPAPER_PAGE.replace("韩子墨\n", ""))
    assert text_of(once) == once
