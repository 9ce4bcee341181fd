from __future__ import annotations

import gzip
import time
import zlib

import brotli
import pytest
from backports import zstd

from crawler.fetching.compression import BrokenBodyError, TooLargeError, decompressed

_PAGE = b"<p>" + b"The ferry left the quay at noon. " * 9_000
_RAW = zlib.compressobj(9, zlib.DEFLATED, -15)
_BODIES = {
    "gzip": (b"gzip", gzip.compress(_PAGE)),
    "zlib": (b"deflate", zlib.compress(_PAGE)),
    "raw deflate": (b"deflate", _RAW.compress(_PAGE) + _RAW.flush()),
    "brotli": (b"br", brotli.compress(_PAGE)),
    "zstd": (b"zstd", zstd.compress(_PAGE)),
}
_CASES = pytest.mark.parametrize(("encoding", "body"), _BODIES.values(), ids=_BODIES)


@_CASES
def test_whole_bodies_are_read(encoding: bytes, body: bytes) -> None:
    assert decompressed(body, encoding, 0) == _PAGE


@_CASES
@pytest.mark.parametrize("missing", [1, 10, 20])
def test_a_body_without_its_end_is_no_body(encoding: bytes, body: bytes, missing: int) -> None:
    with pytest.raises(BrokenBodyError):
        decompressed(body[:-missing], encoding, 0)


@_CASES
def test_a_body_may_be_as_long_as_the_limit_and_no_longer(encoding: bytes, body: bytes) -> None:
    assert decompressed(body, encoding, len(_PAGE)) == _PAGE
    with pytest.raises(TooLargeError):
        decompressed(body, encoding, len(_PAGE) - 1)


def test_members_of_gzip_and_frames_of_zstd_follow_one_another() -> None:
    assert decompressed(gzip.compress(b"one ") + gzip.compress(b"two"), b"gzip", 0) == b"one two"
    assert decompressed(zstd.compress(b"one ") + zstd.compress(b"two"), b"zstd", 0) == b"one two"


@pytest.mark.parametrize("encoding", [b"gzip", b"deflate", b"br", b"zstd"])
def test_no_body_needs_no_coding(encoding: bytes) -> None:
    assert decompressed(b"", encoding, 0) == b""


def test_members_without_number_take_bounded_time() -> None:
    started = time.process_time()
    with pytest.raises(TooLargeError):
        decompressed(gzip.compress(b"") * 250_000, b"gzip", 0)
    assert time.process_time() - started < 2
