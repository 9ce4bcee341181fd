"""The URL of the picture that stands for an article."""

from __future__ import annotations

import re
from collections.abc import Iterable

from crawler.extraction.page import Page
from crawler.extraction.structured_data import url_of
from crawler.urls import host_of

# What a template shows when there is no picture: icons, avatars, nothing at all.
_NO_PICTURE = re.compile(
    r"apple-touch-icon|favicon|placeholder|no-?(?:image|img|photo|picture)|image-?not-?(?:found|available)"
    r"|default-(?:image|user|og|share|social|thumb)"
    r"|^(?:blank|clear|spacer|transparent|pixel|1x1|og-?image|avatar|icon|default_\d+)\.\w+$|\.(?:ico|svg)$",
    re.IGNORECASE,
)
_AVATAR_FOLDERS = ("/avatar/", "/avatars/", "/blavatar/")
_MAX_FILE_NAME = 200
# A logo is the site's when its file's name says no more than that, in the site's name, a service or a size: another
# may be what the article is about ("g7-presidency-logo.jpg").
_FILE_WORD = re.compile(r"[a-z]+|\d+")
_LOGO_WORDS = frozenset(
    """logo logos site default share social facebook twitter header footer large small square white black color
    colour""".split()
)
_MAX_FILLER = 3


def json_ld_image(page: Page) -> str | None:
    return _first_picture(
        page, (url for node in page.article_data for key in ("image", "thumbnailUrl") if (url := url_of(node.get(key))))
    )


def meta_image(page: Page) -> str | None:
    names = (
        "og:image:secure_url",
        "og:image",
        "og:image:url",
        "twitter:image",
        "twitter:image:src",
        "image",
        "thumbnail",
    )
    return _first_picture(page, (content for name in names for content in page.meta.get(name, ())))


def link_image(page: Page) -> str | None:
    """rel=image_src, older than Open Graph."""
    return _first_picture(page, (link.get("href") or "" for link in page.links("image_src")))


def _first_picture(page: Page, references: Iterable[str]) -> str | None:
    publisher_logos: set[str | None] | None = None
    for reference in references:
        url = page.absolute(reference)
        if not url or _stands_for_none(url, page):
            continue
        if publisher_logos is None:
            publisher_logos = {page.absolute(url_of(_logo(node.get("publisher")))) for node in page.article_data}
        if url not in publisher_logos:
            return url
    return None


def _stands_for_none(url: str, page: Page) -> bool:
    path = url.partition("?")[0]
    file_name = path.rpartition("/")[2][-_MAX_FILE_NAME:]
    if _NO_PICTURE.search(file_name) or any(folder in path for folder in _AVATAR_FOLDERS):
        return True
    stem = file_name.rpartition(".")[0].lower()
    if "logo" not in stem:
        return False
    host = host_of(page.url)
    words = _FILE_WORD.findall(stem)
    return all(word in _LOGO_WORDS or len(word) <= _MAX_FILLER or word.isdigit() or word in host for word in words)


def _logo(publisher: object) -> object:
    return publisher.get("logo") if isinstance(publisher, dict) else None
