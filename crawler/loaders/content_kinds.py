"""What a body is, whatever its Content-Type says: servers send pages as text, and documents as pages."""

from __future__ import annotations

import re

# What documents begin with, as the WHATWG's MIME Sniffing standard (6, "matching a MIME type pattern") and the formats
# themselves have it. A PDF may have up to a kilobyte of something else before it.
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n", "image"), (b"\xff\xd8\xff", "image"), (b"GIF8", "image"), (b"BM", "image"),
    (b"ID3", "audio"), (b"OggS", "audio"), (b"fLaC", "audio"), (b"\x1aE\xdf\xa3", "video"), (b"FLV\x01", "video"),
    (b"PK\x03\x04", "archive"), (b"\x1f\x8b\x08", "archive"), (b"Rar!", "archive"), (b"7z\xbc\xaf", "archive"),
    (b"\xd0\xcf\x11\xe0", "document"), (b"{\\rtf", "document"), (b"%!PS", "document"),
)  # fmt: skip
_PDF_WITHIN = 1024
# By the whole type, then by what stands before the slash.
_BY_TYPE = {
    "application/pdf": "pdf", "application/json": "json", "application/ld+json": "json", "text/html": "html",
    "application/xhtml+xml": "html", "application/vnd.wap.xhtml+xml": "html", "application/rss+xml": "feed",
    "application/atom+xml": "feed", "application/rdf+xml": "feed", "application/xml": "xml", "text/xml": "xml",
    "application/zip": "archive", "application/gzip": "archive", "application/msword": "document",
    "application/rtf": "document", "text/calendar": "document", "application/vnd.apple.mpegurl": "video",
}  # fmt: skip
_BY_FAMILY = {"image": "image", "video": "video", "audio": "audio", "font": "font", "text": "text"}
_OFFICE = re.compile(r"application/vnd\.(?:ms-|openxmlformats|oasis)")
# The beginning of a page, after a byte order mark, comments and an XML declaration; any element else may be in a text
# about HTML. What has matched is not tried otherwise (possessive): each comment could else end at each end of another.
_MARKUP = re.compile(
    rb"(?:\xef\xbb\xbf)?\s{0,200}+(?:<\?xml[^>]{0,200}>\s{0,200}+)?(?:(?><!--.{0,2000}?-->)\s{0,200}+){0,4}+"
    rb"<(?:!doctype\s+html|html|head|body)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_BY_ENDING = {
    "pdf": "pdf",
    **dict.fromkeys("mp4 m4v webm mov avi mpg mpeg mkv flv m3u8".split(), "video"),
    **dict.fromkeys("mp3 m4a ogg wav aac flac opus".split(), "audio"),
    **dict.fromkeys("doc docx xls xlsx ppt pptx odt ods odp rtf epub".split(), "document"),
}
_ENDING = re.compile(r"\.([a-z0-9]{2,5})$")


def content_kind(body: bytes, content_type: str | None) -> str:
    """ "html" (a page, to be read), or what else it is: "pdf", "video", "audio", "image", "font", "archive",
    "document", "feed", "xml", "json", "text", "empty", "other". *content_type*: the header, None when there is none."""
    if kind := _kind_by_signature(body):
        return kind
    declared = (content_type or "").partition(";")[0].strip().lower()
    kind = _BY_TYPE.get(declared) or _BY_FAMILY.get(declared.partition("/")[0])
    if kind is None and _OFFICE.match(declared):
        kind = "document"
    if kind == "html" or _MARKUP.match(body[:10_000]):
        return "html"
    return (kind or "other") if body.strip() else "empty"


def kind_by_address(path: str) -> str | None:
    """The kind of document that a URL with *path* names by its ending ("pdf", "video", "audio", "document"), if any."""
    ending = _ENDING.search(path.lower())
    return _BY_ENDING.get(ending[1]) if ending else None


def _kind_by_signature(body: bytes) -> str | None:
    if b"%PDF-" in body[:_PDF_WITHIN] and b"<" not in body[: body.find(b"%PDF-")]:
        return "pdf"
    if body[4:8] == b"ftyp":
        return "video"
    if body[:4] == b"RIFF":
        return {b"WEBP": "image", b"WAVE": "audio"}.get(body[8:12], "video")
    return next((kind for signature, kind in _SIGNATURES if body.startswith(signature)), None)
