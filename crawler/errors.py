"""Errors named after their consequence. Page content never raises one: it is counted and skipped."""

from __future__ import annotations


class InvalidInputError(ValueError):
    """The user gave something that cannot be used; nothing was fetched. The message is one line."""


class ArgumentError(InvalidInputError):
    """A spider argument is missing, unknown or has an unusable value."""


class ProfileError(InvalidInputError):
    """A site profile cannot be used; the message has a line for each fault that names file, key and reason."""


class StoreError(Exception):
    """The article store cannot be opened, read or written; the message names the store and what to do."""


class StoreUrlError(InvalidInputError, StoreError):
    """What is given as the URL of a store is none: it is to be mended by the user, not at the store."""


class UnstorableError(StoreError):
    """The store refuses an article, or what is said of a page, for what is in it; the store itself is well."""


class SiteLockedError(Exception):
    """Another process crawls the site into this store; the message is one line."""
