"""The headline, chosen among headings, structured data, meta elements and the title by their agreement."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from lxml.etree import _Element

from crawler.extraction.headline.headings import (
    MAX_LENGTH,
    MIN_WEIGHT,
    h1_texts,
    headings_after_breadcrumb,
    is_in_article,
    minor_heading_texts,
    position_over_text,
    without_kicker,
)
from crawler.extraction.headline.site_names import SiteNames, continues, title_parts, words_of
from crawler.extraction.page import Page
from crawler.extraction.structured_data import text_of
from crawler.extraction.text import weight

# Share of the shorter text's words that both must have to be versions of one headline.
_AGREEMENT = 0.6
# Fewer words are found in a longer text by chance, and name a section as often as an article.
_MIN_WORDS = 3
_MAX_TITLE_PARTS = 10
_ELLIPSIS = ("...", "…")
# Search engines ask for headlines of at most 110 characters; publishers cut theirs there or a little before.
_MIN_CUT_LENGTH = 100
# " : " divides as often within a headline: it counts only where the page shows the rest alone.
_DIVIDERS = (" - ", " – ", " — ", " | ", " : ", " :: ", " » ", " · ", "：", "｜")
_QUOTES = tuple("\"'“„«»”‘")


def find_headline(page: Page) -> tuple[str | None, str]:
    """The page's headline and the name of the rule that found it; (None, "none") when there is none.

    As readers see it: without kicker and site name. Where JSON-LD and og:title agree on other words than the h1, theirs
    is taken: see decision 11.
    """
    reader = _HeadlineReader(page)
    for name, rule in _RULES.items():
        if headline := rule(reader):
            return headline, name
    return None, "none"


class _HeadlineReader:
    """What the rules ask for, each read once."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._site = SiteNames(page)

    def named_twice(self) -> str | None:
        """The JSON-LD headline when og:title is the same and no h1 is, nor is an h1 the title's."""
        words = words_of(self.json_ld or "")
        if not words or words not in map(words_of, self._og_titles):
            return None
        wordings = (words, words_of(self._title))
        shown = (without_kicker(h1, text, [self.json_ld or ""]) for h1, text in self._h1s)
        return None if any(words_of(text) in wordings for text in shown) else self.json_ld

    def matching_h1(self) -> str | None:
        """The h1 that agrees with one of the names the page gives itself."""
        names = self._names
        for h1, text in self._h1s:
            if any(_agree(text, name) for name in names):
                return self._below_breadcrumb(h1, text) or self._spaced(without_kicker(h1, text, names))
        return None

    def _below_breadcrumb(self, h1: _Element, text: str) -> str | None:
        """The heading below the breadcrumb that ends in *h1*, when JSON-LD or og:title have it and not *text*."""
        stated = [name for name in (self.json_ld, *self._og_titles) if name]
        wordings = [words_of(name) for name in stated]
        if all(words == words_of(text) for words in wordings):
            return None
        for heading, heading_text in headings_after_breadcrumb(h1, self.page):
            headline = without_kicker(heading, heading_text, stated)
            if words_of(headline) in wordings or words_of(heading_text) in wordings:
                return headline
        return None

    def article_h1(self) -> str | None:
        """An h1 in the article that agrees with nothing: some publishers word each place anew."""
        for h1, text in self._h1s:
            if len(words_of(text)) > _MIN_WORDS and is_in_article(h1):
                return without_kicker(h1, text, ())
        return None

    @cached_property
    def json_ld(self) -> str | None:
        for node in self.page.article_data:
            headline = text_of(node.get("headline")) or text_of(node.get("name"))
            if headline:
                return self._uncut(self._site.cut(headline))
        return None

    def open_graph_article(self) -> str | None:
        return self._open_graph if self.page.first_meta("og:type") == "article" else None

    def only_h1(self) -> str | None:
        """The page's h1 when it has just one and that is not the end of the title, where sites are named."""
        if len(self._h1s) != 1:
            return None
        text, parts = self._h1s[0][1], title_parts(self.page.title)
        return None if len(parts) > 1 and words_of(parts[-1]) == words_of(text) else text

    def heading_in_title(self) -> str | None:
        """The longest heading but the h1 that is one of the title's parts, or several of them."""
        parts = title_parts(self.page.title)[:_MAX_TITLE_PARTS]
        ends = range(1, len(parts) + 1)
        runs = [words for end in ends for start in range(end) if (words := words_of(" ".join(parts[start:end])))]
        texts = (text for text in minor_heading_texts(self.page) if words_of(text) in runs)
        found = [text for text in texts if weight(text) >= MIN_WEIGHT and not self._site.has(text)]
        return max(found, key=len, default=None)

    def line_in_title(self) -> str | None:
        """The longest line of the page, heading or not, that the title begins or ends with at a divider."""
        title = self.page.title
        found = [
            block.text
            for block in self.page.outline.blocks
            if not block.link_length and self._is_end(block.text, title) and not self._site.has(block.text)
        ]
        return max(found, key=len, default=None)

    def open_graph(self) -> str | None:
        return self._open_graph

    def heading_over_text(self) -> str | None:
        """The heading next above the first paragraph, where the title is only the site's name."""
        position = position_over_text(self.page) if self._site.has(self.page.title) else None
        heading = None if position is None else self.page.outline.blocks[position].text
        return None if heading is None or self._site.has(heading) else heading

    @staticmethod
    def _is_end(text: str, title: str) -> bool:
        """Whether *title* is more than half *text*, and a divider with what is in front of it or behind."""
        if not len(title) < 2 * len(text) < 2 * len(title) or weight(text) < MIN_WEIGHT:
            return False
        if title.startswith(text):
            return title.startswith(_DIVIDERS, len(text))
        return title.endswith(text) and title[: -len(text)].endswith(_DIVIDERS)

    def title(self) -> str | None:
        return self._site.cut(self.page.title, loosely=True) or None

    @cached_property
    def _h1s(self) -> list[tuple[_Element, str]]:
        return list(h1_texts(self.page))

    @cached_property
    def _open_graph(self) -> str | None:
        given = text_of(self.page.first_meta("og:title", "twitter:title", "parsely-title", "dc.title"))
        title = self._uncut(self._site.cut(given)) if given else None
        return None if title == self.page.site_name else title

    @cached_property
    def _og_titles(self) -> list[str]:
        return list(filter(None, (self._open_graph, text_of(self.page.first_meta("og:title")))))

    @cached_property
    def _title(self) -> str:
        return self._site.cut(self.page.title)

    @cached_property
    def _names(self) -> list[str]:
        """What the page calls its article, the surest first."""
        titles = (self.json_ld, *self._og_titles, text_of(self.page.first_meta("twitter:title")), self.title())
        return [name for name in titles if name and len(name) <= MAX_LENGTH]

    def _spaced(self, headline: str) -> str:
        """*headline* with the spaces that the page leaves to its style sheet ("Obituary:Ferry builder")."""
        stated = self.json_ld or ""
        is_same = len(stated) > len(headline) and stated.replace(" ", "") == headline.replace(" ", "")
        return stated if is_same else headline

    def _uncut(self, headline: str) -> str:
        """The title where *headline* is only its beginning: cut for length, or at a quote that was not escaped."""
        begin = headline.removesuffix("...").rstrip(" …")
        if len(self._title) > MAX_LENGTH or not continues(self._title, begin):
            return headline
        is_cut = headline.endswith(_ELLIPSIS) or len(headline) >= _MIN_CUT_LENGTH
        return self._title if is_cut or self._title[len(begin) :].lstrip().startswith(_QUOTES) else headline


# In order; the first that finds one is counted under its name.
_RULES: dict[str, Callable[[_HeadlineReader], str | None]] = {
    "named_twice": _HeadlineReader.named_twice,
    "matching_h1": _HeadlineReader.matching_h1,
    "article_h1": _HeadlineReader.article_h1,
    "json_ld": lambda reader: reader.json_ld,
    "open_graph_article": _HeadlineReader.open_graph_article,
    "only_h1": _HeadlineReader.only_h1,
    "heading_in_title": _HeadlineReader.heading_in_title,
    "line_in_title": _HeadlineReader.line_in_title,
    "open_graph": _HeadlineReader.open_graph,
    "heading_over_text": _HeadlineReader.heading_over_text,
    "title": _HeadlineReader.title,
}


def _agree(one: str, other: str) -> bool:
    words, others = words_of(one), words_of(other)
    if len(words) >= _MIN_WORDS and one.casefold() in other.casefold():
        return True
    shorter = min(len(set(words)), len(set(others)))
    return shorter > 0 and len(set(words) & set(others)) >= _AGREEMENT * shorter and len(words) > len(others) // 4
