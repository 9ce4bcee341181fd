"""URLs: the form that identifies a page, the site it belongs to, and whether its host may be reached."""

from __future__ import annotations

import ipaddress
import re
import socket
import uuid
from functools import lru_cache
from urllib.parse import unquote, urljoin, urlsplit, urlunsplit

from tldextract import TLDExtract
from w3lib.url import canonicalize_url

# The public-suffix list bundled with tldextract: no network access, no cache directory.
_extract_domain = TLDExtract(suffix_list_urls=(), cache_dir=None)

# Parameters that name the reader's way to the page, not the page: campaign tags of the analytics and mail
# systems, click ids of the large ad networks, and session ids. Words that sites also use to select content
# ("id", "p", "page", "ref", "source") are left alone.
_TRACKING_PARAMETER = re.compile(
    r"""utm_\w+ | mtm_\w+ | pk_(?:campaign|kwd|source|medium) | hsa_\w+ | at_(?:medium|campaign)\w* | wt_mc\w*
      | fbclid | gclid | dclid | gbraid | wbraid | msclkid | yclid | twclid | ttclid | igshid | igsh | li_fat_id
      | mc_[ce]id | _hsenc | _hsmi | ncid | icid | int_?cmp | cmpid | ref_src | xtor | ito | smid | _ga | _gl
      | phpsessid | jsessionid | sessionid | session_id | aspsessionid\w*
    """,
    re.VERBOSE | re.IGNORECASE,
)
# The Java servlet form of a session id is part of the path: /page;jsessionid=…
_PATH_SESSION = re.compile(r";jsessionid=[^/?#;]*", re.IGNORECASE)
_REMOVED_IN_HREF = str.maketrans("", "", "\t\r\n")
_DEFAULT_PORT = {"http": 80, "https": 443}


def is_web_url(url: str) -> bool:
    """Whether *url* is absolute, http or https, and names a host."""
    try:
        parts = urlsplit(url)
        return parts.scheme in _DEFAULT_PORT and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        return False


def absolute_url(base: str, reference: str | None) -> str | None:
    """*reference* (an href) resolved against *base* (RFC 3986, 5), or None when it names no web page.

    White space around it and tabs and line breaks in it are removed, as browsers do (WHATWG URL, 4.4).
    """
    reference = (reference or "").strip().translate(_REMOVED_IN_HREF)
    if not reference:
        return None
    try:
        url = urljoin(base, reference)
    except ValueError:
        return None
    return url if is_web_url(url) else None


def without_tracking(url: str) -> str:
    """*url* as it should be fetched: without fragment, tracking and session parameters, otherwise as given."""
    parts = urlsplit(url.strip())
    query = "&".join(
        pair for pair in parts.query.split("&") if not _TRACKING_PARAMETER.fullmatch(unquote(pair.split("=")[0]))
    )
    return urlunsplit((parts.scheme, parts.netloc, _PATH_SESSION.sub("", parts.path), query, ""))


def clean_url(url: str) -> str:
    """*url* in the form that identifies its page: scheme and host in lower case, no default port, fragment,
    tracking or session parameters, query sorted, dot segments resolved and escapes normalised (RFC 3986, 6).

    Raises ValueError when *url* is no web URL.
    """
    if not is_web_url(url):
        raise ValueError(f"{url!r} is not an absolute http or https URL")
    parts = urlsplit(without_tracking(url))
    host = (parts.hostname or "").rstrip(".")
    netloc = f"[{host}]" if ":" in host else host
    if parts.port and parts.port != _DEFAULT_PORT[parts.scheme]:
        netloc += f":{parts.port}"
    return canonicalize_url(urlunsplit((parts.scheme, netloc, parts.path or "/", parts.query, "")))


def canonical_url(url: str, declared: str | None = None) -> str:
    """The URL that names the page fetched from *url*: *declared* (its rel=canonical, RFC 6596, absolute) if
    that is on the same site and names a page, else *url* itself, either in the form of `clean_url`.

    A declared front page is not believed for a deeper URL: templates that put the site's root into every
    page would make one article of all.
    """
    if declared and is_web_url(declared) and site_of(declared) == site_of(url):
        is_root = urlsplit(declared).path in ("", "/") and not urlsplit(declared).query
        if not is_root or urlsplit(url).path in ("", "/"):
            return clean_url(declared)
    return clean_url(url)


def article_id(canonical: str) -> str:
    """UUIDv5 of a canonical URL (RFC 9562, 5.5, namespace URL)."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, canonical))


@lru_cache(maxsize=10_000)
def _site_of_host(host: str) -> str:
    domain = _extract_domain(host).top_domain_under_public_suffix
    return domain or host


def site_of(url: str) -> str:
    """Registered domain of *url* ("news.example.co.uk" -> "example.co.uk"); the host itself when it has none
    (addresses, localhost). Empty when *url* names no host."""
    try:
        host = (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""
    return _site_of_host(host)


def is_within(url: str, scope: str) -> bool:
    """Whether *url* is on the site of *scope* and, when *scope* names a directory below the root, in it.

    "https://example.com/politics/" holds "https://www.example.com/politics/a" and not "/sport/b".
    """
    if site_of(url) != site_of(scope) or urlsplit(url).port != urlsplit(scope).port:
        return False
    directory = urlsplit(scope).path.rstrip("/")
    path = urlsplit(url).path
    return path == directory or path.startswith(directory + "/")


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """The address *host* spells, also in the short, decimal, octal and hexadecimal forms that resolvers accept."""
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        pass
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host)) if host[:1].isdigit() else None
    except OSError:
        return None


def is_private_host(host: str) -> bool:
    """Whether *host*, by its spelling alone, is not on the public internet: an address that is not globally
    routable (IANA special-purpose registries), localhost (RFC 6761, 6.3) or a name reserved for local networks
    (RFC 6762 "local", RFC 8375 "home.arpa", "internal"). Names are not resolved here."""
    host = host.rstrip(".").lower().strip("[]")
    address = _address(host)
    if address is not None:
        mapped = getattr(address, "ipv4_mapped", None)
        address = mapped or address
        return not address.is_global or address.is_multicast
    return host == "localhost" or host.endswith((".localhost", ".local", ".internal", ".home.arpa"))
