"""`scrapy run`: crawls sites side by side, each from what the store knows of it, and says how each went.

0: all sites are well, new articles or not. 1: some site failed. 2: the input cannot be used, nothing was tried. 3: all
sites failed. 4: no site failed, but some is being crawled by another process. 130, 143: interrupted by Ctrl-C, SIGTERM.
"""

from __future__ import annotations

import argparse
import asyncio
import secrets
import signal
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import Any

from scrapy import Spider
from scrapy.commands import ScrapyCommand
from scrapy.crawler import Crawler
from scrapy.utils.asyncio import create_looping_call
from scrapy.utils.conf import arglist_to_dict

from crawler.errors import InvalidInputError, StoreError
from crawler.exit_status import UNUSABLE_INPUT, run_exit_status
from crawler.extensions.run_summary import tell_progress, write_text
from crawler.extensions.run_summary_text import progress_text
from crawler.run_figures import RunFigures, figures_of
from crawler.run_history import COMPARED, PastRun, RunHistory
from crawler.run_record import RunRecord, SiteRecord
from crawler.setting_values import check_options, check_settings
from crawler.sites import parse_site_list
from crawler.spider_loader import site_spider
from crawler.storage import Frontier, open_store
from crawler.suggestions import did_you_mean
from crawler.terminal.progress import REDRAW_SECONDS, ProgressMeter, State
from crawler.terminal.stderr_forms import live_table, take_stderr
from crawler.verdicts import Verdict, verdict_on

# Earlier runs a verdict looks at: the last, whatever was said of them, and of those it is compared with, with hourly
# runs, two months; with daily ones, four years.
_LAST_RUNS, _COMPARED_RUNS = 100, 1_500


@dataclass(frozen=True)
class _Site:
    name: str
    spider_class: type[Spider]
    arguments: Mapping[str, Any]


class Command(ScrapyCommand):
    requires_project = True

    def syntax(self) -> str:
        return "[options] SITE... | --all | --config FILE"

    def short_desc(self) -> str:
        return "Crawl sites and say how each went, for schedulers"

    def long_desc(self) -> str:
        return (
            "Crawl each SITE (name of a profile, or URL) from what the store knows of it. Exit status: 0 all well, "
            "1 some failed, 2 unusable input, 3 all failed, 4 locked by another run, 130 or 143 interrupted."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--all", action="store_true", dest="all_sites", help="every site that has a profile")
        parser.add_argument("--config", metavar="FILE", help="the [[site]] tables of a TOML file, keys of profiles")
        parser.add_argument("-a", dest="spargs", action="append", default=[], metavar="NAME=VALUE", help="for all")
        parser.add_argument("--json-log", action="store_true", help="the log as JSON, one object a line, on stderr")
        parser.add_argument("--runs", metavar="DIR", default="runs", help="for DIR/<id>/run.json (default: runs)")

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        try:
            check_options(opts, self.settings)
            super().process_options(args, opts)
            # One line a site at the end says it all.
            self.settings.set("RUN_SUMMARY_ENABLED", False, priority="cmdline")
            check_settings(self.settings)
            opts.spargs = _arguments(opts.spargs)
            if opts.json_log:
                self.settings.set("LOG_JSON", True, priority="cmdline")
            take_stderr(self.settings)
        except InvalidInputError as error:
            print(f"scrapy run: error: {error}", file=sys.stderr)
            sys.exit(UNUSABLE_INPUT)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.crawler_process is not None
        assert self.settings is not None
        try:
            sites = self._sites(args, opts)
            for site in sites:
                site.spider_class.check_arguments(**site.arguments)  # type: ignore[attr-defined]
        except InvalidInputError as error:
            print(f"scrapy run: error: {error}", file=sys.stderr)
            self.exitcode = UNUSABLE_INPUT
            return
        began = datetime.now(UTC)
        run_id = f"{began:%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"
        record = RunRecord(Path(opts.runs), run_id, began)
        try:
            record.write()
        except OSError as error:
            print(f"scrapy run: error: --runs {opts.runs}: cannot be written: {error.strerror}", file=sys.stderr)
            self.exitcode = UNUSABLE_INPUT
            return
        self.crawler_process.settings.set("RUN_ID", run_id, priority="cmdline")
        crawlers = []
        for site in sites:
            crawler = self.crawler_process.create_crawler(site.spider_class)
            self.crawler_process.crawl(crawler, **site.arguments)
            crawlers.append((site, crawler))
        self._tell_progress(crawlers)
        interrupted_by = self._run_to_the_end([crawler for _, crawler in crawlers])
        if (table := live_table(self.settings)) is not None:
            table.remove()
        for site, crawler in crawlers:
            record.sites.append(self._judge(site, crawler, run_id))
        self.exitcode = run_exit_status([site.verdict.word for site in record.sites], interrupted_by)
        try:
            record.end(datetime.now(UTC), self.exitcode)
        except OSError as error:
            # The lines below say how the sites are, and the exit status.
            print(f"scrapy run: error: {record.path}: cannot be written: {error.strerror}", file=sys.stderr)
        width = max(len(site.name) for site in record.sites)
        lines = [
            f"{judged.name:<{width}}  {judged.verdict.word:<12} {judged.verdict.reason}" for judged in record.sites
        ]
        write_text("\n".join([*lines, f"{record.path}\n"]), sys.stdout)

    def _sites(self, args: Sequence[str], opts: argparse.Namespace) -> list[_Site]:
        ways = bool(args) + opts.all_sites + bool(opts.config)
        if ways != 1:
            raise InvalidInputError(f"expected {'only one of ' if ways else ''}sites, or --all, or --config FILE")
        if opts.config:
            return [_Site(spider.name, spider, opts.spargs) for spider in _configured(Path(opts.config))]
        assert self.crawler_process is not None
        loader = self.crawler_process.spider_loader
        errors = getattr(loader, "profile_errors", {})
        if errors and (opts.all_sites or set(args) & set(errors)):
            # The loader has said what is wrong with them.
            raise InvalidInputError(f"faulty profiles: {', '.join(errors)}")
        profiled = [name for name in loader.list() if getattr(loader.load(name), "profile", None)]
        if opts.all_sites:
            if not profiled:
                raise InvalidInputError("no site has a profile: name the sites")
            return [_Site(name, loader.load(name), opts.spargs) for name in sorted(profiled)]
        sites = []
        given: dict[str, str] = {}
        for name in args:
            given.setdefault(name.rstrip("/"), name)
        for name in given.values():
            if name in profiled:
                sites.append(_Site(name, loader.load(name), opts.spargs))
            elif ("." in name or "://" in name) and "news" in loader.list():
                if "url" in opts.spargs:
                    raise InvalidInputError(f"-a url={opts.spargs['url']}: {name} is a URL already")
                sites.append(_Site(name, loader.load("news"), {**opts.spargs, "url": name}))
            else:
                hint = did_you_mean(name, profiled) or "; expected the name of a profile, or a URL"
                raise InvalidInputError(f"no site is named {name!r}{hint}")
        return sites

    def _tell_progress(self, crawlers: Sequence[tuple[_Site, Crawler]]) -> None:
        """A table with a row for each site; or lines, one for each that is under way, every
        RUN_SUMMARY_PROGRESS_SECONDS."""
        assert self.settings is not None
        settings, began = self.settings, monotonic()
        table = live_table(settings)
        meters = [(ProgressMeter(site.name), crawler) for site, crawler in crawlers]

        def tell() -> None:
            seconds = monotonic() - began
            if table is not None:
                sites = [meter.read(_stats_of(crawler), seconds, _state_of(crawler)) for meter, crawler in meters]
                table.show(sites, seconds)
                return
            for meter, crawler in meters:
                if crawler.crawling:
                    tell_progress(progress_text(meter.name, crawler.stats.get_stats(), seconds), settings)

        every = settings.getfloat("RUN_SUMMARY_PROGRESS_SECONDS")
        if every > 0:
            self._progress = create_looping_call(tell)
            self._progress.start(REDRAW_SECONDS if table is not None else every, now=False)

    def _run_to_the_end(self, crawlers: Sequence[Crawler]) -> int | None:
        """Run until all crawls have ended; the number of the signal that ended them, if one did."""
        assert self.crawler_process is not None
        received: list[int] = []

        def stop(number: int, _: Any) -> None:
            from twisted.internet import reactor

            received.append(number)
            # The second time at once: the store has everything but what is under way.
            signal.signal(number, signal.SIG_DFL)
            reactor.callFromThread(stop_all)

        def stop_all() -> None:
            self._stopping = [asyncio.ensure_future(crawler.stop_async()) for crawler in crawlers if crawler.crawling]

        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, stop)
        self.crawler_process.start(install_signal_handlers=False)
        return received[0] if received else None

    def _judge(self, site: _Site, crawler: Crawler, run_id: str) -> SiteRecord:
        figures = figures_of(crawler.stats.get_stats() if crawler.spider else {"finish_reason": "start_error"})
        key = getattr(crawler.spider, "site_key", site.name)
        try:
            store = open_store(crawler.settings.get("STORE_URL") or "sqlite://")
        except StoreError as error:
            return SiteRecord(site.name, Verdict("broken", str(error)), figures)
        try:
            now = datetime.now(UTC)
            verdict = verdict_on(figures, _history(store.frontier, key, now))
            if verdict.word != "locked":
                store.frontier.add_run(
                    key,
                    run_id,
                    now,
                    verdict=verdict.word,
                    reason=verdict.reason,
                    figures=figures.as_dict(),
                )
        except StoreError as error:
            verdict = Verdict("broken", str(error))
        finally:
            store.close()
        return SiteRecord(site.name, verdict, figures)


def _history(frontier: Frontier, site: str, now: datetime) -> RunHistory:
    last = frontier.runs(site, _LAST_RUNS)
    compared = [run for run in frontier.runs(site, _COMPARED_RUNS, COMPARED) if run[0] < last[0][0]] if last else []
    return RunHistory(
        [PastRun(end, word, RunFigures.from_dict(figures)) for end, word, figures in (*compared, *last)], now
    )


def _arguments(given: list[str]) -> dict[str, str]:
    try:
        return arglist_to_dict(given)
    except ValueError:
        raise InvalidInputError("Invalid -a value, use -a NAME=VALUE") from None


def _stats_of(crawler: Crawler) -> Mapping[str, Any]:
    # None before its crawl begins.
    return crawler.stats.get_stats() if crawler.spider else {}


def _state_of(crawler: Crawler) -> State:
    stats = _stats_of(crawler)
    if "finish_reason" in stats:
        return "ended"
    if not crawler.crawling:
        return "stopping" if crawler.spider else "waiting"
    return "crawling" if "outcomes/requested" in stats else "waiting"


def _configured(path: Path) -> list[type[Spider]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8 text"
        raise InvalidInputError(f"--config {path}: cannot be read: {reason}") from error
    return [site_spider(profile) for profile in parse_site_list(text, path.name)]
