"""Starting a server, waiting until it answers, and stopping it for sure."""

import socket
import subprocess
import time
import urllib.error
import urllib.request


class NotInstalled(Exception):
    """A server is not on this machine."""


def free_port():
    """A port of loopback that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(url, process, log, seconds=60):
    """Waits until a URL answers at all.

    :raises RuntimeError: with the end of the server's log, when it dies or takes too long
    """
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=2).close()
            return
        except urllib.error.HTTPError:
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    stop(process)
    raise RuntimeError(f"{url} does not answer:\n{log.read_text(errors='replace')[-2000:]}")


def wait_for_line(words, process, log, seconds=60):
    """Waits until a server's log says something.

    :raises RuntimeError: with the end of the log, when the server dies or takes too long
    """
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        if words in log.read_text(errors="replace"):
            return
        time.sleep(0.1)
    stop(process)
    raise RuntimeError(f"{log.name} does not say {words!r}:\n{log.read_text(errors='replace')[-2000:]}")


def stop(process):
    """Ends a process, at last by force."""
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
