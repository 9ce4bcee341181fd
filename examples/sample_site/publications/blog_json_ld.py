"""The blog's structured data: one graph whose nodes refer to each other by @id, as search-engine plug-ins write it."""

from __future__ import annotations

from typing import Any

from examples.sample_site.pages import Edition, image_path
from examples.sample_site.publications.blog_paths import FRONT, author_path, category_path, post_path
from examples.sample_site.stories import Story


def structured_data(edition: Edition, post: Story) -> dict[str, Any]:
    url = edition.url(post_path(post))
    front_url = edition.url(FRONT)
    website = {"@type": "WebSite", "@id": f"{front_url}#website", "url": front_url, "name": "The Tide Table"}
    person = {
        "@type": "Person",
        "@id": f"{front_url}#person-{author_path(post.authors[0]).split('/')[-2]}",
        "name": post.authors[0],
        "url": edition.url(author_path(post.authors[0])),
    }
    image = {
        "@type": "ImageObject",
        "@id": f"{url}#primaryimage",
        "url": edition.url(image_path(post)),
        "width": 64,
        "height": 36,
    }
    breadcrumb = {"@type": "BreadcrumbList", "@id": f"{url}#breadcrumb", "itemListElement": _trail(edition, post)}
    posting = {
        "@type": "BlogPosting",
        "@id": f"{url}#article",
        "isPartOf": {"@id": website["@id"]},
        "mainEntityOfPage": url,
        "headline": post.headline,
        "description": post.description,
        "datePublished": post.date_published,
        "dateModified": post.date_modified,
        "author": {"@id": person["@id"]},
        "image": {"@id": image["@id"]},
        "articleSection": [post.section],
        "keywords": post.tags,
        "inLanguage": post.language,
        "commentCount": len(post.comments),
    }
    return {"@context": "https://schema.org", "@graph": [website, person, image, breadcrumb, posting]}


def _trail(edition: Edition, post: Story) -> list[dict[str, Any]]:
    steps = [
        ("Home", edition.url(FRONT)),
        (post.section, edition.url(category_path(post.section or ""))),
        (post.headline, edition.url(post_path(post))),
    ]
    return [
        {"@type": "ListItem", "position": position, "name": name, "item": item}
        for position, (name, item) in enumerate(steps, start=1)
    ]
