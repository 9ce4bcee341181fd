"""Log records as JSON, one object a line, for programs that collect logs."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime


class JsonFormatter(logging.Formatter):
    """Keys: `time` (UTC, ISO 8601 with milliseconds), `level`, `logger`, `message`; `site`: name of the profile, or the
    start page, null for what belongs to none; `exception`: the traceback as text, null without one."""

    def format(self, record: logging.LogRecord) -> str:
        spider = getattr(record, "spider", None)
        if record.exc_info and not record.exc_text:
            record.exc_text = self.formatException(record.exc_info)
        fields = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "site": getattr(spider, "site_key", None) or getattr(spider, "name", None),
            "exception": record.exc_text or None,
        }
        # What cannot be encoded (half a surrogate pair in a URL) must not cost the line.
        return json.dumps(fields, ensure_ascii=False).encode("utf-8", "backslashreplace").decode("utf-8")
