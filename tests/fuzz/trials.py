"""One input read, and what came of it: its time, and the failure, if it is one."""

from __future__ import annotations

import signal
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass

# What a page may cost (CPU): a crawl of one page a second reads nothing else meanwhile.
MAX_SECONDS = 2.0
# Such an input is interrupted: a loop without end must not end the whole run.
_GIVEN_UP_SECONDS = 5 * MAX_SECONDS

Reader = Callable[[bytes], None]


@dataclass(frozen=True, slots=True)
class Trial:
    cpu_seconds: float
    failure: str | None
    """Exception and the line it came from, or that it was slow: the same for inputs that fail for one reason."""
    details: str = ""


class _GivenUpError(BaseException):
    """Not an Exception, which a reader may handle."""


def tried(read: Reader, data: bytes) -> Trial:
    previous = signal.signal(signal.SIGPROF, _give_up)
    start = time.process_time()
    signal.setitimer(signal.ITIMER_PROF, _GIVEN_UP_SECONDS)
    failure, details = None, ""
    try:
        read(data)
    except (Exception, _GivenUpError) as error:  # noqa: BLE001 - whatever it is, is what is looked for
        last = traceback.extract_tb(error.__traceback__)[-1]
        failure = f"{type(error).__name__} at {last.name}:{last.lineno}"
        details = "".join(traceback.format_exception(error))
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, previous)
    seconds = time.process_time() - start
    # Where a slow input is interrupted is chance: all are slow for one reason, until somebody looks.
    if seconds > MAX_SECONDS:
        failure = f"slow: {read.__name__}"
    return Trial(seconds, failure, details)


def minimised(read: Reader, data: bytes, failure: str, *, max_seconds: float = 20) -> bytes:
    """*data* without what it fails without as well: ever smaller stretches are left out, for *max_seconds* of CPU."""
    end = time.process_time() + max_seconds
    size = len(data) // 2
    while size and time.process_time() < end:
        start = 0
        while start < len(data) and time.process_time() < end:
            shorter = data[:start] + data[start + size :]
            if tried(read, shorter).failure == failure:
                data = shorter
            else:
                start += size
        size //= 2
    return data


def _give_up(signal_number: int, frame: object) -> None:
    raise _GivenUpError
