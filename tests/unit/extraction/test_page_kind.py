from __future__ import annotations

import pytest

from crawler import extract
from tests.unit.extraction.pages import HEADLINE, PARAGRAPHS, URL, article, html, json_ld, paragraphs

LINKS = "".join(f'<p><a href="/news/{n}">One of many headlines of this day, number {n}</a></p>' for n in range(20))


def test_page_with_headline_and_text_is_an_article() -> None:
    assert article().page_kind == "article"


DATE = '<meta property="article:published_time" content="2026-01-09T18:20:00Z">'


def test_short_text_is_an_article_only_when_the_page_declares_one_and_has_a_date() -> None:
    body = f"<h1>{HEADLINE}</h1><p>{PARAGRAPHS[0]}</p>"
    declaration = '<meta property="og:type" content="article">'
    assert article(body).page_kind == "other"
    assert article(body, declaration).page_kind == "other"
    assert article(body, declaration + DATE).page_kind == "article"
    assert article(f"{body}<p>9 January 2026, 18:20</p>", declaration).page_kind == "article"


def test_date_of_the_address_alone_makes_no_article() -> None:
    body = "<h1>This story has expired</h1><p>Here is what others read today.</p>"
    head = '<meta property="og:type" content="article">'
    assert extract(html(body, head), "https://example.com/2026/01/09/storm-over-the-islands").page_kind != "article"


def test_live_blog_is_declared() -> None:
    assert article(head=json_ld('{"@type": "LiveBlogPosting", "headline": "x"}')).page_kind == "live-blog"


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ('<meta property="og:type" content="video.other">', "video"),
        (json_ld('{"@type": "VideoObject", "name": "x"}'), "video"),
        (json_ld('{"@type": "ImageGallery", "name": "x"}'), "gallery"),
    ],
    ids=["open graph", "video", "gallery"],
)
def test_video_or_gallery_with_a_caption_s_text_is_no_article(head: str, kind: str) -> None:
    assert article(f"<h1>{HEADLINE}</h1><p>{PARAGRAPHS[0]}</p>", head).page_kind == kind


@pytest.mark.parametrize(
    ("headline", "url", "time"),
    [
        ("Storm over the islands: live updates", URL, "<time>14:{n}</time>"),
        ("Sturm über den Inseln: Der Liveticker", URL, "<span>14.{n} Uhr</span>"),
        ("Tempête sur les îles", "https://example.fr/en-direct/tempete-sur-les-iles-2107.html", "<b>14h{n}</b>"),
        ("Буря на островах: онлайн-трансляция", URL, "<p>09.01.2026, 14:{n}</p>"),
        ("島の嵐、最新情報をライブで", URL, "<div>14時{n}分</div>"),
    ],
)
def test_live_blog_is_seen_by_its_posts_with_times(headline: str, url: str, time: str) -> None:
    posts = "".join(f"<div>{time.format(n=50 - n)}<p>{PARAGRAPHS[n % 4]}</p></div>" for n in range(8))
    assert extract(html(f"<h1>{headline}</h1>{posts}", title=headline), url).page_kind == "live-blog"


def test_times_of_a_list_beside_an_article_make_no_live_blog() -> None:
    links = "".join(
        f'<li>14:{n + 10} <a href="/{n}">One of many headlines of this day, no. {n}</a></li>' for n in range(9)
    )
    body = f"<h1>Where to watch the regatta live</h1>{paragraphs(PARAGRAPHS * 2)}<ul>{links}</ul>{paragraphs()}"
    assert article(body).page_kind == "article"


FIGURES = "<figure><img src=a.jpg><figcaption>A boat</figcaption></figure>" * 8


@pytest.mark.parametrize(
    ("path", "content", "kind"),
    [
        (
            "/gallery/storm-over-the-islands",
            "<figure><img src=a.jpg><figcaption>A boat</figcaption></figure>" * 8,
            "gallery",
        ),
        ("/fotostrecke/sturm-ueber-den-inseln-2107.html", "<figure><img src=a.jpg></figure>" * 8, "gallery"),
        ("/gallery/storm-over-the-islands", "<figure><img src=a.jpg></figure>", "article"),
        ("/video/storm-over-the-islands-2107", "<video src=a.mp4></video>", "video"),
        ("/video/storm-over-the-islands-2107", "", "article"),
    ],
)
def test_address_of_a_video_or_gallery_needs_one_on_the_page(path: str, content: str, kind: str) -> None:
    body = f"<h1>{HEADLINE}</h1>{content}<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>"
    head = '<meta property="og:type" content="article">' + DATE
    assert extract(html(body, head), f"https://example.com{path}").page_kind == kind


def test_video_beside_an_article_s_text_illustrates_it() -> None:
    head = json_ld('{"@type": "VideoObject", "name": "x"}')
    assert article(f"<h1>{HEADLINE}</h1>{paragraphs(PARAGRAPHS * 3)}", head).page_kind == "article"


def test_listing_of_videos_is_a_listing() -> None:
    videos = json_ld('[{"@type": "VideoObject", "name": "x"}, {"@type": "VideoObject", "name": "y"}]')
    assert article(f"<h1>Videos</h1>{LINKS}", videos).page_kind == "listing"


@pytest.mark.parametrize(
    "url", ["https://example.com", "https://example.com/", "https://example.com/?utm_source=x#top"]
)
def test_front_page_is_a_listing(url: str) -> None:
    head = json_ld('{"@type": "LiveBlogPosting", "headline": "x"}') + json_ld('{"@type": "VideoObject"}')
    assert extract(html(), url).page_kind == "listing"
    assert extract(html(None, head), url).page_kind == "listing"


def test_article_that_a_query_names_at_the_root_is_no_front_page() -> None:
    assert extract(html(), "https://example.com/?p=2107").page_kind == "article"


def test_section_page_with_many_headlines_is_a_listing() -> None:
    assert article(f"<h1>Politics</h1><p>All about politics.</p>{LINKS}").page_kind == "listing"


def test_blog_s_page_of_whole_posts_is_a_listing() -> None:
    posts = "".join(f'<h2><a href="/post-{n}">{HEADLINE} {n}</a></h2><p>{PARAGRAPHS[n % 4]}</p>' for n in range(5))
    assert article(f"<h1>My blog</h1>{posts}").page_kind == "listing"


def test_linked_headings_after_an_article_do_not_make_it_a_listing() -> None:
    teasers = "".join(f'<h3><a href="/story-{n}">Another story of the harbour, number {n}</a></h3>' for n in range(5))
    assert article(f"<h1>{HEADLINE}</h1>{paragraphs(PARAGRAPHS * 3)}{teasers}").page_kind == "article"


def test_headings_that_link_to_themselves_do_not_make_a_listing() -> None:
    chapters = "".join(
        f'<h2><a href="#c{n}">Chapter {n} of the manual</a></h2><p>{PARAGRAPHS[n % 4]}</p>' for n in range(9)
    )
    assert article(f"<h1>{HEADLINE}</h1>{chapters}").page_kind == "article"


@pytest.mark.parametrize(
    "title",
    [
        "404",
        "404 Not Found",
        "Error 404",
        "Not Found | Example News",
        "Page not found – Example News",
        "The page could not be found",
        "This story is no longer available",
        "Sorry, we cannot find this page",
        "Seite nicht gefunden",
        "Страница не найдена",
    ],
)
def test_error_page_served_as_200_is_one(title: str) -> None:
    text = "<p>The address may have been mistyped, or what you look for has moved.</p>" * 4
    assert extract(html(f"<h1>Sorry</h1>{text}", title=title), URL).page_kind == "error-page"


@pytest.mark.parametrize(
    "headline",
    [
        "Missing yacht still not found after three days of search",
        "Peugeot 404 turns sixty, and its owners meet at the harbour",
        "Health service counts 404 new cases in one week",
    ],
)
def test_headline_that_speaks_of_something_not_found_is_an_article_s(headline: str) -> None:
    markup = html(f"<h1>{headline}</h1>{paragraphs()}", title=f"{headline} | Example News")
    assert extract(markup, URL).page_kind == "article"


def test_login_page_is_one() -> None:
    form = "<form><label>Name <input></label><label>Password <input></label><button>Sign in</button></form>"
    read = extract(html(f"<h1>Sign in</h1>{form}<p>Forgot your password?</p>", title="Sign in"), URL)
    assert read.page_kind == "login"


def test_empty_shell_is_one() -> None:
    read = extract(html('<div id="app"></div><script src="/app.js"></script>'), URL)
    assert (read.page_kind, read.body) == ("empty-shell", None)
