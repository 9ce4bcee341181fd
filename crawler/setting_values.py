"""Whether values of settings can be used, before a command begins: one line says which cannot, instead of a traceback
from wherever the value is read first."""

from __future__ import annotations

import argparse
import json
import logging
import math
from typing import Any

from scrapy.settings import BaseSettings

from crawler.addon import user_agent
from crawler.errors import InvalidInputError
from crawler.storage import store_url_or_default
from crawler.storage.opening import database_location
from crawler.suggestions import did_you_mean

# Of less, a crawl would wait for ever or keep nothing.
_AT_LEAST_ONE = frozenset(
    {"CONCURRENT_REQUESTS", "CONCURRENT_REQUESTS_PER_DOMAIN", "RENDERING_MAX_PAGES", "STORE_BATCH_SIZE"}
)


def check_options(opts: argparse.Namespace, settings: BaseSettings) -> None:
    """Raise InvalidInputError for a value of -s or -L that is not of the kind of the one it replaces.

    To be called before Scrapy puts them into *settings*: what kind a setting is of, nothing else says, also of the
    settings of other projects. Whole numbers and fractions are one kind, as a delay of 1 is meant as 1.0.
    """
    for assignment in opts.set:
        name, is_given, value = assignment.partition("=")
        if not is_given:
            raise InvalidInputError(f"-s {assignment}: expected NAME=VALUE")
        if (expected := _unmet(settings[name], value) or _too_little(name, settings[name], value)) is not None:
            raise InvalidInputError(f"{name}={value!r}: expected {expected}")
        if name == "LOG_LEVEL":
            _check_level(name, value)
    if opts.loglevel:
        _check_level("-L", opts.loglevel)


def check_settings(settings: BaseSettings) -> None:
    """Raise InvalidInputError for a CONTACT or STORE_URL, which may come from the environment, that is none."""
    check_contact(settings)
    # Empty: the crawl keeps its articles in memory.
    if url := store_url_or_default(settings["STORE_URL"]):
        database_location(url)


def check_contact(settings: BaseSettings) -> None:
    user_agent("", settings.get("CONTACT") or "")


def _unmet(replaced: Any, value: str) -> str | None:
    """What is expected in place of *replaced* when *value* is not of its kind."""
    if isinstance(replaced, bool):
        # As BaseSettings.getbool reads it: any whole number, or these words.
        return None if _is_whole(value) or value in ("True", "true", "False", "false") else "True or False"
    if isinstance(replaced, int | float):
        return None if _is_number(value) else "a number"
    if isinstance(replaced, dict | BaseSettings):
        return None if _is_object(value) else "a JSON object"
    return None


def _too_little(name: str, replaced: Any, value: str) -> str | None:
    """What is expected of a number: none but a priority is less than nothing."""
    if isinstance(replaced, bool) or not isinstance(replaced, int | float) or "PRIORITY" in name:
        return None
    least = 1 if name in _AT_LEAST_ONE else 0
    return f"a number, {least} or more" if float(value) < least and float(replaced) >= 0 else None


def _is_whole(value: str) -> bool:
    try:
        int(value)
    except ValueError:
        return False
    return True


def _is_number(value: str) -> bool:
    try:
        return math.isfinite(float(value))
    except ValueError:
        return False


def _is_object(value: str) -> bool:
    try:
        return isinstance(json.loads(value), dict)
    except ValueError:
        return False


def _check_level(name: str, value: str) -> None:
    levels = logging.getLevelNamesMapping()
    if value not in levels:
        hint = did_you_mean(value, levels) or ": expected DEBUG, INFO, WARNING, ERROR or CRITICAL"
        raise InvalidInputError(f"{name} {value}: no log level{hint}")
