"""Apache Jena's ARQ, as Debian packages it (``libapache-jena-java``), run on files.

The package lacks the settings of its own copy of Xerces where Xerces looks for them; a copy of that
tree stands first on the class path.
"""

import shutil
import subprocess
import zipfile
from pathlib import Path

from tests.servers.processes import NotInstalled

_JAVA = Path("/usr/share/java")
_LOGGERS = ("log4j-over", "slf4j-log4j", "slf4j-reload4j", "slf4j-jdk14", "slf4j-jcl", "slf4j-simple")
_INSIDE = "org/apache/jena/ext/xerces/"


class Jena:
    """ARQ with what it needs in a folder."""

    name = "jena-arq"

    def __init__(self, folder):
        core = _JAVA / "jena-core.jar"
        if shutil.which("java") is None or not core.exists():
            raise NotInstalled("java and libapache-jena-java")
        settings = folder / "jena"
        with zipfile.ZipFile(core) as jar:
            for name in jar.namelist():
                if name.startswith(_INSIDE) and name.endswith(".properties"):
                    jar.extract(name, settings)
        shutil.copytree(settings / _INSIDE, settings / "xerces", dirs_exist_ok=True)
        jars = sorted(jar for jar in _JAVA.glob("*.jar") if not jar.name.startswith(_LOGGERS))
        self.class_path = ":".join(map(str, (settings, *jars)))

    def run(self, command, *arguments):
        """The output of one of Jena's command lines."""
        line = ["java", "-Xmx1g", "-cp", self.class_path, command, *map(str, arguments)]
        done = subprocess.run(line, capture_output=True, timeout=120, check=False)
        if done.returncode:
            raise RuntimeError(f"{command}: {done.stderr.decode(errors='replace')[-2000:]}")
        return done.stdout

    def query(self, text, data, folder):
        """The answer to a query over a file, as SPARQL results in JSON."""
        query = folder / "asked.rq"
        query.write_text(text, encoding="utf-8")
        return self.run("arq.arq", "--data", data, "--query", query, "--results", "JSON")
