"""Builds as a whole: what is written, in the same bytes whatever the order, and what survives a failure."""

import datetime as dt
import json
import os
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from parkgraph import extraction, pipeline, relations, text
from parkgraph.corpus.reading import merge_copies
from parkgraph.errors import ParkgraphError, StoreError
from parkgraph.extraction import Failure, extract_documents
from parkgraph.model import (
    Claim,
    CleanDocument,
    Document,
    Entity,
    Evidence,
    Facts,
    Kind,
    Metric,
    Quantity,
    Span,
)
from parkgraph.pipeline import build
from parkgraph.store import open_store, read_quads
from parkgraph.vocabulary import PG, PREFIXES, RDF

FILES = ["facts.db", "graph.nq", "graph.ttl", "judgements.tsv", "report.json"]
REPORTS = {
    "a.txt": "2021年3月，苏州工业园区签约项目14个，总投资169亿元。\n",
    "b.txt": "2022年，合肥高新区实现工业产值120亿元，同比增长12.5%。园区计划新增企业30家。\n",
    "c.txt": "某某石化有限公司投资40亿元建设的乙烯项目在苏州工业园区开工。\n",
    "d.txt": "合肥高新区印发《合肥高新区招商引资管理办法》。\n",
}


def write_corpus(folder, reports=REPORTS):
    folder.mkdir(parents=True)
    for name, content in reports.items():
        (folder / name).write_text(content, encoding="utf-8")
    return folder


def contents(out):
    return {name: (out / name).read_bytes() for name in FILES}


def facts_of(clean: CleanDocument) -> Facts:
    """Facts by rules of a test: a park, and a metric of as many as the text has characters."""
    document = clean.document
    if "坏" in document.text:
        raise ValueError("a bad character\nand more")
    if "死" in document.text:
        os._exit(3)
    quote = Evidence(0, 2, document.text[:2], document.text.strip())
    park = Entity("park:p", Kind.PARK, document.text[:2], evidence=(quote,))
    size = Quantity(Span(0, 2), Decimal(len(document.text)), "count")
    published = document.published.isoformat() if document.published else "字数"
    metric = Metric("park:p", published, size, document.text[:2], evidence=(quote,))
    return Facts(document, (park,), (), (metric,), (), len(document.text))


@pytest.fixture
def simple(monkeypatch):
    """Replaces reading by :func:`facts_of`, also in the worker processes (which are forked)."""
    monkeypatch.setattr(text, "clean", lambda document: CleanDocument(document, document.text, (), (), ()))
    monkeypatch.setattr(relations, "extract", facts_of)


def test_what_a_build_writes(tmp_path):
    report = build([write_corpus(tmp_path / "in")], tmp_path / "out")
    out = tmp_path / "out"
    assert sorted(path.name for path in out.iterdir()) == [*FILES, "store"]
    quads = list(read_quads(out / "graph.nq"))
    triples = {quad.triple for quad in parse(path=str(out / "graph.ttl"), format=RdfFormat.TURTLE)}
    assert triples == {quad.triple for quad in quads}
    assert (len(quads), len(triples)) == (report.counts["quads"], report.counts["triples"])
    [row] = open_store(out).query("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
    assert int(row["n"].value) == len(triples)
    written = json.loads((out / "report.json").read_text(encoding="utf-8"))
    assert list(written) == ["counts", "documents", "rejected", "validation"]
    assert sorted(document["sources"] for document in written["documents"]) == [[name] for name in REPORTS]
    assert report.complete
    assert not any(str(tmp_path).encode() in content for content in contents(out).values())


def test_every_statement_of_a_document_is_in_its_graph(tmp_path):
    build([write_corpus(tmp_path / "in")], tmp_path / "out")
    documents = PREFIXES["document"]
    for quad in read_quads(tmp_path / "out"):
        if quad.predicate.value == PREFIXES["prov"] + "wasDerivedFrom":
            assert quad.graph_name == quad.object
        if quad.subject.value.startswith(documents):
            assert quad.graph_name == quad.subject
        if quad.predicate.value == f"{RDF}type" and quad.object.value == f"{PG}Park":
            assert quad.graph_name.value.startswith(documents)


def test_the_bytes_do_not_depend_on_order_workers_place_or_hash_seed(tmp_path):
    first, second = write_corpus(tmp_path / "one"), write_corpus(tmp_path / "two" / "deeper")
    build([first], tmp_path / "out")
    expected = contents(tmp_path / "out")
    build(sorted(second.iterdir(), reverse=True), tmp_path / "reverse", workers=2)
    assert contents(tmp_path / "reverse") == expected
    program = "import sys; from parkgraph.pipeline import build; build(sys.argv[2:], sys.argv[1])"
    for seed in ("1", "2"):
        out = tmp_path / f"seed{seed}"
        command = [sys.executable, "-c", program, str(out), str(second)]
        subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": seed})
        assert contents(out) == expected


@pytest.mark.usefixtures("simple")
def test_a_document_that_fails_is_rejected_and_the_others_are_built(tmp_path):
    corpus = write_corpus(
        tmp_path / "in", {"a.txt": "东园区", "b.txt": "坏文档", "c.txt": "", "d.txt": "西园区"}
    )
    report = build([corpus, tmp_path / "none"], tmp_path / "out")
    assert [(r.source, r.reason) for r in report.rejected] == [
        ("b.txt", "ValueError: a bad character"),
        ("c.txt", "empty"),
        ("none", "does not exist"),
    ]
    assert report.rejected[2].place == str(tmp_path / "none")
    assert not report.complete
    assert sorted(document.sources for document in report.documents) == [("a.txt",), ("d.txt",)]
    counts = {key: report.counts[key] for key in ("documents", "rejected", "pg:Park", "pg:Metric")}
    assert counts == {"documents": 2, "rejected": 3, "pg:Park": 2, "pg:Metric": 2}


@pytest.mark.usefixtures("simple")
def test_the_old_graph_stays_when_nothing_can_be_built(tmp_path):
    build([write_corpus(tmp_path / "in", {"a.txt": "东园区"})], tmp_path / "out")
    before = contents(tmp_path / "out")
    bad = write_corpus(tmp_path / "bad", {"b.txt": "坏文档"})
    with pytest.raises(ParkgraphError, match=r"b\.txt: ValueError: a bad character\nno document to build"):
        build([bad], tmp_path / "out")
    assert contents(tmp_path / "out") == before
    with pytest.raises(ParkgraphError, match="no document to build"):
        build([bad], tmp_path / "new")
    assert not (tmp_path / "new").exists()


@pytest.mark.usefixtures("simple")
def test_the_old_graph_stays_when_writing_fails(tmp_path, monkeypatch):
    build([write_corpus(tmp_path / "in", {"a.txt": "东园区"})], tmp_path / "out")
    before = contents(tmp_path / "out")

    def fail(*arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pipeline, "write_store", fail)
    other = write_corpus(tmp_path / "other", {"a.txt": "西园区"})
    with pytest.raises(ParkgraphError, match="out: No space left on device"):
        build([other], tmp_path / "out")
    assert contents(tmp_path / "out") == before
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [*FILES, "store"]


@pytest.mark.usefixtures("simple")
def test_a_build_replaces_an_older_one_and_nothing_else(tmp_path):
    out = tmp_path / "out"
    build([write_corpus(tmp_path / "in", {"a.txt": "东园区"})], out)
    (out / "notes.txt").write_text("mine")
    build([write_corpus(tmp_path / "other", {"a.txt": "西园区"})], out)
    assert sorted(path.name for path in out.iterdir()) == sorted([*FILES, "notes.txt", "store"])
    assert "西园" in (out / "graph.ttl").read_text(encoding="utf-8")
    assert "东园" not in (out / "graph.ttl").read_text(encoding="utf-8")
    query = f'ASK {{ ?park <{PREFIXES["skos"]}prefLabel> "西园"@zh }}'
    assert bool(open_store(out).query(query))


@pytest.mark.usefixtures("simple")
def test_identical_documents_are_one_with_all_their_sources(tmp_path):
    corpus = write_corpus(tmp_path / "in", {"b.txt": "东园区"})
    write_corpus(corpus / "x", {"a.txt": "东园区"})
    report = build([corpus], tmp_path / "out")
    assert [document.sources for document in report.documents] == [("b.txt", "x/a.txt")]
    assert report.counts["pg:Metric"] == 1
    sources = [q.object.value for q in read_quads(tmp_path / "out") if q.subject == q.graph_name
               and q.predicate.value == PREFIXES["dcterms"] + "source"]  # fmt: skip
    assert sources == ["b.txt", "x/a.txt"]


@pytest.mark.usefixtures("simple")
@pytest.mark.parametrize("order", [1, -1])
def test_a_copy_that_knows_its_date_lends_it_whichever_comes_first(tmp_path, order):
    (tmp_path / "a.txt").write_text("东园区", encoding="utf-8")
    line = {"text": "东园区", "published": "2021-05-06"}
    (tmp_path / "b.jsonl").write_text(json.dumps(line, ensure_ascii=False) + "\n", encoding="utf-8")
    report = build([tmp_path / "a.txt", tmp_path / "b.jsonl"][::order], tmp_path / "out")
    [document] = report.documents
    assert (document.sources, document.published) == (("a.txt", "b.jsonl#1"), "2021-05-06")
    labels = {q.object.value for q in read_quads(tmp_path / "out") if q.predicate.value.endswith("#label")}
    assert "2021-05-06" in labels  # its facts were read again with the date


def test_copies_are_merged_in_the_order_of_their_sources():
    first = Document("0" * 16, "a", "x", title=None, publisher="甲")
    second = replace(first, source="b", title="题", publisher="乙", published=dt.date(2021, 1, 1))
    merged = replace(first, text="", title="题", published=dt.date(2021, 1, 1))
    assert merge_copies([first, second]) == merge_copies([second, first]) == merged


@pytest.mark.usefixtures("simple")
def test_what_violates_a_shape_is_kept_out_and_named(tmp_path, monkeypatch):
    def extract(clean):
        facts = facts_of(clean)
        if clean.document.text.startswith("西"):
            quote = facts.entities[0].evidence
            project = Entity("project:q", Kind.PROJECT, "某项目", evidence=quote)
            bad = Claim("project:q", "issueDate", "2021年", True, evidence=quote)
            return replace(facts, entities=(*facts.entities, project), claims=(bad,))
        return facts

    monkeypatch.setattr(relations, "extract", extract)
    corpus = write_corpus(tmp_path / "in", {"a.txt": "东园区", "b.txt": "西园区"})
    report = build([corpus], tmp_path / "out")
    assert not report.complete
    assert {v.sentence for v in report.violations} == {"西园区"}
    assert [v.severity for v in report.violations] == ["Violation", "Violation"]
    assert [v.value for v in report.violations if "xsd:date" in v.message] == ["2021年", "2021年"]
    assert "2021年" not in (tmp_path / "out" / "graph.nq").read_text(encoding="utf-8")
    assert report.counts["pg:Park"] == 2
    listed = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))["validation"]
    keys = ["document", "focus", "message", "path", "sentence", "severity", "value"]
    assert [sorted(row) for row in listed] == [keys, keys]


@pytest.mark.usefixtures("simple")
def test_a_document_whose_own_statements_are_wrong_is_rejected_as_a_whole(tmp_path, monkeypatch):
    def extract(clean):
        facts = facts_of(clean)
        return replace(facts, characters=-1) if clean.document.text.startswith("西") else facts

    monkeypatch.setattr(relations, "extract", extract)
    corpus = write_corpus(tmp_path / "in", {"a.txt": "东园区", "b.txt": "西园区"})
    report = build([corpus], tmp_path / "out")
    [rejection] = report.rejected
    assert (rejection.source, "xsd:nonNegativeInteger" in rejection.reason) == ("b.txt", True)
    assert [document.sources for document in report.documents] == [("a.txt",)]
    assert report.counts["pg:Park"] == report.counts["pg:Metric"] == report.counts["pg:Document"] == 1
    graphs = {quad.graph_name.value for quad in read_quads(tmp_path / "out")}
    assert len([graph for graph in graphs if graph.startswith(PREFIXES["document"])]) == 1


@pytest.mark.usefixtures("simple")
@pytest.mark.parametrize("workers", [1, 2])
def test_outcomes_come_in_order(workers):
    texts = ["东园区", "坏", "西园区", *(f"第{n}号园区" for n in range(40))]
    documents = [Document(f"{n:016}", f"{n}", text) for n, text in enumerate(texts)]
    outcomes = list(extract_documents(iter(documents), workers))
    assert [document for document, _ in outcomes] == documents
    assert outcomes[1][1] == Failure("ValueError: a bad character")
    assert [outcome.characters for n, (_, outcome) in enumerate(outcomes) if n != 1] == [
        len(text) for n, text in enumerate(texts) if n != 1
    ]
    assert all(outcome.document.text == "" for n, (_, outcome) in enumerate(outcomes) if n != 1)


@pytest.mark.usefixtures("simple")
def test_a_document_that_kills_its_process_is_rejected_alone():
    texts = ["东园区", "死", "西园区", *(f"第{n}号园区" for n in range(30))]
    documents = [Document(f"{n:016}", f"{n}", text) for n, text in enumerate(texts)]
    outcomes = list(extract_documents(iter(documents), 2))
    assert [document for document, _ in outcomes] == documents
    assert [n for n, (_, outcome) in enumerate(outcomes) if isinstance(outcome, Failure)] == [1]
    assert outcomes[1][1] == Failure("the process that read it died")


@pytest.mark.usefixtures("simple")
def test_only_so_many_documents_are_taken_ahead():
    taken = []

    def documents():
        for n in range(100):
            taken.append(n)
            yield Document(f"{n:016}", f"{n}", f"第{n}号园区")

    outcomes = extract_documents(documents(), 2)
    next(outcomes)
    assert len(taken) == 2 * extraction._AHEAD
    outcomes.close()


@pytest.mark.usefixtures("simple")
def test_a_build_does_not_read_itself_or_another(tmp_path):
    corpus = write_corpus(tmp_path / "in", {"a.txt": "东园区"})
    first = build([corpus], corpus / "out")
    before = contents(corpus / "out")
    (corpus / "out" / "notes.txt").write_text("西园区", encoding="utf-8")
    build([corpus], corpus / "other")
    assert replace(build([corpus], corpus / "out"), reused=0) == first
    assert contents(corpus / "out") == before


@pytest.mark.usefixtures("simple")
def test_a_build_into_its_own_input_reads_the_documents_alone(tmp_path, monkeypatch):
    corpus = write_corpus(tmp_path / "in", {"a.txt": "东园区"})
    monkeypatch.chdir(corpus)
    first = build(["."], ".")
    before = contents(corpus)
    again = build(["."], ".")
    assert (again, again.reused, first.complete) == (first, 1, True)
    assert contents(corpus) == before
    assert [document.sources for document in first.documents] == [("a.txt",)]
    (corpus / "b.tsv").write_text("西园区", encoding="utf-8")
    assert [document.sources for document in build(["."], ".").documents] == [("a.txt",), ("b.tsv",)]


@pytest.mark.usefixtures("simple")
def test_a_table_of_that_name_is_read_where_no_build_lies(tmp_path):
    corpus = write_corpus(tmp_path / "in", {"judgements.tsv": "东园区", "facts.db": "西园区"})
    report = build([corpus], tmp_path / "out")
    assert sorted(document.sources for document in report.documents) == [("facts.db",), ("judgements.tsv",)]


@pytest.mark.usefixtures("simple")
def test_the_folder_to_write_is_not_read_even_when_it_holds_no_build(tmp_path):
    corpus = write_corpus(tmp_path / "in", {"a.txt": "东园区"})
    write_corpus(corpus / "out", {"b.txt": "西园区"})
    report = build([corpus], corpus / "out")
    assert [document.sources for document in report.documents] == [("a.txt",)]


@pytest.mark.usefixtures("simple")
@pytest.mark.parametrize("order", [1, -1])
def test_sources_of_one_name_are_told_apart(tmp_path, order):
    for folder, content in (("s1", "东园区"), ("s2", "西园区")):
        write_corpus(tmp_path / folder, {"x.txt": content, "y.txt": ""})
    files = [tmp_path / name for name in ("s1/x.txt", "s2/x.txt", "s2/y.txt")]
    report = build(files[::order], tmp_path / "out")
    assert sorted(document.sources for document in report.documents) == [("s1/x.txt",), ("s2/x.txt",)]
    assert [rejection.source for rejection in report.rejected] == ["y.txt"]
    written = {q.object.value for q in read_quads(tmp_path / "out") if q.subject == q.graph_name
               and q.predicate.value == PREFIXES["dcterms"] + "source"}  # fmt: skip
    assert written == {"s1/x.txt", "s2/x.txt"}


@pytest.mark.usefixtures("simple")
@pytest.mark.parametrize("failing", ["store", *FILES])
def test_the_old_build_is_put_back_when_a_file_cannot_be_placed(tmp_path, monkeypatch, failing):
    out = tmp_path / "out"
    build([write_corpus(tmp_path / "in", {"a.txt": "东园区"})], out)
    before, rename = contents(out), Path.rename

    def fail(self, target):
        if self.parent.name.startswith(".building-") and self.name == failing and target == out / failing:
            raise OSError(5, "Input/output error")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(ParkgraphError, match="out: Input/output error"):
        build([write_corpus(tmp_path / "other", {"a.txt": "西园区"})], out)
    assert contents(out) == before
    assert sorted(path.name for path in out.iterdir()) == [*FILES, "store"]
    assert bool(open_store(out).query(f'ASK {{ ?park <{PREFIXES["skos"]}prefLabel> "东园"@zh }}'))


@pytest.mark.usefixtures("simple")
def test_half_a_build_is_refused_until_it_is_built_again(tmp_path, monkeypatch):
    out, corpus = tmp_path / "out", write_corpus(tmp_path / "in", {"a.txt": "东园区"})
    rename, seen = Path.rename, []

    def watch(self, target):
        if target.parent == out:
            for read in (open_store, lambda place: list(read_quads(place))):
                with pytest.raises(StoreError, match="out: half of a build"):
                    read(out)
            seen.append(target.name)
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", watch)
    build([corpus], out)
    assert seen == ["store", "graph.nq", "graph.ttl", "report.json", "judgements.tsv", "facts.db"]
    (out / ".incomplete").touch()  # as a process that died leaves it
    with pytest.raises(StoreError, match="half of a build"):
        open_store(out)
    build([corpus], out)
    assert sorted(path.name for path in out.iterdir()) == [*FILES, "store"]
    assert bool(open_store(out).query("ASK { ?s ?p ?o }"))
