"""Pages that are empty until a script has run: a frame for an application, without what it shows."""

from __future__ import annotations

import re
from itertools import islice

from lxml import etree
from lxml.etree import _Element

from crawler.extraction.page import Page
from crawler.extraction.page_kind.wall_words import TITLE_PHRASES
from crawler.extraction.roles import Role
from crawler.extraction.text import weight

# Name of the site, "Loading", a line about cookies: more is content.
_MAX_SHELL_TEXT = 200
_AROUND = int(Role.NAVIGATION | Role.PAGE_HEADER | Role.FOOTER | Role.HIDDEN)
# Where the frameworks in use put what they show: React, Vue, Next, Nuxt, Svelte, Gatsby, Ember, Angular and their kin.
_MOUNT_POINT = re.compile(
    r"_*(?:root|react-?root|app|app-?root|react-?app|vue-?app|spa-?root|main-?app|application|next|nuxt|gatsby|svelte"
    r"|ember\d*|mount|page-?root|wrapper-?app|fusion-?app|sapper|q-app)",
    re.IGNORECASE,
)
_NAMED_ELEMENTS = etree.XPath("descendant::*[(self::div or self::main or self::section) and @id]")
_NOSCRIPT = etree.XPath("descendant::noscript")
_CUSTOM_ELEMENTS = etree.XPath("descendant::*[contains(name(), '-')]")
_MAX_LOOKED_AT = 500
_SCRIPT_PHRASES = TITLE_PHRASES["empty-shell"]
# In longer sentences than those of a title: any that names the language.
_JAVASCRIPT = re.compile(r"java\s?script", re.IGNORECASE)
# Types of script elements that are run (HTML, 4.12.1).
_RUN_TYPES = frozenset({"", "text/javascript", "application/javascript", "module"})


def is_empty_shell(page: Page) -> bool:
    """Whether *page* runs scripts, shows hardly a sentence outside of its menus, and either has an empty place for an
    application or says itself that it needs a script."""
    if not runs_scripts(page):
        return False
    shown = 0.0
    for block in page.outline.blocks:
        if not block.context.roles_around & _AROUND and block.link_density <= 0.5:
            shown += weight(block.text)
            if shown > _MAX_SHELL_TEXT:
                return False
    return _has_empty_mount_point(page.body) or _asks_for_script(page.body)


def runs_scripts(page: Page) -> bool:
    """Whether *page* has a script that is run, not only data for one."""
    return any((script.get("type") or "").strip().lower() in _RUN_TYPES for script in page.elements("script"))


def _has_empty_mount_point(body: _Element) -> bool:
    # By name first: looking into each would take elements times depth. An empty one holds no link either.
    named = (element for element in _NAMED_ELEMENTS(body) if _MOUNT_POINT.fullmatch(element.get("id") or ""))
    for element in islice(named, _MAX_LOOKED_AT):
        if next(element.iter("a"), None) is None and not _text_of(element):
            return True
    # <app-root></app-root>
    return any(not len(element) and not _text_of(element) for element in _CUSTOM_ELEMENTS(body)[:_MAX_LOOKED_AT])


def _asks_for_script(body: _Element) -> bool:
    for element in _NOSCRIPT(body)[:_MAX_LOOKED_AT]:
        text = " ".join("".join(element.itertext()).split()).casefold()
        if _JAVASCRIPT.search(text) or any(phrase in text for phrase in _SCRIPT_PHRASES):
            return True
    return False


def _text_of(element: _Element) -> str:
    # A spinner's style or script is no text.
    parts = element.xpath("descendant::text()[not(parent::style or parent::script or parent::noscript)]")
    return "".join(parts).strip()
