"""The examples of Lin, "ROUGE: A Package for Automatic Evaluation of Summaries" (2004), sections 3.1 and 3.2."""

import pytest

from benchmarks.metrics.rouge import common_positions, rouge_lsum_f1


def sentence(text):
    return tuple(text.split())


REFERENCE = sentence("police killed the gunman")


@pytest.mark.parametrize(
    ("candidate", "expected"),
    [("police kill the gunman", 3 / 4), ("the gunman kill police", 2 / 4)],
    ids=["in order", "swapped"],
)
def test_sentence_level_longest_common_subsequence(candidate, expected):
    assert rouge_lsum_f1([[REFERENCE]], [sentence(candidate)]) == pytest.approx(expected)


def test_union_of_the_subsequences_with_each_candidate_sentence():
    reference = sentence("w1 w2 w3 w4 w5")
    candidates = [sentence("w1 w2 w6 w7 w8"), sentence("w1 w3 w8 w9 w5")]
    # The union is w1 w2 w3 w5: recall 4/5, precision 4/10.
    assert rouge_lsum_f1([[reference]], candidates) == pytest.approx(2 * 0.8 * 0.4 / 1.2)


def test_a_token_counts_as_often_as_the_candidate_has_it():
    assert rouge_lsum_f1([[("a", "b"), ("a", "c")]], [("a",)]) == pytest.approx(2 / 5)


def test_the_reference_that_fits_best_counts():
    assert rouge_lsum_f1([[REFERENCE, sentence("and fled")], [REFERENCE]], [REFERENCE]) == 1


@pytest.mark.parametrize(("references", "candidates"), [([[()]], [REFERENCE]), ([[REFERENCE]], [])])
def test_no_token_on_one_side_is_zero(references, candidates):
    assert rouge_lsum_f1(references, candidates) == 0


def test_of_equally_long_subsequences_the_one_earlier_in_the_reference_counts():
    assert common_positions(("a", "b"), ("b", "a")) == {0}
