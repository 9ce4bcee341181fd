"""The sitemaps a robots.txt names. Its allow and disallow rules are enforced where pages are fetched."""

from __future__ import annotations

import re

from crawler.discovery.xml import decode_xml
from crawler.urls import absolute_url

# RFC 9309, 2.2: white space is allowed around the key, case does not count and "#" begins a comment; 2.2.4:
# sitemap lines belong to no user agent. "Site-map" is accepted as in the parser Google published.
_SITEMAP_LINE = re.compile(r"^[ \t]*site-?map[ \t]*:[ \t]*([^\s#]+)", re.IGNORECASE)


def sitemap_urls(robots_txt: bytes, url: str) -> list[str]:
    """Absolute URLs of the sitemaps that *robots_txt*, fetched from *url*, names, in its order and each once.

    The protocol wants full URLs (sitemaps.org, "Specifying the Sitemap location"); relative ones are resolved.
    Sitemaps on other hosts are given too: naming them here is how a site vouches for them.
    """
    lines = re.split(r"\r\n|\r|\n", decode_xml(robots_txt))
    references = (match[1] for match in map(_SITEMAP_LINE.match, lines) if match)
    return list(dict.fromkeys(found for reference in references if (found := absolute_url(url, reference))))
