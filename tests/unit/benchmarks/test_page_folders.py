import json

from benchmarks.page_folders import read_page_folders


def write_case(folder, name, **expected):
    case = folder / "pages" / name
    case.mkdir(parents=True)
    (case / "page.html").write_bytes(b"<p>Stored.")
    meta = {"url": "https://e.com/a", "fetched_at": "2026-01-09T12:00:00+00:00", "content_type": "text/html"}
    (case / "meta.json").write_text(json.dumps(meta))
    (case / "expected.json").write_text(json.dumps(expected))


def read_case(folder, **expected):
    write_case(folder, "case", **expected)
    return read_page_folders(folder).pages[0]


def test_a_folder_without_pages_is_no_set(tmp_path):
    assert read_page_folders(tmp_path) is None


def test_pages_come_in_the_order_of_their_names(tmp_path):
    write_case(tmp_path, "b")
    write_case(tmp_path, "a")
    assert [page.id for page in read_page_folders(tmp_path).pages] == ["a", "b"]


def test_page_url_and_time_of_fetch_are_read(tmp_path):
    page = read_case(tmp_path)
    assert (page.html(), page.url, page.fetched_at.isoformat()) == (
        b"<p>Stored.",
        "https://e.com/a",
        "2026-01-09T12:00:00+00:00",
    )


def test_only_fields_that_are_named_are_stated(tmp_path):
    page = read_case(tmp_path, section=None, tags=[])
    assert page.stated == {"section", "tags"}
    assert (page.references, page.latest) == ((), None)


def test_a_standfirst_may_open_the_body(tmp_path):
    assert read_case(tmp_path, body=["One.", "Two."], standfirst="Lead.").references == (
        "Lead.\n\nOne.\n\nTwo.",
        "One.\n\nTwo.",
    )


def test_optional_paragraphs_may_be_left_out(tmp_path):
    assert read_case(tmp_path, body=["One.", "Two."], optional_paragraphs=[1]).references == ("One.\n\nTwo.", "One.")


def test_entries_are_resolved(tmp_path):
    entry = {"headline": "H", "url": "https://e.com/b", "date_published": "2026-01-09T13:00"}
    page = read_case(tmp_path, latest_news=[{**entry, "date_published_raw": "13:00", "label": "Latest"}])
    assert page.latest.is_resolved
    assert page.latest.entries[0].displayed == "13:00"
