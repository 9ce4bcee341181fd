"""Why a page was not rendered."""

from __future__ import annotations


class RenderingError(Exception):
    """One page could not be rendered; another one may."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason
        """As it is counted: "hung", "timeout", "crashed", "memory", "too_large", "failed"."""


class RenderingUnavailableError(Exception):
    """No page can be rendered here. The message is one line that says what to do."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason
        """As it is counted: "not_installed", "no_browser", "no_asyncio", "not_started"."""
