"""The newspaper's structured data: one object a page, of the type that fits its kind."""

from __future__ import annotations

from typing import Any

from examples.sample_site.pages import Edition, image_path
from examples.sample_site.publications.paper_paths import article_path
from examples.sample_site.stories import Story

_TYPES = {
    "article": "NewsArticle",
    "live-blog": "LiveBlogPosting",
    "video": "VideoObject",
    "gallery": "ImageGallery",
}
# schema.org gives a person's name to a Person; these bylines are organisations.
_ORGANISATIONS = ("Northwater Press Agency",)


def structured_data(edition: Edition, story: Story) -> dict[str, Any]:
    url = edition.url(article_path(story))
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": _TYPES[story.kind],
        "mainEntityOfPage": {"@type": "WebPage", "@id": url},
        "url": url,
        "headline": story.headline,
        "description": story.description,
        "datePublished": story.date_published,
        "author": [
            {"@type": "Organization" if name in _ORGANISATIONS else "Person", "name": name} for name in story.authors
        ],
        "publisher": {"@type": "NewsMediaOrganization", "name": "The Aldren Courier"},
        "image": [edition.url(image_path(story))],
        "articleSection": story.section,
        "keywords": story.tags,
        "inLanguage": story.language,
        "isAccessibleForFree": story.free,
    }
    if story.date_modified:
        data["dateModified"] = story.date_modified
    if not story.free:
        data["hasPart"] = {"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".paywall"}
    if story.kind == "live-blog":
        data |= _coverage(edition, story)
    if story.kind == "video":
        data |= {
            "name": story.headline,
            "uploadDate": story.date_published,
            "duration": story.duration,
            "thumbnailUrl": edition.url(image_path(story)),
        }
    if story.kind == "gallery":
        data["associatedMedia"] = [
            {"@type": "ImageObject", "contentUrl": edition.url(image_path(story, name)), "caption": caption}
            for name, caption in story.pictures
        ]
    return data


def _coverage(edition: Edition, story: Story) -> dict[str, Any]:
    return {
        "coverageStartTime": story.date_published,
        "coverageEndTime": story.updates[0].date,
        "liveBlogUpdate": [
            {
                "@type": "BlogPosting",
                "headline": update.headline,
                "datePublished": update.date,
                "articleBody": update.text,
                "url": edition.url(article_path(story)) + f"#{update.date}",
            }
            for update in story.updates
        ],
    }
