"""The sample site as a fixture. tests/conftest.py imports it; a test module needs nothing but the argument's name."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from examples.sample_site import SampleSite


@pytest.fixture(scope="session")
def sample_site() -> Iterator[SampleSite]:
    """One site for the whole test run. A test that sets its `edition` or looks at its `requests` should start
    a `SampleSite` of its own: that takes a few milliseconds."""
    with SampleSite(port=0, slow_seconds=0.2) as site:
        yield site
