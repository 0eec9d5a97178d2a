"""Builds on a cluster of Spark: the bytes of a build on one machine, with bad documents or a machine lost."""

import json
import os
import shutil
import subprocess
import sys
import time

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from parkgraph.cluster.spark import _describe
from tests.cluster.test_building import assert_equal
from tests.servers.processes import NotInstalled
from tests.servers.spark import QUICK, SparkCluster

MISBEHAVING = """
import os, signal, time
from parkgraph import extraction

read = extraction.read_facts

def read_facts(document):
    if "坏" in document.text:
        raise ValueError("a bad character")
    if "睡" in document.text:
        time.sleep(3600)
    if "死" in document.text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "慢" in document.text:
        time.sleep(0.3)
    return read(document)

extraction.read_facts = read_facts
"""
LIMITS = ("--time-limit", "8")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    try:
        started = SparkCluster(tmp_path_factory.mktemp("spark"))
    except NotInstalled as missing:
        pytest.skip(f"{missing} is not installed")
    yield started
    started.close()


@pytest.fixture
def start(tmp_path):
    """Starts a build in which some words make documents misbehave, as people start it."""
    (tmp_path / "sitecustomize.py").write_text(MISBEHAVING, encoding="utf-8")
    started = []

    def start(*arguments):
        command = [sys.executable, "-m", "parkgraph", "build", *map(str, arguments)]
        environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
        with (tmp_path / f"build{len(started)}.log").open("wb") as log:
            started.append(subprocess.Popen(command, stdout=log, stderr=log, env=environment))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


def on_cluster(cluster, tmp_path):
    settings = {
        "spark.executorEnv.PYTHONPATH": tmp_path,
        "spark.driver.extraJavaOptions": QUICK,
        "spark.executor.extraJavaOptions": QUICK,
        "spark.shuffle.io.retryWait": "1s",  # what a lost machine held is asked for three times
    }
    conf = [option for name, value in settings.items() for option in ("--conf", f"{name}={value}")]
    return ("--engine", "spark", "--master", cluster.master, *conf, "--shards", "6", *LIMITS)


def test_a_cluster_gives_the_bytes_of_one_machine(tmp_path, cluster, start, seed_documents):
    inputs = tmp_path / "in"
    inputs.mkdir()
    texts = sorted((seed_documents / "tune").glob("*.txt"))[:8]
    for file in texts[:5]:
        shutil.copy(file, inputs)
    rows = [{"text": file.read_text(encoding="utf-8"), "date": "2021-05-06"} for file in texts[4:]]
    bad = [{"text": f"合肥高新区{word}。"} for word in "坏睡死"]
    lines = [json.dumps(row, ensure_ascii=False) for row in [*rows[:2], *bad, *rows[2:]]]
    (inputs / "rows.jsonl").write_text("\n".join([*lines, "no JSON"]), encoding="utf-8")
    pq.write_table(pa.Table.from_pylist(rows[:2]), inputs / "rows.parquet")
    local = start(inputs, "--out", tmp_path / "local", *LIMITS)
    remote = start(inputs, "--out", tmp_path / "remote", *on_cluster(cluster, tmp_path))
    assert (local.wait(200), remote.wait(200)) == (1, 1), (tmp_path / "build1.log").read_text()
    assert_equal(tmp_path / "remote", tmp_path / "local")
    report = json.loads((tmp_path / "remote" / "report.json").read_text(encoding="utf-8"))
    assert {row["source"]: row["reason"] for row in report["rejected"]} == {
        "rows.jsonl#3": "ValueError: a bad character",
        "rows.jsonl#4": "took longer than 8 s",
        "rows.jsonl#5": "the process that read it died (SIGKILL)",
        "rows.jsonl#8": "not JSON: Expecting value: line 1 column 1 (char 0)",
    }


def test_a_machine_that_is_lost_loses_and_doubles_nothing(tmp_path, cluster, start):
    inputs, out = tmp_path / "in", tmp_path / "remote"
    inputs.mkdir()
    for number in range(24):
        words = f"慢：2021年，合肥高新区签约项目{number}个，某{number}号化工有限公司投资{number}亿元。"
        (inputs / f"{number}.txt").write_text(words, encoding="utf-8")
    local = start(inputs, "--out", tmp_path / "local", *LIMITS)
    remote = start(inputs, "--out", out, *on_cluster(cluster, tmp_path))
    facts = out / ".stages" / "facts"
    while not (facts.is_dir() and any(file.name.isdigit() for file in facts.iterdir())):
        assert remote.poll() is None, (tmp_path / "build1.log").read_text()
        time.sleep(0.05)
    assert sum(file.name.isdigit() for file in facts.iterdir()) < 6  # in the middle of reading
    assert cluster.kill(0) > 2  # the worker, its executor, and Python within
    assert (local.wait(200), remote.wait(200)) == (0, 0), (tmp_path / "build1.log").read_text()
    assert_equal(out, tmp_path / "local")


@pytest.mark.parametrize(
    ("raised", "told"),
    [
        ("parkgraph.errors.ParkgraphError: /disk/00001: not there", "/disk/00001: not there"),
        ("KeyError: 'k'", "KeyError: 'k'"),
    ],
)
def test_of_pages_of_tracebacks_the_error_of_the_task_is_told(raised, told):
    text = f"""An error occurred while calling z:PythonRDD.collectAndServe.
: org.apache.spark.SparkException: Job aborted due to stage failure: Task 0 in stage 0.0 failed 4 times
Traceback (most recent call last):
  File "x.py", line 1, in work
{raised}

\tat org.apache.spark.scheduler.Task.run(Task.scala:147)
Caused by: org.apache.spark.api.python.PythonException: Traceback (most recent call last):
{raised}
Caused by: java.io.EOFException"""
    assert _describe(RuntimeError(text)) == told
    assert _describe(RuntimeError(text.replace(raised, ""))).startswith("SparkException: Job aborted")
    assert _describe(RuntimeError("\nno such thing\n")) == "no such thing"


def test_a_master_that_is_none_is_named(tmp_path, start):
    done = start(tmp_path, "--out", tmp_path / "out", "--engine", "spark", "--master", "nowhere")
    assert done.wait(60) == 1
    assert "Error: nowhere: " in (tmp_path / "build0.log").read_text()
