"""Addresses of one article: stored once, the others kept as relations; and addresses of articles that differ."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest

from tests.recording_server import Answer, page, recording_server, redirect
from tests.sample_project import REPOSITORY, run_scrapy

_HOST = "www.harbour-news.example.com"
_HTTP = f"http://{_HOST}"
_MOBILE = "http://m.harbour-news.example.com"
_BARE = "http://harbour-news.example.com"


def article(topic: str, canonical: str | None = None, more: str = "") -> Answer:
    text = "".join(
        f"<p>The {topic} committee met for the {number}th time and spoke of {topic} number {number} until midnight.</p>"
        for number in range(8)
    )
    link = f'<link rel="canonical" href="{canonical}">' if canonical else ""
    return page(
        f"<html lang=en><head><title>{topic}</title>{link}</head><body><article><h1>Committee on {topic} "
        f"meets again in the town hall</h1>{text}{more}</article></body></html>"
    )


_LINKS = [
    # Under the canonical link.
    f"{_HTTP}/news/ferries-101",
    f"{_HTTP}/news/ferries-101/amp",
    f"{_HTTP}/news/ferries-101?print=1",
    f"{_MOBILE}/news/ferries-101",
    f"{_HTTP}/harbour/ferries-101",
    # Without one: the same text.
    f"{_HTTP}/news/bridges-102",
    f"{_HTTP}/news/bridges-102/",
    f"{_BARE}/news/bridges-102",
    f"{_MOBILE}/news/bridges-102",
    f"{_HTTP}/news/bridges-102/index.html",
    # Parameters, and a redirect.
    f"{_HTTP}/news/schools-103?utm_source=front&sessionid=12",
    f"{_HTTP}/news/schools-103?fbclid=7#comments",
    f"{_HTTP}/news/about-schools-3",
    # The same text at another address, and other texts at like ones.
    f"{_HTTP}/opinion/bridges-of-our-town-203",
    f"{_HTTP}/news/parks-104",
    f"{_HTTP}/news/parks-104/?edition=2",
    f"{_HTTP}/news/roads-105",
    f"{_MOBILE}/news/roads-105",
]


def _answers() -> dict[str, Answer]:
    links = "".join(f'<li><a href="{url}">A headline that is long enough, at {url}</a></li>' for url in _LINKS)
    front = page(f"<html lang=en><head><title>Harbour news</title></head><body><ul>{links}</ul></body></html>")
    ferries = article("ferries", f"{_HTTP}/news/ferries-101")
    bridges, parks = article("bridges"), article("parks", more="<p>More on the second page of it.</p>")
    answers = {f"{_HTTP}/": front}
    answers |= {url: ferries for url in _LINKS if "ferries" in url}
    answers |= {url: bridges for url in _LINKS if "bridges" in url}
    answers |= {
        f"{_HTTP}/news/schools-103": article("schools"),
        f"{_HTTP}/news/about-schools-3": redirect(f"{_HTTP}/news/schools-103?utm_source=go"),
        f"{_HTTP}/news/schools-103?utm_source=go": article("schools"),
        f"{_HTTP}/news/parks-104": article("parks"),
        f"{_HTTP}/news/parks-104/?edition=2": parks,
        f"{_HTTP}/news/roads-105": article("roads"),
        f"{_MOBILE}/news/roads-105": article("railways"),
    }
    for url in (f"{_HTTP}/news/schools-103?utm_source=front&sessionid=12", f"{_HTTP}/news/schools-103?fbclid=7"):
        answers[url] = article("schools")
    return answers


@dataclass
class Crawled:
    articles: dict[str, tuple[str, str | None]]
    """Canonical URL -> id and `duplicate_of`."""
    relations: dict[tuple[str, str], set[str]]
    """(path of the article's canonical URL, detail) -> the other URLs."""
    requested: list[str]
    log: str


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    directory = tmp_path_factory.mktemp("one_article")
    database = directory / "news.db"
    with recording_server(_answers()) as server:
        proxy = server.url("").rstrip("/")
        settings = "-s DOWNLOAD_DELAY=0 -s AUTOTHROTTLE_ENABLED=0 -s PRIVATE_ADDRESSES_ALLOWED=1".split()
        done = run_scrapy(
            REPOSITORY,
            *("crawl", "news", "-a", f"url={_HTTP}/", *settings),
            STORE_URL=f"sqlite:///{database}",
            http_proxy=proxy,
            no_proxy="",
        )
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute("SELECT canonical_url, id, duplicate_of FROM articles").fetchall()
        found: dict[tuple[str, str], set[str]] = {}
        query = (
            "SELECT canonical_url, detail, other FROM relations JOIN articles ON articles.id = article_id"
            " WHERE kind = 'same_url_variant'"
        )
        for canonical, detail, other in connection.execute(query):
            found.setdefault((urlsplit(canonical).path, detail), set()).add(other)
    return Crawled({url: (id_, first) for url, id_, first in rows}, found, server.requested, done.stdout + done.stderr)


def paths(crawled: Crawled, topic: str) -> list[str]:
    return sorted(urlsplit(url).path for url in crawled.articles if topic in url)


def test_variants_under_a_canonical_link_are_one_article(crawled: Crawled) -> None:
    assert paths(crawled, "ferries") == ["/news/ferries-101"], crawled.log
    others = {detail: urls for (path, detail), urls in crawled.relations.items() if "ferries" in path}
    assert others == {
        "amp": {f"{_HTTP}/news/ferries-101/amp"},
        "print": {f"{_HTTP}/news/ferries-101?print=1"},
        "mobile": {f"{_MOBILE}/news/ferries-101"},
        "canonical": {f"{_HTTP}/harbour/ferries-101"},
    }


def test_addresses_that_differ_in_form_with_the_same_text_are_one_article(crawled: Crawled) -> None:
    bridges = [url for url in crawled.articles if "bridges-102" in url]
    assert len(bridges) == 1
    others = set().union(*(urls for (path, _), urls in crawled.relations.items() if "bridges" in path))
    assert {*bridges, *others} == {url for url in _LINKS if "bridges-102" in url}


def test_redirects_are_noted_and_tracking_parameters_never_asked_for(crawled: Crawled) -> None:
    assert paths(crawled, "schools") == ["/news/schools-103"]
    others = {detail: urls for (path, detail), urls in crawled.relations.items() if "schools" in path}
    assert others == {"redirect": {f"{_HTTP}/news/about-schools-3"}}
    assert not [url for url in crawled.requested if "fbclid" in url or "utm_source=front" in url]


def test_the_same_text_at_another_address_is_another_article_with_its_text(crawled: Crawled) -> None:
    [(first, _)] = [value for url, value in crawled.articles.items() if "bridges-102" in url]
    assert crawled.articles[f"{_HTTP}/opinion/bridges-of-our-town-203"][1] in (first, None)
    duplicates = [first for url, (_, first) in crawled.articles.items() if "bridges" in url]
    assert sorted(duplicates, key=str) != [None, None]


def test_other_texts_at_like_addresses_are_other_articles(crawled: Crawled) -> None:
    assert {f"{_HTTP}/news/roads-105", f"{_MOBILE}/news/roads-105"} <= set(crawled.articles)
    assert len([url for url in crawled.articles if "parks-104" in url]) == 2
