from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.url_kinds import url_kind


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/en/news/detail/2107", "article"),
        ("/2026/01/09/ferries-return", "article"),
        ("/ferries-return-to-the-northern-islands", "article"),
        ("/politics/ferries-return-again-a-1234567", "article"),
        ("/a1234567.html", "article"),
        ("/story/ferries-12.html", "article"),
        ("/?id=1234567", "article"),
        ("/show?id=1234567", "article"),
        ("/", "section"),
        ("", "section"),
        ("/politics", "section"),
        ("/politics/islands/", "section"),
        ("/tag/ferries-and-boats-of-the-north", "list"),
        ("/author/ana-lima", "list"),
        ("/category/news", "list"),
        ("/politics?page=2", "pager"),
        ("/politics/page/3/", "pager"),
        ("/search?q=boats&start=20", "pager"),
        ("/photo.jpg", "asset"),
        ("/report.PDF", "asset"),
        ("/feed.xml", "asset"),
        ("/login", "utility"),
        ("/user/settings", "utility"),
        ("/legal/high-court-hears-the-harbour-case", "article"),
        ("/newsletter-editor-wins-top-prize", "article"),
        ("/en/privacy-policy", "utility"),
        ("/2026/01/09/", "unknown"),
        ("/coast/ferries-sail-again-1234567/artikel", "article"),
        ("/2026/01/09/coast/ferries-return/index.html", "article"),
        ("/the-ferries-that-sail-again-from-monday/ar-BBWX", "article"),
        ("/article/ferries-sail-again", "article"),
        ("/news/view.html?idx=857", "article"),
        ("/news/view.html?idx=857&page=1", "article"),
        ("/topics/coast/0109/125017.html", "article"),
        ("/gallery/all-boats-of-the-northern-islands", "gallery"),
        ("/photos", "section"),
        ("/photos/coast", "section"),
        ("/all-about/things-to-do-on-the-islands", "list"),
        ("/private-club/party-18-plus", "unknown"),
        ("/dossier/world-cup-2026", "list"),
        ("/world-cup-2026", "unknown"),
        ("/datenschutz-513381/artikel", "utility"),
    ],
)
def test_kind_is_read_from_the_shape_of_the_url(path: str, kind: str) -> None:
    assert url_kind(f"https://www.example.com{path}") == kind


def test_host_of_jobs_and_shops_has_no_articles() -> None:
    assert url_kind("https://jobs.example.com/editor-for-the-coast-4485370") == "utility"


@given(st.text(alphabet="abc0129-_/.?=&%", max_size=60))
def test_every_url_has_a_kind(path: str) -> None:
    assert url_kind("https://www.example.com/" + path)


def test_a_site_may_be_called_as_a_service_is() -> None:
    assert url_kind("https://store.com/2026/01/09/the-harbour-levy-is-put-off") == "article"
