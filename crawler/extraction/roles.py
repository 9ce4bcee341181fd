"""What an element is by its tag, ARIA role, microdata type and class words, when that is not the article's text."""

from __future__ import annotations

import re
from enum import IntFlag, auto
from functools import lru_cache

from lxml.etree import _Element


class Role(IntFlag):
    NONE = 0
    NAVIGATION = auto()
    ASIDE = auto()
    PAGE_HEADER = auto()
    FOOTER = auto()
    CAPTION = auto()
    COMMENT = auto()
    RELATED = auto()
    PROMOTION = auto()
    SHARING = auto()
    BYLINE = auto()
    TAGS = auto()
    HIDDEN = auto()
    TABLE = auto()


_TAG_ROLE = {
    "nav": Role.NAVIGATION,
    "aside": Role.ASIDE,
    "header": Role.PAGE_HEADER,
    "footer": Role.FOOTER,
    "figcaption": Role.CAPTION,
    "figure": Role.CAPTION,
    "address": Role.BYLINE,
    "button": Role.SHARING,
    "form": Role.PROMOTION,
    "dialog": Role.PROMOTION,
    "table": Role.TABLE,
}
_ARIA_ROLE = {
    "navigation": Role.NAVIGATION,
    "complementary": Role.ASIDE,
    "banner": Role.PAGE_HEADER,
    "contentinfo": Role.FOOTER,
    "search": Role.NAVIGATION,
    "dialog": Role.PROMOTION,
    "menu": Role.NAVIGATION,
    "menubar": Role.NAVIGATION,
}
# schema.org WebPageElement and the like, as microdata (HTML, 5.2).
_ITEM_TYPE_ROLE = {
    "SiteNavigationElement": Role.NAVIGATION,
    "WPHeader": Role.PAGE_HEADER,
    "WPFooter": Role.FOOTER,
    "WPSideBar": Role.ASIDE,
    "WPAdBlock": Role.PROMOTION,
    "Comment": Role.COMMENT,
    "UserComments": Role.COMMENT,
    "ImageObject": Role.CAPTION,
}
# Words of class and id attributes, cut at hyphens, underscores and changes of case. Seen across publishers'
# templates; a word counts only for elements inside the article's container, so "has-sidebar" on the body element
# does no harm.
_CLASS_WORDS = {
    Role.NAVIGATION: "nav navi navbar navigation menu breadcrumb breadcrumbs pagination pager toc sitemap search",
    Role.FOOTER: "footer foot copyright imprint",
    Role.ASIDE: "sidebar aside rail infobox factbox",
    Role.CAPTION: "caption captions credit credits copyright figcaption photo gallery slideshow carousel video player",
    Role.COMMENT: "comment comments disqus respond replies reply commentlist discussion",
    Role.RELATED: "related recommend recommended recommendation recommendations popular trending mostread latest"
    " teaser teasers readmore seealso outbrain taboola ticker widget",
    Role.PROMOTION: "newsletter subscribe subscription signup promo promotion cookie cookies consent gdpr ad"
    " ads advert advertisement advertising banner sponsor sponsored sponsors donate donation modal popup cta login",
    Role.SHARING: "share sharing shares social socials toolbar tools buttons follow print",
    Role.BYLINE: "byline bylines author authors dateline timestamp pubdate postdate meta kicker bio",
    Role.TAGS: "tag tags topics keywords taglist",
    Role.HIDDEN: "hidden visuallyhidden sr screenreader offscreen",
}
# "paywall" is no such word: publishers mark the text behind it so, as search engines ask them to.
_ROLE_OF_WORD = {word: role for role, words in _CLASS_WORDS.items() for word in words.split()}
# "shareBar" and "SHARE-bar" are both "share" and "bar".
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
# Class lists of real pages are shorter; what is beyond is not worth the time and the memory of the cache.
_MAX_WORDS_LENGTH = 1_000
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def role_of(element: _Element) -> Role:
    """What *element* is by itself, whatever it stands in."""
    if not element.attrib:
        return _TAG_ROLE.get(str(element.tag), Role.NONE)
    words = f"{element.get('class', '')} {element.get('id', '')}"[:_MAX_WORDS_LENGTH]
    hidden = element.get("hidden") is not None or bool(_HIDDEN_STYLE.search(element.get("style", "")))
    item_type = element.get("itemtype", "").rpartition("/")[2]
    return _role(str(element.tag), words, element.get("role", ""), item_type, hidden)


@lru_cache(maxsize=20_000)
def _role(tag: str, words: str, aria_role: str, item_type: str, hidden: bool) -> Role:
    role = _TAG_ROLE.get(tag, Role.NONE) | _ARIA_ROLE.get(aria_role, Role.NONE)
    role |= _ITEM_TYPE_ROLE.get(item_type, Role.NONE)
    for word in _WORD.findall(words):
        role |= _ROLE_OF_WORD.get(word.lower(), Role.NONE)
    return role | Role.HIDDEN if hidden else role
