import gzip

import pytest

from benchmarks.crawl import CrawlResult, CrawlRun, choose_pages, describe, plain_http
from benchmarks.crawl_log import CrawlLog
from benchmarks.gold import GoldPage
from benchmarks.measured_process import ProcessUse
from benchmarks.page_proxy import StoredPage


@pytest.fixture
def stored(tmp_path):
    def store(id_, url):
        path = tmp_path / f"{id_}.html.gz"
        path.write_bytes(gzip.compress(f"<title>{id_}</title>".encode()))
        return GoldPage(id_, url, path)

    return store


def result(pages_served=10, cpu_seconds=2.0, **log):
    use = ProcessUse(exit_status=0, wall_seconds=3.0, cpu_seconds=cpu_seconds, peak_rss_bytes=100 << 20)
    return CrawlResult(use, CrawlLog(log, tracebacks=0), pages_served, 1, [], items=9)


def test_urls_become_plain_http():
    assert plain_http("https://www.example.com/a?b=https://c") == "http://www.example.com/a?b=https://c"


def test_pages_are_chosen_in_the_same_order_whatever_the_order_given(stored):
    pages = [stored(f"p{number}", f"https://example.com/{number}") for number in range(9)]
    chosen = choose_pages(pages, 4)
    assert len(chosen) == 4
    assert choose_pages(pages[::-1], 4) == chosen


def test_a_url_is_taken_once_and_pages_without_one_are_left_out(stored):
    pages = [stored("a", "https://example.com/a"), stored("b", "http://example.com/a#top"), stored("c", None)]
    assert len(choose_pages(pages, 10)) == 1


def test_the_yardstick_fetches_every_page_through_the_proxy(stored, tmp_path):
    pages = choose_pages([stored(id_, f"https://{id_}.example/ä?q=1") for id_ in ("one", "two")], 2)
    run = CrawlRun(pages, tmp_path / "run", timeout_seconds=60)
    bare = run.measure("bare", run.bare_command(), run.folder)
    assert (bare.use.exit_status, bare.pages_served, bare.unknown_targets) == (0, 2, [])
    assert bare.log.stats["downloader/response_status_count/200"] == 2
    assert bare.log.tracebacks == 0


def test_a_command_that_starts_no_crawl_is_reported_with_its_output(tmp_path):
    run = CrawlRun([], tmp_path, timeout_seconds=60)
    with pytest.raises(SystemExit, match="no crawl took place"):
        run.measure("project", ["no-such-command"], tmp_path)


def test_the_report_sets_the_crawls_side_by_side():
    dropped = {"validation/dropped/missing_headline": 1.0, "spider_exceptions/count": 2.0}
    starts = result(1, cpu_seconds=0.5), result(1, cpu_seconds=0.4)
    text = "\n".join(describe([StoredPage("http://e.com/", b"")], result(**dropped), result(cpu_seconds=1.0), starts))
    assert "as a share of bare Scrapy    0.500" in text
    assert "dropped:     1  validation/dropped/missing_headline" in text
    rows = {line[:24].strip(): line.split()[-2:] for line in text.splitlines()}
    assert rows["pages per CPU second"] == ["5.0", "10.0"]
    # Nine pages in a second and a half, and in six tenths.
    assert rows["later pages per CPU seco"] == ["6.0", "15.0"]
    assert "as a share of bare Scrapy    0.400" in text
    assert rows["exceptions in callbacks"] == ["2", "0"]


def test_a_crawl_without_stats_is_named():
    assert any("did not finish" in line for line in describe([], result(), result(x=1.0), (result(), result())))
