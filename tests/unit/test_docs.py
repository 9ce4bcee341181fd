"""The docs name every profile key, spider argument and stat that the code has, and their links lead somewhere."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest

from crawler.sites import SELECTABLE_FIELDS, SiteProfile
from spiders.arguments import ArticlesArguments, NewsArguments

_ROOT = Path(__file__).resolve().parents[2]
_CODE = [path for name in ("crawler", "spiders", "pipelines") for path in sorted((_ROOT / name).rglob("*.py"))]
_DOCS = [*_ROOT.glob("*.md"), *_ROOT.glob("docs/**/*.md"), *_ROOT.glob("benchmarks/*.md")]
_STAT = re.compile(r"""inc_value\(\s*f?["']([^"'{]+)""")
_LINK = re.compile(r"\]\((?!https?:)([^)#\s]+)[^)]*\)")


def text_of(name: str) -> str:
    return (_ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("key", [field.name for field in dataclasses.fields(SiteProfile) if field.name != "origin"])
def test_every_profile_key_is_documented(key: str) -> None:
    assert f"`{key}`" in text_of("docs/adding-a-site.md") or f"`[{key}]`" in text_of("docs/adding-a-site.md")


@pytest.mark.parametrize("field", sorted(SELECTABLE_FIELDS))
def test_every_selectable_field_is_documented(field: str) -> None:
    assert f"`{field}`" in text_of("docs/adding-a-site.md")


@pytest.mark.parametrize("arguments", [NewsArguments, ArticlesArguments])
def test_every_spider_argument_is_in_the_readme(arguments: type) -> None:
    readme = text_of("README.md")
    for field in dataclasses.fields(arguments):
        assert f"`{field.name}`" in readme or f"-a {field.name}=" in readme


def test_every_stat_is_documented() -> None:
    documented = text_of("docs/stats.md")
    stats = {stat for path in _CODE for stat in _STAT.findall(path.read_text(encoding="utf-8"))}
    assert stats, "the pattern finds no stat at all"
    # "validation/dropped/<reason>" documents all its reasons.
    parents = {stat: stat.rpartition("/")[0] + "/<" for stat in stats}
    assert {stat for stat in stats if f"`{stat}" not in documented and parents[stat] not in documented} == set()


@pytest.mark.parametrize("document", _DOCS, ids=lambda path: str(path.relative_to(_ROOT)))
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    assert text.strip(), "an empty document"
    targets = _LINK.findall(text)
    assert [target for target in targets if not (document.parent / target).exists()] == []
