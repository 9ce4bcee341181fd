"""Values of the keys of a profile, read from TOML: of their types, or refused with what is expected instead."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from math import inf
from types import MappingProxyType
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from cssselect import SelectorError, parse
from cssselect.xpath import ExpressionError
from parsel.csstranslator import HTMLTranslator

from crawler.sites.profile import SELECTABLE_FIELDS
from crawler.suggestions import did_you_mean
from crawler.urls import host_of, is_web_url

_NAME = re.compile(r"[a-z0-9_]+")
# The shape of a language tag (RFC 5646, 2.1): a language of two or three letters, then subtags.
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_css = HTMLTranslator()
_T = TypeVar("_T")


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


CHECKS: Mapping[str, Callable[[Any], Any]] = {
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
"""Key of a profile -> what reads its value, or raises ValueError: the value found, and what is expected."""
