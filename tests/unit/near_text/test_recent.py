from __future__ import annotations

from typing import Any

from crawler.near_text.recent import RecentArticles


def article(name: str, first: int = 0, **values: Any) -> dict[str, Any]:
    return {"id": name, "body": " ".join(f"word{number}" for number in range(first, first + 200))} | values


def test_articles_with_passages_in_common_are_given_in_the_order_they_came() -> None:
    recent = RecentArticles(10)
    for other in (article("a", 100), article("b", 5_000), article("c", 50)):
        recent.add(other)
    assert [found["id"] for found in recent.with_passages_of(article("d"))] == ["a", "c"]


def test_the_article_with_the_same_text_is_given_however_short_it_is() -> None:
    recent = RecentArticles(10)
    recent.add(article("a", body="A caption."))
    assert recent.with_passages_of(article("b", body="A caption.", duplicate_of="a"))
    assert not recent.with_passages_of(article("b", body="A caption.", duplicate_of=None))


def test_no_more_are_kept_than_asked_for() -> None:
    recent = RecentArticles(2)
    for number in range(50):
        recent.add(article(f"a{number}"))
    assert [found["id"] for found in recent.with_passages_of(article("b"))] == ["a48", "a49"]
    assert all(len(ids) <= 2 for ids in recent._by_key.values())
