"""A forward proxy on loopback that answers for the hosts of stored pages, so that a crawl sees their real URLs.

Clients send the absolute form of the request target (RFC 9112, 3.2.2). A host's robots.txt that is not among the
documents is a 404: all is allowed. Whatever else is not stored is a 404 as well and counted; nothing is ever fetched.
"""

from __future__ import annotations

import asyncio
import gzip
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from crawler.urls import clean_url

_REASON = {200: "OK", 404: "Not Found", 405: "Method Not Allowed"}
_HTML = "text/html; charset=utf-8"


def page_key(url: str) -> str | None:
    """What a page is found by: its URL in the crawler's canonical form, so that however a client escapes it or
    whichever tracking parameters it strips, it is the same page. None for what is no web URL."""
    try:
        return clean_url(url)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class StoredPage:
    url: str
    html_gz: bytes
    """Gzipped HTML in UTF-8."""


@dataclass(slots=True)
class ProxyCounts:
    """Requests answered since the start."""

    pages: int = 0
    robots: int = 0
    unknown: list[str] = field(default_factory=list)
    """Request targets that name no stored page."""


class PageProxy:
    """*pages* maps `page_key` to gzipped HTML in UTF-8, *documents* to media type and content of what leads to them."""

    def __init__(self, pages: Mapping[str, bytes], documents: Mapping[str, tuple[str, bytes]]) -> None:
        self._pages = pages
        self._documents = documents
        self.counts = ProxyCounts()

    async def serve_connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while await self._serve_request(reader, writer):
                pass
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, ConnectionError):
            pass  # the client has gone, or sends no HTTP
        finally:
            writer.close()

    async def _serve_request(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Whether the connection may be used again."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        request_line, _, header_text = head.partition("\r\n")
        method, _, target = request_line.rpartition(" ")[0].partition(" ")
        headers = header_text.lower()
        if method != "GET":  # CONNECT, for a page asked for by https, among others
            self.counts.unknown.append(f"{method} {target}")
            writer.write(_response(405, b"", "", keep_alive=False))
            await writer.drain()
            return False
        keep_alive = "connection: close" not in headers
        accepts_gzip = any("gzip" in line for line in headers.splitlines() if line.startswith("accept-encoding:"))
        writer.write(self._answer(target, accepts_gzip=accepts_gzip, keep_alive=keep_alive))
        await writer.drain()
        return keep_alive

    def _answer(self, target: str, *, accepts_gzip: bool, keep_alive: bool) -> bytes:
        key = page_key(target) or ""
        page = self._pages.get(key)
        if page is not None:
            self.counts.pages += 1
            if accepts_gzip:
                return _response(200, page, "Content-Encoding: gzip\r\n", keep_alive=keep_alive)
            return _response(200, gzip.decompress(page), "", keep_alive=keep_alive)
        is_robots = urlsplit(target).path == "/robots.txt"
        self.counts.robots += is_robots
        if key in self._documents:
            media_type, content = self._documents[key]
            return _response(200, content, "", keep_alive=keep_alive, media_type=media_type)
        if not is_robots:
            self.counts.unknown.append(target)
        return _response(404, b"", "", keep_alive=keep_alive)


def _response(status: int, body: bytes, headers: str, *, keep_alive: bool, media_type: str = _HTML) -> bytes:
    head = (
        f"HTTP/1.1 {status} {_REASON[status]}\r\nContent-Type: {media_type}\r\n"
        f"Content-Length: {len(body)}\r\n{headers}Connection: {'keep-alive' if keep_alive else 'close'}\r\n\r\n"
    )
    return head.encode("ascii") + body


@contextmanager
def running_proxy(
    pages: Mapping[str, bytes], documents: Mapping[str, tuple[str, bytes]] | None = None
) -> Iterator[tuple[str, ProxyCounts]]:
    """Serve *pages* and *documents* (see `PageProxy`) from a thread of this process; yields the proxy's URL and its
    live counts."""
    proxy = PageProxy(pages, documents or {})
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="page-proxy", daemon=True)
    thread.start()
    server = asyncio.run_coroutine_threadsafe(
        asyncio.start_server(proxy.serve_connection, "127.0.0.1", 0), loop
    ).result()
    port = server.sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}", proxy.counts
    finally:
        asyncio.run_coroutine_threadsafe(_close(server), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _close(server: asyncio.Server) -> None:
    server.close()
    connections = asyncio.all_tasks() - {asyncio.current_task()}
    for connection in connections:
        connection.cancel()
    await asyncio.gather(*connections, return_exceptions=True)
