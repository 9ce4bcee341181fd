"""What is known about each block of a page, as numbers: the input of the model that tells article text from the rest.

Everything is computed for all blocks of a page at once, from the numbers of page_numbers.py. Nothing here knows a site
or a language but for the labels of labels.py.
"""

from __future__ import annotations

from collections import Counter

import numpy as np
from numpy.typing import NDArray

from crawler.extraction.blocks import Outline
from crawler.extraction.body.block_arrays import FAR, Numbers, following, previous, running, shifted
from crawler.extraction.body.page_numbers import MAX_LINK_DENSITY_OUTSIDE, TAG_CODE, PageNumbers
from crawler.extraction.body.text_numbers import EQUAL, TEXT_NUMBERS, headline_codes, text_numbers
from crawler.extraction.roles import Role

Columns = dict[str, Numbers]

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
    page = _Features(outline)
    is_list_of_links = np.array([block.headline_links is not None for block in outline.blocks])
    candidates = np.flatnonzero((page.inside | (page.link_density <= MAX_LINK_DENSITY_OUTSIDE)) & ~is_list_of_links)
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


class _Features(PageNumbers):
    """The columns of one page, by group."""

    def text_columns(self, candidates: NDArray[np.intp], headline: str | None) -> Columns:
        """What a block's own text shows. Questions that take time are asked of *candidates* only, 0 for the rest."""
        blocks = self.blocks
        chosen = [blocks[index] for index in candidates.tolist()]
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
        is_headline = (columns["headline"] == EQUAL) | (self.tag == TAG_CODE["h1"])
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
        columns["container_share"] = self.everywhere(self.shares[self.container.index])
        columns["container_density"] = self.everywhere(self.densities[self.container.index])
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
            "good_in_container": self.everywhere(count),
            "good_length_mean": self.everywhere(text[-1] / max(count, 1)),
            "good_share": self.everywhere(self.good_sums[-1] / self.total_paragraphs),
            "p_share": self.everywhere(self.paragraph_length[self.tag == 0].sum() / self.total_paragraphs),
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
            "main_share": self.everywhere(good.max() / self.total_good),
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
