"""What a URL's shape says about its page.

"article": one; "gallery": a series of photos; "section": a front page or department, which a short article URL may look
like; "list": what carries one tag, category, author or date; "pager": a further page of a list; "asset": a file that is
no page; "utility": a page for readers' affairs, like a login; "unknown": the shape fits several.
What a crawl has learned of one site comes before this (`discovery.article_urls`).
"""

from __future__ import annotations

import re
from typing import Literal
from urllib.parse import urlsplit

from crawler.archive_urls import archive_page

UrlKind = Literal["article", "gallery", "section", "list", "pager", "asset", "utility", "unknown"]

_ASSET = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|ico|avif|pdf|docx?|xlsx?|pptx?|zip|gz|rar|mp[34]|m4[av]|webm|mov|avi|ogg|wav|css|js"
    r"|json|xml|rss|atom|woff2?|ttf|exe|dmg|apk)$",
    re.IGNORECASE,
)
# First or last path segments of pages that readers use but that are no articles; also before a number or a few words
# more ("impressum-316443").
_UTILITY = frozenset(
    """login signin signup register account konto profile profil user users password subscribe subscription
    subscriptions
    newsletter newsletters contact contacts kontakt kontakte contacto contato about about-us ueber-uns privacy
    privacy-policy datenschutz datenschutzhinweis datenschutzhinweise datenschutzerklaerung terms terms-of-use tos agb
    legal imprint impressum nutzungsbedingungen cookies cookie-policy werbung werben mediadaten advertise advertising
    jobs careers karriere stellenmarkt stellenangebote help hilfe faq search suche sitemap rss feeds feed cart checkout
    shop logout print share mailto abo abos abonnement abonnieren mailing-list wp-admin wp-login.php wp-json cgi-bin
    cdn-cgi"""
    .split()
)  # fmt: skip
# The same as the first label of a host.
_UTILITY_HOSTS = frozenset(
    """jobs stellenmarkt shop store abo abos account accounts login support help myprofile subscribe subscription
    subscriptions newsletter newsletters secure anzeigen kleinanzeigen""".split()
)
# Of the first segments those that are departments of newspapers, too: a headline as the last one tells.
_DEPARTMENTS = frozenset("legal jobs careers help profile profil user users newsletter newsletters shop".split())
# Segments before the name of a tag, category or author, or at the end of a list of them.
_LIST = frozenset(
    """tag tags tagged category categories kategorie categoria categorias rubrik topic topics thema themen tema temas
    theme author authors autor autoren auteur auteurs by archive archives archiv columnists keyword keywords label
    labels
    rubric stichwort schlagwort dossier dossiers list lista all-about article_tag hub"""
    .split()
)  # fmt: skip
_GALLERY = frozenset(
    """gallery galleries gallery-view galerie galeria galerias photos photo fotos foto fotostrecke fotostrecken
    bildergalerie bildergalerien bilderstrecke bilderstrecken bilder slideshow slideshows diashow pictures
    fotogalerie"""
    .split()
)  # fmt: skip
# An archive's segment also stands before the dates and names of articles.
_ARCHIVE = frozenset({"archive", "archives", "archiv"})
# The content parameter of blog engines and older systems: /?p=123, /news.php?id=7.
_CONTENT_QUERY = re.compile(
    r"(?:^|&)(?:(?:p|id|no|nid|aid|sid|post|story|seq|item_?id|pk_?no)=[\da-f-]*\d[\da-f-]*|article\d+)(?:&|$)",
    re.IGNORECASE,
)
# Those that no list of articles has: further pages of an article are the article.
_ARTICLE_QUERY = re.compile(
    r"(?:^|&)(?:idx|artid|serialno|(?:news|article|artikel|content|doc)_?(?:id|no|idx)?)=[\da-f-]*\d[\da-f-]*(?:&|$)",
    re.IGNORECASE,
)
_PAGER_PATH = re.compile(r"/(?:page|seite|pagina|página)/?-?\d{1,4}/?$", re.IGNORECASE)
_PAGER_QUERY = re.compile(r"(?:^|&)(?:page|paged|pg|seite|pagina|offset|start)=\d+(?:&|$)", re.IGNORECASE)
_DATE = re.compile(r"/(?:19|20)\d\d(?:[/-]?(?:0?[1-9]|1[0-2]))?(?:[/-]?(?:0?[1-9]|[12]\d|3[01]))?/")
_LONG_NUMBER = re.compile(r"\d{5,}")
_NUMBER = re.compile(r"\d{2,}")
_LONG_NUMBER_AT_EDGE = re.compile(r"^\d{5,}|\d{5,}$")
_DIGIT = re.compile(r"\d")
# An identifier that is no number: "5d8c31a659b95cc18a43".
_MIN_ID_LENGTH, _MIN_ID_DIGITS = 10, 3
# Before an identifier, the name of an article is longer than any directory's.
_WORD_EDGE = re.compile(r"[-_]")
_MIN_LONG_SLUG_WORDS = 6
_YEAR = re.compile(r"(?:19|20)\d\d")
# Segments before the name or number of an article.
_ARTICLE_WORDS = frozenset(
    """article articles artikel artículo news nachrichten blog story stories detail details post posts read view content
    item noticia noticias notizia notizie actualite actualites novosti novini"""
    .split()
)  # fmt: skip
_PAGE_FILE = re.compile(r"\.(?:s?html?|php|aspx?|jsp|cms|ece)$", re.IGNORECASE)
_MAX_UTILITY_WORDS = 5
# Of the words above those that no headline begins with.
_SURE_UTILITY = frozenset(
    """impressum imprint datenschutz datenschutzhinweis datenschutzhinweise datenschutzerklaerung agb
    nutzungsbedingungen kontakt sitemap mediadaten abonnement"""
    .split()
)  # fmt: skip
# Last segments after the one that names the page.
_UNNAMED = frozenset("index default live amp artikel article story story.html".split())
# A headline made into a path segment has at least this many words.
_MIN_SLUG_WORDS = 4


def url_kind(url: str) -> UrlKind:
    """Kind of page *url* names, by its shape alone."""
    parts = urlsplit(url)
    path = parts.path.lower()
    if _ASSET.search(path):
        return "asset"
    if _ARTICLE_QUERY.search(parts.query):
        return "article"
    if _PAGER_PATH.search(path) or _PAGER_QUERY.search(parts.query):
        return "pager"
    segments = [segment for segment in path.strip().split("/") if segment]
    if len(segments) > 1 and _PAGE_FILE.sub("", segments[-1]) in _UNNAMED:
        segments.pop()
    if _is_utility(parts.netloc, segments):
        return "utility"
    if _CONTENT_QUERY.search(parts.query):
        return "article"
    if not segments:
        return "section"
    if (parts.query or not _ARCHIVE.isdisjoint(segments)) and archive_page(url):
        return "list"
    last = _PAGE_FILE.sub("", segments[-1])
    words = [word for word in re.split(r"[-_+,]|%20", last) if word]
    is_named = _is_article_name(segments, last, words)
    if (_LIST - _ARCHIVE) & set(segments[:-1]) or segments[-1] in _LIST:
        # Some sites file their articles under subjects: a number tells, where a name may be the subject's.
        return "article" if len(segments) > 2 and _has_article_number(last) else "list"
    if _GALLERY & set(segments) and (is_named or len(segments) > 1):
        return "gallery" if is_named else "section"
    if is_named or (parts.query and _LONG_NUMBER.search(parts.query)):
        return "article"
    if _ARCHIVE & set(segments):
        return "list"
    return "section" if len(segments) <= 2 and len(words) <= 2 and not _NUMBER.search(last) else "unknown"


def _is_utility(host: str, segments: list[str]) -> bool:
    # Not where it is the site's own name ("store.com").
    if host.partition(".")[0] in _UTILITY_HOSTS and host.count(".") > 1:
        return True
    if not segments:
        return False
    last = _PAGE_FILE.sub("", segments[-1])
    words = re.split(r"[-_,]", last)
    is_headline = len(segments) > 1 and len(words) >= _MIN_SLUG_WORDS
    if last in _UTILITY or (segments[0] in _UTILITY and not (segments[0] in _DEPARTMENTS and is_headline)):
        return True
    is_last = len(segments) == 1 and words[-1] in _SURE_UTILITY
    return len(words) <= _MAX_UTILITY_WORDS and (words[0] in _SURE_UTILITY or is_last)


def _is_article_name(segments: list[str], last: str, words: list[str]) -> bool:
    """Whether the *last* of *segments*, without the ending of a file and of these *words*, is made for one article."""
    # "the-long-coast-2" is a name that was taken already.
    named = len(words) - (len(words) > 1 and words[-1].isdigit())
    if named >= _MIN_SLUG_WORDS or _LONG_NUMBER.search(last):
        return True
    if _DATE.search(f"/{'/'.join(segments)}") and len(words) > 1:
        return True
    if len(segments) > 1 and len(_WORD_EDGE.findall(segments[-2])) >= _MIN_LONG_SLUG_WORDS:
        return True
    is_among_articles = not _ARTICLE_WORDS.isdisjoint(segments[:-1])
    if is_among_articles and named >= _MIN_SLUG_WORDS - 1:
        return True
    if is_among_articles and len(words) == 1 and len(last) >= _MIN_ID_LENGTH and _DIGIT.search(last):
        return True
    if any(len(word) >= _MIN_ID_LENGTH and len(_DIGIT.findall(word)) >= _MIN_ID_DIGITS for word in words):
        return True
    number = _NUMBER.search(last)
    if number is None:
        return False
    if is_among_articles or last != segments[-1]:
        return True
    # A year, or a number of things, is part of many names: "world-cup-2026", "party-18-plus".
    return len(words) > 1 and (len(number[0]) > 2 and not _YEAR.fullmatch(number[0])) and last[-1].isdigit()


def _has_article_number(last: str) -> bool:
    return bool(_LONG_NUMBER_AT_EDGE.search(last))
