"""Builds over documents that raise, hang, spin, grow and kill: set aside with the reason, not tried again."""

import os
import re
import signal
import time

import pytest
from click.testing import CliRunner

from parkgraph import relations, sources, text
from parkgraph.cli import main
from parkgraph.corpus import inputs
from parkgraph.guarded import Limits
from parkgraph.model import CleanDocument, Entity, Evidence, Facts, Kind
from parkgraph.pipeline import build

LIMITS = Limits(0.7, 300 << 20)
BAD = {
    "raise.txt": ("坏", "ValueError: a bad character"),
    "hang.txt": ("睡", "took longer than 0.7 s"),
    "spin.txt": ("转", "took longer than 0.7 s"),
    "grow.txt": ("大", "took more memory than 300 MB"),
    "exit.txt": ("退", "the process that read it died (exit status 3)"),
    "kill.txt": ("死", "the process that read it died (SIGKILL)"),
}
REASONS = sorted((name, reason) for name, (_, reason) in BAD.items())


def misbehave(words):
    if "坏" in words:
        raise ValueError("a bad character\nand more")
    if "睡" in words:
        time.sleep(3600)
    if "转" in words:
        re.fullmatch("(a+)+b", "a" * 64)
    if "大" in words:
        _ = bytearray(1 << 30)
    if "退" in words:
        os._exit(3)
    if "死" in words:
        os.kill(os.getpid(), signal.SIGKILL)


def facts_of(clean):
    misbehave(clean.document.text)
    quote = Evidence(0, 2, clean.text[:2], clean.text.strip())
    return Facts(
        clean.document, (Entity("park:p", Kind.PARK, clean.text[:2], evidence=(quote,)),), (), (), ()
    )


@pytest.fixture
def documents(tmp_path, monkeypatch):
    """Six bad documents among twelve good ones, read by :func:`facts_of` in forked processes."""
    monkeypatch.setattr(text, "clean", lambda document: CleanDocument(document, document.text, (), (), ()))
    monkeypatch.setattr(relations, "extract", facts_of)
    folder = tmp_path / "in"
    folder.mkdir()
    for name, (word, _) in BAD.items():
        (folder / name).write_text(f"东园区{word}", encoding="utf-8")
    for number in range(12):
        (folder / f"good{number}.txt").write_text(f"西园区{number}", encoding="utf-8")
    return folder


def reasons(report):
    return sorted((rejection.source, rejection.reason) for rejection in report.rejected)


@pytest.mark.parametrize("workers", [1, 2])
def test_bad_documents_are_set_aside_and_the_rest_is_built(tmp_path, documents, workers):
    report = build([documents], tmp_path / "out", workers=workers, limits=LIMITS)
    assert reasons(report) == REASONS
    assert (len(report.documents), report.complete, report.untried) == (12, False, 0)


def test_they_are_not_tried_again_unless_asked(tmp_path, documents):
    out = tmp_path / "out"
    build([documents], out, limits=LIMITS)
    first = {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()}
    began = time.monotonic()
    again = build([documents], out, limits=Limits(3600))
    assert (reasons(again), again.untried, again.reused) == (REASONS, 6, 12)
    assert time.monotonic() - began < 60
    assert {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()} == first
    retried = build([documents], out, limits=LIMITS, retry=True)
    assert (reasons(retried), retried.untried, retried.reused) == (REASONS, 0, 12)


def test_what_can_be_read_by_now_is_read_when_asked(tmp_path, documents, monkeypatch):
    out = tmp_path / "out"
    build([documents], out, limits=LIMITS)
    monkeypatch.setattr("tests.faults.test_guarded_builds.misbehave", lambda words: None)
    assert len(build([documents], out, limits=LIMITS).documents) == 12
    assert len(build([documents], out, limits=LIMITS, retry=True).documents) == 18


def test_a_changed_document_is_tried_again(tmp_path, documents):
    out = tmp_path / "out"
    build([documents], out, limits=LIMITS)
    (documents / "hang.txt").write_text("东园区好了", encoding="utf-8")
    report = build([documents], out, limits=LIMITS)
    assert (len(report.documents), report.untried) == (13, 5)


def test_the_command_says_what_it_did_not_try(tmp_path, documents):
    command = ["build", str(documents), "--out", str(tmp_path / "out"), "--time-limit", "0.7"]
    results = [CliRunner().invoke(main, [*command, "--memory-limit", "300"]) for _ in range(2)]
    assert [result.exit_code for result in results] == [1, 1]
    assert f"rejected {documents}" not in results[0].stderr  # by its source in the report
    assert "rejected hang.txt: took longer than 0.7 s" in results[0].stderr
    assert "--retry-rejected" not in results[0].stderr
    assert "6 of them rejected before and not tried again (--retry-rejected)" in results[1].stderr


def test_a_file_that_cannot_be_opened_for_good_is_set_aside(tmp_path, monkeypatch):
    """A reader of files that hangs or dies in the middle of one loses the rest of that file alone."""
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a.jsonl", "b.jsonl", "c.jsonl"):
        lines = [
            f'{{"text": "{name}园区{n}{"睡" if name == "b.jsonl" and n == 2 else ""}"}}' for n in range(4)
        ]
        (folder / name).write_text("\n".join(lines), encoding="utf-8")
    read = sources.read_documents

    def read_badly(given, **told):
        for document in read(given, **told):
            misbehave(document.text)
            yield document

    monkeypatch.setattr(inputs, "read_documents", read_badly)
    monkeypatch.setattr(text, "clean", lambda document: CleanDocument(document, document.text, (), (), ()))
    monkeypatch.setattr(relations, "extract", facts_of)
    report = build([folder], tmp_path / "out", limits=LIMITS)
    assert reasons(report) == [("b.jsonl", "not read beyond its entry 2: took longer than 0.7 s")]
    assert len(report.documents) == 10
