"""Which legacy encoding bytes are in when nobody says so or what is said cannot be: the one in which they are words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from crawler.extraction.stop_words import STOP_WORDS

# Encodings of the web by the languages that used them, in the order in which a tie is decided.
_LANGUAGES_OF = {
    "cp1252": ("en", "de", "fr", "es", "pt", "it", "nl", "sv", "da", "no", "fi", "ca", "id", "sq"),
    "cp1251": ("ru", "uk", "bg", "sr-cyrl", "mk", "be"),
    "koi8-r": ("ru",),
    "koi8-u": ("uk",),
    "iso8859-5": ("ru", "bg", "sr-cyrl", "mk"),
    "cp866": ("ru",),
    "cp1250": ("pl", "cs", "sk", "sl", "sr", "ro", "hu"),
    "iso8859-2": ("pl", "cs", "sk", "sl", "sr", "ro", "hu"),
    "cp1253": ("el",),
    "iso8859-7": ("el",),
    "cp1254": ("tr",),
    "cp1255": ("he",),
    "cp1256": ("ar", "fa", "ur"),
    "iso8859-6": ("ar",),
    "cp1257": ("lt", "lv", "et"),
    "cp1258": ("vi",),
    "iso8859-15": ("en", "de", "fr", "es", "pt", "it", "nl", "sv", "da", "no", "fi", "ca"),
    "iso8859-8": ("he",),
    "iso8859-13": ("lt", "lv", "et"),
}
# Scripts written without spaces are known by their commonest characters or words, the script all should be in, and the
# length of a word.
_CHARACTERS_OF = {
    "gb18030": (re.compile("[的是在了和有不一中国人为这上个以到说时大地们会年日月]"), re.compile("[\u4e00-\u9fff]"), 2),
    "big5hkscs": (
        re.compile("[的是在了和有不一中國人為這上個以到說時大地們會年日月]"),
        re.compile("[\u4e00-\u9fff]"),
        2,
    ),
    "euc_jp": (re.compile("[\u3041-\u3093\u30a1-\u30fc]"), re.compile("[\u3040-\u30ff\u4e00-\u9fff]"), 0.6),
    "cp932": (re.compile("[\u3041-\u3093\u30a1-\u30fc]"), re.compile("[\u3040-\u30ff\u4e00-\u9fff]"), 0.6),
    "cp949": (re.compile("[이는을의에다가고로한지은기를사도인]"), re.compile("[\uac00-\ud7a3]"), 1),
    "cp874": (re.compile("ที่|การ|ของ|และ|ใน|เป็น|ได้|ว่า|จะ|ไม่|ให้|มี|ท่า"), re.compile("[\u0e00-\u0e7f]"), 3),
}
_MIN_IN_SCRIPT = 0.7
# Letters in other places are signs, or capitals amid words.
_MIN_LETTERS = 0.85
_MIN_LETTERS_SHARE = {"cp1252": 0.0, "iso8859-15": 0.0, "cp1250": 0.5, "iso8859-2": 0.5, "cp1256": 0.7}
# In Latin script at most a third of the letters, as in Vietnamese, has marks.
_LATIN = frozenset({"cp1252", "iso8859-15", "cp1250", "iso8859-2", "cp1254", "cp1257", "cp1258", "iso8859-13"})
_MAX_BEYOND_ASCII = 0.35
_WORDS_OF_MANY = frozenset("aeo")
_MIXED_CASE = re.compile("[a-zß-öø-ÿà-ž\u0430-\u045f\u03ac-\u03ce][A-ZÀ-ÖØ-Þ\u0400-\u042f\u0391-\u03ab]")
_MAX_MIXED_CASE = 0.1
# Most letters of cp1250 are where ISO 8859-2 has them, but some among the control characters, and one of Polish.
_C1_LETTERS = re.compile(rb"[\x80-\x9f]")
_POLISH_A = "ą".encode("cp1250")

_CHUNK = re.compile(rb">[^<>]*[\x80-\xff][^<>]*")
_MAX_CHUNK = 1_000
_MAX_SAMPLE = 6_000
_HIGH = re.compile(rb"[\x80-\xff]")
_WORD = re.compile(r"[^\W\d_]+")
_BROKEN = re.compile("[\ufffd\x80-\x9f]")
_MAX_BROKEN_SHARE = 0.02
# A text in its own encoding reaches 0.15 to 0.4; wrongly read, it is found by chance up to about 0.05.
_SURE = 0.12
_MIN_SCORE = 0.06
_MIN_COMMON = 3
# So many times as many words another encoding must have than the declared one, or that of most undeclared pages.
_MIN_ADVANTAGE = 1.5
# Arabic writes it with its noun.
_ARABIC_ARTICLE = "ال"
_HTML_LANG = re.compile(rb"""<html[^>]{0,500}?\slang\s*=\s*["']?([a-zA-Z]{2})""", re.IGNORECASE)


class _Reading(NamedTuple):
    """What bytes are in one encoding."""

    score: float = 0.0
    """About the share of the words that are common ones in a language the encoding is for."""
    common: int = 0
    language: str = ""


def guess_encoding(body: bytes, declared: Sequence[str]) -> str | None:
    """The encoding of *body*, which is not UTF-8: the first of *declared* unless it reads badly in it and well in
    another. Without any declared, that in which it reads best, or that of the language the page states; None when
    nothing speaks for one."""
    sample = _sample(body)
    readings: dict[str, _Reading] = {}
    for encoding in declared:
        if encoding not in _LANGUAGES_OF and encoding not in _CHARACTERS_OF:
            return encoding
        readings[encoding] = _read(sample, encoding)
        if readings[encoding].score >= _SURE:
            return encoding
    for encoding in (*_CHARACTERS_OF, *_LANGUAGES_OF):
        readings.setdefault(encoding, _read(sample, encoding))
    best = max(readings, key=lambda encoding: readings[encoding].score)
    score, common, language = readings[best]
    expected = max(readings[encoding].score for encoding in (*declared, "cp1252"))
    if common < _MIN_COMMON or score < max(_MIN_SCORE, _MIN_ADVANTAGE * expected):
        return declared[0] if declared else _encoding_of_language(body)
    if best == "cp1250" and not _C1_LETTERS.search(sample) and not (language == "pl" and _POLISH_A in sample):
        return "iso8859-2"
    return best


def _encoding_of_language(body: bytes) -> str | None:
    """What pages in the language of the html element used to be in."""
    match = _HTML_LANG.search(body[:_MAX_SAMPLE])
    language = match[1].decode().lower() if match else ""
    languages = {**_LANGUAGES_OF, "gb18030": ("zh",), "cp932": ("ja",), "cp949": ("ko",), "cp874": ("th",)}
    return next((encoding for encoding, names in languages.items() if language in names), None)


def _sample(body: bytes) -> bytes:
    """Some text of *body* with characters beyond ASCII."""
    chunks: list[bytes] = []
    length = 0
    for match in _CHUNK.finditer(body):
        chunks.append(match.group()[1 : _MAX_CHUNK + 1])
        length += len(chunks[-1])
        if length >= _MAX_SAMPLE:
            break
    return b"\n".join(chunks) or body[:_MAX_SAMPLE]


def _read(sample: bytes, encoding: str) -> _Reading:
    text = sample.decode(encoding, errors="replace")
    beyond_ascii = [character for character in text if not character.isascii()]
    if not beyond_ascii or len(_BROKEN.findall(text)) > _MAX_BROKEN_SHARE * len(beyond_ascii) + 1:
        return _Reading()
    if encoding in _CHARACTERS_OF:
        characters, script, length = _CHARACTERS_OF[encoding]
        if len(script.findall(text)) < _MIN_IN_SCRIPT * len(beyond_ascii):
            return _Reading()
        common = len(characters.findall(text))
        return _Reading(length * common / len(beyond_ascii), common)
    if encoding in _LATIN and len(beyond_ascii) > _MAX_BEYOND_ASCII * len(text):
        return _Reading()
    if sum(map(str.isalpha, beyond_ascii)) < _MIN_LETTERS_SHARE.get(encoding, _MIN_LETTERS) * len(beyond_ascii):
        return _Reading()
    words = _WORD.findall(text)
    if not words or len(_MIXED_CASE.findall(text)) > _MAX_MIXED_CASE * len(words):
        return _Reading()
    lower = [word.lower() for word in words if word not in _WORDS_OF_MANY]
    counts = {language: sum(word in STOP_WORDS[language] for word in lower) for language in _LANGUAGES_OF[encoding]}
    if "ar" in counts:
        counts["ar"] += sum(word.startswith(_ARABIC_ARTICLE) for word in lower)
    language = max(counts, key=lambda name: counts[name])
    return _Reading(counts[language] / len(words), counts[language], language)
