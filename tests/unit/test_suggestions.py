from __future__ import annotations

import pytest

from crawler.suggestions import did_you_mean


@pytest.mark.parametrize(
    ("word", "hint"),
    [("newz", " (did you mean 'news'?)"), ("NEWS", " (did you mean 'news'?)"), ("weather", ""), ("snow", ""), ("", "")],
)
def test_only_a_similar_name_is_suggested(word: str, hint: str) -> None:
    assert did_you_mean(word, ["articles", "news"]) == hint
