"""A small web server on loopback that answers from a table and records what it was asked for.

It also answers as an HTTP proxy, so that a crawl can fetch from host names that look public.
"""

from __future__ import annotations

import ssl
import sys
import threading
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = tuple[int, dict[str, str], str | bytes]


def page(body: str = "<p>text</p>", status: int = 200) -> Answer:
    return status, {"Content-Type": "text/html; charset=utf-8"}, body


def redirect(url: str) -> Answer:
    return 302, {"Location": url}, ""


@dataclass
class RecordingServer:
    port: int
    answers: dict[str, Answer]
    """By path, or by absolute URL for requests to the server as a proxy. What is not here is answered with 404."""
    requested: list[str] = field(default_factory=list)
    received: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    """Method, what was asked for, and headers by lower-case name."""
    user_agents: set[str] = field(default_factory=set)
    lies: bool = False
    """Whether every page has the same ETag for ever, and is answered with 304 to who knows it."""
    has_etags: bool = False
    """Whether every page has an ETag that changes when the page does."""
    held: set[str] = field(default_factory=set)
    """Paths that are answered only after `release` is set."""
    release: threading.Event = field(default_factory=threading.Event)

    scheme: str = "http"

    def url(self, path: str = "/") -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}{path}"


@contextmanager
def recording_server(answers: Mapping[str, Answer], *, tls: ssl.SSLContext | None = None) -> Iterator[RecordingServer]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            record.requested.append(self.path)
            record.received.append((self.command, self.path, {k.lower(): v for k, v in self.headers.items()}))
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            record.user_agents.add(self.headers.get("User-Agent", ""))
            if self.path in record.held:
                record.release.wait()
            status, headers, body = record.answers.get(self.path, (404, {}, ""))
            content = body.encode() if isinstance(body, str) else body
            if (record.lies or record.has_etags) and status == 200:
                tag = '"for ever"' if record.lies else f'"{zlib.crc32(content)}"'
                headers = {**headers, "ETag": tag}
                known = self.headers.get("If-None-Match")
                if known == tag or (record.lies and known):
                    status, content = 304, b""
            # A crawl that was killed does not wait for its answer.
            with suppress(ConnectionError):
                self.send_response(status)
                for name, value in {**headers, "Content-Length": str(len(content))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(content)

        def do_POST(self) -> None:
            self.do_GET()

        def log_message(self, *_: object) -> None:
            """Say nothing: the tests read what was recorded."""

    class Server(ThreadingHTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            if not isinstance(sys.exc_info()[1], ssl.SSLError):
                super().handle_error(request, client_address)

    with Server(("127.0.0.1", 0), Handler) as server:
        record = RecordingServer(server.server_address[1], dict(answers), scheme="https" if tls else "http")
        if tls:
            # The handshake is the connection's, in its own thread: a visitor that refuses it must not hold up others.
            server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield record
        finally:
            record.release.set()
            server.shutdown()
            thread.join()
