"""Feeds, sitemaps, robots files and other documents of a site, each in a usual form, to be damaged."""

from __future__ import annotations

import gzip
import json

_DAYS = range(1, 29)
_RSS_ITEM = """<item><title>The ferry &amp; the quay %(n)d</title><link>https://example.org/news/the-ferry-%(n)d</link>
<guid isPermaLink="false">tag:%(n)d</guid><pubDate>Fri, %(n)02d May 2026 18:20:00 +0200</pubDate>
<dc:creator><![CDATA[Ana Lima]]></dc:creator><category>Harbours</category>
<description><![CDATA[<p>The <b>ferry</b> left the quay.</p>]]></description>
<content:encoded><![CDATA[<p>The ferry left the quay at noon, full to the last place.</p>]]></content:encoded></item>"""
_RSS = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Example</title><link>https://example.org/</link><atom:link rel="self" href="https://example.org/feed"/>
<language>en-GB</language>%s</channel></rss>"""
_ATOM_ENTRY = """<entry xml:base="/news/"><title type="html">The ferry &amp;lt;b&amp;gt; %(n)d</title>
<id>tag:example.org,2026:%(n)d</id>
<link rel="alternate" type="text/html" href="the-ferry-%(n)d"/><link rel="enclosure" href="a.mp3"/>
<published>2026-05-%(n)02dT18:20:00+02:00</published><updated>2026-05-%(n)02dT19:00:00Z</updated>
<summary type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The ferry left.</p></div></summary></entry>"""
_ATOM = """<?xml version="1.0"?><!DOCTYPE feed [<!ENTITY x "y">]><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"
xml:base="https://example.org/"><title>Example</title><link rel="next" href="?page=2"/>%s</feed>"""
_RDF_ITEM = """<item rdf:about="https://example.org/%(n)d"><title>Ferry</title><link>https://example.org/%(n)d</link>
<dc:date>2026-05-%(n)02dT18:20+02:00</dc:date></item>"""
_RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://example.org/"><title>Example</title></channel>%s</rdf:RDF>"""
_URL = """<url><loc>https://example.org/2026/05/%(n)02d/the-ferry.html?a=1&amp;b=2</loc><lastmod>2026-05-%(n)02d</lastmod>
<changefreq>daily</changefreq><news:news><news:publication><news:name>Example</news:name>
<news:language>en</news:language></news:publication>
<news:publication_date>2026-05-%(n)02dT18:20:00Z</news:publication_date><news:title>The ferry</news:title></news:news><image:image><image:loc>https://example.org/a.jpg</image:loc></image:image></url>"""
_URLSET = """<?xml version="1.0" encoding="UTF-8"?><?xml-stylesheet type="text/xsl" href="/a.xsl"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">%s</urlset>"""
_INDEX = """<?xml version='1.0'?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">%s</sitemapindex>"""
_MAP = "<sitemap><loc>https://example.org/map-%(n)d.xml.gz</loc><lastmod>2026-05-%(n)02dT00:00:00+02:00</lastmod></sitemap>"
_ROBOTS = """# Rules of example.org
User-agent: *
User-agent: NewsCrawler/1.0
Disallow: /search*?q=*&page=*$
Allow: /search/%C3%A4rger/
Crawl-delay: 2.5
Content-Signal: search=yes, ai-train=no

User-agent: BadBot
Disallow: /
Sitemap: https://example.org/sitemap.xml
site-map : /news.xml # comment
"""


def _of_days(whole: str, part: str) -> bytes:
    return (whole % "".join(part % {"n": day} for day in _DAYS)).encode()


def documents() -> list[bytes]:
    """One of each kind; some in another encoding or compressed."""
    items = [
        {"id": str(day), "url": f"/{day}", "title": "The ferry", "date_published": f"2026-05-{day:02d}T18:20:00Z"}
        for day in _DAYS
    ]
    posts = [
        {
            "link": f"https://example.org/{day}/",
            "date_gmt": f"2026-05-{day:02d}T18:20:00",
            "title": {"rendered": "Ferry"},
        }
        for day in _DAYS
    ]
    feed, sitemap = _of_days(_RSS, _RSS_ITEM), _of_days(_URLSET, _URL)
    return [
        feed,
        feed.decode().replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16"),
        _of_days(_ATOM, _ATOM_ENTRY),
        _of_days(_RDF, _RDF_ITEM),
        json.dumps({"version": "https://jsonfeed.org/version/1.1", "next_url": "?2", "items": items}).encode(),
        json.dumps(posts).encode(),
        sitemap,
        gzip.compress(sitemap, mtime=0),
        _of_days(_INDEX, _MAP),
        "".join(f"https://example.org/{day}\n" for day in _DAYS).encode(),
        _ROBOTS.encode(),
        _ROBOTS.replace("\n", "\r").encode("utf-8-sig"),
        json.dumps([{"location": "/a*b$", "tdm-reservation": 1, "tdm-policy": "https://example.org/p"}] * 9).encode(),
    ]
