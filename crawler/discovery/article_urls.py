"""What kind of page a URL of one site names: learned from pages that were read, by default from its shape."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

from crawler.url_kinds import UrlKind, url_kind

# Kinds that pages of the same shape can correct; a file, a login or a further page of a list is sure by itself.
_CORRECTABLE = frozenset({"article", "gallery", "section", "list", "unknown"})
# So many pages of one shape, directory names and all, say what the next one is; more when names are left out.
_MIN_SPECIFIC, _MIN_GENERAL = 2, 3
# All but these of them must agree.
_MAX_SPECIFIC_EXCEPTIONS, _MAX_GENERAL_EXCEPTIONS = 0.2, 0.1
# A site has few shapes; beyond this many they are names that this module cannot generalise.
_MAX_SHAPES = 5_000
_MIN_SLUG_WORDS = 3
_NUMBER_AT_EDGE = re.compile(r"^\d{3,}|\d{3,}$")
_FILE_ENDING = re.compile(r"\.[a-z]{2,5}$")


class ArticleUrls:
    """The shapes of one site's URLs, with what pages of each turned out to be."""

    def __init__(self) -> None:
        self._specific: dict[str, tuple[int, int]] = {}
        self._general: dict[str, tuple[int, int]] = {}

    def learn(self, url: str, *, is_article: bool) -> None:
        """Remember what the page of *url* turned out to be."""
        specific, general = url_shapes(url)
        for shapes, shape in ((self._specific, specific), (self._general, general)):
            if shape in shapes or len(shapes) < _MAX_SHAPES:
                articles, others = shapes.get(shape, (0, 0))
                shapes[shape] = (articles + is_article, others + (not is_article))

    def kind(self, url: str) -> UrlKind:
        """Kind of page *url* names, by the pages of its shape when there are enough, else by the shape itself."""
        default = url_kind(url)
        if default not in _CORRECTABLE:
            return default
        specific, general = url_shapes(url)
        verdict = _verdict(self._specific.get(specific), _MIN_SPECIFIC, _MAX_SPECIFIC_EXCEPTIONS)
        if verdict is None and general.strip("/w"):
            # Words alone are as good a shape for sections as for articles.
            verdict = _verdict(self._general.get(general), _MIN_GENERAL, _MAX_GENERAL_EXCEPTIONS)
        if verdict is None:
            return default
        if verdict:
            return default if default == "gallery" else "article"
        return "section" if default in ("article", "gallery", "unknown") else default


def _verdict(seen: tuple[int, int] | None, at_least: int, exceptions: float) -> bool | None:
    """Whether pages of a shape are articles; None when too few were seen, or both kinds."""
    if seen is None or sum(seen) < at_least:
        return None
    share = seen[0] / sum(seen)
    return True if share >= 1 - exceptions else False if share <= exceptions else None


def url_shapes(url: str) -> tuple[str, str]:
    """The path and query of *url* with numbers and names of pages as signs for them: once with the names of its
    directories, once without ("/en/news/detail/#" and "/w/w/w/#")."""
    parts = urlsplit(url)
    segments = [segment for segment in parts.path.lower().split("/") if segment]
    signs = [_sign(segment, is_last=index == len(segments) - 1) for index, segment in enumerate(segments)]
    query = "&".join(
        f"{name}={'#' if value.isdigit() else 'w'}" for name, value in sorted(parse_qsl(parts.query)) if value
    )
    specific = "/".join(sign or segment for sign, segment in zip(signs, segments, strict=True))
    general = "/".join(sign or "w" for sign in signs)
    host = parts.netloc.partition(":")[0]
    return f"{host}/{specific}?{query}", f"/{general}{'?' + query if query else ''}"


def _sign(segment: str, *, is_last: bool) -> str:
    """A sign for a segment that differs from page to page; empty for a name that many share."""
    ending = _FILE_ENDING.search(segment) if is_last else None
    name = segment[: ending.start()] if ending else segment
    suffix = ending[0] if ending else ""
    if name.isdigit():
        is_year = len(name) == 4 and name[:2] in ("19", "20")
        return ("y" if is_year else "d" if len(name) <= 2 else "#") + suffix
    words = [word for word in re.split(r"[-_+,.]|%20", name) if word]
    number = _NUMBER_AT_EDGE.search(name)
    if number and len(words) > 1:
        return ("#-s" if number.start() == 0 else "s-#") + suffix
    if len(words) >= _MIN_SLUG_WORDS:
        return "s" + suffix
    digits = sum(map(str.isdigit, name))
    if digits >= 3:
        return "id" + suffix
    return f"w{suffix}" if is_last and len(segment) else ""
