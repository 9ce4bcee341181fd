from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extraction.decoding import decode_html, utf8_html


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


@pytest.mark.parametrize("character", ["ä", "港", "🌊"])
@pytest.mark.parametrize("missing", range(4))
def test_utf_8_is_recognised_wherever_a_character_stands(character: str, missing: int) -> None:
    body = ("a" * (8_192 - missing) + character + "b" * 100).encode() * 2
    assert utf8_html(body) is body
    cut = body + character.encode()[:-1]
    assert utf8_html(cut) == body + "�".encode()


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


TEXTS = {
    "ru": "Паромы, которые связывают порт с островами, снова пойдут с понедельника, и это не всё, сказал капитан.",
    "uk": "Пороми, які сполучають порт із островами, знову ходитимуть від понеділка, і це ще не все, сказав він.",
    "zh": "连接港口与岛屿的渡轮从星期一起恢复航行，这是港务局的消息。三艘船中有两艘在船坞里过了冬天。",
    "ja": "港と島を結ぶフェリーは月曜日から再び運航すると発表された。三隻のうち二隻は冬の間ドックに入っていた。",
    "ko": "항구와 섬을 잇는 여객선이 월요일부터 다시 운항한다고 항만청이 밝혔다. 두 척은 겨울을 도크에서 보냈다.",
    "pl": "Promy łączące port z wyspami znów popłyną od poniedziałku, ale nie wszystkie, bo się psują. Są żółte i złe.",
    "cs": "Trajekty, které spojují přístav s ostrovy, opět vyplují v pondělí, ale ne všechny, jak řekl šéf přístavu.",
    "hu": "A kikötőt a szigetekkel összekötő kompok hétfőtől újra közlekednek, és ez nem minden, mert egy még áll.",
    "el": "Τα πλοία που συνδέουν το λιμάνι με τα νησιά ξαναρχίζουν από τη Δευτέρα και δεν είναι όλα, είπε η αρχή.",
    "tr": "Limanı adalara bağlayan feribotlar pazartesi günü yeniden sefere başlıyor ve bu çok iyi bir haber, dedi.",
    "he": "המעבורות של הנמל אל האיים יחזרו להפליג ביום שני, אך לא כל הספינות, כי אחת עם תקלה, הודיע הוא.",
    "ar": "تعود العبارات التي تربط الميناء بالجزر إلى الإبحار من يوم الاثنين، حسب ما قالت سلطة الميناء في المدينة.",
    "th": "เรือที่เชื่อมท่าเรือกับเกาะจะกลับมาแล่นในวันจันทร์ และการท่าเรือกล่าวว่าไม่มีปัญหาของเรือ",
    "lt": "Keltai, jungiantys uostą su salomis, vėl plaukios, tai yra gerai, bet jis sako, kad už tai dar moka.",
    "de": "Die Fähren, die den Hafen mit den Inseln verbinden, fahren ab Montag wieder – das ist für alle schön.",
}


@pytest.mark.parametrize(
    ("language", "encoding"),
    [
        ("ru", "windows-1251"), ("ru", "koi8-r"), ("ru", "iso8859-5"), ("ru", "cp866"), ("uk", "windows-1251"),
        ("zh", "gb2312"), ("ja", "shift_jis"), ("ja", "euc_jp"), ("ja", "iso2022_jp"), ("ko", "euc-kr"),
        ("pl", "iso8859-2"), ("pl", "windows-1250"), ("cs", "windows-1250"), ("cs", "iso8859-2"),
        ("hu", "iso8859-2"), ("el", "iso8859-7"), ("tr", "windows-1254"), ("he", "windows-1255"),
        ("ar", "windows-1256"), ("ar", "iso8859-6"), ("th", "tis-620"), ("lt", "windows-1257"), ("de", "windows-1252"),
        ("ru", "utf-16-le"), ("ru", "utf-16-be"), ("zh", "utf-16-le"), ("de", "utf-16-be"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("declared", ["", "utf-8", "iso-8859-1"])
def test_encoding_that_nobody_or_the_wrong_one_is_declared_for_is_that_of_its_words(
    language: str, encoding: str, declared: str
) -> None:
    text = TEXTS[language]
    meta = f'<meta charset="{declared}">' if declared else ""
    page = f"<html><head>{meta}<title>Example</title></head><body><p>{text}</p></body></html>"
    content_type = f"text/html; charset={declared}" if declared else None
    assert f"<p>{text}</p>" in decode_html(page.encode(encoding), content_type)


@pytest.mark.parametrize(
    ("language", "text", "encoding"), [("ru", "Порт закрыт", "windows-1251"), ("ko", "항구", "euc-kr")]
)
def test_few_words_are_in_the_encoding_of_the_language_the_page_states(language: str, text: str, encoding: str) -> None:
    assert text in decode_html(f'<html lang="{language}"><p>{text}</p>'.encode(encoding))


@pytest.mark.parametrize(
    "text", ["Rates from £40 to £90", "Nesta página você terá a classificação", "Ýzmir'in Bornova"]
)
def test_few_characters_beyond_ascii_do_not_outweigh_a_declaration(text: str) -> None:
    body = f'<meta charset="windows-1252"><p>{text}</p>'.encode("windows-1252")
    assert text in decode_html(body)


@given(st.binary(max_size=300), st.none() | st.sampled_from(["text/html; charset=shift_jis", "charset=\x00", "x"]))
def test_any_bytes_can_be_decoded(body: bytes, content_type: str | None) -> None:
    assert isinstance(decode_html(body, content_type), str)
