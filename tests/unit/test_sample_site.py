"""The sample site serves what it says: other tests compare extraction with its expected articles."""

from __future__ import annotations

import gzip
import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree as ET

import pytest
from lxml import html

from examples.sample_site import SampleArticle, SampleSite, articles
from examples.sample_site.publications import paper_traps as traps
from examples.sample_site.publications.portal import PRIVATE

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
NEW_POST = "/blog/2026/02/second-hand-crane/"
CLOCK_PAGE = "/agency/en/news/detail/1207"
ANY_ADDRESS = "http://sample.example/"


class Answer(NamedTuple):
    status: int
    headers: http.client.HTTPMessage
    body: bytes


def fetch(site: SampleSite, url: str, method: str = "GET", headers: Mapping[str, str] | None = None) -> Answer:
    """*url* absolute or from the root; redirects are not followed."""
    parts = urlsplit(urljoin(site.url, url))
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=30)
    try:
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        connection.request(method, target, headers=dict(headers or {}))
        response = connection.getresponse()
        return Answer(response.status, response.headers, response.read())
    finally:
        connection.close()


def path_of(url: str) -> str:
    return urlsplit(url).path


def fold(text: str) -> str:
    return " ".join(text.split())


def visible_text(document: html.HtmlElement) -> str:
    for element in document.xpath("//script | //style"):
        element.drop_tree()
    return fold(document.text_content())


@pytest.fixture(scope="module")
def site() -> Iterator[SampleSite]:
    with SampleSite(slow_seconds=0.0) as site:
        yield site


@pytest.fixture
def own_site() -> Iterator[SampleSite]:
    """For tests that change the edition or count requests."""
    with SampleSite(slow_seconds=0.0) as site:
        yield site


ARTICLES = articles(ANY_ADDRESS)
every_article = pytest.mark.parametrize("article", ARTICLES, ids=[path_of(article.url) for article in ARTICLES])
every_static_article = pytest.mark.parametrize(
    "article",
    [article for article in ARTICLES if article.publication != "app"],
    ids=[path_of(article.url) for article in ARTICLES if article.publication != "app"],
)


# --- expected articles -------------------------------------------------------------------------------------


def test_publications_have_their_articles() -> None:
    counts = {name: sum(a.publication == name for a in ARTICLES) for name in ("agency", "blog", "paper", "app")}
    assert counts == {"agency": 12, "blog": 11, "paper": 15, "app": 4}
    assert {article.language for article in ARTICLES} == {"en", "de", "fr", "es", "ru", "ar", "ja"}
    assert {article.page_kind for article in ARTICLES} == {"article", "live-blog", "video", "gallery"}


@every_static_article
def test_page_shows_headline_and_body(site: SampleSite, article: SampleArticle) -> None:
    answer = fetch(site, path_of(article.url))
    assert answer.status == 200
    text = visible_text(html.document_fromstring(answer.body))
    assert article.headline in text
    position = 0
    for paragraph in article.body.split("\n\n"):
        assert paragraph == fold(paragraph)
        position = text.find(paragraph, position)
        assert position >= 0, paragraph


@every_static_article
def test_page_gives_its_dates_as_expected(site: SampleSite, article: SampleArticle) -> None:
    source = fetch(site, path_of(article.url)).body.decode("utf-8", "replace")
    if article.publication == "agency":
        assert "datePublished" not in source
        assert "<time" not in source
        assert "article:published_time" not in source
    else:
        assert article.date_published
        assert article.date_published in source
    assert (article.date_modified or "") in source


@every_static_article
def test_page_lists_latest_news_in_order(site: SampleSite, article: SampleArticle) -> None:
    document = html.document_fromstring(fetch(site, path_of(article.url)).body)
    links = [(fold(link.text_content()), path_of(link.get("href"))) for link in document.xpath("//a[@href]")]
    expected = [(entry.headline, path_of(entry.url)) for entry in article.latest_news]
    starts = range(len(links) - len(expected) + 1)
    assert any(links[start : start + len(expected)] == expected for start in starts)
    text = visible_text(document)
    assert all(entry.date_published_raw in text for entry in article.latest_news if entry.date_published_raw)


@every_article
def test_main_image_is_served(site: SampleSite, article: SampleArticle) -> None:
    assert article.main_image
    answer = fetch(site, path_of(article.main_image))
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.body.startswith(b"\x89PNG")


def test_application_has_its_text_only_in_the_interface(site: SampleSite) -> None:
    expected = [article for article in articles(site.url) if article.publication == "app"]
    served = json.loads(fetch(site, "/app/api/articles.json").body)["articles"]
    assert ["\n\n".join(entry["paragraphs"]) for entry in served] == [article.body for article in expected]
    assert [urljoin(site.url, entry["path"]) for entry in served] == [article.url for article in expected]
    for article in expected:
        shell = html.document_fromstring(fetch(site, article.url).body)
        (root,) = shell.xpath("//div[@id='root']")
        assert len(root) == 0
        assert article.headline not in shell.text_content()


# --- agency ------------------------------------------------------------------------------------------------


def agency_page(site: SampleSite, number: int) -> tuple[html.HtmlElement, SampleArticle]:
    url = f"{site.url}agency/en/news/detail/{number}"
    (article,) = [article for article in articles(site.url) if article.url == url]
    return html.document_fromstring(fetch(site, url).body), article


def test_agency_text_comes_from_a_word_processor(site: SampleSite) -> None:
    source = fetch(site, "/agency/en/news/detail/1212").body.decode()
    for trace in ('class="MsoNormal"', "<o:p>&nbsp;</o:p>", "&rsquo;", "mso-bidi-font-weight", ">The\ngovernments"):
        assert trace in source


def test_agency_page_date_stands_alone_after_the_latest_news(site: SampleSite) -> None:
    document, article = agency_page(site, 1211)
    assert [entry.date_published_raw for entry in article.latest_news][:2] == ["16.Jan.2026", "13.Jan.2026"]
    assert len(article.latest_news) == 10
    text = visible_text(document)
    assert text.index("14 Jan 2026") > text.index("Latest news") > text.index(article.body[-40:])
    assert article.date_published == "2026-01-14"


def test_agency_clock_shows_today_and_is_no_date_of_the_article() -> None:
    with SampleSite(today=lambda: date(2026, 11, 23)) as site:
        document, article = agency_page(site, 1207)
        last_modified = fetch(site, CLOCK_PAGE).headers["Last-Modified"]
    assert "23 Nov 2026" in fold(document.xpath("string(//footer)"))
    assert article.date_published is None
    assert last_modified == "Mon, 23 Nov 2026 00:00:00 GMT"


def test_agency_page_without_any_date_of_its_own(site: SampleSite) -> None:
    document, article = agency_page(site, 1202)
    assert article.date_published is None
    assert "02 Jan 2026" not in visible_text(document)


def test_most_agency_articles_are_linked_only_by_latest_news(site: SampleSite) -> None:
    front = html.document_fromstring(fetch(site, "/agency/en").body)
    on_front = set(front.xpath("//a[contains(@href, '/detail/')]/@href"))
    agency = {path_of(article.url): article for article in articles(site.url) if article.publication == "agency"}
    assert len(on_front) == 4
    listed = {path_of(entry.url) for path in on_front for entry in agency[path].latest_news}
    assert on_front | listed == set(agency)


# --- blog --------------------------------------------------------------------------------------------------


def test_feed_has_the_ten_newest_posts(site: SampleSite) -> None:
    answer = fetch(site, "/blog/feed/")
    items = ET.fromstring(answer.body).findall("channel/item")
    posts = [article for article in articles(site.url) if article.publication == "blog"]
    assert answer.headers["Content-Type"] == "application/rss+xml; charset=utf-8"
    assert [item.findtext("link") for item in items] == [post.url for post in posts[:10]]
    assert items[0].findtext("pubDate") == "Thu, 29 Jan 2026 08:15:00 +0100"
    assert items[0].findtext("{http://purl.org/dc/elements/1.1/}creator") == "Oona Pell"
    content = items[0].findtext("{http://purl.org/rss/1.0/modules/content/}encoded") or ""
    assert fold(html.fromstring(content).text_content()).endswith(posts[0].body[-60:])


def test_blog_pages_follow_each_other(site: SampleSite) -> None:
    path, found, visited = "/blog/", [], []
    while path:
        visited.append(path)
        page = html.document_fromstring(fetch(site, path).body)
        found += page.xpath("//a[@rel='bookmark']/@href")
        path = next(iter(page.xpath("//a[@rel='next']/@href")), "")
    assert visited == ["/blog/", "/blog/page/2/", "/blog/page/3/"]
    assert found == [path_of(article.url) for article in articles(site.url) if article.publication == "blog"]


def json_ld(site: SampleSite, path: str) -> Any:
    document = html.document_fromstring(fetch(site, path).body)
    (script,) = document.xpath("//script[@type='application/ld+json']/text()")
    return json.loads(script)


def test_blog_graph_refers_to_its_nodes_by_id(site: SampleSite) -> None:
    article = next(article for article in articles(site.url) if article.url.endswith("/nebel-ueber-dem-hafen/"))
    graph = json_ld(site, article.url)["@graph"]
    nodes = {node["@id"]: node for node in graph}
    (post,) = [node for node in graph if node["@type"] == "BlogPosting"]
    assert nodes[post["author"]["@id"]]["name"] == article.authors[0] == "Matthias Kern"
    assert nodes[post["image"]["@id"]]["url"] == article.main_image
    assert (post["datePublished"], post["dateModified"]) == (article.date_published, article.date_modified)
    assert (post["inLanguage"], post["keywords"]) == ("de", article.tags)


def test_comments_are_dated_after_their_article(site: SampleSite) -> None:
    page = html.document_fromstring(fetch(site, "/blog/2026/01/map-of-small-bells/").body)
    comment_dates = page.xpath("//*[@id='comments']//time/@datetime")
    assert comment_dates
    assert min(comment_dates) > "2026-01-12T12:10:00+01:00"


def test_one_post_breaks_its_paragraphs_with_br(site: SampleSite) -> None:
    page = html.document_fromstring(fetch(site, "/blog/2026/01/winter-market-ledger/").body)
    assert len(page.xpath("//div[contains(@class, 'entry-content')]/div[1]/br")) == 8


def test_body_holds_subheadings_list_items_and_quotation() -> None:
    (article,) = [article for article in ARTICLES if "reading-a-tide-table" in article.url]
    blocks = article.body.split("\n\n")
    assert "Four steps before you walk out" in blocks
    assert "Tell somebody where you are going, even if it is only the dog." in blocks
    assert any(block.startswith("The table tells you what the sea intends.") for block in blocks)


# --- paper -------------------------------------------------------------------------------------------------


def locations(document: bytes) -> list[str]:
    return [element.text or "" for element in ET.fromstring(document).iter(f"{SITEMAP}loc")]


def sitemap_documents(site: SampleSite) -> dict[str, bytes]:
    documents = {}
    for url in locations(fetch(site, "/paper/sitemap_index.xml").body):
        body = fetch(site, url).body
        documents[url] = gzip.decompress(body) if url.endswith(".gz") else body
    return documents


@pytest.mark.parametrize("edition", [1, 2])
def test_sitemap_index_leads_to_every_article(own_site: SampleSite, edition: int) -> None:
    own_site.edition = edition
    archives = [document for url, document in sitemap_documents(own_site).items() if url.endswith(".xml.gz")]
    listed = [url for document in archives for url in locations(document)]
    expected = [article.url for article in articles(own_site.url, edition) if article.publication == "paper"]
    assert len(archives) == 2
    assert sorted(listed) == sorted(expected)


def test_news_sitemap_has_date_and_title(site: SampleSite) -> None:
    entries = ET.fromstring(fetch(site, "/paper/news-sitemap.xml").body).findall(f"{SITEMAP}url")
    newest = [article for article in articles(site.url) if article.publication == "paper"][: len(entries)]
    assert [
        (
            entry.findtext(f"{SITEMAP}loc"),
            entry.findtext(f"{NEWS}news/{NEWS}publication_date"),
            entry.findtext(f"{NEWS}news/{NEWS}title"),
        )
        for entry in entries
    ] == [(article.url, article.date_published, article.headline) for article in newest]


def test_robots_txt_names_the_sitemaps_and_the_private_part(site: SampleSite) -> None:
    lines = fetch(site, "/robots.txt").body.decode().splitlines()
    assert "Disallow: /private/" in lines
    assert f"Sitemap: {site.url}paper/sitemap_index.xml" in lines
    assert fetch(site, PRIVATE).status == 200


@pytest.mark.parametrize("variant", ["/paper/amp/politics/harbour-levy-vote-2104.html", f"{traps.CHANGED}?print=1"])
def test_variant_names_the_article_as_canonical(site: SampleSite, variant: str) -> None:
    page = html.document_fromstring(fetch(site, variant).body)
    assert page.xpath("//link[@rel='canonical']/@href") == [urljoin(site.url, traps.CHANGED)]
    article = html.document_fromstring(fetch(site, traps.CHANGED).body)
    assert article.xpath("//link[@rel='amphtml']/@href") == [
        urljoin(site.url, "/paper/amp/politics/harbour-levy-vote-2104.html")
    ]


def test_front_page_links_carry_tracking_parameters_and_lead_to_the_article(site: SampleSite) -> None:
    page = html.document_fromstring(fetch(site, "/paper/").body)
    links = page.xpath("//div[@class='teaser']/h3/a/@href")
    assert all("utm_" in link or "fbclid=" in link for link in links)
    assert fetch(site, links[0]).body == fetch(site, links[0].partition("?")[0]).body


def test_agency_story_stands_under_two_addresses() -> None:
    first, second = [article for article in ARTICLES if article.authors == ["Northwater Press Agency"]]
    assert (first.headline, first.body) == (second.headline, second.body)
    assert first.canonical_url == first.url != second.url == second.canonical_url


def test_page_in_latin_1_says_so_in_its_meta_element_only(site: SampleSite) -> None:
    answer = fetch(site, "/paper/world/marche-aux-livres-2140.html")
    assert answer.headers["Content-Type"] == "text/html"
    assert b'<meta charset="iso-8859-1">' in answer.body
    assert "le marché aux livres survit à son propre déménagement" in answer.body.decode("iso-8859-1")
    with pytest.raises(UnicodeDecodeError):
        answer.body.decode("utf-8")


@pytest.mark.parametrize(
    ("path", "type_name"),
    [
        ("/paper/politics/municipal-elections-live-2120.html", "LiveBlogPosting"),
        ("/paper/culture/orchestra-on-the-ice-2130.html", "VideoObject"),
        ("/paper/culture/shop-signs-gallery-2131.html", "ImageGallery"),
        ("/paper/politics/teachers-pay-talks-2111.html", "NewsArticle"),
    ],
)
def test_structured_data_has_the_type_of_the_page(site: SampleSite, path: str, type_name: str) -> None:
    assert json_ld(site, path)["@type"] == type_name


def test_paywalled_article_says_so_and_shows_two_paragraphs(site: SampleSite) -> None:
    (article,) = [article for article in articles(site.url) if article.is_accessible_for_free is False]
    assert json_ld(site, article.url)["isAccessibleForFree"] is False
    assert len(article.body.split("\n\n")) == 2
    assert html.document_fromstring(fetch(site, article.url).body).xpath("//div[@class='paywall']")


def test_arabic_page_runs_from_right_to_left(site: SampleSite) -> None:
    page = html.document_fromstring(fetch(site, "/paper/world/qafilat-al-kutub-2143.html").body)
    assert (page.get("lang"), page.get("dir")) == ("ar", "rtl")


# --- traps -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "status", "location"),
    [
        (traps.MOVED, 301, traps.CHANGED),
        (traps.FOUND, 302, traps.CHANGED),
        (traps.RELATIVE_REDIRECT, 302, "../business/glassworks-night-shift-2101.html"),
        (traps.LOGIN_REDIRECT, 302, f"{traps.LOGIN}?return={traps.LOGIN_REDIRECT}"),
        (traps.MISSING, 404, None),
        (traps.BROKEN, 500, None),
        ("/nowhere", 404, None),
    ],
)
def test_trap_answers_with_status_and_location(site: SampleSite, path: str, status: int, location: str | None) -> None:
    answer = fetch(site, path)
    assert (answer.status, answer.headers["Location"]) == (status, location)
    if location:
        assert fetch(site, urljoin(urljoin(site.url, path), location)).status == 200


def test_redirect_loop_comes_back(site: SampleSite) -> None:
    turn = fetch(site, traps.REDIRECT_LOOP).headers["Location"]
    assert fetch(site, turn).headers["Location"] == traps.REDIRECT_LOOP


def test_soft_404_apologises_with_status_200(site: SampleSite) -> None:
    answer = fetch(site, traps.SOFT_404)
    assert answer.status == 200
    assert b"Sorry, we could not find that page" in answer.body


def test_empty_page_has_no_content(site: SampleSite) -> None:
    answer = fetch(site, traps.EMPTY)
    assert (answer.status, answer.headers["Content-Length"], answer.body) == (200, "0", b"")


def test_slow_page_takes_its_time() -> None:
    with SampleSite(slow_seconds=0.2) as site:
        start = time.monotonic()
        assert fetch(site, traps.SLOW).status == 200
        assert time.monotonic() - start >= 0.2


def test_traps_are_linked_from_the_front_page(site: SampleSite) -> None:
    links = html.document_fromstring(fetch(site, "/paper/").body).xpath("//a/@href")
    assert {path for path, _text in traps.LINKED_TRAPS} <= set(links)
    assert traps.GONE in links


def test_links_lead_from_the_portal_to_every_article_and_nowhere_else(site: SampleSite) -> None:
    """A crawl of all links finds every article but those of the application, and no dead link but the traps."""
    statuses: dict[str, int] = {}
    waiting = ["/"]
    while waiting:
        path = waiting.pop()
        if path in statuses:
            continue
        answer = fetch(site, path)
        statuses[path] = answer.status
        if answer.status == 200 and answer.body and answer.headers["Content-Type"].startswith("text/html"):
            document = html.document_fromstring(answer.body, base_url=urljoin(site.url, path))
            document.make_links_absolute()
            waiting += [path_of(link) for link in document.xpath("//a/@href") if link.startswith(site.url)]
    assert {path_of(article.url) for article in articles(site.url) if article.publication != "app"} <= set(statuses)
    assert {path for path, status in statuses.items() if status >= 400} == {traps.MISSING, traps.BROKEN}


# --- HTTP --------------------------------------------------------------------------------------------------

REVALIDATED = ["/", "/agency/en/news/detail/1212", CLOCK_PAGE, "/blog/", "/blog/feed/", "/paper/news-sitemap.xml"]


@pytest.mark.parametrize("path", [*REVALIDATED, "/paper/sitemap_index.xml", traps.CHANGED, "/app/api/articles.json"])
@pytest.mark.parametrize("coding", ["identity", "gzip"])
def test_unchanged_page_is_not_sent_again(site: SampleSite, path: str, coding: str) -> None:
    accept = {"Accept-Encoding": coding}
    first = fetch(site, path, headers=accept)
    assert first.headers["ETag"].startswith('"')
    for condition in (
        {"If-None-Match": first.headers["ETag"]},
        {"If-None-Match": f'"other", W/{first.headers["ETag"]}'},
        {"If-None-Match": "*"},
        {"If-Modified-Since": first.headers["Last-Modified"]},
    ):
        again = fetch(site, path, headers=accept | condition)
        assert (again.status, again.body, again.headers["ETag"]) == (304, b"", first.headers["ETag"])


@pytest.mark.parametrize(
    "condition",
    [
        {"If-None-Match": '"other"'},
        {"If-Modified-Since": "Thu, 01 Jan 2026 00:00:00 GMT"},
        {"If-Modified-Since": "yesterday"},
    ],
    ids=["other tag", "older", "no date"],
)
def test_page_is_sent_when_the_condition_does_not_hold(site: SampleSite, condition: dict[str, str]) -> None:
    assert fetch(site, "/blog/", headers=condition).status == 200


def test_if_none_match_wins_over_if_modified_since(site: SampleSite) -> None:
    last_modified = fetch(site, "/blog/").headers["Last-Modified"]
    condition = {"If-None-Match": '"other"', "If-Modified-Since": last_modified}
    assert fetch(site, "/blog/", headers=condition).status == 200


def test_conditions_do_not_hide_an_error(site: SampleSite) -> None:
    assert fetch(site, traps.MISSING, headers={"If-None-Match": "*"}).status == 404


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [("gzip, deflate, br", "gzip"), ("br;q=1.0, gzip;q=0.8", "gzip"), ("*", "gzip"), ("gzip;q=0", None), ("br", None)],
)
def test_page_is_compressed_when_accepted(site: SampleSite, accepted: str, coding: str | None) -> None:
    plain = fetch(site, "/blog/")
    answer = fetch(site, "/blog/", headers={"Accept-Encoding": accepted})
    assert answer.headers["Content-Encoding"] == coding
    assert (gzip.decompress(answer.body) if coding else answer.body) == plain.body
    assert (answer.headers["ETag"] == plain.headers["ETag"]) is (coding is None)


def test_head_has_the_header_of_get_and_no_content(site: SampleSite) -> None:
    get, head = fetch(site, traps.CHANGED), fetch(site, traps.CHANGED, "HEAD")
    for name in ("Content-Length", "Content-Type", "ETag", "Last-Modified"):
        assert head.headers[name] == get.headers[name]
    connection = http.client.HTTPConnection("127.0.0.1", urlsplit(site.url).port, timeout=30)
    for method in ("HEAD", "GET"):
        # Content after the first header would be read as the start of the second answer.
        connection.request(method, traps.CHANGED)
        assert connection.getresponse().read() == (b"" if method == "HEAD" else get.body)
    connection.close()


def test_connection_serves_several_requests_and_ends_with_the_site() -> None:
    with SampleSite() as site:
        connection = http.client.HTTPConnection("127.0.0.1", urlsplit(site.url).port, timeout=30)
        for path in ("/", "/blog/"):
            connection.request("GET", path)
            assert connection.getresponse().read()
    assert connection.sock.recv(1) == b""
    connection.close()


def test_requests_are_recorded(own_site: SampleSite) -> None:
    fetch(own_site, "/blog/?page=x", headers={"User-Agent": "sample-test"})
    fetch(own_site, traps.MISSING, "HEAD")
    first, second = own_site.requests
    assert (first.method, first.path, first.status) == ("GET", "/blog/?page=x", 200)
    assert first.headers["user-agent"] == "sample-test"
    assert (second.method, second.path, second.status) == ("HEAD", traps.MISSING, 404)
    assert second.arrived >= first.arrived


# --- editions ----------------------------------------------------------------------------------------------


def by_path(edition: int) -> dict[str, SampleArticle]:
    return {path_of(article.url): article for article in articles(ANY_ADDRESS, edition)}


def test_edition_2_changes_one_article_adds_one_and_withdraws_one() -> None:
    before, after = by_path(1), by_path(2)
    assert after.keys() - before.keys() == {NEW_POST}
    assert before.keys() - after.keys() == {traps.GONE}
    assert [path for path in before.keys() & after.keys() if before[path].body != after[path].body] == [traps.CHANGED]
    old, new = before[traps.CHANGED].body.split("\n\n"), after[traps.CHANGED].body.split("\n\n")
    assert [one == other for one, other in zip(old, new, strict=True)].count(False) == 1
    assert (after[traps.CHANGED].date_modified or "") > (before[traps.CHANGED].date_modified or "")


def test_edition_is_switched_by_attribute_and_by_post(own_site: SampleSite) -> None:
    assert fetch(own_site, NEW_POST).status == 404
    own_site.edition = 2
    assert fetch(own_site, NEW_POST).status == 200
    assert fetch(own_site, traps.GONE).status == 410
    assert fetch(own_site, "/_edition/1", "POST").status == 204
    assert own_site.edition == 1
    assert fetch(own_site, traps.GONE).status == 200


@pytest.mark.parametrize("path", ["/_edition/3", "/_edition/", "/blog/"])
def test_no_other_edition_and_no_other_post(own_site: SampleSite, path: str) -> None:
    assert fetch(own_site, path, "POST", headers={"Content-Length": "0"}).status == 404
    with pytest.raises(ValueError, match="edition 3"):
        own_site.edition = 3
    assert own_site.edition == 1


def test_changed_article_is_sent_again_after_the_switch(own_site: SampleSite) -> None:
    changed, unchanged = fetch(own_site, traps.CHANGED), fetch(own_site, "/agency/en/news/detail/1212")
    own_site.edition = 2
    for validator, condition in (("ETag", "If-None-Match"), ("Last-Modified", "If-Modified-Since")):
        answer = fetch(own_site, traps.CHANGED, headers={condition: changed.headers[validator]})
        assert answer.status == 200
        assert b"from October, not from July" in answer.body
        headers = {condition: unchanged.headers[validator]}
        assert fetch(own_site, "/agency/en/news/detail/1212", headers=headers).status == 304


def test_new_post_and_changed_article_are_announced(own_site: SampleSite) -> None:
    own_site.edition = 2
    assert NEW_POST.encode() in fetch(own_site, "/blog/feed/").body
    archives = b"".join(sitemap_documents(own_site).values())
    assert b"<lastmod>2026-02-03T09:40:00+01:00</lastmod>" in archives
    assert traps.GONE.encode() not in archives


def test_nothing_but_the_clock_depends_on_the_day() -> None:
    today = [date(2026, 11, 23)]
    with SampleSite(slow_seconds=0.0, today=lambda: today[0]) as site:
        paths = ["/", "/agency/en", "/blog/", "/blog/feed/", "/paper/", "/paper/sitemap_index.xml", "/app/"]
        paths += [path_of(article.url) for article in articles(site.url)]
        before = {path: fetch(site, path).body for path in paths}
        today[0] = date(2026, 11, 24)
        after = {path: fetch(site, path).body for path in paths}
    assert [path for path in paths if before[path] != after[path]] == [CLOCK_PAGE]
    assert before[CLOCK_PAGE].replace(b"23 Nov 2026", b"24 Nov 2026") == after[CLOCK_PAGE]


# --- command -----------------------------------------------------------------------------------------------

COMMAND = [sys.executable, "-m", "examples.sample_site"]


def test_command_says_in_one_line_that_the_port_is_in_use(site: SampleSite) -> None:
    port = str(urlsplit(site.url).port)
    result = subprocess.run([*COMMAND, "--port", port], capture_output=True, text=True, timeout=30, check=False)
    assert result.returncode == 2
    assert result.stdout == ""
    assert result.stderr.startswith(f"Cannot listen on 127.0.0.1 port {port}: ")
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.skipif(os.name == "nt", reason="a single process cannot be sent Ctrl-C there")
def test_command_serves_until_interrupted() -> None:
    with subprocess.Popen(
        [*COMMAND, "--port", "0", "--edition", "2"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        assert process.stderr
        try:
            url = next(word for word in process.stdout.readline().split() if word.startswith("http://"))
            connection = http.client.HTTPConnection("127.0.0.1", urlsplit(url).port, timeout=30)
            connection.request("GET", NEW_POST)
            assert connection.getresponse().status == 200
            connection.close()
            process.send_signal(signal.SIGINT)
            assert process.wait(timeout=30) == 0
            assert (process.stdout.read(), process.stderr.read()) == ("", "")
        finally:
            process.kill()
