"""A byline line cut into the parts that hold names: without dates and without what says "by"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from crawler.extraction.authors.byline_words import BY, LABELS, OTHERS_WORK, SOURCE, WRITTEN
from crawler.extraction.authors.name_kinds import is_cjk
from crawler.extraction.authors.name_words import NEWSROOM_WORDS, PARTICLES
from crawler.extraction.dates.date_text import find_date

EDGE = " .,:;|-–—_/*+#·•\"“”„«»'‘’()[]→↓"
"""Punctuation that is no part of a name at its ends."""

EDGE_BUT_DOT = EDGE.replace(".", "")
"""The dot may be that of an initial or an abbreviation."""

# Phrases before a name have at most so many words.
_MAX_PHRASE_WORDS = 4
# "Posted in Politics on 9 January by": so many words at most.
_MAX_WORDS_BEFORE_BY = 12
# Published, updated: few bylines have more dates.
_MAX_DATES = 2

# Between the parts of a line. A hyphen needs space around it.
_PART_END = re.compile(r"\s*(?:[|·•∙›»♦;／]|//|(?:^|(?<=\s))[–—-]+(?=\s|$))\s*")
# Armenian has a colon of its own; Japanese and Chinese set a dot or a slash.
_LABEL = re.compile(r"([^:：՝・/]{1,40}?)\s*[:：՝・/]\s*")
# A by that lost its space to the markup: "ByAna Lima".
_GLUED_BY = re.compile(r"(?:By|BY|[vV]on|Por|Par)(?=[A-Z][a-z])")
# Korean, Chinese and Japanese put "reporter" next to the name.
CJK_ROLE = re.compile(
    r"^(?:本[报報])?(?:实习|實習|特约|特約)?(?:记者|記者|通讯员|通訊員|作者|编辑|編輯|기자)\s*(?=\S)|\s*(?:记者|記者|기자|특파원)$"
)
_MAX_CJK_NAME_LENGTH = 5
_TIME = re.compile(
    r"\(?\b\d{1,2}[:.h]\d{2}\b(?::\d{2})?(?:\s*(?:[ap]\.?m\b\.?|uhr|h\b))?\)?|\b\d{1,2}\s*(?:[ap]\.?m\b\.?|uhr\b)",
    re.IGNORECASE,
)
# First names, and beginnings of family names, that say "by" in another language: "Per Berg", "Oleh Koval", "De Vries".
BY_OR_NAME = frozenset("per na ni nga oleh di de do del av af durch eftir".split()) | (BY & PARTICLES - {"von", "por"})


@dataclass(frozen=True, slots=True)
class Part:
    text: str
    by: str
    """What stood before it to say that it is a name: "written by", "author"; "" when nothing did."""


def parts_of(line: str, *, printed: bool) -> list[Part]:
    """The parts of *line* in order. *printed*: it may hold dates, and names after any word for "by"."""
    parts: list[Part] = []
    label = ""
    for piece in _PART_END.split(without_dates(line) if printed else line):
        text = piece.rstrip(EDGE_BUT_DOT).lstrip(EDGE)
        if not text:
            continue
        by, rest = _cut_by(text, printed=printed)
        if by and not rest:
            # "Ana Lima | Reporter | Jon Berg": behind a name it is a role.
            label = by if by in BY or not parts else ""
            continue
        parts.append(Part(rest, by or label))
        label = ""
    if label in NEWSROOM_WORDS:
        # "Redaktion" with no name after it is the newsroom.
        parts.append(Part(label.title(), ""))
    return parts


def is_source(text: str) -> bool:
    """Whether *text* begins with what stands before the name of an agency or another publisher."""
    label = _LABEL.match(text)
    return label is not None and label[1].casefold() in SOURCE


def is_others_work(text: str) -> bool:
    """Whether *text* begins with what stands before the name of a photographer or a translator."""
    first = text.casefold().lstrip("(©").replace(":", " ").split(maxsplit=1)
    return not first or first[0] in OTHERS_WORK


def without_dates(text: str) -> str:
    """*text* with "|" in place of dates and times."""
    if not any(map(str.isdigit, text)):
        return text
    for _ in range(_MAX_DATES):
        found = find_date(text)
        if found is None or found.raw not in text:
            break
        text = text.replace(found.raw, " | ", 1)
    return _TIME.sub(" | ", text)


def _cut_by(text: str, *, printed: bool) -> tuple[str, str]:
    """What at the start of *text* says that a name follows, in lower case, and what follows."""
    if glued := _GLUED_BY.match(text):
        return glued[0].casefold(), text[glued.end() :]
    label = _LABEL.match(text)
    if label and _is_label(label[1].casefold().split()):
        return label[1].casefold(), text[label.end() :]
    if role := CJK_ROLE.search(text):
        name = (text[: role.start()] + text[role.end() :]).strip()
        if len(name) <= _MAX_CJK_NAME_LENGTH and is_cjk(name):
            return role[0].strip(), name
    words = text.split()
    folded = [word.casefold() for word in words[:_MAX_WORDS_BEFORE_BY]]
    whole = " ".join(folded).rstrip(".")
    if whole in LABELS:
        return whole, ""
    if folded[0] in WRITTEN:
        for index, word in enumerate(words[:_MAX_WORDS_BEFORE_BY]):
            if folded[index] in BY:
                return " ".join(folded[: index + 1]), " ".join(words[index + 1 :])
            if glued := _GLUED_BY.match(word):
                return " ".join(folded[: index + 1]), " ".join([word[glued.end() :], *words[index + 1 :]])
        return "", text
    for length in range(min(_MAX_PHRASE_WORDS, len(folded)), 0, -1):
        phrase = " ".join(folded[:length])
        if phrase in BY:
            is_name = phrase in BY_OR_NAME and (not printed or (len(words) == 2 and words[0].istitle()))
            return (
                ("", text) if is_name or _begins_with_particle(words[1:2], printed) else (phrase, _rest(words, length))
            )
    # "Autoren Ana Lima und Jon Berg"
    is_plain_label = folded[0] in LABELS and folded[0] not in NEWSROOM_WORDS and words[0].istitle()
    if is_plain_label and len(words) > 2 and words[1].istitle() and words[2][0].isupper():
        return folded[0], _rest(words, 1)
    return "", text


def _rest(words: list[str], start: int) -> str:
    return " ".join(words[start:])


def _begins_with_particle(words: list[str], printed: bool) -> bool:
    """ "Von der Heide" in a property is a name; printed, "der" is somebody's nickname ("von der Michel")."""
    return not printed and bool(words) and words[0] in PARTICLES


def _is_label(words: list[str]) -> bool:
    if not words:
        return False
    phrase = " ".join(words)
    return (
        phrase in LABELS
        or phrase in BY
        or phrase in SOURCE
        or (words[-1] in BY and (words[0] in WRITTEN or words[0] in LABELS))
    )
