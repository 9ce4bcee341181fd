"""Content codings of HTTP (RFC 9110, 8.4.1; RFC 7932, RFC 8878), taken off within a size and to their end.

Scrapy gives what there is of a body that breaks off in the middle: half an article would pass for a whole one.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable
from typing import Protocol

import brotli

if sys.version_info >= (3, 14):
    from compression.zstd import DecompressionParameter, ZstdDecompressor, ZstdError
else:
    from backports.zstd import DecompressionParameter, ZstdDecompressor, ZstdError

# What a step may add: a bomb is found out before it fills the memory.
_STEP_BYTES = 256 * 1024
# Blocks of 64 KiB, as bgzip writes them, are 160 of the largest body. Each costs a copy of all that follows it.
_MAX_STREAMS = 200
# 8 MiB: more no server may ask of a client (RFC 9659, 3).
_ZSTD_WINDOW: dict[int, int] = {DecompressionParameter.window_log_max: 23}


class TooLargeError(Exception):
    """More than anybody needs."""


class BrokenBodyError(Exception):
    """Not in the coding it is said to be in, or without its end."""


class _Decompressor(Protocol):
    """One stream."""

    def step(self, data: bytes) -> bytes:
        """Some more of what *data*, or what was given before, becomes; b"" when more data is wanted."""

    @property
    def is_finished(self) -> bool: ...

    @property
    def rest(self) -> bytes:
        """What comes after the end of the stream."""


class _Zlib:
    def __init__(self, window_bits: int) -> None:
        self._stream = zlib.decompressobj(window_bits)

    def step(self, data: bytes) -> bytes:
        return self._stream.decompress(data or self._stream.unconsumed_tail, _STEP_BYTES)

    @property
    def is_finished(self) -> bool:
        return self._stream.eof

    @property
    def rest(self) -> bytes:
        return self._stream.unused_data


class _Brotli:
    rest = b""

    def __init__(self) -> None:
        self._stream = brotli.Decompressor()

    def step(self, data: bytes) -> bytes:
        return bytes(self._stream.process(data, output_buffer_limit=_STEP_BYTES))

    @property
    def is_finished(self) -> bool:
        return bool(self._stream.is_finished())


class _Zstd:
    def __init__(self) -> None:
        self._stream = ZstdDecompressor(options=_ZSTD_WINDOW)

    def step(self, data: bytes) -> bytes:
        return self._stream.decompress(data, _STEP_BYTES)

    @property
    def is_finished(self) -> bool:
        return self._stream.eof

    @property
    def rest(self) -> bytes:
        return self._stream.unused_data


def _deflate(data: bytes) -> _Decompressor:
    """A zlib stream (RFC 1950: CMF and FLG are a multiple of 31), or raw as some servers send it."""
    is_zlib = len(data) > 1 and data[0] & 0x0F == 8 and int.from_bytes(data[:2], "big") % 31 == 0
    return _Zlib(15 if is_zlib else -15)


_CODINGS: dict[bytes, Callable[[bytes], _Decompressor]] = {
    b"gzip": lambda _: _Zlib(31),
    b"x-gzip": lambda _: _Zlib(31),
    b"deflate": _deflate,
    b"br": lambda _: _Brotli(),
    b"zstd": lambda _: _Zstd(),
}
# Codings of which several streams may follow one another; what follows is one if it begins like this.
_MAGIC = {b"gzip": b"\x1f\x8b", b"x-gzip": b"\x1f\x8b", b"zstd": b"\x28\xb5\x2f\xfd"}


def decompressed(body: bytes, encoding: bytes, max_size: int) -> bytes:
    """*body* without its *encoding*, one of gzip, x-gzip, deflate, br, zstd. An empty body has none.

    Raises TooLargeError beyond *max_size* bytes (0: no limit), BrokenBodyError for what is not whole.
    """
    content = bytearray()
    streams = 0
    try:
        while body:
            streams += 1
            if streams > _MAX_STREAMS:
                raise TooLargeError(f"more than {_MAX_STREAMS} streams")
            stream = _CODINGS[encoding](body)
            while not stream.is_finished:
                piece = stream.step(body)
                body = b""
                if not piece and not stream.is_finished:
                    raise BrokenBodyError(f"{encoding.decode()} that ends after {len(content)} B")
                content += piece
                if max_size and len(content) > max_size:
                    raise TooLargeError(f"more than {max_size} B")
            magic = _MAGIC.get(encoding)
            # Anything else after the end has no meaning, and browsers pass it over.
            body = stream.rest if magic and stream.rest.startswith(magic) else b""
    except (zlib.error, brotli.error, ZstdError, EOFError) as error:
        raise BrokenBodyError(f"no {encoding.decode()}: {error}") from error
    return bytes(content)
