"""Where a page prints who wrote it: elements that call themselves author or byline, and lines that say "by"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice

from lxml.etree import _Element

from crawler.extraction.authors.article_span import ArticleSpan
from crawler.extraction.authors.author_names import names_in, says_by
from crawler.extraction.authors.byline_parts import is_source
from crawler.extraction.authors.byline_text import MAX_BYLINE_LENGTH, named_text, text_in_parts
from crawler.extraction.authors.byline_words import BY, LABELS, SOURCE, WRITTEN
from crawler.extraction.authors.name_kinds import MAX_NAME_LENGTH, Kind, is_agency, is_cjk
from crawler.extraction.authors.name_words import NEWSROOM_WORDS
from crawler.extraction.blocks import Block, Context
from crawler.extraction.page import Page
from crawler.extraction.roles import Role, role_of
from crawler.extraction.structured_data import is_of_article

# Bounds for pages that are no pages: more marked elements, links in a line and levels of inline elements than real
# ones have.
_MAX_MARKED = 300
# Texts that are read for names, a tenth of a millisecond each. Of real pages (1,488) none has more than 20.
_MAX_TEXTS = 500
_MAX_LINKS = 50
_MAX_INLINE_DEPTH = 30
# Found by libxml2, class words by a look at each class attribute: its search in strings is slower than Python's.
_INLINE_TAGS = ("a", "span", "strong", "b", "em", "cite", "small", "i")
_AUTHOR_WORD = re.compile(
    r"(?<![a-z])(?:authors?(?:name)?|autore?[ns]?|autorin|auteurs?|by-?lines?(?:name)?|redakteur|redaktion"
    r"|writers?|reporters?|journalists?|contributors?|verfasser|firmante|penulis|yazar|forfatter|skribent|kirjoittaja"
    r"|toimittaja|szerzo|autori|autorzy|redaktor)(?![a-z])"
    r"|Author|Autor(?![a-z]{2})|Byline|ByLine|AUTHOR|BYLINE"
)
# Class lists of real pages are shorter.
_MAX_WORDS_LENGTH = 1_000
# Addresses of the pages of authors: "/author/ana-lima", "/redaktion/ana-lima".
_AUTHOR_PATH = re.compile(
    r"/(?:die-|our-)?(?:author|autor|auteur|autore|autrice|user|profil|profile|staff|writer|journalist|columnist|reporter"
    r"|contributor|member|people|person|redakteur|redaktion|redactie|verfasser|forfatter|skribent|penulis|yazar|avtor"
    r"|kirjoittaja|creator|byline|by)(?:s|e|i|in|en|es|innen|lar)?(?:-[a-z]+)*/",
    re.IGNORECASE,
)
# "09.01.2026 - Ana Lima"
_DATE_AND_NAME = re.compile(r"[\d./: ]{8,20}[-–—]\s[^\W\d_]+(?:\s[^\W\d_]+){1,2}$")
# "LISBON (Reuters) - ", "Lissabon (dpa/lno) – "
_DATELINE_FORM = re.compile(r"[^().]{0,40}\(([^()]{2,25})\)\s*[-–—:.]")
_MAX_DATELINE_LENGTH = 80
# Captions and leads that are long enough for a paragraph.
_MAX_PARAGRAPHS_BEFORE = 3
_DIGIT = re.compile(r"\d")

_ELSEWHERE = int(Role.NAVIGATION | Role.COMMENT | Role.RELATED | Role.PROMOTION | Role.QUOTATION)
_NOT_ITSELF = int(Role.COMMENT | Role.QUOTATION | Role.NAVIGATION)
_CAPTION, _FOOTER, _IN_ARTICLE = int(Role.CAPTION), int(Role.FOOTER), int(Role.ARTICLE | Role.CONTENT)

_BEFORE_NAMES = BY | LABELS
_FIRST_WORDS = frozenset(phrase.split()[0] for phrase in BY | WRITTEN | SOURCE | LABELS)
_FIRST_WORD_END = re.compile(r"[\s:：՝・/／|]")
_REPORTER_ENDS = ("기자", "특파원", "記者", "记者")
# Stand in a line of their own above the name; others are headings of something else, or buttons.
_ALONE = {word for word in _BEFORE_NAMES - NEWSROOM_WORDS if not is_cjk(word)} - {
    *("report", "reporting", "story", "words", "haber", "bericht", "gazetari")
}
_MAX_LABEL_LENGTH = 30
# The line and what stands on it.
_MAX_BLOCKS_OF_LINE = 3

# How much each mark is worth; to it are added 1 for "by", `ArticleSpan.nearness`, and PERSON_SCORE.
_MARKED, _LINKED, _SOURCE, _DATELINE = 3, 1, 2, 2
PERSON_SCORE = 3


@dataclass(slots=True)
class Byline:
    names: list[str]
    kind: Kind
    """The best kind among the names."""
    score: int
    says_by: bool
    mark: str
    """What it was found by; equal for elements that are alike."""
    position: int
    """Index of the block it stands in."""


def find_bylines(page: Page, own_names: frozenset[str]) -> list[Byline]:
    """The lines in and near the article that may name its authors, in order."""
    finder = _Finder(page, own_names)
    finder.read_marked_elements()
    finder.read_lines()
    finder.read_dateline()
    return sorted(finder.found, key=lambda line: line.position)


class _Finder:
    def __init__(self, page: Page, own_names: frozenset[str]) -> None:
        self._page = page
        self._outline = page.outline
        self._own_names = own_names
        self._contexts = {context.element: context for context in page.outline.contexts}
        self._span = ArticleSpan(page, self._contexts)
        # What the headline stands in is not beside the article, whatever its class says.
        headline = self._span.headline
        self._not_beside = 0 if headline is None else self._outline.blocks[headline].context.roles_around
        self._read: dict[str, tuple[list[str], Kind, bool]] = {}
        self.found: list[Byline] = []

    def read_marked_elements(self) -> None:
        """Elements that say by an attribute that they hold the author."""
        for element, mark in islice(self._marked_elements(), _MAX_MARKED):
            context = _context_of(element, self._contexts)
            nearness = self._span.nearness(context.start) if context else 0
            if context and nearness:
                roles = (role_of(element) & _NOT_ITSELF) | self._outline.roles_around(element)
                if self._is_beside(roles):
                    continue
                text = named_text(element) or text_in_parts(element)
                self._add(text, mark, _MARKED, context.start, roles)

    def _marked_elements(self) -> Iterator[tuple[_Element, str]]:
        """Elements that say by an attribute that they hold the author, the surest kinds first, with what says so."""
        with_id: list[tuple[_Element, str]] = []
        inline: list[tuple[_Element, str]] = []
        # One look at each element: an XPath for each attribute goes through the whole page. Only what is asked for is
        # read: all attributes, long links among them, take three times as long.
        for element in self._page.body.iter(*_INLINE_TAGS):
            if (words := element.get("class")) and _is_author_word(words):
                inline.append((element, words))
            if (name := element.get("id")) and "uthor" in name and _is_author_word(name):
                with_id.append((element, name))
        links = [(link, "rel") for link in self._page.anchors if "author" in link.get("rel", "").split()]
        contexts = self._outline.contexts
        blocks = [(context.element, identifier) for context in contexts if (identifier := context.element.get("id"))]
        with_id += [(element, name) for element, name in blocks if "uthor" in name and _is_author_word(name)]
        properties = (
            element for element in self._page.microdata_elements if element.get("itemprop") in ("author", "creator")
        )
        yield from links
        yield from ((element, "itemprop") for element in islice(properties, _MAX_LINKS) if is_of_article(element))
        yield from with_id
        for context in contexts:
            if context.class_words and _is_author_word(context.class_words):
                yield context.element, context.class_words
        yield from inline

    def read_lines(self) -> None:
        """Lines that say "by", and links to the pages of authors."""
        blocks = self._outline.blocks
        for index in self._span.around:
            block = blocks[index]
            text = block.text
            if len(text) > MAX_BYLINE_LENGTH or block.tag == "h1" or self._is_beside(block.context.roles_around):
                continue
            line = text.lstrip("(-–— ")
            if len(line) <= _MAX_LABEL_LENGTH and line.rstrip(": ").casefold() in _ALONE and index + 1 < len(blocks):
                line = _with_next(line, blocks[index + 1])
            first = _FIRST_WORD_END.split(line[:_MAX_LABEL_LENGTH], maxsplit=1)[0].casefold()
            if first in _FIRST_WORDS or line.startswith(("By", "Von", "von")) or line.endswith(_REPORTER_ENDS):
                self._read_line(line, index, block.context)
            elif self._span.nearness(index) > 1:
                if block.link_count:
                    self._read_author_links(index, block.context)
                if _DIGIT.search(text) and (_DATE_AND_NAME.match(text) or _has_by_in(text)):
                    self._add(text, "line", _MARKED, index, block.context.roles_around)

    def read_dateline(self) -> None:
        """The agency in the place line of the first paragraph: "LISBON (Reuters) - ..."."""
        start = self._span.headline or 0
        paragraphs = (
            index for index in self._span.around if index >= start and self._outline.blocks[index].is_paragraph
        )
        for index in islice(paragraphs, _MAX_PARAGRAPHS_BEFORE):
            block = self._outline.blocks[index]
            place = _DATELINE_FORM.match(block.text[:_MAX_DATELINE_LENGTH])
            if place and is_agency(place[1]):
                self._add(place[1], "dateline", _DATELINE, index, block.context.roles_around)

    def _read_line(self, line: str, position: int, context: Context) -> None:
        if is_source(line):
            # A person there is whom the article is about.
            if self._read_text(line)[1] == Kind.NEWSROOM:
                self._add(line, "source", _SOURCE, position, context.roles_around)
        elif self._read_text(line)[2]:
            self._add(line, "line", _MARKED, position, context.roles_around)

    def _read_author_links(self, position: int, context: Context) -> None:
        if context.end - context.start <= _MAX_BLOCKS_OF_LINE:
            for link in islice(context.element.iter("a"), _MAX_LINKS):
                if _AUTHOR_PATH.search(link.get("href", "")):
                    self._add(text_in_parts(link), "link", _LINKED, position, context.roles_around)

    def _is_beside(self, roles: int) -> bool:
        beside = roles & ~self._not_beside
        return bool(beside & _ELSEWHERE or (beside & _FOOTER and not roles & _IN_ARTICLE))

    def _add(self, text: str, mark: str, worth: int, position: int, roles: int) -> None:
        names, kind, by = self._read_text(text)
        # "By" in a caption is not the photographer's: credits say so.
        if names and (by or not roles & ~self._not_beside & _CAPTION):
            score = worth + by + self._span.nearness(position) + (PERSON_SCORE if kind == Kind.PERSON else 0)
            self.found.append(Byline(names, kind, score, by, mark, position))

    def _read_text(self, text: str) -> tuple[list[str], Kind, bool]:
        """The names in *text*, the best kind among them, and whether it says "by". Elements around one another hold
        the same text."""
        if text not in self._read:
            if len(self._read) == _MAX_TEXTS:
                return [], Kind.NOBODY, False
            names = names_in(text, self._own_names, printed=True) if text else []
            kind = max((kind for _, kind in names), default=Kind.NOBODY)
            self._read[text] = [name for name, _ in names], kind, bool(names) and says_by(text)
        return self._read[text]


@lru_cache(maxsize=20_000)
def _is_author_word(words: str) -> bool:
    return _AUTHOR_WORD.search(words[:_MAX_WORDS_LENGTH]) is not None


def _has_by_in(text: str) -> bool:
    """Whether *text* says "by" after a date. Dates take time to find: first it must have the word."""
    return not _BEFORE_NAMES.isdisjoint(text.casefold().replace(":", " ").split()) and says_by(text)


def _context_of(element: _Element, contexts: dict[_Element, Context]) -> Context | None:
    around = islice(element.iterancestors(), _MAX_INLINE_DEPTH)
    return next((context for node in chain((element,), around) if (context := contexts.get(node))), None)


def _with_next(label: str, block: Block) -> str:
    """*label* with the name in the next line."""
    return f"{label.rstrip(': ')}: {block.text}" if len(block.text) <= MAX_NAME_LENGTH else label
