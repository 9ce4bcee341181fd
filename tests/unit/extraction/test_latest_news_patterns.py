"""Lists of newest articles in the markup publishers write them in, and lists that only look like them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crawler.extraction.latest_news import LatestNews, find_latest_news
from tests.unit.extraction.pages import HEADLINE, article, json_ld, page, paragraphs

READ_AT = datetime(2026, 1, 20, 15, 30, tzinfo=UTC)
NEWEST = [
    "Ferries of the northern islands sail again",
    "Council votes on the new harbour wall tonight",
    "Storm takes roofs off forty houses at the coast",
    "Museum shows the oldest chart of the bay",
    "School buses run an hour later from Monday",
]
READ_MOST = [headline.replace("the", "an old") + " once more" for headline in NEWEST]


def items(headlines: list[str], dates: list[str] | None = None, path: str = "/news") -> str:
    shown = [f"<time>{date}</time> " for date in dates] if dates else [""] * len(headlines)
    return "".join(
        f'<li>{date}<a href="{path}/{number}">{headline}</a></li>'
        for number, (headline, date) in enumerate(zip(headlines, shown, strict=True))
    )


def latest(block: str, language: str = "en", fetched_at: datetime | None = READ_AT) -> LatestNews:
    body = f"<article><h1>{HEADLINE}</h1>{paragraphs()}</article>{block}"
    return find_latest_news(page(body, fetched_at=fetched_at), language)


def headlines(block: str) -> list[str | None]:
    return [entry.headline for entry in latest(block).entries]


def test_times_are_of_the_day_that_heads_them() -> None:
    block = (
        f"<div><h3>Latest news</h3><p>19 January 2026</p><ul>{items(NEWEST[:2], ['18:05', '07:40'])}</ul>"
        f"<p>18 January 2026</p><ul>{items(NEWEST[2:4], ['22:10', '21:00'], '/old')}</ul></div>"
    )
    assert [entry.date_published for entry in latest(block).entries] == [
        "2026-01-19T18:05",
        "2026-01-19T07:40",
        "2026-01-18T22:10",
        "2026-01-18T21:00",
    ]


def test_time_without_a_day_is_that_of_the_fetch_or_the_evening_before() -> None:
    dates = ["15:05", "00:20", "23:55", "22:00", "21:30"]
    found = latest(f"<div><h3>Latest news</h3><ul>{items(NEWEST, dates)}</ul></div>")
    assert [(entry.date_published_raw, (entry.date_published or "")[:16]) for entry in found.entries] == [
        ("15:05", "2026-01-20T15:05"),
        ("00:20", "2026-01-20T00:20"),
        ("23:55", "2026-01-19T23:55"),
        ("22:00", "2026-01-19T22:00"),
        ("21:30", "2026-01-19T21:30"),
    ]


def test_times_in_no_order_are_all_of_the_day_of_the_fetch() -> None:
    dates = ["09:05", "08:20", "14:55", "12:00", "13:30"]
    found = latest(f"<div><h3>Latest news</h3><ul>{items(NEWEST, dates)}</ul></div>")
    assert {(entry.date_published or "")[:10] for entry in found.entries} == {"2026-01-20"}


def test_times_with_and_without_a_zone_may_stand_in_one_list() -> None:
    dates = ["15:05 GMT", "14:20", "13:55 +01:00", "00:10", "23:30 GMT"]
    found = latest(f"<div><h3>Latest news</h3><ul>{items(NEWEST, dates)}</ul></div>")
    assert [(entry.date_published or "")[:10] for entry in found.entries] == ["2026-01-20"] * 4 + ["2026-01-19"]


@pytest.mark.parametrize(
    ("language", "label", "shown", "day"),
    [
        ("en", "Latest news", "2 hours ago", "2026-01-20"),
        ("de", "Neueste Artikel", "vor 22 Stunden", "2026-01-19"),
        ("fr", "Dernières actualités", "il y a 2 heures", "2026-01-20"),
        ("es", "Últimas noticias", "hace 3 horas", "2026-01-20"),
        ("ru", "Последние новости", "2 часа назад", "2026-01-20"),
        ("ar", "آخر الأخبار", "قبل 12 دقيقة", "2026-01-20"),
        ("ja", "新着記事", "10分前", "2026-01-20"),
        ("en", "Latest news", "Yesterday, 18:05", "2026-01-19"),
        ("uk", "Останні новини", "19 січня, 17:13", "2026-01-19"),
    ],
)
def test_relative_and_yearless_dates_are_resolved(language: str, label: str, shown: str, day: str) -> None:
    found = latest(f"<div><h3>{label}</h3><ul>{items(NEWEST[:3], [shown] * 3)}</ul></div>", language)
    assert {(entry.date_published_raw, (entry.date_published or "")[:10]) for entry in found.entries} == {(shown, day)}


def test_relative_date_without_time_of_fetch_is_given_as_displayed_only() -> None:
    found = latest(f"<div><h3>Latest</h3><ul>{items(NEWEST[:3], ['2 hours ago'] * 3)}</ul></div>", fetched_at=None)
    assert {(entry.date_published_raw, entry.date_published) for entry in found.entries} == {("2 hours ago", None)}


def test_time_and_day_in_elements_of_their_own_are_one_date() -> None:
    block = "".join(
        f'<a href="/n/{n}"><time>14:3{n}<br><span>2026-01-19</span></time><h4>{headline}</h4></a>'
        for n, headline in enumerate(NEWEST)
    )
    assert latest(f"<div><h3>Latest</h3>{block}</div>").entries[1].date_published == "2026-01-19T14:31"


def test_author_beside_the_date_is_no_part_of_it() -> None:
    entries = "".join(
        f'<li><a href="/n/{n}">{text}</a> <i>Ana Lima, 9 January 2026</i></li>' for n, text in enumerate(NEWEST)
    )
    found = latest(f"<div><h3>Latest</h3><ul>{entries}</ul></div>")
    assert {entry.date_published_raw for entry in found.entries} == {"9 January 2026"}


def test_longer_copy_of_a_list_adds_only_what_is_new() -> None:
    box = "<div><h3>Latest</h3><ul>{}</ul></div>"
    assert headlines(box.format(items(NEWEST[:4])) + box.format(items(NEWEST))) == NEWEST
    marked = items(NEWEST).replace('"><', '#box=2"><').replace('">', '#box=2">')
    assert headlines(box.format(items(NEWEST)) + box.format(marked)) == NEWEST


def test_box_with_a_heading_of_its_own_is_not_of_the_list() -> None:
    lead = f'<div><a href="/news/lead-100">{NEWEST[0]}</a></div>'
    rest = "".join(f'<p><a href="/news/rest-{n}00">{text}</a></p>' for n, text in enumerate(NEWEST[1:4], 1))
    box = f"<div><h4>On the islands</h4><ul>{items(READ_MOST, path='/most')}</ul></div>"
    assert headlines(f"<section><h3>Latest</h3>{lead}{rest}{box}</section>") == NEWEST[:4]


TABS = [
    '<ul><li><a href="#most">Most read</a></li><li><a href="#new">Latest</a></li></ul>'
    '<div id="most"><ul>{most}</ul></div><div id="new" hidden><ul>{new}</ul></div>',
    '<button aria-controls="p1">Most read</button><button aria-controls="p2">Latest</button>'
    '<section><div id="p1">{most}</div><div id="p2">{new}</div></section>',
    "<ul><li>Most read</li><li>Latest</li></ul><div><ul>{most}</ul><ul>{new}</ul></div>",
    "<ul><li>Latest</li><li>Most read</li></ul><div><ul>{new}</ul></div><div><ul>{most}</ul></div>",
]


@pytest.mark.parametrize("tabs", TABS, ids=["href", "aria", "second of two", "first of two"])
def test_tab_gives_the_entries_of_its_own_pane(tabs: str) -> None:
    block = tabs.format(most=items(READ_MOST, path="/most"), new=items(NEWEST))
    assert headlines(f"<div>{block}</div>") == NEWEST


def test_tab_whose_pane_is_loaded_later_gives_nothing() -> None:
    assert headlines(f"<div><ul><li>Most read</li><li>Latest</li></ul><ol>{items(READ_MOST)}</ol></div>") == []


def test_nearer_heading_labels_the_list() -> None:
    assert headlines(f"<div><h3>Latest</h3><h3>Most read</h3><ul>{items(READ_MOST)}</ul></div>") == []
    assert headlines(f"<div><h3>Latest</h3></div><div><h3>On the islands</h3><ul>{items(READ_MOST)}</ul></div>") == []


def test_label_below_a_list_does_not_label_the_next_one() -> None:
    assert (
        headlines(f"<div><ul>{items(NEWEST)}</ul><p>Latest</p></div><div><ul>{items(READ_MOST, path='/m')}</ul></div>")
        == []
    )


def test_headline_that_begins_like_a_label_is_none() -> None:
    teaser = '<h3><a href="/n/9">The Latest: Ferries sail again in the north</a></h3>'
    assert headlines(f"<div>{teaser}<ul>{items(READ_MOST)}</ul></div>") == []


def test_order_of_comments_is_no_label() -> None:
    comments = "".join(f'<li><a href="/user/{n}">Reader number {n} of the coast</a> Fine.</li>' for n in range(4))
    assert headlines(f'<div class="comments"><a>Newest</a> <a>Oldest</a><ul>{comments}</ul></div>') == []


def test_label_may_be_repeated_in_each_entry() -> None:
    entries = "".join(
        f'<li><span>Breaking news</span> <a href="/n/{n}">{text}</a></li>' for n, text in enumerate(NEWEST)
    )
    assert headlines(f"<ul>{entries}</ul>") == NEWEST


def test_mark_of_single_entries_is_no_label() -> None:
    entries = "".join(f'<li><span>New</span> <a href="/n/{n}">{text}</a></li>' for n, text in enumerate(READ_MOST))
    assert headlines(f"<h3>Most read</h3><ul>{entries}</ul>") == []


ENTRIES = {
    "kicker": '<a href="{url}"><span class="kicker">Live from the islands</span><span>{headline}</span></a>',
    "section": '<a href="/section/coast">Coast</a><h4><a href="{url}">{headline}</a></h4>',
    "author": '<h4><a href="{url}">{headline}</a></h4><a href="/authors/ana-lima">Ana Lima of the Coast</a>',
    "premium": '<a href="{url}"><h4><span class="hidden premium">Premium</span><span>{headline}</span></h4></a>',
    "rank": '<a href="{url}"><b class="number">1</b><span>{headline}</span></a>',
    "picture, title, teaser": '<a href="{url}"><img alt="x"></a><a href="{url}" class="title">{headline}</a>'
    '<a href="{url}" class="text">The council spoke of it for three hours, and then it went home again, as always.</a>',
    "comments": '<a href="{url}">{headline}</a> <a href="{url}#comments">12 comments</a>',
    "link over a card": '<a href="{url}" class="over"><span class="sr-only">{headline}</span></a><p>Some text.</p>',
    "label of a picture": '<a href="{url}" aria-label="{headline}"><img src="x"></a>',
}


@pytest.mark.parametrize("entry", ENTRIES.values(), ids=ENTRIES.keys())
def test_headline_is_free_of_what_stands_beside_it(entry: str) -> None:
    listed = "".join(f"<li>{entry.format(url=f'/news/{n}00', headline=text)}</li>" for n, text in enumerate(NEWEST))
    assert headlines(f"<div><h3>Latest</h3><ul>{listed}</ul></div>") == NEWEST


def test_short_headline_in_the_place_of_the_others_is_an_entry() -> None:
    assert headlines(f"<div><h3>Latest</h3><ul>{items([*NEWEST, 'Who won?'])}</ul></div>") == [*NEWEST, "Who won?"]


@pytest.mark.parametrize(
    "block",
    [
        '<nav><ul><li><a href="/latest">Latest</a></li><li><a href="/coast">Coast and harbour</a></li>'
        '<li><a href="/islands">Islands of the north</a></li><li><a href="/school">Schools</a></li></ul></nav>',
        '<div><h3>Latest videos</h3><ul>{items}</ul></div>',
        '<div><h3>Latest on the storm</h3><ul>{items}</ul></div>',
        "<div><h3>Ana Lima's latest</h3><ul>{items}</ul></div>",
        '<div><h3>Related news</h3><ul>{dated}</ul></div>',
        '<div><h3>On the islands</h3><ul>{dated}</ul></div>',
        '<div><h3>News</h3><ul>{items}</ul></div>',
    ],
    ids=["menu", "videos", "subject", "author", "related with times", "subject with times", "news without dates"],
)  # fmt: skip
def test_other_lists_are_left_out(block: str) -> None:
    times = ["15:05", "14:20", "13:55", "12:00", "11:30"]
    assert headlines(block.format(items=items(NEWEST), dated=items(NEWEST, times))) == []


def test_running_text_with_links_after_a_label_is_no_list() -> None:
    text = "".join(
        f"<p>{sentence} The <a href='/news/{n}00'>{NEWEST[n]}</a> and so on, for a good part of the winter.</p>"
        for n, sentence in enumerate(["One boat sails.", "Two boats sail.", "All boats sail.", "No boat sails."])
    )
    assert headlines(f"<div><button>Latest updates</button><div>{text}{paragraphs() * 2}</div></div>") == []


@pytest.mark.parametrize("label", ["<h3>News</h3>", "<h3>All publications</h3>", ""])
def test_list_that_says_no_more_than_news_is_taken_when_its_times_fall(label: str) -> None:
    times = ["15:05", "14:20", "13:55", "12:00", "11:30"]
    block = f"<div><p>{'Words of another kind. ' * 5}</p></div><div>{label}<ul>{items(NEWEST, times)}</ul></div>"
    assert headlines(block) == NEWEST
    assert headlines(block.replace("14:20", "09:20")) == []


@pytest.mark.parametrize(
    ("language", "label", "texts"),
    [
        ("ar", "آخر الأخبار", ["إبحار العبارات مجددا نحو الجزر", "المجلس يصوت على جدار الميناء", "عاصفة على الساحل"]),
        ("ja", "速報・新着ニュース", ["島行きの船が運航を再開", "港の壁、議会で採決へ", "沿岸で嵐、屋根が飛ぶ"]),
    ],
)
def test_short_headlines_of_other_scripts_are_read(language: str, label: str, texts: list[str]) -> None:
    listed = "".join(f'<li><a href="/articles/100{n}">{text}</a></li>' for n, text in enumerate(texts))
    found = latest(f"<div><h3>{label}</h3><ul>{listed}</ul></div>", language)
    assert [entry.headline for entry in found.entries] == texts


STATE = """<script type="application/json">{"page": {"boxes": [{"title": "Most read", "teasers": []},
    {"title": "Latest news", "teasers": [
      {"content": {"headline": "Ferries sail again in the north", "url": "/news/ferries-sail-100",
       "published": "2026-01-20"}},
      {"content": {"headline": "Council votes on the wall tonight", "url": "/news/council-votes-101"}},
      {"content": {"headline": "Storm takes roofs at the coast", "url": "/news/storm-takes-102"}}]}]}}</script>"""
ITEM_LIST = json_ld(
    """{"@type": "ItemList", "name": "Latest news", "itemListElement": [
    {"@type": "ListItem", "position": 1, "name": "Ferries sail again in the north", "url": "/news/ferries-sail-100"},
    {"@type": "ListItem", "position": 2, "name": "Council votes on the wall tonight", "url": "/news/council-votes-101"},
    {"@type": "ListItem", "position": 3, "item": {"headline": "Storm takes roofs at the coast",
     "url": "https://www.example.com/news/storm-takes-102"}}]}"""
)


@pytest.mark.parametrize("data", [STATE, ITEM_LIST], ids=["state", "item list"])
def test_list_that_is_only_data_is_read_from_there(data: str) -> None:
    found = latest(f"<div><h3>Latest news</h3><div></div></div>{data}")
    assert [entry.headline for entry in found.entries] == [
        "Ferries sail again in the north", "Council votes on the wall tonight", "Storm takes roofs at the coast"
    ]  # fmt: skip
    assert found.entries[0].url == "https://www.example.com/news/ferries-sail-100"
    assert found.source == "embedded_data"


def test_source_says_how_the_list_was_found() -> None:
    block = f"<div><h3>Latest</h3><ul>{items(NEWEST)}</ul></div>"
    assert latest(block).source == latest(block + STATE).source == "labelled_block"
    assert latest("").source == "none"


def test_list_around_the_article_keeps_the_body() -> None:
    body = f"<div><b>Latest</b><div><h1>{HEADLINE}</h1>{paragraphs()}<ul>{items(NEWEST)}</ul></div></div>"
    read = article(body)
    assert read.body is not None
    assert read.body.count("\n\n") == 3
