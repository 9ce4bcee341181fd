from __future__ import annotations

import pytest

from crawler.extraction.headline.site_names import SiteNames, title_parts
from tests.unit.extraction.pages import json_ld, page

HEAD = '<meta property="og:site_name" content="Example News">'


@pytest.mark.parametrize(
    ("title", "left"),
    [
        ("Boats return - a winter without them is over", "Boats return - a winter without them is over"),
        ("Boats return to the harbour - at last", "Boats return to the harbour - at last"),
        ("Boats return to the harbour: – At last", "Boats return to the harbour: – At last"),
        ("Boats return to the harbour | Example News", "Boats return to the harbour"),
        ("Boats return to the harbour - Sport - Example News", "Boats return to the harbour - Sport"),
        ("Boats return to the harbour - Example News - Sport", "Boats return to the harbour"),
        ("Boats return to the harbour | Sport", "Boats return to the harbour"),
        ("Boats return to the harbour | Boats | Sport | Example News", "Boats return to the harbour"),
        ("«Boats return to the harbour» - Example News", "«Boats return to the harbour»"),
        ("Boats return to the harbour - example.com", "Boats return to the harbour"),
        ("Boats return to the harbour – The Example", "Boats return to the harbour"),
        ("Example News | Boats return", "Boats return"),
        ("Boats | Example News", "Boats"),
        ("High-speed boats return", "High-speed boats return"),
        ("船が港に戻った-例報", "船が港に戻った"),
        ("", ""),
        (" | ", " | "),
    ],
)  # fmt: skip
def test_site_s_name_is_cut_and_nothing_else(title: str, left: str) -> None:
    assert SiteNames(page("", HEAD)).cut(title) == left


def test_site_is_known_by_its_publisher() -> None:
    head = json_ld('{"@type": "NewsArticle", "publisher": {"@type": "Organization", "name": "The Pier"}}')
    assert SiteNames(page("", head)).cut("Boats return to the harbour - The Pier") == "Boats return to the harbour"


def test_short_last_part_behind_a_dash_is_cut_only_loosely() -> None:
    names = SiteNames(page(""))
    assert names.cut("Boats return to the harbour - Pier Post") == "Boats return to the harbour - Pier Post"
    assert names.cut("Boats return to the harbour - Pier Post", loosely=True) == "Boats return to the harbour"


def test_parts_of_a_title_are_divided_by_signs_with_space_around() -> None:
    assert title_parts("High-speed boats | Harbour » Pier Post") == ["High-speed boats", "Harbour", "Pier Post"]


def test_endless_title_is_left_as_it_is() -> None:
    title = "Boats" + " | a" * 100_000
    assert SiteNames(page("")).cut(title) == title
