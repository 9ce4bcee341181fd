"""Pages that stand in an article's place, and which kind of wall they are (`crawler.items.WALL_KINDS`): errors served
as success, challenges, logins, consent and country walls; and pages about the site itself."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import islice
from urllib.parse import urlsplit

from crawler.extraction.labels import label_key
from crawler.extraction.page import Page
from crawler.extraction.page_kind.wall_words import CONSENT_ADDRESS_WORDS, CONSENT_WORDS, LABELS, TITLE_PHRASES
from crawler.extraction.text import weight

# Headlines speak of things not found, too: the words count where they are all there is, or name the page itself.
_NOT_FOUND = re.compile(
    r"(?:^|[|:·–—-]\s+)(?:error\s+|http\s+)?(?:404(?:\s+(?:error|not found))?|not found)[.!]?(?:$|\s+[|:·–—-])"
    r"|\b404\b.{0,20}\b(?:error|not found|page)\b|\b(?:error|erreur|fehler|errore|fout|błąd|ошибка|помилка)\s+404\b"
    r"|^(?:403|404|410|429|451|50[0234]|52\d)\s*[:|–—-]|\berror code:? [45]\d\d\b"
    r"|(?:page|article|story|content|site)\b.{0,30}\b(?:not|n't|no longer)\b.{0,20}(?:found|exist|available)"
    r"|(?:not|n't|unable to|cannot|couldn.t)\s+(?:be\s+)?f[io]u?nd\b.{0,30}\b(?:page|article|story)\b",
    re.IGNORECASE,
)
# What the status that such a text names says of the page; the others are errors like any.
_STATUS = re.compile(r"\b(?:(?P<challenge>403|429)|(?P<geo_block>451)|(?P<out_of_order>5\d\d))\b")
# How much of a text speaks of consent, in how many of the words of that: it is in the news, too.
_CONSENT, _CONSENT_DECLARED_AN_ARTICLE = (0.5, 2), (0.8, 3)
_MAX_CONSENT_PARAGRAPHS = 100
# The longest excuse; a page with more text is about something, unless it is about consent.
_MAX_EXCUSE_LENGTH = 750
_MAX_DECLARED_EXCUSE_LENGTH = 250
# Headlines hold such words, too ("Swimmer not found", "Airport security check fails"): a title that means it says
# little else, and nothing else where the page states when it was published.
_MIN_PHRASE_SHARE, _MIN_STATED_PHRASE_SHARE = 0.6, 0.8
# What asks something of the visitor, or names the visitor's country, is nobody's news.
_MIN_SHARE_OF_KIND = {"consent-wall": 0.4, "empty-shell": 0.4, "geo-block": 0.4}
_MAX_TITLE_LENGTH = 120
_ACCENTS = re.compile("[\u0300-\u036f]")
_TITLE_SEPARATOR = re.compile(r"\s+[|•·»«–—-]\s+|\s*[|｜]\s*|\s+::\s+")


def _key(text: str) -> str:
    """Greek in capitals has no accents, and many write Spanish or Portuguese without."""
    key = label_key(text)
    return key if key.isascii() else unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", key)))


def _kind_by_phrase(phrases_of: dict[str, tuple[str, ...]]) -> dict[str, str]:
    """Phrase -> kind; of two kinds that know a phrase, the first."""
    kinds: dict[str, str] = {}
    for kind, phrases in phrases_of.items():
        for phrase in phrases:
            kinds.setdefault(phrase, kind)
    return kinds


_KIND_BY_PHRASE = _kind_by_phrase(dict(TITLE_PHRASES))
_KIND_BY_TITLE = {_key(phrase): kind for phrase, kind in _KIND_BY_PHRASE.items()}
_KIND_BY_LABEL = {_key(label): kind for label, kind in _kind_by_phrase(dict(LABELS)).items()}


def find_wall(
    page: Page, headline: str | None, body: Sequence[str], *, declared: bool, marked: bool, dated: bool
) -> str | None:
    """The kind of wall that *page* is, "other" for a page about the site; None when it is neither by its words.

    What speaks for an article - structured data (*marked*), that or an Open Graph type (*declared*), a date of
    publication (*dated*) - leaves less and less text that may still be an excuse.
    """
    length = sum(map(weight, body))
    if length >= _MAX_DECLARED_EXCUSE_LENGTH and (marked or (declared and dated)):
        return None
    least_share = _MIN_STATED_PHRASE_SHARE if "article:published_time" in page.meta else 0.0
    if marked:
        # Headline and title are the article's: only its text was replaced.
        return _first_kind(body, least_share)
    titles = [headline or "", page.title]
    if kind := _KIND_BY_LABEL.get(_key(titles[0])):
        # "Error" as the headline, and in the title which one.
        return (_first_kind(titles, least_share) if kind == "error-page" else None) or kind
    if length < (_MAX_DECLARED_EXCUSE_LENGTH if declared else _MAX_EXCUSE_LENGTH):
        texts = [*titles, *(body if length < _MAX_DECLARED_EXCUSE_LENGTH else ())]
        return _first_kind(texts, least_share)
    if dated:
        return None
    if declared:
        return "consent-wall" if is_about_consent(body, _CONSENT_DECLARED_AN_ARTICLE) else None
    if "login" in map(_KIND_BY_LABEL.get, map(_key, _TITLE_SEPARATOR.split(page.title[:_MAX_TITLE_LENGTH]))):
        return "login"
    return "consent-wall" if is_about_consent(body) else next(filter(None, map(_kind_said_only, titles)), None)


def is_consent_address(url: str) -> bool:
    """Whether *url* is, by its spelling, that of a consent wall, to which sites redirect whoever has not agreed yet."""
    parts = urlsplit(url)
    words = {*(parts.hostname or "").split(".")[:-1], *parts.path.lower().split("/")}
    return not words.isdisjoint(CONSENT_ADDRESS_WORDS)


def is_about_consent(body: Sequence[str], least: tuple[float, int] = _CONSENT) -> bool:
    """Whether *body* speaks of consent to cookies and tracking, with the *least* share of it, in so many words."""
    total = about = 0
    said: set[str] = set()
    for paragraph in islice(body, _MAX_CONSENT_PARAGRAPHS):
        total += len(paragraph)
        folded = paragraph.casefold()
        words = {word for word in CONSENT_WORDS if word in folded}
        said |= words
        about += len(paragraph) if words else 0
    least_share, least_words = least
    return len(said) >= least_words and about >= least_share * total


def _first_kind(texts: Sequence[str], least_share: float) -> str | None:
    return next(filter(None, (kind_said(text, least_share) for text in texts)), None)


def kind_said(text: str, least_share: float = 0.0) -> str | None:
    """What *text*, or a part of it between separators, says when it says hardly more, and that is at least
    *least_share* of it; None when it says no wall."""
    if len(text) > _MAX_TITLE_LENGTH:
        return None
    parts = [part.casefold() for part in _TITLE_SEPARATOR.split(text.replace("’", "'"))]
    for phrase, kind in _KIND_BY_PHRASE.items():
        share = max(least_share, _MIN_SHARE_OF_KIND.get(kind, _MIN_PHRASE_SHARE))
        if any(len(phrase) >= share * len(part) and phrase in part for part in parts):
            return kind
    if _NOT_FOUND.search(text):
        status = _STATUS.search(text)
        return str(status.lastgroup).replace("_", "-") if status else "error-page"
    return None


def _kind_said_only(text: str) -> str | None:
    parts = _TITLE_SEPARATOR.split(text[:_MAX_TITLE_LENGTH])
    return next((kind for part in parts if (kind := _KIND_BY_TITLE.get(_key(part)))), None)
