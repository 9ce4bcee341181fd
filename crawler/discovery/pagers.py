"""Links to further pages of a list, and which of them is the next."""

from __future__ import annotations

import re
from collections.abc import Iterable

from crawler.extraction.latest_news.list_labels import label_words

# What links to the next page of a list are called, compared without case, accents and arrows.
_NEXT_WORDS = """next|next page|older|older posts|older entries|older stories|more stories|load more|nächste
    |nächste seite|weiter|ältere beiträge|ältere artikel|suivant|suivante|page suivante|articles plus anciens|siguiente
    |página siguiente|siguiente página|entradas anteriores|próxima|próxima página|seguinte|página seguinte|successiva
    |pagina successiva|articoli precedenti|volgende|volgende pagina|nästa|nästa sida|neste|neste side|næste|næste side
    |seuraava|seuraava sivu|następna|następna strona|starsze wpisy|další|další stránka|ďalšia|sljedeća|sledeća|следећа
    |следваща|следующая|следующая страница|далее|наступна|далі|următoarea|pagina următoare|következő|επόμενη
    |επόμενη σελίδα|sonraki|sonraki sayfa|növbəti|kitas|nākamā|järgmine|التالي|الصفحة التالية|بعدی|صفحه بعد|הבא|अगला
    |पुराने पोस्ट|selanjutnya|berikutnya|trang sau|ถัดไป|次へ|次のページ|下一页|下一頁|다음|다음 페이지"""
_NEXT = frozenset(label_words(" ".join(text.split())) for text in _NEXT_WORDS.split("|"))
_MAX_NEXT_LENGTH = 30
_PAGE_NUMBER = re.compile(
    r"[?&](?:page|paged|pg|seite|pagina)=(\d{1,4})(?:&|$)|/(?:page|seite|pagina|página)/?-?(\d{1,4})/?$", re.IGNORECASE
)


def says_next(text: str) -> bool:
    """Whether *text* is what a link to the next page is called."""
    return len(text) <= _MAX_NEXT_LENGTH and label_words(text) in _NEXT


def page_number(url: str) -> int | None:
    """The number of the page of a list that *url* names; None when it names none."""
    found = _PAGE_NUMBER.search(url)
    return int(found[1] or found[2]) if found else None


def following_page(url: str, pagers: Iterable[str]) -> str | None:
    """That of *pagers* whose number follows the one of *url*, which without a number is the first."""
    following = (page_number(url) or 1) + 1
    return next((pager for pager in pagers if page_number(pager) == following), None)
