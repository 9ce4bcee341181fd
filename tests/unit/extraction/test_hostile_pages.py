"""`extract` never raises for what is in a page, and takes no more time than in proportion to its length."""

from __future__ import annotations

import json
import time
from dataclasses import asdict
from html import escape
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler import extract
from crawler.discovery.listings import find_listing
from crawler.extraction.authors.bylines import find_bylines
from crawler.extraction.page import parse_page
from crawler.extraction.page_kind.shells import is_empty_shell
from tests.unit.extraction.pages import FETCHED_AT, HEADLINE, PARAGRAPHS, URL, html, json_ld, paragraphs

# Far more than any of these pages takes (about two seconds at most), far less than quadratic time would.
_MAX_SECONDS = 20
_FULL_PAGE = html(
    f"""<nav><a href="/">Home</a></nav><article itemscope itemtype="https://schema.org/NewsArticle"><h1>{HEADLINE}</h1>
    <p class="byline">By <a rel="author" href="/by/a">Ana Lima</a>, <time datetime="2026-01-09T18:20+04:00">9 Jan</time>
    {paragraphs()}<figure><img src="a.jpg"><figcaption>A boat</figcaption></figure></article>
    <div><h3>Latest news</h3><ul><li><a href="/a-1">One more story of the harbour</a> 09.Jan.2026</li>
    <li><a href="/a-2">Another story of the harbour</a> 08.Jan.2026</li></ul></div>""",
    '<meta property="og:type" content="article"><meta name="keywords" content="a, b"><base href="/en/">'
    '<meta property="article:published_time" content="2026-01-09T18:20:00Z"><link rel="canonical" href="/en/a">'
    + json_ld('{"@type": "NewsArticle", "headline": "x", "author": [{"name": "Ana"}], "datePublished": "2026-01-09"}'),
).encode()


def strings_in(value: Any) -> list[str]:
    if isinstance(value, dict):
        return strings_in(list(value.values()))
    if isinstance(value, list):
        return [text for part in value for text in strings_in(part)]
    return [value] if isinstance(value, str) else []


def assert_is_read(markup: bytes | str) -> None:
    for text in strings_in(asdict(extract(markup, URL, fetched_at=FETCHED_AT))):
        assert "\x00" not in text
        text.encode()


@given(st.binary(max_size=400))
def test_random_bytes_are_read(markup: bytes) -> None:
    assert_is_read(markup)


@given(st.text(alphabet=st.characters(), max_size=200))
def test_random_text_with_lone_surrogates_is_read(markup: str) -> None:
    assert_is_read(f"<h1>{markup}</h1><p>{markup}</p><a href='{markup}'>{markup}</a>")


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(_FULL_PAGE)), st.integers(0, 30), st.binary(max_size=12)), max_size=8))
def test_damaged_pages_are_read(damages: list[tuple[int, int, bytes]]) -> None:
    markup = _FULL_PAGE
    for start, length, replacement in damages:
        markup = markup[:start] + replacement + markup[start + length :]
    assert_is_read(markup)


@pytest.mark.parametrize(
    "markup",
    [
        b"",
        b" \n",
        b"\x00\x00",
        b"<!-- -->",
        b"<!DOCTYPE html>",
        b'<?xml version="1.0"?>',
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<</Type/Catalog>>\nendobj",
        b'<?xml version="1.0"?><rss version="2.0"><channel><title>Feed</title></channel></rss>',
        b'<feed xmlns="http://www.w3.org/2005/Atom"><title>Feed</title><entry><title>A boat</title></entry></feed>',
        b'<?xml version="1.0"?><urlset><url><loc>https://example.com/a</loc></url></urlset>',
        b'\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00\x08\x06\xff\xd8\xff\xe0',
        b'{"error": {"code": 404, "message": "Not found"}, "items": ["One of the boats"]}',
        b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xcbH\xcd\xc9\xc9\x07\x00\x86\xa6\x106\x05\x00",
        b'<html><frameset cols="20%,80%"><frame src="a.html"><frame src="b.html"></frameset></html>',
        b"<script><!--",
        b'<a href="http://[::1">x</a><base href="//["><link rel=canonical href="http://[">',
        "\ufeff<p>Größe".encode("utf-16-le"),
    ],
    ids="nothing space nul comment doctype xml pdf feed atom sitemap png json gzip frames open urls utf-16".split(),
)  # fmt: skip
def test_what_is_no_article_is_read_and_not_called_one(markup: bytes) -> None:
    assert extract(markup, URL).page_kind in ("other", "error-page")
    assert_is_read(markup)


def test_xhtml_with_namespaces_is_read_like_html() -> None:
    body = f"<h1>{HEADLINE}</h1>{paragraphs()}"
    markup = f"""<?xml version="1.0" encoding="iso-8859-1"?><html xmlns="http://www.w3.org/1999/xhtml" xml:lang="pt"
        xmlns:fb="urn:x"><head><title>{HEADLINE}</title></head><body><fb:like/>{body}</body></html>"""
    article = extract(markup.encode(), URL)
    assert article.headline == HEADLINE
    assert article.language == "pt"
    assert article.body is not None
    assert article.body.count("\n\n") == 3


def test_xhtml_with_prefixes_and_cdata_is_read_like_html() -> None:
    text = "".join(f"<p>{text}<![CDATA[ <b>raw</b> ]]></p>" for text in PARAGRAPHS)
    markup = f"""<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x.dtd">
        <html xmlns="http://www.w3.org/1999/xhtml" xmlns:og="http://ogp.me/ns#" xml:lang="en"><head><title>x</title>
        <script type="application/ld+json">//<![CDATA[
        {{"@type": "NewsArticle", "headline": "{HEADLINE}"}}
        //]]></script><meta property="og:description" content="In short" /></head>
        <body><h1>{HEADLINE}</h1>{text}</body></html>"""
    article = extract(markup.encode(), URL)
    assert (article.headline, article.language, article.description) == (HEADLINE, "en", "In short")
    assert article.body is not None
    assert all(text in article.body for text in PARAGRAPHS)


def test_a_tag_whose_name_no_document_may_have_is_read() -> None:
    assert_is_read("<div>\n<o\x1e>Latest news</div><a href='/a'>One more story of the harbour</a>")


def test_named_elements_deep_in_each_other_are_not_looked_through_each() -> None:
    """1 s at most, where looking through each took 12."""
    deep = "".join(f'<div id="n{number}"><br>' for number in range(2_000)) + "<br>" * 700_000
    page = parse_page(f"<script>x()</script><body>{deep}", URL)
    began = time.process_time()
    assert not is_empty_shell(page)
    assert time.process_time() - began < 4


@given(st.sampled_from(["utf-16-le", "windows-1251", "gb18030", "shift_jis", "euc-kr", "iso8859-8"]), st.data())
def test_damaged_bytes_in_any_encoding_are_read(encoding: str, data: st.DataObject) -> None:
    markup = html(f"<h1>Паромы и 渡轮 とフェリー</h1>{paragraphs()}").encode(encoding, errors="replace")
    start = data.draw(st.integers(0, len(markup)))
    assert_is_read(markup[:start] + data.draw(st.binary(max_size=9)) + markup[start + data.draw(st.integers(0, 9)) :])


_JSON_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=9)
    | st.sampled_from([URL, "2026-01-09"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["@type", "@id", "@value", "name", "url", "item", "logo"]), inner, max_size=3)
    ),
    max_leaves=6,
)
_JSON_KEYS = """@id headline name description articleSection keywords inLanguage image thumbnailUrl publisher hasPart
    author isAccessibleForFree datePublished articleBody itemListElement breadcrumb mainEntity @graph""".split()


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    st.sampled_from(["NewsArticle", "BreadcrumbList", "WebSite", "WebPage", "VideoObject", "LiveBlogPosting"]),
    st.dictionaries(st.sampled_from(_JSON_KEYS), _JSON_VALUES, max_size=6),
)
def test_structured_data_of_any_shape_is_read(kind: str, fields: dict[str, Any]) -> None:
    assert_is_read(html(None, json_ld(json.dumps({"@type": kind} | fields))))


@given(st.sampled_from(["keywords", "og:image", "og:locale", "description", "article:section", "robots"]), st.text())
def test_meta_elements_with_any_content_are_read(name: str, content: str) -> None:
    assert_is_read(html(None, f'<meta property="{name}" content="{escape(content, quote=True)}">'))


def test_text_is_read_down_to_two_thousand_open_elements() -> None:
    deep = f"<h1>{HEADLINE}</h1>{paragraphs()}" + "<div>" * 2_000 + f"<p>{PARAGRAPHS[0]} Again.</p>"
    assert parse_page(html(deep), URL).outline.blocks[-1].text.endswith("Again.")
    assert extract(html(f"<h1>{HEADLINE}</h1>{paragraphs()}" + "<div>" * 200_000), URL).body == "\n\n".join(PARAGRAPHS)


def test_blocks_are_read_up_to_fifty_thousand() -> None:
    markup = html(f"<h1>{HEADLINE}</h1>{paragraphs()}" + "<p>x" * 60_000)
    blocks = parse_page(markup, URL).outline.blocks
    assert len(blocks) == 50_000
    assert [block.text for block in blocks[: len(PARAGRAPHS) + 1]] == [HEADLINE, *PARAGRAPHS]


def test_some_hundred_lines_are_read_for_authors() -> None:
    """A tenth of a millisecond each: 2 MB of them took four seconds."""
    lines = "".join(f"<p>By Ana {chr(65 + number % 26)}lima{number}</p>" for number in range(2_000))
    assert len(find_bylines(parse_page(html(f"<h1>{HEADLINE}</h1>{lines}{paragraphs()}"), URL), frozenset())) <= 500


def test_ten_thousand_links_of_a_page_are_read() -> None:
    links = "".join(
        f"<a href=/news/2026/05/item-{number}>headline number {number} of words</a>" for number in range(11_000)
    )
    listing = find_listing(parse_page(html(links), URL))
    assert len(listing.articles) == 10_000


def test_nul_and_lone_surrogates_never_reach_a_field() -> None:
    data = json_ld(
        r'{"@type": "NewsArticle", "headline": "Boats\u0000 sail \ud800 again", "author": "Ana \udc00 Lima",'
        r' "datePublished": "2026-01-09\u0000", "image": "https://example.com/\ud800.jpg", "articleSection": "\u0000",'
        r' "keywords": ["a\ud800"], "url": "https://www.example.com/\udfff", "articleBody": "a\ud800b\u0000"}'
    )
    assert_is_read(html(f"<h1>Boats\x00 sail again</h1><p>\ud800{paragraphs()}", data))


def test_nul_does_not_end_the_page() -> None:
    assert extract(html(f"<h1>{HEADLINE}</h1>\x00<p>Bo\x00ats</p>{paragraphs()}"), URL).body == "\n\n".join(
        ("Boats", *PARAGRAPHS)
    )


@pytest.mark.parametrize(
    "value",
    ["[" * 600 + "]" * 600, '{"name":' * 600 + "1" + "}" * 600, '"&#' + "1" * 5000 + ';"', "1" * 5000, "[" * 100_000],
    ids=["lists", "objects", "character reference", "number", "open lists"],
)
def test_json_ld_that_python_cannot_follow_is_left_out(value: str) -> None:
    assert_is_read(html(None, json_ld(f'{{"@type": "NewsArticle", "headline": {value}}}')))


def test_author_who_is_referred_to_often_is_read_once() -> None:
    """Ten thousand references to a name of 400 KB are four GB of text."""
    article = {"@type": "NewsArticle", "headline": "Ferry race won", "author": [{"@id": "#a"}] * 10_000}
    author = {"@type": "Person", "@id": "#a", "name": "Anna Bell and " * 30_000}
    data = json.dumps({"@graph": [article, author]})
    head = f'<script type="application/ld+json">{data}</script>'
    began = time.process_time()
    extract(f"<html><head>{head}</head><body><h1>Ferry race won</h1></body></html>", URL)
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    "value",
    [
        '{"a": ' + "1" * 5000 + "}",
        json.dumps({"title": "&#" + "1" * 5000 + ";", "body": "&lt;p&#" + "1" * 5000 + ";" * 300}),
    ],
    ids=["number", "character reference"],
)
def test_state_that_python_cannot_follow_is_left_out(value: str) -> None:
    story = json.dumps({"title": "Latest news", "headline": HEADLINE, "body": "\n".join(PARAGRAPHS)})
    markup = html(f"<h1>{HEADLINE}</h1><script>window.a = {value}; window.b = {story}</script>")
    assert_is_read(markup)
    assert extract(markup, URL).body == "\n\n".join(PARAGRAPHS)


_LONG = 2_000_000
_SLOW_PAGES = {
    "nested elements": "<div>" * 20_000 + "x" + "</div>" * 20_000,
    "nested text": "<div>x" * 20_000,
    "nested times": "<time>9 January 2026" * 20_000,
    "nested bylines": '<span class="author">x' * 20_000,
    "bylines": "<h1>Headline of the page</h1>" + '<p class="author">By Ana Lima, <a rel="author">Jo</a></p>' * 10_000,
    "byline of many": f'<h1>x</h1><p class="byline">By {"Ana Lima, " * 100_000}</p>',
    "author links": "<h1>x</h1><p>" + '<a href="/author/a">Ana Lima</a>' * 20_000,
    "nested labels": '<div><span>Latest news</span><a href="/a-long-name">some long headline</a>' * 5_000,
    "paragraphs": "<p>A sentence with enough words to be read as a paragraph of an article.</p>" * (_LONG // 75),
    "short paragraphs": "<p>a</p>" * (_LONG // 8),
    "one word": "w" * _LONG,
    "dashes": "<p>" + "-" * _LONG,
    "open tags": "<" * _LONG,
    "years": "<p itemprop=datePublished>" + "2026 may 1 in" * (_LONG // 13),
    "times after long text": "<div>" + "word " * 200_000 + "<time datetime='2026-01-09'>x</time>" * 20_000,
    "labels and one link": "<div>" + "<span>Latest news</span><a href=/x>y</a>" * 40_000,
    "labels and links": "<div>"
    + "".join(f"<span>Latest news</span><a href=/a/{n}>link {n}</a>" for n in range(20_000)),
    "image names": '<meta property="og:image" content="/' + "no-image" * (_LONG // 8) + '/x.png">',
    "logo names": '<meta property="og:image" content="/' + "logo-" * (_LONG // 5) + '.png">',
    "titles": f"<title>{'page not - ' * 50_000}</title>",
    "times of posts": "<title>Live</title>"
    + "<p>12:34 A sentence with enough words to be read as a post.</p>" * 20_000,
    "tag links": "<div>" * 1_000 + '<a rel="tag" href="/t">boats</a>' * 20_000,
    "logos in data": json_ld('{"@type": "NewsArticle", "image": [' + '"/logo.svg",' * 100_000 + '"/logo.svg"]}'),
    "breadcrumbs": json_ld(
        '{"@type": "BreadcrumbList", "itemListElement": [' + '{"name": "Home", "item": "/"},' * 20_000 + "0]}"
    ),
    "headings": "<h1>word</h1>" * 20_000,
    "links inside of links": "<ul>" + "<li><p><a href=/x>text " * 900 + "<b>x</b> " * 100_000,
    "lists inside of lists": "<ul><li>" * 900 + "<li>x <a href=/a>y</a>" * 20_000,
    "navigation inside of navigation": "<nav>" * 1_500 + "<span>x</span>" * 50_000 + "<p>x",
    "links deep in elements": "<div>" * 1_800
    + "".join(f"<a href=/news/2026/x-{number}>a headline that is long enough</a>" for number in range(30_000)),
    "classes": '<div class="author x author">' * 40_000,
}


@pytest.mark.parametrize("body", _SLOW_PAGES.values(), ids=_SLOW_PAGES.keys())
def test_time_is_bounded(body: str) -> None:
    markup = html(body)
    start = time.process_time()
    extract(markup, URL, fetched_at=FETCHED_AT)
    find_listing(parse_page(markup, URL))
    assert time.process_time() - start < _MAX_SECONDS


_RUN_LENGTH = 60_000
_EVERY_PLACE = """<html><head><title>{x}</title><meta name=author content="{x}"><meta name=keywords content="{x}">
<meta property="og:title" content="{x}"><meta property="og:image" content="/{x}.jpg"><meta name=robots content="{x}">
<meta property="article:published_time" content="{x}"><script type="application/ld+json">{{"@type": "NewsArticle",
"headline": "{x}", "author": [{{"@type": "Person", "name": "{x}"}}, "{x}"], "articleSection": "{x}", "image": "{x}",
"datePublished": "{x}", "articleBody": "{x}"}}</script></head><body class="{x}"><h1>{x}</h1>
<p class=byline>By Ana {x}</p><span class=author>{x}</span><time datetime="{x}">{x}</time>{text}
<p>{x}</p><h3>Latest news {x}</h3><ul><li>
<a href="/news/{x}">{x}</a> {x}</li><li><a href=/news/2>another headline</a></li></ul><div class=tags>Tags: <a rel=tag
href="/tag/{x}">{x}</a></div><div class=breadcrumb><a href=/>Home</a> {x}</div><script>a = {{"b": "{x}"}}</script>"""
_RUNS = [
    "/", ":", "-", "|", ",", "a", ".", "(", "subscri", "1", "&", "a@", " x", "- ", "/ ", "\u00a0", "a1", "2026", "By ",
    "\u2022", "http://", "'", "galeri", "; ", "\u3000", "编", "and ", "#", "%2f", "[", "&lt;p ", "x\n",
]  # fmt: skip


@pytest.mark.parametrize("piece", _RUNS)
def test_runs_of_one_piece_in_every_place_take_bounded_time(piece: str) -> None:
    """Expressions that take quadratic time see short texts only: one that saw this would take ten seconds and more."""
    run = piece * (_RUN_LENGTH // len(piece))
    markup = _EVERY_PLACE.format(x=run, text=paragraphs())
    start = time.process_time()
    extract(markup, URL, fetched_at=FETCHED_AT)
    find_listing(parse_page(markup, URL))
    assert time.process_time() - start < 5


@pytest.mark.parametrize("name", ["keywords", "author", "title"])
def test_time_is_bounded_for_long_meta_elements(name: str) -> None:
    content = ",".join(f"word{number:x}" for number in range(200_000))
    markup = html(None, f'<meta name="{name}" content="{content}"><meta property="og:title" content="{content}">')
    start = time.process_time()
    extract(markup, URL)
    assert time.process_time() - start < _MAX_SECONDS
