"""What is known about each block of a page, as numbers: the input of the model that tells article text from the rest.

Everything is computed for all blocks of a page at once: an element holds the blocks from `start` to `end`, so what is
inside it is a difference of running sums. Nothing here knows a site or a language but for the labels of labels.py.
"""

from __future__ import annotations

from collections import Counter
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from crawler.extraction.blocks import (
    HEADING_TAGS,
    MAX_PARAGRAPH_LINK_DENSITY,
    MIN_PARAGRAPH_WEIGHT,
    Context,
    Outline,
)
from crawler.extraction.body.block_arrays import FAR, Numbers, column, following, previous, running, shifted
from crawler.extraction.body.text_numbers import EQUAL, TEXT_NUMBERS, headline_codes, text_numbers
from crawler.extraction.roles import Role
from crawler.extraction.text import FIRST_WIDE, weight

Columns = dict[str, Numbers]

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
_MAX_LINK_DENSITY_OUTSIDE = 0.9
# A teaser is a linked headline with a few lines (section, date, text, author), and comes in company.
_MAX_TEASER_BLOCKS = 6
_MIN_TEASERS = 3

# Ordered from what is mostly text to what hardly ever is: a tree can cut anywhere.
_TAG_ORDER = (
    "p blockquote dd li td pre h2 h3 h4 h5 h6 dt center th div section main article body h1 header summary details"
    " figcaption figure time address aside footer form button nav"
).split()
_TAG_CODE = {tag: code for code, tag in enumerate(_TAG_ORDER)}
_OTHER_TAG = len(_TAG_ORDER)
_IS_HEADING = np.array([*(tag in HEADING_TAGS for tag in _TAG_ORDER), False])

# Roles asked for at the block and its parent, anywhere on the path up to the body element, and below the container.
_OWN_ROLES = (Role.CAPTION, Role.BYLINE, Role.LEAD, Role.LIST, Role.ARTICLE)
_PATH_ROLES = (
    Role.ARTICLE, Role.CAPTION, Role.BYLINE, Role.TABLE, Role.SHARING, Role.CONTENT, Role.FOOTER, Role.RELATED,
    Role.PROMOTION, Role.PAGE_HEADER, Role.QUOTATION, Role.LEAD, Role.COMMENT, Role.ASIDE, Role.NAVIGATION,
    Role.HIDDEN, Role.TAGS, Role.EMBEDDED_POST,
)  # fmt: skip
_INNER_ROLES = (
    Role.TABLE, Role.LEAD, Role.ASIDE, Role.CAPTION, Role.BYLINE, Role.QUOTATION, Role.CONTENT, Role.RELATED,
    Role.SHARING, Role.NAVIGATION, Role.HIDDEN, Role.PROMOTION, Role.COMMENT, Role.FOOTER, Role.TAGS,
)  # fmt: skip

_OF_BLOCK = ("link_count", "bold", "italic", "headline", "repeated")
# What is asked of the blocks around a block: whose, how many places later, and which numbers.
_NEIGHBOURS = (
    ("previous_2", -2, ("tag", "link_density")),
    ("previous_1", -1, ("alike_share", "in_container", "tag", "weight", "link_density", "boilerplate_start")),
    ("next_1", 1, ("alike_share", "tag", "link_density")),
    ("next_2", 2, ("alike_share", "in_container", "weight")),
)
_AROUND_NAMES = [
    [f"{name}_{what}" for what in ("share", "density", "text", "good", "blocks")]
    for name in ("around", "around_2", "around_3")
]
_BRANCH_NAMES = ("branch_share", "branch_density", "branch_blocks", "branch_tag")
_ROLES = {"own": _OWN_ROLES, "path": _PATH_ROLES, "inner": _INNER_ROLES}
_ROLE_NAMES = tuple(f"{prefix}_{str(role.name).lower()}" for prefix, roles in _ROLES.items() for role in roles)
_ROLE_BITS = tuple(np.array([[int(role)] for role in roles]) for roles in _ROLES.values())


def block_features(outline: Outline, headline: str | None) -> tuple[NDArray[np.intp], list[str], NDArray[np.float32]]:
    """Positions of the blocks that can be body, names of the features, and a row for each with a column a block.

    Left out are blocks outside the container that consist of links (two in three blocks, one in 3,000 of them body) and
    lines that begin as pointers, prompts and credits do or are labels of other things (of 1,858 with a label by people
    or site parsers 15 were body, most of them by mistake): in the middle of the text nothing else may tell them apart.
    """
    page = _PageNumbers(outline)
    is_list_of_links = np.array([block.headline_links is not None for block in outline.blocks])
    candidates = np.flatnonzero((page.inside | (page.link_density <= _MAX_LINK_DENSITY_OUTSIDE)) & ~is_list_of_links)
    columns = page.text_columns(candidates, headline)
    columns |= page.ancestor_columns()
    columns |= page.neighbourhood_columns()
    columns |= page.kind_columns()
    columns |= page.label_columns(columns.pop("label"))
    columns |= page.neighbour_columns(columns)
    candidates = candidates[columns.pop("boilerplate_start")[candidates] == 0]
    shown = np.array([*columns.values()], dtype=np.float32)
    masks = (page.roles[page.own] | page.roles[page.parent], page.paths, page.inner_roles)
    asked = [mask & bits != 0 for mask, bits in zip(masks, _ROLE_BITS, strict=True)]
    rows = np.concatenate([shown, *asked], dtype=np.float32)[:, candidates]
    return candidates, [*columns, *_ROLE_NAMES], rows


class _PageNumbers:
    """What several groups of features are made of: a number a block, or a number an element."""

    def __init__(self, outline: Outline) -> None:
        blocks, contexts = self.blocks, self.contexts = outline.blocks, outline.contexts
        self.size = len(blocks)
        self.position = np.arange(self.size)
        texts = [block.text for block in blocks]
        self.length = column(map(len, texts))
        self.weight = column(map(weight, texts)) if _has_wide(texts) else self.length
        self.link_length = column(map(attrgetter("link_length"), blocks))
        self.link_density = self.link_length / self.length

        self.own = np.array([block.context.index for block in blocks])
        self.starts, self.ends, self.depths, self.roles, roles_around = (
            np.array([*map(attrgetter(name), contexts)]) for name in ("start", "end", "depth", "role", "roles_around")
        )
        self.paths = roles_around[self.own]
        self.context_tags = np.array([_TAG_CODE.get(context.tag, _OTHER_TAG) for context in contexts])
        self.tag = self.context_tags[self.own]
        self.is_heading = _IS_HEADING[self.tag]
        parents = self.parents = np.array([context.parent.index if context.parent else 0 for context in contexts])
        self.counts = self.ends - self.starts
        self.parent = parents[self.own]
        self.outermost = _outermost(parents, self.counts)
        self.wider = parents[self.outermost]
        self.around = self.wider[self.own]
        self.around_2 = self.wider[self.around]
        self.around_3 = self.wider[self.around_2]

        kinds: dict[tuple[str, str], int] = {}
        self.kinds = np.array([kinds.setdefault((found.tag, found.class_words), len(kinds)) for found in contexts])
        # Elements made alike beside each other, as the entries of a list are.
        _, sibling, siblings = np.unique(self.kinds + len(kinds) * parents, return_inverse=True, return_counts=True)
        self.beside = siblings[sibling][self.outermost]
        self.heading = previous(self.is_heading)
        self.heading_link = np.where(self.heading >= 0, self.link_density[np.maximum(self.heading, 0)], -1)

        is_paragraph = (
            (self.weight >= MIN_PARAGRAPH_WEIGHT) & (self.link_density <= MAX_PARAGRAPH_LINK_DENSITY) & ~self.is_heading
        )
        good = is_paragraph & ((self.paths & _OUTSIDE) == 0) & ~self._is_teaser()
        self.good = good if good.any() else is_paragraph
        self.paragraph_length = np.where(is_paragraph, self.length, 0.0)
        self.good_length = np.where(self.good, self.length, 0.0)
        self.good_sums = running(self.good_length)
        self.text_sums = running(self.length)
        self.link_sums = running(self.link_length)
        paragraph_sums = running(self.paragraph_length)
        self.total_good = max(self.good_sums[-1], 1.0)
        self.total_paragraphs = max(paragraph_sums[-1], 1.0)

        inside_good = self.good_sums[self.ends] - self.good_sums[self.starts]
        self.texts_inside = self.text_sums[self.ends] - self.text_sums[self.starts]
        links_inside = self.link_sums[self.ends] - self.link_sums[self.starts]
        self.densities = links_inside / np.maximum(self.texts_inside, 1)
        self.shares = inside_good / self.total_good
        self.good_parts = inside_good / np.maximum(self.texts_inside, 1)
        self.paragraph_shares = (paragraph_sums[self.ends] - paragraph_sums[self.starts]) / self.total_paragraphs

        self.container = self._find_container()
        first, end = self.container.start, self.container.end
        self.inside = (self.position >= first) & (self.position < end)
        self.branch, self.inner_roles = self._below_container()

    def _is_teaser(self) -> Numbers:
        """What stands below a heading that is a link, in one of several small elements made alike."""
        has_linked_heading = (self.heading_link > _MAX_LINK_DENSITY_OUTSIDE) & (
            self.heading >= self.starts[self.around]
        )
        company = np.maximum(self.beside[self.around], self.beside[self.around_2])
        found: Numbers = (
            has_linked_heading & (self.counts[self.around] <= _MAX_TEASER_BLOCKS) & (company >= _MIN_TEASERS)
        )
        return found

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
        index = container.index
        branches[index] = index
        for context in contexts[index + 1 :]:
            above = context.parent
            if above is None or context.depth <= container.depth:
                break
            branches[context.index] = context.index if above is container else branches[above.index]
            inner[context.index] = inner[above.index] | context.role
        return np.array(branches)[self.own], np.array(inner)[self.own]

    def text_columns(self, candidates: NDArray[np.intp], headline: str | None) -> Columns:
        """What a block's own text shows. Questions that take time are asked of *candidates* only, 0 for the rest."""
        chosen = [self.blocks[index] for index in candidates]
        texts = [block.text for block in chosen]
        counts = Counter(texts)
        numbers = np.zeros((len(TEXT_NUMBERS) + len(_OF_BLOCK), self.size))
        if chosen:
            numbers[: len(TEXT_NUMBERS), candidates] = np.array([*map(text_numbers, texts)]).T
            numbers[len(TEXT_NUMBERS) :, candidates] = (
                [block.link_count for block in chosen],
                [block.bold_length for block in chosen],
                [block.italic_length for block in chosen],
                headline_codes(texts, headline),
                [counts[text] for text in texts],
            )
        columns: Columns = dict(zip((*TEXT_NUMBERS, *_OF_BLOCK), numbers, strict=True))
        columns["bold"] /= self.length
        columns["italic"] /= self.length
        is_headline = (columns["headline"] == EQUAL) | (self.tag == _TAG_CODE["h1"])
        columns["from_headline"] = self.position - int(is_headline.argmax())
        columns |= {"length": self.length, "weight": self.weight, "tag": self.tag, "link_density": self.link_density}
        return columns

    def ancestor_columns(self) -> Columns:
        """The elements around a block, up to the container and below it."""
        inside, branch = self.inside, self.branch
        columns: Columns = {"depth": self.depths[self.own], "parent_tag": self.context_tags[self.parent]}
        held = np.array((self.shares, self.densities, self.texts_inside, self.good_parts, self.counts))
        for names, level in zip(_AROUND_NAMES, (self.around, self.around_2, self.around_3), strict=True):
            columns |= zip(names, held[:, level], strict=True)
        columns["paragraph_share"] = self.paragraph_shares[self.around]
        columns["in_container"] = inside
        columns["below_container"] = np.where(inside, self.depths[self.own] - self.container.depth, -1)
        columns["container_share"] = self._everywhere(self.shares[self.container.index])
        columns["container_density"] = self._everywhere(self.densities[self.container.index])
        of_branch = np.array((self.shares, self.densities, self.counts, self.context_tags))[:, branch]
        columns |= zip(_BRANCH_NAMES, np.where(inside, of_branch, -1), strict=True)
        # The parent of the paragraphs that say most: a child counts fully, a grandchild half.
        size = len(self.contexts)
        scores = np.bincount(self.around, self.good_length, size) + np.bincount(
            self.around_2, self.good_length / 2, size
        )
        nearest = self.contexts[int(scores.argmax())]
        columns["nearest_score"] = scores[self.around] / self.total_good
        columns["in_nearest"] = (self.position >= nearest.start) & (self.position < nearest.end)
        columns["child_of_nearest"] = self.around == nearest.index
        return columns

    def neighbourhood_columns(self) -> Columns:
        """Where a block stands among the good ones of the container, and what surrounds it."""
        position = self.position
        good = self.good & self.inside
        count = int(good.sum())
        before = running(good)
        text = running(np.where(self.inside, self.good_length, 0.0))
        columns = {
            "good_before": np.minimum(before[:-1], FAR),
            "good_after": np.minimum(count - before[1:], FAR),
            "good_text_before": text[:-1] / max(text[-1], 1.0),
            "from_start": position - self.container.start,
            "to_end": self.container.end - 1 - position,
            "good_in_container": self._everywhere(count),
            "good_length_mean": self._everywhere(text[-1] / max(count, 1)),
            "good_share": self._everywhere(self.good_sums[-1] / self.total_paragraphs),
            "p_share": self._everywhere(self.paragraph_length[self.tag == 0].sum() / self.total_paragraphs),
        }
        for reach in (2, 5):
            low, high = np.maximum(position - reach, 0), np.minimum(position + reach + 1, self.size)
            around = self.text_sums[high] - self.text_sums[low]
            columns[f"links_within_{reach}"] = (self.link_sums[high] - self.link_sums[low]) / around
        columns["good_within_5"] = (self.good_sums[high] - self.good_sums[low]) / around
        return columns

    def kind_columns(self) -> Columns:
        """The blocks of the page that are made alike: same element and class, below the same."""
        kind_of, kind = self.kinds, self.kinds[self.own]
        _, alike = np.unique(kind * (int(kind_of.max()) + 1) + kind_of[self.parent], return_inverse=True)
        self.alike = alike
        count = np.bincount(alike)
        text = np.bincount(alike, self.length)
        good = np.bincount(alike, self.good_length)
        main = (alike == int(good.argmax())) & self.inside
        of_kind = {
            "alike": count,
            "alike_share": good / self.total_good,
            "alike_good": good / text,
            "alike_good_count": np.bincount(alike, self.good) / count,
            "alike_density": np.bincount(alike, self.link_length) / text,
            "alike_inside": np.bincount(alike, self.inside) / count,
            "alike_length": text / count,
            "alike_paragraphs": np.bincount(alike, self.paragraph_length) / self.total_paragraphs,
        }
        return {
            **dict(zip(of_kind, np.array([*of_kind.values()])[:, alike], strict=True)),
            "is_main": main,
            "to_previous_main": np.minimum(self.position - previous(main), FAR),
            "to_next_main": np.minimum(following(main) - self.position, FAR),
            "main_share": self._everywhere(good.max() / self.total_good),
            "kind_share": (np.bincount(kind, self.good_length) / self.total_good)[kind],
            "kind_count": np.bincount(kind)[kind],
            "beside": self.beside[self.own],
            "around_beside": self.beside[self.around],
            "around_2_beside": self.beside[self.around_2],
        }

    def label_columns(self, is_label: Numbers) -> Columns:
        """The heading above a block, and the last label of something else."""
        position = self.position
        heading, label = self.heading, previous(is_label > 0)
        columns = {
            "from_heading": np.minimum(position - heading, FAR),
            "heading_link": self.heading_link,
            "heading_around": heading >= self.starts[self.around],
            "heading_around_2": heading >= self.starts[self.around_2],
        }
        for name, above in (("heading", heading), ("label", label)):
            at = np.maximum(above, 0)
            columns[f"{name}_depth"] = np.where(above >= 0, self.depths[self.own[at]] - self.depths[self.own], -FAR)
        after = np.maximum(label, 0) + 1
        text = self.text_sums[position] - self.text_sums[after]
        links = self.link_sums[position] - self.link_sums[after]
        columns["density_since_label"] = np.where(label >= 0, links / np.maximum(text, 1), -1)
        return columns

    def neighbour_columns(self, columns: Columns) -> Columns:
        found: Columns = {}
        for side, by, names in _NEIGHBOURS:
            moved = shifted(np.array([columns[name] for name in names]), by)
            found |= zip([f"{side}_{name}" for name in names], moved, strict=True)
        found["next_1_alike"] = shifted(self.alike[None, :], 1)[0] == self.alike
        return found

    def _everywhere(self, value: float) -> Numbers:
        return np.full(self.size, value)


def _outermost(parents: Numbers, counts: Numbers) -> Numbers:
    """For each element the outermost one around it that holds the same blocks: itself, or a mere wrapper."""
    outermost = np.arange(len(parents))
    while True:
        above = parents[outermost]
        grows = (counts[above] == counts) & (above != outermost)
        if not grows.any():
            return outermost
        outermost = np.where(grows, above, outermost)


def _has_wide(texts: list[str]) -> bool:
    """Whether any character of *texts* may weigh more than one."""
    joined = "".join(texts)
    if not joined or joined.isascii():
        return False
    units = np.frombuffer(joined.encode("utf-16-le", "surrogatepass"), dtype="<u2")
    return bool(units.max() >= FIRST_WIDE)
