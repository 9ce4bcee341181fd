"""Words around names in bylines, in the languages of news pages: before a name, between names, before somebody else's.

One line a language, phrases separated by "|". Compared in lower case.
"""

from __future__ import annotations

import re

# Before a name without a colon: "by Ana Lima". Short words, which mean a name only at the start of a byline or after
# one of the words that say that something was written or published.
_BY = """
en: by | words by | text by | story by | report by | analysis by | opinion by | an article by | a guest post by
de: von | vom | durch | text von | ein artikel von | ein beitrag von | ein gastbeitrag von | gastbeitrag von
    | ein text von | ein kommentar von | ein interview von | interview von | eine analyse von
    | aus der redaktion von
nl: door | tekst door
fr: par | texte par | un article de | un texte de | propos recueillis par
es: por | texto por | texto de | un artículo de
pt: por | texto por | texto de | reportagem de
it: di | a cura di | testo di | articolo di
ro: de | un articol de
ca: per | text de
sv: av | text av
da: af | tekst af
no: av | tekst av
is: eftir
pl: przez
hr: piše | tekst | napisao | napisala
sr: пише | piše | текст
mk: пишува | од
bg: от
el: του | της | από | γράφει ο | γράφει η | γράφει
hu: írta
lt: parašė
sq: nga | shkruan | shkruar nga
ar: بقلم | كتب | كتبت | إعداد
fa: نوشته | به قلم | توسط
he: מאת
ur: تحریر
th: โดย
vi: bởi
id: oleh
tl: ni
af: deur
sw: na
"""

# Before a name with a colon (or alone in an element of its own): "Author: Ana Lima", "文：…".
_LABELS = """
en: author | authors | text | words | story | writer | writers | reporter | reporters | reporting | report
    | journalist | written | byline | contributor | contributors | interview | compiled
de: autor | autorin | autoren | autorinnen | autor/in | autor*in | autor:in | text | texte | redaktion
    | redakteur | redakteurin | interview | bericht | protokoll | verfasser | verfasserin | text und interview
    | rezension
nl: auteur | auteurs | tekst | redactie | verslaggever | interview
fr: auteur | auteure | autrice | auteurs | texte | textes | rédaction | rédacteur | journaliste | interview
es: autor | autora | autores | texto | textos | redacción | redactor | redactora | periodista | entrevista
pt: autor | autora | autores | texto | textos | redação | repórter | jornalista | reportagem | entrevista
it: autore | autrice | autori | testo | testi | redazione | giornalista | intervista
ro: autor | autori | text | redactor | redactia
ca: autor | autora | text | redacció
sv: författare | text | skribent | reporter | reportage
da: forfatter | tekst | journalist | skribent
no: forfatter | tekst | journalist | skribent
is: höfundur | texti | blaðamaður
fi: kirjoittaja | kirjoittajat | teksti | toimittaja
pl: opracowała | opracował | autor | autorka | autorzy | tekst | opracowanie | oprac | opr | rozmawiał
    | rozmawiała
cs: autor | autorka | autoři | text | redaktor | připravil | připravila
sk: autor | autorka | autori | text | redaktor | pripravil | pripravila
sl: avtor | avtorica | avtorji | besedilo | piše
hr: autor | autorica | autori | tekst | piše | novinar
sr: аутор | autor | текст | пише | новинар
mk: автор | текст | новинар
bg: автор | автори | текст | редактор
ru: автор | авторы | автор текста | текст | корреспондент | журналист | подготовил | подготовила
uk: автор | авторка | автори | текст | кореспондент | журналіст | журналістка | підготував | підготувала
be: аўтар | аўтарка | тэкст
kk: автор | мәтін
hy: հեղինակ | տեքստ
ka: ავტორი | ტექსტი
el: συντάκτης | συντάκτρια | συντάκτες | κείμενο | επιμέλεια | ρεπορτάζ | αρθρογράφος
hu: szerző | szerzők | szöveg | szerkesztő | újságíró
et: autor | autorid | tekst | toimetaja | ajakirjanik
lv: autors | autore | autori | teksts | žurnālists
lt: autorius | autorė | autoriai | tekstas
sq: autori | autor | gazetari
tr: yazar | yazan | haber | muhabir | editör
az: müəllif | mətn
ar: الكاتب | كاتب | المؤلف | تحرير | مراسل | المراسل | الصحفي | كتابة | المحرر
fa: نویسنده | نویسندگان | خبرنگار | گزارش
ur: مصنف | رپورٹر
he: כתב | כתבה | כותב | הכותב
hi: लेखक | रिपोर्टर | संवाददाता
bn: লেখক | প্রতিবেদক
ta: எழுதியவர் | ஆசிரியர்
mr: लेखक | प्रतिनिधी
th: ผู้เขียน | เรื่อง | นักข่าว
vi: tác giả | bài viết | phóng viên
id: penulis | reporter | wartawan | pewarta | jurnalis | laporan
ms: penulis | wartawan
sw: mwandishi
zh: 作者 | 文 | 撰文 | 撰稿 | 记者 | 記者 | 本报记者 | 报道 | 採訪 | 采写 | 文字 | 责任编辑 | 责编 | 責任編輯
    | 编辑 | 編輯
ja: 文 | 執筆 | 著者 | 筆者 | 記者 | 取材 | 執筆者 | ライター
ko: 글 | 기자 | 작성자 | 글쓴이
"""

# Say that something was written or published, with or without a date before "by": "Posted on 9 January by Ana Lima".
_WRITTEN = """
en: posted | published | written | reported | submitted | created | authored | contributed | compiled | uploaded
de: veröffentlicht | geschrieben | verfasst | erstellt | eingestellt | gespeichert | publiziert | gepostet
    | aufgezeichnet | eingetragen | hinzugefügt | verfaßt | rebloggt
nl: geplaatst | geschreven | gepubliceerd | ingezonden
fr: publié | posté | écrit | rédigé | mis en ligne | proposé
es: publicado | escrito | enviado | redactado
pt: publicado | postado | escrito | enviado
it: pubblicato | scritto | postato | inserito
ro: publicat | scris | postat
ca: publicat | escrit
sv: publicerad | publicerat | skriven | skrivet | inlagd | postat
da: skrevet | publiceret | indsendt | udgivet
no: skrevet | publisert | postet
pl: opublikowane | napisane | dodane | opublikowany
bg: публикувано | публикуван | написано
el: δημοσιεύτηκε | αναρτήθηκε | γράφτηκε
ar: نشر | نشرت | كتبه | كتبها
id: diposting | ditulis | dipublikasikan
"""

# Before the name of somebody who did not write.
_OTHERS_WORK = """
en: photo | photos | photograph | photographs | photography | photographer | image | images | picture | pictures
    | video | illustration | illustrations | illustrated | credit | credits | graphic | graphics | camera
    | translation | translated | fotos
de: foto | fotos | bild | bilder | grafik | illustrationen | fotograf | fotografin | übersetzung | übersetzer
    | kamera | bildnachweis | titelbild | symbolbild | fotografie
fr: photographe | photographie | traduction | traduit | crédit | crédits | infographie
es: fotografía | fotografías | fotógrafo | imagen | imágenes | traducción | ilustración | vídeo
pt: fotografia | imagem | tradução | ilustração
it: fotografia | immagini | traduzione | illustrazione | illustrazioni
nl: beeld | fotografie | vertaling | illustratie
sv: bilder | översättning
da: oversættelse | fotograf
fi: kuva | kuvat | valokuvat
pl: zdjęcie | zdjęcia | fot | tłumaczenie | grafika
cs: fotografie | překlad | ilustrace
ru: фотография | фотографии | перевод | иллюстрации | иллюстрация | фото
uk: переклад | світлина | світлини | ілюстрація
el: φωτογραφία | φωτογραφίες | μετάφραση
tr: fotoğraf | fotoğraflar | çeviri
hu: fotó | fotók | fordítás | fordította
zh: 图 | 图片 | 摄影 | 攝影 | 圖 | 翻译 | 翻譯
ja: 写真 | 撮影 | 訳 | 翻訳
ko: 사진
"""

# Before whoever a text was taken from: an agency, another publisher.
_SOURCE = """
en: source | sources | via
de: quelle | quellen
nl: bron
fr: source
es: fuente | fuentes
pt: fonte
it: fonte
ro: sursa
sv: källa
da: kilde
no: kilde
fi: lähde
pl: źródło
cs: zdroj
sl: vir
hr: izvor
bg: източник
ru: источник
uk: джерело
el: πηγή
hu: forrás
tr: kaynak
ar: المصدر
fa: منبع
id: sumber
vi: nguồn
zh: 来源 | 來源
ja: 出典
ko: 출처
"""

# Between names.
_AND = """
en: and | with | &
de: und | mit | u
nl: en | met
fr: et | avec
es: y | e | con
it: e
ca: i
ro: și | şi | si
sv: och
da: og
fi: ja | sekä
is: og
pl: i | oraz
cs: a
hr: i
ru: и
uk: та | і | й
el: και
hu: és
tr: ve
lv: un
lt: ir
sq: dhe
ar: و
he: ו
vi: và
id: dan
sw: na
zh: 和 | 与
"""


def phrases_of(table: str) -> frozenset[str]:
    without_languages = re.sub(r"(?m)^[a-z]{2}:", "|", table)
    return frozenset(phrase for part in without_languages.split("|") if (phrase := " ".join(part.split())))


BY = phrases_of(_BY)
LABELS = phrases_of(_LABELS)
WRITTEN = phrases_of(_WRITTEN)
OTHERS_WORK = phrases_of(_OTHERS_WORK)
SOURCE = phrases_of(_SOURCE)
AND = phrases_of(_AND)
