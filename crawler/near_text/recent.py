"""Articles that the index of the store does not have yet, as they wait to be written."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

from crawler.near_text.sketch import sketch_of


class RecentArticles:
    """The last *limit* articles, in feed form."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._articles: OrderedDict[str, tuple[Mapping[str, Any], list[int]]] = OrderedDict()
        self._by_key: dict[int, set[str]] = {}

    def with_passages_of(self, article: Mapping[str, Any]) -> list[Mapping[str, Any]]:
        """Those that may be copies of *article*, or have its text, in the order they came."""
        ids = {id_ for key in _keys(article) for id_ in self._by_key.get(key, ())}
        ids.add(article.get("duplicate_of") or "")
        return [known for id_, (known, _) in self._articles.items() if id_ in ids]

    def add(self, article: Mapping[str, Any]) -> None:
        keys = _keys(article)
        self._articles[article["id"]] = article, keys
        for key in keys:
            self._by_key.setdefault(key, set()).add(article["id"])
        if len(self._articles) > self._limit:
            self._forget_first()

    def _forget_first(self) -> None:
        first, (_, keys) = self._articles.popitem(last=False)
        for key in keys:
            ids = self._by_key[key]
            ids.discard(first)
            if not ids:
                del self._by_key[key]


def _keys(article: Mapping[str, Any]) -> list[int]:
    sketch = sketch_of(article.get("body"))
    return [] if sketch is None else [*sketch.samples.tolist(), *sketch.bands.tolist()]
