from __future__ import annotations

import hashlib
import uuid
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scrapy import Request

from crawler.urls import (
    absolute_url,
    article_id,
    canonical_url,
    clean_url,
    host_of,
    is_web_url,
    is_within,
    site_of,
    without_password,
    without_tracking,
)

_BASE = "http://a/b/c/d;p?q"


@pytest.mark.parametrize(
    ("reference", "url"),
    [
        ("g", "http://a/b/c/g"),
        ("./g", "http://a/b/c/g"),
        ("g/", "http://a/b/c/g/"),
        ("/g", "http://a/g"),
        ("//g", "http://g"),
        ("?y", "http://a/b/c/d;p?y"),
        ("g?y", "http://a/b/c/g?y"),
        ("#s", "http://a/b/c/d;p?q#s"),
        ("g#s", "http://a/b/c/g#s"),
        (";x", "http://a/b/c/;x"),
        ("g;x?y#s", "http://a/b/c/g;x?y#s"),
        (".", "http://a/b/c/"),
        ("..", "http://a/b/"),
        ("../g", "http://a/b/g"),
        ("../../g", "http://a/g"),
        ("../../../g", "http://a/g"),
        ("/./g", "http://a/g"),
        ("/../g", "http://a/g"),
        ("g..", "http://a/b/c/g.."),
        ("./g/.", "http://a/b/c/g/"),
        ("g/../h", "http://a/b/c/h"),
        ("g;x=1/../y", "http://a/b/c/y"),
        ("g?y/../x", "http://a/b/c/g?y/../x"),
        ("g:h", None),
    ],
)
def test_references_are_resolved_as_in_the_examples_of_rfc_3986_5_4(reference: str, url: str | None) -> None:
    assert absolute_url(_BASE, reference) == url


@pytest.mark.parametrize(
    "reference",
    [None, "", " \n", "mailto:a@b.c", "javascript:void(0)", "data:text/html,x", "ftp://a/b", "http://", "http://[::1",
     "http://a:99999/", "http://a:0/", "http://a/\x01", "http://a/\ud800", "http://./", "http://" + "a" * 300,
     "http://" + "a" * 64 + ".com/", "http://8a\x00/", "http://.//http:a", "http://a..b/", "http://.a/", "http://a../",
     "http://a b/", "http://a%20b/", "http://a|b/", "http://\\evil.example/", "http://a:1\\b@c/", "http://[::1%eth0]/",
     "http://[::g]/", "http://" + "ä" * 64 + ".de/", "http://ä..de/", "http://\u200d/", "/" + "a" * 10_000],
)  # fmt: skip
def test_reference_that_names_no_web_page_is_none(reference: str | None) -> None:
    assert absolute_url("https://example.com/", reference) is None


@pytest.mark.parametrize(
    ("base", "reference", "url"),
    [
        ("https://a.com/b", "https://bob:pw@c.com:8/d?e=f@g", "https://c.com:8/d?e=f@g"),
        ("https://a.com/b", "//bob@c.com/d", "https://c.com/d"),
        ("https://bob:pw@a.com/b", "/c", "https://a.com/c"),
        ("https://bob:pw@a.com/b", "c@d", "https://a.com/c@d"),
        ("https://a.com/b", "https://bob:p@w@c.com/", "https://c.com/"),
    ],
)
def test_no_reference_keeps_user_and_password(base: str, reference: str, url: str) -> None:
    assert absolute_url(base, reference) == url


@pytest.mark.parametrize("hidden", ["\x9b31m", "\u202e", "\u2066", "\u2028", "\x85"])
def test_what_drives_a_terminal_or_turns_a_text_is_escaped(hidden: str) -> None:
    for reference in (f"/a{hidden}b", f"https://example.com/a{hidden}b"):
        url = absolute_url("https://example.com/", reference)
        assert url is not None
        assert url == f"https://example.com/a{quote(hidden[0])}{hidden[1:]}b"
        assert clean_url(url) == clean_url(f"https://example.com/a{hidden}b")


def test_white_space_and_line_breaks_are_removed_from_references() -> None:
    assert absolute_url("https://example.com/", " \n/a\r\n/b\t ") == "https://example.com/a/b"


@pytest.mark.parametrize(
    ("url", "clean"),
    [
        ("HTTPS://Example.COM/Path", "https://example.com/Path"),
        ("http://example.com:80/", "http://example.com/"),
        ("http://example.com:8080/", "http://example.com:8080/"),
        ("https://example.com", "https://example.com/"),
        ("https://example.com./a", "https://example.com/a"),
        ("https://user:secret@example.com/a", "https://example.com/a"),
        ("https://example.com/a#part", "https://example.com/a"),
        ("https://example.com/a?b=2&a=1", "https://example.com/a?a=1&b=2"),
        ("https://example.com/a?utm_source=x&id=7&fbclid=y", "https://example.com/a?id=7"),
        ("https://example.com/a?%75tm_source=x", "https://example.com/a"),
        ("https://example.com/a;jsessionid=9F?x=1", "https://example.com/a?x=1"),
        ("https://example.com/a/../b/./c", "https://example.com/b/c"),
        ("https://example.com/%7Eana/%c3%a4", "https://example.com/~ana/%C3%A4"),
        ("https://example.com/ä", "https://example.com/%C3%A4"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("http://[::1]:80/a", "http://[::1]/a"),
        ("https://example.com/news/2026/01/ferries-return_again.html", "https://example.com/news/2026/01/ferries-return_again.html"),
    ],
)  # fmt: skip
def test_clean_url_is_the_form_that_identifies_a_page(url: str, clean: str) -> None:
    assert clean_url(url) == clean


@pytest.mark.parametrize("name", ["id", "p", "page", "ref", "source", "q"])
def test_parameters_that_select_content_stay(name: str) -> None:
    assert clean_url(f"https://example.com/?{name}=1") == f"https://example.com/?{name}=1"


_PARTS = st.text(alphabet="abAB01%2fF7e._-~;:@!$&'()*+,=äß/?# ", max_size=25)


@given(st.sampled_from(["http", "https", "HTTP"]), st.sampled_from(["example.com", "EXAMPLE.com:80", "a.b.c."]), _PARTS)
def test_clean_url_of_a_clean_url_is_itself(scheme: str, host: str, rest: str) -> None:
    clean = clean_url(f"{scheme}://{host}/{rest}")
    assert clean_url(clean) == clean


_ODD = st.characters() | st.sampled_from("htp:/.@[]%?#;&=\\ a8\u3002\uff0e\u00df\u200d\u00ad-_\x00\ud800|^\u2100\u2488")


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(["", "https://", "//", "http://a", "http://.//", "/", "http://a:"]), st.text(_ODD, max_size=25))
def test_every_url_a_page_yields_can_be_named_and_requested(start: str, rest: str) -> None:
    url = absolute_url("https://example.com/x/y", start + rest)
    if url is not None:
        assert is_web_url(url)
        assert clean_url(clean_url(url)) == clean_url(url)
        assert host_of(Request(url).url) == host_of(clean_url(url)) == host_of(without_tracking(url)) != ""


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://News.Example.com.:8443/a", "news.example.com"),
        ("https://bücher.example/", "xn--bcher-kva.example"),
        ("http://[0:0::1]:80/", "::1"),
        ("http://a_b.example/", "a_b.example"),
        ("mailto:ana@example.com", ""),
        ("http://[", ""),
    ],
)
def test_host_is_what_a_resolver_is_asked_for(url: str, host: str) -> None:
    assert host_of(url) == host


@pytest.mark.parametrize("url", ["", "/a", "mailto:a@b.c", "https://", "https://[::1"])
def test_clean_url_refuses_what_is_no_web_url(url: str) -> None:
    with pytest.raises(ValueError, match="absolute http or https URL"):
        clean_url(url)


def test_url_to_fetch_loses_tracking_and_fragment_and_nothing_else() -> None:
    url = "https://Example.com/a%2fb?b=2&utm_medium=x&a=1&&c#top"
    assert without_tracking(url) == "https://Example.com/a%2fb?b=2&a=1&&c"


@pytest.mark.parametrize(
    ("url", "declared", "canonical"),
    [
        ("https://www.example.com/a?utm_source=x", None, "https://www.example.com/a"),
        ("https://www.example.com/a", "https://example.com/a.html", "https://example.com/a.html"),
        ("https://www.example.com/a", "https://elsewhere.org/a", "https://www.example.com/a"),
        ("https://www.example.com/a", "https://www.example.com/", "https://www.example.com/a"),
        ("https://www.example.com/", "https://www.example.com/?x", "https://www.example.com/?x="),
        ("https://www.example.com/", "https://example.com", "https://example.com/"),
        ("https://www.example.com/a", "a", "https://www.example.com/a"),
    ],
    ids=["none", "same site", "other site", "root", "root with query", "root for root", "relative"],
)
def test_declared_canonical_url_is_believed_within_reason(url: str, declared: str | None, canonical: str) -> None:
    assert canonical_url(url, declared) == canonical


def test_article_id_is_the_uuid_of_rfc_9562_5_5() -> None:
    namespace = uuid.UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")  # of URLs (RFC 9562, 6.6)
    octets = hashlib.sha1(namespace.bytes + b"https://example.com/a").digest()[:16]
    assert article_id("https://example.com/a") == "6639460f-3425-5329-8097-a58f06127860"
    assert article_id("https://example.com/a") == str(uuid.UUID(bytes=octets, version=5))


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://news.example.co.uk/a", "example.co.uk"),
        ("https://EXAMPLE.com:8443", "example.com"),
        ("https://m.ana.blogspot.com/2026/01/a.html", "ana.blogspot.com"),
        ("https://ana.wordpress.com/", "ana.wordpress.com"),
        ("https://wordpress.com/", "wordpress.com"),
        ("http://127.0.0.1:8000/", "127.0.0.1"),
        ("http://[::1]/", "::1"),
        ("http://localhost/", "localhost"),
        ("mailto:ana@example.com", ""),
        ("http://[", ""),
        ("https://\u00a1\u2488", ""),
        ("https://www.bücher.de/", "xn--bcher-kva.de"),
        ("https://www.xn--bcher-kva.de/", "xn--bcher-kva.de"),
    ],
)
def test_site_is_the_registered_domain_or_the_host(url: str, site: str) -> None:
    assert site_of(url) == site


@pytest.mark.parametrize(
    ("url", "scope", "within"),
    [
        ("https://www.example.com/politics/a", "https://example.com/politics/", True),
        ("https://example.com/politics", "https://example.com/politics/", True),
        ("https://example.com/politics-and-more/a", "https://example.com/politics", False),
        ("https://example.com/sport/b", "https://example.com/politics/", False),
        ("https://example.com/sport/b", "https://example.com", True),
        ("http://example.com:80/a", "https://example.com:443/", True),
        ("https://example.com:8080/a", "https://example.com/", False),
        ("https://elsewhere.org/politics/a", "https://example.com/politics/", False),
    ],
)
def test_scope_is_a_site_or_a_directory_of_it(url: str, scope: str, within: bool) -> None:
    assert is_within(url, scope) is within


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("sqlite:///data/news.db", "sqlite:///data/news.db"),
        ("postgresql://me:s3cret@db.example/news", "postgresql://me:***@db.example/news"),
        ("postgresql+psycopg://me:s3@c:ret@db/news", "postgresql+psycopg://me:***@db/news"),
        ("postgresql://me:s3/c@r?et\n@db/news", "postgresql://me:***@db/news"),
        ("postgresql://:s3cret@db/news", "postgresql://:***@db/news"),
        ("postgresql://me@db/news", "postgresql://me@db/news"),
        ("postgresql://db/news?user=me&password=s3cret&x=1", "postgresql://db/news?user=me&password=***&x=1"),
        ("ftp://me:s3cret@host/a.jsonl", "ftp://me:***@host/a.jsonl"),
        ("C:\\out@home\\a.jsonl", "C:\\out@home\\a.jsonl"),
    ],
)
def test_passwords_are_not_shown(url: str, shown: str) -> None:
    assert without_password(url) == shown
