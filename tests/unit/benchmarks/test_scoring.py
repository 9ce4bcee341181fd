from pathlib import Path

import pytest

from benchmarks.gold import GoldPage
from benchmarks.metrics.latest import LatestEntry, LatestGold
from benchmarks.metrics.markup import Markup
from benchmarks.predictions import Prediction
from benchmarks.scoring import COLUMNS, score_page


def page(**fields):
    return GoldPage("p", "https://example.com/", Path("unread"), **fields)


def figure(title, *scores):
    (column,) = (column for column in COLUMNS if column.title == title)
    return column.statistic(column.values(scores))


def test_what_the_gold_does_not_say_is_not_scored():
    given = Prediction("p", "H", "B", ("A",), "2026-01-09", "2026-01-09", (), "en", "News", ("t",), "D", True)
    score = score_page(page(), given)
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
    markup = Markup(language="pt")
    score = score_page(page(), Prediction("p", language="pt-BR"), markup=markup)
    assert score.language is True
    assert score_page(page(), Prediction("p"), markup=markup).language is False


def test_the_language_of_an_answer_is_compared_with_its_region():
    gold_page = page(language="pt-BR", stated=frozenset(["language"]))
    assert score_page(gold_page, Prediction("p", language="pt"), markup=Markup(language="pt")).language is False


def test_the_markup_answers_for_the_modification():
    markup = Markup(days_modified=frozenset(["2026-01-09"]))
    assert score_page(page(), Prediction("p", date_modified="2026-01-09T10:00"), markup=markup).modified == "right"
    assert score_page(page(), Prediction("p"), markup=markup).modified == "none"
    assert score_page(page(), Prediction("p", date_modified="2026-01-09"), markup=Markup()).modified is None


STATED = frozenset(
    """authors date_published date_modified section tags description is_accessible_for_free language
    page_kind""".split()
)


def test_nothing_may_be_given_where_the_answer_is_known_to_be_none():
    right = score_page(page(stated=STATED), Prediction("p"))
    assert (right.authors, right.day, right.modified, right.tags) == (1, "right", "right", 1)
    assert (right.section, right.description, right.access, right.language) == (True, True, True, True)
    given = Prediction("p", None, "", ("A",), "2026-01-09", "2026-01-09", (), "en", "News", ("t",), "D", True)
    wrong = score_page(page(stated=STATED), given)
    assert (wrong.authors, wrong.day, wrong.modified, wrong.tags) == (0, "wrong", "wrong", 0)
    assert (wrong.section, wrong.description, wrong.access, wrong.language) == (False, False, False, False)


def test_a_page_without_a_kind_in_the_gold_is_an_article():
    assert score_page(page(), Prediction("p", page_kind="gallery")).is_article is True
    assert score_page(page(), Prediction("p", page_kind="listing")).is_article is False
    assert score_page(page(page_kind="listing"), Prediction("p", page_kind="other")).is_article is True
    assert score_page(page(), Prediction("p")).is_article is None


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
