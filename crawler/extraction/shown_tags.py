"""The tags that a page only shows: links behind a label, to addresses of tags, or in an element called so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml.etree import _Element

from crawler.extraction.blocks import Block
from crawler.extraction.page import Page
from crawler.extraction.roles import Role
from crawler.extraction.text import short_text

_MAX_TAG_LENGTH = 50
_MAX_TAG_WORDS = 6
_MAX_LINKS = 30
# Longer blocks are text that holds links.
_MAX_LENGTH = 600
_MIN_LINK_DENSITY = 0.5
# What opens a list of tags, "Tags: ...", or stands before it in a block of its own.
_LABELS = frozenset(
    label.strip()
    for label in """tags | tag | topics | keywords | hashtags | related topics | more topics | filed under |
    topics in this article | topics in this story | schlagworte | schlagwörter | stichworte | stichwörter | themen |
    mehr zum thema | etiquetas | temas | palabras clave | assuntos | tópicos | palavras-chave | mots-clés | mots clés |
    sujets | thèmes | étiquettes | parole chiave | argomenti | trefwoorden | onderwerpen | emneord | emner | stikkord |
    nyckelord | ämnen | avainsanat | aiheet | tagi | słowa kluczowe | štítky | klíčová slova | kľúčové slová | címkék |
    kulcsszavak | etichete | cuvinte cheie | oznake | ključne riječi | тагови | етикети | тагове | теги | метки |
    ключевые слова | ключові слова | ετικέτες | λέξεις κλειδιά | etiketler | etiket | anahtar kelimeler | وسوم |
    الوسوم | كلمات مفتاحية | الكلمات الدلالية | مواضيع | برچسب‌ها | برچسب ها | کلیدواژه‌ها | کلیدواژه ها |
    ٹیگز | תגיות | תגים | टैग | ট্যাগ | แท็ก | คำสำคัญ | thẻ | từ khóa | chủ đề | topik | kata kunci |
    标签 | 標籤 | 关键词 | 關鍵詞 | 關鍵字 |
    キーワード | タグ | 태그 | 키워드""".replace("\n", " ").split("|")
)  # fmt: skip
_MAX_LABEL_LENGTH = 30
_COLON = re.compile(r"\s*[:：]")
_ADDRESS = re.compile(
    r"[^?#]*/(?:tags?|topics?|keywords?|hashtag|tagged|schlagwort|stichwort|etiquetas?|tema|temas|trefwoord|emne|mot-cle|thema)/.",
    re.IGNORECASE,
)
_BESIDE = int(Role.NAVIGATION | Role.RELATED | Role.COMMENT)
# Of the article itself when they stand in it.
_EDGE = int(Role.FOOTER | Role.ASIDE)
_ARTICLE = int(Role.ARTICLE | Role.CONTENT)
_TAGS = int(Role.TAGS)
_EDGES = " ,;|/·•#"


def shown_tags(page: Page) -> list[str]:
    """Of the lists of links behind a label, to addresses of tags, or in an element called so the first kind that the
    page has; of several the longest.

    Of 222 pages that also state tags .81 of the shown are among those; of rel=tag .87 are (71 pages, 2026-11-26).
    """
    labelled: list[list[str]] = []
    addressed: list[list[str]] = []
    contained: list[list[str]] = []
    after_label = False
    last_addressed = -2
    for index, block in enumerate(page.outline.blocks):
        follows_label, after_label = after_label, False
        label, length = _label_of(block.text), len(block.text)
        if label == length:
            after_label = True
        elif not block.link_count and block.headline_links is None:
            continue
        if length > _MAX_LENGTH or block.link_length < _MIN_LINK_DENSITY * (length - label):
            continue
        if after_label or _is_beside(block.context.roles_around):
            continue
        links = [link for link in _links_of(block) if link.get("href")]
        is_labelled, is_contained = follows_label or label > 0, bool(block.context.role & _TAGS)
        is_addressed = all(_ADDRESS.match(link.get("href", "")) for link in links)
        if not links or not (is_labelled or is_addressed or (is_contained and len(links) > 1)):
            continue
        names = [(short_text(link, _MAX_TAG_LENGTH) or "").strip(_EDGES) for link in links]
        if not all(0 < len(name.split()) <= _MAX_TAG_WORDS for name in names):
            continue
        if is_labelled:
            labelled.append(names)
        elif not is_addressed:
            contained.append(names)
        elif last_addressed == index - 1:
            # Where each tag is a block of its own, they are one list.
            addressed[-1] += names
        else:
            addressed.append(names)
        if is_addressed and not is_labelled:
            last_addressed = index
    return next((max(lists, key=len) for lists in (labelled, addressed, contained) if lists), [])


def _label_of(text: str) -> int:
    """Length of the label that *text* begins with, colon included; 0 without one."""
    colon = _COLON.search(text, 0, _MAX_LABEL_LENGTH)
    if colon:
        return colon.end() if text[: colon.start()].casefold() in _LABELS else 0
    return len(text) if len(text) <= _MAX_LABEL_LENGTH and text.casefold() in _LABELS else 0


def _is_beside(roles: int) -> bool:
    return bool(roles & _BESIDE) or bool(roles & _EDGE and not roles & _ARTICLE)


def _links_of(block: Block) -> Iterator[_Element]:
    context = block.context
    if context.end - context.start == 1:
        return islice(context.element.iter("a"), _MAX_LINKS)
    return islice(context.element.iterchildren("a"), _MAX_LINKS)
