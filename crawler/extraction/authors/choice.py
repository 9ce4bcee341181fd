"""Who wrote the article, decided between structured data, meta elements and printed bylines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from crawler.extraction.authors.author_names import names_in
from crawler.extraction.authors.bylines import PERSON_SCORE, Byline, find_bylines
from crawler.extraction.authors.name_kinds import Kind, compact, is_own
from crawler.extraction.page import Page
from crawler.extraction.structured_data import Node, texts_of, types_of, with_references
from crawler.urls import host_of, site_of

# In the order of trust; only for the same kind of name, a person's name under any of them comes first.
_META_NAMES = (
    "article:author_name",
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "byl",
    "dc.creator",
    "dc:creator",
    "dcterms.creator",
    "citation_author",
    "cxenseparse:author",
    "shareaholic:article_author_name",
)
# Types of nodes whose author is the article's where there is no article node.
_PAGE_TYPES = frozenset({"WebPage", "ItemPage", "HowTo", "CreativeWork"})
_MAX_NAMES = 50
# Nodes of one article; all may name the same author, and at length.
_MAX_NODES = 20
# Less is a name in a marked element far from the headline that is no person's, or a source.
_MIN_SCORE = 4
# A person's name in a marked element near the headline or the end.
_MIN_SURE_SCORE = 8
# Authors under one another stand so near.
_MAX_DISTANCE = 2
# Of two lines the one that says "by" is worth that more.
_BY_SCORE = 1

Names = dict[str, Kind]


def find_authors(page: Page) -> tuple[list[str], str]:
    """The authors' names, and where they come from: "json_ld", "meta", "byline" or "none".

    A person's name in JSON-LD is taken without a look at the page, unless meta elements name more people or, with the
    byline, others. Else people come before newsrooms, institutions and nicknames wherever they are named; what is
    printed before what meta elements say, which more often is the publisher's.
    """
    own_names = _own_names(page)
    data = _json_ld_names(page, own_names)
    meta = _meta_names(page, own_names)
    if _kind(data) == Kind.PERSON and not _may_be_others(data, meta):
        names, source = (meta, "meta") if _keys(data) < _keys(meta) else (data, "json_ld")
        return list(names), source
    lines = find_bylines(page, own_names)
    printed = _printed_names(lines)
    names, source = _decide(data, printed, meta, lines, own_names)
    return list(names)[:_MAX_NAMES], source


def clean_names(texts: Sequence[str], page: Page) -> list[str]:
    """Names in *texts*, which are known to name the authors; not the site's own."""
    own_names = _own_names(page)
    return [name for name in _names(texts, own_names, printed=True) if compact(name) not in own_names]


def _decide(
    data: Names, printed: Names, meta: Names, lines: list[Byline], own_names: frozenset[str]
) -> tuple[Names, str]:
    if _kind(data) == Kind.PERSON:
        # Two against one: structured data may name who put the article into the system.
        return (meta, "meta") if printed and _keys(printed) <= _keys(meta) else (data, "json_ld")
    if _is_confirmed(data, printed, meta, lines):
        return data, "json_ld"
    if data and _keys(data) == _keys(meta) and not _is_own(data, own_names) and _is_weak(lines):
        return data, "json_ld"
    for names, source in ((printed, "byline"), (meta, "meta")):
        if _kind(names) == Kind.PERSON:
            return names, source
    if _is_own(data, own_names) and _is_agency_line(printed, lines, own_names):
        return printed, "byline"
    ordered = ((data, "json_ld"), (printed, "byline"), (meta, "meta"))
    return next(((names, source) for names, source in ordered if names), ({}, "none"))


def _may_be_others(data: Names, meta: Names) -> bool:
    """Whether meta elements name quite other people than structured data."""
    return _kind(meta) == Kind.PERSON and _keys(data).isdisjoint(_keys(meta))


def _is_confirmed(data: Names, printed: Names, meta: Names, lines: list[Byline]) -> bool:
    """Whether the nicknames or first names of *data* stand elsewhere too, and not beside the full name."""
    if _kind(data) != Kind.WEAK or any(name.startswith(f"{first} ") for name in printed for first in data):
        return False
    best = max((line.score for line in lines), default=0)
    # The line would have to be as good without what a person's name adds.
    good = (line for line in lines if line.kind < Kind.PERSON and line.score + PERSON_SCORE >= best)
    return _keys(data) <= {compact(name) for line in good for name in line.names} | _keys(meta)


def _is_weak(lines: list[Byline]) -> bool:
    """Whether no line is better than a link to an author's page: that may be of a teaser."""
    return all(line.score < _MIN_SURE_SCORE for line in lines)


def _is_own(names: Names, own_names: frozenset[str]) -> bool:
    return bool(names) and all(is_own(name, own_names) for name in names)


def _is_agency_line(printed: Names, lines: list[Byline], own_names: frozenset[str]) -> bool:
    """Whether *printed* stands behind "by" and is not the site's own name."""
    return any(line.says_by and set(line.names) & set(printed) for line in lines) and not any(
        is_own(name, own_names) for name in printed
    )


def _json_ld_names(page: Page, own_names: frozenset[str]) -> Names:
    return _names_of_nodes(page.article_data, own_names) or _names_of_nodes(_page_data(page), own_names)


def _page_data(page: Page) -> list[Node]:
    nodes = [node for node in page.json_ld if "author" in node and types_of(node) & _PAGE_TYPES]
    return with_references(nodes, page.json_ld) if nodes else []


def _names_of_nodes(nodes: list[Node], own_names: frozenset[str]) -> Names:
    values = (node.get(key) for node in nodes[:_MAX_NODES] for key in ("author", "creator"))
    return next((names for value in values if (names := _names(texts_of(value), own_names, printed=False))), {})


def _meta_names(page: Page, own_names: frozenset[str]) -> Names:
    best: Names = {}
    for key in _META_NAMES:
        names = _names(page.meta.get(key, []), own_names, printed=False)
        if _kind(names) > _kind(best):
            best = names
    # Content systems put the site's address where no author was given. A name of several words may be that of the
    # person or institution whose site it is.
    is_person = _kind(best) == Kind.PERSON
    return {name: kind for name, kind in best.items() if not is_own(name, own_names) or (" " in name and not is_person)}


def _printed_names(lines: list[Byline]) -> Names:
    """The names of the best line, or of one as good near it that has them and more."""
    lines = _merged(lines)
    best = max(lines, key=lambda line: line.score, default=None)
    if best is None or best.score < _MIN_SCORE:
        return {}
    for line in lines:
        is_near = abs(line.position - best.position) <= _MAX_DISTANCE and line.score >= best.score - _BY_SCORE
        if is_near and line.kind == best.kind and set(line.names) > set(best.names):
            best = line
    return dict.fromkeys(best.names, best.kind)


def _merged(lines: list[Byline]) -> list[Byline]:
    """*lines* with those that are alike and next to one another as one: pages have an element for each author."""
    merged: dict[tuple[str, Kind, int], Byline] = {}
    done: list[Byline] = []
    for line in lines:
        key = line.mark, line.kind, line.score
        before = merged.get(key)
        if before and line.kind > Kind.WEAK and line.position - before.position <= _MAX_DISTANCE:
            names = list(dict.fromkeys([*before.names, *line.names]))
            line = replace(line, names=names)
            done.remove(before)
        merged[key] = line
        done.append(line)
    return done


def _names(texts: Sequence[str], own_names: frozenset[str], *, printed: bool) -> Names:
    return {name: kind for text in texts[:_MAX_NAMES] for name, kind in names_in(text, own_names, printed=printed)}


def _own_names(page: Page) -> frozenset[str]:
    """What the site and its publisher call themselves."""
    site = site_of(page.url)
    names = {page.site_name, host_of(page.url), site, site.partition(".")[0]}
    for node in page.article_data:
        names.update(texts_of(node.get("publisher")))
    return frozenset(compact(name) for name in names if name)


def _kind(names: Names) -> Kind:
    return max(names.values(), default=Kind.NOBODY)


def _keys(names: Names) -> set[str]:
    return {compact(name) for name in names}
