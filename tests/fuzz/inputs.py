"""Inputs that are likelier than chance to find a defect."""

from __future__ import annotations

import io
import json
import zipfile

from hypothesis import strategies as st

from tests.load.adversarial import UNITS

ODD = (
    "\x00\x0b\x1f\x7f\x85\xa0\u00ad\u0301\u200b\u200d\u202a\u202e\u2028\u2066\u3000\ufeff\ufffe\U000e0041𠀀😀"
)
WORDS = [
    *UNITS.values(), *"。！？；：、，（）()《》“”〈〉【】|\t\n\r 年月日季度万亿元％%.-~至到", *ODD,
    "某某高新区", "有限公司", "总投资", "项目", "签约", "2021年3月5日", "去年", "1-9月",
    "12.5亿元", "同比增长",
    "关于印发《办法》的通知", "<p>", "</p>", "<script>", "&amp;", "&#x110000;", "&#0;",
    "<![CDATA[", "<!--", "-->",
    "<meta name=\"a\" content='b'>", "\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
    "VALUES ?p { 1 } #@param p", "#+ param: p string — x", "SELECT * { ?s ?p ?o }", '"', "'", "\\",
    "<", ">", "^^",
    "=1+1", "@SUM(A1)", "text/turtle;q=0.5", "*/*", ";q=", "qiáng", "?tīng)?", "園區", "一百二十",
    "〇", "两亿五千万",
]  # fmt: skip

texts = st.one_of(
    st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=6)), max_size=40).map("".join),
    st.tuples(st.sampled_from(WORDS), st.integers(1, 300)).map(lambda t: t[0] * t[1]),
    st.text(max_size=200),
)

encodings = st.sampled_from(["utf-8", "gb18030", "big5hkscs", "utf-16", "utf-16-le", "utf-32", "utf-8-sig"])
encoded = st.tuples(texts, encodings).map(lambda t: t[0].encode(t[1], "ignore"))
mixed = st.lists(st.one_of(encoded, st.binary(max_size=40)), max_size=4).map(b"".join)

_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
_rows = st.dictionaries(
    st.sampled_from(["text", "content", "html", "title", "date", "published", "url", "source", "x"]), _values
)
lines = st.lists(st.one_of(_rows.map(lambda row: json.dumps(row).encode()), mixed), max_size=5).map(
    b"\n".join
)


@st.composite
def archives(draw: st.DrawFn) -> bytes:
    """Zip archives with names that climb, members that are anything, and bytes that are damaged."""
    output = io.BytesIO()
    with zipfile.ZipFile(
        output, "w", draw(st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]))
    ) as made:
        for number in range(draw(st.integers(0, 4))):
            name = draw(
                st.sampled_from(
                    [
                        "a.txt",
                        "../a.txt",
                        "/etc/a.txt",
                        "C:\\a.txt",
                        "a/b.html",
                        "园区.txt",
                        ".x",
                        "a.zip",
                        "",
                    ]
                )
                | st.text(max_size=8)
            )
            name = name.split("\0")[0] or "a"
            made.writestr(f"{number}{name}" if draw(st.booleans()) else name, draw(mixed))
    data = bytearray(output.getvalue())
    for _ in range(draw(st.integers(0, 3))):
        if data:
            data[draw(st.integers(0, len(data) - 1))] = draw(st.integers(0, 255))
    return bytes(data)


files = {
    ".txt": mixed,
    ".html": mixed,
    ".jsonl": lines,
    ".zip": archives(),
    ".parquet": st.binary(max_size=200).map(lambda b: b"PAR1" + b + b"PAR1"),
}
"""Contents of a file by its suffix."""
