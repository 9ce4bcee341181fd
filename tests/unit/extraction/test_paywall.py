from __future__ import annotations

import pytest

from tests.unit.extraction.pages import HEADLINE, PARAGRAPHS, article, json_ld, paragraphs


@pytest.mark.parametrize(
    ("head", "free"),
    [
        (json_ld('{"@type": "NewsArticle", "isAccessibleForFree": true}'), True),
        (json_ld('{"@type": "NewsArticle", "isAccessibleForFree": "False"}'), False),
        (json_ld('{"@type": "NewsArticle", "isAccessibleForFree": "http://schema.org/False"}'), False),
        (json_ld('{"@type": "NewsArticle", "hasPart": [7, {"isAccessibleForFree": false}]}'), False),
        ('<meta property="article:content_tier" content="locked">', False),
        ('<meta property="article:content_tier" content="free">', True),
        ('<meta name="article.ispremium" content="true">', False),
        ('<meta name="article.ispremium" content="false">', None),
        ('<meta property="article:content_tier" content="archive">', None),
        ("", None),
    ],
    ids=["true", "text", "url", "part", "locked tier", "free tier", "premium", "not premium", "unknown", "unsaid"],
)  # fmt: skip
def test_paywall_is_what_the_page_says(head: str, free: bool | None) -> None:
    assert article(head=head).is_accessible_for_free is free


def test_paywall_is_read_from_microdata() -> None:
    item = '<article itemscope itemtype="https://schema.org/NewsArticle">{}</article>'
    flag = '<link itemprop="isAccessibleForFree" href="https://schema.org/False">'
    assert article(item.format(f"<h1>{HEADLINE}</h1>{flag}{paragraphs()}")).is_accessible_for_free is False
    other = '<div itemscope itemtype="https://schema.org/Event"><link itemprop="isAccessibleForFree" href="True"></div>'
    assert article(item.format(f"<h1>{HEADLINE}</h1>{other}{paragraphs()}")).is_accessible_for_free is None


SELLING = (
    "Subscribe to continue reading",
    "This article is for subscribers only. Already a subscriber? Log in",
    "Jetzt weiterlesen mit dem Digitalabo",
    "Dieser Text ist exklusiv für Abonnentinnen und Abonnenten",
    "Il vous reste 74 % de cet article à lire. La suite est réservée aux abonnés.",
    "Suscríbete para seguir leyendo",
    "Para continuar lendo, assine o jornal",
    "Per continuare a leggere, abbonati",
    "Om verder te lezen heb je een abonnement nodig",
    "För att läsa vidare behöver du vara prenumerant",
    "For å lese videre må du ha abonnement",
    "For at læse videre skal du være abonnent",
    "Jatka lukemista tilaamalla",
    "Aby czytać dalej, wykup dostęp",
    "Chcete číst dál? Předplaťte si",
    "Csak előfizetőknek",
    "Doar pentru abonați",
    "Samo za pretplatnike",
    "Само за абонати",
    "Доступно только для подписчиков",
    "Тільки для передплатників",
    "Μόνο για συνδρομητές",
    "Okumaya devam etmek için abone olun",
    "هذا المقال للمشتركين فقط",
    "ברוכים הבאים. להמשך קריאה יש להירשם",
    "पूरी खबर पढ़ने के लिए सदस्य बनें",
    "订阅后继续阅读",
    "この記事は有料会員限定です",
    "이 기사는 구독자 전용입니다",
    "Để đọc tiếp, vui lòng đăng ký",
    "Untuk melanjutkan membaca, silakan berlangganan",
)


@pytest.mark.parametrize("text", SELLING)
def test_box_that_sells_the_rest_of_a_short_text_is_a_paywall(text: str) -> None:
    body = f"<article><h1>{HEADLINE}</h1>{paragraphs()}</article><div><h4>{text}</h4><a href='/abo'>€ 1</a></div>"
    assert article(body).is_accessible_for_free is False


@pytest.mark.parametrize("text", SELLING[:3])
def test_offer_of_a_subscription_says_nothing_where_the_text_goes_on(text: str) -> None:
    offer = f"<div><h4>{text}</h4></div>"
    assert article(f"<h1>{HEADLINE}</h1>{paragraphs(PARAGRAPHS * 6)}{offer}").is_accessible_for_free is None
    assert article(f"<h1>{HEADLINE}</h1>{offer}{paragraphs()}").is_accessible_for_free is None


@pytest.mark.parametrize("text", ["Subscribe to our newsletter", "Abonnieren Sie uns", "Already a subscriber? Log in"])
def test_mere_offer_of_a_subscription_is_no_paywall(text: str) -> None:
    assert article(f"<h1>{HEADLINE}</h1>{paragraphs()}<div>{text}</div>").is_accessible_for_free is None


def test_box_named_so_is_a_paywall_and_text_marked_so_is_not() -> None:
    text = f"<h1>{HEADLINE}</h1>{paragraphs()}"
    assert article(f'{text}<div class="c-paywall"><p>From € 1 a week</p></div>').is_accessible_for_free is False
    assert article(f'<div class="paywall">{text}</div><div>From € 1</div>').is_accessible_for_free is None
    assert article(f'{text}<div class="paywall" hidden>From € 1 a week</div>').is_accessible_for_free is None
