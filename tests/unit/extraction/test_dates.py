from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from crawler.extraction.dates import Dates, find_dates
from crawler.extraction.dates.date_offers import candidate
from crawler.items import DateCandidate
from tests.unit.extraction.pages import FETCHED_AT, HEADLINE, PARAGRAPHS, URL, json_ld, page, paragraphs


def dates(body: str | None = None, head: str = "", **options: object) -> Dates:
    found = page(body, head, fetched_at=FETCHED_AT, url=str(options.pop("url", URL)))
    return find_dates(found, headline=HEADLINE, **options)  # type: ignore[arg-type]


def only(found: Dates) -> DateCandidate:
    [offered] = found.candidates
    return offered


def value(offered: DateCandidate | None) -> str | None:
    return offered.value if offered else None


def body_with(markup: str) -> str:
    return f"<h1>{HEADLINE}</h1>{markup}{paragraphs()}"


@pytest.mark.parametrize(
    ("body", "head", "source", "place"),
    [
        (None, json_ld('{"@type": "NewsArticle", "datePublished": "2026-01-09"}'), "json-ld", "datePublished"),
        (None, '<meta property="article:published_time" content="2026-01-09">', "meta", "article:published_time"),
        (None, '<meta itemprop="datePublished" content="2026-01-09">', "meta", "datepublished"),
        (body_with("<time datetime='2026-01-09'>Friday</time>"), "", "time-element", "time"),
        (body_with("<span itemprop='datePublished'>9 January 2026</span>"), "", "time-element", "span itemprop=datepublished"),  # noqa: E501
        (body_with("<div>9 January 2026</div>"), "", "text", "div: the only date, the only line that is a date, the first after the headline"),  # noqa: E501
    ],
    ids=["json-ld", "meta", "microdata meta", "time", "itemprop", "text"],
)  # fmt: skip
def test_date_is_found_and_says_where(body: str | None, head: str, source: str, place: str) -> None:
    published = dates(body, head).published
    assert published is not None
    assert (published.value, published.source, published.place) == ("2026-01-09", source, place)
    assert published.taken


def test_date_in_the_url_is_a_candidate() -> None:
    published = dates(url="https://www.example.com/2026/01/09/ferries-return").published
    assert published is not None
    assert (published.value, published.raw, published.source) == ("2026-01-09", "2026/01/09", "url")


def test_offset_is_kept_as_the_page_gives_it() -> None:
    head = json_ld('{"@type": "NewsArticle", "datePublished": "2026-01-09T18:20:00+04:00"}')
    assert value(dates(head=head).published) == "2026-01-09T18:20:00+04:00"


def test_modification_date_never_becomes_the_publication_date() -> None:
    found = dates(
        body_with("<time class='updated' datetime='2026-01-12'>12 Jan</time> Updated: <time>2026-01-13</time>"),
        '<meta property="article:modified_time" content="2026-01-11">',
    )
    assert found.published is None
    assert value(found.modified) == "2026-01-11"
    assert {offered.field for offered in found.candidates} == {"date_modified"}


def test_line_that_says_updated_is_a_modification_date() -> None:
    found = dates(body_with("<div>Updated 12 January 2026</div>"))
    assert found.published is None
    assert value(found.modified) == "2026-01-12"


def test_words_before_a_time_element_say_which_date_it_is() -> None:
    found = dates(body_with("<p><b>Published</b> <time>2026-01-09</time>, last updated <time>2026-01-12</time></p>"))
    assert (value(found.published), value(found.modified)) == ("2026-01-09", "2026-01-12")


@pytest.mark.parametrize(
    ("printed", "reason"),
    [
        ("2026-01-22", "later than the fetch"),
        ("2031-01-01T00:00:00Z", "later than the fetch"),
        ("2026-01", "names no day"),
        ("today", "cannot be read as a date"),
    ],
)
def test_unusable_date_is_refused_with_the_reason(printed: str, reason: str) -> None:
    found = dates(head=f'<meta property="article:published_time" content="{printed}">')
    assert found.published is None
    assert only(found).reason == reason


def test_date_of_the_day_after_the_fetch_may_be_a_site_s_local_day() -> None:
    assert value(dates(head='<meta name="date" content="2026-01-21">').published) == "2026-01-21"


def test_without_a_time_of_fetch_nothing_is_later_than_it() -> None:
    found = page(None, '<meta name="date" content="2031-01-01">')
    assert value(find_dates(found).published) == "2031-01-01"


@pytest.mark.parametrize(
    "markup",
    [
        "<div class='comments'><time datetime='2026-01-09'>x</time></div>",
        "<div class='teaser'><a href='/b'>Another story</a> <time datetime='2026-01-09'>x</time></div>",
        "<nav><time datetime='2026-01-09'>x</time></nav>",
        "<div itemscope itemtype='https://schema.org/Comment'><p itemprop='datePublished'>2026-01-09</p></div>",
        "<div itemscope itemtype='https://schema.org/ImageObject'><i itemprop='datePublished'>2026-01-09</i></div>",
        "<p itemscope itemtype='https://schema.org/Book'>The whole story of the old ferries is told in a book "
        "of <b itemprop='datePublished'>2026-01-09</b>, with many pictures of the boats.</p>",
        "<ul class='related'><li>9 January 2026</li></ul>",
    ],
    ids=["comment", "teaser", "navigation", "comment item", "image item", "book", "related line"],
)
def test_date_of_something_else_is_a_candidate_with_an_objection(markup: str) -> None:
    found = dates(f"<h1>{HEADLINE}</h1>{paragraphs()}{markup}")
    assert found.published is None
    assert found.candidates
    assert all(offered.reason and not offered.taken for offered in found.candidates)


def test_microdata_meta_of_an_image_is_no_candidate() -> None:
    image = (
        "<div itemscope itemtype='https://schema.org/ImageObject'><meta itemprop='datePublished' content='2026-01-09'>"
    )
    assert dates(body_with(image + "</div>")).candidates == []


def test_json_ld_of_an_image_is_no_candidate() -> None:
    assert dates(head=json_ld('{"@type": "ImageObject", "datePublished": "2026-01-09"}')).candidates == []


def test_date_in_a_container_with_most_of_the_text_counts_whatever_its_class_says() -> None:
    body = f"<div class='with-sidebar'>{body_with('<time>2026-01-09</time>')}</div>"
    assert value(dates(body).published) == "2026-01-09"


def test_more_precise_time_of_the_same_day_wins() -> None:
    found = dates(
        head=json_ld('{"@type": "NewsArticle", "datePublished": "2026-01-09"}')
        + '<meta property="article:published_time" content="2026-01-09T18:20:00+04:00">'
    )
    assert found.published is not None
    assert (found.published.value, found.published.source) == ("2026-01-09T18:20:00+04:00", "meta")
    assert found.published.reason == "same day as the first usable, more precise"


def test_time_of_another_day_does_not_win_by_precision() -> None:
    found = dates(
        head=json_ld('{"@type": "NewsArticle", "datePublished": "2026-01-09"}')
        + '<meta property="article:published_time" content="2026-01-08T18:20:00+04:00">'
    )
    assert value(found.published) == "2026-01-09"
    assert found.candidates[1].reason == "another source comes before it"


def test_time_without_offset_is_taken_in_the_site_s_zone() -> None:
    head = '<meta name="date" content="2026-01-09 18:20">'
    assert value(dates(head=head).published) == "2026-01-09T18:20"
    assert value(dates(head=head, zone=ZoneInfo("Asia/Tbilisi")).published) == "2026-01-09T18:20+04:00"


@pytest.mark.parametrize("printed", ["2026-01-09", "2026-01-09T18:20:00-05:00"])
def test_site_s_zone_changes_neither_days_nor_times_with_offset(printed: str) -> None:
    head = f'<meta name="date" content="{printed}">'
    assert value(dates(head=head, zone=ZoneInfo("Asia/Tbilisi")).published) == printed


def test_site_s_selector_wins_even_over_a_more_precise_time_of_the_day() -> None:
    selected = candidate("date_published", "2026-01-09", "9 Jan 2026", "site-selector", ".date")
    head = json_ld('{"@type": "NewsArticle", "datePublished": "2026-01-09T18:20:00+04:00"}')
    found = dates(head=head, given=[selected])
    assert found.published is not None
    assert (found.published.value, found.published.source) == ("2026-01-09", "site-selector")


def test_feed_s_date_comes_last() -> None:
    stated = candidate("date_published", "2026-01-08", "8 Jan", "feed", "pubDate")
    assert value(dates(head='<meta name="date" content="2026-01-09">', given=[stated]).published) == "2026-01-09"
    assert value(dates(given=[stated]).published) == "2026-01-08"


def test_candidates_given_are_not_changed() -> None:
    stated = candidate("date_published", "2026-01-08T10:00", "8 Jan", "feed", "pubDate")
    dates(given=[stated], zone=ZoneInfo("Asia/Tbilisi"))
    assert stated == candidate("date_published", "2026-01-08T10:00", "8 Jan", "feed", "pubDate")


def test_printed_date_far_from_the_headline_yields_to_one_near_it() -> None:
    found = dates(body_with("<div>9 January 2026</div>") + paragraphs() * 3 + "<div>2 January 2026</div>")
    assert value(found.published) == "2026-01-09"
    assert found.candidates[1].reason.startswith("too little speaks for it")


def test_of_several_dates_far_from_the_headline_none_is_taken() -> None:
    found = dates(f"<h1>{HEADLINE}</h1>" + paragraphs() * 3 + "<div>2 January 2026</div><div>3 January 2026</div>")
    assert found.published is None
    assert [offered.reason for offered in found.candidates] == [
        "another date has nearly as many points, or more",
        "too little speaks for it (-1.9 points)",
    ]


def test_lone_date_far_from_the_headline_is_taken_as_text() -> None:
    found = dates(f"<h1>{HEADLINE}</h1>" + paragraphs() * 8 + "<footer>Port Anna, 2 January 2026</footer>")
    assert found.published is not None
    assert (found.published.value, found.published.source) == ("2026-01-02", "text")


def test_candidates_say_what_the_points_are_for() -> None:
    found = dates(body_with("<div>By Ada Marlow | Published 9 January 2026 at 18:20</div>"))
    assert only(found).place == "div: the only date, the only line that is a date, the first after the headline"


@pytest.mark.parametrize(
    ("markup", "value_published"),
    [
        ("<p>Written: 9 January 2026 18:20 / Updated: 12 January 2026 08:00</p>", "2026-01-09T18:20"),
        ("<p>Letzte Änderung: 12.01.2026 - 14:49 Erschienen am: 09.01.2026</p>", "2026-01-09"),
        ("<p>This story was published on 9 January 2026 at 18:20 and filed under boats.</p>", "2026-01-09T18:20"),
        ("<p>Port Anna, 9 January 2026 - " + PARAGRAPHS[0] + "</p>", "2026-01-09"),
        ("<p>From 9 to 12 January 2026</p>", None),
    ],
)
def test_labels_and_datelines_of_printed_dates_are_read(markup: str, value_published: str | None) -> None:
    assert value(dates(body_with(markup)).published) == value_published


def test_json_ld_of_the_page_comes_after_what_the_article_states() -> None:
    page_node = json_ld('{"@type": "WebPage", "datePublished": "2026-01-02"}')
    assert value(dates(head=page_node).published) == "2026-01-02"
    assert value(dates(head=page_node + '<meta name="datePublished" content="2026-01-09">').published) == "2026-01-09"


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("example:article_published_time", "date_published"),
        ("uploaded", "date_published"),
        ("last_updated_date", "date_modified"),
        ("article:modified:time", "date_modified"),
    ],
)
def test_names_that_sites_give_their_meta_elements_are_understood(name: str, field: str) -> None:
    offered = only(dates(head=f'<meta name="{name}" content="2026-01-09T18:20:00Z">'))
    assert (offered.field, offered.value, offered.taken) == (field, "2026-01-09T18:20:00+00:00", True)


@pytest.mark.parametrize("head", ["", json_ld('{"@type": "NewsArticle", "datePublished": "2026-01-09"}')])
def test_microdata_says_which_date_a_time_element_is(head: str) -> None:
    body = body_with("<time itemprop='dateModified'>2026-01-12</time> <time itemprop='datePublished'>2026-01-09</time>")
    found = dates(body, head)
    assert (value(found.published), value(found.modified)) == ("2026-01-09", "2026-01-12")


def test_hatom_microformat_is_read() -> None:
    found = dates(body_with("<abbr class='published' title='2026-01-09T18:20:00+04:00'>Friday</abbr>"))
    assert value(found.published) == "2026-01-09T18:20:00+04:00"


@pytest.mark.parametrize("name", ["publisher", "revisit-after", "theme-updated-by"])
def test_other_meta_elements_are_no_dates(name: str) -> None:
    assert dates(head=f'<meta name="{name}" content="2026-01-09">').candidates == []


@pytest.mark.parametrize(
    "path", ["/2026/01/09/a", "/news-20260109.html", "/2026/1/9/a", "/2026/jan/09/a", "/a-09-01-2026", "/2026-01-09-a"]
)
def test_forms_of_dates_in_urls(path: str) -> None:
    assert value(dates(url=f"https://www.example.com{path}").published) == "2026-01-09"


@pytest.mark.parametrize("path", ["/2026/01/a", "/120260109555", "/2026/13/09", "/a?date=2026-01-09", "/id-01092026"])
def test_other_numbers_in_urls_are_no_dates(path: str) -> None:
    assert dates(url=f"https://www.example.com{path}").published is None


def test_dates_inside_foreign_elements_are_never_the_article_s() -> None:
    found = page(body_with("<div id='x'><time>2026-01-09</time><p>8 January 2026</p></div>"))
    box = found.body.find("div")
    assert box is not None
    result = find_dates(found, headline=HEADLINE, foreign=[box])
    assert result.published is None
    assert {offered.reason for offered in result.candidates} == {"in a list of latest news"}


def test_number_of_far_dates_kept_as_evidence_is_bounded() -> None:
    body = "".join(f"<p>{day} January {year}</p>" for year in range(2000, 2020) for day in range(1, 29))
    assert len(dates(body).candidates) == 100


def test_fetch_time_is_compared_in_utc() -> None:
    moment = datetime(2026, 1, 20, 23, 30, tzinfo=ZoneInfo("America/New_York"))
    found = page(None, '<meta name="date" content="2026-01-22">', fetched_at=moment)
    assert found.fetched_at == moment.astimezone(UTC)
    assert value(find_dates(found).published) == "2026-01-22"


@pytest.mark.parametrize(
    ("last_modified", "expected"),
    [("Fri, 09 Jan 2026 18:20:00 GMT", "2026-01-09"), ("Tue, 06 Jan 2026 18:20:00 GMT", None), ("soon", "2026-01-09")],
)
def test_shown_date_is_not_later_than_the_last_change_that_the_server_states(
    last_modified: str, expected: str | None
) -> None:
    found = page(body_with("<div>9 January 2026</div>"), headers={"last-modified": last_modified})
    assert value(find_dates(found, headline=HEADLINE).published) == expected
