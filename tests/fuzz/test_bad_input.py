"""Anything at all as a document, a query or a request: what holds for it, and what was found so."""

import datetime as dt
import io
import json
import zipfile
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, parse
from starlette.testclient import TestClient

from parkgraph.errors import SourceError
from parkgraph.mentions.dates import find_periods
from parkgraph.sources import read_documents
from parkgraph.store import fill_store
from parkgraph.web import make_application, protect
from tests.fuzz import targets
from tests.fuzz.inputs import files, texts

some = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("suffix", targets.SUFFIXES)
def test_any_file_gives_documents_or_reasons(suffix):
    given(files[suffix])(some(lambda data: targets.read(suffix, data)))()


@pytest.mark.parametrize("name", targets.TEXTS)
def test_any_text(name):
    given(texts)(some(targets.TEXTS[name]))()


@pytest.fixture(scope="module")
def client():
    store = fill_store(parse(b"<http://a.test/a> <http://a.test/b> 'c' .", format=RdfFormat.TURTLE))
    with TestClient(protect(make_application(store), "127.0.0.1"), base_url="http://localhost") as client:
        yield client


_paths = st.sampled_from(
    ["/", "/sparql", "/store", "/search", "/questions", "/questions/largest-projects", "/id/park/x"]
) | st.text(max_size=12).map(lambda path: f"/{quote(path)}")
_names = ["query", "graph", "default", "q", "update", "minimum", "default-graph-uri", "named-graph-uri"]
_fields = st.dictionaries(st.sampled_from(_names) | st.text(max_size=5), texts, max_size=3)
_types = st.sampled_from(
    ["application/sparql-query", "application/x-www-form-urlencoded", "text/plain", "application/json", ";;"]
)
_header = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=40)


def test_any_request(client):
    @given(
        st.sampled_from(["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"]),
        _paths,
        _fields,
        _types,
        _header,
        texts | _fields,
    )
    @some
    def ask(method, path, fields, media_type, accept, body):
        client.cookies.clear()
        options = {"data": body} if isinstance(body, dict) else {"content": body.encode("utf-8", "replace")}
        headers = {"Accept": accept, "Content-Type": media_type}
        answer = client.request(
            method, path, params=fields, headers=headers, follow_redirects=False, **options
        )
        assert answer.status_code < 500
        assert "Traceback" not in answer.text
        assert answer.headers["x-content-type-options"] == "nosniff"

    ask()


# ---------------------------------------------------------------------- sizes and shapes


def rejected(path):
    reasons: list[SourceError] = []
    documents = list(read_documents([path], on_reject=reasons.append))
    return [document.text for document in documents], [error.reason for error in reasons]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b"\x7fELF\x02\x01\x01" + b"\0" * 50, "binary: NUL at byte 7"),
        (b"\xff\xd8\xff\xe0" * 50, "neither UTF-8 (byte 0), GB 18030 (byte 0) nor Big5 (byte 0)"),
        ("园区".encode() + "园区".encode("gb18030") + b"\xff\xff", None),
        (b"\xed\xa0\x80" * 20, None),
    ],
)
def test_bytes_that_are_no_text(tmp_path, data, reason):
    (tmp_path / "x.txt").write_bytes(data)
    found, reasons = rejected(tmp_path / "x.txt")
    assert (found, len(reasons)) == ([], 1)
    assert reason is None or reasons == [reason]


@pytest.mark.parametrize(
    "text",
    ["(" * 1_000_000, "园" * 3_000_000, "<div>" * 200_000 + "园区" + "</div>" * 200_000, "\u202e园区" * 10],
)
def test_large_and_deep_text_is_one_document(tmp_path, text):
    (tmp_path / "x.html").write_text(text, encoding="utf-8")
    found, reasons = rejected(tmp_path / "x.html")
    assert (found, reasons) == ([text], [])


def test_json_deeper_than_its_reader_goes(tmp_path):
    deep = '{"text": ' + "[" * 100_000 + "]" * 100_000 + "}"
    lone = '{"text": "\\ud800园区"}'
    good = json.dumps({"text": "园区"})
    (tmp_path / "x.jsonl").write_text("\n".join([deep, lone, good, "[]", "NaN", "1e999"]), encoding="utf-8")
    found, reasons = rejected(tmp_path / "x.jsonl")
    assert (found, len(reasons)) == (["园区"], 5)


def test_archives_that_explode_or_climb(tmp_path):
    with zipfile.ZipFile(tmp_path / "x.zip", "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("bomb.txt", b"0" * (50 << 20))
        made.writestr("../out.txt", "园区")
        made.writestr("/etc/out.txt", "园区")
        made.writestr("a\\..\\..\\out.txt", "园区")
        inner = io.BytesIO()
        with zipfile.ZipFile(inner, "w") as within:
            within.writestr("a.txt", "园区")
        made.writestr("inner.zip", inner.getvalue())
        made.writestr("good.txt", "园区")
    found, reasons = rejected(tmp_path / "x.zip")
    assert (found, len(reasons)) == (["园区"], 5)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["x.zip"]


def test_members_of_one_name_are_both_read(tmp_path):
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as made:
        made.writestr("a.txt", "东园区")
        with pytest.warns(UserWarning, match="Duplicate name"):
            made.writestr("a.txt", "西园区")
    assert rejected(tmp_path / "x.zip") == (["东园区", "西园区"], [])


@pytest.mark.parametrize("published", [dt.date.min, dt.date.max])
def test_days_at_the_ends_of_the_calendar_date_nothing(published):
    assert find_periods("去年，1-9月，明年", published) == ()
    [found] = find_periods("2021年3月", published)
    assert found.period.start == dt.date(2021, 3, 1)


@pytest.mark.parametrize(
    ("at", "byte", "reason"),
    [
        (30 + 5, 0xFF, "damaged"),  # the first byte of what was compressed
        (-22 - 46 - 5 + 6, 81, "not a zip archive: zip file version 8.1"),  # the version that is needed
        (-22 - 46 - 5 + 28, 0, "not a zip archive: Truncated central directory"),  # the length of its name
    ],
)
def test_archives_with_a_damaged_byte(tmp_path, at, byte, reason):
    with zipfile.ZipFile(tmp_path / "x.zip", "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("a.txt", "园区" * 100)
    data = bytearray((tmp_path / "x.zip").read_bytes())
    data[at] = byte
    (tmp_path / "x.zip").write_bytes(data)
    found, reasons = rejected(tmp_path / "x.zip")
    assert found == []
    assert len(reasons) == 1
    assert reasons[0].startswith(reason)
