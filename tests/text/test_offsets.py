"""The way back: every piece of evidence compares equal to its raw characters."""

import os
import re
import unicodedata
from itertools import pairwise
from pathlib import Path

import opencc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parkgraph.sources import document_of, read_documents
from parkgraph.text import clean, find_evidence, write_offsets, write_text

REAL = Path(os.environ.get("PARKGRAPH_REAL_DOCUMENTS", Path(__file__).parents[3] / "shared" / "seeds"))
T2S = opencc.OpenCC("t2s")
READING = re.compile("[(（][A-Za-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ┘]+[)）]")
IGNORED = frozenset(",，、。;；:：“”\"‘’'《》〈〉「」『』()（）[]【】·•・-—–_/")


def reduced(text):
    """What a comparison of names looks at: Simplified, NFKC, no readings, marks or blanks."""
    narrow = READING.sub("", unicodedata.normalize("NFKC", T2S.convert(text)))
    return "".join(c for c in narrow if c not in IGNORED and not re.match(r"\s", c)).lower()


def check(cleaned, start, end):
    raw = cleaned.document.text
    evidence = find_evidence(cleaned, start, end)
    for piece in evidence:
        assert reduced(raw[piece.start : piece.end]) == reduced(piece.exact)
        assert piece.exact.strip()
    assert [e.start for e in evidence] == sorted(e.start for e in evidence)
    assert all(a.end <= b.start for a, b in pairwise(evidence))
    return evidence


def check_map(cleaned):
    size = len(cleaned.document.text)
    assert len(cleaned.text) == len(cleaned.starts) == len(cleaned.ends)
    assert all(a <= b for a, b in pairwise(cleaned.starts))
    assert all(0 <= a <= b <= size for a, b in zip(cleaned.starts, cleaned.ends, strict=True))
    ends = [(a.start, a.end) for a in cleaned.articles]
    assert all(before[1] <= behind[0] for before, behind in pairwise(ends))
    covered = "\n".join(cleaned.text[a:b] for a, b in ends)
    assert covered == cleaned.text
    for article in cleaned.articles:
        spans = [(s.start, s.end) for s in article.sentences]
        assert spans == sorted(spans)
        assert all(cleaned.text[a:b] == cleaned.text[a:b].strip() != "" for a, b in spans)


NOISE = (
    "開(kāi)發(fā)區(qū)|勇?tīng)?zhēng)先|運輸?shù)葐栴}|園區|园区|产业|企业落户|总投资12.5亿元|，|,|。|、|；|“|”|"
    "(PHA)|（北京）|\n|\n\n|\n\n\n\n| |\u3000\u3000|\t|首页 > 新闻|浏览次数：3|IMG_1.jpg\n|王小明 李清\n|"
    "本报讯|来源：日报|相关新闻\n|責任著作看著|一、|２０２１年|&nbsp;|<p>|</p>|<br/>|<td>|&ldquo;|\u200b|項目為王。|"
    "图为现场。|Ａ|ABC|!|？|…|上一篇：|《办法》|\ufeff|熱情?!半m然"
)
PIECES = st.sampled_from(NOISE.split("|"))
NOISY = st.lists(PIECES, min_size=1, max_size=40).map("".join)
MEDIA = st.sampled_from(["text/plain", "text/html"])


@settings(max_examples=150, deadline=None)
@given(text=NOISY, media_type=MEDIA, data=st.data())
def test_evidence_of_noisy_text_compares_equal(text, media_type, data):
    if not text.replace("\ufeff", "").strip():
        return
    cleaned = clean(document_of(text, "noise", media_type=media_type))
    check_map(cleaned)
    if cleaned.text:
        start = data.draw(st.integers(0, len(cleaned.text) - 1))
        end = data.draw(st.integers(start + 1, len(cleaned.text)))
        check(cleaned, start, end)


@settings(max_examples=150, deadline=None)
@given(text=st.text(min_size=1, max_size=200), media_type=MEDIA)
def test_any_text_gives_a_sound_map(text, media_type):
    if not text.replace("\ufeff", "").strip():
        return
    cleaned = clean(document_of(text, "any", media_type=media_type))
    check_map(cleaned)
    if cleaned.text:
        check(cleaned, 0, len(cleaned.text))


SENTENCES = st.lists(
    st.sampled_from(
        [
            "园区去年新增企业二十一家",
            "项目总投资3.2亿元",
            "“绿色标杆”企业达到9家",
            "产值增长8%",
            "管委会出台《奖励办法》",
        ]
    ),
    min_size=1,
    max_size=6,
).map(lambda parts: "，".join(parts) + "。")


@settings(max_examples=80, deadline=None)
@given(paragraphs=st.lists(SENTENCES, min_size=1, max_size=6))
def test_text_without_noise_stays_as_it_is(paragraphs):
    text = "\n".join(paragraphs) + "\n"
    cleaned = clean(document_of(text, "clean"))
    assert write_text(cleaned) == text
    assert cleaned.starts == tuple(range(len(text) - 1))


@pytest.mark.skipif(not REAL.is_dir(), reason=f"no real documents at {REAL} (PARKGRAPH_REAL_DOCUMENTS)")
def test_evidence_of_real_documents_compares_equal():
    rejected = []
    documents = list(read_documents([REAL], on_reject=rejected.append))
    assert documents
    assert rejected == []
    for document in documents:
        cleaned = clean(document)
        check_map(cleaned)
        size = len(cleaned.text)
        quoted = 0
        for start in range(0, size, 7):
            end = min(size, start + 1 + (start * 31) % 45)
            quoted += bool(check(cleaned, start, end))
        # Punctuation alone has no evidence, and little else.
        assert quoted >= 0.9 * len(range(0, size, 7))


def test_evidence_covers_readings_and_names_its_sentence():
    cleaned = clean(document_of("園區(qū)建成。縣(xiàn)里企業(yè)落戶。", "page"))
    start = cleaned.text.index("县里")
    (found,) = find_evidence(cleaned, start, start + 4)
    assert (found.start, found.end, found.exact, found.sentence) == (9, 19, "县里企业", "县里企业落户。")


def test_evidence_splits_at_a_dropped_caption():
    raw = "园区新签约项目八个。项目涉及新能\n(签约现场)\n源和食品两大产业。\n"
    cleaned = clean(document_of(raw, "page"))
    start = cleaned.text.index("新能源")
    found = find_evidence(cleaned, start, start + 3)
    assert [(e.exact, raw[e.start : e.end]) for e in found] == [("新能", "新能"), ("源", "源")]


def test_evidence_leaves_a_repaired_garble_out():
    cleaned = clean(document_of("奮勇?tīng)?zhēng)先，拼出加速度。", "page"))
    assert [e.exact for e in find_evidence(cleaned, 0, 4)] == ["奋勇", "先"]


def test_evidence_keeps_what_the_raw_text_gives():
    cleaned = clean(document_of("園區圍繞著產業鏈招商。", "page"))
    assert cleaned.text == "园区围绕着产业链招商。"
    assert [e.exact for e in find_evidence(cleaned, 2, 5)] == ["围绕著"]


@pytest.mark.parametrize(("start", "end"), [(0, 0), (3, 2), (-1, 2), (0, 99)])
def test_offsets_outside_the_text_are_refused(start, end):
    cleaned = clean(document_of("园区产值增长。", "page"))
    with pytest.raises(ValueError, match="no range of a clean text of 7 characters"):
        find_evidence(cleaned, start, end)


def test_offsets_are_written_by_contiguous_runs():
    cleaned = clean(document_of("園區(qū)勇?tīng)?zhēng)先。\n\n企業落戶。", "page"))
    assert list(write_offsets(cleaned)) == [
        "cleanStart\tcleanEnd\trawStart\trawEnd\ttext",
        "0\t2\t0\t2\t园区",
        "2\t3\t6\t7\t勇",
        "3\t4\t7\t20\t争",
        "4\t6\t20\t22\t先。",
        "6\t7\t22\t24\t\\n",
        "7\t12\t24\t29\t企业落户。",
    ]
