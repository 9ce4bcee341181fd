"""The browser that tests of rendering need. tests/conftest.py imports the fixture.

`python -m tests.browser` ends with status 0 when there is one.
"""

from __future__ import annotations

import os
import sys

import pytest

from crawler.rendering.browser_path import find_browser
from crawler.rendering.errors import RenderingUnavailableError


@pytest.fixture(scope="session")
def browser_path() -> str:
    """Where it is. Tests that need one are skipped without it, and fail where REQUIRE_BROWSER is set."""
    try:
        return _found()
    except (ImportError, RenderingUnavailableError) as error:
        if os.environ.get("REQUIRE_BROWSER"):
            pytest.fail(f"REQUIRE_BROWSER is set, and {error}")
        pytest.skip(f"rendering is not tested: {error}")


def _found() -> str:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return find_browser(os.environ.get("BROWSER_PATH", ""), playwright.chromium.executable_path)


if __name__ == "__main__":
    try:
        _found()
    except (ImportError, RenderingUnavailableError):
        sys.exit(1)
