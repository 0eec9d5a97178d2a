"""OpenLink Virtuoso 7, as Debian packages it (``virtuoso-opensource-7-bin``)."""

import shutil
import subprocess

from tests.servers.processes import NotInstalled, free_port, stop, wait_for

PASSWORD = "secret"
_INI = """
[Database]
DatabaseFile = virtuoso.db
TransactionFile = virtuoso.trx
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
xa_persistent_file = virtuoso.pxa
MaxCheckpointRemap = 2000
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DirsAllowed = {folder}
NumberOfBuffers = 40000
MaxDirtyBuffers = 30000
ServerThreads = 20
CheckpointInterval = 0
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
ServerThreads = 10
[SPARQL]
ResultSetMaxRows = 100000
"""


class Virtuoso:
    """A server with an empty database of its own."""

    name = "virtuoso"

    def __init__(self, folder):
        program = shutil.which("virtuoso-t")
        if program is None:
            raise NotInstalled("virtuoso-t")
        home = folder / "virtuoso"
        home.mkdir()
        self.port = free_port()
        self.sql_port = free_port()
        ini = home / "virtuoso.ini"
        ini.write_text(_INI.format(sql=self.sql_port, http=self.port, folder=home))
        start = [program, "+configfile", str(ini), "+wait"]
        secret = ["+pwdold", "dba", "+pwddba", PASSWORD, "+pwddav", PASSWORD]
        subprocess.run([*start, *secret], cwd=home, capture_output=True, timeout=120, check=False)
        log = home / "output.log"
        with log.open("wb") as output:
            self.process = subprocess.Popen([*start, "+foreground"], cwd=home, stdout=output, stderr=output)
        self.url = f"http://127.0.0.1:{self.port}"
        self.query_url = f"{self.url}/sparql"
        self.store_url = f"{self.url}/sparql-graph-crud-auth"
        self.auth = ("dba", PASSWORD)
        wait_for(self.query_url, self.process, log, 120)

    def close(self):
        stop(self.process)
