import gzip
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest

from benchmarks.page_proxy import page_key, running_proxy

HTML = "<p>Příběh".encode()
URL = "http://www.example.com/news/p%C5%99%C3%ADb%C4%9Bh?id=7"


@pytest.fixture
def proxy():
    with running_proxy({page_key(URL): gzip.compress(HTML)}) as (url, counts):
        connection = HTTPConnection(urlsplit(url).netloc, timeout=30)
        yield connection, counts
        connection.close()


def get(connection, target, **headers):
    connection.request("GET", target, headers={"Host": urlsplit(target).netloc, **headers})
    response = connection.getresponse()
    return response, response.read()


def test_a_stored_page_is_served_gzipped_to_whom_accepts_it(proxy):
    connection, counts = proxy
    response, body = get(connection, URL, **{"Accept-Encoding": "gzip, deflate"})
    assert (response.status, response.headers["Content-Encoding"]) == (200, "gzip")
    assert gzip.decompress(body) == HTML
    assert counts.pages == 1


def test_a_stored_page_is_served_plain_to_others(proxy):
    connection, _ = proxy
    response, body = get(connection, URL)
    assert (response.headers["Content-Encoding"], body) == (None, HTML)
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"


def test_a_connection_serves_many_requests_and_spellings_of_a_url(proxy):
    connection, counts = proxy
    for target in (URL, URL + "&utm_source=feed", URL.replace("%C5", "%c5")):
        assert get(connection, target)[0].status == 200
    assert counts.pages == 3


def test_robots_txt_is_missing_on_every_host(proxy):
    connection, counts = proxy
    assert get(connection, "http://other.example/robots.txt")[0].status == 404
    assert (counts.robots, counts.unknown) == (1, [])


def test_other_urls_are_missing_and_reported(proxy):
    connection, counts = proxy
    assert get(connection, "http://www.example.com/other")[0].status == 404
    assert counts.unknown == ["http://www.example.com/other"]


def test_a_tunnel_is_refused_and_reported(proxy):
    connection, counts = proxy
    connection.set_tunnel("www.example.com", 443)
    with pytest.raises(OSError, match="405"):
        connection.connect()
    assert counts.unknown == ["CONNECT www.example.com:443"]


def test_what_is_no_web_url_has_no_key():
    assert page_key("/news/7") is None


def test_documents_are_served_with_their_media_type_and_are_no_pages():
    robots = "http://news.example.com/robots.txt"
    with running_proxy({}, {robots: ("text/plain", b"Disallow:\n")}) as (url, counts):
        connection = HTTPConnection(urlsplit(url).netloc, timeout=30)
        response, body = get(connection, robots)
        connection.close()
    assert (response.headers["Content-Type"], body) == ("text/plain", b"Disallow:\n")
    assert (counts.pages, counts.robots, counts.unknown) == (0, 1, [])
