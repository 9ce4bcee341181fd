"""Names read from a byline or an author property, and what kind of name each is."""

from __future__ import annotations

import pytest

from crawler.extraction.authors.author_names import names_in
from crawler.extraction.authors.name_kinds import Kind, kind_of

_OWN = frozenset({"examplenews", "examplecom", "example"})


def names(text: str, *, printed: bool = True) -> list[str]:
    return [name for name, _ in names_in(text, _OWN, printed=printed)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("By Ana Lima", ["Ana Lima"]),
        ("ByAna Lima", ["Ana Lima"]),
        ("by: Ana Lima and Jon Berg", ["Ana Lima", "Jon Berg"]),
        ("Ana Lima | Jon Berg", ["Ana Lima", "Jon Berg"]),
        ("Ana Lima; Ana Lima", ["Ana Lima"]),
        ("Ana Lima & Jon Berg", ["Ana Lima", "Jon Berg"]),
        ("By Ana Lima / Jon Berg", ["Ana Lima", "Jon Berg"]),
        ("Ana Lima/Jon Berg", ["Ana Lima", "Jon Berg"]),
        ("Ana Lima, political correspondent", ["Ana Lima"]),
        ("Political reporter Ana Lima", ["Ana Lima"]),
        ("Ana Lima Landespolitische Korrespondentin", ["Ana Lima"]),
        ("Ana Lima | Deputy Islands Desk Director", ["Ana Lima"]),
        ("Ana Lima | Reporter | Jon Berg | Reporter", ["Ana Lima", "Jon Berg"]),
        ("Ana Lima in Lisbon", ["Ana Lima"]),
        ("Ana Lima in Lisbon, Porto", ["Ana Lima"]),
        ("Ana Lima (Lisbon)", ["Ana Lima"]),
        ("Ana Lima, Lisbon", ["Ana Lima"]),
        ("Ana Lima, Example News, New York", ["Ana Lima"]),
        ("Ana Lima/EX", ["Ana Lima"]),
        ("By Ana Lima – Updated 9 January 2026", ["Ana Lima"]),
        ("Ana Lima 9 January 2026, 12:45", ["Ana Lima"]),
        ("By Ana Lima and Reuters", ["Ana Lima", "Reuters"]),
        ("Ana Lima (text), Jon Berg (photos)", ["Ana Lima"]),
        ("Text: Ana Lima, Photos: Jon Berg", ["Ana Lima"]),
        ("Ana Lima is a reporter", ["Ana Lima"]),
        ("von Andrea am 9. Januar 2026", ["Andrea"]),
        ("Posted by harbourmaster under Ferries, Islands", ["harbourmaster"]),
        ("dpa/lno", ["dpa/lno"]),
        ("J. R. Lima", ["J. R. Lima"]),
        ("By", []),
        ("https://example.com/ana", []),
        ("ana@example.com", []),
        ("admin", []),
        ("9 January 2026", []),
        ("12:45", []),
        ("View all posts", []),
        ("Über den Autor", []),
    ],
)
def test_names_are_read_from_a_printed_byline(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ana Lima, Jon Berg", ["Ana Lima", "Jon Berg"]),
        ("By Ana Lima For The Example On Sunday", ["Ana Lima"]),
        ("Lima, Ana", ["Ana Lima"]),
        ("Ana Lima, Jr.", ["Ana Lima Jr."]),
        ("Ana Lima, PhD", ["Ana Lima"]),
        ("Jorge Ruiz y Gasset", ["Jorge Ruiz y Gasset"]),
        ("Jorge Ruiz y Ana Lima", ["Jorge Ruiz", "Ana Lima"]),
        ("Per Berg", ["Per Berg"]),
        ("Di Maio", ["Di Maio"]),
        ("Oleh Koval", ["Oleh Koval"]),
        ("von der Heide", ["von der Heide"]),
        ("Ana Lima, Example Agency", ["Ana Lima", "Example Agency"]),
        ("Example staff reporter", ["Example staff reporter"]),
        ("AFP", ["AFP"]),
        ("Ana L.", ["Ana L."]),
        ("Example Press Ltd, Lisbon, Portugal", ["Example Press Ltd"]),
        ("/ana", []),
        ("Ana Lima www.example.com", ["Ana Lima"]),
    ],
)
def test_names_are_read_from_a_property(text: str, expected: list[str]) -> None:
    assert names(text, printed=False) == expected


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Ana Lima", Kind.PERSON),
        ("Ana de la Vega", Kind.PERSON),
        ("van den Berg", Kind.WEAK),
        ("O'Neil Jones-Smith", Kind.PERSON),
        ("ANA LIMA", Kind.PERSON),
        ("Анна Иванова", Kind.PERSON),
        ("منى علي", Kind.PERSON),
        ("王小明", Kind.PERSON),
        ("Example News", Kind.NEWSROOM),
        ("Example Staff", Kind.NEWSROOM),
        ("Agencia EFE", Kind.NEWSROOM),
        ("Reuters", Kind.NEWSROOM),
        ("新华社", Kind.NEWSROOM),
        ("The Northern Islands", Kind.WEAK),
        ("Ana", Kind.WEAK),
        ("harbourmaster313", Kind.WEAK),
        ("Chief Editor", Kind.WEAK),
        ("More Stories", Kind.NOBODY),
        ("Webmaster", Kind.NOBODY),
        ("Sunday", Kind.NOBODY),
        ("Author", Kind.NOBODY),
        ("105092", Kind.NOBODY),
        ("...", Kind.NOBODY),
    ],
)
def test_kind_of_a_name_is_told_by_its_words(name: str, kind: Kind) -> None:
    assert kind_of(name, _OWN) == kind


def test_long_list_of_names_is_cut() -> None:
    many = ", ".join(f"Ana L{chr(97 + number // 26)}{chr(97 + number % 26)}" for number in range(200))
    assert len(names(many)) == 50
