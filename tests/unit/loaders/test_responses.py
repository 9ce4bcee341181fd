from __future__ import annotations

from datetime import UTC, datetime

from scrapy.http import HtmlResponse, TextResponse

from crawler.loaders.article import ArticleLoader
from crawler.loaders.responses import kind_of_response, page_of_response

NOW = datetime(2026, 1, 14, 12, tzinfo=UTC)


def test_the_page_of_a_response_has_its_url_time_and_rights() -> None:
    headers = {
        "Content-Type": "text/html; charset=windows-1251",
        "X-Robots-Tag": ["noarchive", "otherbot: noindex"],
        "TDM-Reservation": ["1", "1"],
        "TDM-Policy": "https://example.com/tdm.json",
        "Server": "x",
    }
    body = "<title>\u041d\u043e\u0432\u043e\u0441\u0442\u044c</title>".encode("windows-1251")
    page = page_of_response(HtmlResponse("https://example.com/a", headers=headers, body=body), NOW)
    assert page is not None
    assert (page.url, page.fetched_at, page.title) == (
        "https://example.com/a",
        NOW,
        "\u041d\u043e\u0432\u043e\u0441\u0442\u044c",
    )
    assert ArticleLoader(page=page).load_article().rights == {
        "x_robots_tag": "noarchive, otherbot: noindex",
        "tdm_reservation": 1,
        "tdm_policy": "https://example.com/tdm.json",
    }


def test_what_is_no_html_is_no_page() -> None:
    assert page_of_response(TextResponse("https://example.com/a", body=b"{}"), NOW) is None


def test_page_that_is_sent_as_text_is_read_in_its_charset() -> None:
    headers = {"Content-Type": "text/plain; charset=windows-1251"}
    body = "<!doctype html><title>Новость</title>".encode("windows-1251")
    page = page_of_response(TextResponse("https://example.com/a", headers=headers, body=body), NOW)
    assert page is not None
    assert page.title == "Новость"


def test_pdf_that_is_sent_as_a_page_is_none() -> None:
    response = HtmlResponse("https://example.com/a", headers={"Content-Type": "text/html"}, body=b"%PDF-1.7 <html>")
    assert page_of_response(response, NOW) is None
    assert kind_of_response(response) == "pdf"
