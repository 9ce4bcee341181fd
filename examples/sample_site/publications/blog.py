"""The Tide Table: what a blog engine writes - full structured data, a feed, archives in pages, comments."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from examples.sample_site.expected import SampleArticle
from examples.sample_site.markup import Markup, block_elements, inline, join, json_ld, render
from examples.sample_site.pages import (
    Edition,
    LatestEntry,
    Page,
    html_page,
    image_path,
    printed_long_day,
    printed_time,
    redirect,
    xml_page,
)
from examples.sample_site.publications.blog_feed import FEED, FEED_TYPE, rss_feed
from examples.sample_site.publications.blog_json_ld import structured_data
from examples.sample_site.publications.blog_paths import FRONT, author_path, category_path, post_path
from examples.sample_site.stories import Story

TITLE = "The Tide Table"
_POSTS_PER_PAGE = 5
_RECENT_POSTS = 5
_NO_PAGINATION = Markup()


def pages(edition: Edition) -> dict[str, Page]:
    posts = edition.stories("blog")
    site = {"/blog": redirect(301, FRONT), FEED: xml_page(rss_feed(edition, posts), FEED_TYPE)}
    site |= _numbered_pages(edition, posts)
    for author in {post.authors[0] for post in posts}:
        written = [post for post in posts if post.authors[0] == author]
        site[author_path(author)] = html_page(_list(edition, f"Posts by {author}", written))
    for category in {post.section or "" for post in posts}:
        filed = [post for post in posts if post.section == category]
        site[category_path(category)] = html_page(_list(edition, f"Category: {category}", filed))
    for post in posts:
        site[post_path(post)] = html_page(_post(edition, post))
    return site


def sample_articles(edition: Edition) -> list[SampleArticle]:
    return [_sample_article(edition, post) for post in edition.stories("blog")]


def _sample_article(edition: Edition, post: Story) -> SampleArticle:
    url = edition.url(post_path(post))
    return SampleArticle(
        url=url,
        canonical_url=url,
        publication="blog",
        headline=post.headline,
        body=post.body,
        authors=post.authors,
        section=post.section,
        tags=post.tags,
        language=post.language,
        description=post.description,
        date_published=post.date_published,
        date_modified=post.date_modified,
        main_image=edition.url(image_path(post)),
        latest_news=[
            LatestEntry(recent.headline, edition.url(post_path(recent)), None, None) for recent in _recent(edition)
        ],
    )


def _recent(edition: Edition) -> tuple[Story, ...]:
    return edition.stories("blog")[:_RECENT_POSTS]


def _numbered_pages(edition: Edition, posts: tuple[Story, ...]) -> dict[str, Page]:
    """The front page and its continuations /blog/page/2/, ..., with rel=next and rel=prev between them."""
    chunks = [posts[start : start + _POSTS_PER_PAGE] for start in range(0, len(posts), _POSTS_PER_PAGE)]
    paths = [FRONT, *(f"{FRONT}page/{number}/" for number in range(2, len(chunks) + 1))]
    site = {}
    for index, (path, chunk) in enumerate(zip(paths, chunks, strict=True)):
        newer = _page_link("prev", "Newer posts", paths[index - 1]) if index else Markup()
        older = _page_link("next", "Older posts", paths[index + 1]) if index + 1 < len(paths) else Markup()
        site[path] = html_page(_list(edition, TITLE, chunk, pagination=join((newer, older))))
    return site


def _page_link(relation: str, text: str, path: str) -> Markup:
    return render("blog/page_link.html", relation=relation, text=text, path=path)


def _list(edition: Edition, heading: str, posts: Iterable[Story], pagination: Markup = _NO_PAGINATION) -> Markup:
    entries = join(
        render(
            "blog/list_entry.html",
            path=post_path(post),
            headline=post.headline,
            description=post.description,
            published=post.date_published,
            day=printed_long_day(post.moment),
            author=post.authors[0],
            author_path=author_path(post.authors[0]),
        )
        for post in posts
    )
    main = render("blog/list.html", heading=heading, entries=entries, pagination=pagination)
    head = render("blog/list_head.html", heading=heading)
    return _layout(edition, language="en", head=head, main=main)


def _post(edition: Edition, post: Story) -> Markup:
    url = edition.url(post_path(post))
    head = render(
        "blog/post_head.html",
        headline=post.headline,
        description=post.description,
        url=url,
        published=post.date_published,
        modified=post.date_modified,
        section=post.section,
        image_url=edition.url(image_path(post)),
        tag_elements=join(render("blog/post_tag.html", tag=tag) for tag in post.tags),
        structured_data=json_ld(structured_data(edition, post)),
    )
    author = post.authors[0]
    main = render(
        "blog/post.html",
        headline=post.headline,
        published=post.date_published,
        day=printed_long_day(post.moment),
        author=author,
        author_path=author_path(author),
        section=post.section,
        section_path=category_path(post.section or ""),
        image_path=image_path(post),
        text=_text(post),
        related=join(_link_item(other) for other in _related(edition, post)),
        comments=join(_comments(post)),
    )
    return _layout(edition, language=post.language, head=head, main=main)


def _text(post: Story) -> Markup:
    if post.paragraph_break == "br":
        paragraphs = "<br><br>\n".join(inline(block.text) for block in post.blocks)
        return Markup(f"<div>{paragraphs}</div>")
    return join(block_elements(post.blocks))


def _related(edition: Edition, post: Story) -> list[Story]:
    """The three oldest of the same category: what such a box shows, and never the newest."""
    others = [other for other in edition.stories("blog") if other.section == post.section and other != post]
    return others[-3:]


def _comments(post: Story) -> Iterable[Markup]:
    for comment in post.comments:
        moment = datetime.fromisoformat(comment.date)
        yield render(
            "blog/comment.html",
            author=comment.author,
            date=comment.date,
            printed=printed_time(moment),
            text=comment.text,
        )


def _link_item(post: Story) -> Markup:
    return render("blog/link_item.html", path=post_path(post), headline=post.headline)


def _layout(edition: Edition, *, language: str, head: Markup, main: Markup) -> Markup:
    return render(
        "blog/layout.html",
        language=language,
        head=head,
        main=main,
        recent=join(_link_item(post) for post in _recent(edition)),
    )
