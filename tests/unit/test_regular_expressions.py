"""Every regular expression of the project takes time in proportion to the text, whatever the text is.

Quadratic time on a page of megabytes is minutes. The texts are made from each expression's own pieces
(tests/pumped_patterns.py), so that a new one is tested as soon as it is written.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import time
from collections import defaultdict
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import crawler
import pipelines
import spiders
from tests.pumped_patterns import Pump, pumps_of

_METHODS = ("match", "search", "fullmatch", "sub", "finditer", "findall", "split", "subn")
_LENGTH = 4_000
# Exponential time is seen here, and never ends there.
_SHORT = 22
# Linear time on so short a text is a hundredth of it; quadratic is more, on any machine.
_SUSPICIOUS_SECONDS = 0.003
# Four times the text: 4 for linear time, 16 for quadratic.
_MAX_GROWTH = 9
_MAX_SHORT_SECONDS = 0.1
# Quadratic, and of no harm: what they see is a name, a label, a title or a URL, cut or refused when it is longer than
# this. That nothing longer comes to them is what test_hostile_pages.py shows, with runs of 60,000 in every place.
_SHORT_TEXTS: dict[str, int] = {
    "crawler.extraction.authors.author_names.CJK_ROLE": 400,
    "crawler.extraction.authors.author_names._ADDRESS": 400,
    "crawler.extraction.authors.author_names._AFTER_NAME": 400,
    "crawler.extraction.authors.author_names._BETWEEN_NAMES": 400,
    "crawler.extraction.authors.author_names._NOTE": 400,
    "crawler.extraction.authors.byline_parts._LABEL": 400,
    "crawler.extraction.authors.byline_parts._PART_END": 400,
    "crawler.extraction.headline.site_names._SEPARATOR": 400,
    "crawler.extraction.latest_news.list_labels._SEPARATOR": 400,
    "crawler.extraction.page_kind.media_pages._GALLERY_PATH": 400,
    "crawler.extraction.page_kind.paywall._BOX": 400,
    "crawler.extraction.page_kind.walls._TITLE_SEPARATOR": 400,
    "crawler.extraction.shown_tags._ADDRESS": 400,
    "crawler.extraction.shown_tags._COLON": 400,
    "crawler.text_diff._SENTENCE_END": 400,
    "crawler.url_kinds._ARTICLE_QUERY": 2083,
    "crawler.url_kinds._CONTENT_QUERY": 2083,
}


def _modules() -> list[ModuleType]:
    return [
        importlib.import_module(module.name)
        for package in (crawler, spiders, pipelines)
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
        if module.name != "crawler.settings"
    ]


def _patterns_in(value: Any, depth: int = 0) -> list[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        return [value]
    if depth < 2 and isinstance(value, list | tuple | set | frozenset | dict):
        values = value.values() if isinstance(value, dict) else value
        return [pattern for inner in values for pattern in _patterns_in(inner, depth + 1)]
    return []


@cache
def _patterns() -> dict[str, re.Pattern[Any]]:
    """By module and name; each once, where it is defined first."""
    found: dict[re.Pattern[Any], str] = {}
    for module in _modules():
        for name, value in vars(module).items():
            for number, pattern in enumerate(_patterns_in(value)):
                found.setdefault(pattern, f"{module.__name__}.{name}{f'[{number}]' if number else ''}")
    return {name: pattern for pattern, name in found.items()}


@cache
def _methods_used() -> dict[str, set[str]]:
    """By the name of an expression the methods that any module calls of it."""
    used: dict[str, set[str]] = defaultdict(set)
    for module in _modules():
        for node in ast.walk(ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in _METHODS:
                owner = node.value.value if isinstance(node.value, ast.Subscript) else node.value
                name = (
                    owner.id if isinstance(owner, ast.Name) else owner.attr if isinstance(owner, ast.Attribute) else ""
                )
                used[name].add(node.attr)
    return used


def _cpu_seconds(pattern: re.Pattern[Any], method: str, text: str) -> float:
    subject: Any = text.encode("latin-1", "replace") if isinstance(pattern.pattern, bytes) else text
    started = time.process_time()
    if method in ("sub", "subn"):
        pattern.sub(subject[:0], subject)
    else:
        result = getattr(pattern, method)(subject)
        if method == "finditer":
            for _ in result:
                pass
    return time.process_time() - started


def _slow_text(name: str, pattern: re.Pattern[Any]) -> str | None:
    """Says of which text, and how slow; None when there is none."""
    methods = _methods_used().get(name.rpartition(".")[2].partition("[")[0]) or {"search"}
    for pump in pumps_of(pattern):
        for method in methods:

            def seconds(length: int, times: int = 1, pump: Pump = pump, method: str = method) -> float:
                return min(_cpu_seconds(pattern, method, pump.text(length)) for _ in range(times))

            if seconds(_SHORT) > _SUSPICIOUS_SECONDS and (short := seconds(_SHORT, 3)) > _SUSPICIOUS_SECONDS:
                return f"{method} of {pump}: {short:.3f} s for {_SHORT} characters"
            if seconds(_LENGTH) > _SUSPICIOUS_SECONDS and (short := seconds(_LENGTH, 3)) > _SUSPICIOUS_SECONDS:
                growth = seconds(4 * _LENGTH, 2) / short
                if growth > _MAX_GROWTH:
                    return f"{method} of {pump}: {short:.3f} s for {_LENGTH} characters, {growth:.0f} times for 4 times"
    return None


@pytest.mark.parametrize("name", sorted(_patterns()))
def test_time_grows_with_the_text_and_no_faster(name: str) -> None:
    pattern = _patterns()[name]
    if name in _SHORT_TEXTS:
        texts = [pump.text(_SHORT_TEXTS[name]) for pump in pumps_of(pattern)]
        assert not [text for text in texts if _cpu_seconds(pattern, "search", text) > _MAX_SHORT_SECONDS]
    else:
        assert _slow_text(name, pattern) is None


@pytest.mark.parametrize("expression", [r"\s+$", r"(?:a|b)*c", r"<!--.*?-->", r"(a+)+$", r"\w*\d"])
def test_an_expression_that_is_known_to_be_slow_is_found(expression: str) -> None:
    assert _slow_text("unknown", re.compile(expression, re.DOTALL)) is not None
