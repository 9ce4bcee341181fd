from __future__ import annotations

import numpy as np
import pytest

from crawler.extraction.block_features import block_features
from crawler.extraction.page import parse_page

LONG = "The harbour was closed for two days after the storm, the council said on Monday."
PAGE = f"""
<nav><ul><li><a href="/a">News</a></li><li><a href="/b">Sport</a></li></ul></nav>
<article><h1>Storm closes harbour</h1>
<p class="t">{LONG}</p><p class="t">{LONG} Again.</p><h2>Related</h2><p class="t"><a href="/c">Another article</a></p>
</article>
"""


def features_of(html: str, headline: str | None = None) -> dict[str, dict[str, float]]:
    """By the first word of each candidate block, its features."""
    outline = parse_page(html, "https://example.com/a").outline
    candidates, names, rows = block_features(outline, headline)
    return {
        outline.blocks[block].text.split()[0]: dict(zip(names, rows[:, column].tolist(), strict=True))
        for column, block in enumerate(candidates)
    }


def test_links_outside_the_container_are_no_candidates() -> None:
    assert list(features_of(PAGE)) == ["Storm", "The", "Related", "Another"]


@pytest.mark.parametrize(
    ("block", "feature", "value"),
    [
        ("Storm", "headline", 3),
        ("Storm", "path_article", 1),
        ("The", "length", len(LONG) + 7),
        ("The", "in_container", 1),
        ("The", "below_container", 1),
        ("The", "alike", 3),
        ("The", "alike_share", 1),
        ("The", "link_density", 0),
        ("The", "from_headline", 2),
        ("The", "end", 2),
        ("Another", "link_density", 1),
        ("Another", "from_heading", 1),
        ("Another", "density_since_label", 0),
        ("Another", "to_next_main", 50),
    ],
)
def test_feature(block: str, feature: str, value: float) -> None:
    assert features_of(PAGE, "Storm closes harbour")[block][feature] == pytest.approx(value)


@pytest.mark.parametrize("html", ["<p>x</p>", "<p>x</p><p>y</p>", "<a href=x>x</a>", f"<p>{LONG}</p>"])
def test_smallest_pages_have_finite_features(html: str) -> None:
    _, names, rows = block_features(parse_page(html, "https://example.com/").outline, None)
    assert len(names) == len(rows)
    assert np.isfinite(rows).all()


def test_features_are_the_same_every_time() -> None:
    first, second = (block_features(parse_page(PAGE, "https://example.com/").outline, None)[2] for _ in range(2))
    assert np.array_equal(first, second)
