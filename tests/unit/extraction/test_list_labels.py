from __future__ import annotations

import pytest

from crawler.extraction.latest_labels import LATEST_LABELS, NEUTRAL_LABELS
from crawler.extraction.latest_news.list_labels import LabelKind, is_latest_label, label_kind, list_kind


@pytest.mark.parametrize(
    "label",
    [
        "Latest news", "LATEST NEWS:", "The Latest", "Just In", "Most Recent", "Our Latest Stories",
        "Latest California",
        "Latest in Arts & Culture", "Travel: Most Recent", "Latest from the Gazette", "Latest news See all",
        "Neueste Sportartikel", "Das Neueste aus Kultur", "Gazette-Ticker", "+++ Newsticker +++",
        "Dernières actualités",
        "En continu", "Lo Último | Mundo", "Últimas Notícias", "•Ultima Ora", "Laatste nieuws",
        "Senaste nytt – Sverige",
        "Seneste nyt erhverv", "Uusimmat", "Najnowsze", "ΤΕΛΕΥΤΑΙΑ ΝΕΑ", "SON DAKİKA", "Лента новостей",
        "Останні Новини",
        "Լրահոս", "آخر الأخبار", "آخرین اخبار", "ताज़ा खबरें", "ล่าสุด", "Tin mới nhất", "Berita Terkini", "最新消息",
        "社会の新着", "速報・新着ニュース", "최신 뉴스", "Habari mpya", "ახალი ამბები",
    ],
)  # fmt: skip
def test_labels_of_newest_articles_are_known_with_and_without_a_section(label: str) -> None:
    assert label_kind(label) is LabelKind.LATEST


@pytest.mark.parametrize(
    "label",
    [
        "Latest videos", "Latest comments", "Latest Jobs", "Neueste Kommentare", "Últimos vídeos", "最新動画", "最新号",
        "Latest on the floods", "Latest on:", "Recent stories by Ana Lima", "Ana Lima's latest", "Most read", "Related",
        "Newest first", "Aktuelle Ausgabe", "Letzte Kommentare", "Most popular", "関連記事", "人気ランキング",
        "The latest minister to leave the cabinet this year", "Latest figures of the port", "Meistgelesen", "",
    ],
)  # fmt: skip
def test_labels_of_other_lists_and_of_subjects_are_no_labels_of_newest_articles(label: str) -> None:
    assert list_kind(label) is None
    assert label_kind(label) in (None, LabelKind.OTHER)


@pytest.mark.parametrize("label", ["News", "Schlagzeilen", "Все публикации", "ニュース", "All News"])
def test_labels_that_say_only_news_are_neutral(label: str) -> None:
    assert label_kind(label) is LabelKind.NEUTRAL


@pytest.mark.parametrize("label", ["Most read", "Related news", "Newsletter", "Latest videos", "関連記事", "最新動画"])
def test_labels_of_known_other_lists_are_told_apart(label: str) -> None:
    assert label_kind(label) is LabelKind.OTHER


@pytest.mark.parametrize(
    ("text", "is_label"),
    [("Breaking news", True), ("Latest", True), ("New", False), ("Neu", False), ("最新消息", True)],
)
def test_marks_of_single_entries_are_no_labels_of_lists(text: str, is_label: bool) -> None:
    assert is_latest_label(text) == is_label


def test_accents_case_and_marks_do_not_matter() -> None:
    assert label_kind("ULTIMAS NOTICIAS") is label_kind("» Últimas noticias «") is LabelKind.LATEST


def test_lexicon_has_at_least_75_languages_one_a_line() -> None:
    languages = [line.partition(":")[0] for line in LATEST_LABELS.strip().splitlines()]
    assert len(set(languages)) == len(languages) >= 75
    assert all(
        line.count("/") == 1 and line.partition(":")[2].strip(" /") for line in LATEST_LABELS.strip().splitlines()
    )
    assert all(":" in line for line in NEUTRAL_LABELS.strip().splitlines())
