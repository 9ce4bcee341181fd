from __future__ import annotations

import gc
import time
import tracemalloc

import pytest

from crawler.discovery.robots_rules import MAX_ROBOTS_BYTES, parse_robots


def allows(robots_txt: str | bytes, url: str, token: str = "FooBot") -> bool:
    body = robots_txt.encode() if isinstance(robots_txt, str) else robots_txt
    return parse_robots(body, token).allows(url if "://" in url else f"https://foo.bar{url}")


# RFC 9309, 5.1.
_RFC_SIMPLE = """\
User-Agent: *
Disallow: *.gif$
Disallow: /example/
Allow: /publications/

User-Agent: foobot
Disallow:/
Allow:/example/page.html
Allow:/example/allowed.gif

User-Agent: barbot
User-Agent: bazbot
Disallow: /example/page.html

User-Agent: quxbot
"""


@pytest.mark.parametrize(
    ("token", "path", "allowed"),
    [
        ("otherbot", "/a.gif", False),
        ("otherbot", "/a.gif?b", True),
        ("otherbot", "/example/page.html", False),
        ("otherbot", "/publications/", True),
        ("foobot", "/example/page.html", True),
        ("foobot", "/example/allowed.gif", True),
        ("foobot", "/", False),
        ("barbot", "/example/page.html", False),
        ("bazbot", "/example/page.html", False),
        ("BazBot", "/a.gif", True),
        ("quxbot", "/example/", True),
    ],
)
def test_simple_example_of_rfc_9309(token: str, path: str, allowed: bool) -> None:
    assert allows(_RFC_SIMPLE, path, token) is allowed


def test_longest_match_example_of_rfc_9309() -> None:
    rules = "User-Agent: foobot\nAllow: /example/page/\nDisallow: /example/page/disallowed.gif\n"
    assert not allows(rules, "/example/page/disallowed.gif")
    assert allows(rules, "/example/page/")


@pytest.mark.parametrize(
    ("path", "url", "matches"),
    [
        # RFC 9309, 2.2.2, table of percent-encoding
        ("/foo/bar?baz=quz", "/foo/bar?baz=quz", True),
        ("/foo/bar?baz=https://foo.bar", "/foo/bar?baz=https://foo.bar", True),
        ("/foo/bar/U+E38384", "/foo/bar/U+E38384", True),
        ("/foo/bar/ツ", "/foo/bar/%E3%83%84", True),
        ("/foo/bar/%E3%83%84", "/foo/bar/%E3%83%84", True),
        ("/foo/bar/%e3%83%84", "/foo/bar/ツ", True),
        ("/foo/bar/%62%61%7A", "/foo/bar/baz", True),
        ("/a%2Fb", "/a/b", False),
        # 2.2.3, special characters
        ("/this/path/exactly$", "/this/path/exactly", True),
        ("/this/path/exactly$", "/this/path/exactly/", False),
        ("/this/*/exactly", "/this/or/that/exactly", True),
        ("/path/file-with-a-%2A.html", "/path/file-with-a-%2A.html", True),
        ("/path/foo-%24", "/path/foo-%24", True),
        # Google's parser, robots_test.cc
        ("/fish", "/fish.html", True),
        ("/fish", "/Fish.asp", False),
        ("/fish", "/catfish", False),
        ("/fish*", "/fishheads/yummy.html", True),
        ("/fish/", "/fish", False),
        ("/fish/", "/fish/?salmon", True),
        ("/*.php", "/folder/filename.php?parameters", True),
        ("/*.php", "/", False),
        ("/*.php$", "/filename.php", True),
        ("/*.php$", "/filename.php?parameters", False),
        ("/*.php$", "/filename.php5", False),
        ("/fish*.php", "/fishheads/catfish.php?parameters", True),
        ("/fish*.php", "/Fish.PHP", False),
        ("*/a", "/b/a", True),
        ("/$", "/", True),
        ("/$", "/a", False),
        ("/a**b", "/axb", True),
        ("/a*a$", "/a", False),
        ("/", "https://foo.bar", True),
    ],
)
def test_a_rule_matches_the_urls_the_standard_says(path: str, url: str, matches: bool) -> None:
    assert allows(f"User-agent: *\nDisallow: {path}\n", url) is not matches


@pytest.mark.parametrize(
    ("robots_txt", "path", "allowed"),
    [
        ("", "/x", True),
        ("user-agent: FooBot\ndisallow: /\n", "/x", False),
        ("foo: FooBot\nbar: /\n", "/x", True),
        ("user-agent FooBot\ndisallow /\n", "/x", False),
        ("USER-AGENT: FooBot\nDISALLOW: /\n", "/x", False),
        ("allow: /foo/bar/\n\nuser-agent: FooBot\ndisallow: /\n", "/foo/bar/", False),
        ("user-agent: BarBot\ndisallow: /x\n\nuser-agent: FooBot\nallow: /\n", "/x", True),
        # All groups of one crawler are one
        ("user-agent: FooBot\ndisallow: /a\n\nuser-agent: BarBot\ndisallow: /\n\nuser-agent: FooBot\ndisallow: /b\n",
         "/b", False),
        # A crawler that is named has nothing to do with "*"
        ("user-agent: *\ndisallow: /\n\nuser-agent: FooBot\nallow: /x\n", "/y", True),
        ("user-agent: *\ndisallow: /\n\nuser-agent: BarBot\nallow: /\n", "/x", False),
        ("user-agent: * baz\ndisallow: /\n", "/x", False),
        # A name is compared whole, and ends before the version
        ("user-agent: Foo\ndisallow: /\n", "/x", True),
        ("user-agent: FooBots\ndisallow: /\n", "/x", True),
        ("user-agent: FooBot/2.1\ndisallow: /\n", "/x", False),
        ("user-agent: Foo Bot\ndisallow: /\n", "/x", True),
        # Other records do not end the group
        ("user-agent: BarBot\nSitemap: https://foo.bar/sitemap\nuser-agent: *\ndisallow: /\n", "/x", False),
        ("user-agent: FooBot\nUnknown: x\nuser-agent: BarBot\ndisallow: /\n", "/x", False),
        ("user-agent: FooBot\ncrawl-delay: 5\nuser-agent: BarBot\ndisallow: /\n", "/x", False),
        # The longer rule wins wherever it stands; of two as long, the one that allows
        ("user-agent: FooBot\ndisallow: /x/page.html\nallow: /x/\n", "/x/page.html", False),
        ("user-agent: FooBot\nallow: /x/page.html\ndisallow: /x/\n", "/x/page.html", True),
        ("user-agent: FooBot\ndisallow: /x\nallow: /x\n", "/x", True),
        ("user-agent: FooBot\ndisallow: /\nallow: /\n", "/x", True),
        ("user-agent: FooBot\ndisallow:\nallow:\n", "/x", True),
        ("user-agent: FooBot\ndisallow: /x # a comment\n", "/x", False),
        ("user-agent: FooBot\rdisallow: /x\r", "/x", False),
        ("user-agent: FooBot\r\ndisallow: /x\r\n", "/x", False),
        ("\ufeffuser-agent: FooBot\ndisallow: /x\n", "/x", False),
        ("user-agent: FooBot\ndisalow: /x\n", "/x", False),
        ("user-agent: *\ndisallow: /\n", "/robots.txt", True),
        ("<html><body>Not found</body></html>", "/x", True),
    ],
)  # fmt: skip
def test_groups_and_lines_are_read_as_the_standard_says(robots_txt: str, path: str, allowed: bool) -> None:
    assert allows(robots_txt, path) is allowed


def test_what_comes_after_500_kib_is_not_read_and_half_a_rule_is_none() -> None:
    head = b"user-agent: *\ndisallow: /a\n"
    padding = b"#" * (MAX_ROBOTS_BYTES - len(head) - len(b"\ndisallow: /")) + b"\n"
    body = head + padding + b"disallow: /long/path\ndisallow: /b\n"
    assert not allows(body, "/a")
    assert allows(body, "/c")
    assert allows(body, "/b")


@pytest.mark.parametrize(
    ("lines", "delay"),
    [("Crawl-delay: 10", 10), ("crawl-delay: 0.5", 0.5), ("Crawl-delay: 2\nCrawl-delay: 1", 2), ("Crawl-delay:", None),
     ("Crawl-delay: soon", None), ("Crawl-delay: -1", None), ("Crawl-delay: nan", None), ("Crawl-delay: 1e999", None)],
)  # fmt: skip
def test_crawl_delay_is_that_of_the_crawlers_group(lines: str, delay: float | None) -> None:
    rules = parse_robots(f"User-agent: *\n{lines}\n\nUser-agent: BarBot\nCrawl-delay: 99\n".encode(), "FooBot")
    assert rules.crawl_delay == delay


@pytest.mark.parametrize(
    ("line", "signals"),
    [
        ("Content-Signal: search=yes, ai-train=no", {"search": "yes", "ai-train": "no"}),
        ("Content-Signal: /news/ ai-input=no", {"ai-input": "no"}),
        ("Content-Usage: train-ai=n", {"train-ai": "n"}),
        ("Content-Signal: nothing", {}),
    ],
)
def test_content_signals_are_read(line: str, signals: dict[str, str]) -> None:
    assert parse_robots(f"User-agent: *\n{line}\nAllow: /\n".encode(), "FooBot").signals == signals


@pytest.mark.parametrize(
    "pattern", ["/" + "*a" * 5000 + "$", "/" + "*" * 16_000 + "c", "/*" + "ab" * 4000 + "*c", "/%41" * 4000]
)
def test_time_for_a_hostile_pattern_is_bounded(pattern: str) -> None:
    began = time.process_time()
    assert allows(f"User-agent: *\nDisallow: {pattern}b\n" * 5, "/" + "ab" * 5000 + "x")
    assert time.process_time() - began < 0.5


@pytest.mark.parametrize("body", [b"\x00\xff" * 1000, b"user-agent:\x00*\ndisallow: \xff\n", b":" * 1000, b"%" * 99])
def test_bytes_that_are_no_text_are_passed_over(body: bytes) -> None:
    assert parse_robots(body, "FooBot").allows("https://foo.bar/x%")


def test_what_is_said_to_other_crawlers_takes_no_memory() -> None:
    lines = "".join(f"Disallow: /{n}/\n" for n in range(30_000))
    assert parse_robots(f"User-agent: BarBot\n{lines}\nUser-agent: *\nDisallow: /a\n".encode(), "FooBot").size < 1_000


@pytest.mark.parametrize("lines", ["Allow:/{n:x}\n", "Disallow: /a*{n:x}$\n"])
def test_size_is_about_what_the_rules_take_in_memory(lines: str) -> None:
    body = ("User-agent: *\n" + "".join(lines.format(n=n) for n in range(30_000))).encode()
    tracemalloc.start()
    try:
        rules = parse_robots(body, "FooBot")
        gc.collect()
        taken, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert rules.size / 2 < taken < rules.size * 1.5
