"""Builds that are killed, robbed of workers, refused room or rights: nothing is lost, nothing half is left.

``make faults`` does the random part hundreds of times.
"""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from parkgraph import replacing
from parkgraph.cache import JOURNAL
from parkgraph.errors import ParkgraphError, SourceError
from parkgraph.locking import hold_folder
from parkgraph.sources import read_documents
from tests.faults.disturbed import (
    FILES,
    contents,
    die_at_step,
    give_up_rights,
    kill_builds,
    kill_workers,
    limit_files,
    run_apart,
    start_apart,
    wait_for,
)

TEXTS = {
    "a.txt": "2021年3月，苏州工业园区签约项目14个，总投资169亿元。\n",
    "b.txt": "2022年，合肥高新区实现工业产值120亿元，同比增长12.5%。园区计划新增企业30家。\n",
    "c.txt": "某某石化有限公司投资40亿元建设的乙烯项目在苏州工业园区开工。\n",
}


@pytest.fixture
def inputs(tmp_path):
    return write(tmp_path / "in", TEXTS)


@pytest.fixture
def said(tmp_path):
    """The file that a build writes its error to."""
    return tmp_path / "said"


def write(folder, texts):
    folder.mkdir()
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def build_apart(out, inputs, before=None, said=None):
    return wait_for(run_apart(out, inputs, before, said), 300)


def test_builds_that_are_killed(tmp_path, inputs):
    tally = kill_builds(inputs, tmp_path, 4, random.Random(1))
    assert (tally.wrong, tally.kills >= 4) == ([], True)


def test_builds_whose_workers_are_killed(tmp_path, inputs):
    tally = kill_workers(inputs, tmp_path, 2, random.Random(1))
    assert (tally.wrong, tally.kills >= 2) == ([], True)


@pytest.mark.parametrize("step", range(1, 7))
def test_a_build_killed_while_its_files_are_moved_is_finished_by_the_next(tmp_path, inputs, step):
    """Which has nothing to read: the facts are in place before it looks for them."""
    out = tmp_path / "out"
    assert build_apart(out, inputs) == 0
    write(tmp_path / "more", TEXTS | {"d.txt": "合肥高新区印发《合肥高新区招商引资管理办法》。\n"})
    assert build_apart(tmp_path / "expected", tmp_path / "more") == 0
    assert build_apart(out, tmp_path / "more", partial(die_at_step, step)) == -signal.SIGKILL
    assert (out / ".incomplete").exists()
    replacing.mend_folder(out)
    expected = contents(tmp_path / "expected")
    assert contents(out) == expected
    assert sorted(path.name for path in out.iterdir()) == [JOURNAL, ".lock", *FILES, "store"]
    assert build_apart(out, tmp_path / "more") == 0
    assert contents(out) == expected
    assert sorted(path.name for path in out.iterdir()) == [*FILES, "store"]


@pytest.mark.parametrize("size", [1000, 20_000, 100_000])
def test_a_disk_that_is_full_leaves_the_old_graph(tmp_path, inputs, said, size):
    out = tmp_path / "out"
    assert build_apart(out, inputs) == 0
    before = contents(out)
    write(tmp_path / "more", TEXTS | {"d.txt": "合肥高新区印发《合肥高新区招商引资管理办法》。\n"})
    assert build_apart(out, tmp_path / "more", partial(limit_files, size), said) == 9
    assert str(out) in said.read_text(encoding="utf-8")
    assert contents(out) == before
    assert build_apart(out, tmp_path / "more") == 0
    assert not [path.name for path in out.iterdir() if path.name.startswith(".")]


@pytest.fixture
def small_disk(tmp_path):
    """A file system of 300 KB; only the superuser can make one."""
    if os.getuid() != 0 or sys.platform != "linux":
        pytest.skip("only the superuser of Linux can mount a small file system")
    folder = tmp_path / "disk"
    folder.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", folder], capture_output=True)
    if done.returncode:
        pytest.skip("no right to mount here")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_a_small_disk(small_disk, inputs, said):
    assert build_apart(small_disk / "out", inputs, said=said) == 9
    assert "out: " in said.read_text(encoding="utf-8")
    assert not list(small_disk.rglob("graph.*"))


@pytest.fixture
def open_path(tmp_path):
    """Lets everybody reach the folder of the test."""
    changed = [path for path in (tmp_path, *tmp_path.parents) if path.stat().st_mode & 0o5 != 0o5]
    modes = [path.stat().st_mode for path in changed]
    for path in changed:
        path.chmod(path.stat().st_mode | 0o5)
    yield tmp_path
    for path, mode in zip(changed, modes, strict=True):
        path.chmod(mode)


def test_a_folder_that_may_not_be_written(open_path, inputs, said):
    said.touch()
    said.chmod(0o666)
    out = open_path / "out"
    assert build_apart(out, inputs) == 0
    before = contents(out)
    out.chmod(0o555)
    assert build_apart(out, inputs, give_up_rights, said) == 9
    assert said.read_text(encoding="utf-8") == f"{out}: Permission denied"
    assert build_apart(out / "deeper", inputs, give_up_rights, said) == 9
    assert said.read_text(encoding="utf-8") == f"{out}/deeper: Permission denied"
    out.chmod(0o755)
    assert contents(out) == before


def read_without_rights(folder, said):
    give_up_rights()
    rejected: list[SourceError] = []
    read = [d.source for d in read_documents([folder], on_reject=rejected.append)]
    said.write_text(json.dumps([read, *((e.source, e.reason) for e in rejected)]), encoding="utf-8")


def test_documents_that_may_not_be_read_are_rejected(open_path, inputs, said):
    (inputs / "a.txt").chmod(0)
    (inputs / "closed").mkdir(mode=0)
    (inputs / "around").symlink_to(inputs, target_is_directory=True)
    os.mkfifo(inputs / "pipe.txt")
    said.touch()
    said.chmod(0o666)
    assert wait_for(start_apart(read_without_rights, inputs, said), 60) == 0
    (inputs / "closed").chmod(0o755)
    assert json.loads(said.read_text().replace(f"{inputs}/", "")) == [
        ["b.txt", "c.txt"],
        ["a.txt", "Permission denied"],
        ["around", "a link to a folder that it lies in"],
        ["closed", "Permission denied"],
        ["pipe.txt", "not a file"],
    ]


def test_a_build_rejects_what_is_no_file_and_goes_round(tmp_path, inputs):
    (inputs / "around").symlink_to(inputs, target_is_directory=True)
    os.mkfifo(inputs / "pipe.txt")
    assert build_apart(tmp_path / "out", inputs) == 1
    assert json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))["rejected"] == [
        {"source": "around", "reason": "a link to a folder that it lies in"},
        {"source": "pipe.txt", "reason": "not a file"},
    ]


# ----------------------------------------------------------------------------- the lock


def test_a_folder_is_written_by_one_process_at_a_time(tmp_path, inputs, said):
    out = tmp_path / "out"
    with hold_folder(out):
        assert build_apart(out, inputs, said=said) == 9
    holder = f"process {os.getpid()} on {os.uname().nodename}"
    assert said.read_text(encoding="utf-8") == f"{out}: being written by {holder}"
    assert not out.exists()
    assert build_apart(out, inputs) == 0


def test_the_lock_of_a_dead_process_holds_nothing_back(tmp_path, inputs):
    out = tmp_path / "out"
    program = (
        "import os, sys\nfrom pathlib import Path\nfrom parkgraph.locking import hold_folder\n"
        "with hold_folder(Path(sys.argv[1])):\n    os.kill(os.getpid(), 9)\n"
    )
    subprocess.run([sys.executable, "-c", program, str(out)], check=False)
    assert (out / ".lock").exists()
    assert build_apart(out, inputs) == 0
    assert not (out / ".lock").exists()


def test_a_lock_is_left_by_whatever_happens_within(tmp_path):
    with pytest.raises(ZeroDivisionError), hold_folder(tmp_path / "a" / "b"):
        _ = 1 / 0
    assert not (tmp_path / "a").exists()
    with hold_folder(tmp_path / "a"):
        (tmp_path / "a" / "x").touch()
        with pytest.raises(ParkgraphError, match="a: being written by process"), hold_folder(tmp_path / "a"):
            pass
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["x"]


def test_leftovers_of_a_dead_build_are_taken_away(tmp_path, inputs):
    out = tmp_path / "out"
    (out / ".building-x" / "store").mkdir(parents=True)
    (out / ".building-x" / "graph.nq").write_text("half")
    assert build_apart(out, inputs) == 0
    assert sorted(path.name for path in Path(out).iterdir()) == [*FILES, "store"]
    shutil.rmtree(out)
