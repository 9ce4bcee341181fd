from __future__ import annotations

import unicodedata

import pytest

from pipelines.keywords import comparable, keyword_pattern


@pytest.mark.parametrize(
    ("keyword", "text"),
    [
        ("election", "The Elections are over"),
        ("选举", "昨天选举结束了"),
        ("選挙", "今日の選挙は終わった"),
        ("การเลือกตั้ง", "วันนี้มีการเลือกตั้งทั่วประเทศ"),
        ("اقتصاد", "نمو الاقتصاد في العام الماضي"),
        ("اقتصاد", "أثر ذلك في اقْتِصاد البلاد"),
        ("حكومة", "قالت وللحكومة رأي آخر"),
        ("ממשלה", "החלטות שהממשלה קיבלה"),
        ("#metoo", "Ten years of #MeToo"),
        ("élection", unicodedata.normalize("NFD", "L'élection est finie")),
        ("istanbul", "İSTANBUL seçime gidiyor"),
        ("İstanbul", "Istanbul votes"),
        ("straße", "STRASSE gesperrt"),
        ("e-mail", "The e\u2011mail that nobody read"),
        ("l'état", "Pour l\u2019État, rien ne change"),
        ("cooperation", "Co\u00adoperation of states"),
        ("member states", "the member\n\u00a0states of it"),
        ("국회", "어제 국회에서 열린 회의"),
    ],
)
def test_word_is_found_in_its_script_and_however_it_is_written(keyword: str, text: str) -> None:
    assert keyword_pattern(["nothing", keyword]).search(comparable(text))


@pytest.mark.parametrize(
    ("keyword", "text"),
    [
        ("am", "Trams are free"),
        ("election", "a selection"),
        ("ран", "экран"),
        ("كتب", "المكتبة"),
        ("lection", "élection"),
    ],
)
def test_part_of_a_word_is_not_found(keyword: str, text: str) -> None:
    assert not keyword_pattern([keyword]).search(comparable(text))
