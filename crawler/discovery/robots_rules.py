"""The rules of a robots.txt (RFC 9309): which URLs a crawler may fetch, how fast, and for what use.

A match is done by finding the pieces between the asterisks one after the other, so its time does not grow beyond the
lengths of URL and pattern multiplied, whatever a file holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from math import isfinite
from urllib.parse import quote, unquote_to_bytes, urlsplit

from crawler.extraction.rights import parse_signals

# What a crawler has to read (2.5); the rest of a longer file is ignored.
MAX_ROBOTS_BYTES = 500 * 1024
# The same for a line, as in the parser Google published: eight times the longest URL of old browsers.
_MAX_LINE = 16_664
# There are six. Each article repeats what its site says.
_MAX_SIGNALS = 50

_PRODUCT_TOKEN = re.compile(r"[A-Za-z_-]+")
_ESCAPE = re.compile(r"%[0-9A-Fa-f]{2}")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
# Spellings that Google's parser takes for the same; their authors meant something by them.
_KEYS = {
    "user-agent": "user-agent",
    "useragent": "user-agent",
    "user agent": "user-agent",
    "allow": "allow",
    "disallow": "disallow",
    "dissallow": "disallow",
    "dissalow": "disallow",
    "disalow": "disallow",
    "diasllow": "disallow",
    "disallaw": "disallow",
    "crawl-delay": "crawl-delay",
    "crawldelay": "crawl-delay",
    "content-signal": "content-signal",
    "content-usage": "content-usage",
}


@dataclass(frozen=True, slots=True)
class PathPattern:
    """What a rule says of the paths it is for (2.2.3): "*" is anything, "$" at the end is the end.

    `size` is about what it takes in memory, in bytes."""

    pieces: tuple[str, ...]
    """What stands between the asterisks."""
    is_whole: bool
    """Whether the pattern ends in "$": nothing may follow."""

    @classmethod
    def parse(cls, text: str) -> PathPattern:
        """*text* as it stands in a file."""
        text = normal_path(text)
        is_whole = text.endswith("$")
        return cls(tuple(re.split(r"\*+", text[:-1] if is_whole else text)), is_whole)

    @property
    def size(self) -> int:
        return 120 + sum(60 + len(piece) for piece in self.pieces)

    def matches(self, path: str) -> bool:
        first, *others = self.pieces
        if not path.startswith(first):
            return False
        if not others:
            return not self.is_whole or path == first
        position = len(first)
        for piece in others[:-1]:
            found = path.find(piece, position)
            if found < 0:
                return False
            position = found + len(piece)
        if self.is_whole:
            return len(path) - len(others[-1]) >= position and path.endswith(others[-1])
        return path.find(others[-1], position) >= 0


@dataclass(slots=True)
class _Group:
    """The rules for one crawler, from all the groups that name it (2.2.1)."""

    rules: dict[str, bool] = field(default_factory=dict)
    """Pattern -> whether what it matches is allowed; allowed when a pattern is there as both (2.2.2)."""
    crawl_delay: float | None = None
    signals: dict[str, str] = field(default_factory=dict)


class RobotsRules:
    """What one robots.txt says to one crawler. What it says to others is not kept."""

    def __init__(self, group: _Group) -> None:
        # The longest first: the first that matches decides. Of two that are as long and both match, that which allows
        # (2.2.2).
        ordered = sorted(group.rules.items(), key=lambda rule: (-len(rule[0]), not rule[1]))
        self._patterns = [(PathPattern.parse(pattern), allowed) for pattern, allowed in ordered]
        self.crawl_delay = group.crawl_delay
        """Seconds between two requests, None when the file asks for none. No part of RFC 9309, but asked for widely."""
        self.signals = group.signals
        """What may be done with the pages, by use: {"search": "yes", "ai-train": "no"}
        (contentsignals.org; the "Content-Usage" of the IETF's AI preferences says the same with "y" and "n")."""
        self.size = 100 * len(self.signals) + sum(60 + pattern.size for pattern, _ in self._patterns)
        """About what they take in memory, in bytes."""

    def allows(self, url: str) -> bool:
        """Whether the crawler may fetch *url*."""
        path = path_of(url)
        if path == "/robots.txt":
            return True
        return next((allowed for pattern, allowed in self._patterns if pattern.matches(path)), True)


EVERYTHING_ALLOWED = RobotsRules(_Group())


def parse_robots(body: bytes, product_token: str) -> RobotsRules:
    """Read *body*, its first MAX_ROBOTS_BYTES, for the crawler *product_token* ("NewsCrawler"). Never raises: what is
    no rule is passed over (2.2)."""
    # Those that name it; and those for all, which hold when none does.
    groups: dict[str, _Group] = {}
    wanted = {product_token.lower(), "*"}
    current: list[_Group] = []
    named_last: list[_Group] = []
    has_rules = is_naming = False
    for key, value in _records(body):
        if key == "user-agent":
            if has_rules:
                current = []
            if not is_naming:
                named_last = []
            has_rules, is_naming = False, True
            if (name := _crawler_name(value)) in wanted:
                named_last.append(groups.setdefault(name, _Group()))
                current.append(named_last[-1])
            continue
        is_naming = False
        if key in ("allow", "disallow"):
            has_rules = True
            # "Disallow:" without a path forbids nothing.
            if value and current:
                pattern = normal_path(value)
                for group in current:
                    group.rules[pattern] = group.rules.get(pattern, False) or key == "allow"
        else:
            # Not of the RFC, so it does not end the group for the rules that are (2.2.4). Its authors meant it to.
            _add_other(named_last, key, value)
    return RobotsRules(groups.get(product_token.lower()) or groups.get("*") or _Group())


def _add_other(groups: Iterable[_Group], key: str, value: str) -> None:
    for group in groups:
        if key == "crawl-delay":
            delay = _seconds(value)
            group.crawl_delay = delay if group.crawl_delay is None else max(delay or 0, group.crawl_delay)
        elif len(group.signals) < _MAX_SIGNALS:
            group.signals |= parse_signals(value)


def path_of(url: str) -> str:
    """What of *url* rules are matched with: path and query, in their normal form."""
    parts = urlsplit(url)
    has_query = parts.query or url.partition("#")[0].endswith("?")
    return normal_path((parts.path or "/") + (f"?{parts.query}" if has_query else ""))


def normal_path(path: str) -> str:
    """*path*, of a URL or a rule, in the form in which they are compared (2.2.2): escapes of unreserved characters
    resolved, other characters outside of ASCII escaped, escapes in capitals."""
    escaped = quote(path, safe="%/?#[]@!$&'()*+,;=:-._~\"<>\\^`{|} ") if not path.isascii() else path
    return _ESCAPE.sub(_normal_escape, escaped) if "%" in escaped else escaped


def _normal_escape(match: re.Match[str]) -> str:
    character = unquote_to_bytes(match[0]).decode("latin-1")
    return character if character in _UNRESERVED else match[0].upper()


def _records(body: bytes) -> Iterator[tuple[str, str]]:
    """Keys, as `_KEYS` has them, and values of the lines that are read here."""
    text = body[:MAX_ROBOTS_BYTES].decode("utf-8-sig", errors="replace")
    lines = re.split(r"\r\n|\r|\n", text)
    if len(body) > MAX_ROBOTS_BYTES:
        # Half a rule could forbid, or allow, more than the whole.
        lines.pop()
    for line in lines:
        line = line[:_MAX_LINE].partition("#")[0].strip()
        key, colon, value = line.partition(":")
        if not colon:
            # "Disallow /path": as Google's parser.
            key, _, value = line.partition(" ")
        if known := _KEYS.get(key.strip().lower()):
            yield known, value.strip()


def _crawler_name(value: str) -> str | None:
    """The product token a user-agent line begins with, in lower case; "*" for every crawler."""
    if value == "*" or re.match(r"\*\s", value):
        return "*"
    token = _PRODUCT_TOKEN.match(value)
    return token[0].lower() if token else None


def _seconds(value: str) -> float | None:
    try:
        seconds = float(value)
    except ValueError:
        return None
    return seconds if isfinite(seconds) and seconds > 0 else None
