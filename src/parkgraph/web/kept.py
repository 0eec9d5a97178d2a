"""Answers kept for the next who asks the same, within a number of bytes."""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict

MOST = 64 << 20
"""Bytes of the answers that are kept."""


class Kept:
    """The last answers by what was asked, each a body; the one not asked for the longest goes first.

    A store does not change while it is served, so that answers stay right until the server ends.

    :param most: bytes of all bodies
    """

    def __init__(self, most: int = MOST) -> None:
        self.tag = f'W/"{secrets.token_hex(8)}"'
        """The entity tag of every answer of this server (RFC 9110, section 8.8.3)."""
        self._most = most
        self._size = 0
        self._bodies: OrderedDict[str, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, asked: str) -> bytes | None:
        """The answer, if it is kept."""
        with self._lock:
            body = self._bodies.get(asked)
            if body is not None:
                self._bodies.move_to_end(asked)
            return body

    def put(self, asked: str, body: bytes) -> None:
        """Keeps an answer."""
        with self._lock:
            self._size += len(body) - len(self._bodies.pop(asked, b""))
            self._bodies[asked] = body
            while self._size > self._most:
                self._size -= len(self._bodies.popitem(last=False)[1])
