"""Language of a page as its root element states it."""

from __future__ import annotations

import re

from lxml import etree

_PRIMARY_SUBTAG = re.compile(r"[a-z]{2,3}(?![a-z0-9])")


def primary_subtag(tag: str | None) -> str | None:
    """ "pt" of "pt-BR" or "pt_br" (BCP 47, RFC 5646, 2.2.1); None when *tag* is no language tag."""
    found = _PRIMARY_SUBTAG.match((tag or "").strip().lower())
    return found[0] if found else None


def stated_language(html: bytes) -> str | None:
    """Primary subtag of the html element's lang, or xml:lang, attribute."""
    try:
        root = etree.fromstring(html, etree.HTMLParser(huge_tree=True))
    except etree.XMLSyntaxError:
        return None
    if root is None:
        return None
    # lxml's HTML parser keeps the prefix in the attribute's name.
    return primary_subtag(root.get("lang")) or primary_subtag(root.get("xml:lang"))
