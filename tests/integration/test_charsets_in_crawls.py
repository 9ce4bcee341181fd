"""Pages whose encoding is declared wrongly, or not at all, as a crawl stores and writes them."""

from __future__ import annotations

import json
from pathlib import Path

from tests.recording_server import Answer, page, recording_server
from tests.sample_project import REPOSITORY, run_scrapy

_LOCAL = "-s DOWNLOAD_DELAY=0 -s AUTOTHROTTLE_ENABLED=0 -s PRIVATE_ADDRESSES_ALLOWED=1 -s RENDERING_ENABLED=0".split()
_GERMAN = "Die Fähre über den Fluss fährt wieder, sagte der Bürgermeister am Dienstag: „Es hat länger gedauert.“"
_RUSSIAN = "Паром через реку снова ходит, сообщил во вторник мэр города. Ремонт занял больше времени, чем думали."
_JAPANESE = "川を渡る船が火曜日からふたたび動き始めたと町長が話した。修理には思ったより長い時間がかかったという。"

# name: text, encoding of the bytes, charset of the header, charset of the meta element
_PAGES = {
    "header-says-utf-8": (_GERMAN, "windows-1252", "utf-8", None),
    "header-says-latin-1": (_GERMAN, "utf-8", "iso-8859-1", None),
    "meta-says-cyrillic": (_RUSSIAN, "utf-8", None, "windows-1251"),
    "header-against-meta": (_RUSSIAN, "windows-1251", "windows-1251", "utf-8"),
    "both-are-wrong": (_RUSSIAN, "windows-1251", "utf-8", "utf-8"),
    "nothing-is-said": (_JAPANESE, "shift_jis", None, None),
    "mark-against-header": (_RUSSIAN, "utf-16", "utf-8", "utf-8"),
    "no-such-charset": (_GERMAN, "utf-8", "utf-9", "klingon"),
}


def _path(name: str) -> str:
    return f"/2026/01/a-story-{name}"


def _answer(text: str, encoding: str, header: str | None, meta: str | None) -> Answer:
    head = f'<meta charset="{meta}">' if meta else ""
    paragraphs = "".join(f"<p>{text} ({number})</p>" for number in range(8))
    html = f"<!DOCTYPE html><html><head>{head}</head><body><article><h1>{text[:40]}</h1>{paragraphs}</article></body>"
    content_type = f"text/html; charset={header}" if header else "text/html"
    return 200, {"Content-Type": content_type}, html.encode(encoding)


def test_text_is_read_as_it_was_meant_whatever_is_declared(tmp_path: Path) -> None:
    links = "".join(
        f'<li><a href="{_path(name)}">A headline that is long enough, of {name}</a></li>' for name in _PAGES
    )
    answers = {_path(name): _answer(*said) for name, said in _PAGES.items()}
    with recording_server(answers | {"/": page(f"<ul>{links}</ul>")}) as server:
        feed = tmp_path / "articles.jsonl"
        done = run_scrapy(
            REPOSITORY,
            *("crawl", "news", "-a", f"url={server.url()}", "-O", str(feed), *_LOCAL),
            *("-s", "DUPLICATES_IN_FEED=1"),
            STORE_URL="sqlite://",
        )
    assert done.returncode == 0, done.stderr
    bodies = {item["url"].rpartition("/")[2]: item["body"] for item in map(json.loads, feed.read_bytes().splitlines())}
    assert bodies == {
        _path(name).rpartition("/")[2]: "\n\n".join(f"{said[0]} ({number})" for number in range(8))
        for name, said in _PAGES.items()
    }
