"""What an element is by its tag, ARIA role, microdata and class words: a part of the article, or a thing beside it."""

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
    CONTENT = auto()
    LEAD = auto()
    ARTICLE = auto()
    LIST = auto()
    QUOTATION = auto()
    EMBEDDED_POST = auto()


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
    "article": Role.ARTICLE,
    "main": Role.ARTICLE,
    "ul": Role.LIST,
    "ol": Role.LIST,
    "dl": Role.LIST,
    "blockquote": Role.QUOTATION,
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
# templates. Those of the body element do not count ("has-sidebar"), nor those of an element that holds most of the
# text (Outline).
# "paywall" is no such word: publishers mark the text behind it so, as search engines ask them to.
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
    Role.CONTENT: "content contents body text paragraph richtext prose fulltext entry story articletext bodytext copy",
    Role.LEAD: "lead lede standfirst summary intro introduction perex deck dek chapo excerpt subtitle subheadline"
    " subheading strapline abstract teasertext description",
    Role.ARTICLE: "article post",
    Role.QUOTATION: "quote pullquote blockquote",
    Role.EMBEDDED_POST: "tweet twitter instagram tiktok",
}
_ROLE_OF_WORD = {word: int(role) for role, words in _CLASS_WORDS.items() for word in words.split()}
_ROLE_OF_TAG: dict[object, int] = {tag: int(role) for tag, role in _TAG_ROLE.items()}
_ROLE_OF_ARIA = {name: int(role) for name, role in _ARIA_ROLE.items()}
_ROLE_OF_ITEM_TYPE = {name: int(role) for name, role in _ITEM_TYPE_ROLE.items()}
_HIDDEN, _ARTICLE_BODY = int(Role.HIDDEN), int(Role.CONTENT | Role.ARTICLE)
# "shareBar" and "SHARE-bar" are both "share" and "bar".
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
# Class lists of real pages are shorter; what is beyond is not worth the time and the memory of the cache.
_MAX_WORDS_LENGTH = 1_000
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def role_of(element: _Element) -> int:
    """What *element* is by itself, whatever it stands in: flags of `Role` as a plain number.

    Operations on an IntFlag take many times as long as on a number.
    """
    return role_and_class(element)[0]


def role_and_class(element: _Element) -> tuple[int, str]:
    """`role_of`, and the class attribute as it stands ("" without one): every element with text comes here, and asking
    for its attributes takes most of the time: their names and the values that say something take half of it."""
    role = _ROLE_OF_TAG.get(element.tag, 0)
    class_words = ""
    for name in element.keys():  # noqa: SIM118 - of an element, no dict
        if name == "class":
            class_words = element.get(name, "")
            role |= _role_of_words(class_words)
        elif name in _OTHER_ATTRIBUTES:
            role |= _role_of_attribute(name, element.get(name, ""))
    return role, class_words


_OTHER_ATTRIBUTES = frozenset(("id", "role", "itemtype", "itemprop", "hidden", "style"))


def _role_of_attribute(name: str, value: str) -> int:
    if name == "id":
        return _role_of_words(value)
    if name == "role":
        return _ROLE_OF_ARIA.get(value, 0)
    if name == "itemtype":
        return _ROLE_OF_ITEM_TYPE.get(value.rpartition("/")[2], 0)
    if name == "itemprop":
        return _ARTICLE_BODY if value == "articleBody" else 0
    return _HIDDEN if name == "hidden" or _HIDDEN_STYLE.search(value) else 0


@lru_cache(maxsize=20_000)
def _role_of_words(names: str) -> int:
    role = 0
    for name in names[:_MAX_WORDS_LENGTH].split():
        # Classes of utility frameworks say how an element looks on which device ("print:hidden", "text-lg").
        if ":" in name or "[" in name or name.startswith("text-"):
            continue
        for word in _WORD.findall(name):
            role |= _ROLE_OF_WORD.get(word.lower(), 0)
    return role
