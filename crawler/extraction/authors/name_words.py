"""Words of names that are no person's: newsrooms, agencies, roles, and what templates print in a name's place.

One line a language, phrases separated by "|". Compared in lower case.
"""

from __future__ import annotations

from crawler.extraction.authors.byline_words import phrases_of

# In names of newsrooms and companies, and of readers nobody knows the name of.
_NEWSROOM = """
en: news | desk | newsroom | newsdesk | staff | team | editorial | agency | press | wire | agencies | services
    | service | bureau | magazine | media | newspaper | daily | times | post | journal | herald | tribune
    | board | inc | ltd | llc | university | institute | center | centre | council | association | foundation
    | group | network | radio | tv | television | online | digital | editors | reporters | writers
    | correspondents | contributors | office | company | committee | department | ministry | guest | studio
    | community | official | club | society | union | blog
de: redaktion | agentur | agenturen | nachrichten | zeitung | presse | verlag | gmbh | ag | e.v | ev | verein
    | stiftung | verband | universität | institut | bund | team | pressestelle | newsdesk | onlineredaktion
    | landkreis | stadt | gesellschaft | ministerium | hochschule
nl: redactie | nieuws | krant | persbureau
fr: rédaction | agence | agences | presse | équipe | service | journal | université | association
es: redacción | agencia | agencias | noticias | diario | prensa | equipo | periódico
pt: redação | agência | notícias | equipe | jornal
it: redazione | agenzia | notizie | giornale
ro: redacția | redactia | redacţia | agenția
ca: redacció
sv: redaktionen | nyheter | nyhetsbyrå
da: redaktionen | nyheder | ritzau
no: redaksjonen | nyheter
fi: toimitus | uutiset
pl: redakcja | agencja
cs: redakce | agentura
sk: redakcia | agentúra
sl: uredništvo
hr: redakcija | agencija
sr: редакција
bg: редакция | агенция | екип
ru: редакция | агентство | новости | пресс-служба
uk: редакція | агентство | новини | пресслужба
el: ομάδα | σύνταξη | συντακτική
hu: szerkesztőség
tr: haber | haberleri | merkezi | ajansı | ajans | gazetesi
et: toimetus
lv: redakcija
lt: redakcija
ar: وكالة | وكالات | فريق | تحرير
fa: خبرگزاری
id: redaksi | tim
vi: báo | ban
zh: 编辑部 | 新闻社 | 通讯社 | 編輯部 | 日报 | 新闻 | 新聞 | 网
ja: 編集部 | 新聞 | 通信 | ニュース | デジタル | 取材班
ko: 뉴스 | 신문 | 편집부
"""

# What a person is, does or has: no part of the name.
_ROLES = """
en: editor | reporter | correspondent | journalist | writer | contributor | producer | photographer | analyst
    | columnist | chief | senior | junior | deputy | assistant | associate | freelance | freelancer | director
    | founder | co-founder | ceo | publisher | manager | head | author | blogger | specialist | researcher
    | lecturer | economist | editor-in-chief | political | politics | business | sports | science | environment
    | education | affairs | investigative | intern | commentator | critic | managing | contributing | executive
    | professor | fellow | owner
de: redakteur | redakteurin | korrespondent | korrespondentin | chefredakteur | chefredakteurin | journalistin
    | autor | autorin | reporterin | volontär | volontärin | mitarbeiter | mitarbeiterin | redaktionsleiter
    | redaktionsleiterin | rechtsanwalt | rechtsanwältin | gastautor | gastautorin | kolumnist | kolumnistin
    | ressortleiter | pressesprecher | pressesprecherin | geschäftsführer | geschäftsführerin | chefreporter
    | chefreporterin | herausgeber | lokalredakteur
nl: verslaggever | redacteur | hoofdredacteur | correspondent
fr: journaliste | rédacteur | rédactrice | correspondante | envoyé | envoyée | chroniqueur | chroniqueuse
    | auteur
es: periodista | redactor | redactora | corresponsal | enviado | enviada | columnista | colaborador
    | colaboradora | jefe
pt: jornalista | repórter | correspondente | colunista | redator | redatora | editora
it: giornalista | redattore | redattrice | corrispondente | inviato | inviata | direttore
ro: jurnalist | reporter | redactor | editorialist
sv: redaktör | skribent | författare
da: redaktør | forfatter
no: redaktør | forfatter
fi: toimittaja | päätoimittaja
pl: dziennikarz | dziennikarka | redaktor | korespondent | publicysta
cs: redaktorka | novinář | novinářka | šéfredaktor
hr: novinar | novinarka | urednik | urednica
ru: журналист | журналистка | корреспондент | обозреватель | редактор | автор | шеф-редактор
uk: журналіст | журналістка | кореспондент | редактор | редакторка | автор
bg: журналист | редактор | репортер
el: δημοσιογράφος | συντάκτης | αρχισυντάκτης
hu: újságíró | szerkesztő | főszerkesztő
tr: muhabir | muhabiri | editör | editörü | yazar | yazarı
et: ajakirjanik | toimetaja
ar: مراسل | صحفي | محرر | كاتب
id: jurnalis | wartawan | penulis | kontributor | pewarta
zh: 记者 | 記者 | 编辑 | 編輯 | 特约 | 通讯员
ja: 記者 | 編集委員 | 編集長 | ライター
ko: 기자 | 특파원 | 논설위원 | 편집위원 | 선임기자 | 인턴기자
"""

# Whole texts that name nobody.
_NOBODY = """
en: email protected | youtube | tiktok | whatsapp | telegram | mastodon | pinterest | xing | reddit | threads
    | bluesky | est | edt | gmt | utc | pst | monday | tuesday | wednesday | thursday | friday | saturday
    | sunday | mon | tue | wed | thu | fri | sat | sun | publisher | paid content | sponsored content
    | google scholar | admin | administrator | webmaster | unknown | anonymous | none | null | undefined | n/a
    | user | guest | editor | test | about the author | about the authors | about author | view all posts
    | view all articles | view profile | see more | see all | read more | more | more from | follow | share
    | comments | comment | leave a comment | reply | home | menu | updated | published | posted | posted on
    | edited | search | login | log in | sign in | contact | biography | bio | profile | website | twitter
    | facebook | instagram | linkedin | email | e-mail | rss | print | all posts | all articles | author
    | authors | by | name | date | tags | topics | in | on | at | no comments | featured | opinion | avatar
    | author archive | latest posts | minutes read | min read | guest author | super user | root | system
    | default
de: stand | am | um | montag | dienstag | mittwoch | donnerstag | freitag | samstag | sonntag
    | gesponserte inhalte | über den autor | über die autorin | über die autoren | zum autor | zur autorin
    | zur person | alle artikel | alle beiträge | alle beiträge anzeigen | mehr | mehr erfahren | unbekannt
    | gast | kommentare | keine kommentare | teilen | drucken | veröffentlicht am | veröffentlicht
    | aktualisiert | hinterlasse einen kommentar | uhr | lesezeit | artikel | anzeige | autoren | autor | von
    | mehr artikel | alle artikel anzeigen | profil | datum
nl: over de auteur | onbekend | reacties | delen
fr: à propos de l'auteur | inconnu | voir tous les articles | partager | commentaires | publié le | mis à jour
es: sobre el autor | sobre la autora | desconocido | compartir | comentarios | publicado | actualizado
    | ver todos
pt: sobre o autor | sobre a autora | desconhecido | compartilhar | publicado em | atualizado
it: l'autore | sconosciuto | condividi | commenti | pubblicato il
pl: o autorze | nieznany | udostępnij
zh: 文章 | 总阅读 | 阅读 | 评论 | 分享 | 关注 | 更多 | 发布
ja: シェア | コメント | 質問者 | 回答者
ko: 댓글 | 공유 | 구독 | 입력 | 수정
bn: নিজস্ব প্রতিবেদক | স্টাফ রিপোর্টার | জেলা প্রতিনিধি | বিশেষ প্রতিনিধি | অনলাইন ডেস্ক
hi: संवाददाता | निज संवाददाता | विशेष संवाददाता | हमारे संवाददाता
ur: نامہ نگار | نمائندہ خصوصی | ویب ڈیسک
ru: об авторе | поделиться | комментарии | опубликовано
"""

# News agencies known by a short name, which is one even beside a person's.
AGENCIES = frozenset(
    """
    aap aa adn afp agi anp ansa ap apa apn belga bloomberg bta cna cp ctk dpa dpa-afx dts efe epa epd europapress
    hina ians interfax ips itar-tass kna kyodo lusa mti ntb pap pti reuters reu rtr ritzau sda sid spa stt tanjug tass
    tt ukrinform unn upi xinhua yonhap antara ats keystone-sda ptr rfi wam irna
    """.split()
)
# Words inside names that are written small.
PARTICLES = frozenset(
    """
    a al ap ar as at av az bar ben bin bint da dal dall dalla das de del dela della den der des di do dos du e el en es
    et fitz i ibn in la las le les li lo los mac mc of og och op os san santa sant st ten ter the 't to und van vande
    vanden vander vom von y zu zum zur 's t d' o' af auf
    """.split()
)

NEWSROOM_WORDS = phrases_of(_NEWSROOM)
ROLES = phrases_of(_ROLES)
NOBODY = phrases_of(_NOBODY)
