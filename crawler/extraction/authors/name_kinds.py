"""What a name is by its words: a person's, a newsroom's, something weaker, or nobody's."""

from __future__ import annotations

import re
from enum import IntEnum

from crawler.extraction.authors.byline_words import LABELS, OTHERS_WORK, SOURCE, WRITTEN
from crawler.extraction.authors.name_words import AGENCIES, NEWSROOM_WORDS, NOBODY, PARTICLES, ROLES

# What stands before names, alone.
_LABEL_WORDS = (LABELS | SOURCE | OTHERS_WORK | WRITTEN) - NEWSROOM_WORDS


class Kind(IntEnum):
    """How much a name looks like that of who wrote, in rising order."""

    NOBODY = 0
    WEAK = 1
    """One word, a nickname, a role."""
    NEWSROOM = 2
    """A newsroom, an agency, an institution; the site itself."""
    PERSON = 3


MAX_NAME_LENGTH = 60
_MAX_NAME_WORDS = 7
_IMPOSSIBLE = re.compile(
    r"https?:|www\.|://|@|(?<![a-z0-9])\d{3}|\d:\d|[{}<>=\\?!%€$£…:+]|\.(?:html?|jpe?g|png|php)\b|\badmin|admin\b",
    re.IGNORECASE,
)
# What templates print beside names: links to more, headings of boxes.
_NOBODY_START = re.compile(
    r"(?:more|all|view|show|see|read|about|follow|share|alle[sr]?|mehr|zeige|über|weitere|voir|tous"
    r"|ver|todos|más|todas|mais|sobre|tutti|altri|leggi|meer|lees|zobacz|więcej|все|ещё|об|latest|recent|filed|tagged|tags?"
    r"|kategorien?|categor(?:y|ies)|schlagw[oö]rter?|hier|click|copyright|photo|foto|kontakt|pressemitteilung)\s",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*\.?")
_NO_LETTER = re.compile(r"[\W_]+")
_CJK = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")
# Agencies, newspapers and broadcasters end so: 新华社, 朝日新聞社, 中央电视台.
_CJK_NEWSROOMS = re.compile("|".join([*(word for word in NEWSROOM_WORDS if _CJK.search(word)), "[社报報台]$"]))
# Chinese, Japanese and Korean names have two to five characters, foreign names in their scripts a few more.
_MAX_CJK_NAME_LENGTH = 8
_AGENCY_WORDS = frozenset(
    "agency agencies agentur agenturen presse-agentur agence agences agencia agenzia press".split()
)
_MAX_AGENCY_LENGTH = 24
# German and Dutch make one word of field and role.
_ROLE_END = re.compile(
    r"(?:redakteur|korrespondent|sprecher|leiter|journalist|reporter|autor|beauftragte|mitarbeiter|volontär)(?:in|e|er)?$"
)
_ARTICLES = frozenset("the die der das ein eine les los las la el il gli un une una im am zum zur in".split())
# Small words that names begin with: "van den Berg".
_FIRST_PARTICLES = frozenset("von van de di da du al el bin ibn ter ten zu af av d' 't della del dos das".split())


def kind_of(name: str, own_names: frozenset[str]) -> Kind:
    """*own_names*: what the site and its publisher call themselves, as `compact` gives it."""
    folded = name.casefold()
    words = [word.strip(".") for word in _WORD.findall(name)]
    plain = [word.casefold() for word in words]
    if (
        not words
        or folded in NOBODY
        or folded in _LABEL_WORDS
        or len(name) > MAX_NAME_LENGTH
        or len(words) > _MAX_NAME_WORDS
    ):
        return Kind.NOBODY
    if _IMPOSSIBLE.search(name) or _NOBODY_START.match(name) or not any(map(str.isalpha, name)) or len(name) < 2:
        return Kind.NOBODY
    if is_own(name, own_names) or not NEWSROOM_WORDS.isdisjoint(plain):
        return Kind.NEWSROOM
    has_role = any(map(is_role, plain))
    if is_agency(name) and not has_role:
        return Kind.NEWSROOM
    if is_cjk(name):
        if any(map(str.isdigit, name)):
            return Kind.NOBODY
        is_long = len(compact(name)) > _MAX_CJK_NAME_LENGTH
        return Kind.NEWSROOM if is_long or _CJK_NEWSROOMS.search(name) else Kind.PERSON
    if has_role or any(map(str.isdigit, name)):
        return Kind.WEAK
    if name.lower() == name.upper():
        return Kind.PERSON if len(words) > 1 else Kind.WEAK
    capitals = sum(word[0].isupper() for word in words)
    small = [word for word in plain if word in PARTICLES]
    is_person = (
        capitals >= 2
        and plain[0] not in _ARTICLES
        and (words[0][0].isupper() or words[0] in _FIRST_PARTICLES)
        and any(len(word) > 1 for word in words)
    )
    return (
        Kind.PERSON if is_person and all(word[0].isupper() or word.casefold() in small for word in words) else Kind.WEAK
    )


def is_cjk(name: str) -> bool:
    return bool(_CJK.search(name))


def is_own(name: str, own_names: frozenset[str]) -> bool:
    """Whether *name* is the site's or publisher's, or begins with it ("Example Staff")."""
    key = compact(name)
    if key in own_names:
        return True
    first = compact(name.split(maxsplit=1)[0]) if name else ""
    return len(first) > 2 and first in own_names


def is_agency(name: str) -> bool:
    """ "dpa", "AFP/Reuters", "dpa/lno", "Agencia EFE"."""
    if len(name) > _MAX_AGENCY_LENGTH:
        return False
    words = re.split(r"[/\s]", name.strip("."))
    if len(words) == 1 or "/" in name:
        return any(word.casefold() in AGENCIES for word in words)
    return (
        any(word.casefold() in _AGENCY_WORDS or (word.casefold() in AGENCIES and not word.istitle()) for word in words)
        and not name.isupper()
    )


def is_role(word: str) -> bool:
    return word in ROLES or bool(_ROLE_END.search(word))


def compact(name: str) -> str:
    """Letters and digits of *name* in lower case: how names are compared."""
    return _NO_LETTER.sub("", name.casefold())
