from __future__ import annotations

import json
import time
from typing import Any

import pytest

from crawler import extract
from crawler.extraction.body import find_body
from tests.unit.extraction.pages import HEADLINE, PARAGRAPHS, URL, html, page, paragraphs

TEXT = list(PARAGRAPHS)
MARKUP = paragraphs()
STORY = {"id": 7, "headline": HEADLINE, "body": MARKUP}
OTHER = [f"Another story of the coast, in which paragraph {n} is as long as the others of it are." for n in range(6)]


def body_of(script: str, visible: str = "<div id='app'></div>") -> tuple[list[str], str]:
    return find_body(page(visible + script), HEADLINE)


def data(value: Any) -> str:
    return f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(value)}</script>'


@pytest.mark.parametrize(
    "script",
    [
        data({"props": {"pageProps": {"article": STORY}}}),
        f"<script>window.__INITIAL_STATE__ = {json.dumps({'article': STORY})}; run()</script>",
        f"<script>var a = {{b: 1}}; if (a) x={{}}; window.__S__={json.dumps([STORY])}</script>",
        f"<script>window.__S__ = JSON.parse({json.dumps(json.dumps({'story': STORY}))});</script>",
        f"<script>self.__next_f.push([1,{json.dumps('5:' + json.dumps(['$', 'x', None, STORY])[:200])}])</script>"
        f"<script>self.__next_f.push([1,{json.dumps(json.dumps(['$', 'x', None, STORY])[200:] + chr(10))}])</script>",
        f"<script>self.__next_f.push([1,{json.dumps('5:T4e2,' + MARKUP)}])</script>",
    ],
    ids=["JSON script", "assigned", "among program text", "JSON in a string", "stream in pieces", "text in a stream"],
)
def test_text_is_read_from_the_state_when_the_page_shows_none(script: str) -> None:
    assert body_of(script) == (TEXT, "embedded-state")


@pytest.mark.parametrize(
    "body",
    [
        "\n\n".join(TEXT),
        MARKUP.replace("<", "&lt;").replace(">", "&gt;"),
        "<figure><figcaption>The harbour in winter</figcaption></figure>" + MARKUP,
        TEXT,
        [{"type": "text", "content": text} for text in TEXT] + [{"type": "image", "caption": "The harbour in winter"}],
        [{"type": "paragraph", "children": [{"text": text[:20]}, {"text": text[20:], "bold": True}]} for text in TEXT],
        {
            "nodeType": "document",
            "content": [
                {
                    "nodeType": "paragraph",
                    "content": [
                        {"nodeType": "text", "value": text[:9]},
                        {"nodeType": "hyperlink", "content": [{"nodeType": "text", "value": text[9:]}]},
                    ],
                }
                for text in TEXT
            ],
        },
    ],
    ids=["lines", "escaped markup", "figure", "list of texts", "list of elements", "rich text", "nested rich text"],
)
def test_body_may_be_text_markup_or_a_tree(body: Any) -> None:
    assert body_of(data({"article": {"title": HEADLINE, "content": body}})) == (TEXT, "embedded-state")


def test_state_is_not_read_when_the_page_shows_its_text() -> None:
    other = data({"headline": HEADLINE, "body": "\n".join(OTHER * 5)})
    assert body_of(other, f"<h1>{HEADLINE}</h1>{MARKUP}") == (TEXT, "dom")


def test_text_called_by_the_headline_is_preferred_to_longer_ones() -> None:
    assert body_of(data([{"headline": "Another", "body": "\n".join(OTHER)}, STORY])) == (TEXT, "embedded-state")


def test_of_several_texts_without_the_headline_none_is_taken() -> None:
    stories = [{"title": f"Story {n}", "body": "\n".join(f"{n} {text}" for text in OTHER)} for n in range(5)]
    assert body_of(data({"stories": stories})) == ([], "none")


def test_short_text_in_the_state_is_no_body() -> None:
    assert body_of(data({"headline": HEADLINE, "body": TEXT[0]})) == ([], "none")


@pytest.mark.parametrize(
    "text",
    ["function go(a) { run(a); } " * 20, json.dumps([STORY, STORY]), "Ana Lima has written about the sea. " * 12],
    ids=["program", "JSON", "biography"],
)
def test_program_text_and_notices_in_the_state_are_no_body(text: str) -> None:
    assert body_of(data({"name": "note", "content": text})) == ([], "none")


@pytest.mark.parametrize(
    "script",
    [
        "<script>" + "a={" * 100_000 + "</script>",
        '<script>x=["' + '",["' * 100_000 + "</script>",
        '<script type="application/json">' + "[" * 100_000 + "</script>",
        data({"items": [{"body": {"content": [{"text": "x"}] * 3}} for _ in range(40_000)]}),
    ],
    ids=["program text", "unfinished", "deep", "many objects"],
)
def test_hostile_state_is_given_up_in_time(script: str) -> None:
    started = time.process_time()
    assert body_of(script)[1] == "none"
    assert time.process_time() - started < 2


def test_article_of_a_page_drawn_by_scripts_has_its_body() -> None:
    read = extract(html("<div id='root'></div>" + data({"article": STORY})), URL)
    assert read.body == "\n\n".join(TEXT)
