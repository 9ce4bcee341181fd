"""Answering only to requests that name this machine.

A page anywhere can have its own name resolve to 127.0.0.1 (DNS rebinding), and would then read what is served here.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Callable[[], Awaitable[Message]], Send], Awaitable[None]]

_NAMES = frozenset({b"127.0.0.1", b"localhost"})


def for_local_hosts(application: Application) -> Application:
    """*application* (ASGI), which a request with another Host does not reach: 403."""

    async def answer(scope: Message, receive: Callable[[], Awaitable[Message]], send: Send) -> None:
        if scope["type"] == "http" and not _is_local(scope["headers"]):
            headers = [(b"content-type", b"text/plain")]
            await send({"type": "http.response.start", "status": 403, "headers": headers})
            await send({"type": "http.response.body", "body": b"Only for this machine's own names.\n"})
        else:
            await application(scope, receive, send)

    return answer


def _is_local(headers: list[tuple[bytes, bytes]]) -> bool:
    hosts = [value.lower() for name, value in headers if name == b"host"]
    return len(hosts) == 1 and hosts[0].removesuffix(b":" + hosts[0].rpartition(b":")[2]) in _NAMES
