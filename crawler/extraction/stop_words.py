"""The commonest words of languages: enough to tell which of a few a text is in, not to name any language."""

from __future__ import annotations

# The commonest words that hardly any other language has.
STOP_WORDS = {
    language: frozenset(words.split())
    for language, words in {
        "en": "the and of to in that is was for with on as it by from at this be are have has not but they his he",
        "de": "der die und das den von zu mit ist des im nicht eine ein dem auf für sich als auch wird sind wurde",
        "fr": "le la les et des du une un dans est pour que qui sur par pas au avec ce plus sont il aux cette ont",
        "es": "el la los las y en que del un una por con para es se al como más su lo ha fue este pero",
        "pt": "o a os as e do da de em que um uma para com não por dos das no na ao mais foi são é à como",
        "it": "il di che la e un una per non è della del in con sono gli dei le si da al nel alla ha anche più",
        "nl": "de het een en van dat is op te zijn met voor niet aan er ook door naar maar bij worden heeft ze",
        "sv": "och att det som en på är av för med till den har inte om ett han men var jag sig från kan",
        "da": "og at det er til en på af for med den har ikke de som et han var der fra kan men blev også",
        "no": "og at det er til en på av for med den har ikke som et han var fra kan men ble også hun etter",
        "fi": "ja on ei se että hän oli ovat myös mutta kun joka mukaan ole sen tai kuin jos ovat olivat vuoden",
        "pl": "w i na z się do nie że to jest o jak po od za przez był są dla oraz ale które tym może",
        "cs": "a se v na je že s z do o to k jsou ve za pro i by byl podle ale jako které který také",
        "sk": "a sa v na je že s z do o to k sú vo za pre aj by bol podľa ale ako ktoré ktorý tiež",
        "sl": "in je v na da se za so ki z pa tudi bi s po ne še kot ter od o iz če",
        "sr": "i u je da na se za su od sa koji ne kao što će a iz o bi to samo nije",
        "ro": "și în de la a cu pe din că este care pentru nu un o mai ale au fost sau lui să",
        "hu": "a az és hogy nem is egy volt ez meg de azt van már csak mint még el lesz szerint",
        "tr": "ve bir bu için de da ile olarak olan çok daha en gibi kadar sonra ise ancak oldu dedi",
        "id": "yang dan di dengan untuk pada ini dari tidak dalam itu akan ke juga oleh tersebut adalah karena",
        "vi": "và của là có cho trong được với các không một những người đã khi này để về",
        "ca": "el la els les i de que un una amb per és a del no dels ha més però aquest en als",
        "et": "ja on ei et ta oli see kui ka mis oma aga siis ning oleks selle mille",
        "lt": "ir kad į su yra tai iš bet apie buvo per kaip dėl jis po ne už bus",
        "lv": "un ir ka ar par no uz bet kas arī tika lai pēc kā viņš bija tas",
        "sq": "dhe të e në një për me që nga është se ka si por janë do ndërsa",
        "ru": "и в не на что с по как это но он из за от для был его все она их при так",
        "uk": "і в не на що з та до як це але він із за від для був його у про також є",
        "bg": "и в на се да не за от с че е са по това но като си които след ще",
        "mk": "и во на се да не за од со дека е по ова но како кои ќе ги што",
        "be": "і ў не на што з да як гэта але ён за ад для быў яго у пра таксама",
        "sr-cyrl": "и у је да на се за су од са који не као што ће а из о би то само није",
        "el": "και το της να η για με του τα που στο από δεν είναι οι των σε την τον θα ότι στην τη",
        "he": "של את על לא זה עם הוא גם כי אל היא אך או היה יותר אבל כל לאחר בין אם",
        "ar": "في من على أن إلى عن التي الذي مع هذا كان ما لا بعد قال هذه بين كما",
        "fa": "و در به از که این را با است برای آن یک خود تا شده می هم نیز",
        "ur": "کے کی میں اور سے کا ہے کو نے کہ پر اس یہ ہیں بھی نہیں ایک کر",
        "hi": "के में की है और से का को पर ने कि यह हैं भी नहीं इस एक कर लिए",
        "mr": "आणि आहे या च्या ही तो हे होते मात्र तर असे त्या केली झाली यांनी",
        "ne": "छ र को मा ले का गरेको भएको यो पनि हो छन् लागि गर्ने भने",
    }.items()
}
