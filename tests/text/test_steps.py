"""Each cleaning step by itself: text before, text after."""

import pytest

from parkgraph.text.articles import zone_of
from parkgraph.text.garbles import repair_garbles
from parkgraph.text.mapped import Edit, MappedText
from parkgraph.text.pinyin import readings_of, spells
from parkgraph.text.readings import strip_readings
from parkgraph.text.script import simplify
from parkgraph.text.sentences import find_sentences
from parkgraph.text.width import unify_width


def after(step, raw):
    return step(MappedText.identity(raw)).text


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("開(kāi)發(fā)區(qū)", "開發區"),
        ("縣（xiàn）城", "縣城"),
        ("现代(xiàndài)企业", "现代企业"),
        ("现代（xiàn dài）企业", "现代企业"),
        ("现代(xian4dai4)企业", "现代企业"),
        ("现代(xiandai)企业", "现代企业"),
        ("西安(Xī'ān)市", "西安市"),
        ("绿(lǜ)色", "绿色"),
        ("万吨/年P(guān)VC装置", "万吨/年PVC装置"),
        ("的P(guān)VC装置", "的P(guān)VC装置"),
        # A word can have readings that its characters alone have not.
        ("让这个(zhège)小镇", "让这个小镇"),
        ("在哪儿(nǎr)建", "在哪儿建"),
        ("乐亭(làotíng)经开区", "乐亭经开区"),
        ("经开(làotíng)区", "经开(làotíng)区"),
        # Genuine parentheses: abbreviations, places, readings of other words.
        ("聚羟基脂肪酸酯(PHA)", "聚羟基脂肪酸酯(PHA)"),
        ("推介会(北京)专场", "推介会(北京)专场"),
        ("汽车(qì)", "汽车(qì)"),
        ("银行(ICBC)", "银行(ICBC)"),
        ("车间(a)和(b)", "车间(a)和(b)"),
        ("(lái)到", "(lái)到"),
    ],
)
def test_readings(raw, expected):
    assert after(strip_readings, raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        # shift that ends at a byte below 0x80
        ("運輸?shù)裙芾硖峁┘夹g(shù)服務", "運輸等管理提供技術(shù)服務"),
        ("運輸?shù)葐栴}增多", "運輸等問題增多"),
        # of several first bytes, the one that gives the character whose reading follows
        ("企業在?qū)^(qū)內", "企業在區(qū)內"),
        # a lost byte of 。“
        ("熱情高漲?!半m然辛苦", "熱情高漲。“雖然辛苦"),
        ("堅持綠色發展?!?/p>", "堅持綠色發展。”"),
        # nothing to repair
        ("這樣行嗎?好", "這樣行嗎?好"),
        ("真的嗎?!當然", "真的嗎?!當然"),
        ("什么是接口?(api)答", "什么是接口?(api)答"),
        ("日?qǐng)?bào)訊", "日報訊"),
        # of several characters that of the page counts, then a common one: 國, not 囯 or 囻
        ("祖?niè)?guó)·國(guó)歌", "祖國·國(guó)歌"),
        ("該(gāi)?yōng)椖靠?zǒng)投，總(zǒng)值", "該(gāi)項目總投，總(zǒng)值"),
        ("該(gāi)?yōng)椖靠?zǒng)投", "該(gāi)項目□投"),
        # a character of two readings that Python's gb2312 does not have
        ("起?kuì)?lái)——洋浦", "起來——洋浦"),
        # decoders make a private character of bytes that stand for none, and € of 0x80
        ("緩?cóng)齽\ue800\ue0fa€沒", "緩凝劑，還沒"),
        # a figure is lost with the byte before it; only that of a year can be told
        ("混?yú)\ue483妆?00萬噸", "混二甲□萬噸"),
        ("電(diàn)?yú)?018年", "電(diàn)□2018年"),
        ("電(diàn)?yú)?萬噸", "電(diàn)□萬噸"),
        # the end of a paragraph is a tag
        ("處?gàn)谩?/p>\n", "處置。\n"),
        ("“處?gàn)谩?/p>\n", "“處置”\n"),
        # a reading that fits no byte: the debris goes, the rest stays
        ("甲?wēng)乙", "甲乙"),
        ("競?tīng)?zhēng)力", "競力"),
    ],
)
def test_garbles(raw, expected):
    assert after(repair_garbles, raw) == expected


@pytest.mark.parametrize("word", ["勇爭先", "百強企"])
def test_garble_of_a_false_hit_is_undone(word):
    """Built as such programs do it: one reading inside the character, one after it."""
    before, broken, behind = word
    lead, trail = broken.encode("gbk")
    false_hit = bytes([before.encode("gbk")[1], lead]).decode("gbk")
    for first in sorted(readings_of(false_hit)):
        for second in sorted(readings_of(broken)):
            raw = f"{before}?{first})?{second}){behind}"
            assert after(repair_garbles, raw) == word
    assert trail >= 0x40


def test_repaired_characters_map_to_the_whole_garble():
    mapped = repair_garbles(MappedText.identity("勇?tīng)?zhēng)先"))
    assert (mapped.text, mapped.starts, mapped.ends) == ("勇爭先", (0, 1, 14), (1, 14, 15))


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("開發區圍繞產業鏈招商", "开发区围绕产业链招商"),
        ("圍繞著產業鏈，成效顯著", "围绕着产业链，成效显著"),
        ("著名企業伴隨著園區成長", "著名企业伴随着园区成长"),
        # a Simplified text keeps the characters of its names
        ("开发区引进著名企业，乾元公司落户，项目建设进展顺利，企业家反响热烈，配套设施完善", None),
        ("项目总投资九亿元，由瀚瑋公司建设，占地二百亩，计划明年投产，税收可观", None),
    ],
)
def test_script(raw, expected):
    assert after(simplify, raw) == (raw if expected is None else expected)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("产值１２．５亿元，增长８％", "产值12.5亿元，增长8%"),
        ("产值1,050.3亿元,增长8%,居全省第1", "产值1,050.3亿元，增长8%，居全省第1"),
        ("上午9:30开始:会议", "上午9:30开始：会议"),
        ("用地１，０５０亩，投资１２，３４５万元", "用地1,050亩，投资12,345万元"),
        ("分别为100，2000，30", "分别为100，2000，30"),
        ("园区(一期)工程(PHA)投产;二期开工!", "园区（一期）工程（PHA）投产；二期开工！"),
        ("see (PHA), ok; done: yes", "see (PHA), ok; done: yes"),
        ("共11项(其中合肥7项),34项复制", "共11项（其中合肥7项），34项复制"),
        ("建成投产,,效益好。,来年扩产,。", "建成投产，效益好。来年扩产。"),
        ("签约;;开工", "签约；开工"),
        ("真的……吗——好", "真的……吗——好"),
        ("「一帶一路」『二期』", "“一帶一路”‘二期’"),
        ('推行"一站式"服务', "推行“一站式”服务"),
        ('长6" 宽', '长6" 宽'),
        ("高新区: 以发展", "高新区：以发展"),
        ("走新路 、建新区", "走新路、建新区"),
        ("零\u200b宽\ufeff字\u00ad符", "零宽字符"),
        ("全角　空格", "全角 空格"),
        ("发展势头好.\n", "发展势头好。\n"),
        ("1.守住底线", "1.守住底线"),
        ("http://example.cn:80/a?b=1", "http://example.cn:80/a?b=1"),
    ],
)
def test_width(raw, expected):
    assert after(unify_width, raw) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("建成。投产！好吗？", ["建成。", "投产！", "好吗？"]),
        ("他说：“建成了。”企业投产。", ["他说：“建成了。”", "企业投产。"]),
        ("签约；开工；投产", ["签约；开工；投产"]),
        ("总投资2.5亿元……一个个项目", ["总投资2.5亿元……一个个项目"]),
        ("(见 a?b=1)没有。", ["(见 a?b=1)没有。"]),
        ("  ", []),
    ],
)
def test_sentences(text, expected):
    assert [text[a:b] for a, b in find_sentences(text, 0, len(text))] == expected


@pytest.mark.parametrize(
    ("headline", "zone"),
    [
        ("青禾高新区：项目投产", "青禾高新区"),
        ("云栖市: 招商引资", "云栖市"),
        ("临江新区部署七项任务", "临江新区"),
        ("开工啦：新的一年", None),
        ("记者观察：开发区的春天", None),
        ("全力推进项目建设", None),
    ],
)
def test_zone_of(headline, zone):
    assert zone_of(headline) == zone


@pytest.mark.parametrize(
    ("written", "before", "expected"),
    [
        ("lái", "近年來", True),
        ("xiàndài", "现代", True),
        ("lv4", "绿", True),
        ("beijing", "北京", True),
        ("BEIJING", "北京", False),
        ("tiānjīn", "北京", False),
        ("", "北京", False),
        ("jīng", "", False),
    ],
)
def test_spells(written, before, expected):
    assert spells(written, before) is expected


def test_edits_map_replacements_of_another_length_to_all_they_replace():
    mapped = MappedText.identity("abcdef").edited([Edit(1, 3, "X"), Edit(4, 4, "!"), Edit(5, 6)])
    assert (mapped.text, mapped.starts, mapped.ends) == ("aXd!e", (0, 1, 3, 4, 4), (1, 3, 4, 4, 5))


def test_replacing_by_another_length_is_refused():
    with pytest.raises(ValueError, match="3 characters for 2"):
        MappedText.identity("园区").replaced("abc")
