"""Bytes of every encoding that Chinese pages come in."""

import codecs

import pytest

from parkgraph.errors import SourceError
from parkgraph.sources.decoding import decode

TEXT = "开发区2021年产值5亿元。\n项目12个，企业300家。\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8"),
        (TEXT.encode("gbk"), "gb18030"),
        (TEXT.encode("gb18030"), "gb18030"),
        (TEXT.encode("utf-16"), "utf-16-le"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.replace("\n", "\r\n").encode("gbk"), "gb18030"),
        (TEXT.replace("\n", "\r").encode(), "utf-8"),
    ],
)
def test_encodings(data, encoding):
    assert decode(data, "x") == (TEXT, encoding)


TRADITIONAL = "開發區2021年產值5億元。\n專案12個，企業300家，發佈日期：2023年11月8日。\n"


@pytest.mark.parametrize(
    ("text", "codec", "encoding"),
    [
        (TRADITIONAL, "big5", "big5hkscs"),
        (TRADITIONAL, "cp950", "big5hkscs"),
        (TRADITIONAL.replace("\n", "\r\n"), "big5", "big5hkscs"),
        ("深水埗㗎", "big5hkscs", "big5hkscs"),
        ("產值", "big5", "big5hkscs"),
        (TRADITIONAL, "gbk", "gb18030"),
        (TRADITIONAL, "utf-8", "utf-8"),
        (TEXT, "gb2312", "gb18030"),
        ("产值", "gbk", "gb18030"),
        ("GDP 5% ~ 12 km, see Table 3: " * 20 + "产值", "gbk", "gb18030"),
    ],
)
def test_traditional_and_simplified_text_is_told_apart(text, codec, encoding):
    assert decode(text.encode(codec), "x") == (text.replace("\r\n", "\n"), encoding)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (codecs.BOM_UTF8, "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary: NUL at byte 8"),
        ("园区".encode() + b"\xff\xff\xff", "neither UTF-8 (byte 6), GB 18030 (byte 6) nor Big5 (byte 0)"),
        (
            "公園には入居した。".encode("shift_jis"),
            "not UTF-8 (byte 0), and as GB 18030 or Big5 no Chinese text",
        ),
        ("où négocier".encode("latin-1"), "neither UTF-8 (byte 1), GB 18030 (byte 1) nor Big5 (byte 1)"),
        (b"ab\x01\x02\x03\x04", "binary: 4 control characters in the first 6"),
        (codecs.BOM_UTF16_LE + b"a\x00\x00\xd8b\x00", "not utf-16-le at byte 2: illegal UTF-16 surrogate"),
        (codecs.BOM_UTF8 + b"a\0b", "binary: NUL at character 1"),
    ],
)
def test_what_is_no_text_is_rejected(data, reason):
    with pytest.raises(SourceError) as caught:
        decode(data, "x")
    assert (caught.value.source, caught.value.reason) == ("x", reason)
