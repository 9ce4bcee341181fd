"""Bodies that become much longer when they are decompressed, or are not what their Content-Encoding says."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable

import brotli
from backports import zstd

from tests.attacks import MB, PAGE, READ, Attacks
from tests.attacks.bodies import zeros
from tests.misbehaving_server import html

_COMPRESS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": lambda data: gzip.compress(data, 6),
    "deflate": zlib.compress,
    "br": lambda data: brotli.compress(data, quality=5),
    "zstd": zstd.compress,
}


def _encoded(body: bytes, *encodings: str) -> tuple[bytes, str]:
    """*body* in all of *encodings*, and the header that says so."""
    for encoding in encodings:
        body = _COMPRESS[encoding](body)
    return body, "Content-Encoding: " + ", ".join(encodings)


_BOMB = zeros(100 * MB)
# Says that 16 EiB follow, and asks for as much memory as a frame can.
_HUGE_ZSTD_FRAME = b"\x28\xb5\x2f\xfd\xe0" + b"\xff" * 8 + b"\x00" * 20
_HUGE_ZSTD_WINDOW = b"\x28\xb5\x2f\xfd\x00\xf8" + b"\x00" * 20

ATTACKS: Attacks = {
    **{f"/{encoding}-page": (html(*_encoded(PAGE, encoding)), READ) for encoding in _COMPRESS},
    **{f"/{encoding}-bomb": (html(*_encoded(_BOMB, encoding)), "decompression_bomb") for encoding in _COMPRESS},
    **{
        f"/{encoding}-bomb-in-gzip": (html(*_encoded(_BOMB, encoding, "gzip")), "decompression_bomb")
        for encoding in _COMPRESS
    },
    **{f"/not-{encoding}": (html(PAGE, f"Content-Encoding: {encoding}"), "unreadable_body") for encoding in _COMPRESS},
    **{
        f"/half-of-{encoding}": (
            html(_COMPRESS[encoding](PAGE * 99)[:-10], f"Content-Encoding: {encoding}"),
            "unreadable_body",
        )
        for encoding in _COMPRESS
    },
    "/bomb-below-the-limit": (html(*_encoded(zeros(9 * MB), "gzip")), "decompression_bomb"),
    "/bomb-in-a-list-of-encodings": (html(gzip.compress(_BOMB), "Content-Encoding: , gzip"), "decompression_bomb"),
    "/bomb-in-capitals": (html(gzip.compress(_BOMB), "Content-Encoding: GZIP"), "decompression_bomb"),
    "/x-gzip-bomb": (html(gzip.compress(_BOMB), "Content-Encoding: x-gzip"), "decompression_bomb"),
    "/many-gzip-members": (html(gzip.compress(zeros(MB)) * 200, "Content-Encoding: gzip"), "decompression_bomb"),
    "/huge-zstd-frame": (html(_HUGE_ZSTD_FRAME, "Content-Encoding: zstd"), "unreadable_body"),
    "/huge-zstd-window": (html(_HUGE_ZSTD_WINDOW, "Content-Encoding: zstd"), "unreadable_body"),
    "/gzip-of-gzip": (html(*_encoded(PAGE, "gzip", "gzip")), READ),
    "/nested-gzip": (html(*_encoded(PAGE, *["gzip"] * 9)), "decompression_bomb"),
    "/nested-in-many-headers": (
        html(_encoded(PAGE, *["gzip"] * 9)[0], *["Content-Encoding: gzip"] * 9),
        "decompression_bomb",
    ),
    "/gzip-with-more-after-it": (html(gzip.compress(PAGE) + b"more", "Content-Encoding: gzip"), READ),
    "/unknown-encoding": (html(PAGE, "Content-Encoding: utf-8"), READ),
    "/unreadable-encoding": (html(PAGE, "Content-Encoding: \x85"), "unreadable_body"),
    "/encodings-in-wrong-order": (
        html(_encoded(PAGE, "br", "gzip")[0], "Content-Encoding: gzip, br"),
        "unreadable_body",
    ),
}
