"""The Oxigraph server of the ``oxigraph`` package."""

import subprocess
import sysconfig
from pathlib import Path

from tests.servers.processes import NotInstalled, free_port, stop, wait_for


class Oxigraph:
    """A server over a store in memory, or in a folder."""

    name = "oxigraph"

    def __init__(self, folder, location=None):
        program = Path(sysconfig.get_path("scripts")) / "oxigraph"
        if not program.exists():
            raise NotInstalled("oxigraph")
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.query_url = f"{self.url}/query"
        self.store_url = f"{self.url}/store"
        self.auth = None
        log = folder / "oxigraph.log"
        place = ["--location", str(location)] if location else []
        with log.open("wb") as output:
            self.process = subprocess.Popen(
                [str(program), "serve", *place, "--bind", f"127.0.0.1:{self.port}"],
                stdout=output,
                stderr=output,
            )
        wait_for(self.url, self.process, log)

    def close(self):
        stop(self.process)
