"""The application on a port, within limits: what `parkgraph serve` runs."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import uvicorn
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from parkgraph.web.guard import DEFAULT_LIMITS, Guard, RequestLimits, is_loopback

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_CONNECTIONS = 500
_HEADERS = 65536  # bytes at which a request that is still no whole one is broken off
_SECONDS = 10.0  # that the head of a request may take to arrive


def protect(
    application: ASGIApp,
    host: str,
    *,
    token: str | None = None,
    origins: Sequence[str] = (),
    limits: RequestLimits = DEFAULT_LIMITS,
) -> Guard:
    """An application as it may be put on a port.

    :param host: the address that it listens on; on loopback it answers to no other names, so that no
        page can have its own name lead there
    :param origins: pages of other servers that may read its answers
    """
    if origins:
        application = CORSMiddleware(
            application, allow_origins=origins, allow_methods=["GET", "POST"], allow_headers=["*"]
        )
    hosts = _LOOPBACK | {host} if is_loopback(host) else ()
    return Guard(application, limits=limits, hosts=hosts, token=token)


def make_server(application: ASGIApp, host: str, port: int) -> uvicorn.Server:
    """A server that gives up on clients that are slow to ask."""
    return uvicorn.Server(
        uvicorn.Config(
            application,
            host=host,
            port=port,
            log_level="warning",
            server_header=False,
            http=_Protocol,
            ws="none",
            timeout_keep_alive=5,
            timeout_graceful_shutdown=5,
            limit_concurrency=_CONNECTIONS,
            h11_max_incomplete_event_size=_HEADERS,
        )
    )


class _Protocol(H11Protocol):
    """Closes a connection on which the head of a request does not arrive in time."""

    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._start()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        waits = self.conn.their_state.__name__ == "IDLE"  # for the rest of a head
        if not waits:
            self._stop()
        elif self._timer is None:
            self._start()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop()
        super().connection_lost(exc)

    def _start(self) -> None:
        self._timer = self.loop.call_later(_SECONDS, self._give_up)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _give_up(self) -> None:
        self._timer = None
        if self.transport is not None and not self.transport.is_closing():
            self.transport.close()
