import pytest

from benchmarks.metrics.headlines import same_headline


@pytest.mark.parametrize(
    ("expected", "predicted"),
    [
        ("“Enough” – says minister", '"Enough" - says minister'),
        ("It’s over…", "It's over..."),
        ("Fish &amp; chips", "Fish & chips"),
        ("Two\u00a0words", " Two  words\n"),
        ("Fuß\u00adball", "Fußball"),
        ("５人", "5人"),
    ],
    ids=["quotes and dashes", "apostrophe and ellipsis", "character reference", "white space", "soft hyphen", "width"],
)
def test_typography_does_not_matter(expected, predicted):
    assert same_headline(expected, predicted)


@pytest.mark.parametrize("predicted", ["Storm hits coast - Example News", "storm hits coast", "", None])
def test_words_and_case_matter(predicted):
    assert not same_headline("Storm hits coast", predicted)
