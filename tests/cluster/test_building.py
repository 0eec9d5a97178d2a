"""Builds by shards: the bytes of a build on one machine, and gone on with wherever they were broken off."""

import gzip
import json
import shutil
import zipfile
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from itertools import count

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from parkgraph import relations, text
from parkgraph.cluster import building, graph
from parkgraph.errors import ParkgraphError, StoreError
from parkgraph.model import (
    Claim,
    CleanDocument,
    Entity,
    Evidence,
    Facts,
    Kind,
    Metric,
    Quantity,
    Span,
    Verdict,
)
from parkgraph.pipeline import build
from parkgraph.resolution import Override
from parkgraph.store import read_quads
from parkgraph.validation.engine import compiled_shapes
from tests.cluster.serial import Serial

ROWS = [
    {"text": "2021年3月，苏州工业园区签约项目14个，总投资169亿元。", "url": "https://a.test/1"},
    {
        "text": "2022年，合肥高新区实现工业产值120亿元。中国石油化工集团有限公司到访。",
        "published": "2022-05-06",
    },
    {"text": ""},
    {"text": "中国石化在合肥高新区的乙烯项目开工，总投资40亿元。"},
    {"text": "合肥高新区印发《合肥高新区招商引资管理办法》。"},
    {"text": "2022年，合肥高新区实现工业产值150亿元。"},
]


def write_inputs(folder):
    """Files of every kind, with copies of one text among them, of which one alone has a date."""
    folder.mkdir()
    lines = [json.dumps(row, ensure_ascii=False) for row in ROWS]
    (folder / "rows.jsonl").write_text("\n".join([*lines, "no JSON"]), encoding="utf-8")
    pq.write_table(pa.Table.from_pylist([{"text": f"{r['text']}又报。"} for r in ROWS]), folder / "t.parquet")
    with zipfile.ZipFile(folder / "z.zip", "w") as archive:
        for number, row in enumerate(ROWS):
            archive.writestr(f"{number}.txt", row["text"] + "再报。")
        archive.writestr("../out.txt", "x")
    (folder / "copy.txt").write_text(ROWS[1]["text"], encoding="utf-8")
    (folder / "empty.txt").write_text("")
    (folder / "broken.parquet").write_bytes(b"PAR1 it is not" * 40)
    return folder


@pytest.fixture(autouse=True)
def two_at_a_time(monkeypatch):
    """The quads of two documents are held at one time."""
    monkeypatch.setattr(graph, "_BATCH", 2)


def graph_of(out):
    """The shards one after the other."""
    files = sorted((out / "shards").glob("*.gz"))
    return b"".join(gzip.decompress(file.read_bytes()) for file in files)


def assert_equal(cluster, local):
    assert graph_of(cluster) == (local / "graph.nq").read_bytes()
    for name in ("report.json", "judgements.tsv"):
        assert (cluster / name).read_bytes() == (local / name).read_bytes()


@pytest.mark.parametrize(("shards", "share"), [(1, 1 << 20), (3, 200), (7, 1)])
def test_the_same_bytes_as_on_one_machine_whatever_the_shares(tmp_path, shards, share):
    inputs = [write_inputs(tmp_path / "in"), tmp_path / "none"]
    overrides = [Override(Kind.ENTERPRISE, "中国石化", "乙烯", Verdict.DIFFERENT)]
    local = build(inputs, tmp_path / "local", overrides=overrides, shards=shards)
    cluster = building.build(
        Serial(), inputs, tmp_path / "cluster", shards=shards, share=share, overrides=overrides
    )
    assert_equal(tmp_path / "cluster", tmp_path / "local")
    assert (cluster.counts, cluster.rejected) == (local.counts, local.rejected)
    assert [rejection.source for rejection in local.rejected] == [
        "broken.parquet",
        "empty.txt",
        "none",
        "rows.jsonl#3",
        "rows.jsonl#7",
        "z.zip!../out.txt",
    ]
    for file in (tmp_path / "local" / "shards").iterdir():
        assert file.read_bytes() == (tmp_path / "cluster" / "shards" / file.name).read_bytes()
    assert list(read_quads(tmp_path / "cluster")) == list(read_quads(tmp_path / "local" / "graph.nq"))


def test_the_manifest_names_the_files_with_their_sums(tmp_path):
    (tmp_path / "a.txt").write_text(ROWS[0]["text"], encoding="utf-8")
    report = build([tmp_path / "a.txt"], tmp_path / "out", shards=2)
    folder = tmp_path / "out" / "shards"
    manifest = json.loads((folder / "manifest.json").read_text())
    assert [row["file"] for row in manifest["shards"]] == [f"part-0000{n}.nq.gz" for n in range(3)]
    assert sum(row["quads"] for row in manifest["shards"]) == manifest["counts"]["quads"]
    assert manifest["counts"] == {
        k: v for k, v in report.counts.items() if k not in ("documents", "rejected")
    }
    assert (folder / "_SUCCESS").read_bytes() == b""
    (folder / "_SUCCESS").unlink()
    (tmp_path / "out" / "graph.nq").unlink()
    (tmp_path / "out" / "graph.ttl").unlink()
    with pytest.raises(StoreError, match="not complete"):
        list(read_quads(tmp_path / "out"))


# ------------------------------------------------------------------------ what violates a shape


def facts_of(clean):
    """Facts by rules of a test: each sign of a document stands for something that is wrong."""
    words, document = clean.document.text, clean.document
    if "坏" in words:
        raise ValueError("a bad character")
    quote = (Evidence(0, 2, words[:2], words),)
    park = Entity("park:p", Kind.PARK, "徐圩新区", evidence=quote)
    project = Entity("project:q", Kind.PROJECT, "百万吨乙烯项目", evidence=quote)
    sure = 2.0 if "过" in words else 0.9
    claims = [Claim("project:q", "locatedInPark", "park:p", confidence=sure, evidence=quote)]
    for level in ("国家级", "省级"):
        if level in words:
            claims.append(Claim("park:p", "parkLevel", level, literal=True, evidence=quote))
    if "日" in words:
        claims.append(Claim("project:q", "issueDate", "2021年", literal=True, evidence=quote))
    quantity = Quantity(Span(0, 1), Decimal(len(words)), "count")
    metric = Metric("park:p", "项目", quantity, words, evidence=quote)
    characters = -1 if "整" in words else len(words)
    return Facts(document, (park, project), tuple(claims), (metric,), (), characters)


@pytest.fixture
def wrong(monkeypatch):
    monkeypatch.setattr(text, "clean", lambda document: CleanDocument(document, document.text, (), (), ()))
    monkeypatch.setattr(relations, "extract", facts_of)


@pytest.mark.usefixtures("wrong")
@pytest.mark.parametrize(
    "texts",
    [
        ["东园", "西园", "坏园"],
        ["东园国家级", "西园省级", "南园"],  # which no document alone says
        ["东园过", "西园"],  # the triple stays, as another document's claim states it
        ["东园过", "西园过", "南园日"],
        ["东园整", "西园日"],
        ["东园整", "西园过国家级", "南园省级日", "北园"],
    ],
)
def test_what_violates_a_shape_is_kept_out_alike(tmp_path, texts):
    folder = tmp_path / "in"
    folder.mkdir()
    for number, words in enumerate(texts):
        (folder / f"{number}.txt").write_text(words, encoding="utf-8")
    local = build([folder], tmp_path / "local")
    cluster = building.build(Serial(), [folder], tmp_path / "cluster", shards=4)
    assert local.complete is False
    assert (cluster.violations, cluster.rejected) == (local.violations, local.rejected)
    assert_equal(tmp_path / "cluster", tmp_path / "local")


def test_no_shape_looks_further_than_a_thing_and_the_types_of_what_it_names():
    shapes = compiled_shapes()
    assert len(shapes) > 10
    assert [shape for shape in shapes if shape.opaque or shape.subjects_of or shape.objects_of] == []
    assert [check for shape in shapes for check in shape.properties if check.inverse] == []


# ------------------------------------------------------------------------ going on


def test_a_build_goes_on_from_wherever_it_was_broken_off(tmp_path, monkeypatch):
    inputs, out = write_inputs(tmp_path / "in"), tmp_path / "out"
    (inputs / "copy.txt").unlink()  # a copy without a date is read each time before that with one
    build([inputs], tmp_path / "local")
    read, extract = [], relations.extract
    monkeypatch.setattr(relations, "extract", lambda clean: read.append(clean.text) or extract(clean))
    for fails in count():
        with suppress(KeyboardInterrupt):
            building.build(Serial(5 * fails), [inputs], out, shards=3, share=200)
            break
        assert not (out / "report.json").exists()
    assert fails > 5
    assert_equal(out, tmp_path / "local")
    assert len(read) == len(set(read))
    report = building.build(Serial(), [inputs], out, shards=3, share=200)
    assert (report.reused, len(read)) == (report.counts["documents"], len(set(read)))
    assert_equal(out, tmp_path / "local")


def test_a_later_build_reads_what_is_new_and_forgets_what_is_gone(tmp_path):
    inputs, out = write_inputs(tmp_path / "in"), tmp_path / "out"
    building.build(Serial(), [inputs], out, shards=3)
    (inputs / "z.zip").unlink()
    (inputs / "new.txt").write_text("合肥高新区引进企业30家。", encoding="utf-8")
    (inputs / "copy.txt").rename(inputs / "renamed.txt")
    report = building.build(Serial(), [inputs], out, shards=3)
    assert report.counts["documents"] - report.reused == 2  # and what a copy without a date is read for
    local = build([inputs], tmp_path / "local")
    assert replace(report, documents=local.documents) == local
    assert_equal(out, tmp_path / "local")


@pytest.mark.usefixtures("wrong")
def test_what_was_rejected_is_tried_again_when_asked(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text("东园", encoding="utf-8")
    (tmp_path / "b.txt").write_text("坏园", encoding="utf-8")
    inputs, out = [tmp_path / "a.txt", tmp_path / "b.txt"], tmp_path / "out"
    counts = [building.build(Serial(), inputs, out, shards=2) for _ in range(2)]
    assert [(one.counts["rejected"], one.untried) for one in counts] == [(1, 0), (1, 1)]
    monkeypatch.setattr(relations, "extract", lambda clean: Facts(clean.document))
    assert building.build(Serial(), inputs, out, shards=2).counts["rejected"] == 1
    retried = building.build(Serial(), inputs, out, shards=2, retry=True)
    assert (retried.counts["rejected"], retried.untried, retried.reused) == (0, 0, 1)


def test_builds_of_two_forms_do_not_mix(tmp_path):
    (tmp_path / "a.txt").write_text(ROWS[0]["text"], encoding="utf-8")
    build([tmp_path / "a.txt"], tmp_path / "one")
    with pytest.raises(ParkgraphError, match=r"one/graph\.nq: of a build of another form"):
        building.build(Serial(), [tmp_path / "a.txt"], tmp_path / "one", shards=2)
    build([tmp_path / "a.txt"], tmp_path / "two", shards=2)
    with pytest.raises(ParkgraphError, match="two/shards: of a build of another form"):
        build([tmp_path / "a.txt"], tmp_path / "two")


def test_nothing_to_read_is_an_error_that_names_what_there_was(tmp_path):
    with pytest.raises(ParkgraphError, match="none: does not exist\nno document"):
        building.build(Serial(), [tmp_path / "none"], tmp_path / "out", shards=2)


def test_a_disk_that_not_all_see_is_named(tmp_path):
    class Elsewhere(Serial):
        def each(self, work, values):
            shutil.rmtree(tmp_path / "out" / ".stages" / "facts")
            return super().each(work, values)

    (tmp_path / "a.txt").write_text(ROWS[0]["text"], encoding="utf-8")
    with pytest.raises(ParkgraphError, match=r"facts/0000\d: not there, or not of this build"):
        building.build(Elsewhere(), [tmp_path / "a.txt"], tmp_path / "out", shards=2)
