"""How well links to articles are told from others: by the URL alone, in a page, and with what a site's URLs taught.

    python -m benchmarks.article_urls --gold DIR --labels FILE [--errors]

FILE has one block of links a line: {"set": …, "page": id, "page_url": …, "links": [{"url": …, "text": …, "kind": …}]},
where the kind, given by a person, is "article", "gallery", "section", "list", "pager" or "other". DIR holds the pages
(gold.py); the URLs of its pages and of annotated "latest news" entries are articles, too.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.gold import GoldPage, available_sets, read_gold, read_rows
from benchmarks.table import render_table
from crawler.discovery.article_urls import ArticleUrls
from crawler.discovery.listings import find_listing
from crawler.extraction.page import parse_page
from crawler.url_kinds import url_kind
from crawler.urls import clean_url, is_web_url, site_of

# Sites of fewer known articles teach nothing.
_MIN_KNOWN = 4
_ARTICLES = frozenset({"article", "gallery"})


@dataclass(frozen=True, slots=True)
class LabelledBlock:
    set_name: str
    page_id: str
    page_url: str
    kinds: dict[str, str]
    """By link."""


@dataclass(slots=True)
class Count:
    right: int = 0
    surplus: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    def add(self, url: str, *, is_article: bool, taken: bool) -> None:
        if is_article and taken:
            self.right += 1
        elif taken:
            self.surplus.append(url)
        elif is_article:
            self.missed.append(url)

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + len(self.surplus))

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + len(self.missed))


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.article_urls", description=__doc__.partition("\n")[0])
    parser.add_argument("--gold", type=Path, required=True, help="folder of the sets")
    parser.add_argument("--labels", type=Path, required=True, help="links with their kinds, a block a line")
    parser.add_argument("--errors", action="store_true", help="list the links that were taken or missed wrongly")
    options = parser.parse_args(arguments)
    sets = {gold.name: gold.pages for gold in read_gold(options.gold, available_sets(options.gold))}
    blocks = list(read_labels(options.labels))
    known = known_articles(page for pages in sets.values() for page in pages)
    pages = {(name, page.id): page for name, every in sets.items() for page in every}
    counts = {
        "URL alone": count_by_kind(blocks, url_kind),
        "URL, site learned": count_by_kind(blocks, learned_kind(known)),
        "in the page": count_in_pages(blocks, pages, None),
        "in the page, site learned": count_in_pages(blocks, pages, known),
    }
    print(f"{sum(len(block.kinds) for block in blocks)} labelled links of {len(blocks)} blocks")
    print(render_table(["", "precision", "recall"], [_row(name, count) for name, count in counts.items()]))
    print("\nURLs of articles, share recognised")
    rows = [[name, *_recognised(map(_url_of, every))] for name, every in sets.items()]
    rows.append(["same site learned from the others", *left_one_out(known)])
    print(render_table(["", "URLs", "recognised"], rows))
    if options.errors:
        for name, count in counts.items():
            print(f"\n{name}")
            print(
                "\n".join([*(f"  taken {url}" for url in count.surplus), *(f"  missed {url}" for url in count.missed)])
            )


def read_labels(path: Path) -> Iterator[LabelledBlock]:
    for row in read_rows(path):
        kinds = {clean_url(link["url"]): link["kind"] for link in row["links"]}
        yield LabelledBlock(row["set"], row["page"], row["page_url"], kinds)


def known_articles(pages: Iterable[GoldPage]) -> dict[str, list[str]]:
    """URLs of articles that the sets name, by site, each once."""
    known: dict[str, dict[str, None]] = {}
    for page in pages:
        entries = page.latest.entries if page.latest else ()
        for url in (page.url, *(entry.url for entry in entries)):
            if url and is_web_url(url):
                known.setdefault(site_of(url), {})[clean_url(url)] = None
    return {site: list(urls) for site, urls in known.items()}


def learned_kind(known: dict[str, list[str]]) -> Callable[[str], str]:
    def kind(url: str) -> str:
        return _learned(known, url, without={url}).kind(url)

    return kind


def _learned(known: dict[str, list[str]], page_url: str, without: set[str]) -> ArticleUrls:
    urls = ArticleUrls()
    for other in known.get(site_of(page_url), ()):
        if other not in without:
            urls.learn(other, is_article=True)
    return urls


def count_by_kind(blocks: Iterable[LabelledBlock], kind_of: Callable[[str], str]) -> Count:
    """Galleries are left out: they are articles or not, as one likes."""
    count = Count()
    for block in blocks:
        for url, kind in block.kinds.items():
            if kind != "gallery":
                count.add(url, is_article=kind == "article", taken=kind_of(url) in _ARTICLES)
    return count


def count_in_pages(
    blocks: Iterable[LabelledBlock], pages: dict[tuple[str, str], GoldPage], known: dict[str, list[str]] | None
) -> Count:
    count = Count()
    for block in blocks:
        page = parse_page(pages[block.set_name, block.page_id].html(), block.page_url)
        urls = _learned(known, block.page_url, without=set(block.kinds)) if known else None
        taken = {clean_url(article.url) for article in find_listing(page, known=urls).articles}
        for url, kind in block.kinds.items():
            if kind != "gallery" and url != clean_url(block.page_url):
                count.add(url, is_article=kind == "article", taken=url in taken)
    return count


def left_one_out(known: dict[str, list[str]]) -> list[str]:
    """Of sites with several known articles, each judged by the others."""
    urls = [(url, every) for every in known.values() if len(every) >= _MIN_KNOWN for url in every]
    right = sum(_learned({site_of(url): every}, url, without={url}).kind(url) in _ARTICLES for url, every in urls)
    return [str(len(urls)), f"{100 * right / max(1, len(urls)):.1f}"]


def _recognised(urls: Iterable[str | None]) -> list[str]:
    distinct = {url for url in urls if url and is_web_url(url)}
    right = sum(url_kind(url) in _ARTICLES for url in distinct)
    return [str(len(distinct)), f"{100 * right / max(1, len(distinct)):.1f}"]


def _url_of(page: GoldPage) -> str | None:
    return page.url


def _row(name: str, count: Count) -> list[str]:
    return [name, f"{100 * count.precision:.1f}", f"{100 * count.recall:.1f}"]


if __name__ == "__main__":
    main()
