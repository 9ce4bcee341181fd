from __future__ import annotations

import pytest

from crawler.discovery.pagers import following_page, page_number, says_next


@pytest.mark.parametrize(
    "text", ["Next", "Next page »", "Older posts", "Nächste Seite", "Suivant ›", "次へ", "Далее", "التالي"]
)
def test_next_page_is_called_so_in_many_languages(text: str) -> None:
    assert says_next(text)


@pytest.mark.parametrize("text", ["Next week the ferries sail again", "2", "", "Latest news"])
def test_other_links_are_not_called_next(text: str) -> None:
    assert not says_next(text)


@pytest.mark.parametrize(
    ("url", "number"),
    [
        ("https://example.com/politics?page=3", 3),
        ("https://example.com/politics/page/12/", 12),
        ("https://example.com/politics", None),
        ("https://example.com/politics?from=3", None),
    ],
)
def test_number_of_a_page_is_read_from_its_url(url: str, number: int | None) -> None:
    assert page_number(url) == number


def test_page_after_this_one_follows() -> None:
    pagers = [f"https://example.com/politics?page={number}" for number in (1, 2, 3, 9)]
    assert following_page("https://example.com/politics", pagers) == pagers[1]
    assert following_page("https://example.com/politics?page=2", pagers) == pagers[2]
    assert following_page("https://example.com/politics?page=9", pagers) is None
