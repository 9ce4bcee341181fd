"""Where feeds on this machine are written: complete under their name, or not at all."""

from __future__ import annotations

import json
import logging
import os
import shutil
from pathlib import Path
from typing import IO, Any, Self, cast

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.extensions.feedexport import FileFeedStorage

from crawler.part_files import PartFile, has_parts, left_parts, only_part, own_part

logger = logging.getLogger(__name__)

_LINE_FORMATS = frozenset({"jsonlines", "jsonl", "jl"})
# Of a comparison or a copy: large enough for the disk, small for the memory.
_CHUNK_BYTES = 1 << 20


class CompleteFileFeedStorage(FileFeedStorage):
    """A feed is written beside its file as "NAME.part". Complete, it takes the file's name (`-O`) or is joined to what
    is there, in a copy that takes the name (`-o`). So a crawl that is killed, fails or finds nothing new leaves the
    last good file, whole.

    What a killed crawl had written of JSON Lines begins the next crawl's: its articles may be in the store, and then
    are not exported again. A part of another format cannot be gone on with: it is dropped with a warning.
    """

    def __init__(self, uri: str, *, feed_options: dict[str, Any] | None = None) -> None:
        super().__init__(uri, feed_options=feed_options)
        options = feed_options or {}
        format_ = None if options.get("postprocessing") else options.get("format")
        self._has_lines = format_ in _LINE_FORMATS
        self._has_header = format_ == "csv"
        path = Path(self.path)
        # Where a link leads is replaced, not the link.
        self._target = path.resolve() if path.is_file() else path
        self._part: PartFile | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler, uri: str, *, feed_options: dict[str, Any] | None = None) -> Self:
        storage = cls(uri, feed_options=feed_options)
        crawler.signals.connect(storage.finish_left_parts, signal=signals.feed_exporter_closed)
        return storage

    def open(self, spider: Spider) -> IO[bytes]:
        # A device or pipe is written to, never replaced.
        if self._target.exists() and not self._target.is_file():
            return self._target.open(self.write_mode)
        self._target.parent.mkdir(parents=True, exist_ok=True)
        self._part = self._begin()
        return cast("IO[bytes]", self._part.file)

    def store(self, file: IO[bytes]) -> None:
        part, self._part = self._part, None
        if part is None:
            file.close()
            return
        try:
            self._finish(part)
        finally:
            part.file.close()

    def finish_left_parts(self) -> None:
        """Bring what a killed crawl left into the file although this one has nothing to write."""
        if not has_parts(self._target):
            return
        part = self._begin()
        if part.size:
            self._finish(part)
        else:
            part.discard()

    def _begin(self) -> PartFile:
        own = own_part(self._target)
        parts = [own, *left_parts(self._target, own)]
        is_left = any(part.size for part in parts)
        for part in parts:
            self._keep_what_is_new(part)
        for part in parts[1:]:
            _append(part, own)
            part.discard()
        if own.size:
            logger.warning("%(path)s: what an interrupted crawl had written is taken over", {"path": self._target})
        elif is_left and not self._has_lines:
            logger.warning(
                "%(path)s: what an interrupted crawl had written is dropped, as this format cannot be gone on with; "
                "its articles are in the store (scrapy export)",
                {"path": self._target},
            )
        return own

    def _finish(self, part: PartFile) -> None:
        if self.write_mode == "wb" or not self._target.exists():
            part.replace(self._target)
            return
        part.check()
        joined = only_part(self._target)
        try:
            with self._target.open("rb") as whole:
                shutil.copyfileobj(whole, joined.file, _CHUNK_BYTES)
            if self._has_lines and not joined.ends_line():
                joined.file.write(b"\n")
            _append(part, joined, begin=self._header_size(part))
            shutil.copymode(self._target, joined.path)
            joined.replace(self._target)
        except BaseException:
            # On a full disk it would keep the room that the next crawl needs.
            joined.discard()
            raise
        part.discard()

    def _header_size(self, part: PartFile) -> int:
        """How much of *part* is a header that the file has already: Scrapy writes one in each run."""
        if not self._has_header:
            return 0
        with self._target.open("rb") as whole, part.path.open("rb") as new:
            header = new.readline()
            return len(header) if whole.readline() == header else 0

    def _keep_what_is_new(self, part: PartFile) -> None:
        """Cut *part* down to its lines before the first that is no whole one, or to nothing when the crawl was killed
        after it had joined them to the file, and when its format has no lines."""
        size = 0
        with part.path.open("rb") as lines:
            for line in lines if self._has_lines else ():
                if not line.endswith(b"\n") or not _is_json(line):
                    break
                size += len(line)
        part.file.truncate(0 if self.write_mode == "ab" and _ends_with(self._target, part, size) else size)


def _append(part: PartFile, to: PartFile, *, begin: int = 0) -> None:
    part.file.seek(begin)
    shutil.copyfileobj(part.file, to.file, _CHUNK_BYTES)


def _is_json(line: bytes) -> bool:
    try:
        json.loads(line)
    except ValueError:
        return False
    return True


def _ends_with(path: Path, part: PartFile, size: int) -> bool:
    """Whether the last *size* bytes of the file at *path* are the first of *part*."""
    if not path.is_file() or path.stat().st_size < size:
        return False
    part.file.seek(0)
    with path.open("rb") as file:
        file.seek(-size, os.SEEK_END)
        while block := file.read(_CHUNK_BYTES):
            if block != part.file.read(len(block)):
                return False
    return True
