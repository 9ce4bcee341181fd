from __future__ import annotations

import pytest

from crawler import extract
from crawler.extraction.language import language_tag
from tests.unit.extraction.pages import PARAGRAPHS, URL, json_ld, paragraphs

GERMAN = (
    "Die Fähren, die den Hafen mit den nördlichen Inseln verbinden, fahren ab Montag wieder, teilte der Hafen mit.",
    "Zwei der drei Schiffe lagen im Winter im Dock, wo ihre Maschinen und die Rampen ersetzt wurden, sagte er.",
)
RUSSIAN = (
    "Паромы, которые связывают порт с северными островами, снова пойдут с понедельника, сообщили в управлении порта.",
    "Два из трёх судов провели зиму в доке, где им заменили двигатели и аппарели, и теперь они готовы к работе.",
)
CHINESE = (
    "连接港口与北部岛屿的渡轮将从星期一起恢复航行，港务局表示，三艘船中有两艘在船坞里度过了冬天，发动机和坡道都已更换，今后仍将照常运行。"
    * 2,
)


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("en", "en"),
        ("EN-gb", "en-GB"),
        ("pt_br", "pt-BR"),
        ("zh-hans-cn", "zh-Hans-CN"),
        ("es-419", "es-419"),
        ("de-DE.UTF-8", "de-DE"),
        ("en-US-x-private", "en-US"),
        ("und", None),
        ("en-US,en", "en-US"),
        ("zh-CN", "zh-CN"),
        ("zh-Hans", "zh-Hans"),
        ("no", "no"),
        ("nb-NO", "nb-NO"),
        ("es_LA", "es-419"),
        ("ar_AR", "ar"),
        ("en-UK", "en-GB"),
        ("en_EN", "en"),
        ("deu", "de"),
        ("English", "en"),
        ("jp", "ja"),
        ("ua", "uk"),
        ("fil-PH", "fil-PH"),
        ("utf-8", None),
        ("xx-XX", None),
        ("klingon", None),
        ("", None),
        (None, None),
    ],
)
def test_language_tags_are_normalised(text: str | None, tag: str | None) -> None:
    assert language_tag(text) == tag


@pytest.mark.parametrize(
    ("markup", "language"),
    [
        ('<html lang="pt_BR"><p>x', "pt-BR"),
        (json_ld('{"@type": "NewsArticle", "inLanguage": {"@type": "Language", "name": "fr"}}') + "<p>x", "fr"),
        ('<html lang=""><meta property="og:locale" content="uk_UA"><p>x', "uk-UA"),
        ("<p>x", None),
    ],
    ids=["html", "json-ld", "meta", "none"],
)  # fmt: skip
def test_language_is_what_the_page_states(markup: str, language: str | None) -> None:
    assert extract(markup, URL).language == language


@pytest.mark.parametrize(
    ("lang", "head", "text", "language"),
    [
        ("en", '<meta property="og:locale" content="de_DE">', GERMAN, "de-DE"),
        ("en", json_ld('{"@type": "NewsArticle", "inLanguage": "de"}'), GERMAN, "de"),
        ("de", '<meta http-equiv="content-language" content="en">', GERMAN, "de"),
        ("de", '<meta property="og:locale" content="en_US">', PARAGRAPHS, "en-US"),
        ("en", '<meta property="og:locale" content="en_GB">', GERMAN, "en"),
        ("en", '<meta property="og:locale" content="de_DE">', (), "en"),
        ("no", '<meta property="og:locale" content="nb_NO">', GERMAN, "no"),
        ("uk", '<meta property="og:locale" content="ru_RU">', RUSSIAN, "ru-RU"),
    ],
    ids=["de text", "json-ld", "html right", "en text", "agreed", "no text", "same language", "same script"],
)
def test_text_decides_between_statements(lang: str, head: str, text: tuple[str, ...], language: str) -> None:
    markup = f'<html lang="{lang}"><head>{head}</head><body>{paragraphs(text)}</body></html>'
    assert extract(markup, URL).language == language


@pytest.mark.parametrize(
    ("lang", "text", "language"),
    [
        ("en", RUSSIAN, None),
        ("en-US", CHINESE, None),
        ("ru", PARAGRAPHS, None),
        ("zh", PARAGRAPHS, None),
        ("ja", CHINESE, "ja"),
        ("sr-Latn", PARAGRAPHS, "sr-Latn"),
        ("sr", RUSSIAN, "sr"),
        ("en", GERMAN, "en"),
        ("en", RUSSIAN[:1] + PARAGRAPHS, "en"),
    ],
)
def test_only_a_language_in_another_script_is_impossible(
    lang: str, text: tuple[str, ...], language: str | None
) -> None:
    assert extract(f'<html lang="{lang}"><body>{paragraphs(text)}', URL).language == language
