"""What a command does when whoever reads its standard output has gone away, as `head` does when it has enough."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Protocol, TextIO, TypeVar

# As shells give it for a program that SIGPIPE (13) ended, which Python does not let happen.
READER_GONE = 128 + 13


class _Command(Protocol):
    exitcode: int


_C = TypeVar("_C", bound=_Command)
_Run = Callable[[_C, list[str], argparse.Namespace], None]


def ends_with_its_reader(run: _Run[_C]) -> _Run[_C]:
    """`run` of a command that is there to print: without a reader it ends in silence, with status 141. Nobody need be
    told, who went away wanted no more; but 0 would call a cut output whole."""

    @wraps(run)
    def running(command: _C, args: list[str], opts: argparse.Namespace) -> None:
        try:
            run(command, args, opts)
            # What is left in the buffer counts as well.
            sys.stdout.flush()
        except BrokenPipeError:
            leave_closed_pipe(sys.stdout)
            command.exitcode = READER_GONE

    return running


def leave_closed_pipe(stream: TextIO) -> None:
    """To be called for a BrokenPipeError of *stream*: Python flushes once more when it ends, and would complain."""
    # A stream that is no file has no number.
    with suppress(OSError):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, stream.fileno())
        os.close(null)
