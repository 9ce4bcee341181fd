"""A news site of any number of pages, made up as it is asked: the same bytes every time, with honest validators."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

_ON_A_PAGE = 50
_IN_A_SITEMAP = 1000
_FIRST_DAY = date(2020, 1, 1)
_NOUNS = "ferry harbour council bridge market tram school library glacier orchard theatre lighthouse".split()
_VERBS = "reopens closes moves grows wins loses waits returns sinks floats sings burns".split()


def _headline(number: int) -> str:
    noun, verb = _NOUNS[number % len(_NOUNS)], _VERBS[number // len(_NOUNS) % len(_VERBS)]
    return f"The {noun} {verb} for the {number}th time"


class GeneratedSite:
    """Articles `/news/<number>-…`, newest first on `/` and `/page/<n>`; sitemaps by the thousand; a feed of twenty."""

    def __init__(self, articles: int, port: int) -> None:
        self.articles = articles
        self.url = f"http://127.0.0.1:{port}/"
        self.requested: dict[str, int] = {}
        self.body_bytes = 0

    def path(self, number: int) -> str:
        return f"/news/{number:06d}-{_headline(number).lower().replace(' ', '-')}"

    def answer(self, path: str) -> tuple[str, str] | None:
        """Content type and text; None: there is no such page."""
        parts = path.strip("/").split("/")
        if path == "/robots.txt":
            return "text/plain", f"User-agent: *\nAllow: /\nSitemap: {self.url}sitemap.xml\n"
        if path == "/sitemap.xml":
            pages = range(-(-self.articles // _IN_A_SITEMAP))
            return "application/xml", _xml("sitemapindex", "sitemap", (f"{self.url}sitemap-{n}.xml" for n in pages))
        if path.startswith("/sitemap-"):
            first = int(path.removeprefix("/sitemap-").removesuffix(".xml")) * _IN_A_SITEMAP
            numbers = range(first, min(first + _IN_A_SITEMAP, self.articles))
            return "application/xml", _xml("urlset", "url", (f"{self.url[:-1]}{self.path(n)}" for n in numbers))
        if path == "/feed":
            items = "".join(
                f"<item><link>{self.url[:-1]}{self.path(n)}</link><title>{_headline(n)}</title></item>"
                for n in range(self.articles - 1, max(self.articles - 21, -1), -1)
            )
            return "application/rss+xml", f"<rss version='2.0'><channel>{items}</channel></rss>"
        if path == "/" or parts[0] == "page":
            return "text/html; charset=utf-8", self._list(int(parts[1]) if parts[0] == "page" else 1)
        if parts[0] == "news" and parts[-1][:6].isdigit() and path == self.path(int(parts[-1][:6])):
            return "text/html; charset=utf-8", self._article(int(parts[-1][:6]))
        return None

    def _list(self, page: int) -> str:
        last = self.articles - (page - 1) * _ON_A_PAGE
        numbers = range(last - 1, max(last - _ON_A_PAGE, 0) - 1, -1)
        links = "".join(f'<li><a href="{self.path(n)}">{_headline(n)}, and what it means</a></li>' for n in numbers)
        further = f'<a href="/page/{page + 1}">Older</a>' if last > _ON_A_PAGE else ""
        feed = '<link rel="alternate" type="application/rss+xml" href="/feed">'
        return f"<html lang=en><head><title>News</title>{feed}</head><body><ul>{links}</ul>{further}</body></html>"

    def _article(self, number: int) -> str:
        day = _FIRST_DAY + timedelta(days=number % 2000)
        # Every hundredth is a copy of the one before.
        told = number - 1 if number % 100 == 99 else number
        text = "".join(
            f"<p>In part {part} of {told} the {_NOUNS[(told + part) % len(_NOUNS)]} is seen by everybody who lives "
            f"near it, and nobody in the town thinks that it {_VERBS[(told * part) % len(_VERBS)]} for good.</p>"
            for part in range(1, 6)
        )
        return (
            f'<html lang=en><head><meta property="article:published_time" content="{day}T08:00:00Z"></head>'
            f"<body><article><h1>{_headline(told)}</h1>{text}</article></body></html>"
        )


def _xml(root: str, entry: str, urls: Iterator[str]) -> str:
    return f"<{root}>" + "".join(f"<{entry}><loc>{url}</loc></{entry}>" for url in urls) + f"</{root}>"


@contextmanager
def generated_site(articles: int) -> Iterator[GeneratedSite]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            answer = site.answer(self.path)
            content_type, text = answer or ("text/plain", "no such page")
            body = text.encode()
            etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
            site.requested[self.path] = site.requested.get(self.path, 0) + 1
            is_current = self.headers.get("If-None-Match") == etag
            status = 304 if answer and is_current else 200 if answer else 404
            try:
                self.send_response(status)
                self.send_header("Content-Type", content_type)
                self.send_header("ETag", etag)
                if status != 304:
                    self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                if status != 304:
                    site.body_bytes += len(body)
                    self.wfile.write(body)
            except ConnectionError:
                # A crawl that was killed does not wait for its answer.
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = False

        def handle_error(self, *_: object) -> None:
            """Connections of killed crawls break."""

    with Server(("127.0.0.1", 0), Handler) as server:
        site = GeneratedSite(articles, server.server_address[1])
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
            thread.join()
