"""Add-on that lets the crawler say who it is, in the User-Agent header and to robots.txt.

An add-on and not a line of the settings file, because the header is put together from other settings, which may be
given as late as on the command line (`-s CONTACT=…`).
"""

from __future__ import annotations

import re

from scrapy.settings import BaseSettings

from crawler import __version__
from crawler.errors import InvalidInputError

# The product token of RFC 9309, 2.2.1, which robots.txt groups are matched by.
_PRODUCT_TOKEN = re.compile(r"[A-Za-z_-]+")
# A comment in a header field (RFC 9110, 5.6.5) ends at ")"; control characters end the field itself.
_UNFIT_FOR_COMMENT = re.compile(r"[()\\\x00-\x1f\x7f]")


# Something that can be written to or opened: me@example.com, https://example.com/bot, example.com/bot, with or without
# words around it ("Jane Doe, jane@example.com").
_ADDRESS = re.compile(r"[^\s](?:://|[.@])[^\s]")


class IdentificationAddon:
    def update_settings(self, settings: BaseSettings) -> None:
        """Set USER_AGENT to "<BOT_NAME>/<version> (+<CONTACT>)" and ROBOTSTXT_USER_AGENT to the token it begins
        with; either may be set in the project or on the command line instead.

        RFC 9110, 10.1.5 asks robots for a way to reach whoever is responsible.
        """
        settings.set("USER_AGENT", user_agent(settings["BOT_NAME"], settings.get("CONTACT") or ""), priority="addon")
        token = _PRODUCT_TOKEN.match(settings["USER_AGENT"])
        settings.set("ROBOTSTXT_USER_AGENT", token[0] if token else settings["BOT_NAME"], priority="addon")


def user_agent(product: str, contact: str) -> str:
    """The User-Agent header; *contact*, a web or mail address, may be empty. Raises InvalidInputError."""
    contact = contact.strip()
    is_address = contact == "" or _ADDRESS.search(contact)
    if not is_address or _UNFIT_FOR_COMMENT.search(contact) or not contact.isascii():
        raise InvalidInputError(f"CONTACT={contact!r}: expected a web or mail address, like https://example.com/bot")
    return f"{product}/{__version__} (+{contact})" if contact else f"{product}/{__version__}"
