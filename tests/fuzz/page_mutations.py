"""What happens to pages: damage on the way, faults of those who made them, and what is done to harm their readers."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from random import Random

# Three times the longest live blogs. Reading takes about half a second a megabyte, so that what is above would be slow
# by its length alone.
MAX_BYTES = 3 * 1024 * 1024
# A damaged page seldom has one damage only.
_MOST_MUTATIONS = 4
# Most pages stay small, so that a hundred thousand of them are read in an hour.
_FLOOD_SHARE = 0.05

Mutation = Callable[[bytes, Random], bytes]

_TAG = re.compile(rb"<[/a-zA-Z!][^<>]{0,2000}>")
_OPEN_TAG = re.compile(rb"<[a-zA-Z][^<>]{0,2000}>")
_ENCODINGS = "utf-8 utf-16 utf-16-le utf-32 windows-1251 gb18030 shift_jis euc-kr iso8859-8 koi8-r big5 utf-7".split()
# Short texts that readers look for, or fall over.
_PIECES = [
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\x1b[2J", b"\r\n", b"&#0;", b"&#x110000;", b"&#" + b"9" * 5000 + b";",
    b"&amp" * 50, b"<", b"</", b"<!--", b"-->", b"<![CDATA[", b"<?php", b'"', b"'", b"<script>", b"</script>",
    b"<style>", b"<textarea>", b"<title>", b"<plaintext>", b"<svg><title>", b"<math>", b"<template>", b"<frameset>",
    b"<table><tr><td>", b"<base href='//['>", b"<a href='http://[::1'>x</a>", b"<link rel=canonical href='//['>",
    b"<a href='javascript:x'>A headline that is long enough to be one</a>", b"<meta charset=hex>",
    b"<meta charset=utf-16>", b"<meta http-equiv=refresh content='0;url=x'>", b"<time datetime='9999-99-99'>",
    b"<time>0000-00-00", b"31 February 2026", b"2026-01-09T25:61:61+99:99", b"999999999 days ago",
    "٩ يناير ٢٠٢٦".encode(), b"9. ledna 2026, 24:60", "\u202e\u2066\u200b\ufeff".encode(), b"\xed\xa0\x80",
    "\U0001f469\u200d".encode() * 9, b"By ", b"By " + b"A. " * 99, b"Latest news", b" itemprop='datePublished'",
    b"<h3>Latest news</h3><ul><li><a href=/a-1>One</a>", b"<h1>", b"<article>", b"<div class='author'>", b"Published: ",
    b"1" * 5000, b"-1e999", b"\\ud800", b"\\u0000", b"\\u202e",
]  # fmt: skip
# Of them, hundreds of kilobytes.
_REPEATED = [
    b"w", b"word ", b" ", b"\n", b"-", b"&", b"<", b'"', b"1", b"2026 ", b"a.", b"By ", b"Mr. X, ", b"a@", b"http://a",
    "\u00a0".encode(), "字".encode(), "\u0301".encode(), b"&#32;", b"&lt;p", b"12:34 ", b"May 9, ", b"/a", b"\\u00",
    b"((", b"| ",
]  # fmt: skip


def mutated_page(page: bytes, other: bytes, chance: Random) -> bytes:
    """*page* with one to some mutations, at most MAX_BYTES long; *other* is another page, for what is mixed up."""
    for _ in range(chance.randint(1, _MOST_MUTATIONS)):
        if chance.random() < _FLOOD_SHARE:
            page = chance.choice(FLOODS)(page, chance)
        elif chance.random() < 0.05:
            page = page[: _place(page, chance)] + other[_place(other, chance) :]
        else:
            page = chance.choice(DAMAGES)(page, chance)
        page = page[:MAX_BYTES]
    return page


def flip_bytes(page: bytes, chance: Random) -> bytes:
    flipped = bytearray(page)
    for _ in range(min(len(flipped), chance.choice((1, 9, 200)))):
        flipped[chance.randrange(len(flipped))] = chance.randrange(256)
    return bytes(flipped)


def truncate(page: bytes, chance: Random) -> bytes:
    return page[: _place(page, chance)]


def drop_stretch(page: bytes, chance: Random) -> bytes:
    start, end = _stretch(page, chance)
    return page[:start] + page[end:]


def double_stretch(page: bytes, chance: Random) -> bytes:
    start, end = _stretch(page, chance)
    return page[:end] + page[start:]


def double_tags(page: bytes, chance: Random) -> bytes:
    return _with_tags(page, chance, lambda tag: tag * chance.randint(2, 5))


def drop_tags(page: bytes, chance: Random) -> bytes:
    return _with_tags(page, chance, lambda _: b"")


def swap_tags(page: bytes, chance: Random) -> bytes:
    tags = [match.span() for match in _TAG.finditer(page)]
    if len(tags) < 2:
        return page
    # Each with a later one; the last first, so that the places of the others stay true.
    first = chance.randrange(len(tags) - 1)
    for at in range(min(len(tags) - 2, first + chance.randint(0, 9)), first - 1, -1):
        (start, end), (later, last) = tags[at], tags[chance.randrange(at + 1, len(tags))]
        page = page[:start] + page[later:last] + page[end:later] + page[start:end] + page[last:]
    return page


def mix_encodings(page: bytes, chance: Random) -> bytes:
    start, end = _stretch(page, chance) if chance.random() < 0.7 else (0, len(page))
    text = page[start:end].decode(chance.choice(("utf-8", "latin-1")), "replace")
    return page[:start] + text.encode(chance.choice(_ENCODINGS), "replace") + page[end:]


def insert_pieces(page: bytes, chance: Random) -> bytes:
    for _ in range(chance.randint(1, 12)):
        place = _place(page, chance)
        page = page[:place] + chance.choice(_PIECES) + page[place:]
    return page


def break_json(page: bytes, chance: Random) -> bytes:
    """Characters of JSON where scripts are: JSON-LD and embedded state that are nearly right."""
    start = page.find(b"{", _place(page, chance))
    if start < 0:
        return page
    end = min(len(page), start + chance.choice((10, 1_000, 100_000)))
    broken = bytearray(page[start:end])
    for _ in range(chance.randint(1, 20)):
        broken[chance.randrange(len(broken))] = chance.choice(b'{}[]",:\\0n<')
    return page[:start] + bytes(broken) + page[end:]


def flood_with_attributes(page: bytes, chance: Random) -> bytes:
    match = _random_tag(page, chance)
    separator, count = chance.choice((" ", "/", "\n", '" ')), chance.choice((100, 5_000, 60_000))
    flood = separator.join(f'a{number}="{number}"' for number in range(count)).encode()
    return page[: match - 1] + b" " + flood + page[match - 1 :]


def nest(page: bytes, chance: Random) -> bytes:
    """An open tag again and again, with something in it."""
    match = _OPEN_TAG.search(page, _place(page, chance))
    tag = match[0][:200] if match else b"<div>"
    text = chance.choice(
        (b"", b"x", b"<a href=/news/one-more-1>One more headline of a list</a>", b"<p>By Ana Lima 9 May 2026")
    )
    place = _random_tag(page, chance)
    return page[:place] + (tag + text) * chance.choice((100, 3_000, 30_000)) + page[place:]


def repeat_stretch(page: bytes, chance: Random) -> bytes:
    """Some of the page until there are hundreds of kilobytes of it."""
    start = _place(page, chance)
    stretch = page[start : start + chance.choice((1, 7, 60, 800, 9_000))] or b" "
    return page[:start] + stretch * (chance.choice((50_000, 400_000, 1_500_000)) // len(stretch)) + page[start:]


def run_of_text(page: bytes, chance: Random) -> bytes:
    place = chance.choice((_random_tag, _place))(page, chance)
    piece = chance.choice(_REPEATED)
    return page[:place] + piece * (chance.choice((10_000, 100_000, 1_000_000)) // len(piece)) + page[place:]


def hostile_json(page: bytes, chance: Random) -> bytes:
    """JSON-LD or embedded state that is deep, huge, or of other types than anybody expects."""
    depth, length = chance.choice((50, 500, 50_000)), chance.choice((100, 5_000, 50_000))
    types = "NewsArticle", "BreadcrumbList", "ItemList", "Person", "LiveBlogPosting"
    node = {"@type": chance.choice(types), "headline": "A headline of some words", "datePublished": "2026-01-09"}
    value = chance.choice(
        (
            "[" * depth + "]" * depth,
            '{"author":' * depth + "1" + "}" * depth,
            '{"@graph":[' * depth,
            json.dumps([node] * min(length, 10_000)),
            json.dumps(node | {"author": [{"@type": "Person", "name": "Ana Lima"}] * min(length, 10_000)}),
            json.dumps(node | {"articleBody": "A sentence of the text, and one more. " * length}),
            json.dumps(node | {"keywords": ",".join(map(str, range(length)))}),
            json.dumps(node | {chance.choice((*node, "author")): chance.choice(([[[]]], {}, 1e400, None, True))}),
            json.dumps(node | {"headline": "\ud800", "author": "\x00", "datePublished": "9" * 5000}),
            json.dumps({"itemListElement": [{"item": {"@id": "/a"}, "name": "Home"}] * min(length, 10_000)}),
        )
    )  # fmt: skip
    begin = chance.choice(
        (b'<script type="application/ld+json">', b"<script>window.state = ", b"<script id=__NEXT_DATA__>")
    )
    place = _random_tag(page, chance)
    return page[:place] + begin + value.encode("utf-8", "replace") + b"</script>" + page[place:]


DAMAGES: tuple[Mutation, ...] = (
    flip_bytes, truncate, drop_stretch, double_stretch, double_tags, drop_tags, swap_tags, mix_encodings, insert_pieces,
    break_json,
)  # fmt: skip
FLOODS: tuple[Mutation, ...] = (flood_with_attributes, nest, repeat_stretch, run_of_text, hostile_json)


def _place(page: bytes, chance: Random) -> int:
    return chance.randint(0, len(page))


def _stretch(page: bytes, chance: Random) -> tuple[int, int]:
    start = _place(page, chance)
    return start, min(len(page), start + chance.choice((5, 100, 2_000, 50_000)))


def _random_tag(page: bytes, chance: Random) -> int:
    """Where some tag ends; the end of the page when there is none."""
    match = _TAG.search(page, _place(page, chance))
    return match.end() if match else len(page)


def _with_tags(page: bytes, chance: Random, change: Callable[[bytes], bytes]) -> bytes:
    share = chance.choice((0.002, 0.02, 0.2))
    return _TAG.sub(lambda tag: change(tag[0]) if chance.random() < share else tag[0], page)
