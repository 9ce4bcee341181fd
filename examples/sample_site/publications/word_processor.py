"""Paragraphs as a word processor leaves them when its text is pasted into a content management system.

Line breaks stand inside sentences, spans are nested to no purpose, classes begin with Mso, spaces are
non-breaking here and there, and one paragraph is empty. Which words are hit depends on their position
only, so that a story has the same markup every time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from itertools import cycle

from examples.sample_site.markup import Markup
from examples.sample_site.stories import Block

_STYLE = "margin-bottom:0cm;text-align:justify;line-height:115%"
_FONT = "font-size:12.0pt;line-height:115%;font-family:&quot;Times New Roman&quot;,serif;mso-ansi-language:EN-US"
_EMPTY = Markup(
    f'<p class="MsoNormal" style="{_STYLE}"><span lang="EN-US" style="{_FONT}"><o:p>&nbsp;</o:p></span></p>'
)

# Words a line: the first break comes after the first word, the others where a narrow window had wrapped them.
_LINE_LENGTHS = (1, 16, 13, 17, 7, 12, 18, 15)
_WORDS_BETWEEN_HARD_SPACES = 11


def pasted_paragraphs(blocks: Iterable[Block]) -> Iterator[Markup]:
    for position, block in enumerate(blocks):
        yield _paragraph(block.plain_text, position)
        if position == 1:
            yield _EMPTY


def _paragraph(text: str, position: int) -> Markup:
    lines = _lines(_with_hard_spaces(text.split()))
    content = _in_nested_spans([escape(line, quote=False) for line in lines])
    if position % 3 == 1:
        content = content.replace("’", "&rsquo;").replace("“", "&ldquo;").replace("”", "&rdquo;")
    style_class = "MsoNormal" if position % 4 else "MsoBodyText"
    return Markup(
        f'<p class="{style_class}" style="{_STYLE}"><span lang="EN-US" style="{_FONT}">{content}<o:p></o:p></span></p>'
    )


def _with_hard_spaces(words: list[str]) -> list[str]:
    """*words* with each eleventh joined to its successor by a no-break space."""
    joined = [words[0]]
    for position, word in enumerate(words[1:], start=1):
        if position % _WORDS_BETWEEN_HARD_SPACES == 0:
            joined[-1] += f"\u00a0{word}"
        else:
            joined.append(word)
    return joined


def _lines(words: list[str]) -> list[str]:
    lines = []
    for length in cycle(_LINE_LENGTHS):
        lines.append(" ".join(words[:length]))
        words = words[length:]
        if not words:
            return lines
    raise AssertionError("cycle() ended")


def _in_nested_spans(lines: list[str]) -> str:
    """*lines* joined by line breaks, each third one in two spans that change nothing."""
    wrapped = [
        f'<span style="mso-bidi-font-weight:bold"><span lang="EN-GB">{line}</span></span>' if number % 3 == 2 else line
        for number, line in enumerate(lines)
    ]
    return "\n".join(wrapped).replace("\u00a0", "&nbsp;")
