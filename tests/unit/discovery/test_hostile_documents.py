"""Whatever a server sends, reading it raises nothing, reaches nothing outside the document and ends soon."""

from __future__ import annotations

import gzip
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.discovery.feeds import parse_feed
from crawler.discovery.robots import sitemap_urls
from crawler.discovery.sitemaps import parse_sitemap

URL = "https://example.org/feed"
READERS: list[Callable[[bytes, str], object]] = [parse_feed, parse_sitemap, sitemap_urls]
# Ten times what the slowest case takes, for slow and busy machines; work that grows with the square of the size
# would take minutes.
MAX_SECONDS = 20
SIZE = 5_000_000
# The pieces that the readers look for, in any order.
PIECES = [
    b"<rss>", b"</rss>", b"<channel>", b"</channel>", b"<item>", b"</item>", b"<link>", b"</link>", b"<title>",
    b"</title>", b"<feed xmlns='http://www.w3.org/2005/Atom' xml:base='", b"<entry>", b"<link href='", b"'/>",
    b"<urlset>", b"<url>", b"<loc>", b"</loc>", b"<lastmod>", b"<![CDATA[", b"]]>", b"<!--", b"-->", b"<!DOCTYPE rss [",
    b"<?xml version='1.0' encoding='", b"?>", b"idna", b"&#", b"&amp;", b"&", b";", b"<", b">", b"\x00", b"\xff\xfe",
    b"https://example.org/a", b"//[", b"http://[::1", b"http://a:99999/", b"2026-01-09", b"Fri, 09 Jan 2026 18:20 GMT",
    b"<guid>", b"<a:b>", b" xmlns:a='", b"Sitemap: ", b"\n", b'{"version": "https://jsonfeed.org/version/1",',
    b'"items": [', b'{"url": ', b"]}", b"}", b"1e999", b"\\ud800", b'"',
]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(body=st.binary(max_size=400))
def test_random_bytes_raise_nothing(body: bytes) -> None:
    for reader in READERS:
        reader(body, URL)


@settings(max_examples=600, deadline=None)
@given(
    pieces=st.lists(st.one_of(st.sampled_from(PIECES), st.binary(max_size=6)), max_size=40),
    start=st.sampled_from(
        [b"", b"<rss><channel><item>", b"<feed><entry>", b"<urlset><url>", b"https://e.org/\n", b"{"]
    ),
)
def test_random_documents_raise_nothing(pieces: list[bytes], start: bytes) -> None:
    body = start + b"".join(pieces)
    for reader in READERS:
        reader(body, URL)
        reader(gzip.compress(body), URL)


@settings(max_examples=200, deadline=None)
@given(base=st.text(max_size=20), reference=st.text(max_size=20))
def test_random_urls_raise_nothing(base: str, reference: str) -> None:
    body = f"<feed xml:base='{base}'><entry><link href='{reference}'/></entry></feed>".encode(errors="replace")
    parse_feed(body, URL)


@pytest.mark.parametrize(
    "body",
    [
        random.Random(1).randbytes(SIZE),
        b"\x00" * SIZE,
        b"<" * SIZE,
        b"<!--" * (SIZE // 4),
        b"<rss>" + b"&" * SIZE,
        b"<rss>" + b"<item>" * (SIZE // 6),
        b"<rss>" + b"<item/>" * (SIZE // 7),
        b"<urlset>" + b"<url><loc>/a</loc>" * 120 + b"<a/>" * (SIZE // 4) + b"</url>" * 120 + b"</urlset>",
        b"<urlset xmlns:b='b'>" + b"<url><b:url>" * 120 + b"<a/>" * (SIZE // 4) + b"</b:url></url>" * 120,
        b"<rss>" + b"<item><link>/a</link><title>" * 110 + b"<a/>" * (SIZE // 4) + b"</title></item>" * 110,
        b"<rss>" + b"<item><link>/a</link><title>" * 110 + b"a" * SIZE + b"</title></item>" * 110,
        b"<rss>" + b"<item><link>/a</link><title>" * 110 + b"<b>" + b"a" * SIZE + b"</b></title></item>" * 110,
        b"<rss><item><title>" + b"<![CDATA[]]" * (SIZE // 11),
        b"<rss " + b" ".join(b"xmlns:a%d='u%d'" % (n, n) for n in range(SIZE // 22)) + b"><a1:item/></rss>",
        b"<rss><item><link>/a</link><title>" + b"&lt;a " * (SIZE // 6) + b"</title></item></rss>",
        b"<urlset><url><loc>" + b"http://a" * (SIZE // 8) + b"</loc></url></urlset>",
        b"Sitemap: https://example.org/a\n" * (SIZE // 31),
        b"[" * SIZE,
        b'{"a":' * (SIZE // 5),
        gzip.compress(b"\x00" * 200_000_000, compresslevel=1),
        gzip.compress(b"") * (SIZE // 20),
    ],
    ids=[
        "random bytes", "NUL", "brackets", "comments not closed", "ampersands", "nested items", "empty items",
        "entries around much", "entries of two names around much", "titles around much", "titles around a long text",
        "titles around a long text in bold", "CDATA not closed", "namespaces", "tags not closed in a title",
        "long URL", "lines", "nested JSON arrays", "nested JSON objects", "gzip bomb", "empty gzip members",
    ],
)  # fmt: skip
def test_megabytes_of_junk_take_bounded_time(body: bytes) -> None:
    for reader in READERS:
        started = time.process_time()
        reader(body, URL)
        assert time.process_time() - started < MAX_SECONDS


def test_a_sitemap_that_is_a_bomb_is_none_and_costs_nothing() -> None:
    bomb = gzip.compress(b"<urlset><url><loc>https://example.org/a</loc></url>" + b"<a/>" * 1_000_000)
    started = time.process_time()
    assert parse_sitemap(bomb, URL) is None
    # Reading it would take two seconds.
    assert time.process_time() - started < 0.3


def test_entities_of_a_document_are_not_expanded() -> None:
    declarations = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    body = f"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e0 "boom">{declarations}]>
      <rss><channel><item><link>https://example.org/a</link><title>&e11;</title></item></channel></rss>"""
    feed = parse_feed(body.encode(), URL)
    assert feed is not None
    assert [(entry.url, entry.title) for entry in feed.entries] == [("https://example.org/a", "&e11;")]


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "{file}">]>',
        '<!DOCTYPE rss [<!ENTITY % p SYSTEM "{file}"> %p;]>',
        '<!DOCTYPE rss SYSTEM "{file}">',
        '<!DOCTYPE rss [<!ENTITY y "<rss>"> <!ENTITY x SYSTEM "{file}">]>',
    ],
)
def test_files_are_not_read(declaration: str, tmp_path: Path) -> None:
    file = tmp_path / "secret.txt"
    file.write_text("the secret", encoding="utf-8")
    content = "<item><link>/a</link><title>&x;</title></item>"
    body = declaration.format(file=file.as_uri()) + f"<rss><channel>{content}</channel></rss>"
    for reader in READERS:
        assert "the secret" not in repr(reader(body.encode(), URL))


def test_document_too_deep_for_the_parser_counts_as_truncated() -> None:
    nested = "<a>" * 1_000 + "</a>" * 1_000
    feed = parse_feed(f"<rss><channel>{nested}<item><link>/a</link></item></channel></rss>".encode(), URL)
    assert feed is not None
    assert feed.is_truncated


def test_document_with_too_many_tags_counts_as_truncated() -> None:
    body = b"<urlset><url><loc>https://example.org/a</loc></url>" + b"<a/>" * 2_000_001 + b"</urlset>"
    sitemap = parse_sitemap(body, URL)
    assert sitemap is not None
    assert [entry.url for entry in sitemap.entries] == ["https://example.org/a"]
    assert sitemap.is_truncated


def test_root_element_with_a_prefix_that_is_not_declared_is_read() -> None:
    body = b"<r:RDF xmlns='/'><channel><title>News</title></channel><item><link>https://example.org/a</link></item></r:RDF>"
    feed = parse_feed(body, URL)
    assert feed is not None
    assert [entry.url for entry in feed.entries] == ["https://example.org/a"]


def test_bases_of_entries_deep_in_others_take_bounded_time() -> None:
    # Ten times the 0.6 s this takes; without remembering the bases of what is around, a minute and a half.
    deep = b"<a xml:base='/b/'>" * 200
    body = b"<feed xmlns='http://www.w3.org/2005/Atom'>" + deep + b"<entry><link href='c'/></entry>" * 50_000
    started = time.process_time()
    feed = parse_feed(body, URL)
    assert feed is not None
    assert time.process_time() - started < 10
    assert {entry.url for entry in feed.entries} == {"https://example.org/b/c"}


def test_reference_to_a_character_with_more_digits_than_python_reads_is_one_unknown_character() -> None:
    reference = "&#" + "9" * 5_000 + ";"
    body = f"<rss><channel><item><link>/a</link><title>Ferry {reference} 5</title></item></channel></rss>"
    feed = parse_feed(body.encode(), URL)
    assert feed is not None
    # As HTML has it (13.2.5.80). The end of so long a title is cut.
    assert feed.entries[0].title == "Ferry \ufffd"
