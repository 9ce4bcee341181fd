"""How languages say how long ago something was, and "today" and "yesterday"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

# One line a language: "how long ago" with # for the number and ~ for the unit; words for second, minute, hour and
# day; words for today, yesterday, the day before it and now; words for one. "*" stands for any ending; alternatives
# are separated by spaces, words of one expression joined by "+".
_WORDS = """
en|#+~+ago|sec* s|min* m|hour* hr* h|day* d|today|yesterday||just+now|a an one
de|vor+#+~ #+~+zuvor|sek* s|min* m|stunde* std* h|tag* d|heute|gestern|vorgestern|gerade+eben soeben|einer einem ein eine
fr|il+y+a+# il+y+a+#+~|seconde* s|minute* min mn|heure* h|jour* j|aujourd'hui|hier|avant-hier|à+l'instant|une un
es|hace+#+~|segundo* seg s|min*|hora* h|día* dia* d|hoy|ayer|anteayer antier|ahora|una un
pt|há+#+~ ha+#+~ #+~+atrás #+~+atras|segundo* seg|min*|hora* h|dia*|hoje|ontem|anteontem|agora+mesmo|uma um
it|#+~+fa|second* sec|minut* min|or*|giorn*|oggi|ieri|avantieri|adesso|un'+ un una
nl|#+~+geleden|seconde* sec|min*|uur uren u|dag*|vandaag|gisteren|eergisteren|zojuist|een één
af|#+~+gelede|sekonde*|min*|uur|da*|vandag|gister|eergister|sopas|een 'n
sv|för+#+~+sedan #+~+sedan|sek*|min*|tim* h|dag*|idag i+dag|igår i+går|i+förrgår|nyss|en ett
da|for+#+~+siden #+~+siden|sek*|min*|time* t|dag*|i+dag|i+går|i+forgårs|lige+nu|en et
no|for+#+~+siden #+~+siden|sek*|min*|time* t|dag* døgn|i+dag|i+går|i+forgårs|akkurat+nå|en ett
is|fyrir+#+~ #+~+síðan|sekúnd*|mín*|klukku* klst*|dag* dög*|í+dag|í+gær|í+fyrradag|rétt+í+þessu|einni einum
fi|#+~+sitten|sek* s|min*|tunti* tunnin h t|päiv* pv vrk|tänään|eilen|toissapäivänä|juuri+nyt|yksi
et|#+~+tagasi|sek*|min*|tund* h|päev*|täna|eile|üleeile|äsja|üks ühe
lv|pirms+#+~|sek*|min*|stund* st|dien*|šodien|vakar|aizvakar|tikko|vienas
lt|prieš+#+~|sek*|min*|val*|dien* d|šiandien|vakar|užvakar|ką+tik|vieną
pl|#+~+temu|sek*|min*|godz*|dzień dni dnia|dziś dzisiaj|wczoraj|przedwczoraj|przed+chwilą|
cs|před+#+~|sek* vteřin*|min*|hod*|dnem dny dní|dnes|včera|předevčírem|právě+teď|jednou jedním
sk|pred+#+~|sek*|min*|hod*|dňom dňami|dnes|včera|predvčerom|práve+teraz|jednou jedným
sl|pred+#+~|sek*|min*|ur*|dnev* dnem|danes|včeraj|predvčerajšnjim|pravkar|eno enim
hr|prije+#+~|sek*|min*|sat* h|dan*|danas|jučer|prekjučer|upravo+sada|jedan
bs|prije+#+~|sek*|min*|sat* h|dan*|danas|jučer|prekjučer|upravo+sada|jedan
sr|pre+#+~ пре+#+~|sek* сек*|min* мин*|sat* h сат* ч|dan* дан*|danas данас|juče јуче|prekjuče прекјуче|upravo управо|jedan један
mk|пред+#+~|сек*|мин*|час*|ден*|денес|вчера|завчера|сега|еден
bg|преди+#+~|сек*|мин*|час* ч|ден дни дена|днес|вчера|завчера|току-що|един една
ru|#+~+назад|сек*|мин*|час* ч|день дня дней|сегодня|вчера|позавчера|только+что|
uk|#+~+тому #+~+назад|сек*|хв*|год*|день дні днів|сьогодні|вчора учора|позавчора|щойно|
be|#+~+таму|сек*|хв*|гадз*|дзень дні дзён|сёння|учора|пазаўчора|толькі+што|
kk|#+~+бұрын|секунд*|минут*|сағат*|күн*|бүгін|кеше|алдыңғы+күні|жаңа|бір
hu|#+~+ezelőtt #+~+ezelőtti|másodperc* mp|perc*|óra* órá* ó|nap*|ma|tegnap|tegnapelőtt|most|egy
ro|acum+#+~ acum+#+de+~|sec*|min*|or*|zi*|azi astăzi|ieri|alaltăieri|chiar+acum|o un
el|πριν+#+~ πριν+από+#+~|δευτ*|λεπτ* λ|ώρ* ωρ*|μέρ* ημέρ*|σήμερα|χθες χτες|προχθές|μόλις+τώρα|μία μια ένα μίας
sq|#+~+më+parë para+#+~|sek*|min*|or*|dit*|sot|dje|pardje|tani|një
tr|#+~+önce|sn san*|dk dak*|sa saat*|gün*|bugün|dün|evvelsi+gün|az+önce|bir
az|#+~+əvvəl #+~+öncə|san*|dəq*|saat*|gün*|bu+gün bugün|dünən||indi|bir
uz|#+~+oldin|son*|daq*|soat*|kun*|bugun|kecha||hozir|bir
ka|#+~+წინ|წამის|წუთის|საათის|დღის|დღეს|გუშინ|||
hy|#+~+առաջ|վայրկյան*|րոպե*|ժամ*|օր*|այսօր|երեկ|||
ar|منذ+#+~ قبل+#+~|ثوان* ثاني*|دقيق* دقائق|ساع*|يوم* أيام|اليوم|أمس|أول+أمس|الآن|
he|לפני+#+~|שני*|דק*|שע*|ימים יום|היום|אתמול|שלשום|עכשיו|
fa|#+~+پیش #+~+قبل|ثانیه*|دقیقه*|ساعت*|روز*|امروز|دیروز|پریروز|هم+اکنون|یک
ur|#+~+پہلے #+~+قبل|سیکنڈ*|منٹ*|گھنٹ*|دن*|آج|کل||ابھی|ایک
hi|#+~+पहले #+~+पूर्व|सेकंड* सेकेंड*|मिनट*|घंट* घण्ट*|दिन*|आज|||अभी|एक
mr|#+~+पूर्वी #+~पूर्वी|सेकंद*|मिनिट*|तास*|दिवस*|आज|काल||आता|एक
ne|#+~+अघि #+~+पहिले|सेकेन्ड*|मिनेट*|घन्टा* घण्टा*|दिन*|आज|हिजो||अहिले|एक
bn|#+~+আগে #+~+পূর্বে|সেকেন্ড*|মিনিট*|ঘণ্টা* ঘন্টা*|দিন*|আজ|গতকাল||এইমাত্র|এক
gu|#+~+પહેલા #+~+પહેલાં|સેકંડ*|મિનિટ*|કલાક*|દિવસ*|આજે|ગઈકાલે||હમણાં|
pa|#+~+ਪਹਿਲਾਂ|ਸਕਿੰਟ*|ਮਿੰਟ*|ਘੰਟ*|ਦਿਨ*|ਅੱਜ|ਬੀਤੇ+ਕੱਲ੍ਹ||ਹੁਣ|
ta|#+~+முன்பு #+~+முன்|விநாடி* வினாடி*|நிமிட*|மணி*|நாள்* நாட்கள்*|இன்று|நேற்று||இப்போது|ஒரு
te|#+~+క్రితం|సెకన్*|నిమిష*|గంట*|రోజు*|ఈరోజు|నిన్న||ఇప్పుడే|
kn|#+~+ಹಿಂದೆ|ಸೆಕೆಂಡ್*|ನಿಮಿಷ*|ಗಂಟೆ*|ದಿನ*|ಇಂದು|ನಿನ್ನೆ|||
ml|#+~+മുമ്പ് #+~+മുൻപ്|സെക്കൻഡ്*|മിനിറ്റ്* മിനിട്ട്*|മണിക്കൂർ*|ദിവസ*|ഇന്ന്|ഇന്നലെ|||ഒരു
si|#+~+පෙර #+~කට+පෙර|තත්පර*|මිනිත්තු* විනාඩි*|පැය*|දින*|අද|ඊයේ|||
th|#+~ที่แล้ว #+~ที่ผ่านมา #+~+ที่แล้ว #+~+ที่ผ่านมา #+~ก่อน|วินาที|นาที|ชั่วโมง ชม.|วัน|วันนี้|เมื่อวาน เมื่อวานนี้|เมื่อวานซืน|เมื่อสักครู่|
lo|#+~ທີ່ຜ່ານມາ #+~ກ່ອນ|ວິນາທີ|ນາທີ|ຊົ່ວໂມງ|ມື້|ມື້ນີ້|ມື້ວານ|||
km|#+~មុន|វិនាទី|នាទី|ម៉ោង|ថ្ងៃ|ថ្ងៃនេះ|ម្សិលមិញ|||
vi|#+~+trước cách+đây+#+~|giây|phút|giờ tiếng|ngày|hôm+nay|hôm+qua|hôm+kia|vừa+xong|một
id|#+~+lalu #+~+yang+lalu|detik|menit|jam|hari|hari+ini|kemarin||baru+saja|
ms|#+~+lalu #+~+yang+lalu|saat|minit|jam|hari|hari+ini|semalam kelmarin||sebentar+tadi|
fil|#+~+ang+nakalipas #+~+nakalipas|segundo|minuto|oras|araw|ngayong+araw|kahapon||ngayon|isang
sw|#+~+zilizopita ~+#+zilizopita ~+#+iliyopita|sekunde|dakika|saa|siku|leo|jana|juzi|sasa+hivi|moja
ca|fa+#+~|segon*|min*|hor* h|dia dies|avui|ahir|abans-d'ahir|ara+mateix|una un
gl|hai+#+~ fai+#+~|segundo*|min*|hora*|día*|hoxe|onte|antonte|agora|unha un
eu|duela+#+~ orain+dela+#+~|segundo*|minut*|ordu*|egun*|gaur|atzo|herenegun|orain|bat
ga|#+~+ó+shin|soicind*|nóiméad*|uair* uaire*|lá laethanta|inniu|inné|||
cy|#+~+yn+ôl|eiliad*|munud*|awr oriau|diwrnod dydd|heddiw|ddoe|||
zh|#+~前 #~前 #+~之前 #~之前|秒 秒钟 秒鐘|分 分钟 分鐘|小时 小時 個小時 个小时|天 日|今天 今日|昨天 昨日|前天|刚刚 剛剛|
ja|#~前 #+~前|秒|分|時間|日|今日 本日|昨日|一昨日 おととい|たった今|
ko|#~+전 #~전|초|분|시간|일|오늘|어제|그저께 그제|방금|
"""  # noqa: E501
# These are words of other languages too ("hier", "ma", "kal"): they count in their own only.
_TOO_COMMON = frozenset({"hier", "ma", "dje", "leo", "jana", "کل", "آج", "काल", "kecha", "sot", "most", "ara"})
# Languages that write no spaces between words.
SPACE_LESS = frozenset({"zh", "ja", "th", "lo", "km", "my"})
_UNIT_SECONDS = (1, 60, 3600, 86_400)


@dataclass(frozen=True, slots=True)
class LanguageWords:
    ago: tuple[re.Pattern[str], ...]
    """For `seconds_ago`; to be searched in small letters."""
    days: dict[str, int]
    """Words for today, yesterday and the day before it: how many days ago."""
    now: tuple[str, ...]


def seconds_ago(match: re.Match[str]) -> tuple[int, int]:
    """The number of seconds that a match of one of `LanguageWords.ago` names, and how many its unit has."""
    unit = next(seconds for index, seconds in enumerate(_UNIT_SECONDS) if match[f"unit{index}"])
    return int(match["number"] or 1) * unit, unit


def languages_with_ago_in(text: str, language: str | None) -> list[str]:
    """*language*, if known, and those whose word for "ago" is in *text* (small letters)."""
    first = primary_language(language)
    others = [other for marker, other in _MARKERS if marker in text and other != first]
    return [first, *others] if first in _LINES else others


def primary_language(language: str | None) -> str:
    """The primary subtag, Norwegian under one name; "" for None."""
    primary = (language or "").partition("-")[0].lower()
    return "no" if primary in ("nb", "nn") else primary


@lru_cache(maxsize=128)
def words_of(language: str) -> LanguageWords:
    """Those of one of the languages of the table."""
    frames, *units, today, yesterday, before, now, one = _LINES[language]
    end = "" if language in SPACE_LESS else r"\.?(?!\w)"
    unit = "|".join(f"(?P<unit{index}>{_alternatives(words, end)})" for index, words in enumerate(units))
    # "an hour ago", "vor einer Stunde"; without a word for it the unit alone ("час назад").
    number = rf"(?:(?P<number>\d{{1,4}})\s?|(?:{_alternatives(one, end)})\s)" if one else r"(?:(?P<number>\d{1,4})\s?)?"
    patterns = (
        re.escape(frame)
        .replace(r"\+", r"\s+")
        .replace(r"\#\s+\~", f"{number}(?:{unit})")
        .replace(r"\#\~", f"{number}(?:{unit})")
        for frame in frames.split()
    )
    days = {word: ago for ago, words in enumerate((today, yesterday, before)) for word in _split(words)}
    return LanguageWords(tuple(map(re.compile, patterns)), days, tuple(_split(now)))


def _split(words: str) -> list[str]:
    return [word.replace("+", " ") for word in words.split()]


def _alternatives(words: str, end: str) -> str:
    """A pattern for any of *words*, the longest first; *end* is what follows one that is given in full."""
    return "|".join(
        re.escape(word).removesuffix(r"\*") + (r"[^\s\d,;:()|·]*" if word.endswith("*") else end)
        for word in sorted(_split(words), key=len, reverse=True)
    )


def _read() -> tuple[dict[str, list[str]], list[tuple[str, str]]]:
    lines = {line.split("|")[0]: line.split("|")[1:] for line in _WORDS.strip().splitlines()}
    markers = [
        (max(re.split(r"[+#~]+", frame), key=len), language)
        for language, line in lines.items()
        for frame in line[0].split()
    ]
    return lines, markers


_LINES, _MARKERS = _read()


@lru_cache(maxsize=128)
def day_words(language: str) -> dict[str, int]:
    """Words for today, yesterday and the day before it in *language* (primary subtag) and English; in all languages
    for one that is not known."""
    languages = (language, "en") if language in _LINES else tuple(_LINES)
    found = {word: ago for each in languages for word, ago in words_of(each).days.items()}
    return found if language in _LINES else {word: ago for word, ago in found.items() if word not in _TOO_COMMON}
