# ruff: noqa: E501 - one line of the lexicon a language
"""The language a page states, as a BCP 47 tag.

The text itself is only asked which of two statements is right, and whether one is impossible: templates made in one
language are used for another. What no statement says is not guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from heapq import nlargest

from crawler.extraction.page import Page
from crawler.extraction.stop_words import STOP_WORDS
from crawler.extraction.structured_data import text_of, types_of

# BCP 47 (RFC 5646, 2.1): language, optional script, optional region; what follows is not kept.
_LANGUAGE_TAG = re.compile(r"^([a-z]{2,3})(?:[-_]([a-z]{4}))?(?:[-_]([a-z]{2}|\d{3}))?(?:$|[-_.@,;\s])", re.IGNORECASE)
# ISO 639-1, and languages without a code in it that have news sites.
_CODES = frozenset(
    """aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo
    es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki
    kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mo mr ms mt my na nb nd ne ng nl nn no
    nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv sw ta te
    tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
    ast bal bho ceb ckb cmn crh dsb fil gag gsw haw hsb ilo kab kmr kok ksh mai mni nah nap nds pap pcm prs quz rue sah sat
    scn sco sgs smj sma sme srn szl tet tok tpi tyv udm vec yue zgh"""
    .split()
)  # fmt: skip
# What publishers write in place of the code: the three-letter forms of ISO 639-2 (RFC 5646, 2.2.1 wants the shortest),
# withdrawn codes, names, and codes of countries that are none of a language.
_OTHER_NAMES = {
    **dict.fromkeys(("eng", "english", "us", "gb"), "en"), **dict.fromkeys(("deu", "ger", "german", "deutsch"), "de"),
    **dict.fromkeys(("fra", "fre", "french", "français", "francais"), "fr"), **dict.fromkeys(("spa", "spanish", "español", "espanol", "castellano"), "es"),
    **dict.fromkeys(("por", "portuguese", "português", "portugues"), "pt"), **dict.fromkeys(("ita", "italian", "italiano"), "it"),
    **dict.fromkeys(("nld", "dut", "dutch", "nederlands"), "nl"), **dict.fromkeys(("pol", "polish", "polski"), "pl"),
    **dict.fromkeys(("swe", "swedish", "svenska"), "sv"), **dict.fromkeys(("dan", "danish", "dansk", "dk"), "da"),
    **dict.fromkeys(("nor", "norwegian", "norsk"), "no"), "nob": "nb", "nno": "nn", **dict.fromkeys(("fin", "finnish", "suomi"), "fi"),
    **dict.fromkeys(("ces", "cze", "czech", "cz"), "cs"), **dict.fromkeys(("slk", "slo", "slovak"), "sk"),
    **dict.fromkeys(("hun", "hungarian", "magyar"), "hu"), **dict.fromkeys(("ron", "rum", "romanian", "română", "mo"), "ro"),
    **dict.fromkeys(("rus", "russian", "русский"), "ru"), **dict.fromkeys(("ukr", "ukrainian", "ua"), "uk"),
    **dict.fromkeys(("bul", "bulgarian"), "bg"), **dict.fromkeys(("ell", "gre", "greek", "gr"), "el"),
    **dict.fromkeys(("tur", "turkish", "türkçe", "turkce"), "tr"), **dict.fromkeys(("ara", "arabic", "العربية"), "ar"),
    **dict.fromkeys(("fas", "per", "persian", "farsi"), "fa"), **dict.fromkeys(("heb", "hebrew", "iw"), "he"),
    **dict.fromkeys(("hin", "hindi"), "hi"), "ben": "bn", "urd": "ur", **dict.fromkeys(("zho", "chi", "chinese", "cn"), "zh"),
    **dict.fromkeys(("jpn", "japanese", "jp"), "ja"), **dict.fromkeys(("kor", "korean"), "ko"), **dict.fromkeys(("vie", "vietnamese", "vn"), "vi"),
    **dict.fromkeys(("ind", "indonesian", "in"), "id"), "msa": "ms", "tha": "th", "cat": "ca", "hrv": "hr", "srp": "sr", "slv": "sl",
    "est": "et", "lav": "lv", "lit": "lt", "ji": "yi", "cb": "ckb",
}  # fmt: skip
# The statements that two of these make agree: macrolanguages and what is used for them.
_SAME = {
    "nb": "no",
    "nn": "no",
    "cmn": "zh",
    "yue": "zh",
    "fil": "tl",
    "prs": "fa",
    "ckb": "ku",
    "kmr": "ku",
    "sh": "sr",
    "hr": "sr",
    "bs": "sr",
}
# Regions that are none; Open Graph locales have some of their own.
_REGIONS = {"UK": "GB", "EN": "", "JA": "", "ZH": "", "LA": "419", "XX": "", "UD": "", "PI": ""}

_META_NAMES = ("og:locale", "content-language", "language", "dc.language", "dcterms.language", "inlanguage")

# Letters of the scripts that languages are written in; those that are not listed, in Latin.
_SCRIPTS = {
    "cyrl": "\u0400-\u052f", "grek": "\u0370-\u03ff\u1f00-\u1fff", "armn": "\u0530-\u058f", "hebr": "\u0590-\u05ff",
    "arab": "\u0600-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc", "deva": "\u0900-\u097f", "beng": "\u0980-\u09ff", "guru": "\u0a00-\u0a7f",
    "gujr": "\u0a80-\u0aff", "orya": "\u0b00-\u0b7f", "taml": "\u0b80-\u0bff", "telu": "\u0c00-\u0c7f", "knda": "\u0c80-\u0cff", "mlym": "\u0d00-\u0d7f",
    "sinh": "\u0d80-\u0dff", "thai": "\u0e00-\u0e7f", "laoo": "\u0e80-\u0eff", "mymr": "\u1000-\u109f", "geor": "\u10a0-\u10ff\u1c90-\u1cbf",
    "ethi": "\u1200-\u139f", "khmr": "\u1780-\u17ff", "jpan": "\u3040-\u30ff\u3400-\u9fff", "hans": "\u3400-\u9fff", "kore": "\u1100-\u11ff\u3130-\u318f\uac00-\ud7af",
}  # fmt: skip
_SCRIPT_OF = {
    **dict.fromkeys("ru uk bg mk be".split(), "cyrl"), "el": "grek", "hy": "armn", **dict.fromkeys("he yi".split(), "hebr"),
    **dict.fromkeys("ar fa ur ps".split(), "arab"), **dict.fromkeys("hi mr ne".split(), "deva"), **dict.fromkeys("bn as".split(), "beng"),
    "gu": "gujr", "or": "orya", "ta": "taml", "te": "telu", "kn": "knda", "ml": "mlym", "si": "sinh", "th": "thai", "lo": "laoo",
    "my": "mymr", "ka": "geor", **dict.fromkeys("am ti".split(), "ethi"), "km": "khmr", "ja": "jpan", "zh": "hans", "ko": "kore",
}  # fmt: skip
# Languages that never have another script than Latin on a news site.
_LATIN = frozenset(
    "af ca cs cy da de en es et eu fi fil fr fy ga gl hr hu id is it lb lt lv ms mt nb nl nn no pl pt ro sk sl sq sv sw tl tr vi".split()
)
_LETTERS = {name: re.compile(f"[{ranges}]") for name, ranges in _SCRIPTS.items()}
_OTHER_THAN_LATIN = re.compile(f"[{''.join(_SCRIPTS.values())}]")
_WORD = re.compile(r"\w+")
_MIN_SAMPLE_LETTERS = 60
_SAMPLE_BLOCKS = 5
_MAX_SAMPLE_LENGTH = 1_200

# Share of the words that are such in a text of that language: from about 0.15 (Finnish) to 0.4 (English).
_MIN_STOP_SHARE = 0.08


@lru_cache(maxsize=1_000)
def language_tag(text: str | None) -> str | None:
    """*text* as a BCP 47 tag in its recommended case ("pt_br" -> "pt-BR"), None when it is none."""
    text = (text or "").strip()
    match = _LANGUAGE_TAG.match(text)
    code = match[1].lower() if match else text.lower()
    code = _OTHER_NAMES.get(code, code)
    if code not in _CODES:
        return None
    script, region = (match[2], match[3]) if match else (None, None)
    region = _REGIONS.get(region.upper(), region.upper()) if region else ""
    if region == "AR" and code == "ar":  # Open Graph's locale for Arabic anywhere
        region = ""
    return code + (f"-{script.title()}" if script else "") + (f"-{region}" if region else "")


def html_language(page: Page) -> str | None:
    """The lang attribute of the html element (or xml:lang), unless text and other statements say otherwise."""
    root = page.root
    tag = language_tag(
        root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("xml:lang")
    )
    return _unless_refuted(page, tag, (*_json_ld_languages(page), *_meta_languages(page)))


def json_ld_language(page: Page) -> str | None:
    tags = list(_json_ld_languages(page))
    return _unless_refuted(page, tags[0], (*tags[1:], *_meta_languages(page))) if tags else None


def meta_language(page: Page) -> str | None:
    tags = list(_meta_languages(page))
    for tag in tags:
        if _unless_refuted(page, tag, tags):
            return tag
    return None


def _json_ld_languages(page: Page) -> Iterator[str]:
    pages = (node for node in page.json_ld if "WebPage" in types_of(node))
    for node in (*page.article_data, *pages):
        if tag := language_tag(text_of(node.get("inLanguage"))):
            yield tag


def _meta_languages(page: Page) -> Iterator[str]:
    for name in _META_NAMES:
        if tag := language_tag(page.first_meta(name)):
            yield tag


def _unless_refuted(page: Page, tag: str | None, others: Iterable[str]) -> str | None:
    if tag is None:
        return None
    language = _language_of(tag)
    rivals = {_language_of(other) for other in others} - {language}
    if not rivals and _is_confirmed(language, page.title):
        return tag
    sample = _sample(page)
    if not _is_possible(language, tag, sample):
        return None
    own = _stop_share(language, sample) if rivals else None
    if own is None:
        return tag
    best = max((share for rival in rivals if (share := _stop_share(rival, sample)) is not None), default=0.0)
    return None if best >= _MIN_STOP_SHARE and best > 2 * own else tag


def _is_confirmed(language: str, title: str) -> bool:
    """Whether the letters of *title* are those that *language* is written with: then the text need not be looked at."""
    if script := _SCRIPT_OF.get(language):
        return _LETTERS[script].search(title) is not None
    return title != "" and language in _LATIN and not _OTHER_THAN_LATIN.search(title)


def _language_of(tag: str) -> str:
    code = tag.partition("-")[0]
    return _SAME.get(code, code)


def _sample(page: Page) -> str:
    """The longest blocks of the page, which are its text."""
    blocks = nlargest(_SAMPLE_BLOCKS, page.outline.blocks, key=lambda block: len(block.text))
    return " ".join(block.text[:_MAX_SAMPLE_LENGTH] for block in blocks)[:_MAX_SAMPLE_LENGTH]


def _is_possible(language: str, tag: str, sample: str) -> bool:
    """Whether *sample* has letters that *language* is written with."""
    script = _SCRIPT_OF.get(language)
    if script is None and (language not in _LATIN or sample.isascii()):
        return True
    if script is None:
        other = len(_OTHER_THAN_LATIN.findall(sample))
        return other < _MIN_SAMPLE_LETTERS or 2 * other < sum(map(str.isalpha, sample))
    own = len(_LETTERS[script].findall(sample))
    return own >= _MIN_SAMPLE_LETTERS or "Latn" in tag or 10 * own > sum(map(str.isalpha, sample)) - _MIN_SAMPLE_LETTERS


def _stop_share(language: str, sample: str) -> float | None:
    """Share of the words of *sample* that are common ones of *language*; None where that cannot be told."""
    if script := _SCRIPT_OF.get(language):
        if language not in STOP_WORDS:
            return len(_LETTERS[script].findall(sample)) / (len(sample) or 1)
    elif language not in STOP_WORDS:
        return None
    words = _WORD.findall(sample.lower())
    return sum(word in STOP_WORDS[language] for word in words) / len(words) if words else None
