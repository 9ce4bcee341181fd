"""Values as cells of CSV (RFC 4180) that a spreadsheet shows and does not run."""

from __future__ import annotations

import json
import re
from typing import Any

# A cell that begins so is a formula to spreadsheets (the last four are full-width forms, which Excel takes for the
# others). With any apostrophes before it, so that undoing gives back what had some itself.
_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
_DISARMED = re.compile("'+[=+\\-@\t\r\n＝＋－＠]")


def csv_cell(value: Any) -> str:
    """*value* as text: None is empty, lists and objects are JSON, true and false are written so. Text that a
    spreadsheet would take for a formula gets an apostrophe before it, which `text_of_cell` takes away."""
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if _FORMULA.match(value) else value
    return json.dumps(value, ensure_ascii=False)


def text_of_cell(cell: str) -> str:
    """The text that `csv_cell` made *cell* of."""
    return cell[1:] if _DISARMED.match(cell) else cell
