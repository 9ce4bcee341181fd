# ruff: noqa: E501 - one line of the lexicons a language or group of languages
"""How pages that stand in an article's place call themselves, by what they are, in the languages of publishers.

In lower case. Each phrase of the titles is so special that it is looked for anywhere in a title; the labels are whole
headlines.
"""

from __future__ import annotations

from collections.abc import Mapping

# Proof of being a person asked for, or the visitor turned away.
_CHALLENGE = """
just a moment... | just a moment… | checking your browser | checking if the site connection is secure | attention required! | one moment, please
| please wait... | verify you are human | verifying you are human | are you a robot | are you human | human verification | robot check
| bot verification | security verification | security check | pardon our interruption | access to this page has been denied | access denied
| request blocked | you have been blocked | request unsuccessful | ddos-guard | ddos protection | unusual traffic | unusual activity
| client challenge | captcha | recaptcha | einen moment bitte | sind sie ein mensch | kein roboter | sicherheitsüberprüfung | sicherheitsabfrage
| zugriff verweigert | vérification de sécurité | êtes-vous un robot | vous n'êtes pas un robot | accès refusé | accès interdit | un instant…
| verificación de seguridad | no eres un robot | no soy un robot | un momento… | acceso denegado | um momento… | acesso negado | não é um robô
| verificação de segurança | accesso negato | verifica di sicurezza | non sei un robot | toegang geweigerd | åtkomst nekad | adgang nægtet
| ingen tilgang | pääsy estetty | odmowa dostępu | brak dostępu | nie jesteś robotem | přístup odepřen | prístup zamietnutý | acces interzis
| hozzáférés megtagadva | erişim engellendi | robot değilim | вы не робот | проверка браузера | доступ запрещен | доступ запрещён | доступ ограничен
| подтвердите, что запросы | один момент | ви не робот | доступ заборонено | перевірка браузера | η πρόσβαση απαγορεύεται | تم رفض الوصول
| التحقق من المتصفح | دسترسی غیرمجاز | 安全验证 | 安全驗證 | 人机验证 | 访问被拒绝 | 拒絕訪問 | 请稍候 | 請稍候 | 访问验证 | ロボットではありません | しばらくお待ちください | アクセスが拒否 | 로봇이 아닙니다 | 접근이 거부
| 잠시만 기다리 | truy cập bị từ chối | akses ditolak | पहुँच अस्वीकृत | 403 forbidden | 401 unauthorized | 429 too many requests | too many requests
"""

# The server in trouble, or taken down for a while.
_OUT_OF_ORDER = """
internal server error | bad gateway | service unavailable | service temporarily unavailable | gateway timeout | gateway time-out
| temporarily unavailable | error establishing a database connection | under maintenance | down for maintenance | scheduled maintenance
| maintenance mode | something went wrong | an error occurred | an error has occurred | wartungsarbeiten | wartungsmodus | wir sind gleich zurück
| interner serverfehler | dienst nicht verfügbar | ein fehler ist aufgetreten | en maintenance | maintenance en cours | erreur interne
| service indisponible | une erreur est survenue | en mantenimiento | error interno | servicio no disponible | ha ocurrido un error | em manutenção
| erro interno | ocorreu um erro | in manutenzione | errore interno | si è verificato un errore | onderhoud | er is iets misgegaan
| er is een fout opgetreden | ett fel har | der opstod en fejl | przerwa techniczna | prace techniczne | wystąpił błąd | údržba | karbantartás
| în mentenanță | a apărut o eroare | bakım çalışması | bir hata oluştu | технические работы | ведутся работы | внутренняя ошибка | ошибка сервера
| технічні роботи | συντήρηση | صيانة | خطأ في الخادم | 系统维护 | 系統維護 | 服务器错误 | 网站维护 | メンテナンス中 | サーバーエラー | 점검 중 | 서버 오류 | bảo trì
| sedang dalam perbaikan
"""

# No site there yet, or no more.
_PARKED = """
account suspended | website expired | domain for sale | domain is for sale | welcome to nginx | apache2 | default page | web server's default
| it works! | index of / | coming soon
"""

# Not for readers of this country.
_GEO_BLOCK = """
not available in your country | not available in your region | unavailable in your region | unavailable in your country
| not available in your location | isn't available in your | unavailable for legal reasons | not currently available in your
| in ihrem land nicht verfügbar | in ihrer region nicht verfügbar | pas disponible dans votre pays | pas disponible dans votre région
| no está disponible en su país | no disponible en tu país | no está disponible en tu | não está disponível no seu país
| non è disponibile nel tuo paese | non disponibile nella tua | niet beschikbaar in uw land | niet beschikbaar in jouw | niedostępna w twoim kraju
| niedostępna w twoim regionie | недоступен в вашей стране | недоступно в вашем регионе | недоступен в вашем регионе | недоступний у вашій країні
| ülkenizde kullanılamıyor | غير متاح في بلدك | 您所在的地区 | 您所在的地區 | お住まいの地域 | 해당 국가에서
"""

# Nothing without a script.
_SCRIPT = """
enable javascript | javascript is disabled | javascript required | javascript is required | enable js and | javascript aktivieren | activer javascript
| activez javascript | active javascript | habilite javascript | habilitar javascript | ative o javascript | abilita javascript | attiva javascript
| schakel javascript | włącz javascript | включите javascript | увімкніть javascript | 启用javascript | 请启用 javascript | javascriptを有効 | enable cookies
| cookies are disabled | browser not supported | unsupported browser | browser is not supported | update your browser
"""

# Consent to cookies and tracking asked for.
_CONSENT = """
before you continue | bevor sie fortfahren | bevor sie zu | avant d'accéder | avant de continuer | antes de continuar | antes de ir a
| prima di continuare | voordat je verdergaat | voordat je naar | zanim przejdziesz | innan du fortsätter | før du fortsætter | прежде чем перейти
| devam etmeden önce | we value your privacy | your privacy choices | your privacy matters | privacy settings | privacy gate | privacy wall | consent
| cookie settings | cookie preferences | cookie notice | cookie wall | cookiewall | accept cookies | cookies akzeptieren | cookie-einstellungen
| cookie-zustimmung | datenschutzeinstellungen | datenschutz-einstellungen | privatsphäre-einstellungen | ihre privatsphäre | werbung und tracking
| mit werbung lesen | mit werbung weiterlesen | zustimmung | votre vie privée | gestion des cookies | paramètres des cookies | su privacidad
| tu privacidad | configuración de cookies | política de cookies | la tua privacy | rispettiamo la tua privacy | sua privacidade | je privacy
| uw privacy | cookies op | cookie-instellingen | vi bryr oss om din | vi värnar om din | din integritet | dit privatliv | evästeasetukset | evästeet
| dbamy o twoją prywatność | szanujemy twoją prywatność | twoja prywatność | ustawienia prywatności | vaše soukromí | súkromie
| adatvédelmi beállítások | confidențialitatea ta | gizliliğiniz | çerez ayarları | ваша конфиденциальность | файлы cookie | το απόρρητό σας | 隐私设置
| プライバシー設定
"""

# The page is not there (beside the expressions in `walls`).
_MISSING = """
410 gone | page introuvable | page non trouvée | cette page n'existe | la page demandée | article introuvable | contenu introuvable
| seite nicht gefunden | seite wurde nicht gefunden | seite existiert nicht | nicht gefunden werden | página no encontrada | no se encontró la página
| página no existe | no se ha encontrado | página não encontrada | página não existe | não foi encontrada | pagina non trovata | pagina inesistente
| pagina niet gevonden | niet gevonden | sidan hittades inte | sidan kunde inte hittas | sidan finns inte | siden blev ikke fundet | siden findes ikke
| siden finnes ikke | fant ikke siden | fant vi ikke | sivua ei löyt | strona nie istnieje | nie znaleziono strony | strony nie znaleziono
| strona nie została znaleziona | stránka nenalezena | stránka nebyla nalezena | stránka neexistuje | stránka sa nenašla | stran ne obstaja
| stranica nije pronađena | stranica ne postoji | страница није пронађена | страницата не е намерена | страница не найдена | страницы не существует
| страница не существует | страница удалена | сторінку не знайдено | сторінка не знайдена | сторінки не існує | pagina nu a fost găsită
| pagina nu există | az oldal nem található | a keresett oldal | sayfa bulunamadı | η σελίδα δεν βρέθηκε | δεν βρέθηκε | lehte ei leitud
| lapa nav atrasta | puslapis nerastas | faqja nuk u gjet | الصفحة غير موجودة | لم يتم العثور على الصفحة | صفحه مورد نظر | صفحه یافت نشد
| صفحہ نہیں ملا | הדף לא נמצא | העמוד לא נמצא | पेज नहीं मिला | पृष्ठ नहीं मिला | পৃষ্ঠাটি পাওয়া যায়নি | ไม่พบหน้า | không tìm thấy trang
| trang không tồn tại | halaman tidak ditemukan | halaman tidak dijumpai | ukurasa haujapatikana | 页面不存在 | 找不到页面 | 页面未找到 | 頁面不存在 | 找不到頁面 | 您访问的页面
| ページが見つかりません | ページは見つかりません | お探しのページ | 페이지를 찾을 수 없습니다 | 존재하지 않는 페이지
"""

# What was searched for: no wall, and no article.
_SEARCH = """
search results | suchergebnisse | résultats de recherche | résultats de la recherche | resultados de búsqueda | resultados de la búsqueda
| resultados da pesquisa | resultados da busca | risultati della ricerca | risultati di ricerca | zoekresultaten | sökresultat | søgeresultater
| søkeresultater | hakutulokset | wyniki wyszukiwania | výsledky vyhledávání | výsledky hľadania | rezultatele căutării | keresési eredmények
| arama sonuçları | результаты поиска | результати пошуку | резултати от търсене | αποτελέσματα αναζήτησης | نتائج البحث | نتایج جستجو | תוצאות חיפוש
| खोज परिणाम | 搜索结果 | 搜尋結果 | 検索結果 | 검색 결과 | 검색결과 | kết quả tìm kiếm | hasil pencarian
"""

# Readers' accounts.
_LOGIN_LABELS = """
log in | login | sign in | sign up | register | registration | create account | create an account | my account | account | subscribe | subscriptions
| forgot password | reset password | welcome back | sign in to continue | log in to continue | anmelden | anmeldung | einloggen | registrieren
| registrierung | mein konto | benutzerkonto | abo | abonnement | connexion | se connecter | s'identifier | identification | inscription | s'inscrire
| créer un compte | mon compte | iniciar sesión | inicia sesión | acceder | regístrate | registrarse | crear cuenta | mi cuenta | suscríbete
| suscripción | entrar | iniciar sessão | fazer login | cadastro | cadastre-se | criar conta | minha conta | assine | accedi | accesso | registrati
| registrazione | crea account | abbonati | inloggen | aanmelden | registreren | mijn account | logga in | registrera dig | mitt konto | log ind
| min konto | logg inn | min side | kirjaudu | kirjaudu sisään | rekisteröidy | zaloguj się | zaloguj | logowanie | rejestracja | zarejestruj się
| moje konto | prenumerata | přihlášení | přihlásit se | registrace | můj účet | prihlásenie | prihlásiť sa | registrácia | prijava | registracija
| autentificare | conectare | înregistrare | contul meu | bejelentkezés | belépés | regisztráció | giriş | giriş yap | üye girişi | üye ol | kayıt ol
| вход | войти | авторизация | регистрация | личный кабинет | мой профиль | подписка | вхід | увійти | авторизація | реєстрація | особистий кабінет
| передплата | σύνδεση | είσοδος | εγγραφή | تسجيل الدخول | دخول | تسجيل | إنشاء حساب | ورود | ثبت نام | لاگ ان | התחברות | כניסה | הרשמה | लॉग इन
| साइन इन | লগইন | เข้าสู่ระบบ | สมัครสมาชิก | đăng nhập | đăng ký | masuk | daftar | log masuk | 登录 | 登入 | 登錄 | 注册 | 註冊 | 用户登录 | 會員登入 | ログイン | 会員登録
| 新規登録 | 로그인 | 회원가입
"""

# Errors without a word on which.
_ERROR_LABELS = """
error | error page | page not found | oops | sorry | fehler | erreur
"""

# Pages about the site.
_SITE_LABELS = """
newsletter | newsletters | contact | contact us | about | about us | privacy | privacy policy | privacy notice | privacy statement | terms
| terms of use | terms of service | terms and conditions | terms & conditions | imprint | cookie policy | cookies | cookie | legal notice
| accessibility | advertise | advertise with us | careers | help | faq | sitemap | search | archive | unsubscribe | home | homepage | impressum
| datenschutz | datenschutzerklärung | agb | kontakt | über uns | nutzungsbedingungen | allgemeine geschäftsbedingungen | cookie-richtlinie
| barrierefreiheit | hilfe | suche | archiv | startseite | mediadaten | mentions légales | politique de confidentialité | conditions générales
| conditions générales d'utilisation | nous contacter | contactez-nous | qui sommes-nous | à propos | aide | recherche | plan du site | accueil
| aviso legal | política de privacidad | términos y condiciones | contacto | quiénes somos | sobre nosotros | buscar | búsqueda | inicio
| termos de uso | fale conosco | contato | contacto | sobre nós | quem somos | pesquisa | busca | note legali | informativa sulla privacy
| informativa privacy | contatti | chi siamo | cerca | privacybeleid | privacyverklaring | algemene voorwaarden | over ons | zoeken
| integritetspolicy | om oss | kontakta oss | sök | privatlivspolitik | om os | kontakt os | søg | personvern | personvernerklæring | kontakt oss
| søk | tietosuojaseloste | yhteystiedot | haku | polityka prywatności | regulamin | o nas | szukaj | ochrana osobních údajů | obchodní podmínky
| o nás | hledat | podmienky používania | uvjeti korištenja | politika privatnosti | o nama | termeni și condiții | politica de confidențialitate
| despre noi | căutare | adatvédelem | adatvédelmi tájékoztató | kapcsolat | impresszum | rólunk | keresés | gizlilik politikası | kullanım koşulları
| iletişim | hakkımızda | künye | arama | контакты | о нас | о проекте | о компании | политика конфиденциальности | пользовательское соглашение
| правила сайта | реклама | поиск | главная | архив | контакти | про нас | політика конфіденційності | правила користування | пошук | головна
| условия за ползване | за нас | търсене | επικοινωνία | όροι χρήσης | πολιτική απορρήτου | ποιοι είμαστε | αναζήτηση | اتصل بنا | من نحن
| سياسة الخصوصية | شروط الاستخدام | بحث | تماس با ما | درباره ما | حریم خصوصی | جستجو | رابطہ کریں | ہمارے بارے میں | צור קשר | אודות | תנאי שימוש
| מדיניות פרטיות | חיפוש | संपर्क करें | हमारे बारे में | गोपनीयता नीति | যোগাযোগ | গোপনীয়তা নীতি | ติดต่อเรา | เกี่ยวกับเรา | นโยบายความเป็นส่วนตัว
| liên hệ | giới thiệu | chính sách bảo mật | điều khoản sử dụng | tìm kiếm | hubungi kami | tentang kami | kebijakan privasi | syarat dan ketentuan
| pencarian | pedoman media siber | dasar privasi | 联系我们 | 聯絡我們 | 关于我们 | 關於我們 | 隐私政策 | 隱私政策 | 隱私權政策 | 使用条款 | 服務條款 | 搜索 | 搜尋 | お問い合わせ | 会社概要 | 利用規約
| プライバシーポリシー | 個人情報保護方針 | 検索 | 고객센터 | 개인정보처리방침 | 개인정보 처리방침 | 이용약관 | 회사소개 | 검색
"""


def _phrases(lexicon: str) -> tuple[str, ...]:
    split = (" ".join(part.split()).casefold() for part in lexicon.split("|"))
    return tuple(dict.fromkeys(phrase for phrase in split if phrase))


TITLE_PHRASES: Mapping[str, tuple[str, ...]] = {
    "geo-block": _phrases(_GEO_BLOCK),
    "challenge": _phrases(_CHALLENGE),
    "out-of-order": _phrases(_OUT_OF_ORDER),
    "parked": _phrases(_PARKED),
    "empty-shell": _phrases(_SCRIPT),
    "consent-wall": _phrases(_CONSENT),
    "error-page": _phrases(_MISSING),
    "other": _phrases(_SEARCH),
}
"""Page kind -> what titles of such pages say. Where a title says two things, the first kind counts: the reason why
there is nothing, before what there is not."""

LABELS: Mapping[str, tuple[str, ...]] = {
    "login": _phrases(_LOGIN_LABELS),
    "error-page": _phrases(_ERROR_LABELS),
    "other": _phrases(_SITE_LABELS),
}
"""Page kind -> whole headlines of such pages."""

# How languages name what a consent wall is about: nearly every paragraph of one has a word of these.
CONSENT_WORDS = (
    "cookie", "consent", "gdpr", "dsgvo", "tracking", "mit werbung", "pur-abo",
    "store and access information", "our partners", "privacy", "zustimm", "einwillig", "datenschutz", "vie privée",
    "consentement", "traceurs", "privacidad", "consentimiento", "privacidade", "consentimento", "consenso",
    "toestemming", "samtyck", "samtykke", "informasjonskaps", "eväste", "suostumu", "ciasteczk", "prywatno", "zgod",
    "souhlas", "soukrom", "súhlas", "süti", "hozzájárul", "adatkezel", "consimțăm", "çerez", "onay", "куки", "согласи",
    "согласен", "персональн", "кукі", "згод", "бисквит", "съгласи", "kolačić", "privol", "pristan", "slapuk", "sīkdat",
    "küpsis", "nõusolek", "απόρρητ", "συγκατάθεσ", "ملفات تعريف", "الخصوصية", "کوکی", "עוגיות", "פרטיות", "कुकी", "কুকি", "คุกกี้",
    "隐私", "隱私", "プライバシー", "クッキー", "쿠키", "개인정보",
)  # fmt: skip
# What the addresses of consent walls are made of: whole labels of the host or segments of the path.
CONSENT_ADDRESS_WORDS = frozenset(
    "consent collectconsent consents cmp cookiewall cookie-wall privacy-gate privacygate privacy-wall privacywall"
    " cookie-consent cookieconsent gdpr-consent gdpr consent-management consentmanager zustimmung einwilligung"
    " consentement consentimiento consenso toestemming myprivacy".split()
)
