"""ArticleLoader: from one parsed page to an Article, each field by an ordered list of rules, the winner counted."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping
from typing import Any, Protocol

from itemloaders import ItemLoader
from itemloaders.processors import Identity, TakeFirst
from lxml.etree import _Element
from parsel import Selector

from crawler.extraction.authors import find_authors
from crawler.extraction.body import find_body
from crawler.extraction.breadcrumbs import breadcrumb_section
from crawler.extraction.dates import Dates, find_dates
from crawler.extraction.headline import find_headline
from crawler.extraction.language import html_language, json_ld_language, meta_language
from crawler.extraction.latest_news import LatestNews, find_latest_news
from crawler.extraction.main_image import json_ld_image, link_image, meta_image
from crawler.extraction.metadata import (
    json_ld_description,
    json_ld_section,
    meta_description,
    meta_section,
)
from crawler.extraction.page import Page
from crawler.extraction.page_kind import find_page_kind
from crawler.extraction.page_kind.paywall import (
    json_ld_free_access,
    meta_free_access,
    microdata_free_access,
    paywall_box,
)
from crawler.extraction.rights import find_rights
from crawler.extraction.shown_section import find_shown_section
from crawler.extraction.tags import displayed_tags, json_ld_tags, link_tags, meta_tags
from crawler.extraction.text import one_line
from crawler.items import Article, DateCandidate
from crawler.loaders.paused_collection import garbage_collection_paused
from crawler.loaders.site_rules import SiteRules
from crawler.sites import SiteProfile
from crawler.times import utc_text
from crawler.urls import article_id, canonical_url, site_of

Rule = Callable[[Page], Any]

# For each field that is read without regard to others: its rules in order, by the name they are counted under.
RULES: Mapping[str, Mapping[str, Rule]] = {
    "language": {"html_lang": html_language, "json_ld": json_ld_language, "meta": meta_language},
    "description": {"json_ld": json_ld_description, "meta": meta_description},
    "tags": {"json_ld": json_ld_tags, "meta": meta_tags, "rel_tag": link_tags, "shown": displayed_tags},
    "main_image": {"json_ld": json_ld_image, "meta": meta_image, "link": link_image},
}
# These come after the headline: what is shown as section stands near it.
SECTION_RULES: Mapping[str, Rule] = {
    "json_ld": json_ld_section,
    "meta": meta_section,
    "breadcrumbs": breadcrumb_section,
}
# These come after the body: where it ends early, the reader is told so behind it.
FREE_ACCESS_RULES: Mapping[str, Rule] = {
    "json_ld": json_ld_free_access,
    "meta": meta_free_access,
    "microdata": microdata_free_access,
}

# Fields that are decided between their sources: each gives the value and the name it is counted under.
FINDERS: Mapping[str, Callable[[Page], tuple[Any, str]]] = {"headline": find_headline, "authors": find_authors}


class Stats(Protocol):
    """What of a Scrapy stats collector is used."""

    def inc_value(self, key: str, count: int = 1) -> None: ...


class ArticleLoader(ItemLoader):
    """Fills an Article from a page that is parsed once.

    Give either *page*, or a *selector* (``response.selector``) with *url*. Values added by a spider
    (``add_css``, ``add_value``) before `load_article` win over the rules: the field's rules are then not asked.
    """

    default_item_class = Article
    default_output_processor = TakeFirst()
    authors_out = tags_out = latest_news_out = date_candidates_out = Identity()

    def __init__(
        self,
        item: Article | None = None,
        selector: Selector | None = None,
        *,
        page: Page | None = None,
        url: str | None = None,
        profile: SiteProfile | None = None,
        stats: Stats | None = None,
        item_class: type[Article] = Article,
        robot: str | None = None,
        **context: Any,
    ) -> None:
        """*item_class*: of the item, when *item* is None. An empty *item* in its place would be taken for collected
        values, and each of its fields for one to be processed."""
        if page is None:
            if selector is None or url is None:
                raise TypeError("ArticleLoader needs a page, or a selector and its url")
            page = Page(root=selector.root, url=url)
        selector = selector or Selector(root=page.root, type="html")
        self.default_item_class = item_class
        super().__init__(item, selector, **context)
        self.page = page
        self._profile = profile
        self._site_rules = SiteRules(profile, selector, page)
        self._rule_stats = stats
        self._robot = robot
        # What the rules found: these values are as the item has them and pass by the processors, which are for what
        # spiders add.
        self._found: dict[str, Any] = {}

    def load_article(
        self,
        *,
        date_candidates: Collection[DateCandidate] = (),
        http_status: int | None = None,
        run_id: str | None = None,
    ) -> Article:
        """Apply the rules of every field and return the item.

        *date_candidates*: dates that a feed or sitemap stated for this page.
        """
        with garbage_collection_paused():
            self._load_fields(date_candidates)
        self._set("http_status", http_status)
        self._set("run_id", run_id)
        article: Article = self.load_item()
        for name, value in self._found.items():
            setattr(article, name, value)
        return article

    def _load_fields(self, date_candidates: Collection[DateCandidate]) -> None:
        page = self.page
        for name, rules in RULES.items():
            self._apply(name, rules)
        for name, find in FINDERS.items():
            if not self._is_given(name):
                value, rule = find(page)
                self._set(name, value)
                self._count(name, rule)
        language = self._first("language")
        headline = self._first("headline")
        shown: Mapping[str, Rule] = {"shown": lambda page: find_shown_section(page, headline)}
        self._apply("section", {**SECTION_RULES, **shown})
        latest = self._load_latest_news(language)
        outside = [*latest.elements, *self._site_rules.removed]
        self._load_body(headline, outside)
        paragraphs = self._paragraphs()
        box: Mapping[str, Rule] = {"paywall_box": lambda page: paywall_box(page, paragraphs)}
        self._apply("is_accessible_for_free", {**FREE_ACCESS_RULES, **box})
        self._load_dates(language, headline, outside, date_candidates)
        self._load_identity()
        if not self.get_collected_values("page_kind"):
            # The address still has its date when the article is gone.
            dated = bool(self._first("date_published")) and self._first("date_published_source") != "url"
            free = self._found.get("is_accessible_for_free")
            self._set("page_kind", find_page_kind(page, headline, paragraphs, dated=dated, free=free))
        self._set("rights", find_rights(page, self._robot))
        self._set("content_hash", content_hash(headline, self._first("body")))
        self._set("fetched_at", utc_text(page.fetched_at) if page.fetched_at else None)

    def _apply(self, name: str, rules: Mapping[str, Rule]) -> None:
        """Collect the first non-empty value among the spider's own, the site's selector and *rules*, and count it."""
        if self._is_given(name):
            return
        for rule_name, rule in rules.items():
            value = rule(self.page)
            if value is not None and value != []:
                self._set(name, value)
                self._count(name, rule_name)
                return
        self._count(name, "none")

    def _is_given(self, name: str) -> bool:
        """Whether the spider or the site's selector gave the field; counted if so."""
        if self._given(name):
            self._count(name, "spider")
            return True
        if value := self._site_rules.value(name):
            self._set(name, value)
            self._count(name, "site_selector")
            return True
        return False

    def _load_latest_news(self, language: str | None) -> LatestNews:
        """The blocks are found whoever read the entries: what is in them belongs to other articles."""
        latest = self._site_rules.latest_news(language)
        rule = "site_selector"
        if latest is None:
            latest = find_latest_news(self.page, language)
            rule = latest.source
        if self.get_collected_values("latest_news"):
            rule = "spider"
        elif latest.entries:
            self._set("latest_news", latest.entries)
        else:
            rule = "none"
        self._count("latest_news", rule)
        return latest

    def _load_body(self, headline: str | None, outside: list[_Element]) -> None:
        if self.get_collected_values("body"):
            self._count("body", "spider")
            return
        paragraphs = self._site_rules.body()
        rule = "site_selector"
        if not paragraphs:
            paragraphs, rule = find_body(self.page, headline, outside)
        if paragraphs:
            self._set("body", "\n\n".join(paragraphs))
        self._count("body", rule)

    def _load_dates(
        self,
        language: str | None,
        headline: str | None,
        outside: list[_Element],
        stated: Collection[DateCandidate],
    ) -> None:
        language = self._site_rules.date_language or language
        dates: Dates = find_dates(
            self.page,
            language=language,
            headline=headline,
            foreign=outside,
            given=[*self._site_rules.date_candidates(language), *stated],
            zone=self._site_rules.zone,
            day_first=self._site_rules.day_first,
        )
        for name, taken in (("date_published", dates.published), ("date_modified", dates.modified)):
            if self.get_collected_values(name):
                self._count(name, "spider")
                if taken:
                    taken.taken, taken.reason = False, "the spider gave another"
                continue
            if taken:
                self._set(name, taken.value)
                self._set(f"{name}_raw", taken.raw)
                self._set(f"{name}_source", taken.source)
            self._count(name, taken.source if taken else "none")
        if dates.candidates:
            self._set("date_candidates", dates.candidates)

    def _load_identity(self) -> None:
        page = self.page
        canonical = canonical_url(page.url, page.declared_canonical)
        self._set("url", page.url)
        self._set("canonical_url", canonical)
        self._set("id", article_id(canonical))
        self._set("site", self._profile.name if self._profile else site_of(page.url))

    def _set(self, name: str, value: Any) -> None:
        if value is not None and value != [] and not self._given(name):
            self._found[name] = value

    def _given(self, name: str) -> list[Any]:
        """What a spider added. The empty values of an item it gave to be filled are none: the loader collects them."""
        return [value for value in self.get_collected_values(name) if value not in ([], {})]

    def _paragraphs(self) -> list[str]:
        body = self._first("body")
        return body.split("\n\n") if isinstance(body, str) else []

    def _first(self, name: str) -> Any:
        """The value of a field that holds one, whoever gave it."""
        return self._found.get(name) or next(iter(self._given(name)), None)

    def _count(self, name: str, rule: str) -> None:
        if self._rule_stats is not None:
            self._rule_stats.inc_value(f"extraction/{name}/{rule.replace('-', '_')}")


def content_hash(headline: str | None, body: str | None) -> str | None:
    """SHA-256 over headline and body, white space folded and case ignored; None without a body: the videos of a series
    share their headline."""
    # Nearly always it is on one line but for the ends of paragraphs.
    line = one_line((body or "").replace("\n\n", " "))
    text = one_line(f"{headline or ''} {line}").casefold() if line else ""
    return hashlib.sha256(text.encode()).hexdigest() if text else None
