from statistics import fmean

import pytest

from benchmarks.metrics.bootstrap import interval, percentile


def test_percentiles_are_interpolated():
    assert percentile([1, 2, 3, 4], 0.25) == pytest.approx(1.75)
    assert (percentile([1, 2, 3, 4], 0), percentile([1, 2, 3, 4], 1)) == (1, 4)


def test_the_interval_of_a_mean_is_about_two_standard_errors_each_way():
    values = [0.0] * 50 + [1.0] * 50
    low, high = interval(values, fmean)
    assert (low, high) == pytest.approx((0.5 - 1.96 * 0.05, 0.5 + 1.96 * 0.05), abs=0.02)


def test_the_same_values_give_the_same_interval():
    values = [0.1, 0.4, 0.9, 0.7]
    assert interval(values, fmean) == interval(values, fmean)


def test_resamples_in_which_the_statistic_is_undefined_are_left_out():
    assert interval([0, 1], lambda sample: 1.0 if any(sample) else None) == (1.0, 1.0)


@pytest.mark.parametrize(("values", "statistic"), [([], fmean), ([1], lambda sample: None)])
def test_no_interval_without_a_figure(values, statistic):
    assert interval(values, statistic) is None
