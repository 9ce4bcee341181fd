"""Spider arguments (`-a name=value`): read and checked before anything is fetched.

Each error is one line that names the argument, the value found and the value expected.
"""

from __future__ import annotations

import codecs
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from crawler.errors import ArgumentError
from crawler.suggestions import did_you_mean
from crawler.urls import is_web_url

# ISO 8601 also allows 20260131 and 2026-W05-6, which are easily misread: only the form people write is taken.
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_NUMBER = re.compile(r"\d{1,9}", re.ASCII)
_COMMAS = re.compile("[,،，、]")
# A comma may be part of a URL; it separates two only where the next one begins.
_BETWEEN_URLS = re.compile(r"\s*,\s*(?=https?://)|\s+")
_BAD_LINES_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsArguments:
    """Arguments of the spiders that find the articles of a site themselves. None: not given."""

    url: str | None = None
    since: date | None = None
    until: date | None = None
    max_articles: int | None = None
    max_depth: int | None = None
    include: re.Pattern[str] | None = None
    exclude: re.Pattern[str] | None = None
    keywords: tuple[str, ...] | None = None

    @classmethod
    def parse(cls, arguments: Mapping[str, Any], *, url_required: bool = True) -> Self:
        """Check *arguments*, as given with `-a` or to `CrawlerProcess.crawl` (text or typed; None: not given).

        A spider that has a site profile calls with *url_required* false. Raises ArgumentError.
        """
        read: dict[str, Callable[[str], Any]] = {
            "url": parse_url,
            "since": parse_date,
            "until": parse_date,
            "max_articles": lambda text: parse_number(text, at_least=1),
            "max_depth": lambda text: parse_number(text, at_least=0),
            "include": parse_expression,
            "exclude": parse_expression,
            "keywords": parse_keywords,
        }
        parsed = cls(**_read_each(arguments, read))
        if url_required and parsed.url is None:
            raise ArgumentError("url is missing: expected -a url=https://example.com")
        if parsed.since and parsed.until and parsed.since > parsed.until:
            raise ArgumentError(f"since='{parsed.since}': expected a date not after until='{parsed.until}'")
        return parsed


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlesArguments:
    """Arguments of the spider that fetches a given list of articles."""

    urls: tuple[str, ...]

    @classmethod
    def parse(cls, arguments: Mapping[str, Any]) -> Self:
        """Check *arguments* and read the list they name. Raises ArgumentError."""
        read = _read_each(arguments, {"urls": parse_urls})
        if "urls" not in read:
            raise ArgumentError("urls is missing: expected -a urls=FILE, with one URL a line")
        return cls(**read)


def parse_url(text: str) -> str:
    """A web URL; https:// is put before one written without a scheme, like "example.com/news"."""
    text = text.strip()
    url = text if "://" in text else f"https://{text}"
    if is_web_url(url) and not re.search(r"\s", url) and ("://" in text or _names_a_host(url)):
        return url
    raise ValueError("expected a web address like https://example.com")


def parse_date(text: str) -> date:
    """A day in the form 2026-01-31."""
    try:
        if _DATE.fullmatch(text.strip()):
            return date.fromisoformat(text.strip())
    except ValueError:
        pass
    raise ValueError("expected a date like 2026-01-31")


def parse_number(text: str, *, at_least: int) -> int:
    """A whole number."""
    if _NUMBER.fullmatch(text.strip()) and int(text) >= at_least:
        return int(text)
    raise ValueError(f"expected a whole number, {at_least} or more")


def parse_expression(text: str) -> re.Pattern[str]:
    """A regular expression that is searched for in URLs."""
    try:
        return re.compile(text)
    except re.error as error:
        raise ValueError(f"no regular expression: {error.msg} (position {error.pos})") from error


def parse_keywords(text: str) -> tuple[str, ...]:
    """Words or phrases separated by commas, those of other scripts too."""
    keywords = tuple(dict.fromkeys(word for part in _COMMAS.split(text) if (word := " ".join(part.split()))))
    if not keywords:
        raise ValueError("expected words separated by commas")
    return keywords


def parse_urls(text: str) -> tuple[str, ...]:
    """URLs from a file with one a line, from standard input ("-"), or from *text* itself, separated by white
    space or commas. Blank lines and lines that begin with "#" are skipped, repetitions dropped."""
    text = text.strip()
    if text == "-":
        lines = _decoded(_standard_input()).splitlines()
    elif "://" in text:
        lines = [entry.rstrip(",") for entry in _BETWEEN_URLS.split(text)]
    else:
        lines = _decoded(_content(text)).splitlines()
    return _urls_of(lines)


def _read_each(arguments: Mapping[str, Any], read: Mapping[str, Callable[[str], Any]]) -> dict[str, Any]:
    values = {}
    for name, value in arguments.items():
        if name.startswith("_"):
            # Not the user's: what started the crawl tells the spider something (scrapyd: _job).
            continue
        if name not in read:
            hint = did_you_mean(name, read) or f": expected {', '.join(read)}"
            raise ArgumentError(f"{name}: unknown argument{hint}")
        if value is None:
            continue
        try:
            values[name] = read[name](str(value))
        except ValueError as error:
            raise ArgumentError(f"{name}={str(value)!r}: {error}") from error
    return values


def _names_a_host(url: str) -> bool:
    """Whether the host of *url* can be meant as one: "newz" or "me@example.com" is more likely a slip."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if "@" in parts.netloc:
        return False
    try:
        return bool(ip_address(host))
    except ValueError:
        return host == "localhost" or "." in host.strip(".")


@cache
def _standard_input() -> bytes:
    """Standard input can be read only once, and arguments are parsed twice: when they are checked, and by the
    spider."""
    return sys.stdin.buffer.read()


def _content(name: str) -> bytes:
    try:
        return Path(name).read_bytes()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "no file name"
        raise ValueError(
            f"cannot be read ({reason}): expected a file with one URL a line, - for standard input, "
            "or URLs that begin with https://"
        ) from error


def _decoded(content: bytes) -> str:
    """UTF-8; or UTF-16 with its mark, which is what Windows PowerShell 5 writes when output goes to a file."""
    marked = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return content.decode("utf-16" if marked else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError("expected UTF-8 text with one URL a line") from error


def _urls_of(lines: list[str]) -> tuple[str, ...]:
    urls: dict[str, None] = {}
    bad = []
    for number, line in enumerate(map(str.strip, lines), start=1):
        if not line or line.startswith("#"):
            continue
        try:
            urls[parse_url(line)] = None
        except ValueError:
            bad.append(f"line {number}: {line!r}")
    if bad:
        more = f" and {len(bad) - _BAD_LINES_SHOWN} more" if len(bad) > _BAD_LINES_SHOWN else ""
        raise ValueError(f"expected web addresses, found {'; '.join(bad[:_BAD_LINES_SHOWN])}{more}")
    if not urls:
        raise ValueError("expected at least one URL, found none")
    return tuple(urls)
