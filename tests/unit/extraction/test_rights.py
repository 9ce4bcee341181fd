from __future__ import annotations

import json

import pytest

from crawler.discovery.robots_rules import PathPattern, parse_robots
from crawler.extraction.rights import find_rights, forbidden_by, parse_tdmrep, robots_directives, stated_signals
from tests.unit.extraction.pages import page


def test_rights_come_from_meta_elements_and_headers_as_found() -> None:
    head = '<meta name="robots" content="noarchive"><meta name="tdm-policy" content="https://example.com/tdm.json">'
    headers = {"x-robots-tag": "noai, noindex", "tdm-reservation": "1"}
    assert find_rights(page(None, head, headers=headers)) == {
        "meta_robots": "noarchive",
        "x_robots_tag": "noai, noindex",
        "tdm_reservation": 1,
        "tdm_policy": "https://example.com/tdm.json",
    }


def test_meta_element_with_our_name_is_recorded_and_counts_and_another_robot_s_is_not() -> None:
    head = '<meta name="NewsCrawler" content="noindex, noai"><meta name="googlebot" content="noarchive">'
    rights = find_rights(page(None, head), "NewsCrawler")
    assert rights == {"meta_robots_for_us": "noindex, noai"}
    assert robots_directives(rights, "NewsCrawler") == {"noindex", "noai"}
    assert find_rights(page(None, head)) == {}


def test_rights_that_are_not_stated_are_absent() -> None:
    assert find_rights(page(None, '<meta name="tdm-reservation" content="perhaps">')) == {}


def test_a_meta_element_supersedes_a_header_of_tdm() -> None:
    head = '<meta name="tdm-reservation" content="0">'
    assert find_rights(page(None, head, headers={"tdm-reservation": "1"})) == {"tdm_reservation": 0}


def test_all_robots_meta_elements_count() -> None:
    head = '<meta name="robots" content="max-image-preview:large"><meta name="ROBOTS" content="noai">'
    rights = find_rights(page(None, head), "NewsCrawler")
    assert rights == {"meta_robots": "max-image-preview:large, noai"}
    assert robots_directives(rights, "NewsCrawler") == {"max-image-preview:large", "noai"}


@pytest.mark.parametrize(
    ("meta", "header", "reserved"),
    [
        ("true", "1", 1),
        ("perhaps", "0", 0),
        (None, "1, 1", 1),
        (None, "0, 1", 1),
        (None, " 1 ", 1),
        (None, "yes", None),
        (None, "", None),
        ("0", "1", 0),
    ],
)
def test_a_reservation_is_found_where_it_can_be_read(meta: str | None, header: str, reserved: int | None) -> None:
    head = f'<meta name="tdm-reservation" content="{meta}">' if meta else ""
    assert find_rights(page(None, head, headers={"tdm-reservation": header})).get("tdm_reservation") == reserved


@pytest.mark.parametrize("name", ["content-signal", "content-usage"])
def test_signals_of_a_header_are_recorded_by_use(name: str) -> None:
    rights = find_rights(page(None, "", headers={name: "search=yes, AI-train=no, x"}))
    assert rights == {"content_signals": {"search": "yes", "ai-train": "no"}}


@pytest.mark.parametrize(
    ("header", "directives"),
    [
        ("noai, NoImageAI", {"noai", "noimageai"}),
        ("googlebot: noindex, nofollow", set()),
        ("noarchive, googlebot: noindex, NewsCrawler: noai, nosnippet", {"noarchive", "noai", "nosnippet"}),
        ("max-snippet: 50, noai", {"max-snippet: 50", "noai"}),
        ("noai noimageai", {"noai", "noimageai"}),
        ("max-snippet:-1 noai\tnoimageai", {"max-snippet:-1", "noai", "noimageai"}),
        ("NewsCrawler: noai noindex", {"noai", "noindex"}),
        ("unavailable_after: 25 Jun 2030 15:00:00 PST, noai", {"unavailable_after: 25 jun 2030 15:00:00 pst", "noai"}),
        (" , ,", set()),
    ],
)
def test_directives_for_another_robot_are_not_for_us(header: str, directives: set[str]) -> None:
    assert robots_directives({"x_robots_tag": header}, "NewsCrawler") == directives


def test_a_policy_names_the_signals_that_forbid() -> None:
    rights = {"meta_robots": "noai", "tdm_reservation": 1, "content_signals": {"ai-train": "no"}}
    assert stated_signals(rights, "NewsCrawler") == ["noai", "tdm-reservation=1", "ai-train=no"]
    assert forbidden_by(rights, "NewsCrawler", ["noarchive", "tdm-reservation=1"]) == "tdm-reservation=1"
    assert forbidden_by(rights, "NewsCrawler", ["noarchive"]) is None


def test_rules_of_a_tdm_file_in_its_order() -> None:
    body = b"""[{"location": "/a/", "tdm-reservation": 1, "tdm-policy": "https://example.com/p.json"},
               {"location": "/b/*.jpg", "tdm-reservation": 0}, {"location": "/c"}, "x", {"location": 1}]"""
    assert parse_tdmrep(body) == [
        {"location": "/a/", "tdm_reservation": 1, "tdm_policy": "https://example.com/p.json"},
        {"location": "/b/*.jpg", "tdm_reservation": 0},
    ]


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"{}", b"null", b"[" * 100_000, b"[1]", b"\xff\xfe", b'[{"location": "/"']
)
def test_what_is_no_tdm_file_has_no_rules(body: bytes) -> None:
    assert parse_tdmrep(body) == []


@pytest.mark.parametrize("said", ["no\x00ai", "no\ud800ai", "no\x1b[2Jai"])
def test_what_no_store_can_hold_is_taken_out_of_what_is_said(said: str) -> None:
    robots = parse_robots(
        f"User-agent: *\nContent-Signal: ai-train={said}".encode(errors="surrogatepass"), "NewsCrawler"
    )
    headers = {"x-robots-tag": said, "tdm-policy": said, "content-signal": f"ai-train={said}"}
    tdm = parse_tdmrep(json.dumps([{"location": f"/{said}", "tdm-reservation": 1, "tdm-policy": said}]).encode())
    PathPattern.parse(tdm[0]["location"])
    for found in (robots.signals, find_rights(page(None, "", headers=headers)), tdm):
        text = json.dumps(found, ensure_ascii=False).encode()
        assert b"\\u00" not in text
        assert b"ai" in text


def test_what_is_said_at_endless_length_is_cut() -> None:
    headers = {
        "x-robots-tag": "noai, " * 10_000,
        "content-signal": ",".join(f"a{number}=no" for number in range(9_000)),
    }
    rights = find_rights(page(None, "", headers=headers))
    assert len(rights["x_robots_tag"]) == 2_000
    assert len(rights["content_signals"]) == 50
