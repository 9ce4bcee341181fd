"""Errors named after their consequence. Page content never raises one: it is counted and skipped."""

from __future__ import annotations


class UsageProblem(ValueError):
    """The user gave something that cannot be used; nothing was fetched. The message is one line."""


class ArgumentProblem(UsageProblem):
    """A spider argument is missing, unknown or has an unusable value."""


class ProfileProblem(UsageProblem):
    """A site profile cannot be used; the message names file, key and reason."""


class StoreProblem(Exception):
    """The article store cannot be opened, read or written; the message names the store and what to do."""
