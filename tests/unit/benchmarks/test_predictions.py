from benchmarks.metrics.latest import LatestEntry
from benchmarks.predictions import Prediction, System, from_article, from_row, read_systems, to_row, write_predictions
from crawler.items import Article, LatestNewsEntry


def test_an_article_becomes_the_fields_that_are_scored():
    article = Article(headline="H", body="B", authors=["A"], date_published="2026-01-09", language="en-GB", tags=["t"])
    assert from_article("p", article) == Prediction("p", "H", "B", ("A",), "2026-01-09", language="en-GB", tags=("t",))


def test_an_entrys_date_is_the_resolved_one_else_the_text_displayed():
    article = Article(
        latest_news=[
            LatestNewsEntry(1, "H", "https://e.com/a", "2026-01-09", "09.Jan.2026"),
            LatestNewsEntry(2, "I", "https://e.com/b", None, "13:00"),
        ]
    )
    assert [entry.published for entry in from_article("p", article).latest] == ["2026-01-09", "13:00"]


def test_predictions_survive_the_file(tmp_path):
    entry = LatestEntry("H", "https://e.com/", None, "09.01.", "Neu")
    prediction = Prediction(
        "p", "„H“", "B", ("A",), "2026-01-09", None, (entry,), "de", "Lokales", ("t",), "D", False, "article"
    )
    write_predictions(tmp_path / "tool" / "aeb.jsonl", [prediction])
    (system,) = read_systems(tmp_path)
    assert (system.name, system.predict("aeb", "p")) == ("tool", prediction)
    assert from_row(to_row(prediction)) == prediction


def test_a_page_without_output_is_empty():
    assert System("tool", {"aeb": {}}).predict("aeb", "p") == Prediction("p")


def test_a_system_offers_what_it_gives_on_some_page_of_some_set():
    pages = {"p": Prediction("p", date_published="2026-01-09"), "q": Prediction("q", body="B")}
    assert System("tool", {"aeb": {"p": pages["p"]}, "fundus": {"q": pages["q"]}}).fields == {"date_published", "body"}


def test_a_system_offers_the_time_only_with_its_zone():
    def fields(date):
        return System("tool", {"aeb": {"p": Prediction("p", date_published=date)}}).fields

    assert "time" in fields("2026-01-09T18:20:00+04:00")
    assert "time" not in fields("2026-01-09T18:20:00")
