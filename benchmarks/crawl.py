"""What a whole crawl costs: the project's own crawl of real pages on loopback, beside a bare Scrapy spider that only
fetches them.

    python -m benchmarks.crawl --gold DIR                          # as pages of one site, with the frontier
    python -m benchmarks.crawl --gold DIR --crawl list --pages 250 # from a list, under their own host names
"""

from __future__ import annotations

import argparse
import compileall
import hashlib
import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.crawl_log import CrawlLog, parse_crawl_log
from benchmarks.gold import GoldPage, read_gold
from benchmarks.gold_site import FRONT_PAGE, site_documents, site_pages
from benchmarks.measured_process import ProcessUse, run_measured
from benchmarks.page_proxy import StoredPage, page_key, running_proxy
from benchmarks.table import render_table

# The sets whose pages are stored in UTF-8, which the proxy declares, and whose gold names real URLs.
SETS = ("aeb", "fundus_eval", "fundus")
PROJECT_FOLDER = Path(__file__).resolve().parent.parent
_YARDSTICK = Path(__file__).resolve().parent / "fetch_only_spider.py"
_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class CrawlResult:
    use: ProcessUse
    log: CrawlLog
    pages_served: int
    robots_served: int
    unknown_targets: Sequence[str]
    items: int

    @property
    def pages_per_cpu_second(self) -> float:
        return self.pages_served / self.use.cpu_seconds


def main(arguments: Sequence[str] | None = None) -> None:
    options = _parse_arguments(arguments)
    gold_pages = [page for gold_set in read_gold(options.gold, SETS) for page in gold_set.pages]
    pages = choose_pages(gold_pages, options.pages)
    is_site = options.crawl == "site"
    if is_site:
        pages = site_pages([page.html_gz for page in pages], options.pages)
    # Scrapy's modules are compiled when it is installed, those of a checkout when they are first imported.
    for name in ("crawler", "pipelines", "spiders"):
        compileall.compile_dir(options.project / name, quiet=2)
    ratios = []
    for number in range(1, options.rounds + 1):
        with tempfile.TemporaryDirectory(prefix="crawl-benchmark-") as folder:
            to = Path(options.keep or folder) / str(number)
            # Most of the time of the shortest crawl there is: what starting takes.
            starts = _both_crawls(CrawlRun(pages[:1], to / "start", options.timeout, is_site=is_site), options.project)
            ours, bare = _both_crawls(CrawlRun(pages, to, options.timeout, is_site=is_site), options.project)
        print("\n".join([*describe(pages, ours, bare, starts), ""]), flush=True)
        ratios.append(ours.pages_per_cpu_second / bare.pages_per_cpu_second)
    if len(ratios) > 1:
        spread = f"median {median(ratios):.3f}, {min(ratios):.3f} to {max(ratios):.3f}"
        print(f"share of bare Scrapy over {len(ratios)} rounds: {spread}")


def _both_crawls(run: CrawlRun, project: Path) -> tuple[CrawlResult, CrawlResult]:
    bare = run.measure("bare", run.bare_command(), run.folder)
    return run.measure("project", run.project_command(), project), bare


def _parse_arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.crawl", description=__doc__.partition("\n\n")[0])
    parser.add_argument("--gold", type=Path, required=True, help=f"folder that holds the sets {', '.join(SETS)}")
    parser.add_argument("--crawl", choices=("site", "list"), default="site", help="default site")
    parser.add_argument("--pages", type=int, default=1500, help="how many pages (default 1500)")
    parser.add_argument("--rounds", type=int, default=1, help="how often both crawls are made (default once)")
    parser.add_argument("--project", type=Path, default=PROJECT_FOLDER, help="Scrapy project, default this one")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="empty folder for logs, items and store, to look at")
    parser.add_argument(
        "--timeout", type=float, default=600, help="seconds after which a crawl is killed (default 600)"
    )
    return parser.parse_args(arguments)


def choose_pages(gold_pages: Sequence[GoldPage], count: int) -> list[StoredPage]:
    """The first *count* pages with a URL, one for each URL, in an order that mixes sets and is always the same."""
    chosen: dict[str, StoredPage] = {}
    for page in sorted(gold_pages, key=lambda page: hashlib.sha256(page.id.encode()).digest()):
        url = plain_http(page.url or "")
        key = page_key(url)
        if key and key not in chosen and len(chosen) < count:
            chosen[key] = StoredPage(url, page.html_path.read_bytes())
    return list(chosen.values())


def plain_http(url: str) -> str:
    """*url* with the scheme http: a proxy cannot look into https."""
    return "http://" + url.partition("://")[2]


class CrawlRun:
    """Crawls of the same pages, each with its files in *folder*."""

    def __init__(
        self, pages: Sequence[StoredPage], folder: Path, timeout_seconds: float, *, is_site: bool = False
    ) -> None:
        """*is_site*: the pages are those of `benchmarks.gold_site`, to be found by the project's crawl itself."""
        self.folder = folder.resolve()
        self.folder.mkdir(parents=True, exist_ok=True)
        self._timeout_seconds = timeout_seconds
        self._pages = {key: page.html_gz for page in pages if (key := page_key(page.url))}
        self._is_site = is_site
        self._documents = {}
        if is_site:
            self._documents = {key: text for url, text in site_documents(pages).items() if (key := page_key(url))}
        self._urls = self.folder / "urls.txt"
        self._urls.write_text("".join(page.url + "\n" for page in pages), encoding="utf-8")

    def project_command(self) -> list[str]:
        """The crawl a user starts, without its politeness: the pages are on this machine."""
        items = ["-O", str(self.folder / "project.jsonl")]
        if self._is_site:
            return [*site_crawl_arguments(self.folder), *items]
        return ["crawl", "articles", "-a", f"urls={self._urls}", *items, *_local_crawl_options(self.folder)]

    def bare_command(self) -> list[str]:
        """Scrapy's defaults, without the two consoles that listen for commands."""
        settings = {"TELNETCONSOLE_ENABLED": "0", "REMOTE_CONTROL_ENABLED": "0"}
        return ["runspider", str(_YARDSTICK), "-a", f"urls={self._urls}", *setting_options(settings)]

    def measure(self, name: str, scrapy_arguments: Sequence[str], working_folder: Path) -> CrawlResult:
        log_file = self.folder / f"{name}.log"
        log_settings = {"LOG_FILE": str(log_file), "LOG_FILE_APPEND": "0", "LOG_LEVEL": "INFO", "STATS_DUMP": "1"}
        command = [sys.executable, "-m", "scrapy", *scrapy_arguments, *setting_options(log_settings)]
        output = self.folder / f"{name}.output"
        with running_proxy(self._pages, self._documents) as (proxy_url, counts):
            use = run_measured(
                command,
                folder=working_folder,
                environment=crawl_environment(proxy_url),
                output=output,
                timeout_seconds=self._timeout_seconds,
            )
        if not log_file.is_file():
            raise SystemExit(f"{name}: no crawl took place (exit status {use.exit_status}):\n{output.read_text()}")
        return CrawlResult(
            use=use,
            # An error before or after the crawl itself goes to standard error.
            log=parse_crawl_log(output.read_text(errors="replace") + log_file.read_text(errors="replace")),
            pages_served=counts.pages,
            robots_served=counts.robots,
            unknown_targets=counts.unknown,
            items=_count_lines(self.folder / f"{name}.jsonl"),
        )


def site_crawl_arguments(folder: Path) -> list[str]:
    """Arguments of `scrapy` for a crawl of the site that `benchmarks.gold_site` or `generated_pages` make, with its
    store in *folder*."""
    # What else stored pages link to on their own host is not there.
    return ["crawl", "news", "-a", f"url={FRONT_PAGE}", "-a", "include=/stories/", *_local_crawl_options(folder)]


def _local_crawl_options(folder: Path) -> list[str]:
    settings = {
        "DOWNLOAD_DELAY": "0",
        "AUTOTHROTTLE_ENABLED": "0",
        # The hosts are real ones, but all of them are behind a proxy on loopback.
        "PRIVATE_ADDRESSES_ALLOWED": "1",
        "STORE_URL": f"sqlite:///{folder / 'news.db'}",
    }
    return setting_options(settings)


def setting_options(settings: dict[str, str]) -> list[str]:
    return [part for name, value in settings.items() for part in ("-s", f"{name}={value}")]


def crawl_environment(proxy_url: str) -> dict[str, str]:
    """This process's environment with every request led to the proxy, and no other project's settings; compiled modules
    may be kept, as they are where nobody forbids it."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("SCRAPY_") and not name.lower().endswith("_proxy") and name != "PYTHONDONTWRITEBYTECODE"
    }
    return {**kept, "http_proxy": proxy_url, "https_proxy": proxy_url}


def _count_lines(path: Path) -> int:
    return path.read_bytes().count(b"\n") if path.is_file() else 0


def describe(
    pages: Sequence[StoredPage], ours: CrawlResult, bare: CrawlResult, starts: tuple[CrawlResult, CrawlResult]
) -> list[str]:
    """Lines: the two crawls side by side, then what the project dropped and what went wrong. *starts*: the same two
    crawls, of one page."""
    size = sum(len(page.html_gz) for page in pages) / _MEGABYTE
    ratio = ours.pages_per_cpu_second / bare.pages_per_cpu_second
    rates = [_later_pages_per_cpu_second(crawl, start) for crawl, start in zip((ours, bare), starts, strict=True)]
    rows = [
        ["pages served", str(ours.pages_served), str(bare.pages_served)],
        ["robots.txt asked for", str(ours.robots_served), str(bare.robots_served)],
        ["other URLs asked for", str(len(ours.unknown_targets)), str(len(bare.unknown_targets))],
        ["items exported", str(ours.items), "-"],
        ["wall seconds", f"{ours.use.wall_seconds:.1f}", f"{bare.use.wall_seconds:.1f}"],
        ["CPU seconds, start included", f"{ours.use.cpu_seconds:.2f}", f"{bare.use.cpu_seconds:.2f}"],
        ["pages per CPU second", f"{ours.pages_per_cpu_second:.1f}", f"{bare.pages_per_cpu_second:.1f}"],
        ["  as a share of bare Scrapy", f"{ratio:.3f}", "1"],
        ["CPU seconds of one page", *(f"{start.use.cpu_seconds:.2f}" for start in starts)],
        ["later pages per CPU second", *(f"{rate:.1f}" for rate in rates)],
        ["  as a share of bare Scrapy", f"{rates[0] / rates[1]:.3f}" if rates[1] else "-", "1"],
        ["peak RSS, MB", *(f"{result.use.peak_rss_bytes / _MEGABYTE:.0f}" for result in (ours, bare))],
        ["exit status", str(ours.use.exit_status), str(bare.use.exit_status)],
        ["exceptions in callbacks", str(ours.log.spider_exceptions), str(bare.log.spider_exceptions)],
        ["tracebacks logged", str(ours.log.tracebacks), str(bare.log.tracebacks)],
        ["errors logged", str(ours.log.errors), str(bare.log.errors)],
    ]
    lines = [f"{len(pages)} pages, {size:.1f} MB gzipped", "", render_table(["", "project", "bare Scrapy"], rows)]
    if not ours.log.stats:
        lines.append("the project's log holds no stats: the crawl did not finish")
    lines += [f"dropped: {count:5}  {reason}" for reason, count in sorted(ours.log.drops.items())]
    lines += [f"not stored, yet asked for: {target}" for target in ours.unknown_targets[:10]]
    return lines


def _later_pages_per_cpu_second(crawl: CrawlResult, start: CrawlResult) -> float:
    """What is left of a long crawl when starting is nothing."""
    seconds = crawl.use.cpu_seconds - start.use.cpu_seconds
    return (crawl.pages_served - start.pages_served) / seconds if seconds > 0 else 0.0


if __name__ == "__main__":
    main()
