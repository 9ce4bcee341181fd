"""What servers do to crawlers, by what it is done with: what they send, and what the page comes to in a crawl.

Each module has ATTACKS: by path, the answer, and "200, N B" for a page that is read or the name of the counter
`outcomes/failed/<name>`.
"""

from __future__ import annotations

from tests.misbehaving_server import Answer

Attacks = dict[str, tuple[Answer, str]]

PAGE = b"<p>" + b"text " * 100 + b"</p>"
READ = f"200, {len(PAGE)} B"
OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
MB = 1024 * 1024
