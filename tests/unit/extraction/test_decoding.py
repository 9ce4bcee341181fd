from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extraction.decoding import decode_html


@pytest.mark.parametrize(
    ("text", "encoding", "declared"),
    [
        ("Погода на завтра", "windows-1251", "windows-1251"),
        ("明日の天気は晴れ", "shift_jis", "Shift_JIS"),
        ("내일의 날씨는 맑음", "euc-kr", "EUC-KR"),
        ("明天的天气晴", "gbk", "gb2312"),
        ("明日の天気は晴れ", "iso2022_jp", "iso-2022-jp"),
        ("Żółta łódź", "iso8859-2", "ISO-8859-2"),
    ],
    ids=["windows-1251", "Shift_JIS", "EUC-KR", "gb2312", "ISO-2022-JP", "ISO-8859-2"],
)
def test_charset_the_page_declares_is_used(text: str, encoding: str, declared: str) -> None:
    body = f'<meta charset="{declared}"><p>{text}'.encode(encoding)
    assert decode_html(body).endswith(text)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-8"])
def test_byte_order_mark_decides_and_is_removed(encoding: str) -> None:
    body = "\ufeff<p>Größe</p>".encode(encoding)
    assert decode_html(body, "text/html; charset=windows-1251") == "<p>Größe</p>"


def test_undeclared_western_page_is_windows_1252() -> None:
    assert decode_html("<p>“naïve” – 5 €</p>".encode("windows-1252")) == "<p>“naïve” – 5 €</p>"


def test_page_that_wrongly_declares_utf_8_is_windows_1252() -> None:
    body = '<meta charset="utf-8"><p>Café, déjà vu</p>'.encode("latin-1")
    assert decode_html(body, "text/html; charset=utf-8").endswith("<p>Café, déjà vu</p>")


def test_utf_8_is_recognised_whatever_is_declared() -> None:
    body = '<meta charset="iso-8859-1"><p>Größe</p>'.encode()
    assert decode_html(body, "text/html; charset=windows-1251").endswith("<p>Größe</p>")


def test_header_comes_before_the_page() -> None:
    body = '<meta charset="windows-1252"><p>Погода на завтра'.encode("windows-1251")
    assert decode_html(body, "text/html; charset=windows-1251").endswith("Погода на завтра")


def test_stray_foreign_byte_does_not_turn_a_utf_8_page_into_another_encoding() -> None:
    body = "<p>öäüß öäüß öäüß öäüß öäüß öäüß".encode() + b"\xe9" + "öäüß</p>".encode()
    assert decode_html(body, "text/html; charset=windows-1252").count("öäüß") == 7


def test_page_cut_inside_a_character_stays_utf_8() -> None:
    assert decode_html("<p>Größe und ä".encode()[:-1]) == "<p>Größe und �"


def test_escape_character_does_not_make_a_utf_8_page_something_else() -> None:
    assert decode_html("<meta charset=utf-8><p>Größe\x1b[0m".encode()) == "<meta charset=utf-8><p>Größe\x1b[0m"


def test_utf_16_without_a_mark_is_read_as_the_header_says() -> None:
    assert decode_html("<p>Größe".encode("utf-16-le"), "text/html; charset=utf-16le") == "<p>Größe"


def test_declaration_of_utf_16_that_can_be_read_is_wrong() -> None:
    assert decode_html(b'<meta charset="utf-16"><p>plain\x00') == '<meta charset="utf-16"><p>plain\x00'


@pytest.mark.parametrize(
    "name", ["hex", "idna", "punycode", "undefined", "rot13", "unicode_escape", "utf-7", "nonsense"]
)
def test_codec_that_is_no_encoding_of_the_web_is_ignored(name: str) -> None:
    body = f'<meta charset="{name}"><p>caf'.encode() + b"\xe9 \\ud800 +2AA- .."
    assert decode_html(body).endswith("café \\ud800 +2AA- ..")


@given(st.binary(max_size=300), st.none() | st.sampled_from(["text/html; charset=shift_jis", "charset=\x00", "x"]))
def test_any_bytes_can_be_decoded(body: bytes, content_type: str | None) -> None:
    assert isinstance(decode_html(body, content_type), str)
