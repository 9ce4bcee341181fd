"""Pages with too little on them for an article, and what they are instead: a form to log in, an offer to pay, a
question for consent, an empty shell."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from crawler.extraction.page import Page
from crawler.extraction.page_kind.paywall import sells_the_rest
from crawler.extraction.page_kind.shells import is_empty_shell
from crawler.extraction.page_kind.walls import is_about_consent, is_consent_address
from crawler.extraction.text import weight

_PASSWORD_FIELD = etree.XPath("boolean(descendant::input[translate(@type, 'PASWORD', 'pasword') = 'password'])")
# Nobody asks for consent in less; a line about cookies is on every page.
_MIN_CONSENT_TEXT = 100


def find_stub(page: Page, body: Sequence[str], *, free: bool | None) -> str:
    """The kind of wall that *page*, which is no article and no listing, is by what is on it, else "other".

    *free*: whether it says that it can be read without paying.
    """
    length = sum(map(weight, body))
    if is_consent_address(page.url) or (length >= _MIN_CONSENT_TEXT and is_about_consent(body)):
        return "consent-wall"
    if free is False or sells_the_rest(page):
        return "paywall"
    if _PASSWORD_FIELD(page.body):
        return "login"
    return "empty-shell" if is_empty_shell(page) else "other"
