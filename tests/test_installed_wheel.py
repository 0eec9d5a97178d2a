"""The wheel carries all it needs: built, installed into a clean environment and used from elsewhere."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
QUERY = "central-soe-entries"
OURS = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")


def run(*command: str | Path, cwd: Path) -> str:
    """The standard output of a command that must succeed; nothing of this checkout on its path."""
    environment = {
        k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "VIRTUAL_ENV", "PYTHONHOME")
    }
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of a clean environment with the wheel in it."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--outdir", folder, ROOT, cwd=folder)
    (wheel,) = folder.glob("parkgraph-*.whl")
    run(sys.executable, "-m", "venv", folder / "venv", cwd=folder)
    programs = folder / "venv" / "bin"
    pip = (programs / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    run(*pip, "-c", ROOT / "constraints.txt", wheel, cwd=folder)
    return programs


@pytest.mark.slow
def test_builds_and_answers_far_from_the_checkout(installed: Path, tmp_path: Path) -> None:
    where = "import parkgraph.resources as r; print(r.resource_path('seeds', 'documents'))"
    documents = Path(run(installed / "python", "-c", where, cwd=tmp_path).strip())
    assert documents.is_relative_to(installed.parent)
    run(installed / "parkgraph", "build", *sorted(documents.glob("*.txt")), "--out", "graph", cwd=tmp_path)
    assert sorted(path.name for path in (tmp_path / "graph").iterdir() if not path.name.startswith(".")) == [
        "graph.nq",
        "graph.ttl",
        "report.json",
        "store",
    ]
    answer = run(installed / "parkgraph", "query", QUERY, "--store", "graph", "--format", "tsv", cwd=tmp_path)
    header, *rows = answer.splitlines()
    assert header.startswith("?")
    assert rows
    catalogue = run(installed / "parkgraph", "queries", cwd=tmp_path)
    assert QUERY in catalogue
