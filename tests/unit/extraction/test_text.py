from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from lxml.etree import _Element

from crawler.extraction.text import element_text, one_line, short_text, weight


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (None, ""),
        ("  a\r\n\t b ", "a b"),
        ("a\u00a0b\u2003c", "a b c"),
        ("zero\u200bwidth soft\u00adhyphen \ufeffmark", "zerowidth softhyphen mark"),
        ("a \x00 b\x07", "a b"),
        ("in  the middle", "in the middle"),
        ("lone \ud800 half", "lone half"),
        ("Cafe\u0301", "Café"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
    ids=[
        "none",
        "line breaks",
        "wide spaces",
        "invisible",
        "control",
        "two spaces",
        "surrogate",
        "composed",
        "non-joiner stays",
    ],
)
def test_text_becomes_one_clean_line(text: str | None, line: str) -> None:
    assert one_line(text) == line


@given(st.text(alphabet=st.characters(), max_size=80))
def test_a_clean_line_stays_as_it_is(text: str) -> None:
    line = one_line(text)
    assert one_line(line) == line
    line.encode()


def element(markup: str) -> _Element:
    return html.fragment_fromstring(markup, create_parent="div")


def test_inline_elements_do_not_separate_words_and_block_elements_do() -> None:
    assert element_text(element("un<b>believ</b>able<div>next</div>last<br>line")) == "unbelievable next last line"


def test_scripts_styles_and_comments_are_no_text() -> None:
    assert element_text(element("a<script>x()</script><style>p{}</style><!-- note --> b")) == "a b"


def test_readings_above_characters_are_no_text() -> None:
    assert (
        element_text(element("<ruby>港<rp>(</rp><rt>みなと</rt><rp>)</rp></ruby>へ<ruby>帰<rt>かえ</rt></ruby>る"))
        == "港へ帰る"
    )


def test_short_text_is_the_text_up_to_the_limit_and_none_beyond() -> None:
    assert short_text(element("<b>Latest</b> <i>news</i>"), 11) == "Latest news"
    assert short_text(element("<b>Latest</b> <i>news</i>"), 10) is None


def test_chinese_and_japanese_weigh_more_than_their_number_of_characters() -> None:
    assert weight("最新消息") == pytest.approx(10)
    assert weight("latest") == 6
