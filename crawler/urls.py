"""URLs: the form that identifies a page, the site it belongs to, and what to do with a password in one."""

from __future__ import annotations

import ipaddress
import re
import uuid
from functools import lru_cache
from hashlib import sha1
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit, urlunsplit

from tldextract import TLDExtract
from w3lib.url import canonicalize_url

# Hosts of other people's sites that the private part of the public-suffix list does not have.
_SHARED_DOMAINS = (
    "blogspot.co.uk", "blogspot.de", "blogspot.fr", "blogspot.it", "canalblog.com", "ghost.io", "livejournal.com",
    "medium.com", "over-blog.com", "substack.com", "tumblr.com", "typepad.com", "weebly.com", "wordpress.com",
)  # fmt: skip
# The public-suffix list bundled with tldextract: no network access, no cache directory. With its private part: two
# blogs of one host are no more one site than two names of one country.
_extract_domain = TLDExtract(
    suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True, extra_suffixes=_SHARED_DOMAINS
)

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
# Control characters and lone surrogates, which JSON can spell: no request can carry them.
_UNUSABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
_DEFAULT_PORT = {"http": 80, "https": 443}
# Characters. Servers should take 8,000 at least (RFC 9110, 4.1); a crawl asks for 2,083 at most.
_MAX_REFERENCE_LENGTH = 10_000
# Longest name of the DNS (RFC 1035, 2.3.4).
_MAX_HOST_LENGTH = 253
# Labels of a host name, without the characters no name may hold (WHATWG URL, 3.5: forbidden host code points). More
# lenient than the DNS, which knows no "_" and no "~": names with them are in use.
_LABEL = r"""[^\x00-\x20\x7f"#%./:<>?@\[\\\]^`{|}]{1,63}"""
_HOST_NAME = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")
# What separates labels (RFC 3490, 3.1).
_DOT = re.compile("[.\u3002\uff0e\uff61]")
# Controls beyond ASCII, line breaks that are none to most, and what turns the direction of a text: requests escape
# them, and who is shown the URL must not be shown another one.
_HIDDEN = re.compile("[\x80-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
# user:password@ of a URL, up to the last "@": a password may hold any character, and one too much hidden is better than
# one shown.
_PASSWORD = re.compile(r"(?<=://)([^:/@]*):.*@", re.DOTALL)
_PASSWORD_PARAMETER = re.compile(r"([?&](?:password|passwd|pwd)=)[^&]*", re.IGNORECASE)
# Parts of a path without escapes and dot segments. That the letters are listed and what has matched is not given back
# (possessive) saves two thirds of the time of \w and plain repetitions; nine tenths where the whole does not match.
_PLAIN_SEGMENT = r"[A-Za-z0-9_~-][A-Za-z0-9_.~-]*+"
_PLAIN_DIRECTORIES = rf"(?:{_PLAIN_SEGMENT}/)*+"
# What `clean_url` leaves as it is, as most URLs of articles are, recognised in a fiftieth of the time: a plain host
# (with labels too short to exceed the DNS), no port, no query, no escapes, no dot segments.
_CLEAN_URL = re.compile(
    rf"https?://[a-z0-9-]{{1,60}}(?:\.[a-z0-9-]{{1,60}}){{1,3}}/{_PLAIN_DIRECTORIES}(?:{_PLAIN_SEGMENT})?"
)
# References below the root of the host that only need it put before them.
_PLAIN_PATH = re.compile(rf"/{_PLAIN_DIRECTORIES}(?:{_PLAIN_SEGMENT})?(?:\?[A-Za-z0-9_.~%=&+-]*)?")


@lru_cache(maxsize=10_000)
def _ascii_host(host: str) -> str:
    """*host* as a resolver is asked for it: in the ASCII form of RFC 3490, without the dot of the DNS root. Empty when
    no host can be named so."""
    host = host.removesuffix(".")
    try:
        if ":" in host:
            return ipaddress.IPv6Address(host).compressed if "%" not in host else ""
        ascii_form = host if host.isascii() else host.encode("idna").decode()
    except ValueError:
        return ""
    # "⒈" is "1." in ASCII: whether the dot then ends a label is not agreed.
    if ascii_form.count(".") != len(_DOT.findall(host)):
        return ""
    return ascii_form if len(ascii_form) <= _MAX_HOST_LENGTH and _HOST_NAME.fullmatch(ascii_form) else ""


def host_of(url: str) -> str:
    """The host *url* names, as a resolver is asked for it: lower case, ASCII, without trailing dot. Empty when it
    names none."""
    try:
        return _ascii_host(urlsplit(url).hostname or "")
    except ValueError:
        return ""


def is_web_url(url: str) -> bool:
    """Whether *url* is absolute, http or https, and can be requested: names a possible host and port, and holds no
    control characters."""
    if _CLEAN_URL.fullmatch(url):
        return True
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    if _UNUSABLE.search(url) or "\\" in parts.netloc:
        # A backslash is a slash to browsers and none to RFC 3986: each would ask another host.
        return False
    return parts.scheme in _DEFAULT_PORT and port != 0 and host_of(url) != ""


def absolute_url(base: str, reference: str | None) -> str | None:
    """*reference* (an href) resolved against *base* (RFC 3986, 5), or None when it names no web page.

    White space around it and tabs and line breaks in it are removed, as browsers do (WHATWG URL, 4.4). So are a user
    and a password: who writes a page has none to give, and could have ours tried at others. What is longer
    than _MAX_REFERENCE_LENGTH names none: resolving and cleaning it takes two microseconds a character.
    """
    if not reference or len(reference) > _MAX_REFERENCE_LENGTH:
        return None
    # Most links of a page, in a tenth of the time.
    if _PLAIN_PATH.fullmatch(reference) and (origin := _web_origin(_origin_part(base))):
        return origin + reference
    if _CLEAN_URL.fullmatch(reference):
        return reference
    reference = reference.strip().translate(_REMOVED_IN_HREF)
    if not reference:
        return None
    try:
        url = urljoin(base, reference)
    except ValueError:
        return None
    return web_url(url)


def web_url(text: str) -> str | None:
    """*text* when it is the URL of a web page as it stands, not resolved; otherwise as `absolute_url`."""
    return _HIDDEN.sub(lambda match: quote(match[0]), without_userinfo(text)) if is_web_url(text) else None


def without_userinfo(url: str) -> str:
    """*url* without user and password. Raises ValueError for what is no URL."""
    if "@" not in url:
        return url
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def _origin_part(url: str) -> str:
    """Scheme and authority of a web *url*, with whatever stands before the first slash of its path."""
    end = url.find("/", len("https://"))
    return url if end < 0 else url[:end]


@lru_cache(maxsize=1_000)
def _web_origin(origin: str) -> str | None:
    """*origin*, without userinfo, when it is nothing but scheme and authority of a web URL, as references below the
    root are resolved against it."""
    joined = urljoin(origin, "/")
    return without_userinfo(origin) if joined == f"{origin}/" and is_web_url(joined) else None


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
    if _CLEAN_URL.fullmatch(url):
        return url
    if not is_web_url(url):
        raise ValueError(f"{url!r} is not an absolute http or https URL")
    parts = urlsplit(without_tracking(url))
    host = host_of(url)
    netloc = f"[{host}]" if ":" in host else host
    if port := _stated_port(parts):
        netloc += f":{port}"
    return canonicalize_url(urlunsplit((parts.scheme, netloc, parts.path or "/", parts.query, "")))


def _stated_port(parts: SplitResult) -> int | None:
    """The port when it is not the scheme's default one."""
    return parts.port if parts.port != _DEFAULT_PORT.get(parts.scheme) else None


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
    # As uuid.uuid5, which takes five times as long.
    digest = bytearray(sha1(uuid.NAMESPACE_URL.bytes + canonical.encode(), usedforsecurity=False).digest()[:16])
    digest[6] = digest[6] & 0x0F | 0x50
    digest[8] = digest[8] & 0x3F | 0x80
    text = digest.hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


@lru_cache(maxsize=10_000)
def _site_of_host(host: str) -> str:
    domain = _extract_domain(host).top_domain_under_public_suffix
    return domain or host


def site_of(url: str) -> str:
    """Registered domain of *url* ("news.example.co.uk" -> "example.co.uk"), where many share one that of each
    ("ana.blogspot.com"); the host itself when it has none (addresses, localhost). Empty when *url* names no host."""
    return _site_of_origin(_origin_part(url))


@lru_cache(maxsize=10_000)
def _site_of_origin(origin: str) -> str:
    return _site_of_host(host_of(origin))


def is_within(url: str, scope: str) -> bool:
    """Whether *url* is on the site of *scope* and, when *scope* names a directory below the root, in it.

    "https://example.com/politics/" holds "https://www.example.com/politics/a" and not "/sport/b".
    """
    inner, outer = urlsplit(url), urlsplit(scope)
    if site_of(url) != site_of(scope) or _stated_port(inner) != _stated_port(outer):
        return False
    directory = outer.path.rstrip("/")
    return inner.path == directory or inner.path.startswith(directory + "/")


def without_password(url: str) -> str:
    """*url* (of a database, a feed, a page) as it may be shown to others and kept in a log."""
    return _PASSWORD_PARAMETER.sub(r"\1***", _PASSWORD.sub(r"\1:***@", url))
