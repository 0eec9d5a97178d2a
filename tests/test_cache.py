"""Facts kept for the next build: what is found again, and what is read anew."""

import ast
import datetime as dt
import shutil
import sqlite3
import zlib
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

import parkgraph
from parkgraph import cache
from parkgraph.cache import FACTS, FactsCache, fingerprint, key_of, write_cache
from parkgraph.extraction import extract_document
from parkgraph.model import (
    Bound,
    Claim,
    Document,
    Entity,
    Entry,
    EntryMode,
    Evidence,
    Facts,
    Kind,
    Metric,
    Modality,
    Period,
    Quantity,
    Reason,
    Span,
    Unattributed,
)

TEXT = (
    "2021年3月5日，滨溪高新区与恒远电池有限公司签约，总投资约30.50亿元的恒远电池项目落户。"
    "2021年，滨溪高新区实现工业总产值86.5亿元，累计签约项目9个。"
)
DOCUMENT = Document("0123456789abcdef", "a.txt", TEXT, published=dt.date(2021, 3, 6), title="签约")
QUOTE = Evidence(0, 5, "滨溪高新区", "滨溪高新区。")
MARCH = Period(dt.date(2021, 3, 1), dt.date(2021, 3, 31), "3月")
WHOLE = Facts(
    replace(DOCUMENT, text=""),
    (Entity("park:a", Kind.PARK, "滨溪高新区", ("滨溪",), (("placeCode", "320700"),), (QUOTE,), 0.1 + 0.2),),
    (Claim("project:a", "status", "signed", True, Modality.PLANNED, 0.7, MARCH, (QUOTE,), "rule"),),
    (
        Metric(
            "park:a", "产值",
            Quantity(Span(1, 9), Decimal("1.50E+9"), "CNY", Decimal("2.0"), Bound.ABOUT, "亿元"),
            "15亿元", None, Modality.ACTUAL, 0.5, MARCH, (QUOTE,), "weights", True,
        ),
    ),
    (Entry("enterprise:a", "park:a", EntryMode.SIGNED, None, Modality.ACTUAL, 1.0, None, (QUOTE,)),),
    73,
    (Unattributed("quantity", "5亿元", (QUOTE,), Reason.NO_SUBJECT),),
    ("320700",),
    (1, 2**32 - 1),
)  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    write_cache({key_of(DOCUMENT): WHOLE}, tmp_path / FACTS)
    return tmp_path


def test_facts_come_back_as_they_were(folder):
    found = FactsCache(folder).find(DOCUMENT)
    assert found == WHOLE
    assert [str(m.quantity.value) for m in found.metrics] == ["1.50E+9"]


def test_facts_that_were_read_come_back_as_they_were(tmp_path):
    facts = extract_document(DOCUMENT)
    write_cache({key_of(DOCUMENT): facts}, tmp_path / FACTS)
    assert FactsCache(tmp_path).find(DOCUMENT) == facts
    assert all((facts.claims, facts.metrics, facts.entries, facts.sketch))


def test_equal_facts_give_equal_bytes(tmp_path):
    other = replace(DOCUMENT, text="西园区")
    facts = [(key_of(DOCUMENT), WHOLE), (key_of(other), Facts(other))]
    write_cache(dict(facts), tmp_path / "a.db")
    write_cache(dict(facts[::-1]), tmp_path / "b.db")
    assert (tmp_path / "a.db").read_bytes() == (tmp_path / "b.db").read_bytes()
    write_cache(dict(facts[:1]), tmp_path / "c.db")
    assert (tmp_path / "a.db").read_bytes() != (tmp_path / "c.db").read_bytes()


@pytest.mark.parametrize(
    "change",
    [
        {"text": TEXT + "。"},
        {"media_type": "text/html"},
        {"encoding": "gb18030"},
        {"title": "另题"},
        {"title": None},
        {"published": dt.date(2022, 3, 6)},
        {"published": None},
        {"publisher": "滨溪日报"},
        {"byline": "记者"},
        {"url": "http://a.test/"},
    ],
)
def test_a_document_of_which_something_else_is_known_is_read_again(folder, change):
    assert FactsCache(folder).find(replace(DOCUMENT, **change)) is None


def test_a_title_is_not_taken_for_a_publisher():
    bare = replace(DOCUMENT, title=None)
    assert key_of(replace(bare, title="甲")) != key_of(replace(bare, publisher="甲"))


def test_a_document_that_lies_elsewhere_is_known_and_says_where_it_lies(folder):
    moved = replace(DOCUMENT, source="b/c.txt")
    assert FactsCache(folder).find(moved) == replace(WHOLE, document=replace(moved, text=""))


def overwrite(path, content):
    path.write_bytes(content(path.read_bytes()))


@pytest.mark.parametrize(
    "content",
    [
        lambda data: b"",
        lambda data: b"facts",
        lambda data: data[: len(data) // 2],
        lambda data: data[:100],
        lambda data: bytes(len(data)),
        lambda data: data[:4096] + bytes(len(data) - 4096),
    ],
)
def test_a_damaged_file_holds_nothing(folder, content):
    overwrite(folder / FACTS, content)
    found = FactsCache(folder)
    assert (len(found), found.find(DOCUMENT)) == (0, None)


def change_rows(folder, *statement):
    with closing(sqlite3.connect(folder / FACTS)) as database, database:
        database.execute(*statement)


@pytest.mark.parametrize(
    "content",
    [b"", b"facts", zlib.compress(b""), zlib.compress(b"\x90"), zlib.compress(b'{"document": 1}'), None],
)
def test_of_a_damaged_row_alone_nothing_is_found(folder, content):
    other = replace(DOCUMENT, text="西园区")
    (folder / FACTS).unlink()
    write_cache({key_of(DOCUMENT): WHOLE, key_of(other): WHOLE}, folder / FACTS)
    change_rows(folder, "UPDATE facts SET content = ? WHERE key = ?", (content, key_of(DOCUMENT)))
    found = FactsCache(folder)
    assert found.find(DOCUMENT) is None
    assert found.find(other) == replace(WHOLE, document=replace(other, text=""))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE about SET value = 'another'",
        "DELETE FROM about",
        "DROP TABLE about",
        "DROP TABLE facts",
        "DELETE FROM facts",
    ],
)
def test_what_other_code_read_is_not_used(folder, statement):
    assert len(FactsCache(folder)) == 1
    change_rows(folder, statement)
    assert len(FactsCache(folder)) == 0


def test_a_folder_without_facts_holds_none(tmp_path):
    (tmp_path / FACTS).mkdir()
    assert [len(FactsCache(place)) for place in (tmp_path, tmp_path / "none")] == [0, 0]


# ---------------------------------------------------------------------- fingerprint


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A copy of the code and of the seeds that the fingerprint is taken of."""
    code, seeds = tmp_path / "parkgraph", tmp_path / "seeds"
    shutil.copytree(Path(parkgraph.__file__).parent, code, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("lexicon", "weights"):
        shutil.copytree(cache.resource_path("seeds", name), seeds / name)
    monkeypatch.setattr(parkgraph, "__file__", str(code / "__init__.py"))
    monkeypatch.setattr(cache, "resource_path", lambda *parts: tmp_path.joinpath(*parts))
    return tmp_path


def changes_it(path):
    before = fingerprint.__wrapped__()
    path.write_bytes(path.read_bytes() + b"\n")
    return fingerprint.__wrapped__() != before


@pytest.mark.parametrize(
    "name",
    [
        "parkgraph/text/cleaning.py",
        "parkgraph/mentions/dates.py",
        "parkgraph/relations/statuses.py",
        "parkgraph/lexicon/places.py",
        "parkgraph/corpus/copies.py",
        "parkgraph/model.py",
        "parkgraph/vocabulary.py",
        "parkgraph/sources/metadata.py",
        "parkgraph/sources/markup.py",
        "parkgraph/sources/decoding.py",
        pytest.param("parkgraph/extraction.py"),
        "seeds/lexicon/cues-status.tsv",
        "seeds/weights/subjects.tsv",
        "seeds/weights/parks.crf",
    ],
)
def test_what_reads_facts_is_in_the_fingerprint(checkout, name):
    assert changes_it(checkout / name)


@pytest.mark.parametrize(
    "name",
    ["parkgraph/resolution/parks.py", "parkgraph/corpus/conflicts.py", "parkgraph/web/pages.py", "notes.txt"],
)
def test_what_comes_after_the_facts_is_not(checkout, name):
    (checkout / name).parent.mkdir(exist_ok=True)
    (checkout / name).touch()
    assert not changes_it(checkout / name)


def test_a_file_that_is_renamed_changes_the_fingerprint(checkout):
    before = fingerprint.__wrapped__()
    lexicon = checkout / "seeds" / "lexicon"
    (lexicon / "zones.tsv").rename(lexicon / "areas.tsv")
    assert fingerprint.__wrapped__() != before


def test_another_version_of_a_package_changes_the_fingerprint(monkeypatch):
    before = fingerprint.__wrapped__()
    monkeypatch.setattr(cache, "version", lambda package: "0")
    assert fingerprint.__wrapped__() != before


def imported(module, code):
    """The modules of ours that a module imports, as paths below the code."""
    for statement in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(statement, ast.ImportFrom) and (statement.module or "").startswith("parkgraph"):
            named = [statement.module, *(f"{statement.module}.{alias.name}" for alias in statement.names)]
            for name in named:
                path = code.joinpath(*name.split(".")[1:])
                yield from (p for p in (path.with_suffix(".py"), path / "__init__.py") if p.is_file())


def test_all_code_that_reads_facts_is_in_the_fingerprint(monkeypatch):
    code = Path(parkgraph.__file__).parent
    waiting = [code / "text" / "__init__.py", code / "relations" / "__init__.py"]
    needed = set()
    while waiting:
        module = waiting.pop()
        if module not in needed and module != code / "__init__.py":
            needed.add(module)
            waiting += imported(module, code)
    read, read_bytes = set(), Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda self: read.add(self) or read_bytes(self))
    fingerprint.__wrapped__()
    harmless = {code / "errors.py", code / "resources.py"}
    missing = {p for p in needed - read - harmless if p.read_text(encoding="utf-8").count("\n") > 1}
    assert sorted(path.relative_to(code).as_posix() for path in missing) == []
