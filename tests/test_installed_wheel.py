"""Wheel and source archive carry all they need: built, unpacked, installed and used from elsewhere."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
QUERY = "central-soe-entries"
OURS = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")
DATA = ("ontology", "queries", "seeds")
FOLDERS = (".ci", "benchmarks", "docs", *DATA, "src", "tests", "tools", "web")
FILES = (
    "SECURITY.md",
    "LICENSE",
    "Makefile",
    "README.md",
    "README.zh-CN.md",
    "CHANGELOG.md",
    "CONTEXT.md",
    "constraints.txt",
)
WRITTEN_BY_THE_BUILDER = (".gitignore", "PKG-INFO")


def run(*command: str | Path, cwd: Path) -> str:
    """The standard output of a command that must succeed; nothing of this checkout on its path."""
    environment = {name: value for name, value in os.environ.items() if name not in OURS}
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def files_below(folder: Path) -> set[str]:
    """The files of the checkout below a folder, relative to it, without what Python and npm leave there."""
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and not {"__pycache__", ".hypothesis", "node_modules"} & set(path.parts)
    }


def build_archive(target: str, source: Path, folder: Path) -> Path:
    """Builds with the builder of this environment, which needs no network."""
    run(sys.executable, "-m", "hatchling", "build", "--target", target, "--directory", folder, cwd=source)
    (archive,) = folder.glob("*.whl" if target == "wheel" else "*.tar.gz")
    return archive


def names_in(wheel: Path) -> set[str]:
    """The files of the package in a wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return {name for name in archive.namelist() if ".dist-info/" not in name}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_archive("wheel", ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the source archive unpacks to."""
    folder = tmp_path_factory.mktemp("sdist")
    # not by tarfile: its filters differ between the versions of Python that this runs on
    run("tar", "-xzf", build_archive("sdist", ROOT, folder), cwd=folder)
    return folder / f"parkgraph-{PROJECT['version']}"


@pytest.fixture(scope="module")
def programs(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of a clean environment with the wheel and what it depends on."""
    folder = tmp_path_factory.mktemp("installed")
    run(sys.executable, "-m", "venv", "venv", cwd=folder)
    bin_folder = folder / "venv" / "bin"
    pip = (bin_folder / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    run(*pip, "-c", ROOT / "constraints.txt", wheel, cwd=folder)
    return bin_folder


def test_wheel_holds_the_package_and_its_data(wheel: Path) -> None:
    package = {f"parkgraph/{name}" for name in files_below(ROOT / "src" / "parkgraph")}
    data = {f"parkgraph/_data/{part}/{name}" for part in DATA for name in files_below(ROOT / part)}
    assert names_in(wheel) == package | data


def test_source_archive_holds_the_checkout(unpacked: Path) -> None:
    expected = {f"{part}/{name}" for part in FOLDERS for name in files_below(ROOT / part)}
    written = files_below(unpacked) - set(WRITTEN_BY_THE_BUILDER)
    assert written == expected | {*FILES, "pyproject.toml"}


def test_source_archive_builds_the_same_wheel(unpacked: Path, wheel: Path, tmp_path: Path) -> None:
    again = build_archive("wheel", unpacked, tmp_path)
    assert (again.name, names_in(again)) == (wheel.name, names_in(wheel))


@pytest.mark.slow
def test_builds_and_answers_far_from_the_checkout(programs: Path, tmp_path: Path) -> None:
    assert run(programs / "parkgraph", "--version", cwd=tmp_path) == f"parkgraph {PROJECT['version']}\n"
    where = "import parkgraph.resources as r; print(r.resource_path('seeds', 'documents'))"
    documents = Path(run(programs / "python", "-c", where, cwd=tmp_path).strip())
    assert documents.is_relative_to(programs.parent)
    run(programs / "parkgraph", "build", documents / "test", "--out", "graph", cwd=tmp_path)
    assert sorted(path.name for path in (tmp_path / "graph").iterdir()) == [
        "facts.db",
        "graph.nq",
        "graph.ttl",
        "judgements.tsv",
        "report.json",
        "store",
    ]
    ours = Path(sys.executable).parent / "parkgraph"
    run(ours, "build", ROOT / "seeds" / "documents" / "test", "--out", "ours", cwd=tmp_path)
    for name in ("graph.nq", "graph.ttl", "judgements.tsv", "report.json"):
        assert (tmp_path / "graph" / name).read_bytes() == (tmp_path / "ours" / name).read_bytes()
    answers = [
        run(program, "query", QUERY, "--store", store, "--format", "tsv", cwd=tmp_path)
        for program, store in ((programs / "parkgraph", "graph"), (ours, "ours"))
    ]
    assert answers[0] == answers[1]
    header, *rows = answers[0].splitlines()
    assert header == "?enterprise\t?group\t?park\t?mode\t?modality\t?date\t?project\t?sentence\t?document"
    assert rows
    assert run(programs / "parkgraph", "queries", cwd=tmp_path) == run(ours, "queries", cwd=tmp_path)
