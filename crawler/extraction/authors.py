"""Who wrote the article: names from structured data, meta elements and bylines, cleaned of roles and prepositions."""

from __future__ import annotations

import re

from crawler.extraction.blocks import Role, role_of
from crawler.extraction.date_text import find_date
from crawler.extraction.page import Page
from crawler.extraction.structured_data import texts_of
from crawler.extraction.text import element_text

_BY = re.compile(
    r"^(?:(?:written|posted|reported|story|text|words)\s+)?"
    r"(?:by|von|vom|par|por|di|door|av|af|autor|autore|autora|auteur|author|authors|текст|автор|written)\b[:\s]+",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*(?:;|,|\||•|·|\n|\s/\s|\s&\s|\s(?:and|und|et|y|e|og|och|en|ja|и|та|with|mit)\s)\s*")
# What follows a name in a byline: a role, a place of work, a handle.
_AFTER_NAME = re.compile(r"\s*(?:\(|\[|@|–|—|\s-\s|\bfor\b|\bin\b\s|\bupdated\b|\bpublished\b).*$", re.IGNORECASE)
_NO_NAME = re.compile(
    r"https?:|www\.|@|\d{3}|^(?:admin|administrator|editor|staff|redaktion|redaction|redacción|redazione|webmaster"
    r"|author|unknown|none|null|updated|published|share|news|news desk|newsroom|follow|view all posts.*)$",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\b(?:editor|reporter|correspondent|journalist|writer|contributor|producer|redakteur(?:in)?|korrespondent(?:in)?"
    r"|journaliste|photographer|analyst|columnist|chief|senior|bureau)\b",
    re.IGNORECASE,
)
_MAX_NAME_LENGTH = 60
_MAX_NAME_WORDS = 6
_FOREIGN_ROLES = Role.NAVIGATION | Role.COMMENT | Role.RELATED | Role.FOOTER | Role.PROMOTION


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
        relation = (element.get("rel") or "").lower().split()
        itemprop = (element.get("itemprop") or "").lower().split()
        words = re.split(r"[^a-z]+", (element.get("class") or "").lower())
        if not ("author" in relation or {"author", "creator"} & set(itemprop) or {"author", "byline"} & set(words)):
            continue
        text = element_text(element)
        if not text or len(text) > 3 * _MAX_NAME_LENGTH:
            continue
        if any(role_of(above, str(above.tag)) & _FOREIGN_ROLES for above in element.iterancestors()):
            continue
        names = clean_names([text], page, split=True)
        if names and not ("author" in relation or itemprop) and not _BY.match(text) and found:
            continue
        found += [name for name in names if name not in found]
        if found and "author" not in relation:
            break
    return found


def clean_names(texts: list[str], page: Page, *, split: bool) -> list[str]:
    """Names among *texts*, in order, each once: without "By", roles, dates and addresses.

    *split*: a text may hold several names ("A. Smith and B. Jones"). Structured data is split only where it plainly
    holds several.
    """
    names: list[str] = []
    for text in texts:
        text = _BY.sub("", text.strip())
        for part in _BETWEEN.split(text) if split or text.count(",") or " and " in text else [text]:
            name = _AFTER_NAME.sub("", _BY.sub("", part)).strip(" .,:;|-–—")
            if name and name not in names and _is_name(name, page):
                names.append(name)
    return names


def _is_name(name: str, page: Page) -> bool:
    return not (
        len(name) > _MAX_NAME_LENGTH
        or len(name.split()) > _MAX_NAME_WORDS
        or _NO_NAME.search(name)
        or _ROLE.search(name)
        or find_date(name)
        or name.casefold() == page.site_name.casefold()
    )
