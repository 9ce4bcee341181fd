"""Cases for what RFC 9309 and Google's documentation of how it reads robots.txt state."""

from __future__ import annotations

import pytest

from crawler.discovery.robots import sitemap_urls
from crawler.discovery.robots_rules import parse_robots


def allows(robots_txt: str, path: str, token: str = "NewsCrawler") -> bool:
    return parse_robots(robots_txt.encode(), token).allows(f"https://example.com{path}")


# Which URLs the path of a rule is for: (path of the rule, URLs it matches, URLs it does not match).
_PATHS = [
    ("/", "/ /fish /fish?x=1", ""),
    ("/*", "/ /fish /fish?x=1", ""),
    ("/fish", "/fish /fish.html /fish/salmon /fishheads /fish.php?id=a", "/Fish.asp /catfish /?id=fish /desert/fish"),
    ("/fish*", "/fish /fish.html /fishheads/tasty.html /fish.php?id=a", "/Fish.asp /catfish /?id=fish"),
    ("/fish/", "/fish/ /fish/?id=a /fish/salmon.htm", "/fish /fish.html /animals/fish/ /Fish/Salmon.asp"),
    ("/*.php", "/index.php /a/b.php /a/b.php?x /a.php/b /i.php5", "/ /windows.PHP /a.ph"),
    ("/*.php$", "/a.php /folder/a.php", "/a.php?x /a.php/ /a.php5 /windows.PHP"),
    ("/fish*.php", "/fish.php /fishheads/catfish.php?x", "/Fish.PHP /fish /a/fish.php"),
    ("/a$", "/a", "/ab /a/ /a?b"),
    ("/$", "/", "/a /?a"),
    ("/a$b", "/a$b", "/a"),
    ("*/a", "/a /x/a /x/y/ab", "/b"),
    ("/a*b*c", "/abc /axbxc /a/b/c/d", "/acb /ab"),
    ("/%7Ejoe/", "/~joe/ /%7ejoe/a", "/joe/"),
    ("/~joe/", "/%7Ejoe/", "/%7Djoe/"),
    ("/a%3cd.html", "/a%3Cd.html /a%3cd.html", "/a<d.html%20"),
    ("/a%2fb", "/a%2Fb /a%2fb.html", "/a/b"),
    ("/foo/bar/\u30c4", "/foo/bar/%E3%83%84", "/foo/bar/"),
    ("/foo/bar/%E3%83%84", "/foo/bar/\u30c4", "/foo/bar/%E3%83%85"),
    ("/*?", "/a?b /?", "/a"),
    ("/*?session=", "/a?session=1 /a?b?session=2", "/a?b=1&session=2"),
]


@pytest.mark.parametrize(
    ("rule", "path", "matches"),
    [
        *((rule, path, True) for rule, matched, _ in _PATHS for path in matched.split()),
        *((rule, path, False) for rule, _, others in _PATHS for path in others.split()),
    ],
)
def test_a_rule_is_for_the_urls_that_its_path_describes(rule: str, path: str, matches: bool) -> None:
    assert allows(f"User-agent: *\nDisallow: {rule}\n", path) is not matches
    assert allows(f"User-agent: *\nDisallow: /\nAllow: {rule}\n", path) is (matches or path == "/robots.txt")


@pytest.mark.parametrize(
    ("allow", "disallow", "path", "allowed"),
    [
        ("/p", "/", "/page", True),
        ("/folder", "/folder", "/folder/page", True),
        ("/page", "/*.htm", "/page.htm", False),
        ("/page", "/*.ph", "/page.php5", True),
        ("/$", "/", "/", True),
        ("/$", "/", "/page.htm", False),
        ("/a/b/", "/a/", "/a/b/c", True),
        ("/a/", "/a/b/", "/a/b/c", False),
        ("/x", "/a", "/b", True),
        ("", "/a", "/a", False),
        ("/a", "", "/b", True),
    ],
)
def test_the_longest_rule_decides_and_of_equal_ones_that_which_allows(
    allow: str, disallow: str, path: str, allowed: bool
) -> None:
    for lines in (f"Allow: {allow}\nDisallow: {disallow}\n", f"Disallow: {disallow}\nAllow: {allow}\n"):
        assert allows(f"User-agent: *\n{lines}", path) is allowed


_GROUPS = """\
User-agent: newscrawler
Disallow: /own/

User-agent: *
Disallow: /everybody/

User-agent: OtherBot
User-agent: NEWSCRAWLER
Disallow: /shared/
"""


@pytest.mark.parametrize(
    ("token", "path", "allowed"),
    [
        ("NewsCrawler", "/own/", False),
        ("NewsCrawler", "/shared/", False),
        ("NewsCrawler", "/everybody/", True),
        ("OtherBot", "/shared/", False),
        ("OtherBot", "/own/", True),
        ("OtherBot", "/everybody/", True),
        ("News", "/everybody/", False),
        ("NewsCrawlerTwo", "/own/", True),
        ("ThirdBot", "/everybody/", False),
        ("ThirdBot", "/own/", True),
    ],
)
def test_a_crawler_obeys_all_groups_that_name_it_and_else_those_for_all(token: str, path: str, allowed: bool) -> None:
    assert allows(_GROUPS, path, token) is allowed


@pytest.mark.parametrize(
    ("robots_txt", "allowed"),
    [
        ("", True),
        ("User-agent: *\n", True),
        ("User-agent: *\nDisallow:\n", True),
        ("Disallow: /a\n", True),
        ("Disallow: /a\nUser-agent: *\nAllow: /b\n", True),
        ("User-agent: *\nDisallow: /a", False),
        ("user-AGENT: *\nDISALLOW: /a\n", False),
        ("User-agent:*\nDisallow:/a\n", False),
        (" \t User-agent \t : \t * \t \n \t Disallow \t : \t /a \t \n", False),
        ("User-agent: *\rDisallow: /a\r", False),
        ("User-agent: *\r\nDisallow: /a\r\n", False),
        ("\ufeffUser-agent: *\nDisallow: /a\n", False),
        ("# text\nUser-agent: * # all\nDisallow: /a # this\n", False),
        ("User-agent: *\nDisallow: #/a\n", True),
        ("User-agent: *\n\n\nDisallow: /a\n", False),
        ("User-agent: *\nUnknown: x\nDisallow: /a\n", False),
        ("User-agent: *\nSitemap: /s.xml\nDisallow: /a\n", False),
        ("User-agent: OtherBot\nSitemap: /s.xml\nUser-agent: *\nDisallow: /a\n", False),
        ("User-agent: *\nDisallow: a\n", True),
        ("User-agent: NewsCrawler/1.0\nDisallow: /a\n", False),
        ("User-agent: NewsCrawler (news)\nDisallow: /a\n", False),
        ("User-agent: News Crawler\nDisallow: /a\n", True),
        ("<html><body>User-agent: *\nDisallow: /a</body></html>", True),
        ("User-agent: *\nDisallow: /a\n\x00\xff\n", False),
        ("User-agent: *\nDisallow: /" + "b" * 20_000 + "\nDisallow: /a\n", False),
    ],
)
def test_lines_are_read_as_their_authors_meant_them(robots_txt: str, allowed: bool) -> None:
    assert allows(robots_txt, "/a") is allowed


def test_robots_txt_itself_may_always_be_fetched() -> None:
    assert allows("User-agent: *\nDisallow: /\n", "/robots.txt")
    assert not allows("User-agent: *\nDisallow: /\n", "/robots.txt.bak")


def test_sitemaps_belong_to_no_group() -> None:
    robots_txt = b"Sitemap: /1.xml\nUser-agent: OtherBot\nDisallow: /\nSITEMAP : https://other.example/2.xml # two\n"
    assert sitemap_urls(robots_txt, "https://example.com/robots.txt") == [
        "https://example.com/1.xml",
        "https://other.example/2.xml",
    ]
