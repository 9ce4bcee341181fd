"""The Aldren Courier: front and section pages, and the articles in all the forms a newspaper gives them."""

from __future__ import annotations

from collections.abc import Iterable

from examples.sample_site.expected import SampleArticle
from examples.sample_site.markup import Markup, join, render
from examples.sample_site.pages import Edition, LatestEntry, Page, html_page, image_path, redirect
from examples.sample_site.publications.paper_article import amp_page, article_page, print_page
from examples.sample_site.publications.paper_paths import (
    FRONT,
    SECTIONS,
    amp_path,
    article_path,
    print_path,
    section_path,
)
from examples.sample_site.publications.paper_sitemaps import sitemaps
from examples.sample_site.publications.paper_traps import LINKED_TRAPS, trap_pages
from examples.sample_site.stories import EDITIONS, Story, load_stories

_TICKER_ENTRIES = 6
_MOST_READ = ("tax-office-queue-2075", "faro-de-almenza-2141", "glassworks-night-shift-2101")
# What campaigns and networks append to links; the addresses of the articles have none of it.
_TRACKING = (
    "utm_source=front&utm_medium=teaser",
    "utm_source=courier&utm_campaign=winter&utm_content=box2",
    "fbclid=IwAR0sampleclick",
)


def pages(edition: Edition) -> dict[str, Page]:
    stories = edition.stories("paper")
    site = {"/paper": redirect(301, FRONT)}
    site[FRONT] = html_page(_listing(edition, "The Aldren Courier", stories, archive=LINKED_TRAPS))
    for section in SECTIONS:
        filed = [story for story in stories if story.section == section]
        site[section_path(section)] = html_page(_listing(edition, section, filed))
    for story in stories:
        site |= _article_pages(edition, story)
    site |= sitemaps(edition, stories) | trap_pages()
    return site | _gone_pages(edition)


def sample_articles(edition: Edition) -> list[SampleArticle]:
    return [_sample_article(edition, story) for story in edition.stories("paper")]


def _sample_article(edition: Edition, story: Story) -> SampleArticle:
    url = edition.url(article_path(story))
    return SampleArticle(
        url=url,
        canonical_url=url,
        publication="paper",
        headline=story.headline,
        body=story.body,
        authors=story.authors,
        section=story.section,
        tags=story.tags,
        language=story.language,
        description=story.description,
        date_published=story.date_published,
        date_modified=story.date_modified,
        main_image=edition.url(image_path(story)),
        latest_news=[
            LatestEntry(latest.headline, edition.url(article_path(latest)), None, f"{latest.moment:%H:%M}")
            for latest in _latest(edition)
        ],
        is_accessible_for_free=story.free if story.markup == "json-ld" else None,
        page_kind=story.kind,
    )


def _article_pages(edition: Edition, story: Story) -> dict[str, Page]:
    frame = {"ticker": _ticker(edition), "most_read": _most_read()}
    article = article_page(edition, story, **frame)
    if story.encoding == "utf-8":
        page = html_page(article, slow=story.slow)
    else:
        # The header names no charset, so that the meta element alone declares the encoding; what it cannot
        # encode (foreign headlines in the boxes) becomes character references.
        page = Page(article.encode(story.encoding, "xmlcharrefreplace"), "text/html")
    variants = {article_path(story): page, print_path(story): html_page(print_page(edition, story))}
    if story.amp:
        variants[amp_path(story)] = html_page(amp_page(edition, story))
    return variants


def _gone_pages(edition: Edition) -> dict[str, Page]:
    """410 (RFC 9110, 15.5.11) where an earlier edition had an article."""
    withdrawn = render("paper/notice.html", title="Withdrawn", text="This article has been withdrawn.")
    return {
        path: html_page(withdrawn, status=410)
        for story in load_stories("paper", EDITIONS[0])
        if story.until_edition < edition.number
        for path in (article_path(story), print_path(story))
    }


def _latest(edition: Edition) -> tuple[Story, ...]:
    return edition.stories("paper")[:_TICKER_ENTRIES]


def _ticker(edition: Edition) -> Markup:
    return join(
        render(
            "paper/ticker_entry.html", path=article_path(story), headline=story.headline, time=f"{story.moment:%H:%M}"
        )
        for story in _latest(edition)
    )


def _most_read() -> Markup:
    """Counted by readers, not edited: the same in every edition, also when one of the articles is gone."""
    stories = {story.name: story for story in load_stories("paper", EDITIONS[0])}
    return join(
        render("paper/link_item.html", path=article_path(stories[name]), text=stories[name].headline)
        for name in _MOST_READ
    )


def _listing(
    edition: Edition, heading: str, stories: Iterable[Story], archive: Iterable[tuple[str, str]] = ()
) -> Markup:
    teasers = join(
        render(
            "paper/teaser.html",
            path=f"{article_path(story)}?{_TRACKING[position % len(_TRACKING)]}",
            headline=story.headline,
            description=story.description,
            section=story.section,
            image_path=image_path(story),
        )
        for position, story in enumerate(stories)
    )
    return render(
        "paper/listing.html",
        heading=heading,
        teasers=teasers,
        archive=join(render("paper/link_item.html", path=path, text=text) for path, text in archive),
        ticker=_ticker(edition),
        most_read=_most_read(),
    )
