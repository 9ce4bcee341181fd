from __future__ import annotations

from pathlib import Path

from benchmarks.block_labels import (
    DROPPED_WEIGHT,
    OPTIONAL_WEIGHT,
    WEAK_WEIGHT,
    label_blocks,
    leave_open_what_parsers_drop,
)
from benchmarks.gold import GoldPage
from crawler.extraction.page import parse_page

FIRST = "The harbour was closed for two days after the storm, the council said on Monday."
SECOND = "Fishermen from three villages lost their nets, and the ferry will not run before Wednesday."
TEASER = "Mayor opens the new bridge to the old town after a year of delays and two trials."


def gold(**known: object) -> GoldPage:
    return GoldPage("page", None, Path("page.html"), **known)  # type: ignore[arg-type]


def test_blocks_of_the_gold_body_are_body() -> None:
    labels = label_blocks(gold(references=(f"{FIRST}\n\n{SECOND}",)), ["Sport", FIRST, TEASER, SECOND])
    assert labels.is_body.tolist() == [False, True, False, True]
    assert labels.weight.tolist() == [1, 1, 1, 1]


def test_one_of_two_equal_lines_is_body_and_both_weigh_less() -> None:
    labels = label_blocks(gold(references=(f"{FIRST}\n\n{SECOND}",)), [FIRST, SECOND, "x", FIRST])
    assert labels.is_body.sum() == 2
    assert labels.weight[[0, 3]].tolist() == [labels.weight[0]] * 2
    assert labels.weight[0] < 1


def test_optional_paragraph_weighs_less() -> None:
    labels = label_blocks(gold(references=(f"{FIRST}\n\n{SECOND}", SECOND)), [FIRST, SECOND])
    assert labels.is_body.all()
    assert abs(labels.weight[0] - OPTIONAL_WEIGHT) < 1e-6


def test_spacing_of_chinese_and_japanese_does_not_matter() -> None:
    labels = label_blocks(
        gold(references=("東京で大雨が降ったと気象庁が発表した。",)), ["東京で 大雨が降ったと 気象庁が発表した。"]
    )
    assert labels.is_body.all()


def test_segments_label_the_blocks_that_hold_them() -> None:
    page = gold(segments_with=("closed for two days",), segments_without=("opens the new",))
    labels = label_blocks(page, [FIRST, TEASER, SECOND])
    assert labels.is_body.tolist() == [True, False, False]
    assert labels.weight.tolist() == [1, 1, 0]


def test_blocks_that_all_other_systems_keep_or_drop_are_labelled_weakly() -> None:
    labels = label_blocks(gold(), [FIRST, TEASER, SECOND], [f"{FIRST}\n{SECOND}", FIRST])
    assert labels.is_weak.all()
    assert labels.is_body.tolist() == [True, False, False]
    assert [round(float(weight), 6) for weight in labels.weight] == [WEAK_WEIGHT, WEAK_WEIGHT, 0]


def test_lists_and_sub_headings_that_a_parser_dropped_weigh_less_but_not_lists_of_links() -> None:
    html = (
        f"<div><p>{FIRST}</p><h2>Nets</h2><ul><li>Two of nylon</li><li><a href='/b'>The bridge is open</a></li></ul>"
        f"<p>{SECOND}</p></div><ul><li>Elsewhere</li></ul>"
    )
    blocks = parse_page(html, "https://example.com/a").outline.blocks
    labels = label_blocks(gold(references=(f"{FIRST}\n\n{SECOND}",)), [block.text for block in blocks])
    leave_open_what_parsers_drop(blocks, labels)
    dropped = [block.text for block, weight in zip(blocks, labels.weight, strict=True) if weight <= DROPPED_WEIGHT]
    assert dropped == ["Nets", "Two of nylon"]
