"""Bylines printed on the page: in which words, in which elements, and whose are not the article's."""

from __future__ import annotations

import pytest

from crawler import extract
from tests.unit.extraction.pages import HEADLINE, URL, article, html, paragraphs


def authors(before: str = "", behind: str = "", head: str = "") -> list[str]:
    """Authors of an article with *before* between headline and text and *behind* after the text."""
    return article(f"<article><h1>{HEADLINE}</h1>{before}{paragraphs()}{behind}</article>", head).authors


@pytest.mark.parametrize(
    ("language", "line", "names"),
    [
        ("en", "By Ana Lima", ["Ana Lima"]),
        ("en", "Posted on 9 January 2026 by Ana Lima", ["Ana Lima"]),
        ("en", "Written by: Ana Lima", ["Ana Lima"]),
        ("en", "Words by Ana Lima, photos by Jon Berg", ["Ana Lima"]),
        ("de", "Von Ana Lima und Jon Berg", ["Ana Lima", "Jon Berg"]),
        ("de", "Text: Ana Lima | Fotos: Jon Berg", ["Ana Lima"]),
        ("de", "Ein Gastbeitrag von Ana Lima", ["Ana Lima"]),
        ("de", "Veröffentlicht am 9. Januar 2026 von Ana Lima", ["Ana Lima"]),
        ("nl", "Door Ana Lima en Jon Berg", ["Ana Lima", "Jon Berg"]),
        ("fr", "Par Ana Lima et Jon Berg", ["Ana Lima", "Jon Berg"]),
        ("fr", "Publié par Ana Lima le 9 janvier 2026", ["Ana Lima"]),
        ("es", "Por Ana Lima y Jon Berg", ["Ana Lima", "Jon Berg"]),
        ("es", "Escrito por Ana Lima", ["Ana Lima"]),
        ("pt", "Por Ana Lima", ["Ana Lima"]),
        ("pt", "Texto: Ana Lima", ["Ana Lima"]),
        ("it", "di Ana Lima", ["Ana Lima"]),
        ("it", "A cura di Ana Lima", ["Ana Lima"]),
        ("ro", "De Ana Lima", ["Ana Lima"]),
        ("ca", "Per Ana Lima", ["Ana Lima"]),
        ("sv", "Av Ana Lima", ["Ana Lima"]),
        ("sv", "Text: Ana Lima", ["Ana Lima"]),
        ("da", "Af Ana Lima og Jon Berg", ["Ana Lima", "Jon Berg"]),
        ("no", "Tekst: Ana Lima", ["Ana Lima"]),
        ("is", "Eftir Önnu Lima", ["Önnu Lima"]),
        ("fi", "Teksti: Aino Laine", ["Aino Laine"]),
        ("fi", "Kirjoittaja: Aino Laine", ["Aino Laine"]),
        ("pl", "Autor: Anna Nowak", ["Anna Nowak"]),
        ("pl", "Opracowała: Anna Nowak", ["Anna Nowak"]),
        ("cs", "Autor: Jana Nová", ["Jana Nová"]),
        ("sk", "Autorka: Jana Nová", ["Jana Nová"]),
        ("sl", "Piše: Ana Novak", ["Ana Novak"]),
        ("hr", "Piše: Ana Horvat", ["Ana Horvat"]),
        ("hr", "Piše Ana Horvat", ["Ana Horvat"]),
        ("sr", "Пише: Ана Петровић", ["Ана Петровић"]),
        ("mk", "Пишува: Ана Петрова", ["Ана Петрова"]),
        ("bg", "Автор: Анна Иванова", ["Анна Иванова"]),
        ("bg", "от Анна Иванова", ["Анна Иванова"]),
        ("ru", "Автор: Анна Иванова", ["Анна Иванова"]),
        ("ru", "Текст: Анна Иванова", ["Анна Иванова"]),
        ("uk", "Автор: Олена Коваль", ["Олена Коваль"]),
        ("be", "Аўтар: Алена Каваль", ["Алена Каваль"]),
        ("kk", "Автор: Айгүл Омарова", ["Айгүл Омарова"]),
        ("hy", "Հեղինակ՝ Աննա Սարգսյան", ["Աննա Սարգսյան"]),
        ("ka", "ავტორი: ანა ბერიძე", ["ანა ბერიძე"]),
        ("el", "Του Νίκου Παππά", ["Νίκου Παππά"]),
        ("el", "Γράφει ο Νίκος Παππάς", ["Νίκος Παππάς"]),
        ("hu", "Írta: Kiss Anna", ["Kiss Anna"]),
        ("hu", "Szerző: Kiss Anna", ["Kiss Anna"]),
        ("et", "Autor: Anu Tamm", ["Anu Tamm"]),
        ("lv", "Autors: Anna Ozola", ["Anna Ozola"]),
        ("lt", "Autorius: Jonas Kazlauskas", ["Jonas Kazlauskas"]),
        ("sq", "Nga Ana Hoxha", ["Ana Hoxha"]),
        ("tr", "Yazan: Ayşe Demir", ["Ayşe Demir"]),
        ("tr", "Haber: Ayşe Demir", ["Ayşe Demir"]),
        ("az", "Müəllif: Aysel Məmmədova", ["Aysel Məmmədova"]),
        ("ar", "بقلم: منى علي", ["منى علي"]),
        ("ar", "كتبت منى علي", ["منى علي"]),
        ("fa", "نویسنده: مریم رضایی", ["مریم رضایی"]),
        ("ur", "تحریر: عائشہ خان", ["عائشہ خان"]),
        ("he", "מאת: דנה לוי", ["דנה לוי"]),
        ("he", "מאת דנה לוי", ["דנה לוי"]),
        ("hi", "लेखक: अनीता शर्मा", ["अनीता शर्मा"]),
        ("bn", "লেখক: আনিকা রহমান", ["আনিকা রহমান"]),
        ("mr", "लेखक: अनिता जोशी", ["अनिता जोशी"]),
        ("ta", "எழுதியவர்: கவிதா ராஜன்", ["கவிதா ராஜன்"]),
        ("th", "โดย สมชาย ใจดี", ["สมชาย ใจดี"]),
        ("th", "ผู้เขียน: สมชาย ใจดี", ["สมชาย ใจดี"]),
        ("vi", "Tác giả: Nguyễn Thị Lan", ["Nguyễn Thị Lan"]),
        ("id", "Oleh: Dewi Lestari", ["Dewi Lestari"]),
        ("id", "Penulis: Dewi Lestari", ["Dewi Lestari"]),
        ("ms", "Oleh Nurul Aminah", ["Nurul Aminah"]),
        ("tl", "Ni Maria Santos", ["Maria Santos"]),
        ("sw", "Na Amina Juma", ["Amina Juma"]),
        ("af", "Deur Ana Lima", ["Ana Lima"]),
        ("zh", "作者：王小明", ["王小明"]),
        ("zh", "记者 王小明", ["王小明"]),
        ("zh", "文／王小明", ["王小明"]),
        ("zh", "文 | 王小明", ["王小明"]),
        ("ja", "文・山田太郎", ["山田太郎"]),
        ("ja", "執筆：山田太郎", ["山田太郎"]),
        ("ko", "홍길동 기자", ["홍길동"]),
        ("ko", "글: 홍길동", ["홍길동"]),
        ("ko", "기자 홍길동", ["홍길동"]),
    ],
)  # fmt: skip
def test_byline_is_read_in_the_words_of_its_language(language: str, line: str, names: list[str]) -> None:
    assert authors(f'<p lang="{language}">{line}</p>') == names
    assert authors(f'<p lang="{language}" class="byline">{line}</p>') == names


@pytest.mark.parametrize(
    "byline",
    [
        '<p class="byline">By Ana Lima and Jon Berg</p>',
        '<p>By <a rel="author" href="/a">Ana Lima</a> and <a rel="author" href="/j">Jon Berg</a></p>',
        '<p><a rel="author" href="/a">Ana Lima</a></p><p><a rel="author" href="/j">Jon Berg</a></p>',
        '<div class="article-author">Ana Lima, Jon Berg</div>',
        '<div class="articleAuthor"><span>Ana Lima</span><span>Jon Berg</span></div>',
        '<div id="article-authors"><span>Ana Lima</span>, <span>Jon Berg</span></div>',
        '<div itemprop="author">Ana Lima and Jon Berg</div>',
        '<div itemprop="author" itemscope><meta itemprop="name" content="Ana Lima"></div>'
        '<div itemprop="author" itemscope><b itemprop="name">Jon Berg</b> <i itemprop="jobTitle">Boats</i></div>',
        '<div class="autor">Ana Lima, Jon Berg</div>',
        '<p class="author"><b>Ana Lima</b> <i>Reporter</i></p><p class="author"><b>Jon Berg</b> <i>Editor</i></p>',
        '<p>9 January 2026 | By Ana Lima and Jon Berg</p>',
        '<p>Posted in Ferries on 9 January 2026 by Ana Lima and Jon Berg</p>',
        '<p><a href="/authors/ana-lima">Ana Lima</a> <a href="/authors/jon-berg">Jon Berg</a></p>',
        '<p>Author:</p><p>Ana Lima and Jon Berg</p>',
    ],
    ids=[
        "byline", "links on a line", "a link a line", "class", "camel case", "id", "itemprop", "microdata",
        "other language",
        "an element each", "date before", "posted", "author pages", "label above",
    ],
)  # fmt: skip
def test_byline_under_the_headline_is_read(byline: str) -> None:
    assert authors(byline) == ["Ana Lima", "Jon Berg"]


@pytest.mark.parametrize(
    "foot",
    [
        "<p>Text: Ana Lima</p>",
        "<p>(Written by Ana Lima)</p>",
        '<footer><p class="author">Ana Lima</p></footer>',
        '<div class="author-box"><h4>About the author</h4><p class="author-name">Ana Lima</p></div>',
    ],
)
def test_byline_at_the_end_of_the_article_is_read(foot: str) -> None:
    assert authors(behind=foot) == ["Ana Lima"]


def test_byline_under_the_headline_is_taken_before_one_at_the_end() -> None:
    assert authors('<p class="author">Ana Lima</p>', '<p class="author">Jon Berg</p>') == ["Ana Lima"]


def test_name_and_date_alone_are_a_byline() -> None:
    assert authors("<p>09.01.2026 - Ana Lima</p>") == ["Ana Lima"]


@pytest.mark.parametrize(
    "line",
    [
        "By Monday the boats will be back, the port authority said in its statement.",
        "De reis duurt langer dan normaal, zegt de havenmeester.",
        "Report: People on the islands were waiting for the first boat on Monday.",
        "<a href='/news/harbour'>Northern Islands</a>",
        "09.01.2026 Northern Islands",
        "Na szczęście przestało padać",
        "De facto",
        "Photo: Pat Kim",
        "<span class='author-bio'>Read more</span>",
        "<span class='author'>Updated</span>",
    ],
)
def test_line_that_names_no_author_is_no_byline(line: str) -> None:
    assert authors(f"<p>{line}</p>") == []


@pytest.mark.parametrize(
    "box",
    [
        '<div class="comments"><p class="author">Reader One</p></div>',
        '<div class="comment-author">Reader One</div>',
        '<aside class="related"><p class="byline">By Someone Else</p></aside>',
        '<figure><span class="author">Pat Kim</span></figure>',
        '<blockquote>We are glad. <cite class="quote-author">Pat Kim</cite></blockquote>',
        '<div itemscope itemtype="https://schema.org/Comment"><b itemprop="author">Reader One</b></div>',
        '<nav><a rel="author" href="/a">Pat Kim</a></nav>',
    ],
    ids=["comment", "comment author", "related", "photograph", "quotation", "comment item", "navigation"],
)
def test_author_of_something_else_is_not_the_article_s(box: str) -> None:
    assert authors(behind=box) == []


def test_teasers_far_from_the_article_do_not_name_its_author() -> None:
    teasers = "".join(f'<div><h3>Story {number}</h3><p class="byline">By Pat Kim</p></div>' for number in range(30))
    page = f"<main><h1>{HEADLINE}</h1>{paragraphs() * 3}</main><div>{'<p>More</p>' * 10}{teasers}</div>"
    assert article(page).authors == []


def test_class_words_around_the_headline_do_not_hide_the_byline() -> None:
    page = f'<div class="teaser widget"><h1>{HEADLINE}</h1><p class="byline">By Ana Lima</p></div>{paragraphs()}'
    assert article(page).authors == ["Ana Lima"]


def test_source_at_the_end_counts_only_when_it_is_an_agency() -> None:
    assert authors(behind="<p>Source: dpa</p>") == ["dpa"]
    assert authors(behind="<p>Source: Pat Kim</p>") == []


def test_agency_in_the_place_line_is_the_author_where_nobody_else_is_named() -> None:
    text = "<p>LISBON (Reuters) - The ferries sail again from Monday, the port authority of the islands said.</p>"
    assert authors(text) == ["Reuters"]
    assert authors(f"<p>By Ana Lima</p>{text}") == ["Ana Lima"]
    assert authors(text.replace("Reuters", "north")) == []


def test_byline_below_a_lower_heading_is_near_the_headline_where_the_title_is_the_sites_name() -> None:
    body = f"<h3>{HEADLINE}</h3><div>27 February 2026 Text: Ana Lima</div>{paragraphs()}"
    assert extract(html(body, title="Example"), URL).authors == ["Ana Lima"]


@pytest.mark.parametrize("printed", ["নিজস্ব প্রতিবেদক", "हमारे संवाददाता", "نامہ نگار"])
def test_own_correspondent_is_nobodys_name(printed: str) -> None:
    body = f'<h1>{HEADLINE}</h1><span class="author">{printed}</span>{paragraphs()}'
    assert extract(html(body), URL).authors == []
