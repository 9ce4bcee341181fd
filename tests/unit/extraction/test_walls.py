"""Walls of every kind in the languages of many publishers, and the articles that look like them."""

from __future__ import annotations

import pytest

from crawler import extract
from crawler.extraction.page_kind.walls import is_consent_address
from crawler.items import WALL_KINDS
from tests.unit.extraction.pages import HEADLINE, PARAGRAPHS, URL, article, html, json_ld, paragraphs

_MENU = "<nav><ul><li><a href='/a'>Sea</a></li><li><a href='/b'>Harbour</a></li></ul></nav>"
_SCRIPT = '<script src="/assets/main.4f1c.js"></script>'

# Kind of wall -> language -> (title, what the page says).
WALLS = {
    "consent-wall": {
        "en": ("Before you continue to Example News", "We and our 412 partners store cookies and process data."),
        "de": ("Mit Werbung weiterlesen", "Besuchen Sie uns mit Werbung, Cookies und Tracking. Zustimmung jederzeit."),
        "fr": ("Avant de continuer", "Nous et nos partenaires utilisons des cookies avec votre consentement."),
        "es": ("Tu privacidad", "Con tu consentimiento usamos cookies y datos de tu navegación para medir audiencias."),
        "it": ("Prima di continuare", "Con il tuo consenso noi e i nostri partner usiamo cookie e dati personali."),
        "nl": ("Cookiewall", "Wij plaatsen cookies met jouw toestemming om advertenties te tonen en te meten."),
        "pl": ("Szanujemy Twoją prywatność", "Za zgodą użytkownika zapisujemy pliki cookie na urządzeniu."),
        "sv": ("Innan du fortsätter", "Vi använder cookies med ditt samtycke för att mäta och visa annonser."),
        "ru": ("Ваша конфиденциальность", "Мы используем файлы куки с вашего согласия для показа рекламы."),
        "ja": ("プライバシー設定", "当サイトは広告の表示のためにクッキーを使用します。同意をお願いします。"),
    },
    "challenge": {
        "en": ("Verify you are human", "Complete the task below to go on to the page."),
        "de": ("Sicherheitsüberprüfung", "Bitte bestätigen Sie, dass Sie kein Roboter sind."),
        "fr": ("Êtes-vous un robot ?", "Cochez la case pour continuer vers la page."),
        "es": ("Acceso denegado", "No tiene permiso para ver esta página en este servidor."),
        "pt": ("Um momento…", "Estamos a verificar o seu navegador antes de abrir a página."),
        "ru": ("Проверка браузера", "Подождите несколько секунд, мы проверяем ваш браузер."),
        "tr": ("Erişim engellendi", "Bu sayfaya erişim izniniz yok."),
        "zh": ("访问验证", "请完成验证后继续访问本站。"),
        "ja": ("しばらくお待ちください", "ブラウザを確認しています。"),
        "ko": ("로봇이 아닙니다", "계속하려면 아래 상자를 선택하십시오."),
    },
    "login": {
        "en": ("Sign in to continue", "Enter the address and the password of your account."),
        "de": ("Anmeldung", "Melden Sie sich mit Ihrer Adresse und Ihrem Kennwort an."),
        "fr": ("Connexion", "Saisissez votre adresse et votre mot de passe."),
        "es": ("Iniciar sesión", "Escribe tu correo y tu contraseña."),
        "pl": ("Logowanie", "Podaj adres i hasło do konta."),
        "cs": ("Přihlášení", "Zadejte adresu a heslo."),
        "uk": ("Вхід", "Введіть адресу та пароль."),
        "ar": ("تسجيل الدخول", "أدخل عنوان البريد وكلمة المرور."),
        "ja": ("ログイン", "メールアドレスとパスワードを入力してください。"),
        "vi": ("Đăng nhập", "Nhập địa chỉ và mật khẩu của bạn."),
    },
    "paywall": {
        "en": ("The Herring Files", "This article is for subscribers. Subscribe to continue reading."),
        "de": ("Plus", "Jetzt weiterlesen mit einem Abo für neun Euro im Monat."),
        "fr": ("Édition abonnés", "La suite est réservée aux abonnés. Abonnez-vous pour lire."),
        "es": ("Edición completa", "Suscríbete para leer: contenido exclusivo para suscriptores."),
        "it": ("Edicola", "Contenuto riservato agli abbonati."),
        "nl": ("Premium", "Alleen voor abonnees. Lees verder met een abonnement."),
        "nb": ("Pluss", "Denne saken er kun for abonnenter."),
        "pl": ("Strefa", "Tylko dla prenumeratorów. Aby czytać dalej, wykup dostęp."),
        "ja": ("紙面から", "この記事は有料です。続きを読むには登録が必要です。"),
        "ko": ("프리미엄", "유료회원 전용 기사입니다."),
    },
    "geo-block": {
        "en": ("Not available in your country", "For legal reasons we do not show our pages where you are."),
        "de": ("In Ihrem Land nicht verfügbar", "Aus rechtlichen Gründen zeigen wir die Seite dort nicht."),
        "fr": ("Contenu pas disponible dans votre pays", "Nous en sommes désolés."),
        "es": ("No está disponible en su país", "Lamentamos las molestias."),
        "pt": ("Conteúdo não está disponível no seu país", "Lamentamos o incómodo."),
        "it": ("Non è disponibile nel tuo paese", "Ci scusiamo per il disagio."),
        "nl": ("Niet beschikbaar in uw land", "Onze excuses voor het ongemak."),
        "ru": ("Материал недоступен в вашей стране", "Приносим извинения."),
        "tr": ("Bu içerik ülkenizde kullanılamıyor", "Özür dileriz."),
        "ar": ("هذا المحتوى غير متاح في بلدك", "نعتذر عن ذلك."),
    },
    "error-page": {
        "en": ("Oops, this page does not exist", "It may have been moved, or the address is mistyped."),
        "de": ("Seite wurde nicht gefunden", "Prüfen Sie die Adresse oder suchen Sie auf der Startseite."),
        "fr": ("Cette page n’existe plus", "Vérifiez l’adresse saisie ou revenez à l’accueil."),
        "es": ("Página no encontrada", "Compruebe la dirección."),
        "it": ("Pagina inesistente", "Controlla l'indirizzo."),
        "fi": ("Sivua ei löytynyt", "Tarkista osoite."),
        "cs": ("Stránka nebyla nalezena", "Zkontrolujte adresu."),
        "el": ("Η σελίδα δεν βρέθηκε", "Ελέγξτε τη διεύθυνση."),
        "he": ("הדף לא נמצא", "בדקו את הכתובת."),
        "zh": ("页面不存在", "请检查网址。"),
    },
    "out-of-order": {
        "en": ("Down for maintenance", "We are back in a few minutes."),
        "de": ("Wir sind gleich zurück", "Wir bauen um."),
        "fr": ("Service indisponible", "Réessayez dans quelques minutes."),
        "es": ("En mantenimiento", "Volvemos en unos minutos."),
        "pt": ("Em manutenção", "Voltamos dentro de minutos."),
        "pl": ("Przerwa techniczna", "Wracamy za kilka minut."),
        "hu": ("Karbantartás", "Néhány perc múlva visszatérünk."),
        "ru": ("Ведутся работы", "Зайдите через несколько минут."),
        "ja": ("メンテナンス中", "数分後にもう一度お試しください。"),
        "zh": ("系统维护", "请稍后再试。"),
    },
    "parked": {
        "en": ("This domain is for sale", "Make an offer for harbour-news.example."),
        "host": ("Account suspended", "Contact your hosting provider."),
        "server": ("Welcome to nginx!", "If you see this page, the web server is installed and works."),
        "new": ("Coming soon", "Something is being built here."),
    },
}


def _wall(kind: str, language: str) -> str:
    title, text = WALLS[kind][language]
    body = f"<h1>{title}</h1><p>{text}</p>"
    return html(f"{_MENU}<main>{body}</main>", title=f"{title} | Example News")


@pytest.mark.parametrize(("kind", "language"), [(kind, language) for kind in WALLS for language in WALLS[kind]])
def test_wall_is_recognised_by_its_kind(kind: str, language: str) -> None:
    assert extract(_wall(kind, language), "https://www.example.com/2026/01/harbour-2107").page_kind == kind


def test_every_kind_of_wall_but_the_shell_has_pages_here() -> None:
    assert {*WALLS, "empty-shell"} == WALL_KINDS


@pytest.mark.parametrize(
    "body",
    [
        '<div id="root"></div>',
        '<div id="__next"><div class="spinner"><style>.spinner{top:0}</style></div></div>',
        "<div id='__nuxt'></div><footer><p>Example News Ltd, 4 Quay Street, daily but on Sundays.</p></footer>",
        "<app-root></app-root>",
        "<noscript>Diese Seite braucht JavaScript, um angezeigt zu werden.</noscript><div class='x9'></div>",
        "<noscript>JavaScriptを有効にしてください</noscript><p>読み込み中</p>",
        '<header><nav><a href="/">Home</a></nav></header><div id="app"></div><noscript><img src="/px"></noscript>',
    ],
    ids="react next nuxt angular noscript-de noscript-ja menu".split(),
)
def test_page_that_shows_nothing_until_a_script_ran_is_an_empty_shell(body: str) -> None:
    assert extract(html(body + _SCRIPT, title="Example News"), URL).page_kind == "empty-shell"


@pytest.mark.parametrize(
    "body",
    [
        '<div id="root"></div>',
        f"<p>{PARAGRAPHS[0]}</p>" + _SCRIPT,
        '<div id="app"><p>Just a line.</p></div>' + _SCRIPT,
        '<div id="root"></div><script type="application/json">{}</script>',
    ],
    ids=["no script", "no place for an application", "place that is filled", "data only"],
)
def test_short_page_that_no_script_would_fill_is_no_shell(body: str) -> None:
    assert extract(html(body, title="Example News"), URL).page_kind == "other"


def test_page_with_a_field_for_a_password_and_no_text_is_a_login() -> None:
    form = "<form><label>E-post <input name=u></label><label>Lösen <input type=Password name=p></label></form>"
    assert extract(html(f"<h1>Hej igen</h1>{form}", title="Hej igen"), URL).page_kind == "login"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://consent.example.net/collect?continue=https%3A%2F%2Fwww.example.com%2Fa", True),
        ("https://www.example.com/privacy-gate/?callback=/a", True),
        ("https://cmp.example.net/v2/index.html?return=x", True),
        ("https://example.com/zustimmung?url=/a", True),
        ("https://www.example.com/news/age-of-consent-debated-2107", False),
        ("https://www.example.com/2026/cookie-recipes", False),
        ("https://example.gdpr/a", False),
    ],
)
def test_address_of_a_consent_wall_is_known_by_whole_words(url: str, expected: bool) -> None:
    assert is_consent_address(url) is expected


def test_short_page_at_the_address_of_a_consent_wall_is_one() -> None:
    body = f"<h1>Example News</h1><p>{PARAGRAPHS[0]}</p><button>OK</button>"
    assert extract(html(body, title="Example News"), "https://consent.example.net/x?r=1").page_kind == "consent-wall"


_CONSENT_BANNER = (
    "<div class='cookie-banner' role='dialog'><h2>We value your privacy</h2><p>We and our 412 partners store cookies "
    "on your device, with your consent, and process personal data.</p><button>Accept cookies</button></div>"
)
_LOGIN_BOX = "<div class='modal'><h3>Log in</h3><form><input type='password'></form><a href='/r'>Register</a></div>"


@pytest.mark.parametrize(
    "banner", [_CONSENT_BANNER, _CONSENT_BANNER * 3, _LOGIN_BOX, "<noscript>Enable JavaScript</noscript>"]
)
@pytest.mark.parametrize("first", [True, False], ids=["before", "after"])
@pytest.mark.parametrize("count", [4, 12])
def test_article_with_a_banner_or_a_form_is_an_article(banner: str, first: bool, count: int) -> None:
    text = f"<main><h1>{HEADLINE}</h1>{paragraphs((PARAGRAPHS * 3)[:count])}</main>"
    assert article((banner + text if first else text + banner) + _SCRIPT).page_kind == "article"


@pytest.mark.parametrize("marked", [True, False])
def test_article_of_which_a_teaser_is_free_is_an_article_that_is_not(marked: bool) -> None:
    data = json_ld(
        f'{{"@type": "NewsArticle", "headline": "{HEADLINE}", "url": "{URL}", "isAccessibleForFree": false}}'
    )
    box = "<div class='paywall'><h3>Subscribe to continue reading</h3><p>From one euro a week.</p></div>"
    read = article(f"<h1>{HEADLINE}</h1>{paragraphs(PARAGRAPHS[:3])}{box}", data if marked else "")
    assert (read.page_kind, read.is_accessible_for_free) == ("article", False)
    assert "Subscribe" not in (read.body or "")


@pytest.mark.parametrize(
    "headline",
    [
        "Why coming soon is not soon enough for the harbour",
        "Captcha turns twenty five and nobody celebrates",
        "Cookies recalled after mould is found in a bakery",
        "Consent law passes by four votes to three",
        "Site of the old mill is not available for a bridge",
        "Login data of nine thousand readers stolen",
        "Maintenance of the lock takes until April",
        "Access denied: islanders wait for a doctor",
    ],
)
def test_headline_with_the_words_of_a_wall_is_an_article_s(headline: str) -> None:
    markup = html(f"<h1>{headline}</h1>{paragraphs(PARAGRAPHS * 2)}", title=f"{headline} | Example News")
    assert extract(markup, URL).page_kind == "article"
