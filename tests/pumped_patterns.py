"""Texts that are hard for a regular expression, made from its own pieces.

What a repetition repeats is repeated, alone, behind what comes before it, and together with it, and the text is ended
by what does not match: where a pattern can read one text in several ways, or begins again at each place of it, that is
where its time goes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from re import _constants as sre
from re import _parser as sre_parser
from typing import Any

# The readings of a pattern with many alternatives are too many: these are the first of each.
_MAX_READINGS = 6
_MAX_PIECES = 30
_ENDS = ("", "\x00")
_CATEGORIES = {
    sre.CATEGORY_DIGIT: "1",
    sre.CATEGORY_NOT_DIGIT: "a",
    sre.CATEGORY_SPACE: " ",
    sre.CATEGORY_NOT_SPACE: "a",
    sre.CATEGORY_WORD: "a",
    sre.CATEGORY_NOT_WORD: " ",
}
_REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT)


@dataclass(frozen=True, slots=True)
class Pump:
    before: str
    unit: str
    end: str

    def text(self, length: int) -> str:
        """Of about *length* characters."""
        return self.before + self.unit * max(1, length // len(self.unit)) + self.end


def pumps_of(pattern: re.Pattern[Any]) -> Iterator[Pump]:
    source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    flags = pattern.flags & ~re.UNICODE if isinstance(pattern.pattern, bytes) else pattern.flags
    pieces = dict.fromkeys(_pieces(list(sre_parser.parse(source, flags)), ""))
    pumps: dict[Pump, None] = {}
    for before, piece in islice(pieces, _MAX_PIECES):
        for unit in (piece, before + piece, before):
            for end in _ENDS if unit else ():
                pumps[Pump("", unit, end)] = None
                if unit == piece:
                    pumps[Pump(before, unit, end)] = None
    yield from pumps


def _pieces(items: list[Any], before: str) -> Iterator[tuple[str, str]]:
    """(what comes before, what is repeated) of every repetition, and of the pattern as a whole."""
    for sample in _samples(items):
        yield "", sample
    for position, (kind, value) in enumerate(items):
        prefix = before + next(iter(_samples(items[:position])), "")
        if kind in _REPEATS:
            _, most, inner = value
            if most == sre.MAXREPEAT or most > 20:
                for sample in _samples(list(inner)):
                    yield prefix, sample
                    # With what may follow it: "a*b?a*".
                    for following in _samples(items[position + 1 : position + 2]):
                        yield prefix, sample + following
            yield from _pieces(list(inner), prefix)
        elif kind is sre.SUBPATTERN:
            yield from _pieces(list(value[-1]), prefix)
        elif kind is sre.ATOMIC_GROUP:
            yield from _pieces(list(value), prefix)
        elif kind is sre.BRANCH:
            for branch in value[1]:
                yield from _pieces(list(branch), prefix)
        elif kind in (sre.ASSERT, sre.ASSERT_NOT):
            yield from _pieces(list(value[1]), prefix)


def _samples(items: list[Any]) -> list[str]:
    """Some texts that *items*, one after the other, match."""
    found = [""]
    for kind, value in items:
        found = [start + sample for start in found for sample in _samples_of(kind, value)][:_MAX_READINGS]
    return found


def _samples_of(kind: Any, value: Any) -> list[str]:
    if kind is sre.LITERAL:
        return [chr(value)]
    if kind is sre.NOT_LITERAL:
        return [_other_than({chr(value)})]
    if kind is sre.ANY:
        return ["a"]
    if kind is sre.IN:
        return _members(value)
    if kind in _REPEATS:
        least, _, inner = value
        return [sample * max(1, least) for sample in _samples(list(inner))]
    if kind is sre.SUBPATTERN:
        return _samples(list(value[-1]))
    if kind is sre.ATOMIC_GROUP:
        return _samples(list(value))
    if kind is sre.BRANCH:
        return [sample for branch in value[1] for sample in _samples(list(branch))[:2]][:_MAX_READINGS]
    return [""]


def _members(members: list[Any]) -> list[str]:
    """Up to three characters of a set."""
    if members[0][0] is sre.NEGATE:
        excluded = {chr(value) for kind, value in members[1:] if kind is sre.LITERAL}
        ranges = [value for kind, value in members[1:] if kind is sre.RANGE]
        categories = {_CATEGORIES[value] for kind, value in members[1:] if kind is sre.CATEGORY}
        return [_other_than(excluded | categories, ranges)]
    found = []
    for kind, value in members:
        if kind is sre.LITERAL:
            found.append(chr(value))
        elif kind is sre.RANGE:
            found.append(chr(value[0]))
        elif kind is sre.CATEGORY:
            found.append(_CATEGORIES[value])
    return found[:3] or ["a"]


def _other_than(excluded: set[str], ranges: list[tuple[int, int]] = []) -> str:  # noqa: B006 - never changed
    for character in "ab1 .-/<\"'=x\u4e00\x01":
        if character not in excluded and not any(low <= ord(character) <= high for low, high in ranges):
            return character
    return "\u4e01"
