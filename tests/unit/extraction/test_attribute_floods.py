"""No page makes libxml2 pass the attributes of a tag again and again, however its tags are hidden from who counts."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from lxml import etree

from crawler import extract
from crawler.extraction import attribute_floods
from crawler.extraction.attribute_floods import without_attribute_floods
from tests.unit.extraction.pages import HEADLINE, PARAGRAPHS, URL, html, paragraphs

# What libxml2 takes three seconds and more for, unless it is cut.
_FLOOD_BYTES = 400_000
# "N" becomes a number. Each is repeated within a tag.
_FLOODS = {
    "names": " aN",
    "values": ' aN="N"',
    "slashes": "/aN",
    "< in names": " <aN",
    "< in values": " aN=<b",
    '> in "': ' aN=">"',
    "> in '": "aN='>'",
    "both": " aN='\">'bN=\"'>\"",
    "tags": ' aN="<p x>"',
    "spaces": ' aN =\n ">"',
    "many spaces": f" aN={' ' * 70}'>'",
    "quotes in names": " a\"N'",
    "no names": '/="N/aN',
    "capitals": " AN='</P>'",
}


def repeated(text: str, length: int) -> str:
    return "".join(text.replace("N", f"{number:x}") for number in range(length // len(text)))


def most_attributes(page: bytes) -> int:
    root = etree.fromstring(page, etree.HTMLParser(huge_tree=True, encoding="utf-8"))
    return max((len(element.attrib) for element in root.iter(etree.Element)), default=0)


@pytest.mark.parametrize("attribute", _FLOODS.values(), ids=_FLOODS.keys())
def test_text_after_a_flood_of_attributes_is_read_in_time(attribute: str) -> None:
    flood = repeated(attribute, _FLOOD_BYTES)
    page = html(f"<h1>{HEADLINE}</h1><div {flood}>{paragraphs()}</div>")
    began = time.process_time()
    article = extract(page, URL)
    assert time.process_time() - began < 2
    assert article.body == "\n\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    "before",
    ["<script>'<b x=\"'</script>", "<style><b x='</style>", "<title><b x='</title>", "<!-- <b x='-->", "<?b x='>"],
    ids=["script", "style", "title", "comment", "instruction"],
)
@pytest.mark.parametrize("attribute", [" aN", " aN='>'"])
def test_a_flood_behind_what_looks_like_a_tag_is_read_in_time(before: str, attribute: str) -> None:
    page = f"<html><body>{before}<p {repeated(attribute, _FLOOD_BYTES)}>{paragraphs()}"
    began = time.process_time()
    extract(page, URL)
    assert time.process_time() - began < 2


@pytest.mark.parametrize("count", [100, 600, 5_000])
def test_many_tags_of_many_attributes_are_read_in_time(count: int) -> None:
    tag = f"<p {' '.join(f'a{number:x}' for number in range(count))}>"
    page = f"<html><body>{tag * (5 * _FLOOD_BYTES // len(tag))}"
    began = time.process_time()
    extract(page, URL)
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    "attribute", [" aN", " aN='>'", "=>", '="', "<a b='", "<a b=\"<a b='", "<aN b=", '=">' + "x" * 90]
)
def test_twice_the_page_takes_no_more_than_about_twice_the_time(attribute: str) -> None:
    def seconds(length: int) -> float:
        page = ("<p " + repeated(attribute, length)).encode()
        began = time.process_time()
        without_attribute_floods(page)
        return time.process_time() - began

    # So that what takes no time at all is not measured.
    assert seconds(2_000_000) < 0.2 + 3 * min(seconds(1_000_000) for _ in range(2))


@pytest.mark.parametrize("count", [1, 40], ids=["one", "many"])
def test_floods_in_texts_of_the_state_are_read_in_time(count: int) -> None:
    """All of 500 KB in one took 14 s, and each of many is too short to be long by itself."""
    texts = [f"<p {repeated(' aN', 2 * _FLOOD_BYTES // count)}>{paragraphs()}" for _ in range(count)]
    state = json.dumps([{"headline": HEADLINE, "body": text} for text in texts])
    page = html(f"<h1>{HEADLINE}</h1><script>state = {state}</script>")
    began = time.process_time()
    article = extract(page, URL)
    assert time.process_time() - began < 2
    assert article.body == "\n\n".join(PARAGRAPHS)


_TOKENS = """a bc < > = " ' / \n x= =" =' é <p </p> <!-- --> <script> </script> <style> </style> <title> </title> <? ]]>
    <textarea> </textarea> <![CDATA[ <!doctype """.split(" ")


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    st.lists(
        st.tuples(
            st.lists(st.sampled_from([*_TOKENS, " aN", "aN=", "aN='>'", 'aN=">" ']), max_size=5), st.integers(1, 120)
        ),
        max_size=6,
    )
)
def test_whatever_a_page_is_made_of_its_attributes_keep_within_the_limit(parts: list[tuple[list[str], int]]) -> None:
    markup = "".join(repeated("".join(tokens), len("".join(tokens)) * times) for tokens, times in parts if any(tokens))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(attribute_floods, "_MAX_SQUARES", 3_000)
        kept = without_attribute_floods(f"<html><body><p {markup}".encode())
    # What is counted and what is in tags too short to be counted.
    assert most_attributes(b"<html>" + kept) ** 2 <= 2 * 3_000


@given(st.text(alphabet="aB<='\"/ \n\x0b\x0cé`&?", max_size=30))
def test_attributes_are_cut_off_where_libxml2_sees_one_begin(first: str) -> None:
    page = f"<q {first}{repeated(' aN', 2_000)}>x".encode()
    parser = etree.HTMLParser(encoding="utf-8")
    whole = etree.fromstring(page, parser).find(".//q")
    assume(whole is not None)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(attribute_floods, "_MAX_SQUARES", 20_000)
        cut = etree.fromstring(without_attribute_floods(page), parser).find(".//q")
    assert whole.items()[: len(cut.attrib)] == cut.items()
    # Some are in the tag twice.
    assert 20 <= len(cut.attrib) <= 50
    assert cut.text == "x"


def test_long_value_of_one_attribute_is_no_flood() -> None:
    page = f'<p data-x="{"word = / " * 20_000}" class="y">'.encode()
    assert without_attribute_floods(page) == page


@pytest.mark.parametrize(
    "text", ['{"a": "b c/d"}, ', "if(a<b&&c>d){e='f'}", 'i<n;j="x=";k=>l; '], ids=["data", "script", "quotes"]
)
def test_long_scripts_are_no_flood(text: str) -> None:
    page = html(f"<h1>{HEADLINE}</h1><script>{text * 50_000}</script>{paragraphs()}").encode()
    assert without_attribute_floods(page) == page
