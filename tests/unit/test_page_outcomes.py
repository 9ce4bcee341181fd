"""What becomes of a URL in the ledger when its page cannot be had, or its article is not kept."""

from __future__ import annotations

import pytest
from scrapy.exceptions import CannotResolveHostError, IgnoreRequest

from crawler.download_handler import StoppedError
from crawler.fetching.refusals import (
    ChallengeError,
    HostGivenUpError,
    PrivateAddressError,
    RobotsForbiddenError,
    RobotsUnreachableError,
    TooManyRedirectsError,
    TrapError,
)
from crawler.visits import CountedDrop, outcome_of_drop
from spiders.failures import outcome_of_failure


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (StoppedError("told to stop"), ("pending", None)),
        (RobotsForbiddenError(), ("robots", None)),
        (RobotsUnreachableError("500"), ("error", "robots_txt_unreachable")),
        (HostGivenUpError(), ("error", "host_given_up")),
        (ChallengeError(), ("blocked", "challenge")),
        (TrapError(), ("out_of_range", "trap")),
        (PrivateAddressError(), ("out_of_range", "private_address")),
        (TooManyRedirectsError(), ("error", "too_many_redirects")),
        (IgnoreRequest("offsite"), ("out_of_range", "offsite")),
        (CannotResolveHostError(), ("error", "dns")),
    ],
)
def test_failure_becomes_an_outcome(error: Exception, outcome: tuple[str, str | None]) -> None:
    assert outcome_of_failure(error) == outcome


@pytest.mark.parametrize(
    ("stat", "outcome"),
    [
        ("rights/dropped/noai", ("out_of_range", "noai")),
        ("selection/dropped/before_since", ("out_of_range", "before_since")),
        ("validation/dropped/not_an_article/listing", ("not_an_article", "listing")),
        ("validation/dropped/wall/consent_wall", ("blocked", "consent_wall")),
        ("validation/dropped/wall/paywall", ("not_an_article", "paywall")),
        ("validation/dropped/wall/out_of_order", ("error", "out_of_order")),
        ("deduplication/dropped/unchanged", ("unchanged", None)),
    ],
)
def test_drop_becomes_an_outcome(stat: str, outcome: tuple[str, str | None]) -> None:
    assert outcome_of_drop(CountedDrop("dropped", stat)) == outcome
