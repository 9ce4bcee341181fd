"""Fixtures and options of all tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser import browser_path
from tests.local_site import sample_site
from tests.postgresql_server import postgresql_server, postgresql_url

__all__ = ["browser_path", "postgresql_server", "postgresql_url", "sample_site"]

# Beside the checkout, where there is one: real pages are other people's texts and no part of this repository.
_DEFAULT_GOLD = Path(__file__).resolve().parents[1] / ".." / "shared" / "gold"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--gold",
        type=Path,
        help="folder of the benchmarks' sets (benchmarks/README.md); default ../shared/gold, if it is there",
    )


@pytest.fixture(scope="session")
def gold_folder(request: pytest.FixtureRequest) -> Path:
    """Folder of pages with known answers; tests that need one are skipped without it."""
    folder: Path | None = request.config.getoption("--gold")
    if folder is None and _DEFAULT_GOLD.is_dir():
        folder = _DEFAULT_GOLD.resolve()
    if folder is None:
        pytest.skip("no folder of gold pages: ../shared/gold is not there and --gold not given")
    if not folder.is_dir():
        pytest.fail(f"--gold {folder}: no such folder")
    return folder
