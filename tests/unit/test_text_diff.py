from __future__ import annotations

import random
import time

import pytest

from crawler.text_diff import diff_sentences, sentences_of


def shown(before: str | None, after: str | None) -> list[str]:
    """The changes as `scrapy diff` prints them."""
    marks = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    signs = {"same": " ", "removed": "-", "added": "+", "changed": "~"}
    return [
        f"{signs[change.kind]} "
        + ("".join(marks[piece.kind].format(piece.text) for piece in change.pieces) or change.text)
        for change in diff_sentences(before, after)
    ]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two!  Three?\n\nFour", ["One.", "Two!", "Three?", "Four"]),
        ("It rose 3.5 percent. “Why?” she asked.", ["It rose 3.5 percent.", "“Why?”", "she asked."]),
        ("渡轮恢复运营。公司宣布！“好。”", ["渡轮恢复运营。", "公司宣布！", "“好。”"]),
        ("वह आया। वह गया।", ["वह आया।", "वह गया।"]),
        ("ماذا حدث؟ لا شيء.", ["ماذا حدث؟", "لا شيء."]),
        ("Ends in a quote.” Next.", ["Ends in a quote.”", "Next."]),
        ("", []),
        (None, []),
    ],
)
def test_sentences_are_told_apart_in_many_scripts(text: str | None, sentences: list[str]) -> None:
    assert sentences_of(text) == sentences


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("Same. Old one went.", "Same. Old one went.", ["  Same.", "  Old one went."]),
        ("It killed 12 people.", "It killed 13 people.", ["~ It killed [-12-]{+13+} people."]),
        ("It cost 1,200.50 euros.", "It cost 1,300.50 euros.", ["~ It cost [-1,200.50-]{+1,300.50+} euros."]),
        ("A b c d e f.", "A b x y e f.", ["~ A b [-c d-]{+x y+} e f."]),
        ("First. Second here.", "First.", ["  First.", "- Second here."]),
        ("First.", "Before it. First.", ["+ Before it.", "  First."]),
        ("Dogs bark loudly.", "Taxes rose in 2026.", ["+ Taxes rose in 2026.", "- Dogs bark loudly."]),
        ("One\n\nline.", "One   line.", ["- One", "~ {+One +}line."]),
        ("渡轮星期二恢复运营。", "渡轮星期三恢复运营。", ["~ 渡轮星期[-二-]{+三+}恢复运营。"]),
        ("フェリーは火曜日に再開。", "フェリーは水曜日に再開。", ["~ フェリーは[-火-]{+水+}曜日に再開。"]),
        ("เรือเปิดวันอังคาร", "เรือเปิดวันพุธ", ["~ เรือเปิดวัน[-อังคาร-]{+พุธ+}"]),
        (None, "New.", ["+ New."]),
        ("Gone.", None, ["- Gone."]),
        (None, None, []),
    ],
)
def test_changes_are_shown_by_sentence_and_word(before: str | None, after: str | None, expected: list[str]) -> None:
    assert shown(before, after) == expected


def test_all_that_was_and_is_there_is_shown() -> None:
    chance = random.Random(4)
    words = "the ferry 12 harbour said that’s on 3.5 渡轮 ok".split()

    def text() -> str:
        return " ".join(" ".join(chance.choices(words, k=chance.randint(1, 9))) + "." for _ in range(6))

    for _ in range(50):
        before, after = text(), text()
        changes = diff_sentences(before, after)
        is_now = [change.text for change in changes if change.kind != "removed"]
        assert is_now == sentences_of(after)
        was = []
        for change in changes:
            if change.kind == "changed":
                was.append("".join(piece.text for piece in change.pieces if piece.kind != "added"))
                assert "".join(piece.text for piece in change.pieces if piece.kind != "removed") == change.text
            elif change.kind != "added":
                was.append(change.text)
        assert was == sentences_of(before)


def test_a_long_text_that_was_rewritten_is_compared_in_seconds() -> None:
    chance = random.Random(5)
    before, after = (
        " ".join(" ".join(str(chance.randint(1, 500)) for _ in range(20)) + " x." for _ in range(400)) for _ in range(2)
    )
    began = time.process_time()
    assert len(diff_sentences(before, after)) >= 400
    assert time.process_time() - began < 5
