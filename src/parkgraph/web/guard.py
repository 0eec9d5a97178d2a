"""What every request passes before it reaches the application, and every answer after it.

Who may ask (a token, the host's name), how large and slow a request may be, and the headers that keep
a browser from doing more with an answer than to show it.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import ipaddress
from collections.abc import Collection
from dataclasses import dataclass

import anyio
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SAFE = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Content-Security-Policy": "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'",
}
"""The headers of an answer that does not set them itself."""

_PIECE = 65536  # bytes that are sent at once, and must be taken in time


@dataclass(frozen=True, slots=True)
class RequestLimits:
    """Bytes of the parts of a request, and seconds that sending and receiving may take.

    :param target: of the path and the query
    :param headers: of all of them
    :param body: of the body
    :param seconds: to receive the body, and for a client to take the next piece of an answer
    """

    target: int = 32_768
    headers: int = 16_384
    body: int = 1_000_000
    seconds: float = 30


DEFAULT_LIMITS = RequestLimits()
"""What a request may be, where nothing else is said."""


class Guard:
    """An application with limits around another one.

    :param hosts: the names by which it may be addressed; any when there are none
    :param token: what a client has to show as a bearer token, or as the password of basic
        authentication, which browsers ask for
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        limits: RequestLimits = DEFAULT_LIMITS,
        hosts: Collection[str] = (),
        token: str | None = None,
    ) -> None:
        self._app = app
        self._limits = limits
        self._hosts = hosts
        self._token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers as the application does, or says why it does not."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        send = self._sender(send)
        refused = self._refuse(scope)
        if refused is None:
            try:
                body = await self._read(receive)
            except TimeoutError:
                refused = _plain(408, f"the body did not arrive within {self._limits.seconds:g} s")
            else:
                if body is None:
                    refused = _plain(413, f"more than {self._limits.body} bytes")
        if refused is not None:
            refused.headers["Connection"] = "close"  # what else it sends is not read
            await refused(scope, receive, send)
            return
        given = False

        async def give() -> Message:
            nonlocal given
            if given:
                return await receive()
            given = True
            return {"type": "http.request", "body": body, "more_body": False}

        await self._app(scope, give, send)

    def _refuse(self, scope: Scope) -> Response | None:
        limits, headers = self._limits, Headers(scope=scope)
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > limits.target:
            return _plain(414, f"an address of more than {limits.target} bytes: ask by POST")
        if sum(len(name) + len(value) for name, value in scope["headers"]) > limits.headers:
            return _plain(431, f"headers of more than {limits.headers} bytes")
        length = headers.get("content-length", "0")
        if length.isascii() and length.isdigit() and int(length[:20]) > limits.body:
            return _plain(413, f"more than {limits.body} bytes")
        if self._hosts and _name_of(headers.get("host", "")) not in self._hosts:
            return _plain(421, "not a name of this server")
        if self._token is not None and not _shows(headers.get("authorization", ""), self._token):
            refused = _plain(401, "a token is needed")
            refused.headers["WWW-Authenticate"] = 'Basic realm="parkgraph", charset="UTF-8", Bearer'
            return refused
        return None

    async def _read(self, receive: Receive) -> bytes | None:
        """The body, None when it is too large.

        :raises TimeoutError: when it does not arrive in time
        """
        content = bytearray()
        with anyio.fail_after(self._limits.seconds):
            while True:
                message = await receive()
                content += message.get("body", b"")
                if len(content) > self._limits.body:
                    return None
                if not message.get("more_body", False):
                    return bytes(content)

    def _sender(self, send: Send) -> Send:
        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SAFE.items():
                    headers.setdefault(name, value)
            elif len(message.get("body", b"")) > _PIECE:
                body, more = message["body"], message.get("more_body", False)
                for start in range(0, len(body), _PIECE):
                    last = start + _PIECE >= len(body)
                    piece = {**message, "body": body[start : start + _PIECE], "more_body": more or not last}
                    await self._send_in_time(send, piece)
                return
            await self._send_in_time(send, message)

        return send_safely

    async def _send_in_time(self, send: Send, message: Message) -> None:
        with anyio.fail_after(self._limits.seconds):  # a client that takes nothing is given up
            await send(message)


def _plain(status: int, reason: str) -> Response:
    return Response(f"{reason}\n", status, media_type="text/plain")


def _name_of(host: str) -> str:
    """The name in a Host header, without its port.

    >>> _name_of("LOCALHOST:8000"), _name_of("[::1]:80"), _name_of("127.0.0.1")
    ('localhost', '::1', '127.0.0.1')
    """
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0].lower()


def _shows(authorization: str, token: str) -> bool:
    kind, _, value = authorization.partition(" ")
    shown = value.strip().encode("latin-1")  # as headers are decoded
    if kind.lower() == "basic":
        try:
            shown = base64.b64decode(shown, validate=True).partition(b":")[2]
        except binascii.Error:
            return False
    elif kind.lower() != "bearer":
        return False
    return hmac.compare_digest(shown, token.encode())


def is_loopback(host: str) -> bool:
    """Whether an address is reached from this machine only.

    >>> [is_loopback(host) for host in ("127.0.0.1", "localhost", "::1", "0.0.0.0", "example.org")]
    [True, True, True, False, False]
    """
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
