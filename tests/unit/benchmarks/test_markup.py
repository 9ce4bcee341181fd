import pytest

from benchmarks.metrics.languages import primary_subtag, stated_language


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
    assert stated_language(html) == language
