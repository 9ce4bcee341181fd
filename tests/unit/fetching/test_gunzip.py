import gzip

import pytest

from crawler.fetching import gunzip as module
from crawler.fetching.gunzip import gunzip

TEXT = b"<p>The ferry left the quay at noon, full.</p>" * 100
WHOLE = gzip.compress(TEXT)


@pytest.fixture(params=["fast library", "zlib"], autouse=True)
def library(request, monkeypatch):
    if request.param == "zlib":
        monkeypatch.setattr(module, "_fast", module.zlib)


def test_a_whole_member_is_unpacked():
    assert gunzip(WHOLE, 0) == gunzip(WHOLE, len(TEXT)) == TEXT
    assert gunzip(gzip.compress(b""), 10) == b""


@pytest.mark.parametrize(
    "body",
    [WHOLE[:-20], WHOLE[:-3] + b"xyz", WHOLE + b"\n", WHOLE + WHOLE, WHOLE[:5], b"<html>", b""],
    ids=["cut off", "another checksum", "something behind", "two members", "header only", "no gzip", "empty"],
)
def test_what_is_not_one_whole_member_is_left_to_others(body):
    assert gunzip(body, 1_000_000) is None


def test_what_grows_beyond_the_limit_is_left_to_others():
    assert gunzip(WHOLE, len(TEXT) - 1) is None
