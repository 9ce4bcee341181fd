"""Redirects, by header and by meta refresh, that have no end or lead where no crawl must go."""

from __future__ import annotations

import re

from tests.attacks import READ, Attacks
from tests.misbehaving_server import Answer, for_ever, html


def redirect(location: str, *headers: str) -> Answer:
    # As UTF-8, which is what those who send such a header send.
    return html(b"", f"Location: {location.encode().decode('latin-1')}", *headers, status="302 Found")


def refresh(url: str, seconds: int = 0) -> Answer:
    return html(f'<meta http-equiv="refresh" content="{seconds}; url={url}">'.encode().ljust(100))


def growing(path: str) -> Answer:
    """A redirect to a place that was never asked for."""
    number = int(re.sub(r"\D", "", path) or 0)
    return redirect(f"/redirects-further-{number + 1}")


_REFRESHES = "200, 100 B"
ATTACKS: Attacks = {
    "/moved": (redirect("/page"), READ),
    # Without end
    "/redirects-to-itself": (redirect("/redirects-to-itself"), "too_many_redirects"),
    "/redirects-in-a-circle": (redirect("/redirects-back"), "too_many_redirects"),
    "/redirects-back": (redirect("/redirects-in-a-circle"), "too_many_redirects"),
    "/redirects-further-0": (growing("0"), "too_many_redirects"),
    "/refreshes-in-a-circle": (refresh("/refreshes-back"), "too_many_redirects"),
    "/refreshes-back": (refresh("/refreshes-in-a-circle"), "too_many_redirects"),
    "/redirects-with-an-endless-body": (
        for_ever(b"HTTP/1.1 302 Found\r\nLocation: /page\r\n\r\n", bytes(65536)),
        "too_large",
    ),
    # To what is no page
    "/redirects-to-a-file": (redirect("file:///etc/passwd"), "redirect_refused"),
    "/redirects-to-ftp": (redirect("ftp://example.com/a"), "redirect_refused"),
    "/redirects-to-gopher": (redirect("gopher://127.0.0.1:6379/_FLUSHALL"), "redirect_refused"),
    "/redirects-to-data": (redirect("data:text/html,text"), "redirect_refused"),
    "/redirects-to-a-script": (redirect("javascript:alert(1)"), "redirect_refused"),
    "/redirects-to-no-host": (redirect("http://"), "too_many_redirects"),
    "/redirects-to-half-an-address": (redirect("http://[::1"), "redirect_refused"),
    "/redirects-to-port-0": (redirect("http://example.com:0/"), "redirect_refused"),
    "/redirects-to-a-port-that-is-none": (redirect("http://example.com:99999/"), "redirect_refused"),
    # To browsers the backslash is a slash, to others the host is what follows it: no name of this test's world.
    "/redirects-to-a-backslash": (redirect("http://nowhere.invalid\\@127.0.0.1/"), "dns"),
    "/redirects-nowhere": (html(b"", status="302 Found"), "redirect_refused"),
    "/redirects-to-nothing": (redirect(""), "too_many_redirects"),
    "/redirects-to-a-long-url": (redirect("/" + "a" * 5000), "url_too_long"),
    # A header that would be two
    "/redirects-to-two-lines": (redirect("/page\r\n 1"), "http_404"),
    "/redirects-to-encoded-lines": (redirect("/page%0d%0aX-A:%20b"), "http_404"),
    "/redirects-to-a-nul": (redirect("/page\x00"), READ),
    "/redirects-twice-at-once": (redirect("/empty", "Location: /page"), READ),
    # Pages like others
    "/refreshes-to-itself": (refresh("/refreshes-to-itself"), _REFRESHES),
    "/refreshes-to-itself-after-a-minute": (refresh("#top", 60), _REFRESHES),
    "/refreshes-to-a-campaign-of-itself": (refresh("?utm_source=reload"), _REFRESHES),
    "/refreshes-elsewhere-after-a-minute": (refresh("/empty", 60), _REFRESHES),
    "/refreshes-to-a-file": (refresh("file:///etc/passwd"), _REFRESHES),
    "/refreshes-to-a-script": (refresh("javascript:alert(1)"), _REFRESHES),
    "/refreshes-to-port-0": (refresh("http://a.com:0/"), _REFRESHES),
}
