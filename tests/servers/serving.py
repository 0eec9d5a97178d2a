"""`parkgraph serve` as people start it, on a free port."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.servers.processes import free_port


@contextmanager
def serve(store: Path, *options: str, environment: dict[str, str] | None = None) -> Iterator[str]:
    """Its address while it runs."""
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "parkgraph",
        "serve",
        "--store",
        str(store),
        "--port",
        str(port),
        *options,
    ]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, env=environment)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                httpx.get(f"{address}/style.css")
                break
            except httpx.TransportError:
                if process.poll() is not None:
                    raise AssertionError(process.stderr.read().decode()) from None
                time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.communicate(timeout=20)
