"""What the text of a block shows by itself, as numbers: words, beginning and end, whether it is a label or a prompt."""

from __future__ import annotations

import re
from functools import lru_cache

from crawler.extraction.labels import is_boilerplate_heading, prompt_words, starts_like_boilerplate

_MAX_DIGITS_LENGTH = 80
_SENTENCE_ENDS = frozenset(".!?…。！？؟।")
_CLOSINGS = frozenset("\"'”’»«“‘„」』)]")
_OPENINGS = frozenset("\"'“‘„«»「『")
_DIGIT = re.compile(r"\d")
TEXT_NUMBERS = ("words", "stops", "end", "start", "digits", "label", "prompt", "boilerplate_start")


def text_numbers(text: str) -> tuple[int, ...]:
    """What *text* shows by itself, in the order of `TEXT_NUMBERS`."""
    return _short_text_numbers(text) if len(text) <= _MAX_DIGITS_LENGTH else _read_text_numbers(text, 0)


# The pages of a site repeat most of their short texts.
@lru_cache(maxsize=10_000)
def _short_text_numbers(text: str) -> tuple[int, ...]:
    return _read_text_numbers(text, len(_DIGIT.findall(text)))


def _read_text_numbers(text: str, digits: int) -> tuple[int, ...]:
    label = is_boilerplate_heading(text)
    return (
        text.count(" ") + 1,
        text.count(". ") + text.count("。"),
        _end_code(text[-1]),
        _start_code(text[0]),
        digits,
        label,
        prompt_words(text),
        label or starts_like_boilerplate(text),
    )


def _end_code(character: str) -> int:
    if character in _SENTENCE_ENDS:
        return 2
    return 3 if character in _CLOSINGS else int(character == ":")


def _start_code(character: str) -> int:
    if character.isupper():
        return 2
    if character.islower():
        return 1
    if character.isdigit():
        return 3
    return 4 if character in _OPENINGS else 0


_PART, _LONGER, EQUAL = 1, 2, 3


def headline_codes(texts: list[str], headline: str | None) -> list[int]:
    """Whether a text is the headline, more than it or a part of it; 0 for neither."""
    if not headline:
        return [0] * len(texts)
    head = headline.casefold()
    codes = []
    for text in texts:
        code = 0
        if len(text) <= 2 * len(head):
            key = text.casefold()
            code = EQUAL if key == head else _PART if key in head else _LONGER if head in key else 0
        codes.append(code)
    return codes
