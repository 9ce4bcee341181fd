"""What a Scrapy log file (LOG_LEVEL=INFO, STATS_DUMP=1) says about a finished crawl."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

# One line of the pretty-printed stats; values that are no numbers (times, reasons) are left out. The project's log
# indents all lines of a message but the first.
_NUMBER = re.compile(r"^ *[ {]'(?P<key>[^']+)': (?P<value>-?\d+(?:\.\d+)?)[,}]$", re.MULTILINE)
_STATS_HEAD = "Dumping Scrapy stats:\n"
_TRACEBACK = re.compile(r"^ *Traceback \(most recent call last\)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class CrawlLog:
    stats: Mapping[str, float]
    tracebacks: int

    @property
    def spider_exceptions(self) -> int:
        return int(self.stats.get("spider_exceptions/count", 0))

    @property
    def errors(self) -> int:
        """Records of level ERROR and CRITICAL."""
        return int(self.stats.get("log_count/ERROR", 0) + self.stats.get("log_count/CRITICAL", 0))

    @property
    def drops(self) -> dict[str, int]:
        """Items dropped, by stat: the components' own reasons, Scrapy's exception classes only without those."""
        own = {key: int(value) for key, value in self.stats.items() if "/dropped/" in key}
        by_class = {
            key: int(value) for key, value in self.stats.items() if key.startswith("item_dropped_reasons_count/")
        }
        return own or by_class


def parse_crawl_log(text: str) -> CrawlLog:
    """Stats are empty when the crawl did not come to its end."""
    stats_text = text.rpartition(_STATS_HEAD)[2] if _STATS_HEAD in text else ""
    stats = {found["key"]: float(found["value"]) for found in _NUMBER.finditer(stats_text)}
    return CrawlLog(stats, len(_TRACEBACK.findall(text)))
