"""Who wrote the article: names from structured data, meta elements and bylines, cleaned of roles and prepositions."""

from __future__ import annotations

import re
from typing import Literal

from lxml.etree import _Element

from crawler.extraction.date_text import find_date
from crawler.extraction.page import Page
from crawler.extraction.roles import Role
from crawler.extraction.structured_data import is_of_article, texts_of
from crawler.extraction.text import short_text

_BY = re.compile(
    r"^(?:(?:written|posted|reported|story|text|words)\s+)?"
    r"(?:by|von|vom|par|por|di|door|av|af|autor|autore|autora|auteur|author|authors|текст|автор|written)\b[:\s]+",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*(?:;|,|\||•|·|\n|\s/\s|\s&\s|\s(?:and|und|et|y|e|og|och|en|ja|и|та|with|mit)\s)\s*")
# What follows a name in a byline: a role, a place of work, a handle.
_AFTER_NAME = re.compile(r"\s*(?:\(|\[|\s@|–|—|\s-\s|\bfor\b|\bin\b\s|\bupdated\b|\bpublished\b).*$", re.IGNORECASE)
_NO_NAME = re.compile(
    r"https?:|www\.|@|\d{3}|\d:\d|^(?:by|von|por|par|photo.*|foto.*|фото.*|view (?:all|my).*|admin|administrator|editor"
    r"|staff|redaktion|redaction|redacción|redazione|webmaster|posted|author|unknown"
    r"|none|null|updated|published|share|news|news desk|newsroom|follow)$",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\b(?:editor|reporter|correspondent|journalist|writer|contributor|producer|redakteur(?:in)?|korrespondent(?:in)?"
    r"|journaliste|photographer|analyst|columnist|chief|senior|bureau)\b",
    re.IGNORECASE,
)
_CLASS_WORD = re.compile(r"[a-z]+")
_MAX_NAME_LENGTH = 60
_MAX_NAME_WORDS = 6
# A byline names a few people.
_MAX_BYLINE_LENGTH = 3 * _MAX_NAME_LENGTH
_MAX_NAMES = 50
_FOREIGN_ROLES = Role.NAVIGATION | Role.COMMENT | Role.RELATED | Role.FOOTER | Role.PROMOTION | Role.CAPTION


def json_ld_authors(page: Page) -> list[str]:
    for node in page.article_data:
        names = clean_names(texts_of(node.get("author")) or texts_of(node.get("creator")), page, split=False)
        if names:
            return names
    return []


def meta_authors(page: Page) -> list[str]:
    for key in (
        "author",
        "article:author",
        "dc.creator",
        "byl",
        "sailthru.author",
        "parsely-author",
        "citation_author",
    ):
        names = clean_names(page.meta.get(key, []), page, split=True)
        if names:
            return names
    return []


def byline_authors(page: Page) -> list[str]:
    """Names in elements that call themselves author or byline, by rel, itemprop or class."""
    found: list[str] = []
    for element in page.body.iter("a", "span", "div", "p", "li", "address", "cite", "b", "strong"):
        mark = _author_mark(element)
        text = short_text(element, _MAX_BYLINE_LENGTH) if mark else None
        if not text or page.outline.roles_around(element) & _FOREIGN_ROLES:
            continue
        # A class alone is weak: after the first names only another byline ("By …") adds to them.
        if mark == "class" and found and not _BY.match(text):
            continue
        names = clean_names([text], page, split=True)
        found += [name for name in names if name not in found]
        if found and mark != "rel":
            break
    return found


def _author_mark(element: _Element) -> Literal["rel", "itemprop", "class"] | None:
    """By which attribute *element* says that it holds the author."""
    if "author" in element.get("rel", "").lower().split():
        return "rel"
    if {"author", "creator"} & set(element.get("itemprop", "").lower().split()) and is_of_article(element):
        return "itemprop"
    names = element.get("class", "").lower()
    if ("author" in names or "byline" in names) and {"author", "byline"} & set(_CLASS_WORD.findall(names)):
        return "class"
    return None


def clean_names(texts: list[str], page: Page, *, split: bool) -> list[str]:
    """Names among *texts*, in order, each once: without "By", roles, dates and addresses.

    *split*: a text may hold several names ("A. Smith and B. Jones"). Structured data is split only where it plainly
    holds several.
    """
    names: dict[str, None] = {}
    for text in texts[:_MAX_NAMES]:
        text = _BY.sub("", text.strip())
        several = split or "," in text or " and " in text
        for part in _BETWEEN.split(text, maxsplit=_MAX_NAMES) if several else [text]:
            name = _AFTER_NAME.sub("", _BY.sub("", part)).strip(" .,:;|-–—")
            if name and _is_name(name, page):
                names[name] = None
    return list(names)


def _is_name(name: str, page: Page) -> bool:
    return not (
        len(name) > _MAX_NAME_LENGTH
        or len(name.split()) > _MAX_NAME_WORDS
        or _NO_NAME.search(name)
        or _ROLE.search(name)
        or find_date(name)
        or name.casefold() == page.site_name.casefold()
    )
