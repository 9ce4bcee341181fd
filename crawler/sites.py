"""What a site may override: a profile, read from a small TOML file, typed and checked key by key.

A profile holds only what differs from the defaults. Everything wrong with one is in a ProfileError, a line for each
fault that names file, key, value found and value expected; whoever writes a profile should never have to read this
module.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from math import inf
from operator import itemgetter
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from cssselect import SelectorError, parse
from cssselect.xpath import ExpressionError
from parsel.csstranslator import HTMLTranslator

from crawler.errors import ProfileError
from crawler.suggestions import did_you_mean
from crawler.urls import host_of, is_web_url, site_of

SELECTABLE_FIELDS = (
    "headline",
    "description",
    "body",
    "authors",
    "section",
    "tags",
    "date_published",
    "date_modified",
    "main_image",
    "latest_news",
)

_NAME = re.compile(r"[a-z0-9_]+")
# The shape of a language tag (RFC 5646, 2.1): a language of two or three letters, then subtags.
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_css = HTMLTranslator()
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteProfile:
    """One site and what is special about it. None or empty: the default of every site holds."""

    name: str
    """Name of the site's spider: small letters, digits and underscores."""
    start_urls: tuple[str, ...]
    """Pages that list articles; the crawl begins there."""
    allowed_domains: tuple[str, ...] = ()
    """Domains the crawl stays in, subdomains included. Without the key: the registered domains of `start_urls`."""
    feeds: tuple[str, ...] = ()
    """RSS or Atom feeds, besides those the pages announce."""
    sitemaps: tuple[str, ...] = ()
    """Sitemaps, besides those robots.txt names."""
    language: str | None = None
    """BCP 47 tag, for pages that do not state their language, and for the dates of all."""
    time_zone: ZoneInfo | None = None
    """The zone of times printed without an offset, and the one in which "yesterday" is meant."""
    day_first: bool | None = None
    """How 03/04/2026 is read: True is 3 April, False is 4 March. None: by the language of the page."""
    article_urls: tuple[re.Pattern[str], ...] = ()
    """Expressions searched in URLs; when there are any, a page is an article only if one of them is found."""
    exclude_urls: tuple[re.Pattern[str], ...] = ()
    """Expressions searched in URLs; a URL in which one is found is not fetched."""
    selectors: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Item field -> CSS selector that wins over every general rule for it. Fields: `SELECTABLE_FIELDS`."""
    remove: tuple[str, ...] = ()
    """CSS selectors of elements that never belong to the body."""
    download_delay: float | None = None
    """Seconds between two requests to the site."""
    javascript: bool | None = None
    """Whether pages are rendered in a browser: True all, False none. None: those that need it."""
    max_depth: int | None = None
    """Longest way in links from a start page to an article; 0 is the start pages only."""
    origin: str = ""
    """The file it was read from, as messages name it."""

    def covers(self, url: str) -> bool:
        """Whether *url* is on one of `allowed_domains` or a subdomain of one."""
        return self.covering_domain(url) is not None

    def covering_domain(self, url: str) -> str | None:
        """The longest of `allowed_domains` that *url* is on or below, None when there is none."""
        host = host_of(url)
        covering = [domain for domain in self.allowed_domains if host == domain or host.endswith(f".{domain}")]
        return max(covering, key=len, default=None)


def profile_covering(url: str, profiles: Iterable[SiteProfile]) -> SiteProfile | None:
    """The one of *profiles* that *url* belongs to: of "example.com" and "news.example.com", both profiles' domains, the
    longer one counts. None when no profile covers it."""
    covering = [(len(domain), profile) for profile in profiles if (domain := profile.covering_domain(url))]
    return max(covering, key=itemgetter(0))[1] if covering else None


def load_profiles(directory: Path) -> tuple[dict[str, SiteProfile], dict[str, ProfileError]]:
    """Read every `*.toml` of *directory*, in the order of their names.

    Returns the usable profiles by name, and for each unusable file its error by file stem: one bad file does
    not disable the others. A directory that does not exist holds no profiles.
    """
    profiles: dict[str, SiteProfile] = {}
    errors: dict[str, ProfileError] = {}
    for path in sorted(directory.glob("*.toml")):
        try:
            profile = load_profile(path)
            if profile.name in profiles:
                taken_by = profiles[profile.name].origin
                raise ProfileError(f"{profile.origin}: name: {profile.name!r} is the name of {taken_by} already")
            profiles[profile.name] = profile
        except ProfileError as error:
            errors[path.stem] = error
    return profiles, errors


def load_profile(path: Path) -> SiteProfile:
    """Read one profile. Raises ProfileError."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ProfileError(f"{_shown(path)}: not UTF-8 text (byte {error.start})") from error
    except OSError as error:
        raise ProfileError(f"{_shown(path)}: cannot be read: {error.strerror}") from error
    return parse_profile(text, _shown(path))


def parse_profile(text: str, origin: str) -> SiteProfile:
    """Check the TOML document *text*. *origin*, the file's name, begins every message, and its stem is the
    profile's name when the document gives none. Raises ProfileError with a line for every fault."""
    return profile_of_table({"name": Path(origin).stem} | _toml(text, origin), origin)


def parse_site_list(text: str, origin: str) -> list[SiteProfile]:
    """Read a TOML document of `[[site]]` tables, each with the keys of a profile and at least `name` and
    `start_urls`. Raises ProfileError with a line for every fault of all tables."""
    document = _toml(text, origin)
    tables = document.pop("site", None)
    if document or not isinstance(tables, list) or not tables:
        found = ", ".join(document) or "none"
        raise ProfileError(f"{origin}: expected [[site]] tables and nothing else; found {found}")
    profiles: dict[str, SiteProfile] = {}
    faults = []
    for number, table in enumerate(tables, start=1):
        named = f"{origin}: site {number}"
        try:
            if "name" not in table:
                raise ProfileError(f"{named}: name: missing; expected one like example_com")
            profile = profile_of_table(table, named)
            if profile.name in profiles:
                raise ProfileError(f"{named}: name: {profile.name!r} is the name of another site already")
            profiles[profile.name] = profile
        except ProfileError as error:
            faults.append(str(error))
    if faults:
        raise ProfileError("\n".join(faults))
    return list(profiles.values())


def _toml(text: str, origin: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProfileError(f"{origin}: no valid TOML: {error}") from error


def profile_of_table(document: Mapping[str, Any], origin: str) -> SiteProfile:
    """Check a profile read from TOML. Raises ProfileError with a line for every fault."""
    values: dict[str, Any] = {}
    faults = []
    for key, value in document.items():
        if key not in _CHECKS:
            faults.append(f"{key}: unknown key{did_you_mean(key, _CHECKS)}")
            continue
        try:
            values[key] = _CHECKS[key](value)
        except ValueError as error:
            faults.append(f"{key}: {error}")
    if "start_urls" not in document:
        faults.append("start_urls: missing; expected a list of URLs")
    if faults:
        raise ProfileError("\n".join(f"{origin}: {fault}" for fault in faults))
    values.setdefault("allowed_domains", tuple(dict.fromkeys(map(site_of, values["start_urls"]))))
    return SiteProfile(**values, origin=origin)


def _shown(path: Path) -> str:
    """*path* as a message names it: short below the working directory, with slashes on every system."""
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{value!r}; expected text in quotes")
    return value.strip()


def _list_of(check: Callable[[Any], _T]) -> Callable[[Any], tuple[_T, ...]]:
    def checked(value: Any) -> tuple[_T, ...]:
        if not isinstance(value, list):
            raise ValueError(f'{value!r}; expected a list: ["...", "..."]')
        return tuple(check(entry) for entry in value)

    return checked


def _name(value: Any) -> str:
    text = _text(value)
    if not _NAME.fullmatch(text):
        raise ValueError(f"{text!r}; expected small letters, digits and underscores, like example_com")
    return text


def _url(value: Any) -> str:
    text = _text(value)
    if not is_web_url(text):
        raise ValueError(f"{text!r} is no web URL; expected one like https://example.com/news")
    return text


def _start_urls(value: Any) -> tuple[str, ...]:
    urls = _list_of(_url)(value)
    if not urls:
        raise ValueError("[]; expected at least one URL")
    return urls


def _domain(value: Any) -> str:
    text = _text(value)
    domain = host_of(f"https://{text}/")
    # Anything else than a host (a scheme, a path, a port) would not come back as the only part of the URL.
    if not domain or re.search(r"[/:@?#]", text):
        raise ValueError(f"{text!r} is no domain; expected one like example.com")
    return domain


def _language(value: Any) -> str:
    text = _text(value)
    if not _LANGUAGE_TAG.fullmatch(text):
        raise ValueError(f"{text!r} is no language tag; expected one like en or pt-BR")
    return text


def _time_zone(value: Any) -> ZoneInfo:
    text = _text(value)
    try:
        return ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        hint = did_you_mean(text, available_timezones()) or "; expected one like Europe/London"
        raise ValueError(f"{text!r} is no IANA time zone{hint}") from error


def _boolean(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"{value!r}; expected true or false")
    return value


def _expression(value: Any) -> re.Pattern[str]:
    text = _text(value)
    try:
        return re.compile(text)
    except re.error as error:
        raise ValueError(f"{text!r} is no regular expression: {error.msg} (position {error.pos})") from error


def _selector(value: Any) -> str:
    text = _text(value)
    try:
        _css.css_to_xpath(text)
    except (SelectorError, ExpressionError) as error:
        raise ValueError(f"{text!r} is no CSS selector: {error}") from error
    return text


def _element_selector(value: Any) -> str:
    text = _selector(value)
    if any(selector.pseudo_element for selector in parse(text)):
        raise ValueError(f"{text!r} selects text or an attribute; expected a selector of elements")
    return text


def _selectors(value: Any) -> Mapping[str, str]:
    if not isinstance(value, dict):
        raise ValueError(f'{value!r}; expected a table: [selectors], then lines like headline = "h1"')
    for name in value:
        if name not in SELECTABLE_FIELDS:
            hint = did_you_mean(name, SELECTABLE_FIELDS) or f"; expected one of {', '.join(SELECTABLE_FIELDS)}"
            raise ValueError(f"{name!r} is no field that can be selected{hint}")
    checked = {}
    for name, selector in value.items():
        try:
            checked[name] = _selector(selector)
        except ValueError as error:
            raise ValueError(f"{name}: {error}") from error
    return MappingProxyType(checked)


def _seconds(value: Any) -> float:
    # TOML has "inf" and "nan": neither is a time to wait.
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < inf:
        raise ValueError(f"{value!r}; expected a number of seconds above 0")
    return float(value)


def _depth(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError(f"{value!r}; expected a whole number, 0 or more")
    return value


_CHECKS: Mapping[str, Callable[[Any], Any]] = {
    "name": _name,
    "start_urls": _start_urls,
    "allowed_domains": _list_of(_domain),
    "feeds": _list_of(_url),
    "sitemaps": _list_of(_url),
    "language": _language,
    "time_zone": _time_zone,
    "day_first": _boolean,
    "article_urls": _list_of(_expression),
    "exclude_urls": _list_of(_expression),
    "selectors": _selectors,
    "remove": _list_of(_element_selector),
    "download_delay": _seconds,
    "javascript": _boolean,
    "max_depth": _depth,
}
