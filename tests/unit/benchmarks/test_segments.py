from benchmarks.metrics.segments import pooled_f1, score_segments


def test_segments_are_found_across_line_breaks():
    score = score_segments(["one two", "three"], ["menu"], "and one\n  two")
    assert (score.found, score.missed, score.leaked) == (1, 1, 0)


def test_unwanted_segments_present_are_leaks():
    assert score_segments([], ["Share this", "Menu"], "Text. Share this").leaked == 1


def test_pages_are_pooled_by_segment():
    scores = [score_segments(["a", "b", "c"], [], "a b c"), score_segments(["x"], ["y"], "y")]
    assert pooled_f1(scores) == 2 * 3 / (2 * 3 + 2)


def test_nothing_found_is_zero():
    assert pooled_f1([score_segments(["a"], [], "")]) == 0
    assert pooled_f1([]) == 0
