from __future__ import annotations

import numpy as np
import pytest

from crawler.extraction.body.block_features import block_features
from crawler.extraction.labels import prompt_words
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
    assert list(features_of(PAGE)) == ["Storm", "The", "Another"]


@pytest.mark.parametrize(
    "line",
    [
        "<h3>Related</h3>",
        "<p>Read more: <a href='/b'>The winter in which the harbour froze</a></p>",
        "<p>Photo: A. Photographer</p>",
        "<p>Follow Ana Lima on every network.</p>",
        "<p>This article contains affiliate links.</p>",
        "<p>An dieser Stelle finden Sie einen von der Redaktion gewählten, externen Inhalt.</p>",
    ],
)
def test_lines_that_begin_as_pointers_prompts_and_credits_do_are_no_candidates(line: str) -> None:
    html = f"<h1>Storm</h1><p>{LONG}</p>{line}<p>Again: {LONG}</p>"
    assert list(features_of(html)) == ["Storm", "The", "Again:"]


def test_paragraph_in_wrappers_looks_like_one_in_none() -> None:
    names = ("around_share", "around_blocks", "around_2_share", "beside", "around_beside", "nearest_score")
    texts = [f"{word}: {LONG}" for word in ("One", "Two", "Three")]
    plain = features_of("<div><h1>Storm</h1>" + "".join(f"<p>{text}</p>" for text in texts) + "</div><p>x</p>")
    wrapped = features_of(
        "<div><h1>Storm</h1>"
        + "".join(f"<div class=a><div class=b><p>{text}</p></div></div>" for text in texts)
        + "</div><p>x</p>"
    )
    for word in ("One:", "Two:", "Three:"):
        assert [wrapped[word][name] for name in names] == [plain[word][name] for name in names]


def test_teasers_longer_than_the_article_are_not_its_container() -> None:
    teasers = "".join(
        f"<li><h3><a href='/{n}'>Story {n}</a></h3><div>3 February</div><div>{n}: {LONG}</div></li>" for n in range(8)
    )
    found = features_of(f"<div><h1>Storm</h1><p>{LONG}</p><p>Again: {LONG}</p></div><ul>{teasers}</ul>", "Storm")
    assert found["Again:"]["in_container"] == 1
    assert found["Again:"]["alike_share"] == 1
    assert found["7:"]["in_container"] == 0


def test_embedded_post_is_told_from_other_quotations() -> None:
    found = features_of(
        f"<p>{LONG}</p><blockquote class='twitter-tweet'><p>Post</p></blockquote><blockquote><p>Said</p></blockquote>"
    )
    assert [found[word]["path_embedded_post"] for word in ("Post", "Said")] == [1, 0]
    assert [found[word]["path_quotation"] for word in ("Post", "Said")] == [1, 1]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Sign up for our newsletter, it comes by e-mail.", 3),
        ("Abonnieren Sie hier:", 1),
        ("Boats sail again from Monday.", 0),
        ("newsletter " * 50, 0),
    ],
)
def test_words_of_prompts_are_counted_in_short_texts(text: str, words: int) -> None:
    assert prompt_words(text) == words


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
