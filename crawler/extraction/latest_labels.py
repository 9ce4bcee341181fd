# ruff: noqa: E501 - one line a language
"""How publishers label the lists of their newest articles, a line for each language.

Before the "/" stand words for "newest": with words for news (`NEWS_WORDS`) they are such a label, with others that of a
section's list ("Latest in Business"). After it stand labels that count only as a whole: said with more, most of
them say something else. All are compared after `list_labels.label_words`.
"""

from __future__ import annotations

LATEST_LABELS = """
af: nuutste | jongste / net in | onlangse plasings
am: አዳዲስ ዜናዎች | የቅርብ ጊዜ ዜናዎች | የቅርብ ጊዜ / አዳዲስ | ሰበር ዜና
ar: آخر الأخبار | اخر الاخبار | آخر الاخبار | أحدث الأخبار | احدث الاخبار | أحدث | آخر المستجدات | آخر المقالات | أحدث المقالات | آخر المواضيع | أحدث المواضيع | آخر التحديثات | مستجدات / عاجل | المضافة حديثا | شريط الأخبار | الأخبار العاجلة | أخبار عاجلة | جديد الأخبار | الأحدث | المستجدات
as: শেহতীয়া | শেহতীয়া বাতৰি / নতুন বাতৰি
ast: últimes | más recientes / lo último
az: son xəbərlər | ən son xəbərlər | ən yeni / xəbər lenti | son dəqiqə | xəbərlər lenti | son yazılar
ba: һуңғы яңылыҡтар / яңылыҡтар таҫмаһы
be: апошнія навіны | апошнія | свежыя навіны | найноўшыя / стужка навін | апошняе
bg: последни новини | най-нови | най-новото | най-новите | последните новини | най-новите новини | последни публикации | последни | последно / нови | ново | нови новини | последни от деня | новини от деня | извънредни новини | последно добавени
bn: সর্বশেষ | সর্বশেষ খবর | সর্বশেষ সংবাদ | সাম্প্রতিক খবর | সাম্প্রতিক / এইমাত্র | সদ্য সংবাদ | ব্রেকিং নিউজ | তাজা খবর | সব খবর
bs: najnovije | najnovije vijesti | posljednje vijesti | posljednje dodano / najnoviji članci | posljednje objavljeno | vijesti dana | aktuelno
ca: últimes notícies | últimes | més recents | darreres notícies | darreres | darrers articles / última hora | el més recent | recents | ara mateix | el més nou | entrades recents | el darrer
ceb: pinakabag-o | bag-ong balita / bag-ong mga balita
ckb: دوایین هەواڵ | دوایین هەواڵەکان | نوێترین هەواڵ | نوێترین هەواڵەکان / نوێترین | بەپەلە
co: ultime nutizie / ultime
cs: nejnovější | poslední zprávy | nejčerstvější | nejnovější zprávy | poslední články / aktuálně | právě se děje | z poslední chvíle | nové články | poslední aktuality | nejnovější příspěvky | poslední | nové
cy: newyddion diweddaraf | diweddaraf | straeon diweddaraf / y diweddaraf
da: seneste | nyeste | sidste nyt / lige nu | breaking | senest nyt | senest
de: neueste | neuste | neuesten | neusten | aktuelle nachrichten | aktuelle meldungen | aktuelle news | aktuelle artikel | letzte meldungen | letzte beiträge | letzte artikel | letzte nachrichten | neue nachrichten | neue artikel | neue beiträge | neue meldungen | jüngste beiträge | jüngste artikel | jüngste meldungen | newsticker | aktuellste | nachrichtenticker | kürzlich veröffentlicht | neues aus / ticker | das neueste | die neuesten | eilmeldungen | news-ticker | live-ticker nachrichten | aktuell | aktuelles | jetzt aktuell | gerade aktuell | gerade eben | soeben erschienen | zuletzt veröffentlicht | meldungen | news ticker | alle neuesten nachrichten | neu | das aktuellste | eilmeldung | letzte 24 stunden
dv: އެންމެ ފަހުގެ / ފަހުގެ ޚަބަރު
el: τελευταία νέα | τελευταίες ειδήσεις | τα τελευταία νέα | τελευταια νεα | τελευταίες | πρόσφατα άρθρα | τελευταία άρθρα | πρόσφατα νέα | νεότερα | πιο πρόσφατα / ροή ειδήσεων | ροή | ροή νέων | ροη ειδησεων | έκτακτα | τώρα | όλες οι ειδήσεις | τελευταία ενημέρωση | πρόσφατα | τελευταία | newsroom | νέα άρθρα
en: latest | newest | most recent | recent news | recent stories | recent articles | recent posts | recent headlines | recently published | recently added | just published | breaking news / the latest | just in | this just in | recent | new | new posts | new stories | new articles | news feed | newsfeed | news ticker | ticker | news wire | newswire | what's new | whats new | news in brief | recent updates | happening now | breaking | new today | latest now | more recent stories | in other news | just now | live feed | recent publications | live news | new on the site
eo: lastaj novaĵoj | plej novaj / lastaj artikoloj
es: últimas noticias | ultimas noticias | últimas | más recientes | mas recientes | noticias recientes | entradas recientes | artículos recientes | publicaciones recientes | últimos artículos | últimas publicaciones | últimas entradas | lo último | lo más reciente | lo más nuevo / lo último | lo ultimo | última hora | ultima hora | lo más reciente | lo más nuevo | lo nuevo | recientes | reciente | al momento | minuto a minuto | al minuto | en desarrollo | noticias de última hora | recién publicado
et: viimased uudised | värsked uudised | uusimad | viimati lisatud | värskemad | viimased / värsked | värske | värskeimad
eu: azken berriak | azken albisteak | azken orduko | azkenak / azken ordua | berriena | azkena
fa: آخرین اخبار | تازه‌ترین اخبار | تازه ترین اخبار | جدیدترین اخبار | جدیدترین | تازه‌ترین | تازه ترین | آخرین خبرها | آخرین مطالب | جدیدترین مطالب | آخرین عناوین / تازه ترین ها | تازه‌ها | تازه ها | تازه‌ترین‌ها | جدیدترین‌ها | جدیدترین ها | خبر فوری | تازه‌های خبر | لحظه به لحظه
fi: uusimmat | tuoreimmat | viimeisimmät | viimeiset uutiset | uusimpia | viimeisin / juuri nyt | uutisvirta | uusin | tuoreet uutiset | tuoreet | uutta
fo: seinastu tíðindi / seinasta | nýggjasta
fr: dernières nouvelles | dernières actualités | dernières infos | dernières news | dernières actus | derniers articles | dernières dépêches | dernières informations | dernières | derniers | plus récents | plus récentes | plus récent | articles récents | actualités récentes | actus récentes | info en continu | publiés récemment / fil info | fil infos | fil d'info | le fil info | à la minute | en continu | le fil | fil d'actualité | fil d'actualités | fil actu | dernière minute | dernière heure | toute l'actu en continu | l'info en continu | l'actu en continu | l'actualité en continu | infos en continu | news en continu | en direct | récents | nouveautés | le direct | flash info | publications récentes | les dernières | les derniers | fil des dépêches | viennent de paraître | toute l'actualité en direct | l'actu en direct | l'info en direct | fil d'actu | le fil de l'actu | dépêches | flash infos | minute par minute | récemment | les + récents
fy: lêste nijs / nijste
ga: nuacht is déanaí | is déanaí / an scéal is déanaí
gd: naidheachdan as ùire / as ùire
gl: últimas novas | últimas noticias | últimas / o último | o máis recente | última hora | máis recentes
gu: તાજા સમાચાર | તાજેતરના સમાચાર | લેટેસ્ટ / તાજા | નવીનતમ
ha: sabbin labarai | labarai da dumi-dumi / labarai na baya-bayan nan | labarai
he: חדשות אחרונות | עדכונים אחרונים | כתבות אחרונות | החדשות האחרונות | הכתבות האחרונות | ידיעות אחרונות / מבזקים | מבזקי חדשות | חדש באתר | האחרונים | אחרונים | כל העדכונים | עכשיו
hi: ताज़ा खबर | ताज़ा खबरें | ताजा खबर | ताजा खबरें | ताज़ा समाचार | ताजा समाचार | ताज़ातरीन | नवीनतम समाचार | नवीनतम | लेटेस्ट न्यूज़ | लेटेस्ट न्यूज | लेटेस्ट / ताज़ा | ताजा | ब्रेकिंग न्यूज़ | ब्रेकिंग न्यूज | नई खबरें | बड़ी खबरें | सर्वशेष
hr: najnovije | najnovije vijesti | posljednje vijesti | zadnje vijesti | zadnje | posljednje dodano / najnoviji članci | najnoviji | novo | posljednje | upravo sada | vijesti dana | aktualno
ht: dènye nouvèl / dènye
hu: legfrissebb | legújabb | friss hírek | legutóbbi / friss | percről percre | hírfolyam | most érkezett | frissek | új cikkek
hy: վերջին նորություններ | վերջին նորությունները | վերջին լուրեր | վերջին լուրերը | ամենաթարմ / լրահոս | նորություններ | վերջինը | թարմ լուրեր
id: berita terbaru | berita terkini | terbaru | terkini | artikel terbaru | newsticker / kabar terbaru | baru saja | indeks terbaru | postingan terbaru | pos-pos terbaru | breaking news
ig: akụkọ ọhụrụ / akụkọ kacha ọhụrụ
is: nýjustu fréttir | nýjustu | nýjast / nýtt | nýjustu fréttirnar | nýtt efni | nýjasta
it: ultime notizie | ultime news | ultime | ultimi articoli | ultimissime | articoli recenti | notizie recenti | più recenti | piu recenti | ultimi | recenti / ultim'ora | ultima ora | le ultime | ultimora | in tempo reale | breaking news | novità | appena pubblicato | news recenti | i più recenti | gli ultimi articoli | ultimi aggiornamenti | ultimi post | tempo reale | flash | ultime 24 ore
jv: warta paling anyar | pawarta paling anyar / paling anyar
ka: ბოლო ამბები | უახლესი ამბები | ბოლო სიახლეები | უახლესი / ახალი ამბები | სიახლეები | ბოლო
kk: соңғы жаңалықтар | соңғы | жаңа хабарлар / жаңалықтар лентасы | жаңалықтар таспасы
kn: ಇತ್ತೀಚಿನ ಸುದ್ದಿ | ಇತ್ತೀಚಿನ ಸುದ್ದಿಗಳು | ತಾಜಾ ಸುದ್ದಿ | ಲೇಟೆಸ್ಟ್ / ಇತ್ತೀಚಿನ | ಬ್ರೇಕಿಂಗ್ ನ್ಯೂಸ್
ku: nûçeyên dawî | dawî / nûçeyên nû | herî dawî
ky: акыркы кабарлар | соңку кабарлар | акыркы жаңылыктар / кабарлар тасмасы | жаңылыктар тилкеси
la: nuntii novissimi / novissima
lb: neist | neisten / déi lescht | déi neist | lescht noriichten
ln: nsango ya sika / ya sika
lt: naujausios naujienos | naujausi | naujausios | paskutinės naujienos | naujausia / naujienų srautas | ką tik | paskutiniai
lv: jaunākās ziņas | jaunākie | jaunākās | pēdējās ziņas | jaunākais / ziņu lenta | tikko
mg: vaovao farany / farany
mi: rongo hou / ngā rongo hou
mk: најнови вести | последни вести | најнови | најново / ново | последно | најнови статии
ml: പുതിയ വാർത്തകൾ | ഏറ്റവും പുതിയ | ഏറ്റവും പുതിയ വാർത്തകൾ | ലേറ്റസ്റ്റ് / പുതിയത് | തത്സമയം
mn: сүүлийн үеийн мэдээ | шинэ мэдээ | сүүлийн мэдээ / шинэ | шуурхай мэдээ | шуурхай | сүүлд нэмэгдсэн
mr: ताज्या बातम्या | नवीनतम बातम्या / ताज्या | ताज्या घडामोडी | लेटेस्ट
ms: berita terkini | terkini | berita terbaru | terbaru / terbaharu | baru diterbitkan
mt: l-aħħar aħbarijiet | l-aktar riċenti / l-aħħar
my: နောက်ဆုံးရသတင်း | နောက်ဆုံးရ သတင်းများ / နောက်ဆုံးရ | လတ်တလော သတင်း
nb: siste nytt | siste nyheter | siste | nyeste / akkurat nå | nytt nå | siste døgn | sist publisert
ne: ताजा समाचार | पछिल्ला समाचार | भर्खरै | ताजा खबर / ताजा | ताजा अपडेट
nl: laatste nieuws | laatste | nieuwste | meest recent | meest recente | recente berichten | recent nieuws | recente artikelen | recentste / net binnen | recent | zojuist | nieuw | nu binnen | het laatste nieuws | 112 nieuws
nn: siste nytt | siste / nyaste | nett no
no: siste nytt | siste / nyeste saker
ny: nkhani zatsopano / zatsopano
oc: darrièras novèlas / las darrièras
om: oduu haaraa / oduuwwan haaraa
or: ତାଜା ଖବର | ସଦ୍ୟତମ ଖବର / ତାଜା
pa: ਤਾਜ਼ਾ ਖ਼ਬਰਾਂ | ਤਾਜ਼ਾ ਖਬਰਾਂ / ਤਾਜ਼ਾ | ਨਵੀਆਂ ਖ਼ਬਰਾਂ
pl: najnowsze | ostatnie wiadomości | ostatnie artykuły | najnowsze wiadomości | ostatnio dodane | ostatnio opublikowane / z ostatniej chwili | nowe | ostatnie wpisy | ostatnie newsy | na żywo | pasek wiadomości | najświeższe | aktualności | ostatnie | ostatnie 24h | ostatnie 24 godziny
ps: تازه خبرونه | وروستي خبرونه / وروستي | تازه
pt: últimas notícias | ultimas noticias | últimas | mais recentes | notícias recentes | posts recentes | artigos recentes | publicações recentes | últimos artigos | últimos posts | mais recente / última hora | em tempo real | ao minuto | plantão | recentes | agora | últimas horas | tempo real | em atualização | acabou de sair | minuto a minuto | as últimas | últimas 24 horas
rm: las ultimas novitads / ultimas novitads
ro: ultimele știri | ultimele stiri | ultimele ştiri | ultimele | cele mai noi | știri recente | cele mai recente | articole recente | ultimele articole / ultima oră | ultima ora | ultimele ore | recente | cele mai noi știri | ultimele noutăți | noutăți | știri de ultimă oră | stiri de ultima ora | ultimul minut | flux de știri | flux stiri | breaking news
ru: последние новости | свежие новости | последние материалы | последние публикации | последние статьи | последние | свежие материалы | свежие статьи | свежие записи | новые материалы | новые статьи | новые публикации | самые свежие | самое свежее | последнее в | свежие публикации / лента новостей | лента | новости | все новости | последнее | самое новое | срочно | новое | свежее | новое на сайте | главное сейчас | новости дня | новостная лента | сейчас | онлайн | лента дня | последние события | недавние | последние новости дня | хроника | оперативно | новости часа | последние 24 часа
rw: amakuru mashya | amakuru agezweho / inkuru ziheruka | agezweho
sd: تازيون خبرون / تازو
si: නවතම පුවත් | අලුත්ම පුවත් / නවතම | උණුසුම් පුවත්
sk: najnovšie | posledné správy | najnovšie správy | najnovšie články / práve sa deje | z poslednej chvíle | aktuálne | najčerstvejšie | posledné | nové články
sl: zadnje novice | najnovejše | najnovejše novice | zadnji prispevki | najnovejši / zadnje | novo | ravnokar | aktualno | novice dneva
sn: nhau dzichangobva / dzichangobva
so: wararka ugu dambeeyay | wararkii ugu dambeeyay | warar cusub / ugu dambeeyay | war deg deg ah
sq: lajmet e fundit | të fundit | më të fundit | të rejat e fundit | lajmet më të fundit | artikujt e fundit / të rejat | të fundit | fundit
sr: najnovije vesti | poslednje vesti | најновије вести | последње вести | најновије | najnovije | najnoviji tekstovi / poslednje | најновији чланци | najnovije objavljeno | управо сада | upravo sada | novo | vesti dana | aktuelno | poslednje dodato
st: litaba tsa morao / tsa morao
su: warta pangénggalna / pangénggalna
sv: senaste | senast | nyast / just nu | nyaste | senaste dygnet | nyhetsflöde
sw: habari mpya | habari za hivi punde | habari za sasa | za hivi karibuni / mpya | habari zilizopita punde | hivi punde
ta: சமீபத்திய செய்திகள் | அண்மைச் செய்திகள் | அண்மை செய்திகள் | லேட்டஸ்ட் | சமீபத்திய / புதிய செய்திகள் | தற்போதைய செய்திகள் | பிரேக்கிங் நியூஸ்
te: తాజా వార్తలు | లేటెస్ట్ న్యూస్ | తాజా / బ్రేకింగ్ న్యూస్
tg: хабарҳои охирин | навтарин хабарҳо | охирин хабарҳо / навтарин
ti: ሓደሽቲ ዜናታት / ቀረባ ዜናታት
tk: soňky habarlar | iň täze / täze habarlar
tl: pinakabagong balita | pinakabago | pinakahuling balita | latest / bagong balita | mga bagong balita | kararating lang
tr: son haberler | en son haberler | en yeniler | en son | son gelişmeler | en yeni | son yazılar / son dakika | son dakika haberleri | son eklenenler | güncel haberler | flaş haber | son eklenen haberler | sondakika | yeni
tt: соңгы яңалыклар | соңгы хәбәрләр / яңалыклар тасмасы
ug: ئەڭ يېڭى خەۋەرلەر / ئاخىرقى خەۋەرلەر
uk: останні новини | свіжі новини | найновіші | найсвіжіші | останні публікації | останні матеріали | останні статті | останні / стрічка новин | стрічка | новини | всі новини | усі новини | новини дня | останнє | нове | терміново | новини за сьогодні | свіже | стрічка дня | наживо | головне зараз | новини онлайн | щойно
ur: تازہ ترین | تازہ ترین خبریں | تازہ خبریں | تازہ ترین خبر / تازہ | بریکنگ نیوز | ابھی ابھی
uz: so'nggi yangiliklar | oxirgi yangiliklar | сўнгги янгиликлар | охирги янгиликлар | eng so'nggi / yangiliklar lentasi | so'nggi xabarlar | сўнгги
vi: tin mới nhất | mới nhất | tin tức mới nhất | tin mới cập nhật / tin mới | mới cập nhật | tin nóng | tin giờ chót | bài mới | bài viết mới
xh: iindaba zamva / zamva
yi: לעצטע נייעס / נייסטע
yo: ìròyìn tuntun | iroyin tuntun / tuntun
zu: izindaba zakamuva | izindaba ezintsha / zakamuva
"""

# Scripts that are written without spaces between words: a label holds one of these.
UNSPACED_LATEST = """
ja: 新着 | 最新 | 速報
zh: 最新 | 即时 | 滚动 | 即时新闻 | 即時新聞 | 即時 | 滚动新闻 | 快讯 | 快訊 | 刚刚发布 | 近期文章
ko: 최신 | 속보 | 실시간 뉴스 | 실시간뉴스 | 새로운 소식 | 최근 기사
th: ล่าสุด | ข่าวใหม่ | ข่าวด่วน
lo: ຫຼ້າສຸດ | ຫລ້າສຸດ
km: ថ្មីៗ | ចុងក្រោយ | ថ្មីបំផុត
my: နောက်ဆုံးရ
bo: གསར་ཤོས | གསར་འགྱུར་གསར་པ
"""

# Words for what is listed, and fillers, that leave a label as general as it is.
NEWS_WORDS = """
en: news story stories article articles headline headlines post posts update updates coverage the our all more content
    from us reads now today publications entries item items see view in site report reports
de: nachrichten nachricht artikel artikeln beiträge meldungen news die der das alle unsere mehr von texte einträge
fr: nouvelles actualités infos informations articles actus news les nos toutes tous des publications dépêches brèves
es: noticias artículos notas publicaciones entradas las los más todas novedades contenidos historias
pt: notícias artigos publicações posts as os mais todas matérias conteúdos
it: notizie news articoli le gli i tutte tutti più post contenuti pubblicati
nl: nieuws berichten artikelen het alle meer nieuwsberichten
sv: nytt nyheterna nyheter artiklarna artiklar artikler nyheder nyt saker nyhetene alle alla flere fler mere om det publicerat
fi: uutiset jutut artikkelit kaikki
is: fréttir fréttirnar allar
pl: wiadomości artykuły newsy wszystkie informacje wpisy publikacje teksty
cs: zprávy články všechny aktuality příspěvky správy všetky
sl: novice prispevki članki vse
hr: vijesti vesti članci objave sve tekstovi вести статии
bg: новини публикации статии всички
ru: новости материалы публикации статьи записи все события сообщения новини матеріали публікації статті всі усі навіны усе
ro: știri stiri ştiri articole noutăți toate
hu: hírek cikkek összes
el: νέα ειδήσεις άρθρα όλα όλες τα οι νεα ειδησεις
tr: haberler haberleri yazılar haber tüm
az: xəbərlər bütün
et: uudised artiklid kõik
lv: ziņas raksti visas
lt: naujienos straipsniai visos
ca: notícies articles les els totes
sq: lajmet artikujt
id: berita artikel kabar semua news
ms: berita artikel
vi: tin tức bài viết
sw: habari zote
ar: الأخبار الاخبار المقالات المواضيع كل
fa: اخبار خبرها مطالب عناوین همه
hi: खबर खबरें समाचार न्यूज़ न्यूज सभी
hy: լուրեր նորություններ լուրերը
ka: ამბები სიახლეები
tl: balita mga na
zh: 消息 新闻 新聞 文章 资讯 資訊 报道 報導 更多
ja: 記事 ニュース 一覧 情報 の お知らせ
ko: 뉴스 기사 더보기 전체
"""

# Labels of lists of news that say nothing about which: taken when the entries are dated, the newest first.
NEUTRAL_LABELS = """
en: news | all news | headlines | more headlines | all stories | more news | other news | all publications | today | news today
de: nachrichten | schlagzeilen | alle nachrichten | news | alle artikel | weitere meldungen | weitere nachrichten | aktuelle schlagzeilen | kurzmeldungen | kurz notiert | in kürze | weitere news | nachrichtenüberblick
fr: actualités | actualité | toutes les actualités | toute l'actualité | toutes les infos | l'actu | infos | brèves | les titres | en bref
es: noticias | todas las noticias | titulares | actualidad | más noticias
pt: notícias | todas as notícias | mais notícias | manchetes | notícias do dia
it: notizie | tutte le notizie | news | altre notizie | attualità
nl: nieuws | alle nieuws | meer nieuws | al het nieuws
sv: nyheter | alla nyheter | nyheder | alle nyheder | alle nyheter | fler nyheter
fi: uutiset | kaikki uutiset
pl: wiadomości | wszystkie wiadomości | informacje
cs: zprávy | všechny zprávy | správy | všetky správy
hr: vijesti | sve vijesti | vesti | sve vesti | вести | сите вести | све вести | novice | vse novice
bg: новини | всички новини
ru: все публикации | все материалы | все статьи | другие новости | новости дня | публикации | материалы
uk: усі публікації | всі публікації | публікації | всі матеріали | інші новини
ro: știri | stiri | toate știrile
hu: hírek | összes hír | minden hír
el: ειδήσεις | νέα | όλα τα νέα | όλες οι ειδήσεις
tr: haberler | tüm haberler | gündem | diğer haberler
az: xəbərlər | bütün xəbərlər
kk: жаңалықтар | барлық жаңалықтар
hy: լուրեր | բոլոր լուրերը
uz: yangiliklar
af: nuus
sw: habari
ka: ახალი ამბები | ამბები
lt: naujienos | visos naujienos
lv: ziņas | visas ziņas
et: uudised | kõik uudised
ar: الأخبار | أخبار | كل الأخبار | جميع الأخبار
fa: اخبار | همه اخبار | خبرها | عناوین
he: חדשות | כל החדשות
hi: समाचार | सभी खबरें | खबरें
id: berita | semua berita | indeks berita | berita lainnya
ms: berita
vi: tin tức | tin khác
zh: 新闻 | 新聞 | 要闻 | 要聞 | 全部新闻
ja: ニュース | ニュース一覧 | 記事一覧
ko: 뉴스 | 전체기사 | 주요뉴스
"""

# Words that make a label that of another list, whatever else it says.
OTHER_LIST_WORDS = """
en: popular trending viewed shared commented liked recommended related similar video videos podcast podcasts episode episodes
    photo photos gallery galleries picture pictures comment comments reply replies tweet tweets job jobs vacancies issue
    issues magazine edition editions review reviews deal deals product products recipe recipes result results score scores
    match matches fixture fixtures event events poll polls quiz quizzes question questions forum topic topics tag tags
    newsletter newsletters sponsored partner partners advertisement subscribe weather oldest updated edited author authors
    tv radio webinar webinars book books course courses trailer trailers member members user users discussion discussions
    release releases album albums song songs movie movies offer offers document documents price prices listing listings
    obituaries obituary death deaths cartoon cartoons live blog liveblog sponsor featured editor's editors' picks top best first
    alerts alert email emails inbox app apps images image reporter editor correspondent journalist newsletter subscription
de: beliebt meistgelesen meistgelesene gelesen kommentare kommentar videos bilder fotostrecken stellenangebote jobs ausgabe
    ausgaben rezepte angebote produkte tests testberichte ergebnisse podcasts verwandte ähnliche leserbriefe termine
    todesanzeigen tickets geteilt kommentiert gewinnspiele umfragen zuerst fragen fotos projekte leser-kommentare anzeigen jobangebote e-mail aufzeichnungen themen foren termin sendungen
fr: vidéo vidéos commentaires commentaire photos emploi offres numéro numéros lus populaires recettes podcasts avis produits
    résultats événements matchs annonces émissions diffusions partagés commentés
es: vídeo vídeos video videos comentarios fotos leídas leído vistas vistos visto populares número edición empleo recetas
    comentadas compartidas eventos partidos resultados relacionadas
pt: vídeo vídeos comentários fotos lidas lido vistas populares edição edições receitas comentadas jogos resultados eventos
it: video commenti foto letti lette popolari numero ricette risultati offerte prodotti recensioni eventi partite
nl: video video's reacties foto's gelezen populair populaire vacatures recepten reviews
sv: video videoer lästa läst mest mest-lest lest læste kommentarer bilder jobb recept
fi: video videot luetuimmat kommentit kuvat
pl: wideo komentarze zdjęcia czytane popularne galerie przepisy
cs: video videa komentáře fotky čtenější nejčtenější diskuse čítané najčítanejšie
hr: video komentari foto galerije čitano najčitanije čitanije komentarima прочитано
ru: видео комментарии фото популярное популярные читаемое читаемые обсуждаемое комментируемое подкасты выпуск номер
    відео коментарі популярне популярні галереи фотогалереи
bg: видео коментари снимки четени
ro: video comentarii foto citite populare vizualizate
hu: videó videók hozzászólások fotók olvasott legolvasottabb kommentek
el: βίντεο σχόλια φωτογραφίες δημοφιλή διαβασμένα
tr: video videolar yorumlar foto galeri okunan okunanlar popüler
id: video komentar foto populer terpopuler galeri
vi: video bình luận ảnh
ar: فيديو الفيديو فيديوهات تعليقات التعليقات صور قراءة مشاهدة شيوعا
fa: ویدیو ویدئو فیلم نظرات عکس تصاویر پربازدید پربیننده
he: וידאו תגובות תמונות
hi: वीडियो फोटो
"""

# In a script without spaces such a part of the label.
UNSPACED_OTHER = "動画 映像 写真 コメント 号 刊 ランキング 人気 求人 レビュー 視頻 视频 影音 影片 评论 評論 图片 圖片 热门 熱門 招聘 포토 댓글 동영상 많이 人気 วิดีโอ คลิป ยอดนิยม"

# Words after which stands a subject: the list is about it, not about what is new ("Latest on the floods").
SUBJECT_WORDS = (
    "on about of for für zu zum zur über sur sobre su rund о об про по by with against como тему темі теме mit"
)
