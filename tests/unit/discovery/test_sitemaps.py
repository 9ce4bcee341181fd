from __future__ import annotations

import gzip
import random

import pytest

from crawler.discovery import sitemaps
from crawler.discovery.entries import DiscoveredUrl, StatedDate
from crawler.discovery.sitemaps import Sitemap, parse_sitemap
from crawler.discovery.xml import MAX_XML_BYTES

URL = "http://www.example.com/sitemap.xml"
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS_NAMESPACE = "http://www.google.com/schemas/sitemap-news/0.9"

PROTOCOL_SITEMAP = b"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
   <url>
      <loc>http://www.example.com/</loc>
      <lastmod>2005-01-01</lastmod>
      <changefreq>monthly</changefreq>
      <priority>0.8</priority>
   </url>
   <url>
      <loc>http://www.example.com/catalog?item=12&amp;desc=vacation_hawaii</loc>
      <changefreq>weekly</changefreq>
   </url>
   <url>
      <loc>http://www.example.com/catalog?item=74&amp;desc=vacation_newfoundland</loc>
      <lastmod>2004-12-23T18:00:15+00:00</lastmod>
      <priority>0.3</priority>
   </url>
</urlset>
"""
PROTOCOL_INDEX = b"""<?xml version="1.0" encoding="UTF-8"?>
<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
   <sitemap>
      <loc>http://www.example.com/sitemap1.xml.gz</loc>
      <lastmod>2004-10-01T18:23:17+00:00</lastmod>
   </sitemap>
   <sitemap>
      <loc>http://www.example.com/sitemap2.xml.gz</loc>
      <lastmod>2005-01-01</lastmod>
   </sitemap>
</sitemapindex>
"""
PROTOCOL_TEXT = b"http://www.example.com/catalog?item=1\nhttp://www.example.com/catalog?item=11\n"


def parsed(body: bytes | str) -> Sitemap:
    sitemap = parse_sitemap(body.encode() if isinstance(body, str) else body, URL)
    assert sitemap is not None
    return sitemap


def urls(body: bytes | str) -> list[str]:
    return [entry.url for entry in parsed(body).entries]


def lastmod(text: str) -> StatedDate:
    return StatedDate(text, text, "lastmod")


def test_protocols_own_sitemap() -> None:
    assert parsed(PROTOCOL_SITEMAP) == Sitemap(
        url=URL,
        kind="urlset",
        entries=(
            DiscoveredUrl("http://www.example.com/", "sitemap", URL, modified=lastmod("2005-01-01")),
            DiscoveredUrl("http://www.example.com/catalog?item=12&desc=vacation_hawaii", "sitemap", URL),
            DiscoveredUrl(
                "http://www.example.com/catalog?item=74&desc=vacation_newfoundland",
                "sitemap",
                URL,
                modified=lastmod("2004-12-23T18:00:15+00:00"),
            ),
        ),
        entries_without_url=0,
        entries_left_out=0,
        is_truncated=False,
    )


def test_protocols_own_index() -> None:
    sitemap = parsed(PROTOCOL_INDEX)
    assert sitemap.kind == "index"
    assert [(entry.url, entry.modified) for entry in sitemap.entries] == [
        ("http://www.example.com/sitemap1.xml.gz", lastmod("2004-10-01T18:23:17+00:00")),
        ("http://www.example.com/sitemap2.xml.gz", lastmod("2005-01-01")),
    ]


def test_protocols_own_text_file() -> None:
    sitemap = parsed(PROTOCOL_TEXT)
    assert sitemap.kind == "urlset"
    assert [entry.url for entry in sitemap.entries] == [
        "http://www.example.com/catalog?item=1",
        "http://www.example.com/catalog?item=11",
    ]


@pytest.mark.parametrize("body", [PROTOCOL_SITEMAP, PROTOCOL_INDEX, PROTOCOL_TEXT], ids=["urlset", "index", "text"])
def test_gzip_changes_nothing(body: bytes) -> None:
    assert parsed(gzip.compress(body)) == parsed(body)
    half = len(body) // 2
    assert parsed(gzip.compress(body[:half]) + gzip.compress(body[half:])) == parsed(body)


NEWS = """<url><loc>https://www.example.com/business/a</loc>
  <{p}news><{p}publication><{p}name>The Example Times</{p}name><{p}language>en</{p}language></{p}publication>
  <{p}publication_date>2008-12-23</{p}publication_date><{p}title>Companies A &amp; B in merger talks</{p}title>
  </{p}news></url></urlset>"""


@pytest.mark.parametrize(
    ("opening", "prefix"),
    [
        (f'<urlset xmlns="{NAMESPACE}" xmlns:news="{NEWS_NAMESPACE}">', "news:"),
        (f'<urlset xmlns="{NAMESPACE}" xmlns:n="{NEWS_NAMESPACE}">', "n:"),
        (f'<urlset xmlns="{NAMESPACE}">', "news:"),
        (f'<urlset xmlns:news="{NEWS_NAMESPACE}/other">', "news:"),
    ],
    ids=["usual prefix", "other prefix", "prefix not declared", "wrong namespaces"],
)
def test_news_extension_gives_title_language_and_publication_date(opening: str, prefix: str) -> None:
    (entry,) = parsed(opening + NEWS.format(p=prefix)).entries
    assert entry == DiscoveredUrl(
        "https://www.example.com/business/a",
        "sitemap",
        URL,
        title="Companies A & B in merger talks",
        language="en",
        published=StatedDate("2008-12-23", "2008-12-23", "news:publication_date"),
    )


def test_lastmod_is_no_publication_date() -> None:
    entry = parsed(PROTOCOL_SITEMAP).entries[0]
    assert entry.published is None
    assert entry.modified == lastmod("2005-01-01")


def test_image_and_video_elements_are_not_the_pages() -> None:
    body = f"""<urlset xmlns="{NAMESPACE}" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"
        xmlns:video="http://www.google.com/schemas/sitemap-video/1.1">
      <url><image:image><image:loc>https://example.com/a.jpg</image:loc><image:title>Photo</image:title></image:image>
        <video:video><video:title>Film</video:title><video:publication_date>2020-01-01</video:publication_date>
        </video:video><loc>https://example.com/a</loc></url></urlset>"""
    assert parsed(body).entries == (DiscoveredUrl("https://example.com/a", "sitemap", URL),)


def test_other_language_versions_are_not_entries_of_their_own() -> None:
    body = f"""<urlset xmlns="{NAMESPACE}" xmlns:xhtml="http://www.w3.org/1999/xhtml"><url>
      <loc>https://example.com/en/a</loc><xhtml:link rel="alternate" hreflang="de" href="https://example.com/de/a"/>
      </url></urlset>"""
    assert urls(body) == ["https://example.com/en/a"]


@pytest.mark.parametrize(
    ("loc", "url"),
    [
        ("\n   https://example.com/a\n  ", "https://example.com/a"),
        ("<![CDATA[https://example.com/?a=1&b=2]]>", "https://example.com/?a=1&b=2"),
        ("https://example.com/?a=1&b=2", "https://example.com/?a=1&b=2"),
        ("https://example.com/?a=1&copy=2", "https://example.com/?a=1&copy=2"),
        ("/a", "http://www.example.com/a"),
        ("https://example.com/größe", "https://example.com/größe"),
    ],
    ids=["white space", "CDATA", "bare ampersand", "looks like an entity", "relative", "not ASCII"],
)
def test_loc(loc: str, url: str) -> None:
    assert urls(f"<urlset><url><loc>{loc}</loc></url></urlset>") == [url]


def test_entries_without_a_web_address_are_counted() -> None:
    body = """<urlset><url/><url><loc></loc></url><url><loc>mailto:a@example.com</loc></url>
      <url><loc>https://example.com/a</loc></url></urlset>"""
    sitemap = parsed(body)
    assert [entry.url for entry in sitemap.entries] == ["https://example.com/a"]
    assert sitemap.entries_without_url == 3


def test_empty_sitemap_is_one_without_entries() -> None:
    for body in ("<urlset/>", f'<urlset xmlns="{NAMESPACE}"></urlset>'):
        sitemap = parsed(body)
        assert (sitemap.entries, sitemap.is_truncated) == ((), False)


def test_entries_beyond_the_limit_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps, "MAX_SITEMAP_ENTRIES", 2)
    for body in (PROTOCOL_SITEMAP, PROTOCOL_TEXT + b"http://www.example.com/catalog?item=12\n"):
        sitemap = parsed(body)
        assert (len(sitemap.entries), sitemap.entries_left_out) == (2, 1)


def test_more_entries_than_the_protocol_allows_are_read() -> None:
    body = "<urlset>" + "<url><loc>https://example.com/a</loc></url>" * 50_001 + "</urlset>"
    assert len(urls(body)) == 50_001


def test_rss_used_as_sitemap_gives_entries_of_a_feed() -> None:
    body = """<rss version="2.0"><channel><item><title>A</title><link>https://example.com/a</link>
      <pubDate>Fri, 09 Jan 2026 18:20:00 +0400</pubDate></item></channel></rss>"""
    sitemap = parsed(body)
    assert sitemap.kind == "urlset"
    assert sitemap.entries == (
        DiscoveredUrl(
            "https://example.com/a",
            "feed",
            URL,
            title="A",
            published=StatedDate("Fri, 09 Jan 2026 18:20:00 +0400", "2026-01-09T18:20:00+04:00", "pubDate"),
        ),
    )


def test_text_file_with_lines_that_are_no_urls() -> None:
    sitemap = parsed("\ufeffhttps://example.com/a\r\n\r\n/relative\r\nhttps://example.com/b c\r\nhttps://example.com/d")
    assert [entry.url for entry in sitemap.entries] == ["https://example.com/a", "https://example.com/d"]
    assert sitemap.entries_without_url == 2


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"   ",
        b"<!DOCTYPE html><html><body><urlset></urlset></body></html>",
        b"Not found",
        b"See https://example.com/ for more",
        b"https://example.com/ has moved",
        b'{"a": 1}',
        b"\x1f\x8b",
        b"<opml></opml>",
    ],
)
def test_what_is_no_sitemap_is_none(body: bytes) -> None:
    assert parse_sitemap(body, URL) is None


def test_truncated_document_gives_what_is_whole_and_says_so() -> None:
    body = PROTOCOL_SITEMAP[: PROTOCOL_SITEMAP.index(b"vacation_newfoundland")]
    sitemap = parsed(body)
    assert [entry.url for entry in sitemap.entries] == [
        "http://www.example.com/",
        "http://www.example.com/catalog?item=12&desc=vacation_hawaii",
    ]
    assert (sitemap.entries_without_url, sitemap.is_truncated) == (1, True)


def test_damaged_gzip_gives_what_comes_before_the_damage() -> None:
    body = (
        "<urlset>" + "".join(f"<url><loc>https://example.com/{n * n}</loc></url>" for n in range(9_000)) + "</urlset>"
    )
    compressed = gzip.compress(body.encode())
    sitemap = parsed(compressed[: len(compressed) // 2])
    assert sitemap.is_truncated
    assert 1_000 < len(sitemap.entries) < 9_000
    assert sitemap.entries == parsed(body).entries[: len(sitemap.entries)]


def test_last_line_of_a_damaged_text_file_is_not_read() -> None:
    body = "".join(f"https://example.com/{n * n}\n" for n in range(20_000))
    compressed = gzip.compress(body.encode())
    sitemap = parsed(compressed[: len(compressed) // 2])
    assert sitemap.is_truncated
    assert sitemap.entries == parsed(body).entries[: len(sitemap.entries)]


def test_decompression_stops_at_the_protocols_limit() -> None:
    # Some of it is not to be compressed, or it were a bomb.
    filling = b"".join(random.Random(n).randbytes(200).hex().encode() + b" " * 60_000 for n in range(1_000))
    body = b"<urlset><url><loc>https://example.com/a</loc></url>" + filling + b"</urlset>"
    compressed = gzip.compress(body, compresslevel=1)
    sitemap = parsed(compressed)
    assert [entry.url for entry in sitemap.entries] == ["https://example.com/a"]
    assert sitemap.is_truncated
    assert len(sitemaps._decompressed(compressed)[0]) < MAX_XML_BYTES + 100_000
