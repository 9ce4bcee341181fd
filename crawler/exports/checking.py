"""Validating rows by the published schema."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from crawler.item_schema import item_schema
from crawler.items import SCHEMA_VERSION

# One is a case, three are a pattern; the count says how many more.
_SHOWN = 3
_LONGEST_MESSAGE = 200


class InvalidArticlesError(Exception):
    """Articles of the store are not what the schema says; the message has a line for some of them."""


class ArticleChecks:
    def __init__(self) -> None:
        # Here: Scrapy imports every command for each, and these take longer than the rest.
        from jsonschema import Draft202012Validator
        from jsonschema.exceptions import best_match

        self._best_match = best_match
        self._validator = Draft202012Validator(item_schema())
        self._faults: list[str] = []
        self._count = 0

    def check(self, row: Mapping[str, Any]) -> None:
        """Note whether *row* (all fields, or a deletion) is valid."""
        if self._validator.is_valid(row):
            return
        self._count += 1
        if len(self._faults) < _SHOWN:
            error = self._best_match(self._validator.iter_errors(row))
            text = " ".join(f"{error.json_path}: {error.message}".split())
            self._faults.append(f"{row['id']}: {text[:_LONGEST_MESSAGE]}")

    def finish(self) -> None:
        """Raises InvalidArticlesError when there were any that are not."""
        if self._count:
            reasons = "; ".join(self._faults)
            raise InvalidArticlesError(
                f"{self._count} rows are not valid by schema version {SCHEMA_VERSION}, nothing was written: {reasons}"
            )
