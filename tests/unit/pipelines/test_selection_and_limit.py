from __future__ import annotations

import pytest

from crawler.storage import open_store

DAYS = ["2026-01-08", "2026-01-09", "2026-01-10T23:59:00-10:00", "2026-01-11", None]


@pytest.mark.parametrize(
    ("spider", "kept", "counts"),
    [
        ({}, DAYS, {}),
        ({"since": "2026-01-09"}, DAYS[1:], {"dropped/before_since": 1, "undated": 1}),
        ({"until": "2026-01-10"}, [*DAYS[:3], None], {"dropped/after_until": 1, "undated": 1}),
        (
            {"since": "2026-01-09", "until": "2026-01-09"},
            [DAYS[1], None],
            {"dropped/before_since": 1, "dropped/after_until": 2, "undated": 1},
        ),
    ],
    ids=["all", "since", "until", "one day"],
)
def test_articles_of_the_days_asked_for_are_kept(crawl, article, spider, kept, counts) -> None:
    """Both days are included, a day is the one the page gives, and what has no date is kept."""
    result = crawl([article(str(day), date_published=day) for day in DAYS], spider=spider)

    assert [item["date_published"] for item in result.feed] == kept
    assert result.counts("selection") == counts


def test_exactly_max_articles_are_exported_and_stored(crawl, article, database) -> None:
    result = crawl([article(str(number)) for number in range(50)], spider={"max_articles": 7})

    store = open_store(f"sqlite:///{database}")
    stored = [item["id"] for item in store.articles()]
    store.close()
    assert len(result.feed) == 7
    assert sorted(stored) == sorted(item["id"] for item in result.feed)
    assert result.stats["finish_reason"] == "max_articles"
    assert result.stats["selection/dropped/over_max_articles"] > 0


def test_unchanged_and_duplicate_articles_do_not_use_up_the_limit(crawl_all, article) -> None:
    old = [article(str(number)) for number in range(5)]
    copies = [article(f"copy{number}", content_hash="hash of 0") for number in range(3)]
    changed = [article("4", body="Corrected")]
    new = [article(f"new{number}") for number in range(5)]
    _, result = crawl_all(old, [*old[:4], *copies, *changed, *new], spider={"max_articles": 5})

    assert [item["headline"] for item in result.feed] == [
        f"Headline of {name}" for name in ("4", *(f"new{number}" for number in range(4)))
    ]
    assert result.counts("store") == {"written": 8, "not_exported/duplicate": 3}


def test_duplicates_that_go_to_the_feeds_use_up_the_limit(crawl, article) -> None:
    steps = [article("a"), article("copy", content_hash="hash of a"), article("b")]
    result = crawl(steps, spider={"max_articles": 2}, settings={"DUPLICATES_IN_FEED": True})

    assert [item["headline"] for item in result.feed] == ["Headline of a", "Headline of copy"]


def test_what_is_over_the_limit_is_new_in_the_next_run(crawl_all, article) -> None:
    steps = [article(str(number)) for number in range(10)]
    first, second = crawl_all(steps, steps, spider={"max_articles": 5})

    exported = [item["id"] for item in first.feed + second.feed]
    assert sorted(exported) == sorted(step["id"] for step in steps)
