"""Downloader middleware that takes user and password out of a URL and sends them as HTTP Basic authentication.

As browsers do (WHATWG URL, 4.1; RFC 7617). What is in a URL ends up in logs, feeds, the store and the Referer header;
and Twisted takes "user:password@host" for the name of a host.
"""

from __future__ import annotations

from urllib.parse import unquote, urlsplit, urlunsplit

from scrapy import Request
from w3lib.http import basic_auth_header


class UrlCredentialsMiddleware:
    def process_request(self, request: Request) -> Request | None:
        parts = urlsplit(request.url)
        userinfo, is_there, host = parts.netloc.rpartition("@")
        if not is_there:
            return None
        without = request.replace(url=urlunsplit(parts._replace(netloc=host)))
        if userinfo:
            user, _, password = userinfo.partition(":")
            without.headers["Authorization"] = basic_auth_header(unquote(user), unquote(password))
        return without
