"""What a page costs that a browser has to render, beside the same page sent whole: a crawl of each on loopback.

python -m benchmarks.rendering --pages 100
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from benchmarks.measured_process import ProcessUse, run_measured
from benchmarks.table import render_table
from crawler.rendering.process_memory import family, family_bytes

_PROJECT_FOLDER = Path(__file__).resolve().parent.parent
_SETTINGS = ("DOWNLOAD_DELAY=0", "AUTOTHROTTLE_ENABLED=0", "PRIVATE_ADDRESSES_ALLOWED=1", "TDM_FILES_ENABLED=0")
_WORDS = """ferry harbour island council Monday winter timetable engine captain crossing fare passenger storm lighthouse
    quay herring bridge mayor budget ice mail boat rope anchor tide market school doctor road village north""".split()
_SCRIPT = """fetch(location.pathname + ".json").then((answer) => answer.json()).then((article) => {
  const root = document.getElementById("root");
  for (const [tag, text] of article) {
    const element = document.createElement(tag); element.textContent = text; root.append(element);
  }
});"""
_SHELL = '<!DOCTYPE html><title>News</title><div id="root"></div><script src="/app.js"></script>'


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.rendering", description=__doc__.partition("\n\n")[0])
    parser.add_argument(
        "--pages", type=int, default=100, help="how many pages (default 100), and twenty times as many plain ones"
    )
    options = parser.parse_args(arguments)
    rows = []
    with _server() as address, tempfile.TemporaryDirectory(prefix="rendering-benchmark-") as folder:
        # So many more of the cheap ones that they can be told from the start, too.
        for name, pages in (("plain", 20 * options.pages), ("shell", options.pages)):
            # One page is what starting costs: the difference is what the others do.
            first, _ = _crawl(address, name, 1, Path(folder))
            use, browser_bytes = _crawl(address, name, pages + 1, Path(folder))
            rows.append(_row(name, pages, first, use, browser_bytes))
    print(render_table(["page", "pages/s", "CPU ms/page, browser included", "crawler MB", "browser MB"], rows))


def _row(name: str, pages: int, first: ProcessUse, use: ProcessUse, browser_bytes: int) -> list[str]:
    seconds, cpu = use.wall_seconds - first.wall_seconds, use.cpu_seconds - first.cpu_seconds
    return [
        name,
        f"{pages / seconds:.1f}",
        f"{1000 * cpu / pages:.0f}",
        f"{use.peak_rss_bytes / 1e6:.0f}",
        f"{browser_bytes / 1e6:.0f}" if browser_bytes else "",
    ]


def _crawl(address: str, name: str, pages: int, folder: Path) -> tuple[ProcessUse, int]:
    """What the crawl used, and the most memory that its browser and its driver had (0: there was none)."""
    urls, feed = folder / "urls.txt", folder / "articles.jsonl"
    urls.write_text("".join(f"{address}/{name}/{number}\n" for number in range(pages)))
    feed.unlink(missing_ok=True)
    options = [word for setting in _SETTINGS for word in ("-s", setting)]
    with _watched_children() as peak:
        use = run_measured(
            [sys.executable, "-m", "scrapy", "crawl", "articles", "-a", f"urls={urls}", *options, "-O", str(feed)],
            folder=_PROJECT_FOLDER,
            environment={**os.environ, "STORE_URL": "sqlite://"},
            output=folder / "log",
            timeout_seconds=600,
        )
    read = len(feed.read_text().splitlines()) if feed.exists() else 0
    if read != pages:
        sys.exit(f"{read} of {pages} articles were read:\n{(folder / 'log').read_text()[-2000:]}")
    return use, peak[0]


@contextmanager
def _watched_children() -> Iterator[list[int]]:
    """The most memory of a browser and its driver among what this process has started."""
    peak, ended = [0], threading.Event()

    def watch() -> None:
        while not ended.wait(0.5):
            drivers = [pid for pid in family(os.getpid()) if _is_driver(pid)]
            peak[0] = max(peak[0], sum(map(family_bytes, drivers[:1])))

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield peak
    finally:
        ended.set()
        thread.join()


def _is_driver(pid: int) -> bool:
    """Whether it is the program of Playwright that the browser is started by."""
    try:
        return b"playwright" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


@contextmanager
def _server() -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = self.path
            article = _article(path)
            if path == "/app.js":
                self._send(_SCRIPT, "text/javascript")
            elif path.startswith("/plain/"):
                self._send("".join(f"<{tag}>{text}</{tag}>" for tag, text in article), "text/html; charset=utf-8")
            elif path.endswith(".json"):
                self._send(json.dumps(article), "application/json")
            elif path.startswith("/shell/"):
                self._send(_SHELL, "text/html; charset=utf-8")
            else:
                self.send_error(404)

        def _send(self, text: str, content_type: str) -> None:
            body = text.encode()
            self.send_response(200)
            self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """The crawl's own figures count."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def _article(path: str) -> list[tuple[str, str]]:
    """A text of its own for every number: near copies are compared with each other."""
    number = path.rpartition("/")[2].partition(".")[0]
    choose = random.Random(number).choices
    headline = f"Ferry number {number} of the harbour sails again after a winter pause"
    return [("h1", headline), *(("p", f"The {' '.join(choose(_WORDS, k=30))}.") for _ in range(8))]


if __name__ == "__main__":
    main()
