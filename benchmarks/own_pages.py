"""Training pages of our own: the sample site, and its stories with boxes of other things between the paragraphs.

The pages of the gold sets hold many marks of what is no article, and most of those marks say the same. The boxed pages
have one mark at a time and little else, so that each is learned for itself: a box is made of sentences like those of
the article, and only its element, its class or the words it begins with tell that it does not belong.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from html import escape
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from crawler.extraction.labels import OTHER_BLOCK_LABELS
from examples.sample_site import articles
from examples.sample_site.pages import Edition
from examples.sample_site.site_pages import pages_of
from examples.sample_site.stories import Story, load_stories

_BASE_URL = "http://sample.invalid/"
_EDITION = 1
_PUBLICATIONS = ("agency", "blog", "paper", "app")
_VARIANTS = 6

# Elements and classes of boxes, as sites write them.
_BOX_TAGS = ("nav", "aside", "footer", "form", "figcaption", "div hidden", 'div style="display:none"', "dialog")
_BOX_CLASSES = """
author-bio author_info byline article__meta ad-slot advert banner sponsored breadcrumbs caption image-credit
comments comment-list disqus cookie-notice consent-banner donate footer-note copyright gallery-caption infobox
kicker latest-posts menu modal most-read newsletter newsletter-box popular-posts print-tools promo promo-box
readMore recommended related related-articles relatedStories replies search-box seealso share share-bar
sharing sidebar signup-form social social-links sr-only subscribe-box subscription-cta tag-list tags teaser
toolbar topics trending video-player visually-hidden widget
""".split()
_FRAMES = (
    "{}",
    "<article>{}</article>",
    "<main><article>{}</article></main>",
    "<div>{}</div>",
    '<div class="wrapper"><div class="article-body">{}</div></div>',
    '<main><div class="content">{}</div></main>',
    '<div class="page has-sidebar">{}</div>',
)
# A post of a social network as its script finds it in the page: people count it to the article.
_POST = '<blockquote class="twitter-tweet"><p lang="en" dir="ltr">{}</p>{}</blockquote>'
_BEFORE = '<header><a href="/">The Example</a><nav><ul>{}</ul></nav></header>'
_AFTER = "<footer><p>© The Example</p><p>{}</p></footer>"
_SECTIONS = ("News", "Sport", "Culture", "Business", "Opinion")


class OwnPage(NamedTuple):
    name: str
    domain: str
    """Pages of one domain are in one fold."""
    html: str | bytes
    body: str


def own_pages() -> Iterator[OwnPage]:
    yield from _sample_pages()
    stories = [story for name in _PUBLICATIONS for story in load_stories(name, _EDITION)]
    for index, story in enumerate(stories):
        others = stories[:index] + stories[index + 1 :]
        for variant in range(_VARIANTS):
            yield _boxed_page(story, others, variant)


def _sample_pages() -> Iterator[OwnPage]:
    pages = pages_of(Edition(_BASE_URL, _EDITION, today=date(2026, 2, 3)))
    for article in articles(_BASE_URL, _EDITION):
        # The pages of the app show their text only after a script ran.
        if article.publication != "app":
            page = pages["/" + article.url.removeprefix(_BASE_URL)]
            yield OwnPage(article.url, f"{article.publication}.invalid", page.body, article.body)


def _boxed_page(story: Story, others: list[Story], variant: int) -> OwnPage:
    choice = random.Random(f"{story.name} {variant}")
    blocks = [(block.tag, block.plain_text) for block in story.blocks]
    for _ in range(choice.randint(0, 2)):
        at = choice.randrange(1, max(2, len(blocks)))
        blocks[at:at] = _details(choice, story)
    parts = _marked_up(blocks)
    for _ in range(choice.randint(1, 3)):
        parts.insert(choice.randint(1, len(parts)), _box(choice, choice.choice(others)))
    if choice.random() < 0.3:
        parts.append(_teasers(choice, others))
    text = choice.choice(_FRAMES).format(f"<h1>{escape(story.headline)}</h1>" + "".join(parts))
    if choice.random() < 0.3:
        links = [f'<a href="/{name.lower()}">{name}</a>' for name in _SECTIONS]
        text = _BEFORE.format("".join(f"<li>{link}</li>" for link in links)) + text + _AFTER.format(" ".join(links))
    html = f"<html><head><title>{escape(story.headline)}</title></head><body>{text}</body></html>"
    return OwnPage(f"{story.name}-{variant}", f"{story.name}.invalid", html, "\n\n".join(text for _, text in blocks))


def _details(choice: random.Random, story: Story) -> list[tuple[str, str]]:
    """What an article has beside paragraphs, as tag and text: short, and still part of it."""
    words = " ".join(block.plain_text for block in story.blocks).split()

    def phrase(longest: int) -> str:
        start = choice.randrange(max(1, len(words) - longest))
        return " ".join(words[start : start + choice.randint(2, longest)]).strip(" ,.;:").capitalize()

    found: list[tuple[str, str]] = []
    if choice.random() < 0.7:
        found.append((choice.choice(("h2", "h3")), phrase(6)))
    if choice.random() < 0.6:
        found += [("li", phrase(8)) for _ in range(choice.randint(2, 5))]
    if choice.random() < 0.3:
        found += [("td", phrase(3)) for _ in range(choice.choice((4, 6, 9, 12)))]
    if choice.random() < 0.4:
        found.append(("blockquote", f"“{phrase(8)}”"))
    if choice.random() < 0.4:
        found.append(("post", f"{phrase(20)}\n\n— {phrase(2)} (@example) 3 February 2026"))
    return found


def _marked_up(blocks: list[tuple[str, str]]) -> list[str]:
    """A piece of markup for each block; a list or table is one piece."""
    parts: list[str] = []
    for tag, group in groupby(blocks, key=itemgetter(0)):
        if tag == "post":
            parts += [_POST.format(*escape(text).split("\n\n")) for _, text in group]
            continue
        texts = [f"<{tag}>{escape(text)}</{tag}>" for _, text in group]
        if tag == "td":
            rows = ("".join(texts[start : start + 3]) for start in range(0, len(texts), 3))
            parts.append("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
        elif tag == "li":
            parts.append("<ul>" + "".join(texts) + "</ul>")
        else:
            parts += texts
    return parts


def _box(choice: random.Random, other: Story) -> str:
    """Something that is not the article, about *other*."""
    kind = choice.random()
    if kind < 0.3:
        return _line(choice, other)
    sentences = [_first_sentence(block.plain_text) for block in other.blocks if block.tag == "p"]
    texts = choice.sample(sentences, min(choice.randint(1, 3), len(sentences)))
    if choice.random() < 0.3:
        texts = [choice.choice(sorted(OTHER_BLOCK_LABELS)).capitalize(), *texts]
    if kind < 0.55:
        tag = choice.choice(_BOX_TAGS)
    else:
        tag = f'{choice.choice(("div", "section", "p", "ul"))} class="{choice.choice(_BOX_CLASSES)}"'
    name = tag.split()[0]
    inner = {"p": "{}", "figcaption": "{}", "ul": "<li>{}</li>"}.get(
        name, choice.choice(("<p>{}</p>", "<div>{}</div>"))
    )
    if inner == "{}":
        texts = texts[:1]
    found = f"<{tag}>" + "".join(inner.format(escape(text)) for text in texts) + f"</{name}>"
    return f"<figure>{found}</figure>" if name == "figcaption" else found


def _teasers(choice: random.Random, others: list[Story]) -> str:
    """Other stories of the site with the beginnings of their texts, together longer than many an article."""
    heading, wrapper = choice.choice(("h3", "h2", "h4")), choice.choice(("div", "section", "li", "article"))
    entries = ""
    for other in choice.sample(others, min(len(others), choice.randint(4, 10))):
        text = next(block.plain_text for block in other.blocks if block.tag == "p")
        link = f'<a href="/{other.name}">{escape(other.headline)}</a>'
        entries += (
            f"<{wrapper}><{heading}>{link}</{heading}><div>3 February 2026</div><div>{escape(text)}</div></{wrapper}>"
        )
    return f"<ul>{entries}</ul>" if wrapper == "li" else f"<div>{entries}</div>"


def _line(choice: random.Random, other: Story) -> str:
    """A single paragraph or heading that points elsewhere."""
    headline = escape(other.headline)
    link = f'<a href="/{other.name}">{headline}</a>'
    name = "Maria Sol"
    return choice.choice(
        (
            f"<p>Photo: {name} / The Example</p>",
            f"<p>Image: {name}</p>",
            f"<p>Read more: {link}</p>",
            f"<p>See also: {link}</p>",
            f"<p>Related: {link}</p>",
            f"<p>{link}</p>",
            "<p>Subscribe to our weekly letter and never miss a story from the docks.</p>",
            "<p>Sign up for the evening edition, free of charge and sent at six.</p>",
            "<p>Follow us on every network you like.</p>",
            f"<p>Posted by {name}</p>",
            f"<h3>Related post: {link}</h3>",
            f"<p>Have a tip? {name} may be reached at maria@sample.invalid.</p>",
            f"<p>You can follow {name} on every network, and write to her at @maria.</p>",
            "<p><a href='/app'>GET THE EXAMPLE ON THE GO BY CLICKING HERE</a></p>",
            f"<p><a href='/{other.name}'>{headline.upper()}</a></p>",
            "<p>The Example Monthly, delivered through your letterbox. Twelve issues for 11.99. Click here.</p>",
            "<p>Comments that insult others or cannot be understood will not be published.</p>",
            "<p>Here you find external content that our editors chose for you.</p><p>I agree that external content is"
            " shown to me. Personal data may then be sent to others; more in our privacy policy.</p>",
            "<p>Did you like this article? Then support us with a donation.</p>",
            "<p>This slideshow requires JavaScript.</p>",
            f"<h3>{choice.choice(sorted(OTHER_BLOCK_LABELS)).capitalize()}</h3>",
            f"<h3>{choice.choice(sorted(OTHER_BLOCK_LABELS)).capitalize()}</h3><ul><li>{link}</li></ul>",
        )
    )


def _first_sentence(text: str) -> str:
    return text.partition(". ")[0].rstrip(".") + "."
