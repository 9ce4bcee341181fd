"""Pages that come in an article's place, with the menus and footers of a news site around them."""

from __future__ import annotations

import pytest

from crawler import extract
from crawler.extraction.page_kind import find_page_kind
from tests.unit.extraction.pages import PARAGRAPHS, URL, article, html, json_ld, page, paragraphs

OG_ARTICLE = '<meta property="og:type" content="article">'
_MENU = "".join(f'<li><a href="/{name}">{name.title()}</a></li>' for name in ("politics", "sea", "sport", "culture"))
_FOOTER = '<footer><a href="/imprint">Imprint</a> <a href="/privacy">Privacy</a> © 2026 Example News Ltd</footer>'
_TEASERS = (
    "Harbour ferries return to the northern islands",
    "Why the price of herring fell twice this month",
    "Council votes for a second bridge by four to three",
    "Lighthouse keeper retires after forty-one winters",
)


def site_page(body: str, head: str = "", title: str = "Example News") -> str:
    return html(f"<header><nav><ul>{_MENU}</ul></nav></header><main>{body}</main>{_FOOTER}", head, title)


def teasers(count: int, excerpt: str = "") -> str:
    return "".join(
        f'<div class="item"><h3><a href="/news/{n}">{_TEASERS[n % 4]}, part {n}</a></h3>'
        f"<span>{n % 12 + 1} January 2026</span><p>{excerpt}</p></div>"
        for n in range(count)
    )


def kind_of(markup: str, url: str = URL) -> str | None:
    return extract(markup, url).page_kind


@pytest.mark.parametrize(
    ("kind", "title", "text"),
    [
        (
            "challenge",
            "Just a moment...",
            "Checking your browser before accessing www.example.com. This process is automatic.",
        ),
        (
            "challenge",
            "Attention Required! | Cloudflare",
            "Sorry, you have been blocked. You are unable to access example.com.",
        ),
        (
            "challenge",
            "Access to this page has been denied",
            "Please verify you are a human. Press and hold the button.",
        ),
        (
            "challenge",
            "Pardon Our Interruption",
            "As you were browsing something about your browser made us think you were a bot.",
        ),
        (
            "challenge",
            "Are you a robot?",
            "Please make sure your browser supports JavaScript and that you are not blocking it.",
        ),
        ("challenge", "Вы не робот?", "Подтвердите, что запросы отправляли вы, а не робот. Нажмите, чтобы продолжить."),
        ("challenge", "安全验证", "请完成下方验证后继续访问，系统检测到您的访问存在异常。"),
        ("challenge", "403 Forbidden", "You do not have permission to access this resource on this server."),
        (
            "out-of-order",
            "503 Service Temporarily Unavailable",
            "The server is temporarily unable to service your request.",
        ),
        (
            "out-of-order",
            "Wartungsarbeiten",
            "Wir arbeiten gerade an unserer Seite und sind in wenigen Minuten wieder für Sie da.",
        ),
        (
            "out-of-order",
            "Site en maintenance",
            "Nous effectuons actuellement une opération de maintenance. Merci de votre patience.",
        ),
        (
            "geo-block",
            "This content is not available in your region",
            "We are sorry: for legal reasons you cannot read this here.",
        ),
        (
            "geo-block",
            "Dieser Inhalt ist in Ihrem Land nicht verfügbar",
            "Aus rechtlichen Gründen dürfen wir ihn nicht zeigen.",
        ),
        (
            "empty-shell",
            "Please enable JavaScript",
            "This site needs JavaScript. Please enable it in the settings of your browser.",
        ),
        ("error-page", "Página no encontrada", "La página que busca no existe o ha cambiado de dirección."),
        ("error-page", "Oldal nem található – az oldal nem található", "Sajnos a keresett oldal nem létezik."),
        ("error-page", "ページが見つかりません", "お探しのページは移動または削除された可能性があります。"),
        ("error-page", "الصفحة غير موجودة", "عذرا، الصفحة التي تبحث عنها غير موجودة أو تم نقلها إلى عنوان آخر."),
        ("error-page", "Sidan hittades inte", "Sidan du söker kan ha flyttats eller tagits bort. Gå till startsidan."),
        ("error-page", "Không tìm thấy trang", "Trang bạn tìm không tồn tại hoặc đã bị xóa khỏi hệ thống."),
    ],
)
@pytest.mark.parametrize("declaration", ["", OG_ARTICLE], ids=["undeclared", "template of an article"])
def test_short_page_that_says_why_there_is_no_article_is_of_that_kind(
    kind: str, title: str, text: str, declaration: str
) -> None:
    body = f"<h1>{title}</h1><p>{text}</p><p>Reference 7f3a. 9 January 2026, 18:20</p>"
    assert kind_of(site_page(body, declaration, f"{title} | Example News")) == kind


@pytest.mark.parametrize(
    ("title", "paragraph"),
    [
        ("We value your privacy", "We and our 843 partners store cookies and process personal data with your consent."),
        ("Zustimmung", "Mit Ihrer Einwilligung setzen wir Cookies und Tracking ein, um Werbung zu zeigen."),
        ("Votre vie privée", "Avec votre consentement, nos partenaires et nous utilisons des cookies publicitaires."),
        ("Dbamy o Twoją prywatność", "Za Twoją zgodą my i nasi partnerzy używamy plików cookie do reklam."),
        (
            "Example News",
            "Read this site with advertising and cookies, or take out a subscription without tracking.",
        ),
    ],
)
def test_consent_wall_is_one_however_long_it_is(title: str, paragraph: str) -> None:
    body = f"<h1>{title}</h1>" + f"<p>{paragraph} {paragraph}</p>" * 14 + "<button>OK</button>"
    assert kind_of(site_page(body)) == "consent-wall"


@pytest.mark.parametrize(
    ("kind", "titles"),
    [
        (
            "login",
            """Log in|Anmelden|Se connecter|Iniciar sesion|Entrar|Accedi|Inloggen|Zaloguj się|Войти|Giriş Yap
            |تسجيل الدخول|ログイン|로그인|登录|Đăng nhập|Masuk|เข้าสู่ระบบ|ΣΥΝΔΕΣΗ""",
        ),
        (
            "other",
            """Impressum|Privacy Policy|Mentions légales|Contact us|Über uns|О проекте|利用規約
            |Polityka prywatności""",
        ),
    ],
)
def test_page_about_an_account_is_a_login_and_one_about_the_site_is_other(kind: str, titles: str) -> None:
    form = "<form><input name='u'><input type='password' name='p'></form>"
    pages = {
        title: site_page(f"<h1>{title}</h1>{form}{paragraphs(PARAGRAPHS * 3)}", OG_ARTICLE, f"{title} | Example News")
        for title in map(str.strip, titles.split("|"))
    }
    assert {title: kind_of(markup) for title, markup in pages.items()} == dict.fromkeys(pages, kind)


@pytest.mark.parametrize(
    ("kind", "title", "text", "head"),
    [
        ("out-of-order", "522: Connection timed out", "The connection between the servers timed out. ", ""),
        ("geo-block", "451: Unavailable due to legal reasons", "You come from where access cannot be granted. ", ""),
        ("other", "Order your digital pass", "All articles without limit on all of your devices for nine euros. ", ""),
        (
            "other",
            "Our newsletters",
            "The most important news of the harbour in your mail at six every morning. ",
            OG_ARTICLE,
        ),
        (
            "other",
            "Choose your plan",
            "All articles without limit on all of your devices for nine euros a month. ",
            OG_ARTICLE,
        ),
    ],
)
def test_undated_page_without_a_sentence_for_a_headline_needs_much_text(
    kind: str, title: str, text: str, head: str
) -> None:
    body = f"<h1>{title}</h1><p>{text * 2}</p><p>{text}</p><p>{text} Thank you.</p>"
    assert kind_of(site_page(body, head, f"{title} | Example News")) == kind


@pytest.mark.parametrize(
    "headline",
    ["Sorry", "Airport security check doubled", "Minister bittet um Zustimmung", "No access denied for years"],
)
def test_article_whose_headline_has_such_words_is_an_article(headline: str) -> None:
    head = OG_ARTICLE + '<meta property="article:published_time" content="2026-01-09">'
    assert kind_of(site_page(f"<h1>{headline}</h1>{paragraphs()}", head, f"{headline} | Example News")) == "article"


@pytest.mark.parametrize("excerpt", ["", PARAGRAPHS[0], PARAGRAPHS[0] + " " + PARAGRAPHS[1]])
@pytest.mark.parametrize("count", [6, 13, 30])
@pytest.mark.parametrize(
    ("title", "intro", "head"),
    [
        ("Politics", "All about parliament and the parties.", ""),
        ("Sea", PARAGRAPHS[0] + " " + PARAGRAPHS[1], '<meta property="og:type" content="website">'),
        ("Ana Lima", PARAGRAPHS[2], OG_ARTICLE),
        ("Articles tagged: harbour", "", json_ld('{"@type": "CollectionPage", "name": "harbour"}') + OG_ARTICLE),
        ("Search results for ferry", "30 results", json_ld('{"@type": "SearchResultsPage"}')),
    ],
    ids=["section", "topic with an introduction", "author", "tag", "search"],
)
def test_list_of_teasers_is_a_listing(title: str, intro: str, head: str, count: int, excerpt: str) -> None:
    body = f"<h1>{title}</h1><p>{intro}</p>{teasers(count, excerpt)}"
    assert kind_of(site_page(body, head, f"{title} - Example News"), "https://www.example.com/topics/sea") == "listing"


def test_list_of_teasers_with_an_article_s_data_for_each_is_a_listing() -> None:
    data = ",".join(f'{{"@type": "NewsArticle", "headline": "{text}", "url": "/{text[:3]}"}}' for text in _TEASERS)
    body = f"<h1>Sea</h1>{teasers(20, PARAGRAPHS[0])}"
    assert kind_of(site_page(body, json_ld(f"[{data}]")), "https://www.example.com/sea") == "listing"


def test_short_article_amid_many_links_is_an_article() -> None:
    data = json_ld(f'{{"@type": "NewsArticle", "headline": "Boat found", "url": "{URL}"}}')
    body = f"<h1>Boat found</h1><p>{PARAGRAPHS[0]}</p>{teasers(30)}"
    assert article(body, data).page_kind == "article"
    long_body = f"<h1>{_TEASERS[0]} after a winter pause</h1>{paragraphs()}{teasers(60)}"
    assert kind_of(site_page(long_body), "https://www.example.com/ferries-return-to-northern-islands") == "article"


def test_text_behind_a_script_is_missing_from_a_declared_article() -> None:
    data = json_ld(f'{{"@type": "NewsArticle", "headline": "Boat found", "url": "{URL}"}}')
    read = article('<div id="root"></div><noscript>Please enable JavaScript</noscript>', data)
    assert (read.page_kind, read.body) == ("article", None)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("This content is not available in your region.", "geo-block"),
        ("Access denied", "challenge"),
        ("Page not found", "error-page"),
    ],
)
def test_declared_article_whose_text_was_replaced_by_an_excuse_is_what_that_says(text: str, kind: str) -> None:
    data = json_ld(f'{{"@type": "NewsArticle", "headline": "Boat found", "url": "{URL}"}}')
    assert find_page_kind(page(head=data), "Boat found", [text]) == kind
    assert find_page_kind(page(head=data), text, [PARAGRAPHS[0]]) == "article"


STATED = '<meta property="article:published_time" content="2026-01-09T18:20:00Z">'


@pytest.mark.parametrize(
    ("headline", "text"),
    [
        (
            "Vermiste zwemmer niet gevonden",
            "De zwemmer die zondag in zee verdween, wordt nog gezocht, zei de kustwacht.",
        ),
        ("Menina de 6 anos não foi encontrada", "As buscas em Lagos são retomadas na quinta-feira, disse a guarda."),
        (
            "No se ha encontrado a los mineros",
            "Los tres mineros siguen sin aparecer, informó el miércoles el gobierno.",
        ),
        (
            "Airport security check fails",
            "A man carried a knife on to a plane on Tuesday. Nobody was hurt, police said.",
        ),
        (
            "Accesso negato agli ispettori",
            "Gli ispettori non hanno potuto visitare martedì l'impianto, ha detto il capo.",
        ),
        ("Paracetamol temporarily unavailable", "Pharmacies have run out of it. The next ship is expected on Monday."),
        ("Zustimmung zur Koalition sinkt", "Nur noch vierzig von hundert Befragten sind zufrieden, so die Umfrage."),
        ("Age of consent raised to 16", "Parliament voted on Tuesday to raise it from 14. The law is valid from May."),
        ("Onderhoud A12 begint maandag", "De weg is tot donderdag 's nachts in beide richtingen dicht voor verkeer."),
        ("Jembatan sedang dalam perbaikan", "Lalu lintas dialihkan ke pelabuhan hingga akhir pekan ini, kata polisi."),
    ],
)
def test_short_news_with_a_stated_date_may_use_the_words_of_excuses(headline: str, text: str) -> None:
    body = f"<h1>{headline}</h1><p>{text}</p>"
    assert kind_of(site_page(body, OG_ARTICLE + STATED, f"{headline} | Example News")) == "article"


def test_age_of_consent_is_no_consent_to_cookies() -> None:
    text = (
        "<p>Parliament voted on Tuesday to raise the age of consent from 14 to 16, in a session of nine hours.</p>" * 3
    )
    assert kind_of(site_page(f"<h1>Age of consent raised</h1>{text}", "", "Age of consent raised")) != "consent-wall"
