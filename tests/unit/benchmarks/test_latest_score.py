import pytest

from benchmarks.metrics.latest import LatestEntry, LatestGold, link_key, score_latest

SITE = "https://www.example.com"


def entry(path, headline="Headline", published=None):
    return LatestEntry(headline, SITE + path, published)


def gold(*entries, optional=()):
    return LatestGold(tuple(entries), tuple(SITE + path for path in optional), language="en", read_at=None)


@pytest.mark.parametrize(
    "url",
    [
        "http://www.example.com:80/news//a/?b=2&a=1#comments",
        "https://WWW.example.com/news/a?a=1&b=2&utm_source=home&fbclid=x",
    ],
    ids=["spelling", "tracking"],
)
def test_links_of_the_same_page_have_the_same_key(url):
    assert link_key(url) == link_key("https://www.example.com/news/a?a=1&b=2")


def test_links_of_other_pages_differ():
    assert link_key(SITE + "/a?page=2") != link_key(SITE + "/a")
    assert link_key(SITE + ":8080/a") != link_key(SITE + "/a")


def test_entries_match_by_link():
    score = score_latest(gold(entry("/a"), entry("/b")), [entry("/b"), entry("/c")])
    assert (score.expected, score.predicted, score.matched) == (2, 2, 1)
    assert (score.precision, score.recall, score.f1) == (0.5, 0.5, 0.5)


def test_an_optional_link_counts_for_neither_side():
    score = score_latest(gold(entry("/a"), optional=["/a", "/o"]), [entry("/a"), entry("/o")])
    assert (score.expected, score.predicted, score.matched) == (1, 1, 1)


def test_a_link_counts_once_and_any_copy_of_its_headline_will_do():
    score = score_latest(gold(entry("/a", "Long"), entry("/a", "Short")), [entry("/a", "Short"), entry("/a", "Other")])
    assert (score.expected, score.predicted, score.headlines_exact) == (1, 1, 1)


def test_order_is_judged_on_the_entries_both_have():
    expected = gold(entry("/a"), entry("/b"), entry("/c"))
    assert score_latest(expected, [entry("/a"), entry("/x"), entry("/c")]).in_order is True
    assert score_latest(expected, [entry("/c"), entry("/a")]).in_order is False
    assert score_latest(expected, [entry("/a")]).in_order is None


def test_a_date_not_given_is_wrong_and_one_not_displayed_is_not_judged():
    expected = gold(entry("/a", published="13:00"), entry("/b", published="14:00"), entry("/c"))
    score = score_latest(expected, [entry("/a"), entry("/b", published="14:00"), entry("/c", published="15:00")])
    assert (score.days_judged, score.days_right) == (2, 1)


def test_nothing_expected_and_nothing_given():
    score = score_latest(gold(), [])
    assert (score.precision, score.recall, score.f1, score.predicted) == (0, 0, 0, 0)


RESOLVED = LatestGold(
    (
        LatestEntry("A", SITE + "/a", "2026-01-09T13:00", "13:00", "Latest"),
        LatestEntry("B", SITE + "/b", None, None, "Latest"),
    ),
    (),
    "en",
    None,
    is_resolved=True,
)


def test_resolved_dates_are_compared_by_day():
    def given(published):
        return [LatestEntry("A", SITE + "/a", published), LatestEntry("B", SITE + "/b", None)]

    assert score_latest(RESOLVED, given("2026-01-09")).days_right == 1
    score = score_latest(RESOLVED, given("13:00"))
    assert (score.days_judged, score.days_right) == (1, 0)


def test_text_and_label_are_compared_as_displayed():
    given = [
        LatestEntry("A", SITE + "/a", None, "13:00", "Latest"),
        LatestEntry("B", SITE + "/b", None, None, None),
    ]
    assert score_latest(RESOLVED, given).as_displayed == 1


def test_days_as_displayed_are_judged_on_request_only():
    expected = gold(entry("/a", published="13:00"))
    assert score_latest(expected, [entry("/a", published="13:00")]).days_judged == 1
    assert score_latest(expected, [entry("/a", published="13:00")], with_displayed_days=False).days_judged == 0
