"""Which texts are copies of one text.  The zone and all that is told of it are invented."""

import datetime as dt
from itertools import permutations
from random import Random

import pytest

from parkgraph.corpus.copies import SIZE, are_copies, find_copies, make_sketch, share_of
from parkgraph.model import Document, Facts

SENTENCES = (
    "6月3日，滨溪高新区举行二季度项目集中签约仪式，9个项目签约落户，总投资73.5亿元。",
    "其中恒远电池（滨溪）有限公司投资20亿元建设动力电池项目，占地300亩，计划明年9月投产。",
    "园区管委会主任在致辞中说，滨溪将为企业办好水电气热等每一件事，让项目早开工早见效。",
    "截至5月底，园区规模以上工业企业达到45家，比去年同期多出6家，用工人数超过一万二千人。",
    "岭东铝业有限公司董事长表示，企业看中的是这里完整的铝材产业链和便利的内河港口。",
    "下一步，园区还将设立1亿元产业基金，支持在孵企业，目前已有40家企业提出申请。",
)
ARTICLE = "".join(SENTENCES)
MENU = "首页 走进滨溪 新闻中心 招商引资 政务公开 通知公告 "
PRESS_LINE = SENTENCES[0]
OTHER = (
    "连日来，走进滨溪的各条道路，塔吊林立，机器轰鸣，工人们正在为厂房封顶做最后的准备。"
    "负责施工的师傅告诉记者，他们三班倒已经两个月，为的是赶在雨季之前完成屋面防水。"
    "镇里的干部也没有闲着，每天到工地走一趟，哪家缺沙石，哪家缺电，都记在随身的本子上。"
)
NOTICE = (
    "根据年度用水计划，现将夏季停水检修安排通知如下，请各用水单位提前做好储水准备。"
    "检修期间东区泵站停止供水六小时，西区管网降压运行，消防栓不受影响，应急电话照常接听。"
    "如遇暴雨等恶劣天气，检修顺延一日，届时另行通知，给大家带来的不便敬请谅解和支持。"
)


def told(identifier, text, published=None):
    day = dt.date.fromisoformat(published) if published else None
    return Facts(Document(identifier, f"{identifier}.txt", "", published=day), sketch=make_sketch(text))


def copies(**texts):
    return find_copies([told(name, text) for name, text in texts.items()])


@pytest.mark.parametrize(
    "reprint",
    [
        ARTICLE,
        "".join(SENTENCES[:2] + SENTENCES[3:]),
        "".join(SENTENCES[1:]),
        f"滨溪：九个项目同日落户\n来源：岭东日报\n{ARTICLE}",
        f"{MENU}\n{ARTICLE}\n上一篇：没有了 下一篇：没有了 版权所有 滨溪高新区管委会",
        ARTICLE.replace("，", ",").replace("。", "。\n\n"),
        ARTICLE.replace("73.5亿元", "75.3亿元"),
    ],
)
def test_a_reprint_is_a_copy(reprint):
    assert copies(a=ARTICLE, b=reprint) == {"b": "a"}


@pytest.mark.parametrize(
    "text",
    [
        NOTICE,
        PRESS_LINE + OTHER,
        OTHER + PRESS_LINE,
        "".join(SENTENCES[:2]) + OTHER + NOTICE,
        "".join(SENTENCES[:3]),
        ARTICLE + NOTICE + OTHER,
        MENU + NOTICE,
        "".join(sentence[:12] + OTHER[12 * n : 12 * n + 12] for n, sentence in enumerate(SENTENCES)),
    ],
)
def test_another_text_is_none(text):
    assert copies(a=ARTICLE, b=text) == {}


def test_two_texts_of_one_press_line_are_two():
    assert copies(a=PRESS_LINE + OTHER, b=PRESS_LINE + NOTICE) == {}


@pytest.mark.parametrize(("length", "sketched"), [(0, 0), (7, 0), (30, 0), (31, 24), (32, 25)])
def test_a_short_text_has_no_sketch(length, sketched):
    assert len(make_sketch(ARTICLE.translate({ord(c): None for c in "，。（）."})[:length])) == sketched


def test_short_texts_are_no_copies_though_they_are_equal():
    assert copies(a="滨溪高新区签约9个项目。", b="滨溪高新区签约9个项目。") == {}


def test_a_sketch_is_of_the_readable_characters_and_of_bounded_size():
    assert make_sketch("，".join(ARTICLE)) == make_sketch(ARTICLE)
    assert make_sketch(ARTICLE[::-1]) != make_sketch(ARTICLE)
    long = make_sketch("".join(chr(0x4E00 + n) for n in range(3000)))
    assert (len(long), list(long)) == (SIZE, sorted(set(long)))


@pytest.mark.parametrize(
    ("one", "other", "shorter", "longer"),
    [
        ((), (), 0.0, 0.0),
        ((), (1, 2), 0.0, 0.0),
        ((1, 2), (1, 2), 1.0, 1.0),
        ((1, 2), (3, 4), 0.0, 0.0),
        ((1, 2, 3, 4), (1, 9), 0.5, 0.25),
        ((1, 2, 3, 4), (1, 2), 1.0, 0.5),
        # a full sketch tells nothing of what lies above its greatest hash
        (tuple(range(SIZE)), (*range(96), 1000), 1.0, 0.5),
        (tuple(range(SIZE)), (*range(96), SIZE - 1, SIZE), 1.0, 97 / SIZE),
        (tuple(range(0, 2 * SIZE, 2)), tuple(range(SIZE)), 1.0, 0.5),
        (tuple(range(SIZE)), (5, 1000), 1.0, 1 / SIZE),
        (tuple(range(SIZE)), (1000,), 0.0, 0.0),
    ],
)
def test_the_shares_of_two_sketches(one, other, shorter, longer):
    assert (share_of(one, other), share_of(other, one)) == ((shorter, longer), (shorter, longer))


@pytest.mark.parametrize(
    ("size", "both", "other", "copy"),
    [
        (100, 100, 100, True),
        (100, 80, 100, True),
        (100, 79, 100, False),
        (100, 100, 166, True),
        (100, 100, 167, False),
        (100, 90, 150, True),
        (100, 89, 150, False),
        (1, 1, 1, True),
        (1, 0, 1, False),
    ],
)
def test_a_copy_shares_most_of_both_texts(size, both, other, copy):
    one, two = tuple(range(size)), (*range(both), *range(1000, 1000 + other - both))
    assert (are_copies(one, two), are_copies(two, one)) == (copy, copy)


CUT = "".join(SENTENCES[:4] + SENTENCES[5:])


@pytest.mark.parametrize(
    ("days", "first"),
    [
        (("2021-06-04", "2021-06-03", "2021-06-05"), "b"),
        (("2021-06-04", "2021-06-04", "2021-06-04"), "a"),
        ((None, None, "2021-06-05"), "c"),
        ((None, None, None), "a"),
    ],
)
def test_the_earliest_published_stands_for_all_in_any_order(days, first):
    texts = (ARTICLE, CUT, MENU + ARTICLE)
    corpus = [told(name, text, day) for name, text, day in zip("abc", texts, days, strict=True)]
    corpus.append(told("d", NOTICE, "2020-01-01"))
    expected = {name: first for name in "abc" if name != first}
    for order in permutations(corpus):
        assert find_copies(order) == expected


def test_two_groups_of_copies_stay_apart():
    assert copies(a=ARTICLE, b=NOTICE, c=CUT, d=MENU + NOTICE) == {"c": "a", "d": "b"}


def test_no_document_and_one_document_have_no_copies():
    assert (find_copies([]), copies(a=ARTICLE)) == ({}, {})


def test_two_articles_that_a_digest_holds_are_two():
    found = copies(a=ARTICLE, b=NOTICE, c=ARTICLE + NOTICE)
    assert found.get("b") != "a"
    assert copies(a=ARTICLE, b=NOTICE, c=ARTICLE + NOTICE + OTHER, d=OTHER) == {}


def test_copies_are_found_beside_texts_that_quote_a_half_each():
    characters = Random(2)
    first, second, *own, head = (
        "".join(chr(characters.randrange(0x4E00, 0x9FA5)) for _ in range(length))
        for length in (150, 150, 55, 55, 20)
    )
    found = copies(a=first + own[0], b=second + own[1], c=first + second, d=head + first + second)
    assert found == {"d": "c"}


def test_the_first_and_the_last_of_many_that_quote_one_passage_are_compared():
    characters = Random(3)
    passage, *own = (
        "".join(chr(characters.randrange(0x4E00, 0x9FA5)) for _ in range(150)) for _ in range(20)
    )
    texts = {f"{n:02}": passage + text for n, text in enumerate(own)}
    assert copies(**texts) == {}
    assert copies(**texts, z=texts["00"][5:]) == {"z": "00"}
