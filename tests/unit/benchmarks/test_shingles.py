import pytest

from benchmarks.metrics.shingles import corpus_f1, overlap, score_body, shingles


def test_a_shingle_is_a_run_of_four_words():
    assert shingles("one two, three: four five") == {
        ("one", "two", "three", "four"): 1,
        ("two", "three", "four", "five"): 1,
    }


def test_a_text_of_fewer_words_is_one_shingle():
    assert shingles("one two") == {("one", "two"): 1}


def test_a_text_without_words_has_no_shingle():
    assert not shingles(" … ")


def test_repeated_shingles_count_as_often_as_they_occur():
    found = overlap(shingles("a a a a a"), shingles("a a a a"))
    assert (found.common, found.surplus, found.missed) == (0.5, 0, 0.5)


def test_shares_add_up_to_one_however_long_the_texts():
    found = overlap(shingles("one two three four five"), shingles("zero one two three four"))
    assert (found.common, found.surplus, found.missed) == pytest.approx((1 / 3, 1 / 3, 1 / 3))
    assert (found.precision, found.recall, found.f1) == pytest.approx((0.5, 0.5, 0.5))


def test_two_empty_texts_agree():
    assert score_body([""], "").overlap.f1 == 1


def test_the_reference_that_fits_best_counts():
    score = score_body(["the lead is here and the body", "the body"], "The body.".lower())
    assert score.overlap.f1 == 1
    assert score.exact


def test_exact_means_the_same_words_in_the_same_case_and_order():
    assert score_body(["One two."], "One\n\ntwo").exact
    assert not score_body(["One two."], "one two").exact
    assert not score_body(["One two."], "two One").exact


def test_an_empty_prediction_costs_recall_but_has_no_precision():
    scores = [score_body(["one two"], "one two"), score_body(["one two"], "")]
    assert corpus_f1(scores) == pytest.approx(2 * 1 * 0.5 / 1.5)


def test_nothing_predicted_anywhere_is_zero():
    assert corpus_f1([score_body(["one two"], "")]) == 0
