"""Which blocks of a page are the article's text, told from its gold: what the body model is trained on.

Three strengths of evidence. A page whose whole body is known labels every block. A page of which only segments are
known labels the blocks that hold them. Where other systems' outputs are at hand, a block that all of them keep, or
none does, is labelled too, weakly.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.gold import GoldPage
from benchmarks.metrics.shingles import Shingle
from crawler.extraction.blocks import HEADING_TAGS, MAX_PARAGRAPH_LINK_DENSITY, Block

# Single characters of Chinese and Japanese are words here: spacing must not decide what a block is.
_WORD = re.compile(r"[\u2e80-\u9fff]|[^\W\u2e80-\u9fff]+")
_SHINGLE_WORDS = 4
# A block with most of its shingles in the gold belongs to it; editors touch a word or two.
_CONTAINED = 0.6
WEAK_WEIGHT = 0.2
OPTIONAL_WEIGHT = 0.3
_DETAIL_TAGS = frozenset({"li", "dd", "dt", "td", "th"})
# Of what is wrong for one set and right for the others.
DROPPED_WEIGHT = 0.1
_STATED_WEIGHT = 1.0


@dataclass(slots=True)
class BlockLabels:
    is_body: NDArray[np.bool_]
    weight: NDArray[np.float32]
    """0 where nothing is known."""
    is_weak: NDArray[np.bool_]


def words(text: str) -> list[str]:
    return _WORD.findall(text)


def label_blocks(page: GoldPage, texts: Sequence[str], peer_bodies: Sequence[str] = ()) -> BlockLabels:
    """Labels of the blocks *texts* of *page*. *peer_bodies*: what other systems gave for it."""
    if page.references:
        return _labels_from_body(page, texts)
    labels = _labels_from_peers(texts, [body for body in peer_bodies if body])
    _add_segments(page, texts, labels)
    return labels


def _labels_from_body(page: GoldPage, texts: Sequence[str]) -> BlockLabels:
    block_words = [words(text) for text in texts]
    whole = words(page.references[0])
    chosen = _closest_selection(block_words, whole)
    weights = np.ones(len(texts), dtype=np.float32)
    # Of a line that occurs twice, the gold does not say which: caption and paragraph, narrow and wide screen.
    kept = {tuple(block_words[index]) for index in np.flatnonzero(chosen)}
    dropped = {tuple(block_words[index]) for index in np.flatnonzero(~chosen)}
    twofold = kept & dropped
    for index, found in enumerate(block_words):
        if tuple(found) in twofold:
            weights[index] = OPTIONAL_WEIGHT
    if len(page.references) > 1:
        # A block that only the complete reference holds is optional: either label is right.
        shortest = Reference(words(min(page.references, key=len)))
        for place in np.flatnonzero(chosen):
            if shortest.share_of(block_words[place]) < _CONTAINED:
                weights[place] = OPTIONAL_WEIGHT
    return BlockLabels(chosen, weights, np.zeros(len(texts), dtype=np.bool_))


def leave_open_what_parsers_drop(blocks: Sequence[Block], labels: BlockLabels) -> None:
    """Give less weight to lists, tables and sub-headings between the paragraphs that a site's parser did not select.

    Some parsers take paragraphs only; a list of teasers is mostly links and keeps its weight.
    """
    kept = [
        context.parent
        for block, is_body in zip(blocks, labels.is_body, strict=True)
        if is_body
        for context in [block.context]
    ]
    parents = {parent for parent in kept if kept.count(parent) > 1}
    for index, block in enumerate(blocks):
        is_detail = block.tag in _DETAIL_TAGS or block.tag in HEADING_TAGS
        if is_detail and not labels.is_body[index] and block.link_density < MAX_PARAGRAPH_LINK_DENSITY:
            place = block.context.parent
            # A cell is four elements below what holds its table.
            for _ in range(4):
                if place is None or place in parents:
                    break
                place = place.parent
            if place in parents:
                labels.weight[index] = min(labels.weight[index], DROPPED_WEIGHT)


def _labels_from_peers(texts: Sequence[str], bodies: Sequence[str]) -> BlockLabels:
    size = len(texts)
    is_body, weights = np.zeros(size, dtype=np.bool_), np.zeros(size, dtype=np.float32)
    if len(bodies) > 1:
        references = [Reference(words(body)) for body in bodies]
        for index, text in enumerate(texts):
            shares = [reference.share_of(words(text)) for reference in references]
            is_body[index] = min(shares) >= 0.8
            if is_body[index] or max(shares) <= 0.2:
                weights[index] = WEAK_WEIGHT
    return BlockLabels(is_body, weights, np.ones(size, dtype=np.bool_))


def _add_segments(page: GoldPage, texts: Sequence[str], labels: BlockLabels) -> None:
    folded = [" ".join(text.split()) for text in texts]
    for segments, wanted in ((page.segments_without, False), (page.segments_with, True)):
        for segment in segments:
            needle = " ".join(segment.split())
            holders = [index for index, text in enumerate(folded) if needle in text]
            # A wanted segment may stand in a teaser too: of several holders the longest counts.
            if wanted and holders:
                holders = [max(holders, key=lambda index: len(folded[index]))]
            for index in holders:
                labels.is_body[index], labels.weight[index], labels.is_weak[index] = wanted, _STATED_WEIGHT, False


class Reference:
    """The shingles of a text, to ask how much of a block is in it."""

    def __init__(self, text_words: list[str]) -> None:
        self._shingles = set(_shingles(text_words))
        self._joined = " " + " ".join(text_words) + " "

    def share_of(self, block_words: list[str]) -> float:
        if not block_words:
            return 0.0
        if len(block_words) < 2 * _SHINGLE_WORDS:
            return float(f" {' '.join(block_words)} " in self._joined)
        found = _shingles(block_words)
        return sum(shingle in self._shingles for shingle in found) / len(found)


def _shingles(text_words: list[str]) -> list[Shingle]:
    size = _SHINGLE_WORDS
    return [tuple(text_words[start : start + size]) for start in range(max(1, len(text_words) - size + 1))]


def _closest_selection(block_words: list[list[str]], whole: list[str]) -> NDArray[np.bool_]:
    """The blocks whose text together is closest to *whole*.

    First those contained in it; then single blocks are added or taken out as long as that brings the selection
    closer, which settles repeated lines, short ones and those in part contained.
    """
    reference = Reference(whole)
    shares = [reference.share_of(found) for found in block_words]
    chosen = np.array([share >= _CONTAINED for share in shares], dtype=np.bool_)
    open_questions = [
        index for index, share in enumerate(shares) if 0 < share < 1 or (share and len(block_words[index]) < 12)
    ]
    repeated = {tuple(found) for found in block_words if block_words.count(found) > 1}
    open_questions += [
        index for index, found in enumerate(block_words) if shares[index] == 1 and tuple(found) in repeated
    ]
    expected = _count(_shingles(whole))
    best = _closeness(block_words, chosen, expected)
    for _ in range(2):
        changed = False
        # From the far end: of a line that occurs twice the one within the text stays.
        for index in sorted(set(open_questions), key=lambda index: -_distance(index, chosen)):
            chosen[index] = not chosen[index]
            reached = _closeness(block_words, chosen, expected)
            if reached > best + 1e-9 or (reached > best - 1e-9 and not chosen[index]):
                changed |= reached > best + 1e-9
                best = reached
            else:
                chosen[index] = not chosen[index]
        if not changed:
            break
    return chosen


def _distance(index: int, chosen: NDArray[np.bool_]) -> float:
    places = np.flatnonzero(chosen)
    return abs(index - float(np.median(places))) if len(places) else 0.0


def _count(shingles: list[Shingle]) -> dict[Shingle, int]:
    counts: dict[Shingle, int] = {}
    for shingle in shingles:
        counts[shingle] = counts.get(shingle, 0) + 1
    return counts


def _closeness(block_words: list[list[str]], chosen: NDArray[np.bool_], expected: dict[Shingle, int]) -> float:
    selected = [word for index in np.flatnonzero(chosen) for word in block_words[index]]
    found = _count(_shingles(selected))
    common = sum(min(count, expected.get(shingle, 0)) for shingle, count in found.items())
    return 2 * common / max(1, sum(found.values()) + sum(expected.values()))
