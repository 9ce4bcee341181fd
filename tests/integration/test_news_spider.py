"""What the spider `news` finds and takes, on small sites made for one question each."""

from __future__ import annotations

import json
import sqlite3
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.recording_server import Answer, RecordingServer, page, recording_server, redirect
from tests.sample_project import REPOSITORY, run_scrapy

_PARAGRAPH = "<p>The council of the small harbour town met on Tuesday, and nobody left before midnight. %s</p>"
_JSON_LD = '<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle"}</script>'


def article(headline: str, head: str = "", more: str = "") -> Answer:
    text = "".join(_PARAGRAPH % f"So it is told in part {number}." for number in range(8))
    return page(
        f"<html lang=en><head>{head}</head><body><article><h1>{headline}</h1>{text}</article>{more}</body></html>"
    )


def listing(*urls: str, head: str = "") -> Answer:
    links = "".join(f'<li><a href="{url}">A headline that is long enough, about {url}</a></li>' for url in urls)
    return page(f"<html lang=en><head><title>Front</title>{head}</head><body><ul>{links}</ul></body></html>")


def xml(text: str) -> Answer:
    return 200, {"Content-Type": "application/xml"}, text


def sitemap(*urls: str) -> Answer:
    return xml("<urlset>" + "".join(f"<url><loc>{url}</loc></url>" for url in urls) + "</urlset>")


def feed(*entries: tuple[str, str]) -> Answer:
    items = "".join(f"<item><link>{url}</link><pubDate>{date}</pubDate></item>" for url, date in entries)
    return xml(f"<rss version='2.0'><channel>{items}</channel></rss>")


@dataclass
class Site:
    """A small site, and the crawls of it."""

    server: RecordingServer
    directory: Path

    def serve(self, answers: Mapping[str, Answer]) -> None:
        """By path; "{site}" in an answer stands for the site's address without the last slash."""
        site = self.server.url("").rstrip("/")
        for path, (status, headers, text) in answers.items():
            named = {name: value.replace("{site}", site) for name, value in headers.items()}
            self.server.answers[path] = (status, named, text.replace("{site}", site))

    def run(self, *arguments: str, url: str | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
        settings = "-s DOWNLOAD_DELAY=0 -s AUTOTHROTTLE_ENABLED=0 -s PRIVATE_ADDRESSES_ALLOWED=1".split()
        done = run_scrapy(
            REPOSITORY,
            "crawl",
            "news",
            "-a",
            f"url={url or self.server.url('/')}",
            *arguments,
            *settings,
            **({"STORE_URL": "sqlite://"} | environment),
        )
        assert "Traceback" not in done.stderr, done.stderr
        return done

    def crawl(self, *arguments: str, url: str | None = None, **environment: str) -> list[dict[str, Any]]:
        path = self.directory / "articles.jsonl"
        self.run(*arguments, "-O", str(path), url=url, **environment)
        # The feed of a run without news is left as it was.
        lines = path.read_text(encoding="utf-8").splitlines()
        path.unlink()
        return [json.loads(line) for line in lines]

    def paths(self, items: list[dict[str, Any]]) -> set[str]:
        return {item["url"].removeprefix(self.server.url("")) for item in items}


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with recording_server({}) as server:
        yield Site(server, tmp_path)


def test_articles_with_the_urls_of_sections_are_found(site: Site) -> None:
    linked = {"/sport/ferry-sinks", "/budget-vote", "/?p=123", "/story.html", "/archive/2026/01/ferry-sinks-at-night"}
    in_sitemap = {"/news/quay-closed", "/sport/regatta-won"}
    site.serve({path: article(f"What happened at {path}", _JSON_LD) for path in linked | in_sitemap})
    site.serve(
        {
            "/": listing(*sorted(linked)),
            "/robots.txt": (200, {}, "Sitemap: {site}/sitemap.xml"),
            "/sitemap.xml": sitemap(*(f"{{site}}{path}" for path in in_sitemap), "{site}/sport"),
            "/sport": listing("/sport/ferry-sinks"),
        }
    )
    assert site.paths(site.crawl()) == linked | in_sitemap


def test_start_url_that_names_a_file_means_its_directory(site: Site) -> None:
    site.serve(
        {
            "/index.html": listing("/2026/01/linked-from-the-front-page"),
            "/robots.txt": (200, {}, "Sitemap: {site}/sitemap.xml"),
            "/sitemap.xml": sitemap("{site}/2026/01/named-in-the-sitemap-only"),
            "/2026/01/linked-from-the-front-page": article("Linked"),
            "/2026/01/named-in-the-sitemap-only": article("Named"),
        }
    )
    items = site.crawl(url=site.server.url("/index.html"))
    assert site.paths(items) == {"/2026/01/linked-from-the-front-page", "/2026/01/named-in-the-sitemap-only"}


def test_site_that_moved_to_another_domain_is_crawled_there(site: Site) -> None:
    new = "http://www.harbour-courier.example"
    site.server.answers |= {
        "http://courier.example/": redirect(f"{new}/en/home"),
        f"{new}/en/home": listing(
            "/en/2026/01/linked-from-the-front-page", head="<link rel=alternate type=application/rss+xml href=/feed>"
        ),
        f"{new}/robots.txt": (200, {}, f"Sitemap: {new}/sitemap.xml"),
        f"{new}/sitemap.xml": sitemap(f"{new}/de/2026/01/named-in-the-sitemap-only"),
        f"{new}/feed": feed((f"{new}/de/2026/01/named-in-the-feed-only", "Fri, 09 Jan 2026 10:00:00 GMT")),
        f"{new}/en/2026/01/linked-from-the-front-page": article("Linked"),
        f"{new}/de/2026/01/named-in-the-sitemap-only": article("In the sitemap"),
        f"{new}/de/2026/01/named-in-the-feed-only": article("In the feed"),
    }
    items = site.crawl(url="http://courier.example/", http_proxy=site.server.url("/"))
    assert {item["headline"] for item in items} == {"Linked", "In the sitemap", "In the feed"}


def test_walls_are_told_by_kind_and_never_stored(site: Site) -> None:
    """Also those on other hosts, to which a page redirects."""
    base, consent = "http://courier.example", "http://choices.example/collectConsent?sessionId=3"
    walls = {
        "just-a-challenge": page("<h1>Verify you are human</h1><p>Press and hold.</p>"),
        "consent-elsewhere": redirect(consent),
        "account-elsewhere": redirect("http://accounts.example/start"),
        "partner-elsewhere": redirect("http://partner.example/offer"),
        "gone-with-success": page("<h1>Page not found</h1>"),
        "empty-until-scripted": page("<div id=root></div><script src=/x.js></script>"),
        "closed-for-repair": page("<h1>Down for maintenance</h1><p>Back soon.</p>"),
    }
    urls = {name: f"{base}/2026/01/{name}-in-town" for name in walls}
    site.server.answers |= {
        f"{base}/": listing(f"{base}/2026/01/ferries-sail-again", *urls.values()),
        f"{base}/2026/01/ferries-sail-again": article("Ferries"),
        consent: page("<h1>Example</h1><p>Some words about choices.</p><button>OK</button>"),
        "http://accounts.example/start": page("<h1>Sign in</h1><form><input type=password></form>"),
        "http://partner.example/offer": page("<h1>Buy a boat</h1>"),
        **{urls[name]: answer for name, answer in walls.items()},
    }
    store = site.directory / "store.db"
    items = site.crawl(url=f"{base}/", http_proxy=site.server.url("/"), STORE_URL=f"sqlite:///{store}")
    assert [item["headline"] for item in items] == ["Ferries"]
    with closing(sqlite3.connect(store)) as connection:
        rows = connection.execute("SELECT url, outcome, detail FROM urls WHERE kind = 'article'")
        became = {
            url.rpartition("/")[2].removesuffix("-in-town"): (outcome, detail)
            for url, outcome, detail in rows
            if url.startswith(base)
        }
        stored = connection.execute("SELECT count(*) FROM articles").fetchone()
    assert stored == (1,)
    assert became == {
        "ferries-sail-again": ("new", None),
        "just-a-challenge": ("blocked", "challenge"),
        "consent-elsewhere": ("blocked", "consent_wall"),
        "account-elsewhere": ("not_an_article", "login"),
        "partner-elsewhere": ("out_of_range", "offsite"),
        "gone-with-success": ("not_an_article", "error_page"),
        "empty-until-scripted": ("error", "empty_shell"),
        "closed-for-repair": ("error", "out_of_order"),
    }


def test_start_page_behind_a_consent_wall_on_another_host_is_no_move_of_the_site(site: Site) -> None:
    consent = "http://choices.example/consent?r=1"
    site.server.answers |= {
        "http://courier.example/": redirect(consent),
        consent: listing("http://choices.example/2026/01/who-we-are-and-what-we-want"),
    }
    done = site.run(url="http://courier.example/", http_proxy=site.server.url("/"))
    assert done.returncode == 1
    assert "1  a consent wall" in done.stdout
    assert "In the place of pages came a consent wall, and no article." in done.stdout
    assert not [url for url in site.server.requested if "who-we-are" in url]


def test_canonical_page_is_read_instead_of_its_amp_variant(site: Site) -> None:
    canonical = '<link rel="canonical" href="{site}/politics/the-levy-is-voted-today">'
    site.serve(
        {
            "/": listing("/amp/politics/the-levy-is-voted-today"),
            "/amp/politics/the-levy-is-voted-today": article("The levy is voted", canonical),
            "/politics/the-levy-is-voted-today": article("The levy is voted", more="<p>" + "And more of it. " * 20),
        }
    )
    (item,) = site.crawl()
    assert site.paths([item]) == {"/politics/the-levy-is-voted-today"}


def test_amp_variant_is_taken_when_its_canonical_page_cannot_be_had(site: Site) -> None:
    canonical = '<link rel="canonical" href="{site}/politics/the-levy-is-voted-today">'
    site.serve(
        {
            "/": listing("/amp/politics/the-levy-is-voted-today"),
            "/amp/politics/the-levy-is-voted-today": article("The levy is voted", canonical),
        }
    )
    assert site.paths(site.crawl()) == {"/amp/politics/the-levy-is-voted-today"}


def test_section_named_as_canonical_by_a_template_does_not_swallow_its_articles(site: Site) -> None:
    paths = [f"/news/fresh-story-of-today-{number}" for number in range(3)]
    site.serve({path: article(f"Story {path}", '<link rel="canonical" href="{site}/news/">') for path in paths})
    site.serve({"/": listing(*paths), "/news/": listing(*paths)})
    items = site.crawl()
    assert site.paths(items) == set(paths)
    assert len({item["id"] for item in items}) == 3


def test_date_of_a_feed_is_kept_when_its_link_redirects(site: Site) -> None:
    site.serve(
        {
            "/": page('<html><head><link rel=alternate type="application/rss+xml" href="/feed"></head></html>'),
            "/feed": feed(("{site}/r/12345", "Fri, 09 Jan 2026 10:00:00 GMT")),
            "/r/12345": redirect("/2026/the-levy-is-voted-today"),
            "/2026/the-levy-is-voted-today": article("The levy is voted"),
        }
    )
    (item,) = site.crawl()
    assert (item["date_published"], item["date_published_source"]) == ("2026-01-09T10:00:00+00:00", "feed")


def test_feed_and_sitemap_on_another_host_are_read_and_their_foreign_entries_left(site: Site) -> None:
    ours, theirs = "http://courier.example", "http://feeds.host.example"
    site.server.answers |= {
        f"{ours}/": page(
            f'<html><head><link rel=alternate type="application/rss+xml" href="{theirs}/feed"></head></html>'
        ),
        f"{ours}/robots.txt": (200, {}, f"Sitemap: {theirs}/sitemap.xml"),
        f"{theirs}/feed": feed(
            (f"{ours}/2026/01/named-in-the-feed", ""), (f"{theirs}/2026/01/an-advertisers-link", "")
        ),
        f"{theirs}/sitemap.xml": sitemap(f"{ours}/2026/01/named-in-the-sitemap"),
        f"{ours}/2026/01/named-in-the-feed": article("In the feed"),
        f"{ours}/2026/01/named-in-the-sitemap": article("In the sitemap"),
        f"{theirs}/2026/01/an-advertisers-link": article("Foreign"),
    }
    items = site.crawl(url=f"{ours}/", http_proxy=site.server.url("/"))
    assert {item["headline"] for item in items} == {"In the feed", "In the sitemap"}


def test_section_of_a_section_is_followed(site: Site) -> None:
    def navigation(*paths: str) -> Answer:
        return page("<body><nav>" + "".join(f'<a href="{path}">{path[1:]}</a>' for path in paths) + "</nav></body>")

    site.serve(
        {
            "/": navigation("/world"),
            "/world": navigation("/world/asia"),
            "/world/asia": listing("/world/asia/found-two-sections-deep"),
            "/world/asia/found-two-sections-deep": article("Found"),
        }
    )
    assert site.paths(site.crawl()) == {"/world/asia/found-two-sections-deep"}


def test_max_depth_ends_the_way_from_list_to_list(site: Site) -> None:
    site.serve(
        {f"/page/{number}": listing(f"/page/{number + 1}", f"/2026/article-of-page-{number}") for number in range(1, 9)}
    )
    site.serve({f"/2026/article-of-page-{number}": article(f"Article {number}") for number in range(1, 9)})
    site.serve({"/": listing("/page/1")})
    items = site.crawl("-a", "max_depth=3")
    assert {item["headline"] for item in items} == {"Article 1", "Article 2"}


def test_newest_sitemap_of_an_index_is_asked_first_and_articles_before_archives(site: Site) -> None:
    children = "".join(
        f"<sitemap><loc>{{site}}/archive-{year}.xml</loc><lastmod>{year}-12-31</lastmod></sitemap>"
        for year in (2019, 2025)
    )
    site.serve(
        {
            "/": listing("/2026/linked-from-the-front-page"),
            "/robots.txt": (200, {}, "Sitemap: {site}/index.xml"),
            "/index.xml": xml(f"<sitemapindex>{children}</sitemapindex>"),
            "/2026/linked-from-the-front-page": article("Linked"),
        }
        | {f"/archive-{year}.xml": sitemap() for year in (2019, 2025)}
    )
    site.crawl("-s", "CONCURRENT_REQUESTS=1")
    asked = site.server.requested
    assert (
        asked.index("/2026/linked-from-the-front-page")
        < asked.index("/archive-2025.xml")
        < asked.index("/archive-2019.xml")
    )


def test_profile_names_feeds_and_sitemaps_and_excludes_also_behind_redirects(site: Site) -> None:
    profiles = site.directory / "sites"
    profiles.mkdir()
    text = """
        start_urls = ["{site}/"]
        feeds = ["{site}/hidden-feed"]
        sitemaps = ["{site}/hidden-sitemap"]
        exclude_urls = ["/secret/"]
        article_urls = ["/story/"]
    """
    (profiles / "sample.toml").write_text(text.replace("{site}", site.server.url("").rstrip("/")), encoding="utf-8")
    site.serve(
        {path: article(path) for path in ("/story/1", "/story/2", "/story/secret/3", "/no-story-at-all-but-an-article")}
    )
    site.serve(
        {
            "/": listing("/no-story-at-all-but-an-article", "/story/4", "/story/secret/3"),
            "/hidden-feed": feed(("{site}/story/1", "")),
            "/hidden-sitemap": sitemap("{site}/story/2"),
            "/story/4": redirect("/story/secret/3"),
        }
    )
    assert site.paths(site.crawl("-s", f"SITE_PROFILES_DIR={profiles}")) == {"/story/1", "/story/2"}


def test_href_that_is_no_url_costs_nothing_else(site: Site) -> None:
    links = (
        '<a href="http://.//http:a">Bad</a><a href="//8a&#0;">Bad</a><a href="/2026/the-good-link-of-the-page">Good</a>'
    )
    bad_feed = json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "items": [{"url": "https://a/\ud800"}, {"url": "{site}/2026/the-good-entry-of-the-feed"}],
        }
    )
    head = '<link rel="alternate" type="application/feed+json" href="/feed.json">'
    site.serve(
        {
            "/": page(f"<html><head>{head}</head><body>{links}</body></html>"),
            "/feed.json": (200, {"Content-Type": "application/feed+json"}, bad_feed),
            "/2026/the-good-link-of-the-page": article("Linked"),
            "/2026/the-good-entry-of-the-feed": article("In the feed"),
        }
    )
    assert {item["headline"] for item in site.crawl()} == {"Linked", "In the feed"}


def test_url_that_is_too_long_to_be_asked_for_does_not_hold_up_the_crawl(site: Site) -> None:
    site.serve(
        {
            "/": listing(f"/2026/{'a-very-long-way-' * 200}", "/2026/the-good-link-of-the-page"),
            "/2026/the-good-link-of-the-page": article("Linked"),
        }
    )
    assert {item["headline"] for item in site.crawl()} == {"Linked"}


def test_posts_of_the_wordpress_api_are_found_with_their_dates(site: Site) -> None:
    posts = [{"link": "{site}/the-levy-is-voted", "date_gmt": "2026-01-09T10:00:00", "title": {"rendered": "Levy"}}]
    fields = "link%2Cdate_gmt%2Cmodified_gmt%2Ctitle"
    site.serve(
        {
            "/": page('<html><head><link rel="https://api.w.org/" href="/wp-json/"></head></html>'),
            f"/wp-json/wp/v2/posts?per_page=100&_fields={fields}&page=1": (200, {}, json.dumps(posts)),
            "/the-levy-is-voted": article("The levy is voted", _JSON_LD),
        }
    )
    (item,) = site.crawl()
    assert item["headline"] == "The levy is voted"


def test_feed_and_sitemap_that_nothing_names_are_looked_for_at_the_usual_places(site: Site) -> None:
    site.serve(
        {
            "/": page("<p>Nothing here"),
            "/feed": feed(("{site}/2026/01/named-in-the-feed", "")),
            "/sitemap.xml": sitemap("{site}/2026/01/named-in-the-sitemap"),
            "/robots.txt": (200, {}, ""),
            "/2026/01/named-in-the-feed": article("In the feed"),
            "/2026/01/named-in-the-sitemap": article("In the sitemap"),
        }
    )
    assert {item["headline"] for item in site.crawl()} == {"In the feed", "In the sitemap"}


@pytest.mark.parametrize(
    ("argument", "expected"),
    [
        ("include=/sport/", {"Ferry race won"}),
        ("exclude=/sport/", {"Levy voted", "Trams are free"}),
        ("keywords=ferry, TRAM", {"Ferry race won", "Trams are free"}),
        ("keywords=am", set()),
    ],
)
def test_only_what_is_asked_for_is_taken_and_another_run_may_ask_for_the_rest(
    site: Site, argument: str, expected: set[str]
) -> None:
    site.serve(
        {
            "/": listing(
                "/2026/the-levy-is-voted-today", "/sport/2026/the-race-is-won-today", "/2026/no-fares-from-now"
            ),
            "/2026/the-levy-is-voted-today": article("Levy voted"),
            "/sport/2026/the-race-is-won-today": article("Ferry race won"),
            "/2026/no-fares-from-now": article("Trams are free"),
        }
    )
    store = f"sqlite:///{site.directory / 'news.db'}"
    assert {item["headline"] for item in site.crawl("-a", argument, STORE_URL=store)} == expected
    rest = {item["headline"] for item in site.crawl(STORE_URL=store)}
    assert rest == {"Levy voted", "Ferry race won", "Trams are free"} - expected


def test_server_that_answers_304_for_what_has_changed_is_no_longer_believed(site: Site) -> None:
    store = f"sqlite:///{site.directory / 'news.db'}"
    site.server.lies = True
    numbers = iter(range(1, 9))

    def publish() -> None:
        number = next(numbers)
        site.serve({f"/2026/the-story-of-today-{number}": article(f"Story {number}")})
        site.serve({"/": listing(*(f"/2026/the-story-of-today-{n}" for n in range(1, number + 1)))})

    def headlines(spot_check_share: int) -> list[str]:
        items = site.crawl("-s", f"SPOT_CHECK_SHARE={spot_check_share}", STORE_URL=store)
        return [item["headline"] for item in items]

    publish()
    assert headlines(0) == ["Story 1"]
    publish()
    assert headlines(0) == [], "nothing has changed, says the server"
    assert headlines(1) == ["Story 2"], "checked"
    publish()
    assert headlines(0) == ["Story 3"], "no longer asked"


@pytest.mark.parametrize(
    ("headline", "linked", "is_lie"),
    [("Story", "", False), ("Story, corrected", "", True), ("Story", "/2026/the-story-of-tomorrow", True)],
    ids=["only bytes", "an article", "a list"],
)
def test_only_what_a_page_says_proves_that_its_server_lies(
    site: Site, headline: str, linked: str, is_lie: bool
) -> None:
    path, store = "/2026/the-story-of-today", site.directory / "news.db"
    site.server.lies = True

    def publish(headline: str, nonce: str, *urls: str) -> None:
        script = f"<script nonce='{nonce}'>'{nonce}'</script>"
        site.serve({path: article(headline, _JSON_LD + script), "/": listing(path, *urls, head=script)})

    publish("Story", "a")
    site.crawl(STORE_URL=f"sqlite:///{store}")
    with closing(sqlite3.connect(store)) as connection, connection:
        connection.execute("UPDATE urls SET revisit_at = '2026-01-01T00:00:00Z'")
    publish(headline, "b", *filter(None, [linked]))
    site.run("-s", "SPOT_CHECK_SHARE=1", STORE_URL=f"sqlite:///{store}")
    with closing(sqlite3.connect(store)) as connection:
        ((lied_at,),) = connection.execute("SELECT validators_lied_at FROM sites")
    assert (lied_at is not None) == is_lie


def test_lists_of_latest_news_are_followed_in_the_store_though_the_article_is_unchanged(site: Site) -> None:
    path = site.directory / "news.db"

    def crawl_with(*names: str) -> None:
        items = "".join(f'<li><a href="/2026/01/{name}">The {name} of the small harbour</a></li>' for name in names)
        latest = f"<aside><h2>Latest news</h2><ul>{items}</ul></aside>"
        site.serve({"/2026/01/council": article("The council met", _JSON_LD, more=latest)})
        site.serve({f"/2026/01/{name}": article(f"The {name} of the small harbour", _JSON_LD) for name in names})
        site.crawl(url=site.server.url("/2026/01/council"), STORE_URL=f"sqlite:///{path}")

    crawl_with("ferries", "levies", "trams")
    crawl_with("bridges", "ferries", "levies")
    with closing(sqlite3.connect(path)) as connection, connection:
        query = (
            "SELECT entry, position, articles.headline FROM list_entries LEFT JOIN articles ON canonical_url = entry"
        )
        rows = connection.execute(f"{query} WHERE page = ? AND left_at IS NULL", [site.server.url("/2026/01/council")])
        found = {(entry.rpartition("/")[2], position, headline) for entry, position, headline in rows}
    assert found == {
        ("bridges", 1, "The bridges of the small harbour"),
        ("ferries", 2, "The ferries of the small harbour"),
        ("levies", 3, "The levies of the small harbour"),
    }


def test_sitemap_indexes_that_name_indexes_have_an_end(site: Site) -> None:
    site.serve(
        {
            f"/index-{n}.xml": xml(
                f"<sitemapindex><sitemap><loc>{{site}}/index-{n + 1}.xml</loc></sitemap></sitemapindex>"
            )
            for n in range(1, 9)
        }
    )
    site.serve({"/": listing("/2026/01/council"), "/2026/01/council": article("The council met", _JSON_LD)})
    site.serve({"/robots.txt": (200, {}, "Sitemap: {site}/index-1.xml")})
    assert len(site.crawl()) == 1
    asked = {path for path in site.server.requested if path.startswith("/index-")}
    assert asked == {f"/index-{n}.xml" for n in (1, 2, 3, 4)}


def test_what_is_no_page_is_in_the_ledger_by_its_kind(site: Site) -> None:
    links = ("/2026/01/annual-report-of-the-port", "/2026/01/sent-as-plain-text", "/2026/01/encoded-as-utf-8-it-says")
    sent = article("Sent as text")
    front = listing(*links)
    documents = '<a href="/files/budget.pdf">Budget</a><a href="/files/launch.mp4">Launch</a><a href="/x.css">x</a>'
    site.serve(
        {
            "/": (front[0], front[1], front[2].replace("</body>", f"{documents}</body>")),
            links[0]: (200, {"Content-Type": "text/html"}, "%PDF-1.7 and so on"),
            links[1]: (200, {"Content-Type": "text/plain"}, f"<!doctype html>{sent[2]}"),
            links[2]: (200, {"Content-Type": "text/html", "Content-Encoding": "utf-8"}, article("Not encoded")[2]),
        }
    )
    store = site.directory / "store.db"
    items = site.crawl(STORE_URL=f"sqlite:///{store}")
    assert {item["headline"] for item in items} == {"Sent as text", "Not encoded"}
    with closing(sqlite3.connect(store)) as connection:
        rows = connection.execute("SELECT url, kind, outcome, detail FROM urls WHERE detail IN ('pdf', 'video')")
        found = {url.removeprefix(site.server.url("")): rest for url, *rest in rows}
    assert found == {
        links[0]: ["article", "not_an_article", "pdf"],
        "/files/budget.pdf": ["document", "not_an_article", "pdf"],
        "/files/launch.mp4": ["document", "not_an_article", "video"],
    }
    assert not [path for path in site.server.requested if path.startswith("/files/")]
