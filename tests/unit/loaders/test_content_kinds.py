from __future__ import annotations

import gzip

import pytest

from crawler.loaders.content_kinds import content_kind, kind_by_address

_PAGE = b"<!DOCTYPE html><html><body><p>The ferries sail again.</p></body></html>"


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/octet-stream", None, "", "text", "application/json", "unknown/unknown"]
)
@pytest.mark.parametrize(
    "body",
    [
        _PAGE,
        b"\xef\xbb\xbf\r\n" + _PAGE,
        b"<!-- made by hand --><HTML lang=en>",
        b'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x">',
        b" <head><title>x</title>",
    ],
    ids=["plain", "byte order mark", "comment", "xhtml", "head"],
)
def test_a_page_is_one_whatever_type_it_is_sent_with(body: bytes, content_type: str | None) -> None:
    assert content_kind(body, content_type) == "html"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "pdf"),
        (b"\r\n\r\n%PDF-1.4", "pdf"),
        (b"\x89PNG\r\n\x1a\n\x00", "image"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "image"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "image"),
        (b"\x00\x00\x00\x20ftypisom", "video"),
        (b"\x1aE\xdf\xa3\x01", "video"),
        (b"ID3\x04", "audio"),
        (b"PK\x03\x04\x14", "archive"),
        (gzip.compress(_PAGE, mtime=0), "archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "document"),
    ],
)
def test_a_file_is_none_although_it_is_sent_as_a_page(body: bytes, kind: str) -> None:
    assert content_kind(body, "text/html; charset=utf-8") == kind


@pytest.mark.parametrize(
    ("body", "content_type", "kind"),
    [
        (b"{}", "application/json", "json"),
        (b"<rss>", "application/rss+xml", "feed"),
        (b"<urlset>", "text/xml", "xml"),
        (b"In HTML, <html> begins a page.", "text/plain", "text"),
        (b"x", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "document"),
        (b"x", "video/mp2t", "video"),
        (b"x", "application/octet-stream", "other"),
        (b" \n", "text/plain", "empty"),
        (b"<p>A fragment</p>", "text/html", "html"),
        (b"<p>How a %PDF- begins</p>", "text/html", "html"),
    ],
)
def test_what_does_not_say_what_it_is_is_what_its_type_says(body: bytes, content_type: str, kind: str) -> None:
    assert content_kind(body, content_type) == kind


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/a/Report.PDF", "pdf"), ("/v.mp4", "video"), ("/a.docx", "document"), ("/a.mp3", "audio"), ("/a.html", None)],
)
def test_documents_are_known_by_the_endings_of_their_addresses(path: str, kind: str | None) -> None:
    assert kind_by_address(path) == kind
