"""The stories of the sample site: one text file each, TOML between two +++ lines and then the text.

Paragraphs are separated by an empty line; a line break inside one is white space. A paragraph that begins with
"## ", "- " or "> " is a sub-heading, a list item or a quotation. Inside, *words* are emphasised and
[words](target) are linked.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

EDITIONS = (1, 2)
_CONTENT = Path(__file__).parent / "content"
_BLOCK_TAGS = {"## ": "h2", "- ": "li", "> ": "blockquote"}
EMPHASIS = re.compile(r"\*([^*]+)\*")
LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")


@dataclass(frozen=True)
class Block:
    tag: str
    """"p", "h2", "li" or "blockquote"."""
    text: str
    """In one line, with the marks for emphasis and links."""

    @property
    def plain_text(self) -> str:
        return EMPHASIS.sub(r"\1", LINK.sub(r"\1", self.text))


@dataclass(frozen=True)
class Comment:
    author: str
    date: str
    text: str


@dataclass(frozen=True)
class Update:
    """One entry of a live blog."""

    date: str
    headline: str
    text: str


@dataclass(frozen=True)
class Story:
    """One file. Everything below `blocks` is a key of its front matter; an unknown key is an error."""

    publication: str
    name: str
    """The file's stem: the number, slug or both that its address is made of."""
    blocks: tuple[Block, ...]
    date_published: str
    headline: str
    date_modified: str | None = None
    authors: list[str] = field(default_factory=list)
    section: str | None = None
    tags: list[str] = field(default_factory=list)
    language: str = "en"
    description: str | None = None
    image: str = ""
    caption: str = ""
    kind: str = "article"
    """`page_kind` of the item contract."""
    comments: list[Comment] = field(default_factory=list)

    since_edition: int = EDITIONS[0]
    until_edition: int = EDITIONS[-1]

    front: bool = False
    """Agency: whether the front page links it."""
    page_date: str = "printed"
    """Agency: "printed" (the story's date stands alone on the page), "clock" (only today's date does), "none"."""
    paragraph_break: str = "p"
    """Blog: "br" writes the whole text as one element with <br><br> between paragraphs."""
    markup: str = "time"
    """Paper: what holds the dates: "json-ld", "microdata" or "time" (elements only)."""
    free: bool = True
    amp: bool = False
    slow: bool = False
    encoding: str = "utf-8"
    duration: str = ""
    """Paper: of a video, ISO 8601."""
    updates: list[Update] = field(default_factory=list)
    pictures: list[list[str]] = field(default_factory=list)
    """Paper: image name and caption of each picture of a gallery."""

    @property
    def moment(self) -> datetime:
        """`date_published` as an aware time; a bare date is its first second in UTC."""
        moment = datetime.fromisoformat(self.date_published)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)

    @property
    def body(self) -> str:
        """What a perfect extractor returns: every block of the text, in order, separated by one blank line."""
        texts = [block.plain_text for block in self.blocks]
        for update in self.updates:
            texts += [update.headline, update.text]
        return "\n\n".join(texts)


def _parse_block(text: str) -> Block:
    for mark, tag in _BLOCK_TAGS.items():
        if text.startswith(mark):
            return Block(tag, _fold(text.removeprefix(mark)))
    return Block("p", _fold(text))


def _fold(text: str) -> str:
    return " ".join(text.split())


def _corrected(blocks: tuple[Block, ...], number: int, paragraph: str) -> tuple[Block, ...]:
    return (*blocks[: number - 1], Block("p", _fold(paragraph)), *blocks[number:])


def _read_story(path: Path, edition: int) -> Story:
    _, front_matter, text = path.read_text(encoding="utf-8").split("+++\n", 2)
    values: dict[str, Any] = tomllib.loads(front_matter)
    blocks = tuple(_parse_block(part) for part in text.split("\n\n") if part.strip())
    correction = values.pop("edition_2", None)
    if correction and edition == 2:
        values["date_modified"] = correction["date_modified"]
        blocks = _corrected(blocks, correction["paragraph_number"], correction["paragraph"])
    values["comments"] = [Comment(**comment) for comment in values.get("comments", ())]
    values["updates"] = [Update(**update) for update in values.get("updates", ())]
    copied_name = values.pop("copy_of", None)
    story = Story(path.parent.name, path.stem, blocks, headline=values.pop("headline", ""), **values)
    if copied_name:
        original = _read_story(path.with_stem(copied_name), edition)
        story = replace(story, headline=original.headline, blocks=original.blocks)
    return story


@cache
def load_stories(publication: str, edition: int) -> tuple[Story, ...]:
    """The stories of *publication* that are online in *edition*, newest first."""
    stories = [_read_story(path, edition) for path in (_CONTENT / publication).glob("*.txt")]
    online = [story for story in stories if story.since_edition <= edition <= story.until_edition]
    return tuple(sorted(online, key=lambda story: (story.moment, story.name), reverse=True))
