"""Pairs of texts that are copies of one agency story, or are not, made from the stories of agency_stories/ and, where
real pages are at hand, from their texts. What newsrooms do to a story is done here in every combination that matters.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from benchmarks.template_texts import FORMS, instances

STORIES = Path(__file__).parent / "agency_stories"
# Instances of each form: pairs of them are as many as versions of a story make.
_INSTANCES = 12


@dataclass(frozen=True, slots=True)
class Pair:
    group: str
    """What the pair was made from; pairs of one group are fitted to or judged by, never both."""
    kind: str
    one: str
    other: str
    is_copy: bool
    on_one_site: bool = False


def agency_pairs(folder: Path = STORIES) -> Iterator[Pair]:
    stories = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.toml"))}
    for name, story in stories.items():
        yield from _story_pairs(name, story)
    english = [_as_sent(story) for story in stories.values() if story["language"] == "en"]
    for text in english:
        yield Pair("digest", "story / digest of stories", text, "\n\n".join(english), is_copy=False)
    for form in FORMS:
        for one, other in combinations(instances(form, _INSTANCES), 2):
            yield Pair(f"form {form.name}", f"form {form.name}", one, other, is_copy=False, on_one_site=True)


def _story_pairs(name: str, story: dict[str, Any]) -> Iterator[Pair]:
    versions = dict(_versions(story))
    for (one, text), (other, other_text) in combinations(versions.items(), 2):
        yield Pair(name, f"{one} / {other}", text, other_text, is_copy=True)
    retold = _joined(story["other_newsroom"])
    later, background = story["follow_up"], story["background"]
    others = {
        "other newsroom": retold,
        "follow-up": _joined([*later, *background]),
        "short follow-up": _joined([*later[:2], *background]),
        "follow-up, a paragraph repeated": _joined([*later, story["paragraphs"][-1], *background]),
    }
    # A site's own later version of a story: more of it, other numbers.
    early = _joined([story["lead"], *story["paragraphs"]])
    for name_of_later in ("as sent", "numbers changed", "local paragraph"):
        later_text = versions[name_of_later]
        yield Pair(name, f"early / {name_of_later}", early, later_text, is_copy=True, on_one_site=True)
    for version, text in versions.items():
        for other, other_text in others.items():
            yield Pair(name, f"{version} / {other}", text, other_text, is_copy=False)
    yield Pair(name, "other newsroom / follow-up", retold, others["follow-up"], is_copy=False)


def _as_sent(story: dict[str, Any]) -> str:
    return _joined([story["lead"], *story["paragraphs"], *story["background"]])


def _versions(story: dict[str, Any]) -> Iterator[tuple[str, str]]:
    lead, other_lead, local = story["lead"], story["other_lead"], story["local"]
    news, background = story["paragraphs"], story["background"]
    whole = [lead, *news, *background]
    yield "as sent", _as_sent(story)
    yield "other lead", _joined([other_lead, *whole[1:]])
    yield "end cut", _joined(whole[: round(0.75 * len(whole))])
    yield "half", _joined(whole[: round(0.55 * len(whole))])
    yield "other lead, end cut", _joined([other_lead, *whole[1 : round(0.65 * len(whole))]])
    yield "other order", _joined([lead, *background[:1], *reversed(news), *background[1:]])
    yield "local paragraph", _joined([lead, local[0], *whole[1:]])
    yield "other lead, local paragraphs", _joined([other_lead, *news, *local])
    yield "edited", _changed(_joined(whole), story["substitutions"])
    yield "numbers changed", _changed(_joined(whole), story["numbers"])
    yield "edited, end cut", _changed(_joined(whole[:-2]), story["substitutions"])
    yield "middle left out", _joined([*whole[:2], *whole[4:]])
    yield "edited, other lead, local", _changed(_joined([other_lead, *news, local[1]]), story["substitutions"])
    yield "without background, updated", _changed(_joined([other_lead, *news]), story["numbers"])
    yield "set otherwise", _typeset(_joined(whole))
    yield "one paragraph", " ".join(whole)


def text_pairs(texts: Sequence[tuple[str, str]]) -> Iterator[Pair]:
    """Pairs from real texts, (name, paragraphs separated by blank lines), edited without knowing what they say. The
    lead of another text stands for a lead rewritten."""
    for number, (name, text) in enumerate(texts):
        paragraphs = text.split("\n\n")
        if len(paragraphs) < 6:
            continue
        other_name, other_text = texts[number - 1]
        foreign = other_text.split("\n\n")
        count = len(paragraphs)
        versions = {
            "whole": text,
            "other lead, end cut": _joined([foreign[0], *paragraphs[1 : round(0.7 * count)]]),
            "middle left out, other end": _joined([*paragraphs[: count // 3], *paragraphs[count // 2 :], foreign[-1]]),
            "other order": _joined([paragraphs[0], *reversed(paragraphs[1:])]),
            "half": _joined(paragraphs[: round(0.6 * count)]),
        }
        for (one, one_text), (other, edited) in combinations(versions.items(), 2):
            yield Pair(name, f"{one} / {other}", one_text, edited, is_copy=True)
        # A paragraph of background that both have, as long as a fifth of the text.
        follow_up = _joined([*foreign, *paragraphs[-max(1, count // 5) :]])
        yield Pair(name, f"follow-up by {other_name}", text, follow_up, is_copy=False)


def _joined(paragraphs: Sequence[str]) -> str:
    return "\n\n".join(paragraphs)


def _changed(text: str, changes: Sequence[Sequence[str]]) -> str:
    for old, new in changes:
        text = text.replace(old, new)
    return text


def _typeset(text: str) -> str:
    """Quotes, dashes, spaces and line breaks as another publisher's system sets them."""
    text = re.sub(r'"([^"]*)"', r"„\1“", text).replace("«", "“").replace("»", "”").replace("'", "’")
    return text.replace(" - ", " – ").replace(", ", ",\u00a0").replace(". ", ".\n")
