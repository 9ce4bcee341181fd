"""What makes two texts copies; how often that is right is measured by `benchmarks.duplicates`."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from benchmarks.template_texts import FORMS, Form, instances
from crawler.near_text.comparison import Similarity, compare, find_copy, share_enough
from crawler.near_text.forms import form_of
from crawler.near_text.sketch import Sketch, sketch_of

STORIES = {
    path.stem: tomllib.loads(path.read_text(encoding="utf-8"))
    for path in sorted((Path(__file__).parents[3] / "benchmarks" / "agency_stories").glob("*.toml"))
}


def sketch(*paragraphs: str) -> Sketch:
    made = sketch_of("\n\n".join(paragraphs))
    assert made is not None
    return made


def as_sent(story: dict[str, Any]) -> Sketch:
    return sketch(story["lead"], *story["paragraphs"], *story["background"])


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
def test_a_story_with_another_lead_and_a_local_end_is_a_copy(story: dict[str, Any]) -> None:
    copy = sketch(story["other_lead"], *story["paragraphs"], *story["local"])
    assert find_copy(as_sent(story), copy)


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
def test_a_story_in_another_order_and_cut_is_a_copy(story: dict[str, Any]) -> None:
    assert find_copy(as_sent(story), sketch(*reversed(story["paragraphs"])))


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
def test_the_same_event_in_other_words_is_no_copy(story: dict[str, Any]) -> None:
    assert find_copy(as_sent(story), sketch(*story["other_newsroom"])) is None


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
def test_a_follow_up_that_repeats_the_background_is_no_copy(story: dict[str, Any]) -> None:
    assert find_copy(as_sent(story), sketch(*story["follow_up"], *story["background"])) is None


def test_texts_that_do_not_share_enough_are_no_copies_and_all_copies_do() -> None:
    whole = [as_sent(story) for story in STORIES.values()]
    cut = [sketch(*reversed(story["paragraphs"])) for story in STORIES.values()]
    others = [*whole, *cut]
    for one in whole:
        enough = [
            other
            for other, does in zip(
                others, share_enough(one, [other.shingles.tobytes() for other in others]), strict=True
            )
            if does
        ]
        copies = [other for other in others if find_copy(one, other)]
        assert enough == copies
        assert 2 <= len(copies) < len(others)
    assert share_enough(whole[0], []) == []


def test_numbers_in_the_same_places_that_differ_tell_two_days_of_one_form() -> None:
    similarity = compare(*(sketch(text) for text in instances(FORMS[0], 2)))
    assert similarity is not None
    assert similarity.containment > 0.5
    assert similarity.same_numbers is not None
    assert similarity.same_numbers < 0.5
    assert not similarity.is_copy(on_one_site=False)


def test_a_copy_may_bring_some_numbers_up_to_date() -> None:
    story = STORIES["storm_en"]
    later = "\n\n".join([story["lead"], *story["paragraphs"]])
    for old, new in story["numbers"]:
        later = later.replace(old, new)
    assert find_copy(as_sent(story), sketch(later))


def test_few_numbers_say_nothing() -> None:
    words = " ".join(f"word{number}" for number in range(100))
    similarity = compare(sketch(words + " about 5 people"), sketch(words + " about 6 people"))
    assert similarity is not None
    assert similarity.same_numbers is None
    assert similarity.is_copy(on_one_site=False)


def test_a_story_whole_in_a_long_digest_is_no_copy_of_it() -> None:
    spaced = [story for story in STORIES.values() if story["language"] in ("en", "de", "es", "fr")]
    digest = sketch(*(paragraph for story in spaced for paragraph in story["paragraphs"]))
    similarity = compare(sketch(*STORIES["dairy_en"]["paragraphs"]), digest)
    assert similarity is not None
    assert similarity.containment == 1
    assert not similarity.is_copy(on_one_site=False)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_two_texts_that_fill_in_the_form_of_a_site_are_no_copies(form: Form) -> None:
    texts = [sketch(text) for text in instances(form, 6)]
    common = form_of(texts[0], texts[1:5])
    assert find_copy(texts[0], texts[5], on_one_site=True) is None
    assert find_copy(texts[0], texts[5], on_one_site=True, form=common) is None


def test_what_three_other_texts_of_a_site_have_is_form() -> None:
    def text(day: int) -> Sketch:
        return sketch(*(f"form{number}" for number in range(60)), *(f"day{day}x{number}" for number in range(60)))

    assert form_of(text(0), [text(1), text(2)]) is None
    form = form_of(text(0), [text(1), text(2), text(3)])
    assert form is not None
    assert len(form) == 56


def test_later_versions_of_one_text_are_no_form() -> None:
    def version(number: int) -> Sketch:
        return sketch(*(f"word{word}" for word in range(100 + number)))

    assert form_of(version(0), [version(number) for number in range(1, 6)]) is None


def test_texts_with_nothing_but_form_are_not_compared() -> None:
    text = sketch(next(instances(FORMS[0], 1)))
    assert compare(text, text, text.shingles) is None


def test_a_text_is_its_own_copy() -> None:
    text = as_sent(STORIES["kome_ja"])
    assert compare(text, text) == Similarity(containment=1, jaccard=1, same_numbers=None)
