"""What an article must have, and the repair of what it may not have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import is_dataclass
from datetime import date, datetime
from typing import Any, Self

from itemadapter import ItemAdapter
from scrapy.crawler import Crawler
from scrapy.statscollectors import StatsCollector

from crawler.feed_form import feed_form, is_plain_article
from crawler.items import ARTICLE_KINDS, ISO_DATE_PATTERN, WALL_KINDS
from crawler.times import is_later_than_fetch, moment_of
from crawler.urls import is_web_url

from .dropping import counted_drop

# Pages of these kinds may consist of a headline and the video or the pictures.
KINDS_WITHOUT_BODY = frozenset({"video", "gallery"})

_WEB_URLS = ("url", "canonical_url")
_DATES = ("date_published", "date_modified")
_LISTS = ("authors", "tags", "date_candidates", "latest_news")
_ISO_DATE = re.compile(ISO_DATE_PATTERN)
# NUL ends a string in C, so in SQL databases and many readers of feeds; a lone surrogate (half of a UTF-16 pair, as
# broken \u escapes in JSON-LD leave it) has no UTF-8 form and would cost the whole feed or batch.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def _iso_date(value: Any) -> str | None:
    """*value* as an ISO 8601 string, None when it is no date. Items of other projects hold date objects."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str) and _ISO_DATE.fullmatch(value):
        try:
            datetime.fromisoformat(value)
        except ValueError:  # the 30th of February
            return None
        return value
    return None


class ValidationPipeline:
    """Drops what is no complete article (`validation/dropped/...`) and sets to None, or removes, single values that
    are not what their field says (`validation/repaired/...`)."""

    def __init__(self, stats: StatsCollector) -> None:
        self._stats = stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler.stats)

    def process_item(self, item: Any) -> Any:
        article = ItemAdapter(item)
        self._repair_lists(article)
        self._clean_text(article)
        if reason := _reason_to_drop(article):
            raise counted_drop(self._stats, f"validation/dropped/{reason}", article.get("url"))
        self._repair_urls(article)
        self._repair_dates(article)
        return item

    def _repaired(self, what: str) -> None:
        self._stats.inc_value(f"validation/repaired/{what}")

    def _repair_lists(self, article: ItemAdapter) -> None:
        """Items of other projects may hold one name where a list belongs."""
        for name in _LISTS:
            value = article.get(name)
            if value is None or isinstance(value, list):
                continue
            is_one = isinstance(value, str) and name in ("authors", "tags")
            article[name] = [value] if is_one else list(value) if isinstance(value, tuple) else []
            self._repaired(name)

    def _clean_text(self, article: ItemAdapter) -> None:
        # Nearly always, and in half the time that looking at each value for itself takes.
        if is_plain_article(article.item) and _is_storable("".join(_texts_in(feed_form(article.item)))):
            return
        for name, value in article.items():
            cleaned = _without_unstorable(value)
            if cleaned is not value:
                article[name] = cleaned
                self._repaired(f"{name}_characters")

    def _repair_urls(self, article: ItemAdapter) -> None:
        image = article.get("main_image")
        if image is not None and not _is_web_url(image):
            article["main_image"] = None
            self._repaired("main_image")
        entries = article.get("latest_news") or []
        linked = [entry for entry in entries if _is_web_url(_value(entry, "url"))]
        if len(linked) < len(entries):
            article["latest_news"] = linked
            self._stats.inc_value("validation/repaired/latest_news", count=len(entries) - len(linked))

    def _repair_dates(self, article: ItemAdapter) -> None:
        for name in (*_DATES, "fetched_at"):
            self._repair_date(article, name)
        for entry in article.get("latest_news") or []:
            # The text displayed is a fact of its own: an entry keeps it.
            if _value(entry, "date_published") is not None:
                self._repair_date(ItemAdapter(entry), "date_published", counted_as="latest_news_date_published")
        for name in _DATES:
            if article.get("fetched_at") and article.get(name):
                self._remove_future_date(article, name, moment_of(article["fetched_at"]))
            if article.get(name) is None:
                _remove_evidence(article, name)

    def _repair_date(self, fields: ItemAdapter, name: str, *, counted_as: str = "") -> None:
        value = fields.get(name)
        if value is None:
            return
        iso_date = _iso_date(value)
        if iso_date != value:
            fields[name] = iso_date
            self._repaired(counted_as or name)

    def _remove_future_date(self, article: ItemAdapter, name: str, fetched_at: datetime) -> None:
        if not is_later_than_fetch(article[name], fetched_at):
            return
        article[name] = None
        self._repaired(f"future_{name}")
        for candidate in map(ItemAdapter, article.get("date_candidates") or []):
            if candidate.get("field") == name and candidate.get("taken"):
                candidate["taken"] = False
                candidate["reason"] = "later than the fetch"


def _remove_evidence(article: ItemAdapter, name: str) -> None:
    """Where a date that the article does not give was read is said by its candidates only."""
    for field in (f"{name}_raw", f"{name}_source"):
        if article.get(field) is not None:
            article[field] = None


def _value(item: Any, name: str) -> Any:
    """The value of a field; that of a dataclass without an adapter, whose making takes a hundred times as long."""
    return getattr(item, name, None) if is_dataclass(item) else ItemAdapter(item).get(name)


def _is_web_url(value: Any) -> bool:
    return isinstance(value, str) and is_web_url(value)


def _reason_to_drop(article: ItemAdapter) -> str | None:
    # First the kind: that a page of links has no body is no defect of it.
    kind = article.get("page_kind")
    if kind in WALL_KINDS:
        return f"wall/{kind.replace('-', '_')}"
    if kind not in ARTICLE_KINDS:
        return f"not_an_article/{kind or 'unknown'}"
    required = ["url", "canonical_url", "id", "headline"]
    if kind not in KINDS_WITHOUT_BODY:
        required.append("body")
    for name in required:
        value = article.get(name)
        if not isinstance(value, str) or not value.strip():
            return f"missing_{name}"
    for name in _WEB_URLS:
        if not is_web_url(article[name]):
            return f"invalid_{name}"
    return None


def _is_storable(text: str) -> bool:
    """Whether `_UNSTORABLE` finds nothing in *text*, in a tenth of the time."""
    if "\x00" in text:
        return False
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _texts_in(form: dict[str, Any]) -> list[str]:
    """All text in *form*, at any depth."""
    texts, values = [], [form]
    while values:
        value: Any = values.pop()
        if isinstance(value, str):
            texts.append(value)
        elif isinstance(value, dict):
            values += value
            values += value.values()
        elif isinstance(value, list):
            values += value
    return texts


def _without_unstorable(value: Any) -> Any:
    """*value* with its text, at any depth, freed of unstorable characters; *value* itself when it had none."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, str):
        return value if _is_storable(value) else _UNSTORABLE.sub("", value)
    if isinstance(value, list):
        cleaned = [_without_unstorable(member) for member in value]
        return cleaned if any(new is not old for new, old in zip(cleaned, value, strict=True)) else value
    if isinstance(value, Mapping):
        pairs = {_without_unstorable(key): _without_unstorable(member) for key, member in value.items()}
        same = all(key in value and pairs[key] is value[key] for key in pairs)
        return value if same else pairs
    if is_dataclass(value) or ItemAdapter.is_item(value):
        changed = {name: new for name, old in _fields(value) if (new := _without_unstorable(old)) is not old}
        return type(value)(**(dict(_fields(value)) | changed)) if changed else value
    return value


def _fields(item: Any) -> Iterable[tuple[str, Any]]:
    if is_dataclass(item):
        return [(name, getattr(item, name, None)) for name in item.__dataclass_fields__]
    return ItemAdapter(item).items()
