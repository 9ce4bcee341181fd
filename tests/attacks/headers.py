"""Headers without end, without sense, or that lie about what follows; and what is no HTTP at all."""

from __future__ import annotations

from tests.attacks import OK, PAGE, READ, Attacks
from tests.attacks.bodies import zeros
from tests.misbehaving_server import for_ever, html, raw

_END = b"Connection: close\r\n\r\n" + PAGE

ATTACKS: Attacks = {
    # Without end
    "/endless-headers": (for_ever(OK, b"X-Header: " + b"x" * 1000 + b"\r\n"), "headers_too_large"),
    "/endless-header": (for_ever(OK + b"X-Header: ", b"x" * 1000), "headers_too_large"),
    "/endless-folded-header": (for_ever(OK + b"X-Header: x\r\n", b" " + b"x" * 1000 + b"\r\n"), "headers_too_large"),
    "/endless-status": (for_ever(b"HTTP/1.1 200 ", b"O" * 1000), "headers_too_large"),
    "/endless-empty-lines": (for_ever(b"", b"\r\n" * 500), "DownloadFailedError"),
    "/flood-of-small-headers": (for_ever(OK, b"".join(b"A%d: b\r\n" % n for n in range(500))), "headers_too_large"),
    "/large-but-usual-headers": (html(PAGE, *(f"X-{n}: {'x' * 1000}" for n in range(100))), READ),
    "/continues-for-ever": (for_ever(b"", b"HTTP/1.1 100 Continue\r\n\r\n", pause=0.2), "timeout"),
    "/hints-for-ever": (
        for_ever(b"", b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" * 50),
        "headers_too_large",
    ),
    # Without sense
    "/early-hints": (raw(b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" + OK + _END), READ),
    "/continue-and-then-a-page": (raw(b"HTTP/1.1 100 Continue\r\n\r\n" + OK + _END), READ),
    "/switches-protocols": (
        raw(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n" + zeros(9)),
        "DownloadFailedError",
    ),
    "/no-status": (raw(b"HTTP/1.1\r\n\r\n" + PAGE), "DownloadFailedError"),
    "/status-that-is-no-number": (raw(b"HTTP/1.1 OK OK\r\n\r\n" + PAGE), "DownloadFailedError"),
    "/status-of-many-digits": (raw(b"HTTP/1.1 " + b"2" * 5000 + b" OK\r\n\r\n" + PAGE), "DownloadFailedError"),
    "/status-999": (raw(b"HTTP/1.1 999 Denied\r\nContent-Length: 0\r\n\r\n"), "http_999"),
    "/status-0": (raw(b"HTTP/1.1 0 Nothing\r\nContent-Length: 0\r\n\r\n"), "http_0"),
    "/not-modified-though-not-asked": (raw(b"HTTP/1.1 304 Not Modified\r\n\r\n"), "http_304"),
    "/header-without-colon": (raw(OK + b"Nonsense\r\n" + _END), READ),
    "/header-without-name": (raw(OK + b": nonsense\r\n" + _END), "DownloadFailedError"),
    "/nul-in-a-header": (raw(OK + b"X-Robots-Tag: no\x00ai\r\n" + _END), READ),
    "/escape-in-a-header": (raw(OK + b"X-Robots-Tag: \x1b[2J\r\n" + _END), READ),
    "/bytes-in-a-header": (raw(OK + b"X-Robots-Tag: \xff\xfe\x80\r\n" + _END), READ),
    "/lines-without-carriage-return": (raw((OK + b"Connection: close\r\n\r\n").replace(b"\r", b"") + PAGE), READ),
    "/cookies-in-number": (html(PAGE, *(f"Set-Cookie: a{number}={'x' * 100}" for number in range(500))), READ),
    # Lies about what follows
    "/says-it-is-a-picture": (raw(OK.replace(b"text/html", b"image/png") + _END), READ),
    "/says-nothing-of-its-type": (raw(b"HTTP/1.1 200 OK\r\n" + _END), READ),
    "/type-without-end": (raw(OK.replace(b"text/html", b"text/html;" * 9_000) + _END), READ),
    "/unknown-charset": (raw(OK.replace(b"text/html", b"text/html; charset=hex") + _END), READ),
    "/picture-that-says-it-is-a-page": (html(b"\x89PNG\r\n\x1a\n" + zeros(100)), "200, 108 B"),
    # No HTTP
    "/no-http": (raw(b"SSH-2.0-OpenSSH_9.2\r\n"), "DownloadFailedError"),
    "/http-0.9": (raw(PAGE), "DownloadFailedError"),
    "/http-2": (raw(b"\x00\x00\x12\x04\x00\x00\x00\x00\x00" + zeros(18)), "DownloadFailedError"),
    "/tls-where-none-is": (raw(b"\x15\x03\x01\x00\x02\x02\x46"), "DownloadFailedError"),
    "/hangs-up": (raw(), "DownloadFailedError"),
    "/hangs-up-in-its-headers": (raw(OK), "DownloadFailedError"),
    # What stands after a body is no answer to the next request of the connection.
    "/poisons-its-connection": (
        raw(OK + b"Content-Length: %d\r\n\r\n" % len(PAGE) + PAGE, OK + b"Content-Length: 13\r\n\r\nanother page!"),
        READ,
    ),
}
