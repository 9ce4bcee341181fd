"""The feed form of an item: plain dicts, lists and scalars, as feeds and the store have it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from operator import attrgetter
from typing import Any

from itemadapter import ItemAdapter

from crawler.items import Article, DateCandidate, LatestNewsEntry

_NAMES: dict[type, tuple[str, ...]] = {
    kind: tuple(field.name for field in fields(kind)) for kind in (Article, DateCandidate, LatestNewsEntry)
}
_VALUES = {kind: attrgetter(*names) for kind, names in _NAMES.items()}


def is_plain_article(item: Any) -> bool:
    """Whether *item* is an `Article`, or of a class that adds no field to it."""
    return getattr(item, "__dataclass_fields__", None) is Article.__dataclass_fields__


def feed_form(item: Any) -> dict[str, Any]:
    """What `ItemAdapter(item).asdict()` gives, for an article in a tenth of the time: that asks of every value, at any
    depth, what kind of item it may be."""
    if not is_plain_article(item):
        return ItemAdapter(item).asdict()
    form = _form_of(item, Article)
    form["authors"], form["tags"], form["rights"] = list(item.authors), list(item.tags), dict(item.rights)
    form["date_candidates"] = _forms_of(item.date_candidates)
    form["latest_news"] = _forms_of(item.latest_news)
    return form


def _forms_of(values: Iterable[Any]) -> list[Any]:
    return [_form_of(value, type(value)) if type(value) in _NAMES else ItemAdapter(value).asdict() for value in values]


def _form_of(item: Any, kind: type) -> dict[str, Any]:
    return dict(zip(_NAMES[kind], _VALUES[kind](item), strict=True))
