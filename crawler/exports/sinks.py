"""Where the bytes of an export go: counted, hashed, and compressed on the way if wanted."""

from __future__ import annotations

import gzip
import hashlib
from contextlib import AbstractContextManager, nullcontext
from typing import IO, Any, Protocol, cast

# Names a user gives, and endings of file names that say the same.
COMPRESSIONS = {"gzip": ".gz", "zstd": ".zst"}


class Sink(Protocol):
    def write(self, data: bytes, /) -> Any: ...


class MeasuredSink:
    """Passes bytes on and knows how many there were and their SHA-256."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._hash = hashlib.sha256()
        self.size = 0
        # Of a file object, as gzip and pyarrow expect it.
        self.closed = False

    def write(self, data: bytes, /) -> int:
        self._sink.write(data)
        self._hash.update(data)
        size = memoryview(data).nbytes
        self.size += size
        return size

    def tell(self) -> int:
        return self.size

    def flush(self) -> None:
        pass

    def writable(self) -> bool:
        return True

    def readable(self) -> bool:
        return False

    def seekable(self) -> bool:
        return False

    def close(self) -> None:
        """Leaves what is behind it open: it is somebody else's."""

    @property
    def sha256(self) -> str:
        return self._hash.hexdigest()


def compressed(sink: MeasuredSink, compression: str | None) -> AbstractContextManager[Sink]:
    """What to write to so that *sink* gets it by *compression* (one of COMPRESSIONS, None: as it is); complete at the
    end of the context."""
    if compression == "gzip":
        # Without the time of day, the same rows give the same bytes.
        return gzip.GzipFile(fileobj=cast("IO[bytes]", sink), mode="wb", mtime=0, filename="")
    if compression == "zstd":
        import pyarrow

        return cast("AbstractContextManager[Sink]", pyarrow.CompressedOutputStream(pyarrow.PythonFile(sink), "zstd"))
    return nullcontext(sink)
