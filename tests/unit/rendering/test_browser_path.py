from __future__ import annotations

from pathlib import Path

import pytest

from crawler.rendering.browser_path import find_browser
from crawler.rendering.errors import RenderingUnavailableError


def program(directory: Path, name: str) -> str:
    directory.mkdir(exist_ok=True)
    path = directory / name
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return str(path)


@pytest.fixture
def system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The one directory on PATH."""
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    return tmp_path / "bin"


def test_the_browser_that_is_named_comes_first(tmp_path: Path, system: Path) -> None:
    named, own = program(tmp_path, "mine"), program(tmp_path, "own")
    program(system, "chromium")
    assert find_browser(named, own) == named


def test_playwrights_own_comes_before_the_systems(tmp_path: Path, system: Path) -> None:
    own, chromium = program(tmp_path, "own"), program(system, "chromium")
    assert find_browser("", own) == own
    assert find_browser("", str(tmp_path / "not-installed")) == chromium


@pytest.mark.parametrize("name", ["chromium", "chromium-browser", "google-chrome"])
def test_system_s_browser_is_found_by_the_names_it_has(name: str, system: Path) -> None:
    path = program(system, name)
    assert find_browser("", "") == path


def test_a_name_on_path_may_be_given(system: Path) -> None:
    path = program(system, "my-browser")
    assert find_browser("my-browser", "") == path


def test_no_browser_is_one_line_with_the_command_that_installs_it(system: Path) -> None:
    with pytest.raises(
        RenderingUnavailableError, match=r"^there is no Chromium: playwright install chromium .*$"
    ) as told:
        find_browser("", "")
    assert told.value.reason == "no_browser"


def test_a_browser_that_is_named_and_not_there_is_not_replaced_by_another(system: Path) -> None:
    program(system, "chromium")
    with pytest.raises(RenderingUnavailableError, match=r"^BROWSER_PATH='/nowhere/chrome': there is no such program$"):
        find_browser("/nowhere/chrome", "")
