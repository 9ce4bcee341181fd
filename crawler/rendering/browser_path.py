"""Where the browser is: the one that is named, else Playwright's own, else the system's Chromium."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from crawler.rendering.errors import RenderingUnavailableError

# As Debian, Ubuntu, Fedora, Arch, Homebrew and Google's packages name it.
_SYSTEM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_INSTALL = "playwright install chromium (or, on Debian, apt-get install chromium)"


def find_browser(named: str, playwrights_own: str) -> str:
    """The program to start. *named*: the setting BROWSER_PATH, a path or a name on PATH, empty when not set;
    *playwrights_own*: where Playwright would have installed its browser.

    Raises RenderingUnavailableError.
    """
    if named:
        if found := shutil.which(named):
            return found
        raise RenderingUnavailableError("no_browser", f"BROWSER_PATH={named!r}: there is no such program")
    if playwrights_own and os.access(playwrights_own, os.X_OK) and Path(playwrights_own).is_file():
        return playwrights_own
    for name in _SYSTEM_NAMES:
        if found := shutil.which(name):
            return found
    raise RenderingUnavailableError("no_browser", f"there is no Chromium: {_INSTALL}, or name one with BROWSER_PATH")
