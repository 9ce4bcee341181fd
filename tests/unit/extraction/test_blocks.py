from __future__ import annotations

import pytest
from lxml import etree

from crawler.extraction.blocks import Block, Outline
from crawler.extraction.page import parse_page
from crawler.extraction.page_walk import read_outline
from crawler.extraction.roles import Role, role_of

SENTENCE = "The harbour was closed for two days after the storm, the council said. "


def outline_of(html: str) -> Outline:
    return parse_page(html, "https://example.com/a").outline


def blocks_of(html: str) -> list[Block]:
    return outline_of(html).blocks


def texts_of(html: str) -> list[str]:
    return [block.text for block in blocks_of(html)]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        pytest.param("<p>one<p>two", ["one", "two"], id="paragraphs"),
        pytest.param("<p>a <b>bold</b> <i>word</i></p>", ["a bold word"], id="inline elements do not break"),
        pytest.param("one<br>two<br><br>three", ["one two", "three"], id="two line breaks do"),
        pytest.param("<p>hard\n line\n break</p>", ["hard line break"], id="line breaks are spaces"),
        pytest.param("<p>東京で\n大雨が降った</p>", ["東京で大雨が降った"], id="but not between Chinese or Japanese"),
        pytest.param("<p>東京 タワー</p>", ["東京 タワー"], id="whose spaces stay"),
        pytest.param("<div>a<script>b()</script>c<style>d</style></div>", ["ac"], id="unseen elements"),
        pytest.param("<div>a<!-- note -->b<?pi?>c</div>", ["abc"], id="comments"),
        pytest.param("<div>lead<p>inner</p>tail</div>", ["lead", "inner", "tail"], id="text around a paragraph"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_text_is_cut_at_block_boundaries(html: str, expected: list[str]) -> None:
    assert texts_of(html) == expected


def test_comments_that_another_parser_kept_are_no_text() -> None:
    root = etree.HTML("<body><div>a<!-- note -->b</div></body>")
    assert [block.text for block in read_outline(root.find("body")).blocks] == ["ab"]


def test_lengths_of_links_and_of_bold_and_italic_text_are_counted() -> None:
    (block,) = blocks_of("<p><a href=x>12345</a><b>123</b><em>12</em></p>")
    assert (block.link_length, block.link_count, block.bold_length, block.italic_length) == (5, 1, 3, 2)


def test_an_element_knows_its_blocks() -> None:
    outline = outline_of("<p>a</p><div><p>b</p><p>c</p></div><p>d</p>")
    (division,) = [context for context in outline.contexts if context.tag == "div"]
    assert [block.text for block in outline.blocks[division.start : division.end]] == ["b", "c"]


@pytest.mark.parametrize(
    ("attributes", "role"),
    [
        pytest.param('class="article-share"', Role.SHARING, id="class word"),
        pytest.param('class="print:mx-4 text-lg"', Role.NONE, id="utility classes say nothing"),
        pytest.param('itemprop="articleBody"', Role.CONTENT, id="microdata"),
        pytest.param('style="display: none"', Role.HIDDEN, id="hidden by style"),
        pytest.param('role="navigation"', Role.NAVIGATION, id="ARIA role"),
    ],
)
def test_role_is_read_from_attributes(attributes: str, role: Role) -> None:
    element = etree.HTML(f"<div {attributes}></div>").find(".//div")
    assert role_of(element) & ~Role.ARTICLE == role


def test_element_with_most_of_the_text_is_what_its_class_denies() -> None:
    html = f'<div class="sidebar"><p>{SENTENCE * 9}</p></div><div class="sidebar"><p>{SENTENCE}</p></div>'
    first, second = blocks_of(html)
    assert not first.context.roles_around & Role.ASIDE
    assert second.context.roles_around & Role.ASIDE


def test_element_with_a_fifth_of_the_text_is_no_small_print() -> None:
    parts = "".join(f'<div class="promo"><p>{SENTENCE * count}</p></div>' for count in (30, 15, 1))
    main, bulky, short = blocks_of(parts)
    assert not (main.context.roles_around | bulky.context.roles_around) & Role.PROMOTION
    assert short.context.roles_around & Role.PROMOTION


# libxml2 drops what is nested deeper than 2,048 elements.
@pytest.mark.parametrize(("depth", "count"), [(2_000, 1), (200_000, 0)])
def test_deep_nesting_needs_no_recursion(depth: int, count: int) -> None:
    blocks = blocks_of("<div>" * depth + SENTENCE)
    assert len(blocks) == count


def test_navigation_is_passed_over() -> None:
    assert texts_of("<p>one</p><nav><ul><li><a href=/>Home</a> now<li>Sport</ul></nav><p>two</p>") == ["one", "two"]


def test_a_nav_element_without_its_end_tag_does_not_hide_the_article() -> None:
    assert texts_of("<nav><a href=/>Home</a><h1>Quay reopens</h1><p>one<p>two") == [
        "Home",
        "Quay reopens",
        "one",
        "two",
    ]


def test_a_list_of_links_is_one_block() -> None:
    link = "<li><a href=/{0}>{0}</a></li>"
    items = link.format("Sport") + link.format("Council puts off the vote on fees")
    before, listed, after = blocks_of(f"<p>one</p><ul><li><ul>{items}</ul></li></ul><p>two</p>")
    assert (before.headline_links, listed.headline_links, after.headline_links) == (None, 1, None)
    assert (listed.tag, listed.link_density) == ("ul", 1)


def test_items_of_a_list_that_says_more_than_links_are_blocks() -> None:
    blocks = blocks_of("<ul><li><a href=/a>First</a><li><a href=/b>Second</a>, a note</ul>")
    assert [(block.text, block.headline_links) for block in blocks] == [("First", None), ("Second, a note", None)]


def test_lists_in_lists_take_no_more_time_than_their_depth_allows() -> None:
    assert len(blocks_of("<ul><li>text" * 500)) == 500
