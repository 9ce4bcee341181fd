"""One article of the newspaper as its page, its AMP page and its print page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from examples.sample_site.markup import Markup, block_elements, inline, join, json_ld, render
from examples.sample_site.pages import Edition, image_path, printed_time
from examples.sample_site.publications.paper_json_ld import structured_data
from examples.sample_site.publications.paper_paths import amp_path, article_path, print_path, section_path
from examples.sample_site.stories import Story

_RIGHT_TO_LEFT = ("ar",)
# The paragraph after which the promotion of another article interrupts the text.
_PROMOTION_AFTER = 2
_OPEN_GRAPH_TYPES = {"video": "video.other"}


def article_page(edition: Edition, story: Story, *, ticker: Markup, most_read: Markup) -> Markup:
    microdata = story.markup == "microdata"
    return render(
        "paper/article.html",
        head=_head(edition, story),
        language=story.language,
        direction="rtl" if story.language in _RIGHT_TO_LEFT else "ltr",
        item_scope=Markup(' itemscope itemtype="https://schema.org/NewsArticle"' if microdata else ""),
        section=story.section,
        section_path=section_path(story.section or ""),
        headline=_property("headline", story.headline, microdata),
        byline=join(_author(name, microdata) for name in story.authors),
        times=_times(story, microdata),
        print_path=print_path(story),
        media=_media(story, microdata),
        text=_text(edition, story, microdata),
        paywall=Markup() if story.free else render("paper/paywall.html"),
        tags=join(render("paper/tag.html", tag=tag) for tag in story.tags),
        comments=_comments(story),
        ticker=ticker,
        most_read=most_read,
    )


def amp_page(edition: Edition, story: Story) -> Markup:
    return render(
        "paper/amp.html",
        language=story.language,
        url=edition.url(article_path(story)),
        headline=story.headline,
        author=", ".join(story.authors),
        image_path=image_path(story),
        text=join(block_elements(story.blocks)),
        structured_data=json_ld(structured_data(edition, story)),
    )


def print_page(edition: Edition, story: Story) -> Markup:
    updates = [paragraph for update in story.updates for paragraph in (update.headline, update.text)]
    return render(
        "paper/print.html",
        language=story.language,
        url=edition.url(article_path(story)),
        headline=story.headline,
        author=", ".join(story.authors),
        printed=printed_time(story.moment),
        text=join([*block_elements(story.blocks), *(Markup(f"<p>{inline(text)}</p>") for text in updates)]),
    )


def _head(edition: Edition, story: Story) -> Markup:
    amp = render("paper/amp_link.html", url=edition.url(amp_path(story))) if story.amp else Markup()
    data = json_ld(structured_data(edition, story)) if story.markup == "json-ld" else Markup()
    return render(
        "paper/article_head.html",
        encoding=story.encoding,
        headline=story.headline,
        description=story.description,
        keywords=", ".join(story.tags),
        url=edition.url(article_path(story)),
        image_url=edition.url(image_path(story)),
        open_graph_type=_OPEN_GRAPH_TYPES.get(story.kind, "article"),
        section=story.section,
        amp=amp,
        structured_data=data,
    )


def _property(name: str, text: str, microdata: bool) -> Markup:
    return render("paper/microdata_property.html", name=name, text=text) if microdata else inline(text)


def _author(name: str, microdata: bool) -> Markup:
    return render("paper/microdata_author.html" if microdata else "paper/author.html", name=name)


def _times(story: Story, microdata: bool) -> Markup:
    """The dates as time elements; pages with JSON-LD have them as well, as most newspapers do."""
    named = [("Published", "published", "datePublished", story.date_published)]
    if story.date_modified and story.date_modified != story.date_published:
        named.append(("Updated", "updated", "dateModified", story.date_modified))
    return join(
        render(
            "paper/time.html",
            label=label,
            css_class=css_class,
            item_property=Markup(f' itemprop="{item_property}"' if microdata else ""),
            date=date,
            printed=printed_time(datetime.fromisoformat(date)),
        )
        for label, css_class, item_property, date in named
    )


def _media(story: Story, microdata: bool) -> Markup:
    if story.kind == "video":
        return render("paper/player.html", poster=image_path(story), video=f"/paper/videos/{story.name}.mp4")
    pictures = story.pictures or [[story.image, story.caption]]
    return join(
        render(
            "paper/figure.html",
            image_path=image_path(story, name),
            caption=caption,
            item_property=Markup(' itemprop="image"' if microdata else ""),
        )
        for name, caption in pictures
    )


def _text(edition: Edition, story: Story, microdata: bool) -> Markup:
    elements = block_elements(story.blocks)
    if len(elements) > _PROMOTION_AFTER:
        elements.insert(_PROMOTION_AFTER, _promotion(edition, story))
    text = join([*elements, *_updates(story)])
    return Markup(f'<div itemprop="articleBody">\n{text}\n</div>') if microdata else text


def _promotion(edition: Edition, story: Story) -> Markup:
    """A link to the next older story, or from the oldest to the newest."""
    stories = edition.stories("paper")
    other = stories[(stories.index(story) + 1) % len(stories)]
    return render("paper/promotion.html", path=article_path(other), headline=other.headline)


def _updates(story: Story) -> Iterator[Markup]:
    for update in story.updates:
        moment = datetime.fromisoformat(update.date)
        yield render(
            "paper/live_update.html",
            date=update.date,
            printed=f"{moment:%H:%M}",
            headline=update.headline,
            text=update.text,
        )


def _comments(story: Story) -> Markup:
    return join(
        render(
            "paper/comment.html",
            author=comment.author,
            date=comment.date,
            printed=printed_time(datetime.fromisoformat(comment.date)),
            text=comment.text,
        )
        for comment in story.comments
    )
