"""Names read from a byline or from a property that holds authors: without roles, places and employers."""

from __future__ import annotations

import re

from crawler.extraction.authors.byline_parts import (
    BY_OR_NAME,
    CJK_ROLE,
    EDGE,
    EDGE_BUT_DOT,
    Part,
    is_others_work,
    is_source,
    parts_of,
)
from crawler.extraction.authors.byline_words import AND, BY, OTHERS_WORK, WRITTEN
from crawler.extraction.authors.name_kinds import MAX_NAME_LENGTH, Kind, is_agency, is_own, is_role, kind_of
from crawler.extraction.authors.name_words import AGENCIES, NEWSROOM_WORDS, PARTICLES

_MAX_NAMES = 50
_MAX_TEXT_LENGTH = 20 * MAX_NAME_LENGTH
# "by the editor": what is no name of a person, an agency or a newsroom has at most so many words.
_MAX_WORDS_OF_WEAK_BYLINE = 3
# Before the name: "Lawyer Ana Lima".
_MAX_ROLE_LENGTH = 25
# The rest are roles and places.
_MIN_SHARE_OF_NAMES = 0.2

_AND = "|".join(re.escape(word) for word in sorted(AND, key=len, reverse=True) if len(word) > 1)
# A single letter is "and" only between names of two words: not in "Ortega y Gasset".
_SHORT_AND = "".join(word for word in AND if len(word) == 1 and word != "&")
_BETWEEN_NAMES = re.compile(
    rf"\s*[,、，；&]\s*|\s+/\s+|/(?=\S+\s\S)|\s+(?:{_AND}|im Gespräch mit)\s+|(?<=\w\w)\s+[{_SHORT_AND}]\s+(?=\S+\s\S)",
    re.IGNORECASE,
)
# A part of the name that stands behind a comma.
_SUFFIX = re.compile(r",\s*(?=(?:Jr|Sr|II|III|IV)\b)")
_LAST_FIRST = re.compile(r"([^\W\d_][\w'’-]+),\s*([^\W\d_][\w'’-]+\.?)$")
# "Jon Berg (photos)"
_OTHERS_NOTE = re.compile(
    r"[^,;|&()]{1,80}\(\s*(?:" + "|".join(map(re.escape, OTHERS_WORK)) + r")\b[^)]*", re.IGNORECASE
)
_NOTE = re.compile(r"\s*[(\[（【<][^)\]）】>]*[)\]）】>]?")
# What follows a name: a place of work, what the template says next.
_AFTER_NAME = re.compile(
    r"\s*(?:@|(?<!\S)(?:for|in|from|aus|at|em|under|unter|updated|published|says|sagt|said|via|comments?|kommentare?)\b)"
    r".*$",
    re.IGNORECASE,
)
# Ends of "Ana L.", "Jon Berg Jr.", "Example e.V."
_ABBREVIATION = re.compile(r"(?:^|[\s.-])(?:[A-Z]|Jr|Sr)$|\.\w+$")
# "Landespolitische Korrespondentin"
_GERMAN_ADJECTIVE_ENDS = ("ische", "ischer")
_TRAILING_WORDS = PARTICLES | frozenset("on at am um by à il den dne w v på kl op om and bei ab with mit".split())
_ADDRESS = re.compile(r"^/\S+$|\S*(?:https?://|www\.|\w@\w|\w\[at\])\S*")


def names_in(text: str, own_names: frozenset[str], *, printed: bool) -> list[tuple[str, Kind]]:
    """The names in one byline or property and what they are, in order; nobody's are left out.

    *printed*: as readers see it, with dates, labels, roles and places around. Parts of it that say "by" are the only
    ones that count where there are any.
    """
    text = _SUFFIX.sub(" ", text[:_MAX_TEXT_LENGTH])
    if "/" in text or "@" in text or "www." in text or "[at]" in text:
        text = _ADDRESS.sub("|", text)
    if not printed and (match := _LAST_FIRST.match(text)) and all(map(_is_proper, match.groups())):
        text = f"{match[2]} {match[1]}"
    parts = parts_of(text, printed=printed)
    named = [part for part in parts if part.by] or [part for part in parts if not is_others_work(part.text)]
    names: dict[str, Kind] = {}
    for part in named:
        for name in _names_of_part(part.text, printed=printed):
            kind = kind_of(name, own_names)
            if kind:
                names[name] = kind
    if Kind.PERSON in names.values():
        names = _beside_people(names, own_names, printed=printed)
    elif Kind.NEWSROOM in names.values():
        names = _without_places(names)
    return list(names.items())[:_MAX_NAMES]


def says_by(text: str) -> bool:
    """Whether a part of *text* begins as bylines do and goes on with a name: not with a sentence ("By Monday …")."""
    return any(_is_byline(part) for part in parts_of(text, printed=True) if part.by)


def _is_byline(part: Part) -> bool:
    text = part.text
    names = _names_of_part(text, printed=True)
    if is_source(f"{part.by}:") or not names or not 0 <= text.find(names[0]) <= _MAX_ROLE_LENGTH:
        return False
    is_name = part.by not in BY or _may_be_name(names[0].split(), part.by)
    if is_name and len(text.split()) <= _MAX_WORDS_OF_WEAK_BYLINE:
        return True
    good = [name for name in names if kind_of(name, frozenset()) >= Kind.NEWSROOM]
    is_good = names[0] in good and sum(map(len, good)) >= _MIN_SHARE_OF_NAMES * len(text)
    return is_good or part.by.split(maxsplit=1)[0] in WRITTEN


def _may_be_name(words: list[str], by: str) -> bool:
    """Whether *words* behind "by" may be a nickname: not "De facto", "Na szczęście przestało"."""
    if len(words) == 1:
        return words[0][0].isupper() or by not in BY_OR_NAME
    return all(not word[0].islower() or word in PARTICLES for word in words)


def _beside_people(names: dict[str, Kind], own_names: frozenset[str], *, printed: bool) -> dict[str, Kind]:
    """*names*, some of them people's, without the roles, places and employers beside them."""
    kept: dict[str, Kind] = {}
    for name, kind in names.items():
        if kind == Kind.PERSON or is_agency(name):
            kept[name] = kind
        elif not printed:
            if kind == Kind.NEWSROOM and not is_own(name, own_names):
                kept[name] = kind
        elif kept:
            # "Ana Lima, Example News, New York"
            break
    return kept


def _without_places(names: dict[str, Kind]) -> dict[str, Kind]:
    """*names*, no person's, without what is weaker after the first newsroom: "Example Press Ltd, Lisbon, Portugal"."""
    first = list(names.values()).index(Kind.NEWSROOM)
    return {name: kind for index, (name, kind) in enumerate(names.items()) if index < first or kind == Kind.NEWSROOM}


def _is_proper(word: str) -> bool:
    return word.istitle() and not is_agency(word) and word.casefold() not in NEWSROOM_WORDS


def _names_of_part(part: str, *, printed: bool) -> list[str]:
    names: list[str] = []
    was_cut = False
    for piece in _BETWEEN_NAMES.split(_NOTE.sub(" ", _OTHERS_NOTE.sub(" ", part)), maxsplit=_MAX_NAMES):
        if not piece.strip(EDGE):
            continue
        if is_others_work(piece):
            break
        before = _AFTER_NAME.sub("", piece)
        name = _without_roles(_one_name(before if before.strip(EDGE) else piece, printed=printed))
        # "Ana Lima in Lisbon, Porto": what follows a place is a place.
        if name and not (was_cut and " " not in name):
            names.append(name)
        was_cut = was_cut or len(before) < len(piece)
    return names


def _one_name(piece: str, *, printed: bool) -> str:
    words = CJK_ROLE.sub("", piece.rstrip(EDGE_BUT_DOT).lstrip(EDGE)).split()
    for index, word in enumerate(words[1:], 1):
        plain = word.casefold().strip(".,:")
        if plain in OTHERS_WORK:
            words = words[:index]
            break
        is_small = word[0].islower() and plain not in PARTICLES and plain not in NEWSROOM_WORDS and not is_role(plain)
        if printed and is_small and words[0][0].isupper():
            # A sentence, not a name.
            if index == 1 and plain not in _TRAILING_WORDS:
                return ""
            words = words[:index]
            break
    while len(words) > 1 and words[-1].casefold() in _TRAILING_WORDS and not words[-1][0].isupper():
        words.pop()
    name = " ".join(words)
    left, slash, right = name.partition("/")
    # "Ana Lima/EX": the agency she works for. "dpa/lno" is one.
    if slash and " " in left.strip() and " " not in right.strip() and not is_agency(right):
        name = left
    return _trimmed(name)


def _trimmed(name: str) -> str:
    """*name* without punctuation around it, the dot of an initial or abbreviation kept."""
    trimmed = name.strip(EDGE)
    end = name.find(trimmed) + len(trimmed)
    return trimmed + "." if name[end : end + 1] == "." and _ABBREVIATION.search(trimmed) else trimmed


def _without_roles(name: str) -> str:
    """*name* without the role before or after it."""
    words = name.split()
    plain = [word.casefold().strip(".,") for word in words]
    if any(word in NEWSROOM_WORDS or word in AGENCIES for word in plain):
        return name
    start, end = 0, len(words)
    while end - start > 2 and is_role(plain[end - 1]):
        end -= 1
    if end < len(words) and end - start > 2 and plain[end - 1].endswith(_GERMAN_ADJECTIVE_ENDS):
        end -= 1
    if end == len(words):
        # With a role at both ends all of it is one: "Deputy Content Hub Director".
        while end - start > 2 and is_role(plain[start]):
            start += 1
    return _trimmed(" ".join(words[start:end]))
