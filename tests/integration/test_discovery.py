"""Every way in which a site can name an article, in one crawl of one site each; and archives walked backwards."""

from __future__ import annotations

import gzip
import json
import re
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.recording_server import Answer, RecordingServer, page, recording_server, redirect
from tests.sample_project import REPOSITORY, run_scrapy
from tests.small_site import article

_LOCAL = "-s DOWNLOAD_DELAY=0 -s AUTOTHROTTLE_ENABLED=0 -s PRIVATE_ADDRESSES_ALLOWED=1".split()


def crawl(server: RecordingServer, directory: Path, *arguments: str) -> str:
    """Crawl into a store in *directory*; what was logged."""
    store = f"sqlite:///{directory / 'news.db'}"
    command = ("crawl", "news", "-a", f"url={server.url()}", *arguments, *_LOCAL, "-s", f"STORE_URL={store}")
    done = run_scrapy(REPOSITORY, *command)
    assert "Traceback" not in done.stderr, done.stderr
    return done.stdout


def sources(directory: Path) -> dict[str, list[tuple[str, str, Any]]]:
    """(source, path it was found in, what that stated) of the path of each URL."""
    found: dict[str, list[tuple[str, str, Any]]] = {}
    with closing(sqlite3.connect(directory / "news.db")) as connection:
        query = (
            "SELECT url, source, found_in, stated FROM urls JOIN url_sources ON url_id = id ORDER BY url_id, found_in"
        )
        for url, source, found_in, stated in connection.execute(query):
            found.setdefault(_path(url), []).append((source, _path(found_in), json.loads(stated or "{}")))
    return found


def _path(url: str) -> str:
    return "/" + url.split("/", 3)[-1]


def outcomes(directory: Path) -> dict[str, str]:
    with closing(sqlite3.connect(directory / "news.db")) as connection:
        rows = connection.execute("SELECT url, CASE queued WHEN 1 THEN 'pending' ELSE outcome END FROM urls")
        return {_path(url): outcome for url, outcome in rows}


def xml(text: str) -> Answer:
    return 200, {"Content-Type": "application/xml"}, text


def links(*paths: str) -> str:
    return "".join(f'<li><a href="{path}">A headline that is long enough, of {path}</a></li>' for path in paths)


def story(name: str) -> str:
    return f"/2026/the-story-in-{name}"


_RSS_DATE, _ISO_DATE = "Fri, 09 Jan 2026 10:00:00 GMT", "2026-01-09T10:00:00Z"
# Each names the article story(its name), and says its title and date where the format has them.
_FEEDS: Mapping[str, tuple[str, str]] = {
    "rss091": (
        "rss+xml",
        "<rss version='0.91'><channel><title>N</title><item><title>T</title><link>{}</link></item></channel></rss>",
    ),
    "rss10": (
        "rdf+xml",
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'"
        " xmlns:dc='http://purl.org/dc/elements/1.1/'><channel rdf:about='x'><title>N</title></channel>"
        f"<item rdf:about='{{0}}'><title>T</title><link>{{0}}</link><dc:date>{_ISO_DATE}</dc:date></item></rdf:RDF>",
    ),
    "rss20": (
        "rss+xml",
        f"<rss version='2.0'><channel><item><title>T</title><link>{{}}</link><pubDate>{_RSS_DATE}</pubDate></item>"
        "</channel></rss>",
    ),
    "atom": (
        "atom+xml",
        "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>T</title>"
        f"<link href='{{}}'/><published>{_ISO_DATE}</published></entry></feed>",
    ),
    "json": (
        "feed+json",
        json.dumps(
            {
                "version": "https://jsonfeed.org/version/1.1",
                "items": [{"id": "1", "url": "{}", "title": "T", "date_published": _ISO_DATE}],
            }
        )
        .replace("{", "{{")
        .replace("}", "}}")
        .replace("{{}}", "{}"),
    ),
}
_NEWS = (
    "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' xmlns:news='http://www.google.com/schemas/sitemap-news/0.9'>"
    f"<url><loc>{{}}</loc><news:news><news:publication_date>{_ISO_DATE}</news:publication_date><news:title>T</news:title>"
    "</news:news></url></urlset>"
)
_API = "/wp-json/wp/v2/posts?per_page=100&_fields=link%2Cdate_gmt%2Cmodified_gmt%2Ctitle&page="


def every_source(server: RecordingServer) -> dict[str, Answer]:
    head = "".join(
        f'<link rel=alternate type="application/{kind}" href="/{name}">' for name, (kind, _) in _FEEDS.items()
    )
    head += '<link rel="https://api.w.org/" href="/wp-json/">'
    latest = f"<aside><h2>Latest news</h2><ul>{links(story('latest'), story('latest2'), story('latest3'))}</ul></aside>"
    pager = '<a rel="next" href="/page/2">Older</a>'
    posts = [{"link": server.url(story("api")), "date_gmt": "2026-01-09T10:00:00", "title": {"rendered": "T"}}]
    site = server.url("").rstrip("/")
    answers: dict[str, Answer] = {
        "/": page(f"<html><head>{head}</head><body><ul>{links(story('listing'))}</ul>{pager}</body></html>"),
        "/page/2": page(f"<html><body><ul>{links(story('page2'))}</ul></body></html>"),
        "/robots.txt": (200, {}, f"Sitemap: {site}/index.xml\nSitemap: {site}/lines.txt"),
        "/index.xml": xml(
            "<sitemapindex>"
            + "".join(f"<sitemap><loc>{site}/{name}</loc></sitemap>" for name in ("zipped.xml.gz", "news-sitemap.xml"))
            + "</sitemapindex>"
        ),
        "/zipped.xml.gz": (
            200,
            {"Content-Type": "application/gzip"},
            gzip.compress(
                f"<urlset><url><loc>{site}{story('zipped')}</loc><lastmod>2026-01-09</lastmod></url></urlset>".encode()
            ),
        ),
        "/news-sitemap.xml": xml(_NEWS.format(site + story("news"))),
        "/lines.txt": (200, {"Content-Type": "text/plain"}, f"{site}{story('lines')}\n"),
        _API + "1": (200, {}, json.dumps(posts)),
    }
    answers |= {f"/{name}": (200, {}, text.format(site + story(name))) for name, (_, text) in _FEEDS.items()}
    named = ("listing", "page2", "latest", "latest2", "latest3", "zipped", "news", "lines", "api", *_FEEDS)
    for number, name in enumerate(named):
        status, headers, text = article(number)
        assert isinstance(text, str)
        answers[story(name)] = (
            status,
            headers,
            text.replace("</body>", latest + "</body>") if name == "listing" else text,
        )
    return answers


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], dict[str, list[tuple[str, str, Any]]]]:
    directory = tmp_path_factory.mktemp("every-source")
    with recording_server({}) as server:
        server.answers.update(every_source(server))
        crawl(server, directory)
    return outcomes(directory), sources(directory)


@pytest.mark.parametrize(
    ("name", "source", "found_in", "date"),
    [
        ("listing", "listing", "/", None),
        ("page2", "listing", "/page/2", None),
        ("latest", "latest_news", story("listing"), None),
        ("rss091", "feed", "/rss091", None),
        ("rss10", "feed", "/rss10", _ISO_DATE),
        ("rss20", "feed", "/rss20", _RSS_DATE),
        ("atom", "feed", "/atom", _ISO_DATE),
        ("json", "feed", "/json", _ISO_DATE),
        ("news", "sitemap", "/news-sitemap.xml", _ISO_DATE),
        ("zipped", "sitemap", "/zipped.xml.gz", None),
        ("lines", "sitemap", "/lines.txt", None),
        ("api", "api", _API + "1", "2026-01-09T10:00:00Z"),
    ],
)
def test_article_is_found_and_kept_with_the_title_and_date_its_source_gives(
    found: tuple[dict[str, str], dict[str, list[tuple[str, str, Any]]]],
    name: str,
    source: str,
    found_in: str,
    date: str | None,
) -> None:
    outcome, named = found
    assert outcome[story(name)] == "new"
    ((given, place, stated),) = (entry for entry in named[story(name)] if entry[0] == source)
    assert (given, place) == (source, found_in)
    if source == "sitemap" and date is None:
        assert "published" not in stated, "the time of a modification is none of publication"
    else:
        assert stated.get("title") == (
            "T" if source in ("feed", "api", "sitemap") else f"A headline that is long enough, of {story(name)}"
        )
        assert stated.get("published", {}).get("raw") == date


def feed_page(server: RecordingServer, number: int, following: str | None) -> Answer:
    rel = "prev-archive" if number == 3 else "next"
    more = f'<link rel="{rel}" href="{following}"/>' if following else ""
    entries = "".join(
        f"<entry><title>T</title><link href='{server.url(story(f'feed{number}-{n}'))}'/>"
        f"<published>2026-01-{20 - number:02}T10:00:00Z</published></entry>"
        for n in (1, 2)
    )
    return xml(f"<feed xmlns='http://www.w3.org/2005/Atom'>{more}{entries}</feed>")


def test_feed_is_followed_to_its_older_documents_as_far_as_since_and_no_further(tmp_path: Path) -> None:
    with recording_server(
        {"/": page('<head><link rel=alternate type="application/atom+xml" href="/feed1"></head>')}
    ) as server:
        for number in range(1, 9):
            server.answers[f"/feed{number}"] = feed_page(server, number, f"/feed{number + 1}")
            server.answers |= {story(f"feed{number}-{n}"): article(28 * n + 19 - number) for n in (1, 2)}
        crawl(server, tmp_path, "-a", "since=2026-01-17")
        # A day of slack for time zones, and the document that shows that it is enough.
        assert [path for path in server.requested if path.startswith("/feed")] == [f"/feed{n}" for n in range(1, 6)]
        assert {path for path, outcome in outcomes(tmp_path).items() if outcome == "new"} >= {
            story("feed3-1"),
            story("feed1-2"),
        }


def test_earlier_since_goes_on_in_a_feed_where_the_last_one_ended(tmp_path: Path) -> None:
    """The feed's address redirects, as WordPress has it: what it names is found in the document it leads to."""
    with recording_server(
        {"/": page('<head><link rel=alternate type="application/atom+xml" href="/feed"></head>')}
    ) as server:
        server.answers["/feed"] = redirect("/feed1")
        for number in range(1, 9):
            server.answers[f"/feed{number}"] = feed_page(server, number, f"/feed{number + 1}")
            server.answers |= {story(f"feed{number}-{n}"): article(28 * n + 19 - number) for n in (1, 2)}
        crawl(server, tmp_path, "-a", "since=2026-01-18")
        asked = len(server.requested)
        crawl(server, tmp_path, "-a", "since=2026-01-14")
        older = [path for path in server.requested[asked:] if re.fullmatch("/feed[2-9]", path)]
        assert older == ["/feed5", "/feed6", "/feed7", "/feed8"]
        assert outcomes(tmp_path)[story("feed6-1")] == "new"


def test_site_without_robots_txt_has_its_sitemap_where_sites_have_it(tmp_path: Path) -> None:
    with recording_server({"/": page("<body>Nothing is linked here.</body>"), story("a"): article(1)}) as server:
        server.answers["/sitemap.xml"] = xml(f"<urlset><url><loc>{server.url(story('a'))}</loc></url></urlset>")
        crawl(server, tmp_path)
    assert outcomes(tmp_path)[story("a")] == "new"


def test_feed_that_has_become_a_page_is_a_failure(tmp_path: Path) -> None:
    with recording_server(
        {"/": page('<head><link rel=alternate type="application/rss+xml" href="/news"></head>')}
    ) as server:
        server.answers |= {story("a"): article(1), "/news": xml(_FEEDS["rss20"][1].format(server.url(story("a"))))}
        crawl(server, tmp_path)
        server.answers["/news"] = page("<html><body><h1>Our new look</h1></body></html>")
        shown = crawl(server, tmp_path, "-a", "max_depth=4")
    assert (outcomes(tmp_path)["/news"], outcomes(tmp_path)[story("a")]) == ("error", "new")
    assert "1  no feed in a feed's place" in shown


def test_sitemap_larger_than_any_page_is_read(tmp_path: Path) -> None:
    with recording_server({"/": page(), story("a"): article(1)}) as server:
        filling = f"<url><loc>{server.url('/video/x.mp4')}</loc>{' ' * 1000}</url>" * 11_000
        first = f"<url><loc>{server.url(story('a'))}</loc></url>"
        server.answers["/sitemap.xml"] = xml(f"<urlset>{filling}{first}</urlset>")
        crawl(server, tmp_path)
    assert outcomes(tmp_path)[story("a")] == "new"


def test_modification_that_all_entries_share_excludes_none_by_since(tmp_path: Path) -> None:
    paths = [story(f"the-year-{number}") for number in range(12)]
    with recording_server({"/": page()} | {path: article(number) for number, path in enumerate(paths)}) as server:
        entries = "".join(f"<url><loc>{server.url(path)}</loc><lastmod>2020-01-01</lastmod></url>" for path in paths)
        server.answers["/sitemap.xml"] = xml(f"<urlset>{entries}</urlset>")
        crawl(server, tmp_path, "-a", "since=2026-01-01")
    assert {outcomes(tmp_path)[path] for path in paths} == {"new"}


def test_server_that_does_not_know_its_page_numbers_is_asked_for_one_page_more(tmp_path: Path) -> None:
    posts = json.dumps(
        [{"link": f"/2026/the-story-of-number-{n}", "date_gmt": "2026-01-09T10:00:00"} for n in range(100)]
    )
    with recording_server({"/": page('<head><link rel="https://api.w.org/" href="/wp-json/"></head>')}) as server:
        server.answers |= {_API + str(number): (200, {}, posts) for number in range(1, 9)}
        crawl(server, tmp_path, "-a", "max_articles=1")
        assert [path for path in server.requested if path.startswith("/wp-json")][:3] == [_API + "1", _API + "2"]


def test_crawl_that_takes_long_asks_again_for_what_names_articles(tmp_path: Path) -> None:
    names = [story(f"hour-{number}") for number in range(8)]
    with recording_server({path: article(number) for number, path in enumerate(names)}) as server:
        server.answers["/"] = page(f"<body>{links(*names)}</body>")
        url, store = server.url(), f"STORE_URL=sqlite:///{tmp_path / 'news.db'}"
        command = ["scrapy", "crawl", "news", "-a", f"url={url}", *_LOCAL, "-s", "DOWNLOAD_DELAY=0.5", "-s", store]
        program = "from spiders import site_crawl; from scrapy.cmdline import execute; "
        program += f"site_crawl._LISTS_AGAIN_SECONDS = 2; execute({command!r})"
        subprocess.run([sys.executable, "-c", program], cwd=REPOSITORY, check=True, capture_output=True, timeout=120)
        assert 2 <= server.requested.count("/") <= 6
        assert all(server.requested.count(path) == 1 for path in names)


# --- Archives by date -------------------------------------------------------------------------------------------------


def archive(server: RecordingServer, days: Mapping[str, str]) -> None:
    """*days*: the path of the archive's page -> the name of the story on it; empty: a page without one."""
    for path, name in days.items():
        server.answers[path] = page(
            f"<html><body><h1>Archive</h1><ul>{links(story(name)) if name else ''}</ul></body></html>"
        )
        if name:
            # Of that day, by what the page says.
            server.answers[story(name)] = article(28 + int(name.removeprefix("day")) - 1)


def test_archives_are_walked_backwards_from_a_link_to_their_newest_page_as_far_as_since(tmp_path: Path) -> None:
    forms = ["/archive/2026-01-{:02}", "/days?date=202601{:02}", "/2026/01/{:02}/"]
    newest = "".join(f'<a href="{form.format(20)}">Archive</a>' for form in forms)
    with recording_server({"/": page(f"<body><footer>{newest}</footer></body>")}) as server:
        # The 15th has no page, the 12th no article. All pages of a day name the same.
        for form in forms:
            archive(server, {form.format(day): f"day{day}" if day != 12 else "" for day in range(1, 21) if day != 15})
        crawl(server, tmp_path, "-a", "since=2026-01-11")
        names = {path for path, outcome in outcomes(tmp_path).items() if outcome == "new"}
        assert names == {story(f"day{day}") for day in (11, 13, 14, 16, 17, 18, 19, 20)}
        # One day more for time zones.
        for form in forms:
            asked = [day for day in range(1, 32) if form.format(day) in server.requested]
            assert asked == list(range(10, 21)), form


def test_archive_that_was_walked_is_left_alone_and_an_earlier_since_goes_on_where_it_ended(tmp_path: Path) -> None:
    with recording_server({"/": page(f"<body>{links('/archive/2026-01-20')}</body>")}) as server:
        archive(server, {f"/archive/2026-01-{day:02}": f"day{day}" for day in range(11, 21)})
        crawl(server, tmp_path, "-a", "since=2026-01-18")
        asked = len(server.requested)
        crawl(server, tmp_path, "-a", "since=2026-01-18")
        assert not any(path.startswith("/archive") for path in server.requested[asked:])
        crawl(server, tmp_path, "-a", "since=2026-01-16")
        assert [path[-2:] for path in server.requested[asked:] if path.startswith("/archive")] == ["16", "15"]
        assert outcomes(tmp_path)[story("day16")] == "new"


def test_archive_is_entered_at_until_and_left_after_a_week_without_articles(tmp_path: Path) -> None:
    with recording_server({"/": page('<body><a href="/archive/2026-03-20">Archive</a></body>')}) as server:
        archive(server, {f"/archive/2026-01-{day:02}": f"day{day}" for day in range(20, 31)})
        crawl(server, tmp_path, "-a", "since=2025-11-01", "-a", "until=2026-01-25")
        asked = [path for path in server.requested if path.startswith("/archive")]
        assert asked[0] == "/archive/2026-01-25"
        assert asked[-1] == "/archive/2026-01-12"
        assert len(asked) == len(set(asked)) == 14


def test_calendar_without_since_is_not_walked(tmp_path: Path) -> None:
    days = {f"/calendar/2026-01-{day:02}": f"day{day}" for day in range(1, 21)}
    with recording_server({"/": page(f"<body>{links('/calendar/2026-01-20')}</body>")}) as server:
        archive(server, days)
        crawl(server, tmp_path)
        assert [path for path in server.requested if path.startswith("/calendar")] == ["/calendar/2026-01-20"]


# --- A list of articles -----------------------------------------------------------------------------------------------


def test_page_of_a_list_cannot_take_the_place_of_another_on_it(tmp_path: Path) -> None:
    taken, honest = article(1), article(2)
    with recording_server({story("own"): honest}) as server:
        claim = f'<head><link rel="canonical" href="{server.url(story("own"))}">'
        server.answers[story("other")] = page(str(taken[2]).replace("<head>", claim))
        urls = ",".join(server.url(story(name)) for name in ("other", "own"))
        store = f"sqlite:///{tmp_path / 'news.db'}"
        done = run_scrapy(REPOSITORY, "crawl", "articles", "-a", f"urls={urls}", *_LOCAL, "-s", f"STORE_URL={store}")
    assert done.returncode == 0, done.stderr
    with closing(sqlite3.connect(tmp_path / "news.db")) as connection:
        stored = dict(connection.execute("SELECT canonical_url, headline FROM articles"))
    assert {_path(url): headline for url, headline in stored.items()} == {
        story("other"): "Headline of 1",
        story("own"): "Headline of 2",
    }
