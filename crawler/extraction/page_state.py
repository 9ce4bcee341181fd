"""The state that a page hands to its scripts, as far as it is JSON.

Read are JSON scripts (`<script type="application/json">`, as Next.js writes them) and JSON assigned or passed in a
script (`window.__STATE__ = {…}`, `JSON.parse("…")`, `push([1, "…"])`). Objects written as program text
(`__NUXT__=(function(a,b){…}(…))`) are not: only a script engine can read them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from lxml.etree import _Element

# What is longer is not worth the time.
_MAX_STATE_LENGTH = 3_000_000
_MIN_SCRIPT_LENGTH = 40
# A state is near the start of its script; program text has thousands of assignments.
_MAX_STARTS = 500
# What JSON is assigned to, or passed into, in a script. Anchored where the JSON begins.
_JSON_START = re.compile(r'[=(]\s{0,20}(?=\{\s{0,20}"|\[\s{0,20}[\[{"\d]|")')
_decoder = json.JSONDecoder(strict=False)


def page_states(scripts: Iterable[_Element]) -> Iterator[Any]:
    """Values of the JSON in *scripts*, in document order; streamed ones last."""
    left = _MAX_STATE_LENGTH
    streamed: list[str] = []
    for script in scripts:
        text = script.text or ""
        kind = (script.get("type") or "").lower()
        if len(text) < _MIN_SCRIPT_LENGTH or "ld+json" in kind:
            continue
        left -= len(text)
        if left < 0:
            break
        if "json" in kind:
            yield _read(text.strip())
        else:
            for value in _assigned(text):
                match value:
                    case [1, str(piece)]:
                        streamed.append(piece)
                    case str():
                        yield _read(value)
                    case _:
                        yield value
    # The stream of React server components: a line for each value, "key:JSON" or "key:Tlength,text"; a line may be
    # cut over several pieces.
    for line in "".join(streamed).split("\n"):
        text = line.partition(":")[2]
        yield {"html": text.partition(",")[2]} if text[:1] == "T" else _read(text)


def _assigned(script: str) -> Iterator[Any]:
    """Values in JSON that are assigned or passed in *script*."""
    position = 0
    for _ in range(_MAX_STARTS):
        start = _JSON_START.search(script, position)
        if start is None:
            return
        try:
            value, position = _decoder.raw_decode(script, start.end())
            yield value
        except json.JSONDecodeError as error:
            # What was read is not read again: program text has many such starts.
            position = max(error.pos, start.end())
        except ValueError:
            # A number of more digits than Python reads; where it stands is not told.
            position = start.end()
        except RecursionError:
            return


def _read(text: str) -> Any:
    try:
        return _decoder.raw_decode(text)[0] if text[:1] in "{[" else None
    except (ValueError, RecursionError):
        return None
