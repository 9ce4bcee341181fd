from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from crawler.rendering.need import RenderingNeed, Sign

NOON = datetime(2026, 1, 20, 12, tzinfo=UTC)
WEEK = timedelta(days=7)


def after(*gained: bool) -> RenderingNeed:
    need = RenderingNeed()
    for one in gained:
        need.learn(gained=one, now=NOON)
    return need


@pytest.mark.parametrize(
    ("need", "least"),
    [
        (RenderingNeed(), Sign.STRONG),
        (after(True), Sign.WEAK),
        (after(False), Sign.STRONG),
        (after(False, False, False), None),
        (after(False, False, True), Sign.WEAK),
        (after(True, False, False), Sign.WEAK),
        (after(True, False, False, False), None),
    ],
    ids=["nothing known", "gain", "in vain", "three in vain", "late gain", "still needed", "no longer needed"],
)
def test_what_was_learned_says_which_sign_is_enough(need: RenderingNeed, least: Sign | None) -> None:
    rendered = [sign for sign in Sign if need.wants(sign, NOON, WEEK)]
    assert rendered == [sign for sign in Sign if least is not None and sign >= least]


def test_page_without_a_sign_is_never_rendered() -> None:
    assert not any(need.wants(Sign.NONE, NOON, WEEK) for need in (after(), after(True), after(False)))


def test_what_was_useless_is_tried_again_after_a_while_and_one_more_is_enough_to_leave_it() -> None:
    need = after(False, False, False)
    later = NOON + WEEK
    assert not need.wants(Sign.STRONG, later - timedelta(seconds=1), WEEK)
    assert need.wants(Sign.STRONG, later, WEEK)
    need.learn(gained=False, now=later)
    assert not need.wants(Sign.STRONG, later, WEEK)


def test_site_that_begins_to_need_a_browser_is_noticed_at_the_next_look() -> None:
    need = after(False, False, False)
    assert need.learn(gained=True, now=NOON + WEEK)
    assert need.wants(Sign.WEAK, NOON + WEEK, WEEK)


def test_only_what_changes_what_is_known_is_to_be_remembered() -> None:
    need = RenderingNeed()
    told = [need.learn(gained=gained, now=NOON) for gained in (True, True, False, False, False, False)]
    assert told == [True, False, False, False, True, True]
