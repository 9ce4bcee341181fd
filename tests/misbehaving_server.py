"""A server on loopback whose answers are functions that write to the socket whatever they like."""

from __future__ import annotations

import socket
import socketserver
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

Answer = Callable[[socket.socket], None]


def raw(*parts: bytes) -> Answer:
    """Sends *parts* and closes the connection."""

    def answer(connection: socket.socket) -> None:
        for part in parts:
            connection.sendall(part)

    return answer


def html(body: bytes = b"<p>text</p>", *headers: str, status: str = "200 OK") -> Answer:
    lines = [f"HTTP/1.1 {status}", "Content-Type: text/html; charset=utf-8", *headers, f"Content-Length: {len(body)}"]
    return raw("\r\n".join([*lines, "Connection: close", "", ""]).encode("latin-1") + body)


def for_ever(start: bytes, part: bytes, *, pause: float = 0) -> Answer:
    """Sends *start* and then *part* again and again, until the other side has gone."""

    def answer(connection: socket.socket) -> None:
        connection.sendall(start)
        while not _stopped.wait(pause):
            connection.sendall(part)

    return answer


_NOT_FOUND = raw(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")


@dataclass
class MisbehavingServer:
    port: int
    answers: dict[str, Answer]
    """By path."""
    otherwise: Callable[[str], Answer] = field(default=lambda _: _NOT_FOUND)
    """The answer for a path that is not among them."""
    requested: list[str] = field(default_factory=list)
    heads: list[bytes] = field(default_factory=list)
    """Request lines and headers, as sent."""
    times: list[float] = field(default_factory=list)
    """When, by a clock that only goes forward."""

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"


_stopped = threading.Event()


@contextmanager
def misbehaving_server(answers: Mapping[str, Answer], *, host: str = "127.0.0.1") -> Iterator[MisbehavingServer]:
    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            request = b""
            while b"\r\n\r\n" not in request:
                received = self.request.recv(65536)
                if not received:
                    return
                request += received
            path = request.split(b" ", 2)[1].decode("latin-1")
            record.requested.append(path)
            record.heads.append(request)
            record.times.append(time.monotonic())
            # The crawl hangs up on most of these answers.
            with suppress(OSError):
                answer = record.answers.get(path.partition("?")[0]) or record.otherwise(path)
                answer(self.request)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        request_queue_size = 64

    _stopped.clear()
    with Server((host, 0), Handler) as server:
        record = MisbehavingServer(server.server_address[1], dict(answers))
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield record
        finally:
            _stopped.set()
            server.shutdown()
            thread.join()
