"""One request: find the page, then compression, revalidation and HEAD, the same for every page."""

from __future__ import annotations

import gzip
import re
import time
from email.utils import format_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, Any

from examples.sample_site.markup import render
from examples.sample_site.pages import Page, html_page
from examples.sample_site.revalidation import entity_tag, is_current
from examples.sample_site.stories import EDITIONS

if TYPE_CHECKING:
    from examples.sample_site.server import SampleSite

_EDITION_PATH = re.compile(r"/_edition/(\d+)")
# Other types (pictures, gzip files) are compressed already.
_COMPRESSIBLE = re.compile(r"text/|application/(?:rss\+)?xml|application/json")
_ACCEPTS_GZIP = re.compile(r"(?:^|,)\s*(?:gzip|\*)\s*(?:;\s*q=(?!0(?:\.0*)?\s*(?:,|$))[^,]*)?\s*(?:,|$)", re.IGNORECASE)


class SiteHandler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Header and body are written separately: without this the second write waits for the acknowledgement.
    disable_nagle_algorithm = True
    site: SampleSite
    verbose: bool

    @classmethod
    def for_site(cls, site: SampleSite, *, verbose: bool) -> type[SiteHandler]:
        return type(cls.__name__, (cls,), {"site": site, "verbose": verbose})

    def do_GET(self) -> None:
        self._arrived = time.monotonic()
        page = self.site.page(self.path) or html_page(
            render("paper/notice.html", title="Page not found", text="There is no such page."), status=404
        )
        if page.slow:
            time.sleep(self.site.slow_seconds)
        self._answer(page)

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_POST(self) -> None:
        """POST /_edition/2 switches the site to edition 2."""
        self._arrived = time.monotonic()
        # Unread, the content would be taken for the next request of the connection.
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        switch = _EDITION_PATH.fullmatch(self.path)
        if switch and int(switch[1]) in EDITIONS:
            self.site.edition = int(switch[1])
            self._write(HTTPStatus.NO_CONTENT, {}, b"")
        else:
            self._answer(html_page(render("paper/notice.html", title="Error", text="No such edition."), status=404))

    def _answer(self, page: Page) -> None:
        if page.location is not None:
            self._write(page.status, {"Location": page.location}, page.body)
            return
        compressed = bool(page.body and _COMPRESSIBLE.match(page.content_type)) and self._accepts_gzip()
        headers = {"Content-Type": page.content_type, "Vary": "Accept-Encoding"}
        # Conditions count only where the answer would be 200 without them (RFC 9110, 13.2.1).
        if page.status == HTTPStatus.OK and page.last_modified:
            etag = entity_tag(page.body, compressed=compressed)
            headers |= {
                "ETag": etag,
                "Last-Modified": format_datetime(page.last_modified, usegmt=True),
                "Cache-Control": "no-cache",
            }
            if is_current(self._request_headers(), etag=etag, last_modified=page.last_modified):
                self._write(HTTPStatus.NOT_MODIFIED, headers, b"")
                return
        if compressed:
            headers["Content-Encoding"] = "gzip"
        # mtime=0: the same bytes every time, as the strong entity tag promises.
        self._write(page.status, headers, gzip.compress(page.body, mtime=0) if compressed else page.body)

    def _accepts_gzip(self) -> bool:
        return bool(_ACCEPTS_GZIP.search(self.headers.get("Accept-Encoding", "")))

    def _request_headers(self) -> dict[str, str]:
        return {name.lower(): value for name, value in self.headers.items()}

    def _write(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        # Neither of these two has content, nor a length of it (RFC 9110, 8.6).
        if status not in (HTTPStatus.NOT_MODIFIED, HTTPStatus.NO_CONTENT):
            self.send_header("Content-Length", str(len(body)))
        # Before the answer leaves, so that a client that has it finds its request in the record.
        self.site.record(self.command, self.path, int(status), self._request_headers(), self._arrived)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        if self.verbose:
            super().log_message(format, *args)
