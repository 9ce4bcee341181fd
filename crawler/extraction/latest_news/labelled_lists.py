"""From a label to its list: the elements beside it that hold the links it introduces."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import islice

from lxml.etree import _Element

from crawler.extraction.blocks import HEADING_TAGS
from crawler.extraction.dates.relative_words import day_words, primary_language
from crawler.extraction.latest_news.link_blocks import SiteLinks, link_text, look_of
from crawler.extraction.latest_news.list_labels import MAX_LIST_LABEL_LENGTH, LabelKind, label_kind
from crawler.extraction.latest_news.list_tabs import Tabs
from crawler.extraction.page import Page
from crawler.extraction.roles import Role
from crawler.extraction.text import UNSEEN_TAGS, one_line, short_text

# A label is at most this many elements below the block it labels ("div.widget > header > h3 > span").
_MAX_CLIMB = 9
# In menus a list opens right below its label.
_MAX_CLIMB_IN_MENU = 5
# What may stand between a label and its list: names of sections, other tabs, "See all", the day.
_MAX_GAP_LENGTH = 200
# Bounds for pages made to take time: elements read beside a label, and inside one for its first text.
_MAX_SIBLINGS = 400
_MAX_FIRST = 60
# Elements that a label never labels anything outside of.
_CLOSED_TAGS = frozenset({"nav", "footer", "aside", "main", "body", "html", "dialog"})


class ListFinder:
    """Finds the elements that hold the list a label introduces."""

    def __init__(self, page: Page, links: SiteLinks, language: str | None) -> None:
        self._page = page
        self._links = links
        self._language = language
        self._tabs = Tabs(page, links)

    @cached_property
    def _day_words(self) -> dict[str, int]:
        return day_words(primary_language(self._language))

    def list_of(self, label: _Element, after: _Element | None = None) -> list[_Element]:
        """Neighbouring elements with the links that *label* (or its text behind the child *after*) introduces; empty
        when there are none, or a nearer heading labels them."""
        pane = self._tabs.named_pane(label)
        if pane is not None:
            return [pane] if len(self._links.headline_keys(pane)) > 1 else []
        gap = 0
        has_single = False
        in_menu = self._page.outline.roles_around(label) & Role.NAVIGATION
        levels = islice(_levels(label, after), _MAX_CLIMB_IN_MENU if in_menu else _MAX_CLIMB)
        for level, (node, siblings) in enumerate(levels):
            for sibling in islice(siblings, _MAX_SIBLINGS):
                if not isinstance(sibling.tag, str) or sibling.tag in UNSEEN_TAGS:
                    continue
                if not self._links.headline_keys(sibling):
                    gap += self._gap_length(sibling)
                    if gap > _MAX_GAP_LENGTH:
                        return []
                    continue
                if self._is_headed(sibling):
                    return []
                region = self._tabs.pane(sibling, label, node)
                if region is None:
                    region = self._region(sibling, node)
                if has_single and look_of(sibling) == look_of(node) and first_text(sibling) == first_text(node):
                    # The label is repeated in each item.
                    region.insert(0, node)
                if self._is_article(region) or (has_single is False and self._is_menu_item(node, sibling)):
                    return []
                if len(frozenset().union(*(self._links.headline_keys(element) for element in region))) > 1:
                    return region
                if has_single:
                    return []
                has_single = True
                break
            else:
                # The last words of a list label nothing outside of it.
                if level and any(
                    len(self._links.headline_keys(before)) > 1
                    for before in islice(node.itersiblings(preceding=True), _MAX_SIBLINGS)
                    if isinstance(before.tag, str)
                ):
                    return []
        return []

    def _gap_length(self, element: _Element) -> int:
        """Length of what stands between a label and its list; too much for a heading that labels it instead."""
        text = short_text(element, _MAX_GAP_LENGTH)
        heading = next(element.iter(*HEADING_TAGS), None) if text else None
        said = short_text(heading, _MAX_GAP_LENGTH) if heading is not None else None
        # A heading may say of which day the entries are.
        if text is None or (said and not self._names_day(said) and label_kind(said) is not LabelKind.LATEST):
            return _MAX_GAP_LENGTH + 1
        return len(text)

    def _region(self, first: _Element, before: _Element) -> list[_Element]:
        """*first* and the siblings after it that go on with its list."""
        region = [first]
        is_whole_list = len(self._links.headline_keys(first)) > 1
        for sibling in islice(first.itersiblings(), _MAX_SIBLINGS):
            if not isinstance(sibling.tag, str) or sibling.tag in UNSEEN_TAGS:
                continue
            has_links = bool(self._links.headline_keys(sibling))
            if self._begins_another(sibling, first, before, has_links) or (has_links and self._is_headed(sibling)):
                break
            if is_whole_list:
                if (look_of(sibling) == look_of(first) and has_links) or self._is_day(sibling):
                    region.append(sibling)
                elif has_links or short_text(sibling, 0) is None:
                    break
            elif has_links or short_text(sibling, _MAX_GAP_LENGTH) is not None:
                region.append(sibling)
            else:
                break
        while len(region) > 1 and not self._links.headline_keys(region[-1]):
            # What follows the last entry may be its date.
            if is_whole_list or region[-1].tag in HEADING_TAGS:
                region.pop()
            else:
                break
        return region

    def _begins_another(self, element: _Element, first: _Element, before: _Element, has_links: bool) -> bool:
        """Whether *element* is, or begins with, the label of another list than that of *first*; *before* is, or holds,
        that one's label."""
        if look_of(element) == look_of(first) and has_links:
            return False
        if not has_links:
            text = short_text(element, MAX_LIST_LABEL_LENGTH)
            is_heading = element.tag in HEADING_TAGS or look_of(element) == look_of(before) != "p"
            return text is not None and text != "" and (is_heading or label_kind(text) is not None)
        heading = next(element.iter(*HEADING_TAGS), None)
        text = short_text(heading, MAX_LIST_LABEL_LENGTH) if heading is not None else None
        return bool(text) and label_kind(text or "") is not None

    def _is_article(self, region: Iterable[_Element]) -> bool:
        main = self._page.outline.main_elements
        return any(element in main or any(not _in_link(h1) for h1 in element.iter("h1")) for element in region)

    def _is_day(self, element: _Element) -> bool:
        """Whether *element* says of which day the entries after it are."""
        text = short_text(element, MAX_LIST_LABEL_LENGTH)
        return bool(text) and self._names_day(text or "") and next(element.iter("a"), None) is None

    def _names_day(self, text: str) -> bool:
        return any(map(str.isdigit, text)) or text.lower() in self._day_words

    def _is_headed(self, element: _Element) -> bool:
        """Whether *element* begins with a heading of its own, one for all headlines in it."""
        for inner in element.iter("a", *HEADING_TAGS):
            if inner.tag == "a":
                found = self._links.url(inner)
                if found and self._links.is_headline(link_text(inner), found[1]):
                    return False
            elif not _in_link(inner) and (said := short_text(inner, _MAX_GAP_LENGTH)):
                alike = sum(not _in_link(other) for other in element.iter(str(inner.tag)))
                is_latest = label_kind(said) is LabelKind.LATEST or self._names_day(said)
                return alike == 1 and not is_latest and len(self._links.headline_keys(element)) > 1
        return False

    def _is_menu_item(self, node: _Element, sibling: _Element) -> bool:
        """Whether *node*, which is or holds the label, is one item of a menu and *sibling* the next."""
        is_alike = node.tag == "li" and look_of(sibling) == look_of(node)
        return is_alike and bool(self._page.outline.roles_around(node) & Role.NAVIGATION)


def _levels(label: _Element, after: _Element | None) -> Iterator[tuple[_Element, Iterable[_Element]]]:
    """Where the list of *label* may be: behind its text, beside it, and beside each element around it."""
    yield label, iter(label) if after is None else after.itersiblings()
    node: _Element | None = label
    while node is not None and node.tag not in _CLOSED_TAGS:
        yield node, node.itersiblings()
        node = node.getparent()


def innermost(element: _Element, text: str) -> tuple[_Element, _Element | None]:
    """The element inside *element* that begins with *text*, and the child after which it stands there (None: first)."""
    for inner in islice(element.iter(), _MAX_FIRST):
        is_seen = isinstance(inner.tag, str) and inner.tag not in UNSEEN_TAGS
        if is_seen and (own := one_line(inner.text)) and text.startswith(own):
            return inner, None
        if inner is not element and (tail := one_line(inner.tail)) and text.startswith(tail):
            parent = inner.getparent()
            if parent is not None:
                return parent, inner
    return element, None


def first_text(element: _Element) -> str:
    """The first run of text inside *element* that is no white space."""
    for inner in islice(element.iter(), _MAX_FIRST):
        if not isinstance(inner.tag, str) or inner.tag in UNSEEN_TAGS:
            continue
        if inner.text and not inner.text.isspace():
            return one_line(inner.text)
        if inner is not element and inner.tail and not inner.tail.isspace():
            return one_line(inner.tail)
    return ""


def _in_link(element: _Element) -> bool:
    return next(element.iter("a"), None) is not None or any(above.tag == "a" for above in element.iterancestors())
