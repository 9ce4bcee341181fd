from dataclasses import dataclass, field

from itemadapter import ItemAdapter

from crawler.feed_form import feed_form
from crawler.items import Article, DateCandidate, LatestNewsEntry


def article(kind=Article, **values):
    candidate = DateCandidate("date_published", "2026-01-09", "9 Jan", "text", "p", taken=True, reason="")
    entry = LatestNewsEntry(1, "Ferry runs again", "https://example.com/a")
    return kind(
        headline="Quay opened",
        authors=["Ann Miller"],
        rights={"meta_robots": "noarchive"},
        date_candidates=[candidate],
        latest_news=[entry],
        **values,
    )


def test_the_feed_form_of_an_article_is_what_its_adapter_gives():
    assert feed_form(article()) == ItemAdapter(article()).asdict()
    assert list(feed_form(article())) == list(ItemAdapter(article()).asdict())


def test_fields_that_a_subclass_adds_are_in_it():
    @dataclass
    class Rated(Article):
        stars: list[int] = field(default_factory=list)

    assert feed_form(article(Rated, stars=[5])) == ItemAdapter(article(Rated, stars=[5])).asdict()


def test_entries_that_are_dicts_stay_so():
    item = article()
    item.latest_news = [{"position": 1, "url": "https://example.com/a"}]
    assert feed_form(item)["latest_news"] == item.latest_news


def test_other_items_are_taken_as_they_are():
    assert feed_form({"url": "https://example.com/"}) == {"url": "https://example.com/"}


def test_changing_the_form_leaves_the_item_as_it_is():
    item = article()
    form = feed_form(item)
    form["authors"].append("Somebody")
    form["rights"]["tdm_reservation"] = 1
    form["latest_news"][0]["headline"] = ""
    assert item == article()
