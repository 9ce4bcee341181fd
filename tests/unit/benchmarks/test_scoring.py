from pathlib import Path

import pytest

from benchmarks.gold import GoldPage
from benchmarks.metrics.latest import LatestEntry, LatestGold
from benchmarks.predictions import Prediction
from benchmarks.scoring import COLUMNS, score_page


def page(**fields):
    return GoldPage("p", "https://example.com/", Path("unread"), **fields)


def figure(title, *scores):
    (column,) = (column for column in COLUMNS if column.title == title)
    return column.statistic(column.values(scores))


def test_what_the_gold_does_not_say_is_not_scored():
    score = score_page(page(), Prediction("p", "H", "B", ("A",), "2026-01-09", language="en"))
    assert not any(column.values([score]) for column in COLUMNS)


def test_days_are_right_wrong_or_none():
    gold_page = page(date_published="2026-01-09")
    scores = [score_page(gold_page, Prediction("p", date_published=day)) for day in ("2026-01-09", "2026-01-10", None)]
    assert [figure(title, *scores) for title in ("day right", "day wrong", "no day")] == pytest.approx([1 / 3] * 3)


def test_the_minute_is_judged_where_the_gold_has_a_zone():
    assert score_page(page(date_published="2026-01-09T10:00"), Prediction("p")).minute is None
    with_zone = page(date_published="2026-01-09T10:00:00+01:00")
    assert score_page(with_zone, Prediction("p", date_published="2026-01-09T09:00:10Z")).minute is True


def test_names_that_are_none_do_not_count_as_authors():
    assert score_page(page(authors=(" ",)), Prediction("p")).authors is None


def test_language_agrees_in_its_primary_subtag():
    score = score_page(page(), Prediction("p", language="pt-BR"), stated_language="pt")
    assert score.language is True
    assert score_page(page(), Prediction("p"), stated_language="pt").language is False


def test_false_blocks_are_counted_on_pages_without_entries_only():
    entry = LatestEntry("H", "https://e.com/a", None)
    without, having = (LatestGold(entries, (), "en", None) for entries in ((), (entry,)))
    scores = [
        score_page(page(latest=without), Prediction("p", latest=(entry,))),
        score_page(page(latest=without), Prediction("p")),
        score_page(page(latest=having), Prediction("p", latest=(entry,))),
    ]
    assert (figure("false block", *scores), figure("latest F1", *scores), figure("headlines", *scores)) == (
        0.5,
        1,
        0.5 * 2,
    )
    assert figure("days", *scores) is None


def test_nearly_right_bodies_are_counted():
    words = " ".join(f"w{number}" for number in range(60))
    scores = [score_page(page(references=(words,)), Prediction("p", body=body)) for body in (words + " x", words[:90])]
    assert (figure("≥ .95", *scores), figure("exact", *scores)) == (0.5, 0)


def test_rouge_is_computed_on_request():
    nltk = pytest.importorskip("nltk", reason="requirements-bench.txt")
    try:
        nltk.data.find("tokenizers/punkt_tab/english/")
    except LookupError:
        pytest.skip("nltk's punkt_tab data is not installed")
    gold_page = page(references=("Rain fell. It stopped.",))
    assert score_page(gold_page, Prediction("p", body="It stopped."), with_rouge=True).rouge == pytest.approx(2 / 3)
    assert score_page(gold_page, Prediction("p", body="It stopped.")).rouge is None
