"""What the words before a printed date say it is the date of."""

from __future__ import annotations

import re
from enum import Enum


class Label(Enum):
    NONE = ""
    PUBLISHED = "published"
    """Said right before the date."""
    NEARBY = "published, further off"
    """Said in the same line."""
    MODIFIED = "modified"
    OTHER = "other"


# Beginnings of words, in small letters.
_STEMS = {
    Label.PUBLISHED: """publi posted posting written issued released added filed created veröffentl erschien erstellt
        verfasst gepostet geschrieben eingestellt ligne parution paru posté écrit creado creación
        escrito criado postado pubblicat inserito gepubliceerd geplaatst opublikow dodan utworzono
        publicer lagt skrevet skapad oprettet julkais birtist vydán zveřejn vložen zverejn pridan
        objav megjelen közzét δημοσι αναρτ yayın eklenme giriş опублик создан добавлен размещ
        опубліков додано публик објав avaldat publicēt paskelbt prisegto opubliko postirano نشر
        منشور النشر انتشار منتشر شائع פורסם प्रकाशित প্রকাশ เผยแพร่ đăng diterbitkan diposting
        terbit 発行 發布 发布 發表 发表 公開 掲載 配信 投稿 등록 입력 게재 작성""",
    Label.MODIFIED: """updat modified edited revised revision corrected changed aktualisier geändert änderung
        überarbeitet jour modifi actuali atualiza aggiornat modifica bijgewerkt gewijzigd oppdatert uppdaterad
        opdater ændret endret ändrad päivitetty muokattu uppfært aktualiz upraveno zaktualizowan
        posodobljeno ažurirano izmjen frissít módosít actualizat ενημερ ανανε τροποπ güncelle обновл
        измен оновл змінен обновен ажурира uuendatud atjaunin atnaujint تحديث التحديث تعديل
        بروزرسانی به‌روز עודכן अपडेट अद्यतन আপডেট ปรับปรุง อัปเดต nhật diperbarui diperbaharui
        dikemaskini 更新 수정 최종""",
    # Dates of what the article speaks of, of the reader's day, and of rights.
    Label.OTHER: """copyright today until through jusqu born geboren gestorben deadline expires valid gültig termin
        sendung erscheinungsdatum kinostart member mitglied registered registriert joined beitritt
        anmeldedatum accessed retrieved abgerufen abruf consulté retransmi bis hasta från сегодня
        امروز اليوم""",
}
_LABEL_OF_STEM = {stem: label for label, stems in _STEMS.items() for stem in stems.split()}
_LENGTHS = sorted({len(stem) for stem in _LABEL_OF_STEM}, reverse=True)
# Scripts without spaces between words: looked for anywhere.
_UNSPACED = [stem for stem in _LABEL_OF_STEM if re.match(r"[฀-๿぀-鿿가-힯]", stem)]
_WORD = re.compile(r"[^\W\d_][^\s\d,;:()/|·•–—-]*")
_COPYRIGHT = re.compile(r"©|\(c\)")
# "12. - 15. January 2026", "9 to 15 January 2026"
_RANGE_END = re.compile(r"\d\.?\s?(?:[-–—]|to|bis|au|al)\s?$")
_RANGE_WORDS = frozenset({"-", "–", "—", "to", "until", "bis", "bis zum", "au", "al", "до", "～", "~", "〜"})
# A label is at most this long.
_MAX_LENGTH = 40
_MAX_LENGTH_AFTER = 60
# Words between "published" and its date ("published on", "veröffentlicht am").
_MAX_DISTANCE = 1


def label_before(text: str) -> Label:
    """What *text*, which ends where a date begins, says of it; the last label counts."""
    text = text[-_MAX_LENGTH:].lower()
    if not text or text.isspace():
        return Label.NONE
    return Label.OTHER if _RANGE_END.search(text) or _COPYRIGHT.search(text) else _last_label(text)


def label_after(text: str) -> Label:
    """What *text*, which follows a date, says of it ("on 9 January 2026 by the editor published")."""
    label = _last_label(text[:_MAX_LENGTH_AFTER].lower()) if text and not text.isspace() else Label.NONE
    return Label.NEARBY if label is Label.PUBLISHED else label


def is_range(between: str) -> bool:
    """Whether *between* makes the dates on both sides of it the ends of a period."""
    return between.strip().lower() in _RANGE_WORDS


def _last_label(text: str) -> Label:
    for distance, word in enumerate(reversed(_WORD.findall(text))):
        for length in _LENGTHS:
            if label := _LABEL_OF_STEM.get(word[:length]):
                # "last updated" and "first published" are said by their second word, "Mise à jour" by its last.
                return Label.NEARBY if label is Label.PUBLISHED and distance > _MAX_DISTANCE else label
    if not text.isascii():
        return next((_LABEL_OF_STEM[stem] for stem in _UNSPACED if stem in text), Label.NONE)
    return Label.NONE
