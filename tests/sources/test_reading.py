"""Files, folders, archives, JSON lines and Parquet, good and bad."""

import datetime as dt
import io
import json
import zipfile

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from parkgraph.errors import SourceError
from parkgraph.sources import document_of, read_documents
from parkgraph.sources.archives import read_members

TEXT = "东岭园区产值5亿元。"


def read(*inputs):
    rejected = []
    documents = list(read_documents(inputs, on_reject=rejected.append))
    return documents, [(e.source, e.reason) for e in rejected]


def test_folder_is_read_sorted_and_without_hidden_entries(tmp_path):
    (tmp_path / "b.txt").write_text("乙。", encoding="utf-8")
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "z.md").write_text("甲。", encoding="utf-8")
    (tmp_path / "c").write_text("丙。", encoding="utf-8")
    (tmp_path / ".hidden.txt").write_text("无。", encoding="utf-8")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x.txt").write_text("无。", encoding="utf-8")
    documents, rejected = read(tmp_path)
    assert ([d.text for d in documents], rejected) == (["甲。", "乙。", "丙。"], [])


def test_same_content_has_the_same_identifier_wherever_it_lies(tmp_path):
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    (tmp_path / "three.txt").write_bytes(TEXT.encode("gb18030"))
    documents, _ = read(tmp_path)
    assert len({d.identifier for d in documents}) == 1
    assert sorted(d.encoding for d in documents) == ["gb18030", "utf-8", "utf-8"]


def test_missing_empty_and_binary_files_are_rejected_by_name(tmp_path):
    (tmp_path / "empty.txt").write_bytes(b" \n")
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" * 40)
    (tmp_path / "good.txt").write_text(TEXT, encoding="utf-8")
    documents, rejected = read(tmp_path / "none.txt", tmp_path)
    assert [d.text for d in documents] == [TEXT]
    assert rejected == [
        (str(tmp_path / "none.txt"), "does not exist"),
        ((tmp_path / "empty.txt").as_posix(), "empty"),
        ((tmp_path / "photo.jpg").as_posix(), "binary: NUL at byte 4"),
    ]


def test_json_lines(tmp_path):
    path = tmp_path / "pages.jsonl"
    rows = [
        {
            "text": "甲园区。",
            "title": "标题",
            "url": "http://a.example/1",
            "date": "2021-05-06",
            "source": "甲报",
        },
        {"content": "乙园区。", "published": "2020年1月2日"},
        {"html": "<p>丙园区。</p>"},
        {"title": "没有正文"},
        ["不是对象"],
        {"text": "\u0000二进制"},
        {"text": "坏\ud800字"},
    ]
    lines = [json.dumps(row) for row in rows]
    path.write_text("\n".join([*lines[:3], "", "{坏的", *lines[3:]]) + "\n", encoding="utf-8")
    documents, rejected = read(path)
    place = path.as_posix()
    assert [
        (d.text, d.title, d.url, d.published, d.publisher, d.media_type, d.source) for d in documents
    ] == [
        ("甲园区。", "标题", "http://a.example/1", dt.date(2021, 5, 6), "甲报", "text/plain", f"{place}#1"),
        ("乙园区。", None, None, dt.date(2020, 1, 2), None, "text/plain", f"{place}#2"),
        ("<p>丙园区。</p>", None, None, None, None, "text/html", f"{place}#3"),
    ]
    assert [(source, reason.split(":")[0]) for source, reason in rejected] == [
        (f"{place}#5", "not JSON"),
        (f"{place}#6", "has none of text, content, body, html"),
        (f"{place}#7", "not a JSON object"),
        (f"{place}#8", "binary"),
        (f"{place}#9", "lone surrogate at character 1"),
    ]


def test_parquet(tmp_path):
    path = tmp_path / "pages.parquet"
    table = pa.table({"text": ["甲园区。", None, "乙园区。"], "date": [dt.date(2022, 3, 4), None, None]})
    pq.write_table(table, path)
    documents, rejected = read(path)
    assert [(d.text, d.published, d.source) for d in documents] == [
        ("甲园区。", dt.date(2022, 3, 4), f"{path.as_posix()}#1"),
        ("乙园区。", None, f"{path.as_posix()}#3"),
    ]
    assert rejected == [(f"{path.as_posix()}#2", "has none of text, content, body, html")]


def test_broken_parquet_is_rejected(tmp_path):
    path = tmp_path / "bad.parquet"
    path.write_bytes(b"PAR1 nothing")
    documents, ((source, reason),) = read(path)
    assert (documents, source, reason.split(":")[0]) == ([], path.as_posix(), "not Parquet")


def test_parquet_without_pyarrow_names_the_extra(tmp_path, monkeypatch):
    path = tmp_path / "pages.parquet"
    path.write_bytes(b"")
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    assert read(path) == (
        [],
        [(path.as_posix(), "reading Parquet needs pyarrow: pip install 'parkgraph[parquet]'")],
    )


def zip_of(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def test_zip_members_are_read_within_limits(tmp_path):
    path = tmp_path / "pages.zip"
    members = {
        "b/页.txt": "乙。".encode("gb18030"),
        "a.jsonl": b'{"text": "\xe7\x94\xb2\xe3\x80\x82"}\n',
        "../up.txt": b"x",
        "/root.txt": b"x",
        "inner.zip": zip_of(a=b"x"),
        "bomb.txt": b"0" * 3_000_000,
        "__MACOSX/._b": b"x",
    }
    path.write_bytes(zip_of(**members))
    documents, rejected = read(path)
    place = path.as_posix()
    assert [(d.text, d.encoding, d.source) for d in documents] == [
        ("甲。", "utf-8", f"{place}!a.jsonl#1"),
        ("乙。", "gb18030", f"{place}!b/页.txt"),
    ]
    assert rejected == [
        (f"{place}!../up.txt", "its path climbs out of the archive"),
        (f"{place}!/root.txt", "its path climbs out of the archive"),
        (f"{place}!bomb.txt", "packed more than 200 times"),
        (f"{place}!inner.zip", "an archive within an archive"),
    ]


def test_zip_member_beyond_the_limit_is_rejected():
    rejected = []
    data = io.BytesIO(zip_of(a=b"12345", b=b"123456"))
    found = list(read_members(data, "x.zip", rejected.append, limit=5))
    assert found == [("a", b"12345")]
    assert [(e.source, e.reason) for e in rejected] == [("x.zip!b", "6 bytes, more than 5")]


def test_what_is_no_zip_is_rejected(tmp_path):
    path = tmp_path / "bad.zip"
    path.write_bytes(b"PK nothing")
    assert read(path) == ([], [(path.as_posix(), "not a zip archive: File is not a zip file")])


def test_html_is_recognised_by_name_and_by_look(tmp_path):
    (tmp_path / "a.htm").write_text("<p>甲。", encoding="utf-8")
    (tmp_path / "b.txt").write_text("<html><p>乙。", encoding="utf-8")
    (tmp_path / "c.txt").write_text("产值<丙。", encoding="utf-8")
    documents, _ = read(tmp_path)
    assert [d.media_type for d in documents] == ["text/html", "text/html", "text/plain"]


def test_line_ends_and_byte_order_mark_are_normalised():
    assert document_of("\ufeff甲。\r\n乙。\r丙。", "x").text == "甲。\n乙。\n丙。"


def test_blank_document_is_refused():
    with pytest.raises(SourceError, match="x: empty"):
        document_of(" \n", "x")
