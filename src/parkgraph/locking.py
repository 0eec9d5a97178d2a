"""A folder that one process writes at a time.

The lock is the kernel's (``flock``): it ends with the process that holds it, however that ends, so that
none can be stale.  The file only tells who holds it.
"""

from __future__ import annotations

import fcntl
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from parkgraph.errors import ParkgraphError

LOCK = ".lock"
"""The file in a folder that is being written."""


@contextmanager
def hold_folder(folder: Path) -> Iterator[None]:
    """Makes a folder, if there is none, and keeps other processes from writing it.

    What was made is removed when nothing was put into it.

    :raises ParkgraphError: when another process holds it, which is named, or it cannot be written
    """
    made = [path for path in (folder, *folder.parents) if not path.exists()]
    try:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            descriptor = _lock(folder)
        except OSError as error:
            raise ParkgraphError(f"{folder}: {error.strerror}") from None
        try:
            yield
        finally:
            (folder / LOCK).unlink(missing_ok=True)  # while it is held: nobody else's is taken away
            os.close(descriptor)
    finally:
        with suppress(OSError):
            for path in made:
                path.rmdir()


def _lock(folder: Path) -> int:
    path = folder / LOCK
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if _is_at(descriptor, path):
                os.ftruncate(descriptor, 0)
                os.write(descriptor, f"{os.getpid()} on {socket.gethostname()}\n".encode())
                return descriptor
        except BlockingIOError:
            holder = os.pread(descriptor, 200, 0).decode("utf-8", "replace").strip()
            os.close(descriptor)
            raise ParkgraphError(f"{folder}: being written by process {holder or '(unknown)'}") from None
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)  # its holder has just removed it


def _is_at(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False
