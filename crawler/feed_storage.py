"""Where feeds on this machine are written: complete under their name, or not at all."""

from __future__ import annotations

import os
from pathlib import Path
from typing import IO

from scrapy import Spider
from scrapy.extensions.feedexport import FileFeedStorage


class CompleteFileFeedStorage(FileFeedStorage):
    """A file that replaces another (`-O`) is written beside it as "NAME.part" and renamed when it is complete, so that
    a crawl that is killed, fails or finds nothing new leaves the last good one. Appending (`-o`) is done in place.
    """

    def open(self, spider: Spider) -> IO[bytes]:
        path = Path(self.path)
        # Where a link leads is replaced, not the link.
        self._file = path.resolve() if path.is_file() else path
        # A device or pipe is written to, never replaced.
        self._is_replaced = self.write_mode == "wb" and (self._file.is_file() or not self._file.exists())
        return self._part.open("wb") if self._is_replaced else self._file.open(self.write_mode)

    def store(self, file: IO[bytes]) -> None:
        if self._is_replaced:
            file.flush()
            os.fsync(file.fileno())
        file.close()
        if self._is_replaced:
            self._part.replace(self._file)

    @property
    def _part(self) -> Path:
        return self._file.with_name(f"{self._file.name}.part")
