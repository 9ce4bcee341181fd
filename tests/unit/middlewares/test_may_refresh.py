import pytest

from crawler.middlewares.redirects import may_refresh

REFRESH = '<meta http-equiv="Refresh" content="0; url=/there">'


@pytest.mark.parametrize(
    "body", [REFRESH.encode(), REFRESH.upper().encode(), ("é" * 4000 + REFRESH).encode(), REFRESH.encode("utf-16")]
)
def test_a_page_that_may_refresh_is_looked_at(body):
    assert may_refresh(body)


def test_pages_without_the_word_and_words_far_down_the_page_are_not():
    assert not may_refresh(b"<p>Text.</p>")
    assert not may_refresh(b" " * 20_000 + REFRESH.encode())
    assert not may_refresh(b"")
