from __future__ import annotations

import ast
from dataclasses import MISSING, fields
from pathlib import Path

import pytest
from itemadapter import ItemAdapter

import crawler.items as items
from crawler.items import ARTICLE_KINDS, SCHEMA_VERSION, Article, DateCandidate, LatestNewsEntry


@pytest.mark.parametrize("item_class", [Article, LatestNewsEntry])
def test_every_field_has_a_default_because_loaders_build_items_empty(item_class: type) -> None:
    for field in fields(item_class):
        assert field.default is not MISSING or field.default_factory is not MISSING


def test_nothing_is_invented_for_an_empty_article() -> None:
    given = {name: value for name, value in ItemAdapter(Article()).asdict().items() if value not in (None, [], {})}
    assert given == {"schema_version": SCHEMA_VERSION}


@pytest.mark.parametrize("item_class", [Article, LatestNewsEntry, DateCandidate])
def test_every_field_is_documented(item_class: type) -> None:
    tree = ast.parse(Path(str(items.__file__)).read_text(encoding="utf-8"))
    definition = next(node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == item_class.__name__)
    undocumented = [
        node.target.id
        for node, following in zip(definition.body, [*definition.body[1:], None], strict=True)
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and not isinstance(following, ast.Expr)
    ]
    assert undocumented == []


def test_items_cannot_grow_fields_outside_the_contract() -> None:
    with pytest.raises(AttributeError):
        Article().subtitle = "x"  # type: ignore[attr-defined]


def test_kinds_of_articles_are_documented_kinds() -> None:
    assert {"article", "live-blog", "video", "gallery"} == ARTICLE_KINDS
