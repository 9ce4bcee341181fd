from __future__ import annotations

import pytest

from tests.unit.extraction.pages import article, json_ld, paragraphs


@pytest.mark.parametrize(
    ("head", "body", "tags"),
    [
        (json_ld('{"@type": "NewsArticle", "keywords": "boats, islands ; boats"}'), "", ["boats", "islands"]),
        (json_ld('{"@type": "NewsArticle", "keywords": ["boats", {"name": "islands"}]}'), "", ["boats", "islands"]),
        ('<meta name="parsely-tags" content="boats"><meta name="parsely-tags" content="sea">', "", ["boats", "sea"]),
        ('<meta name="keywords" content="#boats,, islands">', "", ["boats", "islands"]),
        ("", '<a rel="tag" href="/t/1">boats</a> <a rel="nofollow tag" href="/t/2">islands</a>', ["boats", "islands"]),
        (json_ld('{"@type": "NewsArticle", "keywords": ["boats", "100312362", "type_news", "/sea"]}'), "", ["boats"]),
        ('<meta name="keywords" content="boats、島，海">', "", ["boats", "島", "海"]),
        ('<meta name="keywords" content="Tag:boats, Day: Friday, Time: 17.00, Partner: X">', "", ["boats"]),
        ('<meta name="keywords" content="Ice Wars: Episode IV">', "", ["Ice Wars: Episode IV"]),
        (
            "",
            '<nav><a rel="tag" href="/c/1">News</a></nav><footer><a rel="tag" href="/t/1">boats</a></footer>',
            ["boats"],
        ),
    ],
    ids="text, list, several metas, one meta, links, machine, CJK commas, keys, title, menu".split(", "),
)  # fmt: skip
def test_tags_are_split_and_kept_in_order_once(head: str, body: str, tags: list[str]) -> None:
    assert article(paragraphs() + body, head).tags == tags
