"""What publisher and server say about the use of a page: in its headers and meta elements, and for the whole site.

Recorded as found; whether a purpose is kept from a page by it is `forbidden_by`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

from crawler.extraction.page import Page
from crawler.extraction.text import one_line

MAX_TDMREP_BYTES = 500 * 1024
_MAX_TDMREP_RULES = 5_000
# Each article repeats what its site says: what is stated at greater length is stated to fill the store.
_MAX_STATED = 2_000
_MAX_SIGNALS = 50
# Rules for one robot ("googlebot: noindex") are for that robot; of those with a value, "max-snippet:-1" is one.
_WITH_VALUE = frozenset({"max-snippet", "max-image-preview", "max-video-preview", "unavailable_after"})
# Between commas, as they should be, or white space.
_DIRECTIVE = re.compile(r"unavailable_after\s*:.*\S|max-[a-z-]+\s*:\s*\S+|\S+", re.IGNORECASE)
_ROBOT = re.compile(r"\s*([A-Za-z0-9_-]{1,60})\s*:")


def find_rights(page: Page, robot: str | None = None) -> dict[str, Any]:
    """Signals of the page itself, by the keys that `Article.rights` describes; absent: not stated. *robot*: the token
    by which a meta element may address this crawler alone (<meta name="googlebot"> is one for another).

    What a meta element says of a TDM reservation supersedes the header (W3C TDMRep, "Processing priority"), if it says
    anything that can be read.
    """
    rights: dict[str, Any] = {}
    if robots := _stated(", ".join(page.meta.get("robots", ()))):
        rights["meta_robots"] = robots
    if robot and (directives := _stated(", ".join(page.meta.get(robot.lower(), ())))):
        rights["meta_robots_for_us"] = directives
    if header := _stated(page.headers.get("x-robots-tag")):
        rights["x_robots_tag"] = header
    reservations = (*page.meta.get("tdm-reservation", ()), page.headers.get("tdm-reservation", ""))
    if (
        reserved := next((read for text in reservations if (read := _reservation(text)) is not None), None)
    ) is not None:
        rights["tdm_reservation"] = reserved
    if policy := _stated(page.first_meta("tdm-policy") or page.headers.get("tdm-policy")):
        rights["tdm_policy"] = policy
    signals: dict[str, str] = {}
    for name in ("content-signal", "content-usage"):
        signals |= parse_signals(page.headers.get(name, ""))
    if signals:
        rights["content_signals"] = signals
    return rights


def parse_signals(text: str) -> dict[str, str]:
    """Read the value of a Content-Signal (contentsignals.org) or Content-Usage field (IETF AI preferences), of a header
    or a robots.txt: "search=yes, ai-train=no". A path that stands before them is not looked at."""
    pairs = (pair.partition("=") for pair in islice(re.split(r"[,\s]+", one_line(text)), _MAX_SIGNALS))
    return {name.lower()[:40]: value.lower()[:40] for name, is_pair, value in pairs if is_pair and name}


def robots_directives(rights: Mapping[str, Any], robot: str) -> set[str]:
    """The directives of the robots meta element and header that are for everybody or for *robot*: {"noai", …}."""
    found: set[str] = set()
    for text in (rights.get("meta_robots"), rights.get("meta_robots_for_us"), rights.get("x_robots_tag")):
        addressee = ""
        for part in (text or "").split(","):
            named = _ROBOT.match(part)
            if named and named[1].lower() not in _WITH_VALUE:
                addressee, part = named[1].lower(), part[named.end() :]
            if addressee in ("", robot.lower()):
                found.update(match[0].lower() for match in _DIRECTIVE.finditer(part))
    return found


def _reservation(text: str) -> int | None:
    """0 or 1; of several values in one header, which proxies join, the one that reserves. None: it says nothing."""
    values = {value.strip() for value in text.split(",")}
    return int(max(values)) if values <= {"0", "1"} else None


def stated_signals(rights: Mapping[str, Any], robot: str) -> list[str]:
    """All that *rights* say, in the words in which a policy names them: "noai", "tdm-reservation=1", "ai-train=no"."""
    stated = sorted(robots_directives(rights, robot))
    if "tdm_reservation" in rights:
        stated.append(f"tdm-reservation={rights['tdm_reservation']}")
    return stated + [f"{name}={value}" for name, value in rights.get("content_signals", {}).items()]


def forbidden_by(rights: Mapping[str, Any], robot: str, forbidding: Iterable[str]) -> str | None:
    """The first of the signals in *forbidding* that *rights* state, None when they state none of them."""
    stated = set(stated_signals(rights, robot))
    return next((signal for signal in forbidding if signal in stated), None)


def parse_tdmrep(body: bytes) -> list[dict[str, Any]]:
    """The rules of a /.well-known/tdmrep.json (W3C TDMRep, "TDM File on the Origin Server"), in its order.

    Each has `location`, a pattern like those of robots.txt, `tdm_reservation` and perhaps `tdm_policy`. Empty when it
    is no such file. Never raises.
    """
    try:
        document = json.loads(body[:MAX_TDMREP_BYTES])
    except (ValueError, RecursionError):
        return []
    rules = []
    for rule in document[:_MAX_TDMREP_RULES] if isinstance(document, list) else ():
        if not isinstance(rule, dict):
            continue
        location, reservation, policy = rule.get("location"), rule.get("tdm-reservation"), rule.get("tdm-policy")
        if not isinstance(location, str) or str(reservation) not in ("0", "1"):
            continue
        read: dict[str, Any] = {"location": one_line(location), "tdm_reservation": int(str(reservation))}
        if isinstance(policy, str) and (policy := _stated(policy)):
            read["tdm_policy"] = policy
        rules.append(read)
    return rules


def _stated(text: str | None) -> str:
    """*text* as a field can hold it: a header can have NUL in it, JSON half a character."""
    return one_line(text)[:_MAX_STATED]
