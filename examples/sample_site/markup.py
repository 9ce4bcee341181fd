"""HTML and XML from the template files: text is escaped on the way in, markup is not."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from html import escape
from itertools import groupby
from pathlib import Path
from string import Template
from typing import Any

from examples.sample_site.stories import EMPHASIS, LINK, Block

_TEMPLATES = Path(__file__).parent / "templates"


class Markup(str):
    """Text that is markup already and goes into a template as it is."""

    __slots__ = ()


@cache
def _template(name: str) -> Template:
    return Template((_TEMPLATES / name).read_text(encoding="utf-8"))


def render(template: str, /, **values: object) -> Markup:
    """The file *template* below templates/ with each $name replaced.

    Raises KeyError when the template has a name that is not given.
    """
    safe = {key: value if isinstance(value, Markup) else escape(str(value)) for key, value in values.items()}
    return Markup(_template(template).substitute(safe))


def join(pieces: Iterable[Markup]) -> Markup:
    return Markup("\n".join(pieces))


def inline(text: str) -> Markup:
    """One paragraph with its marks for emphasis and links turned into elements."""
    linked = LINK.sub(r'<a href="\2">\1</a>', escape(text, quote=False))
    return Markup(EMPHASIS.sub(r"<em>\1</em>", linked))


def block_elements(blocks: Iterable[Block]) -> list[Markup]:
    """One element a block, neighbouring list items together in one list."""
    elements = []
    for tag, group in groupby(blocks, key=lambda block: block.tag):
        contents = [inline(block.text) for block in group]
        if tag == "li":
            items = "\n".join(f"<li>{content}</li>" for content in contents)
            elements.append(Markup(f"<ul>\n{items}\n</ul>"))
        elif tag == "blockquote":
            elements += [Markup(f"<blockquote><p>{content}</p></blockquote>") for content in contents]
        else:
            elements += [Markup(f"<{tag}>{content}</{tag}>") for content in contents]
    return elements


def json_ld(data: dict[str, Any]) -> Markup:
    """A script element with *data*; "</" is written so that no text can close the element."""
    text = json.dumps(data, ensure_ascii=False).replace("</", "<\\/")
    return Markup(f'<script type="application/ld+json">{text}</script>')
