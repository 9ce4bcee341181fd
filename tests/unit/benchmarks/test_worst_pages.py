from pathlib import Path

from benchmarks.gold import GoldPage
from benchmarks.metrics.latest import LatestEntry, LatestGold
from benchmarks.predictions import Prediction
from benchmarks.scoring import score_page
from benchmarks.worst_pages import describe_worst, paragraphs_absent_from


def page(id_="p", **fields):
    return GoldPage(id_, "https://example.com/" + id_, Path("unread"), **fields)


def describe(gold_page, prediction, count=5):
    return list(describe_worst([score_page(gold_page, prediction)], [prediction], count))


def test_a_paragraph_mostly_in_the_other_text_is_not_absent():
    text = "The ministry said on Friday that the bridge would open in May."
    other = "The ministry said on Friday that the bridge would open.\nRead also: tunnel closed again.\nMay"
    assert paragraphs_absent_from(text, other) == ["Read also: tunnel closed again."]


def test_missed_and_surplus_paragraphs_are_shown_in_short():
    gold_page = page(references=("One two three four five.\n\n" + "Long paragraph indeed. " * 20,))
    lines = describe(gold_page, Prediction("p", body="One two three four five.\n\nShare this story"))
    assert [line[:19] for line in lines[1:]] == ["    missed: Long pa", "    surplus: Share "]
    assert max(map(len, lines)) <= 110


def test_pages_without_a_fault_are_left_out():
    assert describe(page(references=("One two.",)), Prediction("p", body="One two.")) == []


def test_the_worst_come_first_and_no_more_than_asked():
    pages = [
        page("good", references=("a b",)),
        page("bad", references=("a b",)),
        page("half", references=("a b c d e",)),
    ]
    predictions = [Prediction("good", body="a b"), Prediction("bad"), Prediction("half", body="a b c d")]
    scores = [score_page(*pair) for pair in zip(pages, predictions, strict=True)]
    lines = describe_worst(scores, predictions, 2)
    assert [line.split()[1] for line in lines if not line.startswith(" ")] == ["bad", "half"]


def test_segments_days_and_entries_have_their_own_excerpts():
    segments = describe(page(segments_with=("wanted",), segments_without=("menu",)), Prediction("p", body="menu"))
    assert segments[1:] == ["    missed: wanted", "    surplus: menu"]
    day = describe(page(date_published="2026-01-09"), Prediction("p"))
    assert day[1:] == ["    day: 2026-01-09 expected, none given"]
    latest = LatestGold((LatestEntry("A", "https://e.com/a", None),), ("https://e.com/o",), "en", None)
    given = (LatestEntry("B", "https://e.com/b", None), LatestEntry("O", "https://e.com/o", None))
    entries = describe(page(latest=latest), Prediction("p", latest=given))
    assert entries[1:] == ["    missed: A <https://e.com/a>", "    surplus: B <https://e.com/b>"]


def test_of_a_page_with_every_answer_all_fields_that_differ_are_shown():
    entry = LatestEntry("A", "https://e.com/a", "2026-01-09T13:00", "13:00", "Latest")
    gold_page = page(
        section="News",
        language="en",
        latest=LatestGold((entry,), (), "en", None, is_resolved=True),
        stated=frozenset(["section", "language", "latest_news"]),
    )
    given = LatestEntry("A", "https://e.com/a", "13:00", "13:00", "Latest")
    assert describe(gold_page, Prediction("p", language="en", latest=(given,)))[1:] == [
        "    section: 'News' expected, None given",
        "    entry: Latest | 2026-01-09T13:00 | 13:00 | A expected, Latest | 13:00 | 13:00 | A given",
    ]
