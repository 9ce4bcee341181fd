"""Bytes of a page to text: which encoding they really are in."""

from __future__ import annotations

from codecs import utf_8_decode

from w3lib.encoding import (
    html_body_declared_encoding,
    http_content_type_encoding,
    read_bom,
    resolve_encoding,
)

from crawler.extraction.encoding_guess import guess_encoding

# What browsers fall back to for undeclared western pages (WHATWG Encoding, 4.3); it decodes any byte.
_FALLBACK = "cp1252"
# The encodings of the WHATWG Encoding Standard, 4.2, by Python's names for them. Python has more codecs, and
# some of them are no encodings of text ("hex"), raise whatever is asked of them ("idna") or take quadratic time.
_WEB_ENCODINGS = frozenset(
    """utf-8 cp866 iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-10 iso8859-13
    iso8859-14 iso8859-15 iso8859-16 koi8-r koi8-u mac-roman cp874 cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256
    cp1257 cp1258 mac-cyrillic gb18030 big5hkscs euc_jp iso2022_jp cp932 cp949 utf-16 utf-16-le utf-16-be"""
    .split()
)  # fmt: skip
# Encodings whose bytes pass for UTF-8, and a byte that text in them holds and text in UTF-8 does not.
_PASSING_FOR_UTF_8 = {"iso2022_jp": b"\x1b", "utf-16": b"\x00", "utf-16-le": b"\x00", "utf-16-be": b"\x00"}
_NOT_IN_UTF_8 = frozenset(_PASSING_FOR_UTF_8.values())
# What changes to double-byte characters in ISO-2022-JP.
_JIS_ESCAPE = b"\x1b$"
# So much of a page's start tells UTF-16; a text of fewer characters is not looked at.
_UTF_16_START = 1_000
_MIN_UTF_16 = 4
# Stays in the processor's first cache.
_UTF_8_STRETCH = 8_192


def decode_html(body: bytes, content_type: str | None = None) -> str:
    """Decode *body*: byte order mark, then valid UTF-8, then the charset of the Content-Type header, then the one
    the page declares, unless its text has words in another only, then windows-1252. Never raises; undecodable bytes
    become U+FFFD.

    UTF-8 is tried before any declaration because text in another encoding is practically never valid UTF-8
    by chance, while pages that declare another encoding and are UTF-8 are common. Plain ASCII is both.
    """
    bom_encoding, bom = read_bom(body)
    if bom_encoding and bom:
        return body[len(bom) :].decode(bom_encoding, errors="replace")
    if utf_16 := _utf_16_without_mark(body):
        return body.decode(utf_16, errors="replace")
    declared = _declared_encodings(body, content_type)
    if _JIS_ESCAPE in body and _reads_as_jis(body):
        declared.insert(0, "iso2022_jp")
    if not any(byte in body for encoding in declared if (byte := _PASSING_FOR_UTF_8.get(encoding))):
        try:
            return body.decode("utf-8")
        except UnicodeDecodeError as error:
            # Cut off inside a character, or a few foreign bytes in a page that is UTF-8 otherwise.
            if error.reason == "unexpected end of data" or _is_mostly_utf8(body):
                return body.decode("utf-8", errors="replace")
    legacy = [encoding for encoding in declared if encoding != "utf-8"]
    if legacy[:1] == ["iso2022_jp"]:
        return body.decode("iso2022_jp", errors="replace")
    encoding = guess_encoding(body, legacy) or next(iter(legacy), _FALLBACK)
    return body.decode(encoding, errors="replace")


def utf8_html(body: bytes, content_type: str | None = None) -> bytes:
    """`decode_html` in UTF-8, for a parser of bytes. Nearly all pages are in UTF-8 already: they are only checked."""
    _, bom = read_bom(body)
    if not bom and not any(byte in body for byte in _NOT_IN_UTF_8) and _is_utf_8(body):
        return body
    return decode_html(body, content_type).encode("utf-8", errors="replace")


def _is_utf_8(body: bytes) -> bool:
    """Whether *body* is UTF-8 all through. Decoded a stretch at a time: the whole text would be made of characters as
    wide as its widest one, at three times the cost."""
    stretches = memoryview(body)
    start, end = 0, len(body)
    try:
        while start < end:
            next_start = start + _UTF_8_STRETCH
            start += utf_8_decode(stretches[start:next_start], "strict", next_start >= end)[1]
    except UnicodeDecodeError:
        return False
    return True


def _utf_16_without_mark(body: bytes) -> str | None:
    """UTF-16 is known by its markup, of which every other byte is NUL."""
    start = body[:_UTF_16_START]
    half = len(start) // 2
    if b"\x00" not in start or half < _MIN_UTF_16:
        return None
    at_even, at_odd = start[0::2].count(0), start[1::2].count(0)
    if 3 * at_odd > half and 20 * at_even < half:
        return "utf-16-le"
    return "utf-16-be" if 3 * at_even > half and 20 * at_odd < half else None


def _reads_as_jis(body: bytes) -> bool:
    try:
        body.decode("iso2022_jp")
    except UnicodeDecodeError:
        return False
    return True


def _declared_encodings(body: bytes, content_type: str | None) -> list[str]:
    """Encodings the header and the page declare, those that browsers know. A page cannot declare UTF-16: if its
    declaration can be read, it is not in it (HTML, 13.2.3.2)."""
    in_header = resolve_encoding(http_content_type_encoding(content_type) or "")
    in_page = resolve_encoding(html_body_declared_encoding(body) or "")
    if in_page and in_page.startswith("utf-16"):
        in_page = "utf-8"
    return [encoding for encoding in (in_header, in_page) if encoding in _WEB_ENCODINGS]


def _is_mostly_utf8(body: bytes) -> bool:
    """Whether nearly all non-ASCII characters of *body* are valid UTF-8: less than one in twenty is not."""
    text = body.decode("utf-8", errors="replace")
    foreign = len(text) - len(text.encode("ascii", errors="ignore"))
    return text.count("�") * 20 < foreign
