"""Tabs over lists: which of the panes that follow belongs to a label."""

from __future__ import annotations

from functools import cached_property

from lxml import etree
from lxml.etree import _Element

from crawler.extraction.latest_news.link_blocks import SiteLinks
from crawler.extraction.latest_news.list_labels import MAX_LIST_LABEL_LENGTH, label_kind
from crawler.extraction.page import Page
from crawler.extraction.text import UNSEEN_TAGS, short_text

# Elements from a tab's words up to what names its pane, and from the panes down to those that hold the lists.
_MAX_CLIMB = 3
_MAX_DEPTH = 7
# Elements beyond which an attribute is not the tab's.
_CLOSED_TAGS = frozenset({"nav", "footer", "aside", "main", "body", "html", "dialog"})
# Attributes by which a tab names its pane (WAI-ARIA, Bootstrap, and what others use).
_PANE_ATTRIBUTES = ("aria-controls", "data-target", "data-bs-target", "href", "data-tab", "data-href", "data-id", "rel")
_WITH_ID = etree.XPath("descendant-or-self::*/@id/..")


class Tabs:
    def __init__(self, page: Page, links: SiteLinks) -> None:
        self._page = page
        self._links = links

    def pane(self, first: _Element, label: _Element, strip: _Element) -> list[_Element] | None:
        """The pane of *label*, a tab of *strip*; *first* is the first pane, or holds all. None when it is no tab; empty
        when there is no such pane."""
        tab = label
        before: list[_Element] = []
        after: list[_Element] = []
        is_strip = False
        while tab is not strip and not is_strip:
            before, after = (
                [
                    element
                    for element in tab.itersiblings(preceding=preceding)
                    if element.tag == tab.tag and short_text(element, MAX_LIST_LABEL_LENGTH)
                ]
                for preceding in (True, False)
            )
            is_strip = any(
                label_kind(short_text(element, MAX_LIST_LABEL_LENGTH) or "") is not None
                for element in (*before, *after)
            )
            parent = tab.getparent()
            if parent is None:
                return None
            tab = parent
        if not is_strip:
            return None
        tabs = len(before) + 1 + len(after)
        panes = [first, *(element for element in first.itersiblings() if element.tag == first.tag)]
        for _ in range(_MAX_DEPTH):
            full = [pane for pane in panes if self._links.headline_keys(pane)]
            for choice in (panes, full):
                if len(choice) == tabs and len(self._links.headline_keys(choice[len(before)])) > 1:
                    return [choice[len(before)]]
            if len(full) != 1:
                break
            panes = [child for child in full[0] if isinstance(child.tag, str) and child.tag not in UNSEEN_TAGS]
        return [] if before else [first]

    def named_pane(self, label: _Element) -> _Element | None:
        """The element that *label*, a tab, names as what it shows."""
        element: _Element | None = label
        for _ in range(_MAX_CLIMB):
            if element is None or element.tag in _CLOSED_TAGS:
                return None
            for attribute in _PANE_ATTRIBUTES:
                name = element.get(attribute)
                if not name or (attribute == "href" and name[0] != "#") or len(name) < 2:
                    continue
                pane = self._element_with_id.get(name.lstrip("#."))
                if pane is not None and pane not in (label, *label.iterancestors()):
                    return pane
            element = element.getparent()
        return None

    @cached_property
    def _element_with_id(self) -> dict[str, _Element]:
        """The first element of the page with each id: to search the page for every name takes too long."""
        elements: dict[str, _Element] = {}
        for element in _WITH_ID(self._page.root):
            elements.setdefault(element.get("id", ""), element)
        return elements
