from __future__ import annotations

import codecs
import json
from typing import Any

import pytest

from crawler.discovery import feeds
from crawler.discovery.entries import DiscoveredUrl, StatedDate
from crawler.discovery.feeds import Feed, parse_feed

URL = "https://example.org/news/feed"


def parsed(body: bytes | str) -> Feed:
    feed = parse_feed(body.encode() if isinstance(body, str) else body, URL)
    assert feed is not None
    return feed


def rss(*items: str, channel: str = "", opening: str = '<rss version="2.0">') -> str:
    content = "".join(f"<item>{item}</item>" for item in items)
    return f"{opening}<channel><title>Feed</title>{channel}{content}</channel></rss>"


def atom(*entries: str, feed: str = "") -> str:
    content = "".join(f"<entry>{entry}</entry>" for entry in entries)
    return f'<feed xmlns="http://www.w3.org/2005/Atom">{feed}{content}</feed>'


def only_entry(body: bytes | str) -> DiscoveredUrl:
    (entry,) = parsed(body).entries
    return entry


# Documents of the standards


def test_atoms_brief_example() -> None:
    body = """<?xml version="1.0" encoding="utf-8"?>
    <feed xmlns="http://www.w3.org/2005/Atom">
      <title>Example Feed</title>
      <link href="http://example.org/"/>
      <updated>2003-12-13T18:30:02Z</updated>
      <author><name>John Doe</name></author>
      <id>urn:uuid:60a76c80-d399-11d9-b93C-0003939e0af6</id>
      <entry>
        <title>Atom-Powered Robots Run Amok</title>
        <link href="http://example.org/2003/12/13/atom03"/>
        <id>urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a</id>
        <updated>2003-12-13T18:30:02Z</updated>
      </entry>
    </feed>"""
    assert parsed(body) == Feed(
        url=URL,
        kind="atom",
        title="Example Feed",
        language=None,
        entries=(
            DiscoveredUrl(
                "http://example.org/2003/12/13/atom03",
                "feed",
                URL,
                title="Atom-Powered Robots Run Amok",
                modified=StatedDate("2003-12-13T18:30:02Z", "2003-12-13T18:30:02+00:00", "updated"),
            ),
        ),
        next_url=None,
        entries_without_url=0,
        entries_left_out=0,
        is_truncated=False,
    )


def test_json_feeds_simple_example() -> None:
    body = """{"version": "https://jsonfeed.org/version/1.1", "title": "My Example Feed",
      "home_page_url": "https://example.org/", "feed_url": "https://example.org/feed.json",
      "items": [
        {"id": "2", "content_text": "This is a second item.", "url": "https://example.org/second-item"},
        {"id": "1", "content_html": "<p>Hello, world!</p>", "url": "https://example.org/initial-post"}]}"""
    feed = parsed(body)
    assert (feed.kind, feed.title, feed.next_url) == ("json", "My Example Feed", None)
    assert [entry.url for entry in feed.entries] == [
        "https://example.org/second-item",
        "https://example.org/initial-post",
    ]


RSS_1 = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"
    {namespace}>
  <{p}channel rdf:about="https://example.org/feed.rdf"><{p}title>News</{p}title><{p}link>https://example.org/</{p}link>
    <dc:language>de</dc:language>
    <{p}items><rdf:Seq><rdf:li rdf:resource="https://example.org/a"/></rdf:Seq></{p}items></{p}channel>
  <{p}image><{p}title>Logo</{p}title><{p}link>https://example.org/</{p}link></{p}image>
  <{p}item rdf:about="https://example.org/a"><{p}title>Alpha</{p}title><{p}link>https://example.org/a</{p}link>
    <dc:date>2026-01-09T18:20+04:00</dc:date></{p}item>
</rdf:RDF>"""


@pytest.mark.parametrize(
    "body",
    [
        RSS_1.format(p="", namespace='xmlns="http://purl.org/rss/1.0/"'),
        RSS_1.format(p="", namespace='xmlns="http://my.netscape.com/rdf/simple/0.9/"'),
        RSS_1.format(p="rss:", namespace='xmlns:rss="http://purl.org/rss/1.0/"'),
    ],
    ids=["1.0", "0.9", "with a prefix"],
)
def test_rss_in_rdf(body: str) -> None:
    feed = parsed(body)
    assert (feed.kind, feed.title, feed.language) == ("rss", "News", "de")
    assert feed.entries == (
        DiscoveredUrl(
            "https://example.org/a",
            "feed",
            URL,
            title="Alpha",
            language="de",
            published=StatedDate("2026-01-09T18:20+04:00", "2026-01-09T18:20+04:00", "dc:date"),
        ),
    )


def test_rss_091_with_its_doctype() -> None:
    body = """<?xml version="1.0" encoding="ISO-8859-1"?>
    <!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN"
      "http://my.netscape.com/publish/formats/rss-0.91.dtd">
    <rss version="0.91"><channel><title>Caf\xe9</title><language>en-us</language>
      <item><title>Soir&eacute;e</title><link>https://example.org/a</link></item></channel></rss>"""
    feed = parsed(body.encode("latin-1"))
    assert (feed.title, feed.language) == ("Café", "en-us")
    assert [(entry.url, entry.title) for entry in feed.entries] == [("https://example.org/a", "Soirée")]


def test_rss_20_item() -> None:
    body = rss(
        """<title>Alpha</title><link>https://example.org/a</link><guid isPermaLink="false">17</guid>
        <pubDate>Sat, 07 Sep 2002 00:00:01 GMT</pubDate>""",
        "<title>Beta</title><link>https://example.org/b</link>",
        channel="<language>en</language>",
    )
    assert parsed(body).entries == (
        DiscoveredUrl(
            "https://example.org/a",
            "feed",
            URL,
            title="Alpha",
            language="en",
            published=StatedDate("Sat, 07 Sep 2002 00:00:01 GMT", "2002-09-07T00:00:01+00:00", "pubDate"),
        ),
        DiscoveredUrl("https://example.org/b", "feed", URL, title="Beta", language="en"),
    )


def test_atom_03() -> None:
    entry = only_entry(
        """<feed version="0.3" xmlns="http://purl.org/atom/ns#" xml:lang="en"><entry>
        <title mode="escaped" type="text/html">A &amp;amp; B</title>
        <link rel="alternate" type="text/html" href="https://example.org/a"/>
        <issued>2003-12-13T08:29:29-04:00</issued><modified>2003-12-13T18:30:02Z</modified></entry></feed>"""
    )
    assert (entry.url, entry.title, entry.language) == ("https://example.org/a", "A & B", "en")
    assert entry.published == StatedDate("2003-12-13T08:29:29-04:00", "2003-12-13T08:29:29-04:00", "issued")
    assert entry.modified == StatedDate("2003-12-13T18:30:02Z", "2003-12-13T18:30:02+00:00", "modified")


# Links

ATOM_NS = 'xmlns:atom="http://www.w3.org/2005/Atom"'
FEEDBURNER_NS = 'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"'


@pytest.mark.parametrize(
    ("item", "url"),
    [
        ("<link> https://example.org/a\n</link>", "https://example.org/a"),
        ("<link><![CDATA[https://example.org/?a=1&b=2]]></link>", "https://example.org/?a=1&b=2"),
        ("<link>/a</link>", "https://example.org/a"),
        ("<link>https://example.org/a</link><guid>https://example.org/g</guid>", "https://example.org/a"),
        ("<guid>https://example.org/g</guid>", "https://example.org/g"),
        ('<guid isPermaLink="true">https://example.org/g</guid>', "https://example.org/g"),
        ("<link/><guid>https://example.org/g</guid>", "https://example.org/g"),
        (f'<atom:link {ATOM_NS} href="https://example.org/a"/>', "https://example.org/a"),
        ('<link href="https://example.org/a"/>', "https://example.org/a"),
        (
            f"<link>https://feeds.example.net/~r/1</link>"
            f"<feedburner:origLink {FEEDBURNER_NS}>https://example.org/a</feedburner:origLink>",
            "https://example.org/a",
        ),
        (
            "<link>https://feeds.example.net/~r/1</link><feedburner:origLink>https://example.org/a</feedburner:origLink>",
            "https://example.org/a",
        ),
        ('<media:link xmlns:media="urn:m">https://example.org/m</media:link><link>/a</link>', "https://example.org/a"),
    ],
)
def test_link_of_an_rss_item(item: str, url: str) -> None:
    assert only_entry(rss(item)).url == url


@pytest.mark.parametrize(
    "item",
    [
        "<title>No link</title>",
        "<guid>4711</guid>",
        '<guid isPermaLink="false">https://example.org/g</guid>',
        "<link>javascript:void(0)</link>",
        "<link> </link>",
        f'<atom:link {ATOM_NS} rel="self" href="https://example.org/a"/>',
        '<enclosure url="https://example.org/a.mp3"/>',
    ],
)
def test_items_that_name_no_page_are_counted(item: str) -> None:
    feed = parsed(rss(item, "<link>https://example.org/a</link>"))
    assert len(feed.entries) == 1
    assert feed.entries_without_url == 1


@pytest.mark.parametrize(
    ("links", "url"),
    [
        ('<link href="https://example.org/a"/>', "https://example.org/a"),
        ('<link rel="self" href="/s"/><link rel="alternate" href="/a"/>', "https://example.org/a"),
        ('<link rel="http://www.iana.org/assignments/relation/alternate" href="/a"/>', "https://example.org/a"),
        ('<link type="application/json" href="/j"/><link type="text/html" href="/a"/>', "https://example.org/a"),
        ('<link type="application/json" href="/j"/><link href="/a"/>', "https://example.org/a"),
        ('<link href="mailto:a@example.org"/><link href="/a"/>', "https://example.org/a"),
    ],
)
def test_link_of_an_atom_entry_is_its_alternate(links: str, url: str) -> None:
    assert only_entry(atom(links)).url == url


def test_atom_id_is_not_taken_for_a_link() -> None:
    feed = parsed(atom("<id>https://example.org/a</id>"))
    assert (feed.entries, feed.entries_without_url) == ((), 1)


def test_xml_base_is_resolved_at_every_level() -> None:
    body = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://example.com/x/">
      <entry><link href="a"/></entry>
      <entry xml:base="y/"><link href="b"/></entry>
      <entry xml:base="y/"><link xml:base="/z/" href="c"/></entry></feed>"""
    assert [entry.url for entry in parsed(body).entries] == [
        "https://example.com/x/a",
        "https://example.com/x/y/b",
        "https://example.com/z/c",
    ]


# Titles


@pytest.mark.parametrize(
    ("content", "title"),
    [
        ('type="text">Less: &lt;', "Less: <"),
        ('type="html">Less: &lt;em> &amp;lt; &lt;/em>', "Less: <"),
        ('type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Less: <em> &lt; </em></div>', "Less: <"),
        (
            'type="xhtml" xmlns:h="http://www.w3.org/1999/xhtml"><h:div>Less: <h:b>&lt;</h:b><h:br/>More</h:div>',
            "Less: < More",
        ),
        (">Not &lt;b&gt;HTML&lt;/b&gt;", "Not <b>HTML</b>"),
    ],
    ids=["text", "html", "xhtml", "xhtml with a prefix", "no type is text"],
)
def test_atom_titles_are_what_their_type_says(content: str, title: str) -> None:
    assert only_entry(atom(f'<link href="/a"/><title {content}</title>')).title == title


@pytest.mark.parametrize(
    ("content", "title"),
    [
        ("AT&amp;T", "AT&T"),
        ("Bread &amp;amp; butter", "Bread & butter"),
        ("<![CDATA[<b>Bread</b> &amp; butter &#8211; now]]>", "Bread & butter – now"),
        ("Bread & butter", "Bread & butter"),
        ("No&nbsp;break&hellip;", "No break…"),
        ("Unknown &nosuchname; stays", "Unknown &nosuchname; stays"),
        ("1 < 2", "1 < 2"),
        ("Some <i>markup</i> unescaped", "Some markup unescaped"),
        ("bad&#0;&#11; &#xD83D;reference", "bad\ufffd \ufffdreference"),
        ("  two\n   lines ", "two lines"),
    ],
)
def test_rss_titles_are_plain_text(content: str, title: str) -> None:
    assert only_entry(rss(f"<title>{content}</title><link>/a</link>")).title == title


def test_titles_of_media_and_channel_image_are_not_the_entrys() -> None:
    body = rss(
        """<media:title xmlns:media="http://search.yahoo.com/mrss/">Photo</media:title><itunes:title>Episode</itunes:title>
        <title>Alpha</title><link>/a</link>""",
        channel="<image><title>Logo</title></image>",
    )
    feed = parsed(body)
    assert feed.title == "Feed"
    assert feed.entries[0].title == "Alpha"


# Dates


def test_atom_updated_is_no_publication_date() -> None:
    entry = only_entry(atom('<link href="/a"/><updated>2026-01-09</updated>'))
    assert entry.published is None
    assert entry.modified == StatedDate("2026-01-09", "2026-01-09", "updated")


def test_atom_gives_both_dates() -> None:
    entry = only_entry(
        atom('<link href="/a"/><updated>2026-01-10T00:00:00Z</updated><published>2026-01-09T18:20:00+04:00</published>')
    )
    assert entry.published == StatedDate("2026-01-09T18:20:00+04:00", "2026-01-09T18:20:00+04:00", "published")
    assert entry.modified == StatedDate("2026-01-10T00:00:00Z", "2026-01-10T00:00:00+00:00", "updated")


@pytest.mark.parametrize(
    ("element", "place"),
    [
        ("<pubDate>2026-01-09</pubDate>", "pubDate"),
        ("<pubdate>2026-01-09</pubdate>", "pubdate"),
        ('<d:date xmlns:d="http://purl.org/dc/elements/1.1/">2026-01-09</d:date>', "dc:date"),
        ("<dc:date>2026-01-09</dc:date>", "dc:date"),
        ('<a:published xmlns:a="http://www.w3.org/2005/Atom">2026-01-09</a:published>', "atom:published"),
    ],
)
def test_publication_date_of_an_rss_item(element: str, place: str) -> None:
    assert only_entry(rss("<link>/a</link>" + element)).published == StatedDate("2026-01-09", "2026-01-09", place)


def test_unreadable_date_is_kept_as_text() -> None:
    entry = only_entry(rss("<link>/a</link><pubDate> Freitag, 9. Januar </pubDate>"))
    assert entry.published == StatedDate("Freitag, 9. Januar", None, "pubDate")


# Pages of a feed


@pytest.mark.parametrize(
    ("links", "url"),
    [
        ('<link rel="next" href="/feed?page=2"/>', "https://example.org/feed?page=2"),
        ('<link rel="prev-archive" href="/2003/11/feed"/>', "https://example.org/2003/11/feed"),
        ('<link rel="prev-archive" href="/2003/11/feed"/><link rel="next" href="?page=2"/>',
         "https://example.org/news/feed?page=2"),
        ('<link rel="self" href="/news/feed"/><link rel="previous" href="/feed?page=0"/>', None),
        ('<link rel="next" href="https://example.org/news/feed"/>', None),
        ('<link rel="next" href="javascript:more()"/>', None),
    ],
)  # fmt: skip
def test_next_page_of_an_atom_feed(links: str, url: str | None) -> None:
    assert parsed(atom(feed=links)).next_url == url


def test_next_page_of_an_rss_feed() -> None:
    body = rss(channel=f'<link>https://example.org/</link><atom:link {ATOM_NS} rel="next" href="?paged=2"/>')
    assert parsed(body).next_url == "https://example.org/news/feed?paged=2"


def test_next_link_of_an_entry_is_not_the_feeds() -> None:
    assert parsed(atom('<link href="/a"/><link rel="next" href="/b"/>')).next_url is None


# JSON Feed


def json_feed(*items: Any, **properties: Any) -> str:
    return json.dumps({"version": "https://jsonfeed.org/version/1", "items": list(items), **properties})


def test_json_item() -> None:
    body = json_feed(
        {
            "id": 1,
            "url": "https://example.org/a",
            "title": " A & B\n",
            "date_published": "2026-01-09T18:20:00+04:00",
            "date_modified": "2026-01-10T00:00:00Z",
            "language": "fr",
        },
        {"id": "https://example.org/b"},
        language="en",
        next_url="https://example.org/feed?page=2",
    )
    feed = parsed(body)
    assert feed.next_url == "https://example.org/feed?page=2"
    assert feed.entries == (
        DiscoveredUrl(
            "https://example.org/a",
            "feed",
            URL,
            title="A & B",
            language="fr",
            published=StatedDate("2026-01-09T18:20:00+04:00", "2026-01-09T18:20:00+04:00", "date_published"),
            modified=StatedDate("2026-01-10T00:00:00Z", "2026-01-10T00:00:00+00:00", "date_modified"),
        ),
        DiscoveredUrl("https://example.org/b", "feed", URL, language="en"),
    )


def test_json_items_of_wrong_types_are_counted() -> None:
    feed = parsed(json_feed(None, 1, "https://example.org/a", [], {}, {"url": 5}, {"id": "4711"}))
    assert (feed.entries, feed.entries_without_url) == ((), 7)


@pytest.mark.parametrize(
    "body",
    [
        '{"items": [{"url": "https://example.org/a"}]}',
        '{"version": "https://jsonfeed.org/version/1"}',
        '{"version": "https://jsonfeed.org/version/1", "items": {}}',
        '{"version": "https://jsonfeed.org/version/1", "items": [',
        '{"version": 1, "items": []}',
        "{",
        '{"a":' * 100_000,
        '{"a": ' + "9" * 10_000 + "}",
        "[]",
    ],
)
def test_json_that_is_no_feed_is_none(body: str) -> None:
    assert parse_feed(body.encode(), URL) is None


def test_json_beyond_the_limit_is_none() -> None:
    body = json_feed().encode()
    assert parse_feed(body, URL) is not None
    assert parse_feed(body + b" " * feeds.MAX_JSON_BYTES, URL) is None


# What sites really send

ITEM = "<item><title>Größe – “now”</title><link>https://example.org/a</link></item>"


@pytest.mark.parametrize(
    "body",
    [
        f"<rss><channel>{ITEM}</channel></rss>".encode(),
        codecs.BOM_UTF8 + f"<rss><channel>{ITEM}</channel></rss>".encode(),
        f'\n\n <?xml version="1.0"?><rss><channel>{ITEM}</channel></rss>'.encode(),
        f'<?xml version="1.0" encoding="iso-8859-1"?><rss><channel>{ITEM}</channel></rss>'.encode(),
        f'<?xml version="1.0" encoding="utf-16"?><rss><channel>{ITEM}</channel></rss>'.encode(),
        f'<?xml version="1.0" encoding="nonsense"?><rss><channel>{ITEM}</channel></rss>'.encode(),
        f'<?xml version="1.0" encoding="utf-8"?><rss><channel>{ITEM}</channel></rss>'.encode("windows-1252"),
        f'<?xml version="1.0" encoding="hex"?><rss><channel>{ITEM}</channel></rss>'.encode("windows-1252"),
        f"<rss><channel>{ITEM}</channel></rss>".encode("windows-1252"),
        codecs.BOM_UTF16_LE + f"<rss><channel>{ITEM}</channel></rss>".encode("utf-16-le"),
        f"<br />\n<b>Warning</b>: rss.php on line 3<br />\n<rss><channel>{ITEM}</channel></rss>".encode(),
        f"<!-- <rss> --><rss><channel>{ITEM}</channel></rss><script src='x.js'></script>".encode(),
        f"<RSS><channel>{ITEM}</channel></RSS>".encode(),
        f"<rss>\x00<channel>{ITEM}</channel></rss>".replace("title>", "ti\x00tle>").replace("ö", "ö\x0b").encode(),
    ],
    ids=[
        "UTF-8", "byte order mark", "leading white space", "says ISO-8859-1, is UTF-8", "says UTF-16, is UTF-8",
        "says nonsense, is UTF-8", "says UTF-8, is windows-1252", "says hex, is windows-1252", "says nothing",
        "UTF-16", "warning of PHP before it", "comment before and script after it", "capitals", "control characters",
    ],
)  # fmt: skip
def test_wrappings_and_encodings(body: bytes) -> None:
    feed = parsed(body)
    assert [(entry.url, entry.title) for entry in feed.entries] == [("https://example.org/a", "Größe – “now”")]
    assert not feed.is_truncated


def test_control_characters_in_cdata_cost_no_text() -> None:
    assert only_entry(rss("<link>/a</link><title><![CDATA[Before\x00 and\x01 after]]></title>")).title == (
        "Before and after"
    )


def test_declared_encoding_counts_when_the_text_is_not_utf_8() -> None:
    body = '<?xml version="1.0" encoding="windows-1251"?><rss><channel><title>Новости</title></channel></rss>'
    assert parsed(body.encode("windows-1251")).title == "Новости"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"   \n",
        b"Not found",
        b"<!DOCTYPE html><html><head><title>News</title></head><body></body></html>",
        b"<!doctype html><title>News</title><rss><channel></channel></rss>",
        b"<html><script>var feed = '<rss><channel><item></item></channel></rss>'</script></html>",
        b"<?xml version='1.0'?><opml version='2.0'><body></body></opml>",
        b"<!-- <rss><channel></channel></rss> -->",
        b"<urlset><url><loc>https://example.org/a</loc></url></urlset>",
        b"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description/></rdf:RDF>",
        b"\x89PNG\r\n\x1a\n\x00\x00",
    ],
)
def test_what_is_no_feed_is_none(body: bytes) -> None:
    assert parse_feed(body, URL) is None


def test_feed_without_entries_is_a_feed() -> None:
    assert parsed(rss()).entries == ()
    assert parsed(atom()).entries == ()


@pytest.mark.parametrize("cut", ["https://example.org/b", "Sat, 10 Jan 20", "<![CDATA[A long"])
def test_truncated_feed_gives_no_half_url_or_date(cut: str) -> None:
    body = rss(
        "<link>https://example.org/a</link><pubDate>Fri, 09 Jan 2026 18:20:00 GMT</pubDate>",
        """<pubDate>Sat, 10 Jan 2026 18:20:00 GMT</pubDate><description><![CDATA[A long text]]></description>
        <link>https://example.org/beta</link>""",
    )
    feed = parsed(body[: body.index(cut) + len(cut)])
    assert [entry.url for entry in feed.entries] == ["https://example.org/a"]
    assert feed.entries[0].published == StatedDate(
        "Fri, 09 Jan 2026 18:20:00 GMT", "2026-01-09T18:20:00+00:00", "pubDate"
    )
    assert (feed.entries_without_url, feed.is_truncated) == (1, True)


def test_entries_beyond_the_limit_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "MAX_FEED_ENTRIES", 2)
    items = [f"<link>/{number}</link>" for number in range(5)]
    for body in (rss(*items), json_feed(*({"url": f"/{number}"} for number in range(5)))):
        feed = parsed(body)
        assert [entry.url for entry in feed.entries] == ["https://example.org/0", "https://example.org/1"]
        assert feed.entries_left_out == 3


def test_entries_keep_their_order_and_their_repetitions() -> None:
    body = rss("<link>/b</link>", "<link>/a</link>", "<link>/b</link>")
    assert [entry.url for entry in parsed(body).entries] == [
        "https://example.org/b",
        "https://example.org/a",
        "https://example.org/b",
    ]
