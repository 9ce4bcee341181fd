from __future__ import annotations

import pytest

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


def test_rights_that_are_not_stated_are_absent() -> None:
    assert find_rights(page(None, '<meta name="tdm-reservation" content="perhaps">')) == {}


def test_a_meta_element_supersedes_a_header_of_tdm() -> None:
    head = '<meta name="tdm-reservation" content="0">'
    assert find_rights(page(None, head, headers={"tdm-reservation": "1"})) == {"tdm_reservation": 0}


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
