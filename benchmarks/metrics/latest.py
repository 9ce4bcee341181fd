"""Agreement of a page's "latest news" entries with the annotated ones, matched by the page they link to."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from benchmarks.metrics.days import day_of
from benchmarks.metrics.displayed_days import same_displayed_day

# Parameters that name the reader's way to the page. Wider than the crawler's own list, and apart from it: the
# yardstick must not move with what it measures, and it only has to tell the links of one block apart.
_WAY_HERE = re.compile(
    r"""(?:utm|vtm|mtm|pk|at|ns|wt)_.* | vca | vso | vmc | vli | xtor | fbclid | gclid | dclid | igshid | mc_[ce]id
      | ico | iref | rct | ref | rel | ref_src | cmp | int_?cmp | ito | icid | ncid | cid | tid | _?ga
      | traffic_source | link_source
    """,
    re.VERBOSE | re.IGNORECASE,
)
_PATH_CHARACTERS = "/:@!$&'()*+,;=~-._%"


@dataclass(frozen=True, slots=True)
class LatestEntry:
    headline: str | None
    url: str | None
    published: str | None
    """Annotated: the text displayed, or where the gold is resolved an ISO 8601 date. Predicted: either."""
    displayed: str | None = None
    label: str | None = None


@dataclass(frozen=True, slots=True)
class LatestGold:
    entries: tuple[LatestEntry, ...]
    optional_urls: tuple[str, ...]
    """Links that may be given or not: both readings of their block can be defended."""
    language: str
    read_at: str | None
    is_resolved: bool = False
    """Whether the entries' dates are ISO 8601, with the text displayed and the block's label beside them."""


@dataclass(frozen=True, slots=True)
class LatestScore:
    expected: int
    predicted: int
    matched: int
    headlines_exact: int
    days_judged: int
    days_right: int
    as_displayed: int
    """Entries with the date's text and the label of the gold, where the gold has both."""
    in_order: bool | None
    """None: fewer than two entries were matched."""

    @property
    def precision(self) -> float:
        return self.matched / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        return self.matched / self.expected if self.expected else 0.0

    @property
    def f1(self) -> float:
        total = self.expected + self.predicted
        return 2 * self.matched / total if total else 0.0


def link_key(url: str) -> str:
    """*url* without scheme, default port, fragment, doubled or final slash, tracking parameters and query order."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return url
    host = (parts.hostname or "").lower() + (f":{port}" if port not in (None, 80, 443) else "")
    path = quote(unquote(re.sub("/{2,}", "/", parts.path or "/")), safe=_PATH_CHARACTERS)
    query = sorted(pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _WAY_HERE.fullmatch(pair[0]))
    return urlunsplit(("", host, path.rstrip("/") or "/", urlencode(query), ""))


def score_latest(
    gold: LatestGold, predicted: Iterable[LatestEntry], *, with_displayed_days: bool = True
) -> LatestScore:
    """One entry counts per linked page and side: the first predicted, any copy of the annotated.

    Days annotated as displayed are judged *with_displayed_days* (it needs dateparser), resolved ones always.
    """
    expected = _by_link(gold.entries)
    optional = {link_key(url) for url in gold.optional_urls} - expected.keys()
    found = {key: copies[0] for key, copies in _by_link(predicted).items() if key not in optional}
    matched = [key for key in expected if key in found]
    judged = matched if gold.is_resolved or with_displayed_days else []
    days = [verdict for key in judged if (verdict := _day_verdict(expected[key], found[key], gold)) is not None]
    return LatestScore(
        expected=len(expected),
        predicted=len(found),
        matched=len(matched),
        headlines_exact=sum(_has_headline(expected[key], found[key]) for key in matched),
        days_judged=len(days),
        days_right=sum(days),
        as_displayed=sum(_is_as_displayed(expected[key], found[key]) for key in matched),
        in_order=matched == [key for key in found if key in expected] if len(matched) > 1 else None,
    )


def _by_link(entries: Iterable[LatestEntry]) -> dict[str, list[LatestEntry]]:
    grouped: dict[str, list[LatestEntry]] = {}
    for entry in entries:
        grouped.setdefault(link_key(entry.url or ""), []).append(entry)
    return grouped


def _has_headline(copies: Sequence[LatestEntry], found: LatestEntry) -> bool:
    return _plain(found.headline) in {_plain(entry.headline) for entry in copies}


def _is_as_displayed(copies: Sequence[LatestEntry], found: LatestEntry) -> bool:
    texts = {(_plain(entry.displayed), _plain(entry.label)) for entry in copies}
    return (_plain(found.displayed), _plain(found.label)) in texts


def _plain(text: str | None) -> str:
    return " ".join(unicodedata.normalize("NFC", text or "").split())


def _day_verdict(copies: Sequence[LatestEntry], found: LatestEntry, gold: LatestGold) -> bool | None:
    """None: the page displays no date for the entry, or the two cannot be compared."""
    displayed = [entry.published for entry in copies if entry.published]
    if not displayed:
        return None
    if not found.published:
        return False
    if gold.is_resolved:
        return day_of(found.published) in {day_of(text) for text in displayed}
    verdicts = [same_displayed_day(text, found.published, gold.language, gold.read_at) for text in displayed]
    return True if True in verdicts else None if None in verdicts else False
