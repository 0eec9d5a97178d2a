"""A cluster of Apache Spark on loopback: a standalone master and workers, without Spark's scripts."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import psutil

from tests.servers.processes import NotInstalled, free_port, stop, wait_for_line

QUICK = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
"""Options of Java for programs that run for seconds."""


class SparkCluster:
    """A master and workers, each with one core; Python of the same environment works in them.

    :param folder: for logs and the workers' files
    """

    def __init__(self, folder, workers=2):
        try:
            import pyspark
        except ImportError:
            raise NotInstalled("pyspark") from None
        if shutil.which("java") is None:
            raise NotInstalled("java")
        self.folder = folder
        self._home = Path(pyspark.__file__).parent
        port = free_port()
        self.master = f"spark://127.0.0.1:{port}"
        self.processes = []
        self.workers = []
        try:
            log = self._start("master", "Master", "--host", "127.0.0.1", "--port", port, "--webui-port", "0")
            wait_for_line("Starting Spark master at", self.processes[-1], log)
            for number in range(workers):
                name = f"worker{number}"
                options = [
                    "--host",
                    "127.0.0.1",
                    "--port",
                    "0",
                    "--webui-port",
                    "0",
                    "-c",
                    "1",
                    "-m",
                    "1200m",
                ]
                log = self._start(name, "worker.Worker", *options, "-d", folder / name, self.master)
                self.workers.append(self.processes[-1])
                wait_for_line("Successfully registered with master", self.processes[-1], log)
        except BaseException:
            self.close()
            raise

    def _start_worker(self, name):
        options = ["--host", "127.0.0.1", "--port", "0", "--webui-port", "0", "-c", "1", "-m", "1200m"]
        log = self._start(name, "worker.Worker", *options, "-d", self.folder / name, self.master)
        self.workers.append(self.processes[-1])
        return log

    def _start(self, name, program, *options):
        log = self.folder / f"{name}.log"
        kind = program if "." in program else f"master.{program}"
        environment = {
            **os.environ,
            "SPARK_HOME": str(self._home),
            "SPARK_LOCAL_IP": "127.0.0.1",
            "SPARK_DAEMON_MEMORY": "256m",
            "SPARK_DAEMON_JAVA_OPTS": QUICK,
            "PYSPARK_PYTHON": sys.executable,
        }
        command = [self._home / "bin" / "spark-class", f"org.apache.spark.deploy.{kind}", *options]
        with log.open("wb") as output:
            process = subprocess.Popen(list(map(str, command)), stdout=output, stderr=output, env=environment)
        self.processes.append(process)
        return log

    def kill(self, worker):
        """Kills a worker with all that it has started, as when a machine is gone; says how many."""
        process = psutil.Process(self.workers[worker].pid)
        started = [process, *process.children(recursive=True)]
        for one in started:
            one.kill()
        return len(started)

    def close(self):
        for process in reversed(self.processes):
            stop(process)
