"""ArcadeDB with its Bolt listener, from the ``arcadedb-embedded`` package (jars and a Java of its own)."""

import importlib.util
import subprocess
from pathlib import Path

from tests.servers.processes import NotInstalled, free_port, stop, wait_for

PASSWORD = "secretsecret"


class ArcadeDB:
    """A server with one empty database, spoken to by the drivers of Neo4j."""

    def __init__(self, folder):
        found = importlib.util.find_spec("arcadedb_embedded")
        if found is None or found.origin is None:
            raise NotInstalled("arcadedb-embedded")
        package = Path(found.origin).parent
        self.bolt_port, http_port = free_port(), free_port()
        settings = {
            "server.rootPassword": PASSWORD,
            "server.plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
            "server.rootPath": folder,
            "server.databaseDirectory": folder / "databases",
            "server.defaultDatabases": "parkgraph[root]",
            "server.httpIncomingHost": "127.0.0.1",
            "server.httpIncomingPort": http_port,
            "bolt.host": "127.0.0.1",
            "bolt.port": self.bolt_port,
        }
        java = [str(package / "jre" / "bin" / "java"), "-Xmx1g", "-cp", f"{package}/jars/*"]
        options = [f"-Darcadedb.{name}={value}" for name, value in settings.items()]
        log = folder / "arcadedb.log"
        with log.open("wb") as output:
            self.process = subprocess.Popen(
                [*java, *options, "com.arcadedb.server.ArcadeDBServer"],
                cwd=folder,
                stdout=output,
                stderr=output,
            )
        wait_for(f"http://127.0.0.1:{http_port}/api/v1/ready", self.process, log, 120)
        self.url = f"bolt://127.0.0.1:{self.bolt_port}"

    def close(self):
        stop(self.process)
