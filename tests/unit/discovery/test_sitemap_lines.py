from __future__ import annotations

import pytest

from crawler.discovery.robots import sitemap_urls

ROBOTS = "https://www.example.com/robots.txt"


@pytest.mark.parametrize(
    ("robots_txt", "urls"),
    [
        ("Sitemap: http://www.example.com/sitemap.xml", ["http://www.example.com/sitemap.xml"]),
        (
            "Sitemap: http://www.example.com/sitemap-host1.xml\nSitemap: http://www.example.com/sitemap-host2.xml\n",
            ["http://www.example.com/sitemap-host1.xml", "http://www.example.com/sitemap-host2.xml"],
        ),
        ("SITEMAP:https://example.com/a.xml", ["https://example.com/a.xml"]),
        ("site-map : https://example.com/a.xml", ["https://example.com/a.xml"]),
        ("Sitemap: /a.xml", ["https://www.example.com/a.xml"]),
        ("Sitemap: https://other.example/a.xml", ["https://other.example/a.xml"]),
        ("Sitemap: https://example.com/a.xml # the news", ["https://example.com/a.xml"]),
        ("Sitemap: https://example.com/a.xml#part", ["https://example.com/a.xml"]),
        ("# Sitemap: https://example.com/a.xml", []),
        ("Sitemap:", []),
        ("Sitemap: # none", []),
        ("Sitemap: ftp://example.com/a.xml", []),
        ("Sitemaps: https://example.com/a.xml", []),
        ("", []),
    ],
)  # fmt: skip
def test_sitemap_lines(robots_txt: str, urls: list[str]) -> None:
    assert sitemap_urls(robots_txt.encode(), ROBOTS) == urls


def test_sitemap_lines_stand_anywhere_and_count_once() -> None:
    robots_txt = (
        "\ufeffSitemap: /first.xml\rUser-agent: *\r\nDisallow: /\n"
        "Sitemap: /second.xml\nSitemap: https://www.example.com/first.xml\n"
    )
    assert sitemap_urls(robots_txt.encode(), ROBOTS) == [
        "https://www.example.com/first.xml",
        "https://www.example.com/second.xml",
    ]
