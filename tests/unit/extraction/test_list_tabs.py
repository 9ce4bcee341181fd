from __future__ import annotations

import time

from crawler.extraction.latest_news.link_blocks import SiteLinks
from crawler.extraction.latest_news.list_tabs import Tabs
from tests.unit.extraction.pages import page


def test_first_of_two_elements_with_the_id_is_the_pane() -> None:
    read = page('<b data-target="#new">Latest</b><ul id="old"></ul><ul id="new"></ul><ol id="new"></ol>')
    pane = Tabs(read, SiteLinks(read)).named_pane(next(read.body.iter("b")))
    assert pane is not None
    assert pane.tag == "ul"


def test_element_around_the_label_is_not_its_pane() -> None:
    read = page('<div id="box"><p><b data-target="#box">Latest</b></p></div>')
    assert Tabs(read, SiteLinks(read)).named_pane(next(read.body.iter("b"))) is None


def test_names_without_an_element_are_looked_up_in_time() -> None:
    # A search of the page for each of these names takes 20 s.
    labels = '<b aria-controls="x" data-target="#x" data-tab="x" data-id="x" rel="xx">Latest</b>' * 300
    read = page(labels + '<p id="y">a</p>' * 30_000)
    tabs = Tabs(read, SiteLinks(read))
    started = time.process_time()
    assert [tabs.named_pane(label) for label in read.body.iter("b")] == [None] * 300
    assert time.process_time() - started < 2
