"""Fixtures of all tests."""

from tests.local_site import sample_site

__all__ = ["sample_site"]
