"""Files of a folder that are replaced together, whole or not at all.

They are written into a folder beside the old ones, made safe on the disk, and then moved.  While they
are moved a mark (:data:`~parkgraph.store.INCOMPLETE`) stands in the folder, so that no reader takes
half for the whole; it names the folder of the new ones, from which :func:`mend_folder` goes on when the
process died.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from parkgraph.errors import ParkgraphError
from parkgraph.store import INCOMPLETE

_BUILDING = ".building-"
_OLD = "old-"


@contextmanager
def replace_files(folder: Path, names: Sequence[str]) -> Iterator[Path]:
    """A folder to write files of these names into, which then replace those of ``folder``.

    When anything goes wrong in between, those of ``folder`` are left as they were.

    :raises ParkgraphError: when there is no room or no right to write them
    """
    try:
        building = Path(tempfile.mkdtemp(prefix=_BUILDING, dir=folder))
        try:
            yield building
            _make_safe(building)
            _swap(building, folder, names)
        finally:
            shutil.rmtree(building, ignore_errors=True)
    except (OSError, sqlite3.Error) as error:
        reason = error.strerror if isinstance(error, OSError) else None
        raise ParkgraphError(f"{folder}: {reason or error}") from None


def mend_folder(folder: Path) -> None:
    """Finishes what a process left that died while it replaced files, and takes away what it left over.

    To be called by the one process that may write the folder.

    :raises ParkgraphError: when it cannot be written
    """
    mark = folder / INCOMPLETE
    try:
        if mark.exists():
            building = folder / mark.read_text(encoding="utf-8").strip()
            if building.name.startswith(_BUILDING) and building.is_dir():
                for path in sorted(building.iterdir()):
                    if not path.name.startswith(_OLD):
                        _place(building, folder, path.name)
                mark.unlink()
        for left in folder.glob(f"{_BUILDING}*"):
            shutil.rmtree(left)
    except OSError as error:
        raise ParkgraphError(f"{folder}: {error.strerror}") from None


def _swap(building: Path, folder: Path, names: Sequence[str]) -> None:
    """Puts the new files in the place of the old ones, or leaves those when that fails."""
    mark = folder / INCOMPLETE
    written = building / f"{_OLD}mark"
    written.write_text(f"{building.name}\n", encoding="utf-8")
    written.replace(mark)
    begun: list[str] = []
    try:
        for name in names:
            begun.append(name)
            _place(building, folder, name)
    except BaseException:  # an interrupt too must not leave the one half
        for name in begun:
            old = building / f"{_OLD}{name}"
            if not (building / name).exists():
                (folder / name).rename(building / name)
            if old.exists():
                old.rename(folder / name)
        mark.unlink()
        raise
    mark.unlink()


def _place(building: Path, folder: Path, name: str) -> None:
    if (folder / name).exists():
        (folder / name).rename(building / f"{_OLD}{name}")
    (building / name).rename(folder / name)


def _make_safe(building: Path) -> None:
    """Waits until the disk holds the files, so that a loss of power leaves no empty ones in their place."""
    for path in (building, *building.rglob("*")):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
