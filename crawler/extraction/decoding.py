"""Bytes of a page to text: which encoding they really are in."""

from __future__ import annotations

from w3lib.encoding import (
    html_body_declared_encoding,
    http_content_type_encoding,
    read_bom,
    resolve_encoding,
)

# What browsers fall back to for undeclared western pages (WHATWG Encoding, 4.3); it decodes any byte.
_FALLBACK = "windows-1252"


def decode_html(body: bytes, content_type: str | None = None) -> str:
    """Decode *body*: byte order mark, then valid UTF-8, then the charset of the Content-Type header, then the one
    the page declares, then windows-1252. Never raises; undecodable bytes become U+FFFD.

    UTF-8 is tried before any declaration because text in another encoding is practically never valid UTF-8
    by chance, while pages that declare another encoding and are UTF-8 are common. Plain ASCII is both.
    """
    bom_encoding, bom = read_bom(body)
    if bom_encoding and bom:
        return body[len(bom) :].decode(bom_encoding, errors="replace")
    # ISO-2022-JP and its relatives are pure ASCII bytes with escape sequences, so they pass for UTF-8.
    if b"\x1b" not in body:
        try:
            return body.decode("utf-8")
        except UnicodeDecodeError as error:
            # Cut off inside a character, or a few foreign bytes in a page that is UTF-8 otherwise.
            if error.start > len(body) - 4 or _is_mostly_utf8(body):
                return body.decode("utf-8", errors="replace")
    for declared in (http_content_type_encoding(content_type), html_body_declared_encoding(body)):
        encoding = resolve_encoding(declared) if declared else None
        if encoding and encoding != "utf-8":
            try:
                return body.decode(encoding, errors="replace")
            except (LookupError, UnicodeError):
                # Python knows codecs that are no character encodings ("hex", "idna").
                continue
    return body.decode(_FALLBACK, errors="replace")


def _is_mostly_utf8(body: bytes) -> bool:
    """Whether nearly all non-ASCII characters of *body* are valid UTF-8: less than one in twenty is not."""
    text = body.decode("utf-8", errors="replace")
    foreign = sum(1 for character in text if character > "\x7f")
    return text.count("�") * 20 < foreign
