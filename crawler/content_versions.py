"""What identifies the version of a page that was read: what it said, who read it so, and its bytes.

Whether a server lied that said "not modified" is decided by it. Bytes alone prove nothing: many pages have some that
differ in every answer. What was read alone proves nothing either: another release, profile or browser reads otherwise
from the same bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lxml import etree

from crawler import __version__
from crawler.sites import SiteProfile

# Of digests that are compared with one other, 64 bits are far more than chance ever meets.
_DIGEST_BYTES = 8
# What decides what is read from the bytes of a page.
_READING = ("extraction", "loaders", "discovery", "urls.py", "url_kinds.py")


@dataclass(frozen=True, slots=True)
class ContentVersion:
    """As text, in a column of the frontier, `CONTENT@READER:BODY:LINKS`."""

    content: str
    """Equal to that of another version: what was read is the same."""
    reader: str
    """Equal to that of another version: the same bytes would have been read alike."""
    body: str
    """A digest of the bytes, as the server sent them."""
    links: str = ""
    """A digest of what a page of links links to, whatever was made of that; empty for other pages."""

    def __str__(self) -> str:
        return f"{self.content}@{self.reader}:{self.body}:{self.links}"

    def differs_from(self, before: ContentVersion) -> bool:
        """Whether a page that was *before* has changed, beyond any doubt about who read it, in what it says."""
        is_other = self.content != before.content and (self.links != before.links or not self.links)
        return is_other and self.reader == before.reader and self.body != before.body

    def says_as(self, other: ContentVersion) -> bool:
        return self.body == other.body or (self.content, self.links) == (other.content, other.links)


def content_version(text: str | None) -> ContentVersion | None:
    """*text* as it is in the frontier; None: there is none, or one of an earlier release, which cannot be compared."""
    content, _, rest = (text or "").rpartition("@")
    parts = rest.split(":")
    return ContentVersion(content, *parts) if content and len(parts) == 3 else None


def content_of(text: str | None) -> str | None:
    """The part of a version's *text* that says what was read."""
    return text.partition("@")[0] if text else None


def digest(parts: Iterable[bytes]) -> str:
    hashed = hashlib.blake2b(digest_size=_DIGEST_BYTES)
    for part in parts:
        hashed.update(part)
    return hashed.hexdigest()


def reader_of(profile: SiteProfile | None, *, is_rendered: bool) -> str:
    """What tells who reads a page as *profile* says, from what a browser shows or from what was sent."""
    said = "" if profile is None else repr((profile.language, str(profile.time_zone), profile.day_first))
    rules = () if profile is None else (sorted(profile.selectors.items()), profile.remove)
    return digest([_code().encode(), said.encode(), repr(rules).encode(), str(is_rendered).encode()])


@cache
def _code() -> str:
    """Changes with everything that reads pages, also between two releases; takes some milliseconds, once."""
    directory = Path(__file__).parent
    files = [
        file
        for name in _READING
        for file in sorted([*(directory / name).rglob("*"), directory / name])
        if file.is_file() and "__pycache__" not in file.parts
    ]
    versions = f"{__version__} {etree.LXML_VERSION} {etree.LIBXML_VERSION}"
    return digest([versions.encode(), *(file.read_bytes() for file in files)])
