# ruff: noqa: E501 - one line of the lexicons a language or group of languages
"""Words that label the parts of a news page, in the languages publishers use."""

from __future__ import annotations

import re

from crawler.extraction.latest_labels import LATEST_LABELS

# Headings of what is not the article and not its newest neighbours, at the end of a body or beside it.
_OTHER_BLOCKS = """
related | related news | related articles | related stories | related topics | related content | related posts | more on this
| more on this story | more stories | more from | more news | read more | read also | see also | also read | recommended
| recommended for you | you may also like | you might also like | most read | most popular | most viewed | trending
| trending now | popular | popular posts | top stories | editor's picks | don't miss | comments | leave a comment
| leave a reply | share | share this | share this article | tags | topics | follow us | newsletter | subscribe | about the author
| sponsored | advertisement | more in this section | what to read next | up next | read next | further reading | keep reading
| mehr zum thema | mehr zu diesem thema | lesen sie auch | auch interessant | das könnte sie auch interessieren | meistgelesen
| meistgelesene artikel | weitere artikel | ähnliche artikel | kommentare | zum thema | schlagworte | themen | anzeige | teilen
| à lire aussi | lire aussi | sur le même sujet | les plus lus | articles liés | commentaires | voir aussi | à voir également
| te puede interesar | noticias relacionadas | lo más leído | lo más visto | lea también | artículos relacionados | comentarios
| leia também | leia mais | mais lidas | notícias relacionadas | veja também | relacionadas | comentários
| leggi anche | articoli correlati | i più letti | ti potrebbe interessare | potrebbe interessarti | commenti
| lees ook | meest gelezen | gerelateerd | läs också | läs mer | læs også | mest lest | les også | lue myös
| czytaj także | zobacz także | czytaj też | najczęściej czytane | čtěte také | nejčtenější | citește și | olvasta már
| читайте также | по теме | самое читаемое | популярное | читайте також | за темою | комментарии | коментарі
| διαβάστε επίσης | διαβάστε ακόμα | ilgili haberler | yorumlar | إقرأ أيضا | اقرأ أيضا | مواضيع ذات صلة | 相关新闻 | 相关阅读 | 推荐阅读
| 関連記事 | 関連ニュース | あわせて読みたい | 관련기사 | 관련 기사 | baca juga | berita terkait | xem thêm | tin liên quan
"""

# Starts of lines that stand in a body without being part of it.
_LINE_START = re.compile(
    r"""(?:
        (?:read|see|watch|learn)\ (?:more|also|next)\b.{0,120}$ | also\ read\b | (?:more|read)\ on\ this\b | recommended:
      | read\ more: | related(?:\ (?:story|stories|article|articles|news|coverage))?: | click\ here\b.{0,80}$
      | (?:sign\ up|subscribe)\ (?:to|for|now|here|today)\b.{0,200}$ | follow\ (?:us|@?\w+|[@\w]+\ \w+)\ on\b.{0,100}$
      | (?:photo|image|picture|video|photograph|credit|source|foto|bild|quelle|crédit|photo\ credit)s?\s?[:©].{0,150}$
      | ©\ .{0,150}$ | copyright\ (?:©|\(c\)|\d{4}|by\b).{0,200}$ | all\ rights\ reserved | advertisement$ | anzeige$ | publicité$ | publicidad$
      | share\ (?:this|on|via)\b.{0,60}$ | tags?\s?:.{0,300}$ | filed\ under\b.{0,200}$ | posted\ (?:in|on|by)\b.{0,100}$
      | last\ updated\b.{0,60}$ | updated\s?:.{0,60}$ | published\s?:.{0,60}$ | by\ clicking\b.{0,200}$
      | (?:continue|keep)\ reading\ (?:with|by|for)\b.{0,100}$ | already\ a\ (?:subscriber|member)\b.{0,100}$
      | (?:this|the\ rest\ of\ this)\ (?:article|story|content|page)\ is\ (?:only\ )?
        (?:for|available\ (?:only\ )?to|reserved\ for|exclusive\ to)\ (?:our\ |paying\ )?(?:subscribers|members)\b.{0,200}$
      | (?:this|the)\ (?:article|post|story|page)\ (?:contains|may\ contain|includes)\ affiliate\b | have\ a\ (?:news\ )?tip\b
      | (?:an\ dieser\ stelle|hier)\ (?:finden\ sie|befindet\ sich|steht)\b.{0,60}\ externe
      | ich\ bin\ (?:damit\ )?einverstanden\b | empfohlener\ (?:redaktioneller|externer)\ inhalt
      | article\ réservé\ aux\ abonnés
      | cr[ée]dits?\s(?:photos?|images?)\b.{0,100}$
      | (?:lesen\ sie\ (?:auch|mehr|dazu)|mehr\ (?:zum\ thema|dazu)|(?:siehe|lies)\ auch)\b.{0,200}$
      | (?:(?:à\ )?lire\ (?:aussi|également)|voir\ aussi|lisez\ aussi|pour\ aller\ plus\ loin)\b.{0,200}$
      | (?:puedes\ (?:ver|leer)|(?:lea|lee|mira|vea|ver|te\ puede\ interesar)\ (?:también|además|más)|sigue\ leyendo)\b.{0,200}$
      | (?:te|le|también\ te)\ puede\ interesar\b.{0,200}$ | (?:leia|veja|saiba)\ (?:também|mais)\b.{0,200}$
      | (?:leggi|guarda)\ anche\b.{0,200}$ | lees\ (?:ook|verder)\b.{0,200}$ | l[äæe]s\ (?:också|også|mer|mere)\b.{0,200}$
      | lue\ (?:myös|lisää)\b.{0,200}$ | (?:czytaj|zobacz|przeczytaj)\ (?:także|też|również)\b.{0,200}$
      | (?:čtěte|přečtěte\ si)\b.{0,200}$ | (?:citește|vezi)\ și\b.{0,200}$ | olvasta\ már\b.{0,200}$
      | (?:читайте|смотрите)\ (?:также|ещё|еще)\b.{0,200}$ | читайте\ також\b.{0,200}$ | διαβάστε\ (?:επίσης|ακόμα|και)\b.{0,200}$
      | (?:اقرأ|إقرأ)\ (?:أيضا|أيضًا|المزيد).{0,200}$ | baca\ juga\b.{0,200}$ | (?:xem|đọc)\ thêm\b.{0,200}$
      | (?:あわせて読みたい|関連記事|相关阅读|相关新闻|延伸閱讀|延伸阅读|관련\ ?기사).{0,200}$
    )""",
    re.VERBOSE | re.IGNORECASE,
)
# Words of what asks the reader for something: to subscribe, follow, log in, agree, click, write, pay.
_PROMPT_WORDS = """
newsletter newsletters subscribe subscribing subscriber subscribers subscription subscriptions unsubscribe signup inbox
login cookie cookies advertisement affiliate donate donation click clicking here: tip? email e-mail app download follow
sign privacy sponsored commission whatsapp telegram facebook twitter instagram youtube podcast
abonnieren abonnement abonnent abonnenten anmelden einwilligung datenschutz datenschutzerklärung personenbezogene
externen externer einverstanden folgen klicken anzeige werbung
abonnez abonnez-vous abonnés inscrivez inscrivez-vous suivez cliquez publicité suscríbete suscribirse suscriptores
síguenos boletín haz inscreva inscreva-se assine siga clique iscriviti seguici clicca pubblicità nieuwsbrief abonneer
klik nyhetsbrev nyhedsbrev prenumerera uutiskirje newslettera zapisz подписывайтесь подпишитесь рассылку підписуйтесь
bülten abone اشترك تابعنا langganan ikuti
"""
_PROMPT_TOKENS = frozenset(word + end for word in _PROMPT_WORDS.split() for end in ("", ".", ",", ":", "!", "’s", "…"))
_MAX_PROMPT_LENGTH = 400
# What stands around labels: punctuation, arrows and bullets.
_LABEL_EDGE = (
    " .,:;!?…·•|/\\-–—_~*#+=<>()[]{}«»‹›\"'“”„‘‚`´→←↓↑►▶▸▾▼●■□◆★☆。、，：；！？（）「」『』【】〉《》・।॥؟،؛¡¿"
)


def label_key(text: str) -> str:
    """*text* as labels are compared: lower case, no punctuation around it."""
    return text.replace("’", "'").casefold().strip(_LABEL_EDGE)


def _lexicon(text: str) -> frozenset[str]:
    without_languages = re.sub(r"(?m)^[a-z]{2,3}:", "|", text)
    return frozenset(key for phrase in without_languages.split("|") if (key := label_key(" ".join(phrase.split()))))


OTHER_BLOCK_LABELS = _lexicon(_OTHER_BLOCKS)
_BOILERPLATE_LABELS = _lexicon(LATEST_LABELS.replace("/", "|")) | OTHER_BLOCK_LABELS
# The longest label is about this long; longer text is never one.
MAX_LABEL_LENGTH = 45


def is_boilerplate_heading(text: str) -> bool:
    """Whether a heading introduces something that is not the article."""
    return len(text) <= MAX_LABEL_LENGTH and label_key(text) in _BOILERPLATE_LABELS


def starts_like_boilerplate(text: str) -> bool:
    """Whether a line starts as prompts, pointers to other articles and credits do."""
    return bool(_LINE_START.match(text))


def prompt_words(text: str) -> int:
    """How many words of a text of a few sentences are those of prompts to subscribe, follow, agree or the like."""
    if len(text) > _MAX_PROMPT_LENGTH:
        return 0
    words = text.lower().split()
    return 0 if _PROMPT_TOKENS.isdisjoint(words) else sum(map(_PROMPT_TOKENS.__contains__, words))
