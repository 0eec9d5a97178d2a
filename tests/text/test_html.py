"""Pages in HTML: which blocks stay, and where their characters stood."""

import pytest

from parkgraph.sources import document_of
from parkgraph.sources.markup import flatten, looks_like_html, read_head
from parkgraph.text import clean, find_evidence, write_text

PAGE = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>三溪经开区举行集中开工仪式_三溪市人民政府</title>
<meta name="PubDate" content="2021-04-12 16:20"><meta name="ContentSource" content="三溪日报">
<style>p { color: red }</style><script>var a = "<p>不是正文。</p>";</script></head>
<body>
<div class="top"><ul><li><a href="/">首页</a></li><li><a href="/xw">新闻中心</a></li><li><a href="/zw">政务公开</a></li></ul></div>
<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/xw">新闻中心</a></div>
<div class="article"><h1>三溪经开区举行集中开工仪式</h1>
<div class="info">发布时间：2021-04-12 16:20　来源：三溪日报　浏览次数：88</div>
<div class="content">
<p>　　4月12日，三溪经开区举行二季度集中开工仪式，<strong>18个</strong>项目总投资&nbsp;96.5&nbsp;亿元。其中，百川电子&ldquo;智能终端&rdquo;项目
由百川集团投资建设，占地120亩，计划明年6月投产。</p>
<p>　　经开区党工委书记表示，全区上下要以项目为中心，优化服务，确保项目早竣工、早投产、早见效，为全市发展多作贡献。</p>
<table><tr><td><p>项目</p></td><td><p>投资</p></td></tr><tr><td>芯片封装</td><td>6亿元</td></tr></table>
</div></div>
<div class="foot">版权所有：三溪市人民政府 <a href="#">网站地图</a> 湘ICP备00000000号</div>
</body></html>
"""  # noqa: E501


def test_page_gives_headline_body_and_rows():
    document = document_of(PAGE, "page.html", media_type="text/html")
    cleaned = clean(document)
    assert (document.title, str(document.published), document.publisher) == (
        "三溪经开区举行集中开工仪式",
        "2021-04-12",
        "三溪日报",
    )
    assert write_text(cleaned) == (
        "三溪经开区举行集中开工仪式\n"
        "4月12日，三溪经开区举行二季度集中开工仪式，18个项目总投资96.5亿元。"
        "其中，百川电子“智能终端”项目由百川集团投资建设，占地120亩，计划明年6月投产。\n"
        "经开区党工委书记表示，全区上下要以项目为中心，优化服务，确保项目早竣工、早投产、早见效，为全市发展多作贡献。\n"
        "项目\t投资\n"
        "芯片封装\t6亿元\n"
    )


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>总投资\n50亿元，增长8%\n以上的\n园区投产。</p>", "总投资50亿元，增长8%以上的园区投产。"),
        ("<p>中國(guó)\n中化，Mini\nLED项目投产。</p>", "中国中化，Mini LED项目投产。"),
    ],
)
def test_line_ends_of_the_source(markup, text):
    assert write_text(clean(document_of(markup, "page", media_type="text/html"))) == text + "\n"


def test_evidence_splits_at_tags_and_references():
    cleaned = clean(document_of(PAGE, "page.html", media_type="text/html"))
    start = cleaned.text.index("18个项目")
    assert [e.exact for e in find_evidence(cleaned, start, start + 5)] == ["18个", "项目"]
    start = cleaned.text.index("智能终端")
    assert [e.exact for e in find_evidence(cleaned, start - 1, start + 7)] == ["智能终端", "项目"]


def test_page_without_a_recognisable_body_keeps_its_blocks():
    cleaned = clean(document_of("<p>园区投产。</p><div>产值增长。</div>", "page", media_type="text/html"))
    assert write_text(cleaned) == "园区投产。\n产值增长。\n"


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>一<b>二</b>三</p><p>四</p>", ["一二三", "四"]),
        ("一<br>二<br/>三", ["一", "二", "三"]),
        ("<p>a &lt; b &amp; c&#20803;</p>", ["a < b & c元"]),
        ("<!-- <p>无</p> --><p>有</p>", ["有"]),
        ("<script>x='<p>无</p>'</script><p>有</p>", ["有"]),
        ("<script>没有结束的脚本", ["没有结束的脚本"]),
        ("产值<500万元，税收>3万元", ["产值<500万元，税收>3万元"]),
        ("<td>甲</td><td>乙</td>", ["甲\t乙"]),
        ("<td><p>甲</p><p>乙</p></td>", ["甲", "乙"]),
        ("&unknown; &#99999999;", ["&unknown; &#99999999;"]),
        ("<", ["<"]),
        ("", []),
    ],
)
def test_blocks(markup, expected):
    blocks = flatten(markup)
    assert [b.text for b in blocks] == expected
    assert all(len(b.text) == len(b.offsets) for b in blocks)


def test_offsets_of_references_span_them():
    (block,) = flatten("<p>甲&nbsp;乙</p>")
    assert block.offsets == ((3, 4), (4, 10), (10, 11))


def test_head_takes_the_first_of_equal_names():
    head = read_head('<TITLE> 标题 </TITLE><meta content="甲" name="Author"><meta name=author content=乙>')
    assert (head.title, head.meta) == ("标题", {"author": "甲"})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<!doctype HTML><p>", True),
        ("  <html>", True),
        ("a<body></body>", True),
        ("产值<body", False),
        ("# 标题", False),
    ],
)
def test_looks_like_html(text, expected):
    assert looks_like_html(text) is expected
