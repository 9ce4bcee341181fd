"""Titles without the name of the site that publishers set before or after the headline."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache

from crawler.extraction.page import Page
from crawler.extraction.structured_data import text_of
from crawler.urls import site_of

WORD = re.compile(r"\w+")
# Between headline, section and site. A hyphen needs space around it.
_SEPARATOR = re.compile(r"\s+[-–—―•·»«›‹]+\s+|\s*[|｜│：]\s*|\s+::\s+")
# What divides little else than headline and site name.
_STRONG = frozenset([*"|｜│•·»›", "::"])
# In Chinese and Japanese, where a hyphen or underline without space is no part of a word.
_CJK_SUFFIX = re.compile(r"(?<=[^\x00-\u2fff])[-_]+[^\x00-\u2fff\s]{2,8}$")
# A last part of so many words may be a site's name; so much longer must the headline be.
_MAX_NAME_WORDS = 4
_MIN_HEADLINE_RATIO = 2
# No headline is so long.
_MAX_LENGTH = 1_000
# Shorter names would be found in any word.
_MIN_KEY_LENGTH = 4
_MAX_KEY_RATIO = 3


def words_of(text: str) -> tuple[str, ...]:
    """What two forms of one headline have in common whatever their case, quotes and dashes."""
    return _words_of(text) if len(text) <= _MAX_LENGTH else tuple(WORD.findall(text.casefold()))


# The names of a page are compared with each other again and again, and the pages of a site share its name.
@lru_cache(maxsize=1_000)
def _words_of(text: str) -> tuple[str, ...]:
    return tuple(WORD.findall(text.casefold()))


def title_parts(title: str) -> list[str]:
    return [part for part in _SEPARATOR.split(title) if part]


def continues(title: str, begin: str) -> bool:
    """Whether *title* is *begin* with more of the same sentence behind, not behind a divider."""
    rest = title.removeprefix(begin)
    return len(rest) < len(title) and bool(WORD.search(rest)) and not _SEPARATOR.match(rest)


class SiteNames:
    """What a page's site may be called in its titles: og:site_name, domain, publisher in JSON-LD."""

    def __init__(self, page: Page) -> None:
        self._page = page

    @cached_property
    def _keys(self) -> set[str]:
        # Of a suffix that is not known, all of the host is given.
        domain = site_of(self._page.url).removeprefix("www.")
        names = [self._page.site_name, domain, domain.partition(".")[0]]
        names += [text_of(node["publisher"]) or "" for node in self._page.json_ld if "publisher" in node]
        return {key for name in names if (key := "".join(words_of(name)))}

    def cut(self, title: str, *, loosely: bool = False) -> str:
        """*title* without the part that is the site's name, at its end or start, and without short last parts behind
        "|" or the like (sections, a site's name that the page does not state), or, *loosely*, behind a dash.

        A dash is as often part of the headline: "Ferries return - what islanders say".
        """
        if len(title) > _MAX_LENGTH:
            return title
        title = self._without_name(title)
        dividers = list(_SEPARATOR.finditer(title))
        while dividers and (loosely or dividers[-1].group().strip() in _STRONG):
            head, tail = title[: dividers[-1].start()], title[dividers[-1].end() :]
            if len(words_of(tail)) > _MAX_NAME_WORDS or len(head) <= _MIN_HEADLINE_RATIO * len(tail):
                break
            title = head
            dividers.pop()
        return _CJK_SUFFIX.sub("", _CJK_SUFFIX.sub("", title)) or title

    def _without_name(self, title: str) -> str:
        dividers = list(_SEPARATOR.finditer(title))
        if not dividers or "".join(words_of(title)) in self._keys:
            return title
        ends = [*(divider.start() for divider in dividers[1:]), len(title)]
        for divider, end in list(zip(dividers, ends, strict=True))[-2:]:
            if self.has(title[divider.end() : end]):
                return title[: divider.start()]
        return title[dividers[0].end() :] if self.has(title[: dividers[0].start()]) else title

    def has(self, name: str) -> bool:
        """Whether *name* is one of the site's, or one of both begins or ends with the other ("BBC News", "bbc")."""
        text = "".join(words_of(name))
        return bool(text) and any(
            text == key
            or (len(key) >= _MIN_KEY_LENGTH and len(text) <= _MAX_KEY_RATIO * len(key) and _is_edge(key, text))
            or (len(text) >= _MIN_KEY_LENGTH and _is_edge(text, key))
            for key in self._keys
        )


def _is_edge(short: str, text: str) -> bool:
    return text.startswith(short) or text.endswith(short)
