"""What a command does when whoever reads its standard output has gone away, as `head` does when it has enough."""

from __future__ import annotations

import os
import sys

# As shells give it for a program that SIGPIPE (13) ended, which Python does not let happen.
READER_GONE = 128 + 13


def leave_closed_pipe() -> int:
    """To be called for a BrokenPipeError of standard output; the exit status to end with.

    Nobody need be told: the reader wanted no more. Python flushes once more when it ends, and would complain.
    """
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, sys.stdout.fileno())
    os.close(null)
    return READER_GONE
