from __future__ import annotations

import pytest

from crawler.extraction.labels import is_boilerplate_heading, starts_like_boilerplate
from crawler.extraction.latest_news import find_latest_news, read_latest_news
from crawler.items import LatestNewsEntry
from tests.unit.extraction.pages import HEADLINE, page, paragraphs

STORIES = [
    "Another story of the long coast",
    "A third story of the long coast",
    "A fourth story of the coast",
    "The last story of the long coast",
]


def entries(block: str) -> list[LatestNewsEntry]:
    return find_latest_news(page(f"<h1>{HEADLINE}</h1><article>{paragraphs()}</article>{block}")).entries


def shown(block: str) -> list[tuple[str | None, str | None]]:
    return [(entry.headline, entry.date_published_raw) for entry in entries(block)]


@pytest.mark.parametrize(
    "item",
    [
        '<li><a href="/n/{n}">{headline}</a> <span>{date}</span></li>',
        '<li><span>{date}</span> <a href="/n/{n}">{headline}</a></li>',
        '<li><a href="/n/{n}"><time>{date}</time> {headline}</a></li>',
        '<li><a href="/n/{n}">{headline} <small>{date}</small></a></li>',
        '<li><a href="/n/{n}">{date} – {headline}</a></li>',
        '<li><a href="/n/{n}"><img src="x"></a><h4><a href="/n/{n}">{headline}</a></h4><p>{date}</p></li>',
        '<li><a href="/n/{n}"><h4>{headline}</h4><p>Some words more. {date}</p></a></li>',
        '<a href="/n/{n}">{headline}</a><br>{date}<br>',
        '<a href="/n/{n}">{headline}</a><p>{date}</p>',
        '<p>{date}</p><a href="/n/{n}">{headline}</a>',
        '{date} <a href="/n/{n}">{headline}</a><br>',
    ],
    ids=[
        "date after", "date before", "date in link", "date at the end of link", "date as text of link", "picture link",
        "teaser link", "flat, text", "flat, after", "flat, before", "flat, text before",
    ],
)  # fmt: skip
def test_each_entry_has_its_own_headline_and_date(item: str) -> None:
    dates = ["09.Jan.2026", "08.Jan.2026", "07.Jan.2026", "06.Jan.2026"]
    items = "".join(item.format(n=n, headline=STORIES[n], date=dates[n]) for n in range(4))
    found = shown(f"<div><h3>Latest news</h3>{items}</div>")
    assert [headline for headline, _ in found] == STORIES
    assert [date for _, date in found] == dates


def listing(*headlines: str, label: str = "<h3>Latest news</h3>") -> str:
    items = "".join(f'<li><a href="/n/{n}">{headline}</a></li>' for n, headline in enumerate(headlines))
    return f"<div>{label}<ul>{items}</ul></div>"


@pytest.mark.parametrize(
    "label", ["Latest news", "LATEST NEWS:", "Neueste Nachrichten", "Последние новости", "最新消息"]
)
def test_label_is_given_as_displayed(label: str) -> None:
    assert {entry.label for entry in entries(listing(*STORIES, label=f"<h3>{label}</h3>"))} == {label}


@pytest.mark.parametrize("label", ["Related news", "Most read", "Latest figures of the port", "Comments", ""])
def test_other_lists_are_not_latest_news(label: str) -> None:
    assert entries(listing(*STORIES, label=f"<h3>{label}</h3>")) == []


@pytest.mark.parametrize(
    "label",
    [
        "<div><div><span>Latest news</span></div></div>",
        "<p><b>Latest news</b></p>",
        '<h3><a href="/news">Latest news</a></h3>',
    ],
)
def test_label_may_stand_in_elements_of_its_own(label: str) -> None:
    assert [entry.headline for entry in entries(listing(*STORIES, label=label))] == STORIES


def test_date_inside_the_headline_is_not_the_entry_s() -> None:
    found = entries(listing("Voters of the islands go to the polls on 5 May 2026", *STORIES))
    assert found[0].date_published is None
    assert found[0].headline == "Voters of the islands go to the polls on 5 May 2026"


def test_time_without_a_day_is_given_as_displayed_only() -> None:
    found = entries(listing(f"{STORIES[0]}</a> <i>18:20</i><a>", *STORIES[1:]))
    assert (found[0].date_published, found[0].date_published_raw) == (None, "18:20")


def test_links_to_other_sites_and_short_link_texts_are_no_entries() -> None:
    others = '<li><a href="https://ads.test/x">An offer you cannot refuse</a></li><li><a href="/more">More</a></li>'
    block = listing(*STORIES).replace("</ul>", f"{others}</ul>")
    assert [entry.headline for entry in entries(block)] == STORIES


def test_two_links_to_one_article_are_one_entry_with_the_longer_text() -> None:
    links = [("/n/1", "Another story"), ("/n/1#c", STORIES[0]), ("/n/2", STORIES[1]), ("/n/3", STORIES[2])]
    block = "".join(f'<a href="{path}">{text}</a>' for path, text in links)
    block = f"<div><h3>Latest news</h3>{block}</div>"
    assert [entry.headline for entry in entries(block)] == STORIES[:3]


def test_list_shown_twice_gives_its_entries_once() -> None:
    assert len(entries(listing(*STORIES) + listing(*STORIES))) == 4


def test_positions_count_over_all_blocks() -> None:
    second = listing(*(story.replace("coast", "hills") for story in STORIES)).replace("/n/", "/m/")
    found = entries(listing(*STORIES) + second.replace("Latest news", "Breaking news"))
    assert [entry.position for entry in found] == list(range(1, 9))
    assert [entry.label for entry in found] == ["Latest news"] * 4 + ["Breaking news"] * 4


def test_block_ends_where_another_label_begins() -> None:
    links = [f'<a href="/n/{n}">{headline}</a>' for n, headline in enumerate(STORIES)]
    block = f"<div><h3>Latest news</h3>{links[0]}{links[1]}{links[2]}<h3>Most read</h3>{links[3]}</div>"
    assert [entry.headline for entry in entries(block)] == STORIES[:3]


@pytest.mark.parametrize("number", [1, 2])
def test_two_links_are_no_list(number: int) -> None:
    assert entries(listing(*STORIES[:number])) == []


def test_index_of_the_site_is_no_list_beside_an_article() -> None:
    assert entries(listing(*(f"Story number {n} of the long coast" for n in range(200)))) == []


def test_urls_are_absolute_with_their_parameters() -> None:
    block = listing(*STORIES).replace("/n/0", "/n/0?utm_source=box")
    assert entries(block)[0].url == "https://www.example.com/n/0?utm_source=box"


def test_block_a_site_names_is_read_without_a_label() -> None:
    read = page(listing(*STORIES, label="<h3>From the coast</h3>"))
    block = read.body.find("div")
    assert block is not None
    latest = read_latest_news(read, [block])
    assert [(entry.position, entry.headline, entry.label) for entry in latest.entries] == [
        (n, headline, None) for n, headline in enumerate(STORIES, 1)
    ]
    assert latest.elements == [block]


@pytest.mark.parametrize(
    ("line", "is_boilerplate"),
    [
        ("Read more: boats", True),
        ("Lesen Sie auch", True),
        ("Photo: A. Photographer", True),
        ("This article is available to subscribers only.", True),
        ("Already a subscriber? Sign in", True),
        ("Read the sign before you board", False),
        ("Photographs of the old boats hang in the hall", False),
        ("This article is about boats", False),
    ],
)
def test_lines_that_point_elsewhere_are_told_from_text(line: str, is_boilerplate: bool) -> None:
    assert (is_boilerplate_heading(line) or starts_like_boilerplate(line)) == is_boilerplate
