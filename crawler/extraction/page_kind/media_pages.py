"""Signs of the forms of an article that are no running text: live blogs, videos, galleries."""

from __future__ import annotations

import re
from itertools import islice
from urllib.parse import unquote, urlsplit

from crawler.extraction.page import Page
from crawler.extraction.roles import Role
from crawler.extraction.structured_data import types_of

# Words of addresses, headlines and classes of live blogs, in the languages publishers use. They only tell where to look
# for posts: most pages with one of them are no live blogs.
_LIVE_WORDS = (
    "live", "ticker", "newsblog", "direct", "diretta", "ao vivo", "ao-vivo", "em direto", "en vivo",
    "en-vivo", "minut", "canlı", "canli", "na żywo", "na-zywo", "relacj", "živě", "zive", "naživo",
    "nazivo", "uživo", "uzivo", "în direct", "élő", "percről", "suora", "hetki", "онлайн", "трансляц",
    "эфир", "наживо", "ефір", "на живо", "ζωντανά", "λεπτό", "مباشر", "لحظه", "زنده", "עדכונים", "लाइव",
    "লাইভ", "நேரலை", "langsung", "trực tiếp", "สด", "直播", "实时", "實時", "ライブ", "速報", "중계", "실시간",
)  # fmt: skip
# The time that a post begins with: "14:05", "14.05 Uhr", "14h05", "2:05 pm", maybe with a date.
_CLOCK = re.compile(r"(?<![\d.:])([01]?\d|2[0-3])(?:[:.]|\s?[hH]\s?|時|时)([0-5]\d)(?![\d.:]\d)")
_MAX_TIME_LENGTH = 60
_MIN_POSTS = 5
_NO_POST = int(Role.NAVIGATION | Role.ASIDE | Role.RELATED | Role.FOOTER | Role.COMMENT | Role.HIDDEN)

_GALLERY_PATH = re.compile(
    r"/(?:[\w-]*(?:galler|galer[iy]|diaporama|slideshow|fotostre|bilderstre|photostory|photo-essay)[\w-]*|photos?|fotos?"
    r"|pictures|in-pictures|en-images|bilder|immagini|imagenes|фото|photogal\w*)(?:/|$)",
    re.IGNORECASE,
)
_MIN_GALLERY_PICTURES = 5
_VIDEO_PATH = re.compile(
    r"/(?:videos?|watch|vídeos?|vidéos?|video-\w+|mediathek|player|filmy|wideo|видео)(?:/|$)", re.I
)
_GALLERY_TYPES = frozenset({"ImageGallery", "MediaGallery"})


def is_live_blog(page: Page, headline: str | None) -> bool:
    """Whether the page says that it reports live and shows several posts, each with its time."""
    names = f"{headline} {page.title} {_path(page)}".casefold()
    if not any(word in names for word in _LIVE_WORDS):
        return False
    times = set()
    time = None
    for block in page.outline.blocks:
        if block.context.roles_around & _NO_POST:
            continue
        if block.is_paragraph and time is not None:
            times.add(time)
            time = None
        start = block.text[:_MAX_TIME_LENGTH]
        if match := _CLOCK.search(start):
            time = match.group()
            if match.start() < 12 and block.is_paragraph:
                times.add(time)
    return len(times) >= _MIN_POSTS


def is_gallery(page: Page, article_types: set[str]) -> bool:
    """Whether pictures with captions are what the page is about: it says so, or its address does."""
    if article_types & _GALLERY_TYPES or any(types_of(node) & _GALLERY_TYPES for node in page.json_ld):
        return True
    if not _GALLERY_PATH.search(_path(page)):
        return False
    return len(list(islice(page.body.iter("figure", "figcaption"), _MIN_GALLERY_PICTURES))) == _MIN_GALLERY_PICTURES


def is_video(page: Page, *, marked: bool, amid_listing: bool) -> bool:
    """Whether a video is what the page is about.

    *marked*: it has structured data of an article; *amid_listing*: many headlines stand around.
    """
    if (page.first_meta("og:type") or "").lower().startswith("video"):
        return True
    videos = sum("VideoObject" in types_of(node) for node in page.json_ld)
    if videos and not marked and (videos == 1 or not amid_listing):
        return True
    if not _VIDEO_PATH.search(_path(page)) or (amid_listing and not marked):
        return False
    return videos == 1 or "og:video" in page.meta or next(page.body.iter("video"), None) is not None


def _path(page: Page) -> str:
    return unquote(urlsplit(page.url).path)
