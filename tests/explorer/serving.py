"""A small build, served on a free port of loopback, and Chromium to look at it with."""

import shutil
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from parkgraph.pipeline import build
from parkgraph.store import open_store
from parkgraph.web import make_application
from tests.servers.processes import free_port

CHROMIUM = "/usr/bin/chromium"
QUIET = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    "--metrics-recording-only",
)
SEEDS = (
    "tune/12-lanzhou-zongjie.txt",
    "tune/80-lanzhou-newarea-q3.txt",
    "tune/565-lanzhou-xinqu-jingxi.txt",
    "stories/test/18-01-year-end-2020.txt",
    "stories/test/18-02-projects-progress-2021.txt",
    "stories/test/18-03-spring-promotion-2022.txt",
    "stories/test/18-04-beihe-production.txt",
)
HOSTILE = """兰州新区<script>window.hacked = 1</script>签约项目

2023年5月6日,兰州新区管委会与
甘肃恶意<img src=x onerror="window.hacked=2">新材料有限公司签约,
总投资12亿元的甘肃恶意新材料项目落户兰州新区。
<svg onload="window.hacked=3"></svg>项目占地300亩,计划2024年投产。
"""


def make_build(folder: Path, seeds: Path) -> tuple[Path, Path]:
    """Builds the graph of a few documents, one of which would like to run a script.

    :returns: the folder of the documents and that of the build
    """
    documents = folder / "documents"
    documents.mkdir()
    for name in SEEDS:
        shutil.copy(seeds / name, documents / Path(name).name)
    (documents / "hostile.txt").write_text(HOSTILE, encoding="utf-8")
    build([documents], folder / "out")
    return documents, folder / "out"


@contextmanager
def serve(out: Path, documents: Path):
    """Serves a build while the block runs; gives its address."""
    port = free_port()
    application = make_application(open_store(out), build=out, documents=[documents])
    server = uvicorn.Server(uvicorn.Config(application, port=port, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()
