from __future__ import annotations

import time

import pytest

from crawler.discovery.traps import MAX_SHAPES, TrapDetector, trap_kind


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/a/a/a", "repeating_path"),
        ("/x/a/b/a/b/a/b", "repeating_path"),
        ("/news/de/en/news/de/en/news/de/en/page.html", "repeating_path"),
        ("/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17/18/19/20/21", "deep_path"),
        ("/calendar/2031/05/", "future_calendar"),
        ("/events?year=2199&month=1", "future_calendar"),
        ("/", None),
        ("/en/politics/2026/11/26/a-long-slug/", None),
        ("/a/a", None),
        ("/a/b/a/b", None),
        ("/calendar/2028/05/", None),
        ("/news/detail/2931", None),
        ("/news/the-world-in-2050", None),
        ("/archive/120310", None),
    ],
)
def test_urls_that_look_like_a_trap(path: str, kind: str | None) -> None:
    assert trap_kind(f"https://example.com{path}", 2026) == kind


def test_pages_of_one_shape_without_any_article_are_fruitless() -> None:
    detector = TrapDetector(max_pages=3)
    for number in range(3):
        assert not detector.is_fruitless(f"https://example.com/day/{number}")
        detector.page_read(f"https://example.com/day/{number}")
    assert detector.is_fruitless("https://example.com/day/99")
    assert not detector.is_fruitless("https://example.com/news/99")
    assert not detector.is_fruitless("https://other.example/day/99")


def test_one_article_makes_a_shape_worth_reading_again() -> None:
    detector = TrapDetector(max_pages=3)
    for number in range(3):
        detector.page_read(f"https://example.com/day/{number}")
    detector.article_found("https://example.com/day/2")
    assert not detector.is_fruitless("https://example.com/day/99")


@pytest.mark.parametrize(
    "url", ["https://example.com/show?sid={}", "https://example.com/{}/", "https://example.com/x{}/y"]
)
def test_numbers_and_values_of_parameters_are_no_difference(url: str) -> None:
    detector = TrapDetector(max_pages=3)
    for number in range(3):
        detector.page_read(url.format(number))
    assert detector.is_fruitless(url.format(99))


def test_a_maze_of_random_words_is_fruitless_as_a_site() -> None:
    detector = TrapDetector(max_pages=3)
    for number in range(12):
        word = "abcdefghijkl"[number]
        detector.page_read(f"https://example.com/{word}/{word}")
    assert detector.is_fruitless("https://example.com/m/n")


def test_experience_is_bounded() -> None:
    detector = TrapDetector(max_pages=1)
    for number in range(MAX_SHAPES + 10):
        detector.page_read(f"https://example.com/a?{'b' * (number % 3)}{chr(0x4E00 + number)}=1")
    assert len(detector._fruitless) == MAX_SHAPES


@pytest.mark.parametrize("url", ["https://example.com/" + "a/" * 100_000, "https://example.com/?" + "2999" * 100_000])
def test_time_for_a_url_grows_with_its_length_only(url: str) -> None:
    began = time.process_time()
    trap_kind(url, 2026)
    TrapDetector(1).is_fruitless(url)
    assert time.process_time() - began < 1


def test_an_archive_of_articles_that_are_known_or_not_wanted_is_no_trap() -> None:
    detector = TrapDetector(max_pages=3)
    detector.learn_article("https://example.com/news/1/harbour")
    for number in range(50):
        page = f"https://example.com/archive/{number}"
        assert not detector.is_fruitless(page)
        detector.page_read(page)
        detector.articles_named(page, [f"https://example.com/news/{number}/ferry"])


def test_a_calendar_beside_a_list_of_newest_articles_is_a_trap() -> None:
    detector = TrapDetector(max_pages=3)
    detector.learn_article("https://example.com/news/1/harbour")
    newest = [f"https://example.com/news/{number}/ferry" for number in range(9)]
    for number in range(4):
        detector.page_read(f"https://example.com/day/{number}")
        detector.articles_named(f"https://example.com/day/{number}", newest)
    assert detector.is_fruitless("https://example.com/day/99")


def test_a_maze_that_names_what_is_shaped_like_no_article_of_the_site_is_a_trap() -> None:
    detector = TrapDetector(max_pages=3)
    detector.learn_article("https://example.com/news/1/harbour")
    for number in range(4):
        detector.page_read(f"https://example.com/day/{number}")
        detector.articles_named(f"https://example.com/day/{number}", [f"https://example.com/words/a/b/c/{number}"])
    assert detector.is_fruitless("https://example.com/day/99")
