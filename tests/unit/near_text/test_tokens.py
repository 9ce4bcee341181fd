from __future__ import annotations

import pytest

from crawler.near_text.tokens import tokens_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Ferry, they said, sank.", ["the", "ferry", "they", "said", "sank"]),
        ("It cost 1,200 in 2026.", ["it", "cost", "1", "200", "in", "2026"]),
        ("Straße und STRASSE", ["strasse", "und", "strasse"]),
        ("ﬁne １２", ["fine", "12"]),
        ("„So“, sagte er – und ging", ["so", "sagte", "er", "und", "ging"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("מָקוֹם", ["מָקוֹם"]),
        ("新闻。快讯", ["新", "闻", "快", "讯"]),
        ("ข่าว 24 ชั่วโมง", ["ข", "่", "า", "ว", "24", "ช", "ั", "่", "ว", "โ", "ม", "ง"]),
        ("뉴스 속보", ["뉴스", "속보"]),
        ("", []),
        ("— !?", []),
    ],
)
def test_words_are_compared_without_case_form_and_punctuation(text: str, words: list[str]) -> None:
    assert tokens_of(text).words == words


@pytest.mark.parametrize(
    ("text", "per_shingle"),
    [
        ("one two three", 5),
        ("раз два три", 5),
        ("北京时间今天上午 CCTV 报道", 8),
        ("今日は雨が降っています", 8),
        ("วันนี้ฝนตกหนัก", 16),
        ("ថ្ងៃនេះមានភ្លៀងធ្លាក់ខ្លាំង", 16),
        ("오늘 비가 내립니다", 5),
        ("a story about the word 新闻 and no other", 5),
    ],
)
def test_shingles_have_as_many_words_or_characters_as_the_script_needs(text: str, per_shingle: int) -> None:
    assert tokens_of(text).per_shingle == per_shingle
