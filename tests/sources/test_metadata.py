"""What a page says of itself, and what it does not say."""

import datetime as dt

import pytest

from parkgraph.sources.metadata import Metadata, parse_date, read_line, read_text_metadata


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021-12-22", dt.date(2021, 12, 22)),
        ("2021年12月22日", dt.date(2021, 12, 22)),
        ("2021年 1月 2日", dt.date(2021, 1, 2)),
        ("2021/1/2 08:00", dt.date(2021, 1, 2)),
        ("２０２１．０３．０４", dt.date(2021, 3, 4)),
        ("20210304", dt.date(2021, 3, 4)),
        ("2021年12月", None),
        ("2021-13-40", None),
        ("12月22日", None),
        ("1620304", None),
    ],
)
def test_dates(text, expected):
    assert parse_date(text) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("发布日期：2021-12-22", Metadata(published=dt.date(2021, 12, 22))),
        ("2023-06-01 19:54 浏览人次：", Metadata(published=dt.date(2023, 6, 1))),
        (
            "来源：海曙日报 时间：2020-10-15 记者：方璐",
            Metadata(published=dt.date(2020, 10, 15), publisher="海曙日报", byline="方璐"),
        ),
        ("[2019-07-08]", Metadata(published=dt.date(2019, 7, 8))),
        (
            "来源： 作者：发改委 发布时间：2019年05月29日",
            Metadata(published=dt.date(2019, 5, 29), byline="发改委"),
        ),
        ("发布日期：2022-04-29 15:12 来源：统计局 【字号：", Metadata(None, dt.date(2022, 4, 29), "统计局")),
        ("2022-02-19 用手机扫一扫，分享给朋友", Metadata(published=dt.date(2022, 2, 19))),
        ("滨溪日报2013年1月22日 第2版 县域经济", Metadata(published=dt.date(2013, 1, 22))),
        # Traditional labels; the values stay as they are written:
        ("發佈日期：2023年11月8日", Metadata(published=dt.date(2023, 11, 8))),
        ("發布時間 2023-11-08 10:30", Metadata(published=dt.date(2023, 11, 8))),
        ("發表日期：2023.11.8　點擊：12", Metadata(published=dt.date(2023, 11, 8))),
        ("更新時間：2023/11/8", Metadata(published=dt.date(2023, 11, 8))),
        (
            "來源：經濟日報 記者：張三 責任編輯：李國強",
            Metadata(publisher="經濟日報", byline="張三"),
        ),
        ("文章來源： 編輯：陳雲", Metadata(byline="陳雲")),
        ("稿件來源：園區 管委會 瀏覽：3", Metadata(publisher="園區")),
        # No statement about the page:
        ("记者：先请您用几个数字介绍一下高新区", Metadata()),
        ("圖片來源：高新區", Metadata()),
        ("專案開工時間：2021-03-04", Metadata()),
        ("京公網安備2020號 更新時間：2020-01-02", Metadata()),
        ("10月15日上午，全市举行观摩会。", Metadata()),
        ("2020年10月15日上午，全市举行观摩会，代表参加。", Metadata()),
        ("Copyright 2020-01-02 版权所有", Metadata()),
        ("沪ICP备20200102号 更新时间：2020-01-02", Metadata()),
        ("图片来源：高新区", Metadata()),
        ("项目开工时间：2021-03-04", Metadata()),
        ("园区企业名录", Metadata()),
    ],
)
def test_lines(line, expected):
    assert read_line(line) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "首页 > 新闻\n湖州园区新闻三则\n时间：2020-01-02\n正文开始了。",
            Metadata("湖州园区新闻三则", dt.date(2020, 1, 2)),
        ),
        ("新闻 动态 园区完成投资八亿元\n园区完成投资八亿元\n正文开始了。", Metadata("园区完成投资八亿元")),
        (
            "园区去年完成投资八亿元，新建厂房十二栋，引进企业二十一家，就业人数达到三千人，税收增长明显，发展势头良好。\n"
            "更新时间：2020-01-02",
            Metadata(),
        ),
        (
            "首頁 > 新聞\n關於園區新聞的通告\n發佈日期：2020-01-02\n正文開始了。",
            Metadata("關於園區新聞的通告", dt.date(2020, 1, 2)),
        ),
        # neither a subtitle nor a line about sharing is the title, nor menus of words alone
        (
            "首页 搜索\n塔吊如林\n——园区项目建设见闻\n分享到朋友圈的文章\n2020-01-02\n正文开始了。",
            Metadata("塔吊如林", dt.date(2020, 1, 2)),
        ),
        # blanks do not make a title longer
        (
            "园 区 开 工 仪式\n园区集中签约两个项目\n2020-01-02\n正文开始了。",
            Metadata("园区集中签约两个项目", dt.date(2020, 1, 2)),
        ),
        (
            "園區建成投產並引進企業\n關於園區新聞的通告\n正文開始了。",
            Metadata("關於園區新聞的通告"),
        ),
        (
            "园区建成投产\n园区一期建成投产，产值五亿元。\n" + "正文。\n" * 40 + "日期：2020-01-02",
            Metadata("园区建成投产"),
        ),
        # a date that stands by itself, wherever in its line
        ("滨溪日报 2020-11-10\n正文开始了。", Metadata(None, dt.date(2020, 11, 10))),
        (
            "园区迎来新项目\n首页 经济 县域 | 2023-05-16 星期二\n正文。",
            Metadata("园区迎来新项目", dt.date(2023, 5, 16)),
        ),
        (
            "园区迎来新项目\n滨溪晚报 2022年01月26日 A06版:县域\n正文。",
            Metadata("园区迎来新项目", dt.date(2022, 1, 26)),
        ),
        (
            "园区迎来新项目\n竹林樱草 发表于 2018-5-30 11:20\n正文。",
            Metadata("园区迎来新项目", dt.date(2018, 5, 30)),
        ),
        ("园区迎来新项目\n18.11.2014  19:58\n正文。", Metadata("园区迎来新项目", dt.date(2014, 11, 18))),
        # the day on which the page was called up
        ("今天是2017-08-24 星期四 晴\n园区迎来新项目\n正文。", Metadata("园区迎来新项目")),
        # one inside a clause is none of the page
        ("园区迎来新项目\n项目2020年11月10日开工后进展顺利\n正文。", Metadata("园区迎来新项目")),
        # signed under the text
        (
            f"园区迎来新项目\n{'正文。' * 20}\n(滨溪经开区经贸发展局 2019年7月19日)",
            Metadata("园区迎来新项目", dt.date(2019, 7, 19)),
        ),
        (
            f"园区迎来新项目\n{'正文。' * 20}\n· 某园区三个项目开工 2019-07-19",
            Metadata("园区迎来新项目"),
        ),
    ],
)
def test_tops_of_pages(text, expected):
    assert read_text_metadata(text) == expected
