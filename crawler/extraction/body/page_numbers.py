"""Numbers of all blocks of a page and of all elements around them, of which the features of the blocks are made.

An element holds the blocks from `start` to `end`, so what is inside it is a difference of running sums.
"""

from __future__ import annotations

from operator import attrgetter

import numpy as np

from crawler.extraction.blocks import (
    HEADING_TAGS,
    MAX_PARAGRAPH_LINK_DENSITY,
    MIN_PARAGRAPH_WEIGHT,
    Block,
    Context,
    Outline,
)
from crawler.extraction.body.block_arrays import Numbers, column, integers, previous, running
from crawler.extraction.roles import Role
from crawler.extraction.text import FIRST_WIDE, weight

# A good paragraph is in no element that calls itself something else than the article.
_OUTSIDE = int(
    Role.NAVIGATION
    | Role.FOOTER
    | Role.COMMENT
    | Role.RELATED
    | Role.PROMOTION
    | Role.HIDDEN
    | Role.ASIDE
    | Role.SHARING
)
# The container is the deepest element with this share of the good text. Lower picks one section of an article in
# several; higher reaches up to the whole page when comments are long.
_CONTAINER_SHARE = 0.75
MAX_LINK_DENSITY_OUTSIDE = 0.9
# A teaser is a linked headline with a few lines (section, date, text, author), and comes in company.
_MAX_TEASER_BLOCKS = 6
_MIN_TEASERS = 3

# Ordered from what is mostly text to what hardly ever is: a tree can cut anywhere.
_TAG_ORDER = (
    "p blockquote dd li td pre h2 h3 h4 h5 h6 dt center th div section main article body h1 header summary details"
    " figcaption figure time address aside footer form button nav"
).split()
TAG_CODE = {tag: code for code, tag in enumerate(_TAG_ORDER)}
_OTHER_TAG = len(_TAG_ORDER)
_IS_HEADING = np.array([*(tag in HEADING_TAGS for tag in _TAG_ORDER), False])

_OF_CONTEXT = attrgetter("start", "end", "depth", "role", "roles_around")
_OF_BLOCK = attrgetter("context.index", "link_length")


class PageNumbers:
    """What several groups of features are made of: a number a block, or a number an element."""

    def __init__(self, outline: Outline) -> None:
        blocks, contexts = self.blocks, self.contexts = outline.blocks, outline.contexts
        self.size = len(blocks)
        self.position = np.arange(self.size)
        own, link_lengths = zip(*map(_OF_BLOCK, blocks), strict=True)
        self.own = integers(own)
        self.link_length = column(link_lengths)
        self._measure_texts(blocks)
        self.link_density = self.link_length / self.length
        self._place_elements(contexts)
        self._find_good_text()
        self._sum_up()
        self.container = self._find_container()
        first, end = self.container.start, self.container.end
        self.inside = (self.position >= first) & (self.position < end)
        self.branch, self.inner_roles = self._below_container()

    def _measure_texts(self, blocks: list[Block]) -> None:
        texts = [block.text for block in blocks]
        self.length = column(map(len, texts))
        self.weight = column(map(weight, texts)) if _has_wide(texts) else self.length

    def _place_elements(self, contexts: list[Context]) -> None:
        """Where each element stands, and which are made alike."""
        self.starts, self.ends, self.depths, self.roles, roles_around = map(
            integers, zip(*map(_OF_CONTEXT, contexts), strict=True)
        )
        own = self.own
        self.paths = roles_around[own]
        self.counts = self.ends - self.starts
        tags: list[int] = []
        parents: list[int] = []
        kinds: list[int] = []
        # The outermost element around each that holds the same blocks: itself, or one that only wraps it.
        outermost: list[int] = []
        kind_of: dict[tuple[str, str], int] = {}
        # Elements made alike beside each other, as the entries of a list are.
        siblings: dict[tuple[int, int], int] = {}
        company: list[tuple[int, int]] = []
        for context in contexts:
            parent = context.parent
            tag = context.tag
            tags.append(TAG_CODE.get(tag, _OTHER_TAG))
            kind = kind_of.setdefault((tag, context.class_words), len(kind_of))
            kinds.append(kind)
            if parent is None:
                above = index = 0
            else:
                above = parent.index
                # What begins and ends where the element around it does holds the same.
                same = parent.start == context.start and parent.end == context.end
                index = outermost[above] if same else context.index
            parents.append(above)
            outermost.append(index)
            place = (kind, above)
            siblings[place] = siblings.get(place, 0) + 1
            company.append(place)
        self.context_tags = integers(tags)
        self.tag = self.context_tags[own]
        self.is_heading = _IS_HEADING[self.tag]
        self.kinds = integers(kinds)
        self.beside = integers([siblings[company[index]] for index in outermost])
        self.parents = integers(parents)
        self.parent = self.parents[own]
        self.wider = self.parents[integers(outermost)]
        self.around = self.wider[own]
        self.around_2 = self.wider[self.around]
        self.around_3 = self.wider[self.around_2]

    def _find_good_text(self) -> None:
        """Running text that nothing around it calls something else than the article."""
        self.heading = previous(self.is_heading)
        self.heading_link = np.where(self.heading >= 0, self.link_density[np.maximum(self.heading, 0)], -1)
        is_paragraph = (
            (self.weight >= MIN_PARAGRAPH_WEIGHT) & (self.link_density <= MAX_PARAGRAPH_LINK_DENSITY) & ~self.is_heading
        )
        good = is_paragraph & ((self.paths & _OUTSIDE) == 0) & ~self._is_teaser()
        self.good = good if good.any() else is_paragraph
        self.paragraph_length = np.where(is_paragraph, self.length, 0.0)
        self.good_length = np.where(self.good, self.length, 0.0)

    def _is_teaser(self) -> Numbers:
        """What stands below a heading that is a link, in one of several small elements made alike."""
        has_linked_heading = (self.heading_link > MAX_LINK_DENSITY_OUTSIDE) & (self.heading >= self.starts[self.around])
        company = np.maximum(self.beside[self.around], self.beside[self.around_2])
        found: Numbers = (
            has_linked_heading & (self.counts[self.around] <= _MAX_TEASER_BLOCKS) & (company >= _MIN_TEASERS)
        )
        return found

    def _sum_up(self) -> None:
        """Running sums over the blocks, and what each element holds of them."""
        sums = running(np.array((self.good_length, self.length, self.link_length, self.paragraph_length)))
        self.good_sums, self.text_sums, self.link_sums, paragraph_sums = sums
        self.total_good = max(self.good_sums[-1], 1.0)
        self.total_paragraphs = max(paragraph_sums[-1], 1.0)
        inside_good, self.texts_inside, links_inside, paragraphs_inside = sums[:, self.ends] - sums[:, self.starts]
        text = np.maximum(self.texts_inside, 1)
        self.densities = links_inside / text
        self.shares = inside_good / self.total_good
        self.good_parts = inside_good / text
        self.paragraph_shares = paragraphs_inside / self.total_paragraphs

    def _find_container(self) -> Context:
        """The deepest element that holds `_CONTAINER_SHARE` of the good text; the root when there is no such text."""
        holds = self.shares >= _CONTAINER_SHARE
        best = self.contexts[int(np.where(holds, self.depths, 0).argmax())]
        # A single paragraph is its own deepest element; its neighbours count too.
        return self.contexts[int(self.wider[best.index])] if self.counts[best.index] == 1 else best

    def _below_container(self) -> tuple[Numbers, Numbers]:
        """For each block the child of the container it is in, and the roles of the elements from there down to it."""
        contexts, container = self.contexts, self.container
        branches = [0] * len(contexts)
        inner = [0] * len(contexts)
        first = container.index
        branches[first] = first
        depth = container.depth
        for index in range(first + 1, len(contexts)):
            context = contexts[index]
            if context.depth <= depth or context.parent is None:
                break
            above = context.parent.index
            branches[index] = index if above == first else branches[above]
            inner[index] = inner[above] | context.role
        return integers(branches)[self.own], integers(inner)[self.own]

    def everywhere(self, value: float) -> Numbers:
        return np.full(self.size, value)


def _has_wide(texts: list[str]) -> bool:
    """Whether any character of *texts* may weigh more than one."""
    joined = "".join(texts)
    if not joined or joined.isascii():
        return False
    units = np.frombuffer(joined.encode("utf-16-le", "surrogatepass"), dtype="<u2")
    return bool(units.max() >= FIRST_WIDE)
