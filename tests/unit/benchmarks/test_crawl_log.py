import logging

from benchmarks.crawl_log import parse_crawl_log
from crawler.log_lines import make_safe

LOG = """\
2026-01-09 12:00:00 [scrapy.core.scraper] ERROR: Spider error processing <GET http://example.com/a>
Traceback (most recent call last):
  File "articles.py", line 7, in parse
ValueError: no
2026-01-09 12:00:01 [scrapy.statscollectors] INFO: Dumping Scrapy stats:
{'downloader/response_count': 403,
 'elapsed_time_seconds': 1.87,
 'finish_reason': 'finished',
 'finish_time': datetime.datetime(2026, 1, 9, 12, 0, 1, tzinfo=datetime.timezone.utc),
 'item_dropped_reasons_count/DropItem': 26,
 'log_count/CRITICAL': 1,
 'log_count/ERROR': 8,
 'spider_exceptions/ValueError': 8,
 'spider_exceptions/count': 8%s}
2026-01-09 12:00:01 [scrapy.core.engine] INFO: Spider closed (finished)
"""


def test_numbers_of_the_stats_are_read():
    log = parse_crawl_log(LOG % "")
    assert (log.stats["downloader/response_count"], log.stats["elapsed_time_seconds"]) == (403, 1.87)
    assert log.stats["spider_exceptions/count"] == 8
    assert "finish_time" not in log.stats


def test_failures_are_counted():
    log = parse_crawl_log(LOG % "")
    assert (log.tracebacks, log.spider_exceptions, log.errors) == (1, 8, 9)


def test_drops_have_the_reasons_of_the_components_else_scrapys_classes():
    assert parse_crawl_log(LOG % "").drops == {"item_dropped_reasons_count/DropItem": 26}
    own = ",\n 'validation/dropped/missing_headline': 26"
    assert parse_crawl_log(LOG % own).drops == {"validation/dropped/missing_headline": 26}


def test_a_crawl_that_did_not_finish_has_no_stats():
    assert not parse_crawl_log("2026-01-09 12:00:00 [scrapy.core.engine] INFO: Spider opened\n").stats


def test_a_log_that_indents_further_lines_says_the_same():
    lines = []
    for message in (LOG % "").split("\n2026-"):
        record = logging.makeLogRecord({"msg": message})
        make_safe(record)
        lines.append(record.getMessage())
    assert "\n    {'downloader" in "\n2026-".join(lines)
    assert parse_crawl_log("\n2026-".join(lines)) == parse_crawl_log(LOG % "")
