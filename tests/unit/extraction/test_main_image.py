from __future__ import annotations

import pytest

from tests.unit.extraction.pages import article, json_ld


@pytest.mark.parametrize(
    ("image", "url"),
    [
        ('"a.jpg"', "https://www.example.com/en/news/detail/a.jpg"),
        ('{"@type": "ImageObject", "url": "/a.jpg"}', "https://www.example.com/a.jpg"),
        ('[{"contentUrl": "/a.jpg"}, "/b.jpg"]', "https://www.example.com/a.jpg"),
        ('"data:image/gif;base64,R0"', None),
    ],
)
def test_main_image_is_an_absolute_url(image: str, url: str | None) -> None:
    assert article(head=json_ld(f'{{"@type": "NewsArticle", "image": {image}}}')).main_image == url


@pytest.mark.parametrize(
    "image",
    [
        "/logo.png",
        "/images/example_fb_logo-600x315.png",
        "/img/site-logo.svg",
        "/favicon-150x150.png",
        "/i/blank.jpg",
        "/social_placeholder.png",
        "/no-image.gif",
        "https://secure.gravatar.com/avatar/55bf7238?s=200",
    ],
)
def test_logo_icon_or_placeholder_is_no_main_image(image: str) -> None:
    head = f'<meta property="og:image" content="{image}">'
    assert article(head=head).main_image is None
    assert article(head=f'{head}<meta name="twitter:image" content="/boat.jpg">').main_image == (
        "https://www.example.com/boat.jpg"
    )


def test_logo_of_the_publisher_is_no_main_image() -> None:
    data = (
        '{"@type": "NewsArticle", "image": "/a.png", "publisher": {"@type": "Organization", "logo": {"url": "/a.png"}}}'
    )
    assert article(head=json_ld(data)).main_image is None


@pytest.mark.parametrize("image", ["/2022-presidency-logo-unveiled.jpg", "/default/boat.jpg", "/icons/boat.jpg"])
def test_picture_of_a_logo_may_be_the_main_image(image: str) -> None:
    assert article(head=f'<link rel="image_src" href="{image}">').main_image == f"https://www.example.com{image}"
