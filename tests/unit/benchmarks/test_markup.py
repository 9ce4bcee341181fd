import pytest

from benchmarks.metrics.markup import primary_subtag, read_markup


@pytest.mark.parametrize(
    ("tag", "subtag"),
    [("pt-BR", "pt"), ("EN_us", "en"), ("fil", "fil"), ("english", None), ("", None), (None, None), ("{{lang}}", None)],
)
def test_primary_subtag(tag, subtag):
    assert primary_subtag(tag) == subtag


@pytest.mark.parametrize(
    ("html", "language"),
    [
        (b'<!doctype html><html class="x" lang="de-AT"><p>Text', "de"),
        (b'<html xml:lang="fr"><p>Texte', "fr"),
        (b'<html><body lang="it"><p>Testo', None),
        (b"", None),
    ],
    ids=["lang", "xml:lang", "not on the root", "empty"],
)
def test_language_of_the_root_element(html, language):
    assert read_markup(html).language == language


def json_ld(text):
    return f'<html><head><script type="application/ld+json">{text}</script></head></html>'.encode()


@pytest.mark.parametrize(
    ("html", "days"),
    [
        (json_ld('{"@type": "NewsArticle", "dateModified": "2026-01-09T10:00:00Z"}'), {"2026-01-09"}),
        (json_ld('{"@graph": [{"@type": ["Article", "X"], "dateModified": "2026-01-09"}]}'), {"2026-01-09"}),
        (json_ld('{"@type": "WebPage", "dateModified": "2026-01-09"}'), set()),
        (json_ld('{"@type": "Article", "dateModified": "yesterday"}'), set()),
        (json_ld('{"@type": "Article", "dateModified": '), set()),
        (b'<meta property="article:modified_time" content="2026-01-10">', {"2026-01-10"}),
        (b'<meta property="og:updated_time" content="2026-01-10">', set()),
    ],
    ids=["article", "graph", "page", "no date", "broken", "meta", "other meta"],
)
def test_day_of_modification_is_read_where_it_is_stated_of_the_article(html, days):
    assert read_markup(html).days_modified == days


def test_days_of_two_sources_can_both_be_defended():
    html = json_ld('{"@type": "Article", "dateModified": "2026-01-09"}').replace(
        b"<head>", b'<head><meta property="article:modified_time" content="2026-01-10">'
    )
    assert read_markup(html).days_modified == {"2026-01-09", "2026-01-10"}
