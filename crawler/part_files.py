"""Files that are written beside the one they become, under a name of their own, and take its name when complete.

A part belongs to the process that has locked it. The lock is the operating system's and ends with the process, so a
part that can be locked is either new or what a process that was killed has left.
"""

from __future__ import annotations

import errno
import io
import os
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

if sys.platform == "win32":  # pragma: no cover
    import msvcrt

    # Windows locks ranges of bytes; this one is beyond the end of any file.
    _LOCKED_BYTE = 2**62

    def _try_to_lock(file: io.FileIO, *, wait: bool) -> bool:
        position = file.tell()
        file.seek(_LOCKED_BYTE)
        try:
            while True:
                # It waits ten seconds at most.
                with suppress(OSError):
                    msvcrt.locking(file.fileno(), msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
                    return True
                if not wait:
                    return False
        finally:
            file.seek(position)
else:
    import fcntl

    def _try_to_lock(file: io.FileIO, *, wait: bool) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in (errno.EWOULDBLOCK, errno.EACCES):
                return False
            # A file system without locks (some of networks): whoever comes is taken to be alone.
            if error.errno not in (errno.ENOLCK, errno.ENOTSUP, errno.EINVAL):
                raise
        return True


class WholeWrites(io.FileIO):
    """A file to which each write is made whole or not at all, at once: what is written survives the process."""

    error: OSError | None = None
    """The first that a write met; what was to be written then is missing."""

    def write(self, data: ReadableBuffer, /) -> int:
        whole = rest = memoryview(data).cast("B")
        try:
            while rest:
                rest = rest[super().write(rest) :]
        except OSError as error:
            self.error = self.error or error
            with suppress(OSError):
                self.truncate(self.seek(0, os.SEEK_END) - (len(whole) - len(rest)))
            raise
        return len(whole)


class PartFile:
    """The file at *path*, locked by this process, to be read and appended to."""

    def __init__(self, path: Path, file: WholeWrites) -> None:
        self.path = path
        self.file = file

    @property
    def size(self) -> int:
        return os.fstat(self.file.fileno()).st_size

    def ends_line(self) -> bool:
        """Whether it is empty or its last byte ends a line."""
        if not self.size:
            return True
        self.file.seek(-1, os.SEEK_END)
        return self.file.read(1) == b"\n"

    def replace(self, target: Path) -> None:
        """Make it *target*, in place of what is there: after a power failure, too, the one or the other is there.

        Raises OSError, also for a write that failed before; the part stays.
        """
        self.rename(target)
        self.file.close()

    def rename(self, target: Path) -> None:
        """`replace`, but it stays open and locked."""
        self.check()
        os.fsync(self.file.fileno())
        if sys.platform == "win32":  # pragma: no cover
            self.file.close()  # Windows renames no open file
        self.path.replace(target)
        sync_directory(target.parent)

    def check(self) -> None:
        """Raises OSError when something could not be written."""
        if self.file.error is not None:
            raise self.file.error

    def discard(self) -> None:
        if sys.platform == "win32":  # pragma: no cover
            self.file.close()
        self.path.unlink(missing_ok=True)
        self.file.close()


def own_part(target: Path) -> PartFile:
    """The first of "NAME.part", "NAME.2.part" and so on that no other process writes. What is in it was left by
    one that was killed."""
    return next(part for path in _names(target) if (part := _locked(path, wait=False)))


def has_parts(target: Path) -> bool:
    return bool(_existing_parts(target))


def left_parts(target: Path, own: PartFile) -> Iterator[PartFile]:
    """The parts of *target* that processes left when they were killed, but for the one that has become *own*."""
    for path in _existing_parts(target):
        if path != own.path and (part := _locked(path, wait=False)):
            yield part


def only_part(target: Path) -> PartFile:
    """ "NAME.join", empty; waits until no other process has it."""
    part = _locked(target.with_name(f"{target.name}.join"), wait=True)
    assert part is not None
    part.file.truncate(0)
    return part


def sync_directory(directory: Path) -> None:
    """Have what was renamed in *directory* on the disk."""
    if sys.platform == "win32":  # pragma: no cover
        return  # it has no such call, and needs none
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _names(target: Path) -> Iterator[Path]:
    yield target.with_name(f"{target.name}.part")
    yield from (target.with_name(f"{target.name}.{number}.part") for number in count(2))


def _existing_parts(target: Path) -> list[Path]:
    name = re.compile(re.escape(target.name) + r"(?:\.[0-9]+)?\.part")
    paths = target.parent.iterdir() if target.parent.is_dir() else ()
    return sorted(path for path in paths if name.fullmatch(path.name))


def _locked(path: Path, *, wait: bool) -> PartFile | None:
    """The file at *path*, made if there is none; None when another process has it."""
    while True:
        file = WholeWrites(path, "a+")
        if not _try_to_lock(file, wait=wait):
            file.close()
            return None
        # Between opening and locking, whoever had it may have renamed or removed it: then it is no part any more.
        if _is_at(path, file):
            return PartFile(path, file)
        file.close()


def _is_at(path: Path, file: WholeWrites) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False
