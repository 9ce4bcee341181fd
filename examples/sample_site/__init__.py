"""A small news site to try the crawler on: four invented publications, served on one local port.

`python -m examples.sample_site` serves it. In tests:

    with SampleSite(port=0) as site:
        expected = articles(site.url)
"""

from examples.sample_site.expected import SampleArticle
from examples.sample_site.pages import LatestEntry
from examples.sample_site.server import SampleSite, ServedRequest
from examples.sample_site.site_pages import articles

__all__ = ["LatestEntry", "SampleArticle", "SampleSite", "ServedRequest", "articles"]
