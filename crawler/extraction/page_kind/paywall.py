# ruff: noqa: E501 - one line of the lexicons a language or group of languages
"""Whether an article can be read without paying, as its publisher says it to machines and to readers."""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

from crawler.extraction.blocks import Context
from crawler.extraction.page import Page
from crawler.extraction.roles import Role
from crawler.extraction.structured_data import is_of_article
from crawler.extraction.text import weight

# The Open Graph article object knows free, metered and locked; the other names are those of several publishers'
# templates. A word that is not listed says nothing.
_TIER_NAMES = (
    "article:content_tier", "og:article:content_tier", "article:content-tier", "article_content_tier",
    "isaccessibleforfree",
)  # fmt: skip
_TIERS = {
    "free": True, "true": True, "locked": False, "metered": False, "paid": False, "premium": False, "false": False,
    "subscriber": False, "subscription": False, "registered": False,
}  # fmt: skip
# "ispremium", "article:premium", "k5a:paid": true says that it costs, but false not that it is free.
_PAID_NAMES = ("premium", "paid", "paidcontent")

# What stands where a text breaks off, in lower case: the rest costs something. Mere offers stand on free pages, too.
_REST = """
subscribe to continue reading | subscribe to read | subscribe now to continue | subscribe to keep reading | to continue reading this
| to continue reading, | to read the full | to read the rest of this | to read this article in full | to keep reading | continue reading with a
| this article is for subscribers | this story is for subscribers | content is for subscribers | exclusive to subscribers | exclusively for subscribers
| available to subscribers | available only to subscribers | reserved for subscribers | is for paying subscribers | become a member to read | unlock this article
| unlock the full | reached your free article | reached your article limit | register to continue | sign in to continue reading | log in to continue reading
| weiterlesen mit | jetzt weiterlesen | weiterzulesen | möchten sie weiterlesen | sie möchten weiterlesen | weiter lesen? | mit einem abo weiterlesen
| artikel weiterlesen mit | lesen sie weiter mit | und lesen sie weiter | den ganzen artikel lesen mit | lesen nur abonnent | nur für abonnent | exklusiv für abonnent
| dieser artikel ist kostenpflichtig | artikel freischalten | inhalt freischalten | dieser inhalt ist nur für
| réservé aux abonnés | réservé à nos abonnés | réservée aux abonnés | pour lire la suite | la suite est réservée | de cet article à lire | il vous reste
| abonnez-vous pour lire | abonnez-vous pour continuer | pour continuer la lecture | pour continuer votre lecture | pour continuer à lire | pour lire l'intégralité
| para seguir leyendo | para continuar leyendo | suscríbete para leer | suscríbase para leer | exclusivo para suscriptores | exclusiva para suscriptores
| exclusivo para nuestros suscriptores | solo para suscriptores | sólo para suscriptores | para leer este artículo completo | para leer la nota completa
| para continuar lendo | para continuar a ler | para seguir lendo | exclusivo para assinantes | exclusiva para assinantes | só para assinantes | assine para ler
| assine para continuar | reservado a assinantes | para ler a matéria completa | para ler o artigo completo
| per continuare a leggere | per continuare la lettura | continua a leggere con | riservato agli abbonati | riservata agli abbonati | riservati agli abbonati
| solo per gli abbonati | abbonati per leggere | per leggere l'articolo completo | per leggere tutto l'articolo
| om verder te lezen | verder lezen? | lees verder met | alleen voor abonnees | exclusief voor abonnees | om dit artikel te lezen
| för att läsa vidare | för att fortsätta läsa | vill du läsa vidare | endast för prenumeranter | läs vidare med | för dig som är prenumerant | exklusivt för prenumeranter
| kun for abonnenter | forbeholdt abonnenter | for å lese videre | for å lese hele | for å lese saken | for at læse videre | for at læse hele | læs videre med | les videre med
| jatka lukemista | vain tilaajille | artikkeli on tilaajille | lukeaksesi koko | lue koko juttu tilaamalla | aðeins fyrir áskrifendur
| tylko dla prenumeratorów | tylko dla subskrybentów | artykuł dla prenumeratorów | aby czytać dalej | czytaj dalej z | chcesz przeczytać dalej | żeby przeczytać cały
| aby przeczytać cały | dalszy ciąg dostępny | dostępny tylko dla | dostępny dla prenumeratorów
| jen pro předplatitele | pouze pro předplatitele | chcete číst dál | chcete-li číst dál | odemkněte článek | len pre predplatiteľov | iba pre predplatiteľov
| chcete čítať ďalej | odomknite článok | csak előfizetőknek | csak előfizetőink | az olvasás folytatásához | a cikk folytatását
| doar pentru abonați | rezervat abonaților | pentru a citi în continuare | pentru a citi integral | samo za pretplatnike | samo za naročnike | za nadaljevanje branja
| za nastavak čitanja | nastavite čitati | само за абонати | за да продължите да четете | само за претплатнике | tik prenumeratoriams | norėdami skaityti toliau
| tikai abonentiem | lai turpinātu lasīt | ainult tellijale | edasi lugemiseks | vetëm për abonentët | për të vazhduar leximin
| только для подписчиков | только подписчикам | доступно по подписке | доступен по подписке | доступна по подписке | чтобы читать дальше | чтобы продолжить чтение
| чтобы дочитать | чтобы прочитать полностью | тільки для передплатників | лише для передплатників | тільки для підписників | лише для підписників | щоб читати далі
| щоб продовжити читання | доступно за передплатою
| μόνο για συνδρομητές | για να συνεχίσετε την ανάγνωση | για να διαβάσετε τη συνέχεια | για να διαβάσετε ολόκληρο | abonelere özel | okumaya devam etmek için
| haberin devamını okumak için | haberin tamamını okumak için | yalnızca abonelere
| للمشتركين فقط | لمتابعة القراءة | لاستكمال القراءة | لمواصلة القراءة | اشترك لقراءة | ویژه مشترکان | برای ادامه مطالعه | برای خواندن ادامه | صرف سبسکرائبرز
| למנויים בלבד | להמשך קריאה | כדי להמשיך לקרוא | להמשך הכתבה | पूरी खबर पढ़ने के लिए | आगे पढ़ने के लिए | केवल सदस्यों के लिए | সম্পূর্ণ পড়তে সাবস্ক্রাইব | தொடர்ந்து படிக்க
| อ่านต่อสำหรับสมาชิก | เฉพาะสมาชิกเท่านั้น | khusus pelanggan | untuk melanjutkan membaca | untuk terus membaca | để đọc tiếp | để tiếp tục đọc | dành riêng cho thuê bao
| 订阅后继续 | 订阅以继续 | 订阅后阅读 | 付费后阅读 | 登录后阅读全文 | 成为会员阅读 | 订户专享 | 订阅用户专享 | 訂閱後繼續 | 訂閱以繼續 | 訂閱看全文 | 訂戶專享 | 訂戶限定 | 會員專屬內容 | 加入會員看全文
| 続きを読むには | 続きは有料 | この記事は有料 | この記事は会員限定 | 有料会員限定 | 会員限定記事です | 有料記事です | 続きをお読みいただくには | 残り文字
| 구독자 전용 | 유료회원 전용 | 유료 기사 | 유료기사입니다 | 구독 후 | 회원 전용 기사 | 계속 읽으려면 | 전문을 읽으려면 | 이어서 보시려면
"""
_PHRASES = tuple(phrase for part in _REST.split("|") if (phrase := " ".join(part.split()).casefold()))
# Words of classes and ids that publishers, and the services that sell their texts, give to the box where a text ends.
_BOX = re.compile(
    r"pay-?wall|reg-?wall|meter-?wall|signwall|subscri\w*-?(?:wall|barrier)|(?:article|content)-?(?:barrier|locked)",
    re.IGNORECASE,
)
_HIDDEN = int(Role.HIDDEN)
_AROUND = int(Role.HIDDEN | Role.NAVIGATION | Role.FOOTER)
# A stub is short; of a longer page without a text, the beginning is enough.
_MAX_STUB_BLOCKS = 200
# What such a box says: shorter than this, and soon after the text.
_MAX_PHRASE_BLOCK = 250
_BLOCKS_AFTER = 12
# With more text than this the reader gets the article, whatever is sold below it.
_MAX_TEASER_LENGTH = 2_000


def json_ld_free_access(page: Page) -> bool | None:
    """schema.org isAccessibleForFree, of the article or of one of its parts (false in one part: not free)."""
    answer = None
    for node in page.article_data:
        parts = node.get("hasPart")
        for part in [node, *(parts if isinstance(parts, list) else [parts])]:
            free = _truth(part.get("isAccessibleForFree")) if isinstance(part, dict) else None
            if free is False:
                return False
            answer = answer or free
    return answer


def meta_free_access(page: Page) -> bool | None:
    """A meta element that names the tier of the article, or calls it paid."""
    for name in _TIER_NAMES:
        if (free := _TIERS.get((page.first_meta(name) or "").lower())) is not None:
            return free
    for name, contents in page.meta.items():
        if name.endswith(_PAID_NAMES) and contents[0].lower() in ("true", "1", "yes"):
            return False
    return None


def microdata_free_access(page: Page) -> bool | None:
    """The itemprop isAccessibleForFree of the article's microdata, as a link (meta elements are read above)."""
    for element in page.elements("link"):
        if element.get("itemprop") == "isAccessibleForFree" and is_of_article(element):
            return _truth(element.get("href"))
    return None


def paywall_box(page: Page, body: list[str]) -> bool | None:
    """False where a short *body* is followed by a box that sells the rest to readers; a page that merely advertises
    subscriptions says nothing."""
    if not body or sum(map(len, body)) > _MAX_TEASER_LENGTH or sum(map(weight, body)) > _MAX_TEASER_LENGTH:
        return None
    blocks = page.outline.blocks
    end = next((index for index in range(len(blocks) - 1, -1, -1) if blocks[index].text == body[-1]), None)
    if end is None:
        return None
    after = [
        block
        for block in islice(blocks, end, end + _BLOCKS_AFTER + 1)
        if len(block.text) <= _MAX_PHRASE_BLOCK and not block.context.roles_around & _HIDDEN
    ]
    text = "\n".join(block.text for block in after).casefold().replace("’", "'")
    if any(phrase in text for phrase in _PHRASES) or any(_is_in_box(block.context, end) for block in after):
        return False
    return None


def sells_the_rest(page: Page) -> bool:
    """Whether a page without a text of its own says that there is one for those who pay."""
    return any(
        any(phrase in block.text.casefold().replace("’", "'") for phrase in _PHRASES)
        for block in islice(page.outline.blocks, _MAX_STUB_BLOCKS)
        if len(block.text) <= _MAX_PHRASE_BLOCK and not block.context.roles_around & _AROUND
    )


def _is_in_box(context: Context | None, end: int) -> bool:
    """Whether *context* is a paywall's box, or in one, that begins after the block *end*: what begins before is the
    text that some publishers mark so."""
    while context is not None and context.start > end:
        if _BOX.search(context.class_words) or _BOX.search(context.element.get("id") or ""):
            return True
        context = context.parent
    return False


def _truth(value: Any) -> bool | None:
    """A schema.org Boolean: true or false, as such, as text or as the address of its term."""
    text = str(value[0] if isinstance(value, list) and value else value)
    return {"true": True, "false": False, "1": True, "0": False}.get(text.strip().rpartition("/")[2].lower())
