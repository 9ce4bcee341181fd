"""Bodies that are too long, too slow, or of another length than they say."""

from __future__ import annotations

from functools import cache

from tests.attacks import CHUNKED, MB, OK, PAGE, READ, Attacks
from tests.misbehaving_server import for_ever, html, raw


@cache
def zeros(size: int) -> bytes:
    return bytes(size)


def chunk(data: bytes) -> bytes:
    return b"%x\r\n%b\r\n" % (len(data), data)


ATTACKS: Attacks = {
    "/page": (html(PAGE), READ),
    "/empty": (html(b""), "200, 0 B"),
    # Sizes
    "/longer-than-the-limit": (raw(OK + b"\r\n", zeros(11 * MB)), "too_large"),
    "/says-it-is-longer-than-the-limit": (raw(OK + b"Content-Length: 99999999999\r\n\r\n"), "too_large"),
    "/endless": (for_ever(OK + b"\r\n", zeros(65536)), "too_large"),
    "/endless-chunks": (for_ever(CHUNKED, chunk(zeros(0x10000))), "too_large"),
    # Lengths
    "/shorter-than-said": (raw(OK + b"Content-Length: 5000\r\n\r\n" + PAGE), "cut_off"),
    "/longer-than-said": (raw(OK + b"Content-Length: 4\r\n\r\n" + PAGE), "200, 4 B"),
    "/negative-length": (raw(OK + b"Content-Length: -5\r\n\r\n" + PAGE), "DownloadFailedError"),
    "/length-that-is-no-number": (raw(OK + b"Content-Length: 0x10\r\n\r\n" + PAGE), "DownloadFailedError"),
    "/length-of-many-digits": (raw(OK + b"Content-Length: " + b"9" * 5000 + b"\r\n\r\n"), "DownloadFailedError"),
    "/two-lengths": (raw(OK + b"Content-Length: 5\r\nContent-Length: 9\r\n\r\n" + PAGE), "DownloadFailedError"),
    "/no-length": (raw(OK + b"Connection: close\r\n\r\n" + PAGE), READ),
    # Time
    "/never-answers": (for_ever(b"", b"", pause=0.2), "timeout"),
    "/trickles-its-headers": (for_ever(OK, b"X", pause=0.2), "timeout"),
    "/trickles-its-body": (for_ever(OK + b"\r\n", b"x", pause=0.2), "timeout"),
    "/trickles-a-compressed-body": (for_ever(OK + b"Content-Encoding: gzip\r\n\r\n", b"\x00", pause=0.2), "timeout"),
    "/trickles-chunks": (for_ever(CHUNKED, b"1\r\nx\r\n", pause=0.1), "timeout"),
    "/trickles-after-its-length": (
        for_ever(OK + b"Connection: close\r\nContent-Length: 4\r\n\r\ntext", b"x", pause=0.2),
        "200, 4 B",
    ),
    # Chunks
    "/chunks": (raw(CHUNKED + chunk(PAGE) + chunk(b"")), READ),
    "/small-chunks": (raw(CHUNKED + chunk(b"text" * 16) * 2000 + chunk(b"")), "200, 128000 B"),
    "/chunks-of-a-byte": (for_ever(CHUNKED, chunk(b"x") * 1000), "too_large"),
    "/chunks-with-more-around-them-than-in-them": (
        for_ever(CHUNKED, b"8;" + b"x" * 900 + b"\r\n12345678\r\n"),
        "too_large",
    ),
    "/no-last-chunk": (raw(CHUNKED + chunk(PAGE)), "cut_off"),
    "/half-a-chunk": (raw(CHUNKED + b"ffff\r\n" + PAGE), "cut_off"),
    "/chunk-size-that-is-no-number": (raw(CHUNKED + b"many\r\n" + PAGE), "cut_off"),
    "/negative-chunk": (raw(CHUNKED + b"-5\r\n" + PAGE), "cut_off"),
    "/chunk-of-many-digits": (raw(CHUNKED + b"f" * 5000 + b"\r\n" + PAGE), "cut_off"),
    "/chunk-size-without-end": (for_ever(CHUNKED, b"0" * 1000), "cut_off"),
    "/chunk-extension-without-end": (for_ever(CHUNKED + b"5;", b"x" * 1000), "cut_off"),
    "/longer-chunk-than-said": (raw(CHUNKED + b"4\r\n" + PAGE + b"\r\n0\r\n\r\n"), "cut_off"),
    "/trailers-without-end": (for_ever(CHUNKED + chunk(PAGE) + b"0\r\n", b"X-A: b\r\n" * 100), "cut_off"),
    "/chunks-and-a-length": (
        raw(OK + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk(PAGE) + chunk(b"")),
        READ,
    ),
    "/unknown-transfer-encoding": (raw(OK + b"Transfer-Encoding: cement\r\n\r\n" + PAGE), "DownloadFailedError"),
}
