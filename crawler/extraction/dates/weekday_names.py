"""Names of the days of the week, as pages print them beside dates."""

from __future__ import annotations

from functools import lru_cache

# One line a language, Monday to Sunday; alternatives of one day separated by "/", words of one name by "+".
# From the Unicode CLDR and from pages.
_NAMES = """
en monday/mon tuesday/tue/tues wednesday/wed/weds thursday/thu/thur/thurs friday/fri saturday/sat sunday/sun
de montag/mo dienstag/di mittwoch/mi donnerstag/do freitag/fr samstag/sa sonntag/so
fr lundi/lun mardi/mar mercredi/mer jeudi/jeu vendredi/ven samedi/sam dimanche/dim
es lunes/lun martes/mar miércoles/mié jueves/jue viernes/vie sábado/sáb domingo/dom
pt segunda-feira/seg terça-feira/ter quarta-feira/qua quinta-feira/qui sexta-feira/sex sábado/sáb domingo/dom
it lunedì/lun martedì/mar mercoledì/mer giovedì/gio venerdì/ven sabato/sab domenica/dom
nl maandag/ma dinsdag/di woensdag/wo donderdag/do vrijdag/vr zaterdag/za zondag/zo
af maandag/ma dinsdag/di woensdag/wo donderdag/do vrydag/vr saterdag/sa sondag/so
sv måndag/mån tisdag/tis onsdag/ons torsdag/tors fredag/fre lördag/lör söndag/sön
da mandag/man tirsdag/tirs onsdag/ons torsdag/tors fredag/fre lørdag/lør søndag/søn
no mandag/man tirsdag/tir onsdag/ons torsdag/tor fredag/fre lørdag/lør søndag/søn
is mánudagur/mán þriðjudagur/þri miðvikudagur/mið fimmtudagur/fim föstudagur/fös laugardagur/lau sunnudagur/sun
fi maanantaina/ma/maanantai tiistaina/ti/tiistai keskiviikkona/ke/keskiviikko torstaina/to/torstai perjantaina/pe/perjantai lauantaina/la/lauantai sunnuntai/su
et esmaspäev/e teisipäev/t kolmapäev/k neljapäev/n reede/r laupäev/l pühapäev/p
lv pirmdiena/pirmd otrdiena/otrd trešdiena/trešd ceturtdiena/ceturtd piektdiena/piektd sestdiena/sestd svētdiena/svētd
lt pirmadienis/pr antradienis/an trečiadienis/tr ketvirtadienis/kt penktadienis/pn šeštadienis/št sekmadienis/sk
pl poniedziałek/pon wtorek/wt środa/śr czwartek/czw piątek/pt sobota/sob niedziela/niedz
cs pondělí/po úterý/út středa/st čtvrtek/čt pátek/pá sobota/so neděle/ne
sk pondelok/po utorok/ut streda/st štvrtok/št piatok/pi sobota/so nedeľa/ne
sl ponedeljek/pon torek/tor sreda/sre četrtek/čet petek/pet sobota/sob nedelja/ned
hr ponedjeljak/pon utorak/uto srijeda/sri četvrtak/čet petak/pet subota/sub nedjelja/ned
bs ponedjeljak/pon utorak/uto srijeda/sri četvrtak/čet petak/pet subota/sub nedjelja/ned
sr понедељак/пон/ponedeljak уторак/уто/utorak среда/сре/sreda четвртак/чет/četvrtak петак/пет/petak субота/суб/subota недеља/нед/nedelja
mk понеделник/пон вторник/вто среда/сре четврток/чет петок/пет сабота/саб недела/нед
bg понеделник/пн вторник/вт сряда/ср четвъртък/чт петък/пт събота/сб неделя/нд
ru понедельник/пн вторник/вт среда/ср/среду четверг/чт пятница/пт/пятницу суббота/сб/субботу воскресенье/вс
uk понеділок/пн вівторок/вт середа/ср четвер/чт пʼятниця/пт субота/сб неділя/нд
be панядзелак/пн аўторак/аў серада/ср чацвер/чц пятніца/пт субота/сб нядзеля/нд
kk дүйсенбі/дс сейсенбі/сс сәрсенбі/ср бейсенбі/бс жұма/жм сенбі/сб жексенбі/жс
hu hétfő/h kedd/k szerda/sze csütörtök/cs péntek/p szombat/szo vasárnap/v
ro luni/lun marți/mar miercuri/mie joi vineri/vin sâmbătă/sâm duminică/dum
el δευτέρα/δευ τρίτη/τρί τετάρτη/τετ πέμπτη/πέμ παρασκευή/παρ σάββατο/σάβ κυριακή/κυρ
sq e+hënë/hën e+martë/mar e+mërkurë/mër e+enjte/enj e+premte/pre e+shtunë/sht e+diel/die
mt it-tnejn/tne it-tlieta/tli l-erbgħa/erb il-ħamis/ħam il-ġimgħa/ġim is-sibt/sib il-ħadd/ħad
ga dé+luain/luan dé+máirt/máirt dé+céadaoin/céad déardaoin/déar dé+haoine/aoine dé+sathairn/sath dé+domhnaigh/domh
cy dydd+llun/llun dydd+mawrth/maw dydd+mercher/mer dydd+iau/iau dydd+gwener/gwen/gwe dydd+sadwrn/sad dydd+sul/sul
ca dilluns/dl dimarts/dt dimecres/dc dijous/dj divendres/dv dissabte/ds diumenge/dg
gl luns martes/mar mércores/mér xoves/xov venres/ven sábado/sáb domingo/dom
eu astelehena/al asteartea/ar asteazkena/az osteguna/og ostirala/or larunbata/lr igandea/ig
tr pazartesi/pzt salı/sal çarşamba/çar perşembe/per cuma/cum cumartesi/cmt pazar/paz
az bazar+ertəsi/b.e çərşənbə+axşamı/ç.a çərşənbə/ç cümə+axşamı/c.a cümə/c şənbə/ş bazar/b
uz dushanba/dush seshanba/sesh chorshanba/chor payshanba/pay juma/jum shanba/shan yakshanba/yak
id senin/sen selasa/sel rabu/rab kamis/kam jumat/jum sabtu/sab minggu/min
ms isnin/isn selasa/sel rabu/rab khamis/kha jumaat/jum sabtu/sab ahad/ahd
fil lunes/lun martes/mar miyerkules/miy huwebes/huw biyernes/biy sabado/sab linggo/lin
sw jumatatu jumanne jumatano alhamisi ijumaa jumamosi jumapili
ar الاثنين/الإثنين الثلاثاء الأربعاء/الاربعاء الخميس الجمعة السبت الأحد/الاحد
fa دوشنبه سه‌شنبه چهارشنبه پنجشنبه/پنج‌شنبه جمعه شنبه یکشنبه/یک‌شنبه
ur پیر منگل بدھ جمعرات جمعہ ہفتہ اتوار
ps دونۍ درېنۍ څلرنۍ پينځنۍ جمعه اونۍ يونۍ
he יום+שני/יום+ב׳/שני יום+שלישי/יום+ג׳/שלישי יום+רביעי/יום+ד׳/רביעי יום+חמישי/יום+ה׳/חמישי יום+שישי/יום+ו׳/שישי יום+שבת/שבת יום+ראשון/יום+א׳/ראשון
hi सोमवार/सोम मंगलवार/मंगल बुधवार/बुध गुरुवार/गुरु/बृहस्पतिवार शुक्रवार/शुक्र शनिवार/शनि रविवार/रवि
mr सोमवार/सोम मंगळवार/मंगळ बुधवार/बुध गुरुवार/गुरु शुक्रवार/शुक्र शनिवार/शनि रविवार/रवि
ne सोमबार/सोम मङ्गलबार/मङ्गल बुधबार/बुध बिहिबार/बिहि शुक्रबार/शुक्र शनिबार/शनि आइतबार/आइत
bn সোমবার/সোম মঙ্গলবার/মঙ্গল বুধবার/বুধ বৃহস্পতিবার/বৃহস্পতি শুক্রবার/শুক্র শনিবার/শনি রবিবার/রবি
gu સોમવાર/સોમ મંગળવાર/મંગળ બુધવાર/બુધ ગુરુવાર/ગુરુ શુક્રવાર/શુક્ર શનિવાર/શનિ રવિવાર/રવિ
pa ਸੋਮਵਾਰ/ਸੋਮ ਮੰਗਲਵਾਰ/ਮੰਗਲ ਬੁੱਧਵਾਰ/ਬੁੱਧ ਵੀਰਵਾਰ/ਵੀਰ ਸ਼ੁੱਕਰਵਾਰ/ਸ਼ੁੱਕਰ ਸ਼ਨਿੱਚਰਵਾਰ/ਸ਼ਨਿੱਚਰ ਐਤਵਾਰ/ਐਤ
ta திங்கள்/திங் செவ்வாய்/செவ் புதன்/புத வியாழன்/வியா வெள்ளி/வெள் சனி ஞாயிறு/ஞாயி
te సోమవారం/సోమ మంగళవారం/మంగళ బుధవారం/బుధ గురువారం/గురు శుక్రవారం/శుక్ర శనివారం/శని ఆదివారం/ఆది
kn ಸೋಮವಾರ/ಸೋಮ ಮಂಗಳವಾರ/ಮಂಗಳ ಬುಧವಾರ/ಬುಧ ಗುರುವಾರ/ಗುರು ಶುಕ್ರವಾರ/ಶುಕ್ರ ಶನಿವಾರ/ಶನಿ ಭಾನುವಾರ/ಭಾನು
ml തിങ്കളാഴ്‌ച/തിങ്കൾ ചൊവ്വാഴ്ച/ചൊവ്വ/ചൊവ്വാഴ്‌ച ബുധനാഴ്‌ച/ബുധൻ വ്യാഴാഴ്‌ച/വ്യാഴം വെള്ളിയാഴ്‌ച/വെള്ളി ശനിയാഴ്‌ച/ശനി ഞായറാഴ്‌ച/ഞായർ
si සඳුදා අඟහරුවාදා/අඟහ බදාදා බ්‍රහස්පතින්දා/බ්‍රහස් සිකුරාදා/සිකු සෙනසුරාදා/සෙන ඉරිදා
th วันจันทร์/จ วันอังคาร/อ วันพุธ/พ วันพฤหัสบดี/พฤ วันศุกร์/ศ วันเสาร์/ส วันอาทิตย์/อา
lo ວັນຈັນ/ຈັນ ວັນອັງຄານ/ອັງຄານ ວັນພຸດ/ພຸດ ວັນພະຫັດ/ພະຫັດ ວັນສຸກ/ສຸກ ວັນເສົາ/ເສົາ ວັນອາທິດ/ອາທິດ
my တနင်္လာ အင်္ဂါ ဗုဒ္ဓဟူး ကြာသပတေး သောကြာ စနေ တနင်္ဂနွေ
km ច័ន្ទ/ចន្ទ អង្គារ ពុធ ព្រហស្បតិ៍/ព្រហ សុក្រ សៅរ៍ អាទិត្យ
vi thứ+hai/th+2 thứ+ba/th+3 thứ+tư/th+4 thứ+năm/th+5 thứ+sáu/th+6 thứ+bảy/th+7 chủ+nhật/cn
hy երկուշաբթի/երկ երեքշաբթի/երք չորեքշաբթի/չրք հինգշաբթի/հնգ ուրբաթ/ուր շաբաթ/շբթ կիրակի/կիր
ka ორშაბათი/ორშ სამშაბათი/სამ ოთხშაბათი/ოთხ ხუთშაბათი/ხუთ პარასკევი/პარ შაბათი/შაბ კვირა/კვი
am ሰኞ ማክሰኞ/ማክሰ ረቡዕ ሐሙስ ዓርብ ቅዳሜ እሑድ
mn даваа/да мягмар/мя лхагва/лх пүрэв/пү баасан/ба бямба/бя ням/ня
"""  # noqa: E501
_LINES = {line.split(" ")[0]: line.split(" ")[1:] for line in _NAMES.strip().splitlines()}


def weekday_number(name: str, language: str | None = None) -> int | None:
    """0 for Monday to 6, in *language* (BCP 47) or in English; None for another word.

    Only these two: the short names are words elsewhere ("mar", "so", "do").
    """
    primary = (language or "").partition("-")[0].lower()
    key = name.rstrip(".").casefold()
    found = _names("no" if primary in ("nb", "nn") else primary).get(key)
    return _names("en").get(key) if found is None else found


@lru_cache(maxsize=128)
def _names(language: str) -> dict[str, int]:
    return {
        name.replace("+", " "): number
        for number, alternatives in enumerate(_LINES.get(language, ()))
        for name in alternatives.casefold().split("/")
    }
